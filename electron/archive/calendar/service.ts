// The store's work calendar: its own days, its roster, notices entered; each change makes what is open due anew (rules D1, D2).
import type { calendarContract } from '#shared/contract/calendar.ts'
import { noticeProblems } from '#shared/domain/notice.ts'
import { dueDate } from '#shared/domain/record.ts'
import { daysOfYear, isAnnounced, workingDay } from '#shared/domain/working-day.ts'
import type { HandlersOf } from '../handler.ts'
import { policyFor } from '../policy/store.ts'
import { notFound, refused } from '../refusal.ts'
import { recomputeDues } from './recompute.ts'
import {
  dropException, dropNotice, dropRoster, exceptionsOf, noticeText, putException, putNotice, putRoster, workCalendar,
} from './store.ts'

export const calendarHandlers: HandlersOf<typeof calendarContract> = {
  'calendar.year': {
    read: ({ db }, { year }) => {
      const calendar = workCalendar(db)
      const own = exceptionsOf(db, year)
      const announced = isAnnounced(year, calendar) ? 'carried' : 'none'
      return {
        notice: calendar.notices.has(year) ? 'entered' : announced,
        days: daysOfYear(year).map((on) => ({ on, ...workingDay(on, calendar), own: own.get(on) ?? null })),
        rosters: calendar.rosters.map(({ fromOn, weekdays }) => ({ fromOn, weekdays: weekdays === null ? null : [...weekdays] })),
        entered: [...calendar.notices.keys()].toSorted((a, b) => a - b),
      }
    },
  },
  'calendar.due': {
    read: ({ db }, { kind, deliveredOn }) => dueDate(kind, deliveredOn, workCalendar(db), policyFor(db, deliveredOn)),
  },
  'calendar.setDay': {
    write: (context, { on, working, reason }) => {
      context.note({ on, working, reason })
      putException(context.db, on, working, reason)
      return { changed: recomputeDues(context) }
    },
  },
  'calendar.clearDay': {
    write: (context, { on, reason }) => {
      if (!dropException(context.db, on)) throw notFound('exception')
      context.note({ on, reason })
      return { changed: recomputeDues(context) }
    },
  },
  'calendar.setRoster': {
    write: (context, { fromOn, weekdays, reason }) => {
      context.note({ fromOn, weekdays, reason })
      putRoster(context.db, fromOn, weekdays)
      return { changed: recomputeDues(context) }
    },
  },
  'calendar.dropRoster': {
    write: (context, { fromOn, reason }) => {
      if (!dropRoster(context.db, fromOn)) throw notFound('roster')
      context.note({ fromOn, reason })
      return { changed: recomputeDues(context) }
    },
  },
  'calendar.enterNotice': {
    write: (context, { year, days }) => {
      const wrong = noticeProblems(year, days)[0]
      if (wrong) throw refused(wrong.problem, `${wrong.on} ${wrong.name}`.trim())
      const text = noticeText(days)
      context.note({ year, days: text })
      putNotice(context.db, { year, days: text, enteredBy: context.actor.id, enteredAt: context.now })
      return { changed: recomputeDues(context) }
    },
  },
  'calendar.dropNotice': {
    write: (context, { year, reason }) => {
      if (!dropNotice(context.db, year)) throw notFound('notice')
      context.note({ year, reason })
      return { changed: recomputeDues(context) }
    },
  },
}
