// A file in the vault read as a list, and every line of it judged by itself: all that needs no archive.
import type { ImportMapping } from '#shared/contract/import.ts'
import { dayOf, type Instant } from '#shared/domain/local-date.ts'
import { headingOf, missingColumns, type ImportList } from '#shared/domain/import.ts'
import { readLine, type ReadLine } from '#shared/domain/import-line.ts'
import type { Steps } from '../backup/tasks.ts'
import type { Places } from '../places.ts'
import { refused } from '../refusal.ts'
import { readSheet } from '../sheet/read.ts'
import { LIMITS, type SheetFile, type SheetRow } from '../sheet/sheet.ts'
import { openAttachment } from '../vault/attachments.ts'
import type { VaultKeys } from '../vault/keys.ts'

/** `file`: its name in the vault, which is the keyed hash of its content. `sheet`: of a workbook; null: the first that says anything. */
export type ListFile = { places: Places; keys: VaultKeys; list: ImportList; file: string; fileName: string; sheet: string | null }

export type DryRunJob = ListFile & { mapping: ImportMapping; words: Record<string, string>; at: Instant }

export const headingsOf = (row: SheetRow | undefined): string[] => Array.from(row?.cells ?? [], headingOf)

export async function sheetOf({ places, keys, file, sheet: wanted }: ListFile, progress: Steps): Promise<SheetFile> {
  const pieces: Uint8Array[] = []
  let size = 0
  for await (const piece of openAttachment(places, keys, file)) {
    if (!(piece instanceof Uint8Array)) continue
    size += piece.length
    if (size > LIMITS.file) throw refused('sheet.tooLarge', String(LIMITS.file))
    pieces.push(piece)
  }
  const sheet = await readSheet(globalThis.Buffer.concat(pieces), () => progress.check(), wanted)
  if (sheet.rows.length === 0) throw refused('sheet.empty')
  return sheet
}

export type ReadList = { headings: string[]; epoch: SheetFile['epoch']; lines: { row: SheetRow; read: ReadLine }[] }

/** Every line judged by itself. @throws Refusal `import.columnsMissing` where the mapping leaves out what the list needs. */
export async function readList(job: DryRunJob, progress: Steps): Promise<ReadList> {
  const { list, mapping: { heading, columns, choices } } = job
  const missing = missingColumns(list, columns, choices)[0]
  if (missing) throw refused('import.columnsMissing', missing.join('/'))
  const sheet = await sheetOf(job, progress)
  const as = { list, columns, choices, epoch: sheet.epoch, today: dayOf(job.at) }
  const rows = sheet.rows.slice(heading + 1)
  const lines = rows.map((row, index) => {
    if (index % 100 === 0) progress.check()
    return { row, read: readLine(row.cells, as) }
  })
  return { headings: headingsOf(sheet.rows[heading]), epoch: sheet.epoch, lines }
}
