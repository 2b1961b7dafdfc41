// Any part of a stored file, without reading what lies before it: for documents too large to be held whole. Synchronous, for
// decoders that call back for bytes; only for threads in which nobody waits. Each chunk is verified before any of it is given.
import { closeSync, fstatSync, openSync, readSync } from 'node:fs'
import type { Buffer } from 'node:buffer'
import type { Places } from '../places.ts'
import { Refusal } from '../refusal.ts'
import { systemCode } from '../system-code.ts'
import { CHUNK, HEADER, isHeader, isStoredSize, openingAnywhere, startName, TAG } from './attachment-format.ts'
import { attachmentFile } from './attachments.ts'
import { namingKey, readingKeys, type VaultKeys } from './keys.ts'

export type RandomAccess = {
  /** Of the content, in bytes. */
  readonly size: number
  /** How much was given so far, in bytes. */
  readonly given: number
  /** Fills `into` from a position; what would lie beyond the end stays as it is. @returns how many bytes were given. */
  read(position: number, into: Uint8Array): number
  /** All of it, verified against its name too. */
  whole(): Buffer
  close(): void
}

/** So many opened chunks are kept: a document is read here and there, a little at a time. 1 MB. */
const KEPT = 16

function broken(name: string, problem: 'attachment.damaged' | 'attachment.missing'): Refusal {
  return new Refusal('storage', `${problem} ${name}`, { problem, subject: name })
}

/** @throws Refusal `storage`, problem `attachment.missing` or `attachment.damaged`; reading does likewise. */
export function openRandomAccess(vault: Pick<Places, 'attachments'>, keys: VaultKeys, name: string): RandomAccess {
  const file = openStored(attachmentFile(vault.attachments, name), name)
  try {
    const stored = fstatSync(file).size
    const header = readAt(file, 0, HEADER)
    if (!isHeader(header) || !isStoredSize(stored)) throw broken(name, 'attachment.damaged')
    const chunks = Math.ceil((stored - HEADER) / (CHUNK + TAG))
    const size = stored - HEADER - chunks * TAG
    const unlock = openingAnywhere(readingKeys(keys), header)
    const kept = new Map<number, Buffer>()
    let given = 0

    const chunk = (index: number): Buffer => {
      const plain = kept.get(index) ?? unlock(readAt(file, HEADER + index * (CHUNK + TAG), CHUNK + TAG), index, index === chunks - 1)
      if (!plain) throw broken(name, 'attachment.damaged')
      // The one used last stands last; the first is the one to go.
      kept.delete(index)
      kept.set(index, plain)
      const [oldest] = kept.keys()
      if (kept.size > KEPT && oldest !== undefined) kept.delete(oldest)
      return plain
    }
    const read = (position: number, into: Uint8Array): number => {
      const length = Math.max(0, Math.min(into.length, size - position))
      for (let done = 0; done < length;) {
        const at = position + done
        const part = chunk(Math.floor(at / CHUNK)).subarray(at % CHUNK).subarray(0, length - done)
        into.set(part, done)
        done += part.length
      }
      given += length
      return length
    }
    return {
      size,
      get given() {
        return given
      },
      read,
      whole: () => {
        const bytes = globalThis.Buffer.allocUnsafeSlow(size)
        read(0, bytes)
        if (size === 0) chunk(0)
        // Another whole file of this vault put in its place.
        if (startName(namingKey(keys)).update(bytes).digest('hex') !== name) throw broken(name, 'attachment.damaged')
        return bytes
      },
      close: () => {
        closeSync(file)
      },
    }
  } catch (error) {
    closeSync(file)
    throw error
  }
}

function openStored(path: string, name: string): number {
  try {
    return openSync(path, 'r')
  } catch (error) {
    if (systemCode(error) === 'ENOENT') throw broken(name, 'attachment.missing')
    throw error
  }
}

function readAt(file: number, position: number, length: number): Buffer {
  const bytes = globalThis.Buffer.alloc(length)
  return bytes.subarray(0, readSync(file, bytes, 0, length, position))
}
