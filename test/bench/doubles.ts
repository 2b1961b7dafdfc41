// Finding probable doubles among very many, beside reading every car and customer once: what looking at each against each would begin with.
import { openDatabase } from '#archive/database/database.ts'
import { databaseKey } from '#archive/database/key.ts'
import { startHost } from '#archive/host.ts'
import { placesIn } from '#archive/places.ts'
import { openEntry, readKeyring } from '#archive/vault/keyring.ts'
import { signIn } from '#test/support/archive.ts'
import { goal, measure, ms, percentile, table } from './measure.ts'

const RUNS = 10

export async function benchDoubles(folder: string, password: string, dossiers: number): Promise<void> {
  const host = await startHost({ folder, program: 'bench', startAt: Date.parse('2026-11-20T10:00+08:00') })
  let found = 0
  let finding: number[] = []
  try {
    const archivist = await signIn(host, 'archivist', password)
    finding = await measure(RUNS, async () => {
      const { customers, dossiers: cars } = await archivist.call('merge.doubles', {})
      found = customers.length + cars.length
    })
  } finally {
    await host.close()
  }
  const places = placesIn(folder)
  const { dataKey } = await openEntry(readKeyring(places.keyring), 'archivist', password)
  const database = openDatabase(places.database, databaseKey(dataKey), 'readOnly')
  try {
    const reading = await measure(RUNS, () => {
      database.reader.all('SELECT vin, plate, engine_number, model FROM vehicle', [], (row) => [row.text('vin'), row.textOrNull('plate'), row.text('engine_number'), row.text('model')])
      database.reader.all('SELECT name, mobile, identity_number, address FROM customer', [], (row) => [row.text('name'), row.text('mobile'), row.text('identity_number'), row.text('address')])
    })
    table(`Doubles, ${dossiers} dossiers (ms)`, ['', 'found', 'p50', 'p95'], [
      ['by keys, through host and dispatch', String(found), ms(percentile(finding, 0.5)), ms(percentile(finding, 0.95))],
      ['reading all of them once, in the engine’s thread', '', ms(percentile(reading, 0.5)), ms(percentile(reading, 0.95))],
    ])
    goal('finding doubles, p95', percentile(finding, 0.95), 500)
  } finally {
    database.close()
  }
}
