// A member of staff who has the data key and their own signing key, and writes into the database by themselves: what they make of
// people, roles and keys is found (rules A1, A3, L5). Hashes fit and every entry is signed as its author can.
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Writer } from '#archive/database/database.ts'
import { recoveryProofBytes, recoverySigningPair, readKeyring, type Opened } from '#archive/vault/keyring.ts'
import { makeSigningPair, privateKeyFrom, signBytes, type SigningPair } from '#archive/vault/signing.ts'
import { toId } from '#shared/domain/id.ts'
import { LOGINS } from '#test/support/archive.ts'
import { changesOne, enterAct, makeBook, type Book } from '#test/support/tampered.ts'

let book: Book
let archivist: Opened
beforeAll(async () => {
  book = await makeBook()
  archivist = await book.opened(LOGINS.archivist)
})
afterAll(() => book.remove())

const NEW_KEY = 901

/** Puts a key into the database as if the program had given it, the person's former one retired. */
function putKey(db: Writer, personId: number, pair: SigningPair): { person: number; key: number; publicKey: string } {
  db.run('UPDATE person_key SET retired_at = 1 WHERE person_id = ? AND retired_at IS NULL', [personId])
  db.run('INSERT INTO person_key (id, person_id, public_key, created_at) VALUES (?, ?, ?, 0)', [NEW_KEY, personId, pair.publicKey])
  return { person: personId, key: NEW_KEY, publicKey: pair.publicKey.toString('hex') }
}

describe('A1 who may give keys and roles', () => {
  it('a colleague’s password reset by someone who is no administrator: the key does not count, nor what it signs', async () => {
    let reset = 0
    let signed = 0
    const findings = await book.found((db, { admin }) => {
      const pair = makeSigningPair()
      reset = enterAct(db, archivist, 'staff.resetPassword', putKey(db, admin.personId, pair)).seq
      signed = enterAct(db, { ...admin, keyId: toId<'key'>(NEW_KEY), signingKey: pair.privateKey }, 'session.signIn', {}).seq
    })
    expect(findings).toContainEqual({ where: `audit/${reset}`, problem: 'actor.notPermitted' })
    expect(findings).toContainEqual({ where: `person_key/${NEW_KEY}`, problem: 'key.notIntroduced' })
    expect(findings).toContainEqual({ where: `audit/${signed}/actor`, problem: 'signature.unknownKey' })
  })

  it('roles taken by oneself, with an entry of one’s own and without any', async () => {
    const take = (entered: boolean) => book.found((db) => {
      changesOne(db, "INSERT INTO person_role (person_id, role) VALUES (?, 'administrator')", [archivist.personId])
      if (entered) {
        enterAct(db, archivist, 'staff.update', {
          person: archivist.personId, name: '林静', roles: ['archivist', 'administrator'], department: 1, active: true,
        })
      }
    })
    const differs = { where: `person/${archivist.personId}/roles`, problem: 'person.differs' }
    expect(await take(false)).toEqual([differs])
    const entered = await take(true)
    expect(entered).toContainEqual(differs)
    expect(entered).toContainEqual(expect.objectContaining({ problem: 'actor.notPermitted' }))
  })

  it('an administrator’s own entries take effect: the check goes by what was so at each entry', async () => {
    expect(await book.found((db, { admin }) => {
      changesOne(db, "INSERT INTO person_role (person_id, role) VALUES (?, 'administrator')", [archivist.personId])
      enterAct(db, admin, 'staff.update', {
        person: archivist.personId, name: '林静', roles: ['archivist', 'administrator'], department: 1, active: true,
      })
      enterAct(db, archivist, 'backup.restore', {})
    })).toEqual([])
  })

  it('a second set-up, a key number given twice, and a person added twice, by an administrator', async () => {
    for (const [kind, key] of [['archive.setUp', NEW_KEY], ['staff.resetPassword', 1], ['staff.add', NEW_KEY]] as const) {
      expect(await book.found((db, { admin }) => {
        enterAct(db, admin, kind, {
          person: archivist.personId, key, publicKey: makeSigningPair().publicKey.toString('hex'), recoveryPublicKey: '00'.repeat(32),
          login: LOGINS.archivist, name: '林静', roles: ['administrator'], department: 1,
        })
      })).toEqual([expect.objectContaining({ problem: 'key.introducedWrongly' })])
    }
  })
})

