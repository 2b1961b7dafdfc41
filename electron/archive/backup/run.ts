// Backing up, verifying and restoring as plain functions, for the command line and for the engine's own tasks.
import { existsSync, readFileSync, statSync } from 'node:fs'
import { resolve } from 'node:path'
import type { BackupPointView, VerifyResult } from '#shared/contract/backup.ts'
import type { Instant } from '#shared/domain/local-date.ts'
import { headsOf, headsProblem, keptHeads, writeHeads } from '../chain/heads.ts'
import { openDatabase, type ArchiveDatabase } from '../database/database.ts'
import { heldOpen } from '../database/held-open.ts'
import { databaseKey } from '../database/key.ts'
import { isChanged, moveIntoPlaces } from '../data-key/next.ts'
import { isWithin } from '../folders.ts'
import { takeLock, type Lock } from '../lock.ts'
import { parseDescriptor, placesIn, readDescriptor, type Places } from '../places.ts'
import { notFound, Refusal, refused } from '../refusal.ts'
import { openArchiveKey, openEntry, readKeyring } from '../vault/keyring.ts'
import type { CopyJob } from './copy.ts'
import { inThread } from './in-thread.ts'
import type { Jobs } from './job.ts'
import { pointId, pointView, writePoint } from './manifest.ts'
import { noteBackup } from './note.ts'
import { listPoints } from './points.ts'
import { poolIn } from './pool.ts'
import { lockPool, requireHeld } from './pool-lock.ts'
import type { RotateJob, Rotated } from './rotation.ts'
import { takeSnapshot, type OpenSource } from './snapshot.ts'
import type { Progress } from './tasks.ts'

export type Password = { login: string; password: string }

const UNWATCHED: Progress = { at: () => undefined, check: () => undefined, signal: new AbortController().signal }

/**
 * Backs up the archive in a folder. With a password the point is signed, also beside a running program, and the backup is entered in
 * the audit trail; whose it is must hold the method's permission. Without one the archive must be at rest, the point is not yet
 * proven, and nothing can be entered.
 * @throws Refusal `unavailable` (`archive.absent`, `archive.inUse`, `backup.busy`, `backup.changedMeanwhile`), `wrongPassword`,
 * `forbidden`, `refused` (`backup.insideArchive`, `keyring.stale`, `archive.tooNew`).
 */
export async function backUp(
  options: { folder: string; to: string; program: string; password: Password | null }, progress: Progress | null,
): Promise<BackupPointView> {
  const places = existingPlaces(options.folder, options.program)
  const to = resolve(options.to)
  requireApart(places.folder, to)
  const watched = progress ?? UNWATCHED
  const lock = lockUnlessShared(places, options)
  try {
    if (!options.password) return (await backUpLocked({ places, program: options.program }, to, Date.now(), watched)).backup
    const opened = await openEntry(readKeyring(places.keyring), options.password.login, options.password.password)
    const { dataKey } = opened
    const database = openDatabase(places.database, databaseKey(dataKey))
    try {
      noteBackup({ database, places }, opened, to, Date.now())
      if (lock) followHeads(places, database)
      return (await backUpOpened({ places, database, keys: { data: dataKey }, program: options.program }, to, Date.now(), watched)).backup
    } finally {
      database.close()
    }
  } finally {
    lock?.release()
  }
}

/** Brings `heads.json` up to what was entered, where nobody else writes it: a running program does so itself. */
function followHeads(places: Places, { reader }: ArchiveDatabase): void {
  if (headsProblem(reader, keptHeads(places.heads)) === null) writeHeads(places.heads, headsOf(reader))
}

/** The archive's lock; null when another program has it and a password allows to work beside it. */
function lockUnlessShared(places: Places, options: { program: string; password: Password | null }): Lock | null {
  try {
    return takeLock(places.lock, options.program)
  } catch (error) {
    if (options.password && error instanceof Refusal && error.details.problem === 'archive.inUse') return null
    throw error
  }
}

function existingPlaces(folder: string, program: string): Places {
  const places = placesIn(resolve(folder))
  moveIntoPlaces(places, program)
  if (!readDescriptor(places)) throw new Refusal('unavailable', 'no archive there', { problem: 'archive.absent', subject: places.folder })
  return places
}

/** The new point, and how many bytes were written for it. */
export type Taken = { backup: BackupPointView; written: number }

/** Backs up an open archive, while work on it goes on; the point is signed with the archive's key. `program`: named to whoever waits for the place. */
export async function backUpOpened(source: OpenSource & { program: string }, to: string, takenAt: Instant, progress: Progress): Promise<Taken> {
  const snapshot = await takeSnapshot(source, progress)
  try {
    const keyring = readKeyring(source.places.keyring)
    // Attachments are read while others work: of one whose data key was changed by now they are none of this database's.
    const unchanged = (): void => {
      if (isChanged(source.places) || readKeyring(source.places.keyring).dataKey?.id !== keyring.dataKey?.id) throw changedMeanwhile()
    }
    return await copy(source, snapshot, to, takenAt, openArchiveKey(keyring, source.keys.data), progress, unchanged)
  } finally {
    snapshot.close()
  }
}

