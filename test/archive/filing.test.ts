// From received to filed: steps, worklists, gaps, cabinets and labels, through the one door of a real archive (rules F2, H4, C1).
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { Id } from '#shared/domain/id.ts'
import { labelText } from '#shared/domain/label.ts'
import { openDatabase } from '#archive/database/database.ts'
import { databaseKey } from '#archive/database/key.ts'
import { refreshFiling } from '#archive/filing/steps.ts'
import { placesIn } from '#archive/places.ts'
import { openEntry, readKeyring } from '#archive/vault/keyring.ts'
import { foundIn } from '#test/support/altered.ts'
import { LOGINS, makeArchive, PASSWORD, type Entry, type Person, type TestArchive } from '#test/support/archive.ts'
import { auditOf } from '#test/support/audit.ts'
import { changesOne } from '#test/support/tampered.ts'

let archive: TestArchive
let archivist: Person
beforeEach(async () => {
  archive = await makeArchive()
  archivist = await archive.as(LOGINS.archivist)
})
afterEach(() => archive.close())

const CABINET = { room: '档案室', code: 'A', shelves: 2, slotsPerShelf: 3, capacity: 2 }

async function filingOf(entry: Entry, as: Person = archivist) {
  const { records } = await as.call('filing.ofDossier', { dossierId: entry.dossierId })
  const filing = records.find(({ recordId }) => recordId === entry.recordId)
  if (!filing) throw new Error('the record is not in its dossier')
  return filing
}

const listed = async (step: 'receive' | 'scan' | 'place' | 'complete', as: Person = archivist) => {
  const { records, counts } = await as.call('filing.list', { step, limit: 50 })
  expect(counts[step]).toBe(records.length)
  return records.map(({ number }) => number)
}

/** Gives every paper that is there a page, or takes all pages away again, as the scan desk does: rows, then the steps. */
async function scanned(recordId: Id<'record'>, pages: 'there' | 'gone'): Promise<void> {
  await archive.stop()
  const places = placesIn(archive.folder)
  const { dataKey } = await openEntry(readKeyring(places.keyring), LOGINS.archivist, PASSWORD)
  const database = openDatabase(places.database, databaseKey(dataKey))
  database.transaction((db) => {
    if (pages === 'there') {
      db.run("INSERT OR IGNORE INTO attachment (id, name, media_type, size, added_at) VALUES (1, ?, 'image/png', 1, 0)", ['0'.repeat(64)])
      db.run(
        `INSERT INTO scan (record_id, code, position, attachment_id, page, pages, added_by, added_at)
         SELECT record_id, code, 1, 1, 1, 1, 1, 0 FROM paper WHERE record_id = ? AND presence = 'present'`, [recordId],
      )
    } else db.run('UPDATE scan SET removed_at = 1, removed_by = 1 WHERE record_id = ?', [recordId])
    refreshFiling(db, recordId, Date.now())
  })
  database.close()
  await archive.restart()
  archivist = await archive.as(LOGINS.archivist)
}

