// SQL of lists brought in: what they were, how their columns are read, and what they are held against.
import type { CustomerView } from '#shared/contract/dossier.ts'
import type { ImportMapping } from '#shared/contract/import.ts'
import { importMapping } from '#shared/contract/import.ts'
import type { Output } from '#shared/contract/index.ts'
import type { Id } from '#shared/domain/id.ts'
import { IMPORT_LISTS, type ImportList } from '#shared/domain/import.ts'
import type { Instant } from '#shared/domain/local-date.ts'
import type { Reader, Writer } from '../database/database.ts'
import { CUSTOMER, readCustomer } from '../dossier/store.ts'

/** How lists of these headings were read last; null when never. */
export function rememberedMapping(db: Reader, list: ImportList, headings: string): ImportMapping | null {
  return db.get('SELECT content FROM import_mapping WHERE list = ? AND headings = ?', [list, headings], (row) => (
    importMapping.parse(JSON.parse(row.text('content')))
  ))
}

export function rememberMapping(db: Writer, list: ImportList, headings: string, mapping: ImportMapping): void {
  db.run(
    'INSERT INTO import_mapping (list, headings, content) VALUES (?, ?, ?) ON CONFLICT (list, headings) DO UPDATE SET content = excluded.content',
    [list, headings, JSON.stringify(mapping)],
  )
}

export type ImportRun = {
  list: ImportList
  fileName: string
  fileHash: string
  at: Instant
  personId: Id<'person'>
  lines: number
  dossiers: number
  records: number
  already: number
  wrong: number
}

export function addRun(db: Writer, run: ImportRun): void {
  db.run(
    `INSERT INTO import_run (list, file_name, file_hash, at, person_id, lines, dossiers, records, already, wrong)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
    [run.list, run.fileName, run.fileHash, run.at, run.personId, run.lines, run.dossiers, run.records, run.already, run.wrong],
  )
}

/** When and by whom this very file was brought in as this kind of list, the last time. */
export function runOfFile(db: Reader, list: ImportList, fileHash: string): { at: Instant; personName: string } | null {
  return db.get(
    'SELECT i.at, p.name FROM import_run i JOIN person p ON p.id = i.person_id WHERE i.file_hash = ? AND i.list = ? ORDER BY i.id DESC',
    [fileHash, list], (row) => ({ at: row.int('at'), personName: row.text('name') }),
  )
}

/** Newest first. */
export function runs(db: Reader): Output<'import.history'> {
  return db.all(
    `SELECT i.list, i.file_name, i.at, p.name, i.lines, i.dossiers, i.records, i.already, i.wrong
     FROM import_run i JOIN person p ON p.id = i.person_id ORDER BY i.id DESC LIMIT 100`, [],
    (row) => ({
      list: row.oneOf('list', IMPORT_LISTS), fileName: row.text('file_name'), at: row.int('at'), personName: row.text('name'),
      lines: row.int('lines'), dossiers: row.int('dossiers'), records: row.int('records'), already: row.int('already'), wrong: row.int('wrong'),
    }),
  )
}

/** The customers of that name who can be called on that number. */
export function customersCalled(db: Reader, name: string, mobile: string): CustomerView[] {
  return db.all(
    `SELECT ${CUSTOMER} FROM customer c WHERE c.name = ? AND c.mobile = ? AND c.mobile <> '' AND c.merged_into IS NULL ORDER BY c.id LIMIT 2`,
    [name, mobile], readCustomer,
  )
}
