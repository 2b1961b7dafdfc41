// Which part of a found value is marked as what was typed (rule A4).
import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { highlight } from '../../renderer/features/search/highlight.ts'

/** The value with what is marked in brackets. */
const marked = (value: string, typed: string): string =>
  highlight({ field: 'name', value, by: 'text' }, typed).map((piece) => (piece.marked ? `[${piece.text}]` : piece.text)).join('')

describe('A4 what is marked', () => {
  it.each([
    ['曾雅琴', '雅', '曾[雅]琴'],
    ['13912347788', '7788', '1391234[7788]'],
    ['LSVNX41Z02S048217', 'nx41', 'LSV[NX41]Z02S048217'],
    ['曾雅琴', '王', '曾雅琴'],
    ['曾雅琴', '  ', '曾雅琴'],
    ['曾雅琴', '雅 曾', '[曾雅]琴'],
    ['王小王', '王', '[王]小王'],
  ])('A4 of %s, typed %s: %s', (value, typed, shown) => {
    expect(marked(value, typed)).toBe(shown)
  })

  it.each([
    ['京A·D1234', 'ad12', '京[A·D12]34'],
    ['0551-62345678', '055162', '[0551-62]345678'],
    ['皖A10001', 'A·100', '皖[A100]01'],
    ['买买提·阿里', '提阿', '买买[提·阿]里'],
  ])('A4 signs left out or put in do not matter: of %s, typed %s: %s', (value, typed, shown) => {
    expect(marked(value, typed)).toBe(shown)
  })

  it('A4 characters beyond the basic plane are whole', () => {
    expect(marked('𠮷田一郎', '田')).toBe('𠮷[田]一郎')
    expect(marked('𠮷田一郎', '𠮷')).toBe('[𠮷]田一郎')
  })

  it.each(['pinyin', 'initials'] as const)('A4 found by %s, the whole value is marked', (by) => {
    expect(highlight({ field: 'name', value: '单小雨', by }, 'shanxy')).toEqual([{ text: '单小雨', marked: true }])
  })

  it('A4 the pieces are the value, and neighbours differ, whatever is typed', () => {
    const text = fc.string({ unit: fc.constantFrom(...Array.from('王小雨A1·- aÄß𠮷')), maxLength: 12 })
    fc.assert(fc.property(text, text, (value, typed) => {
      const pieces = highlight({ field: 'name', value, by: 'text' }, typed)
      expect(pieces.map((piece) => piece.text).join('')).toBe(value)
      expect(pieces.every((piece, index) => piece.marked !== pieces[index + 1]?.marked)).toBe(true)
    }))
  })
})
