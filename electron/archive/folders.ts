// Folders: which lies in which, links and folders that are not there yet included; whether one is free; what was made beside it put in its place.
import { existsSync, realpathSync } from 'node:fs'
import { readdir, rename, rmdir, stat } from 'node:fs/promises'
import { basename, dirname, isAbsolute, join, relative, sep } from 'node:path'
import { syncFolder } from './vault/durable.ts'

/** True also for the folder itself. */
export function isWithin(folder: string, inner: string): boolean {
  const path = relative(realPath(folder), realPath(inner))
  return !(path === '..' || path.startsWith(`..${sep}`) || isAbsolute(path))
}

/** Without links, also where the last parts do not exist yet. */
function realPath(path: string): string {
  if (existsSync(path) || dirname(path) === path) return realpathSync(path)
  return join(realPath(dirname(path)), basename(path))
}

/** Whether something is at this path that an empty or absent folder is not. */
export async function holdsAnything(path: string): Promise<boolean> {
  const found = await stat(path).catch(() => null)
  return found !== null && (!found.isDirectory() || (await readdir(path)).length > 0)
}

/** One rename, lasting: a folder that was made beside is the one at `to`, which is absent or empty. @throws what the disk throws; `to` is then absent or empty still. */
export async function moveIntoPlace(from: string, to: string): Promise<void> {
  if (existsSync(to)) await rmdir(to)
  syncFolder(from)
  await rename(from, to)
  syncFolder(dirname(to))
}
