// SQL of scans: pages by paper and position, the files behind them.
import { z } from 'zod'
import type { Output } from '#shared/contract/index.ts'
import type { ScanView } from '#shared/contract/scan.ts'
import { toId, type Id } from '#shared/domain/id.ts'
import type { Instant } from '#shared/domain/local-date.ts'
import { MEDIA_TYPES, PICTURE_PROBLEMS, TURNS, type Arrangement, type Crop, type MediaType, type PictureProblem, type Turn } from '#shared/domain/scan.ts'
import { mayKnowDossier, mayKnowPages, type Condition } from '../access/visibility.ts'
import type { Reader, Row, Value, Writer } from '../database/database.ts'
import type { Actor } from '../handler.ts'

/** What is taken in before anyone has looked at what it is. */
const UNKNOWN = 'application/octet-stream'

/** The row of a file that lies in the vault: the one there is, or a new one. */
export function putAttachment(
  db: Writer, { name, mediaType, size, at }: { name: string; mediaType: string; size: number; at: Instant },
): Id<'attachment'> {
  db.run(
    `INSERT INTO attachment (name, media_type, size, added_at) VALUES (?, ?, ?, ?)
     ON CONFLICT (name) DO UPDATE SET media_type = excluded.media_type WHERE media_type = '${UNKNOWN}'`,
    [name, mediaType, size, at],
  )
  const id = attachmentNamed(db, name)
  if (id === null) throw new Error('the attachment was not entered')
  return id
}

export function attachmentNamed(db: Reader, name: string): Id<'attachment'> | null {
  return db.get('SELECT id FROM attachment WHERE name = ?', [name], (row) => row.id<'attachment'>('id'))
}

export function setMediaType(db: Writer, id: Id<'attachment'>, mediaType: MediaType): void {
  db.run('UPDATE attachment SET media_type = ? WHERE id = ?', [mediaType, id])
}

/** Deletes the row of a file that nothing refers to any more. @returns whether it did; the file is then left over. */
function dropAttachment(db: Writer, id: Id<'attachment'>): boolean {
  return db.run(
    `DELETE FROM attachment AS a WHERE a.id = ?
       AND NOT EXISTS (SELECT 1 FROM scan WHERE attachment_id = a.id) AND NOT EXISTS (SELECT 1 FROM scan WHERE thumbnail_id = a.id)
       AND NOT EXISTS (SELECT 1 FROM inbox_file WHERE attachment_id = a.id)
       AND NOT EXISTS (SELECT 1 FROM inbox_page WHERE attachment_id = a.id) AND NOT EXISTS (SELECT 1 FROM inbox_page WHERE thumbnail_id = a.id)`,
    [id],
  ).changes > 0
}

export type ScannedRecord = { id: Id<'record'>; number: string; dossierId: Id<'dossier'> }

/** A record of a dossier the actor may know of; null also for one that they may not. */
export function knownRecord(db: Reader, actor: Actor, id: Id<'record'>): ScannedRecord | null {
  const known = mayKnowDossier(actor)
  return db.get(
    `SELECT r.id, r.number, r.dossier_id FROM record r JOIN dossier d ON d.id = r.dossier_id WHERE r.id = ? AND ${known.sql}`,
    [id, ...known.parameters],
    (row) => ({ id: row.id<'record'>('id'), number: row.text('number'), dossierId: row.id<'dossier'>('dossier_id') }),
  )
}

const cropShape = z.strictObject({ left: z.number(), top: z.number(), width: z.number(), height: z.number() })

const cropOf = (row: Row): Crop | null => {
  const text = row.textOrNull('crop')
  return text === null ? null : cropShape.parse(JSON.parse(text))
}

const turnOf = (row: Row): Turn => {
  const value = row.int('turn')
  const turn = TURNS.find((candidate) => candidate === value)
  if (turn === undefined) throw new TypeError('column turn holds no turn')
  return turn
}

const problemOf = (row: Row): PictureProblem | null => (row.textOrNull('problem') === null ? null : row.oneOf('problem', PICTURE_PROBLEMS))

