// Scans on a record (rules F2, H4, A3): put in, arranged, moved, taken out with a trace, looked at, and known to nobody who
// may not know their dossier.
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openDatabase, type Writer } from '#archive/database/database.ts'
import { databaseKey } from '#archive/database/key.ts'
import { placesIn } from '#archive/places.ts'
import { attachmentFile } from '#archive/vault/attachments.ts'
import { openEntry, readKeyring } from '#archive/vault/keyring.ts'
import type { RawInput } from '#shared/contract/index.ts'
import { existsSync } from 'node:fs'
import { CallFailed, finished, LOGINS, makeArchive, PASSWORD, type Entry, type Person, type TestArchive } from '#test/support/archive.ts'
import { auditOf } from '#test/support/audit.ts'
import { sizeOf, startMaker } from '#test/support/pictures.ts'
import { attachScan, pdfOf, pngPage, until, upload } from '#test/support/scans.ts'

const NOW = Date.parse('2026-03-11T10:00+08:00')

const vips = await startMaker()

let archive: TestArchive
let archivist: Person
beforeAll(async () => {
  archive = await makeArchive({ startAt: NOW })
  archivist = await archive.as(LOGINS.archivist)
})
afterAll(async () => {
  vips.shutdown()
  await archive.close()
})

const problemOf = (work: Promise<unknown>) =>
  work.then(() => null, (error: unknown) => (error instanceof CallFailed ? (error.error.details.problem ?? error.error.details.fields?.[0]?.problem ?? error.error.code) : error))

const attach = async (entry: Entry, code: string, bytes: Buffer<ArrayBuffer>, replaces?: number) =>
  (await attachScan(archivist, bytes, { recordId: entry.recordId, code, ...(replaces !== undefined && { replaces }) })).scanIds
const liveIds = async (entry: Entry, code: string) =>
  (await archivist.call('scan.list', { recordId: entry.recordId })).scans.filter((scan) => scan.code === code).map(({ id }) => id)
const one = <T>(list: readonly T[]): T => {
  const [only] = list
  if (only === undefined || list.length > 1) throw new Error(`${list.length} instead of one`)
  return only
}

/** Small pictures as they stand in the rows, by scan: their names in the vault. */
async function thumbnails(): Promise<Map<number, string | null>> {
  const places = placesIn(archive.folder)
  const { dataKey } = await openEntry(readKeyring(places.keyring), LOGINS.administrator, PASSWORD)
  const database = openDatabase(places.database, databaseKey(dataKey), 'readOnly')
  try {
    return new Map(database.reader.all(
      'SELECT s.id, t.name FROM scan s LEFT JOIN attachment t ON t.id = s.thumbnail_id', [], (row) => [row.int('id'), row.textOrNull('name')],
    ))
  } finally {
    database.close()
  }
}
const madeOf = (id: number) => until(async () => (await thumbnails()).get(id) ?? null, (name) => name !== null)

