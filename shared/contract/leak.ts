// Leaks: reported by anyone, followed by the customer director and the general manager (rule S5).
import { z } from 'zod'
import { LEAK_ACTS, LEAK_LIMITS, LEAK_STATES } from '#shared/domain/leak.ts'
import { id, instant, line, localDate, note, nothing, requiredLine, storeDay } from './field.ts'
import { auditedRead, read, write } from './method.ts'

const person = z.object({ id: id('person'), name: z.string(), department: z.string() })

/** Text on several lines that must say something. */
const said = (maximum: number) => note(maximum).refine((text) => text !== '', 'text.required')

export const leakFields = {
  what: said(LEAK_LIMITS.text),
  /** As the reporter names it; nothing is said back about it. */
  dossier: line(100),
  how: said(1000),
  atOnce: said(1000),
  findings: said(LEAK_LIMITS.text),
  responsible: line(200),
  outcome: said(LEAK_LIMITS.text),
  measure: requiredLine(200),
  who: requiredLine(60),
  remark: note(500),
  reason: said(500),
} as const

export const leakView = z.object({
  id: id('leak'),
  number: z.string(),
  state: z.enum(LEAK_STATES),
  what: z.string(),
  /** As it was typed. */
  dossier: z.string(),
  foundOn: localDate,
  how: z.string(),
  atOnce: z.string(),
  reportedBy: person,
  reportedAt: instant,
  mine: z.boolean(),
  closedAt: instant.nullable(),
})
export type LeakView = z.output<typeof leakView>

export const leakDetail = leakView.extend({
  /** Null for who does not follow leaks: reporters see how theirs stands and no more. */
  following: z.object({
    /** The dossier that the typed text names, for who may know it. */
    known: z.object({ id: id('dossier'), number: z.string(), plate: z.string().nullable() }).nullable(),
    measures: z.array(z.object({
      id: id('leakMeasure'), what: z.string(), who: z.string(), dueOn: localDate, doneOn: localDate.nullable(), doneRemark: z.string(),
    })),
    findings: z.string(),
    responsible: z.string(),
    outcome: z.string(),
    closedBy: z.string().nullable(),
    acts: z.array(z.object({ at: instant, personName: z.string(), act: z.enum(['report', ...LEAK_ACTS]), remark: z.string() })),
    may: z.array(z.enum(LEAK_ACTS)),
  }).nullable(),
})
export type LeakDetail = z.output<typeof leakDetail>

const one = { id: id('leak') }

export const leakContract = {
  'leak.report': write('leak.report', z.strictObject({
    what: leakFields.what, dossier: leakFields.dossier, foundOn: storeDay, how: leakFields.how, atOnce: leakFields.atOnce,
  }), z.object({ id: id('leak'), number: z.string() })),
  /** Newest first: all of them for who follows leaks, else one's own. */
  'leak.list': read('leak.report', z.strictObject({
    filter: z.enum(['open', 'closed']), before: id('leak').nullable(), limit: z.number().int().min(1).max(500),
  }), z.object({ leaks: z.array(leakView), more: z.boolean() })),
  'leak.get': read('leak.report', z.strictObject(one), leakDetail),
  /** Takes it up. */
  'leak.follow': write('leak.follow', z.strictObject({ ...one, remark: leakFields.remark }), nothing),
  'leak.measure': write('leak.follow', z.strictObject({ ...one, what: leakFields.measure, who: leakFields.who, dueOn: storeDay }), nothing),
  'leak.done': write('leak.follow', z.strictObject({ ...one, measureId: id('leakMeasure'), on: storeDay, remark: leakFields.remark }), nothing),
  /** What was found out; who is responsible in words, '' where nobody is. */
  'leak.find': write('leak.follow', z.strictObject({ ...one, findings: leakFields.findings, responsible: leakFields.responsible }), nothing),
  /** With every measure done and findings written down. */
  'leak.close': write('leak.follow', z.strictObject({ ...one, outcome: leakFields.outcome }), nothing),
  'leak.reopen': write('leak.follow', z.strictObject({ ...one, remark: leakFields.reason }), nothing),
  /** On paper; the printing is entered in the audit trail (A3). */
  'leak.sheet': auditedRead('leak.follow', z.strictObject(one), z.object({ storeName: z.string(), leak: leakDetail })),
}
