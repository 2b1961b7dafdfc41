// The pool of a backup folder (DESIGN decision 6, docs/formats.md): pieces named by the SHA-256 of their bytes, each stored once for all
// points, many to a pack. A pack is written beside, synced, read back and renamed, so that what has a pack's name is whole.
import { createHash, randomUUID } from 'node:crypto'
import { closeSync, existsSync, mkdirSync, openSync, readdirSync, readFileSync, renameSync, rmSync, statSync } from 'node:fs'
import { open } from 'node:fs/promises'
import { join } from 'node:path'
import type { Buffer } from 'node:buffer'
import { Refusal } from '../refusal.ts'
import { isUnreadable } from '../system-code.ts'
import { syncFolder } from '../vault/durable.ts'
import { fillFrom, PACK, packEnd, packName, readPackIndex, type PackEntry } from './pack.ts'

export const poolIn = (folder: string) => {
  const root = join(folder, 'yidang-backup')
  return {
    root, packs: join(root, 'packs'), points: join(root, 'points'), incoming: join(root, 'incoming'), locks: join(root, 'locks'),
    /** Pieces of points of format 1, a file each. */
    loose: join(root, 'pool'),
  }
}

export type Pool = ReturnType<typeof poolIn>

export const packFile = (pool: Pool, name: string): string => join(pool.packs, `${name}.pack`)

/** Says of a pack that a piece in it was found damaged: what is whole of it is to be gathered anew (rotation.ts). */
export const suspectFile = (pool: Pool, name: string): string => join(pool.packs, `${name}.suspect`)

export const isSuspect = (pool: Pool, name: string): boolean => existsSync(suspectFile(pool, name))

/** The packs that are marked so, there or not. */
export function suspectsIn(pool: Pool): string[] {
  return existsSync(pool.packs) ? readdirSync(pool.packs).flatMap((file) => /^([0-9a-f]{64})\.suspect$/.exec(file)?.[1] ?? []) : []
}

/** Packs that may be counted on: a backup writes anew what lies in a suspect one. */
export function trustedPacks(pool: Pool): Set<string> {
  const suspects = new Set(suspectsIn(pool))
  return new Set(packsIn(pool).filter((pack) => !suspects.has(pack)))
}

const looseFile = (pool: Pool, hash: string): string => join(pool.loose, hash.slice(0, 2), hash)

export type PieceProblem = 'backup.pieceMissing' | 'backup.pieceChanged' | 'backup.pieceUnreadable'

/** In which pack a piece lies; `pack` null: a file of its own. */
export type Spot = { pack: string | null; offset: number; size: number }

export type Pieces = {
  /** Null: the pool has no such piece. */
  find(hash: string): Spot | null
  /** The bytes of a piece, there until the next is read. @throws Refusal `storage`, a `PieceProblem`, when they are not what its name says. */
  read(hash: string): Buffer
  /** Packs whose index cannot be read: what they hold is as good as gone. */
  damaged: readonly string[]
  /** Says what a new pack holds. */
  add(pack: string, entries: readonly PackEntry[]): void
  /** Lets go of the packs held open; the next reading opens them again. */
  close(): void
}

/** Packs held open for reading at once. */
const OPEN = 32
/** What most pieces are smaller than. */
const SCRATCH = 4 * 1024 * 1024

/** Reads what packs hold: `of` (null: all) and the pieces that are files of their own. */
export function openPieces(pool: Pool, of: ReadonlySet<string> | null = null): Pieces {
  const spots = new Map<string, Spot>()
  const damaged: string[] = []
  // A piece that lies in a suspect pack and in another is read from the other.
  const suspects = new Set(suspectsIn(pool))
  for (const pack of packsIn(pool).filter((name) => of?.has(name) ?? true).toSorted((one, other) => Number(suspects.has(other)) - Number(suspects.has(one)))) {
    try {
      for (const { hash, offset, size } of readPackIndex(packFile(pool, pack), pack)) spots.set(hash, { pack, offset, size })
    } catch (error) {
      if (!(error instanceof Refusal) && !isUnreadable(error)) throw error
      damaged.push(pack)
    }
  }
  const hasLoose = existsSync(pool.loose)
  const descriptors = new Map<string, number>()
  const opened = (pack: string): number => {
    const known = descriptors.get(pack)
    if (known !== undefined) return known
    const [oldest] = descriptors
    if (oldest && descriptors.size >= OPEN) {
      closeSync(oldest[1])
      descriptors.delete(oldest[0])
    }
    const descriptor = openSync(packFile(pool, pack), 'r')
    descriptors.set(pack, descriptor)
    return descriptor
  }
  // One buffer for all, for the collector's sake.
  let scratch = globalThis.Buffer.allocUnsafe(SCRATCH)
  const readPacked = (pack: string, { offset, size }: Spot): Buffer | null => {
    if (scratch.length < size) scratch = globalThis.Buffer.allocUnsafe(size)
    const bytes = scratch.subarray(0, size)
    return fillFrom(opened(pack), bytes, offset) ? bytes : null
  }
  const find = (hash: string): Spot | null => {
    const spot = spots.get(hash)
    if (spot !== undefined) return spot
    const size = hasLoose ? statSync(looseFile(pool, hash), { throwIfNoEntry: false })?.size : undefined
    return size === undefined ? null : { pack: null, offset: 0, size }
  }
  return {
    find,
    read: (hash) => {
      const spot = find(hash)
      if (!spot) throw damagedPiece('backup.pieceMissing', `pieces/${hash}`)
      const bytes = readable(spotName(hash, spot), () => (spot.pack === null ? readFileSync(looseFile(pool, hash)) : readPacked(spot.pack, spot)))
      if (!bytes || hashOf(bytes) !== hash) throw damagedPiece('backup.pieceChanged', spotName(hash, spot))
      return bytes
    },
    damaged,
    add: (pack, entries) => {
      for (const { hash, offset, size } of entries) spots.set(hash, { pack, offset, size })
    },
    close: () => {
      for (const descriptor of descriptors.values()) closeSync(descriptor)
      descriptors.clear()
    },
  }
}

