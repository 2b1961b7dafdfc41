// Doubles found and merged, what is refused and who is told, through the whole engine (rules F1, F3, F8, C5, L5, S3).
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Id } from '#shared/domain/id.ts'
import { toId } from '#shared/domain/id.ts'
import type { IdentityKind } from '#shared/domain/identity.ts'
import { LOGINS, makeArchive, type Entry, type Person, type TestArchive } from '#test/support/archive.ts'
import { auditOf } from '#test/support/audit.ts'
import { mergingIn, ordered, REASON, type Merging } from '#test/support/merging.ts'
import { customerOf, identityNumberOf, vehicleOf, vinOf } from '#test/support/samples.ts'
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

describe('F1, F8 two dossiers of one car', () => {
  it('F8 are found, compared, and merged: records, lines, owners and changes go to the kept one', async () => {
    const both = await merging.oneCarTwice()
    const { sale, visit } = both
    await archive.handOver([sale.recordId])
    await archive.handOver([visit.recordId])
    const dossiers = await merging.doubles('dossiers', [sale.dossierId])
    expect(dossiers).toEqual([expect.objectContaining({ reasons: ['engineNumber', 'owner', 'model'] })])
    expect(dossiers.map(({ one, other }) => [one.id, other.id])).toEqual([[sale.dossierId, visit.dossierId]])
    const opened = await archivist.call('merge.open', { subject: 'dossier', oneId: sale.dossierId, otherId: visit.dossierId })
    expect(opened).toMatchObject({ subject: 'dossier', one: { number: sale.dossierNumber, records: [{}] }, other: { number: visit.dossierNumber }, notDouble: null })

    await merging.merge(both)
    const kept = await merging.dossier(sale.dossierId)
    expect(kept.records.map(({ id }) => id)).toEqual([visit.recordId, sale.recordId])
    expect(kept.lines.map(({ recordId }) => recordId)).toEqual([visit.recordId, sale.recordId])
    expect(kept.owners).toEqual([expect.objectContaining({ fromOn: '2026-02-24', toOn: null })])
    expect(kept.merges).toMatchObject([{
      personName: '林静', act: 'merge', subject: 'dossier', kept: sale.dossierNumber, merged: visit.dossierNumber, reason: REASON,
    }])
    expect(await merging.doubles('dossiers', [sale.dossierId, visit.dossierId])).toEqual([])
    expect(await archivist.call('merge.list', { limit: 1 })).toMatchObject({
      merges: [{ kept: sale.dossierNumber, merged: visit.dossierNumber, dossierId: sale.dossierId, reason: REASON, byName: '林静', undone: null }], more: false,
    })
    expect((await auditOf(archive.folder, 'merge.dossiers')).at(-1)).toMatchObject(
      { kept: sale.dossierNumber, merged: visit.dossierNumber, records: [visit.recordId], reason: REASON },
    )
    expect(await merging.findings()).toEqual([])
  })

  it('C5 the merged one is shown nowhere, its number, VIN and label lead to the kept one, and the number is not given again', async () => {
    const both = await merging.oneCarTwice()
    const { sale, visit, index, vin, plate } = both
    await merging.merge(both)
    expect(await archivist.ask('dossier.open', { id: visit.dossierId })).toMatchObject({ ok: false, error: { code: 'notFound' } })
    expect(await merging.search('')).not.toContain(visit.dossierId)
    for (const text of [visit.dossierNumber, vin, visit.recordNumber, plate]) expect(await merging.search(text)).toEqual([sale.dossierId])
    for (const text of [visit.dossierNumber, `YD*D*${visit.dossierNumber}`]) {
      expect(await archivist.call('label.read', { text })).toEqual({ what: 'dossier', dossierId: sale.dossierId })
    }
    expect(ordered((await archivist.call('record.byLabel', { label: visit.dossierNumber })).map(({ id }) => id))).toEqual([sale.recordId, visit.recordId])
    const again = await archive.enter('minorRepair', {
      vehicle: { ...vehicleOf(index), vin, vinConfirmed: true }, customer: customerOf(index),
    })
    expect(again).toMatchObject({ dossierId: sale.dossierId, dossierNumber: sale.dossierNumber, dossierMade: false })
    const next = await archive.enter('maintenance', { vehicle: { ...vehicleOf(merging.fresh()), origin: 'soldElsewhere' } })
    expect([sale.dossierNumber, visit.dossierNumber]).not.toContain(next.dossierNumber)
    expect(await merging.findings()).toEqual([])
  })

  it('F8 what the kept car has not it takes from the other, and gives back; delivered here it is sold here', async () => {
    const [one, two] = [merging.fresh(), merging.fresh()]
    const plate = vehicleOf(two).plate ?? ''
    const visit = await archive.enter('maintenance', { vehicle: { ...vehicleOf(one), plate: null, colour: '', origin: 'soldElsewhere' } })
    const sale = await archive.enter('delivery', { vehicle: vehicleOf(two) })
    const { id } = await archivist.call('merge.dossiers', { keepId: visit.dossierId, mergeId: sale.dossierId, reason: REASON })
    expect((await merging.dossier(visit.dossierId)).vehicle).toMatchObject({ vin: vinOf(one), plate, colour: '白', engineNumber: vehicleOf(one).engineNumber, origin: 'soldHere' })
    expect(await merging.search(plate)).toEqual([visit.dossierId])
    await archivist.call('merge.undo', { id, reason: '弄错了' })
    expect((await merging.dossier(visit.dossierId)).vehicle).toMatchObject({ plate: null, colour: '', origin: 'soldElsewhere' })
    expect((await merging.dossier(sale.dossierId)).vehicle).toMatchObject({ plate })
    // Every step of it is traced.
    expect((await merging.dossier(visit.dossierId)).changes.map(({ field, before, after }) => [field, before, after])).toEqual(expect.arrayContaining([
      ['plate', '', plate], ['plate', plate, ''], ['origin', 'soldElsewhere', 'soldHere'], ['origin', 'soldHere', 'soldElsewhere'],
    ]))
    expect(await merging.findings()).toEqual([])
  })
})

