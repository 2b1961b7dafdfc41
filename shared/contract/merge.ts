// Doubles of customers and of cars: found, compared, merged, and a wrong merge undone (rules F1, F8).
import { z } from 'zod'
import { RECORD_KINDS, RECORD_STATES } from '#shared/domain/record.ts'
import { CAR_REASONS, CUSTOMER_REASONS, MERGE_SUBJECTS } from '#shared/domain/merge.ts'
import { customerView, vehicleView } from './dossier.ts'
import { id, instant, localDate, nothing, requiredLine } from './field.ts'
import { auditedRead, read, write } from './method.ts'

/** A customer as a pair in the list shows them; the identity number masked. */
const customerBrief = customerView.pick({ id: true, kind: true, name: true, identityKind: true, mobile: true, address: true }).extend({
  maskedNumber: z.string(),
  /** How many cars of theirs, present or past, the person may know of. */
  cars: z.number().int(),
})
export type CustomerBrief = z.output<typeof customerBrief>

const carBrief = vehicleView.pick({ vin: true, plate: true, model: true, engineNumber: true }).extend({
  id: id('dossier'),
  number: z.string(),
  ownerName: z.string(),
  records: z.number().int(),
})
export type CarBrief = z.output<typeof carBrief>

const customerSide = customerView.extend({
  /** Dossiers of theirs, present or past, that the person may know of; `hidden` counts the others. */
  dossiers: z.array(z.object({
    id: id('dossier'), number: z.string(), plate: z.string().nullable(), model: z.string(), fromOn: localDate, toOn: localDate.nullable(),
  })),
  hidden: z.number().int(),
})
export type CustomerSide = z.output<typeof customerSide>

const dossierSide = z.object({
  id: id('dossier'),
  number: z.string(),
  createdAt: instant,
  vehicle: vehicleView,
  owners: z.array(z.object({ name: z.string(), mobile: z.string(), fromOn: localDate, toOn: localDate.nullable() })),
  records: z.array(z.object({
    id: id('record'), number: z.string(), kind: z.enum(RECORD_KINDS), state: z.enum(RECORD_STATES), deliveredOn: localDate,
  })),
  scans: z.number().int(),
  /** Where its folder lies. */
  slot: z.string().nullable(),
})
export type DossierSide = z.output<typeof dossierSide>

const mergeView = z.object({
  id: id('merge'),
  subject: z.enum(MERGE_SUBJECTS),
  /** An archive number, or a customer's name and masked identity number. */
  kept: z.string(),
  merged: z.string(),
  /** The dossier to look at; null where there is none to show. */
  dossierId: id('dossier').nullable(),
  reason: z.string(),
  at: instant,
  byName: z.string(),
  undone: z.object({ at: instant, byName: z.string(), reason: z.string() }).nullable(),
})
export type MergeView = z.output<typeof mergeView>

const reason = requiredLine(200)
const pair = z.strictObject({ subject: z.enum(MERGE_SUBJECTS), oneId: z.number().int().positive(), otherId: z.number().int().positive() })

export const MOST_DOUBLES = 200

export const mergeContract = {
  /** Probable doubles within what the person may know, the likeliest first, at most MOST_DOUBLES of each. */
  'merge.doubles': read('dossier.merge', nothing, z.object({
    customers: z.array(z.object({ one: customerBrief, other: customerBrief, reasons: z.array(z.enum(CUSTOMER_REASONS)) })),
    dossiers: z.array(z.object({ one: carBrief, other: carBrief, reasons: z.array(z.enum(CAR_REASONS)) })),
    more: z.boolean(),
  })),
  /** Two customers, or the dossiers of two cars, side by side; any two, whether they were found or not. */
  'merge.open': auditedRead('dossier.merge', pair, z.discriminatedUnion('subject', [
    z.object({
      subject: z.literal('customer'), one: customerSide, other: customerSide, reasons: z.array(z.enum(CUSTOMER_REASONS)), notDouble: z.string().nullable(),
    }),
    z.object({
      subject: z.literal('dossier'), one: dossierSide, other: dossierSide, reasons: z.array(z.enum(CAR_REASONS)), notDouble: z.string().nullable(),
    }),
  ])),
  'merge.customers': write('dossier.merge', z.strictObject({ keepId: id('customer'), mergeId: id('customer'), reason }), z.object({ id: id('merge') })),
  /** Two dossiers of one car: everything goes to the one that is kept. */
  'merge.dossiers': write('dossier.merge', z.strictObject({ keepId: id('dossier'), mergeId: id('dossier'), reason }), z.object({ id: id('merge') })),
  /** Puts back what the merge moved; what came since stays where it is. */
  'merge.undo': write('dossier.merge', z.strictObject({ id: id('merge'), reason }), nothing),
  /** The pair is two, and is not listed again. */
  'merge.notDouble': write('dossier.merge', pair.extend({ reason }), nothing),
  /** Newest first, undone ones among them. */
  'merge.list': read('dossier.merge', z.strictObject({ limit: z.number().int().min(1).max(500) }), z.object({ merges: z.array(mergeView), more: z.boolean() })),
}
