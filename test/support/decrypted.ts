// Every page of an archive's database as it was written, decrypted: pages in use and free ones, and every frame of the log, also those that
// later ones took the place of. And every file of its vault, opened. For tests that something is nowhere any more.
import { copyFileSync, cpSync, existsSync, openSync, closeSync, readFileSync, rmSync, writeSync } from 'node:fs'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import { databaseKey } from '#archive/database/key.ts'
import { placesIn } from '#archive/places.ts'
import { openAttachment, storedAttachments } from '#archive/vault/attachments.ts'
import { onlyKey } from '#archive/vault/keys.ts'
import { temporaryFolder } from '#test/support/archive.ts'
import { searchFolder, type Search } from '#test/support/byte-search.ts'

const PAGE = 4096
const LOG_HEADER = 32
const FRAME_HEADER = 24

/** All pages of a file in order, as the cipher gives them. */
function pagesOf(file: string, dataKey: Uint8Array): Buffer {
  const raw = new Database(file)
  try {
    raw.pragma("cipher = 'chacha20'")
    raw.pragma(`key = "raw:${Buffer.from(databaseKey(dataKey)).toString('hex')}"`)
    return raw.serialize()
  } finally {
    raw.close()
  }
}

/** The log's frames, in heaps in which no page comes twice: each laid over the file can be read like it. */
function heapsOf(log: Buffer): { page: number; bytes: Buffer }[][] {
  const heaps: Map<number, Buffer>[] = []
  for (let at = LOG_HEADER; at + FRAME_HEADER + PAGE <= log.length; at += FRAME_HEADER + PAGE) {
    const page = log.readUInt32BE(at)
    const bytes = log.subarray(at + FRAME_HEADER, at + FRAME_HEADER + PAGE)
    const heap = heaps.find((each) => !each.has(page))
    if (heap) heap.set(page, bytes)
    else heaps.push(new Map([[page, bytes]]))
  }
  return heaps.map((heap) => [...heap].map(([page, bytes]) => ({ page, bytes })))
}

/** The archive in the folder is closed, or at rest. */
export function decryptedPages(folder: string, dataKey: Uint8Array): { file: Buffer; log: Buffer[]; logSize: number } {
  const { database } = placesIn(folder)
  const apart = temporaryFolder()
  const laid = join(apart, 'laid.db')
  try {
    copyFileSync(database, laid)
    const file = pagesOf(laid, dataKey)
    const log = existsSync(`${database}-wal`) ? readFileSync(`${database}-wal`) : Buffer.alloc(0)
    const frames = heapsOf(log).map((heap) => {
      copyFileSync(database, laid)
      const descriptor = openSync(laid, 'r+')
      for (const { page, bytes } of heap) writeSync(descriptor, bytes, 0, PAGE, (page - 1) * PAGE)
      closeSync(descriptor)
      return pagesOf(laid, dataKey)
    })
    return { file, log: frames, logSize: log.length }
  } finally {
    rmSync(apart, { recursive: true, force: true })
  }
}

/** What lies in every file of the vault. */
export async function openedFiles(folder: string, dataKey: Uint8Array): Promise<Buffer[]> {
  const places = placesIn(folder)
  const opened: Buffer[] = []
  for await (const name of storedAttachments(places.attachments)) {
    const parts: Uint8Array[] = []
    const whole: AsyncIterable<Uint8Array> = openAttachment(places, onlyKey(dataKey), name)
    for await (const part of whole) parts.push(part)
    opened.push(Buffer.concat(parts))
  }
  return opened
}

/** What is found in a copy of a stopped archive: pages, log, files of the vault, and all files as they lie there. `to`: where the copy is laid. */
export async function foundBytes(
  from: string, to: string, dataKey: Uint8Array, search: Search,
): Promise<{ pages: string[]; log: string[]; files: string[]; plain: string[]; logSize: number }> {
  cpSync(from, to, { recursive: true })
  const { file, log, logSize } = decryptedPages(to, dataKey)
  const files = await openedFiles(to, dataKey)
  return { pages: search(file), log: [...new Set(log.flatMap(search))], files: [...new Set(files.flatMap(search))], plain: searchFolder(to, search), logSize }
}
