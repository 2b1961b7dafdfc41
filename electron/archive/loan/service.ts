// Asking, approving, handing out, taking back, and reading loans and their register (rules L1 to L4, S3, V7).
import type { loanContract, LoanView } from '#shared/contract/loan.ts'
import { MOST_REGISTER_DAYS } from '#shared/contract/loan.ts'
import type { Input, Output } from '#shared/contract/index.ts'
import { approvalProblem, LOAN_STEPS, recalledDue, renewProblem, type Approver, type LoanAct } from '#shared/domain/loan.ts'
import { addDays } from '#shared/domain/local-date.ts'
import { permits } from '#shared/domain/role.ts'
import { addWorkingDays } from '#shared/domain/working-day.ts'
import { placeOf } from '../cabinet/store.ts'
import { workCalendar } from '../calendar/store.ts'
import { setting } from '../desk/store.ts'
import { knownDossier } from '../dossier/store.ts'
import type { HandlersOf, ReadContext, WriteContext } from '../handler.ts'
import { notFound, Refusal, refused, wrongFields } from '../refusal.ts'
import { registerHead, registerLines } from '../register/store.ts'
import { secrecyLent } from '../secrecy/store.ts'
import { known, knownFor, requireStep } from './known.ts'
import { meant } from './meant.ts'
import { nameDossier, request, requireLending } from './request.ts'
import type { Loan } from './row.ts'
import { lossOf, prepareGiveBack, prepareHandOut } from './sign.ts'
import {
  addLoanAct, countLoans, giveApproval, listLoans, loansBetween, loansOfDossier, putEnded, putFound, putRecalled, putRenewed, setState, stepsOf,
  waitingLoans
} from './store.ts'
import { approversAtWork, detailOf, mayDo, rowOf } from './view.ts'

const LISTED = 200

export const loanHandlers: HandlersOf<typeof loanContract> = {
  'loan.request': { write: request },
  'loan.meant': { read: meant },
  'loan.name': {
    write: (context, { id, dossier }) => {
      const { loan } = knownFor(context, id, 'name')
      // As of a dossier that is known: whoever asked is not told whether there is one.
      if (!mayDo(context, loan, 'name')) throw refused('loan.cannot', loan.view.number)
      return nameDossier(context, loan, dossier)
    },
  },
  'loan.waiting': {
    read: ({ db, actor, today }, { limit }) => {
      const keeps = permits(actor.roles, 'loan.register')
      const of = (what: 'approve' | 'name' | 'handOut'): LoanView[] => waitingLoans(db, actor, today, what, limit).map(({ view }) => view)
      return { approve: of('approve'), name: keeps ? of('name') : [], handOut: keeps ? of('handOut') : [] }
    },
  },
  'loan.approve': { write: approve },
  'loan.decline': {
    write: (context, { id, remark }) => {
      const { loan } = knownFor(context, id, 'decline')
      requireReason(remark)
      requireMay(context, loan, 'decline')
      return settle(context, loan, 'decline', remark)
    },
  },
  'loan.withdraw': {
    write: (context, { id, remark }) => {
      const { loan } = knownFor(context, id, 'withdraw')
      requireMay(context, loan, 'withdraw')
      return settle(context, loan, 'withdraw', remark)
    },
  },
  'loan.handOut': { prepare: prepareHandOut },
  'loan.renew': { write: renew },
  'loan.recall': { write: recall },
  'loan.giveBack': { prepare: prepareGiveBack },
  'loan.reportLost': { write: reportLost },
  'loan.find': {
    write: (context, { id, ...found }) => {
      const { db, actor, today, now, note } = context
      const { loan, state } = knownFor(context, id, 'find')
      if (!loan.knows) throw notFound('loan')
      requireMay(context, loan, 'find')
      putFound(db, id, { on: today, ...found })
      addLoanAct(db, id, { at: now, personId: actor.id, act: 'find', remark: found.remark })
      note({ loan: loan.view.number, state, foundOn: today, ...found })
      return {}
    },
  },
  'loan.list': {
    read: ({ db, actor, today }, { limit, ...asked }) => {
      const loans = listLoans(db, actor, today, { ...asked, limit: limit + 1 })
      const count = (filter: 'waiting' | 'approved' | 'out' | 'overdue' | 'lost'): number => countLoans(db, actor, today, filter)
      return {
        loans: loans.slice(0, limit).map(({ view }) => view),
        more: loans.length > limit,
        counts: { waiting: count('waiting'), approved: count('approved'), out: count('out'), overdue: count('overdue'), lost: count('lost') },
      }
    },
  },
  'loan.get': { read: (context, { id }) => detailOf(context, known(context, id)) },
  'loan.ofDossier': {
    read: ({ db, actor, today }, { dossierId }) => {
      if (!knownDossier(db, actor, dossierId)) throw notFound('dossier')
      const loans = loansOfDossier(db, actor, today, dossierId, LISTED).map(({ view }) => view)
      const open = loans.find(({ state }) => state === 'out') ?? loans.find(({ state }) => state === 'lost') ?? null
      return { open, loans }
    },
  },
  'loan.register': { read: register },
  'loan.printRegister': {
    read: (context, range) => {
      context.note({ from: range.from, to: range.to })
      return register(context, range)
    },
  },
  'loan.slip': {
    read: (context, { id }) => {
      const loan = known(context, id)
      const detail = detailOf(context, loan)
      if (!detail.out || !detail.dossier) throw notFound('loan')
      context.note({ loan: detail.number })
      return { storeName: setting(context.db, 'storeName') ?? '', loan: detail, head: registerHead(context.db) }
    },
  },
  'loan.card': { read: card },
}

