// What can be told of a folder from outside: whether it is there, how much room, whether it shares a disk with the archive; and whether the archive's
// own folder lies where something may write to it or keep no locks (rule A2).
import { realpath, stat, statfs } from 'node:fs/promises'
import type { ArchiveRisk } from '#shared/domain/backup-plan.ts'
import { systemCode } from '../system-code.ts'

export type Surroundings = { reachable: boolean; free: number | null; sameDisk: boolean }

/** Asks the file system once; a network folder that hangs keeps nobody but the asker waiting. `expected`: what must lie there; null: nothing yet. */
export async function lookAt(folder: string, archive: string, expected: string | null): Promise<Surroundings> {
  const gone: Surroundings = { reachable: false, free: null, sameDisk: false }
  try {
    const [found, own, room] = await Promise.all([stat(folder), stat(archive), statfs(folder)])
    // An empty mount point, or another stick: backing up would begin from nothing, on whatever disk that is.
    if (expected !== null) await stat(expected)
    return { reachable: found.isDirectory(), free: room.bavail * room.bsize, sameDisk: found.dev === own.dev }
  } catch (error) {
    if (systemCode(error) !== null) return gone
    throw error
  }
}

/** Folders that services keep the same on several machines, by what they are called. */
const SYNCHRONISED = /^(?:onedrive(?: - .*)?|dropbox|google drive|googledrive|my drive|icloud ?drive|com~apple~clouddocs|nutstore(?: files)?|我的坚果云|坚果云|baidusyncdisk|百度网盘同步空间|百度网盘|wpsdrive|wps云盘|wps ?网盘|syncthing|nextcloud|owncloud|creative cloud files|腾讯微云|weiyun|阿里云盘)$/i

/** Of `statfs`, where the system tells: NFS, SMB in three ages, and AFS. */
const NETWORK_TYPES = new Set([0x6969, 0x517b, 0xff534d42, 0xfe534d42, 0x5346414f])

/** Null: nothing that is known to endanger an archive. @throws what the file system throws, where there is no such folder. */
export async function riskOf(folder: string): Promise<ArchiveRisk | null> {
  // A drive letter of a share turns out as the share.
  const real = await realpath(folder)
  if (real.startsWith('\\\\') || NETWORK_TYPES.has((await statfs(real)).type)) return 'network'
  return riskOfPath(real)
}

/** By the names on the way to a folder. */
export function riskOfPath(path: string): ArchiveRisk | null {
  return path.split(/[\\/]/).some((part) => SYNCHRONISED.test(part)) ? 'synchronised' : null
}
