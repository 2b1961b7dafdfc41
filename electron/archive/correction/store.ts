// SQL of corrections and of what was done about them (rule V10).
import type { CorrectionDetail, CorrectionFilter, CorrectionView } from '#shared/contract/correction.ts'
import { lackView } from '#shared/contract/correction.ts'
import { CORRECTION_ACTS, CORRECTION_STATES, type CorrectionState } from '#shared/domain/correction.ts'
import type { Id } from '#shared/domain/id.ts'
import type { Instant, LocalDate } from '#shared/domain/local-date.ts'
import type { Lack } from '#shared/domain/paper.ts'
import { localDate } from '#shared/contract/field.ts'
import { RECORD_KINDS, type RecordKind } from '#shared/domain/record.ts'
import { mayKnowCorrection } from '../access/visible-violation.ts'
import type { Reader, Row, Value, Writer } from '../database/database.ts'
import type { Actor } from '../handler.ts'

export type CorrectionActName = CorrectionDetail['acts'][number]['act']

const lacksIn = (text: string): Lack[] => lackView.array().parse(JSON.parse(text))

export type NewCorrection = {
  number: string
  recordId: Id<'record'>
  personId: Id<'person'>
  departmentId: Id<'department'>
  orderedBy: Id<'person'>
  orderedAt: Instant
  dueOn: LocalDate
  dueProvisional: boolean
  lacks: readonly Lack[]
  remark: string
}

export function addCorrection(db: Writer, correction: NewCorrection): Id<'correction'> {
  db.run(
    `INSERT INTO correction (number, record_id, person_id, department_id, ordered_by, ordered_at, due_on, due_provisional, lacks, remark, state)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 'ordered')`,
    [
      correction.number, correction.recordId, correction.personId, correction.departmentId, correction.orderedBy, correction.orderedAt,
      correction.dueOn, correction.dueProvisional ? 1 : 0, JSON.stringify(correction.lacks), correction.remark,
    ],
  )
  const id = db.get('SELECT id FROM correction WHERE number = ?', [correction.number], (row) => row.id<'correction'>('id'))
  if (id === null) throw new Error('the correction was not entered')
  return id
}

export function addCorrectionAct(
  db: Writer, correctionId: Id<'correction'>, act: { at: Instant; personId: Id<'person'>; act: CorrectionActName; remark: string },
): void {
  db.run('INSERT INTO correction_act (correction_id, at, person_id, act, remark) VALUES (?, ?, ?, ?, ?)', [
    correctionId, act.at, act.personId, act.act, act.remark,
  ])
}

/** `missed`: the days on which it was, once it is closed. */
export function setCorrection(
  db: Writer, id: Id<'correction'>, { state, correctedOn, missed }: { state: CorrectionState; correctedOn: LocalDate | null; missed: readonly LocalDate[] | null },
): void {
  db.run('UPDATE correction SET state = ?, corrected_on = ?, missed = ? WHERE id = ?', [
    state, correctedOn, missed === null ? null : JSON.stringify(missed), id,
  ])
}

export type OpenCorrection = { id: Id<'correction'>; number: string; orderedAt: Instant; dueOn: LocalDate; dueProvisional: boolean }

export function openCorrections(db: Reader): OpenCorrection[] {
  return db.all(
    "SELECT id, number, ordered_at, due_on, due_provisional FROM correction WHERE state IN ('ordered', 'done') ORDER BY id", [],
    (row) => ({
      id: row.id<'correction'>('id'), number: row.text('number'), orderedAt: row.int('ordered_at'), dueOn: row.date('due_on'),
      dueProvisional: row.flag('due_provisional'),
    }),
  )
}

export function moveCorrectionDue(db: Writer, id: Id<'correction'>, due: { on: LocalDate; provisional: boolean }): void {
  db.run('UPDATE correction SET due_on = ?, due_provisional = ? WHERE id = ?', [due.on, due.provisional ? 1 : 0, id])
}

export type JudgedCorrection = {
  id: Id<'correction'>
  number: string
  recordId: Id<'record'>
  recordNumber: string
  kind: RecordKind
  checklistId: Id<'checklist'>
  personId: Id<'person'>
  departmentId: Id<'department'>
  orderedAt: Instant
  dueOn: LocalDate
  lacks: Lack[]
  /** As it was closed; null while it is open. */
  settled: { correctedOn: LocalDate | null; missed: LocalDate[] } | null
}

