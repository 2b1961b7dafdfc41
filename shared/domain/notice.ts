// Reading a yearly notice of holidays (rule D2): the State Council's own words, or simple lines of day, 休 or 班, and name. What was read
// is shown to a person before it is kept; what was not understood is named, never guessed.
import { addDays, isLocalDate, localDate, weekday, type LocalDate } from './local-date.ts'
import { statutoryHolidays } from './working-day.ts'

/** A day that a notice names. */
export type NamedDay = { on: LocalDate; working: boolean; name: string }

export type NoticeProblem = 'notice.otherYear' | 'notice.dayTwice' | 'notice.holidayMissing' | 'notice.workedHoliday'

export type WrongDay = { on: LocalDate; name: string; problem: NoticeProblem }

export type Misread = { text: string; problem: 'notice.notUnderstood' | 'notice.weekday' | 'notice.count' }

/** `misread`: pieces that hold a day and were not understood, or that contradict themselves. */
export type NoticeReading = { days: NamedDay[]; misread: Misread[] }

/** Whether a notice of `year` may name a day: one of the year, or of the December before, whose end notices have moved. */
export function isOfNotice(year: number, on: LocalDate): boolean {
  return on.startsWith(`${year}-`) || on.startsWith(`${year - 1}-12-`)
}

/** The law as it stands frees days by fixed rules since then; earlier notices followed another one. */
const FIRST_YEAR_OF_LAW = 2025

/**
 * What is wrong with a notice as a whole, each with the day it is about: a notice stands for its whole year, so that a holiday it
 * forgets would be worked.
 */
export function noticeProblems(year: number, days: readonly NamedDay[]): WrongDay[] {
  const seen = new Set<LocalDate>()
  const wrong = days.flatMap(({ on, name }): WrongDay[] => {
    const twice = seen.has(on)
    seen.add(on)
    if (!isOfNotice(year, on)) return [{ on, name, problem: 'notice.otherYear' }]
    return twice ? [{ on, name, problem: 'notice.dayTwice' }] : []
  })
  const missing = (year < FIRST_YEAR_OF_LAW ? [] : statutoryHolidays(year)).flatMap(({ on, name }): WrongDay[] => {
    const day = days.find((candidate) => candidate.on === on)
    if (day) return day.working ? [{ on, name, problem: 'notice.workedHoliday' }] : []
    return [{ on, name, problem: 'notice.holidayMissing' }]
  })
  return [...wrong, ...missing]
}

/** Reads a notice of `year`. Days come in their order, none twice where the text says the same of it twice. */
export function readNotice(year: number, text: string): NoticeReading {
  const plain = text.normalize('NFKC')
  const lines = plain.split('\n').map((line) => line.trim()).filter((line) => line !== '')
  const reading = lines.some((line) => SIMPLE.test(line)) ? readLines(lines) : readWords(year, plain)
  const days = [...new Map(reading.days.map((day) => [`${day.on} ${day.working}`, day])).values()].toSorted((a, b) => (a.on < b.on ? -1 : 1))
  return { days: named(days), misread: reading.misread }
}

// --- Simple lines: `2027-01-01 休 元旦`, `2027/1/3,班`.

const SIMPLE = /^"?(?<year>\d{4})[-/.年](?<month>\d{1,2})[-/.月](?<day>\d{1,2})日?"?[\s,;]*"?(?<kind>休息?|放假|班|上班|holiday|free|off|working|work)"?(?:[\s,;]+"?(?<name>[^",;]*)"?)?[\s,;]*$/iu
const FREE = /^(?:休|放|holiday|free|off)/iu

function readLines(lines: readonly string[]): NoticeReading {
  const days: NamedDay[] = []
  const misread: Misread[] = []
  for (const line of lines) {
    const found = SIMPLE.exec(line)?.groups
    const on = found && dayIn(Number(found['year']), Number(found['month']), Number(found['day']))
    if (found && on) days.push({ on, working: !FREE.test(found['kind'] ?? ''), name: (found['name'] ?? '').trim() })
    else if (/\d/.test(line)) misread.push({ text: line, problem: 'notice.notUnderstood' })
  }
  return { days, misread }
}

// --- The State Council's words: 一、元旦:1月1日(周四)至3日(周六)放假调休,共3天。1月4日(周日)上班。

const ITEM = /(?=[一二三四五六七八九十]+、[^。:()]{1,16}:)/u
const NAME = /^(?:[一二三四五六七八九十]+、)?(?<name>\p{Script=Han}[^。:()\d]{0,15}):/u
const LETTER_DATE = /^\p{Script=Han}*\d{4}年\d{1,2}月\d{1,2}日$/u
const DAY = /(?:(?<year>\d{4})年)?(?:(?<month>\d{1,2})月)?(?<day>\d{1,2})日(?:\((?<said>[^()]*)\))?/gu

