// Lending: requests, approvals, hand-out and return, the loan register (借阅登记簿), placeholder cards (代卷卡) (rules L1 to L4, S1, S3, C1).
import { z } from 'zod'
import { SECRECY_LEVELS } from '#shared/domain/access.ts'
import { identityProblem, normaliseIdentity, PERSON_IDENTITY_KINDS } from '#shared/domain/identity.ts'
import {
  APPROVAL_ROLES, LOAN_ACTS, LOAN_CONDITIONS, LOAN_LIMITS, LOAN_PLACES, LOAN_STATES, requestProblems,
} from '#shared/domain/loan.ts'
import { RECORD_KINDS } from '#shared/domain/record.ts'
import { LAST_STORE_DAY } from '#shared/domain/local-date.ts'
import { hash, id, instant, localDate, name, note, nothing, provenPassword, requiredLine, sequence, storeDay } from './field.ts'
import { drawnSignature } from './handover.ts'
import { auditedRead, read, write } from './method.ts'

const count = z.number().int().min(0)
const pages = z.number().int().min(0).max(LOAN_LIMITS.pages)

/** One paper of a record of the dossier. */
const paperInput = z.strictObject({ recordId: id('record'), code: z.string().min(1).max(40) })
const papersInput = z.array(paperInput).max(LOAN_LIMITS.papers)

const outsiderInput = z
  .strictObject({
    kind: z.literal('outsider'),
    name,
    /** Where they are from (工作单位). */
    unit: requiredLine(80),
    letterNumber: requiredLine(40),
    letterIssuer: requiredLine(80),
    identityKind: z.enum(PERSON_IDENTITY_KINDS),
    identityNumber: z.string().max(100, 'text.tooLong'),
  })
  .transform((outsider) => ({ ...outsider, identityNumber: normaliseIdentity(outsider.identityKind, outsider.identityNumber) }))
  .superRefine((outsider, context) => {
    const problem = identityProblem(outsider.identityKind, outsider.identityNumber, LAST_STORE_DAY)
    if (problem !== null) context.addIssue({ code: 'custom', message: problem, path: ['identityNumber'] })
  })

const requestInput = z
  .strictObject({
    /** A number, VIN, plate or scanned label; what it fits is for the archive to know. */
    dossier: requiredLine(100),
    /** None: the whole folder. Only of records that whoever asks may know. */
    papers: papersInput,
    /** Null: oneself. Somebody else is named by who keeps the register. */
    borrower: z.union([z.strictObject({ kind: z.literal('colleague'), personId: id('person') }), outsiderInput]).nullable(),
    place: z.enum(LOAN_PLACES),
    /** Why it has to be taken out; '' on the premises. */
    reason: note(500),
    purpose: note(500),
    /** Working days; without meaning on the premises. */
    days: z.number().int().min(1, 'loan.days').max(LOAN_LIMITS.days, 'loan.days'),
  })
  .superRefine((request, context) => {
    for (const { field, problem } of requestProblems({ ...request, outsider: request.borrower?.kind === 'outsider' })) {
      context.addIssue({ code: 'custom', message: problem, path: [field] })
    }
  })

const personView = z.object({ id: id('person'), name: z.string(), department: z.string() })

export const borrowerView = z.discriminatedUnion('kind', [
  personView.extend({ kind: z.literal('colleague') }),
  z.object({ kind: z.literal('outsider'), name: z.string(), unit: z.string() }),
])

export const loanPaperView = z.object({ recordId: id('record'), recordNumber: z.string(), code: z.string() })

const lentDossier = z.object({
  id: id('dossier'), number: z.string(), plate: z.string().nullable(), vin: z.string(), model: z.string(), ownerName: z.string(),
})