function requireReason(remark: string): void {
  if (remark === '') throw wrongFields({ path: ['remark'], problem: 'text.required' })
}

function requireMay(context: ReadContext, loan: Loan, act: LoanAct): void {
  if (!mayDo(context, loan, act)) throw new Refusal('forbidden', 'somebody else has to do it', { problem: loan.view.mine ? 'loan.own' : 'loan.notYours' })
}

/** Declined or withdrawn: it was never handed out. */
function settle({ db, actor, now, note }: WriteContext, loan: Loan, act: 'decline' | 'withdraw', remark: string): Record<string, never> {
  const { id, number } = loan.view
  const state = requireStep(loan, act)
  setState(db, id, state)
  addLoanAct(db, id, { at: now, personId: actor.id, act, remark })
  note({ loan: number, state, remark })
  return {}
}

function approve(context: WriteContext, { id, remark }: Input<'loan.approve'>): Output<'loan.approve'> {
  const { db, actor, now, note } = context
  const loan = known(context, id)
  if (loan.borrowerId === actor.id) throw refused('loan.own', loan.view.number)
  if (LOAN_STEPS[loan.view.state].approve === undefined) throw refused('loan.cannot', loan.view.number)
  const steps = stepsOf(db, id)
  const step = steps[loan.step]
  // Whoever asked for a colleague is answered alike whether there is no such dossier or it is kept back from them.
  if (!step) throw refused('loan.notYours', loan.view.number)
  const next = steps[loan.step + 1]
  const act = next ? 'agree' : 'approve'
  const state = requireStep(loan, act)
  const atWork = approversAtWork(db)
  const self = selfAmong(context, atWork)
  const given = steps.flatMap((each) => (each.given ? [each.given.by] : []))
  const problem = approvalProblem({ role: step.role, departmentId: step.departmentId, borrowerId: loan.borrowerId, given }, self, atWork)
  if (problem) throw refused(problem, loan.view.number)
  // Whoever may not know the dossier approves what was typed; the archive looks at the level before it hands out.
  if (loan.knows && loan.dossierId !== null) {
    const level = secrecyLent(db, loan.dossierId, loan.papers, context.today)
    requireLending({ outsider: loan.outsider !== null, level, place: loan.view.place })
  }
  giveApproval(db, id, step.step, { by: actor.id, at: now, state })
  addLoanAct(db, id, { at: now, personId: actor.id, act, remark })
  note({ loan: loan.view.number, step: step.step, role: step.role, state, remark })
  return { waitsFor: loan.knows ? next?.role ?? null : null }
}

function selfAmong({ actor }: ReadContext, atWork: readonly Approver[]): Approver {
  const self = atWork.find(({ id }) => id === actor.id)
  if (!self) throw notFound('person')
  return self
}

