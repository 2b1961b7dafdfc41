// The scan inbox on a real folder: taken in, split by cover sheets, filed by itself or kept in the tray (rules H4, F4, A3).
import { existsSync, mkdirSync, readdirSync, renameSync, rmSync, truncateSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Id } from '#shared/domain/id.ts'
import type { Output } from '#shared/contract/index.ts'
import { LARGEST_FILE } from '#shared/contract/scan.ts'
import { LOGINS, makeArchive, temporaryFolder, type Entry, type Person, type TestArchive } from '#test/support/archive.ts'
import { batchMaker, type BatchMaker } from '#test/support/batch.ts'
import { sizeOf, startMaker } from '#test/support/pictures.ts'
import { attachScan, pdfOf, until } from '#test/support/scans.ts'

const vips = await startMaker()

let archive: TestArchive
let archivist: Person
let make: BatchMaker
let folder: string

const apart = temporaryFolder()

beforeAll(async () => {
  archive = await makeArchive()
  make = await batchMaker(100)
  folder = join(apart, 'scanner')
  mkdirSync(folder)
  archivist = await archive.as(LOGINS.archivist)
  await archivist.call('inbox.choose', { folder })
})
afterAll(async () => {
  vips.shutdown()
  await archive.close()
  rmSync(apart, { recursive: true, force: true })
})

/** As a careful scanner does it: written elsewhere, then put there. */
function arrive(name: string, bytes: Uint8Array): void {
  const elsewhere = join(apart, name)
  writeFileSync(elsewhere, bytes)
  renameSync(elsewhere, join(folder, name))
}

const list = (): Promise<Output<'inbox.list'>> => archivist.call('inbox.list', {})

/** The file of this name, once it is sorted or found unreadable. */
async function settled(name: string): Promise<Output<'inbox.list'>['files'][number]> {
  const answer = await until(list, ({ files }) => files.some((file) => file.name === name && file.state !== 'sorting'))
  const file = answer.files.find((each) => each.name === name)
  if (!file) throw new Error(name)
  return file
}

/** Waits until these alone lie in the folder. */
const left = (names: readonly string[]): Promise<string[]> =>
  until(() => Promise.resolve(readdirSync(folder).toSorted()), (found) => found.join('/') === names.join('/'))

async function scansOf(recordId: Id<'record'>): Promise<Record<string, number>> {
  const { scans } = await archivist.call('scan.list', { recordId })
  return Object.fromEntries(Object.entries(Object.groupBy(scans, ({ code }) => code)).map(([code, pages]) => [code, pages?.length ?? 0]))
}

async function received(): Promise<Entry> {
  const entry = await archive.enter('maintenance')
  await archive.handOver([entry.recordId])
  return entry
}

describe('H4 a batch behind cover sheets', () => {
  it('H4 is split and filed by itself; pages before the first sheet wait; the folder is empty when all is safe', async () => {
    const { recordId, recordNumber } = await received()
    const sheet = (code: string) => ({ sheet: { what: 'paper' as const, number: recordNumber, code } })
    arrive('batch.pdf', await make.pdf([{ mark: 1 }, sheet('workOrder'), { mark: 2 }, { mark: 3 }, sheet('settlement'), { mark: 4 }]))
    const file = await settled('batch.pdf')
    expect(file).toMatchObject({ state: 'sorted', pages: 6, filed: 3, waiting: 1, problem: null, duplicateOf: null })
    expect(await scansOf(recordId)).toEqual({ workOrder: 2, settlement: 1 })
    await left([])
    const { waiting } = await list()
    expect(waiting.map(({ fileName, page }) => [fileName, page])).toEqual([['batch.pdf', 1]])
    const [page] = waiting
    if (!page) throw new Error('no page waits')
    const seen = await archivist.call('inbox.thumbnail', { id: page.id })
    expect(Math.max(...Object.values(sizeOf(vips, seen.bytes)))).toBe(240)
    expect((await archivist.call('inbox.view', { id: page.id, longest: 800 })).bytes.length).toBeGreaterThan(1000)
  }, 60_000)

  it('H4 a waiting page is assigned once, by whoever is first', async () => {
    const { recordId } = await received()
    const { waiting } = await list()
    const page = waiting.at(0)
    if (!page) throw new Error('no page waits')
    await archivist.call('inbox.assign', { pageIds: [page.id], recordId, code: 'workOrder' })
    expect(await scansOf(recordId)).toEqual({ workOrder: 1 })
    expect((await list()).waiting.some(({ id }) => id === page.id)).toBe(false)
    expect(await archivist.ask('inbox.assign', { pageIds: [page.id], recordId, code: 'settlement' })).toMatchObject({
      ok: false, error: { details: { problem: 'inbox.settled' } },
    })
  })

  it('H4 the same batch again is shown as a duplicate and files nothing twice', async () => {
    const { recordId, recordNumber } = await received()
    const bytes = await make.pdf([{ sheet: { what: 'paper', number: recordNumber, code: 'workOrder' } }, { mark: 9 }])
    arrive('once.pdf', bytes)
    await settled('once.pdf')
    arrive('again.pdf', bytes)
    expect(await settled('again.pdf')).toMatchObject({ duplicateOf: 'once.pdf', filed: 0, waiting: 0 })
    expect(await scansOf(recordId)).toEqual({ workOrder: 1 })
  }, 60_000)

  it('F4 a sheet for a paper the record does not have, or for no record there is, files nothing', async () => {
    const { recordNumber } = await received()
    arrive('odd.pdf', await make.pdf([
      { sheet: { what: 'paper', number: recordNumber, code: 'greenCard' } }, { mark: 21 }, { sheet: { what: 'paper', number: 'JC-1999-99999', code: 'workOrder' } }, { mark: 22 },
    ]))
    expect(await settled('odd.pdf')).toMatchObject({ filed: 0, waiting: 2 })
  }, 60_000)

  it('H4 what cannot be read is named, once, and stays in the folder', async () => {
    arrive('broken.pdf', Buffer.from('%PDF-1.7\nnothing of the kind'))
    expect(await settled('broken.pdf')).toMatchObject({ state: 'unreadable', problem: 'picture.damaged' })
    arrive('page.html', Buffer.from('<!doctype html><script>alert(1)</script>'))
    expect(await settled('page.html')).toMatchObject({ state: 'unreadable', problem: 'picture.kind' })
    await archive.restart()
    archivist = await archive.as(LOGINS.archivist)
    arrive('later.jpg', await make.page({ mark: 41 }))
    await settled('later.jpg')
    await left(['broken.pdf', 'page.html'])
    expect((await list()).files.filter(({ state }) => state === 'unreadable')).toHaveLength(2)
    for (const name of readdirSync(folder)) rmSync(join(folder, name))
  }, 60_000)
})

