// Checking that corrections, violations and closed months stand as the audit trail says they came about (rules V9, V10): what was ordered,
// on what grounds was proposed, who decided what, and what a month came to.
import { CORRECTION_STEPS, type CorrectionState } from '#shared/domain/correction.ts'
import { PENALTY_STEPS, type PenaltyState } from '#shared/domain/penalty.ts'
import type { Row } from '../database/database.ts'
import { GROUND_COLUMNS, groundsDigest } from '../violation/row.ts'
import type { PenaltyActs, SaidCorrection, SaidViolation } from './audit-penalties.ts'
import type { MovedDue, SettingActs } from './audit-settings.ts'
import { parseContent, type Check } from './check.ts'
import { holdRows, same } from './hold.ts'

const CORRECTIONS = `
  SELECT c.id, c.number, r.number AS record, c.person_id, c.department_id, c.ordered_by, c.ordered_at, c.due_on, c.due_provisional, c.lacks,
    c.remark, c.state, c.corrected_on, c.missed
  FROM correction c LEFT JOIN record r ON r.id = c.record_id ORDER BY c.id`

export function checkCorrections(check: Check, { corrections }: PenaltyActs, dues: SettingActs['correctionDues']): void {
  holdRows(check, {
    table: 'correction', sql: CORRECTIONS, keyOf: (row) => row.text('number'), said: corrections, unknown: 'correction.notOrdered', missing: 'correction.missing',
  }, (row, said, number) => {
    const acts = check.db.all('SELECT at, person_id, act, remark FROM correction_act WHERE correction_id = ? ORDER BY id', [row.int('id')], (act) => [
      act.int('at'), act.int('person_id'), act.text('act'), act.text('remark'),
    ])
    return [same(correctionColumns(row), saidColumns(said, dues.get(number)?.at(-1))) && same(acts, saidActs(said)) ? null : 'correction.differs']
  })
}

function correctionColumns(row: Row): unknown[] {
  return [
    row.textOrNull('record'), row.int('person_id'), row.int('department_id'), row.int('ordered_by'), row.int('ordered_at'), row.text('due_on'),
    row.int('due_provisional'), parseContent(row.text('lacks')), row.text('remark'), row.text('state'), row.textOrNull('corrected_on'), row.textOrNull('missed'),
  ]
}

/** As it was ordered; due on the day to which the calendar or the policy moved it last (D2). */
function saidColumns({ ordered, acts }: SaidCorrection, moved: MovedDue | undefined): unknown[] {
  let state: CorrectionState | undefined = 'ordered'
  for (const { act } of acts) state = state && CORRECTION_STEPS[state][act]
  const last = acts.at(-1)
  const lacks = ordered.lacks.map((lack) => {
    const [code, kind] = lack.split('/')
    return { code, kind }
  })
  return [
    ordered.record, ordered.person, ordered.department, ordered.by, ordered.at, moved?.on ?? ordered.dueOn,
    Number(moved?.provisional ?? ordered.dueProvisional), lacks,
    ordered.remark, state ?? null, last?.correctedOn ?? null, last?.missed ? JSON.stringify(last.missed) : null,
  ]
}

const saidActs = ({ ordered, acts }: SaidCorrection): unknown[] => [
  [ordered.at, ordered.by, 'order', ordered.remark], ...acts.map(({ at, by, act, remark }) => [at, by, act, remark]),
]

const VIOLATIONS = `SELECT v.id, ${GROUND_COLUMNS}, v.state, v.amount, v.doubled, v.share FROM violation v ORDER BY v.id`

const GROUNDS = GROUND_COLUMNS.split(',').map((column) => column.trim().replace('v.', ''))
const NUMBERS = new Set(['person_id', 'department_id', 'record_id', 'correction_id', 'base', 'adjusts', 'proposed_at'])

export function checkViolations(check: Check, { violations }: PenaltyActs): void {
  const { db, findings } = check
  holdRows(check, {
    table: 'violation', sql: VIOLATIONS, keyOf: (row) => row.text('number'), said: violations, unknown: 'violation.notEntered', missing: 'violation.missing',
  }, (row, said) => {
    const digest = groundsDigest(GROUNDS.map((column) => (NUMBERS.has(column) ? row.intOrNull(column) : row.textOrNull(column))))
    const acts = db.all('SELECT at, person_id, act, amount, share, remark, capacity FROM violation_act WHERE violation_id = ? ORDER BY id', [row.int('id')], (act) => [
      act.int('at'), act.int('person_id'), act.text('act'), act.intOrNull('amount'), act.intOrNull('share'), act.text('remark'), act.textOrNull('capacity'),
    ])
    checkActors(findings, said, row.int('person_id'))
    const present = [row.text('state'), row.intOrNull('amount'), row.intOrNull('doubled'), row.intOrNull('share')]
    return [
      digest === said.digest && row.text('key') === said.key ? null : 'violation.differs',
      same(present, saidDecided(said)) && same(acts, saidViolationActs(said)) ? null : 'violation.decidedOtherwise',
    ]
  })
}

/** State, amount, doubled and share, as the acts have left them one after the other. */
function saidDecided({ acts }: SaidViolation): unknown[] {
  let state: PenaltyState | undefined = 'proposed'
  for (const { act } of acts) state = state && PENALTY_STEPS[state][act]
  const last = acts.findLast(({ act }) => act === 'decide' || act === 'waive')
  return [state ?? null, last?.amount ?? null, last ? Number(last.doubled) : null, last?.share ?? null]
}

const saidViolationActs = ({ entered, acts }: SaidViolation): unknown[] => [
  [entered.at, entered.by, entered.act, null, null, '', null],
  ...acts.map(({ at, by, act, amount, share, remark, as }) => [at, by, act, amount, share, remark, as]),
]

/** Objecting and appealing are the person's own; deciding is anybody's but theirs (V9). */
function checkActors(findings: Check['findings'], { acts }: SaidViolation, person: number): void {
  for (const { seq, act, by } of acts) {
    const isOwn = act === 'object' || act === 'appeal'
    if (isOwn !== (by === person)) findings.add(`audit/${seq}`, 'actor.notPermitted')
  }
}

const MONTHS = `
  SELECT m.month, m.closed_by, m.closed_at, m.total, coalesce((SELECT sum(v.amount) FROM violation v WHERE v.month = m.month), 0) AS present
  FROM closed_month m ORDER BY m.month`

export function checkClosedMonths({ db, findings }: Check, { months }: PenaltyActs): void {
  const unseen = new Map(months)
  for (const row of db.each(MONTHS, [])) {
    const month = row.text('month')
    const said = unseen.get(month)
    unseen.delete(month)
    const asSaid = said && said.by === row.int('closed_by') && said.at === row.int('closed_at') && said.total === row.int('total')
    if (!asSaid) findings.add(`closed_month/${month}`, 'month.closedOtherwise')
    if (row.int('present') !== row.int('total')) findings.add(`closed_month/${month}`, 'month.totalDiffers')
  }
  for (const month of unseen.keys()) findings.add(`closed_month/${month}`, 'month.missing')
}
