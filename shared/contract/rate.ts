// On-time and completeness rates, the records behind each figure, the appraisal sheet (rules V8, V11).
import { z } from 'zod'
import { RATE_FIGURES, isMonth } from '#shared/domain/rate.ts'
import { RECORD_KINDS } from '#shared/domain/record.ts'
import { id, localDate } from './field.ts'
import { auditedRead, read } from './method.ts'
import { listedRecordView } from './record.ts'

const month = z.string().refine(isMonth, 'month.form')
const count = z.number().int().min(0)

const figures = z.object({ due: count, onTime: count, received: count, complete: count })

const cell = figures.extend({ departmentId: id('department'), personId: id('person'), kind: z.enum(RECORD_KINDS) })

/** Names of those whom cells count for. */
const named = {
  departments: z.array(z.object({ id: id('department'), name: z.string() })),
  people: z.array(z.object({ id: id('person'), name: z.string() })),
}

/** Whose figures, and of what; null: all. */
const subject = {
  departmentId: id('department').nullable(),
  personId: id('person').nullable(),
  kind: z.enum(RECORD_KINDS).nullable(),
}

const ratedRecordView = listedRecordView.extend({ receivedOn: localDate.nullable(), receiptLacks: z.number().int().nullable() })
export type RatedRecordView = z.output<typeof ratedRecordView>

/** As many records as an appraisal sheet names of each sort. */
export const SHEET_RECORDS = 100

const sheetRecord = z.object({
  number: z.string(), kind: z.enum(RECORD_KINDS), personName: z.string(), plate: z.string().nullable(), vin: z.string(),
  dueOn: localDate, receivedOn: localDate.nullable(), receiptLacks: z.number().int().nullable(),
})

const sheetView = z.object({
  storeName: z.string(),
  department: z.object({ id: id('department'), name: z.string() }),
  /** Who heads it. */
  heads: z.array(z.string()),
  month,
  drawnOn: localDate,
  drawnBy: z.string(),
  /** Its last day has not passed: the figures may still change. */
  open: z.boolean(),
  figures,
  /** Of the month before. */
  before: figures,
  people: z.array(figures.extend({ name: z.string() })),
  kinds: z.array(figures.extend({ kind: z.enum(RECORD_KINDS) })),
  /** At most SHEET_RECORDS of each; how many there are follows from the figures. */
  late: z.array(sheetRecord),
  incomplete: z.array(sheetRecord),
})
export type SheetView = z.output<typeof sheetView>

const sheetInput = { month, departmentId: id('department') }

export const rateContract = {
  /** The figures of a month by department, person and kind, within what the person may see; every rate is of a sum of these. */
  'rate.month': read('rate.read', z.strictObject({ month }), z.object({ month, open: z.boolean(), cells: z.array(cell), ...named })),
  /** Twelve months up to and with one, oldest first. */
  'rate.trend': read('rate.read', z.strictObject({ until: month, ...subject }), z.array(figures.extend({ month }))),
  /** The records that a figure counts, by the condition by which it counts them; oldest first. */
  'rate.records': read('rate.read', z.strictObject({
    month, figure: z.enum(RATE_FIGURES), ...subject, skip: z.number().int().min(0).max(1_000_000), limit: z.number().int().min(1).max(200),
  }), z.object({ records: z.array(ratedRecordView), total: count })),
  /** The appraisal sheet (考核表) of a department for a month. */
  'rate.sheet': auditedRead('rate.appraise', z.strictObject(sheetInput), sheetView),
  /** The same as a workbook (xlsx), in base64; `language`: of its headings. */
  'rate.export': auditedRead('rate.appraise', z.strictObject({ ...sheetInput, language: z.enum(['zh-CN', 'en']) }), z.object({
    fileName: z.string(), base64: z.string(),
  })),
}
