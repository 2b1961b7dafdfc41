// Violations, penalties and the months they are settled in (rules V1 to V7, V9, V10).
import { z } from 'zod'
import { CHECKLIST_LIMITS } from '#shared/domain/checklist.ts'
import { PENALTY_STATES } from '#shared/domain/penalty.ts'
import { isMonth } from '#shared/domain/rate.ts'
import { RECORD_KINDS } from '#shared/domain/record.ts'
import { VIOLATION_RULES } from '#shared/domain/violation.ts'
import { id, instant, localDate, note, nothing, storeDay } from './field.ts'
import { LACK_KINDS } from './handover.ts'
import { auditedRead, read, write } from './method.ts'
import { HIGHEST_FINE } from './policy.ts'

const month = z.string().refine(isMonth, 'month.form')

/** As it was reckoned or stored: what may be typed in is another question. */
const fen = z.number().int()

/** What is entered by hand: up to ¥1,000,000 either way. */
export const HIGHEST_ENTERED = 100_000_000
const enteredFen = fen.min(-HIGHEST_ENTERED).max(HIGHEST_ENTERED)

/** Whatever can be proposed can be decided: every paper of the longest checklist at the highest fine, doubled. */
const decidedFen = fen.min(-HIGHEST_ENTERED).max(2 * CHECKLIST_LIMITS.lines * HIGHEST_FINE)

export const violationItem = z.object({ code: z.string().nullable(), lacks: z.array(z.enum(LACK_KINDS)), amount: fen })

/** What the facts were when it was proposed or entered. */
export const evidence = z.object({
  dueOn: localDate.nullable(),
  receivedOn: localDate.nullable(),
  /** The line of the sign-in book by which the papers were judged. */
  line: z.number().int().positive().nullable(),
  contactConfirmed: z.boolean().nullable(),
  correctedOn: localDate.nullable(),
  pieces: z.number().int().nullable(),
  words: z.string(),
  /** The loan that came back late (L4), or with something lost or damaged (V7). */
  loan: z.object({ id: id('loan'), number: z.string() }).nullable().default(null),
})
export type Evidence = z.output<typeof evidence>

/** What somebody may do with a violation now. */
export const VIOLATION_MOVES = ['decide', 'object', 'appeal', 'decideAppeal', 'adjust'] as const

/** In what capacity a decision was made: as the customer director, or as the general manager on an appeal or on the director (V9). */
export const DECIDING_AS = ['director', 'generalManager'] as const

const personView = z.object({ id: id('person'), name: z.string(), department: z.string() })

export const violationView = z.object({
  id: id('violation'),
  number: z.string(),
  rule: z.enum(VIOLATION_RULES),
  state: z.enum(PENALTY_STATES),
  /** The day of the violation, and the month it is settled in (YYYY-MM). */
  on: localDate,
  month: z.string(),
  monthClosed: z.boolean(),
  person: personView,
  /** Null where there is none, or where whoever asks may not know of it. */
  record: z.object({
    id: id('record'), number: z.string(), kind: z.enum(RECORD_KINDS), dossierId: id('dossier'), dossierNumber: z.string(),
    plate: z.string().nullable(), model: z.string(),
  }).nullable(),
  /** There is a record, and whoever asks may not know of it: what it lacks is left out too. */
  recordHidden: z.boolean(),
  correction: z.object({ id: id('correction'), number: z.string() }).nullable(),
  items: z.array(violationItem),
  /** The person objected to it, and the facts no longer propose it: it costs and counts nothing, and can only be waived. */
  groundless: z.boolean(),
  evidence,
  /** Before any doubling. */
  base: fen,
  /** The which-th counted penalty of its person and month (V6). */
  nth: z.number().int().nullable(),
  doubled: z.boolean(),
  /** Decided, or what it would cost if all undecided ones before it were confirmed. */
  amount: fen,
  decided: z.boolean(),
  /** Decided as doubled or not, and no longer so counted, since what came before it was waived or proposed since; not adjusted yet. */
  countChanged: z.boolean(),
  /**
   * Performance pay that may be withheld of the month, in per cent (V6), and how much of it the person's other penalties of the month
   * withhold already; null where none may with this one.
   */
  shareRange: z.object({ least: z.number().int(), most: z.number().int(), taken: z.number().int() }).nullable(),
  share: z.number().int().nullable(),
  /** The number of the one that has to be decided before this one (V6). */
  first: z.string().nullable(),
  /** The number of the one that this one adjusts. */
  adjusts: z.string().nullable(),
  proposedAt: instant,
  may: z.array(z.enum(VIOLATION_MOVES)),
})
export type ViolationView = z.output<typeof violationView>

export const violationAct = z.object({
  at: instant, personName: z.string(), act: z.enum(['propose', 'enter', 'decide', 'waive', 'object', 'appeal']),
  amount: fen.nullable(), share: z.number().int().nullable(), remark: z.string(),
  /** Of a decision or a waiver; else null. */
  as: z.enum(DECIDING_AS).nullable(),
})

