// SQL of the steps from received to filed: what is open of a record, the worklists, what each person owes (rule H4).
import type { FilingView } from '#shared/contract/filing.ts'
import type { FilingStep } from '#shared/domain/filing.ts'
import type { Id } from '#shared/domain/id.ts'
import type { Instant } from '#shared/domain/local-date.ts'
import { RECORD_STATES, type RecordState } from '#shared/domain/record.ts'
import { mayKnowDossier, mayKnowRecord, type Condition } from '../access/visibility.ts'
import type { Reader, Row, Writer } from '../database/database.ts'
import type { Actor } from '../handler.ts'
import { dossierNumbered } from '../merge/standing.ts'
import { checklistLines } from '../record/store.ts'

export type Steps = Pick<FilingView, 'scannedAt' | 'placedAt' | 'filedAt'> & { id: Id<'record'>; number: string; dossierId: Id<'dossier'>; state: RecordState }

const STEPS = 'SELECT r.id, r.number, r.dossier_id, r.state, r.scanned_at, r.placed_at, r.filed_at FROM record r'

const readSteps = (row: Row): Steps => ({
  id: row.id<'record'>('id'),
  number: row.text('number'),
  dossierId: row.id<'dossier'>('dossier_id'),
  state: row.oneOf('state', RECORD_STATES),
  scannedAt: row.intOrNull('scanned_at'),
  placedAt: row.intOrNull('placed_at'),
  filedAt: row.intOrNull('filed_at'),
})

export function stepsOf(db: Reader, recordId: Id<'record'>): Steps {
  const steps = db.get(`${STEPS} WHERE r.id = ?`, [recordId], readSteps)
  if (!steps) throw new Error('no such record')
  return steps
}

/** Of each of these records. */
export function stepsOfRecords(db: Reader, ids: readonly Id<'record'>[]): Map<Id<'record'>, Steps> {
  return new Map(db.all(`${STEPS} JOIN json_each(?) wanted ON wanted.value = r.id`, [JSON.stringify(ids)], readSteps).map((steps) => [steps.id, steps]))
}

/** Of every record of a dossier, newest first. */
export function stepsOfDossier(db: Reader, dossierId: Id<'dossier'>): Steps[] {
  return db.all(`${STEPS} WHERE r.dossier_id = ? ORDER BY r.delivered_on DESC, r.id DESC`, [dossierId], readSteps)
}

export function putSteps(db: Writer, recordId: Id<'record'>, { scannedAt, placedAt, filedAt }: Pick<Steps, 'scannedAt' | 'placedAt' | 'filedAt'>): void {
  db.run(
    'UPDATE record SET scanned_at = ?, placed_at = ?, placed_by = CASE WHEN ? IS NULL THEN NULL ELSE placed_by END, filed_at = ? WHERE id = ?',
    [scannedAt, placedAt, placedAt, filedAt, recordId],
  )
}

export function setPlaced(db: Writer, recordId: Id<'record'>, by: Id<'person'>, at: Instant): void {
  db.run('UPDATE record SET placed_at = ?, placed_by = ? WHERE id = ?', [at, by, recordId])
}

/** How many pages each paper of a record has, by code; papers without any are not among them. */
export function scanCounts(db: Reader, recordId: Id<'record'>): Map<string, number> {
  return new Map(db.all(
    'SELECT code, count(*) AS n FROM scan WHERE record_id = ? AND removed_at IS NULL GROUP BY code',
    [recordId], (row) => [row.text('code'), row.int('n')],
  ))
}

// Each worklist is one index, in the order of waiting. Named outright: a planner that knows no figures starts from a person's records,
// or sorts what the index holds in order.
const WAITING: Record<FilingStep, { index: string; where: string; order: string }> = {
  receive: { index: 'record_outstanding', where: "r.state IN ('expected', 'refused')", order: 'r.due_on, r.id' },
  scan: { index: 'record_to_scan', where: 'r.received_seq IS NOT NULL AND r.scanned_at IS NULL', order: 'r.received_at, r.id' },
  place: { index: 'record_to_place', where: 'r.received_seq IS NOT NULL AND r.placed_at IS NULL', order: 'r.received_at, r.id' },
  complete: { index: 'record_incomplete', where: "r.state = 'incomplete'", order: 'r.due_on, r.id' },
}

/** The records at which a step is open, within what the actor may know of, longest waiting first. */
export function waitingFor(db: Reader, actor: Actor, step: FilingStep, limit: number): Id<'record'>[] {
  const { index, where, order } = WAITING[step]
  const known = mayKnowRecord(actor)
  return db.all(
    `SELECT r.id FROM record r INDEXED BY ${index} CROSS JOIN dossier d ON d.id = r.dossier_id
     WHERE ${where} AND ${known.sql} ORDER BY ${order} LIMIT ?`,
    [...known.parameters, limit], (row) => row.id<'record'>('id'),
  )
}