export type Scan = Arrangement & {
  id: Id<'scan'>
  record: ScannedRecord
  code: string
  page: number
  attachmentId: Id<'attachment'>
  /** The file's name in the vault. */
  file: string
  thumbnail: { id: Id<'attachment'>; name: string } | null
  problem: PictureProblem | null
  removed: boolean
}

const SCAN = `
  SELECT s.id, s.record_id, r.number, r.dossier_id, s.code, s.page, s.attachment_id, a.name AS file, s.thumbnail_id, t.name AS thumbnail, s.turn, s.crop,
    s.problem, s.removed_at
  FROM scan s JOIN record r ON r.id = s.record_id JOIN dossier d ON d.id = r.dossier_id JOIN attachment a ON a.id = s.attachment_id
  LEFT JOIN attachment t ON t.id = s.thumbnail_id`

const readScan = (row: Row): Scan => {
  const thumbnail = row.textOrNull('thumbnail')
  return {
    id: row.id<'scan'>('id'),
    record: { id: row.id<'record'>('record_id'), number: row.text('number'), dossierId: row.id<'dossier'>('dossier_id') },
    code: row.text('code'),
    page: row.int('page'),
    attachmentId: row.id<'attachment'>('attachment_id'),
    file: row.text('file'),
    thumbnail: thumbnail === null ? null : { id: row.id<'attachment'>('thumbnail_id'), name: thumbnail },
    turn: turnOf(row),
    crop: cropOf(row),
    problem: problemOf(row),
    removed: row.intOrNull('removed_at') !== null,
  }
}

/** Condition on a scan `s` of record `r` and dossier `d`: the pages of its paper are not kept back (S1). */
const pagesKnown = (actor: Actor): Condition => mayKnowPages(actor, 's.record_id', 's.code')

/** A scan, removed ones too, of a dossier the actor may know of; null also for one that they may not. */
export function knownScan(db: Reader, actor: Actor, id: Id<'scan'>): Scan | null {
  const known = mayKnowDossier(actor)
  const pages = pagesKnown(actor)
  return db.get(`${SCAN} WHERE s.id = ? AND ${known.sql} AND ${pages.sql}`, [id, ...known.parameters, ...pages.parameters], readScan)
}

/** What waits for its small picture, beginning after `after`. */
export function nextWithoutThumbnail(db: Reader, after: number): Scan | null {
  return db.get(
    `${SCAN} WHERE s.id = (
       SELECT id FROM scan INDEXED BY scan_without_thumbnail
       WHERE thumbnail_id IS NULL AND problem IS NULL AND removed_at IS NULL AND id > ? ORDER BY id LIMIT 1)`,
    [after], readScan,
  )
}

const VIEW = `
  s.id, s.record_id, s.code, s.page, s.pages, a.media_type, s.turn, s.crop, s.problem, s.added_by, pa.name AS added_name, s.added_at
  FROM scan s JOIN attachment a ON a.id = s.attachment_id JOIN person pa ON pa.id = s.added_by
  JOIN record r ON r.id = s.record_id JOIN dossier d ON d.id = r.dossier_id`

const readView = (row: Row): ScanView => ({
  id: row.id<'scan'>('id'),
  code: row.text('code'),
  page: row.int('page'),
  pages: row.int('pages'),
  mediaType: row.oneOf('media_type', MEDIA_TYPES),
  turn: turnOf(row),
  crop: cropOf(row),
  problem: problemOf(row),
  version: `${row.int('turn')}${row.textOrNull('crop') ?? ''}`,
  addedBy: { id: row.id<'person'>('added_by'), name: row.text('added_name') },
  addedAt: row.int('added_at'),
})

/** By paper and position; of papers that are not kept back from the actor. */
export function scansOf(db: Reader, actor: Actor, recordId: Id<'record'>): ScanView[] {
  const pages = pagesKnown(actor)
  return db.all(
    `SELECT ${VIEW} WHERE s.record_id = ? AND s.removed_at IS NULL AND ${pages.sql} ORDER BY s.code, s.position`, [recordId, ...pages.parameters], readView,
  )
}

