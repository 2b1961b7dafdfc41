// When and where the archive was last backed up (rule A2).
import { z } from 'zod'
import type { Output } from '#shared/contract/index.ts'
import type { Reader } from '../database/database.ts'
import { setting } from '../desk/store.ts'

const kept = z.object({ folder: z.string(), at: z.int() })

/** Null before the first backup. */
export function lastBackup(db: Reader): Output<'backup.last'> {
  const text = setting(db, 'lastBackup')
  return text === null ? null : kept.parse(JSON.parse(text))
}
