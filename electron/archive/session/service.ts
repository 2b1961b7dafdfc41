// Signing in and out, passwords, the recovery key (rule A1; DESIGN decision 2).
import type { Buffer } from 'node:buffer'
import type { sessionContract } from '#shared/contract/session.ts'
import type { Output } from '#shared/contract/index.ts'
import { dayOf, isClockBehind } from '#shared/domain/local-date.ts'
import type { Id } from '#shared/domain/id.ts'
import { enterAudit } from '../audit/trail.ts'
import { keyringDiffers } from '../chain/check-audit.ts'
import type { Writer } from '../database/database.ts'
import { idleMinutes } from '../desk/store.ts'
import { unlock, type Engine, type OpenArchive } from '../engine.ts'
import type { AuditNote, HandlersOf } from '../handler.ts'
import { notFound, Refusal, refused } from '../refusal.ts'
import { addKey, boxKeyOfRow, markSignIn, personById, personByLogin, presentRecoveryKey, putBoxKey, putGeneration, setActive } from '../staff/store.ts'
import { boxKeyOf } from '../vault/box.ts'
import {
  loginAsKept, makeRecoveryKey, openWithRecoveryKey, readKeyring, recoveryProofBytes, recoverySigningPair, sealEntry, sealForRecovery, withEntry,
  writeKeyring, type Keyring, type Opened, type SealedEntry,
} from '../vault/keyring.ts'
import { changeWithKeyring } from '../vault/keyring-change.ts'
import { makeSigningPair, privateKeyFrom, signBytes } from '../vault/signing.ts'
import { removeRestoredMark } from '../backup/restored-mark.ts'
import { actingBy, type Acting } from './acting.ts'
import { enterFailure, openByPassword, requireStanding, requireUnguessed } from './proof.ts'
import type { Session } from './sessions.ts'
import { OF_RECOVERY_KEY } from './tries.ts'
import { setUpArchive } from './set-up.ts'

/** The one who acts; dispatch has asked for them before any method but those that anyone may call. */
export function someone(acting: Acting | null): Acting {
  if (!acting) throw new Refusal('notSignedIn', 'sign in first')
  return acting
}

function personView({ id, login, name, roles, departmentId }: Acting['actor'], archive: OpenArchive): Output<'session.me'> {
  const department = personById(archive.database.reader, id)?.department
  if (department?.id !== departmentId) throw notFound('department')
  return { id, login, name, roles: [...roles], department }
}

/** Enters an audit entry outside a handler's own transaction. */
export function auditAlone(engine: Engine, { archive, session }: Pick<Acting, 'archive' | 'session'>, method: string, note: AuditNote): void {
  archive.database.transaction((db) => enterAudit(db, engine.clock(), session, method, note))
  archive.afterwards.due()
}

function begin(engine: Engine, archive: OpenArchive, opened: Opened): { token: string; me: Output<'session.me'> } {
  const db = archive.database.reader
  requireStanding(db, opened)
  const session = engine.sessions.begin({ personId: opened.personId, keyId: opened.keyId, key: privateKeyFrom(opened.signingKey) })
  archive.database.transaction((writer) => {
    markSignIn(writer, opened.personId, engine.clock())
    const { restored } = engine
    const note = { ...(restored?.failed === null ? { restored: restored.point } : {}), ...noteBox(engine, writer, opened) }
    enterAudit(writer, engine.clock(), session, 'session.signIn', note)
  })
  if (engine.restored) removeRestoredMark(engine.places)
  engine.restored = null
  archive.afterwards.due()
  return { token: session.token, me: personView(actingBy(engine, session.token, 'signedIn').actor, archive) }
}

/** Once for a key: so that a data key can be sealed to its owner when they are not there. They sign that it is theirs. */
function noteBox({ descriptor }: Engine, db: Writer, { keyId, signingKey }: Opened): AuditNote {
  if (!descriptor || boxKeyOfRow(db, keyId) !== '') return {}
  const boxKey = boxKeyOf(descriptor.archiveId, signingKey)
  putBoxKey(db, keyId, boxKey)
  return { key: keyId, boxKey: boxKey.toString('hex') }
}

async function setUp(engine: Engine, input: Parameters<typeof setUpArchive>[1]): Promise<Output<'archive.setUp'>> {
  if (engine.descriptor || engine.settingUp) throw refused('archive.exists')
  if (engine.otherTime && !input.training) throw refused('clock.trainingOnly')
  const { adminLogin: login, adminName: name, storeName, storeCode: code } = input
  requireUnguessed(engine, 'adminPassword', input.adminPassword, { login, name, storeName, storeCode: code })
  engine.settingUp = true
  try {
    const recoveryKey = await setUpArchive(engine, input)
    const opened = await openByPassword(engine, input.adminLogin, input.adminPassword, 'adminPassword')
    return { recoveryKey, ...begin(engine, await unlock(engine, opened.dataKey), opened) }
  } finally {
    engine.settingUp = false
  }
}

