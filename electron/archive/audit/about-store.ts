// SQL of what entries of the audit trail are about: which dossiers their words belong to, and which of them, and of their pages, somebody may know (rules A3,
// S1, S3).
import type { Id } from '#shared/domain/id.ts'
import { mayKnowPages, mayKnowPast } from '../access/visibility.ts'
import type { Reader } from '../database/database.ts'
import type { Actor } from '../handler.ts'
import { standingDossier } from '../merge/standing.ts'

/** By record: corrections and the like. */
const OF_RECORDS = { correction: 'correction', violation: 'violation', copy: 'copy', 'copy.request': 'copy_request' } as const
/** By dossier. */
const OF_DOSSIERS = { loan: 'loan', 'access.request': 'access_request' } as const

const join = (parts: readonly string[]): string => parts.join(' UNION ALL ')
const ofRecord = (then: (noun: string, table: string) => string): string[] => Object.entries(OF_RECORDS).map(([noun, table]) => then(noun, table))
const ofDossier = (then: (noun: string, table: string) => string): string[] => Object.entries(OF_DOSSIERS).map(([noun, table]) => then(noun, table))

/** Every word by which an entry can name a dossier, those that were merged into it among them. */
export function wordsOf(db: Reader, dossierId: Id<'dossier'>): string[] {
  return db.all(
    `WITH RECURSIVE own (id) AS (SELECT ? UNION SELECT m.id FROM own CROSS JOIN dossier m ON m.merged_into = own.id),
      rec (id, number) AS MATERIALIZED (SELECT r.id, r.number FROM own CROSS JOIN record r ON r.dossier_id = own.id),
      holder (id) AS MATERIALIZED (SELECT DISTINCT o.customer_id FROM own CROSS JOIN ownership o ON o.dossier_id = own.id)
      ${join([
    "SELECT 'dossier:' || d.number AS word FROM own CROSS JOIN dossier d ON d.id = own.id",
    "SELECT 'dossierId:' || own.id FROM own",
    "SELECT 'record:' || rec.number FROM rec",
    "SELECT 'recordId:' || rec.id FROM rec",
    "SELECT DISTINCT 'handover:' || b.handover_id FROM own CROSS JOIN book_line b ON b.dossier_id = own.id WHERE b.handover_id IS NOT NULL",
    ...ofRecord((noun, table) => `SELECT '${noun}:' || t.number FROM rec CROSS JOIN ${table} t ON t.record_id = rec.id`),
    ...ofDossier((noun, table) => `SELECT '${noun}:' || t.number FROM own CROSS JOIN ${table} t ON t.dossier_id = own.id`),
    "SELECT 'reader:' || t.id FROM own CROSS JOIN dossier_reader t ON t.dossier_id = own.id",
    "SELECT 'merge:' || t.id FROM own CROSS JOIN merge t ON t.subject = 'dossier' AND t.kept_id = own.id",
    "SELECT 'disposal:' || t.number FROM own CROSS JOIN disposal_item i ON i.dossier_id = own.id CROSS JOIN disposal t ON t.id = i.disposal_id",
    "SELECT 'customer:' || holder.id FROM holder",
    "SELECT 'subject.request:' || t.number FROM holder CROSS JOIN subject_request t ON t.customer_id = holder.id",
  ])}`, [dossierId], (row) => row.text('word'),
  )
}

const NUMBERED = "CROSS JOIN %t t ON t.number = w.key WHERE w.noun = '%n'"
const numbered = (noun: string, table: string): string => NUMBERED.replace('%t', table).replace('%n', noun)
const byRow = (noun: string, rows: string): string => `${rows} WHERE w.noun = '${noun}'`

