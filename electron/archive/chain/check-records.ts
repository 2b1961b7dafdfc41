// Checking records and papers against the book: each stands as the last line that was not struck through left it (H5, H7).
import { checklistLineView } from '#shared/contract/record.ts'
import { toId } from '#shared/domain/id.ts'
import { dayOf } from '#shared/domain/local-date.ts'
import { isComplete, lacksOf, uncheckedPaper, type ChecklistLine } from '#shared/domain/paper.ts'
import { lacksAtReceipt } from '#shared/domain/rate.ts'
import type { Row } from '../database/database.ts'
import { delaysOf } from '../record/store.ts'
import { acceptedDelay, type AuditActs } from './audit-acts.ts'
import { placeAfter } from './audit-merges.ts'
import { lineContent } from './check-book.ts'
import { parseContent, type Check } from './check.ts'

const RECORDS = `
  SELECT r.id, r.number, r.dossier_id, r.kind, r.state, r.received_at, r.received_on, r.received_seq, r.receipt_lacks, r.refusal, r.delivered_on, r.due_on,
    r.due_provisional, c.lines
  FROM record r JOIN checklist c ON c.id = r.checklist_id ORDER BY r.id`

const STANDING = `
  SELECT b.seq, e.at, c.content FROM book_line b
  JOIN chain_entry e ON e.chain = 'book' AND e.seq = b.seq JOIN chain_content c ON c.chain = 'book' AND c.seq = b.seq
  WHERE b.record_id = ? AND b.struck_by IS NULL AND b.kind <> 'strike' ORDER BY b.seq`

type StandingLine = { seq: number; at: number; content: NonNullable<ReturnType<typeof lineContent>> }

export function checkRecords(check: Check, acts: AuditActs): void {
  const checklists = new Map<string, ChecklistLine[] | null>()
  for (const row of check.db.each(RECORDS, [])) {
    check.step()
    const text = row.text('lines')
    if (!checklists.has(text)) checklists.set(text, checklistLineView.array().safeParse(parseContent(text)).data ?? null)
    const checklist = checklists.get(text)
    if (!checklist) check.findings.add(`record/${row.int('id')}`, 'checklist.form')
    else checkRecord(check, acts, row, checklist)
  }
}

function checkRecord(check: Check, acts: AuditActs, row: Row, checklist: readonly ChecklistLine[]): void {
  const id = row.int('id')
  const read = check.db.all(STANDING, [id], (line) => ({ seq: line.int('seq'), at: line.int('at'), content: lineContent(line.text('content')) }))
  const lines = read.filter((line): line is StandingLine => line.content !== null)
  // A line that cannot be read has been named already; what it left cannot be told.
  if (lines.length < read.length) return
  const last = lines.at(-1)
  const receipt = last && last.content.kind !== 'refusal' ? lines.findLast((line) => line.content.kind === 'handover') : undefined
  const expected: Record<string, string | number | null> = {
    state: stateAfter(last, checklist),
    refusal: last?.content.kind === 'refusal' ? last.content.refusal : null,
    received_seq: receipt?.seq ?? null,
    received_at: receipt?.at ?? null,
    received_on: receipt ? dayOf(receipt.at) : null,
    receipt_lacks: receipt ? lacksAtReceipt(receipt.content, dayOf(receipt.at), delaysOf(check.db, toId<'record'>(id))) : null,
    ...(last ? saidOf(last.content) : {}),
    ...(last ? movedAfter(acts, id, last.seq) : {}),
    ...(last ? { dossier_id: placeAfter(acts.merges, id)?.id ?? last.content.dossierId } : {}),
  }
  for (const [column, value] of Object.entries(expected)) {
    const present = NUMBERS.has(column) ? row.intOrNull(column) : row.textOrNull(column)
    if (present !== value) check.findings.add(`record/${id}/${column}`, 'record.differs')
  }
  checkPapers(check, id, last, checklist)
}

const NUMBERS = new Set(['received_seq', 'received_at', 'receipt_lacks', 'dossier_id', 'due_provisional'])

