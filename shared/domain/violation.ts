// Violations: what the facts propose, and by which rule (rules V1 to V5, V10, L4). Amounts are proposals; people decide.
import type { Id } from './id.ts'
import { addDays, type LocalDate } from './local-date.ts'
import type { Fen } from './money.ts'
import { lacksOf, uncheckedPaper, type ChecklistLine, type Lack, type PaperCheck } from './paper.ts'
import { policyOn, type Policy, type PolicyVersion } from './policy.ts'
import { departmentFor, type RecordKind } from './record.ts'
import { missedDays, type PapersLeft } from './correction.ts'
import { isLate as isLateLoan } from './loan.ts'
import type { WorkCalendar } from './working-day.ts'

/** V7 is entered by hand, or with the loan that something was lost of; `adjustment` corrects a closed month. */
export const VIOLATION_RULES = ['V1', 'V2', 'V3', 'V4', 'V5', 'V7', 'V10', 'L4', 'adjustment'] as const
export type ViolationRule = (typeof VIOLATION_RULES)[number]

/** What the rules are called, on screen, on paper and in a workbook. */
export const RULE_NAMES = {
  'zh-CN': {
    V1: '新车档案逾期移交', V2: '检查类材料无客户签字', V3: '未明确联系人及联系方式', V4: '售后档案逾期移交或未补齐', V5: '售后材料不完整、错误、不符合要求',
    V7: '材料遗失、毁损', V10: '逾期未整改', L4: '借阅逾期', adjustment: '更正',
  },
  en: {
    V1: 'Delivery record handed over late', V2: 'Inspection paper without customer signature', V3: 'Contact not confirmed',
    V4: 'Visit record late or not completed', V5: 'Visit papers incomplete, wrong or not as required', V7: 'Paper lost or damaged',
    V10: 'Not corrected in time', L4: 'Loan overdue', adjustment: 'Adjustment',
  },
} as const satisfies Record<string, Record<ViolationRule, string>>

/** What the rules need to know of a record. */
export type RecordFacts = {
  recordId: Id<'record'>
  recordNumber: string
  kind: RecordKind
  /** The consultant or advisor who answers for it. */
  personId: Id<'person'>
  dueOn: LocalDate
  /** The day of the first handover that stands; null while there is none. A refused one is none. */
  receivedOn: LocalDate | null
  contactConfirmed: boolean
  checklist: readonly ChecklistLine[]
  /**
   * The papers as they stood at the end of the due day, or where the first handover came later, as it left them (H7). Lines struck
   * through count as never entered. Empty while never received.
   */
  papers: readonly PaperCheck[]
}

export type CorrectionFacts = {
  correctionId: Id<'correction'>
  correctionNumber: string
  recordId: Id<'record'>
  recordNumber: string
  kind: RecordKind
  personId: Id<'person'>
  dueOn: LocalDate
  checklist: readonly ChecklistLine[]
  /** What was ordered to be put right. */
  lacks: readonly Lack[]
  /** The record's lines of the sign-in book that stand, oldest first. */
  lines: readonly PapersLeft[]
  /** On which days it was missed, as it was closed; null while it is not: then the book and the calendar tell. */
  missed: readonly LocalDate[] | null
}

export type LoanFacts = {
  loanId: Id<'loan'>
  loanNumber: string
  personId: Id<'person'>
  /** As it stands after renewing and recalling. */
  dueOn: LocalDate
  /** The day it came back or was reported lost; null while out. */
  endedOn: LocalDate | null
}

/** What one paper costs; `code` null: the record as a whole. */
export type ViolationItem = { code: string | null; lacks: Lack['kind'][]; amount: Fen }

export type ProposedViolation = {
  /** The same for the same facts, whenever they are looked at. */
  key: string
  rule: ViolationRule
  personId: Id<'person'>
  recordId: Id<'record'>
  correctionId: Id<'correction'> | null
  /** The day of the violation. */
  on: LocalDate
  items: ViolationItem[]
  /** Before any doubling. */
  base: Fen
}

/** All that a record's facts propose by `today`, oldest first. */
export function violationsOf(facts: RecordFacts, versions: readonly PolicyVersion[], today: LocalDate): ProposedViolation[] {
  return departmentFor(facts.kind) === 'sales' ? salesViolations(facts, versions, today) : serviceViolations(facts, versions, today)
}

function salesViolations(facts: RecordFacts, versions: readonly PolicyVersion[], today: LocalDate): ProposedViolation[] {
  const found: ProposedViolation[] = []
  if (isLate(facts, today)) found.push(whole(facts, 'V1', addDays(facts.dueOn, 1), (fines) => fines.lateDelivery, versions))
  if (facts.receivedOn !== null && isJudged(facts, today)) {
    const { fines } = policyOn(versions, facts.receivedOn)
    const unsigned = paperLacks(facts)
      .filter(({ line, lacks }) => line.inspection && lacks.includes('customerSignature'))
      .map(({ line }): ViolationItem => ({ code: line.code, lacks: ['customerSignature'], amount: fines.inspectionUnsigned }))
    if (unsigned.length > 0) found.push(violation(facts, 'V2', facts.receivedOn, unsigned))
  }
  return inTurn(found)
}

