// Copies (复制): who may let a page out of the archive, what becomes of a request, and where each copy is afterwards (rules S4, A3).
import { levelRank, type SecrecyLevel } from './access.ts'
import type { LocalDate } from './local-date.ts'
import { permits, type Role } from './role.ts'
import { addWorkingDays, type WorkCalendar } from './working-day.ts'

/**
 * `requested`: waits for who may approve. `approved`: waits to be made. `made`: has its number, once. `lapsed`: approved and not made in
 * time. `declined`, `withdrawn`: never made.
 */
export const COPY_STATES = ['requested', 'approved', 'made', 'declined', 'withdrawn', 'lapsed'] as const
export type CopyState = (typeof COPY_STATES)[number]

/** `lapse` is nobody's act: it comes with the day. */
export const COPY_ACTS = ['approve', 'decline', 'withdraw', 'make', 'lapse'] as const
export type CopyAct = (typeof COPY_ACTS)[number]

/** What each act makes of each state; what is not named cannot be done. */
export const COPY_STEPS: Record<CopyState, Partial<Record<CopyAct, CopyState>>> = {
  requested: { approve: 'approved', decline: 'declined', withdraw: 'withdrawn' },
  approved: { make: 'made', withdraw: 'withdrawn', lapse: 'lapsed' },
  made: {},
  declined: {},
  withdrawn: {},
  lapsed: {},
}

/** How it leaves: on paper, or as a file to hand on. */
export const COPY_FORMS = ['print', 'file'] as const
export type CopyForm = (typeof COPY_FORMS)[number]

/** A copy counts as the original: it is out until it was given back or destroyed. */
export const COPY_OUTCOMES = ['returned', 'destroyed'] as const
export type CopyOutcome = (typeof COPY_OUTCOMES)[number]

/** Working days within which an approved copy is made; pages of a record at once. */
export const COPY_LIMITS = { days: 5, pages: 200 } as const

/** The last day on which a copy approved on `on` may be made (D1). */
export function copyLapsesOn(on: LocalDate, calendar: WorkCalendar): LocalDate {
  return addWorkingDays(on, COPY_LIMITS.days, calendar).on
}

/** The state a request is in on a day: one approved lapses by itself. */
export function copyStateOn({ state, lapsesOn }: { state: Exclude<CopyState, 'lapsed'>; lapsesOn: LocalDate | null }, today: LocalDate): CopyState {
  return state === 'approved' && lapsesOn !== null && lapsesOn < today ? 'lapsed' : state
}

/** Levels whose copies may be put into another's hands; 绝密 stays with the general manager. */
export const DELEGATED_LEVELS = ['restricted', 'confidential'] as const satisfies readonly SecrecyLevel[]
export type DelegatedLevel = (typeof DELEGATED_LEVELS)[number]

/** Authority over copies up to a level, from a day until it is revoked. */
export type CopyDelegation = { personId: number; level: DelegatedLevel; fromOn: LocalDate; revoked: boolean }

export type CopyPerson = { id: number; roles: readonly Role[] }

export type CopyAuthority = 'generalManager' | 'delegation'

/** By what right somebody decides about copies of a level on a day, or null (S4). */
export function copyAuthority(
  person: CopyPerson, level: SecrecyLevel, delegations: readonly CopyDelegation[], today: LocalDate,
): CopyAuthority | null {
  if (!permits(person.roles, 'copy.request')) return null
  if (permits(person.roles, 'copy.delegate')) return 'generalManager'
  const holds = delegations.some((one) => (
    one.personId === person.id && !one.revoked && one.fromOn <= today && levelRank(one.level) >= levelRank(level)
  ))
  return holds ? 'delegation' : null
}

/** 绝密 is copied "in principle never": who does it all the same says why (S4). */
export const needsReason = (level: SecrecyLevel): boolean => level === 'topSecret'

export type CopyProblem = 'copy.own' | 'copy.notYours' | 'text.required'

/** Why somebody may not decide about a request, or null: never their own, only with authority over its level, and for 绝密 with a reason. */
export function approvalProblem(
  request: { requestedBy: number; level: SecrecyLevel }, person: CopyPerson, reason: string, delegations: readonly CopyDelegation[], today: LocalDate,
): CopyProblem | null {
  if (person.id === request.requestedBy) return 'copy.own'
  if (copyAuthority(person, request.level, delegations, today) === null) return 'copy.notYours'
  return needsReason(request.level) && reason === '' ? 'text.required' : null
}

export type MakeProblem = 'copy.cannot' | 'copy.lapsed' | 'copy.notYours' | 'copy.levelRose'

/** Why an approved copy cannot be made now, or null: once, in time, by whoever asked, and of pages no more secret than what was approved. */
export function makeProblem(
  request: { state: CopyState; requestedBy: number; approvedLevel: SecrecyLevel | null }, personId: number, level: SecrecyLevel,
): MakeProblem | null {
  if (personId !== request.requestedBy) return 'copy.notYours'
  if (request.state === 'lapsed') return 'copy.lapsed'
  if (COPY_STEPS[request.state].make === undefined || request.approvedLevel === null) return 'copy.cannot'
  return levelRank(level) > levelRank(request.approvedLevel) ? 'copy.levelRose' : null
}

/** What stands across each page: the number, who made it, when. */
export function copyMark({ number, name, login, at }: { number: string; name: string; login: string; at: string }): string {
  return `${number} · ${name} ${login} · ${at}`
}
