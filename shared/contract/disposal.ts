// Terms and holds of dossiers, appraisal, destruction lists (销毁清册), and a person's data sheet (rules R1 to R4).
import { z } from 'zod'
import {
  APPRAISALS, DESTRUCTION_WAYS, DISPOSAL_ACTS, DISPOSAL_LIMITS, DISPOSAL_STATES, HOLD_KINDS, HOLD_REASONS,
} from '#shared/domain/disposal.ts'
import { RECORD_KINDS } from '#shared/domain/record.ts'
import { TERM_KINDS, TERM_YEARS } from '#shared/domain/term.ts'
import { customerView } from './dossier.ts'
import { folder, hash, id, instant, line, localDate, note, nothing, provenPassword, sequence } from './field.ts'
import { drawnSignature } from './handover.ts'
import { auditedRead, read, write } from './method.ts'

const count = z.number().int().min(0)
const years = z.number().int().min(TERM_YEARS.least, 'term.years').max(TERM_YEARS.most, 'term.years')
const named = z.object({ id: id('person'), name: z.string() })
const reason = note(500).refine((text) => text !== '', 'text.required')

const termView = z.object({ kind: z.enum(TERM_KINDS), years: years.nullable() })

/** A dossier as appraisal sees it. */
const keptView = z.object({
  dossierId: id('dossier'),
  number: z.string(),
  plate: z.string().nullable(),
  vin: z.string(),
  model: z.string(),
  ownerName: z.string(),
  term: termView,
  /** Days of its first and last record; null: none. */
  firstOn: localDate.nullable(),
  lastOn: localDate.nullable(),
  expiresOn: localDate.nullable(),
  records: count,
  pages: count,
  /** Why it is held (R3); none: it can be listed. */
  held: z.array(z.enum(HOLD_REASONS)),
})
export type KeptView = z.output<typeof keptView>

const disposalView = z.object({
  id: id('disposal'),
  number: z.string(),
  state: z.enum(DISPOSAL_STATES),
  remark: z.string(),
  draftedBy: named,
  draftedAt: instant,
  endorsedBy: named.nullable(),
  approvedBy: named.nullable(),
  /** How many stand on it, to be destroyed and to be extended, and how many fell out of it since. */
  toDestroy: count,
  toExtend: count,
  dropped: count,
  /** The approval it waits for is whoever looks's to give. */
  waitsForMe: z.boolean(),
})
export type DisposalView = z.output<typeof disposalView>

const disposalItem = z.object({
  position: z.number().int().positive(),
  dossierId: id('dossier'),
  number: z.string(),
  /** '' once it is destroyed. */
  vin: z.string(),
  plate: z.string().nullable(),
  model: z.string(),
  ownerName: z.string(),
  appraisal: z.enum(APPRAISALS),
  years: years.nullable(),
  words: z.string(),
  term: termView,
  firstOn: localDate.nullable(),
  lastOn: localDate.nullable(),
  expiredOn: localDate,
  records: count,
  pages: count,
  /** Why it fell out of the list (R3). */
  dropped: z.enum(HOLD_REASONS).nullable(),
  destroyed: z.boolean(),
})
export type DisposalItem = z.output<typeof disposalItem>

const handView = z.object({ name: z.string(), department: z.string(), drawn: drawnSignature })

/** Older backups in a folder, which still hold what was erased until rotation removes them or somebody notes that they are gone. */
export const olderBackup = z.object({
  folder: z.string(), firstAt: instant, lastAt: instant, points: count,
  /** The day on which the place's rotation removes the last of them; null: no rotation does, or they are gone. */
  goesOn: localDate.nullable(),
  /** `notedBy` null: the rotation removed them. */
  removedOn: localDate.nullable(), notedBy: z.string().nullable(),
})
export type OlderBackup = z.output<typeof olderBackup>

const disposalDetail = disposalView.extend({
  storeName: z.string(),
  items: z.array(disposalItem),
  /** As many besides of which whoever looks may not know. */
  hidden: count,
  acts: z.array(z.object({ at: instant, byName: z.string(), act: z.enum(DISPOSAL_ACTS), remark: z.string() })),
  done: z.object({
    seq: sequence,
    at: instant,
    hash,
    way: z.enum(DESTRUCTION_WAYS),
    keeper: handView,
    witnesses: z.array(handView),
    /** Entries of the chains whose content was erased. */
    entries: count,
    sweptAt: instant.nullable(),
    /** Older backups that still hold what was erased. */
    backups: z.array(olderBackup),
  }).nullable(),
  /** What whoever looks may do now. */
  may: z.object({ appraise: z.boolean(), submit: z.boolean(), approve: z.boolean(), decline: z.boolean(), withdraw: z.boolean(), carryOut: z.boolean() }),
})
export type DisposalDetail = z.output<typeof disposalDetail>

const appraised = z
  .array(z.strictObject({ dossierId: id('dossier'), appraisal: z.enum(APPRAISALS), years: years.nullable(), words: line(DISPOSAL_LIMITS.words) }))
  .min(1, 'disposal.empty')
  .max(DISPOSAL_LIMITS.dossiers, 'disposal.tooMany')
  .superRefine((items, context) => {
    for (const [index, item] of items.entries()) {
      if (item.appraisal === 'extend' && item.years === null) context.addIssue({ code: 'custom', message: 'term.years', path: [index, 'years'] })
      if (item.appraisal === 'extend' && item.words === '') context.addIssue({ code: 'custom', message: 'text.required', path: [index, 'words'] })
      if (items.findIndex(({ dossierId }) => dossierId === item.dossierId) < index) context.addIssue({ code: 'custom', message: 'disposal.twice', path: [index, 'dossierId'] })
    }
  })

