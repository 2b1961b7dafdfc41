// Holds a month's undecided violations against the facts: what is new, what has changed, what has lost its ground (rule V9).
import type { LocalDate } from '#shared/domain/local-date.ts'
import { inOrder, isUndecided, monthFor } from '#shared/domain/penalty.ts'
import { daysOfMonth, monthAfter } from '#shared/domain/rate.ts'
import type { Reader, Writer } from '../database/database.ts'
import { countUp } from '../desk/store.ts'
import type { WriteContext } from '../handler.ts'
import { foundBetween, type Founded } from './facts.ts'
import { groundsDigest, storedGrounds, type Grounds, type Violation } from './row.ts'
import { addViolation, addViolationAct, closedMonths, closingOf, putGrounds, removeViolation, undecidedOf, violationByKey } from './store.ts'

export type Difference = { added: Founded[]; changed: { before: Violation; after: Grounds }[]; removed: Violation[] }

/**
 * What there is to bring up to date in an open month by `today`. Facts of a month closed before it that came to light since belong to it
 * with their own day; what was decided or closed is never touched.
 */
export function differenceOf(db: Reader, month: string, today: LocalDate): Difference {
  const closed = closedMonths(db)
  const found = [...closedBefore(month, closed), month]
    .flatMap((each) => foundIn(db, each, today))
    .filter(({ on }) => monthFor(on, closed) === month)
    .map((each) => ({ each, place: placeOf(each) }))
    // Numbered in the order in which they are counted, whenever their facts were entered.
    .toSorted((one, other) => inOrder(one.place, other.place))
    .map(({ each }) => each)
  const difference: Difference = { added: [], changed: [], removed: [] }
  const grounded = new Set<string>()
  for (const each of found) {
    grounded.add(each.key)
    const before = violationByKey(db, each.key)
    if (!before) difference.added.push(each)
    else if (isUndecided(before.state) && !closed.has(before.month)) {
      const after = groundsOf(each, month, before)
      if (storedGrounds(after).join('\n') !== storedGrounds(before).join('\n')) difference.changed.push({ before, after })
    }
  }
  const lost = undecidedOf(db, month).filter(({ key }) => !grounded.has(key))
  // Its day may have gone over the turn of the month with the calendar: then it goes along, whichever month is looked at first.
  const elsewhere = lost.length === 0 ? new Map<string, Founded>() : new Map(foundAround(db, month, today).map((each) => [each.key, each]))
  for (const before of lost) {
    const moved = elsewhere.get(before.key)
    if (moved) difference.changed.push({ before, after: groundsOf(moved, monthFor(moved.on, closed), before) })
    // What was said against it stays until somebody answers it: with nothing in it any more, it can only be waived.
    else if (before.state === 'objected') {
      if (before.items.length > 0) difference.changed.push({ before, after: { ...before, items: [], base: 0 } })
    } else difference.removed.push(before)
  }
  return difference
}

/** What the facts propose of the months before and after. */
function foundAround(db: Reader, month: string, today: LocalDate): Founded[] {
  return [monthAfter(month, -1), monthAfter(month, 1)].flatMap((each) => foundIn(db, each, today))
}

function foundIn(db: Reader, month: string, today: LocalDate): Founded[] {
  const { first, last } = daysOfMonth(month)
  return foundBetween(db, { from: first, to: earlier(last, today), closedAt: closingOf(db, month)?.at ?? null }, today)
}

const placeOf = ({ on, rule, key }: Founded) => ({ on, rule, recordNumber: key.slice(key.indexOf('/') + 1) })

/** The closed months right before a month: what comes to light of them is settled in it. */
function closedBefore(month: string, closed: ReadonlySet<string>): string[] {
  const months: string[] = []
  for (let before = monthAfter(month, -1); closed.has(before); before = monthAfter(before, -1)) months.push(before)
  return months
}

const earlier = (one: LocalDate, other: LocalDate): LocalDate => (one < other ? one : other)

function groundsOf(
  { key, rule, personId, departmentId, recordId, correctionId, on, items, base, evidence }: Founded, month: string,
  { number, proposedAt }: Pick<Grounds, 'number' | 'proposedAt'>,
): Grounds {
  return { key, number, rule, personId, departmentId, recordId, correctionId, on, month, items, base, evidence, adjusts: null, proposedAt }
}

/** Enters the difference. Gives what the audit entry says of it: each number with its key and the digest of its grounds. */
export function bringUpToDate(context: WriteContext, month: string, { added, changed, removed }: Difference): Record<'added' | 'changed' | 'removed', string[]> {
  const { db } = context
  // What goes first makes room for its key.
  for (const { id } of removed) removeViolation(db, id)
  for (const { before, after } of changed) putGrounds(db, before.id, after)
  const entered = added.map((each) => {
    const grounds = groundsOf(each, month, { number: violationNumber(context), proposedAt: context.now })
    enter(context, grounds, 'propose')
    return named(grounds)
  })
  return { added: entered, changed: changed.map(({ after }) => named(after)), removed: removed.map(({ number, key }) => `${number} ${key}`) }
}

/** A violation as an audit entry names it. */
export const named = (grounds: Grounds): string => `${grounds.number} ${grounds.key} ${groundsDigest(storedGrounds(grounds))}`

export function enter({ db, actor, now }: Pick<WriteContext, 'db' | 'actor' | 'now'>, grounds: Grounds, act: 'propose' | 'enter'): Violation['id'] {
  const id = addViolation(db, grounds)
  addViolationAct(db, id, { at: now, personId: actor.id, act, amount: null, share: null, remark: '', as: null })
  return id
}

/** The next number, of the year in which it is given. */
export function violationNumber({ db, today }: { db: Writer; today: LocalDate }): string {
  const year = today.slice(0, 4)
  return `CF${year}-${String(countUp(db, `violation/${year}`)).padStart(4, '0')}`
}

