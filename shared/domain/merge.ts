// Probable doubles of customers and of cars, and how the owners of two dossiers of one car follow one another (rules F1, F8). What is found
// here is proposed; people decide.
import type { IdentityKind } from './identity.ts'
import { addDays, type LocalDate } from './local-date.ts'
import { normaliseForSearch, soundOf } from './search-text.ts'
import { checkDigitFits } from './vin.ts'

export const MERGE_SUBJECTS = ['customer', 'dossier'] as const
export type MergeSubject = (typeof MERGE_SUBJECTS)[number]

export const CUSTOMER_REASONS = ['identity', 'mobile', 'address', 'name', 'nearName'] as const
export const CAR_REASONS = ['engineNumber', 'vinLookAlike', 'vinNear', 'plate', 'owner', 'model'] as const
/** What two customers or two cars have in common. */
export type CustomerReason = (typeof CUSTOMER_REASONS)[number]
export type CarReason = (typeof CAR_REASONS)[number]

export type LikeCustomer = {
  kind: 'person' | 'company'
  name: string
  identityKind: IdentityKind
  identityNumber: string
  mobile: string
  address: string
}

/** What two customers have in common, if it makes them probable doubles; else nothing. */
export function customerReasons(one: LikeCustomer, other: LikeCustomer): CustomerReason[] {
  if (one.kind !== other.kind) return []
  const name = nameLikeness(one.name, other.name)
  const found: CustomerReason[] = [
    ...(sameIdentity(one, other) ? ['identity' as const] : []),
    ...(one.mobile !== '' && one.mobile === other.mobile ? ['mobile' as const] : []),
    ...(sameAddress(one.address, other.address) ? ['address' as const] : []),
    ...(name === null ? [] : [name]),
  ]
  if (found.includes('identity')) return found
  if (name === null) return []
  // Whole families share an address, and some a telephone: where the documents say two people, only both together speak against them.
  const telling = found.includes('mobile') ? name === 'name' || !plainlyTwo(one, other) : name === 'name' && !plainlyTwo(one, other)
  return telling && (found.includes('mobile') || found.includes('address')) ? found : []
}

/** `name`: written alike but for blanks, signs and width; `nearName`: sounding alike, one letter off, or one within the other. */
function nameLikeness(one: string, other: string): 'name' | 'nearName' | null {
  const first = normaliseForSearch(one)
  const second = normaliseForSearch(other)
  if (first === '' || second === '') return null
  if (first === second) return 'name'
  if (soundOf(one) === soundOf(other)) return 'nearName'
  const [short, long] = Array.from(first).length <= Array.from(second).length ? [first, second] : [second, first]
  const length = Array.from(short).length
  // 王伟 and 王芳 are sister and brother: of names this short one letter is half the name.
  return (length >= 3 && oneApart(short, long)) || (length >= 4 && long.includes(short)) ? 'nearName' : null
}

/** One letter replaced, left out or put in. */
function oneApart(short: string, long: string): boolean {
  const from = Array.from(short)
  const to = Array.from(long)
  if (to.length - from.length > 1) return false
  const differs = from.findIndex((letter, index) => letter !== to[index])
  if (differs < 0) return true
  const rest = from.slice(from.length === to.length ? differs + 1 : differs)
  return rest.join('') === to.slice(differs + 1).join('')
}

/** Addresses as short as a town's name tell nothing. */
const ADDRESS_LEAST = 8

function sameAddress(one: string, other: string): boolean {
  const first = normaliseForSearch(one)
  return first.length >= ADDRESS_LEAST && first === normaliseForSearch(other)
}

function sameIdentity(one: LikeCustomer, other: LikeCustomer): boolean {
  if (one.identityKind === 'unknown' || other.identityKind === 'unknown') return false
  return identityCore(one) === identityCore(other)
}

/**
 * What the forms of one identity number have in common: the citizen's number had 15 digits until 1999 (GB 11643), the credit code holds
 * the organisation code in places 9 to 17 (GB 32100), and the Hong Kong and Macao permit once counted its renewals in two more digits.
 */
