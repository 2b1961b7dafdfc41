// Erasing what is kept of a person, at their request (rule R4, PIPL). Their data sheet is in ./disposal.ts.
import { z } from 'zod'
import { HOLD_REASONS } from '#shared/domain/disposal.ts'
import { IDENTITY_SHOWN, SUBJECT_ACTS, SUBJECT_REASONS, SUBJECT_STATES } from '#shared/domain/subject.ts'
import { olderBackup } from './disposal.ts'
import { folder, id, instant, localDate, note, nothing, provenPassword, sequence } from './field.ts'
import { read, write } from './method.ts'

const count = z.number().int().min(0)
const named = z.object({ id: id('person'), name: z.string() })
const reason = note(500).refine((text) => text !== '', 'text.required')

/** What one dossier keeps of them, and why. */
const keptOfSubject = z.object({
  number: z.string(),
  plate: z.string().nullable(),
  model: z.string(),
  ownedFrom: localDate,
  ownedTo: localDate.nullable(),
  why: z.enum(SUBJECT_REASONS),
  /** Null: for as long as the car is theirs, or for ever. */
  keptUntil: localDate.nullable(),
  held: z.array(z.enum(HOLD_REASONS)),
  /** Of their time: what their papers lie with, which go with them. */
  records: z.array(z.string()),
})

const requestView = z.object({
  id: id('subjectRequest'),
  number: z.string(),
  state: z.enum(SUBJECT_STATES),
  /** '' once it is erased. */
  customerName: z.string(),
  shown: z.enum(IDENTITY_SHOWN),
  remark: z.string(),
  askedBy: named,
  askedAt: instant,
  endorsedBy: named.nullable(),
  approvedBy: named.nullable(),
  /** The approval it waits for is whoever looks's to give. */
  waitsForMe: z.boolean(),
})
export type SubjectRequestView = z.output<typeof requestView>

const requestDetail = requestView.extend({
  /** Once it is erased: none. */
  kept: z.array(keptOfSubject),
  /** Dossiers of which whoever looks may not know. */
  hidden: count,
  /** No law or term keeps anything of them. */
  free: z.boolean(),
  acts: z.array(z.object({ at: instant, byName: z.string(), act: z.enum(SUBJECT_ACTS), remark: z.string() })),
  done: z.object({
    seq: sequence, at: instant, keeperName: z.string(), dossiers: count, records: count, scans: count, entries: count, sweptAt: instant.nullable(),
    /** Older backups that still hold it. */
    backups: z.array(olderBackup),
  }).nullable(),
  may: z.object({ approve: z.boolean(), decline: z.boolean(), withdraw: z.boolean(), carryOut: z.boolean() }),
})
export type SubjectRequestDetail = z.output<typeof requestDetail>

const which = z.strictObject({ id: id('subjectRequest') })

export const subjectContract = {
  'subject.ask': write('subject.sheet', z.strictObject({ customerId: id('customer'), shown: z.enum(IDENTITY_SHOWN), remark: note(500) }), z.object({
    id: id('subjectRequest'), number: z.string(),
  })),
  /** The approval it waits for. */
  'subject.approve': write('disposal.approve', which.extend({ remark: note(500) }), nothing),
  'subject.decline': write('disposal.approve', which.extend({ remark: reason }), nothing),
  'subject.withdraw': write('subject.sheet', which.extend({ remark: reason }), nothing),
  /** Erases: whoever is signed in signs with their password. */
  'subject.carryOut': write('disposal.carryOut', which.extend({ password: provenPassword }), z.object({ seq: sequence })),
  /** Older backups in a folder, which still held it, are gone. */
  'subject.noteBackupsRemoved': write('disposal.carryOut', which.extend({ folder }), nothing),
  'subject.list': read('disposal.read', z.strictObject({ limit: z.number().int().min(1).max(500) }), z.object({ requests: z.array(requestView), more: z.boolean() })),
  'subject.get': read('disposal.read', which, requestDetail),
}
