// Doubles found, merged and wrong merges undone, through the whole engine (rules F1, F3, F8, C5).
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Output } from '#shared/contract/index.ts'
import type { Id } from '#shared/domain/id.ts'
import { toId } from '#shared/domain/id.ts'
import { LOGINS, makeArchive, PASSWORD, type Entry, type Person, type TestArchive } from '#test/support/archive.ts'
import { auditOf } from '#test/support/audit.ts'
import { customerOf, identityNumberOf, vehicleOf, vinOf } from '#test/support/samples.ts'
import { findingsOf, MONDAY } from '#test/support/tampered.ts'
import { openDatabase } from '#archive/database/database.ts'
import { databaseKey } from '#archive/engine.ts'
import { openEntry, readKeyring } from '#archive/vault/keyring.ts'
import { placesIn } from '#archive/places.ts'

let archive: TestArchive
let archivist: Person
beforeAll(async () => {
  archive = await makeArchive({ startAt: MONDAY })
  archivist = await archive.as(LOGINS.archivist)
})
afterAll(() => archive.close())

let made = 1000
/** An index of cars and customers that no test has used. */
const fresh = (): number => {
  made += 1
  return made
}
const ordered = (ids: readonly number[]): number[] => ids.toSorted((one, other) => one - other)

/** The details of a car as a form about a filed one has them. */
function detailsOf(index: number) {
  const { vin: _vin, vinConfirmed: _confirmed, ...details } = vehicleOf(index)
  return details
}

/** Those of these records that wait to be put into their folder. */
async function toPlace(ids: readonly number[]): Promise<number[]> {
  const { records } = await archivist.call('filing.list', { step: 'place', limit: 500 })
  return records.map(({ id }) => id).filter((id) => ids.includes(id))
}

const REASON = '同一辆车登记了两次'

/** What `verify` finds beside the running program. */
async function findings() {
  const places = placesIn(archive.folder)
  const admin = await openEntry(readKeyring(places.keyring), LOGINS.administrator, PASSWORD)
  return findingsOf({ folder: archive.folder, places, admin })
}

const TABLES = ['customer', 'vehicle', 'dossier', 'ownership', 'record', 'paper', 'book_line', 'scan', 'slot', 'placement', 'change', 'dossier_index'] as const

/** Every row of what a merge may move, as it lies in the database beside the running program. */
async function allRows(): Promise<Record<string, unknown>> {
  const places = placesIn(archive.folder)
  const { dataKey } = await openEntry(readKeyring(places.keyring), LOGINS.administrator, PASSWORD)
  const database = openDatabase(places.database, databaseKey(dataKey), 'readOnly')
  try {
    return Object.fromEntries(TABLES.map((table) => [table, database.raw.prepare(`SELECT * FROM ${table} ORDER BY 1, 2`).all()]))
  } finally {
    database.close()
  }
}

/** A delivered car, and its visit under a VIN with a slip in it, which made a dossier of its own. */
async function oneCarTwice(): Promise<{ sale: Entry; visit: Entry; index: number; vin: string }> {
  const index = fresh()
  const vin = `WVWZZZ1KZAW12${String(index).padStart(4, '0')}`
  const sale = await archive.enter('delivery', { deliveredOn: '2026-02-24', vehicle: vehicleOf(index), customer: customerOf(index) })
  const vehicle = { ...vehicleOf(index), vin, vinConfirmed: true, plate: `皖B${String(10_000 + index)}`, origin: 'soldElsewhere' as const }
  const visit = await archive.enter('maintenance', { vehicle, customer: { ...customerOf(index), mobile: `139${String(index).padStart(8, '0')}` } })
  return { sale, visit, index, vin }
}

/** Pairs that are found, of which one side is among `ids`. */
async function doubles(subject: 'customers' | 'dossiers', ids: readonly number[]) {
  const found = await archivist.call('merge.doubles', {})
  return found[subject].filter(({ one, other }) => ids.includes(one.id) || ids.includes(other.id))
}