export const loanView = z.object({
  id: id('loan'),
  number: z.string(),
  state: z.enum(LOAN_STATES),
  /** As it was typed: all that is said of the dossier to whoever may not know it. */
  asked: z.string(),
  /** Null where whoever looks may not know the dossier, or the archive has not named it yet. The borrower knows it once it is in their hands. */
  dossier: lentDossier.nullable(),
  /** The whole folder; else the papers named, which are left out where the dossier is. */
  whole: z.boolean(),
  papers: z.array(loanPaperView),
  borrower: borrowerView,
  /** Whoever looks is the borrower. */
  mine: z.boolean(),
  requestedBy: z.object({ id: id('person'), name: z.string() }),
  requestedAt: instant,
  place: z.enum(LOAN_PLACES),
  reason: z.string(),
  purpose: z.string(),
  days: count,
  outOn: localDate.nullable(),
  dueOn: localDate.nullable(),
  dueProvisional: z.boolean(),
  overdue: z.boolean(),
  renewals: count,
  recalledOn: localDate.nullable(),
  /** The day it came back or was reported lost. */
  endedOn: localDate.nullable(),
})
export type LoanView = z.output<typeof loanView>

const countedView = z.object({ pages, condition: z.enum(LOAN_CONDITIONS), remark: z.string() })

const handView = z.object({ name: z.string(), department: z.string(), drawn: drawnSignature })

/** One end of a loan, as both signed it. */
export const loanLineView = countedView.extend({
  seq: sequence,
  at: instant,
  on: localDate,
  hash,
  /** Of the papers named, those counted; empty for a whole folder. */
  papers: z.array(z.object({ recordNumber: z.string(), code: z.string() })),
  /** Who borrowed it; at its return whoever brought it. An outsider's `department` is their unit. */
  borrower: handView,
  keeper: handView,
})

export const loanDetail = loanView.extend({
  /** What an outsider brought; null for a colleague, and for whoever may not know the dossier. The number in full for who keeps the register. */
  outsider: z.object({
    letterNumber: z.string(), letterIssuer: z.string(), identityKind: z.enum(PERSON_IDENTITY_KINDS), identityNumber: z.string(),
  }).nullable(),
  /** Who has to approve, in order; of a dossier one may not know only what is one's own to give, and no `acts`. */
  steps: z.array(z.object({
    role: z.enum(APPROVAL_ROLES),
    /** The department whose head it is. */
    department: z.string().nullable(),
    given: z.object({ name: z.string(), at: instant }).nullable(),
  })),
  acts: z.array(z.object({ at: instant, personName: z.string(), act: z.enum(['request', ...LOAN_ACTS]), remark: z.string() })),
  /** Why it was declined; the borrower is told. */
  declined: z.string().nullable(),
  out: loanLineView.nullable(),
  back: loanLineView.nullable(),
  /** Of what is lent, the records that do not lie in the folder but in volumes (C2); none once it is settled. */
  bound: z.array(z.object({ recordNumber: z.string(), kind: z.enum(RECORD_KINDS), volume: z.string(), position: count, slot: z.string().nullable() })),
  /** Pieces reported damaged or lost, with what happened; `violation`: its number, where somebody is fined for it (V7). */
  report: z.object({ pieces: z.number().int(), remark: z.string(), violation: z.string().nullable() }).nullable(),
  /** What turned up of it later. */
  found: countedView.extend({ on: localDate }).nullable(),
  /** What whoever asks may do now; `approve` also where others have to approve after them. */
  may: z.array(z.enum(LOAN_ACTS)),
})
export type LoanDetail = z.output<typeof loanDetail>

/** `waiting`: requested; `overdue` of those out; `settled`: returned, declined, withdrawn. */
export const LOAN_FILTERS = ['waiting', 'approved', 'out', 'overdue', 'lost', 'settled'] as const