describe('H4 from received to filed', () => {
  it('H4 a record is filed when it is received, scanned, placed and complete, and every step says so', async () => {
    const entry = await archive.enter('delivery')
    expect(await filingOf(entry)).toMatchObject({ open: ['receive'], papersThere: 0, scannedAt: null, placedAt: null, filedAt: null, lacks: [] })
    expect(await listed('receive')).toEqual([entry.recordNumber])

    await archive.handOver([entry.recordId])
    const received = await filingOf(entry)
    expect(received).toMatchObject({ open: ['scan', 'place'], papersScanned: 0, filedAt: null })
    expect(received.papersThere).toBe(received.papersDue)
    expect(await listed('receive')).toEqual([])
    expect(await listed('scan')).toEqual([entry.recordNumber])
    expect(await listed('place')).toEqual([entry.recordNumber])

    await scanned(entry.recordId, 'there')
    expect(await filingOf(entry)).toMatchObject({ open: ['place'], papersScanned: received.papersThere, filedAt: null })
    expect(await listed('scan')).toEqual([])

    await archivist.call('cabinet.add', CABINET)
    await archivist.call('filing.placeFolder', { dossierId: entry.dossierId, slot: null })
    await archivist.call('filing.place', { recordIds: [entry.recordId] })
    const filed = await filingOf(entry)
    expect(filed.open).toEqual([])
    expect(filed.filedAt).toBe(filed.placedAt)
    for (const step of ['receive', 'scan', 'place', 'complete'] as const) expect(await listed(step)).toEqual([])

    await scanned(entry.recordId, 'gone')
    expect(await filingOf(entry)).toMatchObject({ open: ['scan'], filedAt: null, placedAt: filed.placedAt })
  })

  it('H4 what is missing keeps a record open with whoever answers for it; the later paper is scanned and placed as well', async () => {
    const entry = await archive.enter('delivery')
    await archive.handOver([entry.recordId], (line) => (line.code === 'insuranceCopy' ? { presence: 'missing' } : {}))
    await archivist.call('cabinet.add', CABINET)
    await archivist.call('filing.placeFolder', { dossierId: entry.dossierId, slot: 'a-01-01' })
    await archivist.call('filing.place', { recordIds: [entry.recordId] })
    await scanned(entry.recordId, 'there')
    expect(await filingOf(entry)).toMatchObject({ open: ['complete'], lacks: [{ code: 'insuranceCopy', kind: 'missing' }] })
    expect(await listed('complete')).toEqual([entry.recordNumber])

    await archive.handOver([entry.recordId])
    expect(await filingOf(entry)).toMatchObject({ open: ['scan', 'place'], placedAt: null, scannedAt: null, filedAt: null })
    const { records } = await archivist.call('filing.list', { step: 'scan', limit: 10 })
    expect(records).toMatchObject([{ open: ['scan', 'place'], unscanned: ['insuranceCopy'], slot: 'A-01-01' }])
  })

  it('H4 a struck receipt takes every step back', async () => {
    const entry = await archive.enter('delivery')
    const { lines } = await archive.handOver([entry.recordId])
    await archivist.call('cabinet.add', CABINET)
    await archivist.call('filing.placeFolder', { dossierId: entry.dossierId, slot: null })
    await archivist.call('filing.place', { recordIds: [entry.recordId] })
    await scanned(entry.recordId, 'there')
    expect((await filingOf(entry)).filedAt).not.toBeNull()
    await archivist.call('book.strike', { seq: lines[0]?.seq ?? 0, remark: '车辆弄错', password: PASSWORD })
    expect(await filingOf(entry)).toMatchObject({ open: ['receive'], scannedAt: null, placedAt: null, filedAt: null })
    expect(await listed('place')).toEqual([])

    await archivist.call('handover.refuse', { recordId: entry.recordId, reason: 'ink', remark: '', password: PASSWORD })
    expect(await filingOf(entry)).toMatchObject({ open: ['receive'] })
    await archive.handOver([entry.recordId])
    // Its scans are still there; the papers are to be put away again.
    expect(await filingOf(entry)).toMatchObject({ open: ['place'] })
  })

  it('H4 verify knows which strike took the papers out of the folder: of a receipt, not of a supplement', async () => {
    await archivist.call('cabinet.add', CABINET)
    const [receipt, supplement] = [await archive.enter('delivery'), await archive.enter('delivery')]
    for (const { dossierId } of [receipt, supplement]) await archivist.call('filing.placeFolder', { dossierId, slot: null })
    const received = await archive.handOver([receipt.recordId])
    await archive.handOver([supplement.recordId], (line) => (line.code === 'insuranceCopy' ? { presence: 'missing' } : {}))
    const added = await archive.handOver([supplement.recordId])
    await archivist.call('filing.place', { recordIds: [receipt.recordId, supplement.recordId] })
    const [before, kept] = [(await filingOf(receipt)).placedAt, (await filingOf(supplement)).placedAt]
    for (const { lines } of [received, added]) await archivist.call('book.strike', { seq: lines[0]?.seq ?? 0, remark: '弄错了', password: PASSWORD })
    expect([(await filingOf(receipt)).placedAt, (await filingOf(supplement)).placedAt]).toEqual([null, kept])
    expect(await foundIn(archive)).toEqual([])
    const differs = (id: number) => [{ where: `record/${id}/placed_at`, problem: 'placement.papersDiffer' }]
    expect(await foundIn(archive, (db) => {
      changesOne(db, 'UPDATE record SET placed_at = ?, placed_by = (SELECT placed_by FROM record WHERE placed_at IS NOT NULL) WHERE id = ?', [before, receipt.recordId])
    })).toEqual(differs(receipt.recordId))
    expect(await foundIn(archive, (db) => {
      changesOne(db, 'UPDATE record SET placed_at = NULL, placed_by = NULL WHERE id = ?', [supplement.recordId])
    })).toEqual(differs(supplement.recordId))
  })

  it('H4 worklists and gaps hold what each may know of', async () => {
    const sold = await archive.enter('delivery')
    const visit = await archive.enter('maintenance')
    await archive.handOver([sold.recordId], (line) => (line.code === 'greenCard' ? { presence: 'missing' } : {}))
    const sales = await archive.as(LOGINS.salesConsultant)
    const service = await archive.as(LOGINS.serviceAdvisor)
    expect(await listed('scan', sales)).toEqual([sold.recordNumber])
    expect(await listed('scan', service)).toEqual([])
    expect(await listed('receive', sales)).toEqual([])
    expect(await listed('receive', service)).toEqual([visit.recordNumber])
    expect(await service.ask('filing.ofDossier', { dossierId: sold.dossierId })).toMatchObject({ ok: false, error: { code: 'notFound' } })

    const seen = async (as: Person) => new Map((await as.call('filing.gaps', { responsibleId: null }))
      .map(({ person, records }) => [person.id, records.map(({ number, lacks }) => ({ number, lacks }))]))
    const ofSales = [{ number: sold.recordNumber, lacks: [{ code: 'greenCard', kind: 'missing' }] }]
    const ofService = [{ number: visit.recordNumber, lacks: [] }]
    expect(await seen(archivist)).toEqual(new Map([[sales.me.id, ofSales], [service.me.id, ofService]]))
    expect(await seen(sales)).toEqual(new Map([[sales.me.id, ofSales]]))
    expect(await archivist.call('filing.gaps', { responsibleId: service.me.id })).toHaveLength(1)
    expect(await sales.call('filing.gaps', { responsibleId: service.me.id })).toEqual([])

    await archivist.call('filing.printGaps', { responsibleId: sales.me.id })
    expect(await auditOf(archive.folder, 'filing.printGaps')).toEqual([
      { personId: archivist.me.id, people: [sales.me.id], records: [sold.recordNumber] },
    ])
  })

  it('H4 papers are put away only where they were received and their folder lies somewhere', async () => {
    const entry = await archive.enter('delivery')
    const place = (recordIds: readonly Id<'record'>[]) => archivist.ask('filing.place', { recordIds })
    expect(await place([entry.recordId])).toMatchObject({ error: { details: { problem: 'filing.notReceived', subject: entry.recordNumber } } })
    await archive.handOver([entry.recordId])
    expect(await place([entry.recordId])).toMatchObject({ error: { details: { problem: 'filing.folderNowhere', subject: entry.dossierNumber } } })
    const other = await archive.enter('delivery')
    await archivist.call('cabinet.add', CABINET)
    await archivist.call('filing.placeFolder', { dossierId: entry.dossierId, slot: null })
    // All of them or none.
    expect(await place([entry.recordId, other.recordId])).toMatchObject({ error: { details: { problem: 'filing.notReceived' } } })
    expect((await filingOf(entry)).placedAt).toBeNull()
    expect(await place([entry.recordId])).toMatchObject({ ok: true })
    const { placedAt } = await filingOf(entry)
    expect(await place([entry.recordId])).toMatchObject({ ok: true })
    expect((await filingOf(entry)).placedAt).toBe(placedAt)
  })
})

