// The points of a backup folder: listing them, and verifying one (rule A2).
import { mkdtempSync, mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { BackupPointView, VerifyResult } from '#shared/contract/backup.ts'
import { makeFindings, type Findings } from '../chain/check.ts'
import { openDatabase } from '../database/database.ts'
import { databaseKey } from '../database/key.ts'
import { migrate } from '../database/migrate.ts'
import { placesIn, type Places } from '../places.ts'
import { Refusal, refused } from '../refusal.ts'
import { systemCode } from '../system-code.ts'
import { keyOfTime, openArchiveKey, parseKeyring, type Keyring } from '../vault/keyring.ts'
import type { VaultKeys } from '../vault/keys.ts'
import { publicHalfOf } from '../vault/signing.ts'
import { isAttachment, type BackupFile } from './file-list.ts'
import { filesOf, isSignedBy, pointsIn, readPoint, type Point } from './manifest.ts'
import { packName, packOf } from './pack.ts'
import { openPieces, poolIn, suspectFile, type Pieces, type Pool } from './pool.ts'
import { writeFiles } from './restore.ts'
import type { Steps } from './tasks.ts'
import { isDamagedDatabase, verifyOpened } from './verify.ts'

/** Newest first. */
export async function listPoints(folder: string): Promise<BackupPointView[]> {
  return (await pointsIn(poolIn(folder))).map(({ view }) => view)
}

/** The keys of the archive whose point it is, and a folder in which it may be restored on trial. */
export type Insight = { archiveId: string; keys: VaultKeys; scratch: string }

/**
 * Checks manifest and pieces; with the data key of its time it is also restored on trial, opened, and everything inside checked as `verify`
 * does for an archive.
 * @throws Refusal `notFound` when there is no such point; `backup.otherKey` when nothing is wrong outside, and it was taken under a data key that the
 * archive does not know: one that was brought back knows none of later changes; `cancelled`.
 */
export async function verifyPoint(folder: string, id: string, insight: Insight | null, progress: Steps): Promise<VerifyResult> {
  const pool = poolIn(folder)
  const findings = makeFindings()
  const outside: VerifyResult = { chains: [], attachments: 0, findings: findings.list }
  const point = await readPoint(pool, id)
  if (!point) {
    findings.add(`points/${id}.json`, 'backup.manifestChanged')
    return outside
  }
  const pieces = openPieces(pool)
  const suspects = new Set<string>()
  for (const pack of pieces.damaged) findings.add(packName(pack), 'backup.packDamaged')
  try {
    const files = told({ findings, suspects }, `points/${id}.json`, () => filesOf(point, pieces))
    if (!files) return outside
    outside.attachments = files.filter(({ path }) => isAttachment(path)).length
    const keyring = keyringOf(files, pieces)
    const isOwn = insight !== null && insight.archiveId === point.manifest.archiveId
    const half = (from: number): Steps => ({ ...progress, at: (part) => progress.at(isOwn ? from + part / 2 : part) })
    const sizesFit = checkPieces(files, pieces, { findings, suspects }, half(0))
    if (!sizesFit || !isVouchedFor(point, keyring)) findings.add(`points/${id}.json`, 'backup.manifestChanged')
    if (!isOwn || keyring === null || keyring === 'damaged' || findings.list.length > 0) return outside
    const dataKey = keyOfTime(keyring, insight.keys)
    if (!dataKey) throw refused('backup.otherKey', id)
    const inside = await restoredOnTrial(files, pieces, { scratch: insight.scratch, dataKey }, half(0.5))
    // Damaged before it was copied: mended since, it is copied once more.
    for (const pack of packsWith(files.filter(({ path }) => isAttachment(path) && inside.findings.some(({ where }) => where === path)), pieces)) suspects.add(pack)
    return inside
  } finally {
    markSuspects(pool, suspects)
    pieces.close()
  }
}

function packsWith(files: readonly BackupFile[], pieces: Pieces): string[] {
  return files.flatMap((file) => file.pieces.flatMap(({ hash }) => pieces.find(hash)?.pack ?? []))
}

type Told = { findings: Findings; suspects: Set<string> }

/** Null where it was refused, which is a finding: at the pack, where one is to blame, else at `where`. */
function told<T>({ findings, suspects }: Told, where: string, read: () => T): T | null {
  try {
    return read()
  } catch (error) {
    if (!(error instanceof Refusal)) throw error
    const { subject = '', problem = 'backup.pieceChanged' } = error.details
    const pack = packOf(subject)
    if (pack !== null) suspects.add(pack)
    findings.add(/^(?:packs|pool)\//.test(subject) ? subject : where, problem)
    return null
  }
}

/** In the order in which they lie in the packs. False when a file's pieces do not add up to it. */
function checkPieces(files: readonly BackupFile[], pieces: Pieces, found: Told, progress: Steps): boolean {
  const sizes = new Map<string, number>()
  const spots = new Map(files.flatMap((file) => file.pieces.map(({ hash }) => [hash, { path: file.path, spot: pieces.find(hash) }])))
  const total = [...spots.values()].reduce((sum, { spot }) => sum + (spot?.size ?? 0), 1)
  let done = 0
  const inOrder = [...spots].toSorted(([, { spot: one }], [, { spot: other }]) => (
    (one?.pack ?? '').localeCompare(other?.pack ?? '') || (one?.offset ?? 0) - (other?.offset ?? 0)
  ))
  for (const [hash, { path }] of inOrder) {
    progress.check()
    const read = told(found, path, () => pieces.read(hash).length)
    // Of one that is missing or changed, which has been named, no sum can be told.
    sizes.set(hash, read ?? Number.NaN)
    done += read ?? 0
    progress.at(done / total)
  }
  return files.every((file) => {
    const sum = file.pieces.reduce((size, { hash }) => size + (sizes.get(hash) ?? 0), 0)
    return sum === file.size || Number.isNaN(sum)
  })
}

/** So that the next backup writes anew what is damaged. Where nothing can be written, neither can a backup be: what was found is told all the same. */
function markSuspects(pool: Pool, suspects: Set<string>): void {
  try {
    for (const pack of suspects) writeFileSync(suspectFile(pool, pack), '')
  } catch (error) {
    if (systemCode(error) === null) throw error
  }
}

/** The keyring of its time; null where its piece is missing, which is a finding of its own. */
export function keyringOf(files: readonly BackupFile[], pieces: Pieces): Keyring | 'damaged' | null {
  const piece = files.find(({ path }) => path === 'keyring.json')?.pieces[0]
  if (piece === undefined || !pieces.find(piece.hash)) return null
  try {
    return parseKeyring(pieces.read(piece.hash).toString('utf8'))
  } catch (error) {
    if (!(error instanceof Refusal)) throw error
    return 'damaged'
  }
}

/** False when the manifest bears a signature that is not the archive's; without one, or without the keyring, nothing can be said. */
export function isVouchedFor(point: Point, keyring: Keyring | 'damaged' | null): boolean {
  if (point.signature === null || keyring === null) return true
  return keyring !== 'damaged' && keyring.archiveId === point.manifest.archiveId && isSignedBy(point, keyring.archiveKey.publicKey)
}

/** Whether the key that a keyring names as the archive's is sealed under the data key: one that somebody without it made up, to sign with, is not. */
export function hasArchiveKey(keyring: Keyring, dataKey: Uint8Array): boolean {
  try {
    return publicHalfOf(openArchiveKey(keyring, dataKey)).equals(keyring.archiveKey.publicKey)
  } catch (error) {
    if (!(error instanceof Refusal)) throw error
    return false
  }
}

/** As the program would open it: one of an earlier program is brought up to date. What is damaged is named by the check that follows. */
function openedHere(places: Places, dataKey: Uint8Array): void {
  const database = openDatabase(places.database, databaseKey(dataKey))
  try {
    migrate(database)
  } catch (error) {
    if (!isDamagedDatabase(error) && !(error instanceof Refusal)) throw error
  } finally {
    database.close()
  }
}

/** Restores everything into a folder of its own, opens it, checks it, and removes it. */
async function restoredOnTrial(files: readonly BackupFile[], pieces: Pieces, { dataKey, scratch }: { dataKey: Uint8Array; scratch: string }, progress: Steps): Promise<VerifyResult> {
  mkdirSync(scratch, { recursive: true, mode: 0o700 })
  const folder = mkdtempSync(join(scratch, 'verify-'))
  try {
    writeFiles(files, pieces, folder, { ...progress, at: (part) => progress.at(part / 2) })
    const places = placesIn(folder)
    openedHere(places, dataKey)
    return await verifyOpened(places, dataKey, { ...progress, at: (part) => progress.at(0.5 + part / 2) })
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}