/**
 * Corrections that may have been missed between two days. Of a month that was closed at an instant, only open ones of which a line of the
 * book was struck through since: what had been put right by the book was not. A change of the calendar adds nothing to it (D2).
 */
export function correctionsMissed(db: Reader, { from, to, closedAt }: { from: LocalDate; to: LocalDate; closedAt: Instant | null }): JudgedCorrection[] {
  return db.all(
    `SELECT c.id, c.number, c.record_id, r.number AS record_number, r.kind, r.checklist_id, c.person_id, c.department_id, c.ordered_at, c.due_on,
       c.corrected_on, c.lacks, c.missed
     FROM correction c JOIN record r ON r.id = c.record_id
     WHERE c.due_on < ? AND (c.state IN ('ordered', 'done') OR (c.state = 'closed' AND c.corrected_on >= ?))
       AND (? IS NULL OR (c.state <> 'closed' AND EXISTS (
         SELECT 1 FROM book_line l JOIN chain_entry e ON e.chain = 'book' AND e.seq = l.seq
         WHERE l.record_id = c.record_id AND l.kind = 'strike' AND e.at > ?)))
     ORDER BY c.id`,
    [to, from, closedAt, closedAt], (row) => {
      const missed = row.textOrNull('missed')
      return {
        id: row.id<'correction'>('id'), number: row.text('number'), recordId: row.id<'record'>('record_id'), recordNumber: row.text('record_number'),
        kind: row.oneOf('kind', RECORD_KINDS), checklistId: row.id<'checklist'>('checklist_id'), personId: row.id<'person'>('person_id'),
        departmentId: row.id<'department'>('department_id'), orderedAt: row.int('ordered_at'), dueOn: row.date('due_on'),
        lacks: lacksIn(row.text('lacks')),
        settled: missed === null ? null : { correctedOn: row.dateOrNull('corrected_on'), missed: localDate.array().parse(JSON.parse(missed)) },
      }
    },
  )
}

const CORRECTION = `
  SELECT c.id, c.number, c.state, c.ordered_at, o.name AS ordered_by_name, c.due_on, c.due_provisional, c.corrected_on, c.lacks, c.remark,
    c.person_id, p.name AS person_name, dep.name AS department_name, c.department_id,
    r.id AS record_id, r.number AS record_number, r.kind, d.id AS dossier_id, d.number AS dossier_number, v.plate, v.vin, v.model`

const JOINS = `
  JOIN person p ON p.id = c.person_id JOIN person o ON o.id = c.ordered_by JOIN department dep ON dep.id = c.department_id
  JOIN record r ON r.id = c.record_id JOIN dossier d ON d.id = r.dossier_id JOIN vehicle v ON v.id = d.vehicle_id`

export type Correction = CorrectionView & { departmentId: Id<'department'> }

const readCorrection = (today: LocalDate) => (row: Row): Correction => {
  const state = row.oneOf('state', CORRECTION_STATES)
  const dueOn = row.date('due_on')
  return {
    id: row.id<'correction'>('id'),
    number: row.text('number'),
    state,
    orderedAt: row.int('ordered_at'),
    orderedByName: row.text('ordered_by_name'),
    dueOn,
    dueProvisional: row.flag('due_provisional'),
    overdue: state === 'ordered' && dueOn < today,
    correctedOn: row.dateOrNull('corrected_on'),
    person: { id: row.id<'person'>('person_id'), name: row.text('person_name'), department: row.text('department_name') },
    departmentId: row.id<'department'>('department_id'),
    record: {
      id: row.id<'record'>('record_id'), number: row.text('record_number'), kind: row.oneOf('kind', RECORD_KINDS),
      dossierId: row.id<'dossier'>('dossier_id'), dossierNumber: row.text('dossier_number'), plate: row.textOrNull('plate'),
      vin: row.text('vin'), model: row.text('model'),
    },
    lacks: lacksIn(row.text('lacks')),
    remark: row.text('remark'),
  }
}

/** A correction the actor may know of; null also for one that they may not: the two are not told apart. */
export function correctionById(db: Reader, actor: Actor, today: LocalDate, id: Id<'correction'>): Correction | null {
  const known = mayKnowCorrection(actor)
  return db.get(`${CORRECTION} FROM correction c ${JOINS} WHERE c.id = ? AND ${known.sql}`, [id, ...known.parameters], readCorrection(today))
}

