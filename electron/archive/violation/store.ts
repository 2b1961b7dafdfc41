// SQL of violations, of what was done about them, and of closed months (rules V6, V9).
import type { ViolationDetail, ViolationView } from '#shared/contract/violation.ts'
import { toId, type Id } from '#shared/domain/id.ts'
import type { Instant } from '#shared/domain/local-date.ts'
import type { Fen } from '#shared/domain/money.ts'
import { PENALTY_STATES, type PenaltyState, type Standing } from '#shared/domain/penalty.ts'
import { RECORD_KINDS } from '#shared/domain/record.ts'
import { VIOLATION_RULES, type ViolationRule } from '#shared/domain/violation.ts'
import type { Condition } from '../access/visibility.ts'
import { mayKnowRecordOfViolation, mayKnowViolation } from '../access/visible-violation.ts'
import type { Reader, Row, Writer } from '../database/database.ts'
import type { Actor } from '../handler.ts'
import { COLUMNS, readViolation, storedGrounds, type Decided, type Grounds, type Violation } from './row.ts'

export function addViolation(db: Writer, grounds: Grounds): Id<'violation'> {
  const { lastId } = db.run(
    `INSERT INTO violation (key, number, rule, person_id, department_id, record_id, correction_id, on_date, month, items, base, evidence, adjusts,
       proposed_at, state)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 'proposed')`,
    storedGrounds(grounds),
  )
  return toId<'violation'>(lastId)
}

/** Brings an undecided one up to date; what was said against it stays. */
export function putGrounds(db: Writer, id: Id<'violation'>, grounds: Grounds): void {
  db.run(
    `UPDATE violation SET key = ?, number = ?, rule = ?, person_id = ?, department_id = ?, record_id = ?, correction_id = ?, on_date = ?, month = ?,
       items = ?, base = ?, evidence = ?, adjusts = ?, proposed_at = ? WHERE id = ?`,
    [...storedGrounds(grounds), id],
  )
}

export function putDecided(db: Writer, id: Id<'violation'>, { state, amount, doubled, share }: Decided): void {
  db.run('UPDATE violation SET state = ?, amount = ?, doubled = ?, share = ? WHERE id = ?', [
    state, amount, doubled === null ? null : doubled ? 1 : 0, share, id,
  ])
}

export function removeViolation(db: Writer, id: Id<'violation'>): void {
  db.run('DELETE FROM violation_act WHERE violation_id = ?', [id])
  db.run('DELETE FROM violation WHERE id = ?', [id])
}

type Act = { at: Instant; personId: Id<'person'>; act: ViolationDetail['acts'][number]['act']; amount: Fen | null; share: number | null; remark: string }

export function addViolationAct(db: Writer, violationId: Id<'violation'>, { at, personId, act, amount, share, remark }: Act): void {
  db.run('INSERT INTO violation_act (violation_id, at, person_id, act, amount, share, remark) VALUES (?, ?, ?, ?, ?, ?, ?)', [
    violationId, at, personId, act, amount, share, remark,
  ])
}

export function violationActs(db: Reader, id: Id<'violation'>): ViolationDetail['acts'] {
  return db.all(
    'SELECT a.at, p.name, a.act, a.amount, a.share, a.remark FROM violation_act a JOIN person p ON p.id = a.person_id WHERE a.violation_id = ? ORDER BY a.id',
    [id], (row) => ({
      at: row.int('at'), personName: row.text('name'), act: row.oneOf('act', ['propose', 'enter', 'decide', 'waive', 'object', 'appeal']),
      amount: row.intOrNull('amount'), share: row.intOrNull('share'), remark: row.text('remark'),
    }),
  )
}

/** As it lies, whoever asks. */
export function violationByKey(db: Reader, key: string): Violation | null {
  return db.get(`SELECT ${COLUMNS} FROM violation v WHERE v.key = ?`, [key], readViolation)
}

/** The undecided ones that the facts of a month proposed, whether or not they still would. */
export function undecidedOf(db: Reader, month: string): Violation[] {
  return db.all(
    `SELECT ${COLUMNS} FROM violation v
     WHERE v.month = ? AND v.state IN ('proposed', 'objected') AND v.rule IN ('V1', 'V2', 'V3', 'V4', 'V5', 'V10') ORDER BY v.id`,
    [month], readViolation,
  )
}

/** What is listed of a violation, before it is reckoned. */
export type Listed = Omit<ViolationView, 'nth' | 'doubled' | 'amount' | 'decided' | 'shareRange' | 'first' | 'may'> & {
  key: string
  departmentId: Id<'department'>
  /** By which it is counted, whoever looks. */
  recordNumber: string
  decidedAmount: Fen | null
  decidedDoubled: boolean | null
}