const dossier = (id: number): Promise<Output<'dossier.open'>> => archivist.call('dossier.open', { id: toId<'dossier'>(id) })
const search = async (text: string, person = archivist): Promise<number[]> => (
  (await person.call('dossier.search', { text, dates: null, state: null, kind: null, limit: 50 })).hits.map(({ dossierId }) => dossierId)
)
const merge = ({ sale, visit }: { sale: Entry; visit: Entry }): Promise<{ id: Id<'merge'> }> => (
  archivist.call('merge.dossiers', { keepId: sale.dossierId, mergeId: visit.dossierId, reason: REASON })
)

describe('F1, F8 two dossiers of one car', () => {
  it('F8 are found, compared, and merged: records, lines, owners and changes go to the kept one', async () => {
    const both = await oneCarTwice()
    const { sale, visit } = both
    await archive.handOver([sale.recordId])
    await archive.handOver([visit.recordId])
    const dossiers = await doubles('dossiers', [sale.dossierId])
    expect(dossiers).toEqual([expect.objectContaining({ reasons: ['engineNumber', 'owner', 'model'] })])
    expect(dossiers.map(({ one, other }) => [one.id, other.id])).toEqual([[sale.dossierId, visit.dossierId]])
    const opened = await archivist.call('merge.open', { subject: 'dossier', oneId: sale.dossierId, otherId: visit.dossierId })
    expect(opened).toMatchObject({ subject: 'dossier', one: { number: sale.dossierNumber, records: [{}] }, other: { number: visit.dossierNumber }, notDouble: null })

    await merge(both)
    const kept = await dossier(sale.dossierId)
    expect(kept.records.map(({ id }) => id)).toEqual([visit.recordId, sale.recordId])
    expect(kept.lines.map(({ recordId }) => recordId)).toEqual([visit.recordId, sale.recordId])
    expect(kept.owners).toEqual([expect.objectContaining({ fromOn: '2026-02-24', toOn: null })])
    expect(kept.merges).toMatchObject([{
      personName: '林静', act: 'merge', subject: 'dossier', kept: sale.dossierNumber, merged: visit.dossierNumber, reason: REASON,
    }])
    expect(await doubles('dossiers', [sale.dossierId, visit.dossierId])).toEqual([])
    expect(await archivist.call('merge.list', { limit: 1 })).toMatchObject({
      merges: [{ kept: sale.dossierNumber, merged: visit.dossierNumber, dossierId: sale.dossierId, reason: REASON, byName: '林静', undone: null }], more: false,
    })
    expect((await auditOf(archive.folder, 'merge.dossiers')).at(-1)).toMatchObject(
      { kept: sale.dossierNumber, merged: visit.dossierNumber, records: [visit.recordId], reason: REASON },
    )
    expect(await findings()).toEqual([])
  })

  it('C5 the merged one is shown nowhere, its number, VIN and label lead to the kept one, and the number is not given again', async () => {
    const both = await oneCarTwice()
    const { sale, visit, index, vin } = both
    await merge(both)
    expect(await archivist.ask('dossier.open', { id: visit.dossierId })).toMatchObject({ ok: false, error: { code: 'notFound' } })
    expect(await search('')).not.toContain(visit.dossierId)
    for (const text of [visit.dossierNumber, vin, visit.recordNumber]) expect(await search(text)).toEqual([sale.dossierId])
    for (const text of [visit.dossierNumber, `YD*D*${visit.dossierNumber}`]) {
      expect(await archivist.call('label.read', { text })).toEqual({ what: 'dossier', dossierId: sale.dossierId })
    }
    expect(ordered((await archivist.call('record.byLabel', { label: visit.dossierNumber })).map(({ id }) => id))).toEqual([sale.recordId, visit.recordId])
    const again = await archive.enter('minorRepair', {
      vehicle: { ...vehicleOf(index), vin, vinConfirmed: true }, customer: customerOf(index),
    })
    expect(again).toMatchObject({ dossierId: sale.dossierId, dossierNumber: sale.dossierNumber, dossierMade: false })
    const next = await archive.enter('maintenance', { vehicle: { ...vehicleOf(fresh()), origin: 'soldElsewhere' } })
    expect([sale.dossierNumber, visit.dossierNumber]).not.toContain(next.dossierNumber)
    expect(await findings()).toEqual([])
  })

  it('F8 undone, everything is as it was before', async () => {
    const both = await oneCarTwice()
    const { sale, visit } = both
    await archivist.call('cabinet.add', { room: '档案室', code: 'U', shelves: 1, slotsPerShelf: 2, capacity: 1 })
    await archive.handOver([sale.recordId])
    await archive.handOver([visit.recordId])
    await archivist.call('vehicle.update', { dossierId: visit.dossierId, vehicle: { ...detailsOf(both.index), plate: null, origin: 'soldElsewhere' } })
    await archivist.call('filing.placeFolder', { dossierId: sale.dossierId, slot: 'U-01-01' })
    await archivist.call('filing.placeFolder', { dossierId: visit.dossierId, slot: 'U-01-02' })
    await archivist.call('filing.place', { recordIds: [sale.recordId, visit.recordId] })
    const before = [await dossier(sale.dossierId), await dossier(visit.dossierId)]
    const rows = await allRows()
    const { id } = await merge(both)
    expect(await allRows()).not.toEqual(rows)
    await archivist.call('merge.undo', { id, reason: '是两辆车' })
    expect(await allRows()).toEqual(rows)
    const after = [await dossier(sale.dossierId), await dossier(visit.dossierId)]
    expect(after.map((each) => ({ ...each, merges: [] }))).toEqual(before)
    for (const each of after) expect(each.merges.map(({ act }) => act)).toEqual(['undo', 'merge'])
    expect(await search(visit.dossierNumber)).toEqual([visit.dossierId])
    expect(await search('')).toEqual(expect.arrayContaining([visit.dossierId, sale.dossierId]))
    expect(await archivist.call('merge.list', { limit: 1 })).toMatchObject({ merges: [{ undone: { reason: '是两辆车', byName: '林静' } }] })
    expect(await findings()).toEqual([])
    // And again, from the start.
    await merge(both)
    expect(await findings()).toEqual([])
  })

  it('F8 undone after more was added: what came since stays with the kept one, what was moved goes back with all its lines', async () => {
    const both = await oneCarTwice()
    const { sale, visit, index } = both
    const { id } = await merge(both)
    await archive.handOver([visit.recordId], (line) => (line.code === 'settlement' ? { presence: 'missing', count: 0 } : {}))
    const since = await archive.enter('minorRepair', { vehicle: vehicleOf(index), customer: customerOf(index) })
    await archive.handOver([since.recordId])
    await archivist.call('vehicle.update', { dossierId: sale.dossierId, vehicle: { ...detailsOf(index), colour: '红' } })
    await archivist.call('merge.undo', { id, reason: '弄错了' })
    const kept = await dossier(sale.dossierId)
    const other = await dossier(visit.dossierId)
    expect(ordered(kept.records.map((record) => record.id))).toEqual([sale.recordId, since.recordId])
    expect(kept.vehicle.colour).toBe('红')
    expect(kept.lines.map(({ recordId }) => recordId)).toEqual([since.recordId])
    expect(other.records.map((record) => record.id)).toEqual([visit.recordId])
    expect(other.lines.map(({ recordId }) => recordId)).toEqual([visit.recordId])
    expect([kept.owners.at(-1)?.toOn, other.owners.at(-1)?.toOn]).toEqual([null, null])
    expect(await findings()).toEqual([])
  })

  it('F8 owners follow one another, and a later owner stays with the kept car when the merge is undone', async () => {
    const [early, late, last] = [fresh(), fresh(), fresh()]
    const visited = (index: number, deliveredOn: string): Promise<Entry> => archive.enter('maintenance', {
      vehicle: { ...vehicleOf(index), origin: 'soldElsewhere' }, customer: customerOf(index), deliveredOn,
    })
    const first = await visited(early, '2026-02-10')
    const second = await visited(late, '2026-02-20')
    const { id } = await archivist.call('merge.dossiers', { keepId: first.dossierId, mergeId: second.dossierId, reason: REASON })
    const times = async (dossierId: number): Promise<unknown[]> => (await dossier(dossierId)).owners.map(({ customer, fromOn, toOn }) => [customer.mobile, fromOn, toOn])
    const [one, two, three] = [early, late, last].map((index) => customerOf(index).mobile)
    expect(await times(first.dossierId)).toEqual([[one, '2026-02-10', '2026-02-19'], [two, '2026-02-20', null]])
    await archivist.call('dossier.changeOwner', { dossierId: first.dossierId, customer: customerOf(last), fromOn: '2026-03-01' })
    await archivist.call('merge.undo', { id, reason: '弄错了' })
    expect(await times(first.dossierId)).toEqual([[one, '2026-02-10', '2026-02-28'], [three, '2026-03-01', null]])
    expect(await times(second.dossierId)).toEqual([[two, '2026-02-20', null]])
    expect(await findings()).toEqual([])
  })

  it('F8 what the kept car has not it takes from the other, and gives back; delivered here it is sold here', async () => {
    const [one, two] = [fresh(), fresh()]
    const plate = vehicleOf(two).plate ?? ''
    const visit = await archive.enter('maintenance', { vehicle: { ...vehicleOf(one), plate: null, colour: '', origin: 'soldElsewhere' } })
    const sale = await archive.enter('delivery', { vehicle: vehicleOf(two) })
    const { id } = await archivist.call('merge.dossiers', { keepId: visit.dossierId, mergeId: sale.dossierId, reason: REASON })
    expect((await dossier(visit.dossierId)).vehicle).toMatchObject({ vin: vinOf(one), plate, colour: '白', engineNumber: vehicleOf(one).engineNumber, origin: 'soldHere' })
    expect(await search(plate)).toEqual([visit.dossierId])
    await archivist.call('merge.undo', { id, reason: '弄错了' })
    expect((await dossier(visit.dossierId)).vehicle).toMatchObject({ plate: null, colour: '', origin: 'soldElsewhere' })
    expect((await dossier(sale.dossierId)).vehicle).toMatchObject({ plate })
    // Every step of it is traced.
    expect((await dossier(visit.dossierId)).changes.map(({ field, before, after }) => [field, before, after])).toEqual(expect.arrayContaining([
      ['plate', '', plate], ['plate', plate, ''], ['origin', 'soldElsewhere', 'soldHere'], ['origin', 'soldHere', 'soldElsewhere'],
    ]))
    expect(await findings()).toEqual([])
  })

  it('C1 the kept folder stays where it is; the other’s papers are to be put into it, and lie where they lay once it is undone', async () => {
    const both = await oneCarTwice()
    const { sale, visit } = both
    await archivist.call('cabinet.add', { room: '档案室', code: 'A', shelves: 1, slotsPerShelf: 3, capacity: 1 })
    await archive.handOver([sale.recordId])
    await archive.handOver([visit.recordId])
    await archivist.call('filing.placeFolder', { dossierId: sale.dossierId, slot: 'A-01-01' })
    await archivist.call('filing.placeFolder', { dossierId: visit.dossierId, slot: 'A-01-02' })
    await archivist.call('filing.place', { recordIds: [sale.recordId, visit.recordId] })
    const waiting = (): Promise<number[]> => toPlace([sale.recordId, visit.recordId])
    const used = async (): Promise<number[]> => (await archivist.call('cabinet.list', {})).filter(({ code }) => code === 'A').flatMap(({ slots }) => slots.map((slot) => slot.used))
    const { id } = await merge(both)
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
    const again = await merge(both)
    await archivist.call('filing.place', { recordIds: [visit.recordId] })
    await archivist.call('merge.undo', { id: again.id, reason: '弄错了' })
    expect(await waiting()).toEqual([visit.recordId])
    expect(await findings()).toEqual([])
  })

  it('C1 a kept dossier without a folder has the other’s, and gives it back', async () => {
    const both = await oneCarTwice()
    const { sale, visit } = both
    await archivist.call('cabinet.add', { room: '档案室', code: 'B', shelves: 1, slotsPerShelf: 3, capacity: 1 })
    await archive.handOver([visit.recordId])
    await archivist.call('filing.placeFolder', { dossierId: visit.dossierId, slot: 'B-01-01' })
    await archivist.call('filing.place', { recordIds: [visit.recordId] })
    const { id } = await merge(both)
    const slot = async (dossierId: Id<'dossier'>): Promise<string | undefined> => (await archivist.call('filing.ofDossier', { dossierId })).place?.slot
    expect(await slot(sale.dossierId)).toBe('B-01-01')
    await archive.handOver([sale.recordId])
    await archivist.call('filing.place', { recordIds: [sale.recordId] })
    await archivist.call('merge.undo', { id, reason: '弄错了' })
    expect([await slot(sale.dossierId), await slot(visit.dossierId)]).toEqual([undefined, 'B-01-01'])
    expect(await toPlace([sale.recordId, visit.recordId])).toEqual([sale.recordId])
    expect(await findings()).toEqual([])
  })
})