/** Conditions on a correction `c`: for lists, and for what the first screen counts. */
export const CORRECTION_CONDITIONS: Record<CorrectionFilter, (today: LocalDate) => { sql: string; parameters: Value[] }> = {
  open: () => ({ sql: "c.state = 'ordered'", parameters: [] }),
  overdue: (today) => ({ sql: "c.state = 'ordered' AND c.due_on < ?", parameters: [today] }),
  done: () => ({ sql: "c.state = 'done'", parameters: [] }),
  settled: () => ({ sql: "c.state IN ('closed', 'withdrawn')", parameters: [] }),
}

export function listCorrections(
  db: Reader, actor: Actor, today: LocalDate,
  asked: { filter: CorrectionFilter; personId: Id<'person'> | null; dossierId: Id<'dossier'> | null; limit: number },
): Correction[] {
  const known = mayKnowCorrection(actor)
  const wanted = CORRECTION_CONDITIONS[asked.filter](today)
  return db.all(
    `${CORRECTION} FROM correction c ${JOINS}
     WHERE ${wanted.sql} AND ${known.sql} AND (? IS NULL OR c.person_id = ?) AND (? IS NULL OR r.dossier_id = ?)
     ORDER BY ${asked.filter === 'settled' ? 'c.id DESC' : 'c.due_on, c.id'} LIMIT ?`,
    [...wanted.parameters, ...known.parameters, asked.personId, asked.personId, asked.dossierId, asked.dossierId, asked.limit],
    readCorrection(today),
  )
}

/** Those who have one among them, by name. */
export function peopleOfCorrections(db: Reader, actor: Actor, today: LocalDate, filter: CorrectionFilter): CorrectionView['person'][] {
  const known = mayKnowCorrection(actor)
  const wanted = CORRECTION_CONDITIONS[filter](today)
  return db.all(
    `SELECT p.id, p.name, dep.name AS department_name FROM person p JOIN department dep ON dep.id = p.department_id
     WHERE p.id IN (
       SELECT c.person_id FROM correction c JOIN record r ON r.id = c.record_id JOIN dossier d ON d.id = r.dossier_id WHERE ${wanted.sql} AND ${known.sql})
     ORDER BY dep.name, p.name, p.id`,
    [...wanted.parameters, ...known.parameters], (row) => ({ id: row.id<'person'>('id'), name: row.text('name'), department: row.text('department_name') }),
  )
}

/** How many the actor may know of. */
export function countCorrections(db: Reader, actor: Actor, today: LocalDate, filter: CorrectionFilter): number {
  const known = mayKnowCorrection(actor)
  const wanted = CORRECTION_CONDITIONS[filter](today)
  return db.get(
    `SELECT count(*) AS n FROM correction c JOIN record r ON r.id = c.record_id JOIN dossier d ON d.id = r.dossier_id WHERE ${wanted.sql} AND ${known.sql}`,
    [...wanted.parameters, ...known.parameters], (row) => row.int('n'),
  ) ?? 0
}

/** How many are in a person's hands: ordered, or marked done and not closed. Asked for the leaver's list (H6), where it is a bare number. */
export function countCorrectionsOf(db: Reader, personId: Id<'person'>): number {
  return db.get("SELECT count(*) AS n FROM correction WHERE person_id = ? AND state IN ('ordered', 'done')", [personId], (row) => row.int('n')) ?? 0
}

export function correctionActs(db: Reader, id: Id<'correction'>): CorrectionDetail['acts'] {
  return db.all(
    'SELECT a.at, p.name, a.act, a.remark FROM correction_act a JOIN person p ON p.id = a.person_id WHERE a.correction_id = ? ORDER BY a.id', [id],
    (row) => ({ at: row.int('at'), personName: row.text('name'), act: row.oneOf('act', ['order', ...CORRECTION_ACTS]), remark: row.text('remark') }),
  )
}

/** What unsettled corrections of a record name already. */
export function orderedLacks(db: Reader, recordId: Id<'record'>): { number: string; lacks: Lack[] }[] {
  return db.all("SELECT number, lacks FROM correction WHERE record_id = ? AND state IN ('ordered', 'done')", [recordId], (row) => ({
    number: row.text('number'), lacks: lacksIn(row.text('lacks')),
  }))
}
