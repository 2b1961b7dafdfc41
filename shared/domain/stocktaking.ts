// Stock-taking and inspection (rules C1, C7): what ought to lie in a cabinet is frozen, what lies there is scanned, the difference is settled
// one by one; paper is looked at for damp, insects and decay at the same time.
import type { Id } from './id.ts'
import { addDays, isLocalDate, type LocalDate } from './local-date.ts'

export const STOCKTAKING_STATES = ['counting', 'settling', 'closed', 'abandoned'] as const
export type StocktakingState = (typeof STOCKTAKING_STATES)[number]

/** `countOn`: back to counting, when it turns out that something was overlooked. */
export const STOCKTAKING_ACTS = ['finish', 'countOn', 'close', 'abandon'] as const
export type StocktakingAct = (typeof STOCKTAKING_ACTS)[number]

/** What each act makes of each state; what is not named cannot be done. */
export const STOCKTAKING_STEPS: Record<StocktakingState, Partial<Record<StocktakingAct, StocktakingState>>> = {
  counting: { finish: 'settling', abandon: 'abandoned' },
  settling: { countOn: 'counting', close: 'closed', abandon: 'abandoned' },
  closed: {},
  abandoned: {},
}

export const isOpen = (state: StocktakingState): boolean => state === 'counting' || state === 'settling'

/** What of it is still to be done before an act. */
export type Progress = { unsettled: number; settled: number; notInspected: number }

/** Why an act cannot be done in a state, or null. Closed only when every difference is settled and every shelf was looked at (C7). */
export function actProblem(
  state: StocktakingState, act: StocktakingAct, { unsettled, settled, notInspected }: Progress,
): 'stocktaking.cannot' | 'stocktaking.settledAlready' | 'stocktaking.unsettled' | 'stocktaking.notInspected' | null {
  if (STOCKTAKING_STEPS[state][act] === undefined) return 'stocktaking.cannot'
  // The difference would be worked out anew, over what was settled of it.
  if (act === 'countOn' && settled > 0) return 'stocktaking.settledAlready'
  if (act === 'close' && unsettled > 0) return 'stocktaking.unsettled'
  return act === 'close' && notInspected > 0 ? 'stocktaking.notInspected' : null
}

/** A cabinet, or one shelf of it. */
export type Scope = { cabinetId: Id<'cabinet'>; shelf: number | null }

/** Two at once would settle the same folder twice. */
export function overlaps(one: Scope, other: Scope): boolean {
  return one.cabinetId === other.cabinetId && (one.shelf === null || other.shelf === null || one.shelf === other.shelf)
}

/**
 * `missing`: belongs here, was not scanned. `misplaced`: scanned where it does not belong. `unknown`: a text that is no folder's, or a folder
 * that belongs nowhere. `shouldBeOut`: it lies there, and is out on loan by the register.
 */
export const DIFFERENCE_KINDS = ['missing', 'misplaced', 'unknown', 'shouldBeOut'] as const
export type DifferenceKind = (typeof DIFFERENCE_KINDS)[number]

/**
 * `putBack`: it lies where it belongs now. `moved`: it stays where it was found, or somewhere else that is named, and belongs there from now
 * on. `lost`: it lies nowhere any more (V7 may follow). `noted`: what became of it is said in words.
 */
export const OUTCOMES = ['putBack', 'moved', 'lost', 'noted'] as const
export type Outcome = (typeof OUTCOMES)[number]

export const SETTLEMENTS: Record<DifferenceKind, readonly Outcome[]> = {
  missing: ['putBack', 'moved', 'lost'],
  misplaced: ['putBack', 'moved'],
  unknown: ['moved', 'noted'],
  // Given back by the register, by now; or noted why it lies there.
  shouldBeOut: ['putBack', 'noted'],
}

/**
 * What a difference can be settled with; only a folder can be moved. `changed`: since counting was finished the folder was put elsewhere by
 * the register, or its dossier merged: what belongs to the dossier now may be another folder, which must be neither moved nor lost.
 */
export function settlementsOf({ kind, dossierId }: Pick<Difference, 'kind' | 'dossierId'>, changed: boolean): Outcome[] {
  if (changed) return ['putBack', 'noted']
  return SETTLEMENTS[kind].filter((outcome) => outcome !== 'moved' || dossierId !== null)
}

