// Searching as one types, through host, worker and dispatch: a named mix, each role's filter, beside LIKE and bare FTS5.
import { startHost } from '#archive/host.ts'
import { openDatabase } from '#archive/database/database.ts'
import { databaseKey } from '#archive/database/key.ts'
import { placesIn } from '#archive/places.ts'
import { openEntry, readKeyring } from '#archive/vault/keyring.ts'
import type { RawInput } from '#shared/contract/index.ts'
import { signIn, type Person } from '#test/support/archive.ts'
import { goal, measure, ms, percentile, table } from './measure.ts'

type Query = { name: string; role: string; input: RawInput<'dossier.search'> }

const ask = (text: string, change: Partial<RawInput<'dossier.search'>> = {}): RawInput<'dossier.search'> => ({
  text, dates: null, state: null, kind: null, limit: 50, ...change,
})

const RANGE = { field: 'visit', from: '2026-03-01', to: '2026-03-31' } as const

/** What people type, broad and narrow; `vin`, `plate`, `mobile` and `name` are of one dossier in the archive. */
function mix(sample: { vin: string; plate: string; mobile: string; name: string }): Query[] {
  const queries: [string, RawInput<'dossier.search'>][] = [
    ['phone tail', ask(sample.mobile.slice(-4))],
    ['phone whole', ask(sample.mobile)],
    ['plate', ask(sample.plate)],
    ['plate tail', ask(sample.plate.slice(-4))],
    ['VIN tail', ask(sample.vin.slice(-6))],
    ['name', ask(sample.name)],
    ['surname', ask(sample.name.slice(0, 1))],
    ['pinyin', ask('wang')],
    ['pinyin, long', ask('wangxiao')],
    ['initials', ask('wx')],
    ['one letter', ask('w')],
    ['one digit', ask('1')],
    ['two words', ask(`${sample.name.slice(0, 1)} ${sample.mobile.slice(-4)}`)],
    ['two broad words', ask('wang 1')],
    ['word with a month', ask('wang', { dates: RANGE })],
    ['digit with a day', ask('1', { dates: { field: 'delivery', from: '2026-03-10', to: '2026-03-10' } })],
    ['month alone', ask('', { dates: RANGE })],
    ['overdue', ask('', { state: 'overdue' })],
    ['word, kind, state', ask('li', { kind: 'warrantyClaim', state: 'complete' })],
    ['nothing there', ask('zzzz')],
  ]
  const roles = ['archivist', 'sales1', 'sales.head', 'service1', 'service.head', 'care1', 'care.director', 'gm']
  return [
    ...queries.map(([name, input]) => ({ name, role: 'archivist', input })),
    ...roles.slice(1).flatMap((role) => [
      { name: 'pinyin', role, input: ask('wang') },
      { name: 'one digit', role, input: ask('1') },
      { name: 'word with a month', role, input: ask('wang', { dates: RANGE }) },
    ]),
  ]
}

const RUNS = 60

/** Prints every query of the mix. @returns the p95 of the mix as a whole, in milliseconds. */
export async function benchSearch(folder: string, password: string, dossiers: number): Promise<number> {
  const host = await startHost({ folder, program: 'bench', startAt: Date.parse('2026-11-20T10:00+08:00') })
  try {
    const people = new Map<string, Person>()
    const person = async (login: string): Promise<Person> => {
      const known = people.get(login) ?? await signIn(host, login, password)
      people.set(login, known)
      return known
    }
    const archivist = await person('archivist')
    const [hit] = (await archivist.call('dossier.search', ask('wang'))).hits
    if (!hit) throw new Error('the bench needs someone called Wang')
    const dossier = await archivist.call('dossier.open', { id: hit.dossierId })
    const owner = dossier.owners.at(-1)?.customer
    const sample = { vin: hit.vin, plate: hit.plate ?? '皖ZA0001', mobile: owner?.mobile ?? '', name: hit.ownerName }
    const all: number[] = []
    const rows: string[][] = []
    for (const { name, role, input } of mix(sample)) {
      const { token } = await person(role)
      let found = 0
      const times = await measure(RUNS, async () => {
        const answer = await host.call({ method: 'dossier.search', input, token })
        if (!answer.ok) throw new Error(answer.error.message)
        found = JSON.stringify(answer.value).split('"dossierId"').length - 1
      })
      all.push(...times)
      rows.push([name, role, String(found), ms(percentile(times, 0.5)), ms(percentile(times, 0.95))])
    }
    table(`Search, ${dossiers} dossiers (ms, through host, worker and dispatch)`, ['query', 'as', 'hits', 'p50', 'p95'], rows)
    const p95 = percentile(all.sort((a, b) => a - b), 0.95)
    console.log(`the whole mix: p50 ${ms(percentile(all, 0.5))}, p95 ${ms(p95)}`)
    return p95
  } finally {
    await host.close()
  }
}

/** Holds the mix of the large archive against the goals, one of them the small archive's figure. */
export function judgeSearch(small: number, large: number): void {
  console.log('')
  goal('search, p95 of the mix', large, 5)
  goal('search, p95 of the mix against the small archive', large / small, 3, 'times')
}

/** The same words by other means, on the same encrypted file in the same run. */
export async function benchOtherMeans(folder: string, password: string, dossiers: number): Promise<void> {
  const places = placesIn(folder)
  const { dataKey } = await openEntry(readKeyring(places.keyring), 'archivist', password)
  const database = openDatabase(places.database, databaseKey(dataKey), 'readOnly')
  try {
    const like = `SELECT d.id FROM dossier d JOIN vehicle v ON v.id = d.vehicle_id JOIN ownership o ON o.dossier_id = d.id JOIN customer c ON c.id = o.customer_id
      WHERE c.name LIKE ? OR c.mobile LIKE ? OR v.plate LIKE ? OR v.vin LIKE ? ORDER BY d.id DESC LIMIT 50`
    const bare = 'SELECT rowid AS id FROM dossier_search WHERE dossier_search MATCH ? ORDER BY rowid DESC LIMIT 50'
    const rows: string[][] = []
    for (const term of ['0001', 'wang', '1', 'zzzz']) {
      const pattern = `%${term}%`
      const scan = await measure(10, () => database.reader.all(like, [pattern, pattern, pattern, pattern], (row) => row.int('id')))
      const index = await measure(RUNS, () => database.reader.all(bare, [`"${term}"*`], (row) => row.int('id')))
      rows.push([term, ms(percentile(scan, 0.95)), ms(percentile(index, 0.95))])
    }
    table(`The same words by other means, ${dossiers} dossiers (p95 ms, in the engine's thread, ids only)`, ['word', 'LIKE scan', 'bare FTS5'], rows)
  } finally {
    database.close()
  }
}
