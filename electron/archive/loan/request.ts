// Asking for a dossier, and what it then needs: which dossier is meant, and who has to approve (rules L1, L2, S1, S3).
import type { Input, Output } from '#shared/contract/index.ts'
import { readLabel } from '#shared/domain/label.ts'
import type { Id } from '#shared/domain/id.ts'
import { maskIdentity } from '#shared/domain/identity.ts'
import { approvalsNeeded, lendingProblem, type ApprovalRole, type BorrowerFacts } from '#shared/domain/loan.ts'
import { normalisePlate } from '#shared/domain/plate.ts'
import type { LocalDate } from '#shared/domain/local-date.ts'
import { permits } from '#shared/domain/role.ts'
import { normaliseVin } from '#shared/domain/vin.ts'
import type { Reader } from '../database/database.ts'
import { countUp } from '../desk/store.ts'
import { filedByPlate, filedByVin, knownDossier } from '../dossier/store.ts'
import type { WriteContext } from '../handler.ts'
import { dossierNumbered } from '../merge/standing.ts'
import { checklistOf } from '../record/store.ts'
import { Refusal, refused, wrongFields } from '../refusal.ts'
import { secrecyLent } from '../secrecy/store.ts'
import { personById } from '../staff/store.ts'
import { requestDigest, storedRequest, type Loan, type NewLoan, type Outsider } from './row.ts'
import { addLoan, addLoanAct, answersForDossier, dossierOfRecord, isOfDossier, putDossier } from './store.ts'

type Step = { role: ApprovalRole; departmentId: Id<'department'> | null }

export function request(context: WriteContext, input: Input<'loan.request'>): Output<'loan.request'> {
  const { db, actor, now, today } = context
  const borrower = borrowerOf(context, input.borrower)
  const dossierId = dossierMeant(db, input.dossier)
  const known = dossierId !== null && knownDossier(db, actor, dossierId) !== null
  requirePapers(db, input.papers, known ? dossierId : null)
  const { papers } = input
  if (known) requireLending({ outsider: borrower.outsider !== null, place: input.place, level: secrecyLent(db, dossierId, papers, today) })
  const year = today.slice(0, 4)
  const loan: NewLoan = {
    number: `JY-${year}-${String(countUp(db, `loan/${year}`)).padStart(4, '0')}`, asked: input.dossier,
    borrowerId: borrower.personId, departmentId: borrower.departmentId, outsider: borrower.outsider, papers: input.papers, place: input.place,
    reason: input.place === 'out' ? input.reason : '', purpose: input.purpose, days: input.place === 'out' ? input.days : 1,
    requestedBy: actor.id, requestedAt: now,
  }
  const id = addLoan(db, loan)
  const steps = dossierId === null ? [] : stepsFor(db, borrower, { dossierId, papers, today })
  if (dossierId !== null) putDossier(db, id, dossierId, steps)
  addLoanAct(db, id, { at: now, personId: actor.id, act: 'request', remark: '' })
  context.note({
    loan: loan.number, loanId: id, digest: requestDigest(storedRequest(loan)), place: loan.place, dossierId, steps: steps.map(stepName),
    borrower: loan.borrowerId, department: loan.departmentId, asked: loan.asked, purpose: loan.purpose, reason: loan.reason, days: loan.days,
    ...(loan.outsider ? { outsider: loan.outsider.name, unit: loan.outsider.unit, letter: loan.outsider.letterNumber, ...maskedIdentity(loan.outsider) } : {}),
  })
  return { id, number: loan.number }
}

const maskedIdentity = ({ identityKind, identityNumber }: Outsider) => ({ identityKind, identityNumber: maskIdentity(identityNumber) })

/** An approval as an audit entry names it. */
export const stepName = ({ role, departmentId }: Step): string => (departmentId === null ? role : `${role}/${departmentId}`)

