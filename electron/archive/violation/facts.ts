// Gathers from records, the sign-in book, corrections and loans what the rules need to judge a stretch of days (rules V1 to V5, V10, L4).
import type { Evidence } from '#shared/contract/violation.ts'
import { putRightOn } from '#shared/domain/correction.ts'
import type { Id } from '#shared/domain/id.ts'
import { addDays, dayOf, type Instant, type LocalDate } from '#shared/domain/local-date.ts'
import { underDelay, type ChecklistLine, type PaperCheck } from '#shared/domain/paper.ts'
import {
  correctionViolations, loanViolations, violationsOf, type CorrectionFacts, type LoanFacts, type ProposedViolation, type RecordFacts,
} from '#shared/domain/violation.ts'
import { workCalendar } from '../calendar/store.ts'
import { correctionsMissed } from '../correction/store.ts'
import type { Reader } from '../database/database.ts'
import { papersOfLine } from '../handover/store.ts'
import { policyVersions } from '../policy/store.ts'
import { papersLeft } from '../record/papers.ts'
import { checklistLines, delaysOf } from '../record/store.ts'
import { recordsToJudge } from './store.ts'

/** `closedAt`: when the month of these days was closed; null while it is open. */
export type Span = { from: LocalDate; to: LocalDate; closedAt: Instant | null }

/** What the facts propose, of whose department, on what evidence. */
export type Founded = Omit<ProposedViolation, 'recordId'> & { recordId: Id<'record'> | null; departmentId: Id<'department'>; evidence: Evidence }

/**
 * All violations whose day lies between two days, both counted, as far as the facts show them by `today`. Of a month that was closed only
 * such as may have come to light since then; of what was known before, some may be among them.
 */
export function foundBetween(db: Reader, span: Span, today: LocalDate): Founded[] {
  const { from, to } = span
  const versions = policyVersions(db)
  const checklists = remembered((id: Id<'checklist'>) => checklistLines(db, id))
  const found: Founded[] = []
  const keep = (proposed: readonly Omit<Founded, 'departmentId' | 'evidence'>[], departmentId: Id<'department'>, evidence: Evidence): void => {
    for (const each of proposed) if (each.on >= from && each.on <= to) found.push({ ...each, departmentId, evidence })
  }
  for (const { facts, departmentId, line } of recordFacts(db, span, checklists)) {
    keep(violationsOf(facts, versions, today), departmentId, {
      ...NO_EVIDENCE, dueOn: facts.dueOn, receivedOn: facts.receivedOn, line, contactConfirmed: facts.contactConfirmed,
    })
  }
  const calendar = workCalendar(db)
  for (const { facts, departmentId, correctedOn } of correctionFacts(db, span, checklists, today)) {
    keep(correctionViolations(facts, versions, calendar, today < to ? today : to), departmentId, {
      ...NO_EVIDENCE, dueOn: facts.dueOn, correctedOn,
    })
  }
  for (const { facts, departmentId } of loanFacts(db, from, to)) {
    keep(loanViolations(facts, versions, today), departmentId, {
      ...NO_EVIDENCE, dueOn: facts.dueOn, receivedOn: facts.endedOn, loan: { id: facts.loanId, number: facts.loanNumber },
    })
  }
  return found
}

export const NO_EVIDENCE: Evidence = {
  dueOn: null, receivedOn: null, line: null, contactConfirmed: null, correctedOn: null, pieces: null, words: '', loan: null,
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

function recordFacts(db: Reader, span: Span, checklists: Checklists): { facts: RecordFacts; departmentId: Id<'department'>; line: number | null }[] {
  return recordsToJudge(db, span).map(({ departmentId, checklistId, line, ...facts }) => ({
    departmentId,
    line,
    facts: {
      ...facts,
      // Without a line to look at there is nothing to find lacking: all was in order, or nothing was ever received.
      checklist: line === null ? [] : checklists(checklistId),
      papers: line === null ? [] : papersAfter(db, line, facts.recordId),
    },
  }))
}

/** How a line of the book left the papers, with every delay that was accepted for them, whenever it was (F4). */
function papersAfter(db: Reader, line: number, recordId: Id<'record'>): PaperCheck[] {
  const papers = papersOfLine(db, line)
  const mayBeDelayed = papers.some(({ presence }) => presence === 'notYetObtainable')
  if (!mayBeDelayed) return papers
  const delays = delaysOf(db, recordId)
  return papers.map((paper) => underDelay(paper, delays.get(paper.code) ?? null))
}

/** What is still to be put right is judged by the book, whatever was marked done; what is closed stays as it was closed. */
function correctionFacts(
  db: Reader, span: Span, checklists: Checklists, today: LocalDate,
): { facts: CorrectionFacts; departmentId: Id<'department'>; correctedOn: LocalDate | null }[] {
  return correctionsMissed(db, span).map(({ id, number, departmentId, checklistId, orderedAt, settled, ...correction }) => {
    const facts: CorrectionFacts = {
      ...correction, correctionId: id, correctionNumber: number, checklist: checklists(checklistId),
      lines: settled === null ? papersLeft(db, correction.recordId) : [], missed: settled?.missed ?? null,
    }
    return { facts, departmentId, correctedOn: settled === null ? putRightOn(facts, dayOf(orderedAt), today) : settled.correctedOn }
  })
}

// An outsider is none of ours to fine.
const LOANS = `
  SELECT l.id, l.number, l.borrower_id, l.department_id, l.due_on, l.ended_on FROM loan l INDEXED BY loan_due
  WHERE l.due_on BETWEEN ? AND ? AND l.borrower_id IS NOT NULL AND (l.ended_on IS NULL OR l.ended_on > l.due_on) ORDER BY l.id`

/** Loans not back by a due day whose next day lies between two days (L4). */
function loanFacts(db: Reader, from: LocalDate, to: LocalDate): { facts: LoanFacts; departmentId: Id<'department'> }[] {
  return db.all(LOANS, [addDays(from, -1), addDays(to, -1)], (row) => ({
    departmentId: row.id<'department'>('department_id'),
    facts: {
      loanId: row.id<'loan'>('id'), loanNumber: row.text('number'), personId: row.id<'person'>('borrower_id'), dueOn: row.date('due_on'),
      endedOn: row.dateOrNull('ended_on'),
    },
  }))
}