function identityCore({ identityKind, identityNumber: number }: LikeCustomer): string {
  if (identityKind === 'creditCode') return number.slice(8, 17)
  if (identityKind === 'hkMacaoPermit') return number.slice(0, 9)
  return /^\d{17}[\dX]$/.test(number) ? `${number.slice(0, 6)}${number.slice(8, 17)}` : number
}

/** Two whole citizen's numbers that no slip of the pen makes of one another. */
function plainlyTwo(one: LikeCustomer, other: LikeCustomer): boolean {
  if (one.identityKind !== 'identityCard' || other.identityKind !== 'identityCard') return false
  if (one.identityNumber.length !== other.identityNumber.length) return false
  return placesApart(one.identityNumber, other.identityNumber) > 2
}

export type LikeCar = {
  vin: string
  /** Its plate and those it had before. */
  plates: readonly string[]
  engineNumber: string
  model: string
  ownerId: number | null
}

/** Numbers that stand for none: `-`, `0`, `无`. */
const ENGINE_LEAST = 4

/** What two cars have in common, if it makes them probable doubles; else nothing. */
export function carReasons(one: LikeCar, other: LikeCar): CarReason[] {
  const vin = vinLikeness(one.vin, other.vin)
  const model = likeModel(one.model, other.model)
  // An imported car without one: nothing speaks against it.
  const unsaid = one.model === '' || other.model === ''
  const engine = one.engineNumber.length >= ENGINE_LEAST && one.engineNumber === other.engineNumber
  const plate = one.plates.some((each) => other.plates.includes(each))
  const owner = one.ownerId !== null && one.ownerId === other.ownerId
  // An owner may keep the plate for the next car, which then is of another model; and a fleet's cars follow one another in their VINs.
  const telling = engine || vin === 'lookAlike' || vin === 'near' || (plate && (model || unsaid || vin !== null))
  if (!telling) return []
  return [
    ...(engine ? ['engineNumber' as const] : []),
    ...(vin === 'lookAlike' ? ['vinLookAlike' as const] : vin === null ? [] : ['vinNear' as const]),
    ...(plate ? ['plate' as const] : []),
    ...(owner ? ['owner' as const] : []),
    ...(model ? ['model' as const] : []),
  ]
}

// As they are taken for one another when read from a plate or a copy. VINs hold no I, O or Q, but lists from elsewhere may.
const LOOK_ALIKES: Readonly<Record<string, string>> = { O: '0', Q: '0', I: '1', B: '8', S: '5', Z: '2' }

/** A VIN with every letter put in place of those that look like it. */
export function foldVin(vin: string): string {
  return vin.replace(/[OQIBSZ]/g, (letter) => LOOK_ALIKES[letter] ?? letter)
}

/** Cars of one series that follow one another differ in these last places alone. */
const SERIAL = 4

/**
 * How two VINs that are not the same come near each other. `near`: one character apart; `neighbour`: so too, but as two cars of one
 * series would be, with nothing to tell that one of them was misread: both check digits fit, or neither does (many makers abroad have none).
 */
export function vinLikeness(one: string, other: string): 'lookAlike' | 'near' | 'neighbour' | null {
  if (one === other || one.length !== other.length) return null
  if (foldVin(one) === foldVin(other)) return 'lookAlike'
  if (placesApart(one, other) !== 1) return null
  const inSerial = one.slice(0, -SERIAL) === other.slice(0, -SERIAL)
  return inSerial && checkDigitFits(one) === checkDigitFits(other) ? 'neighbour' : 'near'
}

function placesApart(one: string, other: string): number {
  return Array.from(one).filter((character, index) => character !== other.charAt(index)).length
}

/** Written alike, or one within the other: 明锐 and 明锐 1.4T. An empty one says nothing. */
function likeModel(one: string, other: string): boolean {
  const first = normaliseForSearch(one)
  const second = normaliseForSearch(other)
  return first !== '' && second !== '' && (first.includes(second) || second.includes(first))
}

/** How much speaks for it; the more, the earlier in the list. */
export function weightOf(reasons: readonly (CustomerReason | CarReason)[]): number {
  return reasons.reduce((sum, reason) => sum + WEIGHTS[reason], 0)
}

const WEIGHTS: Record<CustomerReason | CarReason, number> = {
  identity: 4, mobile: 3, address: 2, name: 2, nearName: 1, engineNumber: 4, vinLookAlike: 4, vinNear: 3, plate: 2, owner: 2, model: 1,
}

