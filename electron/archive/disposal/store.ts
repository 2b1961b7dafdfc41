// SQL of terms, holds, destruction lists and erasings.
import {
  APPRAISALS, DISPOSAL_ACTS, DISPOSAL_STATES, HOLD_KINDS, HOLD_REASONS, type Appraisal, type DisposalAct, type DisposalState, type HoldKind, type HoldReason,
} from '#shared/domain/disposal.ts'
import { toId, type Id } from '#shared/domain/id.ts'
import type { Instant, LocalDate } from '#shared/domain/local-date.ts'
import { readTerm, termText, type Term } from '#shared/domain/term.ts'
import type { DisposalDetail, DossierKeeping, OlderBackup } from '#shared/contract/disposal.ts'
import { lastGoesOn } from '../backup/store.ts'
import { mayKnowPast } from '../access/visibility.ts'
import type { Reader, Row, Writer } from '../database/database.ts'
import type { Actor } from '../handler.ts'

export function hasUnswept(db: Reader): boolean {
  return db.get('SELECT 1 AS found FROM erasure WHERE swept_at IS NULL LIMIT 1', [], (row) => row.flag('found')) ?? false
}

export const termView = (term: Term): { kind: Term['kind']; years: number | null } => ({ kind: term.kind, years: term.kind === 'years' ? term.years : null })

export type Disposal = {
  id: Id<'disposal'>
  number: string
  state: DisposalState
  remark: string
  draftedBy: { id: Id<'person'>; name: string }
  draftedAt: Instant
  endorsedBy: { id: Id<'person'>; name: string } | null
  approvedBy: { id: Id<'person'>; name: string } | null
  registerSeq: number | null
  toDestroy: number
  toExtend: number
  dropped: number
}

const DISPOSAL = `
  SELECT p.id, p.number, p.state, p.remark, p.drafted_by, d.name AS drafted_name, p.drafted_at, p.endorsed_by, e.name AS endorsed_name, p.approved_by,
    a.name AS approved_name, p.register_seq,
    (SELECT count(*) FROM disposal_item i WHERE i.disposal_id = p.id AND i.dropped IS NULL AND i.appraisal = 'destroy') AS to_destroy,
    (SELECT count(*) FROM disposal_item i WHERE i.disposal_id = p.id AND i.dropped IS NULL AND i.appraisal = 'extend') AS to_extend,
    (SELECT count(*) FROM disposal_item i WHERE i.disposal_id = p.id AND i.dropped IS NOT NULL) AS dropped
  FROM disposal p JOIN person d ON d.id = p.drafted_by LEFT JOIN person e ON e.id = p.endorsed_by LEFT JOIN person a ON a.id = p.approved_by`

const readDisposal = (row: Row): Disposal => ({
  id: row.id<'disposal'>('id'),
  number: row.text('number'),
  state: row.oneOf('state', DISPOSAL_STATES),
  remark: row.text('remark'),
  draftedBy: { id: row.id<'person'>('drafted_by'), name: row.text('drafted_name') },
  draftedAt: row.int('drafted_at'),
  endorsedBy: row.intOrNull('endorsed_by') === null ? null : { id: row.id<'person'>('endorsed_by'), name: row.text('endorsed_name') },
  approvedBy: row.intOrNull('approved_by') === null ? null : { id: row.id<'person'>('approved_by'), name: row.text('approved_name') },
  registerSeq: row.intOrNull('register_seq'),
  toDestroy: row.int('to_destroy'),
  toExtend: row.int('to_extend'),
  dropped: row.int('dropped'),
})

export function disposalById(db: Reader, id: Id<'disposal'>): Disposal | null {
  return db.get(`${DISPOSAL} WHERE p.id = ?`, [id], readDisposal)
}

/** Those not settled first, newest first. */
export function listDisposals(db: Reader, limit: number): Disposal[] {
  return db.all(`${DISPOSAL} ORDER BY p.state IN ('drafted', 'submitted', 'endorsed', 'approved') DESC, p.id DESC LIMIT ?`, [limit], readDisposal)
}

export function openDisposals(db: Reader): Disposal[] {
  return db.all(`${DISPOSAL} WHERE p.state IN ('drafted', 'submitted', 'endorsed', 'approved') ORDER BY p.id`, [], readDisposal)
}

