// Today, the first screen: what is due, overdue, waiting for whoever asks (rules H1, H2, H4, H6, V9, V10, F4, A2).
import { z } from 'zod'
import { RECORD_KINDS } from '#shared/domain/record.ts'
import { TODAY_SECTIONS } from '#shared/domain/today.ts'
import { id, localDate, nothing } from './field.ts'
import { quiet, read } from './method.ts'

/** One of the first of a section: a record, or what is about one. */
export const todayLine = z.object({
  /** Of what waits: a record, correction, violation, change; a paper by its record, `about` tells which. */
  id: z.number().int(),
  /** When it is due, or since when it waits. */
  on: localDate,
  record: z.object({
    id: id('record'), number: z.string(), kind: z.enum(RECORD_KINDS), dossierId: id('dossier'), ownerName: z.string(),
    plate: z.string().nullable(), vin: z.string(), model: z.string(),
  }).nullable(),
  person: z.object({ id: id('person'), name: z.string(), department: z.string() }).nullable(),
  /** A paper by its code, a rule by its id, what a change is about; '' where there is nothing more to say. */
  about: z.string(),
})
export type TodayLine = z.output<typeof todayLine>

export const todayView = z.object({
  on: localDate,
  /** Those that this person has anything to do with, also with nothing in them; in the order of the day's work. */
  sections: z.array(z.object({
    key: z.enum(TODAY_SECTIONS),
    /** Counted no further than MOST_COUNTED where `more`. */
    count: z.number().int(),
    more: z.boolean(),
    lines: z.array(todayLine),
  })),
  /** Who has overdue records, longest overdue first. */
  overdue: z.array(z.object({
    person: z.object({ id: id('person'), name: z.string() }),
    department: z.string(),
    count: z.number().int(),
    oldestOn: localDate,
  })),
})
export type TodayView = z.output<typeof todayView>

export const todayContract = {
  'today.get': quiet(read('signedIn', nothing, todayView)),
}
