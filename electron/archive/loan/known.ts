// Finding a loan for whoever acts on it, and whether its state allows the act (rules L1, L2).
import type { Id } from '#shared/domain/id.ts'
import { LOAN_STEPS, type LoanAct, type LoanState } from '#shared/domain/loan.ts'
import type { ReadContext } from '../handler.ts'
import { notFound, refused } from '../refusal.ts'
import type { Loan } from './row.ts'
import { loanById } from './store.ts'

/** @throws Refusal `notFound`, also for one that the actor may not know of. */
export function known({ db, actor, today }: Pick<ReadContext, 'db' | 'actor' | 'today'>, id: Id<'loan'>): Loan {
  const loan = loanById(db, actor, today, id)
  if (!loan) throw notFound('loan')
  return loan
}

/** One whose state allows the act, and the state after it. @throws Refusal as those two do. */
export function knownFor(context: Parameters<typeof known>[0], id: Id<'loan'>, act: LoanAct): { loan: Loan; state: LoanState } {
  const loan = known(context, id)
  return { loan, state: requireStep(loan, act) }
}

/** The state after an act. @throws Refusal `loan.cannot` where its state does not allow it, or the dossier has no name yet. */
export function requireStep({ view, dossierId }: Loan, act: LoanAct): LoanState {
  const next = LOAN_STEPS[view.state][act]
  const nameless = dossierId === null && !WITHOUT_DOSSIER.has(act)
  if (next === undefined || nameless || (act === 'name' && dossierId !== null)) throw refused('loan.cannot', view.number)
  return next
}

/** What can be done about a request of which nobody knows yet what it means. */
const WITHOUT_DOSSIER: ReadonlySet<LoanAct> = new Set(['name', 'decline', 'withdraw'])
