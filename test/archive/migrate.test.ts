// Archives of earlier programs, brought up to date: cabinets from before stock-taking (rules C1, C7), the last backup from before places (A2).
import { rmSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { appendEntry } from '#archive/chain/chain.ts'
import { openDatabase, type ArchiveDatabase } from '#archive/database/database.ts'
import { migrate, SCHEMA_VERSION } from '#archive/database/migrate.ts'
import { migration as first } from '#archive/database/migrations/0010-first.ts'
import { migration as searchMerge } from '#archive/database/migrations/0020-search-merge.ts'
import { migration as scans } from '#archive/database/migrations/0030-scans.ts'
import { migration as cabinets } from '#archive/database/migrations/0120-cabinet.ts'
import { migration as subject } from '#archive/database/migrations/0155-subject.ts'
import { lastBackup } from '#archive/backup/store.ts'
import { temporaryFolder } from '#test/support/archive.ts'

let root: string
let database: ArchiveDatabase
beforeEach(() => {
  root = temporaryFolder()
  database = openDatabase(join(root, 'archive.db'), new Uint8Array(32))
})
afterEach(() => {
  database.close()
  rmSync(root, { recursive: true, force: true })
})

it('C1 C7 each shelf that had slots is a shelf from when its cabinet was set up; slots and what lies in them stay', () => {
  for (const { sql } of [first, searchMerge, scans]) database.raw.exec(sql)
  database.raw.pragma(`user_version = ${scans.version}`)
  database.transaction((db) => {
    appendEntry(db, { chain: 'audit', at: 1_700_000_000_000, kind: 'cabinet.add', content: JSON.stringify({ personId: 1, code: 'A' }), signers: [] })
    for (const code of ['A', 'B']) db.run("INSERT INTO cabinet (room, code) VALUES ('档案室', ?)", [code])
    for (const [cabinet, shelf, label] of [[1, 1, 'A-01-01'], [1, 2, 'A-02-01'], [1, 2, 'A-02-02'], [2, 1, 'B-01-01']] as const) {
      db.run('INSERT INTO slot (cabinet_id, shelf, number, label, capacity, used) VALUES (?, ?, ?, ?, 2, 1)', [cabinet, shelf, Number(label.slice(-1)), label])
    }
  })
  migrate(database)
  expect(database.raw.pragma('user_version', { simple: true })).toBe(SCHEMA_VERSION)
  expect(database.reader.all('SELECT * FROM shelf ORDER BY cabinet_id, number', [], (row) => [
    row.int('cabinet_id'), row.int('number'), row.text('name'), row.int('added_at'), row.intOrNull('removed_at'),
  ])).toEqual([[1, 1, '', 1_700_000_000_000, null], [1, 2, '', 1_700_000_000_000, null], [2, 1, '', 0, null]])
  expect(database.reader.all('SELECT label, used, removed_at FROM slot ORDER BY id', [], (row) => [row.text('label'), row.int('used'), row.intOrNull('removed_at')])).toEqual([
    ['A-01-01', 1, null], ['A-02-01', 1, null], ['A-02-02', 1, null], ['B-01-01', 1, null],
  ])
})

it('C1 codes that cabinets gave up are kept for the cabinet that had them, through every renaming', () => {
  migrate(database, cabinets.version)
  database.transaction((db) => {
    const rename = (was: string, code: string) => {
      appendEntry(db, { chain: 'audit', at: 1_700_000_000_000, kind: 'cabinet.update', content: JSON.stringify({ personId: 1, cabinet: was, code, room: '档案室' }), signers: [] })
    }
    rename('A', 'B')
    rename('B', 'C')
    rename('C', 'C')
    // A code that was given to a second one by an earlier program, and given up by that as well.
    rename('X', 'A')
    rename('A', 'Y')
    for (const code of ['C', 'Y']) db.run("INSERT INTO cabinet (room, code) VALUES ('档案室', ?)", [code])
  })
  migrate(database)
  expect(database.reader.all('SELECT code, cabinet_id FROM cabinet_code ORDER BY code', [], (row) => `${row.text('code')} ${row.int('cabinet_id')}`)).toEqual([
    'A 2', 'B 1', 'C 1', 'X 2', 'Y 2',
  ])
})

it('A2 when and where the last backup went is still known', () => {
  migrate(database, subject.version)
  expect(database.transaction((db) => db.run("INSERT INTO setting (key, value) VALUES ('lastBackup', ?)", [JSON.stringify({ folder: '/backups', at: 1_700_000_000_000 })])).changes).toBe(1)
  migrate(database)
  expect(lastBackup(database.reader)).toEqual({ folder: '/backups', at: 1_700_000_000_000 })
})