function renew(context: WriteContext, { id, days, remark }: Input<'loan.renew'>): Output<'loan.renew'> {
  const { db, actor, today, now, note } = context
  const loan = known(context, id)
  const { number, dueOn } = loan.view
  const problem = renewProblem(loan.view, today)
  if (problem || dueOn === null) throw refused(problem ?? 'loan.cannot', number)
  requireMay(context, loan, 'renew')
  // What has become 机密 or 绝密 since comes back: it is not kept outside any longer (L2).
  if (loan.dossierId !== null) {
    requireLending({ outsider: loan.outsider !== null, level: secrecyLent(db, loan.dossierId, loan.papers, today), place: loan.view.place })
  }
  const due = addWorkingDays(dueOn, days, workCalendar(db))
  putRenewed(db, id, due)
  addLoanAct(db, id, { at: now, personId: actor.id, act: 'renew', remark })
  note({ loan: number, days, dueOn: due.on, dueProvisional: due.provisional, remark })
  return { dueOn: due.on, dueProvisional: due.provisional }
}

function recall(context: WriteContext, { id, remark }: Input<'loan.recall'>): Output<'loan.recall'> {
  const { db, actor, today, now, note } = context
  const loan = known(context, id)
  const { number, dueOn, dueProvisional, recalledOn } = loan.view
  requireStep(loan, 'recall')
  if (dueOn === null || recalledOn !== null) throw refused('loan.recalled', number)
  if (!loan.knows) throw notFound('loan')
  const due = recalledDue({ on: dueOn, provisional: dueProvisional }, today, workCalendar(db))
  putRecalled(db, id, today, due)
  addLoanAct(db, id, { at: now, personId: actor.id, act: 'recall', remark })
  note({ loan: number, recalledOn: today, dueOn: due.on, dueProvisional: due.provisional, remark })
  return { dueOn: due.on, dueProvisional: due.provisional }
}

function reportLost(context: WriteContext, { id, pieces, remark }: Input<'loan.reportLost'>): Output<'loan.reportLost'> {
  const { db, actor, today, now, note } = context
  const { loan, state } = knownFor(context, id, 'reportLost')
  requireReason(remark)
  requireMay(context, loan, 'reportLost')
  const violation = lossOf(context, loan, pieces, remark)
  putEnded(db, id, { state: 'lost', on: today, backSeq: null, pieces, report: remark, violationId: violation?.id ?? null })
  addLoanAct(db, id, { at: now, personId: actor.id, act: 'reportLost', remark })
  note({
    loan: loan.view.number, state, endedOn: today, pieces, remark, violation: violation?.number ?? null, added: violation ? [violation.named] : [],
  })
  return { violation: violation?.number ?? null }
}

function register({ db, actor, today }: ReadContext, { from, to }: Input<'loan.register'>): Output<'loan.register'> {
  if (to < from || addDays(from, MOST_REGISTER_DAYS - 1) < to) throw wrongFields({ path: ['to'], problem: 'loan.registerRange' })
  const loans = loansBetween(db, actor, today, from, to)
  const lines = registerLines(db, loans.flatMap(({ outSeq, backSeq }) => [outSeq, backSeq].filter((seq) => seq !== null)))
  return { storeName: setting(db, 'storeName') ?? '', rows: loans.flatMap((loan) => rowOf(loan, lines)), head: registerHead(db) }
}

function card(context: ReadContext, { id }: Input<'loan.card'>): Output<'loan.card'> {
  const { db, note } = context
  const loan = known(context, id)
  const { view } = loan
  if (!loan.knows || !view.dossier) throw notFound('loan')
  const out = loan.outSeq === null ? undefined : registerLines(db, [loan.outSeq]).get(loan.outSeq)
  if (LOAN_STEPS[view.state].giveBack === undefined || out?.content.kind !== 'loan.out') throw refused('loan.notOut', view.number)
  const place = placeOf(db, view.dossier.id)
  note({ loan: view.number })
  return {
    storeName: setting(db, 'storeName') ?? '', loan: view, dossierNumber: view.dossier.number,
    slot: place && { label: place.slot, room: place.room }, pages: out.content.pages, keeperName: out.content.keeper.name,
  }
}
