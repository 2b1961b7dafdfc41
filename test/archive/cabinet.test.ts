// Cabinets as they stand, changed and removed; folders moved; places kept for what is out; who may know what lies there (rules C1, S3).
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { Output } from '#shared/contract/index.ts'
import { openDatabase } from '#archive/database/database.ts'
import { databaseKey } from '#archive/database/key.ts'
import { placesIn } from '#archive/places.ts'
import { openEntry, readKeyring } from '#archive/vault/keyring.ts'
import { foundIn } from '#test/support/altered.ts'
import { LOGINS, makeArchive, PASSWORD, type Entry, type Person, type TestArchive } from '#test/support/archive.ts'
import { auditOf } from '#test/support/audit.ts'
import { loansIn, setLevel } from '#test/support/loans.ts'
import { MONDAY } from '#test/support/tampered.ts'
import { makeRandom } from '../../electron/cli/demo/random.ts'

let archive: TestArchive
let archivist: Person
beforeEach(async () => {
  archive = await makeArchive({ startAt: MONDAY })
  archivist = await archive.as(LOGINS.archivist)
})
afterEach(() => archive.close())

const CABINET = { room: '档案室', code: 'A', shelves: 2, slotsPerShelf: 3, capacity: 2 }

const wrongCode = (problem: string) => ({ error: { code: 'invalidInput', details: { fields: [{ path: ['code'], problem }] } } })

const addCabinet = async (code = 'A') => (await archivist.call('cabinet.add', { ...CABINET, code })).id

type Drawn = Output<'cabinet.drawn'>

const slotsOf = ({ shelves }: Drawn) => shelves.flatMap(({ slots }) => slots)

const slotIn = (drawn: Drawn, label: string) => {
  const slot = slotsOf(drawn).find((each) => each.label === label)
  if (!slot) throw new Error(`no slot ${label}`)
  return slot
}

const move = (entries: readonly Entry[], slot: string, as: Person = archivist) => as.call('folder.move', { dossierIds: entries.map(({ dossierId }) => dossierId), slot })

