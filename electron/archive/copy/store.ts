// SQL of requests for copies, the copies made, and their register (rules S4, A3).
import { z } from 'zod'
import type { CopyRequestView, CopyRowView } from '#shared/contract/copy.ts'
import type { SecrecyLevel } from '#shared/domain/access.ts'
import { levelRank } from '#shared/domain/access.ts'
import { COPY_FORMS, COPY_OUTCOMES, COPY_STATES, copyStateOn, type CopyAuthority, type CopyForm, type CopyOutcome, type CopyState } from '#shared/domain/copy.ts'
import { toId, type Id } from '#shared/domain/id.ts'
import { addDays, dayOf, instantAt, type Instant, type LocalDate } from '#shared/domain/local-date.ts'
import { normalisePlate } from '#shared/domain/plate.ts'
import { RECORD_KINDS } from '#shared/domain/record.ts'
import { pagesRank } from '../access/levels.ts'
import { copyWaitsFor, mayKnowCopied, mayKnowCopyRequest, mayKnowPastCopy } from '../access/visible-copy.ts'
import type { Condition } from '../access/visibility.ts'
import type { Reader, Row, Writer } from '../database/database.ts'
import type { Actor } from '../handler.ts'
import { levelOfRank } from '../secrecy/store.ts'

export type NewRequest = {
  number: string
  recordId: Id<'record'>
  scanIds: readonly Id<'scan'>[]
  purpose: string
  form: CopyForm
  recipient: string
  requestedBy: Id<'person'>
  requestedAt: Instant
}

export type Decision = {
  by: Id<'person'>
  at: Instant
  authority: CopyAuthority
  delegationId: Id<'copyDelegation'> | null
  level: SecrecyLevel
  remark: string
  lapsesOn: LocalDate | null
}