/** Backs up an archive that nobody has open, without any key; the caller holds its lock. */
export async function backUpLocked({ places, program }: Source, to: string, takenAt: Instant, progress: Progress): Promise<Taken> {
  const log = `${places.database}-wal`
  const paged = [
    { path: 'archive.db', descriptor: heldOpen(places.database) },
    // After a crash the newest of what was committed lies there alone.
    ...(existsSync(log) ? [{ path: 'archive.db-wal', descriptor: heldOpen(log) }] : []),
  ]
  const present = { 'archive.json': places.descriptor, 'keyring.json': places.keyring, 'heads.json': places.heads }
  const small = Object.entries(present).filter(([, file]) => existsSync(file)).map(([path, file]) => ({ path, bytes: readFileSync(file) }))
  const before = changeMarks(places)
  const unchanged = (): void => {
    if (changeMarks(places) !== before) throw changedMeanwhile()
  }
  return copy({ places, program }, { paged, small }, to, takenAt, null, progress, unchanged)
}

function changedMeanwhile(): Refusal {
  return new Refusal('unavailable', 'the archive was opened, or its key changed meanwhile', { problem: 'backup.changedMeanwhile' })
}

function changeMarks(places: Places): string {
  const marks = [places.database, `${places.database}-wal`].map((file) => statSync(file, { throwIfNoEntry: false, bigint: true }))
  return marks.map((found) => (found ? `${found.size}/${found.mtimeNs}` : '-')).join(' ')
}

type Source = { places: Places; program: string }

async function copy(
  { places, program }: Source, { paged, small }: Pick<CopyJob, 'paged' | 'small'>, to: string, takenAt: Instant, archiveKey: Parameters<typeof writePoint>[2],
  progress: Progress, confirm: () => void = () => undefined,
): Promise<Taken> {
  const pool = poolIn(to)
  const { archiveId, storeName } = parseDescriptor(readFileSync(places.descriptor, 'utf8'), places.folder)
  const lock = await lockPool(pool, 'sharing', program)
  try {
    const { files, bytes, lists, written } = await inThread('copy', { pool, archiveId, paged, small, attachments: places.attachments }, progress)
    progress.check()
    confirm()
    requireHeld(lock)
    const backup = pointView(writePoint(pool, { format: 2, id: pointId(takenAt), archiveId, storeName, takenAt, files, bytes, lists }, archiveKey))
    return { backup, written }
  } finally {
    await lock.release()
  }
}

/** Removes what a place keeps no longer, alone in it. @throws Refusal as `rotate` and `lockPool` do. */
export async function rotateInThread(job: Omit<RotateJob, 'lock'>, program: string, progress: Progress): Promise<Rotated> {
  const lock = await lockPool(job.pool, 'alone', program)
  try {
    return await inThread('rotate', { ...job, lock: { file: lock.file } }, progress)
  } finally {
    await lock.release()
  }
}

/**
 * The backup folder lies apart from the archive, so that neither is lost with the other nor backs itself up.
 * @throws Refusal `backup.insideArchive`.
 */
export function requireApart(archive: string, target: string): void {
  if (isWithin(archive, target) || isWithin(target, archive)) throw refused('backup.insideArchive', target)
}

/**
 * Verifies the archive in a folder, also beside a running program: with a password everything, without one what ciphertext shows.
 * @throws Refusal `wrongPassword`; `unavailable` `archive.absent`.
 */
export async function verifyArchive(options: { folder: string; password: Password | null }, progress: Progress | null): Promise<VerifyResult> {
  const places = placesIn(resolve(options.folder))
  if (!existsSync(places.folder)) throw new Refusal('unavailable', 'no archive there', { problem: 'archive.absent', subject: places.folder })
  if (isChanged(places)) moveIntoPlaces(places, 'verify')
  const opened = options.password && await openEntry(readKeyring(places.keyring), options.password.login, options.password.password)
  return inThread('verify', { folder: places.folder, dataKey: opened?.dataKey ?? null }, progress ?? UNWATCHED)
}

/**
 * Restores the newest point taken at `at` or before (null: the newest of all) into an absent or empty folder.
 * @throws Refusal `notFound`, and as `restorePoint` does.
 */
export async function restore(options: { from: string; at: Instant | null; to: string; program: string }, progress: Progress | null): Promise<BackupPointView> {
  const { at } = options
  const point = (await listPoints(resolve(options.from))).find(({ takenAt }) => at === null || takenAt <= at)
  if (!point) throw notFound('backup')
  return restoreInThread({ folder: resolve(options.from), id: point.id, target: resolve(options.to) }, options.program, progress ?? UNWATCHED)
}

/** @throws Refusal `backup.insideArchive` when the target lies among the backups; else as `restorePoint` does. */
export async function restoreInThread(job: Jobs['restore']['input'], program: string, progress: Progress): Promise<BackupPointView> {
  requireApart(poolIn(job.folder).root, job.target)
  return reading(job.folder, program, () => inThread('restore', job, progress))
}

/** @throws Refusal as `verifyPoint` does. */
export async function verifyInThread(job: Jobs['verifyPoint']['input'], program: string, progress: Progress): Promise<VerifyResult> {
  return reading(job.folder, program, () => inThread('verifyPoint', job, progress))
}

/** Nothing is removed from a place while it is read; where it cannot be written, by anyone here at least, it needs no lock for that. */
export async function reading<T>(folder: string, program: string, work: () => Promise<T>): Promise<T> {
  const pool = poolIn(folder)
  const lock = existsSync(pool.root) ? await lockPool(pool, 'sharing', program).catch(nullUnlessRefused) : null
  try {
    return await work()
  } finally {
    await lock?.release()
  }
}

function nullUnlessRefused(error: unknown): null {
  if (error instanceof Refusal) throw error
  return null
}
