// Erasing at a person's request (个人信息删除, rule R4): who asks, decides and carries it out, and what is kept all the same.
import type { LocalDate } from './local-date.ts'
import { expiresOn, isExpired, type Term } from './term.ts'

/**
 * `asked`: waits for the head of the department that owns the archive. `endorsed`: waits for the general manager. `approved`: waits to be
 * carried out. `erased`: done for good. `declined`: with a reason. `withdrawn`: given up by whoever asked.
 */
export const SUBJECT_STATES = ['asked', 'endorsed', 'approved', 'erased', 'declined', 'withdrawn'] as const
export type SubjectState = (typeof SUBJECT_STATES)[number]

export const SUBJECT_ACTS = ['endorse', 'approve', 'decline', 'withdraw', 'erase'] as const
export type SubjectAct = (typeof SUBJECT_ACTS)[number]

/** What each act makes of each state; what is not named cannot be done. */
export const SUBJECT_STEPS: Record<SubjectState, Partial<Record<SubjectAct, SubjectState>>> = {
  asked: { endorse: 'endorsed', decline: 'declined', withdraw: 'withdrawn' },
  endorsed: { approve: 'approved', decline: 'declined', withdraw: 'withdrawn' },
  approved: { erase: 'erased', withdraw: 'withdrawn' },
  erased: {},
  declined: {},
  withdrawn: {},
}

/** What whoever asks has shown to prove who they are. */
export const IDENTITY_SHOWN = ['identityCard', 'passport', 'businessLicence', 'authorisation'] as const

/**
 * Why one of their dossiers keeps what it holds of them: they own the car; the term since their last record in it runs; something holds it
 * (R3); a record of theirs is bound into a volume (C2). `free`: nothing does.
 */
export const SUBJECT_REASONS = ['owned', 'term', 'held', 'bound', 'free'] as const
export type SubjectReason = (typeof SUBJECT_REASONS)[number]

/** `lastOn`: their last record before the car was another's; where there was none, the term runs from the day it became that. */
type Owned = { ownedTo: LocalDate | null; lastOn: LocalDate | null; term: Term; held: boolean; bound: boolean }

/** `keptUntil` null: for as long as the car is theirs, or for ever. */
export function keptReason({ ownedTo, lastOn, term, held, bound }: Owned, today: LocalDate): { why: SubjectReason; keptUntil: LocalDate | null } {
  if (ownedTo === null) return { why: 'owned', keptUntil: null }
  const from = lastOn ?? ownedTo
  const why = !isExpired(term, from, today) ? 'term' : held ? 'held' : bound ? 'bound' : 'free'
  return { why, keptUntil: expiresOn(term, from) }
}

const NUMBERED = 'GR-'

/** Of a request: the year it was asked in, and which of that year it is. */
export const subjectNumber = (year: string, count: number): string => `${NUMBERED}${year}-${String(count).padStart(4, '0')}`

/** Whether a number by which something was erased is a request's, not a destruction list's. */
export const isSubjectNumber = (number: string): boolean => number.startsWith(NUMBERED)
