// Looking into a backup's pool from outside: which pieces it holds, and whether each is what its name says.
import { createHash } from 'node:crypto'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

const poolOf = (folder: string): string => join(folder, 'yidang-backup', 'pool')

/** The names of all pieces, sorted. */
export function piecesIn(folder: string): string[] {
  return readdirSync(poolOf(folder)).flatMap((part) => readdirSync(join(poolOf(folder), part))).sort()
}

export function fileOfPiece(folder: string, hash: string): string {
  return join(poolOf(folder), hash.slice(0, 2), hash)
}

export function isWhole(folder: string, hash: string): boolean {
  return createHash('sha256').update(readFileSync(fileOfPiece(folder, hash))).digest('hex') === hash
}

/** The files of all points' manifests. */
export function manifestsIn(folder: string): string[] {
  const points = join(folder, 'yidang-backup', 'points')
  return existsSync(points) ? readdirSync(points).map((name) => join(points, name)) : []
}
