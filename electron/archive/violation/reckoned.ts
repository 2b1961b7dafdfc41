// Violations as everybody is shown them, on screen, slip, list and sheet: reckoned in the one way there is, so that sums agree (V6).
import type { Sums, ViolationView, VIOLATION_MOVES } from '#shared/contract/violation.ts'
import type { Id } from '#shared/domain/id.ts'
import {
  COUNTED, decidedFirst, inTurn, isPending, isUndecided, PENALTY_STEPS, reckon, shareTaken, type Reckoned, type Standing,
} from '#shared/domain/penalty.ts'
import { policyOn, type PolicyVersion } from '#shared/domain/policy.ts'
import { permits, type Role } from '#shared/domain/role.ts'
import type { Condition } from '../access/visibility.ts'
import type { Reader } from '../database/database.ts'
import type { Actor } from '../handler.ts'
import { policyVersions } from '../policy/store.ts'
import { isHeldBeside, personById } from '../staff/store.ts'
import { lastDecider, listViolations, standingsOf, type Listed } from './store.ts'

export type ReckonedViolation = ViolationView & Pick<Listed, 'key' | 'departmentId' | 'recordId' | 'adjustsId'>

/** Those that the actor may know of and `wanted` names, as `listViolations` orders them. */
export function reckonedViolations(db: Reader, actor: Actor, wanted: Condition): ReckonedViolation[] {
  const versions = policyVersions(db)
  const months = new Map<string, PersonMonth>()
  const roles = new Map<Id<'person'>, readonly Role[]>()
  const rolesOf = (person: Id<'person'>): readonly Role[] => {
    const held = roles.get(person) ?? personById(db, person)?.roles ?? []
    roles.set(person, held)
    return held
  }
  return listViolations(db, actor, wanted).map((listed) => {
    const name = `${listed.person.id}/${listed.on.slice(0, 7)}`
    const month = months.get(name) ?? personMonth(db, listed, versions)
    months.set(name, month)
    return reckonedOf(listed, month, versions, (first, countChanged) => movesOf(db, actor, listed, { first, countChanged }, rolesOf))
  })
}

/**
 * A person's calendar month: how each of its violations counts, the share of performance pay all of them withhold, and the first undecided
 * one on each side, by which the others wait.
 */
type PersonMonth = { standings: Map<string, Standing>; reckoned: Map<string, Reckoned>; withheld: number; firsts: ReturnType<typeof standingsOf> }

function personMonth(db: Reader, { person, on }: Listed, versions: readonly PolicyVersion[]): PersonMonth {
  const standings = standingsOf(db, person.id, on.slice(0, 7))
  const firsts = [...Map.groupBy(standings, ({ side }) => side).values()].flatMap((ofSide) => {
    const last = ofSide.toSorted(inTurn).findLast(({ rule }) => COUNTED.has(rule))
    const first = last && (decidedFirst(last, ofSide) ?? last)
    return first ? [first] : []
  })
  return {
    standings: new Map(standings.map((standing) => [standing.key, standing])), reckoned: reckon(standings, versions), withheld: shareTaken(standings), firsts,
  }
}

function reckonedOf(
  listed: Listed, { standings, reckoned, withheld, firsts }: PersonMonth, versions: readonly PolicyVersion[],
  movesWith: (first: string | null, countChanged: boolean) => ViolationView['may'],
): ReckonedViolation {
  const { recordNumber: _number, decidedAmount, decidedDoubled, adjusted, ...view } = listed
  const standing = standings.get(listed.key)
  const count = reckoned.get(listed.key)
  if (!standing || !count) throw new Error('a violation is not among its person’s')
  const waits = isUndecided(listed.state) ? decidedFirst(standing, firsts) : null
  const first = firsts.find(({ key }) => key === waits?.key)?.number ?? null
  const countChanged = decidedDoubled !== null && listed.state !== 'waived' && decidedDoubled !== count.doubled && !adjusted
  const range = count.mayWithhold && !listed.monthClosed ? policyOn(versions, listed.on).performancePay : null
  return {
    ...view,
    nth: count.nth,
    doubled: decidedDoubled ?? count.doubled,
    amount: decidedAmount ?? count.amount,
    decided: decidedAmount !== null,
    countChanged,
    shareRange: range && { ...range, taken: withheld - (standing.share ?? 0) },
    first,
    may: movesWith(first, countChanged),
  }
}

/** Whether the actor decides, in the first place, on somebody: the customer director does; on whoever else decides, one of those (V9). */
export function decidesOn(actor: Pick<Actor, 'id' | 'roles'>, person: Id<'person'>, theirRoles: readonly Role[]): boolean {
  if (actor.id === person || !permits(actor.roles, 'violation.decide')) return false
  // Who decides on appeals leaves the first decision to the director, lest both be the same person's.
  return !permits(actor.roles, 'appeal.decide') || actor.roles.includes('customerDirector') || permits(theirRoles, 'violation.decide')
}

/**
 * Whether the actor decides an appeal of somebody: never on themselves, nor on what they decided themselves before as long as there is
 * somebody else (V9).
 */
export function decidesAppeal(db: Reader, actor: Pick<Actor, 'id' | 'roles'>, { id, person }: Pick<Listed, 'id' | 'person'>): boolean {
  if (actor.id === person.id || !permits(actor.roles, 'appeal.decide')) return false
  return lastDecider(db, id) !== actor.id || !isHeldBeside(db, 'appeal.decide', [actor.id, person.id])
}

/** Whether there is anybody to whom the person can appeal: the general manager alone in the house has nobody above. */
export const hasAppeal = (db: Reader, person: Id<'person'>): boolean => isHeldBeside(db, 'appeal.decide', [person])

function movesOf(
  db: Reader, actor: Actor, violation: Listed, { first, countChanged }: Pick<ViolationView, 'first' | 'countChanged'>,
  rolesOf: (person: Id<'person'>) => readonly Role[],
): ViolationView['may'] {
  const { person, state, monthClosed, rule } = violation
  const moves: (typeof VIOLATION_MOVES)[number][] = []
  const own = actor.id === person.id
  if ((monthClosed || countChanged) && rule !== 'adjustment' && !own && permits(actor.roles, 'violation.propose')) moves.push('adjust')
  if (monthClosed) return moves
  const steps = PENALTY_STEPS[state]
  if (steps.decide !== undefined && state !== 'appealed' && first === null && decidesOn(actor, person.id, rolesOf(person.id))) moves.push('decide')
  if (own && steps.object !== undefined) moves.push('object')
  if (own && steps.appeal !== undefined && hasAppeal(db, person.id)) moves.push('appeal')
  if (state === 'appealed' && decidesAppeal(db, actor, violation)) moves.push('decideAppeal')
  return moves
}

export function sumsOf(violations: readonly Pick<ViolationView, 'state' | 'decided' | 'amount'>[]): Sums {
  const sum = (of: readonly Pick<ViolationView, 'amount'>[]): number => of.reduce((total, { amount }) => total + amount, 0)
  return {
    count: violations.length,
    pending: violations.filter(({ state }) => isPending(state)).length,
    proposed: sum(violations.filter(({ decided }) => !decided)),
    decided: sum(violations.filter(({ decided }) => decided)),
  }
}
