// Writing a file so that after a crash or a pulled plug it is either the old or the new one, never half of each.
import { closeSync, fsyncSync, openSync, renameSync, rmSync, writeSync } from 'node:fs'
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
