// How secret something is and until when, and who may set that (rules S1 to S3).
import { levelRank, SCOPES, SECRECY_LEVELS, type SecrecyLevel, type StandingApproval } from './access.ts'
import { isLocalDate, type LocalDate } from './local-date.ts'
import type { Role } from './role.ts'

/** `until`: the last day of the level; null: as long as it is kept. */
export type Secrecy = { level: SecrecyLevel; until: LocalDate | null }

/** The least that customer data have (S1). */
export const FLOOR: Secrecy = { level: 'restricted', until: null }

/** What it is on a day: when its period is over it is declassified by itself (S2). */
export const secrecyOn = (secrecy: Secrecy, on: LocalDate): Secrecy => (secrecy.until !== null && secrecy.until < on ? FLOOR : secrecy)

/** The longest period of a kind of paper, in years from the day of delivery. */
export const MOST_YEARS = 30

export const SECRECY_SUBJECTS = ['dossier', 'paper', 'kind', 'approval'] as const
export type SecrecySubject = (typeof SECRECY_SUBJECTS)[number]

/** The higher of two; of the same level the longer one. */
export function higherOf(one: Secrecy, other: Secrecy): Secrecy {
  if (one.level !== other.level) return levelRank(one.level) > levelRank(other.level) ? one : other
  return endsBefore(one, other) ? other : one
}

/** What two become that are put together: never less secret, on no day, than either was (F8). */
export function together(one: Secrecy, other: Secrecy): Secrecy {
  const { level } = higherOf(one, other)
  if (one.level === 'restricted' || other.level === 'restricted') return higherOf(one, other)
  return { level, until: endsBefore(one, other) ? other.until : one.until }
}

function endsBefore(one: Secrecy, other: Secrecy): boolean {
  return one.until !== null && (other.until === null || one.until < other.until)
}

export type SecrecyChange = { before: Secrecy; after: Secrecy }

export type SecrecyProblem =
  | { field: 'level'; problem: 'secrecy.same' | 'secrecy.aboveYou' | 'secrecy.lowersConfidential' | 'secrecy.lowersTopSecret' }
  | { field: 'until'; problem: 'secrecy.untilPast' | 'secrecy.untilWithout' }
  | { field: 'reason'; problem: 'text.required' }

/** Whether a change leaves something less secret, on any day, than it would have been. */
export function lowers({ before, after }: SecrecyChange): boolean {
  if (before.level === 'restricted') return false
  return levelRank(after.level) < levelRank(before.level) || endsBefore(after, before)
}

/**
 * Why somebody may not set it so, or null (S1, S3). The archive and the customer director raise and extend up to 机密, the general manager
 * anything; 机密 is lowered or ended early by the customer director or the general manager, 绝密 by the general manager. `before`: as it
 * is today.
 */
export function secrecyProblem(roles: readonly Role[], change: SecrecyChange & { reason: string }, today: LocalDate): SecrecyProblem | null {
  const { before, after, reason } = change
  if (after.level === 'restricted' && after.until !== null) return { field: 'until', problem: 'secrecy.untilWithout' }
  if (after.until !== null && after.until < today) return { field: 'until', problem: 'secrecy.untilPast' }
  if (after.level === before.level && after.until === before.until) return { field: 'level', problem: 'secrecy.same' }
  if (reason === '') return { field: 'reason', problem: 'text.required' }
  if (roles.includes('generalManager')) return null
  if (after.level === 'topSecret') return { field: 'level', problem: 'secrecy.aboveYou' }
  if (!lowers(change)) return null
  if (before.level === 'topSecret') return { field: 'level', problem: 'secrecy.lowersTopSecret' }
  return roles.includes('customerDirector') ? null : { field: 'level', problem: 'secrecy.lowersConfidential' }
}

/** Why somebody may not name readers up to a level (S3): 绝密 the general manager alone, 机密 the customer director too. */
export function namingProblem(roles: readonly Role[], level: SecrecyLevel): 'access.topSecretNaming' | 'access.naming' | null {
  if (roles.includes('generalManager')) return null
  if (!roles.includes('customerDirector')) return 'access.naming'
  return level === 'topSecret' ? 'access.topSecretNaming' : null
}

/** Roles whose standing approval is not changed: the general manager decides about what nobody else may know, the administrator sees no customer (A1). */
export const FIXED_APPROVALS: readonly Role[] = ['generalManager', 'administrator']

/** A level with its end as the history keeps it: `confidential/2027-12-31`, `topSecret/`. */
export const writtenSecrecy = ({ level, until }: Secrecy): string => `${level}/${until ?? ''}`

/** @returns null for what nobody wrote. */
export function readSecrecy(text: string): Secrecy | null {
  const [name = '', until = '', more] = text.split('/')
  const level = SECRECY_LEVELS.find((each) => each === name)
  if (level === undefined || more !== undefined) return null
  if (until === '') return { level, until: null }
  return isLocalDate(until) ? { level, until } : null
}

/** The level of a kind of paper. `years`: from the day of delivery; null: as long as it is kept. */
export type KindSecrecy = { level: SecrecyLevel; years: number | null }

/** As the history keeps it: `confidential/10`, `topSecret/`. */
export const writtenKind = ({ level, years }: KindSecrecy): string => `${level}/${years ?? ''}`

export function readKind(text: string): KindSecrecy | null {
  const [name = '', years = ''] = text.split('/')
  const level = SECRECY_LEVELS.find((each) => each === name)
  return level === undefined || !/^\d*$/.test(years) ? null : { level, years: years === '' ? null : Number(years) }
}

/** As the history keeps it: `department/restricted`. */
export const writtenApproval = ({ scope, level }: StandingApproval): string => `${scope}/${level}`

export function readApproval(text: string): StandingApproval | null {
  const [first = '', second = ''] = text.split('/')
  const scope = SCOPES.find((each) => each === first)
  const level = SECRECY_LEVELS.find((each) => each === second)
  return scope === undefined || level === undefined ? null : { scope, level }
}
