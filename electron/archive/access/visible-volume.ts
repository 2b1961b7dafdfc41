// What an actor may know of what is bound in volumes, as SQL (rules C4, L5, S1, S3): a piece is known as the paper in it is.
import { levelRank } from '#shared/domain/access.ts'
import type { LocalDate } from '#shared/domain/local-date.ts'
import type { Actor } from '../handler.ts'
import { recordRank } from './levels.ts'
import { mayKnowPast, type Condition } from './visibility.ts'

/** From a piece `vp` to the record, dossier or general document that it is. */
export const PIECE_JOINS = `
  LEFT JOIN record r ON r.id = vp.record_id LEFT JOIN dossier d ON d.id = r.dossier_id LEFT JOIN general_paper gp ON gp.id = vp.paper_id`

/** How secret a general document `gp` is, 1 to 3. */
export const PAPER_LEVEL = 'gp.secrecy_level'

/** How secret a piece with its joins is; a register has the lowest. */
export function pieceLevel(on: LocalDate): Condition {
  const record = recordRank(on)
  return { sql: `CASE WHEN r.id IS NOT NULL THEN ${record.sql} ELSE coalesce(${PAPER_LEVEL}, 1) END`, parameters: record.parameters }
}

/** From this level on papers lie in volumes of their own (C4). */
export const TOP_SECRET = levelRank('topSecret')

/** Condition on a general document `gp`: those who may know of all dossiers, up to their level. */
export function mayKnowGeneralPaper(actor: Actor): Condition {
  return { sql: `(? AND ${PAPER_LEVEL} <= ?)`, parameters: [actor.scope === 'all' ? 1 : 0, actor.level] }
}

/** Condition on a piece `vp` with its joins: a record as its dossier, also a destroyed one, a document as above; a month of a register says nothing of anybody. */
export function mayKnowPiece(actor: Actor): Condition {
  const dossier = mayKnowPast(actor)
  const paper = mayKnowGeneralPaper(actor)
  return {
    sql: `CASE WHEN vp.record_id IS NOT NULL THEN (${dossier.sql}) WHEN vp.paper_id IS NOT NULL THEN ${paper.sql} ELSE 1 END`,
    parameters: [...dossier.parameters, ...paper.parameters],
  }
}