/** One line of the loan register, hand-out and return beside each other as on paper. */
export const registerRowView = z.object({
  loanId: id('loan'),
  number: z.string(),
  out: loanLineView,
  borrower: borrowerView,
  dossierId: id('dossier'),
  dossierNumber: z.string(),
  plate: z.string().nullable(),
  whole: z.boolean(),
  place: z.enum(LOAN_PLACES),
  reason: z.string(),
  purpose: z.string(),
  /** As it was agreed at hand-out, and as it stands after renewing or recalling. */
  agreedOn: localDate,
  dueOn: localDate,
  renewals: count,
  recalledOn: localDate.nullable(),
  approvedBy: z.array(z.object({ role: z.enum(APPROVAL_ROLES), name: z.string() })),
  state: z.enum(['out', 'returned', 'lost']),
  overdue: z.boolean(),
  /** Null while out, and for what was lost. */
  back: loanLineView.nullable(),
  endedOn: localDate.nullable(),
  report: z.object({ pieces: z.number().int(), remark: z.string() }).nullable(),
})
export type RegisterRowView = z.output<typeof registerRowView>

const registerInput = z.strictObject({ from: storeDay, to: storeDay })

const registerView = z.object({
  storeName: z.string(),
  /** By day and number of the hand-out. */
  rows: z.array(registerRowView),
  /** The newest entry of the chain that the lines are entered in. */
  head: z.object({ seq: count, hash }),
})
export type RegisterView = z.output<typeof registerView>

/** A range of the register is at most this long: a quarter, with all that was drawn in it. */
export const MOST_REGISTER_DAYS = 93

const one = z.strictObject({ id: id('loan') })
const oneWith = z.strictObject({ id: id('loan'), remark: note(500) })
const counted = {
  pages,
  condition: z.enum(LOAN_CONDITIONS),
  remark: note(500),
}
const signed = {
  /** Null for an outsider, who signs by hand alone. */
  borrowerPassword: provenPassword.nullable(),
  borrowerDrawn: drawnSignature,
  /** Of whoever is signed in and keeps the register. */
  keeperPassword: provenPassword,
  keeperDrawn: drawnSignature,
}

