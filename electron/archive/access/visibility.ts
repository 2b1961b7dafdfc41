// Which dossiers and records an actor may know of, as SQL: the one place where secrecy is enforced (rules L5, S1, S3).
// Every statement that shows a dossier, record, line or count takes its condition from here.
import type { Value } from '../database/database.ts'
import type { Actor } from '../handler.ts'

export type Condition = { sql: string; parameters: Value[] }

// Said outright, since a planner that knows no figures starts from all the person's records instead of the few of one dossier.
const BY_DOSSIER = 'INDEXED BY record_known'

/** The level alone, on a dossier named by alias `d`: for what the search index has narrowed down by `mayFindTerms` already. */
export function mayKnowLevel(actor: Actor): Condition {
  return { sql: 'd.secrecy_level <= ?', parameters: [actor.level] }
}

/** Condition on a dossier named by alias `d`. */
export function mayKnowDossier(actor: Actor): Condition {
  const level = mayKnowLevel(actor)
  switch (actor.scope) {
    case 'none':
      return { sql: '0', parameters: [] }
    case 'own':
      return {
        sql: `${level.sql} AND EXISTS (SELECT 1 FROM record own ${BY_DOSSIER} WHERE own.dossier_id = d.id AND own.responsible_id = ?)`,
        parameters: [...level.parameters, actor.id],
      }
    case 'department':
      return {
        sql: `${level.sql} AND EXISTS (SELECT 1 FROM record own ${BY_DOSSIER} WHERE own.dossier_id = d.id AND own.department_id = ?)`,
        parameters: [...level.parameters, actor.departmentId],
      }
    case 'all':
      return level
  }
}

/** Condition on a record `r` of dossier `d`, for lists of work: one's own, the department's, or all. */
export function mayKnowRecord(actor: Actor): Condition {
  const level = mayKnowLevel(actor)
  switch (actor.scope) {
    case 'none':
      return { sql: '0', parameters: [] }
    case 'own':
      return { sql: `${level.sql} AND r.responsible_id = ?`, parameters: [...level.parameters, actor.id] }
    case 'department':
      return { sql: `${level.sql} AND r.department_id = ?`, parameters: [...level.parameters, actor.departmentId] }
    case 'all':
      return level
  }
}

/** The same in the search index: terms a dossier's tokens must hold (`search/tokens.ts` puts them there); null: nothing at all. */
export function mayFindTerms(actor: Actor): string[] | null {
  switch (actor.scope) {
    case 'none':
      return null
    case 'own':
      return [personTerm(actor.id)]
    case 'department':
      return [departmentTerm(actor.departmentId)]
    case 'all':
      return []
  }
}

export const personTerm = (id: number): string => `_p${id}`
export const departmentTerm = (id: number): string => `_o${id}`
