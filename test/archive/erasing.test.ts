// Rule R4: what is destroyed is gone from every decrypted page, from free pages, index and log, and from every file; and the rest verifies.
import { cpSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openDatabase } from '#archive/database/database.ts'
import { eraseDossiers } from '#archive/disposal/erase.ts'
import { databaseKey } from '#archive/database/key.ts'
import { placesIn } from '#archive/places.ts'
import { openEntry, readKeyring } from '#archive/vault/keyring.ts'
import type { Id } from '#shared/domain/id.ts'
import { finished, LOGINS, PASSWORD, temporaryFolder, type Entry } from '#test/support/archive.ts'
import { foundIn } from '#test/support/altered.ts'
import { searchFor, type Search } from '#test/support/byte-search.ts'
import { archiveAt, type DayArchive } from '#test/support/days.ts'
import { decryptedPages, foundBytes } from '#test/support/decrypted.ts'
import { bindPlanted, disposalsIn, PLANTED, plantDossier, plantedAll, toDestroy } from '#test/support/disposals.ts'

let archive: DayArchive
let planted: Entry
let other: Entry
let list: Id<'disposal'>
let dataKey: Uint8Array
const apart = temporaryFolder()
const search: Search = searchFor(plantedAll)

beforeAll(async () => {
  archive = await archiveAt('2015-03-02')
  planted = await plantDossier(archive, '2015-03-03')
  other = await archive.enter('maintenance')
  await archive.handOver([other.recordId])
  await archive.goTo('2026-03-02')
  await bindPlanted(archive, 2015)
  dataKey = (await openEntry(readKeyring(placesIn(archive.folder).keyring), LOGINS.administrator, PASSWORD)).dataKey
// Two days, some thirty acts and their passwords.
}, 60_000)
afterAll(async () => {
  await archive.close()
  rmSync(apart, { recursive: true, force: true })
})

const bytesAt = (name: string) => foundBytes(archive.folder, join(apart, name), dataKey, search)

