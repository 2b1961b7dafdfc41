// A pack: pieces one after the other in one file, then an index of them (docs/formats.md). A stick or a network folder takes few large
// files many times quicker than many small ones.
import { createHash } from 'node:crypto'
import { closeSync, openSync, readSync, fstatSync } from 'node:fs'
import type { Buffer } from 'node:buffer'
import { Refusal } from '../refusal.ts'

/** A pack is closed once it is that long; what is lost when a stick is pulled out is at most one pack. */
export const PACK = 16 * 1024 * 1024

const HASH = 32
const ENTRY = HASH + 4
const END = globalThis.Buffer.from('YDPACK2\n')
const FOOT = 4 + END.length

/** Where a piece begins in its pack, and how long it is. */
export type PackEntry = { hash: string; offset: number; size: number }

/** What stands behind the pieces, and the pack's name: the hex SHA-256 of the index, so that it is vouched for by what it is called. */
export function packEnd(pieces: readonly { hash: string; size: number }[]): { name: string; bytes: Buffer } {
  const index = globalThis.Buffer.alloc(pieces.length * ENTRY)
  for (const [place, { hash, size }] of pieces.entries()) {
    index.write(hash, place * ENTRY, 'hex')
    index.writeUInt32LE(size, place * ENTRY + HASH)
  }
  const count = globalThis.Buffer.alloc(4)
  count.writeUInt32LE(pieces.length)
  return { name: createHash('sha256').update(index).digest('hex'), bytes: globalThis.Buffer.concat([index, count, END]) }
}

/**
 * What a pack holds, by its own index; the pieces themselves are not read.
 * @throws Refusal `storage`, `backup.packDamaged`, where length, index and name do not belong together.
 */
export function readPackIndex(file: string, name: string): PackEntry[] {
  const descriptor = openSync(file, 'r')
  try {
    const { size: length } = fstatSync(descriptor)
    const foot = readAt(descriptor, length - FOOT, FOOT)
    if (!foot?.subarray(4).equals(END)) throw damaged(name)
    const start = length - FOOT - foot.readUInt32LE() * ENTRY
    const index = readAt(descriptor, start, length - FOOT - start)
    if (!index || createHash('sha256').update(index).digest('hex') !== name) throw damaged(name)
    const entries: PackEntry[] = []
    let offset = 0
    for (let at = 0; at < index.length; at += ENTRY) {
      const size = index.readUInt32LE(at + HASH)
      entries.push({ hash: index.toString('hex', at, at + HASH), offset, size })
      offset += size
    }
    if (offset !== start) throw damaged(name)
    return entries
  } finally {
    closeSync(descriptor)
  }
}

/** Null where the file ends before. */
function readAt(descriptor: number, offset: number, size: number): Buffer | null {
  if (offset < 0 || size < 0) return null
  const bytes = globalThis.Buffer.allocUnsafe(size)
  return fillFrom(descriptor, bytes, offset) ? bytes : null
}

/** False where the file ends before the buffer is full. */
export function fillFrom(descriptor: number, buffer: Uint8Array, offset: number): boolean {
  for (let read = 0; read < buffer.length;) {
    const more = readSync(descriptor, buffer, read, buffer.length - read, offset + read)
    if (more === 0) return false
    read += more
  }
  return true
}

/** How a pack is named to people: its place in the backup folder. */
export const packName = (name: string): string => `packs/${name}.pack`

/** The pack that is so named; null: none. */
export const packOf = (text: string): string | null => /^packs\/([0-9a-f]{64})\.pack$/.exec(text)?.[1] ?? null

const damaged = (name: string): Refusal => (
  new Refusal('storage', `backup.packDamaged ${name}`, { problem: 'backup.packDamaged', subject: packName(name) })
)