export function addDisposal(db: Writer, { number, remark, by, at }: { number: string; remark: string; by: Id<'person'>; at: Instant }): Id<'disposal'> {
  return toId(db.run("INSERT INTO disposal (number, state, remark, drafted_by, drafted_at) VALUES (?, 'drafted', ?, ?, ?)", [number, remark, by, at]).lastId)
}

export type Item = {
  position: number
  dossierId: Id<'dossier'>
  number: string
  appraisal: Appraisal
  years: number | null
  words: string
  term: Term
  expiredOn: LocalDate
  dropped: HoldReason | null
  destroyed: boolean
}

export type NewItem = Pick<Item, 'dossierId' | 'appraisal' | 'years' | 'words' | 'term' | 'expiredOn'>

/** The list is these from now on. */
export function putItems(db: Writer, id: Id<'disposal'>, items: readonly NewItem[]): void {
  db.run('DELETE FROM disposal_item WHERE disposal_id = ?', [id])
  for (const [index, { dossierId, appraisal, years, words, term, expiredOn }] of items.entries()) {
    db.run(
      'INSERT INTO disposal_item (disposal_id, position, dossier_id, appraisal, years, words, term, expired_on) VALUES (?, ?, ?, ?, ?, ?, ?, ?)',
      [id, index + 1, dossierId, appraisal, appraisal === 'extend' ? years : null, words, termText(term), expiredOn],
    )
  }
}

export function itemsOf(db: Reader, id: Id<'disposal'>): Item[] {
  return db.all(
    `SELECT i.position, i.dossier_id, d.number, i.appraisal, i.years, i.words, i.term, i.expired_on, i.dropped, d.destroyed_by IS NOT NULL AS destroyed
     FROM disposal_item i JOIN dossier d ON d.id = i.dossier_id WHERE i.disposal_id = ? ORDER BY i.position`,
    [id], (row) => ({
      position: row.int('position'), dossierId: row.id<'dossier'>('dossier_id'), number: row.text('number'), appraisal: row.oneOf('appraisal', APPRAISALS),
      years: row.intOrNull('years'), words: row.text('words'), term: readTerm(row.text('term')), expiredOn: row.date('expired_on'),
      dropped: row.textOrNull('dropped') === null ? null : row.oneOf('dropped', HOLD_REASONS), destroyed: row.flag('destroyed'),
    }),
  )
}

export function dropItem(db: Writer, id: Id<'disposal'>, position: number, reason: HoldReason, at: Instant): void {
  db.run('UPDATE disposal_item SET dropped = ?, dropped_at = ? WHERE disposal_id = ? AND position = ?', [reason, at, id, position])
}

export function setState(db: Writer, id: Id<'disposal'>, state: DisposalState): void {
  db.run('UPDATE disposal SET state = ? WHERE id = ?', [state, id])
}

export function putRemark(db: Writer, id: Id<'disposal'>, remark: string): void {
  db.run('UPDATE disposal SET remark = ? WHERE id = ?', [remark, id])
}

export function putEndorsed(db: Writer, id: Id<'disposal'>, by: Id<'person'>): void {
  db.run("UPDATE disposal SET state = 'endorsed', endorsed_by = ? WHERE id = ?", [by, id])
}

export function putApproved(db: Writer, id: Id<'disposal'>, by: Id<'person'>, state: DisposalState): void {
  db.run('UPDATE disposal SET state = ?, approved_by = ? WHERE id = ?', [state, by, id])
}

/** Back to who drafted it: approvals given are void. */
export function putDeclined(db: Writer, id: Id<'disposal'>): void {
  db.run("UPDATE disposal SET state = 'drafted', endorsed_by = NULL, approved_by = NULL WHERE id = ?", [id])
}

export function putDestroyed(db: Writer, id: Id<'disposal'>, seq: number): void {
  db.run("UPDATE disposal SET state = 'destroyed', register_seq = ? WHERE id = ?", [seq, id])
}

