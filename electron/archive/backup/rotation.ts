// Removing what a place keeps no longer (rules A2, R4): points by their age, then every piece that no point left needs. What was erased from the
// archive is gone from a place with the last point that held it.
import { existsSync, readdirSync, rmSync, statSync } from 'node:fs'
import { basename, join } from 'node:path'
import type { Instant } from '#shared/domain/local-date.ts'
import { keptPoints, type Keep } from '#shared/domain/rotation.ts'
import { Refusal } from '../refusal.ts'
import { syncFolder } from '../vault/durable.ts'
import { readList } from './file-list.ts'
import { pointFile, pointsIn, type Point } from './manifest.ts'
import { PACK, readPackIndex, type PackEntry } from './pack.ts'
import { requireHeld, type PoolLock } from './pool-lock.ts'
import { isSuspect, makePieceWriter, openPieces, packFile, packsIn, suspectFile, suspectsIn, type Pieces, type Pool } from './pool.ts'
import type { Steps } from './tasks.ts'

/** Points later than `now`, of a clock that was ahead, stay and do not count. `lock`: says that whoever asks works there alone. */
export type RotateJob = { pool: Pool; archiveId: string; keep: Keep; now: Instant; lock: Pick<PoolLock, 'file'> }

export type Rotated = { removed: string[]; freed: number }

/**
 * Removes points of this archive that are kept no longer, and what nobody needs of the pool; whoever calls works there alone. Broken off at any
 * moment, every point that still stands is whole, and the next rotation goes on.
 * @throws Refusal `storage`, `backup.manifestChanged`, where a manifest or a list cannot be read: then nobody can tell what is needed, and nothing goes.
 */
export async function rotate(job: RotateJob, progress: Steps): Promise<Rotated> {
  const { pool, archiveId, keep, now } = job
  const points = (await pointsIn(pool)).map(({ point, view }) => {
    if (!point) throw new Refusal('storage', 'a manifest cannot be read', { problem: 'backup.manifestChanged', subject: `points/${view.id}.json` })
    return point
  })
  const own = points.filter(({ manifest }) => manifest.archiveId === archiveId && manifest.takenAt <= now).map(({ manifest }) => manifest)
  const kept = keptPoints(own, keep)
  const outdated = own.map(({ id }) => id).filter((id) => !kept.has(id))
  const from = openPieces(pool)
  try {
    const needed = neededBy(from, points.filter(({ manifest }) => !outdated.includes(manifest.id)))
    requireHeld(job.lock)
    for (const id of outdated) rmSync(pointFile(pool, id))
    if (outdated.length > 0) syncFolder(pool.points)
    return { removed: outdated, freed: await removeUnneeded(job, { from, needed }, progress) }
  } finally {
    from.close()
  }
}

function neededBy(pieces: Pieces, points: readonly Point[]): Set<string> {
  const needed = new Set<string>()
  // Points share most of their lists.
  for (const { manifest } of points) {
    if (manifest.format === 1) for (const { pieces: own } of manifest.files) for (const hash of own) needed.add(hash)
    else for (const list of manifest.lists.filter((name) => !needed.has(name))) {
      needed.add(list)
      for (const { pieces: own } of readList(list, pieces)) for (const { hash } of own) needed.add(hash)
    }
  }
  return needed
}

/**
 * Packs of which all is needed stay as they are. Those of which nothing is, go first; of the others what is needed is gathered into new ones, about a pack
 * at a time, each old one going only when all that is wanted of it lies elsewhere. @returns the bytes that went.
 */
async function removeUnneeded(
  { pool, lock }: RotateJob, { from, needed }: { from: Pieces; needed: Set<string> }, progress: Steps,
): Promise<number> {
  const staying = new Set<string>()
  const elsewhere = new Set<string>()
  const others: { pack: string; entries: PackEntry[] }[] = []
  for (const pack of packsIn(pool)) {
    const entries = indexOf(pool, pack) ?? []
    const isWhole = entries.length > 0 && entries.every(({ hash }) => needed.has(hash)) && !isSuspect(pool, pack)
    if (!isWhole) others.push({ pack, entries })
    else {
      staying.add(pack)
      for (const { hash } of entries) elsewhere.add(hash)
    }
  }
  let freed = 0
  const drop = (packs: readonly string[]): void => {
    if (packs.length === 0) return
    requireHeld(lock)
    // No file goes that is held open.
    from.close()
    for (const pack of packs) freed += removed(suspectFile(pool, pack)) + removed(packFile(pool, pack))
  }
  const wantedOf = ({ entries }: (typeof others)[number]) => entries.filter(({ hash }) => needed.has(hash) && !elsewhere.has(hash))
  drop(others.filter((one) => wantedOf(one).length === 0).map(({ pack }) => pack))
  const into = openPieces(pool, staying)
  const writer = makePieceWriter(pool, into)
  try {
    const packs = others.length
    for (let group = nextGroup(others, wantedOf); group.length > 0; group = nextGroup(others, wantedOf)) {
      for (const { hash } of group.flatMap(wantedOf)) {
        progress.check()
        // A damaged piece is left behind: the next backup writes it anew if the archive has it.
        const bytes = unlessDamaged(() => from.read(hash))
        if (bytes) await writer.put(bytes)
        elsewhere.add(hash)
      }
      // No file is replaced that is held open. Gathered anew, the same pieces in the same order are the same pack again.
      from.close()
      for (const pack of (await writer.finish()).packs) staying.add(pack)
      drop(group.map(({ pack }) => pack).filter((pack) => !staying.has(pack)))
      progress.at(1 - others.length / packs)
    }
    freed -= (await writer.finish()).written
  } finally {
    await writer.halt()
    into.close()
  }
  for (const pack of suspectsIn(pool).filter((name) => staying.has(name) || !existsSync(packFile(pool, name)))) removed(suspectFile(pool, pack))
  for (const file of looseFiles(pool).filter((name) => !needed.has(basename(name)))) freed += removed(file)
  if (existsSync(pool.packs)) syncFolder(pool.packs)
  return freed
}

/** Takes from `others` as many as fill about a pack, those of which nothing is wanted any more among them. */
function nextGroup<T>(others: T[], wantedOf: (one: T) => readonly PackEntry[]): T[] {
  let bytes = 0
  const group: T[] = []
  while (bytes < PACK) {
    const one = others.shift()
    if (one === undefined) break
    group.push(one)
    bytes += wantedOf(one).reduce((sum, { size }) => sum + size, 0)
  }
  return group
}

/** Null where it cannot be read: what the pack holds is as good as gone. */
function indexOf(pool: Pool, pack: string): PackEntry[] | null {
  try {
    return readPackIndex(packFile(pool, pack), pack)
  } catch (error) {
    if (!(error instanceof Refusal)) throw error
    return null
  }
}

function unlessDamaged<T>(read: () => T): T | null {
  try {
    return read()
  } catch (error) {
    // What cannot be read now may be another time: then nothing goes.
    if (error instanceof Refusal && error.code === 'storage' && error.details.problem !== 'backup.pieceUnreadable') return null
    throw error
  }
}

function looseFiles(pool: Pool): string[] {
  if (!existsSync(pool.loose)) return []
  return readdirSync(pool.loose).flatMap((part) => readdirSync(join(pool.loose, part)).map((name) => join(pool.loose, part, name)))
}

/** @returns how many bytes that gave back. */
function removed(file: string): number {
  const size = statSync(file, { throwIfNoEntry: false })?.size ?? 0
  rmSync(file, { force: true })
  return size
}
