// What the audit trail says of corrections, violations and closed months (rules V9, V10), to be held against their rows.
import { z } from 'zod'
import { DECIDING_AS } from '#shared/contract/violation.ts'
import type { CorrectionAct } from '#shared/domain/correction.ts'
import type { PenaltyAct } from '#shared/domain/penalty.ts'
import { isHead } from '../access/visible-violation.ts'
import type { Findings } from './check.ts'
import type { Act, MemberOf } from './staff-history.ts'

type By = { seq: number; at: number; by: number | null }

export type SaidCorrection = {
  ordered: By & { record: string; person: number; department: number; dueOn: string; dueProvisional: boolean; lacks: string[]; remark: string }
  acts: (By & { act: CorrectionAct; remark: string; correctedOn: string | null; missed: string[] | null })[]
}

export type SaidViolation = {
  key: string
  /** Of the newest grounds entered. */
  digest: string
  entered: By & { act: 'propose' | 'enter' }
  acts: (By & { act: PenaltyAct; remark: string; amount: number | null; doubled: boolean | null; share: number | null; as: string | null })[]
}

export type PenaltyActs = {
  /** By number. */
  corrections: Map<string, SaidCorrection>
  violations: Map<string, SaidViolation>
  months: Map<string, By & { total: number }>
}

export const noPenalties = (): PenaltyActs => ({ corrections: new Map(), violations: new Map(), months: new Map() })

const remark = z.string()
const orderNote = z.looseObject({
  correction: z.string(), record: z.string(), person: z.int(), department: z.int(), dueOn: z.string(), dueProvisional: z.boolean(),
  lacks: z.array(z.string()), remark,
})
const correctionNote = z.looseObject({ correction: z.string(), correctedOn: z.string().nullable(), remark, missed: z.array(z.string()).optional() })
const names = z.array(z.string())
const proposeNote = z.looseObject({ added: names, changed: names, removed: names })
const enterNote = z.looseObject({ added: names.length(1) })
/** A loan that came back short, or was reported lost: the violation it led to, if any. */
const lossNote = z.looseObject({ added: names.max(1) })
const decideNote = z.looseObject({
  violation: z.string(), act: z.enum(['decide', 'waive']), as: z.enum(DECIDING_AS), amount: z.int(), doubled: z.boolean(), share: z.int().nullable(), remark,
})
const contestNote = z.looseObject({ violation: z.string(), remark })
const closeNote = z.looseObject({ month: z.string(), total: z.int() })

const CORRECTION_METHODS: Readonly<Record<string, CorrectionAct>> = {
  'correction.markDone': 'markDone', 'correction.return': 'return', 'correction.close': 'close', 'correction.withdraw': 'withdraw',
}
const CONTESTING: Readonly<Record<string, 'object' | 'appeal'>> = { 'violation.object': 'object', 'violation.appeal': 'appeal' }

/** `memberOf`: a person as they stand at this entry. */
export function collectPenalty(
  penalties: PenaltyActs, act: Act & { at: number; actor: number | null }, memberOf: MemberOf, findings: Findings,
): void {
  const said = collect(penalties, act, memberOf)
  if (said !== null) findings.add(`audit/${act.seq}`, said)
}

function collect(
  { corrections, violations, months }: PenaltyActs, { seq, kind, content, at, actor }: Act & { at: number; actor: number | null }, memberOf: MemberOf,
): string | null {
  const by: By = { seq, at, by: actor }
  const correctionAct = CORRECTION_METHODS[kind]
  const contesting = CONTESTING[kind]
  if (kind === 'correction.order') {
    const note = orderNote.safeParse(content).data
    if (!note || corrections.has(note.correction)) return 'chain.contentForm'
    corrections.set(note.correction, { ordered: { ...by, ...note }, acts: [] })
  } else if (correctionAct !== undefined) {
    const note = correctionNote.safeParse(content).data
    const correction = note && corrections.get(note.correction)
    if (!correction) return 'chain.contentForm'
    correction.acts.push({ ...by, act: correctionAct, remark: note.remark, correctedOn: note.correctedOn, missed: note.missed ?? null })
    if (correctionAct === 'markDone' && !answersFor(actor === null ? undefined : memberOf(actor), actor, correction)) return 'actor.notPermitted'
  } else if (kind === 'violation.propose') {
    const note = proposeNote.safeParse(content).data
    return note && propose(violations, note, by) ? null : 'chain.contentForm'
  } else if (kind === 'violation.enter' || kind === 'violation.adjust') {
    const note = enterNote.safeParse(content).data
    return note && note.added.every((name) => add(violations, name, { ...by, act: 'enter' })) ? null : 'chain.contentForm'
  } else if (kind === 'loan.giveBack' || kind === 'loan.reportLost') {
    const note = lossNote.safeParse(content).data
    return note && note.added.every((name) => add(violations, name, { ...by, act: 'enter' })) ? null : 'chain.contentForm'
  } else if (kind === 'violation.decide' || kind === 'appeal.decide') {
    const note = decideNote.safeParse(content).data
    const violation = note && violations.get(note.violation)
    if (!violation) return 'chain.contentForm'
    violation.acts.push({ ...by, act: note.act, remark: note.remark, amount: note.amount, doubled: note.doubled, share: note.share, as: note.as })
  } else if (contesting !== undefined) {
    const note = contestNote.safeParse(content).data
    const violation = note && violations.get(note.violation)
    if (!violation) return 'chain.contentForm'
    violation.acts.push({ ...by, act: contesting, remark: note.remark, amount: null, doubled: null, share: null, as: null })
  } else if (kind === 'month.close') {
    const note = closeNote.safeParse(content).data
    if (!note || months.has(note.month)) return 'chain.contentForm'
    months.set(note.month, { ...by, total: note.total })
  }
  return null
}

/** Whoever has to put it right, or the head of their department (V10). */
function answersFor(member: ReturnType<MemberOf>, actor: number | null, { ordered }: SaidCorrection): boolean {
  return actor === ordered.person || (member !== undefined && isHead(member) && member.department === ordered.department)
}

/** `CF2026-0001 V1/R2026-00012 <digest>`: number, key (which holds no space) and the digest of the grounds. */
const NAME = /^(?<number>\S+) (?<key>\S+) (?<digest>[0-9a-f]{64})$/

function propose(violations: PenaltyActs['violations'], { added, changed, removed }: z.output<typeof proposeNote>, by: By): boolean {
  for (const name of removed) if (!violations.delete(name.split(' ')[0] ?? '')) return false
  for (const name of changed) {
    const { number = '', key = '', digest = '' } = NAME.exec(name)?.groups ?? {}
    const violation = violations.get(number)
    if (!violation) return false
    violations.set(number, { ...violation, key, digest })
  }
  return added.every((name) => add(violations, name, { ...by, act: 'propose' }))
}

function add(violations: PenaltyActs['violations'], name: string, entered: SaidViolation['entered']): boolean {
  const { number = '', key = '', digest = '' } = NAME.exec(name)?.groups ?? {}
  if (number === '' || violations.has(number)) return false
  violations.set(number, { key, digest, entered, acts: [] })
  return true
}