export function addDisposalAct(db: Writer, id: Id<'disposal'>, act: { at: Instant; by: Id<'person'>; act: DisposalAct; remark: string }): void {
  db.run('INSERT INTO disposal_act (disposal_id, at, person_id, act, remark) VALUES (?, ?, ?, ?, ?)', [id, act.at, act.by, act.act, act.remark])
}

export function actsOf(db: Reader, id: Id<'disposal'>): DisposalDetail['acts'] {
  return db.all('SELECT a.at, p.name, a.act, a.remark FROM disposal_act a JOIN person p ON p.id = a.person_id WHERE a.disposal_id = ? ORDER BY a.id', [id], (row) => ({
    at: row.int('at'), byName: row.text('name'), act: row.oneOf('act', DISPOSAL_ACTS), remark: row.text('remark'),
  }))
}

export function addTerm(
  db: Writer, term: { dossierId: Id<'dossier'>; term: Term; reason: string; by: Id<'person'>; at: Instant; disposalId: Id<'disposal'> | null },
): void {
  db.run('INSERT INTO dossier_term (dossier_id, term, reason, person_id, at, disposal_id) VALUES (?, ?, ?, ?, ?, ?)', [
    term.dossierId, termText(term.term), term.reason, term.by, term.at, term.disposalId,
  ])
}

/** Newest first. */
export function termsOf(db: Reader, dossierId: Id<'dossier'>): DossierKeeping['terms'] {
  return db.all(
    `SELECT t.at, p.name, t.term, t.reason, l.number FROM dossier_term t JOIN person p ON p.id = t.person_id LEFT JOIN disposal l ON l.id = t.disposal_id
     WHERE t.dossier_id = ? ORDER BY t.id DESC`, [dossierId],
    (row) => ({ at: row.int('at'), byName: row.text('name'), term: termView(readTerm(row.text('term'))), reason: row.text('reason'), list: row.textOrNull('number') }),
  )
}

export function addHold(db: Writer, hold: { dossierId: Id<'dossier'>; kind: HoldKind; reason: string; by: Id<'person'>; at: Instant }): Id<'hold'> {
  return toId(db.run('INSERT INTO dossier_hold (dossier_id, kind, reason, set_by, set_at) VALUES (?, ?, ?, ?, ?)', [
    hold.dossierId, hold.kind, hold.reason, hold.by, hold.at,
  ]).lastId)
}

export function liftHold(db: Writer, id: Id<'hold'>, by: Id<'person'>, at: Instant, reason: string): void {
  db.run('UPDATE dossier_hold SET lifted_by = ?, lifted_at = ?, lift_reason = ? WHERE id = ?', [by, at, reason, id])
}

export function holdById(db: Reader, id: Id<'hold'>): { dossierId: Id<'dossier'>; lifted: boolean } | null {
  return db.get('SELECT dossier_id, lifted_at IS NOT NULL AS lifted FROM dossier_hold WHERE id = ?', [id], (row) => (
    { dossierId: row.id<'dossier'>('dossier_id'), lifted: row.flag('lifted') }
  ))
}

/** Newest first. */
export function handHoldsOf(db: Reader, dossierId: Id<'dossier'>): DossierKeeping['holds'] {
  return db.all(
    `SELECT h.id, h.kind, h.reason, s.name AS set_name, h.set_at, l.name AS lifted_name, h.lifted_at, h.lift_reason
     FROM dossier_hold h JOIN person s ON s.id = h.set_by LEFT JOIN person l ON l.id = h.lifted_by WHERE h.dossier_id = ? ORDER BY h.id DESC`, [dossierId],
    (row) => ({
      id: row.id<'hold'>('id'), kind: row.oneOf('kind', HOLD_KINDS), reason: row.text('reason'), setBy: row.text('set_name'), setAt: row.int('set_at'),
      liftedBy: row.textOrNull('lifted_name'), liftedAt: row.intOrNull('lifted_at'), liftReason: row.text('lift_reason'),
    }),
  )
}

/** `number`: by which; `seq`: of the line of the register that says so. */
export function addErasure(db: Writer, number: string, at: Instant, seq: number): number {
  return db.run('INSERT INTO erasure (number, at, register_seq) VALUES (?, ?, ?)', [number, at, seq]).lastId
}