/** Those that the actor may know of and `wanted` names: by department and name of the person, then as they are counted. */
export function listViolations(db: Reader, actor: Actor, wanted: Condition): Listed[] {
  const mayKnow = mayKnowViolation(actor)
  const record = mayKnowRecordOfViolation(actor)
  return db.all(
    `SELECT ${COLUMNS}, p.name AS person_name, dep.name AS department_name, ad.number AS adjusts_number, c.number AS correction_number,
       r.number AS record_number, r.kind, d.id AS dossier_id, d.number AS dossier_number, ve.plate, ve.model,
       CASE WHEN v.record_id IS NULL THEN 0 WHEN ${record.sql} THEN 0 ELSE 1 END AS hidden,
       EXISTS (SELECT 1 FROM closed_month m WHERE m.month = v.month) AS closed
     FROM violation v
     JOIN person p ON p.id = v.person_id JOIN department dep ON dep.id = v.department_id
     LEFT JOIN violation ad ON ad.id = v.adjusts LEFT JOIN correction c ON c.id = v.correction_id
     LEFT JOIN record r ON r.id = v.record_id LEFT JOIN dossier d ON d.id = r.dossier_id LEFT JOIN vehicle ve ON ve.id = d.vehicle_id
     WHERE ${wanted.sql} AND ${mayKnow.sql}
     ORDER BY dep.name, p.name, p.id, v.on_date, coalesce(r.number, ''), v.rule, v.number`,
    [...record.parameters, ...wanted.parameters, ...mayKnow.parameters], readListed,
  )
}

function readListed(row: Row): Listed {
  const { personId, recordId, correctionId, amount, doubled, items, evidence, adjusts: _adjusts, ...rest } = readViolation(row)
  const hidden = row.flag('hidden')
  return {
    ...rest,
    monthClosed: row.flag('closed'),
    person: { id: personId, name: row.text('person_name'), department: row.text('department_name') },
    record: recordId === null || hidden ? null : {
      id: recordId, number: row.text('record_number'), kind: row.oneOf('kind', RECORD_KINDS), dossierId: row.id<'dossier'>('dossier_id'),
      dossierNumber: row.text('dossier_number'), plate: row.textOrNull('plate'), model: row.text('model'),
    },
    recordHidden: hidden,
    correction: correctionId === null || hidden ? null : { id: correctionId, number: row.text('correction_number') },
    items: hidden ? [] : items,
    evidence: hidden ? { ...evidence, dueOn: null, receivedOn: null, line: null, correctedOn: null } : evidence,
    adjusts: row.textOrNull('adjusts_number'),
    recordNumber: row.textOrNull('record_number') ?? '',
    decidedAmount: amount,
    decidedDoubled: doubled,
  }
}

/** Penalties for deliveries are counted apart from those for visits (V6); where a rule does not count, it does not matter which. */
const SALES_RULES: ReadonlySet<ViolationRule> = new Set(['V1', 'V2'])

/** All violations of a person whose day lies in a calendar month, wherever they are settled (V6). */
export function standingsOf(db: Reader, personId: Id<'person'>, month: string): Standing[] {
  return db.all(
    `SELECT v.key, v.rule, v.on_date, v.state, v.base, v.amount, r.number AS record_number
     FROM violation v LEFT JOIN record r ON r.id = v.record_id WHERE v.person_id = ? AND v.on_date BETWEEN ? AND ?`,
    [personId, `${month}-01`, `${month}-31`], (row): Standing => {
      const rule = row.oneOf('rule', VIOLATION_RULES)
      return {
        key: row.text('key'), rule, side: SALES_RULES.has(rule) ? 'sales' : 'service', on: row.date('on_date'),
        recordNumber: row.textOrNull('record_number') ?? '', state: row.oneOf('state', PENALTY_STATES), base: row.int('base'),
        amount: row.intOrNull('amount'),
      }
    },
  )
}

export function closedMonths(db: Reader): Set<string> {
  return new Set(db.all('SELECT month FROM closed_month', [], (row) => row.text('month')))
}

export function closingOf(db: Reader, month: string): { at: Instant; byName: string } | null {
  return db.get(
    'SELECT m.closed_at, p.name FROM closed_month m JOIN person p ON p.id = m.closed_by WHERE m.month = ?', [month],
    (row) => ({ at: row.int('closed_at'), byName: row.text('name') }),
  )
}

export function closeMonth(db: Writer, month: string, closed: { by: Id<'person'>; at: Instant; total: Fen }): void {
  db.run('INSERT INTO closed_month (month, closed_by, closed_at, total) VALUES (?, ?, ?, ?)', [month, closed.by, closed.at, closed.total])
}

/** What is decided, as far as the actor may know of it: enough for sums. */
export function decidedAmounts(db: Reader, actor: Actor): { month: string; state: PenaltyState; decided: true; amount: Fen }[] {
  const known = mayKnowViolation(actor)
  return db.all(
    `SELECT v.month, v.state, v.amount FROM violation v WHERE v.state NOT IN ('proposed', 'objected') AND ${known.sql}`,
    known.parameters, (row) => ({ month: row.text('month'), state: row.oneOf('state', PENALTY_STATES), decided: true, amount: row.int('amount') }),
  )
}

/** Conditions on a violation `v`, all of which must hold. */
export function wantedWhere(...conditions: readonly (Condition | null)[]): Condition {
  const held = conditions.filter((condition) => condition !== null)
  return { sql: ['1', ...held.map(({ sql }) => sql)].join(' AND '), parameters: held.flatMap(({ parameters }) => parameters) }
}
