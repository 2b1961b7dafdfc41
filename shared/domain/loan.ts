// Lending (借阅): who may borrow what, who has to approve it, for how long, and what becomes of a loan (rules L1 to L4, S1, S3, C1, V7).
import type { SecrecyLevel } from './access.ts'
import type { LocalDate } from './local-date.ts'
import type { DepartmentKind, Role } from './role.ts'
import { addWorkingDays, type WorkCalendar } from './working-day.ts'

/**
 * `requested`: approvals are being given. `approved`: the folder waits to be handed out. `out`: in the borrower's hands. `returned`: back,
 * counted and signed. `lost`: reported lost while out. `declined`, `withdrawn`: never handed out.
 */
export const LOAN_STATES = ['requested', 'approved', 'out', 'returned', 'lost', 'declined', 'withdrawn'] as const
export type LoanState = (typeof LOAN_STATES)[number]

/** `agree`: an approval with others still to come; `approve`: the last one; `name`: the archive says which dossier was meant; `find`: what was lost turned up. */
export const LOAN_ACTS = [
  'name', 'agree', 'approve', 'decline', 'withdraw', 'handOut', 'renew', 'recall', 'giveBack', 'reportLost', 'find',
] as const
export type LoanAct = (typeof LOAN_ACTS)[number]

/** What each act makes of each state; what is not named cannot be done. */
export const LOAN_STEPS: Record<LoanState, Partial<Record<LoanAct, LoanState>>> = {
  requested: { name: 'requested', agree: 'requested', approve: 'approved', decline: 'declined', withdraw: 'withdrawn' },
  approved: { handOut: 'out', withdraw: 'withdrawn' },
  out: { renew: 'out', recall: 'out', giveBack: 'returned', reportLost: 'lost' },
  lost: { find: 'returned' },
  returned: {},
  declined: {},
  withdrawn: {},
}

/** Not settled: somebody has still to do something about it. A dossier with such a loan is held (R3). */
export const OPEN_LOAN_STATES = ['requested', 'approved', 'out', 'lost'] as const satisfies readonly LoanState[]

export const isOpenLoan = (state: LoanState): boolean => OPEN_LOAN_STATES.some((open) => open === state)

/** `premises`: read in the archive (馆内阅览), the same day; `out`: taken out of it, for a number of working days. */
export const LOAN_PLACES = ['premises', 'out'] as const
export type LoanPlace = (typeof LOAN_PLACES)[number]

/** How the papers look when they are counted. */
export const LOAN_CONDITIONS = ['sound', 'worn', 'damaged'] as const
export type LoanCondition = (typeof LOAN_CONDITIONS)[number]

/** What may be asked for: how long, how often it may be renewed, how many papers one by one. */
export const LOAN_LIMITS = { days: 30, renewals: 2, papers: 60, pages: 9999 } as const

/** Who has to approve: the head of the borrower's department, the customer director, the general manager. */
export const APPROVAL_ROLES = ['departmentHead', 'customerDirector', 'generalManager'] as const
export type ApprovalRole = (typeof APPROVAL_ROLES)[number]

/** `ownRecord`: the borrower's department answers for a record of the dossier. */
export type BorrowerFacts = { kind: 'outsider' } | { kind: 'colleague'; roles: readonly Role[]; departmentKind: DepartmentKind; ownRecord: boolean }

const HEADS: Partial<Record<DepartmentKind, Role>> = { sales: 'salesHead', service: 'serviceHead' }

/**
 * Who has to approve a loan, in this order, each once (L2, S3). Own department: its head. Another department: that head and the customer
 * director. Outsiders: the customer director and the general manager. 机密: the general manager as well; 绝密: the general manager alone
 * names who may. Nobody approves their own: a head's goes to the customer director, the director's to the general manager, the manager's
 * to the customer director.
 */
export function approvalsNeeded(borrower: BorrowerFacts, level: SecrecyLevel): ApprovalRole[] {
  const asked: ApprovalRole[] = []
  if (level === 'topSecret') asked.push('generalManager')
  else if (borrower.kind === 'outsider') asked.push('customerDirector', 'generalManager')
  else {
    asked.push(superiorOf(borrower))
    if (!borrower.ownRecord) asked.push('customerDirector')
    if (level === 'confidential') asked.push('generalManager')
  }
  const steps = borrower.kind === 'outsider' ? asked : asked.map((role) => notOwn(role, borrower))
  return APPROVAL_ROLES.filter((role) => steps.includes(role))
}

