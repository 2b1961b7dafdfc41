// Identity numbers: 11010519491231002X, 81000019940823002 1, 83000019920130002 2 and D2143569-X are the standards' own samples,
// 91350100M000100Y43 the usual sample of GB 32100; the others are invented and carry their right check digits.
import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  COMPANY_IDENTITY_KINDS, identityProblem, maskIdentity, normaliseIdentity, PERSON_IDENTITY_KINDS,
  type IdentityKind, type IdentityProblem,
} from '#shared/domain/identity.ts'
import { localDate } from '#shared/domain/local-date.ts'

const today = localDate('2026-11-21')

const sound: ReadonlyArray<readonly [IdentityKind, string]> = [
  ['identityCard', '11010519491231002X'],
  ['identityCard', '340104199003072510'],
  ['identityCard', '34010419900307257X'],
  ['passport', 'E12345678'],
  ['passport', 'EA1234567'],
  ['passport', 'M123A4567'],
  ['passport', 'P12345'],
  ['hkMacaoPermit', 'H12345678'],
  ['hkMacaoPermit', 'M12345678'],
  ['hkMacaoPermit', 'H1234567801'],
  ['taiwanPermit', '01234567'],
  ['hmtResidence', '810000199408230021'],
  ['hmtResidence', '830000199201300022'],
  ['foreignResidence', '911398199012310021'],
  ['foreignResidence', '934840198506150018'],
  ['foreignResidence', 'KAZ110090123105'],
  ['officerCard', '军字第1234567号'],
  ['officerCard', '士字第12345678号'],
  ['officerCard', '1234567'],
  ['creditCode', '91350100M000100Y43'],
  ['creditCode', '9134010071178500X3'],
  ['organisationCode', 'D2143569X'],
  ['organisationCode', '711785000'],
  ['organisationCode', 'MA2TEST12'],
]

const unsound: ReadonlyArray<readonly [IdentityKind, string, IdentityProblem]> = [
  ['identityCard', '', 'identity.length'],
  ['identityCard', '110105491231002', 'identity.length'],
  ['identityCard', '1101051949123100211', 'identity.length'],
  ['identityCard', '11010519491231002x', 'identity.form'],
  ['identityCard', 'X10105194912310021', 'identity.form'],
  ['identityCard', '１１０１０５１９４９１２３１００２Ｘ', 'identity.form'],
  ['identityCard', '99010519491231002X', 'identity.region'],
  ['identityCard', '810000199408230021', 'identity.region'],
  ['identityCard', '340104199002302510', 'identity.birthDate'],
  ['identityCard', '340104189903072510', 'identity.birthDate'],
  ['identityCard', '340104202611212510', 'identity.birthDate'],
  ['identityCard', '340104203003072510', 'identity.birthDate'],
  ['identityCard', '110105194912310021', 'identity.checkDigit'],
  ['identityCard', '340104199003072501', 'identity.checkDigit'],
  ['passport', 'E123', 'identity.length'],
  ['passport', 'E123456789', 'identity.length'],
  ['passport', 'ABCDEFGH', 'identity.form'],
  ['passport', 'E1234-678', 'identity.form'],
  ['hkMacaoPermit', 'H1234567', 'identity.length'],
  ['hkMacaoPermit', 'H123456789', 'identity.length'],
  ['hkMacaoPermit', 'T12345678', 'identity.form'],
  ['taiwanPermit', '0123456', 'identity.length'],
  ['taiwanPermit', 'T1234567', 'identity.form'],
  ['hmtResidence', '840000199408230021', 'identity.region'],
  ['hmtResidence', '340104199003072510', 'identity.region'],
  ['hmtResidence', '810000199408230022', 'identity.checkDigit'],
  ['foreignResidence', '999398199012310021', 'identity.region'],
  ['foreignResidence', '340104199003072510', 'identity.region'],
  ['foreignResidence', '911398199002310021', 'identity.birthDate'],
  ['foreignResidence', '911398199012310022', 'identity.checkDigit'],
  ['foreignResidence', 'KAZ110090023105', 'identity.birthDate'],
  ['foreignResidence', 'KA1110090123105', 'identity.form'],
  ['foreignResidence', 'KAZ11009012310', 'identity.length'],
  ['officerCard', '军字第12号', 'identity.form'],
  ['officerCard', '军1234567', 'identity.form'],
  ['officerCard', '12345', 'identity.form'],
  ['creditCode', '91350100M000100Y4', 'identity.length'],
  ['creditCode', '91350100M000100I43', 'identity.form'],
  ['creditCode', '9135O100M000100Y43', 'identity.form'],
  ['creditCode', '91350100M000100Y34', 'identity.checkDigit'],
  ['organisationCode', 'D2143569', 'identity.length'],
  ['organisationCode', 'D2143569-X', 'identity.length'],
  ['organisationCode', 'D214356?X', 'identity.form'],
  ['organisationCode', 'D21435691', 'identity.checkDigit'],
]