describe('H4 the folder', () => {
  it('H4 a file that is still being written is left alone', async () => {
    const bytes = await make.page({ mark: 31 })
    const path = join(folder, 'growing.jpg')
    // Grows with every look at the list, for longer than a file has to lie still.
    const until3s = performance.now() + 3000
    let written = 100
    writeFileSync(path, bytes.subarray(0, written))
    const early = await until(async () => {
      written += 10
      writeFileSync(path, bytes.subarray(0, written))
      return list()
    }, ({ files }) => performance.now() > until3s || files.some(({ name }) => name === 'growing.jpg'))
    expect(early.files.some(({ name }) => name === 'growing.jpg')).toBe(false)
    expect(existsSync(path)).toBe(true)
    writeFileSync(path, bytes)
    expect(await settled('growing.jpg')).toMatchObject({ state: 'sorted', pages: 1, waiting: 1 })
  }, 60_000)

  it('H4 what is larger than any scan is named and left where it is', async () => {
    const path = join(folder, 'film.tif')
    writeFileSync(path, '')
    truncateSync(path, LARGEST_FILE + 1)
    await until(list, ({ left: found }) => found.length > 0)
    expect(await list()).toMatchObject({ left: [{ name: 'film.tif', why: 'tooLarge' }], arriving: 0 })
    rmSync(path)
    await until(list, ({ left: found }) => found.length === 0)
  })

  it('H4 a batch, and a paper, have no more pages than can be looked through', async () => {
    arrive('endless.pdf', pdfOf(5001))
    expect(await settled('endless.pdf')).toMatchObject({ state: 'unreadable', problem: 'picture.tooLarge' })
    rmSync(join(folder, 'endless.pdf'))
    const { recordId, recordNumber } = await received()
    await attachScan(archivist, pdfOf(5000, Buffer.from('full')), { recordId, code: 'workOrder' })
    arrive('more.pdf', await make.pdf([{ sheet: { what: 'paper', number: recordNumber, code: 'workOrder' } }, { mark: 51 }]))
    expect(await settled('more.pdf')).toMatchObject({ filed: 0, waiting: 1 })
    const page = (await list()).waiting.find(({ fileName }) => fileName === 'more.pdf')
    if (!page) throw new Error('no page waits')
    expect(await archivist.ask('inbox.assign', { pageIds: [page.id], recordId, code: 'workOrder' })).toMatchObject({ ok: false, error: { details: { problem: 'scan.tooManyPages' } } })
    await archivist.call('inbox.assign', { pageIds: [page.id], recordId, code: 'settlement' })
  }, 60_000)

  it('H4 pages set aside can be brought back', async () => {
    const page = (await list()).waiting.at(-1)
    if (!page) throw new Error('no page waits')
    await archivist.call('inbox.discard', { pageIds: [page.id], reason: '空白页' })
    expect((await list()).waiting.some(({ id }) => id === page.id)).toBe(false)
    expect((await archivist.call('inbox.discarded', {})).map(({ id }) => id)).toContain(page.id)
    await archivist.call('inbox.restore', { pageIds: [page.id] })
    expect((await list()).waiting.some(({ id }) => id === page.id)).toBe(true)
  })

  it('H4 a folder inside the archive, one that is none, and a path from nowhere are refused', async () => {
    const refusal = async (path: string) => archivist.ask('inbox.choose', { folder: path })
    expect(await refusal(join(archive.folder, 'attachments'))).toMatchObject({ ok: false })
    expect(await refusal(join(folder, 'absent'))).toMatchObject({ ok: false, error: { details: { fields: [{ problem: 'folder.absent' }] } } })
    expect(await refusal('scanner')).toMatchObject({ ok: false, error: { details: { fields: [{ problem: 'folder.absolute' }] } } })
  })

  it('A3 what came in and where it went is in the trail, signed by who was there; verify finds nothing', async () => {
    const { taskId } = await archivist.call('archive.verify', {})
    const task = await until(() => archivist.call('task.get', { taskId }), ({ state }) => state !== 'running')
    expect(task.verify?.findings).toEqual([])
  }, 60_000)
})