export const loanContract = {
  /**
   * Asks for a dossier. The answer is the same whether what was typed fits a dossier or not, and whether whoever asks may know it; what fits
   * none waits for the archive to name it.
   */
  'loan.request': write('loan.request', requestInput, z.object({ id: id('loan'), number: z.string() })),
  /**
   * What a request would mean before it is sent: the dossier, its papers by record, newest first, and who would have to approve. `dossier`
   * null, and nothing else: what was typed fits none, or none that whoever asks may know.
   */
  'loan.meant': read('loan.request', z.strictObject({
    dossier: requiredLine(100),
    borrower: z.union([z.strictObject({ kind: z.literal('colleague'), personId: id('person') }), z.strictObject({ kind: z.literal('outsider') })]).nullable(),
    /** None: the whole folder. */
    papers: papersInput.default([]),
  }), z.object({
    /** `secrecy`: the highest among the dossier and the papers that would be lent (S1). */
    dossier: lentDossier.extend({ secrecy: z.enum(SECRECY_LEVELS) }).nullable(),
    /** Its folder, or papers of it, are out. */
    out: z.boolean(),
    records: z.array(z.object({ id: id('record'), number: z.string(), kind: z.enum(RECORD_KINDS), deliveredOn: localDate, papers: z.array(z.string()) })),
    steps: z.array(z.object({ role: z.enum(APPROVAL_ROLES), department: z.string().nullable() })),
  })),
  /** Says which dossier a request means that fits none as typed. */
  'loan.name': write('loan.register', z.strictObject({ id: id('loan'), dossier: requiredLine(100) }), nothing),
  /** What waits for whoever asks: for their approval, to be named, to be handed out; longest waiting first, up to `limit` of each. */
  'loan.waiting': read('loan.request', z.strictObject({ limit: z.number().int().min(1).max(500) }), z.object({
    approve: z.array(loanView), name: z.array(loanView), handOut: z.array(loanView),
  })),
  /** Gives the next approval of a loan (L2, S3), by whoever is signed in. `waitsFor`: the one after it; null when it was the last, or for who may not know the dossier. */
  'loan.approve': write('loan.approve', oneWith, z.object({ waitsFor: z.enum(APPROVAL_ROLES).nullable() })),
  /** Needs a reason. By whoever could approve now, and of what cannot be named by who keeps the register. */
  'loan.decline': write('loan.request', oneWith, nothing),
  /** Before it was handed out: by the borrower, by whoever asked for them, or by who keeps the register. */
  'loan.withdraw': write('loan.request', oneWith, nothing),
  /** Both count and sign; the due day begins here. `papers`: of those named the ones that are handed out, none for a whole folder. */
  'loan.handOut': write('loan.register', z.strictObject({ id: id('loan'), ...counted, papers: papersInput, ...signed }), z.object({
    seq: sequence, dueOn: localDate, dueProvisional: z.boolean(),
  })),
  /** By so many working days after its due day, by whoever could approve it. */
  'loan.renew': write('loan.approve', z.strictObject({
    id: id('loan'), days: z.number().int().min(1, 'loan.days').max(LOAN_LIMITS.days, 'loan.days'), remark: note(500),
  }), z.object({ dueOn: localDate, dueProvisional: z.boolean() })),
  /** Asked back: due the next working day at the latest (召回). */
  'loan.recall': write('loan.register', oneWith, z.object({ dueOn: localDate, dueProvisional: z.boolean() })),
  /**
   * Both count and sign. `broughtBy`: the log-in of a colleague who brings it for the borrower; null: the borrower. `pieces`: damaged or
   * lost; what is short or worse needs them and a remark, and is entered against a colleague as a violation (V7).
   */
  'loan.giveBack': write('loan.register', z.strictObject({
    id: id('loan'), ...counted, papers: papersInput, pieces: z.number().int().min(0).max(999), broughtBy: z.string().max(200).nullable(), ...signed,
  }), z.object({ seq: sequence, violation: z.string().nullable() })),
  /** By the borrower or by who keeps the register (L3). */
  'loan.reportLost': write('loan.request', z.strictObject({
    id: id('loan'), pieces: z.number().int().min(1).max(999), remark: note(500),
  }), z.object({ violation: z.string().nullable() })),
  /** What was lost turned up and lies in the archive again. */
  'loan.find': write('loan.register', z.strictObject({ id: id('loan'), ...counted }), nothing),
  /** The earliest due first (waiting and approved ones: the oldest), settled ones newest first; `before`: settled ones older than this. */
  'loan.list': read('loan.request', z.strictObject({
    filter: z.enum(LOAN_FILTERS),
    personId: id('person').nullable(),
    /** Part of a number, plate, VIN, or of what was typed; '' for all. */
    text: z.string().max(100).default(''),
    before: id('loan').nullable(),
    limit: z.number().int().min(1).max(500),
  }), z.object({
    loans: z.array(loanView),
    more: z.boolean(),
    counts: z.object({ waiting: count, approved: count, out: count, overdue: count, lost: count }),
  })),
  'loan.get': read('loan.request', one, loanDetail),
  /** A dossier's loans, newest first; `open` is what keeps its folder from being lent, out or lost. For whoever may know the dossier. */
  'loan.ofDossier': read('loan.request', z.strictObject({ dossierId: id('dossier') }), z.object({
    open: loanView.nullable(), loans: z.array(loanView),
  })),
  /** The register by day of hand-out, at most MOST_REGISTER_DAYS days, as far as whoever asks may know of it. */
  'loan.register': read('loan.request', registerInput, registerView),
  /** The same on paper; the printing is entered in the audit trail (A3). */
  'loan.printRegister': auditedRead('loan.request', registerInput, registerView),
  /** A loan as it was signed, on paper; the printing is entered in the audit trail (A3). Only once it was handed out. */
  'loan.slip': auditedRead('loan.request', one, z.object({ storeName: z.string(), loan: loanDetail, head: registerView.shape.head })),
  /** What stands on the card that takes the folder's place while it is out (代卷卡). Refused (`loan.notOut`) otherwise. */
  'loan.card': auditedRead('loan.register', one, z.object({
    storeName: z.string(),
    loan: loanView,
    dossierNumber: z.string(),
    /** Where it belongs; null where the folder lies nowhere. */
    slot: z.object({ label: z.string(), room: z.string() }).nullable(),
    pages,
    keeperName: z.string(),
  })),
}
