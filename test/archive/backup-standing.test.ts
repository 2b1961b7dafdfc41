// What a shell hears of backups and may ask of them while nobody is signed in, and what closing waits for (rules A1, A2).
import { mkdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { NO_STANDING, type BackupStanding } from '#archive/backup/standing.ts'
import { listPoints } from '#archive/backup/points.ts'
import { startHost, type Host } from '#archive/host.ts'
import { LOGINS, makeArchive, signIn, temporaryFolder, type TestArchive } from '#test/support/archive.ts'
import { until } from '#test/support/scans.ts'

const root = temporaryFolder()
const place = join(root, 'U 盘')
let archive: TestArchive
beforeAll(async () => {
  mkdirSync(place)
  archive = await makeArchive()
  await archive.host.close()
})
afterAll(async () => {
  await archive.close()
  rmSync(root, { recursive: true, force: true })
})

let heard: BackupStanding[] = []
async function start(): Promise<Host> {
  heard = []
  return startHost({ folder: archive.folder, program: 'test', startAt: null }, (standing) => heard.push(standing))
}
const now = () => Promise.resolve(heard.at(-1) ?? NO_STANDING)

it('A2 a shell hears of each change, without a name or a folder', async () => {
  const host = await start()
  const admin = await signIn(host, LOGINS.administrator)
  await admin.call('backup.addPlace', { name: '总经理的盘', folder: place, schedule: { kind: 'closing' }, keep: { days: 7, weeks: 0, months: 0 } })
  await until(now, ({ running }) => running === null && heard.some((one) => one.running?.what === 'proof'))
  expect(heard.map(({ running }) => running?.what)).toEqual(expect.arrayContaining(['backup', 'rotation', 'proof', undefined]))
  expect(heard.at(-1)).toMatchObject({ places: 1, running: null, warnings: ['sameDisk'], risk: null })
  expect(JSON.stringify(heard)).not.toMatch(/总经理|盘|tmp/)
  await host.close()
  expect(heard.some(({ running }) => running?.what === 'backup')).toBe(true)
})

it('A2 while nobody is signed in it hears as much, and may begin what is planned early', async () => {
  const before = (await listPoints(place)).length
  const host = await start()
  await until(now, ({ places, lastDone }) => places === 1 && lastDone !== null)
  expect(heard.at(-1)).toMatchObject({ warnings: ['sameDisk'], running: null })
  host.backUp()
  await until(() => listPoints(place), (points) => points.length > before)
  await until(now, ({ running }) => running === null)
  host.giveUp()
  await host.close()
})

it('A2 whoever closes and does not want to wait is not kept; it is made up for', async () => {
  const before = (await listPoints(place)).length
  const host = await start()
  const closed = host.close()
  host.giveUp()
  await closed
  expect(await listPoints(place)).toHaveLength(before)
})

it('A1 A3 a window that is gone signs out whoever was there, at once and in the trail', async () => {
  const host = await start()
  const [one, other] = [await signIn(host, LOGINS.archivist), await signIn(host, LOGINS.administrator)]
  host.endSessions()
  for (const person of [one, other]) expect(await person.ask('session.me', {})).toMatchObject({ ok: false, error: { code: 'notSignedIn' } })
  const admin = await signIn(host, LOGINS.administrator)
  const { taskId } = await admin.call('archive.verify', {})
  await until(() => admin.call('task.get', { taskId }), ({ state }) => state === 'done')
  expect((await admin.call('task.get', { taskId })).verify?.findings).toEqual([])
  host.giveUp()
  await host.close()
})
