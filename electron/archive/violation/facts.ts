// Gathers from records, the sign-in book and corrections what the rules need to judge a stretch of days (rules V1 to V5, V10).
import { bookLineContent } from '#shared/contract/handover.ts'
import { lackView } from '#shared/contract/correction.ts'
import type { Evidence } from '#shared/contract/violation.ts'
import type { Id } from '#shared/domain/id.ts'
import { addDays, dayOf, type Instant, type LocalDate } from '#shared/domain/local-date.ts'
import { underDelay, type ChecklistLine, type PaperCheck } from '#shared/domain/paper.ts'
import { RECORD_KINDS } from '#shared/domain/record.ts'
import {
  correctionViolations, violationsOf, type CorrectionFacts, type ProposedViolation, type RecordFacts,
} from '#shared/domain/violation.ts'
import { workCalendar } from '../calendar/store.ts'
import type { Reader, Row } from '../database/database.ts'
import { policyVersions } from '../policy/store.ts'
import { checklistLines, delaysOf } from '../record/store.ts'

/** What the facts propose, of whose department, on what evidence. */
export type Founded = ProposedViolation & { departmentId: Id<'department'>; evidence: Evidence }

/**
 * All violations whose day lies between two days, both counted, as far as the facts show them by `today`. `closedAt`: only such as may
 * have come to light since then; of what was known before, some may be among them.
 */
export function foundBetween(
  db: Reader, { from, to, closedAt }: { from: LocalDate; to: LocalDate; closedAt: Instant | null }, today: LocalDate,
): Founded[] {
  const versions = policyVersions(db)
  const checklists = remembered((id: Id<'checklist'>) => checklistLines(db, id))
  const found: Founded[] = []
  const keep = (proposed: readonly ProposedViolation[], departmentId: Id<'department'>, evidence: Evidence): void => {
    for (const each of proposed) if (each.on >= from && each.on <= to) found.push({ ...each, departmentId, evidence })
  }
  for (const { facts, departmentId, line } of recordFacts(db, { from, to, closedAt }, checklists)) {
    keep(violationsOf(facts, versions, today), departmentId, {
      ...NO_EVIDENCE, dueOn: facts.dueOn, receivedOn: facts.receivedOn, line, contactConfirmed: facts.contactConfirmed,
    })
  }
  const calendar = workCalendar(db)
  for (const { facts, departmentId } of correctionFacts(db, from, to, checklists)) {
    keep(correctionViolations(facts, versions, calendar, today < to ? today : to), departmentId, {
      ...NO_EVIDENCE, dueOn: facts.dueOn, correctedOn: facts.correctedOn,
    })
  }
  return found
}

export const NO_EVIDENCE: Evidence = {
  dueOn: null, receivedOn: null, line: null, contactConfirmed: null, correctedOn: null, pieces: null, words: '',
}

type Checklists = (id: Id<'checklist'>) => ChecklistLine[]

function remembered<K, V>(look: (key: K) => V): (key: K) => V {
  const known = new Map<K, V>()
  return (key) => {
    const value = known.get(key) ?? look(key)
    known.set(key, value)
    return value
  }
}

// A delay that was accepted may have run out since (F4), so that what lacked nothing at its first handover may have lacked it later.
const IN_ORDER = 'r.receipt_lacks = 0 AND NOT EXISTS (SELECT 1 FROM paper_delay pd WHERE pd.record_id = r.id)'

/**
 * Records due or first received in these days, but for those that came in time, in order, and with their contact confirmed: nothing
 * can be held against them. Of a month that was closed at an instant, only those of which something was entered or judged since.
 * `line`: the line of the book that left the papers as they are judged; none is read of records in order.
 */
const RECORDS = `
  SELECT r.id, r.number, r.kind, r.responsible_id, r.department_id, r.due_on, r.received_on, r.contact_confirmed, r.checklist_id,
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
    AND (? IS NULL OR r.entered_at > ? OR r.due_on >= ? OR EXISTS (
      SELECT 1 FROM book_line l JOIN chain_entry e ON e.chain = 'book' AND e.seq = l.seq WHERE l.record_id = r.id AND e.at > ?))
  ORDER BY r.id`

type RecordFound = { facts: RecordFacts; departmentId: Id<'department'>; line: number | null }

function recordFacts(
  db: Reader, { from, to, closedAt }: { from: LocalDate; to: LocalDate; closedAt: Instant | null }, checklists: Checklists,
): RecordFound[] {
  const since = closedAt === null ? null : dayOf(closedAt)
  return db.all(RECORDS, [addDays(from, -1), addDays(to, -1), from, to, closedAt, closedAt, since, closedAt], (row): RecordFound => {
    const recordId = row.id<'record'>('id')
    const line = row.intOrNull('line')
    return {
      departmentId: row.id<'department'>('department_id'),
      line,
      facts: {
        recordId,
        recordNumber: row.text('number'),
        kind: row.oneOf('kind', RECORD_KINDS),
        personId: row.id<'person'>('responsible_id'),
        dueOn: row.date('due_on'),
        receivedOn: row.dateOrNull('received_on'),
        contactConfirmed: row.flag('contact_confirmed'),
        // Without a line to look at there is nothing to find lacking: all was in order, or nothing was ever received.
        checklist: line === null ? [] : checklists(row.id<'checklist'>('checklist_id')),
        papers: line === null ? [] : papersAfter(db, line, recordId),
      },
    }
  })
}

const papersOfLine = bookLineContent.pick({ papers: true })

/** How a line of the book left the papers, with every delay that was accepted for them, whenever it was (F4). */
function papersAfter(db: Reader, line: number, recordId: Id<'record'>): PaperCheck[] {
  const content = db.get("SELECT content FROM chain_content WHERE chain = 'book' AND seq = ?", [line], (row) => row.text('content'))
  const { papers } = papersOfLine.parse(JSON.parse(content ?? '{}'))
  const mayBeDelayed = papers.some(({ presence }) => presence === 'notYetObtainable')
  if (!mayBeDelayed) return papers
  const delays = delaysOf(db, recordId)
  return papers.map((paper) => underDelay(paper, delays.get(paper.code) ?? null))
}

const CORRECTIONS = `
  SELECT c.id, c.number, c.record_id, r.number AS record_number, r.kind, r.checklist_id, c.person_id, c.department_id, c.due_on, c.corrected_on, c.lacks
  FROM correction c JOIN record r ON r.id = c.record_id
  WHERE c.state <> 'withdrawn' AND c.due_on < ? AND (c.corrected_on IS NULL OR c.corrected_on >= ?)
  ORDER BY c.id`

/** Marked done it counts as put right on that day; returned, as never marked. */
function correctionFacts(
  db: Reader, from: LocalDate, to: LocalDate, checklists: Checklists,
): { facts: CorrectionFacts; departmentId: Id<'department'> }[] {
  return db.all(CORRECTIONS, [to, from], (row: Row) => ({
    departmentId: row.id<'department'>('department_id'),
    facts: {
      correctionId: row.id<'correction'>('id'),
      correctionNumber: row.text('number'),
      recordId: row.id<'record'>('record_id'),
      recordNumber: row.text('record_number'),
      kind: row.oneOf('kind', RECORD_KINDS),
      personId: row.id<'person'>('person_id'),
      dueOn: row.date('due_on'),
      correctedOn: row.dateOrNull('corrected_on'),
      checklist: checklists(row.id<'checklist'>('checklist_id')),
      lacks: lackView.array().parse(JSON.parse(row.text('lacks'))),
    },
  }))
}