describe('F8 two entries of one customer', () => {
  const twoEntries = async () => {
    const [index, car, next] = [merging.fresh(), merging.fresh(), merging.fresh()]
    const one = await archive.enter('delivery', { vehicle: vehicleOf(car), customer: { ...customerOf(index), landline: '' } })
    const customer = { ...customerOf(index), identityNumber: identityNumberOf(index + 500), landline: `0551-6234${String(index)}` }
    const two = await archive.enter('delivery', { vehicle: vehicleOf(next), customer, deliveredOn: '2026-02-20' })
    const owner = async (id: number): Promise<Id<'customer'>> => (await merging.dossier(id)).owners.at(-1)?.customer.id ?? toId<'customer'>(1)
    return { one, two, keepId: await owner(one.dossierId), mergeId: await owner(two.dossierId), customer, index }
  }

  it('F8 are found and merged: all cars are the kept one’s; what they have not they take from the other; undone, all is as before', async () => {
    const { one, two, keepId, mergeId, customer } = await twoEntries()
    const digits = customer.landline.slice(-8)
    const before = [await merging.dossier(one.dossierId), await merging.dossier(two.dossierId)]
    const found = (await merging.doubles('customers', [keepId])).find(({ other }) => other.id === mergeId)
    expect(found).toMatchObject({ reasons: ['mobile', 'address', 'name'], one: { id: keepId, cars: 1 } })
    expect(found && 'maskedNumber' in found.one ? found.one.maskedNumber : '').toMatch(/^\d{3}\*+\d?[\dX]$/)
    expect(await archivist.call('merge.open', { subject: 'customer', oneId: keepId, otherId: mergeId })).toMatchObject({
      one: { dossiers: [{ number: one.dossierNumber }], hidden: 0 }, other: { dossiers: [{ number: two.dossierNumber }] },
    })
    const { id } = await archivist.call('merge.customers', { keepId, mergeId, reason: '证件号码抄错' })
    for (const entry of [one, two]) {
      const opened = await merging.dossier(entry.dossierId)
      expect(opened.owners.at(-1)?.customer).toMatchObject({ id: keepId, landline: customer.landline })
      expect(opened.merges).toEqual([expect.objectContaining({ act: 'merge', subject: 'customer', reason: '证件号码抄错' })])
    }
    expect(await merging.search(digits)).toEqual([two.dossierId, one.dossierId])
    expect((await merging.doubles('customers', [mergeId]))).toEqual([])
    expect(await merging.findings()).toEqual([])
    await archivist.call('merge.undo', { id, reason: '是父子两人' })
    const after = [await merging.dossier(one.dossierId), await merging.dossier(two.dossierId)]
    expect(after.map(({ owners }) => owners)).toEqual(before.map(({ owners }) => owners))
    expect(await merging.search(digits)).toEqual([two.dossierId])
    expect(await merging.findings()).toEqual([])
  })

  it('F8 the merged one’s identity number leads to the kept one, whose own stays on file', async () => {
    const { keepId, mergeId, customer, index } = await twoEntries()
    await archivist.call('merge.customers', { keepId, mergeId, reason: '证件号码抄错' })
    const third = await archive.enter('delivery', { vehicle: vehicleOf(merging.fresh()), customer: { ...customer, address: '新地址 8 号' } })
    const owner = (await merging.dossier(third.dossierId)).owners.at(-1)?.customer
    expect(owner).toMatchObject({ id: keepId, identityNumber: identityNumberOf(index), address: '新地址 8 号' })
    expect(await archivist.ask('dossier.changeOwner', {
      dossierId: third.dossierId, customer, fromOn: '2026-03-02',
    })).toMatchObject({ ok: false })
    expect(await archivist.ask('customer.update', {
      dossierId: third.dossierId, customerId: keepId, customer,
    })).toMatchObject({ ok: false, error: { details: { fields: [{ problem: 'identity.ofMergedCustomer' }] } } })
    expect(await merging.findings()).toEqual([])
  })

  it('F8 a car that both owned in turn has one owner', async () => {
    const index = merging.fresh()
    const entry = await archive.enter('delivery', { vehicle: vehicleOf(index), customer: customerOf(index), deliveredOn: '2026-02-20' })
    await archivist.call('dossier.changeOwner', {
      dossierId: entry.dossierId, customer: { ...customerOf(index), identityNumber: identityNumberOf(index + 500) }, fromOn: '2026-02-25',
    })
    const [former, present] = (await merging.dossier(entry.dossierId)).owners.map(({ customer }) => customer.id)
    if (former === undefined || present === undefined) throw new Error('two owners were to be there')
    const { id } = await archivist.call('merge.customers', { keepId: former, mergeId: present, reason: '证件号码抄错' })
    expect((await merging.dossier(entry.dossierId)).owners).toEqual([expect.objectContaining({ fromOn: '2026-02-20', toOn: null })])
    expect(await merging.findings()).toEqual([])
    await archivist.call('merge.undo', { id, reason: '弄错了' })
    expect((await merging.dossier(entry.dossierId)).owners.map(({ customer }) => customer.id)).toEqual([former, present])
    expect(await merging.findings()).toEqual([])
  })
})

