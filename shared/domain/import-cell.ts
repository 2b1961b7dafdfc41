// What a cell of a list holds, and how days, numbers and codes are read from it (rule H8): lists come from Excel, from dealer systems and
// from people, and write one thing in many ways. What cannot be told for certain is refused, never guessed.
import { isLocalDate, localDate, storeDayProblem, type LocalDate } from './local-date.ts'

/** Why a cell has no value that could be read: an error like #N/A, a formula never calculated, a text longer than any field. */
export const CELL_FAULTS = ['cell.error', 'cell.formula', 'cell.tooLong'] as const
export type CellFault = (typeof CELL_FAULTS)[number]

/** Null: empty. */
export type Cell = string | number | null | { fault: CellFault }

/** From which day a workbook counts serial numbers of days: 1900 (Windows), 1904 (old Macintosh); null where the list is no workbook. */
export type Epoch = 1900 | 1904 | null

export type CellProblem = CellFault | 'cell.digitsLost'

/**
 * A cell as text, half-width, without blanks at its ends; null where it is empty. Numbers are written out: a telephone number is one to
 * Excel. One too long for Excel to hold has lost digits and is no number any more, also where it was saved as a text (`3.4012E+17`).
 */
export function cellText(cell: Cell): { text: string | null } | { problem: CellProblem } {
  if (cell === null) return { text: null }
  if (typeof cell === 'number') {
    if (!Number.isFinite(cell)) return { problem: 'cell.error' }
    if (Math.abs(cell) > Number.MAX_SAFE_INTEGER) return { problem: 'cell.digitsLost' }
    return { text: String(cell) }
  }
  if (typeof cell === 'object') return { problem: cell.fault }
  const text = cell.replace(/[\uFEFF\u200B]/g, '').replace(/^[\s\p{Zs}]+|[\s\p{Zs}]+$/gu, '')
  if (LOST_DIGITS.test(text)) return { problem: 'cell.digitsLost' }
  if (ERRORS.has(text)) return { problem: 'cell.error' }
  const meant = text.startsWith("'") && formulaLike(text.slice(1)) ? text.slice(1) : text
  return { text: meant === '' || BLANKS.has(meant) ? null : meant }
}

const LOST_DIGITS = /^\d(?:\.\d+)?E\+\d{1,2}$/i
/** What stands in a list saved as text where a formula of the workbook came to nothing. */
const ERRORS = new Set(['#N/A', '#REF!', '#VALUE!', '#DIV/0!', '#NAME?', '#NUM!', '#NULL!'])

/**
 * A text that no spreadsheet takes for a formula, whatever it is saved as: what begins like one gets an apostrophe, as Excel has it,
 * save plain numbers (`+86 138 …`, `-5`). `cellText` takes it off again.
 */
export function harmless(text: string): string {
  return formulaLike(text) && !/^[+-][\d\s]+$/.test(text) ? `'${text.trimStart()}` : text
}

/** In full width too, and whatever stands before it that nobody sees. */
function formulaLike(text: string): boolean {
  return /^[\s\p{Cc}\p{Cf}]*[=+\-@]/u.test(text.normalize('NFKC'))
}

/** What people write where there is nothing to write. */
const BLANKS = new Set(['-', '—', '——', '/', '无', '\\'])

const DAY_FORMS = [
  // 2026-02-13, 2026/2/13, 2026.2.13, 2026年2月13日
  /^(?<year>\d{4})\s*[-/.年]\s*(?<month>\d{1,2})\s*[-/.月]\s*(?<day>\d{1,2})\s*日?$/,
  // 20260213
  /^(?<year>\d{4})(?<month>\d{2})(?<day>\d{2})$/,
  // 13.02.2026
  /^(?<day>\d{1,2})\.(?<month>\d{1,2})\.(?<year>\d{4})$/,
]

/** A time of day after it, which says nothing about the day. In another time zone than ours it might be another day here: not taken off. */
const TIME = /[\sT]+\d{1,2}[:时]\d{1,2}(?:[:分]\d{1,2}(?:\.\d+)?)?(?:[分秒])?(?:\+08:?00)?$/

export type DayProblem = 'date.form' | 'date.serialInText' | 'date.tooEarly' | 'date.tooLate' | CellProblem

/**
 * The day in a cell; null where it is empty. Serial numbers are days since 1899-12-30 (which makes up for the day that 1900 never had)
 * or since 1904-01-01; in a list that does not say which, they are refused.
 */
export function cellDay(cell: Cell, epoch: Epoch): { day: LocalDate | null } | { problem: DayProblem } {
  const read = cellText(cell)
  if ('problem' in read) return read
  if (read.text === null) return { day: null }
  const text = read.text.normalize('NFKC').trim().replace(TIME, '')
  const found = DAY_FORMS.map((form) => form.exec(text)?.groups).find((groups) => groups !== undefined)
  if (found) {
    const day = [found['year'] ?? '', (found['month'] ?? '').padStart(2, '0'), (found['day'] ?? '').padStart(2, '0')].join('-')
    return isLocalDate(day) ? inTime(day) : { problem: 'date.form' }
  }
  if (!/^\d{4,6}(?:\.\d+)?$/.test(text)) return { problem: 'date.form' }
  if (epoch === null) return { problem: 'date.serialInText' }
  return inTime(daySince(epoch === 1900 ? '1899-12-30' : '1904-01-01', Math.floor(Number(text))))
}

function inTime(day: LocalDate): { day: LocalDate } | { problem: DayProblem } {
  const problem = storeDayProblem(day)
  return problem === null ? { day } : { problem }
}

function daySince(first: string, days: number): LocalDate {
  // Six digits reach the year 4600; what lies beyond the calendar is refused as too late anyway.
  const day = new Date(Date.parse(first) + Math.min(days, 109_000) * 86_400_000).toISOString().slice(0, 10)
  return localDate(day)
}

/** True where a cell seems to hold two of what it should hold one of: two cars, two plates. */
export function holdsTwo(text: string, form: RegExp): boolean {
  return text.normalize('NFKC').toUpperCase().split(/[\s,，、;；/|]+/u).filter((part) => form.test(part)).length > 1
}
