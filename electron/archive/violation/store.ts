// SQL of violations, of what was done about them, and of closed months (rules V6, V9).
import type { ViolationDetail, ViolationFilter, ViolationView } from '#shared/contract/violation.ts'
import { DECIDING_AS } from '#shared/contract/violation.ts'
import { toId, type Id } from '#shared/domain/id.ts'
import { addDays, dayOf, type Instant, type LocalDate } from '#shared/domain/local-date.ts'
import type { Fen } from '#shared/domain/money.ts'
import { PENALTY_STATES, type PenaltyState, type Standing } from '#shared/domain/penalty.ts'
import { RECORD_KINDS } from '#shared/domain/record.ts'
import { VIOLATION_RULES, type RecordFacts, type ViolationRule } from '#shared/domain/violation.ts'
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

type Act = Pick<ViolationDetail['acts'][number], 'act' | 'amount' | 'share' | 'remark' | 'as'> & { at: Instant; personId: Id<'person'> }

export function addViolationAct(db: Writer, violationId: Id<'violation'>, { at, personId, act, amount, share, remark, as }: Act): void {
  db.run('INSERT INTO violation_act (violation_id, at, person_id, act, amount, share, remark, capacity) VALUES (?, ?, ?, ?, ?, ?, ?, ?)', [
    violationId, at, personId, act, amount, share, remark, as,
  ])
}

export function violationActs(db: Reader, id: Id<'violation'>): ViolationDetail['acts'] {
  return db.all(
    'SELECT a.at, p.name, a.act, a.amount, a.share, a.remark, a.capacity FROM violation_act a JOIN person p ON p.id = a.person_id WHERE a.violation_id = ? ORDER BY a.id',
    [id], (row) => ({
      at: row.int('at'), personName: row.text('name'), act: row.oneOf('act', ['propose', 'enter', 'decide', 'waive', 'object', 'appeal']),
      amount: row.intOrNull('amount'), share: row.intOrNull('share'), remark: row.text('remark'),
      as: row.textOrNull('capacity') === null ? null : row.oneOf('capacity', DECIDING_AS),
    }),
  )
}

/** Who decided or waived it last; null where nobody has. */
export function lastDecider(db: Reader, id: Id<'violation'>): Id<'person'> | null {
  return db.get(
    "SELECT person_id FROM violation_act WHERE violation_id = ? AND act IN ('decide', 'waive') ORDER BY id DESC LIMIT 1", [id], (row) => row.id<'person'>('person_id'),
  )
}

/** When those of a month that are in one of these states were decided last. */
export function decidedAt(db: Reader, month: string, states: readonly PenaltyState[]): Instant[] {
  return db.all(
    `SELECT max(a.at) AS at FROM violation v JOIN violation_act a ON a.violation_id = v.id
     WHERE v.month = ? AND v.state IN (SELECT value FROM json_each(?)) AND a.act IN ('decide', 'waive') GROUP BY v.id`,
    [month, JSON.stringify(states)], (row) => row.int('at'),
  )
}

/** The sum of what adjusts a violation, decided or proposed, one of them aside. */
export function adjustedBy(db: Reader, id: Id<'violation'>, besides: Id<'violation'> | null): Fen {
  return db.get(
    "SELECT coalesce(sum(coalesce(amount, base)), 0) AS sum FROM violation WHERE adjusts = ? AND state <> 'waived' AND id IS NOT ?", [id, besides],
    (row) => row.int('sum'),
  ) ?? 0
}

/** As it lies, whoever asks. */
export function violationById(db: Reader, id: Id<'violation'>): Violation | null {
  return db.get(`SELECT ${COLUMNS} FROM violation v WHERE v.id = ?`, [id], readViolation)
}

/** As it lies, whoever asks. */
export function violationByKey(db: Reader, key: string): Violation | null {
  return db.get(`SELECT ${COLUMNS} FROM violation v WHERE v.key = ?`, [key], readViolation)
}

