// The papers of a record: what a checklist asks, what was found, what is lacking (rules F4 to F6, V2, V5).
import type { LocalDate } from './local-date.ts'

export const PAPER_FORMS = ['original', 'copy'] as const
export type PaperForm = (typeof PAPER_FORMS)[number]

/** One line of a checklist (F6). */
export type ChecklistLine = {
  code: string
  /** What a store's own paper is called; the catalogues name all others. */
  name?: string | undefined
  form: PaperForm
  count: number
  customerSigns: boolean
  staffSigns: boolean
  /** 检查类: a missing customer signature on it is fined (V2). */
  inspection: boolean
  /** `ifApplies`: else it is marked not applicable; `withReason`: and a reason must be given (F5, 索赔). */
  due: 'always' | 'ifApplies' | 'ifAppliesWithReason'
  /** A paper that may not exist yet on the day (F4, 行驶证 before registration). */
  mayBeLate: boolean
}

export const PRESENCES = ['present', 'missing', 'notApplicable', 'notYetObtainable'] as const
export type Presence = (typeof PRESENCES)[number]

export const SIGNATURE_STATES = ['there', 'missing', 'wrong'] as const
export type SignatureState = (typeof SIGNATURE_STATES)[number]

/** What was found when a paper was looked at. `count` and the signatures say something only when `present`. */
export type PaperCheck = {
  code: string
  presence: Presence
  count: number
  form: PaperForm
  customerSignature: SignatureState
  staffSignature: SignatureState
  /** Why it does not apply, or what is wrong with it; '' when there is nothing to say. */
  note: string
  /** When a paper not yet obtainable is promised; else null. */
  promisedOn: LocalDate | null
  /** The customer director accepted the delay (F4): until `promisedOn` it does not count as missing. */
  delayAccepted: boolean
}

export type Lack = {
  code: string
  kind: 'missing' | 'notYetObtainable' | 'tooFew' | 'notOriginal' | 'customerSignature' | 'staffSignature'
}

export type CheckProblem =
  | 'paper.notChecked'
  | 'paper.unknown'
  | 'paper.alwaysDue'
  | 'paper.reasonNeeded'
  | 'paper.cannotBeLate'
  | 'paper.promiseNeeded'
  | 'paper.promisePast'
  | 'paper.wasReceived'
  | 'paper.moreReceived'
  | 'paper.originalReceived'
  | 'paper.customerHadSigned'
  | 'paper.staffHadSigned'

/** What is lacking of one paper on `today`; nothing when all is as the checklist asks. */
export function lacksOf(line: ChecklistLine, check: PaperCheck, today: LocalDate): Lack[] {
  const lack = (kind: Lack['kind']): Lack => ({ code: line.code, kind })
  switch (check.presence) {
    case 'missing':
      return [lack('missing')]
    case 'notApplicable':
      return []
    case 'notYetObtainable':
      return check.delayAccepted && check.promisedOn !== null && check.promisedOn >= today ? [] : [lack('notYetObtainable')]
    case 'present':
      return [
        ...(check.count < line.count ? [lack('tooFew')] : []),
        // A copy does not stand in for an original; an original more than stands in for a copy.
        ...(line.form === 'original' && check.form === 'copy' ? [lack('notOriginal')] : []),
        ...(line.customerSigns && check.customerSignature !== 'there' ? [lack('customerSignature')] : []),
        ...(line.staffSigns && check.staffSignature !== 'there' ? [lack('staffSignature')] : []),
      ]
  }
}

/** Why a check cannot be entered as it stands (F4, F5), or null. */
export function checkProblem(line: ChecklistLine, check: PaperCheck, today: LocalDate): CheckProblem | null {
  if (check.presence === 'notApplicable') {
    if (line.due === 'always') return 'paper.alwaysDue'
    if (line.due === 'ifAppliesWithReason' && check.note === '') return 'paper.reasonNeeded'
  }
  if (check.presence === 'notYetObtainable') {
    if (!line.mayBeLate) return 'paper.cannotBeLate'
    if (check.promisedOn === null) return 'paper.promiseNeeded'
    if (check.promisedOn < today) return 'paper.promisePast'
  }
  return null
}

/**
 * Why a paper, looked at again, cannot be entered as it was found now over how it stood before (F4, F5, H7), or null. What was
 * received stays received, all of it: saying less is for a correction (H5).
 */
