// A dossier of many scans as its page opens: from the call to the bytes of the first dozen small pictures, which is what a screen shows
// of them; made before, and not made yet.
import { openDatabase } from '#archive/database/database.ts'
import { databaseKey } from '#archive/database/key.ts'
import { placesIn } from '#archive/places.ts'
import { openEntry, readKeyring } from '#archive/vault/keyring.ts'
import type { Id } from '#shared/domain/id.ts'
import { LOGINS, makeArchive, PASSWORD, type Person, type TestArchive } from '#test/support/archive.ts'
import { batchMaker } from '#test/support/batch.ts'
import { attachScan, until } from '#test/support/scans.ts'
import { goal, measure, ms, percentile, table } from './measure.ts'

const SCANS = 300
/** Scanned pages in one file. */
const BATCH = 30
const SHOWN = 12
const RUNS = 50

/** The list, then the small pictures, all asked for at once as the screen does. @returns milliseconds to the first and to the last of them. */
async function opened(person: Person, dossierId: Id<'dossier'>, from = 0): Promise<{ first: number; last: number }> {
  const began = performance.now()
  const scans = await person.call('scan.ofDossier', { dossierId })
  if (scans.length < from + SHOWN) throw new Error(`${scans.length} scans`)
  let first = Number.POSITIVE_INFINITY
  await Promise.all(scans.slice(from, from + SHOWN).map(async ({ id }) => {
    const { bytes } = await person.call('scan.thumbnail', { id })
    if (bytes.length === 0) throw new Error('an empty picture')
    first = Math.min(first, performance.now() - began)
  }))
  return { first, last: performance.now() - began }
}

/** Files of scanned pages on one paper of a record. */
async function fill(archive: TestArchive, archivist: Person): Promise<Id<'dossier'>> {
  const { recordId, dossierId } = await archive.enter('delivery')
  const make = await batchMaker(200)
  for (let mark = 1; mark <= SCANS; mark += BATCH) {
    const bytes = await make.pdf(Array.from({ length: BATCH }, (_, at) => ({ mark: mark + at })))
    await attachScan(archivist, new Uint8Array(bytes), { recordId, code: 'otherProof' })
  }
  return dossierId
}

/** Waits until every scan has its small picture. */
async function allMade(folder: string): Promise<void> {
  const places = placesIn(folder)
  const { dataKey } = await openEntry(readKeyring(places.keyring), LOGINS.administrator, PASSWORD)
  const database = openDatabase(places.database, databaseKey(dataKey), 'readOnly')
  try {
    await until(() => database.reader.get('SELECT count(*) AS n FROM scan WHERE thumbnail_id IS NULL', [], (row) => row.int('n')), (missing) => missing === 0)
  } finally {
    database.close()
  }
}

export async function benchThumbnails(): Promise<void> {
  const archive = await makeArchive()
  try {
    const archivist = await archive.as(LOGINS.archivist)
    const dossierId = await fill(archive, archivist)
    // The newest come last in a record, and theirs are made last.
    const unmade = await opened(archivist, dossierId, SCANS - SHOWN)
    await allMade(archive.folder)
    const first: number[] = []
    const last = await measure(RUNS, async (run) => {
      const times = await opened(archivist, dossierId)
      if (run >= 0) first.push(times.first)
    })
    first.sort((a, b) => a - b)
    table(`A dossier of ${SCANS} scans opens, its first ${SHOWN} small pictures`, ['small pictures', 'first p50 (ms)', 'all p50 (ms)', 'all p95 (ms)'], [
      ['made before', ms(percentile(first, 0.5)), ms(percentile(last, 0.5)), ms(percentile(last, 0.95))],
      ['not made yet', ms(unmade.first), ms(unmade.last), ''],
    ])
    goal('the first small pictures, made before', percentile(last, 0.95), 200)
  } finally {
    await archive.close()
  }
}