/** The undecided ones that the facts of a month proposed, whether or not they still would; one entered by hand has its own number as key. */
export function undecidedOf(db: Reader, month: string): Violation[] {
  return db.all(
    `SELECT ${COLUMNS} FROM violation v
     WHERE v.month = ? AND v.state IN ('proposed', 'objected')
       AND (v.rule IN ('V1', 'V2', 'V3', 'V4', 'V5', 'V10') OR (v.rule = 'L4' AND v.key <> 'L4/' || v.number)) ORDER BY v.id`,
    [month], readViolation,
  )
}

/** What is listed of a violation, before it is reckoned. */
export type Listed = Omit<ViolationView, 'nth' | 'doubled' | 'amount' | 'decided' | 'countChanged' | 'shareRange' | 'first' | 'may'> & {
  key: string
  departmentId: Id<'department'>
  /** Which its row names, whether or not whoever asks may know of it. */
  recordId: Id<'record'> | null
  /** The one it adjusts, and whether one that stands adjusts it. */
  adjustsId: Id<'violation'> | null
  adjusted: boolean
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
       EXISTS (SELECT 1 FROM closed_month m WHERE m.month = v.month) AS closed,
       EXISTS (SELECT 1 FROM violation a WHERE a.adjusts = v.id AND a.state <> 'waived') AS adjusted
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
  const { personId, correctionId, amount, doubled, items, evidence, adjusts, ...rest } = readViolation(row)
  const { recordId } = rest
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
    groundless: items.length === 0,
    evidence: hidden ? { ...evidence, dueOn: null, receivedOn: null, line: null, correctedOn: null } : evidence,
    adjusts: row.textOrNull('adjusts_number'),
    recordNumber: row.textOrNull('record_number') ?? '',
    adjustsId: adjusts,
    adjusted: row.flag('adjusted'),
    decidedAmount: amount,
    decidedDoubled: doubled,
  }
}

// A delay that was accepted may have run out since (F4), so that what lacked nothing at its first handover may have lacked it later.
const IN_ORDER = 'r.receipt_lacks = 0 AND NOT EXISTS (SELECT 1 FROM paper_delay pd WHERE pd.record_id = r.id)'

/** A record with what is held against it; `line`: the line of the book that left its papers as they are judged. */
export type JudgedRecord = Pick<RecordFacts, 'recordId' | 'recordNumber' | 'kind' | 'personId' | 'dueOn' | 'receivedOn' | 'contactConfirmed'> & {
  departmentId: Id<'department'>
  checklistId: Id<'checklist'>
  line: number | null
}

/**
 * Records due or first received in these days, but for those that came in time, in order, and with their contact confirmed: nothing
 * can be held against them. Of a month that was closed at an instant, only those of which something was entered or judged since, and
 * those still owed, whose due day the calendar may have moved into it. `line`: none is read of records in order.
 */
