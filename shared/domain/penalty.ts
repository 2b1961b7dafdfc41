// Penalties: what is decided of a violation, by whom, and what it then costs (rules V6, V9).
import { dayOf, type Instant, type LocalDate } from './local-date.ts'
import type { Fen } from './money.ts'
import { policyOn, type PolicyVersion } from './policy.ts'
import { monthAfter } from './rate.ts'
import type { ViolationRule } from './violation.ts'
import { addWorkingDays, type WorkCalendar } from './working-day.ts'

/**
 * `proposed`, `objected`: undecided, the latter with an objection already. `confirmed`: decided. `contested`: objected to since.
 * `upheld`: the objection was answered. `appealed`: taken to the general manager. `final`: decided there. `waived`: no penalty.
 */
export const PENALTY_STATES = ['proposed', 'objected', 'confirmed', 'contested', 'upheld', 'appealed', 'final', 'waived'] as const
export type PenaltyState = (typeof PENALTY_STATES)[number]

/** `decide`: confirm or change the amount; `waive`: no penalty; `object` and `appeal` are the person's own. */
export const PENALTY_ACTS = ['decide', 'waive', 'object', 'appeal'] as const
export type PenaltyAct = (typeof PENALTY_ACTS)[number]

/** What each act makes of each state; what is not named cannot be done. */
export const PENALTY_STEPS: Record<PenaltyState, Partial<Record<PenaltyAct, PenaltyState>>> = {
  proposed: { decide: 'confirmed', waive: 'waived', object: 'objected' },
  objected: { decide: 'confirmed', waive: 'waived' },
  confirmed: { object: 'contested' },
  contested: { decide: 'upheld', waive: 'waived' },
  upheld: { appeal: 'appealed' },
  appealed: { decide: 'final', waive: 'waived' },
  final: {},
  waived: {},
}

export const isUndecided = (state: PenaltyState): boolean => state === 'proposed' || state === 'objected'

/** Somebody still has to act before its month can be closed. */
export const isPending = (state: PenaltyState): boolean => isUndecided(state) || state === 'contested' || state === 'appealed'

/**
 * Working days in which whoever was decided on can object, or appeal, before the month may be closed (V9). *Decided:* the regulations
 * name no period.
 */
const OBJECTION_DAYS = 3

/** The last day on which what was decided at these instants can be objected to; null where nothing was. */
export function objectionUntil(decided: readonly Instant[], calendar: WorkCalendar): LocalDate | null {
  return decided.length === 0 ? null : addWorkingDays(dayOf(Math.max(...decided)), OBJECTION_DAYS, calendar).on
}

/** Decided, and the person has a step left against it: to object or to appeal. */
export const isContestable = (state: PenaltyState): boolean =>
  !isUndecided(state) && (PENALTY_STEPS[state].object !== undefined || PENALTY_STEPS[state].appeal !== undefined)

/** What counts towards doubling (V6): V1 to V5, one per record and rule. */
export const COUNTED: ReadonlySet<ViolationRule> = new Set(['V1', 'V2', 'V3', 'V4', 'V5'])

/** One violation of a person in a month. `amount`: what was decided; null while undecided. */
export type Standing = {
  key: string
  rule: ViolationRule
  side: 'sales' | 'service'
  on: LocalDate
  /** In which it is settled (YYYY-MM): its own, or a later one where its own was closed. */
  month: string
  recordNumber: string
  state: PenaltyState
  base: Fen
  amount: Fen | null
  /** Per cent of performance pay withheld with it; null: none. */
  share: number | null
  /** Objected to, and without ground since: it costs and counts nothing. */
  groundless: boolean
}

export type Reckoned = {
  /** The which-th counted penalty of the month it is; null where it does not count. */
  nth: number | null
  doubled: boolean
  /** What it costs, or would cost if all undecided ones before it were confirmed; 0 when waived. */
  amount: Fen
  /** Performance pay may be withheld with it (V6). */
  mayWithhold: boolean
}

type Place = Pick<Standing, 'on' | 'recordNumber' | 'rule'>

/** The order of violations that are settled in one month: day, record, rule. */
export function inOrder(a: Place, b: Place): number {
  return compare(a.on, b.on) || compare(a.recordNumber, b.recordNumber) || compare(a.rule, b.rule)
}

/**
 * The order in which a person's violations of a calendar month are counted and decided: what came to light after the month was closed comes
 * behind all that was settled in it, which stays as it was.
 */
export function inTurn(a: Place & Pick<Standing, 'month'>, b: Place & Pick<Standing, 'month'>): number {
  return compare(a.month, b.month) || inOrder(a, b)
}

const compare = (a: string, b: string): number => (a === b ? 0 : a < b ? -1 : 1)

/** What each of a person's violations of one month costs (V6); the order in which they are given does not matter. */
export function reckon(standings: readonly Standing[], versions: readonly PolicyVersion[]): Map<string, Reckoned> {
  const counts = { sales: 0, service: 0 }
  const reckoned = new Map<string, Reckoned>()
  for (const standing of standings.toSorted(inTurn)) {
    const { key, rule, side, state, base, amount } = standing
    if (state === 'waived' || standing.groundless) {
      reckoned.set(key, { nth: null, doubled: false, amount: 0, mayWithhold: false })
      continue
    }
    const nth = COUNTED.has(rule) ? (counts[side] += 1) : null
    const from = policyOn(versions, standing.on).doubledFrom[side]
    const doubled = nth !== null && nth >= from
    reckoned.set(key, { nth, doubled, amount: amount ?? (doubled ? 2 * base : base), mayWithhold: doubled && side === 'service' })
  }
  return reckoned
}

/** Per cent of the month's performance pay that a person's penalties of the month withhold together (V6). */
export function shareTaken(standings: readonly Pick<Standing, 'share'>[]): number {
  return standings.reduce((sum, { share }) => sum + (share ?? 0), 0)
}

/** The one that has to be decided before this one: the earliest undecided of the same person, month and side; null: none (V6). */
export function decidedFirst<S extends Standing>(standing: Standing, others: readonly S[]): S | null {
  if (!COUNTED.has(standing.rule)) return null
  return others
    .filter((other) => COUNTED.has(other.rule) && !other.groundless && other.side === standing.side && isUndecided(other.state) && inTurn(other, standing) < 0)
    .toSorted(inTurn)[0] ?? null
}

/** The month an entry of `on` belongs to: its own, or when that is closed the first open one after it. `closed`: months as YYYY-MM. */
export function monthFor(on: LocalDate, closed: ReadonlySet<string>): string {
  let month = on.slice(0, 7)
  while (closed.has(month)) month = monthAfter(month, 1)
  return month
}
