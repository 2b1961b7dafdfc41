// Invented identity numbers with right check digits. Regions are ones that no office has: 34 99 99 lies in no prefecture.
import { identityProblem, type CompanyIdentityKind, type PersonIdentityKind } from '#shared/domain/identity.ts'
import type { LocalDate } from '#shared/domain/local-date.ts'
import type { Random } from './random.ts'

type IdentityKind = PersonIdentityKind | CompanyIdentityKind

const CHECK_CHARACTERS = '0123456789XABCDEFGHJKLMNPQRTUWY'

/** The number with the one last character that its kind's rule accepts. @throws RangeError when the body itself is wrong. */
export function withCheckCharacter(kind: IdentityKind, body: string, today: LocalDate): string {
  const found = Array.from(CHECK_CHARACTERS).find((character) => identityProblem(kind, body + character, today) === null)
  if (found === undefined) throw new RangeError(`no check character for ${kind}`)
  return body + found
}

const makers: Readonly<Record<IdentityKind, (random: Random, today: LocalDate) => string>> = {
  identityCard: (random, today) => withCheckCharacter('identityCard', `349999${birthDate(random)}${random.digits(3)}`, today),
  hmtResidence: (random, today) =>
    withCheckCharacter('hmtResidence', `${random.pick(['810000', '820000', '830000'])}${birthDate(random)}${random.digits(3)}`, today),
  foreignResidence: (random, today) =>
    withCheckCharacter('foreignResidence', `934${random.digits(3)}${birthDate(random)}${random.digits(3)}`, today),
  passport: (random) => `Z${random.digits(8)}`,
  hkMacaoPermit: (random) => `${random.pick(['H', 'M'])}9${random.digits(7)}`,
  taiwanPermit: (random) => `9${random.digits(7)}`,
  officerCard: (random) => `演字第${random.digits(7)}号`,
  organisationCode: (random, today) => organisationCode(random, today),
  // The nine places before the last are the organisation code.
  creditCode: (random, today) => withCheckCharacter('creditCode', `91349999${organisationCode(random, today)}`, today),
}

export function makeIdentityNumber(kind: IdentityKind, random: Random, today: LocalDate): string {
  return makers[kind](random, today)
}

function organisationCode(random: Random, today: LocalDate): string {
  return withCheckCharacter('organisationCode', `MA${random.digits(6)}`, today)
}

/** `19800229` is no day: the 28th is the last one drawn. */
function birthDate(random: Random): string {
  const two = (value: number): string => String(value).padStart(2, '0')
  return `${random.whole(1956, 2003)}${two(random.whole(1, 12))}${two(random.whole(1, 28))}`
}
