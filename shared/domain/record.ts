// Business records (业务记录): one new-car delivery at most, any number of service visits (rules F3, H1, H2, H8, V3).
import type { LocalDate } from './local-date.ts'
import type { Policy } from './policy.ts'
import type { DepartmentKind, Role } from './role.ts'
import { addWorkingDays, type WorkCalendar } from './working-day.ts'

export const RECORD_KINDS = [
  'delivery',
  'minorRepair',
  'firstMaintenance',
  'maintenance',
  'overhaul',
  'warrantyClaim',
] as const

export type RecordKind = (typeof RECORD_KINDS)[number]

/**
 * `expected`: entered, papers not handed over. `refused`: brought, but sent back with a reason; stays due.
 * `incomplete`: received with something missing. `complete`: received, nothing missing.
 */
export const RECORD_STATES = ['expected', 'refused', 'incomplete', 'complete'] as const

export type RecordState = (typeof RECORD_STATES)[number]

/** Still owed to the archive: never received, or sent back. */
export function isOutstanding(state: RecordState): boolean {
  return state === 'expected' || state === 'refused'
}

/**
 * The last day on which the papers are in time (H1, H2, D1); provisional where the calendar is (D2).
 * @param policy what holds on the day of delivery.
 */
export function dueDate(
  kind: RecordKind, deliveredOn: LocalDate, calendar: WorkCalendar, { handoverDays }: Pick<Policy, 'handoverDays'>,
): { on: LocalDate; provisional: boolean } {
  return addWorkingDays(deliveredOn, kind === 'delivery' ? handoverDays.sales : handoverDays.service, calendar)
}

/**
 * Which of a car's visits of one kind and day is the one with this order number, so that it is not owed twice (H8): it bears the same,
 * or one of the two does not say it.
 */
export function sameVisit<T extends { orderNumber: string }>(visits: readonly T[], orderNumber: string): T | null {
  const unnumbered = visits.find((visit) => visit.orderNumber === '') ?? (orderNumber === '' ? visits[0] : undefined)
  return visits.find((visit) => visit.orderNumber === orderNumber) ?? unnumbered ?? null
}

/** The department that answers for a kind of record (001 制度3 三). */
export function departmentFor(kind: RecordKind): DepartmentKind {
  return kind === 'delivery' ? 'sales' : 'service'
}

/** Whether a car bought there can have such a record, or why not: a new-car delivery is of a car this store sold (F1, F3). */
export function originProblem(kind: RecordKind, origin: 'soldHere' | 'soldElsewhere'): 'vehicle.soldElsewhere' | null {
  return kind === 'delivery' && origin === 'soldElsewhere' ? 'vehicle.soldElsewhere' : null
}

const ENTERS: Record<Role, readonly DepartmentKind[]> = {
  archivist: ['sales', 'service'],
  salesConsultant: ['sales'],
  salesHead: ['sales'],
  serviceAdvisor: ['service'],
  serviceHead: ['service'],
  careSpecialist: [],
  customerDirector: ['sales', 'service'],
  generalManager: [],
  administrator: [],
}

/** Whether someone with `roles` may enter a record of `kind`: one's own department's, the archive both. */
export function mayEnter(roles: readonly Role[], kind: RecordKind): boolean {
  return roles.some((role) => ENTERS[role].includes(departmentFor(kind)))
}

const ANSWERS: Record<DepartmentKind, readonly Role[]> = {
  sales: ['salesConsultant', 'salesHead'],
  service: ['serviceAdvisor', 'serviceHead'],
  care: [],
  management: [],
}

/** Whether someone with `roles` may answer for a record of `kind` (the consultant or advisor named on it). */
export function mayAnswerFor(roles: readonly Role[], kind: RecordKind): boolean {
  return roles.some((role) => ANSWERS[departmentFor(kind)].includes(role))
}
