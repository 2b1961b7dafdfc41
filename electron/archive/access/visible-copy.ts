// Which requests for copies an actor may know of, and which wait for them, as SQL (rules S3, S4).
import type { Actor } from '../handler.ts'
import { mayKnowDossier, mayKnowPages, mayKnowPast, type Condition } from './visibility.ts'

/** Condition on pages of a dossier `d`: the actor may know of all of them. `scans`: SQL of their ids, as JSON. */
export function mayKnowCopied(actor: Actor, scans: string): Condition {
  return mayKnowPagesOf(actor, scans, mayKnowDossier(actor))
}

/** The same also where the dossier was destroyed since: for the register, whose lines stay (R4). */
export function mayKnowPastCopy(actor: Actor, scans: string): Condition {
  return mayKnowPagesOf(actor, scans, mayKnowPast(actor))
}

function mayKnowPagesOf(actor: Actor, scans: string, dossier: Condition): Condition {
  const pages = mayKnowPages(actor, 's.record_id', 's.code')
  return {
    sql: `(${dossier.sql} AND NOT EXISTS (
      SELECT 1 FROM json_each(${scans}) page CROSS JOIN scan s ON s.id = page.value CROSS JOIN record r ON r.id = s.record_id WHERE NOT ${pages.sql}))`,
    parameters: [...dossier.parameters, ...pages.parameters],
  }
}

/** Condition on a request `q` of dossier `d`: one's own, and those of pages one may know. */
export function mayKnowCopyRequest(actor: Actor): Condition {
  const copied = mayKnowCopied(actor, 'q.scans')
  return { sql: `(q.requested_by = ? OR ${copied.sql})`, parameters: [actor.id, ...copied.parameters] }
}

/**
 * Condition on a request `q` of dossier `d` whose pages rank as `level` says: it is the actor's to decide, as `approvalProblem` says it
 * (shared/domain/copy.ts). `authority`: the highest rank they decide about; 0: none.
 */
export function copyWaitsFor(actor: Actor, authority: number, level: Condition): Condition {
  const copied = mayKnowCopied(actor, 'q.scans')
  return {
    sql: `(q.state = 'requested' AND q.requested_by <> ? AND ${level.sql} <= ? AND ${copied.sql})`,
    parameters: [actor.id, ...level.parameters, authority, ...copied.parameters],
  }
}
