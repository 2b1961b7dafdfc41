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
    .flatMap((each) => {
      const { first, last } = daysOfMonth(each)
      return foundBetween(db, { from: first, to: earlier(last, today), closedAt: closingOf(db, each)?.at ?? null }, today)
    })
    .filter(({ on }) => monthFor(on, closed) === month)
    // Numbered in the order in which they are counted, whenever their facts were entered.
    .toSorted((one, other) => inOrder(counted(one), counted(other)))
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
  difference.removed = undecidedOf(db, month).filter(({ key }) => !grounded.has(key))
  return difference
}

const counted = ({ on, rule, key }: Founded) => ({ on, rule, recordNumber: key.slice(key.indexOf('/') + 1) })

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
    return grounds
  })
  return { added: entered.map(named), changed: changed.map(({ after }) => named(after)), removed: removed.map(({ number, key }) => `${number} ${key}`) }
}

/** A violation as an audit entry names it. */
export const named = (grounds: Grounds): string => `${grounds.number} ${grounds.key} ${groundsDigest(storedGrounds(grounds))}`

export function enter({ db, actor, now }: Pick<WriteContext, 'db' | 'actor' | 'now'>, grounds: Grounds, act: 'propose' | 'enter'): Violation['id'] {
  const id = addViolation(db, grounds)
  addViolationAct(db, id, { at: now, personId: actor.id, act, amount: null, share: null, remark: '' })
  return id
}

/** The next number, of the year in which it is given. */
export function violationNumber({ db, today }: { db: Writer; today: LocalDate }): string {
  const year = today.slice(0, 4)
  return `CF${year}-${String(countUp(db, `violation/${year}`)).padStart(4, '0')}`
}

