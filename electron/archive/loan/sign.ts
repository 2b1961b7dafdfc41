// Handing out and taking back: both sides count and sign, and the line goes into the register (rules L1, L3, V7, C1).
import type { Input, Output } from '#shared/contract/index.ts'
import type { LoanBackContent, LoanOutContent } from '#shared/contract/register.ts'
import { maskIdentity } from '#shared/domain/identity.ts'
import { backProblems, keeperProblem, loanDue, placeAt, type Counted } from '#shared/domain/loan.ts'
import type { DrawnSignature } from '#shared/domain/sign-in-book.ts'
import type { Signer } from '../chain/chain.ts'
import { workCalendar } from '../calendar/store.ts'
import { knownDossier } from '../dossier/store.ts'
import type { PrepareContext, WriteContext } from '../handler.ts'
import { notFound, refused, wrongFields } from '../refusal.ts'
import { proveParties } from '../register/signing.ts'
import { enterRegisterLine, registerLines } from '../register/store.ts'
import { paperName, secrecyLent, secretPapers } from '../secrecy/store.ts'
import { personById } from '../staff/store.ts'
import { enterLoss } from '../violation/service.ts'
import { knownFor } from './known.ts'
import { requireLending, stepsFor } from './request.ts'
import type { Loan } from './row.ts'
import { addLoanAct, isOfDossier, lostInCount, lostOf, openLoanOf, putEnded, putOut, stepsOf } from './store.ts'

type Signed = { borrowerPassword: string | null; borrowerDrawn: DrawnSignature; keeperPassword: string; keeperDrawn: DrawnSignature }

/** The other side: whose log-in, null for nobody of ours; the field that names them; and whose loan it is, whoever brings it. */
type Other = { login: string | null; field: string; borrowerId: Loan['borrowerId'] }

/** Proves who signs with a password: the keeper, and the other side unless it is an outsider. */
async function signers(
  context: PrepareContext, { borrowerPassword, borrowerDrawn, keeperPassword, keeperDrawn }: Signed, { login, field, borrowerId }: Other,
): Promise<Signer[]> {
  const proofs = await proveParties(context, [
    { party: 'borrower', login, password: borrowerPassword, drawn: borrowerDrawn },
    { party: 'keeper', login: context.actor.login, password: keeperPassword, drawn: keeperDrawn },
  ])
  const [keeper, other] = [proofs.get('keeper'), proofs.get('borrower')]
  const problem = keeper ? keeperProblem(keeper.personId, [borrowerId, other?.personId ?? null]) : null
  if (problem) throw wrongFields({ path: [field], problem })
  return [...(other ? [other.signer('borrower')] : []), ...(keeper ? [keeper.signer('keeper')] : [])]
}

const loginOf = ({ db }: PrepareContext, { borrowerId }: Loan): string | null => (borrowerId === null ? null : personById(db, borrowerId)?.login ?? null)

export async function prepareHandOut(context: PrepareContext, input: Input<'loan.handOut'>): Promise<(writing: WriteContext) => Output<'loan.handOut'>> {
  const { loan: asked } = knownFor(context, input.id, 'handOut')
  const signing = await signers(context, input, { login: loginOf(context, asked), field: 'borrowerPassword', borrowerId: asked.borrowerId })
  return (writing) => handOut(writing, input, signing)
}

