// Identity numbers of persons and companies: their forms and check digits.
// Sources: GB 11643-1999 (citizen's number, check digit ISO 7064 MOD 11-2); GB/T 2260 (provinces); 国办发〔2018〕81号 for the
// residence permits of Hong Kong, Macao and Taiwan residents (810000, 820000, 830000); the immigration administration's 2023 rules
// for the foreigners' permanent residence card (9, province, country, then as GB 11643); ICAO Doc 9303 (passports);
// GB 32100-2015 (unified social credit code, mod 31); GB 11714-1997 (organisation code, mod 11).
import { isLocalDate, type LocalDate } from './local-date.ts'

export const PERSON_IDENTITY_KINDS = [
  'identityCard', 'passport', 'hkMacaoPermit', 'taiwanPermit', 'hmtResidence', 'foreignResidence', 'officerCard',
] as const
export const COMPANY_IDENTITY_KINDS = ['creditCode', 'organisationCode'] as const

export type PersonIdentityKind = (typeof PERSON_IDENTITY_KINDS)[number]
export type CompanyIdentityKind = (typeof COMPANY_IDENTITY_KINDS)[number]
/**
 * Of a customer taken over from a list that names no identity: they have a number of ours, `U000012`, until somebody enters their own. No
 * form makes such a customer.
 */
export const UNKNOWN_IDENTITY = 'unknown'
export const IDENTITY_KINDS = [...PERSON_IDENTITY_KINDS, ...COMPANY_IDENTITY_KINDS, UNKNOWN_IDENTITY] as const
export type IdentityKind = (typeof IDENTITY_KINDS)[number]

export type IdentityProblem =
  | 'identity.length' | 'identity.form' | 'identity.region' | 'identity.birthDate' | 'identity.checkDigit'

// GB/T 2260, mainland provinces. Towns and counties change every year, and old numbers keep old codes: not checked.
const PROVINCES = new Set([
  '11', '12', '13', '14', '15', '21', '22', '23', '31', '32', '33', '34', '35', '36', '37', '41', '42', '43', '44', '45', '46',
  '50', '51', '52', '53', '54', '61', '62', '63', '64', '65',
])
const HMT_REGIONS = new Set(['810000', '820000', '830000'])

/** A number as it is stored and compared: half-width capitals without blanks, and without the signs its kind is written with. */
export function normaliseIdentity(kind: IdentityKind, text: string): string {
  // Composed last: capitals and what is left out make new neighbours.
  return withoutSigns(kind, text.normalize('NFKC').toUpperCase().replace(/\s/gu, '')).normalize('NFKC')
}

function withoutSigns(kind: IdentityKind, plain: string): string {
  switch (kind) {
    case 'creditCode':
    case 'organisationCode':
      return plain.replace(/\p{Pd}/gu, '')
    case 'hkMacaoPermit':
      // The count of renewals is often written in brackets.
      return plain.replace(/[()]/gu, '')
    case 'officerCard':
      return plain.includes('字第') && !plain.endsWith('号') ? `${plain}号` : plain
    default:
      return plain
  }
}

/** The first thing wrong with a normalised number of that kind, or null. A birth date must lie before `today`. */
export function identityProblem(kind: IdentityKind, number: string, today: LocalDate): IdentityProblem | null {
  return rules[kind](number, today)
}

const rules: Readonly<Record<IdentityKind, (number: string, today: LocalDate) => IdentityProblem | null>> = {
  identityCard: (number, today) => citizenProblem(number, (region) => PROVINCES.has(region.slice(0, 2)), today),
  hmtResidence: (number, today) => citizenProblem(number, (region) => HMT_REGIONS.has(region), today),
  foreignResidence: foreignResidenceProblem,
  // Doc 9303 gives the number nine places; shorter ones are filled up in the machine-readable line only.
  passport: (number) => formProblem(number, number.length >= 5 && number.length <= 9, /^(?=.*\d)[A-Z\d]+$/),
  // Before 2013 the number carried two more digits, counting the renewals.
  hkMacaoPermit: (number) => formProblem(number, number.length === 9 || number.length === 11, /^[HM]\d+$/),
  taiwanPermit: (number) => formProblem(number, number.length === 8, /^\d+$/),
  // 军字第, 士字第, 文字第 and the like; no published standard, so only the shape is looked at.
  officerCard: (number) => formProblem(number, true, /^(?:\p{Script=Han}{1,2}字第\d{4,8}号|\d{6,8})$/u),
  creditCode: (number) =>
    formProblem(number, number.length === 18, /^[0-9A-HJ-NPQRTUWXY]{2}\d{6}[0-9A-HJ-NPQRTUWXY]{10}$/)
    ?? checkProblem(number, creditCheckDigit),
  unknown: (number) => formProblem(number, true, /^U\d{6,}$/),
  organisationCode: (number) =>
    formProblem(number, number.length === 9, /^[0-9A-Z]{8}[0-9X]$/) ?? checkProblem(number, organisationCheckDigit),
}