describe('R4 erasing', () => {
  it('R4 the same search finds every planted text and picture before', async () => {
    await archive.stop()
    const { pages, log, files } = await bytesAt('before')
    const found = new Set([...pages, ...log, ...files].map((said) => said.replace(/ \(.*$/, '')))
    expect([...found].toSorted()).toEqual(plantedAll.map(({ what }) => what).toSorted())
    await archive.restart()
  })

  it('R4 deleting alone would not do: rows, index and pages keep much of it until they are swept', async () => {
    list = await disposalsIn(archive).approved(toDestroy(planted.dossierId))
    await archive.stop()
    const folder = join(apart, 'unswept')
    cpSync(archive.folder, folder, { recursive: true })
    const database = openDatabase(placesIn(folder).database, databaseKey(dataKey))
    database.transaction((db) => eraseDossiers(db, [planted.dossierId], { id: list, number: 'XH-2026-001', at: 1 }, null))
    database.raw.pragma('wal_checkpoint(TRUNCATE)')
    database.close()
    expect(search(decryptedPages(folder, dataKey).file)).not.toEqual([])
    await archive.restart()
  })

  it('R4 none is anywhere afterwards: pages, free pages, index, log, scans, small pictures; and nothing is missing', async () => {
    const disposals = disposalsIn(archive)
    const archivist = await archive.as(LOGINS.archivist)
    await archivist.call('draft.save', { key: 'handover', value: JSON.stringify({ words: `${PLANTED.plate} ${PLANTED.draft}` }) })
    expect(await disposals.carryOut(list)).toMatchObject({ destroyed: 1, dropped: 0 })
    expect((await finished(archivist, (await archivist.call('disposal.sweep', {})).taskId)).state).toBe('done')
    await archive.stop()
    expect(await bytesAt('after')).toEqual({ pages: [], log: [], files: [], plain: [], logSize: 0 })
    expect(await foundIn(archive)).toEqual([])
    await archive.restart()
  })

  it('R4 the number stays, is told as destroyed, and is found no more', async () => {
    const archivist = await archive.as(LOGINS.archivist)
    expect(await archivist.ask('dossier.open', { id: planted.dossierId })).toMatchObject({ ok: false, error: { details: { problem: 'dossier.destroyed', subject: 'XH-2026-001' } } })
    for (const text of [PLANTED.plate, PLANTED.owner, planted.dossierNumber]) {
      const { hits } = await archivist.call('dossier.search', { text, dates: null, state: null, kind: null, limit: 5 })
      expect(hits).toEqual([])
    }
    const day = await archivist.call('book.day', { on: '2015-03-02' })
    expect(day.lines.find(({ seq }) => seq === 1)).toMatchObject({ erased: 'XH-2026-001', ownerName: '', plate: null, vin: '', dossierNumber: planted.dossierNumber })
    expect((await archivist.call('book.day', { on: '2015-03-03' })).lines[0]).not.toHaveProperty('erased')
    const { done, items } = await disposalsIn(archive).get(list)
    expect(done).toMatchObject({ way: 'shredded' })
    expect(done?.sweptAt).not.toBeNull()
    expect(items).toMatchObject([{ number: planted.dossierNumber, destroyed: true, records: 2, pages: 1, vin: '', ownerName: '' }])
  })

  it('R4 A3 by which list an entry of the trail was partly erased is told to nobody from whom the entry is kept back', async () => {
    const found = async (login: string) => (
      (await (await archive.as(login)).call('audit.find', { from: '2015-03-02', to: '2015-03-03', personId: null, group: null, about: '' })).entries
    )
    expect((await found(LOGINS.generalManager)).some(({ erased }) => erased === 'XH-2026-001')).toBe(true)
    expect((await found(LOGINS.administrator)).filter(({ details, erased }) => details === null && erased !== null)).toEqual([])
  })

  it('R4 S4 S5 C3 lines of registers stay, a leak stays, a bound record is destroyed in its volume: with their numbers, and no words', async () => {
    const archivist = await archive.as(LOGINS.archivist)
    const { copies } = await archivist.call('copy.register', { from: '2015-01-01', to: '2015-12-31', text: '', out: false, before: null, limit: 9 })
    expect(copies).toHaveLength(2)
    for (const copy of copies) {
      expect(copy).toMatchObject({ dossier: { number: planted.dossierNumber, plate: null, vin: '', ownerName: '' }, purpose: '—', request: { recipient: '—' } })
    }
    const director = await archive.as(LOGINS.customerDirector)
    const { leaks: [leak] } = await director.call('leak.list', { filter: 'closed', before: null, limit: 9 })
    expect(leak).toMatchObject({ number: 'XM-2015-0001', state: 'closed', what: '—', dossier: '—', how: '—', atOnce: '—' })
    const { volumes } = await archivist.call('volume.list', { classId: null, year: 2015, state: 'closed', text: '', limit: 9 })
    const bound = (await Promise.all(volumes.map(({ id }) => archivist.call('volume.get', { id })))).toSorted((one, two) => two.contents.length - one.contents.length)
    expect(bound).toMatchObject([
      {
        whole: true, note: { pieces: 2, states: { missing: '—' } }, remarks: [{ text: '—' }],
        contents: [{ subject: planted.dossierNumber, gone: 'destroyed' }, { subject: other.dossierNumber, gone: null }],
      },
      { whole: true, contents: [{ subject: '—', gone: null }] },
    ])
  })

  it('F1 R4 the car that comes again gets a new dossier', async () => {
    const again = await archive.enter('maintenance', { vehicle: { vin: PLANTED.vin, vinConfirmed: true, plate: PLANTED.plate, plateMoved: false, model: '明锐', colour: '', engineNumber: '', origin: 'soldElsewhere' } })
    expect(again).toMatchObject({ dossierMade: true })
    expect(again.dossierNumber).not.toBe(planted.dossierNumber)
  })
})