/**
 * The backups that the trail tells of, those that ran by themselves, complete exports, those broken off too, and what of these dossiers was fetched, by the folder
 * they went to: also under the number of one that they were ever merged with, since it is fetched as it stood then.
 */
export function noteBackups(db: Writer, erasureId: number, dossiers: readonly number[]): void {
  db.run(
    `WITH RECURSIVE about (id) AS (
       SELECT value FROM json_each(?)
       UNION SELECT iif(m.kept_id = about.id, m.merged_id, m.kept_id) FROM about JOIN merge m ON m.subject = 'dossier' AND about.id IN (m.kept_id, m.merged_id))
     INSERT INTO erasure_backup (erasure_id, folder, first_at, last_at, points)
     SELECT ?, folder, min(at), max(at), count(*) FROM (
       SELECT json_extract(c.content, '$.folder') AS folder, e.at FROM chain_entry e JOIN chain_content c ON c.chain = e.chain AND c.seq = e.seq
       WHERE e.chain = 'audit' AND e.kind = 'backup.run'
       UNION ALL SELECT folder, started_at FROM backup_run WHERE what = 'backup' AND outcome = 'done' AND place_id IS NOT NULL
       UNION ALL SELECT folder, begun_at FROM export_request WHERE ended IS NULL
       UNION ALL SELECT ifnull(nullif(json_extract(c.content, '$.folder'), ''), '—'), e.at FROM chain_entry e JOIN chain_content c ON c.chain = e.chain AND c.seq = e.seq
         WHERE e.chain = 'audit' AND e.kind = 'dossier.fetched' AND json_extract(c.content, '$.dossierId') IN (SELECT id FROM about)
     ) WHERE folder IS NOT NULL GROUP BY folder`, [JSON.stringify(dossiers), erasureId],
  )
}

export function backupsOf(db: Reader, erasureId: number, today: LocalDate): OlderBackup[] {
  const backups = db.all(
    `SELECT b.folder, b.first_at, b.last_at, b.points, b.removed_on, p.name FROM erasure_backup b LEFT JOIN person p ON p.id = b.noted_by
     WHERE b.erasure_id = ? ORDER BY b.folder`, [erasureId], (row) => ({
      folder: row.text('folder'), firstAt: row.int('first_at'), lastAt: row.int('last_at'), points: row.int('points'), removedOn: row.dateOrNull('removed_on'),
      notedBy: row.textOrNull('name'),
    }),
  )
  return backups.map((backup) => ({ ...backup, goesOn: backup.removedOn === null ? lastGoesOn(db, backup, today) : null }))
}

/** @returns whether there was one still said to be there. */
export function noteRemoved(db: Writer, erasureId: number, folder: string, on: LocalDate, by: Id<'person'>): boolean {
  return db.run('UPDATE erasure_backup SET removed_on = ?, noted_by = ? WHERE erasure_id = ? AND folder = ? AND removed_on IS NULL', [on, by, erasureId, folder]).changes === 1
}

export function erasureOfLine(db: Reader, seq: number): { id: number; sweptAt: Instant | null } | null {
  return db.get('SELECT id, swept_at FROM erasure WHERE register_seq = ?', [seq], (row) => ({ id: row.int('id'), sweptAt: row.intOrNull('swept_at') }))
}

/** By which list a dossier was destroyed, and when. */
export function destructionOf(db: Reader, dossierId: Id<'dossier'>): { id: Id<'disposal'>; number: string; at: Instant } | null {
  return db.get(
    `SELECT p.id, p.number, e.at FROM dossier d JOIN disposal p ON p.id = d.destroyed_by JOIN erasure e ON e.register_seq = p.register_seq WHERE d.id = ?`,
    [dossierId], (row) => ({ id: row.id<'disposal'>('id'), number: row.text('number'), at: row.int('at') }),
  )
}

/** Which of these dossiers the actor may know of, destroyed since or not. */
export function knownAmong(db: Reader, actor: Actor, ids: readonly number[]): Set<number> {
  const known = mayKnowPast(actor)
  return new Set(db.all(
    `SELECT d.id FROM dossier d WHERE d.id IN (SELECT value FROM json_each(?)) AND ${known.sql}`, [JSON.stringify(ids), ...known.parameters], (row) => row.int('id'),
  ))
}
