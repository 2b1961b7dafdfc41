// Which folder lies in which, links and folders that are not there yet included.
import { existsSync, realpathSync } from 'node:fs'
import { basename, dirname, isAbsolute, join, relative, sep } from 'node:path'

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
