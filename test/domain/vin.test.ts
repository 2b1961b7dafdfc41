// VINs by ISO 3779 and GB 16735: 1M8GDM9AXKP042788 and seventeen ones are the published worked examples; the others are invented.
import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { normaliseVin, vinCheckDigit, vinProblem, vinWarning } from '#shared/domain/vin.ts'

const character = fc.constantFrom(...Array.from('0123456789ABCDEFGHJKLMNPRSTUVWXYZ'))
const sixteen = fc.array(character, { minLength: 16, maxLength: 16 }).map((characters) => characters.join(''))

const withCheckDigit = (rest: string) => {
  const vin = `${rest.slice(0, 8)}0${rest.slice(8)}`
  return `${rest.slice(0, 8)}${vinCheckDigit(vin)}${rest.slice(8)}`
}

describe('VIN (GB 16735)', () => {
  it.each([
    ['1M8GDM9AXKP042788', 'X'],
    ['11111111111111111', '1'],
    ['LSVNV2187E2100001', '7'],
    ['LSVAC60E4L2012345', '4'],
    ['TMBJJ7NE0L0123456', '5'],
  ])('the check digit of %s is %s', (vin, digit) => {
    expect(vinCheckDigit(vin)).toBe(digit)
  })

  it('has no check digit for what is no VIN', () => {
    expect(() => vinCheckDigit('LSVNV2187E210000')).toThrow(RangeError)
    expect(() => vinCheckDigit('LSVNV2187E210000O')).toThrow(RangeError)
  })

  it('takes a VIN as people and scanners write it', () => {
    expect(normaliseVin(' lsvnv2187e2100001\r\n')).toBe('LSVNV2187E2100001')
    expect(normaliseVin('LSV-NV2187 E2-100001')).toBe('LSVNV2187E2100001')
    expect(normaliseVin('ＬＳＶＮＶ２１８７Ｅ２１００００１')).toBe('LSVNV2187E2100001')
  })

  it('demands the check digit of a VIN that begins with L', () => {
    expect(vinProblem('LSVNV2187E2100001')).toBeNull()
    expect(vinWarning('LSVNV2187E2100001')).toBeNull()
    expect(vinProblem('LSVNV2182E2100001')).toBe('vin.checkDigit')
    expect(vinWarning('LSVNV2182E2100001')).toBeNull()
  })

  it('asks a person to confirm a foreign VIN whose check digit does not fit', () => {
    expect(vinProblem('TMBJJ7NE0L0123456')).toBeNull()
    expect(vinWarning('TMBJJ7NE0L0123456')).toBe('vin.checkDigit')
    expect(vinWarning('WVWZZZ1KZAW000001')).toBe('vin.checkDigit')
    expect(vinWarning('TMBJJ7NE5L0123456')).toBeNull()
  })

  it.each([
    ['', 'vin.length'],
    ['LSVNV2187E210000', 'vin.length'],
    ['LSVNV2187E21000011', 'vin.length'],
    ['LSVNV2187E210000I', 'vin.letters'],
    ['LSVNV2187E210000O', 'vin.letters'],
    ['LSVNV2187E210000Q', 'vin.letters'],
    ['LSVNV2187E210000车', 'vin.letters'],
    ['lsvnv2187e2100001', 'vin.letters'],
    ['TMBJJ7NE0L012345O', 'vin.letters'],
  ])('%j: %s, and nothing to confirm', (vin, problem) => {
    expect(vinProblem(vin)).toBe(problem)
    expect(vinWarning(vin)).toBeNull()
  })

  it('accepts every VIN with its own check digit, after normalising it once or twice', () => {
    fc.assert(fc.property(sixteen, (rest) => {
      const vin = withCheckDigit(rest)
      expect(normaliseVin(vin.toLowerCase())).toBe(vin)
      expect(vinProblem(vin)).toBeNull()
      expect(vinWarning(vin)).toBeNull()
    }))
  })

  it('notices every wrong digit in the serial of a Chinese VIN', () => {
    const fourDigits = fc.integer({ min: 0, max: 9_999 }).map((serial) => String(serial).padStart(4, '0'))
    const lastFour = fc.integer({ min: 13, max: 16 })
    fc.assert(fc.property(sixteen, fourDigits, lastFour, fc.integer({ min: 1, max: 9 }), (rest, serial, place, more) => {
      const vin = withCheckDigit(`L${rest.slice(1, 12)}${serial}`)
      const wrong = `${vin.slice(0, place)}${(Number(vin.charAt(place)) + more) % 10}${vin.slice(place + 1)}`
      expect(vinProblem(vin)).toBeNull()
      expect(vinProblem(wrong)).toBe('vin.checkDigit')
    }))
  })
})
