// How long a dossier is kept (保管期限, rule R1), and when its term is over. Nothing happens by itself then: what is over is appraised (R2).
import { isLocalDate, localDate, type LocalDate } from './local-date.ts'

/** 永久, 长期, 短期, or a number of years from the last record on. */
export type Term = { kind: 'permanent' | 'long' | 'short' } | { kind: 'years'; years: number }

export const TERM_KINDS = ['permanent', 'long', 'short', 'years'] as const
export type TermKind = (typeof TERM_KINDS)[number]

/** What may be set in years. */
export const TERM_YEARS = { least: 1, most: 100 } as const

/** 长期 is thirty years, 短期 ten. */
const NAMED = { long: 30, short: 10 } as const

/** Null: for ever. */
export function yearsOf(term: Term): number | null {
  if (term.kind === 'permanent') return null
  return term.kind === 'years' ? term.years : NAMED[term.kind]
}

/** As it is stored: `permanent`, `long`, `short`, or the number of years. */
export const termText = (term: Term): string => (term.kind === 'years' ? String(term.years) : term.kind)

/** @throws RangeError when the text is no term. */
export function readTerm(text: string): Term {
  if (text === 'permanent' || text === 'long' || text === 'short') return { kind: text }
  const years = Number(text)
  if (!Number.isInteger(years) || years < TERM_YEARS.least || years > TERM_YEARS.most) throw new RangeError(`not a term: ${text}`)
  return { kind: 'years', years }
}

/** The same day so many years later; the last of February where there is no 29th. */
export function yearsAfter(day: LocalDate, years: number): LocalDate {
  const text = `${String(Number(day.slice(0, 4)) + years).padStart(4, '0')}${day.slice(4)}`
  return isLocalDate(text) ? text : localDate(text.replace('-02-29', '-02-28'))
}

/**
 * The last day of a dossier's term; null: kept for ever, or so long that no calendar of ours reaches it. `last`: the day of its last
 * record: a car that comes in again begins anew.
 */
export function expiresOn(term: Term, last: LocalDate): LocalDate | null {
  const years = yearsOf(term)
  return years === null || Number(last.slice(0, 4)) + years > 2199 ? null : yearsAfter(last, years)
}

/** Over once its last day is past. */
export function isExpired(term: Term, last: LocalDate, today: LocalDate): boolean {
  const on = expiresOn(term, last)
  return on !== null && on < today
}

/**
 * What extending by so many years makes of a term: that many on top of what it ran to, and never less than until that long from `today`,
 * since an appraisal that comes late is not to expire again at once.
 */
export function extendedBy(term: Term, last: LocalDate, years: number, today: LocalDate): Term {
  const now = yearsOf(term)
  if (now === null) return term
  let extended = now + years
  while (extended < TERM_YEARS.most && yearsAfter(last, extended) < yearsAfter(today, years)) extended += 1
  return { kind: 'years', years: Math.min(extended, TERM_YEARS.most) }
}
