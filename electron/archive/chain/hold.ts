// Holding a table against the audit trail, row by row: a row that the trail does not know of was not made by the program, and one that only
// the trail knows of was taken away.
import type { Row } from '../database/database.ts'
import type { Check } from './check.ts'

export type Holding<Key extends string | number, Said> = {
  /** As findings name it, before the key. */
  table: string
  sql: string
  keyOf: (row: Row) => Key
  said: ReadonlyMap<Key, Said>
  /** The problem of a row that the trail does not know of, and of one that is gone. */
  unknown: string
  missing: string
}

/** `differing`: the problems of a row held against what the trail says of it; nulls are none. */
export function holdRows<Key extends string | number, Said extends object>(
  { db, findings, step }: Check, { table, sql, keyOf, said, unknown, missing }: Holding<Key, Said>,
  differing: (row: Row, said: Said, key: Key) => readonly (string | null)[],
): void {
  const unseen = new Map(said)
  for (const row of db.each(sql, [])) {
    step()
    const key = keyOf(row)
    const told = unseen.get(key)
    unseen.delete(key)
    const problems = told === undefined ? [unknown] : differing(row, told, key)
    for (const problem of problems) if (problem !== null) findings.add(`${table}/${key}`, problem)
  }
  for (const key of unseen.keys()) findings.add(`${table}/${key}`, missing)
}

/** Whether two values say the same, part for part. */
export const same = (one: unknown, other: unknown): boolean => JSON.stringify(one) === JSON.stringify(other)

/** Rows and what they should be, each under its name; what is found begins with `noun`. */
export function compareRows({ findings, step }: Check, table: string, noun: string, rows: Iterable<readonly [string, unknown]>, should: ReadonlyMap<string, unknown>): void {
  const unseen = new Map(should)
  for (const [name, present] of rows) {
    step()
    if (!unseen.has(name)) findings.add(`${table}/${name}`, `${noun}.notEntered`)
    else if (!same(present, unseen.get(name))) findings.add(`${table}/${name}`, `${noun}.differs`)
    unseen.delete(name)
  }
  for (const name of unseen.keys()) findings.add(`${table}/${name}`, `${noun}.missing`)
}
