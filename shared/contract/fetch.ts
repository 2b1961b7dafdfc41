// One dossier fetched from a backup, as it stood that day (rules A2, S4): into a folder, readable without this program.
import { z } from 'zod'
import { SECRECY_LEVELS } from '#shared/domain/access.ts'
import { EXPORT_LANGUAGES } from '#shared/domain/export.ts'
import { folder, hash, id, instant, login, provenPassword, requiredLine } from './field.ts'
import { write } from './method.ts'

const count = z.int().min(0)

export const fetchResult = z.object({
  /** Of the fetching: it is numbered as copies are. */
  number: z.string(),
  dossierId: id('dossier'),
  dossier: z.string(),
  /** The moment as of which it is. */
  takenAt: instant,
  /** By the archive's own key: else it is not proven when it was taken, and that nothing in it was changed. */
  signed: z.boolean(),
  /** How secret the most secret of it is: as it was then or as it is now, whichever is more. */
  level: z.enum(SECRECY_LEVELS),
  records: count,
  /** Files of scans, as they were given. */
  scans: count,
  /** Files of scans that could not be put in, each named on the page. */
  leftOut: count,
  /** Papers whose scans and notes are more secret than what may leave. */
  keptBack: count,
  /** Owners, records and scans that were destroyed or erased (R4), by now: nothing of them is in it. */
  erased: count,
  /** Files of it that the archive was lacking, or had damaged, put back. */
  putBack: count,
  /** Of those, which this backup does not have whole either. */
  lacking: count,
  files: count,
  bytes: count,
  /** Of the list of hashes. */
  sums: hash,
})
export type FetchResult = z.output<typeof fetchResult>

export const fetchContract = {
  /**
   * Writes a dossier as a backup point has it into an absent or empty folder, unencrypted, and puts back files of it that the archive lacks; the archive itself
   * stays as it is. `dossier`: its number or VIN. Whoever has no authority over copies of its level has somebody who has at their side. Follow it by `task.get`.
   */
  'dossier.fetch': write('export.request', z.strictObject({
    backup: folder, id: z.string().max(100), dossier: requiredLine(60), purpose: requiredLine(200), folder, language: z.enum(EXPORT_LANGUAGES),
    password: provenPassword, approverLogin: login.nullable(), approverPassword: z.string().max(200, 'text.tooLong'),
  }), z.object({ taskId: z.string() })),
}
