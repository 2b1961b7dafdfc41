// SQL of requests for complete exports (rules S3, S4, A3).
import { exportResult, type ExportResult, type ExportView } from '#shared/contract/export.ts'
import { levelRank, type SecrecyLevel } from '#shared/domain/access.ts'
import { copyStateOn, COPY_STATES, type CopyState } from '#shared/domain/copy.ts'
import { toId, type Id } from '#shared/domain/id.ts'
import type { Instant, LocalDate } from '#shared/domain/local-date.ts'
import type { Reader, Row, Writer } from '../database/database.ts'
import type { Actor } from '../handler.ts'
import { levelOfRank } from '../secrecy/store.ts'

export type NewExport = Pick<ExportView, 'number' | 'level' | 'purpose' | 'recipient'> & { by: Id<'person'>; at: Instant }

export function addRequest(db: Writer, { number, level, purpose, recipient, by, at }: NewExport): Id<'exportRequest'> {
  return toId(db.run(
    "INSERT INTO export_request (number, state, level, purpose, recipient, requested_by, requested_at) VALUES (?, 'requested', ?, ?, ?, ?, ?)",
    [number, levelRank(level), purpose, recipient, by, at],
  ).lastId)
}

type Begun = { at: Instant; folder: string; ended: { why: string; about: string } | null }

/** A request as it lies. */
export type ExportRequest = {
  id: Id<'exportRequest'>
  number: string
  state: CopyState
  level: SecrecyLevel
  purpose: string
  recipient: string
  requestedBy: ExportView['requestedBy']
  requestedAt: Instant
  decided: ExportView['decided']
  lapsesOn: LocalDate | null
  begun: Begun | null
  made: { at: Instant; result: ExportResult } | null
}

function endedOf(row: Row): Begun['ended'] {
  const why = row.textOrNull('ended')
  return why === null ? null : { why, about: row.text('ended_about') }
}

const STORED = COPY_STATES.filter((state) => state !== 'lapsed')

const readRequest = (today: LocalDate) => (row: Row): ExportRequest => {
  const lapsesOn = row.dateOrNull('lapses_on')
  const [begunAt, madeAt] = [row.intOrNull('begun_at'), row.intOrNull('made_at')]
  return {
    id: row.id<'exportRequest'>('id'),
    number: row.text('number'),
    state: copyStateOn({ state: row.oneOf('state', STORED), lapsesOn }, today),
    level: levelOfRank(row.int('level')),
    purpose: row.text('purpose'),
    recipient: row.text('recipient'),
    requestedBy: { id: row.id<'person'>('requested_by'), name: row.text('requested_name'), department: row.text('department') },
    requestedAt: row.int('requested_at'),
    decided: row.intOrNull('decided_by') === null ? null : { name: row.text('decided_name'), at: row.int('decided_at'), remark: row.text('remark') },
    lapsesOn,
    begun: begunAt === null ? null : { at: begunAt, folder: row.text('folder'), ended: endedOf(row) },
    made: madeAt === null ? null : { at: madeAt, result: exportResult.parse(JSON.parse(row.text('result'))) },
  }
}

const REQUEST = `
  SELECT q.*, p.name AS requested_name, dep.name AS department, g.name AS decided_name
  FROM export_request q JOIN person p ON p.id = q.requested_by JOIN department dep ON dep.id = p.department_id LEFT JOIN person g ON g.id = q.decided_by`

// Of what goes beyond their level only those hear who asked for it.
const KNOWN = '(q.requested_by = ? OR q.level <= ?)'

export function requestById(db: Reader, actor: Actor, today: LocalDate, id: Id<'exportRequest'>): ExportRequest | null {
  return db.get(`${REQUEST} WHERE q.id = ? AND ${KNOWN}`, [id, actor.id, actor.level], readRequest(today))
}

/** Newest first. */
export function listRequests(db: Reader, actor: Actor, today: LocalDate, limit: number): ExportRequest[] {
  return db.all(`${REQUEST} WHERE ${KNOWN} ORDER BY q.id DESC LIMIT ?`, [actor.id, actor.level, limit], readRequest(today))
}

type Decision = { state: 'approved' | 'declined'; by: Id<'person'>; at: Instant; remark: string; lapsesOn: LocalDate | null }

export function putDecision(db: Writer, id: Id<'exportRequest'>, { state, by, at, remark, lapsesOn }: Decision): void {
  db.run('UPDATE export_request SET state = ?, decided_by = ?, decided_at = ?, remark = ?, lapses_on = ? WHERE id = ?', [state, by, at, remark, lapsesOn, id])
}

export function putWithdrawn(db: Writer, id: Id<'exportRequest'>, { at, remark }: { at: Instant; remark: string }): void {
  db.run("UPDATE export_request SET state = 'withdrawn', withdrawn_at = ?, withdraw_remark = ? WHERE id = ?", [at, remark, id])
}

export function putBegun(db: Writer, id: Id<'exportRequest'>, { at, folder }: { at: Instant; folder: string }): void {
  db.run('UPDATE export_request SET begun_at = ?, folder = ?, ended = NULL WHERE id = ?', [at, folder, id])
}

/** `why`: a problem's key, or what the system calls it. */
export function putEnded(db: Writer, id: Id<'exportRequest'>, { why, about }: NonNullable<Begun['ended']>): void {
  db.run('UPDATE export_request SET ended = ?, ended_about = ? WHERE id = ?', [why, about, id])
}

export function putMade(db: Writer, id: Id<'exportRequest'>, { at, result }: { at: Instant; result: ExportResult }): void {
  db.run("UPDATE export_request SET state = 'made', made_at = ?, result = ?, ended = NULL WHERE id = ?", [at, JSON.stringify(result), id])
}

/** Whether something was erased since an instant (R4). */
export function erasedSince(db: Reader, at: Instant): boolean {
  return db.get('SELECT 1 AS found FROM erasure WHERE at >= ? LIMIT 1', [at], (row) => row.flag('found')) ?? false
}
