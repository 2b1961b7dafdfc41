// SQL of requests to erase what is kept of a person (rule R4).
import type { SubjectRequestDetail } from '#shared/contract/subject.ts'
import { toId, type Id } from '#shared/domain/id.ts'
import type { Instant, LocalDate } from '#shared/domain/local-date.ts'
import { IDENTITY_SHOWN, SUBJECT_ACTS, SUBJECT_STATES, type SubjectAct, type SubjectState } from '#shared/domain/subject.ts'
import { mayKnowDossier, type Condition } from '../access/visibility.ts'
import type { Reader, Row, Writer } from '../database/database.ts'
import type { Actor } from '../handler.ts'

const REQUEST = `
  SELECT q.*, c.name AS customer_name, a.name AS asked_name, e.name AS endorsed_name, p.name AS approved_name
  FROM subject_request q JOIN customer c ON c.id = q.customer_id JOIN person a ON a.id = q.asked_by
  LEFT JOIN person e ON e.id = q.endorsed_by LEFT JOIN person p ON p.id = q.approved_by`

const readRequest = (row: Row) => ({
  id: row.id<'subjectRequest'>('id'),
  number: row.text('number'),
  customerId: row.id<'customer'>('customer_id'),
  customerName: row.text('customer_name'),
  state: row.oneOf('state', SUBJECT_STATES),
  shown: row.oneOf('shown', IDENTITY_SHOWN),
  remark: row.text('remark'),
  askedBy: { id: row.id<'person'>('asked_by'), name: row.text('asked_name') },
  askedAt: row.int('asked_at'),
  endorsedBy: row.intOrNull('endorsed_by') === null ? null : { id: row.id<'person'>('endorsed_by'), name: row.text('endorsed_name') },
  approvedBy: row.intOrNull('approved_by') === null ? null : { id: row.id<'person'>('approved_by'), name: row.text('approved_name') },
  registerSeq: row.intOrNull('register_seq'),
})
export type SubjectRequest = ReturnType<typeof readRequest>

/** Not settled; the condition of an index. */
export const OPEN_REQUEST = "state IN ('asked', 'endorsed', 'approved')"

/** What was erased names nobody any more; of all else nobody learns who may know none of the person's dossiers. */
export function mayKnowRequest(actor: Actor): Condition {
  const known = mayKnowDossier(actor)
  return {
    sql: `(q.state = 'erased' OR EXISTS (SELECT 1 FROM ownership o JOIN dossier d ON d.id = o.dossier_id WHERE o.customer_id = q.customer_id AND ${known.sql}))`,
    parameters: known.parameters,
  }
}

export function requestById(db: Reader, actor: Actor, id: Id<'subjectRequest'>): SubjectRequest | null {
  const { sql, parameters } = mayKnowRequest(actor)
  return db.get(`${REQUEST} WHERE q.id = ? AND ${sql}`, [id, ...parameters], readRequest)
}

/** Those not settled first, newest first. */
export function listRequests(db: Reader, actor: Actor, limit: number): SubjectRequest[] {
  const { sql, parameters } = mayKnowRequest(actor)
  return db.all(`${REQUEST} WHERE ${sql} ORDER BY q.${OPEN_REQUEST} DESC, q.id DESC LIMIT ?`, [...parameters, limit], readRequest)
}

export function openRequestOf(db: Reader, customerId: Id<'customer'>): string | null {
  return db.get(`SELECT number FROM subject_request WHERE customer_id = ? AND ${OPEN_REQUEST}`, [customerId], (row) => row.text('number'))
}

type NewRequest = Pick<SubjectRequest, 'number' | 'customerId' | 'shown' | 'remark'> & { by: Id<'person'>; at: Instant }

export function addRequest(db: Writer, { number, customerId, shown, remark, by, at }: NewRequest): Id<'subjectRequest'> {
  return toId(db.run(
    "INSERT INTO subject_request (number, customer_id, state, shown, remark, asked_by, asked_at) VALUES (?, ?, 'asked', ?, ?, ?, ?)",
    [number, customerId, shown, remark, by, at],
  ).lastId)
}

type Changed = { state: SubjectState; endorsedBy?: Id<'person'>; approvedBy?: Id<'person'>; registerSeq?: number }

export function putState(db: Writer, id: Id<'subjectRequest'>, { state, endorsedBy, approvedBy, registerSeq }: Changed): void {
  db.run(
    `UPDATE subject_request SET state = ?, endorsed_by = coalesce(?, endorsed_by), approved_by = coalesce(?, approved_by), register_seq = ? WHERE id = ?`,
    [state, endorsedBy ?? null, approvedBy ?? null, registerSeq ?? null, id],
  )
}

export function addSubjectAct(db: Writer, id: Id<'subjectRequest'>, { at, by, act, remark }: { at: Instant; by: Id<'person'>; act: SubjectAct; remark: string }): void {
  db.run('INSERT INTO subject_act (request_id, at, person_id, act, remark) VALUES (?, ?, ?, ?, ?)', [id, at, by, act, remark])
}

export function subjectActsOf(db: Reader, id: Id<'subjectRequest'>): SubjectRequestDetail['acts'] {
  return db.all('SELECT a.at, p.name, a.act, a.remark FROM subject_act a JOIN person p ON p.id = a.person_id WHERE a.request_id = ? ORDER BY a.id', [id], (row) => ({
    at: row.int('at'), byName: row.text('name'), act: row.oneOf('act', SUBJECT_ACTS), remark: row.text('remark'),
  }))
}

/** Whether a record of the time in which the car was theirs is bound into a volume, which is kept as long as the volume (C2). */
export function isBoundThen(db: Reader, dossierId: Id<'dossier'>, from: LocalDate, to: LocalDate): boolean {
  return db.get(
    `SELECT EXISTS (SELECT 1 FROM volume_piece vp JOIN record r ON r.id = vp.record_id WHERE r.dossier_id = ? AND r.delivered_on BETWEEN ? AND ?) AS bound`,
    [dossierId, from, to], (row) => row.flag('bound'),
  ) ?? false
}

export function countScans(db: Reader, records: readonly number[]): number {
  return db.get('SELECT count(*) AS n FROM scan WHERE record_id IN (SELECT value FROM json_each(?))', [JSON.stringify(records)], (row) => row.int('n')) ?? 0
}
