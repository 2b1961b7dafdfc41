// The vault's files (DESIGN decision 4): stored once by content, encrypted, named by a keyed hash; staged, synced, renamed, and
// only then entered in a row by the caller. Rows go first, files are swept later. Nothing is ever held whole in memory.
import { randomUUID } from 'node:crypto'
import { mkdir, open, readdir, rename, rm, stat, type FileHandle } from 'node:fs/promises'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import type { Reader } from '../database/database.ts'
import type { Places } from '../places.ts'
import { Refusal } from '../refusal.ts'
import { isUnreadable, systemCode } from '../system-code.ts'
import { CHUNK, HEADER, inPieces, isHeader, isStoredSize, makeHeader, startName, startOpening, startSealing, storedSize, TAG } from './attachment-format.ts'
import { syncFolder } from './durable.ts'
import { knownKeys, namingKey, readingKeys, type VaultKeys } from './keys.ts'
import { startNaming, type Naming } from './naming.ts'
import { createStaged } from './staged-file.ts'

type Vault = Pick<Places, 'attachments' | 'staging'>

const NAME = /^[0-9a-f]{64}$/

/** Parts of sealed chunks, two each, that are written at once: two megabytes or so. */
const BATCH = 64

/** Where the file of a name lies under a folder of attachments. */
export function attachmentFile(attachments: string, name: string): string {
  if (!NAME.test(name)) throw new RangeError('not the name of an attachment')
  return join(attachments, name.slice(0, 2), name)
}

/**
 * Takes a stream into the vault. When this is done the file is on the disk under its name; only then may a row be entered for it.
 * Content that is there already is stored no second time. `expected`: how large it is likely to be, where that is known.
 * @returns its name and its size in bytes. @throws what the source or the disk throws; nothing is left then.
 */
export async function addAttachment(
  vault: Vault, keys: VaultKeys, source: AsyncIterable<Uint8Array>, expected = 0,
): Promise<{ name: string; size: number }> {
  await mkdir(vault.staging, { recursive: true, mode: 0o700 })
  const staged = join(vault.staging, randomUUID())
  const naming = startNaming(keys, expected)
  try {
    const size = await stage(staged, keys.data, passing(source, naming))
    const name = await naming.name()
    await moveIn(vault, keys, staged, name, size)
    return { name, size }
  } finally {
    naming.end()
    await rm(staged, { force: true })
  }
}

/** Each part on its way to the file is added to the name. */
async function* passing(source: AsyncIterable<Uint8Array>, naming: Naming): AsyncGenerator<Uint8Array> {
  for await (const part of source) {
    await naming.add(part)
    yield part
  }
}

async function stage(path: string, dataKey: Uint8Array, source: AsyncIterable<Uint8Array>): Promise<number> {
  const file = await createStaged(path)
  try {
    const header = makeHeader()
    const seal = startSealing(dataKey, header)
    let size = 0
    let sealed = [header]
    for await (const { bytes, last } of inPieces(source, CHUNK)) {
      size += bytes.length
      sealed.push(...seal(bytes, last))
      if (sealed.length < BATCH) continue
      await file.write(sealed)
      sealed = []
    }
    await file.write(sealed)
    await file.sync()
    return size
  } finally {
    await file.close()
  }
}

async function moveIn(vault: Vault, keys: VaultKeys, staged: string, name: string, size: number): Promise<void> {
  const file = attachmentFile(vault.attachments, name)
  const folder = join(vault.attachments, name.slice(0, 2))
  const present = await stat(file).catch(() => null)
  // One of another length is damaged, one from before the data key was changed is under another: the new one takes its place.
  if (present?.size === storedSize(size) && await isUnder(keys.data, file)) return
  if (await mkdir(folder, { recursive: true, mode: 0o700 })) syncFolder(vault.attachments)
  await rename(staged, file)
  syncFolder(folder)
}

function damaged(name: string, problem: 'attachment.damaged' | 'attachment.missing'): Refusal {
  return new Refusal('storage', `${problem} ${name}`, { problem, subject: name })
}

/**
 * The content of a file, each chunk verified before it is given and the whole against its name at the end.
 * The stream fails with Refusal `storage`, problem `attachment.missing` or `attachment.damaged`.
 */
export function openAttachment(vault: Vault, keys: VaultKeys, name: string): Readable {
  return Readable.from(contentOf(attachmentFile(vault.attachments, name), readingKeys(keys), namingKey(keys), name), { objectMode: false })
}

/**
 * Reads a stored file through. @returns the size of its content in bytes.
 * @throws Refusal `storage`, problem `attachment.missing` or `attachment.damaged`, also where the disk does not give it.
 */
export async function checkAttachment(file: string, keys: VaultKeys, name: string): Promise<number> {
  let size = 0
  try {
    for await (const bytes of contentOf(file, readingKeys(keys), namingKey(keys), name)) size += bytes.length
  } catch (error) {
    throw isUnreadable(error) ? damaged(name, 'attachment.damaged') : error
  }
  return size
}

/**
 * Seals a stored file anew under the present data key, each byte verified, into another beside it in staging; synced. What is under that key already is
 * left. @returns where it lies now, or null: nothing was made.
 * @throws Refusal `storage` as `checkAttachment` does; what the disk throws. Nothing is left then.
 */
