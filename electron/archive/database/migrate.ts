// Brings a database to the program's schema: forward only, in one transaction, checked before it commits.
import Database from 'better-sqlite3'
import { refused } from '../refusal.ts'
import { readerOf, type ArchiveDatabase, type Reader } from './database.ts'
import { migration as first } from './migrations/0010-first.ts'
import { migration as searchMerge } from './migrations/0020-search-merge.ts'
import { migration as scans } from './migrations/0030-scans.ts'
import { migration as policy } from './migrations/0040-policy.ts'
import { migration as imports } from './migrations/0050-import.ts'
import { migration as violation } from './migrations/0060-violation.ts'
import { migration as rate } from './migrations/0070-rate.ts'
import { migration as merge } from './migrations/0080-merge.ts'
import { migration as closing } from './migrations/0100-closing.ts'
import { migration as undoing } from './migrations/0105-undoing.ts'
import { migration as loan } from './migrations/0110-loan.ts'
import { migration as cabinet } from './migrations/0120-cabinet.ts'
import { migration as cabinetCode } from './migrations/0125-cabinet-code.ts'
import { migration as copy } from './migrations/0135-copy.ts'
import { migration as volume } from './migrations/0140-volume.ts'
import { migration as secrecy } from './migrations/0145-secrecy.ts'
import { migration as disposal } from './migrations/0150-disposal.ts'
import { migration as subject } from './migrations/0155-subject.ts'
import { migration as backupPlace } from './migrations/0160-backup-place.ts'
import { migration as exportRequest } from './migrations/0170-export.ts'
import { migration as keyGeneration } from './migrations/0180-key-generation.ts'
import { migration as recoveryEntry } from './migrations/0185-recovery-entry.ts'
import { migration as auditTrail } from './migrations/0190-audit-trail.ts'
import { migration as dataKey } from './migrations/0210-data-key.ts'

type Migration = { version: number; sql: string }

const MIGRATIONS: readonly Migration[] = [
  first, searchMerge, scans, policy, imports, violation, rate, merge, closing, undoing, loan, cabinet, cabinetCode, copy, volume, secrecy, disposal,
  subject, backupPlace, exportRequest, keyGeneration, recoveryEntry, auditTrail, dataKey,
]

export const SCHEMA_VERSION = MIGRATIONS.reduce((newest, migration) => Math.max(newest, migration.version), 0)

/**
 * @param upTo an earlier program's schema, for the tests of what comes after it.
 * @throws Refusal `archive.tooNew` when the database comes from a later program.
 */
export function migrate(database: ArchiveDatabase, upTo = SCHEMA_VERSION): void {
  const { raw } = database
  const present = Number(raw.pragma('user_version', { simple: true }))
  if (present > SCHEMA_VERSION) throw refused('archive.tooNew', String(present))
  const missing = MIGRATIONS.filter(({ version }) => version > present && version <= upTo)
  if (missing.length === 0) return
  raw.transaction(() => {
    for (const migration of missing) raw.exec(migration.sql)
    const broken = raw.pragma('foreign_key_check')
    if (Array.isArray(broken) && broken.length > 0) throw new Error('foreign keys broken by migration')
    const damaged = raw.pragma('quick_check', { simple: true })
    if (damaged !== 'ok') throw new Error('tables broken by migration')
    raw.pragma(`user_version = ${upTo}`)
  })()
}

/** Everything a schema is made of, by name: tables, indexes and triggers as they were defined. What SQLite makes for itself is left out. */
export function schemaOf(db: Reader): Map<string, string> {
  return new Map(db.all(
    "SELECT type, name, sql FROM sqlite_schema WHERE sql IS NOT NULL AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\' ORDER BY name", [],
    (row) => [`${row.text('type')}/${row.text('name')}`, row.text('sql')],
  ))
}

/** The schema of an archive that this program makes. */
export function freshSchema(): Map<string, string> {
  const raw = new Database(':memory:')
  try {
    for (const migration of MIGRATIONS) raw.exec(migration.sql)
    return schemaOf(readerOf(raw))
  } finally {
    raw.close()
  }
}
