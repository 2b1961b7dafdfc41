// Removing what a place keeps no longer (rules A2, R4): points by their age, then every piece that no point left needs. What was erased from the
// archive is gone from a place with the last point that held it.
import { existsSync, readdirSync, rmSync, statSync } from 'node:fs'
import { basename, join } from 'node:path'
import { keptPoints, type Keep } from '#shared/domain/rotation.ts'
import { Refusal } from '../refusal.ts'
import { syncFolder } from '../vault/durable.ts'
import { readList } from './file-list.ts'
import { pointFile, pointsIn, type Point } from './manifest.ts'
import { readPackIndex, type PackEntry } from './pack.ts'
import { isSuspect, makePieceWriter, openPieces, packFile, packsIn, suspectFile, type Pool } from './pool.ts'
import type { Steps } from './tasks.ts'

/** `keep` null: no point goes, only what none needs. */
export type RotateJob = { pool: Pool; archiveId: string; keep: Keep | null }

export type Rotated = { removed: string[]; freed: number }

/**
 * Removes points of this archive that are kept no longer, and what nobody needs of the pool; whoever calls works there alone. Broken off at any
 * moment, every point that still stands is whole, and the next rotation goes on.
 * @throws Refusal `storage`, `backup.manifestChanged`, where a manifest or a list cannot be read: then nobody can tell what is needed, and nothing goes.
 */
export async function rotate({ pool, archiveId, keep }: RotateJob, progress: Steps): Promise<Rotated> {
  const points = (await pointsIn(pool)).map(({ point, view }) => {
    if (!point) throw new Refusal('storage', 'a manifest cannot be read', { problem: 'backup.manifestChanged', subject: `points/${view.id}.json` })
    return point
  })
  const own = points.filter(({ manifest }) => manifest.archiveId === archiveId).map(({ manifest }) => manifest)
  const kept = keep && keptPoints(own, keep)
  const outdated = kept ? own.map(({ id }) => id).filter((id) => !kept.has(id)) : []
  const needed = neededBy(pool, points.filter(({ manifest }) => !outdated.includes(manifest.id)))
  for (const id of outdated) rmSync(pointFile(pool, id))
  if (outdated.length > 0) syncFolder(pool.points)
  return { removed: outdated, freed: await removeUnneeded(pool, needed, progress) }
}

function neededBy(pool: Pool, points: readonly Point[]): Set<string> {
  const pieces = openPieces(pool)
  try {
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
  } finally {
    pieces.close()
  }
}

/** Packs of which all is needed and whole stay as they are; of the others what is, goes into new ones. @returns the bytes that went. */
async function removeUnneeded(pool: Pool, needed: Set<string>, progress: Steps): Promise<number> {
  const staying = new Set<string>()
  const others = new Map<string, string[]>()
  const seen = new Set<string>()
  for (const pack of packsIn(pool)) {
    const entries = indexOf(pool, pack)
    const wanted = (entries ?? []).flatMap(({ hash }) => (needed.has(hash) && !seen.has(hash) ? [hash] : []))
    for (const hash of wanted) seen.add(hash)
    if (wanted.length === entries?.length && !isSuspect(pool, pack)) staying.add(pack)
    else others.set(pack, wanted)
  }
  let freed = 0
  freed -= await gathered(pool, staying, others, progress)
  for (const pack of others.keys()) freed += removed(packFile(pool, pack)) + removed(suspectFile(pool, pack))
  for (const file of looseFiles(pool).filter((name) => !needed.has(basename(name)))) freed += removed(file)
  if (existsSync(pool.packs)) syncFolder(pool.packs)
  return freed
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

/** Writes what is wanted of packs that go into new ones. A damaged piece goes with its pack: the next backup writes it anew if the archive has it. */
async function gathered(pool: Pool, staying: Set<string>, others: Map<string, string[]>, progress: Steps): Promise<number> {
  const from = openPieces(pool)
  const into = openPieces(pool, staying)
  const writer = makePieceWriter(pool, into)
  try {
    let done = 0
    for (const wanted of others.values()) {
      for (const hash of wanted) {
        progress.check()
        const bytes = unlessDamaged(() => from.read(hash))
        if (bytes) await writer.put(bytes)
      }
      done += 1
      progress.at(done / (others.size + 1))
    }
    return await writer.finish()
  } finally {
    await writer.halt()
    from.close()
    into.close()
  }
}

function unlessDamaged<T>(read: () => T): T | null {
  try {
    return read()
  } catch (error) {
    if (error instanceof Refusal && error.code === 'storage') return null
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
