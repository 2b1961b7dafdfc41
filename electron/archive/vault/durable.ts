// Writing a file so that after a crash or a pulled plug it is either the old or the new one, never half of each.
import { closeSync, fsyncSync, openSync, renameSync, rmSync, writeSync } from 'node:fs'
import { open } from 'node:fs/promises'
import { dirname } from 'node:path'

/** `durable: false` leaves out the syncs, for what is rebuilt or checked anyway. */
export function replaceFile(file: string, content: string | Uint8Array, durable = true): void {
  const part = `${file}.part`
  const bytes = typeof content === 'string' ? globalThis.Buffer.from(content) : content
  try {
    const descriptor = openSync(part, 'w', 0o600)
    try {
      let written = 0
      while (written < bytes.length) written += writeSync(descriptor, bytes, written)
      if (durable) fsyncSync(descriptor)
    } finally {
      closeSync(descriptor)
    }
    renameSync(part, file)
    if (durable) syncFolder(dirname(file))
  } catch (error) {
    rmSync(part, { force: true })
    throw error
  }
}

/** Makes what was written to a file lasting. */
export function syncFile(file: string): void {
  const descriptor = openSync(file, 'r+')
  try {
    fsyncSync(descriptor)
  } finally {
    closeSync(descriptor)
  }
}

/** So many wait for the disk at once, which makes them lasting together: more than Node has threads for it, so that each always has one. */
const AT_ONCE = 32

/** Makes what was written to many files lasting, sooner than one after the other. `step` is called before each; what it throws, or the disk, ends it. */
export async function syncFiles(files: readonly string[], step: () => void): Promise<void> {
  const left = eachOf(files)
  const ended = await Promise.allSettled(Array.from({ length: AT_ONCE }, async () => {
    for (const file of left) {
      step()
      const handle = await open(file, 'r+')
      try {
        await handle.sync()
      } finally {
        await handle.close()
      }
    }
  }))
  for (const end of ended) if (end.status === 'rejected') throw end.reason
}

/** Unlike an array's own, it is at its end for all who share it as soon as one of them breaks off. */
function* eachOf<T>(items: readonly T[]): Generator<T> {
  yield* items
}

/** Makes names in a folder lasting; Windows keeps them without and cannot open a folder. */
export function syncFolder(folder: string): void {
  if (process.platform === 'win32') return
  const descriptor = openSync(folder, 'r')
  try {
    fsyncSync(descriptor)
  } finally {
    closeSync(descriptor)
  }
}
