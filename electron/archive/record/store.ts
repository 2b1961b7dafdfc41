// SQL of records, their papers and checklists.
import type { RecordView } from '#shared/contract/dossier.ts'
import type { ListedRecordView, RECORD_FILTERS } from '#shared/contract/record.ts'
import { checklistLineView } from '#shared/contract/record.ts'
import { toId, type Id } from '#shared/domain/id.ts'
import type { Instant, LocalDate } from '#shared/domain/local-date.ts'
import { PAPER_FORMS, PRESENCES, SIGNATURE_STATES, type ChecklistLine, type PaperCheck } from '#shared/domain/paper.ts'
import { isOutstanding, RECORD_KINDS, RECORD_STATES, type RecordKind, type RecordState } from '#shared/domain/record.ts'
import { REFUSAL_REASONS, type RefusalReason } from '#shared/domain/sign-in-book.ts'
import { mayKnowRecord, mayReadRecord } from '../access/visibility.ts'
import type { Reader, Row, Value, Writer } from '../database/database.ts'
import { filedByPlate, filedByVin } from '../dossier/store.ts'
import type { Actor } from '../handler.ts'
import { dossierNumbered } from '../merge/standing.ts'

export function addChecklist(db: Writer, kind: RecordKind, version: number, lines: readonly ChecklistLine[]): void {
  db.run('INSERT INTO checklist (record_kind, version, lines) VALUES (?, ?, ?)', [kind, version, JSON.stringify(lines)])
}

/** The version that a record of a day of delivery is opened under: of those that have begun by then the newest (F6). */
export function presentChecklist(db: Reader, kind: RecordKind, deliveredOn: LocalDate): Id<'checklist'> {
  const id = db.get(
    'SELECT id FROM checklist WHERE record_kind = ? AND from_on <= ? ORDER BY version DESC LIMIT 1', [kind, deliveredOn],
    (row) => row.id<'checklist'>('id'),
  )
  if (id === null) throw new Error(`no checklist for ${kind}`)
  return id
}

const readLines = (row: Row): ChecklistLine[] => checklistLineView.array().parse(JSON.parse(row.text('lines')))

export function checklistLines(db: Reader, id: Id<'checklist'>): ChecklistLine[] {
  return db.get('SELECT lines FROM checklist WHERE id = ?', [id], readLines) ?? []
}

export function checklistOf(db: Reader, recordId: Id<'record'>): ChecklistLine[] {
  return db.get('SELECT c.lines FROM checklist c JOIN record r ON r.checklist_id = c.id WHERE r.id = ?', [recordId], readLines) ?? []
}

const COLUMNS = `
  r.id, r.number, r.dossier_id, r.kind, r.state, r.delivered_on, r.due_on, r.due_provisional, r.received_at, r.received_seq, r.refusal,
  r.responsible_id, p.name AS responsible_name, dep.name AS department_name, r.contact_name, r.contact_phone, r.contact_confirmed,
  r.order_number,
  (SELECT coalesce(sum(pa.lacks - CASE WHEN pa.presence = 'notYetObtainable' AND EXISTS (
       SELECT 1 FROM paper_delay pd WHERE pd.record_id = pa.record_id AND pd.code = pa.code AND pd.promised_on >= max(pa.promised_on, ?)
     ) THEN 1 ELSE 0 END), 0)
     FROM paper pa WHERE pa.record_id = r.id) AS lack_count`

const JOINS = 'JOIN person p ON p.id = r.responsible_id JOIN department dep ON dep.id = r.department_id'

const readRecord = (row: Row): RecordView => ({
  id: row.id<'record'>('id'),
  number: row.text('number'),
  kind: row.oneOf('kind', RECORD_KINDS),
  state: row.oneOf('state', RECORD_STATES),
  deliveredOn: row.date('delivered_on'),
  dueOn: row.date('due_on'),
  dueProvisional: row.flag('due_provisional'),
  receivedAt: row.intOrNull('received_at'),
  receivedSeq: row.intOrNull('received_seq'),
  refusal: row.textOrNull('refusal') === null ? null : row.oneOf('refusal', REFUSAL_REASONS),
  responsible: { id: row.id<'person'>('responsible_id'), name: row.text('responsible_name'), department: row.text('department_name') },
  contact: { name: row.text('contact_name'), phone: row.text('contact_phone'), confirmed: row.flag('contact_confirmed') },
  orderNumber: row.text('order_number'),
  lackCount: row.int('lack_count'),
})

