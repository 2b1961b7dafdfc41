// D1 and D2 by worked examples on the State Council's notices of 2024 to 2026, and by properties over many years.
import * as fc from 'fast-check'
import { afterEach, describe, expect, it } from 'vitest'
import { addDays, localDate, weekday, type LocalDate } from '#shared/domain/local-date.ts'
import { addWorkingDays, STATE_CALENDAR, workingDay, type WorkCalendar } from '#shared/domain/working-day.ts'

const stateDay = (date: string) => workingDay(localDate(date), STATE_CALENDAR)
const stateDue = (from: string, days: number) => addWorkingDays(localDate(from), days, STATE_CALENDAR)
const namedDays = (year: number) => Array.from({ length: 366 }, (_, index) => addDays(localDate(`${year}-01-01`), index))
  .filter((date) => date.startsWith(String(year)))
  .map((date) => [date, workingDay(date, STATE_CALENDAR).name] as const)
  .filter(([, name]) => name !== null)
const roster = (...days: ReadonlyArray<readonly [string, 'working' | 'free']>): WorkCalendar =>
  ({ ...STATE_CALENDAR, exceptions: new Map(days.map(([date, state]) => [localDate(date), state])) })

describe('D2: the State Council\'s notice', () => {
  it.each([
    ['2024-02-04', '春节'], ['2024-02-18', '春节'], ['2024-04-07', '清明'], ['2024-04-28', '劳动节'], ['2024-05-11', '劳动节'],
    ['2024-09-14', '中秋'], ['2024-09-29', '国庆节'], ['2024-10-12', '国庆节'],
    ['2025-01-26', '春节'], ['2025-02-08', '春节'], ['2025-04-27', '劳动节'], ['2025-09-28', '国庆节'], ['2025-10-11', '国庆节'],
    ['2026-01-04', '元旦'], ['2026-02-14', '春节'], ['2026-02-28', '春节'], ['2026-05-09', '劳动节'], ['2026-09-20', '国庆节'],
    ['2026-10-10', '国庆节'],
  ])('%s is a weekend worked to make up for %s', (date, name) => {
    expect([0, 6]).toContain(weekday(localDate(date)))
    expect(stateDay(date)).toEqual({ working: true, provisional: false, name })
  })

  it.each([
    ['2024-01-01', '元旦'], ['2024-02-10', '春节'], ['2024-02-17', '春节'], ['2024-04-04', '清明'], ['2024-06-10', '端午'],
    ['2024-09-17', '中秋'],
    ['2025-01-28', '春节'], ['2025-02-04', '春节'], ['2025-05-05', '劳动节'], ['2025-06-02', '端午'], ['2025-10-08', '国庆节'],
    ['2026-01-02', '元旦'], ['2026-02-16', '春节'], ['2026-02-23', '春节'], ['2026-04-06', '清明'], ['2026-06-19', '端午'],
    ['2026-09-25', '中秋'], ['2026-10-07', '国庆节'],
  ])('%s is free: %s', (date, name) => {
    expect(stateDay(date)).toEqual({ working: false, provisional: false, name })
  })

  it('ordinary days follow the week', () => {
    expect(stateDay('2026-11-20')).toEqual({ working: true, provisional: false, name: null })
    expect(stateDay('2026-11-21')).toEqual({ working: false, provisional: false, name: null })
    expect(stateDay('2026-11-22')).toEqual({ working: false, provisional: false, name: null })
    // 除夕 was no holiday in 2024.
    expect(stateDay('2024-02-09')).toEqual({ working: true, provisional: false, name: null })
  })

  it('has a notice for 2004 to 2026 at least, and for no year that is far off', () => {
    const settled = (year: number) => !stateDay(`${year}-07-01`).provisional
    expect(Array.from({ length: 23 }, (_, index) => 2004 + index).filter((year) => !settled(year))).toEqual([])
    expect([2000, 2003, 2040, 2099, 2150].filter(settled)).toEqual([])
  })
})

