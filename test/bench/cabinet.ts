// A cabinet of 2,000 folders: drawing it as it stands, and taking stock of it with a scan every 100 ms, through the host, every scan a call,
// a commit and a signed audit entry of its own.
import { setTimeout as delay } from 'node:timers/promises'
import { openDatabase } from '#archive/database/database.ts'
import { databaseKey } from '#archive/database/key.ts'
import { placesIn } from '#archive/places.ts'
import { openEntry, readKeyring } from '#archive/vault/keyring.ts'
import { labelText } from '#shared/domain/label.ts'
import { slotLabel } from '#shared/domain/slot.ts'
import type { Id } from '#shared/domain/id.ts'
import { finished, LOGINS, makeArchive, PASSWORD, type Person, type TestArchive } from '#test/support/archive.ts'
import { deliveries, DELIVERY_HEADINGS, openList, xlsxOf } from '#test/support/lists.ts'
import { goal, measure, ms, percentile, table } from './measure.ts'

const FOLDERS = 2000
const CABINET = { room: '档案室', code: 'Z', shelves: 10, slotsPerShelf: 20, capacity: 10 }
const SCANS = 300
const EVERY_MS = 100
const DRAWN_BY = [LOGINS.archivist, LOGINS.salesConsultant, LOGINS.salesHead, LOGINS.generalManager]

type Folder = { dossierId: Id<'dossier'>; number: string; slot: string }

export async function benchCabinet(): Promise<void> {
  const archive = await makeArchive({ startAt: Date.parse('2026-03-11T09:00:00+08:00') })
  try {
    const archivist = await archive.as(LOGINS.archivist)
    const opened = await openList(archivist, 'deliveries', xlsxOf([DELIVERY_HEADINGS, ...deliveries(10_001, 10_000 + FOLDERS)]))
    const { taskId } = await archivist.call('import.commit', { importId: opened.importId, mapping: opened.reading.mapping, words: {} })
    await finished(archivist, taskId)
    const { id } = await archivist.call('cabinet.add', CABINET)
    const folders = await putAway(archive, archivist)
    const slowest = await drawn(archive, id)
    await takeStock(archivist, id, folders)
    goal(`a cabinet of ${FOLDERS} folders drawn, p95 of the slowest role`, slowest, 100)
  } finally {
    await archive.close()
  }
}

async function putAway(archive: TestArchive, archivist: Person): Promise<Folder[]> {
  const places = placesIn(archive.folder)
  const { dataKey } = await openEntry(readKeyring(places.keyring), LOGINS.archivist, PASSWORD)
  const database = openDatabase(places.database, databaseKey(dataKey), 'readOnly')
  const all = database.reader.all('SELECT id, number FROM dossier ORDER BY id LIMIT ?', [FOLDERS], (row) => ({
    dossierId: row.id<'dossier'>('id'), number: row.text('number'),
  }))
  database.close()
  const folders: Folder[] = []
  for (let from = 0; from < all.length; from += CABINET.capacity) {
    const place = from / CABINET.capacity
    const slot = slotLabel(CABINET.code, Math.floor(place / CABINET.slotsPerShelf) + 1, (place % CABINET.slotsPerShelf) + 1)
    const together = all.slice(from, from + CABINET.capacity)
    await archivist.call('folder.move', { dossierIds: together.map(({ dossierId }) => dossierId), slot })
    folders.push(...together.map((folder) => ({ ...folder, slot })))
  }
  return folders
}

/** @returns the slowest role's p95 in milliseconds. */
async function drawn(archive: TestArchive, id: Id<'cabinet'>): Promise<number> {
  const rows: string[][] = []
  const worst: number[] = []
  for (const login of DRAWN_BY) {
    const { token } = await archive.as(login)
    const taken = await measure(40, () => archive.host.call({ method: 'cabinet.drawn', input: { id }, token }))
    worst.push(percentile(taken, 0.95))
    rows.push([login, ms(percentile(taken, 0.5)), ms(percentile(taken, 0.95))])
  }
  table(`A cabinet of ${FOLDERS} folders drawn (ms, through the host)`, ['as', 'p50', 'p95'], rows)
  return Math.max(...worst)
}

async function takeStock(archivist: Person, cabinetId: Id<'cabinet'>, folders: readonly Folder[]): Promise<void> {
  const { id } = await archivist.call('stocktaking.start', { cabinetId, shelf: null })
  const taken: number[] = []
  for (const [index, { number, slot }] of folders.slice(0, SCANS).entries()) {
    const began = performance.now()
    await archivist.call('stocktaking.scan', {
      id, scans: [{ key: `bench-${String(index).padStart(6, '0')}`, slot, text: labelText({ what: 'dossier', number }) }],
    })
    taken.push(performance.now() - began)
    await delay(Math.max(0, EVERY_MS - (performance.now() - began)))
  }
  taken.sort((one, other) => one - other)
  const { counts } = await archivist.call('stocktaking.get', { id })
  const looked = await measure(10, () => archivist.call('stocktaking.get', { id }))
  const began = performance.now()
  await archivist.call('stocktaking.finish', { id, remark: '' })
  const over = performance.now() - began
  table(`Stock-taking of ${FOLDERS} folders (ms, through the host)`, ['what', 'p50', 'p95', 'worst'], [
    [`a scan, ${SCANS} of them, one every ${EVERY_MS} ms`, ms(percentile(taken, 0.5)), ms(percentile(taken, 0.95)), ms(taken.at(-1) ?? Number.NaN)],
    ['looking at it', ms(percentile(looked, 0.5)), ms(percentile(looked, 0.95)), ms(looked.at(-1) ?? Number.NaN)],
    [`counting finished, ${FOLDERS - SCANS} missing`, '', '', ms(over)],
  ])
  goal('a scan, p95', percentile(taken, 0.95), EVERY_MS)
  goal('scans lost', SCANS - counts.found, 0, 'scans')
}
