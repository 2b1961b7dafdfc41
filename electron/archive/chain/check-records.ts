// Checking records and papers against the book: each stands as the last line that was not struck through left it (H5, H7).
import { checklistLineView } from '#shared/contract/record.ts'
import { dayOf } from '#shared/domain/local-date.ts'
import { isComplete, lacksOf, uncheckedPaper, type ChecklistLine } from '#shared/domain/paper.ts'
import type { Row } from '../database/database.ts'
import { acceptedDelay } from './check-audit.ts'
import { lineContent } from './check-book.ts'
import { parseContent, type Check } from './check.ts'

const RECORDS = `
  SELECT r.id, r.number, r.dossier_id, r.kind, r.state, r.received_at, r.received_on, r.received_seq, r.refusal, c.lines
  FROM record r JOIN checklist c ON c.id = r.checklist_id ORDER BY r.id`

const STANDING = `
  SELECT b.seq, e.at, c.content FROM book_line b
  JOIN chain_entry e ON e.chain = 'book' AND e.seq = b.seq JOIN chain_content c ON c.chain = 'book' AND c.seq = b.seq
  WHERE b.record_id = ? AND b.struck_by IS NULL AND b.kind <> 'strike' ORDER BY b.seq`

type StandingLine = { seq: number; at: number; content: NonNullable<ReturnType<typeof lineContent>> }

/** `acceptedDelays`: what the audit trail knows of delays the customer director accepted (F4). */
export function checkRecords(check: Check, acceptedDelays: ReadonlySet<string>): void {
  const checklists = new Map<string, ChecklistLine[] | null>()
  for (const row of check.db.each(RECORDS, [])) {
    check.step()
    const text = row.text('lines')
    if (!checklists.has(text)) checklists.set(text, checklistLineView.array().safeParse(parseContent(text)).data ?? null)
    const checklist = checklists.get(text)
    if (!checklist) check.findings.add(`record/${row.int('id')}`, 'checklist.form')
    else checkRecord(check, row, checklist, acceptedDelays)
  }
}

function checkRecord(check: Check, row: Row, checklist: readonly ChecklistLine[], acceptedDelays: ReadonlySet<string>): void {
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
    ...(last ? { number: last.content.recordNumber, dossier_id: last.content.dossierId, kind: last.content.recordKind } : {}),
  }
  for (const [column, value] of Object.entries(expected)) {
    const present = NUMBERS.has(column) ? row.intOrNull(column) : row.textOrNull(column)
    if (present !== value) check.findings.add(`record/${id}/${column}`, 'record.differs')
  }
  checkPapers(check, { id, number: row.text('number') }, last, checklist, acceptedDelays)
}

const NUMBERS = new Set(['received_seq', 'received_at', 'dossier_id'])

function stateAfter(last: StandingLine | undefined, checklist: readonly ChecklistLine[]): string {
  if (!last) return 'expected'
  if (last.content.kind === 'refusal') return 'refused'
  return isComplete(checklist, last.content.papers, dayOf(last.at)) ? 'complete' : 'incomplete'
}

type PaperRow = ReturnType<typeof readPaper>

const readPaper = (row: Row) => ({
  code: row.text('code'), presence: row.text('presence'), count: row.int('count'), form: row.text('form'),
  customerSignature: row.text('customer_signature'), staffSignature: row.text('staff_signature'), note: row.text('note'),
  promisedOn: row.textOrNull('promised_on'), delayAccepted: row.int('delay_accepted') === 1, lacks: row.int('lacks'),
})

function checkPapers(
  check: Check, record: { id: number; number: string }, last: StandingLine | undefined, checklist: readonly ChecklistLine[],
  acceptedDelays: ReadonlySet<string>,
): void {
  const rows = new Map(check.db.all(
    'SELECT code, presence, count, form, customer_signature, staff_signature, note, promised_on, delay_accepted, lacks FROM paper WHERE record_id = ?',
    [record.id], (row) => [row.text('code'), readPaper(row)],
  ))
  // Until something was received nobody has looked at a paper, and after a strike it is as before.
  const received = last && last.content.kind !== 'refusal' ? last : null
  for (const line of received ? checklist : []) {
    const said = received?.content.papers.find((paper) => paper.code === line.code) ?? uncheckedPaper(line)
    const wanted = { ...said, lacks: lacksOf(line, { ...said, delayAccepted: false }, dayOf(received?.at ?? 0)).length }
    const row = rows.get(line.code)
    rows.delete(line.code)
    if (!row || !(samePaper(row, wanted) || isAcceptedDelay(record.number, row, wanted, acceptedDelays))) {
      check.findings.add(`paper/${record.id}/${line.code}`, 'paper.differs')
    }
  }
  for (const code of rows.keys()) check.findings.add(`paper/${record.id}/${code}`, 'paper.unknown')
}

function samePaper(row: PaperRow, said: PaperRow): boolean {
  return row.presence === said.presence && row.count === said.count && row.form === said.form && row.note === said.note
    && row.customerSignature === said.customerSignature && row.staffSignature === said.staffSignature
    && row.promisedOn === said.promisedOn && row.delayAccepted === said.delayAccepted && row.lacks === said.lacks
}

/** The one thing that changes a paper without a line: its delay was accepted until a day, which the audit trail then says. */
function isAcceptedDelay(recordNumber: string, row: PaperRow, said: PaperRow, acceptedDelays: ReadonlySet<string>): boolean {
  return row.delayAccepted && row.promisedOn !== null && acceptedDelays.has(acceptedDelay(recordNumber, row.code, row.promisedOn))
    && samePaper({ ...row, promisedOn: said.promisedOn, delayAccepted: said.delayAccepted }, said)
}