describe('H4 a file put onto a paper', () => {
  it('F2, H4 is one scan for each of its pages, behind those that are there; who put it in and when is known', async () => {
    const entry = await archive.enter('delivery')
    const single = await attach(entry, 'salesContract', pngPage('single'))
    const several = await attach(entry, 'salesContract', pdfOf(3))
    const { scans, removed } = await archivist.call('scan.list', { recordId: entry.recordId })
    expect(removed).toEqual([])
    expect(scans.map(({ id }) => id)).toEqual([...single, ...several])
    expect(scans.map(({ page, pages, mediaType }) => [page, pages, mediaType])).toEqual([
      [1, 1, 'image/png'], [1, 3, 'application/pdf'], [2, 3, 'application/pdf'], [3, 3, 'application/pdf'],
    ])
    expect(scans[0]).toMatchObject({ code: 'salesContract', turn: 0, crop: null, problem: null, addedBy: { id: archivist.me.id, name: '林静' } })
    expect(Math.abs((scans[0]?.addedAt ?? 0) - NOW)).toBeLessThan(600_000)
    const ofDossier = await archivist.call('scan.ofDossier', { dossierId: entry.dossierId })
    expect(ofDossier).toEqual(scans.map((scan) => ({ ...scan, recordId: entry.recordId })))
    expect((await auditOf(archive.folder, 'scan.attach')).slice(-2)).toEqual([
      { personId: archivist.me.id, record: entry.recordNumber, paper: 'salesContract', scans: single, replaces: null },
      { personId: archivist.me.id, record: entry.recordNumber, paper: 'salesContract', scans: several, replaces: null },
    ])
  })

  it('H4 goes onto a paper of the checklist alone, and changes nothing of how the papers stand', async () => {
    const entry = await archive.enter('delivery')
    const before = await archivist.call('record.open', { ids: [entry.recordId] })
    expect(await archivist.ask('scan.attach', { uploadId: await upload(archivist, pngPage('nowhere')), recordId: entry.recordId, code: 'workOrder', replaces: null }))
      .toMatchObject({ error: { details: { fields: [{ path: ['code'], problem: 'paper.unknown' }] } } })
    await attach(entry, 'deliveryPhoto', pngPage('before it is received'))
    expect(await archivist.call('record.open', { ids: [entry.recordId] })).toEqual(before)
  })

  it('H4 is recognised: refused on the same record, named elsewhere', async () => {
    const [first, second] = [await archive.enter('delivery'), await archive.enter('delivery')]
    const page = pngPage('the same')
    const [scanId] = await attach(first, 'greenCard', page)
    expect(await archivist.ask('scan.attach', { uploadId: await upload(archivist, page), recordId: first.recordId, code: 'otherProof', replaces: null }))
      .toMatchObject({ error: { code: 'refused', details: { problem: 'scan.known', subject: 'greenCard' } } })
    const { known } = await attachScan(archivist, page, { recordId: second.recordId, code: 'greenCard' })
    expect(known).toEqual({ places: [{ recordNumber: first.recordNumber, dossierNumber: first.dossierNumber, code: 'greenCard' }], elsewhere: 0 })
    // Taken out it is not there any more; put in again, the old one cannot come back beside it.
    await archivist.call('scan.remove', { scanIds: [scanId ?? 0], reason: '放错了' })
    await attach(first, 'otherProof', page)
    expect(await problemOf(archivist.call('scan.restore', { scanIds: [scanId ?? 0] }))).toBe('scan.known')
  })

  it('S3 is recognised elsewhere without a word about what one may not know', async () => {
    const [secret, open] = [await archive.enter('delivery'), await archive.enter('delivery')]
    const page = pngPage('secret')
    await attach(secret, 'greenCard', page)
    await withLevel(secret, 3, async () => {
      const { known } = await attachScan(archivist, page, { recordId: open.recordId, code: 'greenCard' })
      expect(known).toEqual({ places: [], elsewhere: 1 })
    })
  })

  it('H4 in place of another takes its place, and that one stays as a trace', async () => {
    const entry = await archive.enter('delivery')
    const ids = [...await attach(entry, 'greenCard', pngPage('a')), ...await attach(entry, 'greenCard', pngPage('b')), ...await attach(entry, 'greenCard', pngPage('c'))]
    const [a = 0, b = 0, c = 0] = ids
    const better = await attach(entry, 'greenCard', pdfOf(2, Buffer.from('better')), b)
    expect(await liveIds(entry, 'greenCard')).toEqual([a, ...better, c])
    const { removed } = await archivist.call('scan.list', { recordId: entry.recordId })
    expect(removed).toMatchObject([{ id: b, removedBy: { id: archivist.me.id }, removalReason: '', replacedBy: better[0] }])
    expect(await problemOf(attach(entry, 'greenCard', pngPage('late'), b))).toBe('scan.removed')
    expect(await problemOf(attach(entry, 'otherProof', pngPage('late'), c))).toBe('scan.replacesOther')
  })

  it('H4 that is no picture is refused by its bytes, whatever it is called', async () => {
    const entry = await archive.enter('delivery')
    for (const bytes of [Buffer.from('<html><script>alert(1)</script>'), Buffer.from('GIF89a;'), Buffer.from([0])]) {
      expect(await problemOf(attach(entry, 'greenCard', bytes))).toBe('picture.kind')
    }
    expect(await liveIds(entry, 'greenCard')).toEqual([])
  })
})

