// A loan as it is shown: its approvals, acts and signed lines, what may be done now, and its line of the register (rules L1, L2, S3).
import type { LoanDetail, RegisterRowView } from '#shared/contract/loan.ts'
import type { LoanBackContent, LoanOutContent } from '#shared/contract/register.ts'
import { maskIdentity } from '#shared/domain/identity.ts'
import { approvalProblem, holdsPost, isOpenLoan, LOAN_ACTS, LOAN_STEPS, renewProblem, type ApprovalRole, type Approver, type LoanAct } from '#shared/domain/loan.ts'
import { permits } from '#shared/domain/role.ts'
import type { DrawnSignature } from '#shared/domain/sign-in-book.ts'
import type { Reader } from '../database/database.ts'
import type { ReadContext } from '../handler.ts'
import { registerLines, type RegisterLine } from '../register/store.ts'
import { staff } from '../staff/store.ts'
import { boundRecords } from '../volume/contents.ts'
import type { Loan } from './row.ts'
import { loanActs, stepsOf } from './store.ts'

/** Everybody at work, as approvals ask for them. */
export function approversAtWork(db: Reader): Approver[] {
  return staff(db).filter(({ active }) => active).map(({ id, roles, department }) => (
    { id, roles, departmentId: department.id, departmentKind: department.kind }
  ))
}

/** Whether the approval that a loan waits for is the actor's to give. */
function mayApprove({ db, actor }: ReadContext, loan: Loan): boolean {
  const steps = stepsOf(db, loan.view.id)
  const step = steps[loan.step]
  const atWork = approversAtWork(db)
  const self = atWork.find(({ id }) => id === actor.id)
  if (!step || !self || !permits(actor.roles, 'loan.approve')) return false
  const given = steps.flatMap((each) => (each.given ? [each.given.by] : []))
  return approvalProblem({ role: step.role, departmentId: step.departmentId, borrowerId: loan.borrowerId, given }, self, atWork) === null
}

/** Whoever could approve it renews it, as far as they may know what it is: who holds one of the posts that had to, or who stood in; never the borrower. */
function mayRenew({ db, actor }: ReadContext, loan: Loan): boolean {
  if (!loan.knows || loan.borrowerId === actor.id || !permits(actor.roles, 'loan.approve')) return false
  return stepsOf(db, loan.view.id).some(({ role, departmentId, given }) => given?.by === actor.id || isPostOf({ db, actor }, role, departmentId))
}

function isPostOf({ db, actor }: Pick<ReadContext, 'db' | 'actor'>, role: ApprovalRole, departmentId: number | null): boolean {
  const self = approversAtWork(db).find(({ id }) => id === actor.id)
  return self !== undefined && holdsPost(role, departmentId, self)
}

export function detailOf(context: ReadContext, loan: Loan): LoanDetail {
  const { db, actor } = context
  const { view, outSeq, backSeq, outsider, knows } = loan
  const lines = registerLines(db, [outSeq, backSeq].filter((seq) => seq !== null))
  const line = (seq: number | null) => {
    const found = seq === null ? undefined : lines.get(seq)
    return found && knows && isOfLoan(found.content) ? lineView(found, found.content, view.papers) : null
  }
  const keeps = permits(actor.roles, 'loan.register')
  const acts = loanActs(db, view.id)
  const steps = stepsOf(db, view.id)
  // Whoever may not know the dossier would read its level off who has to approve: they see what is theirs to give alone.
  const shown = knows ? steps : steps.filter(({ given, role, departmentId }) => !view.mine && (given?.by === actor.id || isPostOf(context, role, departmentId)))
  return {
    ...view,
    outsider: outsider && knows ? {
      letterNumber: outsider.letterNumber, letterIssuer: outsider.letterIssuer, identityKind: outsider.identityKind,
      identityNumber: keeps ? outsider.identityNumber : maskIdentity(outsider.identityNumber),
    } : null,
    steps: shown.map(({ role, department, given }) => ({ role, department, given: given && { name: given.name, at: given.at } })),
    acts: knows ? acts : [],
    declined: view.state === 'declined' ? (acts.findLast(({ act }) => act === 'decline')?.remark ?? '') : null,
    out: line(outSeq),
    back: line(backSeq),
    bound: boundOf(db, loan),
    report: loan.pieces === 0 ? null : { pieces: loan.pieces, remark: loan.report, violation: loan.violation },
    found: loan.found,
    may: LOAN_ACTS.filter((act) => LOAN_STEPS[view.state][act] !== undefined && mayDo(context, loan, act)),
  }
}

/** Bound since, their papers lie elsewhere than in the folder that is handed over. */
function boundOf(db: Reader, { view, dossierId, knows }: Loan): LoanDetail['bound'] {
  if (!knows || dossierId === null || !isOpenLoan(view.state)) return []
  return boundRecords(db, dossierId)
    .filter(({ recordId, gone }) => gone === null && (view.whole || view.papers.some((paper) => paper.recordId === recordId)))
    .map(({ recordNumber, kind, number, position, slot }) => ({ recordNumber, kind, volume: number, position, slot }))
}