describe('F8 what is refused', () => {
  const problem = (name: string) => ({ ok: false, error: { code: 'refused', details: { problem: name } } })

  it('F3 two deliveries; F8 one merged already; one with itself', async () => {
    const one = await archive.enter('delivery', { vehicle: vehicleOf(merging.fresh()) })
    const two = await archive.enter('delivery', { vehicle: vehicleOf(merging.fresh()) })
    const three = await archive.enter('maintenance', { vehicle: { ...vehicleOf(merging.fresh()), origin: 'soldElsewhere' } })
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
    const cars = [merging.fresh(), merging.fresh(), merging.fresh()].map((index) => ({ ...vehicleOf(index), origin: 'soldElsewhere' as const }))
    const entries: Entry[] = []
    for (const vehicle of cars) entries.push(await archive.enter('maintenance', { vehicle }))
    const [a = 1, b = 2, c = 3] = entries.map(({ dossierId }) => dossierId)
    const join = async (keep: number, other: number) => (
      await archivist.call('merge.dossiers', { keepId: toId<'dossier'>(keep), mergeId: toId<'dossier'>(other), reason: REASON })
    ).id
    const inner = await join(b, c)
    const outer = await join(a, b)
    expect((await merging.dossier(a)).records).toHaveLength(3)
    // The story of what was merged is that of the kept one too.
    expect((await merging.dossier(a)).merges).toHaveLength(2)
    expect(await merging.search(entries[2]?.dossierNumber ?? '')).toEqual([a])
    expect(await archivist.ask('merge.undo', { id: inner, reason: '弄错了' })).toMatchObject(problem('merge.laterFirst'))
    expect(await merging.findings()).toEqual([])
    await archivist.call('merge.undo', { id: outer, reason: '弄错了' })
    await archivist.call('merge.undo', { id: inner, reason: '弄错了' })
    expect(await archivist.ask('merge.undo', { id: inner, reason: '弄错了' })).toMatchObject(problem('merge.undoneAlready'))
    expect(await Promise.all([a, b, c].map(async (id) => (await merging.dossier(id)).records.length))).toEqual([1, 1, 1])
    expect(await merging.findings()).toEqual([])
  })

  it('F8 a pair found to be two is not shown again', async () => {
    const { sale, visit } = await merging.oneCarTwice()
    await archivist.call('merge.notDouble', { subject: 'dossier', oneId: visit.dossierId, otherId: sale.dossierId, reason: '发动机号录错' })
    expect(await merging.doubles('dossiers', [sale.dossierId])).toEqual([])
    expect(await archivist.call('merge.open', { subject: 'dossier', oneId: sale.dossierId, otherId: visit.dossierId })).toMatchObject({ notDouble: '发动机号录错' })
    expect(await merging.findings()).toEqual([])
  })
})