function readWords(year: number, text: string): NoticeReading {
  const days: NamedDay[] = []
  const misread: Misread[] = []
  for (const item of text.replaceAll(/\s+/gu, '').split(ITEM)) {
    const name = shortName(NAME.exec(item)?.groups?.['name'] ?? '')
    for (const sentence of item.replace(NAME, '').split(/[。;]/u)) {
      if (!/\d日/u.test(sentence)) continue
      const read = name === '' ? null : readSentence(year, sentence, name)
      if (read === null) {
        // What is only advised (除夕（2月9日）休息) is in brackets; a letter's own date names no holiday.
        const outside = withoutBrackets(sentence)
        if (name !== '' && /\d日/u.test(outside) && !LETTER_DATE.test(outside)) misread.push({ text: sentence, problem: 'notice.notUnderstood' })
        continue
      }
      days.push(...read.days)
      if (read.problem !== null) misread.push({ text: sentence, problem: read.problem })
    }
  }
  return { days, misread }
}

/** Null when the sentence says neither that days are free nor that they are worked. */
function readSentence(year: number, sentence: string, name: string): { days: NamedDay[]; problem: Misread['problem'] | null } | null {
  const outside = withoutBrackets(sentence)
  const free = /日[^,]*放假/u.test(outside)
  if (free === /日[^,]*上班/u.test(outside)) return null
  const told = sentence.slice(0, sentence.indexOf(free ? '放假' : '上班'))
  const found: LocalDate[] = []
  let problem: Misread['problem'] | null = null
  let last: { on: LocalDate; end: number } | null = null
  for (const match of told.matchAll(DAY)) {
    const { year: saidYear, month, day, said } = match.groups ?? {}
    const before = last
    const inYear = saidYear !== undefined ? Number(saidYear) : before ? Number(before.on.slice(0, 4)) : year
    const inMonth = month !== undefined ? Number(month) : before ? Number(before.on.slice(5, 7)) : 0
    // 12月30日至1月1日: the year turned over in between.
    const turned: boolean = saidYear === undefined && before !== null && inMonth < Number(before.on.slice(5, 7))
    const on: LocalDate | null = dayIn(turned ? inYear + 1 : inYear, inMonth, Number(day))
    if (on === null) return null
    const weekdaySaid = weekdayIn(said ?? '')
    if (weekdaySaid !== null && weekdaySaid !== weekday(on)) problem = 'notice.weekday'
    if (before !== null && /^[至到—-]/u.test(told.slice(before.end, match.index))) {
      for (let each = addDays(before.on, 1); each < on; each = addDays(each, 1)) found.push(each)
    }
    found.push(on)
    last = { on, end: match.index + match[0].length }
  }
  if (found.length === 0) return null
  const count = /共(?<count>\d+)天|放假(?<only>\d+)天/u.exec(outside)?.groups
  const said = count?.['count'] ?? count?.['only']
  if (free && said !== undefined && Number(said) !== found.length) problem ??= 'notice.count'
  return { days: found.map((on) => ({ on, working: !free, name })), problem }
}

const withoutBrackets = (sentence: string): string => sentence.replaceAll(/\([^()]*\)/gu, '')

const WEEKDAYS = '日一二三四五六'

function weekdayIn(said: string): number | null {
  const letter = /(?:周|星期|礼拜)(?<letter>[日天一二三四五六])/u.exec(said)?.groups?.['letter']
  return letter === undefined ? null : WEEKDAYS.indexOf(letter === '天' ? '日' : letter)
}

/** 清明节 is called 清明, as the calendar elsewhere calls it. */
function shortName(name: string): string {
  return name.replaceAll(/(?<festival>清明|端午|中秋)节/gu, '$<festival>')
}

function dayIn(year: number, month: number, day: number): LocalDate | null {
  const text = `${String(year).padStart(4, '0')}-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}`
  return isLocalDate(text) ? localDate(text) : null
}

/** A day without a name has that of the nearest day with one: a day worked is worked for the holiday beside it. */
function named(days: readonly NamedDay[]): NamedDay[] {
  const holidays = days.filter(({ working, name }) => !working && name !== '')
  const distance = (one: LocalDate, other: LocalDate): number => Math.abs(Date.parse(one) - Date.parse(other))
  return days.map((day) => {
    if (day.name !== '') return day
    const nearest = holidays.toSorted((a, b) => distance(a.on, day.on) - distance(b.on, day.on))[0]
    return { ...day, name: nearest?.name ?? '放假' }
  })
}
