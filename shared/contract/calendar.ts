// The store's work calendar: its own days, its roster, notices entered (rule D2).
import { z } from 'zod'
import { line, localDate } from './field.ts'

/** Weekdays that are worked, 0 is Sunday. */
export const rosterWeekdays = z.array(z.number().int().min(0).max(6)).min(1).max(7)

/** The days that a yearly notice names: holidays, and days worked to make up for them. */
export const noticeDays = z.array(z.strictObject({ on: localDate, working: z.boolean(), name: line(20) })).min(1).max(120)