describe('F8 found by every form of an identity number', () => {
  // Numbers as they come from lists, which judge their form alone: written beside the program, since a form would want their check digits.
  const forms: [string, 'person' | 'company', [IdentityKind, string], [IdentityKind, string]][] = [
    ['two credit codes of one body', 'company', ['creditCode', '91340100MA2MXXXX7K'], ['creditCode', '11340100MA2MXXXX7P']],
    ['a credit code and the organisation code within it', 'company', ['creditCode', '91340100MA2MYYYY7K'], ['organisationCode', 'MA2MYYYY7']],
    ['two renewals of a Hong Kong or Macao permit', 'person', ['hkMacaoPermit', 'H1234567801'], ['hkMacaoPermit', 'H1234567802']],
    ['a permit with and without its renewals', 'person', ['hkMacaoPermit', 'H8765432101'], ['hkMacaoPermit', 'H87654321']],
    ['a citizen’s number of 15 digits and of 18', 'person', ['identityCard', '340104700101123'], ['identityCard', '34010419700101123X']],
  ]
  it.each(forms)('F8 %s', async (_name, kind, ...numbers) => {
    const ids: number[] = []
    for (const [identityKind, number] of numbers) {
      const entry = await archive.enter('delivery', { vehicle: vehicleOf(merging.fresh()), customer: customerOf(merging.fresh()) })
      const id = (await merging.dossier(entry.dossierId)).owners.at(-1)?.customer.id ?? 0
      await merging.beside((db) => db.run(
        "UPDATE customer SET kind = ?, name = ?, mobile = '', address = ?, identity_kind = ?, identity_number = ? WHERE id = ?",
        [kind, `陈${String(id)}`, `某路 ${String(id)} 号`, identityKind, number, id],
      ))
      ids.push(id)
    }
    expect((await merging.doubles('customers', ids)).map(({ one, other, reasons }) => [one.id, other.id, reasons])).toEqual([[...ids, expect.arrayContaining(['identity'])]])
  })
})

