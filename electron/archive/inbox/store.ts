// SQL of the scan inbox: files taken from the watched folder, and their pages.
import type { InboxFileView } from '#shared/contract/scan.ts'
import type { Id } from '#shared/domain/id.ts'
import type { Instant } from '#shared/domain/local-date.ts'
import { PICTURE_PROBLEMS, type PictureProblem } from '#shared/domain/scan.ts'
import { mayKnowDossier, mayKnowPages, type Condition } from '../access/visibility.ts'
import type { Reader, Row, Writer } from '../database/database.ts'
import type { Actor } from '../handler.ts'
import { dossierNumbered } from '../merge/standing.ts'

export function addInboxFile(
  db: Writer, file: { name: string; attachmentId: Id<'attachment'>; arrivedAt: Instant; duplicateOf: Id<'inboxFile'> | null },
): Id<'inboxFile'> {
  db.run('INSERT INTO inbox_file (name, attachment_id, arrived_at, state, duplicate_of) VALUES (?, ?, ?, ?, ?)', [
    file.name, file.attachmentId, file.arrivedAt, file.duplicateOf === null ? 'sorting' : 'sorted', file.duplicateOf,
  ])
  const id = db.get('SELECT max(id) AS id FROM inbox_file', [], (row) => row.id<'inboxFile'>('id'))
  if (id === null) throw new Error('the file was not entered')
  return id
}

/** The first file with this content that was not itself a duplicate. */
export function inboxFileOf(db: Reader, attachmentId: Id<'attachment'>): { id: Id<'inboxFile'>; name: string; unreadable: boolean } | null {
  return db.get(
    'SELECT id, name, state FROM inbox_file WHERE attachment_id = ? AND duplicate_of IS NULL ORDER BY id LIMIT 1', [attachmentId],
    (row) => ({ id: row.id<'inboxFile'>('id'), name: row.text('name'), unreadable: row.text('state') === 'unreadable' }),
  )
}

export type UnsortedFile = { id: Id<'inboxFile'>; attachment: string; attachmentId: Id<'attachment'> }

/** Taken in and not sorted yet, oldest first. */
export function unsortedFiles(db: Reader): UnsortedFile[] {
  return db.all(
    "SELECT f.id, f.attachment_id, a.name FROM inbox_file f JOIN attachment a ON a.id = f.attachment_id WHERE f.state = 'sorting' ORDER BY f.id",
    [], (row) => ({ id: row.id<'inboxFile'>('id'), attachment: row.text('name'), attachmentId: row.id<'attachment'>('attachment_id') }),
  )
}

export function markUnreadable(db: Writer, id: Id<'inboxFile'>, problem: PictureProblem): void {
  db.run("UPDATE inbox_file SET state = 'unreadable', problem = ? WHERE id = ?", [problem, id])
}

export function markSorted(db: Writer, id: Id<'inboxFile'>, pages: number): void {
  db.run("UPDATE inbox_file SET state = 'sorted', pages = ? WHERE id = ?", [pages, id])
}

type NewInboxPage = {
  fileId: Id<'inboxFile'>
  page: number
  attachmentId: Id<'attachment'>
  thumbnailId: Id<'attachment'> | null
  code: string
  recordId: Id<'record'> | null
  paper: string | null
  state:
    | { is: 'waiting' }
    | { is: 'sheet' }
    | { is: 'filed'; scanId: Id<'scan'>; by: Id<'person'>; at: Instant }
    | { is: 'discarded'; reason: string; by: Id<'person'>; at: Instant }
}

