// Which dossiers and records an actor may know of, as SQL: the one place where secrecy is enforced (rules L5, S1, S3).
// Every statement that shows a dossier, record, line or count takes its condition from here.
import type { Value } from '../database/database.ts'
import type { Actor } from '../handler.ts'
import { isAtMost, paperRank } from './levels.ts'

export type Condition = { sql: string; parameters: Value[] }

// Bound, since a plain 0 lets the planner drop the rest, and with it what an index named outright asks for.
const nothing = (): Condition => ({ sql: '?', parameters: [0] })

// Said outright, since a planner that knows no figures starts from all the person's records instead of the few of one dossier.
const BY_DOSSIER = 'INDEXED BY record_known'

/** The level alone, on a dossier named by alias `d`: for what the search index has narrowed down by `mayFindTerms` already. */
export function mayKnowLevel(actor: Actor): Condition {
  return isAtMost(actor.level, actor.on)
}

/** Condition on a dossier named by alias `d`; one that was merged into another is shown nowhere (F8), nor is one that was destroyed (R4). */
export function mayKnowDossier(actor: Actor): Condition {
  return knows(actor, 'd.merged_into IS NULL AND d.destroyed_by IS NULL')
}

/** The same also on one that was destroyed: for books and registers, whose lines stay, and for saying that it is gone (R4). */
export function mayKnowPast(actor: Actor): Condition {
  return knows(actor, 'd.merged_into IS NULL')
}

function knows(actor: Actor, there: string): Condition {
  const standing = byStandingApproval(actor)
  if (!actor.reads) return { sql: `${there} AND ${standing.sql}`, parameters: standing.parameters }
  const granted = mayReadByGrant(actor)
  return { sql: `${there} AND ((${standing.sql}) OR ${granted.sql})`, parameters: [...standing.parameters, ...granted.parameters] }
}

function byStandingApproval(actor: Actor): Condition {
  const level = mayKnowLevel(actor)
  switch (actor.scope) {
    case 'none':
      return nothing()
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

// Named as a reader, or granted on request, and neither ended nor over (S3, L5).
const STANDS = 'g.person_id = ? AND g.ended_at IS NULL AND (g.until_on IS NULL OR g.until_on >= ?)'

/**
 * Condition on a dossier `d`: somebody let the actor read this very one, up to the level that it has. `id`: SQL of its id. Lists of work,
 * rates and counts of what others do ask for the standing approval alone.
 */
export function mayReadByGrant(actor: Actor, id = 'd.id'): Condition {
  if (!actor.reads) return nothing()
  return {
    sql: `EXISTS (SELECT 1 FROM dossier_reader g WHERE ${STANDS} AND g.dossier_id = ${id}
      AND (g.level >= d.secrecy_level OR ifnull(d.secrecy_until < ?, 0)))`,
    parameters: [actor.id, actor.on, actor.on],
  }
}

/** The ids of the dossiers that somebody let the actor read, whatever level they have by now: few. */
export function grantedIds(actor: Actor): Condition {
  return { sql: `SELECT g.dossier_id FROM dossier_reader g WHERE ${STANDS}`, parameters: [actor.id, actor.on] }
}

/**
 * Condition on a paper of record `r` of a dossier `d` that the actor may know of: its pages and what was noted about it (S1). `record`,
 * `code`: SQL of its record's id and its code. That such a paper is asked for, and is there, is on every checklist and no secret.
 */
export function mayKnowPages(actor: Actor, record: string, code: string): Condition {
  if (actor.level >= 3) return { sql: '?', parameters: [1] }
  const rank = paperRank(record, code)
  const standing: Condition = { sql: `${rank} <= ?`, parameters: [actor.on, actor.on, actor.level] }
  if (!actor.reads) return standing
  return {
    sql: `(${standing.sql} OR EXISTS (SELECT 1 FROM dossier_reader g WHERE ${STANDS} AND g.dossier_id = d.id AND g.level >= ${rank}))`,
    parameters: [...standing.parameters, actor.id, actor.on, actor.on, actor.on],
  }
}

/** Condition on a record `r` of dossier `d`, for lists of work: one's own, the department's, or all. */
export function mayKnowRecord(actor: Actor): Condition {
  const level = mayKnowLevel(actor)
  return theirRecords(actor, { sql: `d.destroyed_by IS NULL AND ${level.sql}`, parameters: level.parameters })
}

/** Condition on one record `r` of dossier `d`, looked at by itself: as in lists of work, and those of dossiers one was let read. */
export function mayReadRecord(actor: Actor): Condition {
  const known = mayKnowRecord(actor)
  if (!actor.reads) return known
  const granted = mayReadByGrant(actor)
  return { sql: `((${known.sql}) OR ${granted.sql})`, parameters: [...known.parameters, ...granted.parameters] }
}

/**
 * As in lists of work, on a record `r` alone, for counting very many from an index that holds their dossier's id: the few dossiers that are kept back
 * are looked up once, instead of the dossier of each record.
 */
export function mayCountRecord(actor: Actor): Condition {
  const kept = keptBack(actor)
  return theirRecords(actor, { sql: `r.dossier_id NOT IN (${kept.sql})`, parameters: kept.parameters })
}

/** The ids of all dossiers that are kept back from an actor by their level: few, and found by an index of those alone. */
export function keptBack(actor: Actor): Condition {
  return {
    sql: `SELECT kept.id FROM dossier kept INDEXED BY dossier_kept_back
      WHERE kept.secrecy_level > 1 AND kept.secrecy_level > ? AND ifnull(kept.secrecy_until >= ?, 1)`,
    parameters: [actor.level, actor.on],
  }
}

function theirRecords(actor: Actor, level: Condition): Condition {
  switch (actor.scope) {
    case 'none':
      return nothing()
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
