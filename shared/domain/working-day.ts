// Working days and the periods counted in them (rules D1, D2).
// Sources: 民法典 201, 203 (the day of the event does not count; a period ends with its last working day); the State Council's yearly
// notice with its make-up days (调休), as chinese-days carries them; for years without a notice 《全国年节及纪念日放假办法》 as in
// force since 2025-01-01. Instants and the time of day (23:59) are not this file's matter: it counts calendar days of the store.
import chineseDays from 'chinese-days'
import { addDays, localDate, weekday, type LocalDate } from './local-date.ts'

// Node takes the library's CommonJS build, which offers its functions on the default export alone.
// oxlint-disable-next-line import/no-named-as-default-member -- named imports work in the bundler only, see above
const { getDayDetail, getLunarDate } = chineseDays

/**
 * What a store sets over the notices that the program carries (D2). `exceptions`: single days it works or rests. `rosters`: weeks of its
 * own (weekdays worked, 0 is Sunday; null: back to the notice), each from a day on, oldest first. `notices`: years announced since, each
 * day that a notice names.
 */
export type WorkCalendar = {
  exceptions: ReadonlyMap<LocalDate, 'working' | 'free'>
  rosters: readonly { fromOn: LocalDate; weekdays: readonly number[] | null }[]
  notices: ReadonlyMap<number, ReadonlyMap<LocalDate, NoticeDay>>
}

/** A day that a notice names: a holiday, or a day worked to make up for one. */
export type NoticeDay = { working: boolean; name: string }

/**
 * `provisional`: the day lies in a year without a notice, so what is said of it was computed and may still change. `name`: the
 * Chinese name of the holiday, also on a day worked to make up for it; null on other days and where the store's roster decides.
 */
export type WorkingDay = { working: boolean; provisional: boolean; name: string | null }

/** The State Council's calendar alone. */
export const STATE_CALENDAR: WorkCalendar = { exceptions: new Map(), rosters: [], notices: new Map() }

// Every notice names 1 October, so the library's data itself says for which years (2004 on) it has one. Beware: a notice has now
// and then moved the last days of the December before (2006, 2007, 2011, 2018); these count as settled by their own year.
const NOTICE_YEARS = new Set(
  Array.from({ length: 200 }, (_, index) => 2000 + index)
    .filter((year) => holidayName(getDayDetail(new Date(year, 9, 1, 12)).name) !== null),
)

/**
 * Whether a day is worked: the store's own days first, then its roster, then the notice, then what the law lets compute (D2). A roster
 * says which weekdays are worked; holidays stay free, and days to make up for them are the notice's matter, not the roster's.
 */
export function workingDay(date: LocalDate, calendar: WorkCalendar): WorkingDay {
  const exception = calendar.exceptions.get(date)
  if (exception) return { working: exception === 'working', provisional: false, name: null }
  const announced = announcedDay(date, calendar)
  const weekdays = calendar.rosters.findLast(({ fromOn }) => fromOn <= date)?.weekdays
  if (!weekdays) return announced
  const isHoliday = announced.name !== null && !announced.working
  return { working: !isHoliday && weekdays.includes(weekday(date)), provisional: announced.provisional, name: isHoliday ? announced.name : null }
}

function announcedDay(date: LocalDate, calendar: WorkCalendar): WorkingDay {
  // A notice may move the last days of the December before its year; what it names there goes before all else.
  const moved = calendar.notices.get(yearOf(date) + 1)?.get(date)
  if (moved) return { working: moved.working, provisional: false, name: moved.name }
  const notice = calendar.notices.get(yearOf(date))
  if (notice) {
    const day = notice.get(date)
    return { working: day?.working ?? !isWeekend(date), provisional: false, name: day?.name ?? null }
  }
  if (NOTICE_YEARS.has(yearOf(date))) {
    const { work, name } = getDayDetail(localNoon(date))
    return { working: work, provisional: false, name: holidayName(name) }
  }
  const name = statutoryHoliday(date)
  return { working: name === null && !isWeekend(date), provisional: true, name }
}

