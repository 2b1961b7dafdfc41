// Business dates: `YYYY-MM-DD` in the store's time zone (DESIGN decision 10). Instants are UTC milliseconds.

/** A calendar day, `YYYY-MM-DD`, in the store's time zone. */
export type LocalDate = string & { readonly __localDate: unique symbol }

/** Milliseconds since 1970-01-01T00:00Z. */
export type Instant = number

export const STORE_TIME_ZONE = 'Asia/Shanghai'

const pattern = /^(?:19|20|21)\d\d-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])$/

const DAYS = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]

/** True for a real calendar day between 1900 and 2199 written `YYYY-MM-DD`. Asked of every date in every row, so without `Date`. */
export function isLocalDate(text: string): text is LocalDate {
  if (!pattern.test(text)) return false
  const day = Number(text.slice(8))
  const month = Number(text.slice(5, 7))
  if (month !== 2) return day <= (DAYS[month - 1] ?? 0)
  const year = Number(text.slice(0, 4))
  return day <= (year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0) ? 29 : 28)
}

/** @throws RangeError when `text` is not a real day. */
export function localDate(text: string): LocalDate {
  if (!isLocalDate(text)) throw new RangeError(`not a day: ${text}`)
  return text
}

/** The days a store's book and searches can be about: wide of any real one, and far enough from both ends for counting days on. */
export const FIRST_STORE_DAY = localDate('2000-01-01')
export const LAST_STORE_DAY = localDate('2150-12-31')

/** Why a day cannot be one the store did business on or asks about, or null. */
export function storeDayProblem(date: LocalDate): 'date.tooEarly' | 'date.tooLate' | null {
  if (date < FIRST_STORE_DAY) return 'date.tooEarly'
  return date > LAST_STORE_DAY ? 'date.tooLate' : null
}

/** `days` calendar days after (negative: before) `date`. */
export function addDays(date: LocalDate, days: number): LocalDate {
  return localDate(new Date(Date.parse(date) + days * 86_400_000).toISOString().slice(0, 10))
}

/** Day of the week, 0 for Sunday to 6 for Saturday. */
export function weekday(date: LocalDate): number {
  return new Date(Date.parse(date)).getUTCDay()
}

const dayFormat = new Intl.DateTimeFormat('en-CA', { timeZone: STORE_TIME_ZONE, year: 'numeric', month: '2-digit', day: '2-digit' })

/** The store's calendar day at an instant. */
export function dayOf(instant: Instant): LocalDate {
  return localDate(dayFormat.format(instant))
}

/** As the store's clock showed it, to the minute: `2026-03-02 17:30`. */
export function storeTime(at: Instant): string {
  const [, time = ''] = new Date(at + 8 * 3_600_000).toISOString().split('T')
  return `${dayOf(at)} ${time.slice(0, 5)}`
}

/** The instant of a time of the store's day, in minutes after midnight. Its time zone has had one offset since 1991. */
export function instantAt(day: LocalDate, minute = 0): Instant {
  return Date.parse(`${day}T00:00+08:00`) + minute * 60_000
}

/** Milliseconds that a clock may be put right by, now and then, without a word. */
const CLOCKS_DIFFER = 600_000

/** Whether a clock says less than what was entered by it before: it is wrong, or was. */
export function isClockBehind(now: Instant, latest: Instant): boolean {
  return latest > now + CLOCKS_DIFFER
}
