// Search tokens and queries (DESIGN decision 5): what is typed finds what was entered. People and numbers are invented.
import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { codeTokens, matchOf, nameTokens, normaliseForSearch, queryTerms } from '#shared/domain/search-text.ts'

const finds = (typed: string, field: string, kind: 'name' | 'code') =>
  queryTerms(typed).length > 0 && queryTerms(typed).every((term) => matchOf(term, field, kind) !== null)

const anyText = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 40 }),
  fc.string({ unit: 'grapheme', maxLength: 40 }),
  fc.string({ unit: fc.constantFrom(...Array.from('王小明单曾吕绿欧阳解放重庆𠮷田·ÉöAb1 -')), maxLength: 40 }),
)
const code = fc.string({
  unit: fc.constantFrom(...Array.from('京皖粤ABCDEFGHJKLMNPRSTUVWXYZ0123456789·- ')), minLength: 1, maxLength: 32,
})

describe('normalised text', () => {
  it.each([
    ['京A·D12345', '京ad12345'],
    ['买买提·买买提', '买买提买买提'],
    ['买买提・买买提', '买买提买买提'],
    ['Anne-Marie O\'Neil', 'annemarieoneil'],
    ['José Ångström', 'joseangstrom'],
    ['ＬＳＶ　１２３', 'lsv123'],
    ['ｶﾞ', 'カ'],
    ['①②', '12'],
    ['İstanbul', 'istanbul'],
    ['0551-6234 5678', '055162345678'],
    ['𠮷田', '𠮷田'],
    ['\ud842', ''],
    ['···', ''],
  ])('%j is %j', (text, normalised) => {
    expect(normaliseForSearch(text)).toBe(normalised)
  })

  it('holds letters and digits only, and stays as it is', () => {
    fc.assert(fc.property(anyText, (text) => {
      const normalised = normaliseForSearch(text)
      expect(normalised).toMatch(/^[\p{L}\p{N}]*$/u)
      expect(normaliseForSearch(normalised)).toBe(normalised)
    }), { numRuns: 1_000 })
  })

  it('stays as it is for every character there is', () => {
    const moving: string[] = []
    for (let point = 0; point <= 0x10ffff; point += 1) {
      const once = normaliseForSearch(String.fromCodePoint(point))
      if (normaliseForSearch(once) !== once) moving.push(point.toString(16))
    }
    expect(moving).toEqual([])
  })
})

describe('tokens of names', () => {
  it('are the suffixes of the name, its pinyin and its initials', () => {
    expect(nameTokens('王小明')).toEqual(['王小明', '小明', '明', 'wangxiaoming', 'xiaoming', 'ming', 'wxm', 'xm', 'm'])
  })

  it.each([
    ['单田', 'shantian'], ['曾国', 'zengguo'], ['解缙', 'xiejin'], ['仇和', 'qiuhe'], ['查良', 'zhaliang'], ['欧阳娜', 'ouyangna'],
    ['上官云', 'shangguanyun'], ['尉迟恭', 'yuchigong'], ['万俟咏', 'moqiyong'],
  ])('%s is read as a surname: %s', (name, reading) => {
    expect(nameTokens(name)).toContain(reading)
  })

  it('a company is read plainly too', () => {
    expect(nameTokens('解放汽车')).toEqual(expect.arrayContaining(['jiefangqiche', 'qiche', 'jfqc']))
  })

  it('ü is v and u', () => {
    expect(nameTokens('吕绿')).toEqual(expect.arrayContaining(['lvlv', 'lulu', 'lv', 'lu', 'll']))
    expect(nameTokens('略')).toEqual(['略', 'lve', 'lue', 'l'])
    expect(nameTokens('V6汽车')).toContain('v6qiche')
    expect(nameTokens('V6汽车')).not.toContain('u6qiche')
  })

  it('letters, digits and characters without a reading stand for themselves', () => {
    expect(nameTokens('𠮷田AB')).toEqual(['𠮷田ab', '田ab', 'ab', 'b', '𠮷tianab', 'tianab', '𠮷tab', 'tab'])
    expect(nameTokens('O\'Neil')).toEqual(['oneil', 'neil', 'eil', 'il', 'l'])
    expect(nameTokens('···')).toEqual([])
    expect(nameTokens('')).toEqual([])
  })

  it('are bounded for any text: no empty ones, no two alike, none longer than a term, at most seven a character', () => {
    fc.assert(fc.property(fc.string({ unit: 'binary', maxLength: 200 }), (name) => {
      const tokens = nameTokens(name)
      expect(new Set(tokens).size).toBe(tokens.length)
      expect(tokens.length).toBeLessThanOrEqual(7 * Array.from(normaliseForSearch(name)).length)
      for (const token of tokens) {
        expect(token).toMatch(/^[\p{L}\p{N}]{1,32}$/u)
      }
    }))
  })

  it('every beginning of every token finds its name', () => {
    fc.assert(fc.property(anyText, (name) => {
      const tokens = nameTokens(name)
      for (const token of tokens) {
        const characters = Array.from(token)
        for (let length = 1; length <= characters.length; length += 1) {
          const beginning = characters.slice(0, length).join('')
          const asked = normaliseForSearch(beginning)
          expect(asked).toBe(beginning)
          expect(matchOf(asked, name, 'name')).not.toBeNull()
        }
      }
    }), { numRuns: 60 })
  })

  it('every part of a name finds it', () => {
    fc.assert(fc.property(anyText, fc.nat(), fc.nat(), (name, from, length) => {
      const characters = Array.from(normaliseForSearch(name))
      const start = from % (characters.length + 1)
      const part = characters.slice(start, start + 1 + (length % 32)).join('')
      fc.pre(part !== '')
      expect(matchOf(part, name, 'name')).toBe('text')
    }))
  })
})

