// Writing an archive as a backup point has it: into a folder beside, every piece verified, and moved into place at the end by one
// rename, so that what is there is whole or nothing is (rule A2).
import { createHash } from 'node:crypto'
import { closeSync, existsSync, fsyncSync, mkdirSync, openSync, readdirSync, renameSync, rmdirSync, rmSync, writeSync } from 'node:fs'
import { dirname, join } from 'node:path'
import type { BackupPointView } from '#shared/contract/backup.ts'
import { placesIn } from '../places.ts'
import { Refusal, refused } from '../refusal.ts'
import { syncFolder } from '../vault/durable.ts'
import { readKeyring } from '../vault/keyring.ts'
import { isSignedBy, pointView, readPoint, type BackupFile, type Manifest } from './manifest.ts'
import { partsOf, pieceFile, pieceName, poolIn, type Pool } from './pool.ts'
import type { Steps } from './tasks.ts'

/**
 * Restores a point into an absent or empty folder; it opens there with the passwords of that day.
 * @throws Refusal `restore.notEmpty`; `storage` with `backup.manifestChanged`, `backup.pieceMissing` or `backup.pieceChanged` and
 * what is damaged; `cancelled`. The target is then as it was.
 */
export async function restorePoint(folder: string, id: string, target: string, progress: Steps): Promise<BackupPointView> {
  const pool = poolIn(folder)
  const point = readPoint(pool, id)
  if (!point) throw damagedPoint('backup.manifestChanged', `points/${id}.json`)
  for (const place of [target, `${target}.new`]) if (existsSync(place) && readdirSync(place).length > 0) throw refused('restore.notEmpty', place)
  const making = placesIn(`${target}.new`)
  try {
    for (const place of [making.folder, making.attachments, making.staging]) mkdirSync(place, { recursive: true, mode: 0o700 })
    await writeFiles(pool, point.manifest, making.folder, () => true, progress)
    if (point.signature !== null && !isSignedBy(point, readKeyring(making.keyring).archiveKey.publicKey)) {
      throw damagedPoint('backup.manifestChanged', `points/${id}.json`)
    }
    moveIntoPlace(making.folder, target)
  } catch (error) {
    rmSync(making.folder, { recursive: true, force: true })
    throw error
  }
  return pointView(point)
}

function moveIntoPlace(from: string, to: string): void {
  if (existsSync(to)) rmdirSync(to)
  renameSync(from, to)
  syncFolder(dirname(to))
}

/** Writes the files of a point that are wanted, each piece verified on the way, all synced. */
export async function writeFiles(
  pool: Pool, manifest: Manifest, target: string, wanted: (path: string) => boolean, progress: Steps,
): Promise<void> {
  const files = manifest.files.filter((file) => wanted(file.path))
  const total = files.reduce((sum, file) => sum + file.size, 1)
  let done = 0
  const folders = new Set([target])
  for (const file of files) {
    const place = join(target, file.path)
    // Every folder on the way down to the file.
    for (let folder = dirname(place); folder.length > target.length; folder = dirname(folder)) folders.add(folder)
    mkdirSync(dirname(place), { recursive: true, mode: 0o700 })
    await writeFile(pool, file, place, (bytes) => {
      progress.check()
      done += bytes
      progress.at(done / total)
    })
  }
  for (const folder of folders) syncFolder(folder)
}

async function writeFile(pool: Pool, file: BackupFile, place: string, step: (bytes: number) => void): Promise<void> {
  const descriptor = openSync(place, 'wx', 0o600)
  try {
    let size = 0
    for (const hash of file.pieces) {
      for await (const part of verifiedPiece(pool, hash)) {
        for (let at = 0; at < part.length;) at += writeSync(descriptor, part, at)
        size += part.length
        step(part.length)
      }
    }
    if (size !== file.size) throw damagedPoint('backup.manifestChanged', file.path)
    fsyncSync(descriptor)
  } finally {
    closeSync(descriptor)
  }
}

/** The bytes of a piece; throws at its end when they are not what its name says. */
export async function* verifiedPiece(pool: Pool, hash: string): AsyncGenerator<Uint8Array> {
  const file = pieceFile(pool, hash)
  if (!existsSync(file)) throw damagedPoint('backup.pieceMissing', pieceName(hash))
  const found = createHash('sha256')
  for await (const part of partsOf(file)) {
    found.update(part)
    yield part
  }
  if (found.digest('hex') !== hash) throw damagedPoint('backup.pieceChanged', pieceName(hash))
}

export type PointProblem = 'backup.manifestChanged' | 'backup.pieceMissing' | 'backup.pieceChanged'

function damagedPoint(problem: PointProblem, subject: string): Refusal {
  return new Refusal('storage', `${problem} ${subject}`, { problem, subject })
}