/** A dossier's records, newest first. */
export function recordsOf(db: Reader, dossierId: Id<'dossier'>, today: LocalDate): RecordView[] {
  return db.all(
    `SELECT ${COLUMNS} FROM record r ${JOINS} WHERE r.dossier_id = ? ORDER BY r.delivered_on DESC, r.id DESC`, [today, dossierId], readRecord,
  )
}

const LISTED_COLUMNS = `${COLUMNS}, d.number AS dossier_number, c.name AS owner_name, v.vin, v.plate, v.model`

const LISTED_JOINS = `${JOINS}
  JOIN dossier d ON d.id = r.dossier_id
  JOIN vehicle v ON v.id = d.vehicle_id
  JOIN ownership o ON o.dossier_id = d.id AND o.to_on IS NULL
  JOIN customer c ON c.id = o.customer_id`

const LISTED = `SELECT ${LISTED_COLUMNS} FROM record r ${LISTED_JOINS}`

const readListed = (today: LocalDate) => (row: Row): ListedRecordView => {
  const record = readRecord(row)
  return {
    ...record,
    dossierId: row.id<'dossier'>('dossier_id'),
    dossierNumber: row.text('dossier_number'),
    ownerName: row.text('owner_name'),
    vehicle: { vin: row.text('vin'), plate: row.textOrNull('plate'), model: row.text('model') },
    overdue: isOutstanding(record.state) && record.dueOn < today,
  }
}

type Filter = (typeof RECORD_FILTERS)[number]

const FILTERS: Record<Filter, (today: LocalDate) => { sql: string; parameters: Value[] }> = {
  outstanding: () => ({ sql: "r.state IN ('expected', 'refused')", parameters: [] }),
  overdue: (today) => ({ sql: "r.state IN ('expected', 'refused') AND r.due_on < ?", parameters: [today] }),
  dueToday: (today) => ({ sql: "r.state IN ('expected', 'refused') AND r.due_on = ?", parameters: [today] }),
  refused: () => ({ sql: "r.state IN ('expected', 'refused') AND r.state = 'refused'", parameters: [] }),
  incomplete: () => ({ sql: "r.state = 'incomplete'", parameters: [] }),
}

/** What is owed or lacking within what the actor may know of, oldest due day first. */
export function listRecords(
  db: Reader, actor: Actor, today: LocalDate, filter: Filter, responsibleId: Id<'person'> | null, limit: number,
): ListedRecordView[] {
  const known = mayKnowRecord(actor)
  const wanted = FILTERS[filter](today)
  const theirs = responsibleId === null ? { sql: '1', parameters: [] } : { sql: 'r.responsible_id = ?', parameters: [responsibleId] }
  return db.all(
    `${LISTED} WHERE ${wanted.sql} AND ${known.sql} AND ${theirs.sql} ORDER BY r.due_on, r.id LIMIT ?`,
    [today, ...wanted.parameters, ...known.parameters, ...theirs.parameters, limit],
    readListed(today),
  )
}

export function countRecords(db: Reader, actor: Actor, today: LocalDate, filter: Filter): number {
  const known = mayKnowRecord(actor)
  const wanted = FILTERS[filter](today)
  return db.get(
    `SELECT count(*) AS n FROM record r JOIN dossier d ON d.id = r.dossier_id WHERE ${wanted.sql} AND ${known.sql}`,
    [...wanted.parameters, ...known.parameters], (row) => row.int('n'),
  ) ?? 0
}

/** A record the actor may know of; null also for one that they may not: the two are not told apart. */
export function listedRecord(db: Reader, actor: Actor, today: LocalDate, id: Id<'record'>): ListedRecordView | null {
  const known = mayReadRecord(actor)
  return db.get(`${LISTED} WHERE r.id = ? AND ${known.sql}`, [today, id, ...known.parameters], readListed(today))
}

