// Staff, departments, roles: who has a key to the archive (rules A1, H6).
import type { staffContract } from '#shared/contract/staff.ts'
import type { Input } from '#shared/contract/index.ts'
import type { Id } from '#shared/domain/id.ts'
import { enterAudit } from '../audit/trail.ts'
import type { Writer } from '../database/database.ts'
import type { Engine } from '../engine.ts'
import type { HandlersOf } from '../handler.ts'
import { notFound, Refusal, refused, wrongFields } from '../refusal.ts'
import { auditAlone, giveNewKey, signedIn } from '../session/service.ts'
import type { Session } from '../session/sessions.ts'
import { readKeyring, withoutPerson, writeKeyring } from '../vault/keyring.ts'
import {
  addDepartment, addPerson, countActive, departmentById, departmentByName, departments, personById, personByLogin, renameDepartment,
  setActive, staff, updatePerson,
} from './store.ts'

export const staffHandlers: HandlersOf<typeof staffContract> = {
  'staff.list': { read: ({ db }) => staff(db) },
  'staff.colleagues': {
    read: ({ db }) => staff(db).filter((person) => person.active).map(({ id, login, name, roles, department }) => ({ id, login, name, roles, department })),
  },
  'staff.add': { steer: add },
  'staff.update': { steer: update },
  'staff.resetPassword': {
    steer: async (engine, { id, password }, session) => {
      const { archive, session: own } = signedIn(engine, session)
      const person = personById(archive.database.reader, id)
      if (!person) throw notFound('person')
      await giveNewKey(engine, archive, archive.dataKey, { id, login: person.login, password }, own, 'staff.resetPassword')
      if (id !== own.personId) engine.sessions.endAllOf(id)
      return {}
    },
  },
  'department.list': { read: ({ db }) => departments(db) },
  'department.add': {
    write: ({ db, note }, { name, kind }) => {
      requireFreeName(db, name)
      const id = addDepartment(db, name, kind)
      note({ department: id, name, kind })
      return { id }
    },
  },
  'department.rename': {
    write: ({ db, note }, { id, name }) => {
      const department = departmentById(db, id)
      if (!department) throw notFound('department')
      if (department.name !== name) requireFreeName(db, name)
      note({ department: id, before: department.name, after: name })
      renameDepartment(db, id, name)
      return {}
    },
  },
}

function requireFreeName(db: Writer, name: string): void {
  if (departmentByName(db, name)) throw wrongFields({ path: ['name'], problem: 'department.exists' })
}

async function add(engine: Engine, input: Input<'staff.add'>, session: Session | null): Promise<{ id: Id<'person'> }> {
  const { archive, session: own } = signedIn(engine, session)
  const { database } = archive
  const id = database.transaction((db) => {
    if (personByLogin(db, input.login)) throw wrongFields({ path: ['login'], problem: 'login.exists' })
    if (!departmentById(db, input.departmentId)) throw wrongFields({ path: ['departmentId'], problem: 'department.unknown' })
    const added = addPerson(db, { ...input, createdAt: engine.clock() })
    // Not at work until the key is in the keyring; giveNewKey says so then.
    setActive(db, added, false)
    enterAudit(db, engine.clock(), own, 'staff.add', { person: added, login: input.login, roles: input.roles })
    return added
  })
  await giveNewKey(engine, archive, archive.dataKey, { id, login: input.login, password: input.password }, own, 'staff.giveKey')
  return { id }
}

function update(engine: Engine, input: Input<'staff.update'>, session: Session | null): Record<string, never> {
  const { archive, session: own } = signedIn(engine, session)
  archive.database.transaction((db) => {
    const person = personById(db, input.id)
    if (!person) throw notFound('person')
    if (!departmentById(db, input.departmentId)) throw wrongFields({ path: ['departmentId'], problem: 'department.unknown' })
    if (input.active && !person.active) throw refused('staff.resetToReturn')
    updatePerson(db, input.id, input)
    if (countActive(db, 'administrator') === 0) throw new Refusal('refused', 'someone must keep the archive', { problem: 'staff.lastAdministrator' })
    enterAudit(db, engine.clock(), own, 'staff.update', {
      person: input.id, rolesBefore: person.roles, roles: input.roles, active: input.active, department: input.departmentId,
    })
  })
  if (!input.active) {
    writeKeyring(engine.places.keyring, withoutPerson(readKeyring(engine.places.keyring), input.id))
    engine.sessions.endAllOf(input.id)
    auditAlone(engine, archive, own, 'staff.shutOut', { person: input.id })
  }
  return {}
}
