// SQL of the first screen: each section is counted and its first lines are found in an index, never by reading all records.
import type { TodaySection } from '#shared/domain/today.ts'
import type { Id } from '#shared/domain/id.ts'
import { dayOf, type LocalDate } from '#shared/domain/local-date.ts'
import { mayKnowRecord } from '../access/visibility.ts'
import { mayKnowCorrection, mayKnowViolation } from '../access/visible-violation.ts'
import { CORRECTION_CONDITIONS } from '../correction/store.ts'
import type { Reader, Row, Value } from '../database/database.ts'
import type { Actor } from '../handler.ts'
import { VIOLATION_CONDITIONS, wantedWhere } from '../violation/store.ts'
import { WAITING_COPIES } from './waiting-copies.ts'
import { WAITING_DISPOSALS } from './waiting-disposals.ts'
import { WAITING_EXPORTS } from './waiting-exports.ts'
import { WAITING_LOANS } from './waiting-loans.ts'

/** The first records owed that are due on a day or between two, oldest first. */
export function firstDue(db: Reader, actor: Actor, from: LocalDate, to: LocalDate, limit: number): Id<'record'>[] {
  const known = mayKnowRecord(actor)
  return db.all(
    `SELECT r.id FROM record r INDEXED BY record_outstanding CROSS JOIN dossier d ON d.id = r.dossier_id
     WHERE r.state IN ('expected', 'refused') AND r.due_on BETWEEN ? AND ? AND ${known.sql} ORDER BY r.due_on, r.id LIMIT ?`,
    [from, to, ...known.parameters, limit], (row) => row.id<'record'>('id'),
  )
}

/** What waits without being a record: when it is due or since when it waits, of which record and person, and what it is about. */
export type Waiting = {
  id: number
  on: LocalDate
  recordId: Id<'record'> | null
  person: { id: Id<'person'>; name: string; department: string } | null
  about: string
}

export type Query = { from: string; where: string; order: string; columns: string; parameters: Value[]; read: (row: Row) => Waiting }

const readPerson = (row: Row): Waiting['person'] => (
  { id: row.id<'person'>('person_id'), name: row.text('person_name'), department: row.text('department_name') }
)

const PERSON = 'p.id AS person_id, p.name AS person_name, dep.name AS department_name'

// Corrections and violations are counted by the conditions of the lists that their sections lead to.

const corrections = (index: string, filter: 'open' | 'done') => (actor: Actor, today: LocalDate): Query => {
  const known = mayKnowCorrection(actor)
  const wanted = CORRECTION_CONDITIONS[filter](today)
  return {
    columns: `c.id, c.due_on AS on_date, c.record_id, c.number AS about, ${PERSON}`,
    from: `correction c INDEXED BY ${index} CROSS JOIN record r ON r.id = c.record_id CROSS JOIN dossier d ON d.id = r.dossier_id
      CROSS JOIN person p ON p.id = c.person_id CROSS JOIN department dep ON dep.id = c.department_id`,
    // Said first, so that the index of what is open can be used.
    where: `c.state IN ('ordered', 'done') AND ${wanted.sql} AND ${known.sql}`,
    order: 'c.due_on, c.id',
    parameters: [...wanted.parameters, ...known.parameters],
    read: (row) => ({ id: row.int('id'), on: row.date('on_date'), recordId: row.id<'record'>('record_id'), person: readPerson(row), about: row.text('about') }),
  }
}

const violations = (index: string, filter: 'toDecide' | 'appealed' | 'toAnswer') => (actor: Actor): Query => {
  const wanted = wantedWhere(VIOLATION_CONDITIONS[filter](actor), mayKnowViolation(actor))
  return {
    columns: `v.id, v.on_date, v.record_id, v.rule AS about, ${PERSON}`,
    from: `violation v INDEXED BY ${index} CROSS JOIN person p ON p.id = v.person_id CROSS JOIN department dep ON dep.id = v.department_id`,
    where: wanted.sql,
    order: 'v.on_date, v.id',
    parameters: wanted.parameters,
    read: (row) => ({
      id: row.int('id'), on: row.date('on_date'), recordId: row.intOrNull('record_id') === null ? null : row.id<'record'>('record_id'),
      person: readPerson(row), about: row.text('about'),
    }),
  }
}

/** What waits besides records, by section. */
export const WAITING = {
  ...WAITING_LOANS,
  ...WAITING_COPIES,
  ...WAITING_DISPOSALS,
  ...WAITING_EXPORTS,
  correction: corrections('correction_open', 'open'),
  corrected: corrections('correction_open', 'done'),
  violation: violations('violation_pending', 'toDecide'),
  appeal: violations('violation_pending', 'appealed'),
  mine: violations('violation_person', 'toAnswer'),
  delay: (actor: Actor, today: LocalDate) => {
    const known = mayKnowRecord(actor)
    return {
      columns: 'pa.record_id, pa.promised_on, pa.code',
      from: 'paper pa INDEXED BY paper_promised CROSS JOIN record r ON r.id = pa.record_id CROSS JOIN dossier d ON d.id = r.dossier_id',
      // Once the promised day has passed the paper is simply missing; there is nothing left to accept.
      where: `pa.presence = 'notYetObtainable' AND pa.promised_on >= ? AND NOT EXISTS (
        SELECT 1 FROM paper_delay pd WHERE pd.record_id = pa.record_id AND pd.code = pa.code AND pd.promised_on >= pa.promised_on) AND ${known.sql}`,
      order: 'pa.promised_on, pa.record_id, pa.code',
      parameters: [today, ...known.parameters],
      read: (row) => ({ id: row.int('record_id'), on: row.date('promised_on'), recordId: row.id<'record'>('record_id'), person: null, about: row.text('code') }),
    }
  },
  settingChange: (actor: Actor) => ({
    columns: `s.id, s.proposed_at, s.subject AS about, ${PERSON}`,
    from: `setting_change s INDEXED BY setting_change_waiting CROSS JOIN person p ON p.id = s.proposed_by
      CROSS JOIN department dep ON dep.id = p.department_id`,
    where: "s.state = 'proposed' AND s.proposed_by <> ?",
    order: 's.id',
    parameters: [actor.id],
    read: (row) => ({ id: row.int('id'), on: dayOf(row.int('proposed_at')), recordId: null, person: readPerson(row), about: row.text('about') }),
  }),
} satisfies Partial<Record<TodaySection, (actor: Actor, today: LocalDate) => Query>>

/** How many of a query there are, counted no further than `most`, and the first of them. */
export function waiting(db: Reader, { columns, from, where, order, parameters, read }: Query, first: number, most: number): { count: number; lines: Waiting[] } {
  const count = db.get(`SELECT count(*) AS n FROM (SELECT 1 FROM ${from} WHERE ${where} LIMIT ?)`, [...parameters, most], (row) => row.int('n')) ?? 0
  if (count === 0) return { count, lines: [] }
  return { count, lines: db.all(`SELECT ${columns} FROM ${from} WHERE ${where} ORDER BY ${order} LIMIT ?`, [...parameters, first], read) }
}
