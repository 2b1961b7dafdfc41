// Backup, verify, restore, and the long work they are (rule A2; DESIGN decisions 3 and 6).
import { z } from 'zod'
import { instant, nothing, provenPassword } from './field.ts'
import { importOutcome, importReading } from './import.ts'
import { auditedRead, quiet, read, write } from './method.ts'

/** What a check found wrong, named. `where`: chain and line, table and row, or file. */
export const findingView = z.object({ where: z.string(), problem: z.string() })
export type FindingView = z.output<typeof findingView>

export const backupPointView = z.object({
  id: z.string(),
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
  kind: z.enum(['backup', 'verify', 'restore', 'verifyBackup', 'importRead', 'importDryRun', 'importCommit', 'sweep']),
  state: z.enum(['running', 'done', 'failed', 'cancelled']),
  /** 0 to 1. */
  progress: z.number(),
  error: z.object({ code: z.string(), problem: z.string().nullable(), subject: z.string().nullable() }).nullable(),
  backup: backupPointView.nullable(),
  verify: verifyResult.nullable(),
  reading: importReading.nullable(),
  imported: importOutcome.nullable(),
})
export type TaskView = z.output<typeof taskView>

const folder = z.string().min(1, 'text.required').max(1000, 'text.tooLong')
const started = z.object({ taskId: z.string() })

export const backupContract = {
  /** Starts a backup into a folder; follow it by `task.get`. */
  'backup.run': write('backup.run', z.strictObject({ folder }), started),
  /** The points a folder holds, newest first. */
  'backup.list': read('backup.run', z.strictObject({ folder }), z.array(backupPointView)),
  'backup.verify': write('backup.run', z.strictObject({ folder, id: z.string().max(100) }), started),
  /** Writes the archive as it was into a new, empty folder; the open archive is not touched. */
  'backup.restore': write('backup.restore', z.strictObject({
    folder, id: z.string().max(100), target: folder, password: provenPassword,
  }), started),
  /** Where the last backup went; null before the first. */
  'backup.last': read('backup.run', nothing, z.object({ folder: z.string(), at: instant }).nullable()),
  /** Checks chains, signatures, rows and files of the open archive. */
  'archive.verify': auditedRead('archive.verify', nothing, started),
  /** Of the session that began it, as long as that lasts. */
  'task.get': quiet(read('signedIn', z.strictObject({ taskId: z.string().max(100) }), taskView)),
  'task.cancel': { ...write('signedIn', z.strictObject({ taskId: z.string().max(100) }), nothing), audited: false },
}
