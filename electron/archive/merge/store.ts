// SQL of merges, of what they move, and of pairs that are two (rule F8).
import { toId, type Id } from '#shared/domain/id.ts'
import type { Instant, LocalDate } from '#shared/domain/local-date.ts'
import { MERGE_SUBJECTS, type MergeSubject, type OwnerTime } from '#shared/domain/merge.ts'
import type { Secrecy } from '#shared/domain/secrecy.ts'
import type { CustomerSide } from '#shared/contract/merge.ts'
import { mayKnowDossier, mayKnowPages } from '../access/visibility.ts'
import type { Reader, Row, Writer } from '../database/database.ts'
import type { Actor } from '../handler.ts'
import { secrecyOf } from '../secrecy/store.ts'

export type Merge = {
  id: Id<'merge'>
  subject: MergeSubject
  keptId: number
  mergedId: number
  reason: string
  at: Instant
  byName: string
  undone: { at: Instant; byName: string; reason: string } | null
}

const MERGE = `
  SELECT m.id, m.subject, m.kept_id, m.merged_id, m.reason, m.merged_at, p.name AS merged_name, m.undone_at, u.name AS undone_name, m.undo_reason
  FROM merge m JOIN person p ON p.id = m.merged_by LEFT JOIN person u ON u.id = m.undone_by`

const readMerge = (row: Row): Merge => ({
  id: row.id<'merge'>('id'),
  subject: row.oneOf('subject', MERGE_SUBJECTS),
  keptId: row.int('kept_id'),
  mergedId: row.int('merged_id'),
  reason: row.text('reason'),
  at: row.int('merged_at'),
  byName: row.text('merged_name'),
  undone: row.intOrNull('undone_at') === null
    ? null
    : { at: row.int('undone_at'), byName: row.text('undone_name'), reason: row.text('undo_reason') },
})

export function addMerge(
  db: Writer, merge: { subject: MergeSubject; keptId: number; mergedId: number; reason: string; by: Id<'person'>; at: Instant },
): Id<'merge'> {
  const { lastId } = db.run('INSERT INTO merge (subject, kept_id, merged_id, reason, merged_by, merged_at) VALUES (?, ?, ?, ?, ?, ?)', [
    merge.subject, merge.keptId, merge.mergedId, merge.reason, merge.by, merge.at,
  ])
  return toId<'merge'>(lastId)
}

export function mergeById(db: Reader, id: Id<'merge'>): Merge | null {
  return db.get(`${MERGE} WHERE m.id = ?`, [id], readMerge)
}

/** Newest first, those before `before`. */
export function mergesBefore(db: Reader, before: number, limit: number): Merge[] {
  return db.all(`${MERGE} WHERE m.id < ? ORDER BY m.id DESC LIMIT ?`, [before, limit], readMerge)
}

/** Of a dossier, of its owners, and of all that were merged into them, newest first. */
export function mergesOfDossier(db: Reader, id: Id<'dossier'>): Merge[] {
  return db.all(
    `WITH RECURSIVE
       dossiers (id) AS (SELECT ? UNION SELECT d.id FROM dossiers JOIN dossier d ON d.merged_into = dossiers.id),
       owners (id) AS (
         SELECT customer_id FROM ownership WHERE dossier_id = ? UNION SELECT c.id FROM owners JOIN customer c ON c.merged_into = owners.id)
     ${MERGE} WHERE m.id IN (
       SELECT x.id FROM dossiers CROSS JOIN merge x ON x.subject = 'dossier' AND x.kept_id = dossiers.id
       UNION SELECT x.id FROM dossiers CROSS JOIN merge x ON x.subject = 'dossier' AND x.merged_id = dossiers.id
       UNION SELECT x.id FROM owners CROSS JOIN merge x ON x.subject = 'customer' AND x.kept_id = owners.id
       UNION SELECT x.id FROM owners CROSS JOIN merge x ON x.subject = 'customer' AND x.merged_id = owners.id)
     ORDER BY m.id DESC`,
    [id, id], readMerge,
  )
}

export function markUndone(db: Writer, id: Id<'merge'>, { by, at, reason }: { by: Id<'person'>; at: Instant; reason: string }): void {
  db.run('UPDATE merge SET undone_by = ?, undone_at = ?, undo_reason = ? WHERE id = ?', [by, at, reason, id])
}

/** A standing merge that came after this one and would be torn apart: it moved the kept one on, or changed one of the same cells. */
export function laterMerge(db: Reader, { id, subject, keptId }: Merge): Merge | null {
  return db.get(
    `${MERGE} WHERE m.subject = ? AND m.id > ? AND m.undone_at IS NULL AND (m.merged_id = ? OR (m.kept_id = ? AND EXISTS (
       SELECT 1 FROM merge_cell this JOIN merge_cell later ON later.cell = this.cell AND later.row_id = this.row_id
       WHERE this.merge_id = ? AND later.merge_id = m.id)))
     ORDER BY m.id DESC LIMIT 1`,
    [subject, id, keptId, keptId, id], readMerge,
  )
}

/** `into` null: it stands by itself again. */
export function setMergedInto(db: Writer, subject: MergeSubject, id: number, into: number | null): void {
  db.run(`UPDATE ${subject} SET merged_into = ? WHERE id = ?`, [into, id])
}

export function ownershipsOf(db: Reader, by: 'dossier' | 'customer', id: number): (OwnerTime & { dossierId: Id<'dossier'> })[] {
  return db.all(
    `SELECT id, customer_id, dossier_id, from_on, to_on FROM ownership WHERE ${by}_id = ? ORDER BY id`, [id],
    (row) => ({
      id: row.int('id'), customerId: row.int('customer_id'), dossierId: row.id<'dossier'>('dossier_id'), fromOn: row.date('from_on'), toOn: row.dateOrNull('to_on'),
    }),
  )
}

