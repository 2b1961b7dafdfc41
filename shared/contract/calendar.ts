// The store's work calendar: its own days, its roster, notices entered (rule D2).
import { z } from 'zod'
import { RECORD_KINDS } from '#shared/domain/record.ts'
import { line, localDate, requiredLine, storeDay } from './field.ts'
import { read, write } from './method.ts'

/** Weekdays that are worked, 0 is Sunday. */
export const rosterWeekdays = z.array(z.number().int().min(0).max(6)).min(1).max(7)

/** The days that a yearly notice names: holidays, and days worked to make up for them. */
export const noticeDays = z.array(z.strictObject({ on: localDate, working: z.boolean(), name: line(20) })).min(1).max(120)

const year = z.number().int().min(2000).max(2149)
const reason = requiredLine(200)
const weekdays = rosterWeekdays.transform((days) => [...new Set(days)].toSorted((a, b) => a - b))

/** How many open records are due on another day now, among those that this person may know of; null for who sees none. */
const recomputed = z.object({ changed: z.number().int().nullable() })

const calendarDay = z.object({
  on: localDate,
  working: z.boolean(),
  provisional: z.boolean(),
  name: z.string().nullable(),
  /** The store's own word on it, with its reason. */
  own: z.object({ working: z.boolean(), reason: z.string() }).nullable(),
})
export type CalendarDayView = z.output<typeof calendarDay>

const calendarYear = z.object({
  /** Whether a notice says what is free; else all of it is provisional. `entered`: the notice was entered here. */
  notice: z.enum(['none', 'carried', 'entered']),
  /** Every day of the year. */
  days: z.array(calendarDay),
  rosters: z.array(z.object({ fromOn: localDate, weekdays: z.array(z.number().int()).nullable() })),
  /** Years with a notice entered here. */
  entered: z.array(z.number().int()),
})
export type CalendarYearView = z.output<typeof calendarYear>

export const calendarContract = {
  'calendar.year': read('settings.read', z.strictObject({ year }), calendarYear),
  /** When papers are due, by the store's calendar and the policy of the day of delivery (H1, H2). */
  'calendar.due': read('record.enter', z.strictObject({ kind: z.enum(RECORD_KINDS), deliveredOn: storeDay }), z.object({
    on: localDate, provisional: z.boolean(),
  })),
  /** A day that the store works or rests, whatever the notice says. */
  'calendar.setDay': write('calendar.manage', z.strictObject({ on: storeDay, working: z.boolean(), reason }), recomputed),
  'calendar.clearDay': write('calendar.manage', z.strictObject({ on: storeDay, reason }), recomputed),
  /** The weekdays worked from a day on; null: back to the notice. */
  'calendar.setRoster': write('calendar.manage', z.strictObject({ fromOn: storeDay, weekdays: weekdays.nullable(), reason }), recomputed),
  'calendar.dropRoster': write('calendar.manage', z.strictObject({ fromOn: storeDay, reason }), recomputed),
  /** The yearly notice, as it was read and looked at; it stands for its whole year, in place of one the program carries or one entered before. */
  'calendar.enterNotice': write('calendar.manage', z.strictObject({ year, days: noticeDays }), recomputed),
  'calendar.dropNotice': write('calendar.manage', z.strictObject({ year, reason }), recomputed),
}