describe('H4 pages are arranged', () => {
  it('H4 into another order, all of them', async () => {
    const entry = await archive.enter('delivery')
    const [a = 0, b = 0, c = 0] = await attach(entry, 'greenCard', pdfOf(3, Buffer.from('order')))
    const order = (scanIds: number[]) => archivist.call('scan.order', { recordId: entry.recordId, code: 'greenCard', scanIds })
    await order([c, a, b])
    expect(await liveIds(entry, 'greenCard')).toEqual([c, a, b])
    for (const wrong of [[c, a], [c, a, a], [c, a, b, b], [a, b, 999_999]]) expect(await problemOf(order(wrong))).toBe('scan.orderDiffers')
    expect(await liveIds(entry, 'greenCard')).toEqual([c, a, b])
    // One that is put in goes behind the last.
    const [d = 0] = await attach(entry, 'greenCard', pngPage('last'))
    expect(await liveIds(entry, 'greenCard')).toEqual([c, a, b, d])
  })

  it('H4 turned and cut as shown; the picture changes, the file does not', async () => {
    const entry = await archive.enter('delivery')
    const id = one(await attach(entry, 'greenCard', pngPage('turned', { width: 120, height: 80 })))
    const before = one((await archivist.call('scan.list', { recordId: entry.recordId })).scans)
    const old = await madeOf(id)
    const crop = { left: 0.25, top: 0, width: 0.5, height: 1 }
    await archivist.call('scan.arrange', { id, turn: 90, crop })
    const after = one((await archivist.call('scan.list', { recordId: entry.recordId })).scans)
    expect(after).toEqual({ ...before, turn: 90, crop, version: expect.any(String) as unknown })
    expect(after.version).not.toBe(before.version)
    expect(sizeOf(vips, (await archivist.call('scan.view', { id, longest: 400 })).bytes)).toEqual({ width: 80, height: 60 })
    // A new small picture is made; the old one's row is gone, and its file goes after it.
    expect(await madeOf(id)).not.toBe(old)
    const file = attachmentFile(placesIn(archive.folder).attachments, old ?? '')
    await until(() => existsSync(file), (there) => !there)
    expect(await archivist.ask('scan.arrange', { id, turn: 45, crop: null })).toMatchObject({ error: { code: 'invalidInput' } })
    expect(await problemOf(archivist.call('scan.arrange', { id, turn: 0, crop: { left: 0.9, top: 0, width: 0.5, height: 1 } }))).toBe('scan.crop')
  })

  it('H4 moved to where they belong', async () => {
    const [from, to] = [await archive.enter('delivery'), await archive.enter('delivery')]
    const [a = 0, b = 0, c = 0] = await attach(from, 'greenCard', pdfOf(3, Buffer.from('moved')))
    const [there = 0] = await attach(to, 'identityCopy', pngPage('there'))
    await archivist.call('scan.move', { scanIds: [c, a], recordId: to.recordId, code: 'identityCopy' })
    expect(await liveIds(from, 'greenCard')).toEqual([b])
    expect(await liveIds(to, 'identityCopy')).toEqual([there, c, a])
    expect((await auditOf(archive.folder, 'scan.move')).at(-1)).toEqual({
      personId: archivist.me.id, record: to.recordNumber, paper: 'identityCopy', scans: [c, a], from: [from.recordNumber],
    })
    const move = (input: Partial<RawInput<'scan.move'>>) => archivist.call('scan.move', { scanIds: [b], recordId: to.recordId, code: 'identityCopy', ...input })
    expect(await problemOf(move({ code: 'workOrder' }))).toBe('paper.unknown')
    expect(await problemOf(move({ scanIds: [b, b] }))).toBe('scan.twice')
    expect(await problemOf(move({ recordId: 999_999 }))).toBe('notFound')
    // Within the record, and not onto a record that has the page already.
    await archivist.call('scan.move', { scanIds: [a], recordId: to.recordId, code: 'greenCard' })
    const again = await attach(from, 'greenCard', pngPage('there'))
    expect(await problemOf(move({ scanIds: again }))).toBe('scan.known')
  })

  it('H4 taken out with a trace, and back', async () => {
    const entry = await archive.enter('delivery')
    const [a = 0, b = 0] = await attach(entry, 'greenCard', pdfOf(2, Buffer.from('removed')))
    await archivist.call('scan.remove', { scanIds: [a], reason: '扫描歪斜，重新扫描' })
    expect(await liveIds(entry, 'greenCard')).toEqual([b])
    const { removed } = await archivist.call('scan.list', { recordId: entry.recordId })
    expect(removed).toMatchObject([{ id: a, removalReason: '扫描歪斜，重新扫描', removedBy: { name: '林静' }, replacedBy: null }])
    expect(await problemOf(archivist.call('scan.remove', { scanIds: [a], reason: '再次' }))).toBe('scan.removed')
    expect(await problemOf(archivist.call('scan.remove', { scanIds: [b], reason: ' ' }))).toBe('text.required')
    expect(await problemOf(archivist.call('scan.restore', { scanIds: [b] }))).toBe('scan.notRemoved')
    // What was taken out can still be looked at by those who may.
    expect(await archivist.call('scan.view', { id: a, longest: 400 })).toMatchObject({ mediaType: expect.any(String) as unknown })
    await archivist.call('scan.restore', { scanIds: [a] })
    expect(await liveIds(entry, 'greenCard')).toEqual([b, a])
    expect(await archivist.call('scan.list', { recordId: entry.recordId })).toMatchObject({ removed: [] })
  })
})

