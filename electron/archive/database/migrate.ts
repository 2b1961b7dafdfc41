// Brings a database to the program's schema: forward only, in one transaction, checked before it commits.
import { refused } from '../refusal.ts'
import type { ArchiveDatabase } from './database.ts'
import { migration as first } from './migrations/0010-first.ts'
import { migration as searchMerge } from './migrations/0020-search-merge.ts'
import { migration as scans } from './migrations/0030-scans.ts'
import { migration as policy } from './migrations/0040-policy.ts'
import { migration as imports } from './migrations/0050-import.ts'
import { migration as violation } from './migrations/0060-violation.ts'
import { migration as rate } from './migrations/0070-rate.ts'
import { migration as merge } from './migrations/0080-merge.ts'

type Migration = { version: number; sql: string }

const MIGRATIONS: readonly Migration[] = [first, searchMerge, scans, policy, imports, violation, rate, merge]

export const SCHEMA_VERSION = MIGRATIONS.reduce((newest, migration) => Math.max(newest, migration.version), 0)

/** @throws Refusal `archive.tooNew` when the database comes from a later program. */
export function migrate(database: ArchiveDatabase): void {
  const { raw } = database
  const present = Number(raw.pragma('user_version', { simple: true }))
  if (present > SCHEMA_VERSION) throw refused('archive.tooNew', String(present))
  const missing = MIGRATIONS.filter((migration) => migration.version > present)
  if (missing.length === 0) return
  raw.transaction(() => {
    for (const migration of missing) raw.exec(migration.sql)
    const broken = raw.pragma('foreign_key_check')
    if (Array.isArray(broken) && broken.length > 0) throw new Error('foreign keys broken by migration')
    raw.pragma(`user_version = ${SCHEMA_VERSION}`)
  })()
}
