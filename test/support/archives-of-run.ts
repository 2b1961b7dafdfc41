// Where a run of the tests keeps its files: the archives it makes once and copies (archive.ts), and whatever else is temporary. In memory
// where the machine has plenty: each act waits for the disk several times, and no test proves what only a disk could.
import { mkdtempSync, readFileSync, rmSync, statfsSync } from 'node:fs'
import { freemem, tmpdir } from 'node:os'
import { join } from 'node:path'

const MEMORY = '/dev/shm'
/** Bytes: a run needs a small part of it. */
const PLENTY = 4e9

/** True where files in memory have room, and programs may be loaded from them, as from a package that is tried out. */
function isRoomy(): boolean {
  try {
    const mounted = readFileSync('/proc/mounts', 'utf8').split('\n').map((line) => line.split(' ')).find(([, place]) => place === MEMORY)
    const { bavail, bsize } = statfsSync(MEMORY)
    return mounted?.[2] === 'tmpfs' && mounted[3]?.split(',').includes('noexec') === false && bavail * bsize > PLENTY && freemem() > 2 * PLENTY
  } catch {
    return false
  }
}

/** Sockets lie there too, whose paths must be short. @returns how it is taken away again. */
function keepInMemory(): () => void {
  const before = process.env['TMPDIR']
  const folder = mkdtempSync(join(MEMORY, 'yd-'))
  process.env['TMPDIR'] = folder
  return () => {
    if (before === undefined) delete process.env['TMPDIR']
    else process.env['TMPDIR'] = before
    rmSync(folder, { recursive: true, force: true, maxRetries: 3 })
  }
}

export function setup(): () => void {
  const leave = isRoomy() ? keepInMemory() : () => undefined
  const folder = mkdtempSync(join(tmpdir(), 'yidang-test-archives-'))
  process.env['YIDANG_TEST_ARCHIVES'] = folder
  return () => {
    rmSync(folder, { recursive: true, force: true })
    leave()
  }
}
