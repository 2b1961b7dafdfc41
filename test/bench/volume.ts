// Binding a year of 15,000 service records (rule C2): gathering what is unbound, cutting it into volumes, entering them with their audit
// entry, giving them their numbers; and what a look at the year costs afterwards.
import { enterAudit } from '#archive/audit/trail.ts'
import { openDatabase } from '#archive/database/database.ts'
import { migrate } from '#archive/database/migrate.ts'
import { databaseKey } from '#archive/database/key.ts'
import type { AuditNote, WriteContext } from '#archive/handler.ts'
import { placesIn } from '#archive/places.ts'
import { actorOf, personByLogin } from '#archive/staff/store.ts'
import { openEntry, readKeyring } from '#archive/vault/keyring.ts'
import { privateKeyFrom } from '#archive/vault/signing.ts'
import { accept, propose } from '#archive/volume/acts.ts'
import { schemeClasses } from '#archive/volume/scheme.ts'
import { countStates, listVolumes } from '#archive/volume/store.ts'
import { localDate } from '#shared/domain/local-date.ts'
import { goal, measure, ms, percentile, table } from './measure.ts'

const RECORDS = 15_000
const YEAR = 2025
const RUNS = 10
const LOGINS = ['archivist', 'service.head', 'gm']

/** On a filled archive, which stays as it is. Needs 15,000 received service records. */
export async function benchVolumes(folder: string, password: string): Promise<void> {
  const places = placesIn(folder)
  const opened = await openEntry(readKeyring(places.keyring), 'archivist', password)
  const database = openDatabase(places.database, databaseKey(opened.dataKey))
  const { raw, reader } = database
  migrate(database)
  const actorBy = (login: string): WriteContext['actor'] => {
    const person = personByLogin(reader, login)
    const actor = person && actorOf(reader, person.id, localDate('2026-11-20'))
    if (!actor) throw new Error(`no ${login}`)
    return actor
  }
  const session = { personId: opened.personId, keyId: opened.keyId, key: privateKeyFrom(opened.signingKey) }
  const now = Date.parse('2026-11-20T10:00+08:00')
  raw.exec('BEGIN')
  try {
    // Exactly so many of the year, spread over it, each of the others a year before.
    raw.prepare(`
      WITH chosen AS (SELECT id, row_number() OVER (ORDER BY id) AS n FROM record WHERE received_seq IS NOT NULL AND kind <> 'delivery')
      UPDATE record SET delivered_on = printf('%d-%02d-%02d', CASE WHEN n <= ? THEN ${YEAR} ELSE ${YEAR - 1} END, 1 + n % 12, 1 + n % 28), due_on = '2027-01-01'
      FROM chosen WHERE chosen.id = record.id`).run(RECORDS)
    raw.exec("UPDATE volume_class SET binds = 1 WHERE source = 'serviceRecords'")
    const services = schemeClasses(reader).find(({ source }) => source === 'serviceRecords')
    if (!services) throw new Error('no class of service records')
    const timed = <T>(kind: string, work: (context: WriteContext) => T): { value: T; taken: number } => database.transaction((db) => {
      const notes: AuditNote = {}
      const began = performance.now()
      const value = work({ db, now, today: localDate('2026-11-20'), actor: actorBy('archivist'), note: (details) => Object.assign(notes, details), leftOver: () => undefined })
      enterAudit(db, now, session, kind, notes)
      return { value, taken: performance.now() - began }
    })
    const proposed = timed('volume.propose', (context) => propose(context, { classId: services.id, year: YEAR }))
    const wanted = { classId: services.id, year: YEAR, state: null, text: '', limit: 500 } as const
    const ids = listVolumes(reader, actorBy('archivist'), { ...wanted, limit: 1000 }).map(({ id }) => id)
    const accepted = timed('volume.accept', (context) => accept(context, { ids }))
    const { volumes, pieces, pages } = proposed.value
    table('Binding a year (ms, in the engine’s thread)', ['what', 'volumes', 'records', 'pages', 'propose', 'number'], [
      ['service records', String(volumes), String(pieces), String(pages), ms(proposed.taken), ms(accepted.taken)],
    ])
    const rows: string[][] = []
    for (const login of LOGINS) {
      const actor = actorBy(login)
      const list = await measure(RUNS, () => listVolumes(reader, actor, wanted))
      const counts = await measure(RUNS, () => countStates(reader, actor, YEAR))
      rows.push([login, ms(percentile(list, 0.95)), ms(percentile(counts, 0.95))])
    }
    table('Looking at the year (p95, ms)', ['as', 'list', 'counts'], rows)
    goal(`binding a year of ${pieces} service records`, (proposed.taken + accepted.taken) / 1000, 5, 's')
  } finally {
    raw.exec('ROLLBACK')
    database.close()
  }
}