describe('D1: the day of the event does not count', () => {
  it.each([
    ['an ordinary week', '2026-11-16', 3, '2026-11-19'],
    ['over a weekend', '2026-11-19', 3, '2026-11-24'],
    ['from a Saturday', '2026-11-21', 1, '2026-11-23'],
    ['Spring Festival 2024', '2024-02-08', 3, '2024-02-19'],
    ['the last day before Spring Festival 2024', '2024-02-09', 1, '2024-02-18'],
    ['Spring Festival 2025, with a make-up Sunday before', '2025-01-24', 3, '2025-02-05'],
    ['the make-up Saturday after Spring Festival 2025', '2025-02-05', 3, '2025-02-08'],
    ['Spring Festival 2026', '2026-02-12', 3, '2026-02-24'],
    ['delivered on Friday, due on the make-up Saturday', '2026-02-13', 1, '2026-02-14'],
    ['from the make-up Saturday over Spring Festival 2026', '2026-02-14', 1, '2026-02-24'],
    ['from inside Spring Festival 2026', '2026-02-17', 3, '2026-02-26'],
    ['the end of February 2026, a make-up Saturday', '2026-02-27', 1, '2026-02-28'],
    ['over the end of February 2026', '2026-02-28', 1, '2026-03-02'],
    ['the leap day of 2024', '2024-02-28', 1, '2024-02-29'],
    ['over the leap day of 2024', '2024-02-29', 1, '2024-03-01'],
    ['National Day 2024', '2024-09-30', 3, '2024-10-10'],
    ['the make-up Sunday before National Day 2024', '2024-09-27', 2, '2024-09-30'],
    ['the make-up Saturday after National Day 2024', '2024-10-10', 2, '2024-10-12'],
    ['National Day and Mid-autumn 2025', '2025-09-30', 3, '2025-10-11'],
    ['National Day 2026', '2026-09-30', 3, '2026-10-10'],
    ['the make-up Sunday before National Day 2026', '2026-09-18', 1, '2026-09-20'],
    ['Mid-autumn 2026', '2026-09-24', 1, '2026-09-28'],
    ['Labour Day 2025', '2025-04-30', 1, '2025-05-06'],
    ['the end of 2024', '2024-12-31', 1, '2025-01-02'],
    ['the end of 2025, with a make-up Sunday', '2025-12-31', 1, '2026-01-04'],
    ['over the end of 2025', '2025-12-30', 3, '2026-01-05'],
    ['a month of 22 working days', '2026-10-30', 21, '2026-11-30'],
  ])('%s: %s and %i working days is %s', (_, from, days, on) => {
    expect(stateDue(from, days)).toEqual({ on, provisional: false })
  })

  it.each([0, -1, 1.5, Number.NaN, Number.POSITIVE_INFINITY])('%d is no number of working days', (days) => {
    expect(() => stateDue('2026-11-16', days)).toThrow(RangeError)
  })
})

describe('D2: years without a notice', () => {
  // The lunar dates are the Hong Kong Observatory's.
  it.each([
    ['2031-01-01', '元旦'], ['2031-01-22', '春节'], ['2031-01-23', '春节'], ['2031-01-25', '春节'], ['2031-04-05', '清明'],
    ['2031-05-01', '劳动节'], ['2031-05-02', '劳动节'], ['2031-06-24', '端午'], ['2031-10-01', '国庆节'], ['2031-10-03', '国庆节'],
    ['2032-02-10', '春节'], ['2032-04-04', '清明'], ['2032-06-12', '端午'], ['2032-09-19', '中秋'],
    ['2033-01-30', '春节'], ['2033-06-01', '端午'], ['2033-09-08', '中秋'],
    ['2035-02-07', '春节'], ['2035-06-10', '端午'], ['2035-09-16', '中秋'],
  ])('%s is free by law: %s', (date, name) => {
    expect(stateDay(date)).toEqual({ working: false, provisional: true, name })
  })

  it('the first of January 2027 is free, announced or not', () => {
    expect(stateDay('2027-01-01')).toMatchObject({ working: false, name: '元旦' })
  })

  it('weekends are free, other days worked, all of it provisional', () => {
    expect(stateDay('2032-02-14')).toEqual({ working: false, provisional: true, name: null })
    expect(stateDay('2032-02-16')).toEqual({ working: true, provisional: true, name: null })
    expect(stateDay('2031-01-21')).toEqual({ working: true, provisional: true, name: null })
    expect(stateDay('2031-05-03')).toEqual({ working: false, provisional: true, name: null })
    expect(stateDay('2031-05-05')).toEqual({ working: true, provisional: true, name: null })
    expect(stateDay('2031-10-06')).toEqual({ working: true, provisional: true, name: null })
  })

  it('a leap month has no second festival', () => {
    // 2047 has two fifth months.
    expect(namedDays(2047).filter(([, name]) => name === '端午')).toEqual([['2047-05-29', '端午']])
  })

  it('a year has thirteen statutory days, fewer only where two fall on one', () => {
    for (let year = 2030; year <= 2099; year += 1) {
      expect(`${year}: ${namedDays(year).length}`).toMatch(/: 1[23]$/)
    }
  })

  it('beyond this century only the fixed dates are known', () => {
    expect(stateDay('2101-10-01')).toEqual({ working: false, provisional: true, name: '国庆节' })
    expect(stateDay('2101-01-29')).toMatchObject({ provisional: true, name: null })
    expect(stateDay('2199-12-30')).toMatchObject({ provisional: true, name: null })
  })

  it('a period is provisional as soon as it looks at such a year', () => {
    expect(stateDue('2032-02-09', 3)).toEqual({ on: '2032-02-18', provisional: true })
    expect(addWorkingDays(localDate('2003-12-31'), 1, STATE_CALENDAR).provisional).toBe(false)
    expect(addWorkingDays(localDate('2003-12-30'), 3, STATE_CALENDAR).provisional).toBe(true)
  })
})

