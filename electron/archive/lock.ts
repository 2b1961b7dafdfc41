// One archive, one writer (DESIGN decision 3). The lock is a reserved lock on a tiny database of its own: the system
// lets go of it when the process dies, however it dies, and a second program can still read who holds it.
import Database from 'better-sqlite3'
import { hostname } from 'node:os'
import { Refusal } from './refusal.ts'
import { systemCode } from './system-code.ts'

export type Lock = { release(): void }

/** @throws Refusal `unavailable`, problem `archive.inUse`, naming program, process and machine of the holder. */
export function takeLock(file: string, program: string): Lock {
  const database = new Database(file, { timeout: 100 })
  try {
    database.exec('CREATE TABLE IF NOT EXISTS holder (id INTEGER PRIMARY KEY CHECK (id = 1), name TEXT NOT NULL) STRICT')
    database.prepare('INSERT OR REPLACE INTO holder VALUES (1, ?)').run(`${program}, ${hostname()}, ${process.pid}`)
    database.exec('BEGIN IMMEDIATE')
  } catch (error) {
    const holder = isBusy(error) ? holderOf(database) : null
    database.close()
    if (!isBusy(error)) throw error
    throw new Refusal('unavailable', `in use by ${holder}`, { problem: 'archive.inUse', subject: holder ?? '' })
  }
  return {
    release: () => {
      database.close()
    },
  }
}

function isBusy(error: unknown): boolean {
  return systemCode(error) === 'SQLITE_BUSY'
}

function holderOf(database: Database.Database): string {
  const row = database.prepare('SELECT name FROM holder').pluck().get()
  return typeof row === 'string' ? row : ''
}
