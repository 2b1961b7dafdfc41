// Proving a password at this moment, for signing in and for signing a line.
import type { Engine } from '../engine.ts'
import type { Proof } from '../handler.ts'
import { Refusal, refused } from '../refusal.ts'
import { isPresentKey, personById } from '../staff/store.ts'
import { openEntry, readKeyring, type Opened } from '../vault/keyring.ts'
import { privateKeyFrom } from '../vault/signing.ts'

/** @throws Refusal `wrongPassword`, with `field` as the place that did not fit. */
export async function openByPassword(engine: Engine, login: string, password: string, field: string): Promise<Opened> {
  try {
    return await openEntry(readKeyring(engine.places.keyring), login, password)
  } catch (error) {
    if (!(error instanceof Refusal) || error.code !== 'wrongPassword') throw error
    throw new Refusal('wrongPassword', error.message, { fields: [{ path: [field], problem: 'password.wrong' }] })
  }
}

/**
 * Proves log-in and password of someone at work and gives what they sign with.
 * @throws Refusal `wrongPassword`; `keyring.stale` when the key is not the person's present one.
 */
export async function proveAgainst(engine: Engine, login: string, password: string, field: string): Promise<Proof> {
  const archive = engine.archive
  if (!archive) throw new Refusal('notSignedIn', 'sign in first')
  const opened = await openByPassword(engine, login, password, field)
  const db = archive.database.reader
  if (!personById(db, opened.personId)?.active) {
    throw new Refusal('wrongPassword', 'not at work any more', { fields: [{ path: [field], problem: 'password.wrong' }] })
  }
  if (!isPresentKey(db, opened.personId, opened.keyId, opened.publicKey)) throw refused('keyring.stale')
  const key = privateKeyFrom(opened.signingKey)
  return {
    personId: opened.personId,
    signer: (party) => ({ party, personId: opened.personId, keyId: opened.keyId, key }),
  }
}
