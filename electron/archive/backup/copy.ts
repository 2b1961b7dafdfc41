// Copying an archive's files into the pool as they lie there, encrypted (DESIGN decision 6). Needs no key; whoever asks for it
// sees to it that the database file does not change meanwhile.
import { fstatSync, openSync, readSync, statSync, type Stats } from 'node:fs'
import { attachmentFile, storedAttachments } from '../vault/attachments.ts'
import type { BackupFile } from './manifest.ts'
import { hasPiece, makePieceWriter, PIECE, type PieceWriter, type Pool } from './pool.ts'
import type { Steps } from './tasks.ts'

export type CopyJob = {
  pool: Pool
  /** Files copied page by page: the database, and its log when the archive is locked. */
  paged: { path: string; descriptor: number }[]
  /** Small files, read at the moment for which the backup stands. */
  small: { path: string; bytes: Uint8Array }[]
  attachments: string
  /** Attachments of the newest point of the same archive by their path: what is in the pool need not be read again. */
  known: Map<string, { size: number; piece: string }>
}

/** @returns the files of the new point. @throws Refusal `cancelled`; then the pool holds nothing but whole pieces. */
export async function copyFiles(job: CopyJob, progress: Steps): Promise<BackupFile[]> {
  const attachments: { path: string; file: string; size: number }[] = []
  for await (const name of storedAttachments(job.attachments)) {
    const file = attachmentFile(job.attachments, name)
    const found = statSync(file, { throwIfNoEntry: false })
    if (found) attachments.push({ path: `attachments/${name.slice(0, 2)}/${name}`, file, size: found.size })
  }
  const paged = job.paged.map((file) => ({ ...file, size: fstatSync(file.descriptor).size }))
  const total = [...paged, ...attachments].reduce((sum, file) => sum + file.size, 1)
  let done = 0
  const step = (bytes: number): void => {
    progress.check()
    done += bytes
    progress.at(done / total)
  }
  const pieces = makePieceWriter(job.pool)
  const files: BackupFile[] = []
  for (const file of paged) files.push(await copyPaged(file, pieces, step))
  for (const { path, bytes } of job.small) {
    const { hash, size } = await pieces.put(bytes)
    files.push({ path, size, pieces: [hash] })
  }
  for (const { path, file, size } of attachments) {
    const known = job.known.get(path)
    if (known?.size === size && hasPiece(job.pool, { hash: known.piece, size })) {
      step(size)
      files.push({ path, size, pieces: [known.piece] })
    } else {
      const piece = await pieces.putFile(file, step).catch(unlessGone)
      if (piece) files.push({ path, size: piece.size, pieces: [piece.hash] })
    }
  }
  pieces.sync()
  return files
}

/** A file that goes while the archive is copied had no row (`vault/leftovers.ts`): it is none of the archive's. */
function unlessGone(error: unknown): null {
  if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return null
  throw error
}

async function copyPaged(
  { path, descriptor, size }: { path: string; descriptor: number; size: number }, pieces: PieceWriter, step: (bytes: number) => void,
): Promise<BackupFile> {
  const hashes: string[] = []
  const buffer = globalThis.Buffer.alloc(PIECE)
  for (let at = 0; at < size; at += PIECE) {
    const length = fill(descriptor, buffer.subarray(0, Math.min(PIECE, size - at)), at)
    hashes.push((await pieces.put(buffer.subarray(0, length))).hash)
    step(length)
  }
  return { path, size, pieces: hashes }
}

function fill(descriptor: number, buffer: Uint8Array, at: number): number {
  let read = 0
  while (read < buffer.length) {
    const more = readSync(descriptor, buffer, read, buffer.length - read, at + read)
    if (more === 0) throw Object.assign(new Error('the file grew shorter while it was read'), { code: 'EIO' })
    read += more
  }
  return read
}

const held = new Map<string, number>()

const nameOf = ({ dev, ino }: Stats): string => `${dev}:${ino}`

/**
 * A descriptor for reading a database file beside SQLite, opened once and never closed while the program runs: on POSIX, closing
 * any descriptor of a file drops all locks the process has on it, SQLite's own among them, and another program could then take
 * the log away from under this one.
 */
export function heldOpen(file: string): number {
  const name = nameOf(statSync(file))
  const descriptor = held.get(name) ?? openSync(file, 'r')
  held.set(name, descriptor)
  return descriptor
}
