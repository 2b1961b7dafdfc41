// What a line of the register of signed acts says; this, as it was signed, is what the chain commits to (rules L1, L3).
import { z } from 'zod'
import { DESTRUCTION_WAYS } from '#shared/domain/disposal.ts'
import { PERSON_IDENTITY_KINDS } from '#shared/domain/identity.ts'
import { APPROVAL_ROLES, LOAN_CONDITIONS, LOAN_PLACES } from '#shared/domain/loan.ts'
import { REMARK_KINDS } from '#shared/domain/volume.ts'
import { hash, id, instant, localDate, sequence } from './field.ts'

const signatory = z.object({ personId: id('person'), name: z.string(), department: z.string() })

const borrower = z.discriminatedUnion('kind', [
  signatory.extend({ kind: z.literal('colleague') }),
  z.object({
    kind: z.literal('outsider'), name: z.string(), unit: z.string(), letterNumber: z.string(), letterIssuer: z.string(),
    /** Masked. */
    identityKind: z.enum(PERSON_IDENTITY_KINDS), identityNumber: z.string(),
  }),
])

const ofLoan = {
  loanId: id('loan'),
  loanNumber: z.string(),
  dossierId: id('dossier'),
  dossierNumber: z.string(),
  borrower,
  /** The whole folder; else the papers named. */
  whole: z.boolean(),
  papers: z.array(z.object({ recordId: id('record'), recordNumber: z.string(), code: z.string() })),
  pages: z.number().int(),
  condition: z.enum(LOAN_CONDITIONS),
  remark: z.string(),
  /** Commits to the drawn signatures, which lie in the line's row. */
  drawnHash: hash,
  keeper: signatory,
  /** The number by which what it said of a customer and a car was erased (R4). */
  erased: z.string().optional(),
}

export const loanOutContent = z.object({
  kind: z.literal('loan.out'),
  ...ofLoan,
  plate: z.string().nullable(),
  vin: z.string(),
  model: z.string(),
  place: z.enum(LOAN_PLACES),
  reason: z.string(),
  purpose: z.string(),
  dueOn: localDate,
  dueProvisional: z.boolean(),
  approvals: z.array(z.object({ role: z.enum(APPROVAL_ROLES), personId: id('person'), name: z.string(), at: instant })),
})
export type LoanOutContent = z.output<typeof loanOutContent>

export const loanBackContent = z.object({
  kind: z.literal('loan.back'),
  ...ofLoan,
  /** The line with which it went out. */
  out: sequence,
  /** Who brought it and signed for the borrower; null: an outsider, by hand alone. */
  bringer: signatory.nullable(),
  pieces: z.number().int(),
})
export type LoanBackContent = z.output<typeof loanBackContent>

const ofVolume = { volumeId: id('volume'), number: z.string(), drawnHash: hash }

/** The closing note (备考表, C3): what was in the volume, in what state, who put it together and who looked it over. */
export const volumeClosedContent = z.object({
  kind: z.literal('volume.closed'),
  ...ofVolume,
  title: z.string(),
  classCode: z.string(),
  className: z.string(),
  year: z.number().int(),
  term: z.string(),
  pieces: z.number().int(),
  pages: z.number().int(),
  /** Of the contents list, piece by piece. */
  contentsHash: hash,
  states: z.object({ missing: z.string(), altered: z.string(), added: z.string(), movedOut: z.string(), destroyed: z.string() }),
  binder: signatory,
  checker: signatory,
})
export type VolumeClosedContent = z.output<typeof volumeClosedContent>

export const volumeRemarkedContent = z.object({
  kind: z.literal('volume.remarked'),
  ...ofVolume,
  what: z.enum(REMARK_KINDS),
  /** The piece it is about; null: the volume. */
  position: z.number().int().nullable(),
  text: z.string(),
  by: signatory,
})
export type VolumeRemarkedContent = z.output<typeof volumeRemarkedContent>

/** What an erasing replaced in the chains (docs/formats.md, "Erasing"). */
const erased = z.object({ erasureId: z.number().int().positive(), entries: z.number().int(), digest: hash })

/** A destruction list carried out (R2, R4). No text of a customer: this line stays for good. */
export const disposalContent = z.object({
  kind: z.literal('disposal.destroyed'),
  disposalId: id('disposal'),
  number: z.string(),
  dossiers: z.array(z.object({
    dossierId: id('dossier'),
    number: z.string(),
    /** Days of its first and last record; null: it had none. */
    firstOn: localDate.nullable(),
    lastOn: localDate.nullable(),
    records: z.number().int(),
    pages: z.number().int(),
    term: z.string(),
    expiredOn: localDate,
  })),
  way: z.enum(DESTRUCTION_WAYS),
  draftedBy: signatory,
  endorsedBy: signatory,
  approvedBy: signatory,
  keeper: signatory,
  witness1: signatory,
  witness2: signatory,
  erased,
  drawnHash: hash,
})
export type DisposalContent = z.output<typeof disposalContent>

/** What was kept of a person erased at their request (R4). No text of theirs: this line stays for good. */
export const subjectContent = z.object({
  kind: z.literal('subject.erased'),
  requestId: id('subjectRequest'),
  number: z.string(),
  customerId: id('customer'),
  /** How many dossiers they once owned, which stand; the records of their time in them. */
  dossiers: z.number().int(),
  records: z.array(id('record')),
  scans: z.number().int(),
  endorsedBy: signatory,
  approvedBy: signatory,
  keeper: signatory,
  erased,
  drawnHash: hash,
})
export type SubjectContent = z.output<typeof subjectContent>

export const registerContent = z.discriminatedUnion('kind', [loanOutContent, loanBackContent, volumeClosedContent, volumeRemarkedContent, disposalContent, subjectContent])
export type RegisterContent = z.output<typeof registerContent>
