// The manifest of a backup point: of which archive, when, and which lists tell its files, signed with the archive's key
// (DESIGN decision 6, docs/formats.md).
import { existsSync } from 'node:fs'
import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { randomBytes } from 'node:crypto'
import { z } from 'zod'
import type { BackupPointView } from '#shared/contract/backup.ts'
import type { Instant } from '#shared/domain/local-date.ts'
import { notFound } from '../refusal.ts'
import { systemCode } from '../system-code.ts'
import { replaceFile } from '../vault/durable.ts'
import { privateKeyFrom, signatureFits, signBytes } from '../vault/signing.ts'
import type { Buffer } from 'node:buffer'
import { ARCHIVE_PATH, readLists, REQUIRED_PATHS, type BackupFile } from './file-list.ts'
import type { Pieces, Pool } from './pool.ts'

const ID = /^\d{8}T\d{6}Z-[0-9a-f]{8}$/
const hash = z.string().regex(/^[0-9a-f]{64}$/)

const common = {
  id: z.string().regex(ID),
  archiveId: z.string().regex(/^[0-9a-f]{32}$/),
  storeName: z.string(),
  takenAt: z.int(),
}

/** As it was written until packs came: all files in the manifest, each piece a file of the pool. */
const manifestV1 = z.strictObject({
  format: z.literal(1),
  ...common,
  files: z.array(z.strictObject({ path: z.string().regex(ARCHIVE_PATH), size: z.int().min(0), pieces: z.array(hash) })).refine((files) => {
    const paths = new Set(files.map((file) => file.path))
    return paths.size === files.length && REQUIRED_PATHS.every((path) => paths.has(path))
  }),
})

const manifestV2 = z.strictObject({
  format: z.literal(2),
  ...common,
  /** How many files, and their bytes together. */
  files: z.int().min(0),
  bytes: z.int().min(0),
  /** Pieces of the pool that list the files, in order (file-list.ts). */
  lists: z.array(hash),
})

const manifestSchema = z.discriminatedUnion('format', [manifestV1, manifestV2])
export type Manifest = z.output<typeof manifestSchema>
export type NewManifest = z.output<typeof manifestV2>

const pointSchema = z.strictObject({ manifest: manifestSchema, signature: z.string().regex(/^[0-9a-f]{128}$/).nullable() })
export type Point = z.output<typeof pointSchema>

/** What the archive's key signs: the manifest as it stands in the file, which the schema's order of keys makes one and the same. */
function signedText(manifest: Manifest): Buffer {
  return globalThis.Buffer.from(`yidang/manifest/v${manifest.format}\n${JSON.stringify(manifestSchema.parse(manifest))}`)
}

/** The point's name: when it was taken, in UTC, and something to tell two of one second apart. */
export function pointId(takenAt: Instant): string {
  return `${new Date(takenAt).toISOString().replace(/[-:]|\.\d+/g, '')}-${randomBytes(4).toString('hex')}`
}

/** Writes a point; `archiveKey` null: not signed, not yet proven. */
export function writePoint(pool: Pool, manifest: NewManifest, archiveKey: Buffer | null): Point {
  const signature = archiveKey && signBytes(privateKeyFrom(archiveKey), signedText(manifest)).toString('hex')
  const point = pointSchema.parse({ manifest, signature })
  replaceFile(pointFile(pool, manifest.id), `${JSON.stringify(point)}\n`)
  return point
}

export function isSignedBy(point: Point, publicKey: Uint8Array): boolean {
  return point.signature !== null && signatureFits(publicKey, signedText(point.manifest), globalThis.Buffer.from(point.signature, 'hex'))
}

export const pointFile = (pool: Pool, id: string): string => join(pool.points, `${id}.json`)

/**
 * A point by its name; null when its file does not hold a manifest of that name.
 * @throws Refusal `notFound`.
 */
export async function readPoint(pool: Pool, id: string): Promise<Point | null> {
  if (!ID.test(id) || !existsSync(pointFile(pool, id))) throw notFound('backup')
  try {
    const point = pointSchema.parse(JSON.parse(await readFile(pointFile(pool, id), 'utf8')))
    return point.manifest.id === id ? point : null
  } catch (error) {
    if (error instanceof SyntaxError || error instanceof z.ZodError) return null
    throw error
  }
}

export function pointView({ manifest, signature }: Point): BackupPointView {
  const { id, archiveId, takenAt, storeName } = manifest
  const { bytes, files } = manifest.format === 1
    ? { bytes: manifest.files.reduce((sum, file) => sum + file.size, 0), files: manifest.files.length }
    : manifest
  return { id, archiveId, takenAt, storeName, signed: signature !== null, bytes, files }
}

/** The files a point holds. @throws Refusal as `readLists` does. */
export function filesOf({ manifest }: Point, pieces: Pieces): BackupFile[] {
  if (manifest.format === 2) return readLists(manifest.lists, pieces)
  return manifest.files.map((file) => ({ ...file, pieces: file.pieces.map((name) => ({ hash: name, mark: null })) }))
}

/**
 * Every point of a pool, newest first; one whose manifest cannot be read stands there with nothing in it. Nobody else waits while a stick or a
 * network folder is slow to answer.
 */
export async function pointsIn(pool: Pool): Promise<{ view: BackupPointView; point: Point | null }[]> {
  const names = await readdir(pool.points).catch(noneWhereAbsent)
  const found = await Promise.all(names.map((name) => name.replace(/\.json$/, '')).filter((id) => ID.test(id)).map(async (id) => {
    const point = await readPoint(pool, id)
    return { point, view: point ? pointView(point) : { id, archiveId: '', takenAt: instantOf(id), storeName: '', signed: false, bytes: 0, files: 0 } }
  }))
  return found.toSorted((one, other) => other.view.takenAt - one.view.takenAt || other.view.id.localeCompare(one.view.id))
}

function noneWhereAbsent(error: unknown): string[] {
  if (systemCode(error) === 'ENOENT') return []
  throw error
}

function instantOf(id: string): Instant {
  const time = Date.parse(id.replace(/^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z.*$/, '$1-$2-$3T$4:$5:$6Z'))
  return Number.isNaN(time) ? 0 : time
}
