// Asking to read a dossier beyond one's standing approval (阅读申请), and what becomes of it (rules L5, S3).
import { levelRank, type SecrecyLevel } from './access.ts'
import { holdsPost, type Approver } from './loan.ts'
import type { LocalDate } from './local-date.ts'

/** `requested`: it waits. `granted`: may be read. `ended`: revoked, or its last day is over. `declined`, `withdrawn`: never was. */
export const REQUEST_STATES = ['requested', 'granted', 'ended', 'declined', 'withdrawn'] as const
export type RequestState = (typeof REQUEST_STATES)[number]

/** `name`: the archive says which dossier was meant; `lapse`: its last day is over. */
export const REQUEST_ACTS = ['name', 'grant', 'decline', 'withdraw', 'revoke', 'lapse'] as const
export type RequestAct = (typeof REQUEST_ACTS)[number]

/** What each act makes of each state; what is not named cannot be done. */
export const REQUEST_STEPS: Record<RequestState, Partial<Record<RequestAct, RequestState>>> = {
  requested: { name: 'requested', grant: 'granted', decline: 'declined', withdraw: 'withdrawn' },
  granted: { revoke: 'ended', lapse: 'ended' },
  ended: {},
  declined: {},
  withdrawn: {},
}

/** Working days that may be asked for. */
export const MOST_ACCESS_DAYS = 30

/** A reader's last day is over, or somebody ended it: nothing may be read by it any more. `until` null: until it is ended. */
export const mayStillRead = ({ until, ended }: { until: LocalDate | null; ended: boolean }, today: LocalDate): boolean => (
  !ended && (until === null || until >= today)
)

/** `level`: the higher of the dossier's and what was asked for; `ownRecord`: the asker's department answers for a record of it. */
export type Wanted = { level: SecrecyLevel; ownRecord: boolean }

export const GRANTING_ROLES = ['departmentHead', 'generalManager', 'customerDirector'] as const
export type GrantingRole = (typeof GRANTING_ROLES)[number]

const heads = ({ departmentId }: Approver, person: Approver): boolean => holdsPost('departmentHead', departmentId, person)

/**
 * Who grants it (001 制度14 1.5): the head of the own department where it answers for a record and nothing above 秘密 is asked; else, and
 * where that department has no head, the general manager. Nobody grants their own: a head's goes to the general manager, the general
 * manager's to the customer director. `atWork`: everybody at work.
 */
export function grantingRole(asker: Approver, { level, ownRecord }: Wanted, atWork: readonly Approver[]): GrantingRole {
  if (asker.roles.includes('generalManager')) return 'customerDirector'
  const byHead = ownRecord && level === 'restricted' && !heads(asker, asker) && atWork.some((person) => person.id !== asker.id && heads(asker, person))
  return byHead ? 'departmentHead' : 'generalManager'
}

export type GrantProblem = 'access.own' | 'access.notYours'

/** Why somebody may not grant or decline it, or null. */
export function grantProblem(asker: Approver, wanted: Wanted, approver: Approver, atWork: readonly Approver[]): GrantProblem | null {
  if (approver.id === asker.id) return 'access.own'
  return holdsPost(grantingRole(asker, wanted, atWork), asker.departmentId, approver) ? null : 'access.notYours'
}

/** Why somebody may not end a reading, or null: who named them, the general manager, and below 绝密 the customer director. */
export function revokeProblem({ namedBy, level }: { namedBy: number; level: SecrecyLevel }, { id, roles }: Pick<Approver, 'id' | 'roles'>): 'access.notYours' | null {
  if (id === namedBy || roles.includes('generalManager')) return null
  return roles.includes('customerDirector') && levelRank(level) < levelRank('topSecret') ? null : 'access.notYours'
}
