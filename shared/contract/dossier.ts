// Dossiers: the car, its owners, its records; found by words and dates (rules F1 to F3, F8, A4, C5).
import { z } from 'zod'
import { IDENTITY_KINDS } from '#shared/domain/identity.ts'
import { MERGE_SUBJECTS } from '#shared/domain/merge.ts'
import { BOOK_LINE_KINDS, REFUSAL_REASONS } from '#shared/domain/sign-in-book.ts'
import { RECORD_KINDS, RECORD_STATES } from '#shared/domain/record.ts'
import { customerInput, vehicleDetailsInput } from './record-input.ts'
import { id, instant, localDate, nothing, sequence, storeDay } from './field.ts'
import { auditedRead, read, write } from './method.ts'
import { secrecyView } from './secrecy.ts'

export const ORIGINS = ['soldHere', 'soldElsewhere'] as const

export const vehicleView = z.object({
  id: id('vehicle'),
  vin: z.string(),
  plate: z.string().nullable(),
  model: z.string(),
  colour: z.string(),
  engineNumber: z.string(),
  origin: z.enum(ORIGINS),
})
export type VehicleView = z.output<typeof vehicleView>

export const customerView = z.object({
  id: id('customer'),
  kind: z.enum(['person', 'company']),
  name: z.string(),
  identityKind: z.enum(IDENTITY_KINDS),
  identityNumber: z.string(),
  mobile: z.string(),
  landline: z.string(),
  address: z.string(),
})
export type CustomerView = z.output<typeof customerView>

export const recordView = z.object({
  id: id('record'),
  number: z.string(),
  kind: z.enum(RECORD_KINDS),
  state: z.enum(RECORD_STATES),
  deliveredOn: localDate,
  dueOn: localDate,
  dueProvisional: z.boolean(),
  receivedAt: instant.nullable(),
  /** The line of the first receipt, if it stands. */
  receivedSeq: sequence.nullable(),
  /** Why it was sent back, while it is `refused`. */
  refusal: z.enum(REFUSAL_REASONS).nullable(),
  responsible: z.object({ id: id('person'), name: z.string(), department: z.string() }),
  contact: z.object({ name: z.string(), phone: z.string(), confirmed: z.boolean() }),
  orderNumber: z.string(),
  lackCount: z.number().int(),
})
export type RecordView = z.output<typeof recordView>

export const MATCHED_FIELDS = ['name', 'formerOwner', 'contact', 'mobile', 'landline', 'phone', 'plate', 'vin', 'number', 'recordNumber'] as const

export const hitView = z.object({
  dossierId: id('dossier'),
  number: z.string(),
  ownerName: z.string(),
  plate: z.string().nullable(),
  vin: z.string(),
  model: z.string(),
  lastRecord: z.object({ kind: z.enum(RECORD_KINDS), deliveredOn: localDate, state: z.enum(RECORD_STATES), dueOn: localDate }).nullable(),
  /** Which fields the typed words were found in, with the value of each, best first. */
  matched: z.array(z.object({
    field: z.enum(MATCHED_FIELDS),
    value: z.string(),
    by: z.enum(['text', 'pinyin', 'initials']),
  })),
})
export type HitView = z.output<typeof hitView>

/** States one can search by: those of records, and `overdue`. */
export const SEARCH_STATES = [...RECORD_STATES, 'overdue'] as const

export const searchInput = z.strictObject({
  text: z.string().max(200),
  dates: z.strictObject({
    field: z.enum(['delivery', 'visit', 'handover']),
    from: storeDay,
    to: storeDay,
  }).nullable(),
  state: z.enum(SEARCH_STATES).nullable(),
  kind: z.enum(RECORD_KINDS).nullable(),
  limit: z.number().int().min(1).max(200),
})

export const dossierView = z.object({
  id: id('dossier'),
  number: z.string(),
  /** As it is today (S2). */
  secrecy: secrecyView,
  createdAt: instant,
  vehicle: vehicleView,
  /** In turn, the present owner last (F8). */
  owners: z.array(z.object({ customer: customerView, fromOn: localDate, toOn: localDate.nullable() })),
  /** Newest first. */
  records: z.array(recordView),
  /** Lines of the sign-in book about this car, newest first. */
  lines: z.array(z.object({
    seq: sequence,
    at: instant,
    kind: z.enum(BOOK_LINE_KINDS),
    recordId: id('record'),
    giverName: z.string().nullable(),
    receiverName: z.string(),
    struckBy: sequence.nullable(),
    lackCount: z.number().int(),
  })),
  /** Every change of the data, newest first (F8). */
  changes: z.array(z.object({
    at: instant,
    personName: z.string(),
    subject: z.enum(['customer', 'vehicle', 'owner']),
    field: z.string(),
    before: z.string(),
    after: z.string(),
  })),
  /** What was merged into this dossier or its owners, or undone, newest first (F8). */
  merges: z.array(z.object({
    at: instant,
    personName: z.string(),
    act: z.enum(['merge', 'undo']),
    subject: z.enum(MERGE_SUBJECTS),
    /** Archive numbers, or names and masked identity numbers; null for one that the person may not know. */
    kept: z.string().nullable(),
    merged: z.string().nullable(),
    /** Null where either of the two may not be known. */
    reason: z.string().nullable(),
  })),
})
export type DossierView = z.output<typeof dossierView>

export const dossierContract = {
  'dossier.search': read('dossier.read', searchInput, z.object({
    hits: z.array(hitView),
    /** True when there are more than `limit`. */
    more: z.boolean(),
  })),
  'dossier.open': auditedRead('dossier.read', z.strictObject({ id: id('dossier') }), dossierView),
  'customer.update': write('dossier.edit', z.strictObject({ dossierId: id('dossier'), customerId: id('customer'), customer: customerInput }), nothing),
  'vehicle.update': write('dossier.edit', z.strictObject({ dossierId: id('dossier'), vehicle: vehicleDetailsInput }), nothing),
  /** The car was sold on: the present owner's time ends the day before `fromOn` (F8). */
  'dossier.changeOwner': write('dossier.edit', z.strictObject({ dossierId: id('dossier'), customer: customerInput, fromOn: localDate }), nothing),
}
