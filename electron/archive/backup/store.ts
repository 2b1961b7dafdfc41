// SQL of backup places and of what ran (rule A2).
import { z } from 'zod'
import { scheduleInput, type PlaceView } from '#shared/contract/backup.ts'
import type { Output } from '#shared/contract/index.ts'
import type { Schedule } from '#shared/domain/backup-plan.ts'
import { toId, type Id } from '#shared/domain/id.ts'
import { addDays, type Instant, type LocalDate } from '#shared/domain/local-date.ts'
import { keptPoints, removalDays, type Keep } from '#shared/domain/rotation.ts'
import type { Reader, Row, Writer } from '../database/database.ts'

/** Where backups go by themselves. */
export type BackupPlace = { id: Id<'backupPlace'>; name: string; folder: string; schedule: Schedule; keep: Keep; addedAt: Instant }

const readPlace = (row: Row): BackupPlace => ({
  id: row.id<'backupPlace'>('id'),
  name: row.text('name'),
  folder: row.text('folder'),
  schedule: scheduleInput.parse(JSON.parse(row.text('schedule'))),
  keep: { days: row.int('keep_days'), weeks: row.int('keep_weeks'), months: row.int('keep_months') },
  addedAt: row.int('added_at'),
})

/** Those that stand, in the order in which they were added. */
export function backupPlaces(db: Reader): BackupPlace[] {
  return db.all('SELECT * FROM backup_place WHERE removed_at IS NULL ORDER BY id', [], readPlace)
}

export function addPlace(db: Writer, { name, folder, schedule, keep, addedAt }: Omit<BackupPlace, 'id'>): Id<'backupPlace'> {
  return toId(db.run(
    'INSERT INTO backup_place (name, folder, schedule, keep_days, keep_weeks, keep_months, added_at) VALUES (?, ?, ?, ?, ?, ?, ?)',
    [name, folder, JSON.stringify(schedule), keep.days, keep.weeks, keep.months, addedAt],
  ).lastId)
}

/** @returns false where no such place stands. */
export function changePlace(db: Writer, { id, name, schedule, keep }: Pick<BackupPlace, 'id' | 'name' | 'schedule' | 'keep'>): boolean {
  return db.run(
    'UPDATE backup_place SET name = ?, schedule = ?, keep_days = ?, keep_weeks = ?, keep_months = ? WHERE id = ? AND removed_at IS NULL',
    [name, JSON.stringify(schedule), keep.days, keep.weeks, keep.months, id],
  ).changes === 1
}

/** @returns false where no such place stands. */
export function removePlace(db: Writer, id: Id<'backupPlace'>, at: Instant): boolean {
  return db.run('UPDATE backup_place SET removed_at = ? WHERE id = ? AND removed_at IS NULL', [at, id]).changes === 1
}

export const RUN_KINDS = ['backup', 'proof'] as const
export const RUN_OUTCOMES = ['done', 'failed', 'cancelled'] as const

/** A backup or a trial restore that is over. `placeId` null: into a folder somebody chose that once. `point`: null where there is none. */
export const backupRun = z.object({
  placeId: z.int().transform((id) => toId<'backupPlace'>(id)).nullable(),
  folder: z.string(),
  what: z.enum(RUN_KINDS),
  startedAt: z.int(),
  endedAt: z.int(),
  outcome: z.enum(RUN_OUTCOMES),
  problem: z.string().nullable(),
  point: z.string().nullable(),
  findings: z.int().nullable(),
  written: z.int(),
})
export type BackupRun = z.output<typeof backupRun>

