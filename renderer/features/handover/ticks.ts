// What has been ticked of a record's papers on the handover screen, before anyone signs (rules H3, H7, F4, F5).
import { foundOtherwise, lacksOfRecord, paperInOrder, recheckProblem, uncheckedPaper } from '#shared/domain/paper.ts'
import type { CheckProblem, ChecklistLine, Lack, PaperCheck, Presence } from '#shared/domain/paper.ts'
import { lineKindFor, type HandoverProblem } from '#shared/domain/sign-in-book.ts'
import type { LocalDate } from '#shared/domain/local-date.ts'
import type { RecordDetailView } from '#shared/contract/record.ts'

/** Papers looked at so far, by code; a paper that is not here has not been looked at. */
export type Ticks = { readonly checks: Readonly<Record<string, PaperCheck>>; readonly remark: string }

/** How a record's ticks begin: with nothing looked at, or, for later papers, with how they stand (H7). */
export function startTicks(record: RecordDetailView): Ticks {
  const standing = lineKindFor(record.state) === 'supplement' ? record.papers : []
  return { checks: Object.fromEntries(standing.map((paper) => [paper.code, paper])), remark: '' }
}

/** A paper as its checklist asks, or better where it was received so: later papers take nothing away (H7). `standing`: how it stood. */
export function tickedInOrder(line: ChecklistLine, before: PaperCheck | undefined, standing: PaperCheck | undefined): PaperCheck {
  const asked = paperInOrder(line)
  const received = standing?.presence === 'present' ? standing : asked
  return {
    ...asked,
    count: Math.max(asked.count, received.count),
    form: received.form === 'original' ? 'original' : asked.form,
    note: before?.note ?? '',
  }
}

/** A paper as it is after its presence was chosen: present means in order, until something else is said of it. */
export function withPresence(
  line: ChecklistLine, before: PaperCheck | undefined, standing: PaperCheck | undefined, presence: Presence,
): PaperCheck {
  if (presence === 'present') return before?.presence === 'present' ? before : tickedInOrder(line, before, standing)
  const late = presence === 'notYetObtainable'
  return {
    ...uncheckedPaper(line),
    presence,
    note: before?.note ?? '',
    promisedOn: late ? before?.promisedOn ?? null : null,
    delayAccepted: late && (before?.delayAccepted ?? false),
  }
}

/** The presences a paper can have by its checklist line (F4, F5). */
export function presencesOf(line: ChecklistLine): Presence[] {
  return [
    'present',
    'missing',
    ...(line.due === 'always' ? [] : ['notApplicable' as const]),
    ...(line.mayBeLate ? ['notYetObtainable' as const] : []),
  ]
}

export function isInOrder(line: ChecklistLine, check: PaperCheck | undefined, today: LocalDate): boolean {
  return check?.presence === 'present' && lacksOfRecord([line], [check], today).length === 0
}

export function setCheck(ticks: Ticks, check: PaperCheck): Ticks {
  return { ...ticks, checks: { ...ticks.checks, [check.code]: check } }
}

/** Every paper not looked at yet is taken as in order. A paper that is due only where it applies is left to be looked at. */
export function restInOrder(record: RecordDetailView, ticks: Ticks): Ticks {
  return rest(record, ticks, (line) => (line.due === 'always' ? tickedInOrder(line, undefined, standingOf(record, line)) : null))
}

/** Every paper not looked at yet is missing, or, where it may be, not applicable. */
export function restMissing(record: RecordDetailView, ticks: Ticks): Ticks {
  return rest(record, ticks, (line) => ({ ...uncheckedPaper(line), presence: line.due === 'ifApplies' ? 'notApplicable' : 'missing' }))
}

function rest(record: RecordDetailView, ticks: Ticks, fill: (line: ChecklistLine) => PaperCheck | null): Ticks {
  return record.checklist
    .filter((line) => ticks.checks[line.code] === undefined)
    .map(fill)
    .filter((check) => check !== null)
    .reduce(setCheck, ticks)
}

/** Why a paper cannot be entered as it is ticked, or null. `standing`: how it stood before. */
export function tickProblem(
  line: ChecklistLine, check: PaperCheck | undefined, standing: PaperCheck | undefined, today: LocalDate,
): CheckProblem | null {
  return check === undefined ? 'paper.notChecked' : recheckProblem(line, check, standing ?? uncheckedPaper(line), today)
}

/** Papers in checklist order, as the contract takes them; those not looked at stay out. */
export function papersOf(record: RecordDetailView, ticks: Ticks): Omit<PaperCheck, 'delayAccepted'>[] {
  return record.checklist.flatMap((line) => {
    const check = ticks.checks[line.code]
    if (check === undefined) return []
    const { delayAccepted: _, ...paper } = check
    return [paper]
  })
}

/** What would be lacking if this were signed now; papers not looked at are not counted. */
export function lacksNow(record: RecordDetailView, ticks: Ticks, today: LocalDate): Lack[] {
  const seen = record.checklist.filter((line) => ticks.checks[line.code] !== undefined)
  return lacksOfRecord(seen, Object.values(ticks.checks), today)
}

/** Why a record cannot be signed for yet, or null: a paper not looked at or not explained, or nothing new in it (H7). */
export function readyProblem(record: RecordDetailView, ticks: Ticks, today: LocalDate): CheckProblem | HandoverProblem | null {
  for (const line of record.checklist) {
    const problem = tickProblem(line, ticks.checks[line.code], standingOf(record, line), today)
    if (problem !== null) return problem
  }
  return lineKindFor(record.state) === 'supplement' && !isNew(record, ticks) ? 'handover.nothingNew' : null
}

function isNew(record: RecordDetailView, ticks: Ticks): boolean {
  return record.checklist.some((line) => {
    const check = ticks.checks[line.code]
    return check !== undefined && foundOtherwise(line, check, standingOf(record, line) ?? uncheckedPaper(line))
  })
}

/** How a paper stood before. */
export function standingOf(record: RecordDetailView, line: ChecklistLine): PaperCheck | undefined {
  return record.papers.find((paper) => paper.code === line.code)
}

/** How many papers of a record have been looked at. */
export function progressOf(record: RecordDetailView, ticks: Ticks): { seen: number; all: number } {
  return { seen: record.checklist.filter((line) => ticks.checks[line.code] !== undefined).length, all: record.checklist.length }
}
