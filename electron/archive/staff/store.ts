// SQL of people, departments, roles and the public halves of their keys.
import { DEPARTMENT_KINDS, permits, ROLES, type DepartmentKind, type Permission, type Role } from '#shared/domain/role.ts'
import { SCOPES, widestApproval, SECRECY_LEVELS, levelRank, type StandingApproval } from '#shared/domain/access.ts'
import type { Id } from '#shared/domain/id.ts'
import type { Instant, LocalDate } from '#shared/domain/local-date.ts'
import type { DepartmentView, StaffView } from '#shared/contract/staff.ts'
import type { Reader, Row, Writer } from '../database/database.ts'
import type { Actor } from '../handler.ts'

function rolesOf(db: Reader, personId: Id<'person'>): Role[] {
  const held = db.all('SELECT role FROM person_role WHERE person_id = ?', [personId], (row) => row.oneOf('role', ROLES))
  return ROLES.filter((role) => held.includes(role))
}

const STAFF = `
  SELECT p.id, p.login, p.name, p.active, p.created_at, p.last_sign_in_at,
         d.id AS department_id, d.name AS department_name, d.kind AS department_kind
  FROM person p JOIN department d ON d.id = p.department_id`

const readStaff = (db: Reader) => (row: Row): StaffView => ({
  id: row.id<'person'>('id'),
  login: row.text('login'),
  name: row.text('name'),
  roles: rolesOf(db, row.id<'person'>('id')),
  department: { id: row.id<'department'>('department_id'), name: row.text('department_name'), kind: row.oneOf('department_kind', DEPARTMENT_KINDS) },
  active: row.flag('active'),
  createdAt: row.int('created_at'),
  lastSignInAt: row.intOrNull('last_sign_in_at'),
})

export function staff(db: Reader): StaffView[] {
  return db.all(`${STAFF} ORDER BY p.active DESC, d.id, p.id`, [], readStaff(db))
}

export function personById(db: Reader, id: Id<'person'>): StaffView | null {
  return db.get(`${STAFF} WHERE p.id = ?`, [id], readStaff(db))
}

export function personByLogin(db: Reader, login: string): StaffView | null {
  return db.get(`${STAFF} WHERE p.login = ?`, [login], readStaff(db))
}

/** Whether somebody at work, other than these, holds a permission. */
export function isHeldBeside(db: Reader, permission: Permission, besides: readonly (Id<'person'> | null)[]): boolean {
  const roles = ROLES.filter((role) => permits([role], permission))
  const holders = db.all(
    'SELECT DISTINCT p.id FROM person p JOIN person_role r ON r.person_id = p.id WHERE p.active = 1 AND r.role IN (SELECT value FROM json_each(?))',
    [JSON.stringify(roles)], (row) => row.id<'person'>('id'),
  )
  return holders.some((id) => !besides.includes(id))
}

/** Who acts, by the widest standing approval of their roles alone (L5): what they were let read is for reading (`readsMore`). Null for a leaver. */
export function actorOf(db: Reader, id: Id<'person'>, on: LocalDate): Actor | null {
  const person = personById(db, id)
  if (!person?.active) return null
  const approvals = db.all(
    'SELECT a.scope, a.level FROM standing_approval a JOIN person_role r ON r.role = a.role WHERE r.person_id = ?', [id],
    (row): StandingApproval => ({ scope: row.oneOf('scope', SCOPES), level: SECRECY_LEVELS[row.int('level') - 1] ?? 'restricted' }),
  )
  const widest = widestApproval(approvals)
  return {
    id: person.id, login: person.login, name: person.name, roles: person.roles,
    departmentId: person.department.id, departmentName: person.department.name,
    scope: widest.scope, level: levelRank(widest.level), on, reads: false,
  }
}

/** Whether somebody let them read a dossier beyond their standing approval (L5). */
export function readsMore(db: Reader, id: Id<'person'>, on: LocalDate): boolean {
  return db.get(
    'SELECT 1 AS found FROM dossier_reader WHERE person_id = ? AND ended_at IS NULL AND (until_on IS NULL OR until_on >= ?) LIMIT 1', [id, on],
    (row) => row.flag('found'),
  ) ?? false
}

export function addPerson(
  db: Writer,
  person: { login: string; name: string; departmentId: Id<'department'>; roles: readonly Role[]; createdAt: Instant },
): Id<'person'> {
  db.run('INSERT INTO person (login, name, department_id, active, created_at) VALUES (?, ?, ?, 1, ?)', [
    person.login, person.name, person.departmentId, person.createdAt,
  ])
  const id = db.get('SELECT id FROM person WHERE login = ?', [person.login], (row) => row.id<'person'>('id'))
  if (id === null) throw new Error('the person was not entered')
  putRoles(db, id, person.roles)
  return id
}

export function updatePerson(db: Writer, id: Id<'person'>, change: { name: string; departmentId: Id<'department'>; roles: readonly Role[]; active: boolean }): void {
  db.run('UPDATE person SET name = ?, department_id = ?, active = ? WHERE id = ?', [change.name, change.departmentId, change.active ? 1 : 0, id])
  db.run('DELETE FROM person_role WHERE person_id = ?', [id])
  putRoles(db, id, change.roles)
}

export function setActive(db: Writer, id: Id<'person'>, active: boolean): void {
  db.run('UPDATE person SET active = ? WHERE id = ?', [active ? 1 : 0, id])
}

function putRoles(db: Writer, id: Id<'person'>, roles: readonly Role[]): void {
  for (const role of new Set(roles)) db.run('INSERT INTO person_role (person_id, role) VALUES (?, ?)', [id, role])
}