/** Whether it has to be said why. */
export const needsRemark = (outcome: Outcome): boolean => outcome === 'lost' || outcome === 'noted'

/** As frozen at the beginning. */
export type Expected = { dossierId: Id<'dossier'>; slotId: Id<'slot'>; out: boolean }

/** A scan, and how the folder stood by the register at that moment; `dossierId` null: no folder's text. */
export type Found = { text: string; slotId: Id<'slot'>; dossierId: Id<'dossier'> | null; belongsIn: Id<'slot'> | null; out: boolean }

/** How a folder stands by the register now. */
export type Present = { slotId: Id<'slot'> | null; out: boolean }

export type Difference = {
  kind: DifferenceKind
  /** Null: what was scanned is no folder's text. */
  dossierId: Id<'dossier'> | null
  /** As scanned; '' of what is missing. */
  text: string
  foundIn: Id<'slot'> | null
  belongsIn: Id<'slot'> | null
}

/**
 * What the count and the register differ by. Of a folder scanned twice the later scan counts. Life goes on meanwhile: what was put
 * elsewhere, lent or given back by the register since then is no difference. Missing ones first, each kind in the order given.
 */
export function differencesOf(expected: readonly Expected[], found: readonly Found[], present: (dossierId: Id<'dossier'>) => Present): Difference[] {
  const folders = new Map<Id<'dossier'>, Found>()
  const texts = new Map<string, Found>()
  for (const each of found) {
    if (each.dossierId === null) texts.set(each.text, each)
    else folders.set(each.dossierId, each)
  }
  const differences: Difference[] = expected.flatMap(({ dossierId, slotId, out }) => {
    if (out || folders.has(dossierId)) return []
    const now = present(dossierId)
    return now.slotId === slotId && !now.out ? [{ kind: 'missing' as const, dossierId, text: '', foundIn: null, belongsIn: slotId }] : []
  })
  for (const [dossierId, scan] of folders) {
    const now = present(dossierId)
    const kind = kindOf(scan, now)
    if (kind !== null) differences.push({ kind, dossierId, text: scan.text, foundIn: scan.slotId, belongsIn: now.slotId })
  }
  for (const { text, slotId } of texts.values()) differences.push({ kind: 'unknown', dossierId: null, text, foundIn: slotId, belongsIn: null })
  return differences.toSorted((one, other) => DIFFERENCE_KINDS.indexOf(one.kind) - DIFFERENCE_KINDS.indexOf(other.kind))
}

/** What is wrong with a folder that was scanned, or null. */
export function kindOf(scan: Pick<Found, 'slotId' | 'belongsIn' | 'out'>, now: Present): Exclude<DifferenceKind, 'missing'> | null {
  if (scan.out && now.out) return 'shouldBeOut'
  if (scan.slotId === scan.belongsIn || scan.slotId === now.slotId) return null
  return now.slotId === null ? 'unknown' : 'misplaced'
}

/** What is looked for on each shelf (C7). */
export const INSPECTION_FINDINGS = ['damp', 'insects', 'decay'] as const
export type InspectionFinding = (typeof INSPECTION_FINDINGS)[number]

/** What was found has to be described. */
export function inspectionProblem(findings: readonly InspectionFinding[], remark: string): 'text.required' | null {
  return findings.length > 0 && remark === '' ? 'text.required' : null
}

/** Stored paper is looked at at least once in so many months (C7). */
export const INSPECTION_MONTHS = 12

/** A cabinet was inspected when the last of its shelves was; null while one of them never was. */
export function lastInspected(shelves: readonly (LocalDate | null)[]): LocalDate | null {
  return shelves.reduce<LocalDate | null>((oldest, on) => (oldest === null || on === null ? null : on < oldest ? on : oldest), shelves[0] ?? null)
}

/** By when a shelf is to be inspected again; one that never was, counted from the day on which it was set up. */
export function inspectionDueOn(last: LocalDate | null, setUpOn: LocalDate): LocalDate {
  const from = last ?? setUpOn
  const year = Number(from.slice(0, 4)) + INSPECTION_MONTHS / 12
  const same = `${year}${from.slice(4)}`
  // Of 29 February only this is none.
  return isLocalDate(same) ? same : addDays(from, 365)
}

export const isInspectionDue = (dueOn: LocalDate, today: LocalDate): boolean => today >= dueOn
