// Putting down how a record's papers stand, and what that makes of the record (rules F4 to F6).
import type { Id } from '#shared/domain/id.ts'
import type { LocalDate } from '#shared/domain/local-date.ts'
import type { PapersLeft } from '#shared/domain/correction.ts'
import { isComplete, lacksOf, uncheckedPaper, underDelay, type ChecklistLine, type PaperCheck } from '#shared/domain/paper.ts'
import type { RecordState } from '#shared/domain/record.ts'
import type { Reader, Writer } from '../database/database.ts'
import { standingLines } from '../handover/store.ts'
import { checklistOf, delaysOf, papersOf, putPaper } from './store.ts'

/**
 * Every paper of the checklist, in its order, as it stands, accepted delays laid over what the last line left; never looked at counts
 * as missing. `delays`: to which day they were accepted, by code.
 */
export function standing(db: Reader, recordId: Id<'record'>): { lines: ChecklistLine[]; papers: PaperCheck[]; delays: ReadonlyMap<string, LocalDate> } {
  const lines = checklistOf(db, recordId)
  const delays = delaysOf(db, recordId)
  const stored = new Map(papersOf(db, recordId).map((paper) => [paper.code, paper]))
  const papers = lines.map((line) => underDelay({ ...uncheckedPaper(line), ...stored.get(line.code) }, delays.get(line.code) ?? null))
  return { lines, papers, delays }
}

/** How each line of the book that stands left the papers, accepted delays laid over (F4), oldest first. */
export function papersLeft(db: Reader, recordId: Id<'record'>): PapersLeft[] {
  const delays = delaysOf(db, recordId)
  return standingLines(db, recordId).map(({ on, content }) => ({
    on, papers: content.papers.map((paper) => underDelay(paper, delays.get(paper.code) ?? null)),
  }))
}

/** Stores the papers and says whether the record is complete with them. */
export function putPapers(
  db: Writer, recordId: Id<'record'>, lines: readonly ChecklistLine[], papers: readonly PaperCheck[], today: LocalDate,
): Extract<RecordState, 'complete' | 'incomplete'> {
  for (const line of lines) {
    const check = papers.find((paper) => paper.code === line.code) ?? uncheckedPaper(line)
    putPaper(db, recordId, check, lacksOf(line, { ...check, delayAccepted: false }, today).length)
  }
  return isComplete(lines, papers, today) ? 'complete' : 'incomplete'
}
