// Proposing for a month of 3,000 records: gathering the facts, judging them, entering what is new with its audit entry, and the month's
// list. An ordinary month (one record in ten late, one in twenty lacking a paper), and one in which nothing was as it should be.
import { enterAudit } from '#archive/audit/trail.ts'
import { openDatabase, type Writer } from '#archive/database/database.ts'
import { migrate } from '#archive/database/migrate.ts'
import { databaseKey } from '#archive/database/key.ts'
import type { AuditNote, WriteContext } from '#archive/handler.ts'
import { placesIn } from '#archive/places.ts'
import { personByLogin, actorOf } from '#archive/staff/store.ts'
import { violationHandlers } from '#archive/violation/service.ts'
import { openEntry, readKeyring } from '#archive/vault/keyring.ts'
import { privateKeyFrom } from '#archive/vault/signing.ts'
import { localDate } from '#shared/domain/local-date.ts'
import { goal, ms, table } from './measure.ts'

const RECORDS = 3000
const ROUNDS = 5
const MONTH = '2026-10'

const MONTHS = [
  { name: 'ordinary month', late: 10, unconfirmed: 50 },
  { name: 'every record late', late: 1, unconfirmed: 1 },
]

/** On a filled archive, which stays as it is. Needs 3,000 received records. */
export async function benchViolations(folder: string, password: string): Promise<void> {
  const places = placesIn(folder)
  const opened = await openEntry(readKeyring(places.keyring), 'archivist', password)
  const database = openDatabase(places.database, databaseKey(opened.dataKey))
  const { raw, reader } = database
  migrate(database)
  const person = personByLogin(reader, 'archivist')
  const actor = person && actorOf(reader, person.id, localDate('2026-11-20'))
  if (!actor) throw new Error('no archivist')
  const session = { personId: opened.personId, keyId: opened.keyId, key: privateKeyFrom(opened.signingKey) }
  const now = Date.parse('2026-11-20T10:00+08:00')
  const rows: string[][] = []
  try {
    for (const { name, late, unconfirmed } of MONTHS) {
      raw.exec('BEGIN')
      try {
        // Over the working days of October, each received on the day it was due, or one later.
        raw.prepare(`
          WITH chosen AS (SELECT id, row_number() OVER (ORDER BY id) AS n FROM record WHERE received_on < '2026-09-01' ORDER BY id LIMIT ?)
          UPDATE record SET due_on = printf('${MONTH}-%02d', 9 + n % 20), received_on = printf('${MONTH}-%02d', 9 + n % 20 + (n % ? = 0)),
            contact_confirmed = (n % ? <> 0) FROM chosen WHERE chosen.id = record.id`).run(RECORDS, late, unconfirmed)
        const taken: number[] = []
        const listed: number[] = []
        let found = 0
        for (let round = 0; round <= ROUNDS; round += 1) {
          raw.exec('SAVEPOINT round')
          const began = performance.now()
          const notes: AuditNote = {}
          const work = (db: Writer): number => {
            const context: WriteContext = { db, now, today: localDate('2026-11-20'), actor, note: (details) => Object.assign(notes, details), leftOver: () => undefined }
            const handler = violationHandlers['violation.propose']
            const { added } = 'write' in handler ? handler.write(context, { month: MONTH }) : { added: 0 }
            enterAudit(db, now, session, 'violation.propose', notes)
            return added
          }
          found = database.transaction(work)
          const proposed = performance.now()
          const list = violationHandlers['violation.list']
          if ('read' in list) {
            list.read({ db: reader, now, today: localDate('2026-11-20'), actor, note: () => undefined }, { month: MONTH, personId: null, filter: 'all' })
          }
          if (round > 0) {
            taken.push(proposed - began)
            listed.push(performance.now() - proposed)
          }
          raw.exec('ROLLBACK TO round')
          raw.exec('RELEASE round')
        }
        const slowest = Math.max(...taken)
        rows.push([name, String(found), ms(slowest), ms(Math.max(...listed))])
        goal(`proposing for ${RECORDS} records, ${name}`, slowest, 1000)
      } finally {
        raw.exec('ROLLBACK')
      }
    }
    table(`A month of ${RECORDS} records (ms, the slowest of ${ROUNDS})`, ['what', 'violations', 'propose', 'list'], rows)
  } finally {
    database.close()
  }
}
