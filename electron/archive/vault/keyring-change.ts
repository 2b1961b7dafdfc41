// Database and keyring are changed together (DESIGN decision 2, docs/formats.md).
import { existsSync, readFileSync, renameSync, rmSync } from 'node:fs'
import { dirname } from 'node:path'
import type { ArchiveDatabase, Writer } from '../database/database.ts'
import type { Places } from '../places.ts'
import { replaceFile, syncFolder } from './durable.ts'

/**
 * One transaction, of which `work` writes the keyring last: so that a crash leaves that ahead, never behind. Where the database refuses after it, as on a
 * full disk, the keyring is put back: else a change that was refused would have taken a password away.
 */
export function changeWithKeyring<T>({ keyring, keyringBefore }: Pick<Places, 'keyring' | 'keyringBefore'>, database: ArchiveDatabase, work: (db: Writer) => T): T {
  if (existsSync(keyring)) replaceFile(keyringBefore, readFileSync(keyring))
  try {
    return database.transaction(work)
  } catch (error) {
    if (existsSync(keyringBefore)) {
      // Takes no room, of which there may be none.
      renameSync(keyringBefore, keyring)
      syncFolder(dirname(keyring))
    }
    throw error
  } finally {
    rmSync(keyringBefore, { force: true })
  }
}