describe('C1 a cabinet drawn as it stands', () => {
  it('C1 its shelves and slots in order, each with what lies in it, free places, and places kept for what is out on loan', async () => {
    const id = await addCabinet()
    const [first, second] = [await archive.enter('delivery'), await archive.enter('delivery')]
    await archive.handOver([first.recordId])
    await move([first, second], 'A-01-02')
    const loans = loansIn(archive)
    const loan = await loans.ask(LOGINS.salesConsultant, first.dossierNumber)
    await loans.approve(loan, LOGINS.salesHead)
    await loans.handOut(loan)
    const drawn = await archivist.call('cabinet.drawn', { id })
    expect(drawn).toMatchObject({ code: 'A', room: '档案室', inspection: { lastOn: null, dueOn: '2027-03-02', due: false }, stocktakings: [] })
    expect(slotsOf(drawn).map(({ label }) => label)).toEqual(['A-01-01', 'A-01-02', 'A-01-03', 'A-02-01', 'A-02-02', 'A-02-03'])
    expect(slotIn(drawn, 'A-01-02')).toMatchObject({
      capacity: 2, used: 2, reserved: 1, hidden: 0, folders: [{ number: first.dossierNumber, out: true }, { number: second.dossierNumber, out: false }],
    })
    expect(slotIn(drawn, 'A-01-01')).toMatchObject({ used: 0, reserved: 0, folders: [] })
    // Kept for it: nobody else takes the place, and it cannot be moved while it is out.
    const third = await archive.enter('delivery')
    expect(await archivist.ask('folder.move', { dossierIds: [third.dossierId], slot: 'A-01-02' })).toMatchObject({
      error: { code: 'refused', details: { problem: 'slot.full', subject: 'A-01-02' } },
    })
    expect(await archivist.ask('filing.placeFolder', { dossierId: first.dossierId, slot: 'A-01-01' })).toMatchObject({
      error: { details: { problem: 'folder.out', subject: first.dossierNumber } },
    })
    // H4: nor are papers put into it.
    const putAway = () => archivist.ask('filing.place', { recordIds: [first.recordId] })
    expect(await putAway()).toMatchObject({ error: { details: { problem: 'folder.out', subject: first.dossierNumber } } })
    await loans.giveBack(loan)
    expect(await putAway()).toMatchObject({ ok: true })
    expect(slotIn(await archivist.call('cabinet.drawn', { id }), 'A-01-02').reserved).toBe(0)
    await move([first], 'A-01-01')
  })

  it('C1 a cabinet is renamed with all its labels, shelves are named, added, enlarged and removed', async () => {
    const id = await addCabinet()
    const entry = await archive.enter('delivery')
    await move([entry], 'A-02-03')
    expect(await archivist.call('cabinet.update', { id, room: '新库房', code: 'B' })).toEqual({ labels: 6 })
    expect(await archivist.call('cabinet.update', { id, room: '新库房', code: 'B' })).toEqual({ labels: 0 })
    expect((await archivist.call('filing.ofDossier', { dossierId: entry.dossierId })).place).toMatchObject({ slot: 'B-02-03', room: '新库房' })
    await archivist.call('cabinet.addShelves', { id, shelves: 1, slotsPerShelf: 2, capacity: 5 })
    await archivist.call('shelf.update', { cabinetId: id, shelf: 1, name: '2026 年新车', slots: 4, capacity: 3 })
    const [cabinet] = await archivist.call('cabinet.list', {})
    expect(cabinet?.shelves.map(({ number, name }) => [number, name])).toEqual([[1, '2026 年新车'], [2, ''], [3, '']])
    expect(cabinet?.slots.map(({ label, capacity }) => `${label} ${capacity}`)).toEqual([
      'B-01-01 3', 'B-01-02 3', 'B-01-03 3', 'B-01-04 3', 'B-02-01 2', 'B-02-02 2', 'B-02-03 2', 'B-03-01 5', 'B-03-02 5',
    ])
    // What something belongs in stays.
    const taken = { error: { details: { problem: 'cabinet.notEmpty', subject: 'B-02-03' } } }
    expect(await archivist.ask('cabinet.remove', { id })).toMatchObject(taken)
    expect(await archivist.ask('shelf.update', { cabinetId: id, shelf: 2, name: '', slots: 2, capacity: null })).toMatchObject(taken)
    expect(await archivist.ask('shelf.remove', { cabinetId: id, shelf: 2 })).toMatchObject({ error: { details: { problem: 'shelf.lowestOnly' } } })
    await archivist.call('shelf.remove', { cabinetId: id, shelf: 3 })
    expect(await archivist.ask('shelf.remove', { cabinetId: id, shelf: 2 })).toMatchObject(taken)
    const other = await addCabinet('C')
    expect(await archivist.ask('cabinet.update', { id, room: '新库房', code: 'C' })).toMatchObject(wrongCode('cabinet.exists'))
    // The code it gave up stays its own: old labels are out there.
    expect(await archivist.ask('cabinet.add', { ...CABINET, code: 'A' })).toMatchObject(wrongCode('cabinet.codeKept'))
    expect(await archivist.ask('cabinet.update', { id: other, room: '档案室', code: 'A' })).toMatchObject(wrongCode('cabinet.codeKept'))
    expect(await archivist.call('cabinet.update', { id, room: '新库房', code: 'A' })).toEqual({ labels: 7 })
    expect(await archivist.ask('cabinet.add', { ...CABINET, code: 'B' })).toMatchObject(wrongCode('cabinet.codeKept'))
    expect(await foundIn(archive)).toEqual([])
  })

  it('C1, C5 a removed cabinet is nowhere any more; its code is given to no other, and what lay in it is remembered', async () => {
    const [id, other] = [await addCabinet('A'), await addCabinet('B')]
    const entry = await archive.enter('delivery')
    await move([entry], 'A-01-01')
    await move([entry], 'B-01-01')
    await archivist.call('cabinet.remove', { id })
    expect((await archivist.call('cabinet.list', {})).map(({ code }) => code)).toEqual(['B'])
    expect(await archivist.ask('cabinet.drawn', { id })).toMatchObject({ error: { code: 'notFound' } })
    expect(await archivist.ask('folder.move', { dossierIds: [entry.dossierId], slot: 'A-01-01' })).toMatchObject({ error: { details: { problem: 'slot.unknown' } } })
    expect(await archivist.ask('cabinet.update', { id: other, room: '档案室', code: 'A' })).toMatchObject(wrongCode('cabinet.codeKept'))
    expect((await archivist.call('filing.ofDossier', { dossierId: entry.dossierId })).places.map(({ slot }) => slot)).toEqual(['B-01-01', 'A-01-01'])
    expect((await archivist.call('filing.placeFolder', { dossierId: (await archive.enter('delivery')).dossierId, slot: null })).slot).toBe('B-01-01')
    expect(await archivist.call('cabinet.add', { ...CABINET, room: '二楼', shelves: 1, slotsPerShelf: 1 })).toEqual({ id })
    expect((await archivist.call('cabinet.slot', { label: 'A-01-01' })).past).toMatchObject([{ number: entry.dossierNumber, now: 'B-01-01' }])
    expect(await foundIn(archive)).toEqual([])
  })
})

