// The database itself: the place of the writer lent to one at a time, and archives of earlier programs brought up to this one.
import { join } from 'node:path'
import { rmSync } from 'node:fs'
import { afterEach, describe, expect, it } from 'vitest'
import { openDatabase, type ArchiveDatabase } from '#archive/database/database.ts'
import { migrate, SCHEMA_VERSION } from '#archive/database/migrate.ts'
import { temporaryFolder } from '#test/support/archive.ts'

const KEY = new Uint8Array(32).fill(7)

let closing: (() => void)[] = []
afterEach(() => {
  for (const close of closing) close()
  closing = []
})

function newDatabase(): ArchiveDatabase {
  const folder = temporaryFolder()
  const database = openDatabase(join(folder, 'archive.db'), KEY)
  closing.push(() => {
    database.close()
    rmSync(folder, { recursive: true, force: true })
  })
  return database
}

describe('DESIGN 3 the place of the writer', () => {
  it('is lent to one at a time, in turn, and nobody else writes meanwhile', async () => {
    const database = newDatabase()
    const said: string[] = []
    const ends = ['first', 'second', 'third'].map((name) => {
      const { promise, resolve } = Promise.withResolvers<null>()
      const began = Promise.withResolvers<null>()
      const over = database.lend(async () => {
        said.push(`${name} begins`)
        expect(() => database.transaction(() => null)).toThrow('lent')
        began.resolve(null)
        await promise
        said.push(`${name} ends`)
      })
      return { began: began.promise, end: () => resolve(null), over }
    })
    const written = database.turn().then(() => database.transaction(() => said.push('written')))
    for (const { began, end, over } of ends) {
      await began
      expect(database.isLent()).toBe(true)
      end()
      await over
    }
    await written
    expect(said).toEqual(['first begins', 'first ends', 'second begins', 'second ends', 'third begins', 'third ends', 'written'])
    expect(database.isLent()).toBe(false)
  })

  it('whoever was told that it is their turn writes, although somebody asks for the place at that moment', async () => {
    const database = newDatabase()
    let written = 0
    const writer = database.turn().then(() => database.transaction(() => {
      written += 1
    }))
    const lent = database.lend(() => Promise.resolve(written))
    await writer
    expect(await lent).toBe(1)
  })
})

/** Rows as an earlier program may have left them, by table. */
const ROWS = `
  INSERT INTO department VALUES (1, '销售部', 'sales');
  INSERT INTO person VALUES (1, 'sales1', '单小雨', 1, 1, 1000, NULL), (2, 'gone', '离职', 1, 0, 1000, 2000);
  INSERT INTO person_role VALUES (1, 'salesConsultant');
  INSERT INTO customer VALUES (1, 'person', '王建国', 'identityCard', '340101199001010019', '13855512345', '', '合肥'), (2, 'company', '示例商贸有限公司', 'creditCode', '91340100MA2MR8J20N', '', '0551-62345678', '');
  INSERT INTO vehicle VALUES (1, 'LSVAA000000000001', '皖A12345', '明锐', '白', 'E1', 'soldHere'), (2, 'LSVAA000000000002', NULL, '速派', '', '', 'soldElsewhere');
  INSERT INTO dossier VALUES (1, 'HF01-0001', 1, 1, 1000), (2, 'HF01-0002', 2, 2, 2000);
  INSERT INTO ownership VALUES (1, 1, 2, '2024-01-01', '2025-01-01'), (2, 1, 1, '2025-01-01', NULL), (3, 2, 1, '2025-02-01', NULL);
  INSERT INTO checklist VALUES (1, 'delivery', 1, '[]'), (2, 'maintenance', 1, '[]');
  INSERT INTO record (id, number, dossier_id, kind, state, delivered_on, due_on, due_provisional, received_at, received_on, received_seq, refusal,
    responsible_id, department_id, contact_name, contact_phone, contact_confirmed, order_number, checklist_id, entered_by, entered_at) VALUES
    (1, 'R1', 1, 'delivery', 'complete', '2025-01-01', '2025-01-04', 0, 5000, '2025-01-03', 1, NULL, 1, 1, '王', '1', 1, 'HT1', 1, 1, 3000),
    (2, 'R2', 2, 'maintenance', 'expected', '2025-02-01', '2025-02-04', 1, NULL, NULL, NULL, NULL, 1, 1, '王', '1', 0, '', 2, 1, 4000);
  INSERT INTO paper VALUES (1, 'greenCard', 'present', 1, 'original', 'there', 'missing', '', NULL, 1);
`

const TABLES = ['department', 'person', 'person_role', 'customer', 'vehicle', 'dossier', 'ownership', 'checklist', 'record', 'paper']

describe('archives of earlier programs', () => {
  it.each([10, 30])('one of schema %i is brought up to the present one with all that was in it', (version) => {
    const database = newDatabase()
    migrate(database, version)
    database.raw.exec(ROWS)
    const tables = new Map(TABLES.map((table) => [table, database.raw.prepare(`SELECT * FROM ${table} ORDER BY 1, 2`).all()]))
    migrate(database)
    expect(database.raw.pragma('user_version', { simple: true })).toBe(SCHEMA_VERSION)
    for (const [table, before] of tables) {
      const after = database.raw.prepare(`SELECT * FROM ${table} ORDER BY 1, 2`).all()
      expect(after).toHaveLength(before.length)
      // Columns may have come; none has gone or says something else.
      expect({ table, rows: after }).toMatchObject({ table, rows: before })
    }
    expect(database.raw.pragma('integrity_check', { simple: true })).toBe('ok')
  })

  it('one whose rows refer to nothing is left as it is', () => {
    const database = newDatabase()
    migrate(database, 30)
    database.raw.pragma('foreign_keys = OFF')
    database.raw.exec("INSERT INTO person VALUES (1, 'a', 'a', 99, 1, 1, NULL)")
    expect(() => migrate(database)).toThrow('foreign keys')
    expect(database.raw.pragma('user_version', { simple: true })).toBe(30)
  })

  it('one of a later program is refused', () => {
    const database = newDatabase()
    database.raw.pragma(`user_version = ${SCHEMA_VERSION + 1}`)
    expect(() => migrate(database)).toThrow('archive.tooNew')
  })
})
