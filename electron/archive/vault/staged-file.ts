// A file being written, batch after batch: while the disk takes one the next is made, and what was written is sent on to the disk all
// along, so that little is left to wait for at the end and never much of it lies in the system's memory alone.
import type { Buffer } from 'node:buffer'
import { open } from 'node:fs/promises'

/** Bytes after which those before are sent on to the disk. */
const SYNC_EVERY = 64_000_000

export type StagedFile = {
  /** Takes the next parts, which are gone afterwards; waits until those before them were written. */
  write(parts: readonly Buffer[]): Promise<void>
  /** All of it is on the disk. */
  sync(): Promise<void>
  close(): Promise<void>
}

/** A new file. Any step fails with what the disk said of it or of one before it. */
export async function createStaged(path: string): Promise<StagedFile> {
  const file = await open(path, 'wx', 0o600)
  let writing = Promise.resolve()
  let syncing = Promise.resolve()
  let unsynced = 0

  const writeAll = async (parts: readonly Buffer[]): Promise<void> => {
    const wanted = parts.reduce((sum, part) => sum + part.length, 0)
    const { bytesWritten } = await file.writev(parts)
    // A file takes less than it is given only where the disk has no room for the rest, and then says so when asked once more.
    if (bytesWritten < wanted) await file.appendFile(globalThis.Buffer.concat(parts).subarray(bytesWritten))
    for (const part of parts) release(part)
    unsynced += wanted
  }
  return {
    write: async (parts) => {
      await writing
      if (unsynced >= SYNC_EVERY) {
        // The system tells of a failed write once only: each answer is waited for.
        await syncing
        unsynced = 0
        syncing = heardLater(file.datasync())
      }
      writing = heardLater(writeAll(parts))
    },
    sync: async () => {
      await writing
      await syncing
      await file.sync()
    },
    close: async () => {
      // What is under way would reach whatever the system opens next under the same number.
      await Promise.allSettled([writing, syncing])
      await file.close()
    },
  }
}

function heardLater(work: Promise<void>): Promise<void> {
  work.catch(() => undefined)
  return work
}

/**
 * Frees bytes that have memory of their own, which are empty afterwards; others stay. Left to the collector, it would go through the
 * whole heap of the engine for every few dozen megabytes that pass, which takes longer than encrypting them.
 */
export function release({ buffer, byteLength }: Uint8Array): void {
  if (buffer instanceof ArrayBuffer && byteLength === buffer.byteLength) buffer.transfer(0)
}
