// Proving a password at this moment, for signing in and for signing a line.
import type { ErrorDetails } from '#shared/contract/envelope.ts'
import { wordsOf, type PasswordOwner } from '#shared/domain/password-owner.ts'
import { passwordProblem } from '#shared/domain/password.ts'
import { enterAudit } from '../audit/trail.ts'
import type { Reader } from '../database/database.ts'
import { requirePresentKey } from '../data-key/present.ts'
import type { Engine } from '../engine.ts'
import type { Proof } from '../handler.ts'
import { Refusal, refused, wrongFields } from '../refusal.ts'
import { isPresentKey, personById, personByLogin } from '../staff/store.ts'
import { loginAsKept, openEntry, readKeyring, type Opened } from '../vault/keyring.ts'
import { privateKeyFrom } from '../vault/signing.ts'
import { ofLogin } from './tries.ts'

/**
 * What log-in and password open. A failure is entered in the audit trail where that can be written: while the archive is locked
 * there is no key to write it with (docs/security.md).
 * @throws Refusal `wrongPassword`, with `field` as the place that did not fit; `password.wait` after too many of them; `keyring.otherKey` for a data key that was changed.
 */
export async function openByPassword(engine: Engine, login: string, password: string, field: string): Promise<Opened> {
  try {
    const opened = await engine.tries.during(ofLogin(loginAsKept(login)), () => openEntry(readKeyring(engine.places.keyring), login, password))
    requirePresentKey(engine, opened.dataKey)
    return opened
  } catch (error) {
    if (!(error instanceof Refusal) || error.code !== 'wrongPassword') throw error
    await engine.archive?.database.turn()
    enterFailure(engine, login, field)
    throw wrongPassword(field, error.details)
  }
}

function wrongPassword(field: string, { waitSeconds }: ErrorDetails = {}): Refusal {
  const wait = waitSeconds === undefined ? {} : { waitSeconds }
  return new Refusal('wrongPassword', 'log-in and password do not fit', { fields: [{ path: [field], problem: 'password.wrong' }], ...wait })
}

/** The log-in is named only if it is somebody's: what was typed may have been a password in the wrong box. */
export function enterFailure(engine: Engine, login: string | null, where: string): void {
  const { archive } = engine
  if (!archive) return
  const person = login === null ? null : personByLogin(archive.database.reader, loginAsKept(login))
  archive.database.transaction((db) => enterAudit(db, engine.clock(), null, 'password.failed', { person: person?.id ?? null, where }))
  archive.afterwards.due()
}

/** Whoever knows somebody, or the store, tries what is theirs first. @throws Refusal naming `field`. */
export function requireUnguessed({ descriptor }: Pick<Engine, 'descriptor'>, field: string, password: string, owner: PasswordOwner): void {
  const store = descriptor && { storeName: descriptor.storeName, storeCode: descriptor.storeCode }
  const problem = passwordProblem(password, wordsOf({ ...store, ...owner }))
  if (problem !== null) throw wrongFields({ path: [field], problem })
}

/**
 * Proves log-in and password of someone at work and gives what they sign with.
 * @throws Refusal `wrongPassword`; `keyring.stale` when the key is not the person's present one.
 */
export async function proveAgainst(engine: Engine, login: string, password: string, field: string): Promise<Proof> {
  const opened = await openByPassword(engine, login, password, field)
  const { archive } = engine
  if (!archive) throw new Refusal('notSignedIn', 'sign in first')
  if (!personById(archive.database.reader, opened.personId)?.active) throw wrongPassword(field)
  requireStanding(archive.database.reader, opened)
  const key = privateKeyFrom(opened.signingKey)
  const { personId, keyId, generation, publicKey } = opened
  return { personId, keyId, generation, publicKey, signer: (party) => ({ party, personId, keyId, key }) }
}

/**
 * @throws Refusal `keyring.stale` when the person has left, has another key by now, or had another password before: an old keyring put back neither
 * signs in nor signs.
 */
export function requireStanding(db: Reader, proven: Pick<Proof, 'personId' | 'keyId' | 'generation' | 'publicKey'>): void {
  if (!personById(db, proven.personId)?.active || !isPresentKey(db, proven)) throw refused('keyring.stale')
}
