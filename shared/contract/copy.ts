// Copies: requests and their approval, the copies made and their register (复制登记), authority in others' hands (rules S4, A3).
import { z } from 'zod'
import { SECRECY_LEVELS } from '#shared/domain/access.ts'
import { COPY_ACTS, COPY_FORMS, COPY_LIMITS, COPY_OUTCOMES, COPY_STATES, DELEGATED_LEVELS } from '#shared/domain/copy.ts'
import { RECORD_KINDS } from '#shared/domain/record.ts'
import { id, instant, localDate, note, nothing, requiredLine, storeDay } from './field.ts'
import { auditedRead, read, write } from './method.ts'
import { bytes, pictureView } from './scan.ts'

const count = z.number().int().min(0)
const person = z.object({ id: id('person'), name: z.string() })
const authority = z.enum(['generalManager', 'delegation'])
const limit = z.number().int().min(1).max(500)

export const copyPurpose = requiredLine(200)
export const copyRecipient = requiredLine(80)
export const copyReason = note(500)

const wanted = {
  recordId: id('record'),
  scanIds: z.array(id('scan')).min(1).max(COPY_LIMITS.pages),
  purpose: copyPurpose,
  form: z.enum(COPY_FORMS),
  /** Who is given it. */
  recipient: copyRecipient,
}

const copiedDossier = z.object({
  id: id('dossier'), number: z.string(), plate: z.string().nullable(), vin: z.string(), ownerName: z.string(),
})

export const copyRequestView = z.object({
  id: id('copyRequest'),
  number: z.string(),
  state: z.enum(COPY_STATES),
  recordId: id('record'),
  recordNumber: z.string(),
  kind: z.enum(RECORD_KINDS),
  /** Null, and `level` with it, for whoever asked and may not know it any more. */
  dossier: copiedDossier.nullable(),
  level: z.enum(SECRECY_LEVELS).nullable(),
  pages: count,
  purpose: z.string(),
  form: z.enum(COPY_FORMS),
  recipient: z.string(),
  requestedBy: person.extend({ department: z.string() }),
  requestedAt: instant,
  mine: z.boolean(),
  /** Approved or declined; on one's own authority by whoever made it. */
  decided: z.object({ name: z.string(), at: instant, authority, remark: z.string() }).nullable(),
  /** The last day on which it may be made, while it is approved. */
  lapsesOn: localDate.nullable(),
  copy: z.object({ id: id('copy'), number: z.string(), at: instant }).nullable(),
  /** What whoever asks may do now. */
  may: z.array(z.enum(COPY_ACTS)),
})
export type CopyRequestView = z.output<typeof copyRequestView>

const madeView = z.object({ copyId: id('copy'), number: z.string() })

export const copyRowView = z.object({
  id: id('copy'),
  number: z.string(),
  at: instant,
  by: person.extend({ department: z.string() }),
  recordNumber: z.string(),
  dossier: copiedDossier,
  purpose: z.string(),
  pages: count,
  /** Null of before copies were asked for. */
  request: z.object({
    number: z.string(), form: z.enum(COPY_FORMS), recipient: z.string(), approvedBy: z.string(), authority, own: z.boolean(),
  }).nullable(),
  /** Null: still out. */
  outcome: z.object({ what: z.enum(COPY_OUTCOMES), on: localDate, by: z.string(), remark: z.string() }).nullable(),
  /** Whoever asks made it today: its pages may still be drawn. */
  open: z.boolean(),
})
export type CopyRowView = z.output<typeof copyRowView>

const registerInput = {
  from: storeDay,
  to: storeDay,
  /** Part of a number of copy, record or dossier, or of a plate; '' for all. */
  text: z.string().max(100).default(''),
  /** Those that are still out alone. */
  out: z.boolean().default(false),
}

/** On paper no more lines than these. */
export const MOST_PRINTED_COPIES = 2000

export const delegationView = z.object({
  id: id('copyDelegation'),
  person: person.extend({ department: z.string() }),
  level: z.enum(DELEGATED_LEVELS),
  fromOn: localDate,
  reason: z.string(),
  givenBy: z.string(),
  givenAt: instant,
  revoked: z.object({ by: z.string(), at: instant, remark: z.string() }).nullable(),
})
export type DelegationView = z.output<typeof delegationView>