/** Cars of a customer that the actor knows of, those present first. */
export function knownOwnerships(db: Reader, actor: Actor, customerId: Id<'customer'>): CustomerSide['dossiers'] {
  const known = mayKnowDossier(actor)
  return db.all(
    `SELECT d.id, d.number, v.plate, v.model, o.from_on, o.to_on FROM ownership o JOIN dossier d ON d.id = o.dossier_id JOIN vehicle v ON v.id = d.vehicle_id
     WHERE o.customer_id = ? AND ${known.sql} ORDER BY o.to_on IS NOT NULL, o.from_on DESC`,
    [customerId, ...known.parameters], (row) => ({
      id: row.id<'dossier'>('id'), number: row.text('number'), plate: row.textOrNull('plate'), model: row.text('model'),
      fromOn: row.date('from_on'), toOn: row.dateOrNull('to_on'),
    }),
  )
}

/** As far as its pages are not kept back from the actor (S1). */
export function countScans(db: Reader, actor: Actor, id: Id<'dossier'>): number {
  const pages = mayKnowPages(actor, 's.record_id', 's.code')
  return db.get(
    `SELECT count(*) AS n FROM record r JOIN scan s ON s.record_id = r.id JOIN dossier d ON d.id = r.dossier_id
     WHERE r.dossier_id = ? AND s.removed_at IS NULL AND ${pages.sql}`,
    [id, ...pages.parameters], (row) => row.int('n'),
  ) ?? 0
}

export function numberOf(db: Reader, dossierId: number): string | null {
  return db.get('SELECT number FROM dossier WHERE id = ?', [dossierId], (row) => row.text('number'))
}

const ROWS = {
  change: 'SELECT id FROM change WHERE dossier_id = ? ORDER BY id',
  loan: 'SELECT id FROM loan WHERE dossier_id = ? ORDER BY id',
  placement: 'SELECT id FROM placement WHERE dossier_id = ? ORDER BY id',
} as const

export function rowsOfDossier(db: Reader, table: keyof typeof ROWS, id: Id<'dossier'>): number[] {
  return db.all(ROWS[table], [id], (row) => row.int('id'))
}

export type PlacedRecord = { id: Id<'record'>; placedAt: Instant | null }

export function recordsOfDossier(db: Reader, id: Id<'dossier'>): PlacedRecord[] {
  return db.all('SELECT id, placed_at FROM record WHERE dossier_id = ? ORDER BY id', [id], (row) => ({
    id: row.id<'record'>('id'), placedAt: row.intOrNull('placed_at'),
  }))
}

/** Those of these records that have a line in the book from an instant on. */
export function signedSince(db: Reader, recordIds: readonly number[], at: Instant): Set<number> {
  return new Set(db.all(
    `SELECT DISTINCT b.record_id FROM json_each(?) wanted CROSS JOIN book_line b ON b.record_id = wanted.value
     JOIN chain_entry e ON e.chain = 'book' AND e.seq = b.seq WHERE e.at >= ?`,
    [JSON.stringify(recordIds), at], (row) => row.int('record_id'),
  ))
}

/** How secret those are on a day that were merged into a dossier, and into these. */
export function secrecyOfMerged(db: Reader, id: Id<'dossier'>, on: LocalDate): Secrecy[] {
  return db.all(
    `WITH RECURSIVE merged (id) AS (
       SELECT id FROM dossier WHERE merged_into = ? UNION SELECT d.id FROM merged JOIN dossier d ON d.merged_into = merged.id)
     SELECT id FROM merged`,
    [id], (row) => secrecyOf(db, row.id<'dossier'>('id'), on),
  )
}

/** Every line of these records stands under the dossier of its record. What was signed stays as it is. */
export function followRecords(db: Writer, recordIds: readonly number[]): void {
  db.run(
    `UPDATE book_line SET dossier_id = (SELECT dossier_id FROM record WHERE id = record_id)
     WHERE record_id IN (SELECT value FROM json_each(?))`, [JSON.stringify(recordIds)],
  )
}

export function addNotDouble(
  db: Writer, pair: { subject: MergeSubject; oneId: number; otherId: number; reason: string; by: Id<'person'>; at: Instant },
): void {
  db.run(
    `INSERT INTO not_double (subject, one_id, other_id, reason, person_id, at) VALUES (?, ?, ?, ?, ?, ?)
     ON CONFLICT (subject, one_id, other_id) DO UPDATE SET reason = excluded.reason, person_id = excluded.person_id, at = excluded.at`,
    [pair.subject, Math.min(pair.oneId, pair.otherId), Math.max(pair.oneId, pair.otherId), pair.reason, pair.by, pair.at],
  )
}

/** Why the two are two, as somebody found; null when nobody has. */
export function notDoubleReason(db: Reader, subject: MergeSubject, oneId: number, otherId: number): string | null {
  return db.get(
    'SELECT reason FROM not_double WHERE subject = ? AND one_id = ? AND other_id = ?', [subject, Math.min(oneId, otherId), Math.max(oneId, otherId)],
    (row) => row.text('reason'),
  )
}

/** Pairs that are two, as `pairKey` names them. */
export function notDoubles(db: Reader, subject: MergeSubject): Set<string> {
  return new Set(db.all('SELECT one_id, other_id FROM not_double WHERE subject = ?', [subject], (row) => pairKey(row.int('one_id'), row.int('other_id'))))
}

export const pairKey = (one: number, other: number): string => `${Math.min(one, other)}/${Math.max(one, other)}`