describe('C1 cabinets, slots, and where folders lie', () => {
  it('C1 a cabinet has labelled slots, its code once', async () => {
    await archivist.call('cabinet.add', { ...CABINET, code: ' b2 ' })
    const [cabinet] = await archivist.call('cabinet.list', {})
    expect(cabinet).toMatchObject({ room: '档案室', code: 'B2' })
    expect(cabinet?.slots.map(({ label }) => label)).toEqual(['B2-01-01', 'B2-01-02', 'B2-01-03', 'B2-02-01', 'B2-02-02', 'B2-02-03'])
    expect(await archivist.ask('cabinet.add', { ...CABINET, code: 'B2' })).toMatchObject({
      ok: false, error: { code: 'invalidInput', details: { fields: [{ path: ['code'], problem: 'cabinet.exists' }] } },
    })
    expect(await archivist.ask('cabinet.add', { ...CABINET, code: 'B-2' })).toMatchObject({ error: { details: { fields: [{ problem: 'cabinet.code' }] } } })
  })

  it('C1 a folder goes into the slot named or the next free one; a full slot takes no more', async () => {
    await archivist.call('cabinet.add', { ...CABINET, shelves: 1, slotsPerShelf: 2, capacity: 1 })
    const entries = [await archive.enter('delivery'), await archive.enter('delivery'), await archive.enter('delivery')] as const
    const place = (entry: Entry, slot: string | null) => archivist.ask('filing.placeFolder', { dossierId: entry.dossierId, slot })
    expect(await place(entries[0], labelText({ what: 'slot', label: 'A-01-01' }).toLowerCase())).toMatchObject({ ok: true, value: { slot: 'A-01-01' } })
    expect(await place(entries[1], 'A-01-01')).toMatchObject({ error: { details: { problem: 'slot.full', subject: 'A-01-01' } } })
    expect(await place(entries[1], 'A-09-09')).toMatchObject({ error: { details: { problem: 'slot.unknown', subject: 'A-09-09' } } })
    expect(await place(entries[1], null)).toMatchObject({ value: { slot: 'A-01-02' } })
    expect(await place(entries[2], null)).toMatchObject({ error: { details: { problem: 'slot.noneFree' } } })
    // What was refused changed nothing.
    const [cabinet] = await archivist.call('cabinet.list', {})
    expect(cabinet?.slots.map(({ used }) => used)).toEqual([1, 1])
    expect((await archivist.call('filing.ofDossier', { dossierId: entries[2].dossierId })).place).toBeNull()
  })

  it('C1 moves are recorded and free the slot left; the papers in the folder go with it', async () => {
    await archivist.call('cabinet.add', CABINET)
    const entry = await archive.enter('delivery')
    await archive.handOver([entry.recordId])
    const place = (slot: string) => archivist.call('filing.placeFolder', { dossierId: entry.dossierId, slot })
    await place('A-01-01')
    await archivist.call('filing.place', { recordIds: [entry.recordId] })
    await place('A-02-03')
    await place('A-02-03')
    const { place: present, places, records } = await archivist.call('filing.ofDossier', { dossierId: entry.dossierId })
    expect(present).toMatchObject({ slot: 'A-02-03', room: '档案室', byName: '林静' })
    expect(places.map(({ slot, until }) => [slot, until === null])).toEqual([['A-02-03', true], ['A-01-01', false]])
    expect(places[1]?.until).toBe(places[0]?.since)
    expect(records[0]?.placedAt).not.toBeNull()
    const [cabinet] = await archivist.call('cabinet.list', {})
    expect(cabinet?.slots.filter(({ used }) => used > 0).map(({ label }) => label)).toEqual(['A-02-03'])
    expect(await auditOf(archive.folder, 'filing.placeFolder')).toMatchObject([
      { dossier: entry.dossierNumber, slot: 'A-01-01', from: null },
      { dossier: entry.dossierNumber, slot: 'A-02-03', from: 'A-01-01' },
      { dossier: entry.dossierNumber, slot: 'A-02-03', from: 'A-02-03' },
    ])
    expect(await auditOf(archive.folder, 'filing.place')).toMatchObject([
      { records: [entry.recordNumber], dossiers: [entry.dossierNumber], slots: ['A-01-01'] },
    ])
  })

  it('C1 S3 who looks into a slot sees the folders they may know of, and how many more there are', async () => {
    await archivist.call('cabinet.add', CABINET)
    const sold = await archive.enter('delivery')
    const visit = await archive.enter('maintenance')
    for (const { dossierId } of [sold, visit]) await archivist.call('filing.placeFolder', { dossierId, slot: 'A-01-01' })
    const sales = await archive.as(LOGINS.salesConsultant)
    expect(await sales.call('cabinet.slot', { label: 'a-01-01' })).toMatchObject({ used: 2, hidden: 1, folders: [{ number: sold.dossierNumber }] })
    expect((await archivist.call('cabinet.slot', { label: 'A-01-01' })).folders).toHaveLength(2)
    expect(await sales.ask('cabinet.slot', { label: 'A-09-01' })).toMatchObject({ error: { code: 'notFound' } })
    // Nobody moves what they may not know of, even with the right to place.
    const care = await archive.as(LOGINS.careSpecialist)
    expect(await care.ask('filing.placeFolder', { dossierId: 999, slot: null })).toMatchObject({ error: { code: 'notFound' } })
    expect(await sales.ask('label.folders', { dossierIds: [sold.dossierId, visit.dossierId] })).toMatchObject({ error: { code: 'notFound' } })
  })
})

