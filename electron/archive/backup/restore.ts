// Writing an archive as a backup point has it: into a folder beside, every piece verified, and moved into place at the end by one
// rename, so that what is there is whole or nothing is (rule A2).
import { closeSync, existsSync, mkdirSync, openSync, rmSync, writeSync } from 'node:fs'
import { statfs } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import type { BackupPointView } from '#shared/contract/backup.ts'
import { holdsAnything, moveIntoPlace } from '../folders.ts'
import { takeLock, type Lock } from '../lock.ts'
import { placesIn, type Places } from '../places.ts'
import { Refusal, refused } from '../refusal.ts'
import { syncFiles, syncFolder } from '../vault/durable.ts'
import { readKeyring } from '../vault/keyring.ts'
import type { BackupFile } from './file-list.ts'
import { filesOf, isSignedBy, pointView, readPoint } from './manifest.ts'
import { openPieces, poolIn, type Pieces } from './pool.ts'
import { writeRestoredMark } from './restored-mark.ts'
import type { Steps } from './tasks.ts'

/**
 * Restores a point into an absent or empty folder; it opens there with the passwords of that day.
 * @throws Refusal `restore.notEmpty`; `archive.inUse` while another restores there; `storage` with `backup.manifestChanged`, `backup.pieceMissing` or `backup.pieceChanged` and
 * what is damaged; `cancelled`. The target is then as it was.
 */
export async function restorePoint(folder: string, id: string, target: string, progress: Steps): Promise<BackupPointView> {
  const pool = poolIn(folder)
  const point = await readPoint(pool, id)
  if (!point) throw damagedPoint(`points/${id}.json`)
  if (await holdsAnything(target)) throw refused('restore.notEmpty', target)
  const making = placesIn(`${target}.new`)
  const pieces = openPieces(pool)
  const lock = await begin(making)
  try {
    for (const place of [making.attachments, making.staging]) mkdirSync(place, { recursive: true, mode: 0o700 })
    const files = filesOf(point, pieces)
    const folders = writeFiles(files, pieces, making.folder, { ...progress, at: (part) => progress.at(part / 2) })
    await makeLasting(files, folders, making.folder, { ...progress, at: (part) => progress.at(0.5 + part / 2) })
    if (point.signature !== null && !isSignedBy(point, readKeyring(making.keyring).archiveKey.publicKey)) {
      throw damagedPoint(`points/${id}.json`)
    }
    writeRestoredMark(making, { point: id, takenAt: point.manifest.takenAt, kept: null, failed: null })
    // Windows renames no folder with an open file.
    lock.release()
    await moveIntoPlace(making.folder, target)
  } catch (error) {
    lock.release()
    rmSync(making.folder, { recursive: true, force: true })
    throw error
  } finally {
    pieces.close()
  }
  return pointView(point)
}

/** The folder in which it is made, locked; what one that was broken off left there is removed. @throws Refusal `restore.notEmpty` for anything else. */
async function begin({ folder, lock }: Places): Promise<Lock> {
  const isOurs = existsSync(lock)
  if (!isOurs && (await holdsAnything(folder))) throw refused('restore.notEmpty', folder)
  if (isOurs) {
    takeLock(lock, 'restore').release()
    rmSync(folder, { recursive: true })
  }
  mkdirSync(folder, { recursive: true, mode: 0o700 })
  try {
    return takeLock(lock, 'restore')
  } catch (error) {
    // Of one who was quicker, nothing is touched.
    if (!(error instanceof Refusal)) rmSync(folder, { recursive: true })
    throw error
  }
}

/** Writes the files of a point, each piece verified on the way. @returns the folders they lie in, `target` among them. @throws Refusal `storage`. */
export function writeFiles(files: readonly BackupFile[], pieces: Pieces, target: string, progress: Steps): Set<string> {
  const total = files.reduce((sum, file) => sum + file.size, 1)
  let done = 0
  const folders = new Set([target])
  for (const file of files) {
    const place = join(target, file.path)
    // Every folder on the way down to the file.
    for (let folder = dirname(place); folder.length > target.length; folder = dirname(folder)) {
      if (folders.has(folder)) continue
      folders.add(folder)
      mkdirSync(folder, { recursive: true, mode: 0o700 })
    }
    writeFile(file, pieces, place, (bytes) => {
      progress.check()
      done += bytes
      progress.at(done / total)
    })
  }
  return folders
}

/** When all is written: by then the system has much of it on the disk. */
async function makeLasting(files: readonly BackupFile[], folders: ReadonlySet<string>, target: string, progress: Steps): Promise<void> {
  let done = 0
  await syncFiles(files.map(({ path }) => join(target, path)), () => {
    progress.check()
    done += 1
    progress.at(done / files.length)
  })
  for (const folder of folders) syncFolder(folder)
}

/** What is left free on the disk people work on. */
const ROOM_TO_SPARE = 2 ** 30

/** Room for what is restored for a while. @throws Refusal `backup.noRoomForTrial`. */
export async function requireRoomBeside(folder: string, bytes: number): Promise<void> {
  const { bavail, bsize } = await statfs(folder)
  if (bavail * bsize < ROOM_TO_SPARE + bytes) throw new Refusal('unavailable', 'no room for a trial', { problem: 'backup.noRoomForTrial' })
}

/** Writes a new file of its pieces, each verified. `step` is called with the bytes of each. @throws Refusal `storage`. */
export function writeFile(file: BackupFile, pieces: Pieces, place: string, step: (bytes: number) => void): void {
  const descriptor = openSync(place, 'wx', 0o600)
  try {
    let size = 0
    for (const { hash } of file.pieces) {
      const bytes = pieces.read(hash)
      // One who has the stick, and no key, may have written a list without end.
      if (size + bytes.length > file.size) throw damagedPoint(file.path)
      for (let at = 0; at < bytes.length;) at += writeSync(descriptor, bytes, at)
      size += bytes.length
      step(bytes.length)
    }
    if (size !== file.size) throw damagedPoint(file.path)
  } finally {
    closeSync(descriptor)
  }
}

export function damagedPoint(subject: string): Refusal {
  return new Refusal('storage', `backup.manifestChanged ${subject}`, { problem: 'backup.manifestChanged', subject })
}
