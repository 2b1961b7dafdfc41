// Terms of keeping (rule R1).
import { describe, expect, it } from 'vitest'
import { localDate } from '#shared/domain/local-date.ts'
import { expiresOn, extendedBy, isExpired, readTerm, termText, yearsAfter, type Term } from '#shared/domain/term.ts'

const day = localDate
const years = (count: number): Term => ({ kind: 'years', years: count })

describe('R1 terms', () => {
  it('R1 customer files are kept ten years after the last record; the last day still counts', () => {
    expect(expiresOn(years(10), day('2015-03-02'))).toBe('2025-03-02')
    expect(isExpired(years(10), day('2015-03-02'), day('2025-03-02'))).toBe(false)
    expect(isExpired(years(10), day('2015-03-02'), day('2025-03-03'))).toBe(true)
  })

  it('R1 永久 never ends, 长期 is thirty years, 短期 ten', () => {
    expect(expiresOn({ kind: 'permanent' }, day('1990-01-01'))).toBeNull()
    expect(isExpired({ kind: 'permanent' }, day('1990-01-01'), day('2150-01-01'))).toBe(false)
    expect(expiresOn({ kind: 'long' }, day('1990-05-06'))).toBe('2020-05-06')
    expect(expiresOn({ kind: 'short' }, day('1990-05-06'))).toBe('2000-05-06')
  })

  it('R1 a term from 29 February ends on the 28th where there is no 29th', () => {
    expect(yearsAfter(day('2016-02-29'), 10)).toBe('2026-02-28')
    expect(yearsAfter(day('2016-02-29'), 4)).toBe('2020-02-29')
    expect(yearsAfter(day('2026-02-28'), -10)).toBe('2016-02-28')
  })

  it('R1 extending adds to what it ran to, and is never over again at once', () => {
    expect(extendedBy(years(10), day('2015-03-02'), 5, day('2025-03-03'))).toEqual(years(16))
    expect(expiresOn(extendedBy(years(10), day('2010-03-02'), 2, day('2026-03-03')), day('2010-03-02'))).toBe('2029-03-02')
    expect(extendedBy({ kind: 'permanent' }, day('2010-03-02'), 2, day('2026-03-03'))).toEqual({ kind: 'permanent' })
  })

  it('R1 is stored as a word or a number of years, and nothing else is read', () => {
    for (const term of [{ kind: 'permanent' }, { kind: 'long' }, { kind: 'short' }, years(1), years(100)] satisfies Term[]) expect(readTerm(termText(term))).toEqual(term)
    for (const text of ['', '0', '101', '1.5', 'ever']) expect(() => readTerm(text)).toThrow(RangeError)
  })
})
