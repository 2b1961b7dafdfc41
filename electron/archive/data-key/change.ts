// Changing the data key (DESIGN decision 2), in a thread of its own: the trail is gone through first, since it says whose keys are genuine; then, while
// everybody reads and nobody writes, the database is copied, brought under the new key, and put beside the archive with a keyring for it.
import { randomBytes } from 'node:crypto'
import type { Buffer } from 'node:buffer'
import { closeSync, copyFileSync, existsSync, fstatSync, fsyncSync, mkdirSync, openSync, rmSync } from 'node:fs'
import Database from 'better-sqlite3'
import { isDamage } from '#shared/domain/finding.ts'
import type { Instant } from '#shared/domain/local-date.ts'
import { enterAudit } from '../audit/trail.ts'
import type { AskTurn } from '../backup/job.ts'
import type { Steps } from '../backup/tasks.ts'
import { checkAudit, checkKeyring } from '../chain/check-audit.ts'
import { headOf } from '../chain/chain.ts'
import { makeFindings, type Findings } from '../chain/check.ts'
import { readHeads } from '../chain/heads.ts'
import { openDatabase, type Reader } from '../database/database.ts'
import { copyHeldOpen } from '../database/held-open.ts'
import { databaseKey } from '../database/key.ts'
import { setting } from '../desk/store.ts'
import type { Places } from '../places.ts'
import { refused } from '../refusal.ts'
import type { Session } from '../session/sessions.ts'
import { damagedIn, dataKeyId, readKeyring, recoverySigningPair, sealArchiveKey, sealForRecovery, withDataKey, writeKeyring, type Keyring } from '../vault/keyring.ts'
import { makeSigningPair } from '../vault/signing.ts'
import { partsIn, takeEffect } from './next.ts'
import { addEarlierKey, presentKeys, type PresentKey } from './store.ts'

export type ChangeJob = {
  places: Places
  /** The database file, held open for reading beside SQLite. */
  descriptor: number
  dataKey: Uint8Array
  /** The one that is to open the archive from then on. */
  recoveryKey: string
  who: Pick<Session, 'personId' | 'keyId' | 'key'>
}

/** The share of the work that goes through the trail. */
const READING = 0.5

/**
 * When this is done the archive is another, under a key of its own, and nothing may be written to this one any more.
 * @throws Refusal `dataKey.unsound`, `dataKey.peopleLacking`, `dataKey.changedMeanwhile`; what the disk throws. The archive is then as it was, unless
 * `isChangedTo` says otherwise.
 */
export async function changeDataKey(job: ChangeJob, progress: Steps, turn: AskTurn): Promise<null> {
  const { places } = job
  const people = vouchedFor(job, { ...progress, at: (part) => progress.at(part * READING) })
  const { at, over } = await turn()
  const database = openDatabase(places.database, databaseKey(job.dataKey))
  try {
    // Another program that writes beside this one waits too, and then asks whether the archive is still this one.
    database.raw.exec('BEGIN IMMEDIATE')
    const now = presentKeys(database.reader)
    if (now.length !== people.length || now.some((key, index) => !isSame(key, people[index]))) throw refused('dataKey.changedMeanwhile')
    // The archive is held, and was moved into its places when it was opened: what lies there is left of that, or somebody's doing.
    for (const left of [places.nextKeyPart, places.nextKey]) rmSync(left, { recursive: true, force: true })
    mkdirSync(places.nextKeyPart, { mode: 0o700 })
    make(job, people, at, { ...progress, at: (part) => progress.at(READING + part * (1 - READING)) })
    takeEffect(places)
    database.raw.exec('ROLLBACK')
    return null
  } finally {
    database.close()
    rmSync(places.nextKeyPart, { recursive: true, force: true })
    over()
  }
}

/** `boxKey` is one that they vouched for themselves, or who gave them their key did. */
type Vouched = PresentKey & { boxKey: Buffer }

const isSame = (one: PresentKey, other: PresentKey | undefined): boolean => (
  one.personId === other?.personId && one.keyId === other.keyId && one.publicKey.equals(other.publicKey) && other.boxKey !== null && one.boxKey?.equals(other.boxKey) === true
)

/** Whoever is at work, by the trail: somebody who knows the present key could have put others into the rows, or into the keyring. */
function vouchedFor({ places, dataKey }: ChangeJob, progress: Steps): Vouched[] {
  const heads = readHeads(places.heads)
  const database = openDatabase(places.database, databaseKey(dataKey), 'readOnly')
  try {
    database.raw.exec('BEGIN')
    const db = database.reader
    const findings = makeFindings()
    const { members, boxes } = checkAudit({ db, findings, step: stepper(db, progress), training: setting(db, 'training') === 'true' }, heads)
    checkKeyring(db, wholeKeyring(places), findings)
    requireSound(findings)
    const people = presentKeys(db)
    const lacking = people.filter(({ boxKey }) => boxKey === null)
    if (lacking.length > 0) throw refused('dataKey.peopleLacking', lacking.map(({ name }) => name).join('、'))
    return people.map((key) => {
      const box = boxes.get(key.keyId)
      // The rows are as the trail says, or something would have been found.
      if (!box || members.get(key.personId)?.active !== true) throw refused('dataKey.unsound', `person_key/${key.keyId}`)
      return { ...key, boxKey: box }
    })
  } finally {
    database.close()
  }
}

