// Older backups that still hold what was destroyed: named, with the day on which rotation removes them, and noted when it has (rules R4, A2).
import { mkdirSync, readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { LOGINS, temporaryFolder } from '#test/support/archive.ts'
import { archiveAt, type DayArchive } from '#test/support/days.ts'
import { disposalsIn, toDestroy } from '#test/support/disposals.ts'
import { packsIn } from '#test/support/pool.ts'
import { attachScan, pngPage, until } from '#test/support/scans.ts'

const root = temporaryFolder()
const place = join(root, 'place')
let archive: DayArchive

beforeAll(async () => {
  archive = await archiveAt('2015-03-02')
  mkdirSync(place)
})
afterAll(async () => {
  await archive.close()
  rmSync(root, { recursive: true, force: true })
})

const backedUp = async () => {
  const admin = await archive.as(LOGINS.administrator)
  const state = () => admin.call('backup.places', {})
  await until(state, ({ running, places }) => running === null && places.every(({ lastDone }) => lastDone !== null && lastDone.startedAt > today()))
}
let day = '2015-03-02'
const today = (): number => Date.parse(`${day}T00:00:00+08:00`)
const goTo = async (to: string): Promise<void> => {
  day = to
  await archive.goTo(to)
}

it('R4 A2 the place is named with the day its rotation removes the last of them; on that day it does, bytes and all, and the record says so', async () => {
  const entry = await archive.enter('maintenance')
  await archive.handOver([entry.recordId])
  await attachScan(await archive.as(LOGINS.archivist), pngPage('destroyed'), { recordId: entry.recordId, code: 'workOrder' })
  await goTo('2025-04-01')
  const admin = await archive.as(LOGINS.administrator)
  const keep = { days: 2, weeks: 0, months: 0 }
  await admin.call('backup.addPlace', { name: '移动硬盘', folder: place, schedule: { kind: 'daily', minute: 0 }, keep })
  await backedUp()
  const byHand = join(root, 'by hand')
  await admin.call('backup.run', { folder: byHand })
  const before = packsIn(place).map((pack) => readFileSync(pack))
  const disposals = disposalsIn(archive)
  const id = await disposals.approved(toDestroy(entry.dossierId))
  await disposals.carryOut(id)
  const older = async () => (await disposals.get(id)).done?.backups
  expect(await older()).toMatchObject([
    { folder: byHand, goesOn: null, removedOn: null }, { folder: place, points: 1, goesOn: '2025-04-03', removedOn: null },
  ])
  for (const next of ['2025-04-02', '2025-04-03']) {
    expect((await older())?.[1]).toMatchObject({ removedOn: null })
    await goTo(next)
    await archive.as(LOGINS.administrator)
    await backedUp()
  }
  expect((await older())?.[1]).toMatchObject({ folder: place, goesOn: null, removedOn: '2025-04-03', notedBy: null })
  expect((await older())?.[0]).toMatchObject({ folder: byHand, goesOn: null, removedOn: null })
  const attachment = attachmentIn(before)
  expect(packsIn(place).some((pack) => readFileSync(pack).includes(attachment))).toBe(false)
})

/** How an attachment's encrypted file begins: with a random salt that stands nowhere else. */
function attachmentIn(packs: readonly Buffer[]): Buffer {
  const magic = Buffer.from('YDATTACH')
  const pack = packs.find((bytes) => bytes.includes(magic))
  const at = pack?.indexOf(magic) ?? -1
  if (!pack || at < 0) throw new Error('no attachment was backed up')
  return pack.subarray(at, at + 80)
}