describe('tokens of codes', () => {
  it('are the suffixes of the normalised code', () => {
    expect(codeTokens('京A·D12')).toEqual(['京ad12', 'ad12', 'd12', '12', '2'])
    expect(codeTokens('1111')).toEqual(['1111', '111', '11', '1'])
    expect(codeTokens('--')).toEqual([])
  })

  it('every part of a code is the beginning of one', () => {
    fc.assert(fc.property(code, fc.nat(), fc.nat(), (text, from, length) => {
      const normalised = normaliseForSearch(text)
      fc.pre(normalised !== '')
      const start = from % normalised.length
      const part = normalised.slice(start, start + 1 + (length % normalised.length))
      expect(codeTokens(text).some((token) => token.startsWith(normaliseForSearch(part)))).toBe(true)
    }))
  })

  it('stay linear in a long text', () => {
    const tokens = codeTokens('0123456789abcdef'.repeat(40))
    expect(tokens.every((token) => token.length <= 32)).toBe(true)
    expect(tokens.length).toBeLessThanOrEqual(640)
  })
})

describe('queries', () => {
  it.each([
    ['', []],
    ['  · ', []],
    ['王小明', ['王小明']],
    ['王 小明', ['王', '小明']],
    ['Wang　XiaoMing', ['wang', 'xiaoming']],
    ['京A·D12345', ['京ad12345']],
    ['京A D12345', ['京a', 'd12345']],
    ['买买提·买买提', ['买买提买买提']],
    ['138 0013 8000', ['13800138000']],
    ['138-0013-8000', ['13800138000']],
    ['+86 138 0013 8000', ['13800138000']],
    ['8613800138000', ['13800138000']],
    ['0551 6234 5678', ['055162345678']],
    ['400 820 1234', ['4008201234']],
    ['王 138 0013 8000 皖A', ['王', '13800138000', '皖a']],
    ['8000 12345', ['8000', '12345']],
    ['138 0013', ['138', '0013']],
    ['a b c d e f g h', ['a', 'b', 'c', 'd', 'e', 'f']],
    ['ming ming', ['ming']],
    ['x'.repeat(40), ['x'.repeat(32)]],
  ])('%j asks for %j', (typed, terms) => {
    expect(queryTerms(typed)).toEqual(terms)
  })

  it('are bounded for any text', () => {
    expect(queryTerms('王'.repeat(1_000_000))).toEqual(['王'.repeat(32)])
    fc.assert(fc.property(anyText, (typed) => {
      const terms = queryTerms(typed)
      expect(terms.length).toBeLessThanOrEqual(6)
      for (const term of terms) {
        expect(term).toMatch(/^[\p{L}\p{N}]{1,32}$/u)
      }
    }))
  })

  it.each([
    ['138 0013 8000', '13800138000', 'code'],
    ['138 0013', '13800138000', 'code'],
    ['+86 138 0013 8000', '13800138000', 'code'],
    ['8000', '13800138000', 'code'],
    ['0551 6234 5678', '0551-62345678-801', 'code'],
    ['6234 5678', '0551-62345678', 'code'],
    ['京A·D12345', '京AD12345', 'code'],
    ['京a d12345', '京AD12345', 'code'],
    ['D12345', '京AD12345', 'code'],
    ['100001', 'LSVNV2187E2100001', 'code'],
    ['yd-2026-000123', 'YD-2026-000123', 'code'],
    ['买买提·买买提', '买买提·买买提', 'name'],
    ['maimaiti', '买买提·买买提', 'name'],
    ['wang xiao ming', '王小明', 'name'],
    ['lvhuan', '吕欢', 'name'],
    ['luhuan', '吕欢', 'name'],
    ['lü', '吕欢', 'name'],
    ['o\'neil anne', 'Anne-Marie O\'Neil', 'name'],
    ['WXM', '王小明', 'name'],
  ] as const)('%j finds %s', (typed, field, kind) => {
    expect(finds(typed, field, kind)).toBe(true)
  })

  it('a whole mobile, however its digits are grouped, finds itself and no other', () => {
    const mobile = fc.integer({ min: 13_000_000_000, max: 19_999_999_999 }).map(String)
    const blanks = fc.uniqueArray(fc.integer({ min: 1, max: 10 }), { maxLength: 4 })
    fc.assert(fc.property(mobile, mobile, blanks, (number, other, cuts) => {
      const grouped = Array.from(number).map((digit, index) => (cuts.includes(index) ? ` ${digit}` : digit)).join('')
      expect(finds(grouped, number, 'code')).toBe(true)
      expect(finds(grouped, other, 'code')).toBe(number === other)
    }))
  })
})

describe('the reason of a hit', () => {
  it.each([
    ['小明', '王小明', 'name', 'text'],
    ['xiaom', '王小明', 'name', 'pinyin'],
    ['wxm', '王小明', 'name', 'initials'],
    ['xm', '王小明', 'name', 'initials'],
    ['w', '王小明', 'name', 'pinyin'],
    ['mingx', '王小明', 'name', null],
    ['iaoming', '王小明', 'name', null],
    ['an', '王小明', 'name', null],
    ['wang', 'Wang Lei', 'name', 'text'],
    ['2345', '皖A12345', 'code', 'text'],
    ['wan', '皖A12345', 'code', null],
    ['12346', '皖A12345', 'code', null],
  ] as const)('%s in %s (%s): %s', (term, field, kind, reason) => {
    expect(matchOf(term, field, kind)).toBe(reason)
  })
})
