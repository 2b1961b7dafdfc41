// Signing in and out, passwords, the recovery key (rule A1; DESIGN decision 2).
import type { Buffer } from 'node:buffer'
import type { sessionContract } from '#shared/contract/session.ts'
import type { Output } from '#shared/contract/index.ts'
import { dayOf } from '#shared/domain/local-date.ts'
import { enterAudit } from '../audit/trail.ts'
import { idleMinutes } from '../desk/store.ts'
import { unlock, type Engine, type OpenArchive } from '../engine.ts'
import type { AuditNote, HandlersOf } from '../handler.ts'
import { notFound, Refusal, refused } from '../refusal.ts'
import { addKey, isPresentKey, markSignIn, personById, personByLogin, setActive } from '../staff/store.ts'
import {
  makeEntry, makeRecoveryKey, openWithRecoveryKey, readKeyring, sealForRecovery, withEntry, writeKeyring, type Opened,
} from '../vault/keyring.ts'
import { makeSigningPair, privateKeyFrom } from '../vault/signing.ts'
import { openByPassword } from './proof.ts'
import type { Session } from './sessions.ts'
import { setUpArchive } from './set-up.ts'

const personView = (engine: Engine, archive: OpenArchive, session: Session): Output<'session.me'> => {
  const person = personById(archive.database.reader, session.personId)
  if (!person?.active) {
    engine.sessions.end(session.token)
    throw new Refusal('notSignedIn', 'sign in first')
  }
  const { id, login, name, roles, department } = person
  return { id, login, name, roles, department }
}

/** The open archive of a session. @throws Refusal `notSignedIn`. */
export function signedIn(engine: Engine, session: Session | null): { archive: OpenArchive; session: Session } {
  if (!engine.archive || !session) throw new Refusal('notSignedIn', 'sign in first')
  return { archive: engine.archive, session }
}

/** Enters an audit entry outside a handler's own transaction. */
export function auditAlone(engine: Engine, archive: OpenArchive, session: Session | null, method: string, note: AuditNote): void {
  archive.database.transaction((db) => enterAudit(db, engine.clock(), session, method, note))
  archive.afterwards.due()
}

function begin(engine: Engine, archive: OpenArchive, opened: Opened, method: string): { token: string; me: Output<'session.me'> } {
  const db = archive.database.reader
  if (!personById(db, opened.personId)?.active) throw new Refusal('wrongPassword', 'log-in and password do not fit')
  if (!isPresentKey(db, opened.personId, opened.keyId, opened.publicKey)) throw refused('keyring.stale')
  const session = engine.sessions.begin({ personId: opened.personId, keyId: opened.keyId, key: privateKeyFrom(opened.signingKey) })
  archive.database.transaction((writer) => {
    markSignIn(writer, opened.personId, engine.clock())
    enterAudit(writer, engine.clock(), session, method, {})
  })
  archive.afterwards.due()
  return { token: session.token, me: personView(engine, archive, session) }
}

async function setUp(engine: Engine, input: Parameters<typeof setUpArchive>[1]): Promise<Output<'archive.setUp'>> {
  if (engine.descriptor) throw refused('archive.exists')
  const recoveryKey = await setUpArchive(engine, input)
  const opened = await openByPassword(engine, input.adminLogin, input.adminPassword, 'adminPassword')
  return { recoveryKey, ...begin(engine, await unlock(engine, opened.dataKey), opened, 'session.signIn') }
}

async function recover(engine: Engine, input: { recoveryKey: string; login: string; password: string }): Promise<Record<string, never>> {
  const keyring = existingKeyring(engine)
  const dataKey = openWithRecoveryKey(keyring, input.recoveryKey)
  const archive = await unlock(engine, dataKey)
  const person = personByLogin(archive.database.reader, input.login)
  if (!person) throw notFound('person')
  await giveNewKey(engine, archive, dataKey, { id: person.id, login: person.login, password: input.password }, null, 'archive.recover')
  engine.sessions.endAllOf(person.id)
  return {}
}

function existingKeyring(engine: Engine): ReturnType<typeof readKeyring> {
  if (!engine.descriptor) throw new Refusal('unavailable', 'no archive yet', { problem: 'archive.absent' })
  return readKeyring(engine.places.keyring)
}