/**
 * VINs of one series (all but the last four places alike) of which one seems misread in the last four: of a maker whose check digits fit,
 * one that does not, and a neighbour that does. `series`: the VINs of one series, each once.
 */
export function misreadIn(series: readonly string[]): [string, string][] {
  if (series.length < 2) return []
  const sound = new Set(series.filter((vin) => checkDigitFits(vin)))
  // A maker without check digits has one fit in eleven, by chance.
  if (sound.size * 2 < series.length) return []
  return series.filter((vin) => !sound.has(vin)).flatMap((vin) => neighboursOf(vin).filter((near) => sound.has(near)).map((near): [string, string] => [vin, near]))
}

const VIN_CHARACTERS = '0123456789ABCDEFGHJKLMNPRSTUVWXYZ'

function neighboursOf(vin: string): string[] {
  return Array.from({ length: SERIAL }, (_, back) => vin.length - SERIAL + back).flatMap((place) => (
    Array.from(VIN_CHARACTERS, (character) => `${vin.slice(0, place)}${character}${vin.slice(place + 1)}`).filter((near) => near !== vin)
  ))
}

export type OwnerTime = { id: number; customerId: number; fromOn: LocalDate; toOn: LocalDate | null }

/**
 * The present owners of two dossiers of one car cannot both be: whoever came later is the present one, the other's time ends the day
 * before. Came both on one day, the owner in the kept dossier stays.
 * @returns whose time ends and when, or null where one of the two has no present owner.
 */
export function endedOwner(kept: readonly OwnerTime[], merged: readonly OwnerTime[]): { id: number; toOn: LocalDate } | null {
  const one = kept.find(({ toOn }) => toOn === null)
  const other = merged.find(({ toOn }) => toOn === null)
  if (!one || !other) return null
  const [earlier, later] = other.fromOn > one.fromOn ? [one, other] : [other, one]
  return { id: earlier.id, toOn: dayBefore(later.fromOn, earlier.fromOn) }
}

/** The day before, but not before a time began. */
export function dayBefore(on: LocalDate, began: LocalDate): LocalDate {
  const before = addDays(on, -1)
  return before < began ? began : before
}

/**
 * Owners in their order, the present one last: one whose time goes on in the next entry is one owner, not two in turn (a customer was
 * entered twice, or a car).
 */
export function inTurn<T extends OwnerTime>(owners: readonly T[]): T[] {
  const rank = ({ toOn, fromOn }: OwnerTime): string => `${toOn === null ? 1 : 0}${fromOn}`
  const joined: T[] = []
  for (const owner of owners.toSorted((one, other) => (rank(one) < rank(other) ? -1 : rank(one) > rank(other) ? 1 : one.id - other.id))) {
    const last = joined.at(-1)
    if (last?.customerId !== owner.customerId || last.toOn === null || addDays(last.toOn, 1) < owner.fromOn) joined.push(owner)
    else joined.splice(-1, 1, { ...owner, fromOn: last.fromOn, toOn: owner.toOn !== null && owner.toOn < last.toOn ? last.toOn : owner.toOn })
  }
  return joined
}

export type MergeProblem = 'merge.same' | 'merge.otherKind' | 'merge.keepIdentified' | 'merge.twoDeliveries'

/** Why two customers cannot be one, or null. */
export function customerMergeProblem(kept: LikeCustomer & { id: number }, merged: LikeCustomer & { id: number }): MergeProblem | null {
  if (kept.id === merged.id) return 'merge.same'
  if (kept.kind !== merged.kind) return 'merge.otherKind'
  // Nobody would find the customer by their number any more.
  return kept.identityKind === 'unknown' && merged.identityKind !== 'unknown' ? 'merge.keepIdentified' : null
}

/** Why two dossiers cannot be one car's, or null: a car is delivered once (F3). */
export function dossierMergeProblem(kept: { id: number; delivered: boolean }, merged: { id: number; delivered: boolean }): MergeProblem | null {
  if (kept.id === merged.id) return 'merge.same'
  return kept.delivered && merged.delivered ? 'merge.twoDeliveries' : null
}
