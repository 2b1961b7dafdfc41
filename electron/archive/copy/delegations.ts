// Authority over copies in others' hands: SQL, and who has it now (rule S4).
import { levelRank, SECRECY_LEVELS } from '#shared/domain/access.ts'
import type { DelegationView } from '#shared/contract/copy.ts'
import { copyAuthority, DELEGATED_LEVELS, type CopyDelegation, type DelegatedLevel } from '#shared/domain/copy.ts'
import { toId, type Id } from '#shared/domain/id.ts'
import type { Instant, LocalDate } from '#shared/domain/local-date.ts'
import type { Reader, Row, Writer } from '../database/database.ts'
import type { Actor } from '../handler.ts'

export type NewDelegation = {
  personId: Id<'person'>
  level: DelegatedLevel
  fromOn: LocalDate
  reason: string
  givenBy: Id<'person'>
  givenAt: Instant
}

export function addDelegation(db: Writer, { personId, level, fromOn, reason, givenBy, givenAt }: NewDelegation): Id<'copyDelegation'> {
  return toId(db.run(
    'INSERT INTO copy_delegation (person_id, level, from_on, reason, given_by, given_at) VALUES (?, ?, ?, ?, ?, ?)',
    [personId, levelRank(level), fromOn, reason, givenBy, givenAt],
  ).lastId)
}

export function putRevoked(db: Writer, id: Id<'copyDelegation'>, { by, at, remark }: { by: Id<'person'>; at: Instant; remark: string }): void {
  db.run('UPDATE copy_delegation SET revoked_by = ?, revoked_at = ?, revoke_remark = ? WHERE id = ?', [by, at, remark, id])
}

/** The one that stands, not begun yet maybe. */
export function standingDelegation(db: Reader, personId: Id<'person'>): (CopyDelegation & { id: Id<'copyDelegation'> }) | null {
  return db.get('SELECT id, person_id, level, from_on FROM copy_delegation WHERE person_id = ? AND revoked_at IS NULL', [personId], (row) => (
    { id: row.id<'copyDelegation'>('id'), personId: row.int('person_id'), level: delegatedLevel(row), fromOn: row.date('from_on'), revoked: false }
  ))
}

function delegatedLevel(row: Row): DelegatedLevel {
  const rank = row.int('level')
  const level = DELEGATED_LEVELS.find((one) => levelRank(one) === rank)
  if (level === undefined) throw new TypeError('column level holds no level that can be delegated')
  return level
}

/** Standing ones first, newest first; of one person alone, or everybody's. */
export function delegations(db: Reader, personId: Id<'person'> | null): DelegationView[] {
  return db.all(
    `SELECT cd.id, cd.person_id, p.name, dep.name AS department, cd.level, cd.from_on, cd.reason, g.name AS given_name, cd.given_at,
       rv.name AS revoked_name, cd.revoked_at, cd.revoke_remark
     FROM copy_delegation cd JOIN person p ON p.id = cd.person_id JOIN department dep ON dep.id = p.department_id JOIN person g ON g.id = cd.given_by
     LEFT JOIN person rv ON rv.id = cd.revoked_by WHERE ? IS NULL OR cd.person_id = ? ORDER BY cd.revoked_at IS NOT NULL, cd.id DESC`,
    [personId, personId], (row) => ({
      id: row.id<'copyDelegation'>('id'),
      person: { id: row.id<'person'>('person_id'), name: row.text('name'), department: row.text('department') },
      level: delegatedLevel(row),
      fromOn: row.date('from_on'),
      reason: row.text('reason'),
      givenBy: row.text('given_name'),
      givenAt: row.int('given_at'),
      revoked: row.intOrNull('revoked_at') === null ? null : { by: row.text('revoked_name'), at: row.int('revoked_at'), remark: row.text('revoke_remark') },
    }),
  )
}

/** The highest rank of pages whose copies an actor decides about today; 0: none. */
export function authorityRank(db: Reader, actor: Actor, today: LocalDate): number {
  const held = standingDelegation(db, actor.id)
  return SECRECY_LEVELS.filter((level) => copyAuthority(actor, level, held ? [held] : [], today) !== null).reduce((highest, level) => Math.max(highest, levelRank(level)), 0)
}