/** Who approves for a borrower's own department: its head; customer care and the management have none but the customer director. */
function superiorOf({ departmentKind }: Extract<BorrowerFacts, { kind: 'colleague' }>): ApprovalRole {
  return HEADS[departmentKind] === undefined ? 'customerDirector' : 'departmentHead'
}

function notOwn(role: ApprovalRole, { roles, departmentKind }: Extract<BorrowerFacts, { kind: 'colleague' }>): ApprovalRole {
  if (roles.includes('generalManager')) return 'customerDirector'
  if (roles.includes('customerDirector')) return 'generalManager'
  return role === 'departmentHead' && roles.some((held) => held === HEADS[departmentKind]) ? 'customerDirector' : role
}

export type Approver = { id: number; roles: readonly Role[]; departmentId: number; departmentKind: DepartmentKind }

/** Whether somebody holds the post an approval asks for. `departmentId`: the borrower's; null for an outsider, who has no head here. */
export function holdsPost(role: ApprovalRole, departmentId: number | null, { roles, ...person }: Omit<Approver, 'id'>): boolean {
  if (role !== 'departmentHead') return roles.includes(role)
  const head = HEADS[person.departmentKind]
  return head !== undefined && person.departmentId === departmentId && roles.includes(head)
}

/** One approval that a loan waits for. `given`: who gave the ones before. */
export type OpenStep = { role: ApprovalRole; departmentId: number | null; borrowerId: number | null; given: readonly number[] }

export type ApprovalProblem = 'loan.own' | 'loan.approvedOnce' | 'loan.notYours'

/**
 * Why somebody may not give the approval, or null: never one's own loan, one approval a person, and only who holds the post. Where nobody
 * else at work can, a general manager stands in, whatever they have given before. `atWork`: everybody at work.
 */
export function approvalProblem(step: OpenStep, approver: Approver, atWork: readonly Approver[]): ApprovalProblem | null {
  if (approver.id === step.borrowerId) return 'loan.own'
  const holds = holdsPost(step.role, step.departmentId, approver)
  if (holds && !step.given.includes(approver.id)) return null
  if (approver.roles.includes('generalManager') && !atWork.some((other) => other.id !== approver.id && canGive(step, other))) return null
  return holds ? 'loan.approvedOnce' : 'loan.notYours'
}

function canGive(step: OpenStep, person: Approver): boolean {
  return person.id !== step.borrowerId && !step.given.includes(person.id) && holdsPost(step.role, step.departmentId, person)
}

/** Levels whose papers never leave the archive (L2). */
const STAYING: ReadonlySet<SecrecyLevel> = new Set(['confidential', 'topSecret'])

export type LendingProblem = 'loan.neverLeaves' | 'loan.outsiderLevel' | 'loan.outsiderPlace'

/** What forbids a loan whatever is approved, or null (L2, S1): outsiders see 秘密 at most, and only on the premises; 机密 and 绝密 never leave. */
export function lendingProblem({ outsider, level, place }: { outsider: boolean; level: SecrecyLevel; place: LoanPlace }): LendingProblem | null {
  if (outsider && level !== 'restricted') return 'loan.outsiderLevel'
  if (outsider && place === 'out') return 'loan.outsiderPlace'
  return place === 'out' && STAYING.has(level) ? 'loan.neverLeaves' : null
}

/** Where a loan is read in the end: on the premises, whatever was asked, where the papers never leave. */
export const placeAt = (asked: LoanPlace, level: SecrecyLevel): LoanPlace => (STAYING.has(level) ? 'premises' : asked)

export type LoanRequest = { place: LoanPlace; reason: string; purpose: string; days: number; outsider: boolean }

export type RequestProblem = { field: 'place' | 'reason' | 'purpose' | 'days'; problem: 'text.required' | 'loan.outsiderPlace' | 'loan.days' }

