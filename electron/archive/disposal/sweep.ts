// Wiping the last traces of what was erased (rule R4), in a thread of its own. Measured: the full-text index keeps deleted terms until it is
// optimised, `secure_delete` leaves fragments of rows on pages in use, and the log keeps what it held until it is cut to nothing.
import { setTimeout as delay } from 'node:timers/promises'
import type { AskTurn } from '../backup/job.ts'
import type { Steps } from '../backup/tasks.ts'
import { openDatabase, type ArchiveDatabase } from '../database/database.ts'
import { databaseKey } from '../database/key.ts'
import { dropOlderCopies } from '../database/older-copy.ts'
import type { Places } from '../places.ts'
import { refused } from '../refusal.ts'
import { hasUnswept } from './store.ts'

export type SweepJob = { places: Places; dataKey: Uint8Array }

const TRIES = 40
const PAUSE = 500

/**
 * Others write again when it has come to its end; they read all the while. What a kill leaves undone is begun anew at the next start.
 * @throws Refusal `disposal.sweepBusy` when somebody reads an older state for too long: a backup, a check.
 */
export async function sweep({ places, dataKey }: SweepJob, progress: Steps, turn: AskTurn): Promise<null> {
  const database = openDatabase(places.database, databaseKey(dataKey))
  try {
    const { at, over } = await turn()
    try {
      if (!hasUnswept(database.reader)) return null
      database.transaction((db) => db.run("INSERT INTO dossier_search (dossier_search) VALUES ('optimize')", []))
      progress.at(0.3)
      // Every page is written anew, each row to where no other lay before.
      database.raw.exec('VACUUM')
      progress.at(0.8)
    } finally {
      over()
    }
    await cutLog(database)
    dropOlderCopies(places)
    const { over: marked } = await turn()
    try {
      database.transaction((db) => db.run('UPDATE erasure SET swept_at = ? WHERE swept_at IS NULL AND at <= ?', [at, at]))
    } finally {
      marked()
    }
    return null
  } finally {
    database.close()
  }
}

/** Whoever reads an older state reads it in the log: it is cut once nobody does. */
async function cutLog({ raw }: ArchiveDatabase): Promise<void> {
  for (let attempt = 1; attempt <= TRIES; attempt += 1) {
    const [told]: unknown[] = [raw.pragma('wal_checkpoint(TRUNCATE)', { simple: true })].flat()
    if (told === 0) return
    await delay(PAUSE)
  }
  throw refused('disposal.sweepBusy')
}