const which = z.strictObject({ id: id('disposal') })
const remarked = which.extend({ remark: note(500) })
const login = z.string().min(1, 'text.required').max(200)

const dossierKeeping = z.object({
  term: termView,
  /** The store's own term; false: the dossier has one of its own. */
  isDefault: z.boolean(),
  lastOn: localDate.nullable(),
  expiresOn: localDate.nullable(),
  expired: z.boolean(),
  held: z.array(z.enum(HOLD_REASONS)),
  holds: z.array(z.object({
    id: id('hold'), kind: z.enum(HOLD_KINDS), reason: z.string(), setBy: z.string(), setAt: instant,
    liftedBy: z.string().nullable(), liftedAt: instant.nullable(), liftReason: z.string(),
  })),
  terms: z.array(z.object({ at: instant, byName: z.string(), term: termView, reason: z.string(), list: z.string().nullable() })),
  /** The list it is on now. */
  list: z.object({ id: id('disposal'), number: z.string(), state: z.enum(DISPOSAL_STATES) }).nullable(),
})
export type DossierKeeping = z.output<typeof dossierKeeping>

/** All that is kept about one customer (R4, PIPL). */
const subjectSheet = z.object({
  storeName: z.string(),
  drawnOn: localDate,
  customer: customerView,
  dossiers: z.array(z.object({
    number: z.string(),
    vin: z.string(),
    plate: z.string().nullable(),
    model: z.string(),
    ownedFrom: localDate,
    ownedTo: localDate.nullable(),
    /** Why, and until when, it is kept: for ever where null. */
    keptUntil: localDate.nullable(),
    held: z.array(z.enum(HOLD_REASONS)),
    records: z.array(z.object({ number: z.string(), kind: z.enum(RECORD_KINDS), deliveredOn: localDate, contactName: z.string(), contactPhone: z.string(), pages: count })),
  })),
  changes: z.array(z.object({ at: instant, byName: z.string(), field: z.string(), before: z.string(), after: z.string() })),
  /** Dossiers of which whoever asks may not know. */
  hidden: count,
})
export type SubjectSheet = z.output<typeof subjectSheet>

export const disposalContract = {
  /** How long a dossier is kept, what holds it, and the list it is on. */
  'term.ofDossier': read('dossier.read', z.strictObject({ dossierId: id('dossier') }), dossierKeeping),
  /** Gives a dossier a term of its own (R1). `years` for the kind of that name. */
  'term.set': write('term.set', z.strictObject({
    dossierId: id('dossier'), kind: z.enum(TERM_KINDS), years: years.nullable(), reason,
  }).superRefine((input, context) => {
    if ((input.kind === 'years') !== (input.years !== null)) context.addIssue({ code: 'custom', message: 'term.years', path: ['years'] })
  }), nothing),
  'hold.set': write('hold.set', z.strictObject({ dossierId: id('dossier'), kind: z.enum(HOLD_KINDS), reason }), z.object({ id: id('hold') })),
  'hold.lift': write('hold.set', z.strictObject({ id: id('hold'), reason }), nothing),
  /** Dossiers whose term is over and which are on no list, longest expired first. */
  'disposal.expired': read('disposal.read', z.strictObject({ limit: z.number().int().min(1).max(DISPOSAL_LIMITS.dossiers) }), z.object({
    dossiers: z.array(keptView), more: z.boolean(), total: count,
  })),
  'disposal.draft': write('disposal.draft', z.strictObject({ items: appraised, remark: note(500) }), z.object({ id: id('disposal'), number: z.string() })),
  /** Appraises anew: the list is these from then on. */
  'disposal.appraise': write('disposal.draft', z.strictObject({ id: id('disposal'), items: appraised, remark: note(500) }), nothing),
  /** `dropped`: how many fell out of the list by this, since something holds them by now (R3). */
  'disposal.submit': write('disposal.draft', remarked, z.object({ dropped: count })),
  /** The approval it waits for. Extensions hold from the last one on. */
  'disposal.approve': write('disposal.approve', remarked, z.object({ dropped: count, state: z.enum(DISPOSAL_STATES) })),
  'disposal.decline': write('disposal.approve', which.extend({ remark: reason }), nothing),
  'disposal.withdraw': write('disposal.draft', which.extend({ remark: reason }), nothing),
  /** Destroys: whoever is signed in carries it out and signs with two witnesses; scans and personal data are erased with it (R2, R4). */
  'disposal.carryOut': write('disposal.carryOut', which.extend({
    way: z.enum(DESTRUCTION_WAYS),
    keeperPassword: provenPassword, keeperDrawn: drawnSignature,
    witness1Login: login, witness1Password: provenPassword, witness1Drawn: drawnSignature,
    witness2Login: login, witness2Password: provenPassword, witness2Drawn: drawnSignature,
  }), z.object({ seq: sequence, destroyed: count, dropped: count })),
  /** Follows the sweeping of what was erased, or begins it. */
  'disposal.sweep': { ...write('disposal.read', nothing, z.object({ taskId: z.string() })), audited: false },
  'disposal.list': read('disposal.read', z.strictObject({ limit: z.number().int().min(1).max(500) }), z.object({ disposals: z.array(disposalView), more: z.boolean() })),
  'disposal.get': read('disposal.read', which, disposalDetail),
  'disposal.print': auditedRead('disposal.read', which, disposalDetail),
  /** Older backups in a folder, which still held what was erased, are gone. */
  'disposal.noteBackupsRemoved': write('disposal.carryOut', which.extend({ folder }), nothing),
  'subject.sheet': auditedRead('subject.sheet', z.strictObject({ customerId: id('customer') }), subjectSheet),
}