/** What is wrong with a request before anybody knows the dossier; a form and the engine ask this. */
export function requestProblems({ place, reason, purpose, days, outsider }: LoanRequest): RequestProblem[] {
  const found: RequestProblem[] = []
  if (purpose === '') found.push({ field: 'purpose', problem: 'text.required' })
  if (outsider && place === 'out') found.push({ field: 'place', problem: 'loan.outsiderPlace' })
  if (place === 'out' && reason === '') found.push({ field: 'reason', problem: 'text.required' })
  if (place === 'out' && !isDays(days)) found.push({ field: 'days', problem: 'loan.days' })
  return found
}

const isDays = (days: number): boolean => Number.isInteger(days) && days >= 1 && days <= LOAN_LIMITS.days

/** The last day of a loan handed out on `on`: that day on the premises, else the last of so many working days (D1). */
export function loanDue(place: LoanPlace, on: LocalDate, days: number, calendar: WorkCalendar): { on: LocalDate; provisional: boolean } {
  return place === 'premises' ? { on, provisional: false } : addWorkingDays(on, days, calendar)
}

/** What recalling makes of the due day: the next working day, unless it is due before that. */
export function recalledDue(
  due: { on: LocalDate; provisional: boolean }, today: LocalDate, calendar: WorkCalendar,
): { on: LocalDate; provisional: boolean } {
  const next = addWorkingDays(today, 1, calendar)
  return next.on < due.on ? next : due
}

export type LoanTimes = { state: LoanState; place: LoanPlace; dueOn: LocalDate | null; renewals: number; recalledOn: LocalDate | null; endedOn: LocalDate | null }

/** Past its due day and not back (L4). What was reported lost is no longer waited for. */
export function isOverdue({ state, dueOn }: Pick<LoanTimes, 'state' | 'dueOn'>, today: LocalDate): boolean {
  return state === 'out' && dueOn !== null && dueOn < today
}

export type RenewProblem = 'loan.cannot' | 'loan.onPremises' | 'loan.recalled' | 'loan.renewedTwice' | 'loan.overdue'

/** Why a loan cannot be renewed, or null: at most twice, in time, and never what is read on the premises or was recalled. */
export function renewProblem(loan: LoanTimes, today: LocalDate): RenewProblem | null {
  if (LOAN_STEPS[loan.state].renew === undefined) return 'loan.cannot'
  if (loan.place === 'premises') return 'loan.onPremises'
  if (loan.recalledOn !== null) return 'loan.recalled'
  if (loan.renewals >= LOAN_LIMITS.renewals) return 'loan.renewedTwice'
  return isOverdue(loan, today) ? 'loan.overdue' : null
}

/** What was counted on both sides: pages, how they look, and how many of the papers named came back. */
export type Counted = { pages: number; condition: LoanCondition; papers: number }

/** Whether what came back is less, or worse, than what went out, so that damage or loss has to be reported (L3, V7). */
export function isShort(out: Counted, back: Counted): boolean {
  return back.pages < out.pages || back.papers < out.papers || (back.condition === 'damaged' && out.condition !== 'damaged')
}

export type BackProblem = { field: 'pieces' | 'remark'; problem: 'loan.piecesDue' | 'loan.nothingShort' | 'text.required' }

/** What is wrong with a return: damage or loss names its pieces and says what happened; pages too many are explained. */
export function backProblems(out: Counted, back: Counted & { pieces: number; remark: string }): BackProblem[] {
  const found: BackProblem[] = []
  const short = isShort(out, back)
  if (short && back.pieces === 0) found.push({ field: 'pieces', problem: 'loan.piecesDue' })
  if (!short && back.pieces > 0) found.push({ field: 'pieces', problem: 'loan.nothingShort' })
  if ((short || back.pages > out.pages) && back.remark === '') found.push({ field: 'remark', problem: 'text.required' })
  return found
}

/** Whether a loan came back, or was reported lost, after its due day, or still is out after it: a violation of the day after that day (L4). */
export function isLate({ dueOn, endedOn }: { dueOn: LocalDate; endedOn: LocalDate | null }, today: LocalDate): boolean {
  return (endedOn ?? today) > dueOn
}

export type SignProblem = 'loan.sameSigner'

/** Both sides count: who keeps the register is neither the one who borrows nor the one who brings back (L3). */
export const keeperProblem = (keeperId: number, others: readonly (number | null)[]): SignProblem | null => (others.includes(keeperId) ? 'loan.sameSigner' : null)