export function markSignIn(db: Writer, id: Id<'person'>, at: Instant): void {
  db.run('UPDATE person SET last_sign_in_at = ? WHERE id = ?', [at, id])
}

export function putApproval(db: Writer, role: Role, approval: StandingApproval): void {
  db.run('INSERT INTO standing_approval (role, scope, level) VALUES (?, ?, ?)', [role, approval.scope, levelRank(approval.level)])
}

/** How many at work hold a role. */
export function countActive(db: Reader, role: Role): number {
  return db.get(
    'SELECT count(*) AS n FROM person p JOIN person_role r ON r.person_id = p.id WHERE r.role = ? AND p.active = 1', [role],
    (row) => row.int('n'),
  ) ?? 0
}

/** Enters a new key for a person and retires the one before. */
export function addKey(db: Writer, personId: Id<'person'>, publicKey: Uint8Array, at: Instant): Id<'key'> {
  db.run('UPDATE person_key SET retired_at = ? WHERE person_id = ? AND retired_at IS NULL', [at, personId])
  db.run('INSERT INTO person_key (person_id, public_key, created_at) VALUES (?, ?, ?)', [personId, publicKey, at])
  const id = db.get('SELECT id FROM person_key WHERE public_key = ?', [publicKey], (row) => row.id<'key'>('id'))
  if (id === null) throw new Error('the key was not entered')
  return id
}

/** True when this is the person's present key, behind their present password. One later than the database knows of was being changed in a crash. */
export function isPresentKey(
  db: Reader, { personId, keyId, generation, publicKey }: { personId: Id<'person'>; keyId: Id<'key'>; generation: number; publicKey: Uint8Array },
): boolean {
  return db.get(
    'SELECT 1 AS found FROM person_key WHERE id = ? AND person_id = ? AND public_key = ? AND retired_at IS NULL AND generation <= ?',
    [keyId, personId, publicKey, generation], (row) => row.flag('found'),
  ) ?? false
}

/** The box key that goes with a key, in hex; '' where it was not entered yet. */
export function boxKeyOfRow(db: Reader, keyId: Id<'key'>): string {
  return db.get('SELECT hex(box_key) AS box_key FROM person_key WHERE id = ?', [keyId], (row) => row.text('box_key')) ?? ''
}

export function putBoxKey(db: Writer, keyId: Id<'key'>, boxKey: Uint8Array): void {
  db.run('UPDATE person_key SET box_key = ? WHERE id = ?', [boxKey, keyId])
}

/** Enters that the password in front of a key was changed. */
export function putGeneration(db: Writer, keyId: Id<'key'>, generation: number): void {
  db.run('UPDATE person_key SET generation = ? WHERE id = ?', [generation, keyId])
}

/** The public half of the recovery key that was made last, in hex, as the audit trail says. */
export function presentRecoveryKey(db: Reader): string | null {
  return db.get(
    `SELECT json_extract(content, '$.recoveryPublicKey') AS public_key FROM chain_content WHERE chain = 'audit' AND seq = coalesce(
       (SELECT max(seq) FROM chain_entry INDEXED BY chain_entry_recovery WHERE chain = 'audit' AND kind = 'archive.replaceRecoveryKey'),
       (SELECT seq FROM chain_entry WHERE chain = 'audit' AND seq = 1 AND kind = 'archive.setUp'))`, [],
    (row) => row.textOrNull('public_key'),
  )
}

const DEPARTMENT = `
  SELECT d.id, d.name, d.kind, (SELECT count(*) FROM person p WHERE p.department_id = d.id AND p.active = 1) AS staff_count FROM department d`

const readDepartment = (row: Row): DepartmentView => ({
  id: row.id<'department'>('id'), name: row.text('name'), kind: row.oneOf('kind', DEPARTMENT_KINDS), staffCount: row.int('staff_count'),
})

export function departments(db: Reader): DepartmentView[] {
  return db.all(`${DEPARTMENT} ORDER BY d.id`, [], readDepartment)
}

export function departmentById(db: Reader, id: Id<'department'>): DepartmentView | null {
  return db.get(`${DEPARTMENT} WHERE d.id = ?`, [id], readDepartment)
}

export function departmentByName(db: Reader, name: string): DepartmentView | null {
  return db.get(`${DEPARTMENT} WHERE d.name = ?`, [name], readDepartment)
}

export function addDepartment(db: Writer, name: string, kind: DepartmentKind): Id<'department'> {
  db.run('INSERT INTO department (name, kind) VALUES (?, ?)', [name, kind])
  const added = departmentByName(db, name)
  if (!added) throw new Error('the department was not entered')
  return added.id
}

export function renameDepartment(db: Writer, id: Id<'department'>, name: string): void {
  db.run('UPDATE department SET name = ? WHERE id = ?', [name, id])
}

/** Names of departments and people, in the order in which they are kept. */
export function namesOf(db: Reader, departmentIds: readonly Id<'department'>[], personIds: readonly Id<'person'>[]) {
  return {
    departments: db.all(
      'SELECT id, name FROM department WHERE id IN (SELECT value FROM json_each(?)) ORDER BY id', [JSON.stringify(departmentIds)],
      (row) => ({ id: row.id<'department'>('id'), name: row.text('name') }),
    ),
    people: db.all(
      'SELECT id, name FROM person WHERE id IN (SELECT value FROM json_each(?)) ORDER BY id', [JSON.stringify(personIds)],
      (row) => ({ id: row.id<'person'>('id'), name: row.text('name') }),
    ),
  }
}