export function addRun(db: Writer, { placeId, folder, what, startedAt, endedAt, outcome, problem, point, findings, written }: BackupRun): void {
  db.run(
    `INSERT INTO backup_run (place_id, folder, what, started_at, ended_at, outcome, problem, point, findings, written)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
    [placeId, folder, what, startedAt, endedAt, outcome, problem, point, findings, written],
  )
}

const readRun = (row: Row): NonNullable<PlaceView['lastRun']> => ({
  startedAt: row.int('started_at'), endedAt: row.int('ended_at'), outcome: row.oneOf('outcome', RUN_OUTCOMES), problem: row.textOrNull('problem'),
  findings: row.intOrNull('findings'), written: row.int('written'),
})

export type LastRuns = Pick<PlaceView, 'lastRun' | 'lastDone' | 'lastProof' | 'lastProven'>

/** The newest of each kind at a place; not those of a clock that was ahead. */
export function lastRuns(db: Reader, id: Id<'backupPlace'>, now: Instant): LastRuns {
  const newest = (where: string) => db.get(`SELECT * FROM backup_run WHERE place_id = ? AND started_at <= ? AND ${where} ORDER BY started_at DESC, id DESC LIMIT 1`, [id, now], readRun) ?? null
  return {
    lastRun: newest("what = 'backup'"),
    lastDone: newest("what = 'backup' AND outcome = 'done'"),
    lastProof: newest("what = 'proof'"),
    lastProven: newest("what = 'proof' AND outcome = 'done' AND findings = 0")?.startedAt ?? null,
  }
}

/** Null before the first backup, wherever it went. */
export function lastBackup(db: Reader): Output<'backup.last'> {
  return db.get(
    "SELECT folder, started_at FROM backup_run WHERE what = 'backup' AND outcome = 'done' ORDER BY started_at DESC LIMIT 1", [],
    (row) => ({ folder: row.text('folder'), at: row.int('started_at') }),
  ) ?? null
}

/**
 * The day on which the rotation of the place with this folder removes the last backup taken up to `lastAt`, as far as is known here of what lies there
 * (rule R4). Null: no place, or its rotation keeps one for longer than it looks ahead.
 */
export function lastGoesOn(db: Reader, { folder, lastAt }: { folder: string; lastAt: Instant }, today: LocalDate): LocalDate | null {
  const place = backupPlaces(db).find((one) => one.folder === folder)
  if (!place) return null
  const taken = db.all(
    "SELECT point, started_at FROM backup_run WHERE place_id = ? AND what = 'backup' AND outcome = 'done' AND point IS NOT NULL", [place.id],
    (row) => ({ id: row.text('point'), takenAt: row.int('started_at') }),
  )
  const kept = keptPoints(taken, place.keep)
  const standing = taken.filter(({ id }) => kept.has(id))
  const days = removalDays(standing, place.keep, today)
  const going = standing.filter(({ takenAt }) => takenAt <= lastAt).map(({ id }) => days.get(id) ?? null)
  // Those that are gone already go for good with the next rotation.
  return going.reduce<LocalDate | null>((latest, day) => (latest === null || day === null ? null : day > latest ? day : latest), addDays(today, 1))
}

/** A backup that had begun when something was erased holds it, and is entered after it (rule R4). */
export function noteBegunBefore(db: Writer, { folder, startedAt }: Pick<BackupRun, 'folder' | 'startedAt'>): void {
  db.run(
    `INSERT INTO erasure_backup (erasure_id, folder, first_at, last_at, points) SELECT id, ?, ?, ?, 1 FROM erasure WHERE at >= ?
     ON CONFLICT (erasure_id, folder) DO UPDATE SET last_at = max(last_at, excluded.last_at), points = points + 1, removed_on = NULL, noted_by = NULL`,
    [folder, startedAt, startedAt, startedAt],
  )
}

/** Whether a run is entered already. */
export function isEntered(db: Reader, { folder, startedAt, what }: BackupRun): boolean {
  return db.get('SELECT 1 AS found FROM backup_run WHERE folder = ? AND started_at = ? AND what = ?', [folder, startedAt, what], (row) => row.flag('found')) ?? false
}

/** After a rotation that left no backup older than `oldestAt` in a folder: what was erased before is gone from it (rule R4). */
export function noteRotated(db: Writer, folder: string, oldestAt: Instant, on: LocalDate): void {
  db.run('UPDATE erasure_backup SET removed_on = ? WHERE folder = ? AND removed_on IS NULL AND last_at < ? AND (SELECT at FROM erasure WHERE id = erasure_id) <= ?', [on, folder, oldestAt, oldestAt])
}
