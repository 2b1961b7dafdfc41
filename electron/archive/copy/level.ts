// How secret the pages of a copy are (rules S1, S4).
import { SECRECY_LEVELS, type SecrecyLevel } from '#shared/domain/access.ts'
import type { Id } from '#shared/domain/id.ts'
import type { LocalDate } from '#shared/domain/local-date.ts'
import { pagesRank } from '../access/levels.ts'
import type { Reader } from '../database/database.ts'
import { levelOfRank } from '../secrecy/store.ts'

/** Of pages of one record, on a day. */
export function levelOfPages(db: Reader, recordId: Id<'record'>, scanIds: readonly Id<'scan'>[], on: LocalDate): SecrecyLevel {
  const level = pagesRank('pages.scans', on)
  const rank = db.get(
    `SELECT ${level.sql} AS level FROM record r JOIN dossier d ON d.id = r.dossier_id, (SELECT ? AS scans) pages WHERE r.id = ?`,
    [...level.parameters, JSON.stringify(scanIds), recordId], (row) => row.int('level'),
  )
  return levelOfRank(rank ?? SECRECY_LEVELS.length)
}