async function recover(engine: Engine, input: { recoveryKey: string; login: string; password: string }): Promise<Record<string, never>> {
  const keyring = existingKeyring(engine)
  const dataKey = await recoveredKey(engine, keyring, input.recoveryKey)
  const archive = await unlock(engine, dataKey)
  const person = personByLogin(archive.database.reader, input.login)
  if (!person) throw notFound('person')
  const pair = recoverySigningPair(keyring.archiveId, input.recoveryKey)
  // One that was replaced since opens an older keyring, put back, and nothing here.
  const requirePresent = (): void => {
    if (presentRecoveryKey(archive.database.reader) !== pair.publicKey.toString('hex')) throw refused('keyring.recoveryStale')
  }
  requirePresent()
  const recovery = privateKeyFrom(pair.privateKey)
  await giveNewKey(engine, { archive, session: null }, { ...person, password: input.password }, 'archive.recover', (keyId, publicKey) => {
    // Replaced while the new password was sealed.
    requirePresent()
    return { proof: signBytes(recovery, recoveryProofBytes(person.id, keyId, publicKey)).toString('hex') }
  })
  return {}
}

async function recoveredKey(engine: Engine, keyring: ReturnType<typeof readKeyring>, recoveryKey: string): Promise<Buffer> {
  try {
    return await engine.tries.during(OF_RECOVERY_KEY, () => Promise.resolve(openWithRecoveryKey(keyring, recoveryKey)))
  } catch (error) {
    if (error instanceof Refusal && error.code === 'wrongPassword') {
      await engine.archive?.database.turn()
      enterFailure(engine, null, 'recoveryKey')
    }
    throw error
  }
}

function existingKeyring(engine: Engine): ReturnType<typeof readKeyring> {
  if (!engine.descriptor) throw new Refusal('unavailable', 'no archive yet', { problem: 'archive.absent' })
  return readKeyring(engine.places.keyring)
}

/**
 * A new password and with it a new signing key; the old key still verifies old lines, the person is at work, and whoever was signed
 * in by the old one is not any more. Database and keyring change together: what is slow comes first.
 * @throws Refusal `staff.changedMeanwhile` when the person was shut out or brought back while the password was sealed.
 */
export async function giveNewKey(
  engine: Engine,
  { archive, session }: { archive: OpenArchive; session: Session | null },
  person: { id: Id<'person'>; login: string; name: string; password: string },
  method: string,
  more: (keyId: Id<'key'>, publicKey: Buffer) => AuditNote = () => ({}),
): Promise<void> {
  requireUnguessed(engine, 'password', person.password, person)
  const wasActive = personById(archive.database.reader, person.id)?.active
  const pair = makeSigningPair()
  const { archiveId } = readKeyring(engine.places.keyring)
  const sealed = await sealEntry(archiveId, person, archive.keys.data, pair)
  // By recovery nobody signs whose it is: they do when they sign in.
  const boxKey = session && boxKeyOf(archiveId, pair.privateKey)
  await archive.database.turn()
  if (session) actingBy(engine, session.token, 'staff.manage')
  changeWithKeyring(engine.places, archive.database, (db) => {
    if (personById(db, person.id)?.active !== wasActive) throw refused('staff.changedMeanwhile')
    setActive(db, person.id, true)
    enterKey(engine, db, session, { personId: person.id, sealed, boxKey }, method, more)
  })
  archive.afterwards.due()
  engine.sessions.endAllOf(person.id)
}

/** Enters a sealed key in database, audit trail and keyring, as `changeWithKeyring` asks. */
export function enterKey(
  engine: Engine, db: Writer, session: Session | null, { personId, sealed, boxKey }: { personId: Id<'person'>; sealed: SealedEntry; boxKey: Buffer | null }, method: string,
  more: (keyId: Id<'key'>, publicKey: Buffer) => AuditNote,
): void {
  const { publicKey } = sealed
  const keyId = addKey(db, personId, publicKey, engine.clock())
  if (boxKey) putBoxKey(db, keyId, boxKey)
  const box = boxKey ? { boxKey: boxKey.toString('hex') } : {}
  enterAudit(db, engine.clock(), session, method, { person: personId, key: keyId, publicKey: publicKey.toString('hex'), ...box, ...more(keyId, publicKey) })
  writeKeyring(engine.places.keyring, ofThoseAtWork(db, withEntry(readKeyring(engine.places.keyring), { ...sealed, personId, keyId })))
}

/** Without leavers, whom an old keyring that was put back may have brought along. */
export function ofThoseAtWork(db: Writer, keyring: Keyring): Keyring {
  return { ...keyring, people: keyring.people.filter(({ personId }) => personById(db, personId)?.active) }
}

