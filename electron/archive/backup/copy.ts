// Copying an archive's files into the pool as they lie there, encrypted (DESIGN decision 6). Needs no key; whoever asks for it
// sees to it that the database file does not change meanwhile.
import { hash as digestOf } from 'node:crypto'
import { closeSync, fstatSync, openSync, statSync } from 'node:fs'
import { basename } from 'node:path'
import { systemCode } from '../system-code.ts'
import { attachmentFile, attachmentPath, storedAttachments } from '../vault/attachments.ts'
import { parseKeyring } from '../vault/keyring.ts'
import { isAttachment, putLists, type BackupFile, type FilePiece } from './file-list.ts'
import { filesOf, pointsIn, type NewManifest } from './manifest.ts'
import { fillFrom } from './pack.ts'
import { makePieceWriter, openPieces, trustedPacks, type Pieces, type PieceWriter, type Pool } from './pool.ts'
import type { Steps } from './tasks.ts'
import { Refusal } from '../refusal.ts'

export type CopyJob = {
  pool: Pool
  archiveId: string
  /** Files copied page by page: the database, and its log when the archive is locked. */
  paged: { path: string; descriptor: number }[]
  /** Small files, read at the moment for which the backup stands. */
  small: { path: string; bytes: Uint8Array }[]
  attachments: string
}

export type Copied = Pick<NewManifest, 'files' | 'bytes' | 'lists'> & {
  /** What was written to the pool for it. */
  written: number
}

/** Bytes of a piece of the database: sixteen of its pages, so that a small change touches few pieces. */
const PAGED_PIECE = 65_536
/** Of an attachment: most are one piece, and none is held whole in memory. */
const ATTACHMENT_PIECE = 4 * 1024 * 1024

/** @returns what the new point is made of. @throws Refusal `cancelled`; then the pool holds nothing but whole pieces. */
export async function copyFiles(job: CopyJob, progress: Steps): Promise<Copied> {
  const pieces = openPieces(job.pool, trustedPacks(job.pool))
  const writer = makePieceWriter(job.pool, pieces)
  try {
    return await copyInto(writer, pieces, job, progress)
  } finally {
    await writer.halt()
    pieces.close()
  }
}

async function copyInto(writer: PieceWriter, pieces: Pieces, job: CopyJob, progress: Steps): Promise<Copied> {
  const known = await knownFiles(job, pieces)
  const attachments = await attachmentsOf(job, known, pieces)
  const paged = job.paged.map((file) => ({ ...file, size: fstatSync(file.descriptor).size }))
  const total = [...paged, ...attachments].reduce((sum, file) => sum + file.size, 1)
  let done = 0
  const step = (bytes: number): void => {
    progress.check()
    done += bytes
    progress.at(done / total)
  }
  const target = { pieces, writer, scratch: new Uint8Array(ATTACHMENT_PIECE), step }
  const files: BackupFile[] = []
  for (const file of paged) files.push(await copyPaged(file, known.get(file.path)?.pieces ?? [], target))
  for (const { path, bytes } of job.small) files.push({ path, size: bytes.length, pieces: [{ hash: await writer.put(bytes), mark: null }] })
  for (const { path, name, size, stored } of attachments) {
    const file = stored ?? await copyAttachment(path, attachmentFile(job.attachments, name), target)
    if (stored) step(size)
    if (file) files.push(file)
  }
  const lists = await putLists(files, writer)
  const { written } = await writer.finish()
  return { files: files.length, bytes: files.reduce((sum, { size }) => sum + size, 0), lists, written }
}

/** Of the newest point of the same archive that can be read: what is in the pool need not be read again. */
async function knownFiles({ pool, archiveId, small }: CopyJob, pieces: Pieces): Promise<Map<string, BackupFile>> {
  const newest = (await pointsIn(pool)).find(({ point }) => point?.manifest.archiveId === archiveId)?.point
  try {
    const files = newest ? filesOf(newest, pieces) : []
    const keyring = files.find(({ path }) => path === KEYRING)?.pieces[0]
    const isSame = keyring !== undefined && sealingOf(pieces.read(keyring.hash)) === sealingOf(small.find(({ path }) => path === KEYRING)?.bytes)
    // Under another data key every attachment is another file, though it keeps its name and its length.
    return new Map(files.filter(({ path }) => isSame || !isAttachment(path)).map((file) => [file.path, file]))
  } catch (error) {
    if (!(error instanceof Refusal)) throw error
    return new Map()
  }
}