export async function sealAnew({ staging }: Pick<Vault, 'staging'>, file: string, keys: VaultKeys, name: string): Promise<string | null> {
  if (await isUnder(keys.data, file)) return null
  await mkdir(staging, { recursive: true, mode: 0o700 })
  const staged = join(staging, randomUUID())
  try {
    await stage(staged, keys.data, contentOf(file, knownKeys(keys), namingKey(keys), name))
    return staged
  } catch (error) {
    await rm(staged, { force: true })
    throw error
  }
}

/** Whether the beginning of a stored file opens with a key. */
async function isUnder(key: Uint8Array, file: string): Promise<boolean> {
  const handle = await opened(file)
  if (!handle) return false
  try {
    const header = await headerOf(handle)
    if (!header) return false
    const { bytesRead, buffer } = await handle.read(globalThis.Buffer.alloc(CHUNK + TAG), 0, CHUNK + TAG, HEADER)
    const isOnly = (await handle.stat()).size === HEADER + bytesRead
    return startOpening([key], header)(buffer.subarray(0, bytesRead), isOnly) !== null
  } finally {
    await handle.close()
  }
}

/** What a stored file shows without the data key: that it begins as one and may be that long. */
export async function looksLikeAttachment(file: string): Promise<boolean> {
  const handle = await open(file, 'r')
  try {
    return (await headerOf(handle)) !== null && isStoredSize((await handle.stat()).size)
  } catch (error) {
    if (!isUnreadable(error)) throw error
    return false
  } finally {
    await handle.close()
  }
}

/** How much of a file is read at once: four chunks. */
const READ = 4 * (CHUNK + TAG)

// All of it from one opening: while the data key is being changed another file, of another header, takes its place.
async function* contentOf(file: string, keys: readonly Uint8Array[], naming: Uint8Array, name: string): AsyncGenerator<Uint8Array> {
  const handle = await opened(file)
  if (!handle) throw damaged(name, 'attachment.missing')
  try {
    const header = await headerOf(handle)
    if (!header) throw damaged(name, 'attachment.damaged')
    const unlock = startOpening(keys, header)
    const hash = startName(naming)
    for await (const { bytes, last } of inPieces(bodyOf(handle), CHUNK + TAG)) {
      const plain = unlock(bytes, last)
      if (!plain) throw damaged(name, 'attachment.damaged')
      hash.update(plain)
      if (plain.length > 0) yield plain
    }
    // Another whole file of this vault put in its place.
    if (hash.digest('hex') !== name) throw damaged(name, 'attachment.damaged')
  } finally {
    await handle.close()
  }
}

async function opened(file: string): Promise<FileHandle | null> {
  try {
    return await open(file, 'r')
  } catch (error) {
    if (systemCode(error) === 'ENOENT' || systemCode(error) === 'ENOTDIR') return null
    throw error
  }
}

async function headerOf(handle: FileHandle): Promise<Uint8Array | null> {
  const { bytesRead, buffer } = await handle.read(globalThis.Buffer.alloc(HEADER), 0, HEADER, 0)
  const header = buffer.subarray(0, bytesRead)
  return isHeader(header) ? header : null
}

async function* bodyOf(handle: FileHandle): AsyncGenerator<Uint8Array> {
  for (let at = HEADER; ;) {
    const { bytesRead, buffer } = await handle.read(globalThis.Buffer.allocUnsafeSlow(READ), 0, READ, at)
    if (bytesRead === 0) return
    at += bytesRead
    yield buffer.subarray(0, bytesRead)
  }
}

function noneWhereAbsent(error: unknown): string[] {
  if (systemCode(error) === 'ENOENT' || systemCode(error) === 'ENOTDIR') return []
  throw error
}

/** The names of all files in the vault, a folder at a time. @throws what the disk throws: one that cannot be listed is not left out unsaid. */
export async function* storedAttachments(attachments: string): AsyncGenerator<string> {
  for (const part of await readdir(attachments).catch(noneWhereAbsent)) {
    for (const name of await readdir(join(attachments, part)).catch(noneWhereAbsent)) {
      if (NAME.test(name) && name.startsWith(part)) yield name
    }
  }
}

/** A file of the vault by its path in the archive's folder, as findings and backups name it. */
export const attachmentPath = (name: string): string => `attachments/${name.slice(0, 2)}/${name}`

/** What the database says should be in the vault, each with the size of its content in bytes. */
export function* attachmentRows(db: Reader): Generator<{ name: string; size: number }> {
  for (const row of db.each('SELECT name, size FROM attachment ORDER BY id', [])) yield { name: row.text('name'), size: row.int('size') }
}

export function hasAttachmentRow(db: Reader, name: string): boolean {
  return db.get('SELECT 1 AS found FROM attachment WHERE name = ?', [name], (row) => row.flag('found')) ?? false
}

/**
 * Removes what a broken-off addition left staged, and files whose row is gone or never came. Only while nothing is being added:
 * a file is there before its row. @returns how many files were removed.
 */
export async function sweepAttachments(vault: Vault, db: Reader): Promise<number> {
  let removed = 0
  for (const left of await readdir(vault.staging).catch(() => [])) {
    await rm(join(vault.staging, left), { recursive: true, force: true })
    removed += 1
  }
  for await (const name of storedAttachments(vault.attachments)) {
    if (hasAttachmentRow(db, name)) continue
    await rm(attachmentFile(vault.attachments, name), { force: true })
    removed += 1
  }
  return removed
}
