// What a line comes to beside what is on file and beside the lines before it (rules F1, F3, F8, H8): the same in a dry run and when it is
// entered.
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { ImportOutcome } from '#shared/contract/import.ts'
import type { ImportList } from '#shared/domain/import.ts'
import { finished, LOGINS, makeArchive, type Person, type TestArchive } from '#test/support/archive.ts'
import { deliveries, DELIVERY_HEADINGS, openList, register, REGISTER_HEADINGS, runList, VISIT_HEADINGS, visits, xlsxOf, type Rows, type Value } from '#test/support/lists.ts'
import { customerOf, vehicleOf, vinOf } from '#test/support/samples.ts'

const NOW = Date.parse('2026-03-11T09:00:00+08:00')

let archive: TestArchive
let archivist: Person
beforeAll(async () => {
  archive = await makeArchive({ startAt: NOW })
  archivist = await archive.as(LOGINS.archivist)
})
afterAll(() => archive.close())

/** Tried, entered, and both came to the same. */
async function bring(list: ImportList, rows: Rows): Promise<ImportOutcome> {
  const opened = await openList(archivist, list, xlsxOf(rows))
  const tried = await runList(archivist, 'import.dryRun', opened)
  const entered = await runList(archivist, 'import.commit', opened)
  expect({ ...entered, committed: false }).toEqual(tried)
  return entered
}

const bringVisits = (rows: Rows): Promise<ImportOutcome> => bring('repairOrders', [VISIT_HEADINGS, ...rows])
const bringDeliveries = (rows: Rows): Promise<ImportOutcome> => bring('deliveries', [DELIVERY_HEADINGS, ...rows])

/** One line of a list, changed by column. */
const changed = ([line = []]: Value[][], change: Record<number, Value>): Value[] => line.map((value, column) => change[column] ?? value)

async function dossierOf(vin: string) {
  const { hits } = await archivist.call('dossier.search', { text: vin, dates: null, state: null, kind: null, limit: 2 })
  return archivist.call('dossier.open', { id: hits[0]?.dossierId ?? 0 })
}
const verified = async (): Promise<unknown> => (await finished(archivist, (await archivist.call('archive.verify', {})).taskId)).verify?.findings

describe('H8 a visit is owed once', () => {
  const typed = (index: number, orderNumber: string) => (
    { vehicle: vehicleOf(index), customer: customerOf(index), deliveredOn: '2026-03-10', orderNumber })

  it('H8 typed in without its order number, a list adds the number to it and makes no second record', async () => {
    const { recordId } = await archive.enter('maintenance', typed(1, ''))
    expect(await bringVisits(visits(1, 1))).toMatchObject({ records: 0, already: 1, wrong: 0 })
    expect((await dossierOf(vinOf(1))).records).toMatchObject([{ id: recordId, orderNumber: 'RO1' }])
    expect(await verified()).toEqual([])
    // Another number is another visit now.
    expect(await bringVisits([changed(visits(1, 1), { 8: 'RO1B' })])).toMatchObject({ records: 1, already: 0 })
  })

  it('H8 a delivery too', async () => {
    await archive.enter('delivery', typed(2, ''))
    expect(await bringDeliveries(deliveries(2, 2))).toMatchObject({ records: 0, already: 1, wrong: 0 })
    expect((await dossierOf(vinOf(2))).records).toMatchObject([{ orderNumber: 'HT2' }])
    expect(await verified()).toEqual([])
  })

  it('H8 a line without a number is the visit that is on file with one', async () => {
    await archive.enter('maintenance', typed(3, 'RO3'))
    expect(await bringVisits([changed(visits(3, 3), { 8: '' })])).toMatchObject({ records: 0, already: 1 })
  })

  it('H8 two lines of one visit, the first without its number, are one', async () => {
    expect(await bringVisits([changed(visits(4, 4), { 8: '' }), ...visits(4, 4)])).toMatchObject({ dossiers: 1, records: 1, already: 1 })
    expect((await dossierOf(vinOf(4))).records).toMatchObject([{ orderNumber: 'RO4' }])
    expect(await verified()).toEqual([])
  })

  it('H8 typed in after the list, the person is told that it is there', async () => {
    await bringVisits(visits(5, 5))
    await expect(archive.enter('maintenance', typed(5, ''))).rejects.toMatchObject({ error: { details: { problem: 'record.enteredTwice' } } })
    await expect(archive.enter('maintenance', typed(5, 'RO5'))).rejects.toMatchObject({ error: { details: { problem: 'record.enteredTwice' } } })
    expect(await archive.enter('maintenance', typed(5, 'RO5B'))).toMatchObject({ dossierMade: false })
  })
})

