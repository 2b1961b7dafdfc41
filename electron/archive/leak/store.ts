// SQL of leaks, their measures and acts (rule S5).
import type { LeakDetail, LeakView } from '#shared/contract/leak.ts'
import { toId, type Id } from '#shared/domain/id.ts'
import { LEAK_ACTS, LEAK_STATES, type LeakAct, type LeakState } from '#shared/domain/leak.ts'
import type { Instant, LocalDate } from '#shared/domain/local-date.ts'
import { permits } from '#shared/domain/role.ts'
import type { Condition } from '../access/visibility.ts'
import type { Reader, Row, Writer } from '../database/database.ts'
import type { Actor } from '../handler.ts'

export type NewLeak = {
  number: string
  what: string
  dossier: string
  foundOn: LocalDate
  how: string
  atOnce: string
  reportedBy: Id<'person'>
  reportedAt: Instant
}

export function addLeak(db: Writer, { number, what, dossier, foundOn, how, atOnce, reportedBy, reportedAt }: NewLeak): Id<'leak'> {
  return toId(db.run(
    "INSERT INTO leak (number, state, what, dossier, found_on, how, at_once, reported_by, reported_at) VALUES (?, 'reported', ?, ?, ?, ?, ?, ?, ?)",
    [number, what, dossier, foundOn, how, atOnce, reportedBy, reportedAt],
  ).lastId)
}

export function addLeakAct(db: Writer, leakId: Id<'leak'>, act: { at: Instant; personId: Id<'person'>; act: 'report' | LeakAct; remark: string }): void {
  db.run('INSERT INTO leak_act (leak_id, at, person_id, act, remark) VALUES (?, ?, ?, ?, ?)', [leakId, act.at, act.personId, act.act, act.remark])
}

export function putLeakState(db: Writer, id: Id<'leak'>, state: Exclude<LeakState, 'closed'>): void {
  db.run('UPDATE leak SET state = ?, closed_by = NULL, closed_at = NULL WHERE id = ?', [state, id])
}

export function putClosed(db: Writer, id: Id<'leak'>, { outcome, by, at }: { outcome: string; by: Id<'person'>; at: Instant }): void {
  db.run("UPDATE leak SET state = 'closed', outcome = ?, closed_by = ?, closed_at = ? WHERE id = ?", [outcome, by, at, id])
}

export function putFindings(db: Writer, id: Id<'leak'>, { findings, responsible }: { findings: string; responsible: string }): void {
  db.run('UPDATE leak SET findings = ?, responsible = ? WHERE id = ?', [findings, responsible, id])
}

export function addMeasure(db: Writer, leakId: Id<'leak'>, { what, who, dueOn }: { what: string; who: string; dueOn: LocalDate }): Id<'leakMeasure'> {
  return toId(db.run('INSERT INTO leak_measure (leak_id, what, who, due_on) VALUES (?, ?, ?, ?)', [leakId, what, who, dueOn]).lastId)
}

export function putMeasureDone(db: Writer, id: Id<'leakMeasure'>, { on, remark }: { on: LocalDate; remark: string }): void {
  db.run('UPDATE leak_measure SET done_on = ?, done_remark = ? WHERE id = ?', [on, remark, id])
}

/** Condition on a leak `k`: one's own report, and all of them for who follows leaks. What a report says of a dossier is its author's own words. */
export function mayKnowLeak(actor: Actor): Condition {
  return { sql: '(? OR k.reported_by = ?)', parameters: [permits(actor.roles, 'leak.follow') ? 1 : 0, actor.id] }
}

export type Leak = { view: LeakView; findings: string; responsible: string; outcome: string; closedBy: string | null }

const readLeak = (actor: Actor) => (row: Row): Leak => ({
  view: {
    id: row.id<'leak'>('id'),
    number: row.text('number'),
    state: row.oneOf('state', LEAK_STATES),
    what: row.text('what'),
    dossier: row.text('dossier'),
    foundOn: row.date('found_on'),
    how: row.text('how'),
    atOnce: row.text('at_once'),
    reportedBy: { id: row.id<'person'>('reported_by'), name: row.text('name'), department: row.text('department') },
    reportedAt: row.int('reported_at'),
    mine: row.int('reported_by') === actor.id,
    closedAt: row.intOrNull('closed_at'),
  },
  findings: row.text('findings'),
  responsible: row.text('responsible'),
  outcome: row.text('outcome'),
  closedBy: row.textOrNull('closed_name'),
})

function leaks(db: Reader, actor: Actor, from: string, wanted: Condition, rest: Condition): Leak[] {
  const known = mayKnowLeak(actor)
  return db.all(
    `SELECT k.id, k.number, k.state, k.what, k.dossier, k.found_on, k.how, k.at_once, k.reported_by, p.name, dep.name AS department, k.reported_at,
       k.findings, k.responsible, k.outcome, cl.name AS closed_name, k.closed_at
     FROM ${from} JOIN person p ON p.id = k.reported_by JOIN department dep ON dep.id = p.department_id LEFT JOIN person cl ON cl.id = k.closed_by
     WHERE ${wanted.sql} AND ${known.sql} ${rest.sql}`,
    [...wanted.parameters, ...known.parameters, ...rest.parameters], readLeak(actor),
  )
}

export function leakById(db: Reader, actor: Actor, id: Id<'leak'>): Leak | null {
  return leaks(db, actor, 'leak k', { sql: 'k.id = ?', parameters: [id] }, { sql: '', parameters: [] })[0] ?? null
}

/** In the words of the index of open leaks. */
export const OPEN_LEAK = "k.state IN ('reported', 'followed')"

/** Newest first. */
export function listLeaks(db: Reader, actor: Actor, { filter, before, limit }: { filter: 'open' | 'closed'; before: Id<'leak'> | null; limit: number }): Leak[] {
  return leaks(db, actor, 'leak k', {
    sql: `${filter === 'open' ? OPEN_LEAK : "k.state = 'closed'"} AND k.id < ?`, parameters: [before ?? Number.MAX_SAFE_INTEGER],
  }, { sql: 'ORDER BY k.id DESC LIMIT ?', parameters: [limit] })
}

type Following = NonNullable<LeakDetail['following']>

export function measuresOf(db: Reader, leakId: Id<'leak'>): Following['measures'] {
  return db.all('SELECT id, what, who, due_on, done_on, done_remark FROM leak_measure WHERE leak_id = ? ORDER BY id', [leakId], (row) => ({
    id: row.id<'leakMeasure'>('id'), what: row.text('what'), who: row.text('who'), dueOn: row.date('due_on'), doneOn: row.dateOrNull('done_on'),
    doneRemark: row.text('done_remark'),
  }))
}

export function leakActs(db: Reader, leakId: Id<'leak'>): Following['acts'] {
  return db.all(
    'SELECT a.at, p.name, a.act, a.remark FROM leak_act a JOIN person p ON p.id = a.person_id WHERE a.leak_id = ? ORDER BY a.id', [leakId],
    (row) => ({ at: row.int('at'), personName: row.text('name'), act: row.oneOf('act', ['report', ...LEAK_ACTS]), remark: row.text('remark') }),
  )
}