describe('F8 two entries of one customer', () => {
  const twoEntries = async () => {
    const [index, car, next] = [fresh(), fresh(), fresh()]
    const one = await archive.enter('delivery', { vehicle: vehicleOf(car), customer: { ...customerOf(index), landline: '' } })
    const customer = { ...customerOf(index), identityNumber: identityNumberOf(index + 500), landline: `0551-6234${String(index)}` }
    const two = await archive.enter('delivery', { vehicle: vehicleOf(next), customer, deliveredOn: '2026-02-20' })
    const owner = async (id: number): Promise<Id<'customer'>> => (await dossier(id)).owners.at(-1)?.customer.id ?? toId<'customer'>(1)
    return { one, two, keepId: await owner(one.dossierId), mergeId: await owner(two.dossierId), customer, index }
  }

  it('F8 are found and merged: all cars are the kept one’s; what they have not they take from the other; undone, all is as before', async () => {
    const { one, two, keepId, mergeId, customer } = await twoEntries()
    const digits = customer.landline.slice(-8)
    const before = [await dossier(one.dossierId), await dossier(two.dossierId)]
    const found = (await doubles('customers', [keepId])).find(({ other }) => other.id === mergeId)
    expect(found).toMatchObject({ reasons: ['mobile', 'address', 'name'], one: { id: keepId, cars: 1 } })
    expect(found && 'maskedNumber' in found.one ? found.one.maskedNumber : '').toMatch(/^\d{3}\*+\d?[\dX]$/)
    expect(await archivist.call('merge.open', { subject: 'customer', oneId: keepId, otherId: mergeId })).toMatchObject({
      one: { dossiers: [{ number: one.dossierNumber }], hidden: 0 }, other: { dossiers: [{ number: two.dossierNumber }] },
    })
    const { id } = await archivist.call('merge.customers', { keepId, mergeId, reason: '证件号码抄错' })
    for (const entry of [one, two]) {
      const opened = await dossier(entry.dossierId)
      expect(opened.owners.at(-1)?.customer).toMatchObject({ id: keepId, landline: customer.landline })
      expect(opened.merges).toEqual([expect.objectContaining({ act: 'merge', subject: 'customer', reason: '证件号码抄错' })])
    }
    expect(await search(digits)).toEqual([two.dossierId, one.dossierId])
    expect((await doubles('customers', [mergeId]))).toEqual([])
    expect(await findings()).toEqual([])
    await archivist.call('merge.undo', { id, reason: '是父子两人' })
    const after = [await dossier(one.dossierId), await dossier(two.dossierId)]
    expect(after.map(({ owners }) => owners)).toEqual(before.map(({ owners }) => owners))
    expect(await search(digits)).toEqual([two.dossierId])
    expect(await findings()).toEqual([])
  })

  it('F8 the merged one’s identity number leads to the kept one, whose own stays on file', async () => {
    const { keepId, mergeId, customer, index } = await twoEntries()
    await archivist.call('merge.customers', { keepId, mergeId, reason: '证件号码抄错' })
    const third = await archive.enter('delivery', { vehicle: vehicleOf(fresh()), customer: { ...customer, address: '新地址 8 号' } })
    const owner = (await dossier(third.dossierId)).owners.at(-1)?.customer
    expect(owner).toMatchObject({ id: keepId, identityNumber: identityNumberOf(index), address: '新地址 8 号' })
    expect(await archivist.ask('dossier.changeOwner', {
      dossierId: third.dossierId, customer, fromOn: '2026-03-02',
    })).toMatchObject({ ok: false })
    expect(await archivist.ask('customer.update', {
      dossierId: third.dossierId, customerId: keepId, customer,
    })).toMatchObject({ ok: false, error: { details: { fields: [{ problem: 'identity.ofMergedCustomer' }] } } })
    expect(await findings()).toEqual([])
  })

  it('F8 a car that both owned in turn has one owner', async () => {
    const index = fresh()
    const entry = await archive.enter('delivery', { vehicle: vehicleOf(index), customer: customerOf(index), deliveredOn: '2026-02-20' })
    await archivist.call('dossier.changeOwner', {
      dossierId: entry.dossierId, customer: { ...customerOf(index), identityNumber: identityNumberOf(index + 500) }, fromOn: '2026-02-25',
    })
    const [former, present] = (await dossier(entry.dossierId)).owners.map(({ customer }) => customer.id)
    if (former === undefined || present === undefined) throw new Error('two owners were to be there')
    const { id } = await archivist.call('merge.customers', { keepId: former, mergeId: present, reason: '证件号码抄错' })
    expect((await dossier(entry.dossierId)).owners).toEqual([expect.objectContaining({ fromOn: '2026-02-20', toOn: null })])
    expect(await findings()).toEqual([])
    await archivist.call('merge.undo', { id, reason: '弄错了' })
    expect((await dossier(entry.dossierId)).owners.map(({ customer }) => customer.id)).toEqual([former, present])
    expect(await findings()).toEqual([])
  })
})

