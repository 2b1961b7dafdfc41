// Calendar days of the store: only real days, counted without the machine's time zone.
import * as fc from 'fast-check'
import { afterEach, describe, expect, it } from 'vitest'
import { addDays, dayOf, FIRST_STORE_DAY, isClockBehind, isLocalDate, LAST_STORE_DAY, localDate, storeDayProblem, weekday } from '#shared/domain/local-date.ts'

const day = fc.integer({ min: 0, max: 100_000 }).map((offset) => addDays(localDate('1910-01-01'), offset))

describe('a clock that is behind', () => {
  it('decision 10: by more than the ten minutes that one is put right by now and then', () => {
    const now = Date.parse('2026-03-11T10:00+08:00')
    expect([isClockBehind(now, now), isClockBehind(now, now + 600_000), isClockBehind(now, now + 600_001)]).toEqual([false, false, true])
  })
})

describe('local dates (DESIGN decision 10)', () => {
  it.each(['2026-02-28', '2024-02-29', '1900-01-01', '2199-12-31', '2000-02-29'])('%s is a day', (text) => {
    expect(isLocalDate(text)).toBe(true)
    expect(localDate(text)).toBe(text)
  })

  it.each([
    '2026-02-29', '2100-02-29', '2026-13-01', '2026-00-10', '2026-01-00', '2026-04-31', '1899-12-31', '2200-01-01',
    '2026-1-1', '26-01-01', '2026/01/01', '2026-01-01T00:00', ' 2026-01-01', '2026-01-01\n', '２０２６-01-01', '',
  ])('%j is none', (text) => {
    expect(isLocalDate(text)).toBe(false)
    expect(() => localDate(text)).toThrow(RangeError)
  })

  it.each([
    ['2026-12-31', 1, '2027-01-01'],
    ['2024-02-28', 1, '2024-02-29'],
    ['2026-02-28', 1, '2026-03-01'],
    ['2026-03-01', -1, '2026-02-28'],
    ['2026-11-21', 0, '2026-11-21'],
    ['2026-01-01', 365, '2027-01-01'],
  ])('%s and %i days is %s', (from, days, to) => {
    expect(addDays(localDate(from), days)).toBe(to)
  })

  it('does not leave the years 1900 to 2199', () => {
    expect(() => addDays(localDate('2199-12-31'), 1)).toThrow(RangeError)
    expect(() => addDays(localDate('1900-01-01'), -1)).toThrow(RangeError)
  })

  it.each([
    ['1999-12-31', 'date.tooEarly'], ['2000-01-01', null], ['2150-12-31', null], ['2151-01-01', 'date.tooLate'],
  ])('%s as a day of business: %s', (text, problem) => {
    expect(storeDayProblem(localDate(text))).toBe(problem)
  })

  it('leaves room to count on from the last day of business, and back from the first', () => {
    expect(addDays(LAST_STORE_DAY, 366) > LAST_STORE_DAY).toBe(true)
    expect(addDays(FIRST_STORE_DAY, -366) < FIRST_STORE_DAY).toBe(true)
  })

  it('knows the day of the week', () => {
    expect(weekday(localDate('2026-11-21'))).toBe(6)
    expect(weekday(localDate('2026-11-22'))).toBe(0)
    expect(weekday(localDate('2024-02-29'))).toBe(4)
  })

  it('goes and comes back', () => {
    fc.assert(fc.property(day, fc.integer({ min: -300, max: 300 }), (date, days) => {
      expect(addDays(addDays(date, days), -days)).toBe(date)
      expect(weekday(addDays(date, days * 7))).toBe(weekday(date))
      expect(addDays(date, days) > date).toBe(days > 0)
    }))
  })
})

describe('the store\'s day at an instant', () => {
  const zone = process.env['TZ']
  afterEach(() => {
    if (zone === undefined) delete process.env['TZ']
    else process.env['TZ'] = zone
  })

  const machines = ['Asia/Shanghai', 'America/Los_Angeles', 'Pacific/Kiritimati', 'UTC']
  it.each(machines)('changes at midnight in Shanghai on a machine in %s', (machine) => {
    process.env['TZ'] = machine
    expect(Intl.DateTimeFormat().resolvedOptions().timeZone).toBe(machine)
    expect(dayOf(Date.parse('2026-02-13T15:59:59.999Z'))).toBe('2026-02-13')
    expect(dayOf(Date.parse('2026-02-13T16:00:00.000Z'))).toBe('2026-02-14')
    expect(addDays(localDate('2026-03-08'), 1)).toBe('2026-03-09')
    expect(weekday(localDate('2026-03-08'))).toBe(0)
  })
})
