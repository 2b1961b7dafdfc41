// On-time and completeness rates by worked examples (rules V8, V11).
import { assert, integer, option, property } from 'fast-check'
import { describe, expect, it } from 'vitest'
import { addDays, dayOf, localDate, type LocalDate } from '#shared/domain/local-date.ts'
import { countOf, countsIn, daysOfMonth, isMonth, isMonthOpen, monthAfter, monthsUntil, rateText, RATE_FIGURES, sumFigures, type RatedRecord } from '#shared/domain/rate.ts'

const DUE = localDate('2026-03-31')
const storeTime = (text: string): LocalDate => dayOf(Date.parse(`${text}+08:00`))

const figures = (record: Partial<RatedRecord>, today = '2026-05-01') => countsIn({ dueOn: DUE, receivedOn: null, receiptLacks: null, ...record }, localDate(today))
  .map(({ month, figure }) => `${month} ${figure}`)

describe('V11 on time', () => {
  it('V11 received in the last minute of the due day is on time, in the first after it late, each in the month of the due day', () => {
    expect(figures({ receivedOn: storeTime('2026-03-31T23:59:59'), receiptLacks: 0 }))
      .toEqual(['2026-03 due', '2026-03 onTime', '2026-03 received', '2026-03 complete'])
    expect(figures({ receivedOn: storeTime('2026-04-01T00:00:00'), receiptLacks: 0 }))
      .toEqual(['2026-03 due', '2026-03 late', '2026-04 received', '2026-04 complete'])
  })

  it('V11 never received is late; a refused handover is none and so late too', () => {
    expect(figures({})).toEqual(['2026-03 due', '2026-03 late'])
  })

  it('V11 not yet due stays out, on the due day itself still; what was received already counts for completeness', () => {
    expect(figures({}, '2026-03-31')).toEqual([])
    expect(figures({}, '2026-04-01')).toEqual(['2026-03 due', '2026-03 late'])
    expect(figures({ receivedOn: localDate('2026-03-30'), receiptLacks: 2 }, '2026-03-31')).toEqual(['2026-03 received', '2026-03 incomplete'])
  })

  it('V11 one lack at the first handover makes a record incomplete, whatever was handed in later', () => {
    expect(figures({ receivedOn: localDate('2026-03-30'), receiptLacks: 1 }))
      .toEqual(['2026-03 due', '2026-03 onTime', '2026-03 received', '2026-03 incomplete'])
  })

  it('V11 every record that counts is either met or not, once', () => {
    const day = integer({ min: 0, max: 200 }).map((count) => addDays(localDate('2026-01-01'), count))
    assert(property(day, option(day), integer({ min: 0, max: 3 }), day, (dueOn, receivedOn, lacks, today) => {
      const counted = countsIn({ dueOn, receivedOn, receiptLacks: receivedOn === null ? null : lacks }, today).map(({ figure }) => figure)
      const has = (figure: (typeof RATE_FIGURES)[number]): number => counted.filter((one) => one === figure).length
      expect([has('onTime') + has('late'), has('complete') + has('incomplete')]).toEqual([has('due'), has('received')])
      expect(Math.max(has('due'), has('received'))).toBeLessThanOrEqual(1)
    }))
  })
})

describe('V8 rates', () => {
  it('V8 a rate is rounded down, so that 100% means all of them, and of nothing there is none', () => {
    expect(rateText(2, 3)).toBe('66.6%')
    expect(rateText(9999, 10_000)).toBe('99.9%')
    expect(rateText(10_000, 10_000)).toBe('100.0%')
    expect(rateText(0, 7)).toBe('0.0%')
    expect(rateText(0, 0)).toBe('–')
  })

  it('V8 sums of parts are the figures of the whole', () => {
    const whole = sumFigures([{ due: 3, onTime: 2, received: 4, complete: 1 }, { due: 1, onTime: 1, received: 0, complete: 0 }])
    expect(whole).toEqual({ due: 4, onTime: 3, received: 4, complete: 1 })
    expect(RATE_FIGURES.map((figure) => countOf(whole, figure))).toEqual([4, 3, 1, 4, 1, 3])
  })
})

describe('V11 months', () => {
  it('V11 a month begins and ends where the calendar has it, leap years too, and twelve reach back over the new year', () => {
    expect(daysOfMonth('2026-02')).toEqual({ first: '2026-02-01', last: '2026-02-28' })
    expect(daysOfMonth('2028-02').last).toBe('2028-02-29')
    expect(daysOfMonth('2026-12').last).toBe('2026-12-31')
    expect(monthAfter('2026-01', -1)).toBe('2025-12')
    expect(monthAfter('2025-12', 1)).toBe('2026-01')
    expect(monthsUntil('2026-02', 12)).toEqual([
      '2025-03', '2025-04', '2025-05', '2025-06', '2025-07', '2025-08', '2025-09', '2025-10', '2025-11', '2025-12', '2026-01', '2026-02',
    ])
    expect(() => monthAfter('2026-13', 1)).toThrow(RangeError)
    expect(daysOfMonth('2149-12')).toEqual({ first: '2149-12-01', last: '2149-12-31' })
    expect(monthsUntil('2000-02', 12)).toEqual(['2000-01', '2000-02'])
    expect(['2026-02', '2026-13', '26-02', '2026-2', '1999-12', '2150-01'].filter((text) => isMonth(text))).toEqual(['2026-02'])
  })

  it('V11 a month is open until its last day has passed', () => {
    expect(isMonthOpen('2026-03', localDate('2026-03-31'))).toBe(true)
    expect(isMonthOpen('2026-03', localDate('2026-04-01'))).toBe(false)
    expect(isMonthOpen('2026-04', localDate('2026-03-31'))).toBe(true)
  })
})
