// What the audit trail says of loans (rules L1 to L3), followed act by act, to be held against their rows.
import { z } from 'zod'
import { APPROVAL_ROLES, LOAN_CONDITIONS, LOAN_PLACES, LOAN_STEPS, type LoanAct, type LoanState } from '#shared/domain/loan.ts'
import type { Role } from '#shared/domain/role.ts'
import { nameRegisterLine, registerLineNote, type RegisterActs } from './audit-register.ts'
import type { Findings } from './check.ts'
import type { Act } from './staff-history.ts'

/** A loan as the trail has left it. */
export type SaidLoan = {
  id: number
  digest: string
  state: LoanState
  borrower: number | null
  dossierId: number | null
  place: string
  /** `departmentHead/<department>` or a role. */
  steps: string[]
  given: { by: number | null; at: number }[]
  outSeq: number | null
  outOn: string | null
  dueOn: string | null
  dueProvisional: boolean
  renewals: number
  recalledOn: string | null
  endedOn: string | null
  backSeq: number | null
  pieces: number
  report: string
  violation: string | null
  found: { on: string; pages: number; condition: string; remark: string } | null
  acts: { at: number; by: number | null; act: string; remark: string }[]
}

/** `loans`: by number. */
export type LoanActs = { loans: Map<string, SaidLoan>; register: RegisterActs }

type Acting = Act & { at: number; actor: number | null }
/** Somebody as they stood at an entry. */
type Standing = (personId: number) => { roles: readonly Role[]; department: number } | null

const row = z.int().positive()
const day = z.string()
const due = { dueOn: day, dueProvisional: z.boolean() }
const requestNote = z.looseObject({
  loan: z.string(), loanId: row, digest: z.string(), place: z.enum(LOAN_PLACES), dossierId: row.nullable(), steps: z.array(z.string()), borrower: row.nullable(),
})
const actNote = z.looseObject({ loan: z.string(), remark: z.string() })
const notes = {
  name: actNote.extend({ dossierId: row, steps: z.array(z.string()) }),
  approve: actNote.extend({ step: row, role: z.enum(APPROVAL_ROLES) }),
  handOut: actNote.extend({ ...registerLineNote, place: z.enum(LOAN_PLACES), outOn: day, ...due }),
  renew: actNote.extend(due),
  recall: actNote.extend({ recalledOn: day, ...due }),
  ended: actNote.extend({ endedOn: day, pieces: z.int().min(0), violation: z.string().nullable() }),
  giveBack: z.looseObject(registerLineNote),
  find: actNote.extend({ foundOn: day, pages: z.int().min(0), condition: z.enum(LOAN_CONDITIONS) }),
}

export function collectLoan(acts: LoanActs, act: Acting, standing: Standing, findings: Findings): void {
  const effect = EFFECTS[act.kind]
  const problem = effect ? effect(acts, act, standing) : null
  if (problem !== null) findings.add(`audit/${act.seq}`, problem)
}

/** Null when the act could come about as it is said. */
type Effect = (acts: LoanActs, act: Acting, standing: Standing) => string | null

const FORM = 'chain.contentForm'

