// Wrong merges undone, through the whole engine: what goes back, what stays, and where papers lie then (rules F8, H4, C1).
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Id } from '#shared/domain/id.ts'
import { localDate } from '#shared/domain/local-date.ts'
import { LOGINS, makeArchive, type Entry, type Person, type TestArchive } from '#test/support/archive.ts'
import { handing, loansIn } from '#test/support/loans.ts'
import { mergingIn, ordered, REASON, type Merging } from '#test/support/merging.ts'
import { customerOf, vehicleOf } from '#test/support/samples.ts'
import { MONDAY } from '#test/support/tampered.ts'

let archive: TestArchive
let archivist: Person
let merging: Merging
beforeAll(async () => {
  archive = await makeArchive({ startAt: MONDAY })
  archivist = await archive.as(LOGINS.archivist)
  merging = mergingIn(archive, archivist)
})
afterAll(() => archive.close())

/** The details of a car as a form about a filed one has them. */
function detailsOf(index: number) {
  const { vin: _vin, vinConfirmed: _confirmed, ...details } = vehicleOf(index)
  return details
}

describe('F8 a merge undone', () => {
  it('F8 undone, everything is as it was before', async () => {
    const both = await merging.oneCarTwice()
    const { sale, visit } = both
    await archivist.call('cabinet.add', { room: '档案室', code: 'U', shelves: 1, slotsPerShelf: 2, capacity: 1 })
    await archive.handOver([sale.recordId])
    await archive.handOver([visit.recordId])
    await archivist.call('vehicle.update', { dossierId: visit.dossierId, vehicle: { ...detailsOf(both.index), plate: null, origin: 'soldElsewhere' } })
    await archivist.call('filing.placeFolder', { dossierId: sale.dossierId, slot: 'U-01-01' })
    await archivist.call('filing.placeFolder', { dossierId: visit.dossierId, slot: 'U-01-02' })
    await archivist.call('filing.place', { recordIds: [sale.recordId, visit.recordId] })
    const before = [await merging.dossier(sale.dossierId), await merging.dossier(visit.dossierId)]
    const rows = await merging.allRows()
    const { id } = await merging.merge(both)
    expect(await merging.allRows()).not.toEqual(rows)
    await archivist.call('merge.undo', { id, reason: '是两辆车' })
    expect(await merging.allRows()).toEqual(rows)
    const after = [await merging.dossier(sale.dossierId), await merging.dossier(visit.dossierId)]
    expect(after.map((each) => ({ ...each, merges: [] }))).toEqual(before)
    for (const each of after) expect(each.merges.map(({ act }) => act)).toEqual(['undo', 'merge'])
    expect(await merging.search(visit.dossierNumber)).toEqual([visit.dossierId])
    expect(await merging.search('')).toEqual(expect.arrayContaining([visit.dossierId, sale.dossierId]))
    expect(await archivist.call('merge.list', { limit: 1 })).toMatchObject({ merges: [{ undone: { reason: '是两辆车', byName: '林静' } }] })
    expect(await merging.findings()).toEqual([])
    // And again, from the start.
    await merging.merge(both)
    expect(await merging.findings()).toEqual([])
  })

  it('F8 undone after more was added: what came since stays with the kept one, what was moved goes back with all its lines', async () => {
    const both = await merging.oneCarTwice()
    const { sale, visit, index } = both
    const { id } = await merging.merge(both)
    await archive.handOver([visit.recordId], (line) => (line.code === 'settlement' ? { presence: 'missing', count: 0 } : {}))
    const since = await archive.enter('minorRepair', { vehicle: vehicleOf(index), customer: customerOf(index) })
    await archive.handOver([since.recordId])
    await archivist.call('vehicle.update', { dossierId: sale.dossierId, vehicle: { ...detailsOf(index), colour: '红' } })
    await archivist.call('merge.undo', { id, reason: '弄错了' })
    const kept = await merging.dossier(sale.dossierId)
    const other = await merging.dossier(visit.dossierId)
    expect(ordered(kept.records.map((record) => record.id))).toEqual([sale.recordId, since.recordId])
    expect(kept.vehicle.colour).toBe('红')
    expect(kept.lines.map(({ recordId }) => recordId)).toEqual([since.recordId])
    expect(other.records.map((record) => record.id)).toEqual([visit.recordId])
    expect(other.lines.map(({ recordId }) => recordId)).toEqual([visit.recordId])
    expect([kept.owners.at(-1)?.toOn, other.owners.at(-1)?.toOn]).toEqual([null, null])
    expect(await merging.findings()).toEqual([])
  })

  it('F8 owners follow one another, and a later owner stays with the kept car when the merge is undone', async () => {
    const [early, late, last] = [merging.fresh(), merging.fresh(), merging.fresh()]
    const visited = (index: number, deliveredOn: string): Promise<Entry> => archive.enter('maintenance', {
      vehicle: { ...vehicleOf(index), origin: 'soldElsewhere' }, customer: customerOf(index), deliveredOn,
    })
    const first = await visited(early, '2026-02-10')
    const second = await visited(late, '2026-02-20')
    const { id } = await archivist.call('merge.dossiers', { keepId: first.dossierId, mergeId: second.dossierId, reason: REASON })
    const times = async (dossierId: number): Promise<unknown[]> => (await merging.dossier(dossierId)).owners.map(({ customer, fromOn, toOn }) => [customer.mobile, fromOn, toOn])
    const [one, two, three] = [early, late, last].map((index) => customerOf(index).mobile)
    expect(await times(first.dossierId)).toEqual([[one, '2026-02-10', '2026-02-19'], [two, '2026-02-20', null]])
    await archivist.call('dossier.changeOwner', { dossierId: first.dossierId, customer: customerOf(last), fromOn: '2026-03-01' })
    await archivist.call('merge.undo', { id, reason: '弄错了' })
    expect(await times(first.dossierId)).toEqual([[one, '2026-02-10', '2026-02-28'], [three, '2026-03-01', null]])
    expect(await times(second.dossierId)).toEqual([[two, '2026-02-20', null]])
    expect(await merging.findings()).toEqual([])
  })

  it('C1 the kept folder stays where it is; the other’s papers are to be put into it, and lie where they lay once it is undone', async () => {
    const both = await merging.oneCarTwice()
    const { sale, visit } = both
    await archivist.call('cabinet.add', { room: '档案室', code: 'A', shelves: 1, slotsPerShelf: 3, capacity: 1 })
    await archive.handOver([sale.recordId])
    await archive.handOver([visit.recordId])
    await archivist.call('filing.placeFolder', { dossierId: sale.dossierId, slot: 'A-01-01' })
    await archivist.call('filing.placeFolder', { dossierId: visit.dossierId, slot: 'A-01-02' })
    await archivist.call('filing.place', { recordIds: [sale.recordId, visit.recordId] })
    const waiting = (): Promise<number[]> => merging.toPlace([sale.recordId, visit.recordId])
    const used = async (): Promise<number[]> => (await archivist.call('cabinet.list', {})).filter(({ code }) => code === 'A').flatMap(({ slots }) => slots.map((slot) => slot.used))
    const { id } = await merging.merge(both)
    expect(await waiting()).toEqual([visit.recordId])
    expect(await used()).toEqual([1, 0, 0])
    const { place, places } = await archivist.call('filing.ofDossier', { dossierId: sale.dossierId })
    expect(place?.slot).toBe('A-01-01')
    expect(places).toHaveLength(2)
    await archivist.call('merge.undo', { id, reason: '弄错了' })
    expect(await waiting()).toEqual([])
    expect(await used()).toEqual([1, 1, 0])
    expect((await archivist.call('filing.ofDossier', { dossierId: visit.dossierId })).place?.slot).toBe('A-01-02')

    // Put into the kept folder, they are to be taken out of it again.
    const again = await merging.merge(both)
    await archivist.call('filing.place', { recordIds: [visit.recordId] })
    await archivist.call('merge.undo', { id: again.id, reason: '弄错了' })
    expect(await waiting()).toEqual([visit.recordId])
    expect(await merging.findings()).toEqual([])
  })

  it('C1, H4 where its shelf was removed meanwhile, the merged one’s folder lies nowhere, and its papers are to be put away anew', async () => {
    const both = await merging.oneCarTwice()
    const { sale, visit } = both
    const cabinetId = (await archivist.call('cabinet.add', { room: '档案室', code: 'R', shelves: 2, slotsPerShelf: 1, capacity: 1 })).id
    await archive.handOver([sale.recordId])
    await archive.handOver([visit.recordId])
    await archivist.call('filing.placeFolder', { dossierId: sale.dossierId, slot: 'R-01-01' })
    await archivist.call('filing.placeFolder', { dossierId: visit.dossierId, slot: 'R-02-01' })
    await archivist.call('filing.place', { recordIds: [sale.recordId, visit.recordId] })
    const { id } = await merging.merge(both)
    await archivist.call('shelf.remove', { cabinetId, shelf: 2 })
    await merging.undo(id)
    expect((await archivist.call('filing.ofDossier', { dossierId: visit.dossierId })).place).toBe(null)
    expect(await merging.toPlace([sale.recordId, visit.recordId])).toEqual([visit.recordId])
    expect(await merging.findings()).toEqual([])
  })

  it('C1 a kept dossier without a folder has the other’s, and gives it back', async () => {
    const both = await merging.oneCarTwice()
    const { sale, visit } = both
    await archivist.call('cabinet.add', { room: '档案室', code: 'B', shelves: 1, slotsPerShelf: 3, capacity: 1 })
    await archive.handOver([visit.recordId])
    await archivist.call('filing.placeFolder', { dossierId: visit.dossierId, slot: 'B-01-01' })
    await archivist.call('filing.place', { recordIds: [visit.recordId] })
    const { id } = await merging.merge(both)
    const slot = async (dossierId: Id<'dossier'>): Promise<string | undefined> => (await archivist.call('filing.ofDossier', { dossierId })).place?.slot
    expect(await slot(sale.dossierId)).toBe('B-01-01')
    await archive.handOver([sale.recordId])
    await archivist.call('filing.place', { recordIds: [sale.recordId] })
    await archivist.call('merge.undo', { id, reason: '弄错了' })
    expect([await slot(sale.dossierId), await slot(visit.dossierId)]).toEqual([undefined, 'B-01-01'])
    expect(await merging.toPlace([sale.recordId, visit.recordId])).toEqual([sale.recordId])
    expect(await merging.findings()).toEqual([])
  })

  it('F8 of three dossiers of one car: whoever is left has a present owner, in whatever order they part', async () => {
    const [a, b, c] = [merging.fresh(), merging.fresh(), merging.fresh()]
    const [first, second, third] = [await merging.visited(a, '2026-02-10'), await merging.visited(b, '2026-02-10'), await merging.visited(c, '2026-02-20')]
    const [one, two, three] = [a, b, c].map((index) => customerOf(index).mobile)
    await merging.join(first.dossierId, second.dossierId)
    await merging.undo(await merging.join(first.dossierId, third.dossierId))
    expect(await merging.owners(first.dossierId)).toEqual([[two, '2026-02-10', '2026-02-10'], [one, '2026-02-10', null]])
    expect(await merging.owners(third.dossierId)).toEqual([[three, '2026-02-20', null]])
    expect(await merging.findings()).toEqual([])
  })

  it('F8 an earlier merge is undone beside a later one of which it touched nothing; nobody’s time is left open or overlapping', async () => {
    const [a, b, c] = [merging.fresh(), merging.fresh(), merging.fresh()]
    const [first, second, third] = [await merging.visited(a, '2026-02-10'), await merging.visited(b, '2026-02-20'), await merging.visited(c, '2026-02-15')]
    const [one, two, three] = [a, b, c].map((index) => customerOf(index).mobile)
    const early = await merging.join(first.dossierId, second.dossierId)
    const late = await merging.join(first.dossierId, third.dossierId)
    await merging.undo(early)
    expect(await merging.owners(second.dossierId)).toEqual([[two, '2026-02-20', null]])
    expect(await merging.owners(first.dossierId)).toEqual([[one, '2026-02-10', '2026-02-14'], [three, '2026-02-15', null]])
    expect(await merging.findings()).toEqual([])
    await merging.undo(late)
    expect(await merging.owners(first.dossierId)).toEqual([[one, '2026-02-10', null]])
    expect(await merging.owners(third.dossierId)).toEqual([[three, '2026-02-15', null]])
    expect(await merging.findings()).toEqual([])
  })

  it('F8 an owner entered twice: the next one begins after the row that is open, so that no times overlap', async () => {
    const [a, b, next] = [merging.fresh(), merging.fresh(), merging.fresh()]
    const first = await merging.visited(a, '2026-02-10')
    const second = await archive.enter('maintenance', { vehicle: { ...vehicleOf(b), origin: 'soldElsewhere' }, customer: customerOf(a), deliveredOn: '2026-02-20' })
    await merging.join(first.dossierId, second.dossierId)
    const change = (fromOn: string) => archivist.ask('dossier.changeOwner', { dossierId: first.dossierId, customer: customerOf(next), fromOn })
    for (const on of ['2026-02-15', '2026-02-20']) {
      expect(await change(on)).toMatchObject({ ok: false, error: { details: { fields: [{ path: ['fromOn'], problem: 'owner.beforePresent' }] } } })
    }
    expect(await change('2026-02-21')).toMatchObject({ ok: true })
    const times = await merging.beside((db) => db.all('SELECT from_on, to_on FROM ownership WHERE dossier_id = ? ORDER BY from_on', [first.dossierId], (row) => (
      [row.text('from_on'), row.textOrNull('to_on')]
    )))
    expect(times).toEqual([['2026-02-10', '2026-02-19'], ['2026-02-20', '2026-02-20'], ['2026-02-21', null]])
  })

  it('H4, C1 papers that came in meanwhile do not lie in the folder that is the other’s again', async () => {
    const both = await merging.oneCarTwice()
    const { sale, visit } = both
    await archivist.call('cabinet.add', { room: '档案室', code: 'H', shelves: 1, slotsPerShelf: 3, capacity: 1 })
    await archive.handOver([sale.recordId])
    await archive.handOver([visit.recordId], (line) => (line.code === 'settlement' ? { presence: 'missing', count: 0 } : {}))
    await archivist.call('filing.placeFolder', { dossierId: sale.dossierId, slot: 'H-01-01' })
    await archivist.call('filing.placeFolder', { dossierId: visit.dossierId, slot: 'H-01-02' })
    await archivist.call('filing.place', { recordIds: [sale.recordId, visit.recordId] })
    const { id } = await merging.merge(both)
    await archive.handOver([visit.recordId])
    await merging.undo(id)
    expect(await merging.toPlace([sale.recordId, visit.recordId])).toEqual([visit.recordId])
    const { records } = await archivist.call('filing.ofDossier', { dossierId: visit.dossierId })
    expect(records).toMatchObject([{ placedAt: null, filedAt: null }])
    expect(await merging.findings()).toEqual([])
  })

  it('F8 L1 not undone while a loan asked for since names papers that go back; papers of another dossier are not handed out', async () => {
    const both = await merging.oneCarTwice()
    const { sale, visit } = both
    const loans = loansIn(archive)
    const code = async (recordId: Id<'record'>) => (await archivist.call('record.open', { ids: [recordId] }))[0]?.checklist[0]?.code ?? ''
    const papers = [{ recordId: visit.recordId, code: await code(visit.recordId) }]
    const before = await loans.ask(LOGINS.archivist, visit.dossierNumber, { papers })
    const { id } = await merging.merge(both)
    const since = await loans.ask(LOGINS.archivist, sale.dossierNumber, { papers })
    const { number } = await loans.get(since)
    expect(await archivist.ask('merge.undo', { id, reason: '弄错了' })).toMatchObject({
      error: { code: 'refused', details: { problem: 'merge.loanOfPapers', subject: number } },
    })
    await archivist.call('loan.withdraw', { id: since, remark: '' })
    const whole = await loans.ask(LOGINS.archivist, sale.dossierNumber)
    await merging.undo(id)
    expect([(await loans.get(before)).dossier?.id, (await loans.get(whole)).dossier?.id]).toEqual([visit.dossierId, sale.dossierId])
    await loans.approve(before, LOGINS.customerDirector)
    const putUnder = (dossierId: Id<'dossier'>) => merging.beside((db) => db.run('UPDATE loan SET dossier_id = ? WHERE id = ?', [dossierId, before]))
    await putUnder(sale.dossierId)
    const care = await archive.as(LOGINS.careSpecialist)
    expect(await care.ask('loan.handOut', handing(before, { papers }))).toMatchObject({ error: { details: { problem: 'loan.paperElsewhere' } } })
    await putUnder(visit.dossierId)
    await care.call('loan.handOut', handing(before, { papers }))
    expect(await merging.findings()).toEqual([])
  })

  it('S1 the kept one stays as secret as what is still merged into it', async () => {
    const [a, b, c] = [merging.fresh(), merging.fresh(), merging.fresh()]
    const [first, second, third] = [await merging.visited(a, '2026-02-12'), await merging.visited(b, '2026-02-11'), await merging.visited(c, '2026-02-10')]
    const director = await archive.as(LOGINS.customerDirector)
    await merging.beside((db) => db.run('UPDATE dossier SET secrecy_level = 2 WHERE id IN (?, ?)', [second.dossierId, third.dossierId]))
    const join = async (mergeId: Id<'dossier'>) => (await director.call('merge.dossiers', { keepId: first.dossierId, mergeId, reason: '同一辆车' })).id
    const early = await join(second.dossierId)
    await join(third.dossierId)
    await director.call('merge.undo', { id: early, reason: '弄错了' })
    expect(await director.call('dossier.open', { id: first.dossierId })).toMatchObject({ secrecy: { level: 'confidential', until: null } })
  })

  it('S1 what was set of the two together stays with both', async () => {
    const [first, second] = [await merging.visited(merging.fresh(), '2026-02-12'), await merging.visited(merging.fresh(), '2026-02-11')]
    const { id } = await archivist.call('merge.dossiers', { keepId: first.dossierId, mergeId: second.dossierId, reason: REASON })
    await archivist.call('secrecy.set', { dossierId: first.dossierId, paper: null, level: 'confidential', until: localDate('2027-03-02'), reason: '客户要求保密' })
    await archivist.call('merge.undo', { id, reason: '弄错了' })
    for (const { dossierId } of [first, second]) {
      expect(await archivist.call('dossier.open', { id: dossierId })).toMatchObject({ secrecy: { level: 'confidential', until: '2027-03-02' } })
    }
    expect(await (await archive.as(LOGINS.serviceAdvisor)).ask('dossier.open', { id: second.dossierId })).toMatchObject({ ok: false })
  })
})