function handOut(context: WriteContext, input: Input<'loan.handOut'>, signing: readonly Signer[]): Output<'loan.handOut'> {
  const { db, actor, today, now } = context
  const { loan, state } = knownFor(context, input.id, 'handOut')
  const { view, outsider } = loan
  const filed = view.dossier && knownDossier(db, actor, view.dossier.id)
  // Who keeps the register hands out what they may know of.
  if (!filed) throw notFound('loan')
  const level = secrecyLent(db, filed.dossierId, loan.papers, today)
  requireKeeper(context, loan, filed.dossierId)
  const place = placeAt(view.place, level)
  requireLending({ outsider: outsider !== null, level, place })
  requireApproved(context, loan, filed.dossierId)
  requireThere(context, loan, filed.dossierId)
  const papers = papersOf(input.papers, view.papers)
  if (input.pages === 0) throw wrongFields({ path: ['pages'], problem: 'loan.pagesDue' })
  if (!view.whole && papers.length === 0) throw wrongFields({ path: ['papers'], problem: 'loan.papersDue' })
  const due = loanDue(place, today, view.days, workCalendar(db))
  const said: Omit<LoanOutContent, 'drawnHash'> = {
    kind: 'loan.out', ...ofLoan(context, loan, filed), papers, pages: input.pages, condition: input.condition, remark: input.remark,
    plate: filed.vehicle.plate, vin: filed.vehicle.vin, model: filed.vehicle.model, place, reason: view.reason, purpose: view.purpose,
    dueOn: due.on, dueProvisional: due.provisional,
    approvals: stepsOf(db, view.id).flatMap(({ role, given }) => (given ? [{ role, personId: given.by, name: given.name, at: given.at }] : [])),
  }
  const { seq, hash } = enterRegisterLine(context, said, { borrower: input.borrowerDrawn, keeper: input.keeperDrawn }, signing)
  putOut(db, view.id, { seq, on: today, due, place })
  addLoanAct(db, view.id, { at: now, personId: actor.id, act: 'handOut', remark: input.remark })
  context.note({
    loan: view.number, lines: [seq], registerHash: hash, state, place, outOn: today, dueOn: due.on, dueProvisional: due.provisional, remark: input.remark,
  })
  return { seq, dueOn: due.on, dueProvisional: due.provisional }
}

/** Papers that are kept back from whoever keeps the register are handed out by somebody who may know them (S3). */
function requireKeeper({ db, actor }: WriteContext, { view, papers }: Loan, dossierId: NonNullable<Loan['dossierId']>): void {
  const named = new Set(papers.map(({ recordId, code }) => paperName(recordId, code)))
  const lent = secretPapers(db, actor, dossierId).filter(({ recordId, code }) => named.size === 0 || named.has(paperName(recordId, code)))
  if (lent.some(({ mayRead }) => !mayRead)) throw refused('loan.keeperLevel', view.number)
}

/** What a rise of the level, or a change of the borrower's post, asks for since must have been given too. */
function requireApproved({ db, today }: WriteContext, { view, papers, borrowerId, departmentId, outsider }: Loan, dossierId: NonNullable<Loan['dossierId']>): void {
  const given = stepsOf(db, view.id).filter((step) => step.given !== null).map(({ role }) => role)
  const lacking = stepsFor(db, { personId: borrowerId, departmentId, outsider }, { dossierId, papers, today }).find(({ role }) => !given.includes(role))
  if (lacking) throw refused('loan.approvalLacking', view.number)
}

/** One folder is out once; what is lost cannot be lent, nor papers that are another dossier's by now. */
function requireThere({ db }: WriteContext, { view }: Loan, dossierId: NonNullable<Loan['dossierId']>): void {
  const open = openLoanOf(db, dossierId)
  if (open?.state === 'out') throw refused('loan.outAlready', open.number)
  const wanted = new Set(view.papers.map(({ recordId, code }) => `${recordId}/${code}`))
  const lost = lostOf(db, dossierId).find(({ papers }) => papers.length === 0 || papers.some(({ recordId, code }) => wanted.has(`${recordId}/${code}`)))
  if (lost) throw refused('loan.lostAlready', lost.number)
  const counted = lostInCount(db, dossierId)
  if (counted !== null) throw refused('loan.folderLost', counted)
  if (view.papers.some(({ recordId }) => !isOfDossier(db, recordId, dossierId))) throw refused('loan.paperElsewhere', view.number)
}

type Papers = Loan['view']['papers']

/** Those ticked, each of those named. */
function papersOf(ticked: readonly { recordId: number; code: string }[], named: Papers): Papers {
  for (const [index, { recordId, code }] of ticked.entries()) {
    if (!named.some((paper) => paper.recordId === recordId && paper.code === code)) throw wrongFields({ path: ['papers', index], problem: 'loan.unknownPaper' })
  }
  return named.filter((paper) => ticked.some(({ recordId, code }) => paper.recordId === recordId && paper.code === code))
}

