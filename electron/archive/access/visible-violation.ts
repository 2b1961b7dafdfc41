// Which corrections and violations an actor may know of, as SQL, and what of the record behind them (rules V9, V10, S1, S3).
import { permits, type Role } from '#shared/domain/role.ts'
import type { Actor } from '../handler.ts'
import { mayKnowLevel, mayKnowRecord, type Condition } from './visibility.ts'

const HEADS: readonly Role[] = ['salesHead', 'serviceHead']

/** Heads answer for what their department does (001 制度3 三). */
export const isHead = ({ roles }: Pick<Actor, 'roles'>): boolean => roles.some((role) => HEADS.includes(role))

/**
 * Condition on a correction `c` of dossier `d`: one's own, the department's, or all. Whoever was ordered to put something right knows
 * of it, whether or not they answer for the record.
 */
export function mayKnowCorrection(actor: Actor): Condition {
  const level = mayKnowLevel(actor)
  switch (actor.scope) {
    case 'none':
      // Bound: see `theirRecords`.
      return { sql: '?', parameters: [0] }
    case 'own':
      return { sql: `${level.sql} AND c.person_id = ?`, parameters: [...level.parameters, actor.id] }
    case 'department':
      return { sql: `${level.sql} AND (c.person_id = ? OR c.department_id = ?)`, parameters: [...level.parameters, actor.id, actor.departmentId] }
    case 'all':
      return level
  }
}

/**
 * Condition on a violation `v` (V9). A matter between the house and its staff, so that roles say it and not what somebody may read of
 * dossiers: staff see their own, heads their department's, who proposes or decides all. What it says of a record is another question.
 */
export function mayKnowViolation(actor: Actor): Condition {
  if (permits(actor.roles, 'violation.propose') || permits(actor.roles, 'appeal.decide')) return { sql: '1', parameters: [] }
  if (isHead(actor)) return { sql: '(v.person_id = ? OR v.department_id = ?)', parameters: [actor.id, actor.departmentId] }
  return { sql: 'v.person_id = ?', parameters: [actor.id] }
}

/** Condition on the record `r` of dossier `d` that a violation `v` is about: whoever is fined may see for what. */
export function mayKnowRecordOfViolation(actor: Actor): Condition {
  const level = mayKnowLevel(actor)
  const known = mayKnowRecord(actor)
  return { sql: `${level.sql} AND (v.person_id = ? OR (${known.sql}))`, parameters: [...level.parameters, actor.id, ...known.parameters] }
}
