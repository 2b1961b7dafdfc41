// The audit trail: who saw, changed, printed, exported or lent what, and when (rule A3).
import { z } from 'zod'
import { AUDIT_GROUPS } from '#shared/domain/audit.ts'
import { id, instant, line, sequence, storeDay } from './field.ts'
import { auditedRead, read } from './method.ts'

/** What is asked of the trail. */
const filters = {
  from: storeDay,
  to: storeDay,
  personId: id('person').nullable(),
  group: z.enum(AUDIT_GROUPS).nullable(),
  /** A number of a dossier or record, a plate or a VIN; '' for all. What is on no dossier that one may know finds nothing. */
  about: line(60),
}
export type AuditFilters = z.input<z.ZodObject<typeof filters>>

/** Entries of one page. */
export const AUDIT_PAGE = 100
/** No more than these are counted on the screen. */
export const MOST_COUNTED_AUDIT = 1000
/** No more than these leave as a workbook. */
export const MOST_AUDIT_LINES = 10_000
/** No more than these go onto paper. */
export const MOST_PRINTED_AUDIT = 2000

const count = z.number().int().nonnegative()

const auditDetail = z.object({
  /** As in the entry (docs/formats.md); the catalogues have words for it. */
  field: z.string(),
  /** People and departments by name. */
  values: z.array(z.union([z.string(), z.number(), z.boolean()])),
  /** So many values more are not listed. */
  more: count,
})

export const auditEntryView = z.object({
  seq: sequence,
  at: instant,
  /** A method, or an act of an earlier version. */
  kind: z.string(),
  /** Null: nobody was signed in. */
  person: z.object({ id: id('person'), name: z.string() }).nullable(),
  signed: z.boolean(),
  /** The dossiers it is about, of those that one may know. */
  dossiers: z.array(z.object({ id: id('dossier'), number: z.string(), destroyed: z.boolean() })),
  moreDossiers: count,
  /** Null: kept back from whoever asks. */
  details: z.array(auditDetail).nullable(),
  /** By what number some of it was erased (R4); kept back with the details. */
  erased: z.string().nullable(),
})
export type AuditEntryView = z.output<typeof auditEntryView>

/** The newest entry of the chain when the answer was given: what leaves can be held against the archive by it. */
const head = z.object({ seq: z.number().int().nonnegative(), hash: z.string() })
export type AuditHead = z.output<typeof head>

export const auditContract = {
  /** The newest of what fits, newest first; looked up once for all pages, and entered itself. */
  'audit.find': auditedRead('audit.read', z.strictObject(filters), z.object({
    entries: z.array(auditEntryView), more: z.boolean(), count, countMore: z.boolean(), head,
  })),
  /** Older ones of what was found: `found` is the head that `audit.find` answered, by whoever asks, with the same filters. */
  'audit.older': read('audit.read', z.strictObject({ ...filters, found: z.number().int().nonnegative(), before: sequence }), z.object({
    entries: z.array(auditEntryView), more: z.boolean(),
  })),
  'audit.print': auditedRead('audit.read', z.strictObject(filters), z.object({
    storeName: z.string(), entries: z.array(auditEntryView), more: z.boolean(), head, drawnAt: instant,
  })),
  /** A workbook, newest first. */
  'audit.export': auditedRead('audit.read', z.strictObject({ ...filters, language: z.enum(['zh-CN', 'en']) }), z.object({
    fileName: z.string(), base64: z.string(), lines: count, more: z.boolean(),
  })),
  /** Everybody who ever acted here, for choosing whose entries. */
  'audit.people': read('audit.read', z.strictObject({}), z.array(z.object({ id: id('person'), name: z.string(), department: z.string() }))),
}