describe('F2 labels', () => {
  it('F2 a label is read, scanned or typed, in either case, and leads to what it stands for', async () => {
    await archivist.call('cabinet.add', CABINET)
    const entry = await archive.enter('delivery')
    const { dossierId, recordId } = entry
    const read = (text: string, as: Person = archivist) => as.call('label.read', { text })
    const dossier = { what: 'dossier', dossierId }
    const record = { what: 'record', dossierId, recordId, code: null }
    const sheet = labelText({ what: 'paper', number: entry.recordNumber, code: 'identityCopy' })
    for (const [text, found] of [
      [labelText({ what: 'dossier', number: entry.dossierNumber }), dossier],
      [` ${entry.dossierNumber.toLowerCase()} `, dossier],
      [labelText({ what: 'record', number: entry.recordNumber }), record],
      [entry.recordNumber, record],
      [sheet, { ...record, code: 'identityCopy' }],
      [sheet.toLowerCase(), { ...record, code: 'identityCopy' }],
      [labelText({ what: 'paper', number: entry.recordNumber, code: 'noSuchPaper' }), record],
      [labelText({ what: 'slot', label: 'A-02-01' }), { what: 'slot', slot: 'A-02-01' }],
      ['a-02-01', { what: 'slot', slot: 'A-02-01' }],
      // A kind of label never stands for another kind of thing.
      [labelText({ what: 'dossier', number: entry.recordNumber }), null],
      [labelText({ what: 'record', number: entry.dossierNumber }), null],
      [labelText({ what: 'slot', label: entry.dossierNumber }), null],
      ['YD*X*1', null],
      ['A-02-99', null],
    ] as const) expect([text, await read(text)]).toEqual([text, found])
    const stranger = await archive.as(LOGINS.serviceAdvisor)
    for (const text of [entry.dossierNumber, sheet, entry.recordNumber]) expect([text, await read(text, stranger)]).toEqual([text, null])
  })

  it('F2 H3 the handover screen takes the labels too', async () => {
    const entry = await archive.enter('delivery')
    const numbers = async (label: string) => (await archivist.call('record.byLabel', { label })).map(({ number }) => number)
    for (const label of [
      { what: 'dossier', number: entry.dossierNumber }, { what: 'record', number: entry.recordNumber },
      { what: 'paper', number: entry.recordNumber, code: 'deliveryCheckSheet' },
    ] as const) expect(await numbers(labelText(label))).toEqual([entry.recordNumber])
    expect(await numbers(labelText({ what: 'slot', label: 'A-01-01' }))).toEqual([])
    expect(await numbers(entry.recordNumber.toLowerCase())).toEqual([entry.recordNumber])
  })

  it('F2 what a folder label says is the car, not the customer', async () => {
    const entry = await archive.enter('delivery')
    const [folder] = await archivist.call('label.folders', { dossierIds: [entry.dossierId] })
    expect(Object.keys(folder ?? {}).toSorted()).toEqual(['dossierId', 'model', 'number', 'plate', 'slot', 'vin'])
    expect(folder).toMatchObject({ number: entry.dossierNumber, slot: null })
  })
})
