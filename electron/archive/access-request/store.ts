// SQL of requests to read a dossier, and of who may read one beyond their standing approval (rules L5, S3).
import type { AccessRequestView } from '#shared/contract/access-request.ts'
import type { ReaderView } from '#shared/contract/secrecy.ts'
import { levelRank, type SecrecyLevel } from '#shared/domain/access.ts'
import { mayStillRead, REQUEST_STATES, revokeProblem, type RequestState } from '#shared/domain/access-request.ts'
import { toId, type Id } from '#shared/domain/id.ts'
import type { Approver } from '#shared/domain/loan.ts'
import type { Instant, LocalDate } from '#shared/domain/local-date.ts'
import { DEPARTMENT_KINDS, permits } from '#shared/domain/role.ts'
import { mayKnowDossier, type Condition } from '../access/visibility.ts'
import type { Reader, Row, Writer } from '../database/database.ts'
import type { Actor } from '../handler.ts'
import { levelOfRank } from '../secrecy/store.ts'
import { personById } from '../staff/store.ts'

export type NewRequest = {
  number: string
  asked: string
  dossierId: Id<'dossier'> | null
  level: SecrecyLevel
  purpose: string
  days: number
  personId: Id<'person'>
  departmentId: Id<'department'>
  at: Instant
}

export function addRequest(db: Writer, request: NewRequest): Id<'accessRequest'> {
  return toId(db.run(
    `INSERT INTO access_request (number, state, asked, dossier_id, level, purpose, days, person_id, department_id, requested_at)
     VALUES (?, 'requested', ?, ?, ?, ?, ?, ?, ?, ?)`,
    [
      request.number, request.asked, request.dossierId, levelRank(request.level), request.purpose, request.days, request.personId, request.departmentId,
      request.at,
    ],
  ).lastId)
}

/** A request as it lies, and as the actor is shown it. */
export type AccessRequest = { view: AccessRequestView; dossierId: Id<'dossier'> | null; departmentId: Id<'department'>; departmentKind: Approver['departmentKind'] }

const REQUEST = `
  SELECT q.id, q.number, q.state, q.asked, q.dossier_id, q.level, q.purpose, q.days, q.person_id, q.department_id, q.requested_at, q.remark,
    p.name AS person_name, dep.name AS department_name, dep.kind AS department_kind, d.number AS dossier_number, ve.plate, c.name AS owner_name,
    g.until_on, g.end_reason, g.ended_at`

const JOINS = `
  JOIN person p ON p.id = q.person_id JOIN department dep ON dep.id = q.department_id LEFT JOIN dossier_reader g ON g.request_id = q.id
  LEFT JOIN dossier d ON d.id = q.dossier_id LEFT JOIN vehicle ve ON ve.id = d.vehicle_id
  LEFT JOIN ownership o ON o.dossier_id = d.id AND o.to_on IS NULL LEFT JOIN customer c ON c.id = o.customer_id`

const readRequest = (actor: Actor) => (row: Row): AccessRequest => {
  const dossierId = row.intOrNull('dossier_id') === null ? null : row.id<'dossier'>('dossier_id')
  const state = row.oneOf('state', REQUEST_STATES)
  const until = row.dateOrNull('until_on')
  const over = state === 'granted' && !mayStillRead({ until, ended: row.intOrNull('ended_at') !== null }, actor.on)
  const ended = row.textOrNull('end_reason') ?? ''
  return {
    dossierId, departmentId: row.id<'department'>('department_id'), departmentKind: row.oneOf('department_kind', DEPARTMENT_KINDS),
    view: {
      id: row.id<'accessRequest'>('id'),
      number: row.text('number'),
      state: over ? 'ended' : state,
      asked: row.text('asked'),
      dossier: dossierId === null || row.intOrNull('knows') !== 1 ? null : {
        id: dossierId, number: row.text('dossier_number'), plate: row.textOrNull('plate'), ownerName: row.textOrNull('owner_name') ?? '',
      },
      level: levelOfRank(row.int('level')),
      purpose: row.text('purpose'),
      days: row.int('days'),
      person: { id: row.id<'person'>('person_id'), name: row.text('person_name'), department: row.text('department_name') },
      requestedAt: row.int('requested_at'),
      until,
      remark: ended === '' ? row.text('remark') : ended,
    },
  }
}

function requests(db: Reader, actor: Actor, where: Condition, rest: string): AccessRequest[] {
  const known = mayKnowDossier(actor)
  return db.all(
    `${REQUEST}, (${known.sql}) AS knows FROM access_request q ${JOINS} WHERE ${where.sql} ${rest}`, [...known.parameters, ...where.parameters],
    readRequest(actor),
  )
}

/** Whoever asks for it: who may see it says the service. */
export function requestById(db: Reader, actor: Actor, id: Id<'accessRequest'>): AccessRequest | null {
  return requests(db, actor, { sql: 'q.id = ?', parameters: [id] }, '')[0] ?? null
}

/** Newest first. */
export function requestsBy(db: Reader, actor: Actor, limit: number): AccessRequest[] {
  return requests(db, actor, { sql: 'q.person_id = ?', parameters: [actor.id] }, `ORDER BY q.id DESC LIMIT ${limit}`)
}

/** All that wait, longest waiting first. */
export function openRequests(db: Reader, actor: Actor): AccessRequest[] {
  return requests(db, actor, { sql: "q.state = 'requested'", parameters: [] }, 'ORDER BY q.id')
}

