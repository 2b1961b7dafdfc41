// Backup, verify, restore, and the long work they are (rule A2; DESIGN decisions 3 and 6).
import { z } from 'zod'
import { ARCHIVE_RISKS, PLACE_WARNINGS } from '#shared/domain/backup-plan.ts'
import { exportResult } from './export.ts'
import { fetchResult } from './fetch.ts'
import { folder, id, instant, nothing, provenPassword, requiredLine } from './field.ts'
import { importOutcome, importReading } from './import.ts'
import { auditedRead, quiet, read, write } from './method.ts'

/** What a check found wrong, named. `where`: chain and line, table and row, or file. */
export const findingView = z.object({ where: z.string(), problem: z.string() })
export type FindingView = z.output<typeof findingView>

export const backupPointView = z.object({
  id: z.string(),
  /** '' where the manifest cannot be read. */
  archiveId: z.string(),
  takenAt: instant,
  storeName: z.string(),
  bytes: z.number().int(),
  files: z.number().int(),
  /** False for a backup taken while the archive was locked: not yet proven. */
  signed: z.boolean(),
})
export type BackupPointView = z.output<typeof backupPointView>

export const verifyResult = z.object({
  chains: z.array(z.object({ chain: z.string(), entries: z.number().int(), signatures: z.number().int() })),
  attachments: z.number().int(),
  findings: z.array(findingView),
})
export type VerifyResult = z.output<typeof verifyResult>

export const taskView = z.object({
  id: z.string(),
  kind: z.enum(['backup', 'verify', 'restore', 'verifyBackup', 'mend', 'importRead', 'importDryRun', 'importCommit', 'sweep', 'export', 'fetch']),
  state: z.enum(['running', 'done', 'failed', 'cancelled']),
  /** 0 to 1. */
  progress: z.number(),
  error: z.object({ code: z.string(), problem: z.string().nullable(), subject: z.string().nullable() }).nullable(),
  backup: backupPointView.nullable(),
  verify: verifyResult.nullable(),
  /** Of files put back from a backup, how many. */
  mended: z.int().nullable(),
  reading: importReading.nullable(),
  imported: importOutcome.nullable(),
  exported: exportResult.nullable(),
  fetched: fetchResult.nullable(),
})
export type TaskView = z.output<typeof taskView>

export const scheduleInput = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('daily'), minute: z.int().min(0).max(1439) }),
  z.strictObject({ kind: z.literal('hours'), every: z.int().min(1).max(24) }),
  z.strictObject({ kind: z.literal('closing') }),
])

/** Of how many days, weeks and months the last backup stays. At least one: a place that keeps nothing is none. */
const keep = z.strictObject({ days: z.int().min(1).max(60), weeks: z.int().min(0).max(60), months: z.int().min(0).max(120) })

const planned = { name: requiredLine(60), schedule: scheduleInput, keep }

/** A backup or a trial restore that is over. */
const runView = z.object({
  startedAt: instant,
  endedAt: instant,
  outcome: z.enum(['done', 'failed', 'cancelled']),
  /** A problem's key, or what the system called it; null: none. */
  problem: z.string().nullable(),
  /** Of a trial: how much was found damaged. */
  findings: z.int().nullable(),
  /** Bytes written. */
  written: z.int(),
})

export const placeView = z.object({
  id: id('backupPlace'),
  ...planned,
  folder: z.string(),
  /** Null: at the next closing. */
  dueAt: instant.nullable(),
  reachable: z.boolean().nullable(),
  free: z.number().nullable(),
  /** The last that succeeded; the last that was tried. */
  lastDone: runView.nullable(),
  lastRun: runView.nullable(),
  /** The last trial restore, and when one last found everything whole. */
  lastProof: runView.nullable(),
  lastProven: instant.nullable(),
  warnings: z.array(z.enum(PLACE_WARNINGS)),
})
export type PlaceView = z.output<typeof placeView>

export const backupState = z.object({
  places: z.array(placeView),
  running: z.object({ placeId: id('backupPlace'), what: z.enum(['backup', 'proof', 'rotation']), progress: z.number() }).nullable(),
  risk: z.enum(ARCHIVE_RISKS).nullable(),
})
export type BackupState = z.output<typeof backupState>

const started = z.object({ taskId: z.string() })

export const backupContract = {
  /** The points a folder holds, while there is no archive here. */
  'archive.points': read('anyone', z.strictObject({ folder }), z.array(backupPointView)),
  /** Begins to bring an archive back here, where there is none. Nobody signs in for it: it opens with a password of that day, or the recovery key. */
  'archive.restore': write('anyone', z.strictObject({ folder, id: z.string().max(100) }), nothing),
  /** How far that is; null: nothing was begun. Once it is over without an error, the archive is there. */
  'archive.restoring': quiet(read('anyone', nothing, z.object({ progress: z.number(), over: z.boolean(), error: taskView.shape.error }).nullable())),
  'archive.stopRestoring': write('anyone', nothing, nothing),
  /** Starts a backup into a folder; follow it by `task.get`. */
  'backup.run': write('backup.run', z.strictObject({ folder }), started),
  /** The points a folder holds, newest first. */
  'backup.list': read('backup.run', z.strictObject({ folder }), z.array(backupPointView)),
  'backup.verify': write('backup.run', z.strictObject({ folder, id: z.string().max(100) }), started),
  /** Writes the archive as it was into a new, empty folder; the open archive is not touched. */
  'backup.restore': write('backup.restore', z.strictObject({
    folder, id: z.string().max(100), target: folder, password: provenPassword,
  }), started),
  /** Puts the archive back to what it was, after a backup of what it is; everybody is signed out. */
  'backup.replace': write('backup.restore', z.strictObject({ folder, id: z.string().max(100), password: provenPassword }), started),
  /** Reads through the files of the open archive and puts back, from the backups in a folder, those that are missing or damaged. */
  'backup.mend': write('archive.verify', z.strictObject({ folder }), started),
  /** Where backups go by themselves, how they fared, what is under way. */
  'backup.places': quiet(read('backup.run', nothing, backupState)),
  'backup.addPlace': write('backup.plan', z.strictObject({ ...planned, folder }), z.object({ id: id('backupPlace') })),
  'backup.changePlace': write('backup.plan', z.strictObject({ id: id('backupPlace'), ...planned }), nothing),
  /** It is backed up to no longer; what lies there stays. */
  'backup.removePlace': write('backup.plan', z.strictObject({ id: id('backupPlace') }), nothing),
  /** Backs up, or restores on trial, now. */
  'backup.runPlace': write('backup.run', z.strictObject({ id: id('backupPlace'), what: z.enum(['backup', 'proof']) }), nothing),
  /** Breaks off what is under way; what was copied stays and need not be copied again. */
  'backup.stopRun': write('backup.run', nothing, nothing),
  /** Where the last backup went; null before the first. */
  'backup.last': read('backup.run', nothing, z.object({ folder: z.string(), at: instant }).nullable()),
  /** Checks chains, signatures, rows and files of the open archive. */
  'archive.verify': auditedRead('archive.verify', nothing, started),
  /** Of the session that began it, as long as that lasts. */
  'task.get': quiet(read('signedIn', z.strictObject({ taskId: z.string().max(100) }), taskView)),
  'task.cancel': { ...write('signedIn', z.strictObject({ taskId: z.string().max(100) }), nothing), audited: false },
}
