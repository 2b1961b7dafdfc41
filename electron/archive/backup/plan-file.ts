// What the backup keeper needs while the archive is locked, in a readable file beside it: where backups go, when, and how the last fared. Once
// somebody has signed in the database says so, and this file follows it.
import { existsSync, readFileSync } from 'node:fs'
import { z } from 'zod'
import { scheduleInput } from '#shared/contract/backup.ts'
import { toId } from '#shared/domain/id.ts'
import type { Places } from '../places.ts'
import { replaceFile } from '../vault/durable.ts'
import { backupRun } from './store.ts'

const planSchema = z.object({
  format: z.literal(1),
  places: z.array(z.object({
    id: z.int().transform((id) => toId<'backupPlace'>(id)),
    folder: z.string(),
    schedule: scheduleInput,
    keep: z.object({ days: z.int(), weeks: z.int(), months: z.int() }),
    /** When the last backup that succeeded began, and when one was last tried. */
    lastDone: z.int().nullable(),
    lastTried: z.int().nullable(),
  })),
  /** What ran while the archive was locked; entered in the database at the next sign-in. */
  runs: z.array(backupRun),
})
export type BackupPlan = z.output<typeof planSchema>

export const NO_PLAN: BackupPlan = { format: 1, places: [], runs: [] }

/** One that is missing or damaged plans nothing: it is written anew at the next sign-in. */
export function readPlan({ backupPlan }: Pick<Places, 'backupPlan'>): BackupPlan {
  if (!existsSync(backupPlan)) return NO_PLAN
  try {
    return planSchema.parse(JSON.parse(readFileSync(backupPlan, 'utf8')))
  } catch (error) {
    if (error instanceof SyntaxError || error instanceof z.ZodError) return NO_PLAN
    throw error
  }
}

export function writePlan({ backupPlan }: Pick<Places, 'backupPlan'>, plan: BackupPlan): void {
  replaceFile(backupPlan, `${JSON.stringify(plan, null, 2)}\n`)
}