/** Whether somebody may act so on a loan whose state allows it. */
export const mayDo = (context: ReadContext, loan: Loan, act: LoanAct): boolean => MAY[act](context, loan)

const keepsKnown = ({ actor }: ReadContext, { knows }: Loan): boolean => knows && permits(actor.roles, 'loan.register')

/** Counting is for two: nobody keeps the register of what they have borrowed themselves (L3). */
const keepsForOthers = (context: ReadContext, loan: Loan): boolean => !loan.view.mine && keepsKnown(context, loan)

/** Never whose request it is: that it wants a name would tell them that there is no such dossier, rather than one kept back from them (S1). */
function namesForOthers({ actor }: ReadContext, { dossierId, view }: Loan): boolean {
  return dossierId === null && !view.mine && view.requestedBy.id !== actor.id && permits(actor.roles, 'loan.register')
}

/** An approval is one act to whoever gives it. */
const MAY: Record<LoanAct, (context: ReadContext, loan: Loan) => boolean> = {
  name: namesForOthers,
  agree: () => false,
  approve: mayApprove,
  decline: (context, loan) => (loan.dossierId === null ? namesForOthers(context, loan) : mayApprove(context, loan)),
  withdraw: (context, loan) => loan.view.mine || loan.view.requestedBy.id === context.actor.id || keepsKnown(context, loan),
  handOut: keepsForOthers,
  renew: (context, loan) => renewProblem(loan.view, context.today) === null && mayRenew(context, loan),
  recall: (context, loan) => loan.view.recalledOn === null && keepsKnown(context, loan),
  giveBack: keepsForOthers,
  reportLost: (context, loan) => loan.view.mine || keepsKnown(context, loan),
  find: keepsForOthers,
}

type LineView = NonNullable<LoanDetail['out']>

const NOTHING_DRAWN: DrawnSignature & { strokes: number[][] } = { strokes: [] }

type LoanContent = LoanOutContent | LoanBackContent

const isOfLoan = (content: RegisterLine['content']): content is LoanContent => content.kind === 'loan.out' || content.kind === 'loan.back'

/** `named`: the papers that whoever looks may know of. */
function lineView({ seq, at, on, hash, drawn }: RegisterLine, content: LoanContent, named: Loan['view']['papers']): LineView {
  const { borrower, keeper, pages, condition, remark, papers } = content
  const hand = (party: string): LineView['keeper']['drawn'] => {
    const { strokes } = drawn[party] ?? NOTHING_DRAWN
    return { strokes: strokes.map((stroke) => [...stroke]) }
  }
  const other = content.kind === 'loan.back' && content.bringer ? content.bringer : {
    name: borrower.name, department: borrower.kind === 'outsider' ? borrower.unit : borrower.department,
  }
  return {
    seq, at, on, hash, pages, condition, remark,
    papers: papers.filter((paper) => named.some(({ recordNumber, code }) => recordNumber === paper.recordNumber && code === paper.code))
      .map(({ recordNumber, code }) => ({ recordNumber, code })),
    borrower: { name: other.name, department: other.department, drawn: hand('borrower') },
    keeper: { name: keeper.name, department: keeper.department, drawn: hand('keeper') },
  }
}

/** A loan's line of the register: as it was signed, with what became of it. */
export function rowOf({ view, outSeq, backSeq, pieces, report }: Loan, lines: ReadonlyMap<number, RegisterLine>): RegisterRowView[] {
  const out = outSeq === null ? undefined : lines.get(outSeq)
  const back = backSeq === null ? undefined : lines.get(backSeq)
  const { state } = view
  if (out?.content.kind !== 'loan.out' || view.dueOn === null || (state !== 'out' && state !== 'returned' && state !== 'lost')) return []
  const { content } = out
  const { borrower } = content
  return [{
    loanId: view.id, number: view.number, out: lineView(out, content, view.papers),
    back: back && isOfLoan(back.content) ? lineView(back, back.content, view.papers) : null,
    borrower: borrower.kind === 'outsider'
      ? { kind: 'outsider', name: borrower.name, unit: borrower.unit }
      : { kind: 'colleague', id: borrower.personId, name: borrower.name, department: borrower.department },
    dossierId: content.dossierId, dossierNumber: content.dossierNumber, plate: content.plate, whole: content.whole, place: content.place,
    reason: content.reason, purpose: content.purpose, agreedOn: content.dueOn, dueOn: view.dueOn, renewals: view.renewals, recalledOn: view.recalledOn,
    approvedBy: content.approvals.map(({ role, name }) => ({ role, name })),
    state, overdue: view.overdue, endedOn: view.endedOn, report: pieces === 0 ? null : { pieces, remark: report },
  }]
}
