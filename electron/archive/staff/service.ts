// Staff, departments, roles: who has a key to the archive (rules A1, H6).
import type { staffContract } from '#shared/contract/staff.ts'
import type { Input } from '#shared/contract/index.ts'
import type { Id } from '#shared/domain/id.ts'
import { enterAudit } from '../audit/trail.ts'
import type { Reader, Writer } from '../database/database.ts'
import type { Engine } from '../engine.ts'
import type { HandlersOf } from '../handler.ts'
import { notFound, Refusal, refused, wrongFields } from '../refusal.ts'
import { actingBy, type Acting } from '../session/acting.ts'
import { requireUnguessed } from '../session/proof.ts'
import { enterKey, giveNewKey, ofThoseAtWork, someone } from '../session/service.ts'
import { systemCode } from '../system-code.ts'
import { boxKeyOf } from '../vault/box.ts'
import { readKeyring, sealEntry, writeKeyring } from '../vault/keyring.ts'
import { changeWithKeyring } from '../vault/keyring-change.ts'
import { makeSigningPair } from '../vault/signing.ts'
import {
  addDepartment, addPerson, countActive, departmentById, departmentByName, departments, personById, personByLogin, renameDepartment,
  staff, updatePerson,
} from './store.ts'

export const staffHandlers: HandlersOf<typeof staffContract> = {
  'staff.list': { read: ({ db }) => staff(db) },
  'staff.colleagues': {
    read: ({ db }) => staff(db).filter((person) => person.active).map(({ id, login, name, roles, department }) => ({ id, login, name, roles, department })),
  },
  'staff.add': { steer: add },
  'staff.update': { steer: update },
  'staff.resetPassword': {
    steer: async (engine, { id, password }, acting) => {
      const { archive, session } = someone(acting)
      const person = personById(archive.database.reader, id)
      if (!person) throw notFound('person')
      await giveNewKey(engine, { archive, session }, { ...person, password }, 'staff.resetPassword')
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

async function add(engine: Engine, input: Input<'staff.add'>, acting: Acting | null): Promise<{ id: Id<'person'> }> {
  const { archive, session } = someone(acting)
  const { database } = archive
  requirePossible(database.reader, input)
  requireUnguessed(engine, 'password', input.password, { login: input.login, name: input.name })
  const { archiveId } = readKeyring(engine.places.keyring)
  const pair = makeSigningPair()
  const sealed = await sealEntry(archiveId, input, archive.keys.data, pair)
  await database.turn()
  actingBy(engine, session.token, 'staff.manage')
  const id = changeWithKeyring(engine.places, database, (db) => {
    requirePossible(db, input)
    const added = addPerson(db, { ...input, createdAt: engine.clock() })
    const { login, name, roles, departmentId: department } = input
    enterKey(engine, db, session, { personId: added, sealed, boxKey: boxKeyOf(archiveId, pair.privateKey) }, 'staff.add', () => ({ login, name, roles, department }))
    return added
  })
  archive.afterwards.due()
  return { id }
}

function requirePossible(db: Reader, { login, departmentId }: { login: string; departmentId: Id<'department'> }): void {
  if (personByLogin(db, login)) throw wrongFields({ path: ['login'], problem: 'login.exists' })
  if (!departmentById(db, departmentId)) throw wrongFields({ path: ['departmentId'], problem: 'department.unknown' })
}

function update(engine: Engine, input: Input<'staff.update'>, acting: Acting | null): Record<string, never> {
  const { archive, session } = someone(acting)
  changeWithKeyring(engine.places, archive.database, (db) => {
    const person = personById(db, input.id)
    if (!person) throw notFound('person')
    if (!departmentById(db, input.departmentId)) throw wrongFields({ path: ['departmentId'], problem: 'department.unknown' })
    if (input.active && !person.active) throw refused('staff.resetToReturn')
    updatePerson(db, input.id, input)
    if (countActive(db, 'administrator') === 0) throw refused('staff.lastAdministrator')
    enterAudit(db, engine.clock(), session, 'staff.update', {
      person: input.id, nameBefore: person.name, name: input.name, rolesBefore: person.roles, roles: input.roles,
      departmentBefore: person.department.id, department: input.departmentId, activeBefore: person.active, active: input.active,
    })
    if (!input.active) takeOutLeavers(engine, db)
  })
  archive.afterwards.due()
  if (!input.active) engine.sessions.endAllOf(input.id)
  return {}
}

/** Where no keyring can be read they are shut out all the same: an entry that comes back with one opens nothing, is told, and goes with the next change. */
function takeOutLeavers({ places: { keyring } }: Engine, db: Writer): void {
  try {
    writeKeyring(keyring, ofThoseAtWork(db, readKeyring(keyring)))
  } catch (error) {
    const isUnreadable = error instanceof Refusal && error.details.problem === 'keyring.damaged'
    if (!isUnreadable && systemCode(error) !== 'ENOENT') throw error
  }
}
