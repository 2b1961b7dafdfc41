// Which requests for copies an actor may know of, and which wait for them, as SQL (rules S3, S4).
import type { Actor } from '../handler.ts'
import { mayKnowDossier, type Condition } from './visibility.ts'

/** Condition on a request `q` of dossier `d`: one's own, and those of dossiers one may know. */
export function mayKnowCopyRequest(actor: Actor): Condition {
  const dossier = mayKnowDossier(actor)
  return { sql: `(q.requested_by = ? OR (${dossier.sql}))`, parameters: [actor.id, ...dossier.parameters] }
}

/**
 * Condition on a request `q` of dossier `d` whose pages rank as `level` says: it is the actor's to decide, as `approvalProblem` says it
 * (shared/domain/copy.ts). `authority`: the highest rank they decide about; 0: none.
 */
export function copyWaitsFor(actor: Actor, authority: number, level: string): Condition {
  const dossier = mayKnowDossier(actor)
  return {
    sql: `(q.state = 'requested' AND q.requested_by <> ? AND ${level} <= ? AND ${dossier.sql})`,
    parameters: [actor.id, authority, ...dossier.parameters],
  }
}
