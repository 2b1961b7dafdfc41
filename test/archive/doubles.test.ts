// Doubles among very many cars that share a key by chance (rule F8), in a database of the real schema.
import Database from 'better-sqlite3'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { readerOf, type Reader } from '#archive/database/database.ts'
import { freshSchema } from '#archive/database/migrate.ts'
import type { Actor } from '#archive/handler.ts'
import { doubleCars } from '#archive/merge/doubles.ts'
import { toId } from '#shared/domain/id.ts'
import { localDate } from '#shared/domain/local-date.ts'

const ACTOR: Actor = {
  id: toId<'person'>(1), login: 'archivist', name: '林静', roles: ['archivist'], departmentId: toId<'department'>(1), departmentName: '客户关爱部', scope: 'all', level: 3, on: localDate('2026-03-02'), reads: false,
}

const raw = new Database(':memory:')
let db: Reader

/** Cars with the given VINs, each with a dossier of the same id; of the last two one has the plate that the other had. */
function fill(vins: readonly string[]): void {
  const car = raw.prepare("INSERT INTO vehicle (id, vin, plate, model, colour, engine_number, origin) VALUES (?, ?, ?, '明锐', '', ?, 'soldHere')")
  const dossier = raw.prepare('INSERT INTO dossier (id, number, vehicle_id, secrecy_level, created_at) VALUES (?, ?, ?, 1, 1)')
  for (const [index, vin] of vins.entries()) {
    car.run(index + 1, vin, `皖A${String(index)}`, `E${String(index)}`)
    dossier.run(index + 1, `N${String(index)}`, index + 1)
  }
}

beforeAll(() => {
  // Foreign keys are not the point here: nobody entered these.
  raw.pragma('foreign_keys = OFF')
  for (const kind of ['table', 'index']) {
    for (const [name, sql] of freshSchema()) if (name.startsWith(`${kind}/`) && !name.startsWith('table/dossier_search')) raw.exec(sql)
  }
  db = readerOf(raw)
})
afterAll(() => raw.close())

describe('F8 doubles among cars that share a key by chance', () => {
  it('F8 thousands of chance pairs of one year and serial number hide none of the real ones', () => {
    const models = ['LSVAA41Z1', 'LSVBB52Y2', 'LSVCC63X3', 'LSVDD74W4']
    const chance = Array.from({ length: 1000 }, (_, serial) => models.map((model) => `${model}K2${String(100_000 + serial * 7)}`)).flat()
    fill([...chance, 'WVWZZZ1KZAW123456', 'WVWZZZ1LZAW123456', 'TMBJJ7NE0F0000001', 'JTDKN3DU5A0000009'])
    const last = chance.length + 4
    raw.prepare("INSERT INTO change (at, person_id, dossier_id, subject, field, before, after) VALUES (1, 1, ?, 'vehicle', 'plate', ?, '')").run(last, `皖A${String(last - 2)}`)
    const { found, more } = doubleCars(db, ACTOR, 200)
    expect(found.map(({ one, other, reasons }) => [one.vin, other.vin, reasons[0]])).toEqual([
      ['WVWZZZ1KZAW123456', 'WVWZZZ1LZAW123456', 'vinNear'], ['TMBJJ7NE0F0000001', 'JTDKN3DU5A0000009', 'plate'],
    ])
    expect(more).toBe(false)
  })

  it('F8 what was merged counts for nothing in a group', () => {
    // Fourteen with one engine number are no key; of these all but two were merged.
    raw.exec("UPDATE vehicle SET engine_number = 'SAME0001' WHERE id <= 14; UPDATE dossier SET merged_into = 1 WHERE id BETWEEN 3 AND 14")
    expect(doubleCars(db, ACTOR, 200).found.map(({ one, other }) => [one.id, other.id])).toContainEqual([1, 2])
  })
})