/** What a line says of the record itself. */
function saidOf({ recordNumber, dossierId, recordKind, deliveredOn, dueOn, dueProvisional }: StandingLine['content']) {
  return {
    number: recordNumber, dossier_id: dossierId, kind: recordKind, delivered_on: deliveredOn, due_on: dueOn, due_provisional: dueProvisional ? 1 : 0,
  }
}

/** Where the record is due by a change of calendar or policy since the line was entered (D2); of a record received there is none. */
function movedAfter({ lines, settings }: AuditActs, recordId: number, line: number) {
  const entered = lines.get(line)?.seq ?? Number.POSITIVE_INFINITY
  const moved = settings.dues.get(recordId)?.findLast(({ seq }) => seq > entered)
  return moved ? { due_on: moved.on, due_provisional: moved.provisional ? 1 : 0 } : {}
}

function stateAfter(last: StandingLine | undefined, checklist: readonly ChecklistLine[]): string {
  if (!last) return 'expected'
  if (last.content.kind === 'refusal') return 'refused'
  return isComplete(checklist, last.content.papers, dayOf(last.at)) ? 'complete' : 'incomplete'
}

type PaperRow = ReturnType<typeof readPaper>

const readPaper = (row: Row) => ({
  code: row.text('code'), presence: row.text('presence'), count: row.int('count'), form: row.text('form'),
  customerSignature: row.text('customer_signature'), staffSignature: row.text('staff_signature'), note: row.text('note'),
  promisedOn: row.textOrNull('promised_on'), lacks: row.int('lacks'),
})

function checkPapers(check: Check, recordId: number, last: StandingLine | undefined, checklist: readonly ChecklistLine[]): void {
  const rows = new Map(check.db.all(
    'SELECT code, presence, count, form, customer_signature, staff_signature, note, promised_on, lacks FROM paper WHERE record_id = ?',
    [recordId], (row) => [row.text('code'), readPaper(row)],
  ))
  // Until something was received nobody has looked at a paper, and after a strike it is as before.
  const received = last && last.content.kind !== 'refusal' ? last : null
  for (const line of received ? checklist : []) {
    const said = received?.content.papers.find((paper) => paper.code === line.code) ?? uncheckedPaper(line)
    const lacks = lacksOf(line, { ...said, delayAccepted: false }, dayOf(received?.at ?? 0)).length
    const row = rows.get(line.code)
    rows.delete(line.code)
    if (!row || !samePaper(row, { ...said, lacks })) check.findings.add(`paper/${recordId}/${line.code}`, 'paper.differs')
  }
  for (const code of rows.keys()) check.findings.add(`paper/${recordId}/${code}`, 'paper.unknown')
}

function samePaper(row: PaperRow, said: PaperRow): boolean {
  return row.presence === said.presence && row.count === said.count && row.form === said.form && row.note === said.note
    && row.customerSignature === said.customerSignature && row.staffSignature === said.staffSignature
    && row.promisedOn === said.promisedOn && row.lacks === said.lacks
}

const DELAYS = `
  SELECT p.record_id, p.code, p.promised_on, p.accepted_by, r.number FROM paper_delay p LEFT JOIN record r ON r.id = p.record_id
  ORDER BY p.record_id, p.code, p.promised_on`

/** Every delay stands as it was accepted in the audit trail, by whoever accepted it, and none is missing (F4). */
export function checkDelays({ db, findings }: Check, { acceptedDelays }: AuditActs): void {
  const unseen = new Map(acceptedDelays)
  for (const row of db.each(DELAYS, [])) {
    const delay = acceptedDelay(row.textOrNull('number') ?? '', row.text('code'), row.text('promised_on'))
    if (unseen.get(delay)?.by !== row.int('accepted_by')) findings.add(`paper_delay/${row.int('record_id')}/${row.text('code')}`, 'paper.delayNotAccepted')
    unseen.delete(delay)
  }
  for (const { seq } of unseen.values()) findings.add(`audit/${seq}`, 'paper.delayMissing')
}
