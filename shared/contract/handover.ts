// Handing over, refusing, striking; the sign-in book and the slip (rules H3, H5, H7, F9).
import { z } from 'zod'
import { BOOK_LINE_KINDS, DRAWN_LIMITS, REFUSAL_REASONS, drawnProblem } from '#shared/domain/sign-in-book.ts'
import { PAPER_FORMS, PRESENCES, SIGNATURE_STATES } from '#shared/domain/paper.ts'
import { RECORD_KINDS } from '#shared/domain/record.ts'
import { hash, id, instant, localDate, note, provenPassword, sequence, storeDay } from './field.ts'
import { auditedRead, read, write } from './method.ts'
import { paperCheck } from './record.ts'

/** Strokes of alternating x and y in a box of 600 × 200. */
export const drawnSignature = z
  .strictObject({ strokes: z.array(z.array(z.number().int().min(0).max(600)).max(DRAWN_LIMITS.numbers)).max(DRAWN_LIMITS.strokes) })
  .superRefine((drawn, context) => {
    const found = drawnProblem(drawn)
    if (found !== null) context.addIssue({ code: 'custom', message: found })
  })

export const LACK_KINDS = ['missing', 'notYetObtainable', 'tooFew', 'notOriginal', 'customerSignature', 'staffSignature'] as const

const lackView = z.object({ code: z.string(), kind: z.enum(LACK_KINDS) })

const signerView = z.object({
  personId: id('person'),
  name: z.string(),
  department: z.string(),
  /** Null where nothing was drawn: corrections are signed by password alone. */
  drawn: drawnSignature.nullable(),
})

/** What a line of the book says; this, as it was signed, is what the chain commits to. */
export const bookLineContent = z.object({
  kind: z.enum(BOOK_LINE_KINDS),
  recordId: id('record'),
  recordNumber: z.string(),
  recordKind: z.enum(RECORD_KINDS),
  dossierId: id('dossier'),
  dossierNumber: z.string(),
  ownerName: z.string(),
  plate: z.string().nullable(),
  vin: z.string(),
  model: z.string(),
  deliveredOn: localDate,
  dueOn: localDate,
  dueProvisional: z.boolean(),
  /** How every paper of the record stands after this line. */
  papers: z.array(z.object({
    code: z.string(),
    presence: z.enum(PRESENCES),
    count: z.number().int(),
    form: z.enum(PAPER_FORMS),
    customerSignature: z.enum(SIGNATURE_STATES),
    staffSignature: z.enum(SIGNATURE_STATES),
    note: z.string(),
    promisedOn: localDate.nullable(),
    delayAccepted: z.boolean(),
  })),
  /** The papers that this line brought or changed, by code. */
  changed: z.array(z.string()),
  /** What is missing after this line. */
  lacks: z.array(lackView),
  /** What was written down at that moment (H3), or why it was refused or struck. */
  remark: z.string(),
  refusal: z.enum(REFUSAL_REASONS).nullable(),
  /** The first receipt against which later papers are handed in (H7). */
  receipt: sequence.nullable(),
  /** The line that a correction strikes through. */
  strikes: sequence.nullable(),
  handoverId: id('handover').nullable(),
  /** Commits to the drawn signatures, which lie with the handover. */
  drawnHash: hash.nullable(),
  giver: z.object({ personId: id('person'), name: z.string(), department: z.string() }).nullable(),
  receiver: z.object({ personId: id('person'), name: z.string(), department: z.string() }),
  /** The number by which what it said of a customer and a car was erased (R4). */
  erased: z.string().optional(),
})
export type BookLineContent = z.output<typeof bookLineContent>

export const bookLineView = bookLineContent.omit({ giver: true, receiver: true }).extend({
  seq: sequence,
  at: instant,
  on: localDate,
  hash,
  giver: signerView.nullable(),
  receiver: signerView,
  /** The later line that struck this one through (H5). */
  struckBy: sequence.nullable(),
  /** Received on or before the due day; null for lines that receive nothing. */
  onTime: z.boolean().nullable(),
})
export type BookLineView = z.output<typeof bookLineView>

export const headView = z.object({ seq: z.number().int(), hash })

const bookDayView = z.object({
  on: localDate,
  lines: z.array(bookLineView),
  /** The nearest days with lines on either side, to turn the page. */
  previousOn: localDate.nullable(),
  nextOn: localDate.nullable(),
  head: headView,
})
export type BookDayView = z.output<typeof bookDayView>

export const slipView = z.object({
  storeName: z.string(),
  at: instant,
  lines: z.array(bookLineView),
  /** How many more lines the handover has, of records that this person may not know of. */
  hiddenLines: z.number().int(),
  head: headView,
})
export type SlipView = z.output<typeof slipView>

const slipOfPaper = paperCheck.omit({ delayAccepted: true })

export const handoverContract = {
  /**
   * Receives the papers of one or several records. The one who hands over is named by log-in; the one who receives is
   * whoever is signed in. Each proves themselves by password and signs by hand. All lines or none.
   */
  'handover.sign': write('handover.receive', z.strictObject({
    giverLogin: z.string().max(200),
    giverPassword: provenPassword,
    giverDrawn: drawnSignature,
    receiverPassword: provenPassword,
    receiverDrawn: drawnSignature,
    records: z.array(z.strictObject({
      recordId: id('record'),
      papers: z.array(slipOfPaper).min(1).max(40),
      remark: note(500),
    })).min(1).max(60),
  }), z.object({
    handoverId: id('handover'),
    lines: z.array(z.object({ seq: sequence, recordId: id('record') })),
    head: headView,
  })),
  /** Sends a record back with a reason; it stays due (F9 is one reason). */
  'handover.refuse': write('handover.receive', z.strictObject({
    recordId: id('record'), reason: z.enum(REFUSAL_REASONS), remark: note(500), password: provenPassword,
  }), z.object({ seq: sequence })),
  /** Everything a handover slip (交接单) shows. */
  'handover.slip': auditedRead('book.read', z.strictObject({ handoverId: id('handover') }), slipView),
  /** One day of the book. */
  'book.day': read('book.read', z.strictObject({ on: localDate }), bookDayView),
  /** How many lines each day of a month has. `month`: YYYY-MM. */
  'book.month': read('book.read', z.strictObject({ month: z.string().regex(/^\d{4}-(0[1-9]|1[0-2])$/) }), z.array(z.object({
    on: localDate, lines: z.number().int(),
  }))),
  /** Days of the book as printed; entered in the audit trail. At most 31 days. */
  'book.print': auditedRead('book.read', z.strictObject({ from: storeDay, to: storeDay }), z.object({
    storeName: z.string(), days: z.array(z.object({ on: localDate, lines: z.array(bookLineView) })), head: headView,
  })),
  /** Strikes a line through by a later, signed line that points at it (H5). The record is owed again. */
  'book.strike': write('book.correct', z.strictObject({
    seq: sequence, remark: note(500), password: provenPassword,
  }), z.object({ seq: sequence })),
}