describe('C1 moving folders', () => {
  it('C1 many into one slot, all of them or none; every move is remembered', async () => {
    await addCabinet()
    const entries = [await archive.enter('delivery'), await archive.enter('delivery'), await archive.enter('delivery')]
    const [first, second, third] = entries
    if (!first || !second || !third) throw new Error('no entries')
    await move([first], 'A-01-01')
    expect(await archivist.ask('folder.move', { dossierIds: entries.map(({ dossierId }) => dossierId), slot: 'A-01-02' })).toMatchObject({
      error: { details: { problem: 'slot.full' } },
    })
    expect((await archivist.call('cabinet.slot', { label: 'A-01-01' })).used).toBe(1)
    expect((await archivist.call('cabinet.slot', { label: 'A-01-02' })).used).toBe(0)
    // Named twice is there once; what lies there already is not moved again.
    expect(await move([second, second], 'A-01-02')).toEqual({ slot: 'A-01-02', folders: [{ dossierId: second.dossierId, number: second.dossierNumber, from: null }] })
    expect(await move([first, second], 'a-01-02')).toEqual({ slot: 'A-01-02', folders: [{ dossierId: first.dossierId, number: first.dossierNumber, from: 'A-01-01' }] })
    expect(await archivist.call('cabinet.slot', { label: 'A-01-01' })).toMatchObject({ used: 0, folders: [], past: [{ number: first.dossierNumber, now: 'A-01-02' }] })
    expect((await auditOf(archive.folder, 'folder.move')).at(-1)).toMatchObject({ slot: 'A-01-02', dossiers: [first.dossierNumber], from: ['A-01-01'] })
  })

  it('C1 S3 who may not know of a dossier sees how many folders there are, and moves none of them', async () => {
    const id = await addCabinet()
    const [plain, secret] = [await archive.enter('delivery'), await archive.enter('delivery')]
    await move([plain, secret], 'A-01-01')
    await setLevel(archive, secret.dossierId, 3)
    for (const login of [LOGINS.archivist, LOGINS.salesConsultant, LOGINS.careSpecialist]) {
      const person = await archive.as(login)
      const slot = slotIn(await person.call('cabinet.drawn', { id }), 'A-01-01')
      expect([login, slot]).toMatchObject([login, { used: 2, hidden: 1, reserved: 0, folders: [{ number: plain.dossierNumber }] }])
      expect(await person.call('cabinet.slot', { label: 'A-01-01' })).toMatchObject({ used: 2, hidden: 1, folders: [{ number: plain.dossierNumber }] })
    }
    expect(slotIn(await (await archive.as(LOGINS.generalManager)).call('cabinet.drawn', { id }), 'A-01-01')).toMatchObject({ hidden: 0 })
    const none = await archivist.ask('folder.move', { dossierIds: [plain.dossierId, secret.dossierId], slot: 'A-01-02' })
    expect(none).toEqual(await archivist.ask('folder.move', { dossierIds: [plain.dossierId, 999_999], slot: 'A-01-02' }))
    expect((await archivist.call('cabinet.slot', { label: 'A-01-02' })).used).toBe(0)
  })

  it('C1 no walk overfills a slot, puts a folder into two, or makes what verify would find', async () => {
    const random = makeRandom(20)
    const ids = [await addCabinet('A'), await addCabinet('B')]
    const entries: Entry[] = []
    for (let car = 0; car < 7; car += 1) entries.push(await archive.enter('delivery'))
    const anyOf = () => entries.filter(() => random.chance(0.4)).map(({ dossierId }) => dossierId)
    const anySlot = () => `${random.pick(['A', 'B', 'C'])}-0${random.whole(1, 3)}-0${random.whole(1, 4)}`
    const { database, close } = await beside()
    const done = new Set<string>()
    const codes = new Set<string>()
    for (let step = 0; step < 150; step += 1) {
      const cabinetId = random.pick(ids)
      const [method, input] = random.pick([
        ['folder.move', { dossierIds: anyOf(), slot: anySlot() }],
        ['folder.move', { dossierIds: [random.pick(entries).dossierId], slot: anySlot() }],
        ['filing.placeFolder', { dossierId: random.pick(entries).dossierId, slot: random.chance(0.3) ? null : anySlot() }],
        ['shelf.update', { cabinetId, shelf: random.whole(1, 2), name: '', slots: random.whole(1, 4), capacity: random.pick([null, 1, 2, 3]) }],
        ['shelf.remove', { cabinetId, shelf: random.whole(1, 3) }],
        ['cabinet.addShelves', { id: cabinetId, shelves: 1, slotsPerShelf: random.whole(1, 3), capacity: random.whole(1, 2) }],
        ['cabinet.update', { id: cabinetId, room: '库房', code: random.pick(['A', 'B', 'C']) }],
        ['cabinet.remove', { id: cabinetId }],
        ['cabinet.add', { ...CABINET, code: random.pick(['A', 'B', 'C']), shelves: 1, capacity: 1 }],
      ] as const)
      const answer = await archivist.ask(method, input)
      if (answer.ok) done.add(method)
      else codes.add(answer.error.code)
      const there = await archivist.call('cabinet.list', {})
      if (there.length > 0) ids.splice(0, ids.length, ...there.map(({ id }) => id))
      expect(database.reader.all(BROKEN, [], (row) => row.text('what'))).toEqual([])
    }
    close()
    expect([...codes].toSorted()).toEqual(['invalidInput', 'notFound', 'refused'])
    expect([...done].toSorted()).toEqual([
      'cabinet.add', 'cabinet.addShelves', 'cabinet.remove', 'cabinet.update', 'filing.placeFolder', 'folder.move', 'shelf.remove', 'shelf.update',
    ])
    expect(await foundIn(archive)).toEqual([])
  })
})

