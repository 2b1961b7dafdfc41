// Appraisal (鉴定) and destruction (销毁): who lists, approves, witnesses and carries out, and what holds a dossier back (rules R2, R3).
import type { Role } from './role.ts'

/**
 * `drafted`: being appraised. `submitted`: waits for the head of the department that owns the archive. `endorsed`: waits for the general
 * manager. `approved`: waits to be carried out. `destroyed`: done and signed for good. `settled`: approved, and nothing on it was to be
 * destroyed. `withdrawn`: given up.
 */
export const DISPOSAL_STATES = ['drafted', 'submitted', 'endorsed', 'approved', 'destroyed', 'settled', 'withdrawn'] as const
export type DisposalState = (typeof DISPOSAL_STATES)[number]

/** `decline` sends it back to who drafted it; `settle`: the last approval of a list on which nothing is left to destroy. */
export const DISPOSAL_ACTS = ['appraise', 'submit', 'endorse', 'approve', 'settle', 'decline', 'withdraw', 'destroy'] as const
export type DisposalAct = (typeof DISPOSAL_ACTS)[number]

/** What each act makes of each state; what is not named cannot be done. */
export const DISPOSAL_STEPS: Record<DisposalState, Partial<Record<DisposalAct, DisposalState>>> = {
  drafted: { appraise: 'drafted', submit: 'submitted', withdraw: 'withdrawn' },
  submitted: { endorse: 'endorsed', decline: 'drafted', withdraw: 'withdrawn' },
  endorsed: { approve: 'approved', settle: 'settled', decline: 'drafted', withdraw: 'withdrawn' },
  // What was extended holds from the approval on; the rest can be given up, and its dossiers listed anew.
  approved: { destroy: 'destroyed', withdraw: 'withdrawn' },
  destroyed: {},
  settled: {},
  withdrawn: {},
}

export const OPEN_DISPOSAL_STATES = ['drafted', 'submitted', 'endorsed', 'approved'] as const satisfies readonly DisposalState[]

export const isOpenDisposal = (state: DisposalState): boolean => OPEN_DISPOSAL_STATES.some((open) => open === state)

/** What is thought of a dossier whose term is over. */
export const APPRAISALS = ['destroy', 'extend'] as const
export type Appraisal = (typeof APPRAISALS)[number]

export const DISPOSAL_LIMITS = { dossiers: 500, words: 200 } as const

/** Why a dossier is held (R3): until that is settled it is on no list, and drops out of one it is on. */
export const HOLD_REASONS = [
  'onLoan', 'correction', 'violation', 'recordOwed', 'recordIncomplete', 'stocktaking', 'copyAsked', 'readingAsked', 'binding', 'byHand', 'onAnotherList', 'notExpired', 'gone',
] as const
export type HoldReason = (typeof HOLD_REASONS)[number]

/** Set by hand, until it is lifted. */
export const HOLD_KINDS = ['complaint', 'dispute', 'court', 'other'] as const
export type HoldKind = (typeof HOLD_KINDS)[number]

/** Whoever signs at the destruction, and what each has done to the list before. */
export type Hands = { keeper: number; witnesses: readonly number[]; draftedBy: number; approvedBy: readonly number[] }

export type HandsProblem = 'disposal.witnessTwice' | 'disposal.witnessDrafted' | 'disposal.witnessApproved' | 'disposal.twoWitnesses'

/** Why these may not sign, or null: two witnesses (监销人) and who carries it out, three people, no witness of whom drafted or approved it. */
export function handsProblem({ keeper, witnesses, draftedBy, approvedBy }: Hands): HandsProblem | null {
  if (witnesses.length !== 2) return 'disposal.twoWitnesses'
  if (new Set([keeper, ...witnesses]).size !== 3) return 'disposal.witnessTwice'
  if (witnesses.includes(draftedBy)) return 'disposal.witnessDrafted'
  return witnesses.some((witness) => approvedBy.includes(witness)) ? 'disposal.witnessApproved' : null
}

/** Who gives which approval. */
export const DISPOSAL_APPROVERS = { endorse: 'customerDirector', approve: 'generalManager' } as const satisfies Record<string, Role>

export type DisposalApproval = keyof typeof DISPOSAL_APPROVERS

export type DisposalApprovalProblem = 'disposal.own' | 'disposal.approvedOnce' | 'disposal.notYours'

/** Why somebody may not give an approval, or null: never one's own list, two different people, each by their post (R2). */
export function disposalApprovalProblem(
  act: DisposalApproval, { id, roles }: { id: number; roles: readonly Role[] }, { draftedBy, endorsedBy }: { draftedBy: number; endorsedBy: number | null },
): DisposalApprovalProblem | null {
  if (!roles.includes(DISPOSAL_APPROVERS[act])) return 'disposal.notYours'
  if (id === draftedBy) return 'disposal.own'
  return act === 'approve' && id === endorsedBy ? 'disposal.approvedOnce' : null
}

/** How the paper goes; confidential paper is shredded (001 制度10 d.2). */
export const DESTRUCTION_WAYS = ['shredded', 'pulped', 'burnt'] as const
export type DestructionWay = (typeof DESTRUCTION_WAYS)[number]
