// The database file read beside SQLite. On POSIX, closing any descriptor of a file drops all locks the process has on it, SQLite's own among them: another
// program could then take the log away from under this one, and with it what was acknowledged since.
import { closeSync, openSync, readSync, statSync, writeSync, type Stats } from 'node:fs'

const held = new Map<string, number>()

const nameOf = ({ dev, ino }: Stats): string => `${dev}:${ino}`

/** A descriptor for reading a database file, opened once and never closed while the program runs. */
export function heldOpen(file: string): number {
  const name = nameOf(statSync(file))
  const descriptor = held.get(name) ?? openSync(file, 'r')
  held.set(name, descriptor)
  return descriptor
}

const PIECE = 1 << 20

/** Copies what was opened so into a new file, which is not synced. `at`: hears how many bytes were copied. @throws what the disk throws, `EEXIST` among it. */
export function copyHeldOpen(descriptor: number, target: string, at: (bytes: number) => void = () => undefined): void {
  const copy = openSync(target, 'wx', 0o600)
  try {
    const buffer = globalThis.Buffer.allocUnsafeSlow(PIECE)
    for (let done = 0; ;) {
      const read = readSync(descriptor, buffer, 0, PIECE, done)
      if (read === 0) return
      for (let written = 0; written < read;) written += writeSync(copy, buffer, written, read - written)
      done += read
      at(done)
    }
  } finally {
    closeSync(copy)
  }
}
