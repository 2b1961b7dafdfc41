// Corrections: their steps, and the days on which an uncorrected one is a violation anew (rule V10).
import { describe, expect, it } from 'vitest'
import {
  CORRECTION_ACTS, CORRECTION_STATES, CORRECTION_STEPS, missedDays, putRightOn, standsStill, type PapersLeft,
} from '#shared/domain/correction.ts'
import { localDate } from '#shared/domain/local-date.ts'
import { paperInOrder, type ChecklistLine, type Lack, type PaperCheck } from '#shared/domain/paper.ts'
import { addWorkingDays, STATE_CALENDAR } from '#shared/domain/working-day.ts'

const CODE = 'workOrder'
const CHECKLIST = [{ code: CODE, form: 'original', count: 1, customerSigns: true, staffSigns: true, inspection: false, due: 'always', mayBeLate: true }] as const satisfies ChecklistLine[]
const LACKS: Lack[] = [{ code: CODE, kind: 'customerSignature' }]

/** As lines of the book left the paper, by their days. */
const left = (lines: Record<string, Partial<PaperCheck>>): PapersLeft[] =>
  Object.entries(lines).map(([on, check]) => ({ on: localDate(on), papers: [{ ...paperInOrder(CHECKLIST[0]), ...check }] }))
const UNSIGNED: Partial<PaperCheck> = { customerSignature: 'missing' }

const matter = (lines: PapersLeft[]) => ({ lacks: LACKS, checklist: CHECKLIST, lines })

const missed = (dueOn: string, correctedOn: string | null, today: string): string[] =>
  missedDays(
    matter(left({ '2026-01-05': UNSIGNED, ...(correctedOn === null ? {} : { [correctedOn]: {} }) })), localDate(dueOn), localDate(today), STATE_CALENDAR,
  )

const rightOn = (lines: Record<string, Partial<PaperCheck>>, today = '2026-03-20') => putRightOn(matter(left(lines)), localDate('2026-03-02'), localDate(today))

describe('V10 put right', () => {
  it('V10 on the day of the line with which it came in, not before it was ordered, never while it is lacking', () => {
    expect(rightOn({ '2026-03-02': UNSIGNED, '2026-03-05': {} })).toBe('2026-03-05')
    expect(rightOn({ '2026-02-26': UNSIGNED, '2026-02-27': {} })).toBe('2026-03-02')
    expect(rightOn({ '2026-03-02': UNSIGNED })).toBeNull()
    expect(rightOn({})).toBeNull()
    expect(rightOn({ '2026-03-02': {}, '2026-03-04': UNSIGNED, '2026-03-05': {} })).toBe('2026-03-05')
  })

  it('V10 F4 a paper not there has not been put right, until its delay is accepted, and again when that has run out', () => {
    expect(rightOn({ '2026-03-02': UNSIGNED, '2026-03-05': { presence: 'missing', count: 0 } })).toBeNull()
    const late = { presence: 'notYetObtainable', promisedOn: localDate('2026-03-10') } as const
    expect(rightOn({ '2026-03-02': late })).toBeNull()
    const accepted = { ...late, delayAccepted: true }
    expect(rightOn({ '2026-03-02': accepted }, '2026-03-10')).toBe('2026-03-02')
    expect(rightOn({ '2026-03-02': accepted }, '2026-03-11')).toBeNull()
    // The days that were covered are not missed.
    expect(missedDays(matter(left({ '2026-03-02': accepted })), localDate('2026-03-03'), localDate('2026-03-12'), STATE_CALENDAR)).toEqual(['2026-03-11', '2026-03-12'])
  })

  it('V10 what was ordered stands while that very lack does, or the paper is not there at all', () => {
    const [ordered] = LACKS
    if (!ordered) throw new Error('none')
    expect(standsStill(ordered, [{ code: CODE, kind: 'customerSignature' }])).toBe(true)
    expect(standsStill(ordered, [{ code: CODE, kind: 'missing' }])).toBe(true)
    expect(standsStill(ordered, [{ code: CODE, kind: 'staffSignature' }])).toBe(false)
    expect(standsStill(ordered, [{ code: 'settlement', kind: 'customerSignature' }])).toBe(false)
  })
})

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
