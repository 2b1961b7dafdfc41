// Corrections (整改): what is missing or wrong is ordered to be put right, marked done, looked at, closed or returned (rule V10).
import { addDays, type LocalDate } from './local-date.ts'
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

/**
 * The days on which an uncorrected correction is a violation anew (V10): each working day after its due day, up to the day it was
 * corrected or `today`. What is put right on such a day was late on that day still.
 */
export function missedDays(dueOn: LocalDate, correctedOn: LocalDate | null, today: LocalDate, calendar: WorkCalendar): LocalDate[] {
  const last = correctedOn === null || correctedOn > today ? today : correctedOn
  const days: LocalDate[] = []
  for (let on = addDays(dueOn, 1); on <= last; on = addDays(on, 1)) if (workingDay(on, calendar).working) days.push(on)
  return days
}
