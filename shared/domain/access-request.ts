// Asking to read a dossier beyond one's standing approval (阅读申请), and what becomes of it (rules L5, S3).
import { levelRank, type SecrecyLevel } from './access.ts'
import type { LocalDate } from './local-date.ts'
import type { DepartmentKind, Role } from './role.ts'

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

export type Asker = { id: number; roles: readonly Role[]; departmentId: number; departmentKind: DepartmentKind }

/** `level`: the higher of the dossier's and what was asked for; `ownRecord`: the asker's department answers for a record of it. */
export type Wanted = { level: SecrecyLevel; ownRecord: boolean }

export const GRANTING_ROLES = ['departmentHead', 'generalManager', 'customerDirector'] as const
export type GrantingRole = (typeof GRANTING_ROLES)[number]

const HEADS: Partial<Record<DepartmentKind, Role>> = { sales: 'salesHead', service: 'serviceHead' }

/**
 * Who grants it (001 制度14 1.5): the head of the own department where it answers for a record and nothing above 秘密 is asked; else the
 * general manager. Nobody grants their own: a head's goes to the general manager, the general manager's to the customer director.
 */
export function grantingRole({ roles, departmentKind }: Omit<Asker, 'id' | 'departmentId'>, { level, ownRecord }: Wanted): GrantingRole {
  if (roles.includes('generalManager')) return 'customerDirector'
  const head = HEADS[departmentKind]
  const byHead = ownRecord && level === 'restricted' && head !== undefined && !roles.includes(head)
  return byHead ? 'departmentHead' : 'generalManager'
}

export type GrantProblem = 'access.own' | 'access.notYours'

/** Why somebody may not grant or decline it, or null. */
export function grantProblem(asker: Asker, wanted: Wanted, approver: Asker): GrantProblem | null {
  if (approver.id === asker.id) return 'access.own'
  const role = grantingRole(asker, wanted)
  if (role !== 'departmentHead') return approver.roles.includes(role) ? null : 'access.notYours'
  const head = HEADS[asker.departmentKind]
  return head !== undefined && approver.departmentId === asker.departmentId && approver.roles.includes(head) ? null : 'access.notYours'
}

/** Why somebody may not end a reading, or null: who named them, the general manager, and below 绝密 the customer director. */
export function revokeProblem({ namedBy, level }: { namedBy: number; level: SecrecyLevel }, { id, roles }: Pick<Asker, 'id' | 'roles'>): 'access.notYours' | null {
  if (id === namedBy || roles.includes('generalManager')) return null
  return roles.includes('customerDirector') && levelRank(level) < levelRank('topSecret') ? null : 'access.notYours'
}
