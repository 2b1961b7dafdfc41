// The database as an earlier program left it, kept beside the one that was brought up to date, until a backup of the new one is there: should the
// new program turn out not to do, the earlier one can go on from it.
import { readdirSync, renameSync, rmSync } from 'node:fs'
import { dirname, join } from 'node:path'
import type { Places } from '../places.ts'
import { Refusal } from '../refusal.ts'
import { syncFile, syncFolder } from '../vault/durable.ts'
import type { ArchiveDatabase } from './database.ts'
import { copyHeldOpen, heldOpen } from './held-open.ts'
import { SCHEMA_VERSION } from './migrate.ts'

const COPY = /^archive\.db\.schema-\d+(?:\.part)?$/

/**
 * Copies the database, encrypted as it is, where the program is about to change its schema.
 * @throws Refusal `unavailable`, `backup.busy`, while somebody reads it; what the disk throws. Nothing was changed then.
 */
export function copyOlder({ database: file }: Pick<Places, 'database'>, { raw }: ArchiveDatabase): void {
  const version = Number(raw.pragma('user_version', { simple: true }))
  if (version === 0 || version >= SCHEMA_VERSION) return
  if (raw.pragma('wal_checkpoint(TRUNCATE)', { simple: true }) !== 0) throw new Refusal('unavailable', 'the database is being read', { problem: 'backup.busy' })
  const copy = `${file}.schema-${version}`
  try {
    // Of an attempt that was broken off.
    rmSync(`${copy}.part`, { force: true })
    copyHeldOpen(heldOpen(file), `${copy}.part`)
    syncFile(`${copy}.part`)
    renameSync(`${copy}.part`, copy)
  } catch (error) {
    // It would take room that there is none of.
    rmSync(`${copy}.part`, { force: true })
    throw error
  }
  syncFolder(dirname(file))
}

/** After a backup of the new one; and when something was erased, which they still hold (R4). */
export function dropOlderCopies({ folder }: Pick<Places, 'folder'>): void {
  for (const name of readdirSync(folder).filter((file) => COPY.test(file))) rmSync(join(folder, name))
}
