// Dates and times as the store's clock shows them, whatever the time zone of the machine (DESIGN decision 10).
import { useTranslation } from 'react-i18next'
import { STORE_TIME_ZONE, type Instant, type LocalDate } from '#shared/domain/local-date.ts'

/** `2026-02-13`; long: `2026年2月13日 星期五`, `Friday, 13 February 2026`. */
export function dateText(on: LocalDate, language: string, long = false): string {
  if (!long) return on
  const format = new Intl.DateTimeFormat(language === 'en' ? 'en-GB' : language, {
    timeZone: 'UTC', year: 'numeric', month: 'long', day: 'numeric', weekday: 'long',
  })
  return format.format(Date.parse(on))
}

const minutes = new Intl.DateTimeFormat('sv-SE', { timeZone: STORE_TIME_ZONE, dateStyle: 'short', timeStyle: 'short' })
const seconds = new Intl.DateTimeFormat('sv-SE', { timeZone: STORE_TIME_ZONE, timeStyle: 'medium' })
const clock = new Intl.DateTimeFormat('sv-SE', { timeZone: STORE_TIME_ZONE, timeStyle: 'short' })

/** `2026-02-13 17:30`, in the store's time zone. */
export function dateTimeText(at: Instant): string {
  return minutes.format(at)
}

/** `17:30`, in the store's time zone. */
export function timeText(at: Instant): string {
  return clock.format(at)
}

/** `17:30:05`, in the store's time zone. */
export function secondsText(at: Instant): string {
  return seconds.format(at)
}

export function DateText({ on, long = false }: { on: LocalDate; long?: boolean }) {
  const { i18n } = useTranslation()
  return <time dateTime={on}>{dateText(on, i18n.language, long)}</time>
}

export function DateTimeText({ at }: { at: Instant }) {
  return <time dateTime={new Date(at).toISOString()}>{dateTimeText(at)}</time>
}