// Of a noun with a point in it the last part is what stands before the number.
const DOSSIERS = `
  WITH w AS MATERIALIZED (SELECT value AS word, substr(value, 1, instr(value, ':') - 1) AS noun, substr(value, instr(value, ':') + 1) AS key FROM json_each(?))
  ${join([
    `SELECT w.word, t.id FROM w ${numbered('dossier', 'dossier')}`,
    `SELECT w.word, t.id FROM w ${byRow('dossierId', 'CROSS JOIN dossier t ON t.id = CAST(w.key AS INTEGER)')}`,
    `SELECT w.word, t.dossier_id FROM w ${numbered('record', 'record')}`,
    `SELECT w.word, t.dossier_id FROM w ${byRow('recordId', 'CROSS JOIN record t ON t.id = CAST(w.key AS INTEGER)')}`,
    `SELECT DISTINCT w.word, t.dossier_id FROM w ${byRow('handover', 'CROSS JOIN book_line t ON t.handover_id = CAST(w.key AS INTEGER)')}`,
    ...ofRecord((noun, table) => `SELECT w.word, r.dossier_id FROM w ${numbered(noun, table).replace(' WHERE', ' CROSS JOIN record r ON r.id = t.record_id WHERE')}`),
    ...ofDossier((noun, table) => `SELECT w.word, t.dossier_id FROM w ${numbered(noun, table)} AND t.dossier_id IS NOT NULL`),
    `SELECT w.word, t.dossier_id FROM w ${byRow('reader', 'CROSS JOIN dossier_reader t ON t.id = CAST(w.key AS INTEGER)')}`,
    `SELECT w.word, t.kept_id FROM w ${byRow('merge', 'CROSS JOIN merge t ON t.id = CAST(w.key AS INTEGER)')} AND t.subject = 'dossier'`,
    `SELECT w.word, t.merged_id FROM w ${byRow('merge', 'CROSS JOIN merge t ON t.id = CAST(w.key AS INTEGER)')} AND t.subject = 'dossier'`,
    `SELECT w.word, i.dossier_id FROM w ${numbered('disposal', 'disposal').replace(' WHERE', ' CROSS JOIN disposal_item i ON i.disposal_id = t.id WHERE')}`,
    `SELECT w.word, o.dossier_id FROM w ${byRow('customer', 'CROSS JOIN ownership o ON o.customer_id = CAST(w.key AS INTEGER)')}`,
    `SELECT w.word, o.dossier_id FROM w ${numbered('subject.request', 'subject_request').replace(' WHERE', ' CROSS JOIN ownership o ON o.customer_id = t.customer_id WHERE')}`,
  ])}`

export type NamedDossier = { id: Id<'dossier'>; number: string; destroyed: boolean }

/** The dossiers, as they stand now, that each word is of; a word that is of none is not there. */
export function dossiersOf(db: Reader, words: ReadonlySet<string>): Map<string, Set<Id<'dossier'>>> {
  const found = new Map<string, Set<Id<'dossier'>>>()
  const standing = new Map<Id<'dossier'>, Id<'dossier'>>()
  for (const row of db.each(DOSSIERS, [JSON.stringify([...words])])) {
    const id = row.id<'dossier'>('id')
    const now = standing.get(id) ?? standingDossier(db, id)
    standing.set(id, now)
    const word = row.text('word')
    const ids = found.get(word) ?? new Set()
    found.set(word, ids.add(now))
  }
  return found
}

/** One that the actor may know, as it stands now, destroyed since or not; else null. */
export function pastDossier(db: Reader, actor: Actor, id: Id<'dossier'>): NamedDossier | null {
  return knownOf(db, actor, new Set([id])).get(id) ?? null
}

export function knownOf(db: Reader, actor: Actor, ids: ReadonlySet<Id<'dossier'>>): Map<Id<'dossier'>, NamedDossier> {
  const known = mayKnowPast(actor)
  return new Map(db.all(
    `SELECT d.id, d.number, d.destroyed_by IS NOT NULL AS destroyed FROM json_each(?) wanted CROSS JOIN dossier d ON d.id = wanted.value WHERE ${known.sql}`,
    [JSON.stringify([...ids]), ...known.parameters],
    (row) => [row.id<'dossier'>('id'), { id: row.id<'dossier'>('id'), number: row.text('number'), destroyed: row.flag('destroyed') }],
  ))
}

/** Whose pages: of scans, of copies and requests for them by number, of the paper `code` of records by number or id. */
type Pages = { scans: readonly number[]; copies: readonly string[]; requests: readonly string[]; records: readonly string[]; recordIds: readonly string[]; code: string | null }

/** Whether somebody may know all of these (S1). */
export function knowsPagesOf(db: Reader, actor: Actor, { scans, copies, requests, records, recordIds, code }: Pages): boolean {
  const pages = mayKnowPages(actor, 'page.record_id', 'page.code')
  return db.get(
    `SELECT NOT EXISTS (
      SELECT 1 FROM (
        SELECT s.record_id, s.code FROM json_each(?) w CROSS JOIN scan s ON s.id = w.value
        UNION ALL SELECT s.record_id, s.code FROM json_each(?) w CROSS JOIN copy k ON k.number = w.value CROSS JOIN json_each(k.scans) p CROSS JOIN scan s ON s.id = p.value
        UNION ALL SELECT s.record_id, s.code FROM json_each(?) w CROSS JOIN copy_request k ON k.number = w.value CROSS JOIN json_each(k.scans) p CROSS JOIN scan s ON s.id = p.value
        UNION ALL SELECT r.id, ? FROM json_each(?) w CROSS JOIN record r ON r.number = w.value
        UNION ALL SELECT r.id, ? FROM json_each(?) w CROSS JOIN record r ON r.id = CAST(w.value AS INTEGER)
      ) page CROSS JOIN record r ON r.id = page.record_id CROSS JOIN dossier d ON d.id = r.dossier_id
      WHERE page.code IS NOT NULL AND NOT ${pages.sql}
    ) AS known`,
    [JSON.stringify(scans), JSON.stringify(copies), JSON.stringify(requests), code, JSON.stringify(records), code, JSON.stringify(recordIds), ...pages.parameters],
    (row) => row.flag('known'),
  ) ?? false
}
