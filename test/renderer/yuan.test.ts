// Amounts typed in yuan become whole fen, without a fraction being counted with in between.
import { describe, expect, it } from 'vitest'
import * as fc from 'fast-check'
import { doublingText, fenOf, yuanOf } from '../../renderer/features/violation/yuan.ts'

describe('amounts as people type them', () => {
  it('V6 yuan with two decimals at most, full-width digits and grouping taken as they are meant', () => {
    for (const [text, fen] of [
      ['50', 5000], [' 12.5 ', 1250], ['0.29', 29], ['1,000', 100_000], ['５０', 5000], ['-20.05', -2005], ['0', 0], ['-0', 0],
      ['', null], ['12.345', null], ['1e3', null], ['五十', null], ['.5', null], ['¥50', null], ['12345678', null],
    ] as const) expect([text, fenOf(text)]).toEqual([text, fen])
  })

  it('V6 how an amount was doubled is said only where it is the double', () => {
    expect(doublingText({ base: 5000, doubled: true, amount: 10_000 })).toBe('¥50 × 2')
    expect(doublingText({ base: 5000, doubled: true, amount: 8000 })).toBeNull()
    expect(doublingText({ base: 5000, doubled: false, amount: 5000 })).toBeNull()
  })

  it('V6 every amount comes back as it was', () => {
    fc.assert(fc.property(fc.integer({ min: -99_999_999, max: 99_999_999 }), (fen) => {
      expect(fenOf(yuanOf(fen))).toBe(fen)
    }))
  })
})
