import { afterAll, beforeAll, expect, it } from 'vitest'
import { toId } from '#shared/domain/id.ts'
import { LOGINS, makeArchive, type Entry, type Person, type TestArchive } from '#test/support/archive.ts'
import { customerOf, identityNumberOf, vehicleOf } from '#test/support/samples.ts'
import { MONDAY } from '#test/support/tampered.ts'

let archive: TestArchive
let archivist: Person
beforeAll(async () => {
  archive = await makeArchive({ startAt: MONDAY })
  archivist = await archive.as(LOGINS.archivist)
})
afterAll(() => archive.close())
const dossier = (id: number) => archivist.call('dossier.open', { id: toId<'dossier'>(id) })
const elsewhere = (i: number) => ({ ...vehicleOf(i), origin: 'soldElsewhere' as const })

it('A owner change between joined entries', async () => {
  const a = await archive.enter('maintenance', { vehicle: elsewhere(5001), customer: customerOf(5001), deliveredOn: '2026-02-10' })
  const b = await archive.enter('maintenance', { vehicle: elsewhere(5002), customer: customerOf(5001), deliveredOn: '2026-02-24' })
  await archivist.call('merge.dossiers', { keepId: a.dossierId, mergeId: b.dossierId, reason: 'x' })
  console.log('joined', JSON.stringify((await dossier(a.dossierId)).owners.map(o => [o.customer.mobile, o.fromOn, o.toOn])))
  console.log(JSON.stringify(await archivist.ask('dossier.changeOwner', { dossierId: a.dossierId, customer: customerOf(5003), fromOn: '2026-02-15' })))
  console.log('A owners', JSON.stringify((await dossier(a.dossierId)).owners.map(o => [o.customer.mobile, o.fromOn, o.toOn])))
})

it('B supplement during merge then undo', async () => {
  await archivist.call('cabinet.add', { room: 'r', code: 'Q', shelves: 1, slotsPerShelf: 4, capacity: 1 })
  const a = await archive.enter('maintenance', { vehicle: elsewhere(5011), customer: customerOf(5011) })
  const b = await archive.enter('maintenance', { vehicle: elsewhere(5012), customer: customerOf(5012) })
  await archive.handOver([a.recordId])
  await archive.handOver([b.recordId], (line) => (line.code === 'settlement' ? { presence: 'missing', count: 0 } : {}))
  await archivist.call('filing.placeFolder', { dossierId: a.dossierId, slot: 'Q-01-01' })
  await archivist.call('filing.placeFolder', { dossierId: b.dossierId, slot: 'Q-01-02' })
  await archivist.call('filing.place', { recordIds: [a.recordId, b.recordId] })
  const { id } = await archivist.call('merge.dossiers', { keepId: a.dossierId, mergeId: b.dossierId, reason: 'x' })
  await archive.handOver([b.recordId])
  const f = async (d: number) => (await archivist.call('filing.ofDossier', { dossierId: toId<'dossier'>(d) })).records.map(r => [r.recordId, r.placedAt, r.open])
  console.log('B merged+suppl', JSON.stringify(await f(a.dossierId)))
  await archivist.call('merge.undo', { id, reason: 'x' })
  console.log('B undone', JSON.stringify(await f(b.dossierId)))
})

it('C rate month edges', async () => {
  for (const until of ['2000-01', '2000-11', '2149-12']) console.log('C', until, JSON.stringify(await archivist.ask('rate.trend', { until, departmentId: null, personId: null, kind: null })).slice(0, 200))
  for (const month of ['2000-01', '2149-12', '2100-01']) console.log('C month', month, JSON.stringify(await archivist.ask('rate.month', { month })).slice(0, 200))
  for (const month of ['2000-01', '2149-12']) console.log('C sheet', month, JSON.stringify(await archivist.ask('rate.sheet', { month, departmentId: 2 })).slice(0, 200))
})

it('D hk permits', async () => {
  const base = { ...customerOf(5021), identityKind: 'hkMacaoPermit' as const, mobile: '13900005021', address: '' }
  console.log('D', JSON.stringify(await archivist.ask('record.enter', {})).slice(0, 100))
  try {
    const a = await archive.enter('maintenance', { vehicle: elsewhere(5021), customer: { ...base, identityNumber: 'H1234567801' } })
    const b = await archive.enter('maintenance', { vehicle: elsewhere(5022), customer: { ...base, mobile: '13900005022', identityNumber: 'H1234567802' } })
    const found = await archivist.call('merge.doubles', {})
    console.log('D doubles', JSON.stringify(found.customers.filter(c => c.one.mobile.startsWith('139000050'))), a.dossierId, b.dossierId)
  } catch (e) { console.log('D err', String(e)) }
})
