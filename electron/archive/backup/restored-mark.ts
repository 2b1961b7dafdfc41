// A file beside an archive that came from a backup, until somebody has signed in to it: then the audit trail says so (rules A2, A3).
import { readFileSync, rmSync } from 'node:fs'
import { z } from 'zod'
import type { Places } from '../places.ts'
import { replaceFile } from '../vault/durable.ts'

const restoredMark = z.strictObject({
  point: z.string().max(100),
  takenAt: z.int(),
  /** The folder in which the archive lies that was here before; null: there was none. */
  kept: z.string().nullable(),
  /** What the system said when the archive could not be replaced: it is the one from before. */
  failed: z.string().nullable(),
})
export type RestoredMark = z.output<typeof restoredMark>

export function writeRestoredMark(places: Places, mark: RestoredMark): void {
  replaceFile(places.restored, JSON.stringify(mark))
}

/** Null also for what is no such file: it only tells. */
export function readRestoredMark(places: Places): RestoredMark | null {
  try {
    return restoredMark.parse(JSON.parse(readFileSync(places.restored, 'utf8')))
  } catch {
    return null
  }
}

export function removeRestoredMark(places: Places): void {
  rmSync(places.restored, { force: true })
}