async function signIn(engine: Engine, input: { login: string; password: string }): Promise<Output<'session.signIn'>> {
  existingKeyring(engine)
  const opened = await openByPassword(engine, input.login, input.password, 'password')
  const archive = await unlock(engine, opened.dataKey)
  const sealed = opened.boxed ? await sealedAgain(engine, input, opened) : null
  await archive.database.turn()
  const begun = begin(engine, archive, opened)
  const keyring = readKeyring(engine.places.keyring)
  const { personId, keyId } = opened
  if (sealed && keyring.people.some((entry) => entry.keyId === keyId && entry.ephemeral)) writeKeyring(engine.places.keyring, withEntry(keyring, { ...sealed, personId, keyId }))
  return begun
}

/** The data key was changed while they were not there: from now on their password opens it as before, and their signing key alone does not. */
async function sealedAgain({ places }: Engine, { login, password }: { login: string; password: string }, opened: Opened): Promise<SealedEntry> {
  const { archiveId } = readKeyring(places.keyring)
  const { generation, dataKey, publicKey, signingKey } = opened
  return sealEntry(archiveId, { login: loginAsKept(login), password, generation }, dataKey, { publicKey, privateKey: signingKey })
}

/** Signs everybody out whose window is gone (A1), at once; the trail follows when it can be written. */
export async function endSessions(engine: Engine): Promise<void> {
  const { archive } = engine
  const ended = engine.sessions.endAll()
  if (!archive || ended.length === 0) return
  await archive.database.turn()
  for (const session of ended) auditAlone(engine, { archive, session }, 'session.signOut', {})
}

async function changePassword(engine: Engine, input: { current: string; next: string }, acting: Acting | null): Promise<Record<string, never>> {
  const { session, actor, archive } = someone(acting)
  requireUnguessed(engine, 'next', input.next, actor)
  const opened = await openByPassword(engine, actor.login, input.current, 'current')
  const { archiveId } = readKeyring(engine.places.keyring)
  const generation = opened.generation + 1
  const sealed = await sealEntry(
    archiveId, { login: actor.login, password: input.next, generation }, opened.dataKey, { publicKey: opened.publicKey, privateKey: opened.signingKey },
  )
  await archive.database.turn()
  // A leaver, or one whose key was replaced meanwhile, is not put back by a change that was under way.
  const still = actingBy(engine, session.token, 'signedIn')
  changeWithKeyring(engine.places, archive.database, (db) => {
    requireStanding(db, opened)
    putGeneration(db, opened.keyId, generation)
    enterAudit(db, engine.clock(), still.session, 'session.changePassword', { key: opened.keyId, generation })
    writeKeyring(engine.places.keyring, withEntry(readKeyring(engine.places.keyring), { ...sealed, personId: actor.id, keyId: opened.keyId }))
  })
  archive.afterwards.due()
  return {}
}

async function replaceRecoveryKey(engine: Engine, { password }: { password: string }, acting: Acting | null): Promise<{ recoveryKey: string }> {
  const { session, actor, archive } = someone(acting)
  await openByPassword(engine, actor.login, password, 'password')
  await archive.database.turn()
  const still = actingBy(engine, session.token, 'staff.manage')
  const recoveryKey = makeRecoveryKey()
  const keyring = readKeyring(engine.places.keyring)
  const { publicKey } = recoverySigningPair(keyring.archiveId, recoveryKey)
  changeWithKeyring(engine.places, archive.database, (db) => {
    enterAudit(db, engine.clock(), still.session, 'archive.replaceRecoveryKey', { recoveryPublicKey: publicKey.toString('hex') })
    writeKeyring(engine.places.keyring, { ...keyring, recovery: sealForRecovery(keyring.archiveId, recoveryKey, archive.keys.data) })
  })
  archive.afterwards.due()
  return { recoveryKey }
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
        headsDiffer: archive?.headsDiffer ?? null,
        clockBehind: archive && !descriptor?.training && isClockBehind(now, archive.lastAudited) ? archive.lastAudited : null,
        restored: engine.restored && { takenAt: engine.restored.takenAt, kept: engine.restored.kept, failed: engine.restored.failed },
        keyringDiffers: archive !== null && keyringDiffers(engine.places.keyring, archive.database.reader, archive.keys),
      }
    },
  },
  'archive.setUp': { steer: setUp },
  'archive.recover': { steer: recover },
  'archive.replaceRecoveryKey': { steer: replaceRecoveryKey },
  'session.signIn': { steer: signIn },
  'session.signOut': {
    steer: (engine, _input, acting) => {
      const own = someone(acting)
      auditAlone(engine, own, 'session.signOut', {})
      engine.sessions.end(own.session.token)
      return {}
    },
  },
  'session.touch': { read: () => ({}) },
  'session.me': { steer: (_engine, _input, acting) => personView(someone(acting).actor, someone(acting).archive) },
  'session.changePassword': { steer: changePassword },
}