describe('identity numbers', () => {
  it.each(sound)('%s %s is sound', (kind, number) => {
    expect(identityProblem(kind, number, today)).toBeNull()
    expect(normaliseIdentity(kind, number)).toBe(number)
  })

  it.each(unsound)('%s %j: %s', (kind, number, problem) => {
    expect(identityProblem(kind, number, today)).toBe(problem)
  })

  it('has sound and unsound examples of every kind', () => {
    const kinds = [...PERSON_IDENTITY_KINDS, ...COMPANY_IDENTITY_KINDS].sort()
    expect([...new Set(sound.map(([kind]) => kind))].sort()).toEqual(kinds)
    expect([...new Set(unsound.map(([kind]) => kind))].sort()).toEqual(kinds)
  })

  it('takes the day before today as a birth date, not today', () => {
    const born = (digits: string) => Array.from('0123456789X')
      .map((check) => identityProblem('identityCard', `340104${digits}251${check}`, today))
    expect(born('20261120').filter((problem) => problem === null)).toHaveLength(1)
    expect(new Set(born('20261121'))).toEqual(new Set(['identity.birthDate']))
  })

  it('follows the day it is asked on', () => {
    expect(identityProblem('identityCard', '340104199003072510', localDate('1990-03-07'))).toBe('identity.birthDate')
    expect(identityProblem('identityCard', '340104199003072510', localDate('1990-03-08'))).toBeNull()
  })

  it('notices every single wrong digit and every swapped pair of a citizen\'s number', () => {
    const problemsOf = (numbers: string[]) => numbers.map((number) => identityProblem('identityCard', number, today))
    const number = '340104199003072510'
    const wrong = Array.from(number).flatMap((digit, place) => Array.from('0123456789')
      .filter((other) => other !== digit)
      .map((other) => `${number.slice(0, place)}${other}${number.slice(place + 1)}`))
    const swapped = Array.from({ length: 17 }, (_, place) => place)
      .filter((place) => number.charAt(place) !== number.charAt(place + 1))
      .map((place) => `${number.slice(0, place)}${number.charAt(place + 1)}${number.charAt(place)}${number.slice(place + 2)}`)
    expect(wrong).toHaveLength(18 * 9)
    expect(swapped.length).toBeGreaterThan(10)
    expect(problemsOf([...wrong, ...swapped])).not.toContain(null)
  })

  it.each([
    ['creditCode', '91350100M000100Y4', '0123456789ABCDEFGHJKLMNPQRTUWXY'],
    ['organisationCode', 'D2143569', '0123456789X'],
    ['identityCard', '11010519491231002', '0123456789X'],
  ] as const)('exactly one check character fits %s %s', (kind, body, characters) => {
    expect(Array.from(characters).filter((check) => identityProblem(kind, body + check, today) === null)).toHaveLength(1)
  })

  it.each([
    ['identityCard', ' 110105 19491231 002x ', '11010519491231002X'],
    ['identityCard', '１１０１０５１９４９１２３１００２ｘ', '11010519491231002X'],
    ['passport', 'e 1234 5678', 'E12345678'],
    ['hkMacaoPermit', 'h12345678（01）', 'H1234567801'],
    ['officerCard', '军字第 1234567', '军字第1234567号'],
    ['officerCard', '1234567', '1234567'],
    ['creditCode', '91350100-M000100Y-43', '91350100M000100Y43'],
    ['organisationCode', 'd2143569-x', 'D2143569X'],
    ['organisationCode', 'D2143569—X', 'D2143569X'],
  ] as const)('%s %j is written %s', (kind, typed, number) => {
    expect(normaliseIdentity(kind, typed)).toBe(number)
    expect(identityProblem(kind, number, today)).toBeNull()
  })

  it('normalises once and for all, and never throws', () => {
    // Of capitals that are several characters and become one with their neighbour.
    expect(normaliseIdentity('passport', normaliseIdentity('passport', '\u03ca\u0300'))).toBe(normaliseIdentity('passport', '\u03ca\u0300'))
    const kind = fc.constantFrom(...PERSON_IDENTITY_KINDS, ...COMPANY_IDENTITY_KINDS)
    fc.assert(fc.property(kind, fc.string({ unit: 'binary', maxLength: 24 }), (which, typed) => {
      const number = normaliseIdentity(which, typed)
      expect(normaliseIdentity(which, number)).toBe(number)
      expect(() => identityProblem(which, number, today)).not.toThrow()
    }))
  })
})

describe('masked numbers for the audit trail (DESIGN decision 12)', () => {
  it.each([
    ['340104199003072510', '340*************10'],
    ['91350100M000100Y43', '913*************43'],
    ['KAZ110090123105', 'KA************5'],
    ['军字第1234567号', '军*********号'],
    ['E12345678', 'E*******8'],
    ['01234567', '0******7'],
    ['1234567', '1******'],
    ['12345', '*****'],
    ['', ''],
  ])('%s: %s', (number, masked) => {
    expect(maskIdentity(number)).toBe(masked)
  })

  it('keeps at most three and two characters and hides at least six, five or all', () => {
    fc.assert(fc.property(fc.string({ unit: fc.constantFrom(...Array.from('0123456789AXZ军')), maxLength: 30 }), (number) => {
      const masked = maskIdentity(number)
      const hidden = Array.from(masked).filter((character) => character === '*').length
      expect(masked).toHaveLength(number.length)
      expect(masked).toMatch(/^[^*]{0,3}\**[^*]{0,2}$/)
      expect(hidden).toBeGreaterThanOrEqual(number.length >= 8 ? 6 : Math.min(5, number.length))
    }))
  })
})
