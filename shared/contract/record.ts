// Entering deliveries and service visits, and the lists of what is owed (rules F3, F4, H1, H2, H8, V3).
import { z } from 'zod'
import { PAPER_FORMS, PRESENCES, SIGNATURE_STATES } from '#shared/domain/paper.ts'
import { RECORD_KINDS } from '#shared/domain/record.ts'
import { customerView, recordView, vehicleView } from './dossier.ts'
import { id, line, localDate, name, note, nothing, phone, requiredLine, storeDay } from './field.ts'
import { auditedRead, read, write } from './method.ts'
import { customerInput, vehicleInput } from './record-input.ts'

export const checklistLineView = z.object({
  code: z.string(),
  /** Of a store's own paper alone. */
  name: z.string().optional(),
  form: z.enum(PAPER_FORMS),
  count: z.number().int(),
  customerSigns: z.boolean(),
  staffSigns: z.boolean(),
  inspection: z.boolean(),
  due: z.enum(['always', 'ifApplies', 'ifAppliesWithReason']),
  mayBeLate: z.boolean(),
})

export const paperCheck = z.strictObject({
  code: z.string().max(40),
  presence: z.enum(PRESENCES),
  count: z.number().int().min(0).max(99),
  form: z.enum(PAPER_FORMS),
  customerSignature: z.enum(SIGNATURE_STATES),
  staffSignature: z.enum(SIGNATURE_STATES),
  note: note(200),
  promisedOn: localDate.nullable(),
  delayAccepted: z.boolean(),
})

export const listedRecordView = recordView.extend({
  dossierId: id('dossier'),
  dossierNumber: z.string(),
  ownerName: z.string(),
  vehicle: vehicleView.pick({ vin: true, plate: true, model: true }),
  overdue: z.boolean(),
})
export type ListedRecordView = z.output<typeof listedRecordView>

/** A record with its checklist and how each paper stands, in checklist order. */
export const recordDetailView = listedRecordView.extend({
  checklist: z.array(checklistLineView),
  papers: z.array(paperCheck),
  /** Papers whose pages and notes are kept back from whoever asks, by code (S1). */
  keptBack: z.array(z.string()),
})
export type RecordDetailView = z.output<typeof recordDetailView>

export const recordEntryInput = z.strictObject({
  kind: z.enum(RECORD_KINDS),
  /** Of a car on file whose dossier this person may not know, the VIN alone counts: its data stays as filed. */
  vehicle: vehicleInput,
  /**
   * Null: the car is on file and its owner stays as filed, as it must where this person may not know the dossier. Else the present
   * owner, whose data is brought up to date.
   */
  customer: customerInput.nullable(),
  /** True: `customer` is a new owner and follows the present one (F8). */
  newOwner: z.boolean(),
  contact: z.strictObject({ name, phone, confirmed: z.boolean() }),
  responsibleId: id('person'),
  deliveredOn: storeDay,
  /** Contract or repair order number; may be empty. */
  orderNumber: line(40),
})
export type RecordEntryInput = z.output<typeof recordEntryInput>

export const RECORD_FILTERS = ['outstanding', 'overdue', 'dueToday', 'refused', 'incomplete'] as const

export const recordContract = {
  /** Whether the car is on file, by VIN or plate; what is filed of it only for those who may know the dossier. */
  'record.findVehicle': auditedRead('record.enter', z.strictObject({ text: requiredLine(40) }), z.object({
    found: z.object({
      dossierNumber: z.string(),
      /** Null when this person may not know the dossier, as is the owner. */
      vehicle: vehicleView.nullable(),
      owner: z.object({ dossierId: id('dossier'), customer: customerView }).nullable(),
      hasDelivery: z.boolean(),
    }).nullable(),
  })),
  'record.enter': write('record.enter', recordEntryInput, z.object({
    recordId: id('record'),
    recordNumber: z.string(),
    dossierId: id('dossier'),
    dossierNumber: z.string(),
    /** True when the dossier was made by this. */
    dossierMade: z.boolean(),
    dueOn: localDate,
    dueProvisional: z.boolean(),
  })),
  /** What is owed or lacking, oldest due day first, within what the person may see. */
  'record.list': read('record.read', z.strictObject({
    filter: z.enum(RECORD_FILTERS),
    responsibleId: id('person').nullable(),
    limit: z.number().int().min(1).max(500),
  }), z.object({
    records: z.array(listedRecordView),
    more: z.boolean(),
    counts: z.object({
      outstanding: z.number().int(), overdue: z.number().int(), dueToday: z.number().int(),
      refused: z.number().int(), incomplete: z.number().int(),
    }),
  })),
  /** What a scanned or typed label stands for: a label's text, archive number, record number, VIN, plate. Records that can be handed over. */
  'record.byLabel': read('record.read', z.strictObject({ label: requiredLine(200) }), z.array(listedRecordView)),
  'record.open': read('record.read', z.strictObject({ ids: z.array(id('record')).min(1).max(60) }), z.array(recordDetailView)),
  /** Whoever answers for a record, or the archive, has spoken to the contact person: their name and the one number to reach them (V3). */
  'record.confirmContact': write('record.read', z.strictObject({ recordId: id('record'), name, phone }), nothing),
  /** The customer director accepts that a paper cannot exist yet (F4). */
  'paper.acceptDelay': write('paper.acceptDelay', z.strictObject({
    recordId: id('record'), code: z.string().max(40), promisedOn: localDate,
  }), nothing),
}