describe('L5, S3 within what one may know', () => {
  it('L5 whoever answers for a record of the merged one finds it under the kept one, and only then', async () => {
    const both = await merging.oneCarTwice()
    const advisor = await archive.as(LOGINS.serviceAdvisor)
    const consultant = await archive.as(LOGINS.salesConsultant)
    const name = both.sale.dossierNumber
    const found = async (): Promise<number[][]> => Promise.all([
      merging.search(both.vin, advisor), merging.search(name, advisor), merging.search(both.vin, consultant), merging.search(name, consultant),
    ])
    const [sale, visit] = [both.sale.dossierId, both.visit.dossierId]
    expect(await found()).toEqual([[visit], [], [], [sale]])
    const { id } = await merging.merge(both)
    expect(await found()).toEqual([[sale], [sale], [sale], [sale]])
    await archivist.call('merge.undo', { id, reason: '弄错了' })
    expect(await found()).toEqual([[visit], [], [], [sale]])
    expect(await advisor.ask('dossier.open', { id: both.sale.dossierId })).toMatchObject({ ok: false, error: { code: 'notFound' } })
    // Which car it was taken for is not told to whoever may not know that one.
    const told = await advisor.call('dossier.open', { id: both.visit.dossierId })
    expect(told.merges.map(({ kept, merged }) => [kept, merged])).toEqual([[null, both.visit.dossierNumber], [null, both.visit.dossierNumber]])
  })
  it('S3 where one side is kept back, neither pair, comparison, name nor typed reason tells of it', async () => {
    const both = await merging.oneCarTwice()
    const { sale, visit } = both
    const level = (to: number) => merging.beside((db) => db.run('UPDATE dossier SET secrecy_level = ? WHERE id = ?', [to, sale.dossierId]))
    await level(3)
    expect(await merging.doubles('dossiers', [visit.dossierId])).toEqual([])
    for (const [oneId, otherId] of [[sale.dossierId, visit.dossierId], [visit.dossierId, sale.dossierId]] as const) {
      expect(await archivist.ask('merge.open', { subject: 'dossier', oneId, otherId })).toMatchObject({ ok: false, error: { code: 'notFound' } })
      expect(await archivist.ask('merge.dossiers', { keepId: oneId, mergeId: otherId, reason: REASON })).toMatchObject({ ok: false, error: { code: 'notFound' } })
    }
    await level(1)
    const { id } = await merging.merge(both)
    await archivist.call('merge.undo', { id, reason: '车主说是两辆车' })
    const said = async () => (await merging.dossier(visit.dossierId)).merges.map(({ kept, merged, reason }) => [kept, merged, reason])
    expect(await said()).toEqual([[sale.dossierNumber, visit.dossierNumber, '车主说是两辆车'], [sale.dossierNumber, visit.dossierNumber, REASON]])
    await level(3)
    expect(await said()).toEqual([[null, visit.dossierNumber, null], [null, visit.dossierNumber, null]])
    // A customer of whom one car is kept back is compared without it, and is told to have another.
    const index = merging.fresh()
    const other = await archive.enter('delivery', { vehicle: vehicleOf(merging.fresh()), customer: customerOf(index) })
    const second = await archive.enter('delivery', { vehicle: vehicleOf(merging.fresh()), customer: customerOf(index) })
    const third = await archive.enter('delivery', { vehicle: vehicleOf(merging.fresh()), customer: { ...customerOf(index), identityNumber: identityNumberOf(index + 500) } })
    await merging.beside((db) => db.run('UPDATE dossier SET secrecy_level = 3 WHERE id = ?', [second.dossierId]))
    const ownerOf = async (entry: Entry) => (await merging.dossier(entry.dossierId)).owners.at(-1)?.customer.id ?? 0
    expect(await archivist.call('merge.open', { subject: 'customer', oneId: await ownerOf(other), otherId: await ownerOf(third) })).toMatchObject({
      one: { dossiers: [{ number: other.dossierNumber }], hidden: 1 }, other: { hidden: 0 },
    })
  })
})
