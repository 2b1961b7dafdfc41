// How secret a dossier, a paper or a loan is on a day, as SQL: the one place where periods end by themselves (rules S1, S2).
import type { LocalDate } from '#shared/domain/local-date.ts'
import type { Condition } from './visibility.ts'

/** That a dossier `d` (or its row of the search index) is at most of a rank on a day. */
export function isAtMost(rank: number, on: LocalDate): Condition {
  // Nothing is above the highest; and a bound condition keeps what an index named outright asks for.
  return { sql: '(d.secrecy_level <= ? OR ifnull(d.secrecy_until < ?, 0))', parameters: [rank, on] }
}

/** The rank of a dossier `d`; binds the day. */
export const DOSSIER_RANK = 'CASE WHEN d.secrecy_until < ? THEN 1 ELSE d.secrecy_level END'

/** The rank of a whole record `r` of dossier `d`: as secret as the most secret of its papers. */
export function recordRank(on: LocalDate): Condition {
  return {
    sql: `max(${DOSSIER_RANK}, coalesce((SELECT max(${paperRank('r.id', 'pa.code')}) FROM paper pa WHERE pa.record_id = r.id), 1))`,
    parameters: [on, on, on],
  }
}

/** The rank of pages of record `r` of dossier `d`. `scans`: SQL of their ids, as JSON. */
export function pagesRank(scans: string, on: LocalDate): Condition {
  return {
    sql: `max(${DOSSIER_RANK}, coalesce((
      SELECT max(${paperRank('s.record_id', 's.code')}) FROM json_each(${scans}) page CROSS JOIN scan s ON s.id = page.value), 1))`,
    parameters: [on, on, on],
  }
}

/** The last day of a kind's period `k` for record `r`. */
export const KIND_UNTIL = "date(r.delivered_on, '+' || k.years || ' years')"

/**
 * The rank of a paper by itself, apart from its dossier's: what was set for it by hand, else that of its kind. `record`, `code`: SQL of its
 * record's id and its code; `r` is its record. Binds the day twice.
 */
export const paperRank = (record: string, code: string): string => `
  coalesce(
    (SELECT CASE WHEN ps.until_on < ? THEN 1 ELSE ps.level END FROM paper_secrecy ps WHERE ps.record_id = ${record} AND ps.code = ${code}),
    (SELECT CASE WHEN ${KIND_UNTIL} < ? THEN 1 ELSE k.level END FROM paper_kind_secrecy k WHERE k.code = ${code}), 1)`