const KEYRING = 'keyring.json'

/** What the attachments beside a keyring are sealed under; never the same twice while that is being changed, and where it cannot be told. */
function sealingOf(keyring: Uint8Array | undefined): string | symbol {
  try {
    const { dataKey } = parseKeyring(globalThis.Buffer.from(keyring ?? []).toString('utf8'))
    return dataKey?.resealing === true ? Symbol('resealing') : dataKey?.id ?? 'first'
  } catch (error) {
    if (!(error instanceof Refusal)) throw error
    return Symbol('damaged')
  }
}

/** Those of the newest point first, in its order, so that the lists of what stayed are the same pieces again. */
async function attachmentsOf({ attachments }: CopyJob, known: Map<string, BackupFile>, pieces: Pieces) {
  const present = new Set<string>()
  for await (const name of storedAttachments(attachments)) present.add(name)
  const found: { path: string; name: string; size: number; stored: BackupFile | null }[] = []
  // An attachment never changes (vault/attachments.ts) while the data key stays.
  const sizeOf = (name: string): number => statSync(attachmentFile(attachments, name), { throwIfNoEntry: false })?.size ?? 0
  for (const file of known.values()) {
    if (!isAttachment(file.path)) continue
    const name = basename(file.path)
    if (!present.delete(name)) continue
    const stored = file.pieces.every(({ hash }) => pieces.find(hash)) ? file : null
    found.push({ path: file.path, name, size: stored?.size ?? sizeOf(name), stored })
  }
  for (const name of present) found.push({ path: attachmentPath(name), name, size: sizeOf(name), stored: null })
  return found
}

/** Null for a file that goes while the archive is copied: it had no row (`vault/leftovers.ts`), and is none of the archive's. */
async function copyAttachment(path: string, file: string, { writer, scratch, step }: Target): Promise<BackupFile | null> {
  let descriptor
  try {
    descriptor = openSync(file, 'r')
  } catch (error) {
    if (systemCode(error) === 'ENOENT') return null
    throw error
  }
  try {
    const { size } = fstatSync(descriptor)
    const found: FilePiece[] = []
    for (let at = 0; at < size; at += ATTACHMENT_PIECE) {
      const bytes = scratch.subarray(0, Math.min(ATTACHMENT_PIECE, size - at))
      fill(descriptor, bytes, at)
      found.push({ hash: await writer.put(bytes), mark: null })
      step(bytes.length)
    }
    return { path, size, pieces: found }
  } finally {
    closeSync(descriptor)
  }
}

type Target = { pieces: Pieces; writer: PieceWriter; scratch: Uint8Array; step: (bytes: number) => void }

async function copyPaged(
  { path, descriptor, size }: { path: string; descriptor: number; size: number }, known: readonly FilePiece[], { pieces, writer, scratch, step }: Target,
): Promise<BackupFile> {
  const found: FilePiece[] = []
  for (let at = 0; at < size; at += PAGED_PIECE) {
    const bytes = scratch.subarray(0, Math.min(PAGED_PIECE, size - at))
    fill(descriptor, bytes, at)
    const mark = path === 'archive.db' ? markOf(bytes) : null
    const before = known[found.length]
    const same = mark !== null && before?.mark === mark && pieces.find(before.hash)?.size === bytes.length
    found.push(same ? before : { hash: await writer.put(bytes), mark })
    step(bytes.length)
  }
  return { path, size, pieces: found }
}

const PAGE = 4096
/** Each page of the database ends with the nonce it was encrypted with, new at each writing, and its tag. */
const RESERVED = 32

/**
 * Tells whether a piece of the database was written to since another with the same mark, far quicker than its hash does: a digest of its pages'
 * nonces and tags. Without the key nobody makes a page that fits another's tag.
 */
function markOf(bytes: Uint8Array): string {
  const pages = Math.floor(bytes.length / PAGE)
  const ends = new Uint8Array(pages * RESERVED)
  for (let page = 0; page < pages; page += 1) ends.set(bytes.subarray((page + 1) * PAGE - RESERVED, (page + 1) * PAGE), page * RESERVED)
  return digestOf('sha256', ends).slice(0, 32)
}

function fill(descriptor: number, buffer: Uint8Array, at: number): void {
  if (!fillFrom(descriptor, buffer, at)) throw Object.assign(new Error('the file grew shorter while it was read'), { code: 'EIO' })
}