/** `made`: on one's own authority, decided in the same moment. */
export function addRequest(db: Writer, asked: NewRequest, made: Decision | null): Id<'copyRequest'> {
  const { lastId } = db.run(
    `INSERT INTO copy_request (number, record_id, scans, purpose, form, recipient, requested_by, requested_at, state,
       decided_by, decided_at, authority, delegation_id, level, remark, lapses_on) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
    [
      asked.number, asked.recordId, JSON.stringify(asked.scanIds), asked.purpose, asked.form, asked.recipient, asked.requestedBy, asked.requestedAt,
      made === null ? 'requested' : 'made', ...decided(made),
    ],
  )
  return toId(lastId)
}

const decided = (decision: Decision | null): (string | number | null)[] => (decision === null ? [null, null, null, null, null, '', null] : [
  decision.by, decision.at, decision.authority, decision.delegationId, levelRank(decision.level), decision.remark, decision.lapsesOn,
])

export function putDecision(db: Writer, id: Id<'copyRequest'>, state: 'approved' | 'declined', decision: Decision): void {
  db.run(
    `UPDATE copy_request SET state = ?, decided_by = ?, decided_at = ?, authority = ?, delegation_id = ?, level = ?, remark = ?, lapses_on = ?
     WHERE id = ?`,
    [state, ...decided(decision), id],
  )
}

export function putRequestState(db: Writer, id: Id<'copyRequest'>, state: 'withdrawn' | 'made'): void {
  db.run('UPDATE copy_request SET state = ? WHERE id = ?', [state, id])
}

export function addCopy(
  db: Writer,
  copy: { number: string; at: Instant; personId: Id<'person'>; recordId: Id<'record'>; purpose: string; scanIds: readonly Id<'scan'>[]; requestId: Id<'copyRequest'> },
): Id<'copy'> {
  return toId(db.run('INSERT INTO copy (number, at, person_id, record_id, purpose, scans, request_id) VALUES (?, ?, ?, ?, ?, ?, ?)', [
    copy.number, copy.at, copy.personId, copy.recordId, copy.purpose, JSON.stringify(copy.scanIds), copy.requestId,
  ]).lastId)
}

export function putOutcome(
  db: Writer, id: Id<'copy'>, { outcome, on, by, remark }: { outcome: CopyOutcome; on: LocalDate; by: Id<'person'>; remark: string },
): void {
  db.run('UPDATE copy SET outcome = ?, outcome_on = ?, outcome_by = ?, outcome_remark = ? WHERE id = ?', [outcome, on, by, remark, id])
}

const scansSchema = z.array(z.int().positive())
export const scanIdsOf = (text: string): Id<'scan'>[] => scansSchema.parse(JSON.parse(text)).map((id) => toId<'scan'>(id))

/** A request as it lies, and as the actor is shown it; `may` is filled in by who knows what they may do. */
export type CopyRequest = {
  view: Omit<CopyRequestView, 'may'>
  /** Whether the actor may know its dossier and its pages. */
  knows: boolean
  scanIds: Id<'scan'>[]
  /** Of its pages now. */
  level: SecrecyLevel
  approvedLevel: SecrecyLevel | null
}

const REQUEST_STATES = COPY_STATES.filter((state): state is Exclude<CopyState, 'lapsed'> => state !== 'lapsed')

const PLATE_AND_OWNER = `
  JOIN vehicle ve ON ve.id = d.vehicle_id LEFT JOIN ownership o ON o.dossier_id = d.id AND o.to_on IS NULL LEFT JOIN customer c ON c.id = o.customer_id`

const dossierOf = (row: Row): CopyRowView['dossier'] => ({
  id: row.id<'dossier'>('dossier_id'), number: row.text('dossier_number'), plate: row.textOrNull('plate'), vin: row.text('vin'),
  ownerName: row.textOrNull('owner_name') ?? '',
})

const authorityOf = (row: Row): CopyAuthority => row.oneOf('authority', ['generalManager', 'delegation'])

const readRequest = (actor: Actor, today: LocalDate) => (row: Row): CopyRequest => {
  const knows = row.flag('knows')
  const level = levelOfRank(row.int('present_level'))
  const scanIds = scanIdsOf(row.text('scans'))
  const approved = row.intOrNull('level')
  const lapsesOn = row.dateOrNull('lapses_on')
  return {
    knows, level, scanIds, approvedLevel: approved === null ? null : levelOfRank(approved),
    view: {
      id: row.id<'copyRequest'>('id'),
      number: row.text('number'),
      state: copyStateOn({ state: row.oneOf('state', REQUEST_STATES), lapsesOn }, today),
      recordId: row.id<'record'>('record_id'),
      recordNumber: row.text('record_number'),
      kind: row.oneOf('kind', RECORD_KINDS),
      dossier: knows ? dossierOf(row) : null,
      level: knows ? level : null,
      pages: scanIds.length,
      purpose: row.text('purpose'),
      form: row.oneOf('form', COPY_FORMS),
      recipient: row.text('recipient'),
      requestedBy: { id: row.id<'person'>('requested_by'), name: row.text('requested_name'), department: row.text('requested_department') },
      requestedAt: row.int('requested_at'),
      mine: row.int('requested_by') === actor.id,
      decided: row.intOrNull('decided_at') === null ? null : {
        name: row.text('decided_name'), at: row.int('decided_at'), authority: authorityOf(row), remark: row.text('remark'),
      },
      lapsesOn,
      copy: row.intOrNull('copy_id') === null ? null : { id: row.id<'copy'>('copy_id'), number: row.text('copy_number'), at: row.int('copy_at') },
    },
  }
}

/** Requests that the actor may know of, of those `wanted` finds. */
function requests(db: Reader, actor: Actor, today: LocalDate, from: string, wanted: Condition, rest: Condition): CopyRequest[] {
  const dossier = mayKnowCopied(actor, 'q.scans')
  const level = pagesRank('q.scans', today)
  const known = mayKnowCopyRequest(actor)
  return db.all(
    `SELECT q.id, q.number, q.state, q.record_id, q.scans, q.purpose, q.form, q.recipient, q.requested_by, q.requested_at, q.decided_at, q.authority,
       q.level, q.remark, q.lapses_on, r.number AS record_number, r.kind, ${level.sql} AS present_level, ${dossier.sql} AS knows,
       d.id AS dossier_id, d.number AS dossier_number, ve.plate, ve.vin, c.name AS owner_name, rq.name AS requested_name,
       dep.name AS requested_department, de.name AS decided_name, cp.id AS copy_id, cp.number AS copy_number, cp.at AS copy_at
     FROM ${from} CROSS JOIN record r ON r.id = q.record_id CROSS JOIN dossier d ON d.id = r.dossier_id ${PLATE_AND_OWNER}
     JOIN person rq ON rq.id = q.requested_by JOIN department dep ON dep.id = rq.department_id LEFT JOIN person de ON de.id = q.decided_by
     LEFT JOIN copy cp ON cp.request_id = q.id
     WHERE ${wanted.sql} AND ${known.sql} ${rest.sql}`,
    [...level.parameters, ...dossier.parameters, ...wanted.parameters, ...known.parameters, ...rest.parameters], readRequest(actor, today),
  )
}

/** A request the actor may know of; null also for one that they may not. */
export function requestById(db: Reader, actor: Actor, today: LocalDate, id: Id<'copyRequest'>): CopyRequest | null {
  return requests(db, actor, today, 'copy_request q', { sql: 'q.id = ?', parameters: [id] }, { sql: '', parameters: [] })[0] ?? null
}

/** For the actor to decide, longest waiting first. `authority`: the highest rank they decide about. */
export function waitingRequests(db: Reader, actor: Actor, today: LocalDate, authority: number, limit: number): CopyRequest[] {
  if (authority === 0) return []
  return requests(db, actor, today, 'copy_request q INDEXED BY copy_request_waiting', copyWaitsFor(actor, authority, pagesRank('q.scans', today)), {
    sql: 'ORDER BY q.id LIMIT ?', parameters: [limit],
  })
}

/** Newest first. */
export function requestsOf(db: Reader, actor: Actor, today: LocalDate, limit: number): CopyRequest[] {
  return requests(db, actor, today, 'copy_request q INDEXED BY copy_request_by', { sql: 'q.requested_by = ?', parameters: [actor.id] }, {
    sql: 'ORDER BY q.id DESC LIMIT ?', parameters: [limit],
  })
}

/** A copy of somebody's own, as it was made through a request. */
export type OwnCopy = {
  number: string
  at: Instant
  recordId: Id<'record'>
  scanIds: Id<'scan'>[]
  form: CopyForm
  purpose: string
  recipient: string
  approvedBy: string
}

/** Made by the actor, of pages that they may know. */
export function ownCopy(db: Reader, actor: Actor, id: Id<'copy'>): OwnCopy | null {
  const known = mayKnowCopied(actor, 'cp.scans')
  return db.get(
    `SELECT cp.number, cp.at, cp.record_id, cp.scans, q.form, q.purpose, q.recipient, de.name AS decided_name
     FROM copy cp JOIN copy_request q ON q.id = cp.request_id JOIN record r ON r.id = cp.record_id JOIN dossier d ON d.id = r.dossier_id
     JOIN person de ON de.id = q.decided_by WHERE cp.id = ? AND cp.person_id = ? AND ${known.sql}`,
    [id, actor.id, ...known.parameters], (row) => ({
      number: row.text('number'), at: row.int('at'), recordId: row.id<'record'>('record_id'),
      scanIds: scanIdsOf(row.text('scans')), form: row.oneOf('form', COPY_FORMS), purpose: row.text('purpose'), recipient: row.text('recipient'), approvedBy: row.text('decided_name'),
    }),
  )
}

export type RegisterQuery = { from: LocalDate; to: LocalDate; text: string; out: boolean }

function wantedCopies({ from, to, text, out }: RegisterQuery): Condition {
  const wanted = text.trim().toUpperCase()
  const said = wanted === '' ? { sql: '1', parameters: [] } : {
    sql: '(instr(cp.number, ?) > 0 OR instr(r.number, ?) > 0 OR instr(d.number, ?) > 0 OR instr(ve.plate, ?) > 0)',
    parameters: [wanted, wanted, wanted, normalisePlate(wanted)],
  }
  return {
    sql: `cp.at >= ? AND cp.at < ? ${out ? 'AND cp.outcome IS NULL' : ''} AND ${said.sql}`,
    parameters: [instantAt(from), instantAt(addDays(to, 1)), ...said.parameters],
  }
}

function copies(db: Reader, actor: Actor, today: LocalDate, wanted: Condition, rest: Condition): CopyRowView[] {
  const known = mayKnowPastCopy(actor, 'cp.scans')
  return db.all(
    `SELECT cp.id, cp.number, cp.at, cp.person_id, p.name, dep.name AS department, r.number AS record_number, d.id AS dossier_id,
       d.number AS dossier_number, ve.plate, CASE WHEN d.destroyed_by IS NULL THEN ve.vin ELSE '' END AS vin, c.name AS owner_name, cp.purpose, cp.scans, q.number AS request_number, q.form, q.recipient,
       q.authority, de.name AS decided_name, q.decided_by = q.requested_by AS own, cp.outcome, cp.outcome_on, ob.name AS outcome_name, cp.outcome_remark
     FROM copy cp CROSS JOIN record r ON r.id = cp.record_id CROSS JOIN dossier d ON d.id = r.dossier_id ${PLATE_AND_OWNER}
     JOIN person p ON p.id = cp.person_id JOIN department dep ON dep.id = p.department_id
     LEFT JOIN copy_request q ON q.id = cp.request_id LEFT JOIN person de ON de.id = q.decided_by LEFT JOIN person ob ON ob.id = cp.outcome_by
     WHERE ${wanted.sql} AND ${known.sql} ${rest.sql}`,
    [...wanted.parameters, ...known.parameters, ...rest.parameters], readRow(actor, today),
  )
}

const readRow = (actor: Actor, today: LocalDate) => (row: Row): CopyRowView => {
  const asked = row.textOrNull('request_number')
  const at = row.int('at')
  return {
    id: row.id<'copy'>('id'),
    number: row.text('number'),
    at,
    by: { id: row.id<'person'>('person_id'), name: row.text('name'), department: row.text('department') },
    recordNumber: row.text('record_number'),
    dossier: dossierOf(row),
    purpose: row.text('purpose'),
    pages: scanIdsOf(row.text('scans')).length,
    request: asked === null ? null : {
      number: asked, form: row.oneOf('form', COPY_FORMS), recipient: row.text('recipient'), approvedBy: row.text('decided_name'),
      authority: authorityOf(row), own: row.flag('own'),
    },
    outcome: row.textOrNull('outcome') === null ? null : {
      what: row.oneOf('outcome', COPY_OUTCOMES), on: row.date('outcome_on'), by: row.text('outcome_name'), remark: row.text('outcome_remark'),
    },
    open: asked !== null && row.int('person_id') === actor.id && dayOf(at) === today,
  }
}

/** Newest first; `before`: older than this. */
export function registerPage(db: Reader, actor: Actor, today: LocalDate, asked: RegisterQuery & { before: Id<'copy'> | null; limit: number }): CopyRowView[] {
  return copies(db, actor, today, wantedCopies(asked), {
    sql: 'AND cp.id < ? ORDER BY cp.id DESC LIMIT ?', parameters: [asked.before ?? Number.MAX_SAFE_INTEGER, asked.limit],
  })
}

/** As on paper: oldest first. */
export function registerRange(db: Reader, actor: Actor, today: LocalDate, asked: RegisterQuery, limit: number): CopyRowView[] {
  return copies(db, actor, today, wantedCopies(asked), { sql: 'ORDER BY cp.id LIMIT ?', parameters: [limit] })
}

/** A copy of pages the actor may know of. */
export function copyById(db: Reader, actor: Actor, today: LocalDate, id: Id<'copy'>): CopyRowView | null {
  return copies(db, actor, today, { sql: 'cp.id = ?', parameters: [id] }, { sql: '', parameters: [] })[0] ?? null
}

/** Made by somebody and still out, oldest first, as far as the actor may know them: for the leaver's list (H6). */
export function copiesHeldBy(db: Reader, actor: Actor, today: LocalDate, personId: Id<'person'>, limit: number): CopyRowView[] {
  return copies(db, actor, today, { sql: 'cp.outcome IS NULL AND cp.person_id = ?', parameters: [personId] }, { sql: 'ORDER BY cp.id LIMIT ?', parameters: [limit] })
}

/** The same as a bare number, of which nothing is known. */
export function countCopiesOf(db: Reader, personId: Id<'person'>): number {
  return db.get('SELECT count(*) AS n FROM copy WHERE outcome IS NULL AND person_id = ?', [personId], (row) => row.int('n')) ?? 0
}

/** All that were neither given back nor destroyed, of pages the actor may know. */
export function countOut(db: Reader, actor: Actor): number {
  const known = mayKnowPastCopy(actor, 'cp.scans')
  return db.get(
    `SELECT count(*) AS n FROM copy cp INDEXED BY copy_out CROSS JOIN record r ON r.id = cp.record_id CROSS JOIN dossier d ON d.id = r.dossier_id
     WHERE cp.outcome IS NULL AND ${known.sql}`,
    known.parameters, (row) => row.int('n'),
  ) ?? 0
}