describe('H8 a wrong line leaves nothing to those that follow', () => {
  it('C1 no place in a slot, and no number', async () => {
    await archivist.call('cabinet.add', { room: '档案室', code: 'A', shelves: 1, slotsPerShelf: 1, capacity: 1 })
    await bring('dossierRegister', [REGISTER_HEADINGS, ...register(11, 11)])
    const outcome = await bring('dossierRegister', [
      REGISTER_HEADINGS, changed(register(12, 12), { 0: '旧-2019-11', 8: 'A-1-1' }), changed(register(13, 13), { 8: 'A-1-1' }),
    ])
    expect(outcome).toMatchObject({ dossiers: 1, wrong: 1, problems: [{ field: 'archiveNumber', problem: 'import.numberTaken', count: 1 }] })
  })

  it('F8 no name for an identity', async () => {
    const outcome = await bringDeliveries([
      changed(deliveries(21, 21), { 6: '写错名', 7: customerOf(22).identityNumber, 9: '没有此人' }), ...deliveries(22, 22),
    ])
    expect(outcome).toMatchObject({ records: 1, wrong: 1, problems: [{ field: 'responsible', problem: 'import.personUnknown', count: 1 }] })
  })
})

describe('F8 what was merged', () => {
  const REASON = '同一辆车登记了两次'

  it('F8 a car is the one that was kept, by whichever VIN a line names it', async () => {
    const kept = await archive.enter('maintenance', { vehicle: vehicleOf(31), customer: customerOf(31), deliveredOn: '2026-03-04' })
    const merged = await archive.enter('maintenance', { vehicle: vehicleOf(32), customer: customerOf(32), deliveredOn: '2026-03-05' })
    await archivist.call('merge.dossiers', { keepId: kept.dossierId, mergeId: merged.dossierId, reason: REASON })
    const line = changed(visits(31, 31), { 3: null })
    expect(await bringVisits([line, changed([line], { 2: vinOf(32) })])).toMatchObject({ dossiers: 0, records: 1, already: 1, wrong: 0 })
  })

  it('F8 an owner is the one that was kept, and is not held to the name of the other', async () => {
    const kept = await archive.enter('maintenance', { vehicle: vehicleOf(41), customer: customerOf(41), deliveredOn: '2026-03-04' })
    const merged = await archive.enter('maintenance', { vehicle: vehicleOf(42), customer: customerOf(42), deliveredOn: '2026-03-04' })
    const [keep, other] = [await dossierOf(vinOf(41)), await dossierOf(vinOf(42))].map(({ owners }) => owners[0]?.customer.id)
    expect([kept.dossierMade, merged.dossierMade]).toEqual([true, true])
    if (keep === undefined || other === undefined) throw new Error('no owners')
    await archivist.call('merge.customers', { keepId: keep, mergeId: other, reason: REASON })
    const { name, identityNumber } = customerOf(42)
    // The car on file whose new-car record comes now, and a car not on file.
    const lines = [changed(deliveries(41, 41), { 6: name, 7: identityNumber }), changed(deliveries(43, 43), { 6: name, 7: identityNumber })]
    expect(await bringDeliveries(lines)).toMatchObject({ records: 2, dossiers: 1, wrong: 0 })
    expect((await dossierOf(vinOf(43))).owners).toMatchObject([{ customer: { id: keep } }])
  })
})

describe('F1 plates', () => {
  const without = (line: Value[]): Value[] => line.map((value, column) => (column === 3 ? null : value))

  it('F1 a car made without one gets it from a later line of the same list', async () => {
    const [line = []] = visits(51, 51)
    expect(await bringVisits([without(line), changed([line], { 8: 'RO51B' })])).toMatchObject({ dossiers: 1, records: 2 })
    expect((await dossierOf(vinOf(51))).vehicle.plate).toBe(vehicleOf(51).plate)
  })

  it('F1 a car on file without one takes the first it is given, and leaves a second to whose it is', async () => {
    await archive.enter('maintenance', { vehicle: { ...vehicleOf(52), plate: null }, customer: customerOf(52), deliveredOn: '2026-03-04' })
    const second = vehicleOf(53).plate
    const outcome = await bringVisits([...visits(52, 52), changed(visits(52, 52), { 3: second, 8: 'RO52B' }), ...visits(53, 53)])
    expect(outcome).toMatchObject({ dossiers: 1, records: 3, wrong: 0 })
    expect((await dossierOf(vinOf(52))).vehicle.plate).toBe(vehicleOf(52).plate)
  })
})
