// Holding an open archive's main database file still while it is copied: everything is in it (checkpoint), and as long as a reader
// stands on it no checkpoint writes to it, however much is committed to the log meanwhile (DESIGN decision 6).
import { readFileSync, statSync } from 'node:fs'
import { setTimeout as delay } from 'node:timers/promises'
import { checkKeyring } from '../chain/check-audit.ts'
import { makeFindings } from '../chain/check.ts'
import { headsOf, headsProblem, headsText, keptHeads } from '../chain/heads.ts'
import { openDatabase, type ArchiveDatabase } from '../database/database.ts'
import { heldOpen } from '../database/held-open.ts'
import { databaseKey } from '../database/key.ts'
import type { Places } from '../places.ts'
import { Refusal } from '../refusal.ts'
import { readKeyring } from '../vault/keyring.ts'
import type { CopyJob } from './copy.ts'
import type { Progress } from './tasks.ts'
import type { VaultKeys } from '../vault/keys.ts'

export type OpenSource = { places: Places; database: ArchiveDatabase; keys: Pick<VaultKeys, 'data'> }

export type Snapshot = Pick<CopyJob, 'paged' | 'small'> & { close(): void }

const PAUSE = 200
/** How long a check that is reading may keep a backup waiting, and how long a new password may take to get into the keyring. */
const PATIENCE = 10 * 60_000
const KEYRING_PATIENCE = 5000

/** @throws Refusal `unavailable`, problem `backup.busy`, when others read without a pause; `cancelled`. */
export async function takeSnapshot(source: OpenSource, progress: Progress): Promise<Snapshot> {
  const began = performance.now()
  for (;;) {
    const waited = performance.now() - began
    const snapshot = trySnapshot(source, waited < KEYRING_PATIENCE)
    if (snapshot) return snapshot
    if (waited > PATIENCE) throw new Refusal('unavailable', 'the database is being read', { problem: 'backup.busy' })
    await delay(PAUSE)
    progress.check()
  }
}

/** In one go, without giving way to any other call: what is committed lies in the main file, and a reader stands on it. */
function trySnapshot({ places, database, keys }: OpenSource, keyringMustFit: boolean): Snapshot | null {
  if (!checkpoint(database)) return null
  // Before the database is looked at: another program may be writing, and heads may lag behind it, never be ahead.
  const kept = keptHeads(places.heads)
  const reading = openDatabase(places.database, databaseKey(keys.data), 'readOnly')
  try {
    reading.raw.exec('BEGIN')
    // Heads that do not fit go into the backup as they lie there, and not at all where there are none: what they tell of is to be
    // found after a restore as well.
    const fit = headsProblem(reading.reader, kept) === null
    const heads = fit ? globalThis.Buffer.from(headsText(headsOf(reading.reader))) : kept?.bytes
    // Another program may have written between checkpoint and reading: then the log is not empty.
    if (!isEmpty(`${places.database}-wal`) || (keyringMustFit && !keyringFits(places, reading))) {
      reading.close()
      return null
    }
    return {
      paged: [{ path: 'archive.db', descriptor: heldOpen(places.database) }],
      small: [
        { path: 'archive.json', bytes: readFileSync(places.descriptor) },
        { path: 'keyring.json', bytes: readFileSync(places.keyring) },
        ...(heads ? [{ path: 'heads.json', bytes: heads }] : []),
      ],
      close: () => {
        reading.close()
      },
    }
  } catch (error) {
    reading.close()
    throw error
  }
}

/** True when everything committed was brought into the main file and the log is empty; does not wait for readers. */
function checkpoint({ raw }: ArchiveDatabase): boolean {
  const timeout = Number(raw.pragma('busy_timeout', { simple: true }))
  raw.pragma('busy_timeout = 0')
  try {
    return raw.pragma('wal_checkpoint(TRUNCATE)', { simple: true }) === 0
  } finally {
    raw.pragma(`busy_timeout = ${timeout}`)
  }
}

function isEmpty(log: string): boolean {
  return (statSync(log, { throwIfNoEntry: false })?.size ?? 0) === 0
}

/** False for the moment in which a person's new key is in the database and not yet in the keyring. */
function keyringFits(places: Places, reading: ArchiveDatabase): boolean {
  const findings = makeFindings()
  checkKeyring(reading.reader, readKeyring(places.keyring), findings)
  return findings.list.length === 0
}
