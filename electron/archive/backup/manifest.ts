// The manifest of a backup point: which files the archive had and of which pieces each is made, signed with the archive's key
// (DESIGN decision 6, docs/formats.md).
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { randomBytes } from 'node:crypto'
import { z } from 'zod'
import type { BackupPointView } from '#shared/contract/backup.ts'
import type { Instant } from '#shared/domain/local-date.ts'
import { notFound } from '../refusal.ts'
import { replaceFile } from '../vault/durable.ts'
import { privateKeyFrom, signatureFits, signBytes } from '../vault/signing.ts'
import type { Buffer } from 'node:buffer'
import type { Pool } from './pool.ts'

/** The only files a point may hold: a manifest from elsewhere cannot name a place outside the archive's folder. */
const PATH = /^(?:archive\.db|archive\.db-wal|archive\.json|keyring\.json|heads\.json|attachments\/([0-9a-f]{2})\/\1[0-9a-f]{62})$/
const ID = /^\d{8}T\d{6}Z-[0-9a-f]{8}$/

const fileSchema = z.strictObject({
  path: z.string().regex(PATH),
  size: z.int().min(0),
  /** In order; each but the last of a database file has 65,536 bytes, every other file is one piece. */
  pieces: z.array(z.string().regex(/^[0-9a-f]{64}$/)),
})
export type BackupFile = z.output<typeof fileSchema>

const REQUIRED = ['archive.db', 'archive.json', 'keyring.json']

const manifestSchema = z.strictObject({
  format: z.literal(1),
  id: z.string().regex(ID),
  archiveId: z.string().regex(/^[0-9a-f]{32}$/),
  storeName: z.string(),
  takenAt: z.int(),
  files: z.array(fileSchema).refine((files) => {
    const paths = new Set(files.map((file) => file.path))
    return paths.size === files.length && REQUIRED.every((path) => paths.has(path))
  }),
})
export type Manifest = z.output<typeof manifestSchema>

const pointSchema = z.strictObject({ manifest: manifestSchema, signature: z.string().regex(/^[0-9a-f]{128}$/).nullable() })
export type Point = z.output<typeof pointSchema>

/** What the archive's key signs: the manifest as it stands in the file, which the schema's order of keys makes one and the same. */
function signedText(manifest: Manifest): Buffer {
  return globalThis.Buffer.from(`yidang/manifest/v1\n${JSON.stringify(manifestSchema.parse(manifest))}`)
}

/** The point's name: when it was taken, in UTC, and something to tell two of one second apart. */
export function pointId(takenAt: Instant): string {
  return `${new Date(takenAt).toISOString().replace(/[-:]|\.\d+/g, '')}-${randomBytes(4).toString('hex')}`
}

/** Writes a point; `archiveKey` null: not signed, not yet proven. */
export function writePoint(pool: Pool, manifest: Manifest, archiveKey: Buffer | null): Point {
  const signature = archiveKey && signBytes(privateKeyFrom(archiveKey), signedText(manifest)).toString('hex')
  const point = pointSchema.parse({ manifest, signature })
  replaceFile(pointFile(pool, manifest.id), `${JSON.stringify(point)}\n`)
  return point
}

export function isSignedBy(point: Point, publicKey: Uint8Array): boolean {
  return point.signature !== null && signatureFits(publicKey, signedText(point.manifest), globalThis.Buffer.from(point.signature, 'hex'))
}

const pointFile = (pool: Pool, id: string): string => join(pool.points, `${id}.json`)

/**
 * A point by its name; null when its file does not hold a manifest of that name.
 * @throws Refusal `notFound`.
 */
export function readPoint(pool: Pool, id: string): Point | null {
  if (!ID.test(id) || !existsSync(pointFile(pool, id))) throw notFound('backup')
  try {
    const point = pointSchema.parse(JSON.parse(readFileSync(pointFile(pool, id), 'utf8')))
    return point.manifest.id === id ? point : null
  } catch (error) {
    if (error instanceof SyntaxError || error instanceof z.ZodError) return null
    throw error
  }
}

export function pointView({ manifest, signature }: Point): BackupPointView {
  return {
    id: manifest.id, takenAt: manifest.takenAt, storeName: manifest.storeName, signed: signature !== null,
    bytes: manifest.files.reduce((sum, file) => sum + file.size, 0), files: manifest.files.length,
  }
}

/** Every point of a pool, newest first; one whose manifest cannot be read stands there with nothing in it. */
export function pointsIn(pool: Pool): { view: BackupPointView; point: Point | null }[] {
  if (!existsSync(pool.points)) return []
  return readdirSync(pool.points)
    .map((name) => name.replace(/\.json$/, ''))
    .filter((id) => ID.test(id))
    .map((id) => {
      const point = readPoint(pool, id)
      return { point, view: point ? pointView(point) : { id, takenAt: instantOf(id), storeName: '', signed: false, bytes: 0, files: 0 } }
    })
    .sort((one, other) => other.view.takenAt - one.view.takenAt || other.view.id.localeCompare(one.view.id))
}

function instantOf(id: string): Instant {
  const time = Date.parse(id.replace(/^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z.*$/, '$1-$2-$3T$4:$5:$6Z'))
  return Number.isNaN(time) ? 0 : time
}