describe('D2: the store\'s own roster goes before the notice', () => {
  it('frees a working day and works on a free one', () => {
    const calendar = roster(['2026-11-23', 'free'], ['2026-11-21', 'working'], ['2026-10-01', 'working'])
    expect(workingDay(localDate('2026-11-23'), calendar)).toEqual({ working: false, provisional: false, name: null })
    expect(workingDay(localDate('2026-10-01'), calendar)).toEqual({ working: true, provisional: false, name: null })
    expect(addWorkingDays(localDate('2026-11-20'), 1, calendar)).toEqual({ on: '2026-11-21', provisional: false })
    expect(addWorkingDays(localDate('2026-11-21'), 1, calendar)).toEqual({ on: '2026-11-24', provisional: false })
  })

  it('settles a day of a year without a notice', () => {
    const calendar = roster(['2032-03-01', 'working'])
    expect(workingDay(localDate('2032-03-01'), calendar)).toEqual({ working: true, provisional: false, name: null })
    expect(addWorkingDays(localDate('2032-02-29'), 1, calendar)).toEqual({ on: '2032-03-01', provisional: false })
    expect(addWorkingDays(localDate('2032-02-28'), 1, calendar).provisional).toBe(true)
  })
})

describe('D1: properties', () => {
  const day = fc.integer({ min: 0, max: 5_500 }).map((offset) => addDays(localDate('2023-06-01'), offset))
  const days = fc.integer({ min: 1, max: 40 })
  const calendar = fc.array(fc.tuple(day, fc.constantFrom('working' as const, 'free' as const)), { maxLength: 40 })
    .map((entries): WorkCalendar => ({ ...STATE_CALENDAR, exceptions: new Map(entries) }))
  const due = (from: LocalDate, count: number, kept: WorkCalendar) => addWorkingDays(from, count, kept).on

  it('the last day is a working day after the event, with exactly that many working days up to it', () => {
    fc.assert(fc.property(day, days, calendar, (from, count, kept) => {
      const on = due(from, count, kept)
      expect(workingDay(on, kept).working).toBe(true)
      let worked = 0
      for (let date = from; date < on;) {
        date = addDays(date, 1)
        if (workingDay(date, kept).working) worked += 1
      }
      expect(worked).toBe(count)
    }))
  })

  it('more working days end later, and days added one after the other end as all together', () => {
    fc.assert(fc.property(day, days, days, calendar, (from, one, other, kept) => {
      expect(due(from, one + other, kept) > due(from, one, kept)).toBe(true)
      expect(due(from, one + other, kept)).toBe(due(due(from, one, kept), other, kept))
    }))
  })

  it('a later event never ends earlier', () => {
    fc.assert(fc.property(day, fc.integer({ min: 0, max: 60 }), days, calendar, (from, later, count, kept) => {
      expect(due(addDays(from, later), count, kept) >= due(from, count, kept)).toBe(true)
    }))
  })
})

describe('the machine\'s time zone does not matter', () => {
  const zone = process.env['TZ']
  afterEach(() => {
    if (zone === undefined) delete process.env['TZ']
    else process.env['TZ'] = zone
  })

  it.each(['America/Los_Angeles', 'Pacific/Kiritimati', 'America/Sao_Paulo', 'Asia/Shanghai', 'UTC'])('%s', (machine) => {
    process.env['TZ'] = machine
    expect(Intl.DateTimeFormat().resolvedOptions().timeZone).toBe(machine)
    expect(stateDay('2026-01-01')).toEqual({ working: false, provisional: false, name: '元旦' })
    expect(stateDay('2026-02-14')).toEqual({ working: true, provisional: false, name: '春节' })
    expect(stateDay('2026-02-24').working).toBe(true)
    expect(stateDue('2026-02-12', 3).on).toBe('2026-02-24')
    expect(stateDay('2032-04-04').name).toBe('清明')
    expect(stateDay('2032-02-10').name).toBe('春节')
    expect(stateDay('2032-02-14').name).toBeNull()
    expect(stateDay('2032-09-19').name).toBe('中秋')
  })
})

