import { describe, expect, it } from 'vitest'
import { DEFAULT_NUMBER_PATTERN, formatArchiveNumber, patternProblem, seriesOf } from '#shared/domain/archive-number.ts'

const parts = { store: 'SKD', class: 'XS', year: '2026', term: 'D10', number: 123 } as const

describe('C5 archive numbers', () => {
  it('C5 are structured by store, class, year, term and number', () => {
    expect(formatArchiveNumber(DEFAULT_NUMBER_PATTERN, parts)).toBe('SKD-XS-2026-D10-00123')
    expect(formatArchiveNumber('{class}{year}/{number}', { ...parts, number: 1_234_567 })).toBe('XS2026/1234567')
  })

  it('C5 count apart what the pattern shows apart, and together what it does not', () => {
    expect(seriesOf(DEFAULT_NUMBER_PATTERN, parts)).not.toBe(seriesOf(DEFAULT_NUMBER_PATTERN, { ...parts, class: 'TD' }))
    expect(seriesOf('{class}{year}/{number}', parts)).toBe(seriesOf('{class}{year}/{number}', { ...parts, term: 'Y' }))
  })

  it.each([
    [DEFAULT_NUMBER_PATTERN, null],
    ['{class}-{year}-{number}', null],
    ['{class}-{number}', 'numberPattern.parts'],
    ['{store}-{store}-{class}-{year}-{number}', 'numberPattern.parts'],
    ['{class}-{year}-{term}-{term}-{number}', 'numberPattern.parts'],
    ['{class}-{year}-{number}-{number}', 'numberPattern.parts'],
    ['{class}-{year}-{number} ', 'numberPattern.form'],
    ['{class}-{year}-{number}-{vin}', 'numberPattern.form'],
    ['', 'numberPattern.form'],
  ])('C5 pattern %j: %s', (pattern, problem) => {
    expect(patternProblem(pattern)).toBe(problem)
  })
})