describe('F8 what is refused', () => {
  const problem = (name: string) => ({ ok: false, error: { code: 'refused', details: { problem: name } } })

  it('F3 two deliveries; F8 one merged already; one with itself', async () => {
    const one = await archive.enter('delivery', { vehicle: vehicleOf(fresh()) })
    const two = await archive.enter('delivery', { vehicle: vehicleOf(fresh()) })
    const three = await archive.enter('maintenance', { vehicle: { ...vehicleOf(fresh()), origin: 'soldElsewhere' } })
    const ask = (keepId: number, mergeId: number) => archivist.ask('merge.dossiers', { keepId, mergeId, reason: REASON })
    expect(await ask(one.dossierId, two.dossierId)).toMatchObject(problem('merge.twoDeliveries'))
    expect(await ask(one.dossierId, one.dossierId)).toMatchObject(problem('merge.same'))
    expect(await ask(one.dossierId, three.dossierId)).toMatchObject({ ok: true })
    expect(await ask(two.dossierId, three.dossierId)).toMatchObject(problem('merge.mergedAlready'))
    expect(await ask(three.dossierId, two.dossierId)).toMatchObject(problem('merge.mergedAlready'))
    expect(await ask(one.dossierId, 99_999)).toMatchObject({ ok: false, error: { code: 'notFound' } })
    expect(await archivist.ask('merge.dossiers', { keepId: one.dossierId, mergeId: two.dossierId, reason: ' ' })).toMatchObject({ ok: false, error: { code: 'invalidInput' } })
  })

  it('F8 undoing twice, and undoing what was merged further; from the last one back it goes', async () => {
    const cars = [fresh(), fresh(), fresh()].map((index) => ({ ...vehicleOf(index), origin: 'soldElsewhere' as const }))
    const entries: Entry[] = []
    for (const vehicle of cars) entries.push(await archive.enter('maintenance', { vehicle }))
    const [a = 1, b = 2, c = 3] = entries.map(({ dossierId }) => dossierId)
    const join = async (keep: number, other: number) => (
      await archivist.call('merge.dossiers', { keepId: toId<'dossier'>(keep), mergeId: toId<'dossier'>(other), reason: REASON })
    ).id
    const inner = await join(b, c)
    const outer = await join(a, b)
    expect((await dossier(a)).records).toHaveLength(3)
    expect(await search(entries[2]?.dossierNumber ?? '')).toEqual([a])
    expect(await archivist.ask('merge.undo', { id: inner, reason: '弄错了' })).toMatchObject(problem('merge.laterFirst'))
    expect(await findings()).toEqual([])
    await archivist.call('merge.undo', { id: outer, reason: '弄错了' })
    await archivist.call('merge.undo', { id: inner, reason: '弄错了' })
    expect(await archivist.ask('merge.undo', { id: inner, reason: '弄错了' })).toMatchObject(problem('merge.undoneAlready'))
    expect(await Promise.all([a, b, c].map(async (id) => (await dossier(id)).records.length))).toEqual([1, 1, 1])
    expect(await findings()).toEqual([])
  })

  it('F8 a pair found to be two is not shown again', async () => {
    const { sale, visit } = await oneCarTwice()
    await archivist.call('merge.notDouble', { subject: 'dossier', oneId: visit.dossierId, otherId: sale.dossierId, reason: '发动机号录错' })
    expect(await doubles('dossiers', [sale.dossierId])).toEqual([])
    expect(await archivist.call('merge.open', { subject: 'dossier', oneId: sale.dossierId, otherId: visit.dossierId })).toMatchObject({ notDouble: '发动机号录错' })
    expect(await findings()).toEqual([])
  })
})

