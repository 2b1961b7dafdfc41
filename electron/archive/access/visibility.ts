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

/** Condition on a dossier named by alias `d`; one that was merged into another is shown nowhere (F8). */
export function mayKnowDossier(actor: Actor): Condition {
  const level = standingAtLevel(actor)
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

function standingAtLevel(actor: Actor): Condition {
  const level = mayKnowLevel(actor)
  return { sql: `d.merged_into IS NULL AND ${level.sql}`, parameters: level.parameters }
}

/** Condition on a record `r` of dossier `d`, for lists of work: one's own, the department's, or all. */
export function mayKnowRecord(actor: Actor): Condition {
  return theirRecords(actor, mayKnowLevel(actor))
}

/**
 * The same on a record `r` alone, for counting very many from an index that holds their dossier's id: the few dossiers that are kept back
 * are looked up once, instead of the dossier of each record.
 */
export function mayCountRecord(actor: Actor): Condition {
  const kept = keptBack(actor)
  return theirRecords(actor, { sql: `r.dossier_id NOT IN (${kept.sql})`, parameters: kept.parameters })
}

/** The ids of all dossiers that are kept back from an actor by their level: few, and found by an index of those alone. */
export function keptBack(actor: Actor): Condition {
  return {
    sql: 'SELECT kept.id FROM dossier kept INDEXED BY dossier_kept_back WHERE kept.secrecy_level > 1 AND kept.secrecy_level > ?',
    parameters: [actor.level],
  }
}

function theirRecords(actor: Actor, level: Condition): Condition {
  switch (actor.scope) {
    case 'none':
      // Bound, since a plain 0 lets the planner drop the rest, and with it what an index named outright asks for.
      return { sql: '?', parameters: [0] }
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
