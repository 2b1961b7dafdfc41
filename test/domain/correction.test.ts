// Corrections: their steps, and the days on which an uncorrected one is a violation anew (rule V10).
import { describe, expect, it } from 'vitest'
import { CORRECTION_ACTS, CORRECTION_STATES, CORRECTION_STEPS, missedDays } from '#shared/domain/correction.ts'
import { localDate } from '#shared/domain/local-date.ts'
import { addWorkingDays, STATE_CALENDAR } from '#shared/domain/working-day.ts'

const missed = (dueOn: string, correctedOn: string | null, today: string): string[] =>
  missedDays(localDate(dueOn), correctedOn === null ? null : localDate(correctedOn), localDate(today), STATE_CALENDAR)

describe('V10 what can be done with a correction', () => {
  it('V10 every step leads to a state there is; what is closed or withdrawn stays so', () => {
    const table = CORRECTION_STATES.map((state) => [state, CORRECTION_ACTS.filter((act) => CORRECTION_STEPS[state][act] !== undefined)])
    expect(Object.fromEntries(table)).toEqual({
      ordered: ['markDone', 'close', 'withdraw'], done: ['return', 'close', 'withdraw'], closed: [], withdrawn: [],
    })
    expect(CORRECTION_STEPS.done.return).toBe('ordered')
  })
})

describe('V10 missed working days', () => {
  it('V10 corrected by the due day: none; on the due day is in time', () => {
    expect(missed('2026-02-12', '2026-02-12', '2026-03-20')).toEqual([])
    expect(missed('2026-02-12', '2026-02-11', '2026-03-20')).toEqual([])
    expect(missed('2026-02-12', null, '2026-02-12')).toEqual([])
  })

  it('V10 each working day until it is, the one on which it was put right among them', () => {
    expect(missed('2026-03-11', '2026-03-13', '2026-03-20')).toEqual(['2026-03-12', '2026-03-13'])
    expect(missed('2026-03-12', null, '2026-03-16')).toEqual(['2026-03-13', '2026-03-16'])
  })

  it('V10 D2 over the Spring Festival of 2026 nothing is missed but on days worked, the make-up days among them', () => {
    // Ordered on Friday 13 February: due on Saturday 14 February, which is worked; free from the 15th to the 23rd.
    const due = addWorkingDays(localDate('2026-02-13'), 1, STATE_CALENDAR)
    expect(due).toEqual({ on: '2026-02-14', provisional: false })
    expect(missed(due.on, null, '2026-02-23')).toEqual([])
    expect(missed(due.on, null, '2026-02-24')).toEqual(['2026-02-24'])
    // Saturday 28 February makes up for the holiday.
    expect(missed(due.on, '2026-03-02', '2026-03-10')).toEqual(['2026-02-24', '2026-02-25', '2026-02-26', '2026-02-27', '2026-02-28', '2026-03-02'])
  })
})
