// What a store may set of deadlines, amounts and thresholds (rules H1, H2, V1 to V7, V10, L4, R1; RULES "Figures are defaults"). A change
// holds from a day on, after the general manager approved it, and never rewrites what was decided before.
import type { LocalDate } from './local-date.ts'
import type { Fen } from './money.ts'

export type Policy = {
  /** Working days from delivery to handover (H1, H2). */
  handoverDays: { sales: number; service: number }
  /** Working days in which a correction is due (V10). */
  correctionDays: number
  fines: {
    /** V1, per record. */
    lateDelivery: Fen
    /** V2, per inspection paper. */
    inspectionUnsigned: Fen
    /** V3, per record. */
    contactUnconfirmed: Fen
    /** V4, per record. */
    lateVisit: Fen
    /** V5, per paper that is missing, incomplete or not as required. */
    paperWrong: Fen
    /** V5, per paper without the customer's signature. */
    customerUnsigned: Fen
    /** V5, per paper without the staff's signature. */
    staffUnsigned: Fen
    /** V7, per piece lost or damaged. */
    paperLost: Fen
    /** L4. */
    loanOverdue: Fen
  }
  /** From which penalty of a calendar month on fines double (V6). */
  doubledFrom: { sales: number; service: number }
  /** Per cent of the month's performance pay that may be withheld from a service advisor then (V6). */
  performancePay: { least: number; most: number }
  /** Years for which a dossier is kept after its last record (R1). */
  keepingYears: number
}

/** As the regulation has it (001 制度3 四, 五). */
export const DEFAULT_POLICY: Policy = {
  handoverDays: { sales: 3, service: 1 },
  correctionDays: 1,
  fines: {
    lateDelivery: 5000, inspectionUnsigned: 2000, contactUnconfirmed: 5000, lateVisit: 5000, paperWrong: 2000, customerUnsigned: 5000,
    staffUnsigned: 2000, paperLost: 2000, loanOverdue: 0,
  },
  doubledFrom: { sales: 2, service: 3 },
  performancePay: { least: 10, most: 30 },
  keepingYears: 10,
}

/** A policy approved, and the first day on which it holds. */
export type PolicyVersion = { fromOn: LocalDate; policy: Policy }

/**
 * What holds on a day: of the versions that have begun by then the one that began last; of two that began on the same day the one
 * approved later, which stands later in `versions`. Before the first: the regulation's own figures.
 */
export function policyOn(versions: readonly PolicyVersion[], day: LocalDate): Policy {
  let held: PolicyVersion | null = null
  for (const version of versions) if (version.fromOn <= day && (held === null || version.fromOn >= held.fromOn)) held = version
  return held?.policy ?? DEFAULT_POLICY
}

/** What is wrong with a policy as a whole, or null. */
export function policyProblem({ performancePay }: Policy): 'policy.leastOverMost' | null {
  return performancePay.least > performancePay.most ? 'policy.leastOverMost' : null
}

/** Why a change cannot begin on `fromOn`, or null: never before `today`, and never before the newest approved one of its kind begins. */
export function beginningProblem(fromOn: LocalDate, today: LocalDate, newest: LocalDate | null): 'policy.fromPast' | 'policy.fromBeforeNewest' | null {
  if (fromOn < today) return 'policy.fromPast'
  return newest !== null && fromOn < newest ? 'policy.fromBeforeNewest' : null
}

/** Why somebody may not decide a change, or null: whoever proposed it does not approve it themselves (001 制度3 七). */
export function decisionProblem(proposedBy: number, decidedBy: number): 'policy.ownProposal' | null {
  return proposedBy === decidedBy ? 'policy.ownProposal' : null
}

/** Every figure of a policy by its place in it, `fines.lateDelivery`, in the order of the form. */
export const POLICY_FIGURES = [
  'handoverDays.sales', 'handoverDays.service', 'correctionDays',
  'fines.lateDelivery', 'fines.inspectionUnsigned', 'fines.contactUnconfirmed', 'fines.lateVisit', 'fines.paperWrong',
  'fines.customerUnsigned', 'fines.staffUnsigned', 'fines.paperLost', 'fines.loanOverdue',
  'doubledFrom.sales', 'doubledFrom.service', 'performancePay.least', 'performancePay.most', 'keepingYears',
] as const
export type PolicyFigure = (typeof POLICY_FIGURES)[number]

/** A policy's figures by their places: fen, days, how many, per cent. */
export function figuresOf({ handoverDays, correctionDays, fines, doubledFrom, performancePay, keepingYears }: Policy): Record<PolicyFigure, number> {
  return {
    'handoverDays.sales': handoverDays.sales, 'handoverDays.service': handoverDays.service, correctionDays,
    'fines.lateDelivery': fines.lateDelivery, 'fines.inspectionUnsigned': fines.inspectionUnsigned,
    'fines.contactUnconfirmed': fines.contactUnconfirmed, 'fines.lateVisit': fines.lateVisit, 'fines.paperWrong': fines.paperWrong,
    'fines.customerUnsigned': fines.customerUnsigned, 'fines.staffUnsigned': fines.staffUnsigned, 'fines.paperLost': fines.paperLost,
    'fines.loanOverdue': fines.loanOverdue,
    'doubledFrom.sales': doubledFrom.sales, 'doubledFrom.service': doubledFrom.service,
    'performancePay.least': performancePay.least, 'performancePay.most': performancePay.most, keepingYears,
  }
}

/** What differs between two policies, in the order of the form. */
export function policyDifference(before: Policy, after: Policy): { figure: PolicyFigure; before: number; after: number }[] {
  const [old, now] = [figuresOf(before), figuresOf(after)]
  return POLICY_FIGURES.filter((figure) => old[figure] !== now[figure]).map((figure) => ({ figure, before: old[figure], after: now[figure] }))
}
