// Vehicle identification numbers (VIN, 车辆识别代号).
// Sources: ISO 3779 / GB 16735-2019 (17 characters, never I, O or Q); check digit in position 9 by GB 16735-2019 annex A,
// the same sum as 49 CFR 565.15. China requires it, so it is demanded of VINs whose first character is L (China's code in
// ISO 3780); Europe and others let makers put anything there, so elsewhere a misfit is only to be confirmed by a person.

const LENGTH = 17
const CHECK_POSITION = 8

// GB 16735-2019 table A.1; digits stand for themselves.
const VALUES: Readonly<Record<string, number>> = {
  A: 1, B: 2, C: 3, D: 4, E: 5, F: 6, G: 7, H: 8,
  J: 1, K: 2, L: 3, M: 4, N: 5, P: 7, R: 9,
  S: 2, T: 3, U: 4, V: 5, W: 6, X: 7, Y: 8, Z: 9,
}

// GB 16735-2019 table A.2; the check digit's own place weighs nothing.
const WEIGHTS = [8, 7, 6, 5, 4, 3, 2, 10, 0, 9, 8, 7, 6, 5, 4, 3, 2]

const letters = /^[0-9A-HJ-NPR-Z]*$/

export type VinProblem = 'vin.length' | 'vin.letters' | 'vin.checkDigit'

/** A VIN as it is stored and compared: half-width capitals, without blanks and dashes. Expects what a person or scanner typed. */
export function normaliseVin(text: string): string {
  return text.normalize('NFKC').toUpperCase().replace(/[\s\p{Pd}]/gu, '')
}

/**
 * The check digit that belongs into position 9 of a normalised VIN: `0` to `9` or `X`. What stands there now does not matter.
 * @throws RangeError when `vin` is not 17 permitted characters.
 */
export function vinCheckDigit(vin: string): string {
  if (vin.length !== LENGTH || !letters.test(vin)) throw new RangeError('not a VIN')
  const sum = WEIGHTS.reduce((total, weight, index) => {
    const character = vin.charAt(index)
    return total + weight * (VALUES[character] ?? Number(character))
  }, 0)
  return sum % 11 === 10 ? 'X' : String(sum % 11)
}

/** What is wrong with a normalised VIN, or null. A check digit that does not fit is a fault only where the VIN begins with L. */
export function vinProblem(vin: string): VinProblem | null {
  if (vin.length !== LENGTH) return 'vin.length'
  if (!letters.test(vin)) return 'vin.letters'
  return vin.startsWith('L') && !checkDigitFits(vin) ? 'vin.checkDigit' : null
}

/**
 * What a person must confirm about an otherwise sound normalised VIN from outside China, or null; null also where `vinProblem`
 * objects.
 */
export function vinWarning(vin: string): 'vin.checkDigit' | null {
  if (vinProblem(vin) !== null || vin.startsWith('L')) return null
  return checkDigitFits(vin) ? null : 'vin.checkDigit'
}

/** Whether the check digit is the one that belongs there; false also of what is no VIN. */
export function checkDigitFits(vin: string): boolean {
  return vin.length === LENGTH && letters.test(vin) && vin.charAt(CHECK_POSITION) === vinCheckDigit(vin)
}
