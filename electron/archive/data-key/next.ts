// The archive under its next data key: database and keyring whole in a folder beside them, which takes its name by one rename. From that moment it is
// the archive, whatever happens: the next to open it moves both into their places (docs/formats.md).
import { existsSync, readdirSync, renameSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { dropOlderCopies } from '../database/older-copy.ts'
import { takeLock } from '../lock.ts'
import type { Places } from '../places.ts'
import { Refusal, refused } from '../refusal.ts'
import { systemCode } from '../system-code.ts'
import { syncFolder } from '../vault/durable.ts'
import { readKeyring, recoverySigningPair } from '../vault/keyring.ts'

/** Where the parts lie: of one that is being made, or of one that is made. */
export const partsIn = (folder: string) => ({ database: join(folder, 'archive.db'), keyring: join(folder, 'keyring.json'), before: join(folder, 'before.db') })

/** Whether the archive has changed its key, and is not moved into its places yet. */
export function isChanged({ nextKey }: Pick<Places, 'nextKey'>): boolean {
  return existsSync(partsIn(nextKey).keyring)
}

/** The same, of a change that makes this recovery key the archive's: something else may have been put there. */
export function isChangedTo(recoveryKey: string, places: Pick<Places, 'nextKey'>): boolean {
  if (!isChanged(places)) return false
  try {
    const { archiveId, recovery } = readKeyring(partsIn(places.nextKey).keyring)
    return recovery.publicKey?.equals(recoverySigningPair(archiveId, recoveryKey).publicKey) === true
  } catch (error) {
    // What the disk does not give may be it: work that went on would be lost.
    return !(error instanceof Refusal)
  }
}

/** Whoever writes to the database asks in its transaction. @throws Refusal `archive.inUse` when the archive is another by now. */
export function requireUnchanged(places: Pick<Places, 'nextKey' | 'folder'>): void {
  if (isChanged(places)) throw refused('archive.inUse', places.folder)
}

/** The moment: what was made is the archive. Durable when this is done. */
export function takeEffect({ folder, nextKey, nextKeyPart }: Places): void {
  syncFolder(nextKeyPart)
  renameSync(nextKeyPart, nextKey)
  syncFolder(folder)
}

/** What Windows says of a file that another program has open. */
const HELD = /^(?:EBUSY|EPERM|EACCES)$/

/**
 * Moves what changed its key into its places, and removes all that is under the key before; goes on with one that was broken off. Nobody has the
 * archive open. Nothing is done where nothing was changed.
 * @throws Refusal `archive.inUse`; where the system does not let go of a file, too.
 */
export function moveIntoPlaces(places: Places, program: string): void {
  if (!existsSync(places.nextKey) && !existsSync(places.nextKeyPart)) return
  const lock = takeLock(places.lock, program)
  try {
    rmSync(places.nextKeyPart, { recursive: true, force: true })
    if (!existsSync(places.nextKey)) return
    const parts = partsIn(places.nextKey)
    if (existsSync(parts.database)) {
      // Everything committed was taken along; applied to the new one they would be its end.
      for (const left of ['-wal', '-shm']) rmSync(`${places.database}${left}`, { force: true })
      // Windows replaces no file that somebody still reads, but renames it.
      if (existsSync(places.database)) renameSync(places.database, parts.before)
      renameSync(parts.database, places.database)
    }
    syncFolder(places.folder)
    if (existsSync(parts.keyring)) {
      dropOlderCopies(places)
      renameSync(parts.keyring, places.keyring)
    }
    syncFolder(places.folder)
  } catch (error) {
    if (!HELD.test(systemCode(error) ?? '')) throw error
    throw refused('archive.inUse', places.folder)
  } finally {
    lock.release()
  }
  removeBefore(places)
}

/** One that is still read is removed at the next start. */
function removeBefore({ nextKey }: Places): void {
  try {
    rmSync(nextKey, { recursive: true })
  } catch (error) {
    if (systemCode(error) === null || !existsSync(nextKey) || readdirSync(nextKey).some((name) => name !== 'before.db')) throw error
  }
}