const BROKEN = `
  SELECT 'overfull ' || label AS what FROM slot WHERE used > capacity
  UNION ALL SELECT 'miscounted ' || label FROM slot s WHERE used <> (SELECT count(*) FROM placement pl WHERE pl.slot_id = s.id AND pl.to_at IS NULL)
  UNION ALL SELECT 'in a removed slot ' || label FROM slot WHERE removed_at IS NOT NULL AND used > 0
  UNION ALL SELECT 'in two slots ' || dossier_id FROM placement WHERE to_at IS NULL GROUP BY dossier_id HAVING count(*) > 1
  UNION ALL SELECT 'a slot of no shelf ' || label FROM slot s WHERE removed_at IS NULL AND NOT EXISTS (
    SELECT 1 FROM shelf sh JOIN cabinet c ON c.id = sh.cabinet_id
    WHERE sh.cabinet_id = s.cabinet_id AND sh.number = s.shelf AND sh.removed_at IS NULL AND c.removed_at IS NULL)`

/** The database beside the running program. */
async function beside() {
  const places = placesIn(archive.folder)
  const { dataKey } = await openEntry(readKeyring(places.keyring), LOGINS.administrator, PASSWORD)
  const database = openDatabase(places.database, databaseKey(dataKey), 'readOnly')
  return { database, close: () => database.close() }
}