describe('H4 the step of scanning', () => {
  it('H4 is done when every paper that is there has a scan, and open again when one is taken out', async () => {
    const entry = await archive.enter('delivery')
    await archive.handOver([entry.recordId], (line) => (line.code === 'greenCard' || line.code === 'salesContract' ? {} : { presence: 'missing' }))
    const open = async () => (await archivist.call('filing.ofDossier', { dossierId: entry.dossierId })).records[0]?.open ?? []
    await attach(entry, 'greenCard', pngPage('step 1'))
    expect(await open()).toContain('scan')
    const ids = await attach(entry, 'salesContract', pngPage('step 2'))
    expect(await open()).not.toContain('scan')
    await archivist.call('scan.remove', { scanIds: ids, reason: '看不清' })
    expect(await open()).toContain('scan')
    await archivist.call('scan.restore', { scanIds: ids })
    expect(await open()).not.toContain('scan')
    await archivist.call('scan.move', { scanIds: ids, recordId: entry.recordId, code: 'otherProof' })
    expect(await open()).toContain('scan')
  })
})

describe('A3 pictures of pages', () => {
  it('A3 a look is entered in the audit trail with record, paper and page; a small picture is not', async () => {
    const entry = await archive.enter('delivery')
    const [, second = 0] = await attach(entry, 'salesContract', pdfOf(2, Buffer.from('looked at')))
    const looks = (await auditOf(archive.folder, 'scan.view')).length
    const small = await archivist.call('scan.thumbnail', { id: second })
    expect(Math.max(...Object.values(sizeOf(vips, small.bytes)))).toBeLessThanOrEqual(240)
    expect(await auditOf(archive.folder, 'scan.view')).toHaveLength(looks)
    const large = await archivist.call('scan.view', { id: second, longest: 1000 })
    expect(Math.max(...Object.values(sizeOf(vips, large.bytes)))).toBeGreaterThan(400)
    expect((await auditOf(archive.folder, 'scan.view')).slice(looks)).toEqual([
      { personId: archivist.me.id, record: entry.recordNumber, paper: 'salesContract', scan: second, page: 2 },
    ])
  })

  it('H4 small ones are made behind, stored encrypted, and are the same afterwards', async () => {
    const entry = await archive.enter('delivery')
    const id = one(await attach(entry, 'greenCard', pngPage('made behind', { width: 600, height: 800 })))
    const urgent = await archivist.call('scan.thumbnail', { id })
    await madeOf(id)
    const stored = await archivist.call('scan.thumbnail', { id })
    expect(stored.mediaType).toBe(urgent.mediaType)
    for (const { bytes } of [urgent, stored]) expect(sizeOf(vips, bytes)).toEqual({ width: 180, height: 240 })
  })

  it('H4 what was not made before the program ended is made after its next start', async () => {
    const entry = await archive.enter('delivery')
    const ids = await attach(entry, 'greenCard', pdfOf(12, Buffer.from('many')))
    await archive.restart()
    archivist = await archive.as(LOGINS.archivist)
    const made = await until(thumbnails, (all) => ids.every((id) => typeof all.get(id) === 'string'))
    expect(new Set(ids.map((id) => made.get(id))).size).toBe(12)
  })

  it('L5, S3 nobody sees a scan, or hears of one, whose dossier they may not know', async () => {
    const entry = await archive.enter('minorRepair')
    const id = one(await attach(entry, 'workOrder', pngPage('not theirs')))
    const sales = await archive.as(LOGINS.salesConsultant)
    const service = await archive.as(LOGINS.serviceAdvisor)
    const reads = (person: Person) => Promise.all([
      person.call('scan.list', { recordId: entry.recordId }), person.call('scan.ofDossier', { dossierId: entry.dossierId }),
      person.call('scan.thumbnail', { id }), person.call('scan.view', { id, longest: 400 }),
    ].map(problemOf))
    expect(await reads(service)).toEqual([null, null, null, null])
    expect(await reads(sales)).toEqual(Array.from({ length: 4 }, () => 'notFound'))
    await withLevel(entry, 3, async () => {
      expect(await reads(archivist)).toEqual(Array.from({ length: 4 }, () => 'notFound'))
      const writes = [
        archivist.call('scan.arrange', { id, turn: 90, crop: null }), archivist.call('scan.remove', { scanIds: [id], reason: '不应知道' }),
        archivist.call('scan.order', { recordId: entry.recordId, code: 'workOrder', scanIds: [id] }), archivist.call('scan.restore', { scanIds: [id] }),
        archivist.call('scan.move', { scanIds: [id], recordId: entry.recordId, code: 'settlement' }),
        attachScan(archivist, pngPage('onto what is secret'), { recordId: entry.recordId, code: 'workOrder' }),
      ]
      expect(await Promise.all(writes.map(problemOf))).toEqual(writes.map(() => 'notFound'))
      expect(await problemOf((await archive.as(LOGINS.generalManager)).call('scan.view', { id, longest: 400 }))).toBeNull()
    })
  })

  it('A1 a picture is not given when the session has ended while it was drawn', async () => {
    const entry = await archive.enter('delivery')
    const id = one(await attach(entry, 'greenCard', pngPage('ended', { width: 900, height: 1200 })))
    const director = await archive.as(LOGINS.customerDirector)
    const looks = (await auditOf(archive.folder, 'scan.view')).length
    const [shown] = await Promise.all([director.ask('scan.view', { id, longest: 1000 }), director.call('session.signOut', {})])
    expect(shown).toMatchObject({ ok: false, error: { code: 'notSignedIn' } })
    expect(await auditOf(archive.folder, 'scan.view')).toHaveLength(looks)
  })
})