/** The archive says which dossier a request means. */
export function nameDossier(context: WriteContext, { view, papers, borrowerId, departmentId, outsider }: Loan, text: string): Record<string, never> {
  const { db, actor, now, today } = context
  const dossierId = dossierMeant(db, text)
  const filed = dossierId === null ? null : knownDossier(db, actor, dossierId)
  if (!filed) throw wrongFields({ path: ['dossier'], problem: 'loan.noSuchDossier' })
  requireLending({ outsider: outsider !== null, place: view.place, level: secrecyLent(db, filed.dossierId, papers, today) })
  const steps = stepsFor(db, { personId: borrowerId, departmentId, outsider }, { dossierId: filed.dossierId, papers, today })
  putDossier(db, view.id, filed.dossierId, steps)
  addLoanAct(db, view.id, { at: now, personId: actor.id, act: 'name', remark: filed.number })
  context.note({ loan: view.number, dossierId: filed.dossierId, dossier: filed.number, steps: steps.map(stepName), remark: filed.number })
  return {}
}

type Borrower = { personId: Id<'person'> | null; departmentId: Id<'department'> | null; outsider: Outsider | null }

/** @throws Refusal `forbidden` for who asks for others without keeping the register; `loan.cannotBorrow` for who may not borrow. */
function borrowerOf({ db, actor }: WriteContext, asked: Input<'loan.request'>['borrower']): Borrower {
  if (asked !== null && !permits(actor.roles, 'loan.register') && !(asked.kind === 'colleague' && asked.personId === actor.id)) {
    throw new Refusal('forbidden', 'only who keeps the register asks for others', { problem: 'loan.forOthers' })
  }
  if (asked?.kind === 'outsider') {
    const { kind: _kind, ...outsider } = asked
    return { personId: null, departmentId: null, outsider }
  }
  const person = personById(db, asked?.personId ?? actor.id)
  if (!person?.active || !permits(person.roles, 'loan.request')) throw wrongFields({ path: ['borrower', 'personId'], problem: 'loan.cannotBorrow' })
  return { personId: person.id, departmentId: person.department.id, outsider: null }
}

type Lent = { dossierId: Id<'dossier'>; papers: Loan['papers']; today: LocalDate }

/** Who has to approve, as the borrower, the dossier and its papers stand now. */
export function stepsFor(db: Reader, { personId, departmentId }: Borrower, { dossierId, papers, today }: Lent): Step[] {
  return approvalsNeeded(factsOf(db, personId, departmentId, dossierId), secrecyLent(db, dossierId, papers, today)).map((role) => (
    { role, departmentId: role === 'departmentHead' ? departmentId : null }
  ))
}

function factsOf(db: Reader, personId: Id<'person'> | null, departmentId: Id<'department'> | null, dossierId: Id<'dossier'>): BorrowerFacts {
  const person = personId === null ? null : personById(db, personId)
  if (!person || departmentId === null) return { kind: 'outsider' }
  return {
    kind: 'colleague', roles: person.roles, departmentKind: person.department.kind, ownRecord: answersForDossier(db, departmentId, dossierId),
  }
}

/** @throws Refusal for what no approval allows (L2, S1). */
export function requireLending(lending: Parameters<typeof lendingProblem>[0]): void {
  const problem = lendingProblem(lending)
  if (problem) throw refused(problem)
}

/** Papers can be named of a dossier one may know; else none of them is known, whether it is there or not. */
function requirePapers(db: Reader, papers: Input<'loan.request'>['papers'], dossierId: Id<'dossier'> | null): void {
  for (const [index, { recordId, code }] of papers.entries()) {
    const ofDossier = dossierId !== null && isOfDossier(db, recordId, dossierId) && checklistOf(db, recordId).some((line) => line.code === code)
    if (!ofDossier) throw wrongFields({ path: ['papers', index], problem: 'loan.unknownPaper' })
  }
  if (new Set(papers.map(({ recordId, code }) => `${recordId}/${code}`)).size < papers.length) throw wrongFields({ path: ['papers'], problem: 'loan.paperTwice' })
}

/** The dossier that a text names: scanned label, archive or record number, plate, VIN; whoever types it. Null: none. */
export function dossierMeant(db: Reader, text: string): Id<'dossier'> | null {
  const label = readLabel(text)
  if (label !== null) {
    switch (label.what) {
      case 'dossier':
        return dossierNumbered(db, label.number.toUpperCase())
      case 'record':
      case 'paper':
        return dossierOfRecord(db, label.number.toUpperCase())
      default:
        return null
    }
  }
  const typed = text.trim().toUpperCase()
  return dossierNumbered(db, typed) ?? dossierOfRecord(db, typed)
    ?? filedByPlate(db, normalisePlate(text))?.dossierId ?? filedByVin(db, normaliseVin(text))?.dossierId ?? null
}
