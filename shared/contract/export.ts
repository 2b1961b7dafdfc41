// Complete exports: asked for, approved by another, made into a folder (rules S3, S4, A3).
import { z } from 'zod'
import { SECRECY_LEVELS } from '#shared/domain/access.ts'
import { COPY_STATES } from '#shared/domain/copy.ts'
import { EXPORT_LANGUAGES } from '#shared/domain/export.ts'
import { hash, id, instant, localDate, note, nothing, provenPassword, requiredLine } from './field.ts'
import { read, write } from './method.ts'

const count = z.int().min(0)

/** What an export holds. */
export const exportResult = z.object({
  dossiers: count,
  /** Of which only the line of the register is left. */
  destroyed: count,
  records: count,
  /** Files of scans, as they were given. */
  scans: count,
  /** Files of scans that could not be put in, each named on its dossier's page. */
  leftOut: count,
  /** All files, the lists and pages among them. */
  files: count,
  bytes: count,
  /** Of the list of hashes: who has the list can show that nothing was changed since. */
  sums: hash,
})
export type ExportResult = z.output<typeof exportResult>

export const EXPORT_MOVES = ['approve', 'decline', 'withdraw', 'make'] as const
export type ExportMove = (typeof EXPORT_MOVES)[number]

export const exportView = z.object({
  id: id('exportRequest'),
  number: z.string(),
  state: z.enum(COPY_STATES),
  /** How secret what it holds may be. */
  level: z.enum(SECRECY_LEVELS),
  purpose: z.string(),
  recipient: z.string(),
  requestedBy: z.object({ id: id('person'), name: z.string(), department: z.string() }),
  requestedAt: instant,
  decided: z.object({ name: z.string(), at: instant, remark: z.string() }).nullable(),
  /** The last day on which it may be made. */
  lapsesOn: localDate.nullable(),
  /** The last making, where it has not come to its end or came to none. */
  making: z.object({
    at: instant,
    folder: z.string(),
    /** `brokenOff`: the program ended meanwhile, and what it had written may lie there. */
    state: z.enum(['running', 'brokenOff', 'ended']),
    /** Why it ended: a problem's key, or what the system called it. */
    problem: z.string().nullable(),
    about: z.string(),
    /** For who began it in this session. */
    taskId: z.string().nullable(),
  }).nullable(),
  made: exportResult.extend({ at: instant, folder: z.string() }).nullable(),
  may: z.array(z.enum(EXPORT_MOVES)),
})
export type ExportView = z.output<typeof exportView>

const which = z.strictObject({ id: id('exportRequest') })
const words = note(500)

export const exportContract = {
  'export.request': write('export.request', z.strictObject({
    level: z.enum(SECRECY_LEVELS), purpose: requiredLine(200), recipient: requiredLine(100),
  }), z.object({ id: id('exportRequest'), number: z.string() })),
  'export.approve': write('export.approve', which.extend({ remark: words }), z.object({ lapsesOn: localDate })),
  'export.decline': write('export.approve', which.extend({ remark: words.refine((text) => text !== '', 'text.required') }), nothing),
  'export.withdraw': write('export.request', which.extend({ remark: words }), nothing),
  /** Makes an approved one into an absent or empty folder, unencrypted; whoever asked for it signs with their password. Follow it by `task.get`. */
  'export.make': write('export.request', which.extend({
    folder: z.string().min(1, 'text.required').max(1000, 'text.tooLong'), language: z.enum(EXPORT_LANGUAGES), password: provenPassword,
  }), z.object({ taskId: z.string() })),
  /** Newest first. */
  'export.list': read('export.request', z.strictObject({ limit: z.int().min(1).max(500) }), z.object({
    requests: z.array(exportView),
    more: z.boolean(),
    /** Up to which level whoever asks may ask for one; null: they may see too little. */
    highest: z.enum(SECRECY_LEVELS).nullable(),
  })),
}