describe('A1 the recovery key gives keys, and only the one in force', () => {
  const recover = (pairOf: (archiveId: string) => SigningPair) => book.found((db, { admin, places }) => {
    const pair = makeSigningPair()
    const note = putKey(db, admin.personId, pair)
    const proving = privateKeyFrom(pairOf(readKeyring(places.keyring).archiveId).privateKey)
    enterAct(db, null, 'archive.recover', { ...note, proof: signBytes(proving, recoveryProofBytes(note.person, note.key, pair.publicKey)).toString('hex') })
  })

  it('a recovery made up with the data key alone, or with the recovery key of before it was replaced', async () => {
    for (const pairOf of [makeSigningPair, (archiveId: string) => recoverySigningPair(archiveId, book.formerRecoveryKey)]) {
      const findings = await recover(pairOf)
      expect(findings).toContainEqual(expect.objectContaining({ problem: 'key.introducedWrongly' }))
      expect(findings).toContainEqual({ where: `person_key/${NEW_KEY}`, problem: 'key.notIntroduced' })
    }
  })

  it('a recovery key replaced by someone who is no administrator does not come into force', async () => {
    const pair = makeSigningPair()
    const findings = await book.found((db, { admin }) => {
      enterAct(db, archivist, 'archive.replaceRecoveryKey', { recoveryPublicKey: pair.publicKey.toString('hex') })
      const given = makeSigningPair()
      const note = putKey(db, admin.personId, given)
      const proof = signBytes(privateKeyFrom(pair.privateKey), recoveryProofBytes(note.person, note.key, given.publicKey)).toString('hex')
      enterAct(db, null, 'archive.recover', { ...note, proof })
    })
    expect(findings).toContainEqual(expect.objectContaining({ problem: 'actor.notPermitted' }))
    expect(findings).toContainEqual(expect.objectContaining({ problem: 'key.introducedWrongly' }))
  })
})

describe('A3 an old key signs nothing new', () => {
  it('one replaced by a reset, and a leaver’s', async () => {
    for (const former of Object.values(book.former)) {
      let seq = 0
      expect(await book.found((db) => {
        seq = enterAct(db, former, 'dossier.open', { dossier: 1 }).seq
      })).toEqual([{ where: `audit/${seq}/actor`, problem: 'signature.oldKey' }])
    }
  })

  it('something done that the role does not permit', async () => {
    let seq = 0
    expect(await book.found((db) => {
      seq = enterAct(db, archivist, 'backup.restore', {}).seq
    })).toEqual([{ where: `audit/${seq}`, problem: 'actor.notPermitted' }])
  })
})

describe('A1, L5 rows of staff are as the trail says', () => {
  it('people, departments and approvals changed, added, taken away', async () => {
    // Whoever has which number: they are added side by side.
    const id = archivist.personId
    const cases: [string, string, string][] = [
      [`UPDATE person SET name = '别人' WHERE id = ${id}`, `person/${id}/name`, 'person.differs'],
      [`UPDATE person SET login = 'other' WHERE id = ${id}`, `person/${id}/login`, 'person.differs'],
      [`UPDATE person SET department_id = department_id % 4 + 1 WHERE id = ${id}`, `person/${id}/department`, 'person.differs'],
      [`UPDATE person SET active = 0 WHERE id = ${id}`, `person/${id}/active`, 'person.differs'],
      [`UPDATE person SET active = 1 WHERE id = ${book.former.leaver.personId}`, `person/${book.former.leaver.personId}/active`, 'person.differs'],
      ["INSERT INTO person (id, login, name, department_id, active, created_at) VALUES (99, 'x', '某人', 1, 0, 0)", 'person/99', 'person.notIntroduced'],
      [`DELETE FROM person WHERE id = ${id}`, `person/${id}`, 'person.missing'],
      [`DELETE FROM person_role WHERE person_id = ${id}`, `person/${id}/roles`, 'person.differs'],
      ["INSERT INTO person_role (person_id, role) VALUES (99, 'administrator')", 'person/99/roles', 'person.differs'],
      ["UPDATE department SET kind = 'care' WHERE name = '精品附件部'", 'department/5', 'department.differs'],
      ["UPDATE department SET name = '精品部' WHERE name = '精品附件部'", 'department/5', 'department.differs'],
      ["UPDATE standing_approval SET scope = 'all', level = 3 WHERE role = 'salesConsultant'", 'standing_approval/salesConsultant', 'approval.differs'],
      ["DELETE FROM standing_approval WHERE role = 'archivist'", 'standing_approval/archivist', 'approval.differs'],
      ["INSERT INTO standing_approval (role, scope, level) VALUES ('guest', 'all', 3)", 'standing_approval/guest', 'approval.differs'],
    ]
    for (const [sql, where, problem] of cases) {
      expect(await book.found((db) => changesOne(db, sql, []))).toContainEqual({ where, problem })
    }
  })
})
