// The encrypted database: opening, and the only way statements are run: bound parameters, cached, rows read by column.
import Database from 'better-sqlite3'
import type { Buffer } from 'node:buffer'
import { setImmediate as afterThisTurn } from 'node:timers/promises'
import { toId, type Id, type Noun } from '#shared/domain/id.ts'
import { localDate, type LocalDate } from '#shared/domain/local-date.ts'
import { Refusal } from '../refusal.ts'

export type Value = string | number | Uint8Array | null

type Columns = Readonly<Record<string, unknown>>

/** One row of a result; a column of another type than asked for is a mistake in the statement and throws. */
export class Row {
  readonly #columns: Columns

  constructor(columns: Columns) {
    this.#columns = columns
  }

  textOrNull(column: string): string | null {
    const value = this.#value(column)
    if (value === null || typeof value === 'string') return value
    throw new TypeError(`column ${column} is not text`)
  }

  text(column: string): string {
    return this.#required(column, this.textOrNull(column))
  }

  intOrNull(column: string): number | null {
    const value = this.#value(column)
    if (value === null || typeof value === 'number') return value
    throw new TypeError(`column ${column} is not a number`)
  }

  int(column: string): number {
    return this.#required(column, this.intOrNull(column))
  }

  flag(column: string): boolean {
    return this.int(column) === 1
  }

  bytes(column: string): Buffer {
    const value = this.#value(column)
    if (value instanceof Uint8Array) return globalThis.Buffer.from(value.buffer, value.byteOffset, value.byteLength)
    throw new TypeError(`column ${column} is not a blob`)
  }

  date(column: string): LocalDate {
    return localDate(this.text(column))
  }

  dateOrNull(column: string): LocalDate | null {
    const value = this.textOrNull(column)
    return value === null ? null : localDate(value)
  }

  id<N extends Noun>(column: string): Id<N> {
    return toId<N>(this.int(column))
  }

  /** A text column that holds one of a closed list (its CHECK says so). */
  oneOf<const T extends string>(column: string, allowed: readonly T[]): T {
    const value = this.text(column)
    const found = allowed.find((candidate) => candidate === value)
    if (found === undefined) throw new TypeError(`column ${column} holds an unknown value`)
    return found
  }

  #value(column: string): unknown {
    const value = this.#columns[column]
    if (value === undefined) throw new TypeError(`no column ${column}`)
    return value
  }

  #required<T>(column: string, value: T | null): T {
    if (value === null) throw new TypeError(`column ${column} is null`)
    return value
  }
}

/** Asks the database; cannot change it. */
export type Reader = {
  all<T>(sql: string, parameters: readonly Value[], read: (row: Row) => T): T[]
  /** The first row, or null. */
  get<T>(sql: string, parameters: readonly Value[], read: (row: Row) => T): T | null
  /** Row by row, for what is too long to hold. */
  each(sql: string, parameters: readonly Value[]): IterableIterator<Row>
}

/** Asks and changes; handed only to what runs inside a write's transaction. */
export type Writer = Reader & {
  run(sql: string, parameters: readonly Value[]): { changes: number; lastId: number }
}

export type ArchiveDatabase = {
  reader: Reader
  /**
   * Runs `work` in one immediate transaction: all of it or none. Never while the place of the writer is lent: whoever comes from
   * something that it waited for asks `turn` first.
   */
  transaction<T>(work: (writer: Writer) => T): T
  /** Waits until the place of the writer is not lent. What follows at once, without waiting for anything else, may write. */
  turn(): Promise<void>
  /**
   * Lends the place of the writer to a long transaction on a connection of its own, in another thread: reading goes on here and sees
   * the state before; writing waits for it. One at a time, in the order in which they ask.
   */
  lend<T>(work: () => Promise<T>): Promise<T>
  /** Whether it is lent now, or nothing is written here any more. */
  isLent(): boolean
  /** Nothing is written here any more: whoever wants to is refused as when the engine has stopped, which follows. */
  retire(): void
  /**
   * Brings what was committed from the log into the main file, as far as readers allow. @returns true when all of it is there: then
   * nobody, in this program or another, stands on a state from before the last commit.
   */
  checkpoint(): boolean
  /** For schema changes and pragmas, by migrations and the backup alone. */
  raw: Database.Database
  close(): void
}

/**
 * Opens (or makes) the database with its 32-byte key (DESIGN decision 1). WAL with full syncs, so that what was committed
 * survives a pulled plug; nothing is spilled to temporary files; what is deleted is overwritten.
 * @throws SqliteError SQLITE_NOTADB when the key does not fit.
 */