/** @throws Refusal `dataKey.unsound`: an entry that is damaged would get a sum that says it is whole, and its owner would not get in. */
function wholeKeyring(places: Places): Keyring {
  const keyring = readKeyring(places.keyring)
  const [damaged] = damagedIn(keyring)
  if (damaged !== undefined) throw refused('dataKey.unsound', `keyring.json/${damaged}`)
  return keyring
}

function requireSound({ list }: Findings): void {
  const first = list.find(isDamage)
  if (first) throw refused('dataKey.unsound', first.where)
}

function stepper(db: Reader, progress: Steps): () => void {
  const total = headOf(db, 'audit').seq
  let done = 0
  return () => {
    progress.check()
    done += 1
    progress.at(done / (total + 1))
  }
}

function make(job: ChangeJob, people: readonly Vouched[], at: Instant, progress: Steps): void {
  const { places } = job
  const parts = partsIn(places.nextKeyPart)
  const next = randomBytes(32)
  copyDatabase(job, parts.database, (part) => progress.at(part * 0.3))
  bringUnder(parts.database, databaseKey(job.dataKey), databaseKey(next))
  progress.at(0.8)
  const keyring = keyringFor(wholeKeyring(places), people, next, job.recoveryKey)
  enter(job, parts.database, next, keyring, at)
  writeKeyring(parts.keyring, keyring)
  progress.at(1)
}

/** Main file and log: nobody writes, and what a checkpoint brings over meanwhile lies in the log, too. */
function copyDatabase({ places, descriptor }: ChangeJob, target: string, at: (part: number) => void): void {
  const log = `${places.database}-wal`
  const { size } = fstatSync(descriptor)
  copyHeldOpen(descriptor, target, (bytes) => at(bytes / (size + 1)))
  if (existsSync(log)) copyFileSync(log, `${target}-wal`)
}

/** SQLite3 Multiple Ciphers writes every page anew, with a nonce of its own. A copy needs no care for a kill. */
function bringUnder(file: string, before: Uint8Array, next: Uint8Array): void {
  const raw = new Database(file)
  try {
    raw.pragma("cipher = 'chacha20'")
    raw.pragma(`key = "raw:${globalThis.Buffer.from(before).toString('hex')}"`)
    raw.pragma('locking_mode = EXCLUSIVE')
    raw.pragma('synchronous = OFF')
    // Takes in what the log holds; with a log the key cannot be changed.
    raw.pragma('journal_mode = DELETE')
    raw.pragma(`rekey = "raw:${globalThis.Buffer.from(next).toString('hex')}"`)
  } finally {
    raw.close()
  }
}

/** The keyring of people at work for another data key; a new pair signs backups. */
function keyringFor(present: Keyring, people: readonly Vouched[], next: Uint8Array, recoveryKey: string): Keyring {
  const { archiveId } = present
  return {
    ...present,
    people: people.map(({ personId, keyId, publicKey, boxKey }) => {
      const entry = present.people.find((one) => one.personId === personId && one.keyId === keyId && one.publicKey.equals(publicKey))
      if (!entry) throw refused('dataKey.changedMeanwhile')
      return withDataKey(archiveId, entry, boxKey, next)
    }),
    recovery: sealForRecovery(archiveId, recoveryKey, next),
    archiveKey: sealArchiveKey(archiveId, next, makeSigningPair()),
    dataKey: { id: dataKeyId(archiveId, next), resealing: true },
  }
}

/** What happened stands in the new database alone. It is looked through and on the disk when this is done. */
function enter({ dataKey, recoveryKey, who }: ChangeJob, file: string, next: Uint8Array, { archiveId, dataKey: named }: Keyring, at: Instant): void {
  const database = openDatabase(file, databaseKey(next))
  try {
    database.transaction((db) => {
      addEarlierKey(db, dataKey, at)
      enterAudit(db, at, who, 'dataKey.change', { dataKey: named?.id ?? '' })
      enterAudit(db, at, who, 'archive.replaceRecoveryKey', { recoveryPublicKey: recoverySigningPair(archiveId, recoveryKey).publicKey.toString('hex') })
    })
    if (database.raw.pragma('quick_check(1)', { simple: true }) !== 'ok') throw refused('dataKey.unsound', 'archive.db')
    // Its log does not go along. Closing would bring that in, too, and say nothing where the disk refuses.
    if (database.raw.pragma('wal_checkpoint(TRUNCATE)', { simple: true }) !== 0) throw refused('dataKey.unsound', 'archive.db')
  } finally {
    database.close()
  }
  const descriptor = openSync(file, 'r+')
  try {
    fsyncSync(descriptor)
  } finally {
    closeSync(descriptor)
  }
}