/** A new password and with it a new signing key; the old key still verifies old lines. */
export async function giveNewKey(
  engine: Engine,
  archive: OpenArchive,
  dataKey: Buffer,
  person: { id: Parameters<typeof addKey>[1]; login: string; password: string },
  session: Session | null,
  method: string,
): Promise<void> {
  const pair = makeSigningPair()
  const { archiveId } = readKeyring(engine.places.keyring)
  // The id of the key is only known inside the transaction, the sealing takes time outside it: reserve the next one first.
  const keyId = archive.database.transaction((db) => {
    const added = addKey(db, person.id, pair.publicKey, engine.clock())
    enterAudit(db, engine.clock(), session, method, { person: person.id, key: added, publicKey: pair.publicKey.toString('hex') })
    return added
  })
  const entry = await makeEntry(archiveId, { ...person, keyId }, dataKey, pair)
  writeKeyring(engine.places.keyring, withEntry(readKeyring(engine.places.keyring), entry))
  archive.database.transaction((db) => {
    setActive(db, person.id, true)
  })
  archive.afterwards.due()
}

async function signIn(engine: Engine, input: { login: string; password: string }): Promise<Output<'session.signIn'>> {
  existingKeyring(engine)
  try {
    const opened = await openByPassword(engine, input.login, input.password, 'password')
    return begin(engine, await unlock(engine, opened.dataKey), opened, 'session.signIn')
  } catch (error) {
    const failed = error instanceof Refusal && error.code === 'wrongPassword'
    // While the archive is locked there is nowhere to write: the entry is missing then (docs/security.md).
    if (failed && engine.archive) auditAlone(engine, engine.archive, null, 'session.signInFailed', {})
    throw error
  }
}

export const sessionHandlers: HandlersOf<typeof sessionContract> = {
  'session.state': {
    steer: (engine) => {
      const now = engine.clock()
      const { descriptor, archive } = engine
      return {
        archive: descriptor === null ? 'absent' : archive === null ? 'locked' : 'open',
        store: descriptor === null ? null : { name: descriptor.storeName, code: descriptor.storeCode },
        training: descriptor?.training ?? false,
        now,
        today: dayOf(now),
        idleMinutes: archive ? idleMinutes(archive.database.reader) : 5,
      }
    },
  },
  'archive.setUp': { steer: setUp },
  'archive.recover': { steer: recover },
  'archive.replaceRecoveryKey': {
    steer: async (engine, { password }, session) => {
      const { archive, session: own } = signedIn(engine, session)
      await openByPassword(engine, personView(engine, archive, own).login, password, 'password')
      const recoveryKey = makeRecoveryKey()
      const keyring = readKeyring(engine.places.keyring)
      writeKeyring(engine.places.keyring, { ...keyring, recovery: sealForRecovery(keyring.archiveId, recoveryKey, archive.dataKey) })
      auditAlone(engine, archive, own, 'archive.replaceRecoveryKey', {})
      return { recoveryKey }
    },
  },
  'session.signIn': { steer: signIn },
  'session.signOut': {
    steer: (engine, _input, session) => {
      const { archive, session: own } = signedIn(engine, session)
      auditAlone(engine, archive, own, 'session.signOut', {})
      engine.sessions.end(own.token)
      return {}
    },
  },
  'session.touch': { read: () => ({}) },
  'session.me': {
    steer: (engine, _input, session) => {
      const { archive, session: own } = signedIn(engine, session)
      return personView(engine, archive, own)
    },
  },
  'session.changePassword': {
    steer: async (engine, { current, next }, session) => {
      const { archive, session: own } = signedIn(engine, session)
      const me = personView(engine, archive, own)
      const opened = await openByPassword(engine, me.login, current, 'current')
      const keyring = readKeyring(engine.places.keyring)
      const entry = await makeEntry(
        keyring.archiveId, { id: me.id, login: me.login, password: next, keyId: opened.keyId }, opened.dataKey,
        { publicKey: opened.publicKey, privateKey: opened.signingKey },
      )
      writeKeyring(engine.places.keyring, withEntry(readKeyring(engine.places.keyring), entry))
      auditAlone(engine, archive, own, 'session.changePassword', {})
      return {}
    },
  },
}
