// The first screen from 200,000 records: what one look at it costs the engine, for every role (in the engine's thread, its handler alone).
import { openDatabase } from '#archive/database/database.ts'
import { migrate } from '#archive/database/migrate.ts'
import { databaseKey } from '#archive/database/key.ts'
import type { ReadContext } from '#archive/handler.ts'
import { placesIn } from '#archive/places.ts'
import { EVERYTHING, monthlyFigures, rateCells } from '#archive/rate/store.ts'
import { actorOf, personByLogin } from '#archive/staff/store.ts'
import { todayFor } from '#archive/today/service.ts'
import { openEntry, readKeyring } from '#archive/vault/keyring.ts'
import { localDate } from '#shared/domain/local-date.ts'
import { monthsUntil } from '#shared/domain/rate.ts'
import { goal, measure, ms, percentile, table } from './measure.ts'

const RECORDS = 200_000
const RUNS = 40
const ON = localDate('2026-11-20')
const LOGINS = ['archivist', 'sales1', 'sales.head', 'service1', 'service.head', 'care1', 'care.director', 'gm', 'admin']

/** Brings the archive to 200,000 records for the measuring and takes them back. @returns the slowest role's p95 in milliseconds. */
export async function benchToday(folder: string, password: string): Promise<number> {
  const places = placesIn(folder)
  const { dataKey } = await openEntry(readKeyring(places.keyring), 'archivist', password)
  const database = openDatabase(places.database, databaseKey(dataKey))
  const { raw, reader } = database
  migrate(database)
  raw.exec('BEGIN')
  try {
    const present = reader.get('SELECT count(*) AS n FROM record', [], (row) => row.int('n')) ?? 0
    const rest = reader.all("SELECT name FROM pragma_table_info('record') WHERE name NOT IN ('id', 'number', 'order_number')", [], (row) => row.text('name')).join(', ')
    raw.prepare(`INSERT INTO record (number, order_number, ${rest}) SELECT number || '+', order_number || '+', ${rest} FROM record WHERE kind <> 'delivery' LIMIT ?`)
      .run(Math.max(0, RECORDS - present))
    const rows: string[][] = []
    const worst: number[] = []
    for (const login of LOGINS) {
      const person = personByLogin(reader, login)
      const actor = person && actorOf(reader, person.id, ON)
      if (!actor) throw new Error(`no ${login}`)
      const context: ReadContext = { db: reader, now: Date.parse(`${ON}T10:00+08:00`), today: ON, actor, note: () => undefined }
      let found = ''
      const look = await measure(RUNS, () => {
        found = todayFor(context).sections.map(({ key, count, more }) => `${key} ${count}${more ? '+' : ''}`).join(', ')
      })
      const month = await measure(10, () => rateCells(reader, actor, ON, '2026-10', EVERYTHING))
      const trend = await measure(5, () => monthlyFigures(reader, actor, ON, monthsUntil('2026-10', 12), EVERYTHING))
      worst.push(percentile(look, 0.95))
      rows.push([login, ms(percentile(look, 0.5)), ms(percentile(look, 0.95)), ms(percentile(month, 0.5)), ms(percentile(trend, 0.5)), found])
    }
    table(`Today, ${Math.max(RECORDS, present)} records (ms, in the engine's thread)`, ['as', 'p50', 'p95', 'rates of a month', 'twelve months', 'sections'], rows)
    return Math.max(...worst)
  } finally {
    raw.exec('ROLLBACK')
    database.close()
  }
}

/** Holds the slowest role against the goal. */
export function judgeToday(slowest: number): void {
  goal('today, p95 of the slowest role, in the engine', slowest, 20)
}
