// SQL of the store's work calendar (rule D2).
import { localDate, type LocalDate } from '#shared/domain/local-date.ts'
import type { NoticeDay, WorkCalendar } from '#shared/domain/working-day.ts'
import { noticeDays, rosterWeekdays } from '#shared/contract/calendar.ts'
import type { Reader } from '../database/database.ts'

/** All that the store set, for the rules to count with. */
export function workCalendar(db: Reader): WorkCalendar {
  return {
    exceptions: new Map(db.all('SELECT on_date, working FROM calendar_exception', [], (row) => [row.date('on_date'), row.flag('working') ? 'working' : 'free'])),
    rosters: db.all('SELECT from_on, weekdays FROM calendar_roster ORDER BY from_on', [], (row) => {
      const weekdays = row.textOrNull('weekdays')
      return { fromOn: row.date('from_on'), weekdays: weekdays === null ? null : rosterWeekdays.parse(JSON.parse(weekdays)) }
    }),
    notices: new Map(db.all('SELECT year, days FROM calendar_notice', [], (row) => [row.int('year'), noticeOf(row.text('days'))])),
  }
}

function noticeOf(days: string): ReadonlyMap<LocalDate, NoticeDay> {
  return new Map(noticeDays.parse(JSON.parse(days)).map(({ on, working, name }) => [localDate(on), { working, name }]))
}