export function recheckProblem(line: ChecklistLine, check: PaperCheck, before: PaperCheck, today: LocalDate): CheckProblem | null {
  const less = before.presence === 'present' ? lessProblem(line, check, before) : null
  if (less !== null) return less
  // A promise made earlier may have passed by now; only what is said anew is held against today.
  const samePromise = [check, before].every(({ presence }) => presence === 'notYetObtainable') && check.promisedOn === before.promisedOn
  return samePromise ? null : checkProblem(line, check, today)
}

/** What was found of a paper that is there, and how saying less of it than was received is refused (H7). */
const RECEIVED = {
  count: 'paper.moreReceived',
  form: 'paper.originalReceived',
  customerSignature: 'paper.customerHadSigned',
  staffSignature: 'paper.staffHadSigned',
} as const satisfies Partial<Record<keyof PaperCheck, CheckProblem>>

/** Why a received paper cannot be entered as it was found now, or null; signatures count where the checklist asks for them (F6). */
function lessProblem(line: ChecklistLine, check: PaperCheck, before: PaperCheck): CheckProblem | null {
  if (check.presence !== 'present') return 'paper.wasReceived'
  if (check.count < before.count) return RECEIVED.count
  if (check.form === 'copy' && before.form === 'original') return RECEIVED.form
  if (line.customerSigns && check.customerSignature !== 'there' && before.customerSignature === 'there') return RECEIVED.customerSignature
  if (line.staffSigns && check.staffSignature !== 'there' && before.staffSignature === 'there') return RECEIVED.staffSignature
  return null
}

/** The field that a problem is about; null where it is about the paper as a whole. */
export function problemField(problem: CheckProblem | null): keyof typeof RECEIVED | null {
  return (['count', 'form', 'customerSignature', 'staffSignature'] as const).find((field) => RECEIVED[field] === problem) ?? null
}

/** Whether a paper was found otherwise than before, in anything that says something for how it is present (H7). */
export function foundOtherwise(line: ChecklistLine, check: PaperCheck, before: PaperCheck): boolean {
  return JSON.stringify(sayingOf(line, check)) !== JSON.stringify(sayingOf(line, before))
}

function sayingOf(line: ChecklistLine, { presence, ...check }: PaperCheck): (string | number | null)[] {
  switch (presence) {
    case 'missing':
      return [presence]
    case 'notApplicable':
      return [presence, check.note]
    case 'notYetObtainable':
      return [presence, check.promisedOn]
    case 'present':
      return [
        presence, check.note, check.count, check.form,
        line.customerSigns ? check.customerSignature : null, line.staffSigns ? check.staffSignature : null,
      ]
  }
}

/**
 * The paper under the delay the customer director accepted until a day, or none (F4). It holds while the paper is still to come, for
 * a promise of that day or of an earlier one, which it replaces; a later promise needs to be accepted anew.
 */
export function underDelay(check: PaperCheck, acceptedUntil: LocalDate | null): PaperCheck {
  const holds = check.presence === 'notYetObtainable' && check.promisedOn !== null && acceptedUntil !== null && check.promisedOn <= acceptedUntil
  return holds ? { ...check, promisedOn: acceptedUntil, delayAccepted: true } : { ...check, delayAccepted: false }
}

/** How a paper stands before anyone has looked at it. */
export function uncheckedPaper(line: ChecklistLine): PaperCheck {
  return {
    code: line.code,
    presence: 'missing',
    count: 0,
    form: line.form,
    customerSignature: 'missing',
    staffSignature: 'missing',
    note: '',
    promisedOn: null,
    delayAccepted: false,
  }
}

/** A paper found just as its checklist asks: what one tick on the handover screen means. */
export function paperInOrder(line: ChecklistLine): PaperCheck {
  return {
    ...uncheckedPaper(line),
    presence: 'present',
    count: line.count,
    customerSignature: line.customerSigns ? 'there' : 'missing',
    staffSignature: line.staffSigns ? 'there' : 'missing',
  }
}

/** Everything lacking of a record; a line without a check counts as missing. */
export function lacksOfRecord(lines: readonly ChecklistLine[], checks: readonly PaperCheck[], today: LocalDate): Lack[] {
  return lines.flatMap((line) => lacksOf(line, checks.find((check) => check.code === line.code) ?? uncheckedPaper(line), today))
}

/** Nothing lacking and nothing still to come: an accepted delay is no lack (F4), but the paper has yet to be handed in. */
export function isComplete(lines: readonly ChecklistLine[], checks: readonly PaperCheck[], today: LocalDate): boolean {
  return lacksOfRecord(lines, checks.map((check) => ({ ...check, delayAccepted: false })), today).length === 0
}
