// A disk that is full when a test says so: a small file system where this machine lets one be made, else files that may not grow.
import { execFileSync } from 'node:child_process'
import { closeSync, fstatSync, ftruncateSync, openSync, rmSync, writeSync } from 'node:fs'
import { join } from 'node:path'
import { temporaryFolder } from '#test/support/archive.ts'

export type SmallDisk = {
  folder: string
  /** `spare` bytes more and no others, but for what files have set aside. */
  fill(spare?: number): void
  /** There is room again. */
  free(): void
  close(): void
}

export function smallDisk(megabytes: number): SmallDisk {
  const folder = temporaryFolder()
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', `size=${megabytes}m`, 'yidang-test', folder], { stdio: 'ignore' })
  } catch {
    return limitedFiles(folder)
  }
  const ballast = join(folder, 'ballast')
  const free = (): void => rmSync(ballast, { force: true })
  return {
    folder,
    fill: (spare = 0) => fill(ballast, spare),
    free,
    close: () => {
      execFileSync('umount', [folder])
      rmSync(folder, { recursive: true })
    },
  }
}

function fill(file: string, spare: number): void {
  const descriptor = openSync(file, 'w')
  try {
    // Ever smaller, down to the last page.
    for (let size = 2 ** 20; size >= 1; size /= 4) {
      const bytes = Buffer.alloc(size)
      try {
        while (writeSync(descriptor, bytes) === size);
      } catch (error) {
        if (!(error instanceof Error && 'code' in error && error.code === 'ENOSPC')) throw error
      }
    }
    ftruncateSync(descriptor, fstatSync(descriptor).size - spare)
  } finally {
    closeSync(descriptor)
  }
}

/** The system refuses what would make a file longer than this, and says so by a signal as well. */
function limitedFiles(folder: string): SmallDisk {
  const told = (): void => undefined
  process.on('SIGXFSZ', told)
  const limit = (bytes: string): void => {
    execFileSync('prlimit', ['--pid', String(process.pid), `--fsize=${bytes}:`])
  }
  return {
    folder,
    fill: (spare = 0) => limit(String(4096 + spare)),
    free: () => limit('unlimited'),
    close: () => {
      limit('unlimited')
      process.off('SIGXFSZ', told)
      rmSync(folder, { recursive: true, force: true })
    },
  }
}