describe('D2: what the store sets and due days: properties', () => {
  const day = fc.integer({ min: 0, max: 2_500 }).map((offset) => addDays(localDate('2023-06-01'), offset))
  const days = fc.integer({ min: 1, max: 20 })
  const weekdays = fc.uniqueArray(fc.integer({ min: 0, max: 6 }), { minLength: 1, maxLength: 7 })
  const calendar = fc.record({
    exceptions: fc.array(fc.tuple(day, fc.constantFrom('working' as const, 'free' as const)), { maxLength: 30 }),
    rosters: fc.array(fc.record({ fromOn: day, weekdays: fc.option(weekdays) }), { maxLength: 3 }),
  }).map(({ exceptions, rosters }): WorkCalendar => ({
    ...STATE_CALENDAR, exceptions: new Map(exceptions), rosters: rosters.toSorted((a, b) => (a.fromOn < b.fromOn ? -1 : 1)),
  }))
  const changed = (kept: WorkCalendar, on: LocalDate, to: 'working' | 'free'): WorkCalendar =>
    ({ ...kept, exceptions: new Map([...kept.exceptions, [on, to]]) })

  it('D2 a day freed never makes a due date earlier, a day worked never later', () => {
    // The day changed lies near the period, where it can matter.
    fc.assert(fc.property(day, days, fc.integer({ min: 0, max: 40 }), calendar, (from, count, after, kept) => {
      const due = (under: WorkCalendar) => addWorkingDays(from, count, under).on
      expect(due(changed(kept, addDays(from, after), 'free')) >= due(kept)).toBe(true)
      expect(due(changed(kept, addDays(from, after), 'working')) <= due(kept)).toBe(true)
    }))
  })

  it('D2 more weekdays worked never make a due date later', () => {
    fc.assert(fc.property(day, days, weekdays, fc.integer({ min: 0, max: 6 }), (from, count, worked, more) => {
      const due = (week: readonly number[]) => addWorkingDays(from, count, { ...STATE_CALENDAR, rosters: [{ fromOn: localDate('2023-01-01'), weekdays: week }] }).on
      expect(due([...new Set([...worked, more])]) <= due(worked)).toBe(true)
    }))
  })
})

describe('D2: a roster of the store\'s own', () => {
  const sixDays = (fromOn: string, weekdays: readonly number[] | null = [1, 2, 3, 4, 5, 6]) => ({ fromOn: localDate(fromOn), weekdays })
  const under = (...rosters: WorkCalendar['rosters']): WorkCalendar => ({ ...STATE_CALENDAR, rosters })

  it('D2 is worked from its day on, keeps holidays free, and ends where the notice returns', () => {
    const calendar = under(sixDays('2026-03-02'), sixDays('2026-06-01', null))
    expect(workingDay(localDate('2026-02-28'), calendar)).toEqual({ working: true, provisional: false, name: '春节' })
    expect(workingDay(localDate('2026-03-07'), calendar)).toEqual({ working: true, provisional: false, name: null })
    expect(workingDay(localDate('2026-04-04'), calendar)).toEqual({ working: false, provisional: false, name: '清明' })
    expect(workingDay(localDate('2026-06-06'), calendar).working).toBe(false)
    // Friday; with Saturdays worked the third working day is Tuesday, without them Wednesday.
    expect(addWorkingDays(localDate('2026-03-06'), 3, calendar).on).toBe('2026-03-10')
    expect(stateDue('2026-03-06', 3).on).toBe('2026-03-11')
  })

  it('D2 a correction due in one working day waits for the end of a long holiday', () => {
    expect(stateDue('2025-01-27', 1).on).toBe('2025-02-05')
    expect(stateDue('2026-09-30', 1).on).toBe('2026-10-08')
    expect(addWorkingDays(localDate('2026-09-30'), 1, { ...STATE_CALENDAR, exceptions: new Map([[localDate('2026-10-03'), 'working']]) }).on).toBe('2026-10-03')
  })
})