/** @throws Refusal `backup.pieceUnreadable`. */
function readable<T>(where: string, read: () => T): T {
  try {
    return read()
  } catch (error) {
    throw isUnreadable(error) ? damagedPiece('backup.pieceUnreadable', where) : error
  }
}

/** How a piece is named to people: the file of the backup folder in which it lies. */
const spotName = (hash: string, { pack }: Spot): string => (pack === null ? `pool/${hash.slice(0, 2)}/${hash}` : packName(pack))

export function packsIn(pool: Pool): string[] {
  if (!existsSync(pool.packs)) return []
  return readdirSync(pool.packs).flatMap((file) => /^([0-9a-f]{64})\.pack$/.exec(file)?.[1] ?? [])
}

const hashOf = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex')

function damagedPiece(problem: PieceProblem, subject: string): Refusal {
  return new Refusal('storage', `${problem} ${subject}`, { problem, subject })
}

/** What was left in `incoming/` longer ago than any backup under way. */
const LEFT_OVER = 86_400_000

export type PieceWriter = {
  /** Copies the bytes where they are new. @returns the piece's name. */
  put(bytes: Uint8Array): Promise<string>
  /** Closes the last pack and makes all names lasting; before anything counts on them. @returns the bytes and the packs written so far. */
  finish(): Promise<{ written: number; packs: string[] }>
  /** Waits for the pack on its way, also where the work was broken off: what was put and is not in a pack by then is gone. */
  halt(): Promise<void>
}

type NewPack = { bytes: Buffer<ArrayBuffer>; size: number; entries: PackEntry[] }

/** Packs of what is not in the pool yet. What was put before it breaks off stays, pack by pack. */
export function makePieceWriter(pool: Pool, pieces: Pieces): PieceWriter {
  for (const folder of [pool.root, pool.packs, pool.points, pool.incoming]) mkdirSync(folder, { recursive: true, mode: 0o700 })
  for (const left of readdirSync(pool.incoming)) {
    const file = join(pool.incoming, left)
    if (Date.now() - (statSync(file, { throwIfNoEntry: false })?.mtimeMs ?? 0) > LEFT_OVER) rmSync(file, { force: true })
  }
  // Three buffers for the whole run: a piece is small, and a new one for each would keep the collector busier than all the rest.
  const spare = [globalThis.Buffer.allocUnsafe(PACK), globalThis.Buffer.allocUnsafe(PACK)]
  let back = globalThis.Buffer.allocUnsafe(PACK)
  const pending = new Set<string>()
  let pack: NewPack | null = null
  let written = 0
  const packs: string[] = []
  const close = async ({ bytes, size, entries }: NewPack): Promise<void> => {
    const { name, bytes: end } = packEnd(entries)
    if (back.length < size) back = globalThis.Buffer.allocUnsafe(size)
    await writePack(pool, name, [bytes.subarray(0, size), end], back.subarray(0, size))
    pieces.add(name, entries)
    packs.push(name)
    for (const { hash } of entries) pending.delete(hash)
    if (bytes.length === PACK) spare.push(bytes)
  }
  // While one pack is written and synced, the next is put together.
  let writing: Promise<void> = Promise.resolve()
  const next = async (full: NewPack): Promise<void> => {
    pack = null
    await writing
    writing = close(full)
    // Whoever waits for it next hears of it; until then nobody may be waiting.
    writing.catch(() => undefined)
  }
  return {
    put: async (bytes) => {
      const hash = hashOf(bytes)
      if (pending.has(hash) || pieces.find(hash)?.size === bytes.length) return hash
      if (pack && pack.size + bytes.length > pack.bytes.length) await next(pack)
      pack ??= { bytes: (bytes.length > PACK ? null : spare.pop()) ?? globalThis.Buffer.allocUnsafe(Math.max(PACK, bytes.length)), size: 0, entries: [] }
      pack.entries.push({ hash, offset: pack.size, size: bytes.length })
      pack.bytes.set(bytes, pack.size)
      pack.size += bytes.length
      pending.add(hash)
      written += bytes.length
      return hash
    },
    finish: async () => {
      if (pack) await next(pack)
      await writing
      for (const folder of [pool.packs, pool.root]) syncFolder(folder)
      return { written, packs }
    },
    halt: () => writing.catch(() => undefined),
  }
}

/** Read back before it gets its name: a stick that took the bytes and lost them is told of now. */
async function writePack(pool: Pool, name: string, [content, end]: [Buffer, Buffer], back: Buffer): Promise<void> {
  const part = join(pool.incoming, randomUUID())
  try {
    const file = await open(part, 'wx+', 0o600)
    try {
      await file.writeFile(content)
      await file.writeFile(end)
      await file.sync()
      const { bytesRead } = await file.read(back, 0, back.length, 0)
      if (bytesRead !== back.length || !back.equals(content)) throw damagedPiece('backup.pieceChanged', packName(name))
    } finally {
      await file.close()
    }
    renameSync(part, packFile(pool, name))
  } finally {
    rmSync(part, { force: true })
  }
}
