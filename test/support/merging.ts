// What tests of merging begin with and ask: one car filed twice, what is found, what lies in the rows, what verify says.
import { openDatabase, type Reader, type Writer } from '#archive/database/database.ts'
import { databaseKey } from '#archive/database/key.ts'
import { placesIn } from '#archive/places.ts'
import { openEntry, readKeyring } from '#archive/vault/keyring.ts'
import type { FindingView } from '#shared/contract/backup.ts'
import type { Output } from '#shared/contract/index.ts'
import { toId, type Id } from '#shared/domain/id.ts'
import { LOGINS, PASSWORD, type Entry, type Person, type TestArchive } from '#test/support/archive.ts'
import { customerOf, vehicleOf } from '#test/support/samples.ts'
import { findingsOf } from '#test/support/tampered.ts'

export const REASON = '同一辆车登记了两次'

const TABLES = ['customer', 'vehicle', 'dossier', 'ownership', 'record', 'paper', 'book_line', 'scan', 'slot', 'placement', 'change', 'dossier_index'] as const

export type Merging = ReturnType<typeof mergingIn>

export function mergingIn(archive: TestArchive, archivist: Person) {
  let made = 1000
  const places = placesIn(archive.folder)

  /** Looks into, or changes, the database beside the running program. */
  async function beside<T>(work: (db: Writer) => T): Promise<T> {
    const { dataKey } = await openEntry(readKeyring(places.keyring), LOGINS.administrator, PASSWORD)
    const database = openDatabase(places.database, databaseKey(dataKey))
    try {
      return database.transaction(work)
    } finally {
      database.close()
    }
  }

  const merging = {
    beside,
    /** An index of cars and customers that no test has used. */
    fresh: (): number => {
      made += 1
      return made
    },
    /** Those of these records that wait to be put into their folder. */
    toPlace: async (ids: readonly number[]): Promise<number[]> => {
      const { records } = await archivist.call('filing.list', { step: 'place', limit: 500 })
      return records.map(({ id }) => id).filter((id) => ids.includes(id))
    },
    /** What `verify` finds beside the running program. */
    findings: async (): Promise<FindingView[]> => (
      findingsOf({ folder: archive.folder, places, admin: await openEntry(readKeyring(places.keyring), LOGINS.administrator, PASSWORD) })
    ),
    /** Every row of what a merge may move. */
    allRows: (): Promise<Record<string, unknown>> => beside((db: Reader) => Object.fromEntries(TABLES.map((table) => {
      const columns = db.all(`SELECT name FROM pragma_table_info('${table}')`, [], (row) => row.text('name'))
      return [table, db.all(`SELECT json_array(${columns.join(', ')}) AS row FROM ${table} ORDER BY 1`, [], (row) => row.text('row'))]
    }))),
    /** A delivered car, and its visit under a VIN with a slip in it, which made a dossier of its own. */
    oneCarTwice: async (): Promise<{ sale: Entry; visit: Entry; index: number; vin: string; plate: string }> => {
      const index = merging.fresh()
      const vin = `WVWZZZ1KZAW12${String(index).padStart(4, '0')}`
      const plate = `皖B${String(10_000 + index)}`
      const sale = await archive.enter('delivery', { deliveredOn: '2026-02-24', vehicle: vehicleOf(index), customer: customerOf(index) })
      const vehicle = { ...vehicleOf(index), vin, vinConfirmed: true, plate, origin: 'soldElsewhere' as const }
      const visit = await archive.enter('maintenance', { vehicle, customer: { ...customerOf(index), mobile: `139${String(index).padStart(8, '0')}` } })
      return { sale, visit, index, vin, plate }
    },
    /** A visit of a car that was sold elsewhere, by a customer of its own. */
    visited: (index: number, deliveredOn: string): Promise<Entry> => archive.enter('maintenance', {
      vehicle: { ...vehicleOf(index), origin: 'soldElsewhere' }, customer: customerOf(index), deliveredOn,
    }),
    /** Owners in turn: mobile, from, to. */
    owners: async (id: number): Promise<unknown[]> => (await merging.dossier(id)).owners.map(({ customer, fromOn, toOn }) => [customer.mobile, fromOn, toOn]),
    /** Pairs that are found, of which one side is among `ids`. */
    doubles: async (subject: 'customers' | 'dossiers', ids: readonly number[]) => {
      const found = await archivist.call('merge.doubles', {})
      return found[subject].filter(({ one, other }) => ids.includes(one.id) || ids.includes(other.id))
    },
    dossier: (id: number): Promise<Output<'dossier.open'>> => archivist.call('dossier.open', { id: toId<'dossier'>(id) }),
    search: async (text: string, person = archivist): Promise<number[]> => (
      (await person.call('dossier.search', { text, dates: null, state: null, kind: null, limit: 50 })).hits.map(({ dossierId }) => dossierId)
    ),
    join: async (keepId: Id<'dossier'>, mergeId: Id<'dossier'>): Promise<Id<'merge'>> => (
      (await archivist.call('merge.dossiers', { keepId, mergeId, reason: REASON })).id
    ),
    merge: async ({ sale, visit }: { sale: Entry; visit: Entry }): Promise<{ id: Id<'merge'> }> => ({ id: await merging.join(sale.dossierId, visit.dossierId) }),
    undo: (id: Id<'merge'>) => archivist.call('merge.undo', { id, reason: '弄错了' }),
  }
  return merging
}

export const ordered = (ids: readonly number[]): number[] => ids.toSorted((one, other) => one - other)
