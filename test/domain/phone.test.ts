// Telephone numbers; all are invented.
import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { landlineProblem, mobileProblem, normaliseLandline, normaliseMobile } from '#shared/domain/phone.ts'

describe('mobile numbers', () => {
  it.each([
    '13800138000', '138 0013 8000', '138-0013-8000', '+86 138 0013 8000', '+8613800138000', '008613800138000', '8613800138000',
    '（+86）13800138000', '１３８００１３８０００', '\t13800138000\n',
  ])('%j is 13800138000', (typed) => {
    expect(normaliseMobile(typed)).toBe('13800138000')
    expect(mobileProblem('13800138000')).toBeNull()
  })

  it.each(['13', '14', '15', '16', '17', '18', '19'])('%s begins a mobile number', (start) => {
    expect(mobileProblem(`${start}912345678`)).toBeNull()
  })

  it.each([
    '', '1380013800', '138001380001', '10800138000', '11800138000', '12800138000', '23800138000', '+85291234567', '1380013800a',
    '138 0013 8000', '13800138000\n', '055162345678',
  ])('%j is none', (mobile) => {
    expect(mobileProblem(mobile)).toBe('mobile.form')
  })

  it('leaves a number alone that only looks like the country code', () => {
    expect(normaliseMobile('86138001380')).toBe('86138001380')
    expect(mobileProblem(normaliseMobile('+85213800138000'))).toBe('mobile.form')
  })
})

describe('landlines with their area code (F4)', () => {
  it.each([
    ['0551-62345678', '0551-62345678'],
    ['055162345678', '0551-62345678'],
    ['0551 6234 5678', '0551-62345678'],
    ['0551-6234-5678', '0551-62345678'],
    ['(0551)62345678', '0551-62345678'],
    ['（0551）6234 5678', '0551-62345678'],
    ['+86 551 6234 5678', '0551-62345678'],
    ['+86-0551-62345678', '0551-62345678'],
    ['+86(0)551-62345678', '0551-62345678'],
    ['０５５１—６２３４５６７８', '0551-62345678'],
    ['0558-2345678', '0558-2345678'],
    ['05582345678', '0558-2345678'],
    ['010-62345678', '010-62345678'],
    ['01062345678', '010-62345678'],
    ['02162345678', '021-62345678'],
    ['0551-62345678-801', '0551-62345678-801'],
    ['0551-62345678转801', '0551-62345678-801'],
    ['055162345678 转 801', '0551-62345678-801'],
    ['0551-62345678 分机801', '0551-62345678-801'],
    ['0551-62345678 Ext. 801', '0551-62345678-801'],
    ['0551-62345678#801', '0551-62345678-801'],
    ['0558-2345678-1', '0558-2345678-1'],
    ['4008201234', '400-820-1234'],
    ['400-820-1234', '400-820-1234'],
    ['400 8201234 转 5', '400-820-1234-5'],
    ['800-8201234', '800-820-1234'],
  ])('%j is written %s', (typed, landline) => {
    expect(normaliseLandline(typed)).toBe(landline)
    expect(landlineProblem(landline)).toBeNull()
  })

  it.each(['62345678', '6234 5678', '2345678', '62345678转801', '62345678-801'])('%j lacks its area code', (typed) => {
    expect(landlineProblem(normaliseLandline(typed))).toBe('landline.areaCode')
  })

  it.each([
    '', '110', '0551-123', '0551-623456789', '0551-12345678', '0551-02345678', '021-6234567', '0123-62345678', '010-6234567',
    '13800138000', '0551-62345678转801转3', '0551-62345678-8012345', '400-820-123', '0551-6234567a', '+1 212 555 0100',
  ])('%j is none', (typed) => {
    expect(landlineProblem(normaliseLandline(typed))).toBe('landline.form')
  })

  it('writes every landline one way, however it is typed', () => {
    const long = fc.integer({ min: 20_000_000, max: 99_999_999 }).map(String)
    const short = fc.integer({ min: 2_000_000, max: 9_999_999 }).map(String)
    const landline = fc.oneof(
      fc.tuple(fc.constantFrom('010', '021', '029', '0551', '0991'), long),
      fc.tuple(fc.constantFrom('0558', '0898'), short),
    )
    const extension = fc.option(fc.integer({ min: 1, max: 999_999 }).map(String), { nil: null })
    fc.assert(fc.property(landline, extension, ([code, number], extra) => {
      const written = [code, number, ...(extra === null ? [] : [extra])].join('-')
      const end = extra === null ? '' : `转${extra}`
      for (const typed of [written, `${code}${number}${end}`, `(${code})${number}${end}`, `+86 ${code.slice(1)} ${number}${end}`]) {
        expect(normaliseLandline(typed)).toBe(written)
      }
      expect(normaliseLandline(written)).toBe(written)
      expect(landlineProblem(written)).toBeNull()
    }))
  })
})
