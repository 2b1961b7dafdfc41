// The folder that an export is written into: every file once, with its hash in a list that `sha256sum -c` takes (rule A3).
import { createHash } from 'node:crypto'
import { closeSync, createReadStream, fsyncSync, mkdirSync, openSync, rmSync, writeFileSync, writeSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { createInterface } from 'node:readline'
import type { Steps } from '../backup/tasks.ts'
import { syncFolder } from '../vault/durable.ts'
import { markerText } from './words.ts'

export const SUMS = 'SHA256SUMS.txt'

/** Lies in the folder until all else does, and it is entered that it was made (folder.ts). */
export const MARKER = '未完成 INCOMPLETE.txt'

/** Paths are parts joined by `/`, below the folder. */
export type Tree = {
  write(path: string, content: string | Uint8Array): void
  /** Nothing is left of a file whose source fails. @returns its size in bytes. */
  pour(path: string, source: AsyncIterable<Uint8Array>, step: (bytes: number) => void): Promise<number>
  /** Writes the list, and sees to it that all lies on the disk; the mark stays. @returns the list's own hash, how many files it names, their bytes. */
  finish(progress: Steps): Promise<{ sums: string; files: number; bytes: number }>
  /** What is written stays as it is. */
  close(): void
}

/** Makes the folder, which is absent, and marks it as not finished. `name`: what stands in the mark. @throws what the disk throws. */
export function plantTree(root: string, name: string): Tree {
  mkdirSync(root, { mode: 0o700 })
  writeFileSync(join(root, MARKER), markerText(name), { mode: 0o600 })
  const folders = new Set<string>()
  const sums = openSync(join(root, SUMS), 'wx', 0o600)
  const own = createHash('sha256')
  let open = true
  let [files, bytes] = [0, 0]
  const create = (path: string): number => {
    const folder = dirname(join(root, path))
    // Few are open to writing at one time; what was made is not asked for again.
    if (!folders.has(folder)) {
      mkdirSync(folder, { recursive: true, mode: 0o700 })
      folders.add(folder)
      if (folders.size > MOST_KEPT) folders.clear()
    }
    return openSync(join(root, path), 'wx', 0o600)
  }
  const enter = (path: string, hash: string, size: number): void => {
    const line = `${hash}  ${path}\n`
    own.update(line)
    writeAll(sums, globalThis.Buffer.from(line))
    files += 1
    bytes += size
  }
  const close = (): void => {
    if (!open) return
    open = false
    closeSync(sums)
  }
  return {
    write: (path, content) => {
      const whole = typeof content === 'string' ? globalThis.Buffer.from(content) : content
      const file = create(path)
      try {
        writeAll(file, whole)
      } finally {
        closeSync(file)
      }
      enter(path, createHash('sha256').update(whole).digest('hex'), whole.length)
    },
    pour: async (path, source, step) => {
      const hash = createHash('sha256')
      const file = create(path)
      let size = 0
      try {
        for await (const part of source) {
          hash.update(part)
          writeAll(file, part)
          size += part.length
          step(part.length)
        }
      } catch (error) {
        closeSync(file)
        rmSync(join(root, path), { force: true })
        throw error
      }
      closeSync(file)
      enter(path, hash.digest('hex'), size)
      return size
    },
    finish: async (progress) => {
      fsyncSync(sums)
      close()
      const kept = new Set<string>()
      for await (const line of createInterface({ input: createReadStream(join(root, SUMS)) })) {
        progress.check()
        const path = join(root, line.slice(66))
        sync(path)
        kept.add(dirname(path))
        if (kept.size > MOST_KEPT) syncAll(kept)
      }
      syncAll(kept)
      syncFolder(root)
      return { sums: own.digest('hex'), files, bytes }
    },
    close,
  }
}

const MOST_KEPT = 1000

function syncAll(folders: Set<string>): void {
  for (const folder of folders) syncFolder(folder)
  folders.clear()
}

function writeAll(file: number, bytes: Uint8Array): void {
  for (let at = 0; at < bytes.length;) at += writeSync(file, bytes, at)
}

function sync(path: string): void {
  const file = openSync(path, 'r+')
  try {
    fsyncSync(file)
  } finally {
    closeSync(file)
  }
}