describe('L5, S3 within what one may know', () => {
  it('L5 whoever answers for a record of the merged one finds it under the kept one, and only then', async () => {
    const both = await oneCarTwice()
    const advisor = await archive.as(LOGINS.serviceAdvisor)
    const consultant = await archive.as(LOGINS.salesConsultant)
    const name = both.sale.dossierNumber
    const found = async (): Promise<number[][]> => Promise.all([
      search(both.vin, advisor), search(name, advisor), search(both.vin, consultant), search(name, consultant),
    ])
    const [sale, visit] = [both.sale.dossierId, both.visit.dossierId]
    expect(await found()).toEqual([[visit], [], [], [sale]])
    const { id } = await merge(both)
    expect(await found()).toEqual([[sale], [sale], [sale], [sale]])
    await archivist.call('merge.undo', { id, reason: '弄错了' })
    expect(await found()).toEqual([[visit], [], [], [sale]])
    expect(await advisor.ask('dossier.open', { id: both.sale.dossierId })).toMatchObject({ ok: false, error: { code: 'notFound' } })
    // Which car it was taken for is not told to whoever may not know that one.
    const told = await advisor.call('dossier.open', { id: both.visit.dossierId })
    expect(told.merges.map(({ kept, merged }) => [kept, merged])).toEqual([[null, both.visit.dossierNumber], [null, both.visit.dossierNumber]])
  })
})