/**
 * A number for the audit trail: at most its first three and last two characters, and never so many that the rest could be tried
 * out (of eight or more at least six stay hidden, of fewer than six all). The length stays visible.
 */
export function maskIdentity(number: string): string {
  const characters = Array.from(number)
  const head = Math.min(3, Math.floor(characters.length / 6))
  const tail = Math.min(2, Math.floor(characters.length / 8))
  return characters.map((character, index) => (index < head || index >= characters.length - tail ? character : '*')).join('')
}

function formProblem(number: string, lengthFits: boolean, form: RegExp): IdentityProblem | null {
  if (!lengthFits) return 'identity.length'
  return form.test(number) ? null : 'identity.form'
}

function checkProblem(number: string, checkDigit: (body: string) => string): IdentityProblem | null {
  return number.endsWith(checkDigit(number.slice(0, -1))) ? null : 'identity.checkDigit'
}

function citizenProblem(number: string, regionFits: (region: string) => boolean, today: LocalDate): IdentityProblem | null {
  const problem = formProblem(number, number.length === 18, /^\d{17}[\dX]$/)
  if (problem) return problem
  if (!regionFits(number.slice(0, 6))) return 'identity.region'
  if (!bornBefore(number.slice(6, 14), today)) return 'identity.birthDate'
  return checkProblem(number, citizenCheckDigit)
}

// The 2017 card: country in three letters, office in four digits, birth date in six, two more. Its last digit is not checked, since
// its rule was never published as a standard.
function foreignResidenceProblem(number: string, today: LocalDate): IdentityProblem | null {
  if (number.length !== 15) {
    return citizenProblem(number, (region) => region.startsWith('9') && PROVINCES.has(region.slice(1, 3)), today)
  }
  if (!/^[A-Z]{3}\d{12}$/.test(number)) return 'identity.form'
  const born = number.slice(7, 13)
  return bornBefore(`19${born}`, today) || bornBefore(`20${born}`, today) ? null : 'identity.birthDate'
}

function bornBefore(digits: string, today: LocalDate): boolean {
  const born = `${digits.slice(0, 4)}-${digits.slice(4, 6)}-${digits.slice(6, 8)}`
  return isLocalDate(born) && born < today
}

// ISO 7064 MOD 11-2: doubling from digit to digit, so that all digits and the check character add up to 1.
function citizenCheckDigit(body: string): string {
  let sum = 0
  for (const digit of body) sum = ((sum + Number(digit)) * 2) % 11
  const check = (12 - sum) % 11
  return check === 10 ? 'X' : String(check)
}

const CREDIT_CHARACTERS = '0123456789ABCDEFGHJKLMNPQRTUWXY'

// GB 32100-2015: the weight of place i is 3^(i-1) mod 31.
function creditCheckDigit(body: string): string {
  let weight = 1
  let sum = 0
  for (const character of body) {
    sum += CREDIT_CHARACTERS.indexOf(character) * weight
    weight = (weight * 3) % 31
  }
  return CREDIT_CHARACTERS.charAt((31 - (sum % 31)) % 31)
}

const ORGANISATION_WEIGHTS = [3, 7, 9, 10, 5, 8, 4, 2]

// GB 11714-1997: letters count on from 9 (A is 10).
function organisationCheckDigit(body: string): string {
  const sum = ORGANISATION_WEIGHTS.reduce((total, weight, index) => total + weight * Number.parseInt(body.charAt(index), 36), 0)
  const check = (11 - (sum % 11)) % 11
  return check === 10 ? 'X' : String(check)
}