/** Newest first. */
export function removedScansOf(db: Reader, actor: Actor, recordId: Id<'record'>): Output<'scan.list'>['removed'] {
  const pages = pagesKnown(actor)
  return db.all(
    `SELECT pr.name AS removed_name, s.removed_by, s.removed_at, s.removal_reason, s.replaced_by, ${VIEW} JOIN person pr ON pr.id = s.removed_by
     WHERE s.record_id = ? AND s.removed_at IS NOT NULL AND ${pages.sql} ORDER BY s.removed_at DESC, s.code, s.id`,
    [recordId, ...pages.parameters], (row) => ({
      ...readView(row),
      removedBy: { id: row.id<'person'>('removed_by'), name: row.text('removed_name') },
      removedAt: row.int('removed_at'),
      removalReason: row.text('removal_reason'),
      replacedBy: row.intOrNull('replaced_by') === null ? null : row.id<'scan'>('replaced_by'),
    }),
  )
}

export function scansOfDossier(db: Reader, actor: Actor, dossierId: Id<'dossier'>): Output<'scan.ofDossier'> {
  const pages = pagesKnown(actor)
  return db.all(
    `SELECT ${VIEW}
     WHERE r.dossier_id = ? AND s.removed_at IS NULL AND ${pages.sql} ORDER BY r.delivered_on DESC, r.id DESC, s.code, s.position`,
    [dossierId, ...pages.parameters], (row) => ({ ...readView(row), recordId: row.id<'record'>('record_id') }),
  )
}

/** So many places are named; what more there are is counted. */
const PLACES_NAMED = 10

/** Where a file is filed by now, within what the actor may know of; the others are counted. `apartFrom`: the record it is put onto now. */
export function knownFile(
  db: Reader, actor: Actor, attachmentId: Id<'attachment'>, apartFrom: Id<'record'> | null = null,
): Output<'scan.attach'>['known'] {
  const where = 'FROM scan s JOIN record r ON r.id = s.record_id JOIN dossier d ON d.id = r.dossier_id WHERE s.attachment_id = ? AND s.removed_at IS NULL AND s.record_id IS NOT ?'
  const among: Value[] = [attachmentId, apartFrom]
  const all = db.get(`SELECT count(DISTINCT s.record_id || '/' || s.code) AS n ${where}`, among, (row) => row.int('n')) ?? 0
  if (all === 0) return { places: [], elsewhere: 0 }
  const known = mayKnowDossier(actor)
  const pages = pagesKnown(actor)
  const places = db.all(
    `SELECT DISTINCT r.number AS record_number, d.number AS dossier_number, s.code ${where} AND ${known.sql} AND ${pages.sql} ORDER BY r.id DESC, s.code LIMIT ?`,
    [...among, ...known.parameters, ...pages.parameters, PLACES_NAMED],
    (row) => ({ recordNumber: row.text('record_number'), dossierNumber: row.text('dossier_number'), code: row.text('code') }),
  )
  return { places, elsewhere: all - places.length }
}

/** On which paper of a record a file is live by now; `page`: this page of it alone. `apartFrom`: pages that are on the move themselves. */
export function codeOnRecord(
  db: Reader, recordId: Id<'record'>, { attachmentId, page, apartFrom = [] }: { attachmentId: Id<'attachment'>; page?: number; apartFrom?: readonly Id<'scan'>[] },
): string | null {
  return db.get(
    `SELECT code FROM scan WHERE attachment_id = ? AND record_id = ? AND removed_at IS NULL AND page = coalesce(?, page)
       AND id NOT IN (SELECT value FROM json_each(?)) LIMIT 1`,
    [attachmentId, recordId, page ?? null, JSON.stringify(apartFrom)], (row) => row.text('code'),
  )
}