export const violationDetail = violationView.extend({ acts: z.array(violationAct) })
export type ViolationDetail = z.output<typeof violationDetail>

/** Of some violations: how many, how many still undecided or contested, what those would cost, what is decided. */
export const sums = z.object({ count: z.number().int(), pending: z.number().int(), proposed: fen, decided: fen })
export type Sums = z.output<typeof sums>

const closing = z.object({ at: instant, byName: z.string() })

export const violationList = z.object({
  /** By department and name; each person's in the order in which they are counted and decided. */
  people: z.array(z.object({ person: personView, violations: z.array(violationView), sums })),
  sums,
  /** Of the month asked for; null while it is open, or where none was asked for. */
  closed: closing.nullable(),
})
export type ViolationList = z.output<typeof violationList>

/**
 * `pending`: somebody still has to act; `decided`: the others. Of these, as the first screen counts them: `toDecide`: to be decided, objections
 * among them; `appealed`: taken to the general manager; neither one's own. `toAnswer`: one's own, to object to or appeal against.
 */
export const VIOLATION_FILTERS = ['all', 'pending', 'decided', 'toDecide', 'appealed', 'toAnswer'] as const
export type ViolationFilter = (typeof VIOLATION_FILTERS)[number]

export const decision = z.discriminatedUnion('outcome', [
  /** `amount`: as reckoned, or another with a reason. `share`: of performance pay, where some may be withheld. */
  z.strictObject({ outcome: z.literal('penalty'), amount: decidedFen, share: z.number().int().min(0).max(100).nullable() }),
  z.strictObject({ outcome: z.literal('waived') }),
])
export type Decision = z.output<typeof decision>

const one = z.strictObject({ id: id('violation') })
const oneWith = z.strictObject({ id: id('violation'), remark: note(1000) })
const ofMonth = z.strictObject({ month })

export const violationContract = {
  /** Brings a month's undecided violations up to date with the facts: new ones in, changed ones changed, groundless ones out (V9). */
  'violation.propose': write('violation.propose', ofMonth, z.object({
    added: z.number().int(), changed: z.number().int(), removed: z.number().int(),
  })),
  /** Of a month, of a person, or both; of all months what waits alone. Within what whoever asks may see. */
  'violation.list': read('violation.read', z.strictObject({
    month: month.nullable(),
    personId: id('person').nullable(),
    filter: z.enum(VIOLATION_FILTERS),
  }), violationList),
  'violation.get': read('violation.read', one, violationDetail),
  /** A paper lost or damaged (V7, by pieces), a loan overdue (L4): known to people, not to the software. */
  'violation.enter': write('violation.propose', z.strictObject({
    rule: z.enum(['V7', 'L4']),
    personId: id('person'),
    on: storeDay,
    recordId: id('record').nullable(),
    pieces: z.number().int().min(1).max(999),
    remark: note(1000),
  }), z.object({ id: id('violation'), number: z.string() })),
  /** Corrects a violation of a closed month, or one whose count has changed since it was decided, by a new entry in the first open month. */
  'violation.adjust': write('violation.propose', z.strictObject({ id: id('violation'), amount: enteredFen, remark: note(1000) }), z.object({
    id: id('violation'), number: z.string(),
  })),
  /** Decides a proposal, or anew after an objection. */
  'violation.decide': write('violation.decide', z.strictObject({ id: id('violation'), decision, remark: note(1000) }), nothing),
  /** By the person fined. */
  'violation.object': write('violation.read', oneWith, nothing),
  /** By the person fined, against the answer to their objection: the general manager decides. */
  'violation.appeal': write('violation.read', oneWith, nothing),
  'appeal.decide': write('appeal.decide', z.strictObject({ id: id('violation'), decision, remark: note(1000) }), nothing),
  /** What a penalty slip (处罚单) says; entered in the audit trail (A3). */
  'violation.slip': auditedRead('violation.read', one, violationDetail.extend({ storeName: z.string() })),
  /** A month's list on paper, within what whoever asks may see. */
  'violation.print': auditedRead('violation.read', ofMonth, violationList.extend({ storeName: z.string() })),
  /** A month's list as a workbook (xlsx), in base64. */
  'violation.sheet': auditedRead('violation.read', ofMonth.extend({ language: z.enum(['zh-CN', 'en']) }), z.object({ fileName: z.string(), base64: z.string() })),
  /** Newest first, months without any violation left out unless closed. */
  'month.list': read('violation.read', nothing, z.array(z.object({ month: z.string(), sums, closed: closing.nullable() }))),
  /** Nothing of it changes any more; only for a month that is over, up to date, with nothing pending and nothing decided too lately to be objected to. */
  'month.close': write('month.close', ofMonth, z.object({ total: fen })),
}
