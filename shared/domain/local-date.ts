// Business dates: `YYYY-MM-DD` in the store's time zone (DESIGN decision 10). Instants are UTC milliseconds.

/** A calendar day, `YYYY-MM-DD`, in the store's time zone. */
export type LocalDate = string & { readonly __localDate: unique symbol }

/** Milliseconds since 1970-01-01T00:00Z. */
export type Instant = number

export const STORE_TIME_ZONE = 'Asia/Shanghai'

const pattern = /^(\d{4})-(\d{2})-(\d{2})$/

/** True for a real calendar day between 1900 and 2199 written `YYYY-MM-DD`. */
export function isLocalDate(text: string): text is LocalDate {
  const parts = pattern.exec(text)
  if (!parts) return false
  const year = Number(parts[1])
  if (year < 1900 || year > 2199) return false
  const time = Date.UTC(year, Number(parts[2]) - 1, Number(parts[3]))
  return new Date(time).toISOString().slice(0, 10) === text
}

/** @throws RangeError when `text` is not a real day. */
export function localDate(text: string): LocalDate {
  if (!isLocalDate(text)) throw new RangeError(`not a day: ${text}`)
  return text
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