export function openDatabase(file: string, key: Uint8Array, mode: 'write' | 'readOnly' = 'write'): ArchiveDatabase {
  const raw = new Database(file, { readonly: mode === 'readOnly', timeout: 5000 })
  try {
    raw.pragma("cipher = 'chacha20'")
    raw.pragma(`key = "raw:${globalThis.Buffer.from(key).toString('hex')}"`)
    raw.pragma('temp_store = MEMORY')
    if (mode === 'write') {
      raw.pragma('journal_mode = WAL')
      raw.pragma('synchronous = FULL')
      raw.pragma('secure_delete = ON')
      // No commit pays for it: `checkpoint` is called when nobody waits. This many pages (64 MB) are the backstop.
      raw.pragma('wal_autocheckpoint = 16000')
    }
    raw.pragma('foreign_keys = ON')
    raw.pragma('trusted_schema = OFF')
    // 32 MB for each connection that is open. Of 100,000 dossiers, twice as much made no search or list quicker that could be told.
    raw.pragma('cache_size = -32768')
    raw.prepare('SELECT count(*) FROM sqlite_schema').get()
  } catch (error) {
    raw.close()
    throw error
  }
  return wrap(raw)
}

/** Statements of a connection, each prepared once. */
function statementsOf(raw: Database.Database): (sql: string) => Database.Statement {
  const statements = new Map<string, Database.Statement>()
  return (sql) => {
    const statement = statements.get(sql) ?? raw.prepare(sql)
    statements.set(sql, statement)
    return statement
  }
}

/** Asks a connection, and cannot change what it asks. */
export function readerOf(raw: Database.Database, prepare = statementsOf(raw)): Reader {
  const asking = (sql: string): Database.Statement => {
    const statement = prepare(sql)
    if (!statement.readonly) throw new TypeError('a reader does not write')
    return statement
  }
  return {
    all: (sql, parameters, read) => asking(sql).all(...parameters).map((row) => read(toRow(row))),
    get: (sql, parameters, read) => {
      const row = asking(sql).get(...parameters)
      return row === undefined ? null : read(toRow(row))
    },
    *each(sql, parameters) {
      for (const row of asking(sql).iterate(...parameters)) yield toRow(row)
    },
  }
}

function wrap(raw: Database.Database): ArchiveDatabase {
  const prepare = statementsOf(raw)
  const reader = readerOf(raw, prepare)
  const writer: Writer = {
    ...reader,
    run: (sql, parameters) => {
      const result = prepare(sql).run(...parameters)
      return { changes: result.changes, lastId: Number(result.lastInsertRowid) }
    },
  }
  /** Until when it is lent: the end of the last in the row of those who borrow. */
  let lent: Promise<unknown> | null = null
  /** The one whose turn it is writes elsewhere now. */
  let away = false
  let retired = false
  const requireInUse = (): void => {
    if (retired) throw new Refusal('unavailable', 'the engine has stopped', { problem: 'engine.stopped' })
  }
  const turn = async (): Promise<void> => {
    requireInUse()
    if (!lent) return undefined
    await lent
    // The next may have been quicker.
    return turn()
  }
  return {
    reader,
    transaction: (work) => {
      // Else the whole engine would stand still until the other is done, or the attempt fails.
      if (away) throw new Error('the place of the writer is lent')
      requireInUse()
      return raw.transaction(() => work(writer)).immediate()
    },
    turn,
    lend: async (work) => {
      const before = lent
      const { promise, resolve } = Promise.withResolvers<null>()
      lent = promise
      try {
        await before
        // Whoever was told just now that it is their turn has written when this comes back.
        await afterThisTurn()
        requireInUse()
        away = true
        return await work()
      } finally {
        away = false
        if (lent === promise) lent = null
        resolve(null)
      }
    },
    isLent: () => retired || lent !== null,
    retire: () => {
      retired = true
    },
    checkpoint: () => {
      const told = toRow(prepare('PRAGMA wal_checkpoint(PASSIVE)').get())
      return told.int('busy') === 0 && told.int('log') === told.int('checkpointed')
    },
    raw,
    close: () => {
      raw.close()
    },
  }
}

function toRow(row: unknown): Row {
  if (!isColumns(row)) throw new TypeError('not a row')
  return new Row(row)
}

function isColumns(row: unknown): row is Columns {
  return typeof row === 'object' && row !== null
}
