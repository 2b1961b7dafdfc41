// Looking into a backup's pool from outside, by docs/formats.md alone: its packs, which pieces they hold, and whether each is what its name says.
import { createHash } from 'node:crypto'
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

const packsOf = (folder: string): string => join(folder, 'yidang-backup', 'packs')

const hashOf = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex')

/** The packs' files, sorted. */
export function packsIn(folder: string): string[] {
  const packs = packsOf(folder)
  return existsSync(packs) ? readdirSync(packs).filter((name) => name.endsWith('.pack')).toSorted().map((name) => join(packs, name)) : []
}

export type StoredPiece = { hash: string; pack: string; offset: number; size: number }

/** Every piece, by its pack's index. */
export function piecesIn(folder: string): StoredPiece[] {
  return packsIn(folder).flatMap((pack) => {
    const bytes = readFileSync(pack)
    const count = bytes.readUInt32LE(bytes.length - 12)
    const index = bytes.length - 12 - count * 36
    let offset = 0
    return Array.from({ length: count }, (_, place) => {
      const at = index + place * 36
      const size = bytes.readUInt32LE(at + 32)
      offset += size
      return { hash: bytes.toString('hex', at, at + 32), pack, offset: offset - size, size }
    })
  })
}

export const hashesIn = (folder: string): string[] => piecesIn(folder).map(({ hash }) => hash).toSorted()

export function bytesOf({ pack, offset, size }: StoredPiece): Uint8Array {
  return readFileSync(pack).subarray(offset, offset + size)
}

export const isWhole = (piece: StoredPiece): boolean => hashOf(bytesOf(piece)) === piece.hash

/** Puts a piece of somebody else's making into the pool. @returns its name. */
export function plantPiece(folder: string, bytes: Uint8Array): string {
  const hash = hashOf(bytes)
  const index = Buffer.alloc(36)
  index.write(hash, 'hex')
  index.writeUInt32LE(bytes.length, 32)
  const end = Buffer.concat([index, Buffer.of(1, 0, 0, 0), Buffer.from('YDPACK2\n')])
  writeFileSync(join(packsOf(folder), `${hashOf(index)}.pack`), Buffer.concat([bytes, end]))
  return hash
}

/** The files of all points' manifests. */
export function manifestsIn(folder: string): string[] {
  const points = join(folder, 'yidang-backup', 'points')
  return existsSync(points) ? readdirSync(points).map((name) => join(points, name)) : []
}

/** The lines of a manifest's lists: which files the point holds and of which pieces. */
export function fileLines(folder: string, manifest: string): string[] {
  const pieces = new Map(piecesIn(folder).map((piece) => [piece.hash, piece]))
  const lists = /"lists":\[([^\]]*)\]/.exec(manifest)?.[1]?.match(/[0-9a-f]{64}/g) ?? []
  return lists.flatMap((hash) => {
    const piece = pieces.get(hash)
    return piece ? Buffer.from(bytesOf(piece)).toString('latin1').split('\n').slice(0, -1) : []
  })
}