const EFFECTS: Readonly<Record<string, Effect>> = {
  'loan.request': ({ loans }, { content, at, actor }) => {
    const note = requestNote.safeParse(content).data
    if (!note || loans.has(note.loan)) return FORM
    loans.set(note.loan, {
      id: note.loanId, digest: note.digest, state: 'requested', borrower: note.borrower, dossierId: note.dossierId, place: note.place, steps: note.steps,
      given: [], outSeq: null, outOn: null, dueOn: null, dueProvisional: false, renewals: 0, recalledOn: null, endedOn: null, backSeq: null, pieces: 0,
      report: '', violation: null, found: null, acts: [{ at, by: actor, act: 'request', remark: '' }],
    })
    return null
  },
  'loan.name': (acts, act) => {
    const note = notes.name.safeParse(act.content).data
    return note ? take(acts, act, note, 'name', ({ dossierId }) => (dossierId === null ? { dossierId: note.dossierId, steps: note.steps } : null)) : FORM
  },
  'loan.approve': (acts, act, standing) => {
    const note = notes.approve.safeParse(act.content).data
    const loan = note && acts.loans.get(note.loan)
    if (!note || !loan) return FORM
    if (!couldApprove(loan, act.actor, standing)) return 'loan.approvedWrongly'
    const given = [...loan.given, { by: act.actor, at: act.at }]
    return take(acts, act, note, given.length === loan.steps.length ? 'approve' : 'agree', () => (note.step === given.length ? { given } : null))
  },
  'loan.decline': (acts, act) => settle(acts, act, 'decline'),
  'loan.withdraw': (acts, act) => settle(acts, act, 'withdraw'),
  'loan.handOut': (acts, act) => {
    const note = notes.handOut.safeParse(act.content).data
    if (!note) return FORM
    const { lines: [outSeq], place, outOn, dueOn, dueProvisional } = note
    const problem = take(acts, act, note, 'handOut', () => ({ outSeq, place, outOn, dueOn, dueProvisional }))
    return problem ?? nameRegisterLine(acts.register, act, note.loan, note)
  },
  'loan.renew': (acts, act) => {
    const note = notes.renew.safeParse(act.content).data
    return note ? take(acts, act, note, 'renew', ({ renewals }) => ({ renewals: renewals + 1, dueOn: note.dueOn, dueProvisional: note.dueProvisional })) : FORM
  },
  'loan.recall': (acts, act) => {
    const note = notes.recall.safeParse(act.content).data
    if (!note) return FORM
    const { recalledOn, dueOn, dueProvisional } = note
    return take(acts, act, note, 'recall', () => ({ recalledOn, dueOn, dueProvisional }))
  },
  'loan.giveBack': (acts, act) => {
    const note = notes.ended.safeParse(act.content).data
    const named = notes.giveBack.safeParse(act.content).data
    if (!note || !named) return FORM
    const [backSeq] = named.lines
    return take(acts, act, note, 'giveBack', () => ({ ...endedBy(note), backSeq })) ?? nameRegisterLine(acts.register, act, note.loan, named)
  },
  'loan.reportLost': (acts, act) => {
    const note = notes.ended.safeParse(act.content).data
    return note ? take(acts, act, note, 'reportLost', () => endedBy(note)) : FORM
  },
  'loan.find': (acts, act) => {
    const note = notes.find.safeParse(act.content).data
    if (!note) return FORM
    const { foundOn: on, pages, condition, remark } = note
    return take(acts, act, note, 'find', () => ({ found: { on, pages, condition, remark } }))
  },
}

function endedBy({ endedOn, pieces, violation, remark }: z.output<typeof notes.ended>): Partial<SaidLoan> {
  return { endedOn, pieces, violation, report: pieces === 0 ? '' : remark }
}

function settle(acts: LoanActs, act: Acting, what: LoanAct): string | null {
  const note = actNote.safeParse(act.content).data
  return note ? take(acts, act, note, what, () => ({})) : FORM
}

/** Puts an act's effect upon its loan, where the table of its states allows it. `change` null: it cannot have come about. */
function take(
  { loans }: LoanActs, { at, actor }: Acting, { loan: number, remark }: { loan: string; remark: string }, what: LoanAct,
  change: (loan: SaidLoan) => Partial<SaidLoan> | null,
): string | null {
  const loan = loans.get(number)
  const state = loan && LOAN_STEPS[loan.state][what]
  const changed = loan && change(loan)
  if (!loan || state === undefined || !changed) return 'loan.impossible'
  Object.assign(loan, changed, { state, acts: [...loan.acts, { at, by: actor, act: what, remark }] })
  return null
}

/** By the post they held at that entry, or as a general manager who stands in; never the borrower, and but for that once. */
function couldApprove({ borrower, steps, given }: SaidLoan, actor: number | null, standing: Standing): boolean {
  const person = actor === null ? null : standing(actor)
  const [role, department] = (steps[given.length] ?? '').split('/')
  if (!person || actor === borrower) return false
  if (person.roles.includes('generalManager')) return true
  if (given.some(({ by }) => by === actor)) return false
  if (role !== 'departmentHead') return person.roles.some((held) => held === role)
  return person.department === Number(department) && (person.roles.includes('salesHead') || person.roles.includes('serviceHead'))
}
