// Which dossiers a person may know of (rules L5, S1, S3): a standing approval per role, the widest one counts.
import type { Role } from './role.ts'

export const SECRECY_LEVELS = ['restricted', 'confidential', 'topSecret'] as const

/** 秘密, 机密, 绝密. Customer data is at least `restricted` (S1). */
export type SecrecyLevel = (typeof SECRECY_LEVELS)[number]

export const SCOPES = ['none', 'own', 'department', 'all'] as const

/** `own`: dossiers with a record the person answers for; `department`: with one their department answers for. */
export type Scope = (typeof SCOPES)[number]

export type StandingApproval = { scope: Scope; level: SecrecyLevel }

/** The approvals a new archive starts with (*decided* under L5; a store may narrow or widen them). */
export const DEFAULT_APPROVALS: Record<Role, StandingApproval> = {
  archivist: { scope: 'all', level: 'confidential' },
  salesConsultant: { scope: 'own', level: 'restricted' },
  salesHead: { scope: 'department', level: 'restricted' },
  serviceAdvisor: { scope: 'own', level: 'restricted' },
  serviceHead: { scope: 'department', level: 'restricted' },
  careSpecialist: { scope: 'all', level: 'restricted' },
  customerDirector: { scope: 'all', level: 'confidential' },
  generalManager: { scope: 'all', level: 'topSecret' },
  administrator: { scope: 'none', level: 'restricted' },
}

/** Rank of a level, 1 for `restricted` to 3 for `topSecret`; the numbers the archive stores. */
export function levelRank(level: SecrecyLevel): number {
  return SECRECY_LEVELS.indexOf(level) + 1
}

/** What somebody may know by their standing approval; `level`: its rank. */
export type Knowing = { scope: Scope; level: number }

/** Whether somebody may know everything up to a level (S3): nobody asks for, approves or makes an export of more. */
export const mayKnowAll = ({ scope, level }: Knowing, wanted: SecrecyLevel): boolean => scope === 'all' && level >= levelRank(wanted)

/**
 * The one with the widest scope, of several such the one with the highest level; `none` when there is no approval. Never the scope of one with the
 * level of another: that is what nobody approved.
 */
export function widestApproval(approvals: readonly StandingApproval[]): StandingApproval {
  const wider = (one: StandingApproval, other: StandingApproval): number => (
    SCOPES.indexOf(other.scope) - SCOPES.indexOf(one.scope) || levelRank(other.level) - levelRank(one.level)
  )
  return approvals.toSorted(wider)[0] ?? { scope: 'none', level: 'restricted' }
}
