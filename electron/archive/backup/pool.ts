// The pool of a backup folder (DESIGN decision 6, docs/formats.md): pieces named by the SHA-256 of their bytes, each stored once
// for all points. A piece is written beside, synced, and renamed, so that what has a piece's name is whole.
import { createHash, randomUUID } from 'node:crypto'
import { closeSync, createReadStream, fsyncSync, mkdirSync, openSync, readdirSync, renameSync, rmSync, statSync, writeSync } from 'node:fs'
import { join } from 'node:path'
import { syncFolder } from '../vault/durable.ts'

/** Bytes of a piece of the database: sixteen of its pages, so that a small change touches few pieces. */
export const PIECE = 65_536

export const poolIn = (folder: string) => {
  const root = join(folder, 'yidang-backup')
  return { root, pool: join(root, 'pool'), points: join(root, 'points'), incoming: join(root, 'incoming') }
}

export type Pool = ReturnType<typeof poolIn>

export type Piece = { hash: string; size: number }

export function pieceFile(pool: Pool, hash: string): string {
  return join(pool.pool, hash.slice(0, 2), hash)
}

/** How a piece is named to people: its place in the backup folder. */
export const pieceName = (hash: string): string => `pool/${hash.slice(0, 2)}/${hash}`

export function hasPiece(pool: Pool, { hash, size }: Piece): boolean {
  return sizeOf(pieceFile(pool, hash)) === size
}

function sizeOf(file: string): number | null {
  return statSync(file, { throwIfNoEntry: false })?.size ?? null
}

/** What was left in `incoming/` longer ago than any backup under way. */
const LEFT_OVER = 86_400_000

export type PieceWriter = {
  put(bytes: Uint8Array): Promise<Piece>
  /** Takes a file in as one piece, a part at a time; `step` hears of each part's bytes and may throw to break off. */
  putFile(file: string, step: (bytes: number) => void): Promise<Piece>
  /** Makes the names of all pieces lasting; before the manifest that counts on them is written. */
  sync(): void
}

export function makePieceWriter(pool: Pool): PieceWriter {
  for (const folder of [pool.root, pool.pool, pool.points, pool.incoming]) mkdirSync(folder, { recursive: true, mode: 0o700 })
  for (const left of readdirSync(pool.incoming)) {
    const file = join(pool.incoming, left)
    if (Date.now() - (statSync(file, { throwIfNoEntry: false })?.mtimeMs ?? 0) > LEFT_OVER) rmSync(file, { force: true })
  }
  const touched = new Set<string>()
  const moveIn = (part: string, piece: Piece): void => {
    if (hasPiece(pool, piece)) return
    const folder = join(pool.pool, piece.hash.slice(0, 2))
    mkdirSync(folder, { recursive: true, mode: 0o700 })
    renameSync(part, pieceFile(pool, piece.hash))
    touched.add(folder)
  }
  const incoming = async (write: (descriptor: number) => Piece | Promise<Piece>): Promise<Piece> => {
    const part = join(pool.incoming, randomUUID())
    try {
      const descriptor = openSync(part, 'wx', 0o600)
      let piece
      try {
        piece = await write(descriptor)
        fsyncSync(descriptor)
      } finally {
        closeSync(descriptor)
      }
      moveIn(part, piece)
      return piece
    } finally {
      rmSync(part, { force: true })
    }
  }
  return {
    put: async (bytes) => {
      const piece = { hash: createHash('sha256').update(bytes).digest('hex'), size: bytes.length }
      if (hasPiece(pool, piece)) return piece
      return incoming((descriptor) => {
        writeAll(descriptor, bytes)
        return piece
      })
    },
    putFile: (file, step) => incoming(async (descriptor) => {
      const hash = createHash('sha256')
      let size = 0
      for await (const part of partsOf(file)) {
        hash.update(part)
        writeAll(descriptor, part)
        size += part.length
        step(part.length)
      }
      return { hash: hash.digest('hex'), size }
    }),
    sync: () => {
      for (const folder of [...touched, pool.pool, pool.root]) syncFolder(folder)
    },
  }
}

function writeAll(descriptor: number, bytes: Uint8Array): void {
  let written = 0
  while (written < bytes.length) written += writeSync(descriptor, bytes, written)
}

export async function* partsOf(file: string): AsyncGenerator<Uint8Array> {
  const stream: AsyncIterable<Uint8Array> = createReadStream(file, { highWaterMark: PIECE })
  yield* stream
}