/** A paper's live pages in their order. */
export function pagesOf(db: Reader, recordId: Id<'record'>, code: string): Id<'scan'>[] {
  return db.all(
    'SELECT id FROM scan WHERE record_id = ? AND code = ? AND removed_at IS NULL ORDER BY position, id', [recordId, code], (row) => row.id<'scan'>('id'),
  )
}

/** Puts a paper's pages into this order. */
export function setOrder(db: Writer, ids: readonly Id<'scan'>[]): void {
  for (const [index, id] of ids.entries()) db.run('UPDATE scan SET position = ? WHERE id = ?', [index + 1, id])
}

const AFTER_THE_LAST = '(SELECT coalesce(max(position), 0) + 1 FROM scan WHERE record_id = ? AND code = ? AND removed_at IS NULL)'

export type NewScan = {
  recordId: Id<'record'>
  code: string
  attachmentId: Id<'attachment'>
  page: number
  pages: number
  thumbnailId: Id<'attachment'> | null
  addedBy: Id<'person'>
  addedAt: Instant
}

/** A page behind the last of its paper. */
export function addScan(db: Writer, scan: NewScan): Id<'scan'> {
  const { lastId } = db.run(
    `INSERT INTO scan (record_id, code, position, attachment_id, page, pages, thumbnail_id, added_by, added_at)
     VALUES (?, ?, ${AFTER_THE_LAST}, ?, ?, ?, ?, ?, ?)`,
    [
      scan.recordId, scan.code, scan.recordId, scan.code, scan.attachmentId, scan.page, scan.pages, scan.thumbnailId, scan.addedBy, scan.addedAt,
    ],
  )
  return toId<'scan'>(lastId)
}

/** Behind the last of a paper. */
export function moveScan(db: Writer, id: Id<'scan'>, recordId: Id<'record'>, code: string): void {
  db.run(`UPDATE scan SET record_id = ?, code = ?, position = ${AFTER_THE_LAST} WHERE id = ?`, [recordId, code, recordId, code, id])
}

/** Its small picture shows it otherwise and goes. @returns the name of a file whose row went with it. */
export function setArrangement(db: Writer, scan: Scan, { turn, crop }: Arrangement): string | null {
  db.run('UPDATE scan SET turn = ?, crop = ?, thumbnail_id = NULL WHERE id = ?', [turn, crop && JSON.stringify(crop), scan.id])
  return scan.thumbnail && dropAttachment(db, scan.thumbnail.id) ? scan.thumbnail.name : null
}

/** The small picture of a scan as it was; false when it was turned or cut since, or has one by now. */
export function enterThumbnail(db: Writer, { id, turn, crop }: Scan, file: Parameters<typeof putAttachment>[1]): boolean {
  const thumbnailId = putAttachment(db, file)
  const { changes } = db.run('UPDATE scan SET thumbnail_id = ? WHERE id = ? AND thumbnail_id IS NULL AND turn = ? AND crop IS ?', [
    thumbnailId, id, turn, crop && JSON.stringify(crop),
  ])
  return changes > 0 || !dropAttachment(db, thumbnailId)
}

export function setProblem(db: Writer, id: Id<'scan'>, problem: PictureProblem): void {
  db.run('UPDATE scan SET problem = ? WHERE id = ?', [problem, id])
}

export function markRemoved(
  db: Writer, id: Id<'scan'>, { by, at, reason, replacedBy }: { by: Id<'person'>; at: Instant; reason: string; replacedBy: Id<'scan'> | null },
): void {
  db.run('UPDATE scan SET removed_by = ?, removed_at = ?, removal_reason = ?, replaced_by = ? WHERE id = ?', [by, at, reason, replacedBy, id])
}

/** Back onto its paper, behind the last page. */
export function markRestored(db: Writer, { id, record, code }: Scan): void {
  db.run(
    `UPDATE scan SET removed_by = NULL, removed_at = NULL, removal_reason = '', replaced_by = NULL, position = ${AFTER_THE_LAST} WHERE id = ?`,
    [record.id, code, id],
  )
}