/** Those of these records that the actor may know of, in the order given. */
export function listedRecords(db: Reader, actor: Actor, today: LocalDate, ids: readonly Id<'record'>[]): ListedRecordView[] {
  const known = mayKnowRecord(actor)
  return db.all(
    // From the few named to their records, not from all the records of a person: hence the joins that keep their order.
    `SELECT ${LISTED_COLUMNS} FROM json_each(?) wanted CROSS JOIN record r ON r.id = wanted.value ${LISTED_JOINS}
     WHERE ${known.sql} ORDER BY wanted.key`,
    [today, JSON.stringify(ids), ...known.parameters], readListed(today),
  )
}

/** Records still to be handed over, or lacking something, that a label stands for: record or archive number, VIN, plate. */
export function recordsByLabel(db: Reader, actor: Actor, today: LocalDate, label: { number: string; code: string }): ListedRecordView[] {
  const known = mayKnowRecord(actor)
  return db.all(
    `${LISTED} WHERE r.id IN (
       SELECT id FROM record WHERE number = ?
       UNION SELECT x.id FROM record x WHERE x.dossier_id IN (?, ?, ?))
     AND r.state <> 'complete' AND ${known.sql} ORDER BY r.due_on, r.id LIMIT 60`,
    [
      today, label.number, dossierNumbered(db, label.number), filedByVin(db, label.code)?.dossierId ?? null,
      filedByPlate(db, label.code)?.dossierId ?? null, ...known.parameters,
    ],
    readListed(today),
  )
}

const readPaper = (row: Row): Omit<PaperCheck, 'delayAccepted'> => ({
  code: row.text('code'),
  presence: row.oneOf('presence', PRESENCES),
  count: row.int('count'),
  form: row.oneOf('form', PAPER_FORMS),
  customerSignature: row.oneOf('customer_signature', SIGNATURE_STATES),
  staffSignature: row.oneOf('staff_signature', SIGNATURE_STATES),
  note: row.text('note'),
  promisedOn: row.dateOrNull('promised_on'),
})

/** How the papers of a record were left by the last line, accepted delays aside; those never looked at are not among them. */
export function papersOf(db: Reader, recordId: Id<'record'>): Omit<PaperCheck, 'delayAccepted'>[] {
  return db.all(
    'SELECT code, presence, count, form, customer_signature, staff_signature, note, promised_on FROM paper WHERE record_id = ?',
    [recordId], readPaper,
  )
}

/** `lacks`: how many lacks the paper has, an accepted delay counted as one (the reader takes it off until the promised day). */
export function putPaper(db: Writer, recordId: Id<'record'>, check: PaperCheck, lacks: number): void {
  db.run(
    `INSERT INTO paper (record_id, code, presence, count, form, customer_signature, staff_signature, note, promised_on, lacks)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
     ON CONFLICT (record_id, code) DO UPDATE SET presence = excluded.presence, count = excluded.count, form = excluded.form,
       customer_signature = excluded.customer_signature, staff_signature = excluded.staff_signature, note = excluded.note,
       promised_on = excluded.promised_on, lacks = excluded.lacks`,
    [
      recordId, check.code, check.presence, check.count, check.form, check.customerSignature, check.staffSignature, check.note,
      check.promisedOn, lacks,
    ],
  )
}

/** The last day to which delays of a record's papers were accepted, by code (F4). */
export function delaysOf(db: Reader, recordId: Id<'record'>): Map<string, LocalDate> {
  return new Map(db.all(
    'SELECT code, max(promised_on) AS accepted_until FROM paper_delay WHERE record_id = ? GROUP BY code',
    [recordId], (row) => [row.text('code'), row.date('accepted_until')],
  ))
}

export function addDelay(
  db: Writer, recordId: Id<'record'>, delay: { code: string; promisedOn: LocalDate; acceptedBy: Id<'person'>; acceptedAt: Instant },
): void {
  db.run('INSERT INTO paper_delay (record_id, code, promised_on, accepted_by, accepted_at) VALUES (?, ?, ?, ?, ?)', [
    recordId, delay.code, delay.promisedOn, delay.acceptedBy, delay.acceptedAt,
  ])
}