export function recordsToJudge(db: Reader, { from, to, closedAt }: { from: LocalDate; to: LocalDate; closedAt: Instant | null }): JudgedRecord[] {
  return db.all(
    `SELECT r.id, r.number, r.kind, r.responsible_id, r.department_id, r.due_on, r.received_on, r.contact_confirmed, r.checklist_id,
       CASE WHEN r.received_on IS NULL OR (${IN_ORDER}) THEN NULL
         WHEN r.received_on > r.due_on THEN r.received_seq
         ELSE (SELECT max(b.seq) FROM book_line b
           WHERE b.record_id = r.id AND b.seq >= r.received_seq AND b.struck_by IS NULL AND b.kind IN ('handover', 'supplement')
             AND b.on_date <= r.due_on) END AS line
     FROM record r
     WHERE r.id IN (
         SELECT id FROM record WHERE due_on BETWEEN ? AND ?
         UNION SELECT id FROM record WHERE received_on BETWEEN ? AND ?)
       AND NOT (r.received_on IS NOT NULL AND r.received_on <= r.due_on AND r.contact_confirmed = 1 AND ${IN_ORDER})
       AND (? IS NULL OR r.received_on IS NULL OR r.entered_at > ? OR r.due_on >= ? OR EXISTS (
         SELECT 1 FROM book_line l JOIN chain_entry e ON e.chain = 'book' AND e.seq = l.seq WHERE l.record_id = r.id AND e.at > ?))
     ORDER BY r.id`,
    [addDays(from, -1), addDays(to, -1), from, to, closedAt, closedAt, closedAt === null ? null : dayOf(closedAt), closedAt], (row) => ({
      recordId: row.id<'record'>('id'), recordNumber: row.text('number'), kind: row.oneOf('kind', RECORD_KINDS),
      personId: row.id<'person'>('responsible_id'), departmentId: row.id<'department'>('department_id'), dueOn: row.date('due_on'),
      receivedOn: row.dateOrNull('received_on'), contactConfirmed: row.flag('contact_confirmed'), checklistId: row.id<'checklist'>('checklist_id'),
      line: row.intOrNull('line'),
    }),
  )
}

/** Penalties for deliveries are counted apart from those for visits (V6); where a rule does not count, it does not matter which. */
const SALES_RULES: ReadonlySet<ViolationRule> = new Set(['V1', 'V2'])

/** All violations of a person whose day lies in a calendar month, wherever they are settled (V6), with their numbers. */
export function standingsOf(db: Reader, personId: Id<'person'>, month: string): (Standing & { number: string })[] {
  return db.all(
    `SELECT v.key, v.number, v.rule, v.on_date, v.month, v.state, v.base, v.amount, v.share, v.items = '[]' AS groundless, r.number AS record_number
     FROM violation v LEFT JOIN record r ON r.id = v.record_id WHERE v.person_id = ? AND v.on_date BETWEEN ? AND ?`,
    [personId, `${month}-01`, `${month}-31`], (row) => {
      const rule = row.oneOf('rule', VIOLATION_RULES)
      return {
        key: row.text('key'), number: row.text('number'), rule, side: SALES_RULES.has(rule) ? 'sales' : 'service', on: row.date('on_date'),
        month: row.text('month'), recordNumber: row.textOrNull('record_number') ?? '', state: row.oneOf('state', PENALTY_STATES), base: row.int('base'),
        amount: row.intOrNull('amount'), share: row.intOrNull('share'), groundless: row.flag('groundless'),
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

const PENDING = "v.state IN ('proposed', 'objected', 'contested', 'appealed')"

/** Conditions on a violation `v`: for lists, and for what the first screen counts. Null: any. */
export const VIOLATION_CONDITIONS: Record<ViolationFilter, (actor: Pick<Actor, 'id'>) => Condition | null> = {
  all: () => null,
  pending: () => ({ sql: PENDING, parameters: [] }),
  decided: () => ({ sql: `NOT ${PENDING}`, parameters: [] }),
  // Said twice, so that the index of what is pending can be used.
  toDecide: ({ id }) => ({ sql: `${PENDING} AND v.state <> 'appealed' AND v.person_id <> ?`, parameters: [id] }),
  appealed: ({ id }) => ({ sql: `${PENDING} AND v.state = 'appealed' AND v.person_id <> ?`, parameters: [id] }),
  toAnswer: ({ id }) => ({
    sql: "v.person_id = ? AND v.state IN ('proposed', 'confirmed', 'upheld') AND NOT EXISTS (SELECT 1 FROM closed_month m WHERE m.month = v.month)",
    parameters: [id],
  }),
}

/** Conditions on a violation `v`, all of which must hold. */
export function wantedWhere(...conditions: readonly (Condition | null)[]): Condition {
  const held = conditions.filter((condition) => condition !== null)
  return { sql: ['1', ...held.map(({ sql }) => sql)].join(' AND '), parameters: held.flatMap(({ parameters }) => parameters) }
}