it('A2 what all this left is sound, in the archive and in a backup of it', async () => {
  await archive.restart()
  const director = await archive.as(LOGINS.customerDirector)
  const verified = await finished(director, (await director.call('archive.verify', {})).taskId)
  expect(verified.verify?.findings).toEqual([])
  expect(verified.verify?.attachments).toBeGreaterThan(20)
  const folder = `${archive.folder}-backup`
  const { backup } = await finished(director, (await director.call('backup.run', { folder })).taskId)
  const proven = await finished(director, (await director.call('backup.verify', { folder, id: backup?.id ?? '' })).taskId)
  expect(proven.verify?.findings).toEqual([])
})

it('H4 what is changed behind the program is named: two pages in one place, a page of no paper', async () => {
  const change = async (work: (db: Writer) => void): Promise<void> => {
    const places = placesIn(archive.folder)
    const { dataKey } = await openEntry(readKeyring(places.keyring), LOGINS.administrator, PASSWORD)
    const database = openDatabase(places.database, databaseKey(dataKey))
    database.transaction(work)
    database.close()
  }
  const entry = await archive.enter('delivery')
  archivist = await archive.as(LOGINS.archivist)
  const [a = 0, b = 0] = await attach(entry, 'greenCard', pdfOf(2, Buffer.from('tampered')))
  const [c = 0] = await attach(entry, 'salesContract', pngPage('tampered'))
  await change((db) => {
    db.run('UPDATE scan SET position = 1 WHERE id IN (?, ?)', [a, b])
    db.run("UPDATE scan SET code = 'workOrder' WHERE id = ?", [c])
  })
  const { taskId } = await archivist.call('archive.verify', {})
  expect((await finished(archivist, taskId)).verify?.findings).toEqual([
    { where: `scan/${entry.recordId}/greenCard/1`, problem: 'scan.positionTwice' },
    { where: `scan/${entry.recordId}/workOrder`, problem: 'paper.unknown' },
  ])
})

/** Runs `work` while a dossier is as secret as that: by hand, since the screens of this come later. */
async function withLevel(entry: Entry, level: number, work: () => Promise<void>): Promise<void> {
  const places = placesIn(archive.folder)
  const { dataKey } = await openEntry(readKeyring(places.keyring), LOGINS.administrator, PASSWORD)
  const set = (to: number): void => {
    const database = openDatabase(places.database, databaseKey(dataKey))
    database.transaction((db) => db.run('UPDATE dossier SET secrecy_level = ? WHERE id = ?', [to, entry.dossierId]))
    database.close()
  }
  set(level)
  try {
    await work()
  } finally {
    set(1)
  }
}
