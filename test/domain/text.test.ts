// Typed texts: what they may hold, how they are tidied, what a name is.
import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { nameProblem, normaliseText, textProblem } from '#shared/domain/text.ts'

const between = (code: number) => `王${String.fromCodePoint(code)}明`

describe('what a text may hold', () => {
  it.each([
    '', '王小明', '𠮷田', '买买提·买买提', 'José Ångström', 'محمد', 'שלום', '¥1,200.50 (50 %) — “ok”', '漆面划伤👍', '1号店 & Co.',
  ])('%s', (text) => {
    expect(textProblem(text, 100)).toBeNull()
    expect(textProblem(text, 100, { multiline: true })).toBeNull()
  })

  it.each([
    0x00, 0x01, 0x07, 0x08, 0x0b, 0x0c, 0x0d, 0x1b, 0x1f, 0x7f, 0x80, 0x85, 0x9f, 0x2028, 0x2029,
    0xd800, 0xdfff, 0xfffe, 0xffff, 0x1fffe,
  ])('no control, separator, half pair or noncharacter: %i', (code) => {
    expect(textProblem(between(code), 100)).toBe('text.control')
    expect(textProblem(between(code), 100, { multiline: true })).toBe('text.control')
  })

  it('line breaks and tabs only where the text may have lines', () => {
    expect(textProblem('一\n二\t三', 100)).toBe('text.control')
    expect(textProblem('一\n二\t三', 100, { multiline: true })).toBeNull()
    expect(textProblem('一\n\u0000', 100, { multiline: true })).toBe('text.control')
  })

  it.each([
    ['overrides and embeddings', [0x202a, 0x202b, 0x202c, 0x202d, 0x202e]],
    ['isolates', [0x2066, 0x2067, 0x2068, 0x2069]],
    ['direction marks', [0x200e, 0x200f, 0x061c]],
    ['zero width signs and joiners', [0x200b, 0x200c, 0x200d, 0x2060, 0xfeff, 0x180e]],
    ['soft hyphen and grapheme joiner', [0x00ad, 0x034f]],
    ['invisible operators', [0x2061, 0x2062, 0x2063, 0x2064]],
    ['variation selectors', [0xfe00, 0xfe0f, 0xe0100, 0xe01ef]],
    ['tags', [0xe0001, 0xe0041, 0xe007f]],
    ['fillers that count as letters', [0x115f, 0x1160, 0x3164, 0xffa0]],
    ['interlinear signs', [0xfff9, 0xfffa, 0xfffb]],
  ])('nothing invisible: %s', (_, codes) => {
    for (const code of codes) {
      expect([code, textProblem(between(code), 100)]).toEqual([code, 'text.direction'])
      expect([code, textProblem(between(code), 100, { multiline: true })]).toEqual([code, 'text.direction'])
    }
  })

  it('counts characters, not their halves', () => {
    expect(textProblem('𠮷'.repeat(10), 10)).toBeNull()
    expect(textProblem('𠮷'.repeat(11), 10)).toBe('text.tooLong')
    expect(textProblem('王'.repeat(10), 10)).toBeNull()
    expect(textProblem('王'.repeat(11), 10)).toBe('text.tooLong')
    expect(textProblem('a'.repeat(1_000_000), 10)).toBe('text.tooLong')
    expect(textProblem('\u202e'.repeat(1_000_000), 10)).toBe('text.tooLong')
  })
})

describe('how a text is tidied', () => {
  it('composes, trims and makes runs of blanks one space', () => {
    expect(normaliseText('  王\u3000\u3000小明\u00a0 ')).toBe('王 小明')
    expect(normaliseText('Jose\u0301')).toBe('José')
    expect(normaliseText('一\n二\r\n\t三')).toBe('一 二 三')
    expect(normaliseText(' \u3000\n')).toBe('')
  })

  it('keeps the lines of a text that has lines', () => {
    expect(normaliseText('\n 一  二 \r\n\r\n三\t四\r五 \n\n', { multiline: true })).toBe('一 二\n\n三 四\n五')
  })

  it('leaves what is forbidden in sight', () => {
    expect(textProblem(normaliseText('王\u200b明'), 100)).toBe('text.direction')
    expect(textProblem(normaliseText('\u202e王明'), 100)).toBe('text.direction')
    expect(textProblem(normaliseText('王\u0000'), 100)).toBe('text.control')
    expect(textProblem(normaliseText('\ufeff王明'), 100)).toBe('text.direction')
    expect(textProblem(normaliseText('一\u2028二', { multiline: true }), 100, { multiline: true })).toBe('text.control')
  })

  it('once and for all', () => {
    const unit = fc.oneof(fc.constantFrom(' ', '\n', '\r', '\t', '\u3000', '王', 'é'), fc.string({ unit: 'binary', maxLength: 1 }))
    const blanks = fc.string({ unit })
    fc.assert(fc.property(blanks, fc.boolean(), (typed, multiline) => {
      const text = normaliseText(typed, { multiline })
      expect(normaliseText(text, { multiline })).toBe(text)
      expect(text).not.toMatch(multiline ? /[\r\t]| {2}|^[ \n]|[ \n]$/ : /[\r\n\t]| {2}|^ | $/)
    }))
  })
})

describe('names', () => {
  it.each([
    '王小明', '欧阳娜娜', '买买提·买买提', '阿卜杜拉·阿卜杜热合曼·麦麦提', 'Anne-Marie O\'Neil', 'Anne-Marie O’Neil', 'José', 'Нурлан', 'محمد',
    '𠮷田', '安徽恒通汽车销售服务有限公司', '1号店', '北京(集团)有限公司', '李', 'A'.repeat(60),
  ])('%s is one', (name) => {
    expect(nameProblem(name)).toBeNull()
  })

  it.each(['', '   ', '12345', '···', '-', '👍', '①', '王'.repeat(61), 'a'.repeat(1_000_000)])('%.20j is none', (name) => {
    expect(nameProblem(name)).toBe('name.form')
  })

  it('says what is wrong with a name that plays tricks', () => {
    expect(nameProblem('\u202e明小王')).toBe('text.direction')
    expect(nameProblem('王\u200d明')).toBe('text.direction')
    expect(nameProblem('\u3164')).toBe('text.direction')
    expect(nameProblem('王\n明')).toBe('text.control')
    expect(nameProblem('王\u0000明')).toBe('text.control')
  })
})