/**
 * The last day of a period of working days (D1). `from` is the day of the event and does not count. `provisional` when any day
 * looked at on the way is.
 * @throws RangeError unless `days` is a whole number of at least 1.
 */
export function addWorkingDays(from: LocalDate, days: number, calendar: WorkCalendar): { on: LocalDate; provisional: boolean } {
  if (!Number.isInteger(days) || days < 1) throw new RangeError(`not a number of working days: ${days}`)
  let on = from
  let provisional = false
  for (let counted = 0; counted < days;) {
    on = addDays(on, 1)
    const day = workingDay(on, calendar)
    provisional ||= day.provisional
    if (day.working) counted += 1
  }
  return { on, provisional }
}

/** The days of a year that the law itself frees (《全国年节及纪念日放假办法》 as in force since 2025), each with its name. */
export function statutoryHolidays(year: number): { on: LocalDate; name: string }[] {
  return daysOfYear(year).flatMap((on) => {
    const name = statutoryHoliday(on)
    return name === null ? [] : [{ on, name }]
  })
}

/** Whether a year has a notice, the program's own or one entered, so that nothing of it is provisional. */
export function isAnnounced(year: number, calendar: WorkCalendar): boolean {
  return NOTICE_YEARS.has(year) || calendar.notices.has(year)
}

/** Every day of a year, the first of January first. */
export function daysOfYear(year: number): LocalDate[] {
  const first = localDate(`${year}-01-01`)
  const last = `${year}-12-31`
  const days = Array.from({ length: 366 }, (_, index) => addDays(first, index))
  return days.filter((on) => on <= last)
}

// The library names ordinary days "Monday", days of a notice "National Day,国庆节,3".
function holidayName(name: string): string | null {
  return name.split(',')[1] ?? null
}

function statutoryHoliday(date: LocalDate): string | null {
  const monthDay = date.slice(5)
  if (monthDay === '01-01') return '元旦'
  if (monthDay === '05-01' || monthDay === '05-02') return '劳动节'
  if (monthDay >= '10-01' && monthDay <= '10-03') return '国庆节'
  // The library's table of moons ends with this century, and so does the formula: beyond it only the fixed dates are known.
  if (yearOf(date) < 2000 || yearOf(date) > 2099) return null
  if (monthDay === `04-0${qingmingDay(yearOf(date) - 2000)}`) return '清明'
  const lunar = lunarMonthDay(date)
  if (['1-1', '1-2', '1-3'].includes(lunar) || lunarMonthDay(addDays(date, 1)) === '1-1') return '春节'
  if (lunar === '5-5') return '端午'
  return lunar === '8-15' ? '中秋' : null
}

/** Month and day of the lunar calendar, as `8-15`; empty in a leap month, whose days are no festivals. */
function lunarMonthDay(date: LocalDate): string {
  // The library counts from midnight in China; an instant in the middle of that day is right in every time zone of the machine.
  const { lunarMon, lunarDay, isLeap } = getLunarDate(new Date(Date.parse(`${date}T12:00+08:00`)))
  return isLeap ? '' : `${lunarMon}-${lunarDay}`
}

// The day in April when the sun reaches 15° (清明) in the years 2000 to 2099, by the usual formula. The library knows it too, but a
// day too early on a machine west of Greenwich.
function qingmingDay(yearOfCentury: number): number {
  return Math.floor(yearOfCentury * 0.2422 + 4.81) - Math.floor(yearOfCentury / 4)
}

function isWeekend(date: LocalDate): boolean {
  return weekday(date) === 0 || weekday(date) === 6
}

// The library reads a day off in the machine's time zone, where noon of that day is always that day.
function localNoon(date: LocalDate): Date {
  return new Date(yearOf(date), Number(date.slice(5, 7)) - 1, Number(date.slice(8)), 12)
}

function yearOf(date: LocalDate): number {
  return Number(date.slice(0, 4))
}