function serviceViolations(facts: RecordFacts, versions: readonly PolicyVersion[], today: LocalDate): ProposedViolation[] {
  const found: ProposedViolation[] = []
  const lacking = facts.receivedOn !== null && isJudged(facts, today) ? paperLacks(facts) : []
  if (isLate(facts, today) || lacking.length > 0) found.push(whole(facts, 'V4', addDays(facts.dueOn, 1), (fines) => fines.lateVisit, versions))
  if (facts.receivedOn !== null) {
    const { receivedOn } = facts
    if (!facts.contactConfirmed) found.push(whole(facts, 'V3', receivedOn, (fines) => fines.contactUnconfirmed, versions))
    const { fines } = policyOn(versions, receivedOn)
    if (lacking.length > 0) found.push(violation(facts, 'V5', receivedOn, lacking.map(({ line, lacks }) => itemOf(line.code, lacks, fines))))
  }
  return inTurn(found)
}

/** An uncorrected correction, proposed again each working day at what its papers cost (V10). Where they cost nothing, nothing. */
export function correctionViolations(
  facts: CorrectionFacts, versions: readonly PolicyVersion[], calendar: WorkCalendar, today: LocalDate,
): ProposedViolation[] {
  const byCode = Map.groupBy(facts.lacks, ({ code }) => code)
  const missed = facts.missed?.filter((on) => on <= today) ?? missedDays(facts, facts.dueOn, today, calendar)
  return missed.flatMap((on) => {
    const { fines } = policyOn(versions, on)
    const items = [...byCode].map(([code, lacks]) => againItem(facts, code, lacks.map(({ kind }) => kind), fines)).filter(({ amount }) => amount > 0)
    if (items.length === 0) return []
    return [{
      key: `V10/${facts.correctionNumber}/${on}`, rule: 'V10' as const, personId: facts.personId, recordId: facts.recordId,
      correctionId: facts.correctionId, on, items, base: sumOf(items),
    }]
  })
}

/** A loan that came back late, or is out still: once, on the first day after its due day, whatever it costs (L4). */
export function loanViolations(facts: LoanFacts, versions: readonly PolicyVersion[], today: LocalDate): (Omit<ProposedViolation, 'recordId'> & { recordId: null })[] {
  if (!isLateLoan(facts, today)) return []
  const on = addDays(facts.dueOn, 1)
  const items = [{ code: null, lacks: [], amount: policyOn(versions, on).fines.loanOverdue }]
  return [{ key: `L4/${facts.loanNumber}`, rule: 'L4', personId: facts.personId, recordId: null, correctionId: null, on, items, base: sumOf(items) }]
}

function againItem(facts: CorrectionFacts, code: string, lacks: Lack['kind'][], fines: Policy['fines']): ViolationItem {
  if (departmentFor(facts.kind) === 'service') return itemOf(code, lacks, fines)
  const isInspection = facts.checklist.some((line) => line.code === code && line.inspection)
  return { code, lacks, amount: isInspection && lacks.includes('customerSignature') ? fines.inspectionUnsigned : 0 }
}

/** V1, V4: not handed over by the end of the due day. */
function isLate({ dueOn, receivedOn }: RecordFacts, today: LocalDate): boolean {
  return receivedOn === null ? today > dueOn : receivedOn > dueOn
}

/** Until the due day has passed, what is missing may still be brought (H7). */
function isJudged({ dueOn, receivedOn }: RecordFacts, today: LocalDate): boolean {
  return today > dueOn || (receivedOn !== null && receivedOn > dueOn)
}

/** Papers with something lacking on the day they are judged on, in checklist order. */
function paperLacks({ checklist, papers, dueOn, receivedOn }: RecordFacts): { line: ChecklistLine; lacks: Lack['kind'][] }[] {
  const on = receivedOn !== null && receivedOn > dueOn ? receivedOn : dueOn
  return checklist
    .map((line) => ({ line, lacks: lacksOf(line, papers.find(({ code }) => code === line.code) ?? uncheckedPaper(line), on).map(({ kind }) => kind) }))
    .filter(({ lacks }) => lacks.length > 0)
}

/** One paper counts once, at its highest amount (V5). */
function itemOf(code: string, lacks: Lack['kind'][], fines: Policy['fines']): ViolationItem {
  return { code, lacks, amount: Math.max(...lacks.map((kind) => amountOf(kind, fines))) }
}

function amountOf(kind: Lack['kind'], fines: Policy['fines']): Fen {
  switch (kind) {
    case 'customerSignature':
      return fines.customerUnsigned
    case 'staffSignature':
      return fines.staffUnsigned
    case 'missing':
    case 'notYetObtainable':
    case 'tooFew':
    case 'notOriginal':
      return fines.paperWrong
  }
}

function whole(
  facts: RecordFacts, rule: ViolationRule, on: LocalDate, fineOf: (fines: Policy['fines']) => Fen, versions: readonly PolicyVersion[],
): ProposedViolation {
  return violation(facts, rule, on, [{ code: null, lacks: [], amount: fineOf(policyOn(versions, on).fines) }])
}

function violation({ recordId, recordNumber, personId }: RecordFacts, rule: ViolationRule, on: LocalDate, items: ViolationItem[]): ProposedViolation {
  return { key: `${rule}/${recordNumber}`, rule, personId, recordId, correctionId: null, on, items, base: sumOf(items) }
}

const sumOf = (items: readonly ViolationItem[]): Fen => items.reduce((sum, { amount }) => sum + amount, 0)

const inTurn = (found: ProposedViolation[]): ProposedViolation[] => found.toSorted((a, b) => (a.on === b.on ? 0 : a.on < b.on ? -1 : 1))