export function clearPapers(db: Writer, recordId: Id<'record'>): void {
  db.run('DELETE FROM paper WHERE record_id = ?', [recordId])
}

export type NewRecord = {
  number: string
  dossierId: Id<'dossier'>
  kind: RecordKind
  deliveredOn: LocalDate
  dueOn: LocalDate
  dueProvisional: boolean
  responsibleId: Id<'person'>
  departmentId: Id<'department'>
  contact: { name: string; phone: string; confirmed: boolean }
  orderNumber: string
  checklistId: Id<'checklist'>
  enteredBy: Id<'person'>
  enteredAt: Instant
}

export function addRecord(db: Writer, record: NewRecord): Id<'record'> {
  return toId(db.run(
    `INSERT INTO record (number, dossier_id, kind, state, delivered_on, due_on, due_provisional, responsible_id, department_id,
       contact_name, contact_phone, contact_confirmed, order_number, checklist_id, entered_by, entered_at)
     VALUES (?, ?, ?, 'expected', ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
    [
      record.number, record.dossierId, record.kind, record.deliveredOn, record.dueOn, record.dueProvisional ? 1 : 0, record.responsibleId,
      record.departmentId, record.contact.name, record.contact.phone, record.contact.confirmed ? 1 : 0, record.orderNumber,
      record.checklistId, record.enteredBy, record.enteredAt,
    ],
  ).lastId)
}

/** Somebody has spoken to the contact person (V3). */
export function putContact(db: Writer, id: Id<'record'>, { name, phone }: { name: string; phone: string }): void {
  db.run('UPDATE record SET contact_name = ?, contact_phone = ?, contact_confirmed = 1 WHERE id = ?', [name, phone, id])
}

export function hasDelivery(db: Reader, dossierId: Id<'dossier'>): boolean {
  return db.get("SELECT 1 AS found FROM record WHERE dossier_id = ? AND kind = 'delivery'", [dossierId], (row) => row.flag('found')) ?? false
}

/** A car's visits of one kind and day, oldest first. */
export function visitsOn(db: Reader, dossierId: Id<'dossier'>, kind: RecordKind, deliveredOn: LocalDate): { id: Id<'record'>; orderNumber: string }[] {
  return db.all(
    'SELECT id, order_number FROM record WHERE dossier_id = ? AND kind = ? AND delivered_on = ? ORDER BY id', [dossierId, kind, deliveredOn],
    (row) => ({ id: row.id<'record'>('id'), orderNumber: row.text('order_number') }),
  )
}

export function putOrderNumber(db: Writer, id: Id<'record'>, orderNumber: string): void {
  db.run('UPDATE record SET order_number = ? WHERE id = ?', [orderNumber, id])
}

/** `lacks`: how many the first handover left (V11). */
export function setReceived(
  db: Writer, id: Id<'record'>, state: RecordState, received: { at: Instant; on: LocalDate; seq: number; lacks: number },
): void {
  db.run('UPDATE record SET state = ?, received_at = ?, received_on = ?, received_seq = ?, receipt_lacks = ?, refusal = NULL WHERE id = ?', [
    state, received.at, received.on, received.seq, received.lacks, id,
  ])
}

/** A delay was accepted since (F4). */
export function setReceiptLacks(db: Writer, id: Id<'record'>, lacks: number): void {
  db.run('UPDATE record SET receipt_lacks = ? WHERE id = ?', [lacks, id])
}

/** Owed (again): never received, or its receipt was struck through. */
export function setOutstanding(db: Writer, id: Id<'record'>, refusal: RefusalReason | null): void {
  db.run('UPDATE record SET state = ?, received_at = NULL, received_on = NULL, received_seq = NULL, receipt_lacks = NULL, refusal = ? WHERE id = ?', [
    refusal === null ? 'expected' : 'refused', refusal, id,
  ])
}

export function setState(db: Writer, id: Id<'record'>, state: RecordState): void {
  db.run('UPDATE record SET state = ? WHERE id = ?', [state, id])
}
