// How secret the pages of a copy are: the one place that says so (rules S1, S4). For now as secret as the dossier they lie in.
import { SECRECY_LEVELS, type SecrecyLevel } from '#shared/domain/access.ts'
import type { Id } from '#shared/domain/id.ts'
import type { Reader } from '../database/database.ts'

/** Rank of the pages `scans` (JSON) of record `r` of dossier `d`, as SQL. */
export const PAGES_LEVEL = (_scans: string): string => 'd.secrecy_level'

export function levelOfPages(db: Reader, recordId: Id<'record'>, scanIds: readonly Id<'scan'>[]): SecrecyLevel {
  const rank = db.get(
    `SELECT ${PAGES_LEVEL('pages.scans')} AS level FROM record r JOIN dossier d ON d.id = r.dossier_id, (SELECT ? AS scans) pages WHERE r.id = ?`,
    [JSON.stringify(scanIds), recordId], (row) => row.int('level'),
  )
  return levelAt(rank ?? SECRECY_LEVELS.length)
}

export const levelAt = (rank: number): SecrecyLevel => SECRECY_LEVELS[rank - 1] ?? 'topSecret'