export function nameRequest(db: Writer, id: Id<'accessRequest'>, dossierId: Id<'dossier'>): void {
  db.run('UPDATE access_request SET dossier_id = ? WHERE id = ?', [dossierId, id])
}

export function settleRequest(
  db: Writer, id: Id<'accessRequest'>, state: RequestState, { by, at, remark }: { by: Id<'person'>; at: Instant; remark: string },
): void {
  db.run('UPDATE access_request SET state = ?, decided_by = ?, decided_at = ?, remark = ? WHERE id = ?', [state, by, at, remark, id])
}

/** Its reading was ended before its time. */
export function endRequest(db: Writer, id: Id<'accessRequest'>): void {
  db.run("UPDATE access_request SET state = 'ended' WHERE id = ?", [id])
}

export type NewReader = {
  dossierId: Id<'dossier'>
  personId: Id<'person'>
  level: SecrecyLevel
  until: LocalDate | null
  requestId: Id<'accessRequest'> | null
  by: Id<'person'>
  at: Instant
  reason: string
}

export function addReader(db: Writer, reader: NewReader): Id<'reader'> {
  return toId(db.run(
    'INSERT INTO dossier_reader (dossier_id, person_id, level, until_on, request_id, named_by, named_at, reason) VALUES (?, ?, ?, ?, ?, ?, ?, ?)',
    [reader.dossierId, reader.personId, levelRank(reader.level), reader.until, reader.requestId, reader.by, reader.at, reader.reason],
  ).lastId)
}

export function endReader(db: Writer, id: Id<'reader'>, { by, at, reason }: { by: Id<'person'>; at: Instant; reason: string }): void {
  db.run('UPDATE dossier_reader SET ended_by = ?, ended_at = ?, end_reason = ? WHERE id = ?', [by, at, reason, id])
}

/** Who was let read, newest first, of dossiers that the actor may know: one dossier's, all that stand, or one of them. */
export function readersOf(
  db: Reader, actor: Actor, { dossierId = null, id = null, personId = null, limit = 500 }: {
    dossierId?: Id<'dossier'> | null; id?: Id<'reader'> | null; personId?: Id<'person'> | null; limit?: number
  },
): ReaderView[] {
  const known = mayKnowDossier(actor)
  const only: Condition[] = [
    ...(dossierId === null ? [] : [{ sql: 'g.dossier_id = ?', parameters: [dossierId] }]),
    ...(id === null ? [] : [{ sql: 'g.id = ?', parameters: [id] }]),
    ...(personId === null ? [] : [{ sql: 'g.person_id = ?', parameters: [personId] }]),
    ...(dossierId === null && id === null ? [{ sql: 'g.ended_at IS NULL AND (g.until_on IS NULL OR g.until_on >= ?)', parameters: [actor.on] }] : []),
  ]
  return db.all(
    `SELECT g.id, g.dossier_id, d.number, ve.plate, g.person_id, p.name, dep.name AS department_name, g.level, g.until_on, g.named_by, nb.name AS named_name,
       g.named_at, g.reason, q.number AS request, g.ended_at, eb.name AS ended_name, g.end_reason
     FROM dossier_reader g JOIN dossier d ON d.id = g.dossier_id JOIN vehicle ve ON ve.id = d.vehicle_id JOIN person p ON p.id = g.person_id
     JOIN department dep ON dep.id = p.department_id JOIN person nb ON nb.id = g.named_by LEFT JOIN person eb ON eb.id = g.ended_by
     LEFT JOIN access_request q ON q.id = g.request_id WHERE ${[...only.map(({ sql }) => sql), known.sql].join(' AND ')} ORDER BY g.id DESC LIMIT ?`,
    [...only.flatMap(({ parameters }) => parameters), ...known.parameters, limit], (row): ReaderView => {
      const endedAt = row.intOrNull('ended_at')
      const until = row.dateOrNull('until_on')
      const level = levelOfRank(row.int('level'))
      const stands = mayStillRead({ until, ended: endedAt !== null }, actor.on)
      return {
        id: row.id<'reader'>('id'), dossierId: row.id<'dossier'>('dossier_id'), dossierNumber: row.text('number'), plate: row.textOrNull('plate'),
        person: { id: row.id<'person'>('person_id'), name: row.text('name'), department: row.text('department_name') },
        level, until, namedBy: row.text('named_name'), namedAt: row.int('named_at'), reason: row.text('reason'), request: row.textOrNull('request'),
        ended: endedAt === null ? null : { at: endedAt, by: row.text('ended_name'), reason: row.text('end_reason') }, stands,
        mayEnd: stands && permits(actor.roles, 'access.grant') && revokeProblem({ namedBy: row.int('named_by'), level }, actor) === null,
      }
    },
  )
}

/** The request that a reading was granted on. */
export function requestOfReader(db: Reader, id: Id<'reader'>): Id<'accessRequest'> | null {
  return db.get('SELECT request_id FROM dossier_reader WHERE id = ? AND request_id IS NOT NULL', [id], (row) => row.id<'accessRequest'>('request_id'))
}

/** Somebody as the rules of granting ask for them. `departmentId`: theirs when they asked. */
export function askerOf(db: Reader, { view, departmentId, departmentKind }: AccessRequest): Approver {
  return { id: view.person.id, roles: personById(db, view.person.id)?.roles ?? [], departmentId, departmentKind }
}
