// Corrections (整改): what is missing or wrong is ordered to be put right, marked done, looked at, closed or returned (rule V10).
import { addDays, type LocalDate } from './local-date.ts'
import { lacksOfRecord, type ChecklistLine, type Lack, type PaperCheck } from './paper.ts'
import { workingDay, type WorkCalendar } from './working-day.ts'

export const CORRECTION_STATES = ['ordered', 'done', 'closed', 'withdrawn'] as const
export type CorrectionState = (typeof CORRECTION_STATES)[number]

export const CORRECTION_ACTS = ['markDone', 'return', 'close', 'withdraw'] as const
export type CorrectionAct = (typeof CORRECTION_ACTS)[number]

/** What each act makes of each state; what is not named cannot be done. */
export const CORRECTION_STEPS: Record<CorrectionState, Partial<Record<CorrectionAct, CorrectionState>>> = {
  // The archivist who sees the paper in order need not wait for it to be marked.
  ordered: { markDone: 'done', close: 'closed', withdraw: 'withdrawn' },
  done: { return: 'ordered', close: 'closed', withdraw: 'withdrawn' },
  closed: {},
  withdrawn: {},
}

// A paper that is not there at all has not been put right either, whatever was wrong with it.
const ABSENT: ReadonlySet<Lack['kind']> = new Set(['missing', 'notYetObtainable'])

/** Whether what was ordered to be put right stands still, among all that is lacking now. */
export function standsStill(ordered: Lack, lacking: readonly Lack[]): boolean {
  return lacking.some(({ code, kind }) => code === ordered.code && (kind === ordered.kind || ABSENT.has(kind)))
}

/** A line of the sign-in book that was not struck through: its day, and how it left the papers, accepted delays laid over (F4). */
export type PapersLeft = { on: LocalDate; papers: readonly PaperCheck[] }

type Matter = { lacks: readonly Lack[]; checklist: readonly ChecklistLine[]; lines: readonly PapersLeft[] }

/** What was ordered and is lacking on a day, as a line left the papers; without a line, as if nothing had ever come. */
function lackingOn({ lacks, checklist }: Matter, line: PapersLeft | undefined, on: LocalDate): Lack[] {
  return lacksOfRecord(checklist, line?.papers ?? [], on).filter((lack) => lacks.some((ordered) => standsStill(ordered, [lack])))
}

/**
 * The day on which the last of what was ordered came in, by the book and not by what anybody said; `orderedOn` where it had come before.
 * Null while something is lacking on `today`.
 */
export function putRightOn(matter: Matter, orderedOn: LocalDate, today: LocalDate): LocalDate | null {
  const { lines } = matter
  if (lackingOn(matter, lines.at(-1), today).length > 0) return null
  const came = lines[lines.findLastIndex((line) => lackingOn(matter, line, line.on).length > 0) + 1]?.on ?? today
  return came < orderedOn ? orderedOn : came
}

/**
 * The days on which an uncorrected correction is a violation anew (V10): each working day after its due day, up to `today`, that began
 * with something of it lacking. What is put right on such a day was late on that day still.
 */
export function missedDays(matter: Matter, dueOn: LocalDate, today: LocalDate, calendar: WorkCalendar): LocalDate[] {
  const days: LocalDate[] = []
  for (let on = addDays(dueOn, 1); on <= today; on = addDays(on, 1)) {
    const began = matter.lines.findLast((line) => line.on < on)
    if (workingDay(on, calendar).working && lackingOn(matter, began, on).length > 0) days.push(on)
  }
  return days
}