function ofLoan(
  { actor }: WriteContext, { view, outsider, borrowerId }: Loan, { dossierId, number }: { dossierId: LoanOutContent['dossierId']; number: string },
): Pick<LoanOutContent, 'loanId' | 'loanNumber' | 'dossierId' | 'dossierNumber' | 'borrower' | 'whole' | 'keeper'> {
  const { borrower } = view
  if (borrower.kind === 'outsider' ? !outsider : borrowerId === null) throw new Error('a loan has a borrower')
  return {
    loanId: view.id, loanNumber: view.number, dossierId, dossierNumber: number, whole: view.whole,
    borrower: outsider
      ? { kind: 'outsider', ...outsider, identityNumber: maskIdentity(outsider.identityNumber) }
      : { kind: 'colleague', personId: toPerson(borrowerId), name: borrower.name, department: borrower.kind === 'colleague' ? borrower.department : '' },
    keeper: { personId: actor.id, name: actor.name, department: actor.departmentName },
  }
}

function toPerson(id: Loan['borrowerId']): NonNullable<Loan['borrowerId']> {
  if (id === null) throw new Error('a loan has a borrower')
  return id
}

export async function prepareGiveBack(context: PrepareContext, input: Input<'loan.giveBack'>): Promise<(writing: WriteContext) => Output<'loan.giveBack'>> {
  const { loan: asked } = knownFor(context, input.id, 'giveBack')
  // An outsider's papers are brought by the outsider.
  const login = asked.outsider ? null : input.broughtBy ?? loginOf(context, asked)
  const signing = await signers(context, input, { login, field: input.broughtBy === null ? 'borrowerPassword' : 'broughtBy', borrowerId: asked.borrowerId })
  return (writing) => giveBack(writing, input, signing)
}

function giveBack(context: WriteContext, input: Input<'loan.giveBack'>, signing: readonly Signer[]): Output<'loan.giveBack'> {
  const { db, actor, today, now } = context
  const { loan, state } = knownFor(context, input.id, 'giveBack')
  const { view, outSeq } = loan
  const out = outSeq === null ? undefined : registerLines(db, [outSeq]).get(outSeq)
  if (!view.dossier || out?.content.kind !== 'loan.out') throw notFound('loan')
  const papers = papersOf(input.papers, out.content.papers)
  const [went, came] = [countedIn(out.content), countedIn({ ...input, papers })]
  const problems = backProblems(went, { ...came, pieces: input.pieces, remark: input.remark })
  if (problems.length > 0) throw wrongFields(...problems.map(({ field, problem }) => ({ path: [field], problem })))
  const bringerSigner = signing.find(({ party }) => party === 'borrower')
  const bringer = bringerSigner ? personById(db, bringerSigner.personId) : null
  const said: Omit<LoanBackContent, 'drawnHash'> = {
    kind: 'loan.back', ...ofLoan(context, loan, { dossierId: view.dossier.id, number: view.dossier.number }), papers,
    pages: input.pages, condition: input.condition, remark: input.remark, out: out.seq,
    bringer: bringer && { personId: bringer.id, name: bringer.name, department: bringer.department.name }, pieces: input.pieces,
  }
  const { seq, hash } = enterRegisterLine(context, said, { borrower: input.borrowerDrawn, keeper: input.keeperDrawn }, signing)
  const violation = input.pieces === 0 ? null : lossOf(context, loan, input.pieces, input.remark)
  putEnded(db, view.id, {
    state: 'returned', on: today, backSeq: seq, pieces: input.pieces, report: input.pieces === 0 ? '' : input.remark, violationId: violation?.id ?? null,
  })
  addLoanAct(db, view.id, { at: now, personId: actor.id, act: 'giveBack', remark: input.remark })
  context.note({
    loan: view.number, lines: [seq], registerHash: hash, state, endedOn: today, pieces: input.pieces, remark: input.remark,
    violation: violation?.number ?? null, added: violation ? [violation.named] : [],
  })
  return { seq, violation: violation?.number ?? null }
}

const countedIn = ({ pages, condition, papers }: Omit<Counted, 'papers'> & { papers: readonly unknown[] }): Counted => ({ pages, condition, papers: papers.length })

/** Damage or loss falls on the borrower (V7); an outsider is none of ours to fine. */
export function lossOf(context: WriteContext, { view, borrowerId, departmentId }: Loan, pieces: number, words: string): ReturnType<typeof enterLoss> | null {
  if (borrowerId === null || departmentId === null) return null
  return enterLoss(context, { personId: borrowerId, departmentId, pieces, words, loan: { id: view.id, number: view.number } })
}
