// Corrections (整改): ordered for what is lacking of a record, marked done, closed, returned or withdrawn (rule V10).
import { z } from 'zod'
import { CORRECTION_ACTS, CORRECTION_STATES } from '#shared/domain/correction.ts'
import { RECORD_KINDS } from '#shared/domain/record.ts'
import { id, instant, localDate, note, nothing } from './field.ts'
import { LACK_KINDS } from './handover.ts'
import { auditedRead, read, write } from './method.ts'

export const lackView = z.object({ code: z.string().max(40), kind: z.enum(LACK_KINDS) })

const personView = z.object({ id: id('person'), name: z.string(), department: z.string() })

export const correctionView = z.object({
  id: id('correction'),
  number: z.string(),
  state: z.enum(CORRECTION_STATES),
  orderedAt: instant,
  orderedByName: z.string(),
  dueOn: localDate,
  dueProvisional: z.boolean(),
  /** Ordered, not marked done, and past its due day. */
  overdue: z.boolean(),
  correctedOn: localDate.nullable(),
  person: personView,
  record: z.object({
    id: id('record'), number: z.string(), kind: z.enum(RECORD_KINDS), dossierId: id('dossier'), dossierNumber: z.string(),
    plate: z.string().nullable(), vin: z.string(), model: z.string(),
  }),
  /** What was ordered to be put right. */
  lacks: z.array(lackView),
  remark: z.string(),
})
export type CorrectionView = z.output<typeof correctionView>

export const correctionDetail = correctionView.extend({
  /** What of it is still lacking in the archive. */
  left: z.array(lackView),
  acts: z.array(z.object({ at: instant, personName: z.string(), act: z.enum(['order', ...CORRECTION_ACTS]), remark: z.string() })),
  /** What whoever asks may do now. */
  may: z.array(z.enum(CORRECTION_ACTS)),
})
export type CorrectionDetail = z.output<typeof correctionDetail>

/** `open`: ordered; `overdue` of these; `done`: marked done, to be looked at; `settled`: closed or withdrawn. */
export const CORRECTION_FILTERS = ['open', 'overdue', 'done', 'settled'] as const
export type CorrectionFilter = (typeof CORRECTION_FILTERS)[number]

const one = z.strictObject({ id: id('correction') })
const oneWith = z.strictObject({ id: id('correction'), remark: note(500) })

export const correctionContract = {
  /** Orders what is lacking of a received record to be put right; by whoever answers for it unless somebody else is named. */
  'correction.order': write('correction.order', z.strictObject({
    recordId: id('record'),
    personId: id('person').nullable(),
    lacks: z.array(z.strictObject(lackView.shape)).min(1).max(60),
    remark: note(500),
  }), z.object({ id: id('correction'), number: z.string(), dueOn: localDate, dueProvisional: z.boolean() })),
  /** The earliest due first, settled ones newest first, within what the person may see; of one person or one dossier where named. */
  'correction.list': read('correction.read', z.strictObject({
    filter: z.enum(CORRECTION_FILTERS),
    personId: id('person').nullable(),
    dossierId: id('dossier').nullable(),
    limit: z.number().int().min(1).max(500),
  }), z.object({
    corrections: z.array(correctionView),
    more: z.boolean(),
    /** Whoever has one that the filter names. */
    people: z.array(personView),
    counts: z.object({ open: z.number().int(), overdue: z.number().int(), done: z.number().int() }),
  })),
  'correction.get': read('correction.read', one, correctionDetail),
  /** What the printed notice (整改通知单) says; entered in the audit trail (A3). */
  'correction.notice': auditedRead('correction.read', one, correctionDetail.extend({ storeName: z.string() })),
  /** By whoever has to put it right, or by their head. */
  'correction.markDone': write('correction.read', oneWith, nothing),
  'correction.return': write('correction.order', oneWith, nothing),
  /** Only when nothing of what was named is lacking any more. */
  'correction.close': write('correction.order', oneWith, nothing),
  'correction.withdraw': write('correction.order', oneWith, nothing),
}