export function addInboxPage(db: Writer, page: NewInboxPage): void {
  const settled = page.state.is === 'filed' || page.state.is === 'discarded' ? page.state : null
  db.run(
    `INSERT INTO inbox_page (file_id, page, attachment_id, thumbnail_id, state, code, record_id, paper, scan_id, reason, settled_by, settled_at)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
    [
      page.fileId, page.page, page.attachmentId, page.thumbnailId, page.state.is, page.code, page.recordId, page.paper,
      settled?.is === 'filed' ? settled.scanId : null, settled?.is === 'discarded' ? settled.reason : '', settled?.by ?? null, settled?.at ?? null,
    ],
  )
}

const FILES_SHOWN = 200

/** What came in, newest first; unsettled ones before the rest. */
export function inboxFiles(db: Reader): InboxFileView[] {
  return db.all(
    `SELECT f.id, f.name, f.arrived_at, f.state, f.problem, f.pages, e.name AS earlier,
       (SELECT count(*) FROM inbox_page p WHERE p.file_id = f.id AND p.state = 'filed') AS filed,
       (SELECT count(*) FROM inbox_page p WHERE p.file_id = f.id AND p.state = 'waiting') AS waiting,
       (SELECT count(*) FROM inbox_page p WHERE p.file_id = f.id AND p.state = 'discarded') AS discarded
     FROM inbox_file f LEFT JOIN inbox_file e ON e.id = f.duplicate_of ORDER BY f.id DESC LIMIT ?`,
    [FILES_SHOWN], (row) => ({
      id: row.id<'inboxFile'>('id'),
      name: row.text('name'),
      arrivedAt: row.int('arrived_at'),
      state: row.oneOf('state', ['sorting', 'sorted', 'unreadable']),
      problem: row.textOrNull('problem') === null ? null : row.oneOf('problem', PICTURE_PROBLEMS),
      pages: row.int('pages'),
      filed: row.int('filed'),
      waiting: row.int('waiting'),
      discarded: row.int('discarded'),
      duplicateOf: row.textOrNull('earlier'),
    }),
  )
}

export type InboxPage = {
  id: Id<'inboxPage'>
  fileId: Id<'inboxFile'>
  fileName: string
  page: number
  attachmentId: Id<'attachment'>
  attachment: string
  thumbnailId: Id<'attachment'> | null
  thumbnail: string | null
  recordId: Id<'record'> | null
  state: 'waiting' | 'filed' | 'sheet' | 'discarded'
  /** Why it was set aside; '' for others. */
  reason: string
}

const PAGE = `
  SELECT p.id, p.file_id, f.name AS file_name, p.page, p.attachment_id, a.name AS attachment, p.thumbnail_id, t.name AS thumbnail, p.record_id, p.state, p.reason
  FROM inbox_page p JOIN inbox_file f ON f.id = p.file_id JOIN attachment a ON a.id = p.attachment_id
  LEFT JOIN attachment t ON t.id = p.thumbnail_id`

const readPage = (row: Row): InboxPage => ({
  id: row.id<'inboxPage'>('id'),
  fileId: row.id<'inboxFile'>('file_id'),
  fileName: row.text('file_name'),
  page: row.int('page'),
  attachmentId: row.id<'attachment'>('attachment_id'),
  attachment: row.text('attachment'),
  thumbnailId: row.intOrNull('thumbnail_id') === null ? null : row.id<'attachment'>('thumbnail_id'),
  thumbnail: row.textOrNull('thumbnail'),
  recordId: row.intOrNull('record_id') === null ? null : row.id<'record'>('record_id'),
  state: row.oneOf('state', ['waiting', 'filed', 'sheet', 'discarded']),
  reason: row.text('reason'),
})

const PAGES_SHOWN = 500

/**
 * Condition on a page `p`: whose it is nobody knows yet, or the actor may know of the pages of that paper. Once a sheet or somebody has said
 * whose it is, it is as secret as that (S1).
 */
function pageKnown(actor: Actor): Condition {
  const dossier = mayKnowDossier(actor)
  const pages = mayKnowPages(actor, 'r.id', 'coalesce(s.code, p.paper)')
  return {
    sql: `((p.record_id IS NULL AND p.scan_id IS NULL) OR EXISTS (
      SELECT 1 FROM record r JOIN dossier d ON d.id = r.dossier_id LEFT JOIN scan s ON s.id = p.scan_id
      WHERE r.id = coalesce(s.record_id, p.record_id) AND ${dossier.sql} AND ${pages.sql}))`,
    parameters: [...dossier.parameters, ...pages.parameters],
  }
}

/** Pages that wait to be assigned, in the order in which they came. */
export function waitingPages(db: Reader, actor: Actor): InboxPage[] {
  const known = pageKnown(actor)
  return db.all(`${PAGE} WHERE p.state = 'waiting' AND ${known.sql} ORDER BY p.file_id, p.page LIMIT ?`, [...known.parameters, PAGES_SHOWN], readPage)
}

export function discardedPages(db: Reader, actor: Actor): InboxPage[] {
  const known = pageKnown(actor)
  return db.all(
    `${PAGE} WHERE p.state = 'discarded' AND ${known.sql} ORDER BY p.settled_at DESC, p.id LIMIT ?`, [...known.parameters, PAGES_SHOWN], readPage,
  )
}

/** Null also for one that is kept back from the actor. */
export function inboxPage(db: Reader, actor: Actor, id: Id<'inboxPage'>): InboxPage | null {
  const known = pageKnown(actor)
  return db.get(`${PAGE} WHERE p.id = ? AND ${known.sql}`, [id, ...known.parameters], readPage)
}

type Settled = { by: Id<'person'>; at: Instant }

export function markFiled(db: Writer, id: Id<'inboxPage'>, scanId: Id<'scan'>, { by, at }: Settled): void {
  db.run("UPDATE inbox_page SET state = 'filed', scan_id = ?, settled_by = ?, settled_at = ? WHERE id = ?", [scanId, by, at, id])
}

export function markDiscarded(db: Writer, id: Id<'inboxPage'>, reason: string, { by, at }: Settled): void {
  db.run("UPDATE inbox_page SET state = 'discarded', reason = ?, settled_by = ?, settled_at = ? WHERE id = ?", [reason, by, at, id])
}

export function markWaiting(db: Writer, id: Id<'inboxPage'>): void {
  db.run("UPDATE inbox_page SET state = 'waiting', reason = '', settled_by = NULL, settled_at = NULL WHERE id = ?", [id])
}

// What a sheet in a batch names. Whoever files a batch need not know of every dossier in it: the sheets say where pages go.

export function recordNumbered(db: Reader, number: string): Id<'record'> | null {
  return db.get('SELECT id FROM record WHERE number = ?', [number.toUpperCase()], (row) => row.id<'record'>('id'))
}

/** The record of a dossier that waits for scans longest; null when none does. */
export function recordOfDossierNumbered(db: Reader, number: string): Id<'record'> | null {
  return db.get(
    `SELECT r.id FROM record r
     WHERE r.dossier_id = ? AND r.received_seq IS NOT NULL AND r.scanned_at IS NULL ORDER BY r.received_at LIMIT 1`,
    [dossierNumbered(db, number.toUpperCase())], (row) => row.id<'record'>('id'),
  )
}