/** A document of pages that bear the mark of their copy. */
export const fileView = z.object({ mediaType: z.literal('application/pdf'), bytes })

const oneRequest = { id: id('copyRequest') }
const oneCopy = { id: id('copy') }

export const copyContract = {
  /** How a copy of a record's pages would be had: at once, by what authority, or by asking. */
  'copy.meant': read('copy.request', z.strictObject({ recordId: wanted.recordId, scanIds: wanted.scanIds }), z.object({
    level: z.enum(SECRECY_LEVELS), authority: authority.nullable(), reasonDue: z.boolean(),
  })),
  'copy.request': write('copy.request', z.strictObject(wanted), z.object({ id: id('copyRequest'), number: z.string() })),
  /** At once, by who has authority over copies of that level; 绝密 with a reason. */
  'copy.makeOwn': write('copy.request', z.strictObject({ ...wanted, reason: copyReason }), madeView),
  /** By who has authority over its level; 绝密 with a reason. */
  'copy.approve': write('copy.request', z.strictObject({ ...oneRequest, remark: copyReason }), z.object({ lapsesOn: localDate })),
  /** By who could approve it; needs a reason. */
  'copy.decline': write('copy.request', z.strictObject({ ...oneRequest, remark: copyReason }), nothing),
  /** By whoever asked, until it is made. */
  'copy.withdraw': write('copy.request', z.strictObject({ ...oneRequest, remark: copyReason }), nothing),
  /** Once, by whoever asked: the copy gets its number and is listed. */
  'copy.make': write('copy.request', z.strictObject(oneRequest), madeView),
  /** `waiting`: for whoever asks to decide, longest waiting first; `mine`: their own, newest first. */
  'copy.requests': read('copy.request', z.strictObject({ of: z.enum(['waiting', 'mine']), limit }), z.object({
    requests: z.array(copyRequestView), more: z.boolean(),
  })),
  /** What stands on a copy's sheets; for whoever made it, on the day. */
  'copy.sheet': read('copy.request', z.strictObject(oneCopy), z.object({
    number: z.string(), at: instant, storeName: z.string(), name: z.string(), form: z.enum(COPY_FORMS), purpose: z.string(), recipient: z.string(),
    approvedBy: z.string(), pages: count,
  })),
  /** A page of a printed copy, its mark drawn into it, by its place from 1; each is in the audit trail. For whoever made it, on the day. */
  'copy.page': auditedRead('copy.request', z.strictObject({ ...oneCopy, page: z.number().int().min(1).max(COPY_LIMITS.pages) }), pictureView),
  /** A copy that leaves as a file: all its pages, marked, as a PDF. For whoever made it, on the day. */
  'copy.file': auditedRead('copy.request', z.strictObject(oneCopy), fileView),
  /** The register, newest first, of dossiers that whoever asks may know. */
  'copy.register': read('copy.request', z.strictObject({ ...registerInput, before: id('copy').nullable(), limit }), z.object({
    copies: z.array(copyRowView), more: z.boolean(), stillOut: count,
  })),
  /** The same on paper, oldest first; the printing is entered in the audit trail (A3). */
  'copy.printRegister': auditedRead('copy.request', z.strictObject(registerInput), z.object({
    storeName: z.string(), copies: z.array(copyRowView), more: z.boolean(),
  })),
  /** A copy was given back, or destroyed. */
  'copy.settle': write('copy.keep', z.strictObject({ ...oneCopy, outcome: z.enum(COPY_OUTCOMES), on: storeDay, remark: note(200) }), nothing),
  /** Authority in others' hands, standing ones first; one's own alone but for who gives it and who keeps the register. */
  'copy.delegations': read('copy.request', nothing, z.array(delegationView)),
  'copy.delegate': write('copy.delegate', z.strictObject({
    personId: id('person'), level: z.enum(DELEGATED_LEVELS), fromOn: storeDay, reason: requiredLine(200),
  }), z.object({ id: id('copyDelegation') })),
  'copy.revoke': write('copy.delegate', z.strictObject({ id: id('copyDelegation'), remark: note(200) }), nothing),
}
