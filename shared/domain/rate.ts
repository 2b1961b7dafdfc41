// The two rates of what is handed over, by which heads are judged: on time, and complete (rules V8, V11).
import type { Id } from './id.ts'
import { addDays, localDate, type LocalDate } from './local-date.ts'
import { underDelay, type Lack, type PaperCheck } from './paper.ts'
import type { RecordKind } from './record.ts'
import type { DepartmentKind, Role } from './role.ts'

/** What a rate asks of a record. `receivedOn`: the day of the first handover that stands; a refused one is none. */
export type RatedRecord = {
  dueOn: LocalDate
  receivedOn: LocalDate | null
  /** How many lacks the first handover left, accepted delays aside; null while there is none. */
  receiptLacks: number | null
}

/**
 * How many lacks the first handover left. A paper that could not exist yet is none once the customer director accepts the delay, be it
 * before the handover or after (F4). `acceptedUntil`: to which day, by code.
 */
export function lacksAtReceipt(
  { lacks, papers }: { lacks: readonly Lack[]; papers: readonly PaperCheck[] }, receivedOn: LocalDate, acceptedUntil: ReadonlyMap<string, LocalDate>,
): number {
  const delayed = new Set(papers.flatMap((paper) => {
    const { delayAccepted, promisedOn, code } = underDelay(paper, acceptedUntil.get(paper.code) ?? null)
    return delayAccepted && promisedOn !== null && promisedOn >= receivedOn ? [code] : []
  }))
  return lacks.filter(({ code, kind }) => kind !== 'notYetObtainable' || !delayed.has(code)).length
}

/** In whose appraisal the rates of a department go (V8). */
export const HEADED_BY: Record<DepartmentKind, Role> = {
  sales: 'salesHead', service: 'serviceHead', care: 'customerDirector', management: 'generalManager',
}

/** Counts of records; the rates are `onTime` of `due` and `complete` of `received`. */
export type Figures = { due: number; onTime: number; received: number; complete: number }

/** The figures of a month, each with the records behind it; `late` and `incomplete` are what is left of `due` and `received`. */
export const RATE_FIGURES = ['due', 'onTime', 'late', 'received', 'complete', 'incomplete'] as const
export type RateFigure = (typeof RATE_FIGURES)[number]

/** A month, `YYYY-MM`. */
export type Month = string

export const monthOf = (day: LocalDate): Month => day.slice(0, 7)

const MONTH = /^(?:20\d\d|21[0-4]\d)-(?:0[1-9]|1[0-2])$/

export function isMonth(text: string): boolean {
  return MONTH.test(text)
}

/** Of the months before and after those of the store's days too. @throws RangeError when `month` is none. */
export function daysOfMonth(month: Month): { first: LocalDate; last: LocalDate } {
  const first = localDate(`${month}-01`)
  // Some day of the month after, whatever month it is.
  const after = addDays(first, 31)
  return { first, last: addDays(after, -Number(after.slice(8))) }
}

/** The month `count` after (negative: before). @throws RangeError when `month` is none. */
export function monthAfter(month: Month, count: number): Month {
  if (!isMonth(month)) throw new RangeError(`not a month: ${month}`)
  const months = Number(month.slice(0, 4)) * 12 + Number(month.slice(5)) - 1 + count
  return `${String(Math.floor(months / 12)).padStart(4, '0')}-${String((months % 12) + 1).padStart(2, '0')}`
}

/** The months up to and with `last`, oldest first; fewer than `count` at the beginning of the store's days. */
export function monthsUntil(last: Month, count: number): Month[] {
  return Array.from({ length: count }, (_, index) => monthAfter(last, index - count + 1)).filter(isMonth)
}

/** True until every record due in the month has passed its due day: until then its figures may still change by themselves. */
export function isMonthOpen(month: Month, today: LocalDate): boolean {
  return monthOf(today) <= month
}

/**
 * Which figures of which month a record counts in (V11). On time: by the month of its due day, once that has passed; received by the end of
 * the due day is on time, never received is late. Complete: by the month of its first handover, whether or not it was due by then.
 */
export function countsIn(record: RatedRecord, today: LocalDate): { month: Month; figure: RateFigure }[] {
  const { dueOn, receivedOn, receiptLacks } = record
  const counted: { month: Month; figure: RateFigure }[] = []
  if (dueOn < today) {
    const month = monthOf(dueOn)
    counted.push({ month, figure: 'due' }, { month, figure: receivedOn !== null && receivedOn <= dueOn ? 'onTime' : 'late' })
  }
  if (receivedOn !== null) {
    const month = monthOf(receivedOn)
    counted.push({ month, figure: 'received' }, { month, figure: receiptLacks === 0 ? 'complete' : 'incomplete' })
  }
  return counted
}

export const NO_FIGURES: Figures = { due: 0, onTime: 0, received: 0, complete: 0 }

export function sumFigures(all: readonly Figures[]): Figures {
  return all.reduce((sum, one) => ({
    due: sum.due + one.due, onTime: sum.onTime + one.onTime, received: sum.received + one.received, complete: sum.complete + one.complete,
  }), NO_FIGURES)
}

/** How many records are behind a figure. */
export function countOf(figures: Figures, figure: RateFigure): number {
  switch (figure) {
    case 'late':
      return figures.due - figures.onTime
    case 'incomplete':
      return figures.received - figures.complete
    default:
      return figures[figure]
  }
}

/** What one person handed over of one kind, for one department: the smallest part; every other figure is a sum of these. */
export type RateCell = Figures & { departmentId: Id<'department'>; personId: Id<'person'>; kind: RecordKind }

/** Sums cells by what `by` names, in the order in which the names first come. */
export function figuresBy<Key>(cells: readonly RateCell[], by: (cell: RateCell) => Key): Map<Key, Figures> {
  return new Map([...Map.groupBy(cells, by)].map(([key, theirs]) => [key, sumFigures(theirs)]))
}

/** In tenths of a per cent, rounded down, so that 100 % means all of them; null of nothing. */
export function rateOf(part: number, whole: number): number | null {
  return whole === 0 ? null : Math.floor((part * 1000) / whole)
}

/** `96.4%`; `–` of nothing. */
export function rateText(part: number, whole: number): string {
  const rate = rateOf(part, whole)
  return rate === null ? '–' : `${(rate / 10).toFixed(1)}%`
}
