// What a store sets by approval: policy and checklists, each change from a day on (rules F6, H1, H2, V1 to V7, V10).
import { z } from 'zod'
import { CHECKLIST_LIMITS, checklistProblems } from '#shared/domain/checklist.ts'
import { PAPER_FORMS } from '#shared/domain/paper.ts'
import { DEFAULT_POLICY, policyProblem } from '#shared/domain/policy.ts'
import { RECORD_KINDS } from '#shared/domain/record.ts'
import { TERM_YEARS } from '#shared/domain/term.ts'
import { id, instant, line, localDate, note, nothing, requiredLine, storeDay } from './field.ts'
import { read, write } from './method.ts'
import { checklistLineView } from './record.ts'

const days = z.number().int().min(1).max(60)
/** ¥100,000. */
export const HIGHEST_FINE = 10_000_000
const fine = z.number().int().min(0).max(HIGHEST_FINE)
const nth = z.number().int().min(1).max(99)
const percent = z.number().int().min(0).max(100)

/** A policy as it is stored. */
export const policySchema = z.strictObject({
  handoverDays: z.strictObject({ sales: days, service: days }),
  correctionDays: days,
  fines: z.strictObject({
    lateDelivery: fine, inspectionUnsigned: fine, contactUnconfirmed: fine, lateVisit: fine, paperWrong: fine, customerUnsigned: fine,
    staffUnsigned: fine, paperLost: fine, loanOverdue: fine,
  }),
  doubledFrom: z.strictObject({ sales: nth, service: nth }),
  performancePay: z.strictObject({ least: percent, most: percent }),
  // Policies of before it was one of their figures do not say it.
  keepingYears: z.number().int().min(TERM_YEARS.least).max(TERM_YEARS.most).default(DEFAULT_POLICY.keepingYears),
})

const policyInput = policySchema.superRefine((policy, context) => {
  const problem = policyProblem(policy)
  if (problem !== null) context.addIssue({ code: 'custom', message: problem, path: ['performancePay', 'least'] })
})

const checklistLine = z.strictObject({
  /** '' for a paper of the store's own that has no code yet: it is given one, and the one it had if a paper of that name was there before. */
  code: z.string().max(40),
  /** Of a store's own paper; else ''. */
  name: line(CHECKLIST_LIMITS.name),
  form: z.enum(PAPER_FORMS),
  count: z.number().int().min(1).max(CHECKLIST_LIMITS.count),
  customerSigns: z.boolean(),
  staffSigns: z.boolean(),
  inspection: z.boolean(),
  due: checklistLineView.shape.due,
  mayBeLate: z.boolean(),
})

const checklistInput = z.array(checklistLine).min(1, 'checklist.empty').max(CHECKLIST_LIMITS.lines).superRefine((lines, context) => {
  for (const { at, problem } of checklistProblems(lines)) {
    context.addIssue({ code: 'custom', message: problem, path: [at, problem === 'text.required' || problem === 'checklist.nameTwice' ? 'name' : 'code'] })
  }
})

export const CHANGE_STATES = ['proposed', 'approved', 'declined', 'withdrawn'] as const

const named = z.object({ id: id('person'), name: z.string() })

const changeView = z.object({
  id: id('settingChange'),
  state: z.enum(CHANGE_STATES),
  fromOn: localDate,
  reason: z.string(),
  proposedBy: named,
  proposedAt: instant,
  /** Who approved, declined or withdrew it; null while it waits. */
  decidedBy: named.nullable(),
  decidedAt: instant.nullable(),
  remark: z.string(),
})
export type ChangeView = z.output<typeof changeView>

const policyChangeView = changeView.extend({
  policy: policySchema,
  /** What held, or was to hold, on its first day when there was no such change. */
  before: policySchema,
})
export type PolicyChangeView = z.output<typeof policyChangeView>

const checklistChangeView = changeView.extend({ lines: z.array(checklistLineView), before: z.array(checklistLineView) })
export type ChecklistChangeView = z.output<typeof checklistChangeView>

const checklistVersionView = z.object({
  version: z.number().int(),
  /** Null: from the beginning. */
  fromOn: localDate.nullable(),
  lines: z.array(checklistLineView),
})

const kindChecklistsView = z.object({
  kind: z.enum(RECORD_KINDS),
  /** What a record delivered today is opened under. */
  present: z.number().int(),
  /** Newest first. */
  versions: z.array(checklistVersionView).min(1),
  changes: z.array(checklistChangeView),
})
export type KindChecklistsView = z.output<typeof kindChecklistsView>

const proposal = { fromOn: storeDay, reason: requiredLine(200) }

export const policyContract = {
  /** Deadlines and amounts: what holds today, and every change, newest first. */
  'policy.show': read('settings.read', nothing, z.object({ present: policySchema, changes: z.array(policyChangeView) })),
  'policy.checklists': read('settings.read', nothing, z.array(kindChecklistsView)),
  /** The store's own papers, those of earlier versions too, for whoever must call them by name. */
  'policy.papers': read('signedIn', nothing, z.array(z.object({ code: z.string(), name: z.string() }))),
  'policy.propose': write('policy.propose', z.strictObject({ policy: policyInput, ...proposal }), z.object({ id: id('settingChange') })),
  'policy.proposeChecklist': write('policy.propose', z.strictObject({
    kind: z.enum(RECORD_KINDS), lines: checklistInput, ...proposal,
  }), z.object({ id: id('settingChange') })),
  /** The general manager approves or declines, never what they proposed themselves; `changed` as of a calendar's act. */
  'policy.decide': write('policy.decide', z.strictObject({ id: id('settingChange'), approve: z.boolean(), remark: note(200) }), z.object({
    changed: z.number().int().nullable(),
  })),
  /** Whoever proposed it takes it back. */
  'policy.withdraw': write('policy.propose', z.strictObject({ id: id('settingChange') }), nothing),
}
