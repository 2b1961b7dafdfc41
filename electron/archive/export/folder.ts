// The folder that an export becomes: whether one may be made there, and the making of it: under another name beside, moved into place once all of it is
// there and may still leave, removed where it came to nothing (rules S4, A3).
import { existsSync } from 'node:fs'
import { rename, rm, rmdir } from 'node:fs/promises'
import { dirname, isAbsolute, join, resolve } from 'node:path'
import { riskOfPath } from '../backup/location.ts'
import { requireApart } from '../backup/run.ts'
import type { Progress } from '../backup/tasks.ts'
import type { ArchiveDatabase } from '../database/database.ts'
import type { Engine } from '../engine.ts'
import { holdsAnything, isWithin, moveIntoPlace } from '../folders.ts'
import { Refusal, refused, wrongFields } from '../refusal.ts'
import { MARKER } from './tree.ts'

/** Where it is made, beside the folder it becomes: whoever finds it knows what it is. */
export const unfinished = (folder: string): string => `${folder}.incomplete`

/** A folder that does not answer is not waited for longer. Milliseconds. */
const REMOVED_WITHIN = 60_000

/** What grows there would be taken for what was broken off, or mixed with something else. @throws Refusal `export.otherThere`. */
export function requireUntaken({ growing }: Pick<Engine, 'growing'>, folder: string): void {
  const taken = [...growing].find((each) => isWithin(each, folder) || isWithin(unfinished(each), folder) || isWithin(folder, each))
  if (taken !== undefined) throw refused('export.otherThere', unfinished(taken))
}

/** @returns the folder, written one way. What an export that was broken off left there is removed. */
export async function requirePlace(engine: Engine, typed: string): Promise<string> {
  if (!isAbsolute(typed)) throw wrongFields({ path: ['folder'], problem: 'folder.absolute' })
  const folder = resolve(typed)
  requireUntaken(engine, folder)
  requireApart(engine.places.folder, folder)
  if (riskOfPath(folder) !== null) throw wrongFields({ path: ['folder'], problem: 'export.synchronised' })
  // Where a stick is not plugged in, its mount point's parent often is not there either.
  if (!existsSync(dirname(folder))) throw wrongFields({ path: ['folder'], problem: 'export.parentMissing' })
  const making = unfinished(folder)
  for (const left of [folder, making]) if (existsSync(join(left, MARKER))) await rm(left, { recursive: true, force: true })
  if (await holdsAnything(folder)) throw wrongFields({ path: ['folder'], problem: 'export.notEmpty' })
  if (await holdsAnything(making)) throw refused('export.otherThere', making)
  await rmdir(making).catch(() => null)
  return folder
}

type Growing<T> = {
  engine: Pick<Engine, 'growing'>
  folder: string
  database: Pick<ArchiveDatabase, 'turn'>
  progress: Progress
  /** Writes it to `unfinished(folder)`. */
  make: () => Promise<T>
  /** Throws where it may not leave any more. */
  requireStill: () => void
  /** Enters that it was made, once it lies in its place. */
  finish: (result: T) => void
  failed: (error: unknown) => void
}

/**
 * Nothing is left of what came to nothing. It is begun in the turn in which `requireUntaken` was asked.
 * @throws Refusal `export.leftThere` where something is left; else as `make`, `requireStill` and the disk do.
 */
export async function growFolder<T>({ engine: { growing }, folder, database, progress, make, requireStill, finish, failed }: Growing<T>): Promise<T> {
  const making = unfinished(folder)
  let lying = making
  growing.add(folder)
  try {
    const result = await make()
    progress.check()
    await database.turn()
    requireStill()
    await moveIntoPlace(making, folder)
    lying = folder
    await database.turn()
    requireStill()
    finish(result)
    // Broken off before this, it says itself that it does not count; a disk that is gone by now changes nothing of what was entered.
    await rm(join(folder, MARKER), { force: true }).catch(() => null)
    return result
  } catch (error) {
    // What is being removed looks whole no longer, wherever that is broken off.
    if (lying === folder && await rename(lying, making).then(() => true, () => false)) lying = making
    const removed = await removeWithin(lying)
    await database.turn()
    failed(error)
    if (!removed) throw new Refusal('storage', 'something is left', { problem: 'export.leftThere', subject: lying })
    throw error
  } finally {
    growing.delete(folder)
  }
}

/** @returns false where it is still there, for all that is known. */
async function removeWithin(folder: string): Promise<boolean> {
  const late = Promise.withResolvers<boolean>()
  const timer = setTimeout(() => late.resolve(false), REMOVED_WITHIN)
  const gone = rm(folder, { recursive: true, force: true, maxRetries: 3 }).then(() => true, () => !existsSync(folder))
  try {
    return await Promise.race([gone, late.promise])
  } finally {
    clearTimeout(timer)
  }
}
