// The points of a backup folder: listing them, and verifying one (rule A2).
import { existsSync, mkdtempSync, mkdirSync, rmSync } from 'node:fs'
import { basename, join } from 'node:path'
import type { BackupPointView, VerifyResult } from '#shared/contract/backup.ts'
import { makeFindings, type Findings } from '../chain/check.ts'
import { placesIn } from '../places.ts'
import { Refusal } from '../refusal.ts'
import { readKeyring } from '../vault/keyring.ts'
import { isSignedBy, pointsIn, readPoint, type Manifest, type Point } from './manifest.ts'
import { pieceFile, poolIn, type Pool } from './pool.ts'
import { verifiedPiece, writeFiles } from './restore.ts'
import type { Steps } from './tasks.ts'
import { verifyOpened } from './verify.ts'

/** Newest first. */
export function listPoints(folder: string): BackupPointView[] {
  return pointsIn(poolIn(folder)).map(({ view }) => view)
}

/** The key of the archive whose point it is, and a folder in which its database may be put together to be looked at. */
export type Insight = { archiveId: string; dataKey: Uint8Array; scratch: string }

/**
 * Checks manifest and pieces; with the archive's data key also everything inside, as `verify` does for an archive.
 * @throws Refusal `notFound` when there is no such point; `cancelled`.
 */
export async function verifyPoint(folder: string, id: string, insight: Insight | null, progress: Steps): Promise<VerifyResult> {
  const pool = poolIn(folder)
  const findings = makeFindings()
  const outside: VerifyResult = { chains: [], attachments: 0, findings: findings.list }
  const point = readPoint(pool, id)
  if (!point) {
    findings.add(`points/${id}.json`, 'backup.manifestChanged')
    return outside
  }
  outside.attachments = attachmentsOf(point.manifest).length
  const looksInside = insight !== null && insight.archiveId === point.manifest.archiveId
  const half = (from: number): Steps => ({ ...progress, at: (part) => progress.at(looksInside ? from + part / 2 : part) })
  const sizesFit = await checkPieces(pool, point.manifest, findings, half(0))
  if (!sizesFit || !isVouchedFor(pool, point)) findings.add(`points/${id}.json`, 'backup.manifestChanged')
  if (!looksInside || findings.list.length > 0) return outside
  return verifyInside(pool, point.manifest, insight, half(0.5))
}

/** False when a file's pieces do not add up to it. */
async function checkPieces(pool: Pool, manifest: Manifest, findings: Findings, progress: Steps): Promise<boolean> {
  let fit = true
  const sizes = new Map<string, number>()
  const total = manifest.files.reduce((sum, file) => sum + file.size, 1)
  let done = 0
  for (const file of manifest.files) {
    let size = 0
    for (const hash of file.pieces) {
      progress.check()
      const known = sizes.get(hash) ?? await checkPiece(pool, hash, findings)
      sizes.set(hash, known)
      size += known
    }
    // A piece that is missing or changed has been named; then no sum can be told.
    if (size !== file.size && !Number.isNaN(size)) fit = false
    done += file.size
    progress.at(done / total)
  }
  return fit
}

/** The size of a piece; NaN when something is wrong with it. */
async function checkPiece(pool: Pool, hash: string, findings: Findings): Promise<number> {
  let size = 0
  try {
    for await (const part of verifiedPiece(pool, hash)) size += part.length
    return size
  } catch (error) {
    if (!(error instanceof Refusal)) throw error
    findings.add(error.details.subject ?? hash, error.details.problem ?? 'backup.pieceChanged')
    return Number.NaN
  }
}

/** False when the manifest bears a signature that is not the archive's; without one, or without the keyring, nothing can be said. */
function isVouchedFor(pool: Pool, point: Point): boolean {
  const piece = point.manifest.files.find((file) => file.path === 'keyring.json')?.pieces[0]
  const file = piece === undefined ? null : pieceFile(pool, piece)
  if (point.signature === null || file === null || !existsSync(file)) return true
  try {
    const keyring = readKeyring(file)
    return keyring.archiveId === point.manifest.archiveId && isSignedBy(point, keyring.archiveKey.publicKey)
  } catch (error) {
    if (!(error instanceof Refusal)) throw error
    return false
  }
}

const attachmentsOf = (manifest: Manifest) => manifest.files.filter((file) => file.path.startsWith('attachments/'))

/** Puts everything but the attachments together in a folder of its own, still encrypted, and verifies it; those are read where they are. */
async function verifyInside(pool: Pool, manifest: Manifest, { dataKey, scratch }: Insight, progress: Steps): Promise<VerifyResult> {
  mkdirSync(scratch, { recursive: true, mode: 0o700 })
  const folder = mkdtempSync(join(scratch, 'verify-'))
  try {
    await writeFiles(pool, manifest, folder, (path) => !path.startsWith('attachments/'), { ...progress, at: () => undefined })
    const pieces = new Map(attachmentsOf(manifest).map(({ path, pieces: [piece = ''] }) => [basename(path), piece]))
    const stored = {
      file: (name: string) => pieceFile(pool, pieces.get(name) ?? name),
      async *names() {
        yield* pieces.keys()
      },
    }
    return await verifyOpened(placesIn(folder), dataKey, stored, progress)
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}
