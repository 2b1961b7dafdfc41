// What is done at a place, whoever asked for it (rule A2): a backup with its rotation, or a restore on trial.
import type { BackupPointView } from '#shared/contract/backup.ts'
import { dayOf, type Instant } from '#shared/domain/local-date.ts'
import { dropOlderCopies } from '../database/older-copy.ts'
import type { Engine, OpenArchive } from '../engine.ts'
import { readDescriptor, type Places } from '../places.ts'
import { Refusal } from '../refusal.ts'
import { systemCode } from '../system-code.ts'
import type { BackupPlan } from './plan-file.ts'
import { listPoints } from './points.ts'
import { poolIn } from './pool.ts'
import { requireRoomBeside } from './restore.ts'
import { backUpLocked, backUpOpened, rotateInThread, verifyInThread } from './run.ts'
import { noteRotated, type BackupRun } from './store.ts'
import type { Progress } from './tasks.ts'

export type PlannedPlace = BackupPlan['places'][number]

/** `archive` null: nobody has signed in. */
export type PlaceWork = Pick<Engine, 'places' | 'program' | 'clock'> & { archive: OpenArchive | null; place: PlannedPlace; progress: Progress }

/** Backs up, and then removes what is kept no longer; `onRotating` is told of that. @throws as `backUpOpened` and `backUpLocked` do. */
export async function backUpPlace(work: PlaceWork, at: Instant, onRotating: () => void): Promise<Pick<BackupRun, 'point' | 'written' | 'problem'>> {
  const { places, program, clock, archive, place, progress } = work
  const take = () => (archive
    ? backUpOpened({ places, program, ...archive }, place.folder, at, progress)
    : backUpLocked({ places, program }, place.folder, at, progress))
  const rotate = () => rotateInThread({ pool: poolIn(place.folder), archiveId: idOf(places), keep: place.keep, now: clock() }, program, progress)
  const { backup, written } = await take().catch(async (error: unknown) => {
    if (systemCode(error) !== 'ENOSPC') throw error
    // What is kept no longer may give the room.
    await rotate()
    return take()
  })
  onRotating()
  // The backup is there: what stays to be removed is removed after the next.
  const problem = await rotate().then(() => null, problemOf)
  if (problem === null) await noteGone(work)
  if (archive) dropOlderCopies(places)
  return { point: backup.id, written, problem: problem === 'backup.poolBusy' ? null : problem }
}

/** What was erased is gone from a place with the last backup from before (R4). */
async function noteGone({ places, clock, archive, place }: PlaceWork): Promise<void> {
  const taken = (await ownPoints(places, place)).map(({ takenAt }) => takenAt)
  if (!archive || taken.length === 0) return
  await archive.database.turn()
  archive.database.transaction((db) => noteRotated(db, place.folder, Math.min(...taken), dayOf(clock())))
}

/** Restores the newest backup on trial. @throws Refusal `backup.none`, `backup.locked`, `backup.noRoomForTrial`; as `verifyPoint` does. */
export async function provePlace({ places, program, clock, archive, place, progress }: PlaceWork): Promise<Pick<BackupRun, 'point' | 'findings'>> {
  const own = await ownPoints(places, place)
  // Not one of a clock that was ahead, if there is another.
  const point = own.find(({ takenAt }) => takenAt <= clock()) ?? own[0]
  if (!point) throw new Refusal('notFound', 'no backup there', { problem: 'backup.none' })
  if (!archive) throw new Refusal('unavailable', 'the archive is locked', { problem: 'backup.locked' })
  await requireRoomBeside(places.folder, point.bytes)
  const insight = { archiveId: point.archiveId, keys: archive.keys, scratch: places.staging }
  const { findings } = await verifyInThread({ folder: place.folder, id: point.id, insight }, program, progress)
  return { point: point.id, findings: findings.length }
}

/** The points of this archive at a place, newest first. */
async function ownPoints(places: Places, { folder }: PlannedPlace): Promise<BackupPointView[]> {
  const archiveId = idOf(places)
  return (await listPoints(folder)).filter((point) => point.archiveId === archiveId)
}

const idOf = (places: Places): string => readDescriptor(places)?.archiveId ?? ''

/** A problem's key, or what the system calls it. */
export function problemOf(error: unknown): string {
  if (error instanceof Refusal) return error.details.problem ?? error.code
  return systemCode(error) ?? 'internal'
}