/** How many there are, counted no further than `most`: of a store that has just begun to scan, everything waits. */
export function countWaiting(db: Reader, actor: Actor, step: FilingStep, most: number): number {
  const { index, where } = WAITING[step]
  const known = mayKnowRecord(actor)
  return db.get(
    `SELECT count(*) AS n FROM (
       SELECT 1 FROM record r INDEXED BY ${index} CROSS JOIN dossier d ON d.id = r.dossier_id WHERE ${where} AND ${known.sql} LIMIT ?)`,
    [...known.parameters, most], (row) => row.int('n'),
  ) ?? 0
}

/** Papers of these records that are there and have no scan, by record, in the order of the checklist. */
export function unscannedOf(db: Reader, recordIds: readonly Id<'record'>[]): Map<Id<'record'>, string[]> {
  const rows = db.all(
    `SELECT r.id, r.checklist_id, p.code
     FROM json_each(?) wanted CROSS JOIN record r ON r.id = wanted.value JOIN paper p ON p.record_id = r.id
     WHERE r.received_seq IS NOT NULL AND r.scanned_at IS NULL AND p.presence = 'present'
       AND NOT EXISTS (SELECT 1 FROM scan s WHERE s.record_id = p.record_id AND s.code = p.code AND s.removed_at IS NULL)`,
    [JSON.stringify(recordIds)], (row) => ({ id: row.id<'record'>('id'), checklist: row.id<'checklist'>('checklist_id'), code: row.text('code') }),
  )
  return new Map([...Map.groupBy(rows, ({ checklist }) => checklist)].flatMap(([checklist, theirs]) => {
    const order = checklistLines(db, checklist).map(({ code }) => code)
    const sorted = theirs.toSorted((one, other) => order.indexOf(one.code) - order.indexOf(other.code))
    return [...Map.groupBy(sorted, ({ id }) => id)].map(([id, papers]) => [id, papers.map(({ code }) => code)] as const)
  }))
}

const OWED: Condition = { sql: "r.state IN ('expected', 'refused', 'incomplete')", parameters: [] }

export type Debtor = { id: Id<'person'>; name: string; department: string }

/** Who answers for a record that is owed or lacks something, within what the actor may know of, by name. */
export function debtors(db: Reader, actor: Actor, personId: Id<'person'> | null): Debtor[] {
  const known = mayKnowRecord(actor)
  return db.all(
    `SELECT p.id, p.name, dep.name AS department_name FROM person p JOIN department dep ON dep.id = p.department_id
     WHERE (? IS NULL OR p.id = ?) AND EXISTS (
       SELECT 1 FROM record r INDEXED BY record_responsible CROSS JOIN dossier d ON d.id = r.dossier_id
       WHERE r.responsible_id = p.id AND ${OWED.sql} AND ${known.sql})
     ORDER BY dep.name, p.name, p.id`,
    [personId, personId, ...OWED.parameters, ...known.parameters],
    (row) => ({ id: row.id<'person'>('id'), name: row.text('name'), department: row.text('department_name') }),
  )
}

/** What a person owes, oldest due day first. */
export function recordsOwedBy(db: Reader, actor: Actor, personId: Id<'person'>, limit: number): Id<'record'>[] {
  const known = mayKnowRecord(actor)
  return db.all(
    `SELECT r.id FROM record r INDEXED BY record_responsible CROSS JOIN dossier d ON d.id = r.dossier_id
     WHERE r.responsible_id = ? AND ${OWED.sql} AND ${known.sql} ORDER BY r.due_on, r.id LIMIT ?`,
    [personId, ...OWED.parameters, ...known.parameters, limit], (row) => row.id<'record'>('id'),
  )
}

/** The dossier of that number, or into which the one of that number was merged, if the actor may know of it. */
export function dossierByNumber(db: Reader, actor: Actor, number: string): Id<'dossier'> | null {
  const known = mayKnowDossier(actor)
  return db.get(
    `SELECT d.id FROM dossier d WHERE d.id = ? AND ${known.sql}`, [dossierNumbered(db, number), ...known.parameters], (row) => row.id<'dossier'>('id'),
  )
}

/** The record of that number, if the actor may know of its dossier. */
export function recordByNumber(db: Reader, actor: Actor, number: string): { recordId: Id<'record'>; dossierId: Id<'dossier'> } | null {
  const known = mayKnowDossier(actor)
  return db.get(
    `SELECT r.id, d.id AS dossier_id FROM record r JOIN dossier d ON d.id = r.dossier_id WHERE r.number = ? AND ${known.sql}`,
    [number, ...known.parameters], (row) => ({ recordId: row.id<'record'>('id'), dossierId: row.id<'dossier'>('dossier_id') }),
  )
}
