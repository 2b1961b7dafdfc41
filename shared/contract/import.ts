// Bringing lists in: the store's register once, the dealer system's lists day by day (rules H8, F1, F8).
import { z } from 'zod'
import { IMPORT_FIELDS, IMPORT_LISTS, LINE_OUTCOMES } from '#shared/domain/import.ts'
import { RECORD_KINDS } from '#shared/domain/record.ts'
import { id, instant, line, nothing } from './field.ts'
import { auditedRead, read, write } from './method.ts'

const list = z.enum(IMPORT_LISTS)
const field = z.enum(IMPORT_FIELDS)
const importId = z.uuid()
const count = z.number().int()

/** Which column, from 0, holds what. */
export const importColumns = z.partialRecord(field, z.number().int().min(0).max(199))

export const importChoices = z.strictObject({
  origin: z.enum(['soldHere', 'soldElsewhere']),
  responsibleId: id('person').nullable(),
  serviceKind: z.enum(RECORD_KINDS).exclude(['delivery']).nullable(),
  foreignVins: z.boolean(),
})

export const importMapping = z.strictObject({
  /** The line, from 0 among those that say anything, that holds the headings. */
  heading: z.number().int().min(0).max(100_000),
  columns: importColumns,
  choices: importChoices,
})
export type ImportMapping = z.output<typeof importMapping>

/** What a file holds, and how its columns are likely to be read. */
export const importReading = z.object({
  /** Of a workbook, the sheet that was read, and all that say anything; of a text '' and none. */
  sheet: z.string(),
  sheets: z.array(z.string()),
  kind: z.enum(['xlsx', 'csv']),
  encoding: z.enum(['utf-8', 'utf-16le', 'gb18030']).nullable(),
  /** The first lines that say anything, as text. */
  preview: z.array(z.object({ line: count, cells: z.array(z.string()) })),
  lines: count,
  /** `columns` empty where no line looks like a heading. */
  mapping: importMapping,
  /** These headings were read before, in this way. */
  remembered: z.boolean(),
})
export type ImportReading = z.output<typeof importReading>

export const importedLine = z.object({
  line: count,
  outcome: z.enum(LINE_OUTCOMES),
  /** VIN or plate, as far as they could be read. */
  car: z.string(),
  problems: z.array(z.object({ field: field.nullable(), problem: z.string() })),
})
export type ImportedLineView = z.output<typeof importedLine>

/** What a list came to, or in a dry run would come to. */
export const importOutcome = z.object({
  /** False: nothing was entered. */
  committed: z.boolean(),
  lines: count,
  dossiers: count,
  records: count,
  /** Of the records, those whose due day has passed already. */
  overdue: count,
  already: count,
  wrong: count,
  /** What is wrong, with how many lines have it. */
  problems: z.array(z.object({ field: field.nullable(), problem: z.string(), count })),
  /** Of each outcome the first lines; all wrong ones are in the file to mend. */
  shown: z.array(importedLine),
  /** This very file was brought in before. */
  before: z.object({ at: instant, personName: z.string() }).nullable(),
})
export type ImportOutcome = z.output<typeof importOutcome>

/** What problems and fields (`field.vin`) are called in the file of wrong lines; what is not named stands there by its key. */
const words = z.record(z.string().max(60), z.string().max(400))

const started = z.object({ taskId: z.string() })

export const importContract = {
  /** Takes an uploaded file as a list and reads it; follow it by `task.get`. It is dropped when the session ends, or after an hour. */
  'import.open': write('import.run', z.strictObject({ list, uploadId: z.uuid(), fileName: line(200) }), started.extend({ importId })),
  /** Reads another sheet of the same workbook, which the runs that follow then take. */
  'import.sheet': { ...write('import.run', z.strictObject({ importId, sheet: z.string().max(100) }), started), audited: false },
  /** What would be made, is there already, is wrong; nothing is entered. */
  'import.dryRun': write('import.run', z.strictObject({ importId, mapping: importMapping, words }), started),
  /** Enters all lines that are right, or where that does not come to its end none. What is there already stays as it is. */
  'import.commit': write('import.run', z.strictObject({ importId, mapping: importMapping, words }), started),
  /**
   * The wrong lines of the last run, as an xlsx file (base64) with what is wrong beside each, to mend and bring in again.
   * @throws `import.nothingWrong`; `import.mendUnmade` where they are more than a file holds.
   */
  'import.wrongLines': auditedRead('import.run', z.strictObject({ importId }), z.object({ fileName: z.string(), base64: z.string() })),
  'import.drop': { ...write('import.run', z.strictObject({ importId }), nothing), audited: false },
  /** Lists brought in, newest first. */
  'import.history': read('import.run', nothing, z.array(z.object({
    list, fileName: z.string(), at: instant, personName: z.string(),
    lines: count, dossiers: count, records: count, already: count, wrong: count,
  }))),
}
