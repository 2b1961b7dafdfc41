// An archive brought back where there is none, on a machine that has never seen it: with a password of that day, or the recovery key alone (rule A2).
import { rmSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { backUp } from '#archive/backup/run.ts'
import { startHost, type Host } from '#archive/host.ts'
import type { Output } from '#shared/contract/index.ts'
import { callHost, LOGINS, makeArchive, PASSWORD, signIn, temporaryFolder, type TestArchive } from '#test/support/archive.ts'
import { packsIn } from '#test/support/pool.ts'
import { until } from '#test/support/scans.ts'

const root = temporaryFolder()
const folder = join(root, 'backup')
let archive: TestArchive
let book: Output<'book.day'>
let hosts: Host[] = []

beforeAll(async () => {
  archive = await makeArchive()
  await archive.handOver([(await archive.enter('delivery')).recordId])
  const archivist = await archive.as(LOGINS.archivist)
  book = await archivist.call('book.day', { on: (await archivist.call('session.state', {})).today })
  await backUp({ folder: archive.folder, to: folder, program: 'cli', password: { login: LOGINS.archivist, password: PASSWORD } }, null)
  await archive.stop()
})
afterAll(async () => {
  await Promise.all(hosts.map((host) => host.close()))
  hosts = []
  await archive.close()
  rmSync(root, { recursive: true, force: true })
})

async function machine(name: string): Promise<Host> {
  const host = await startHost({ folder: join(root, name), program: 'new machine', startAt: null })
  hosts.push(host)
  return host
}
const ended = (host: Host) => until(() => callHost(host, null, 'archive.restoring', {}), (restoring) => restoring?.over === true)
const newest = async (host: Host) => {
  const [point] = await callHost(host, null, 'archive.points', { folder })
  if (!point) throw new Error('no backup')
  return point
}

it('A2 from nothing but the backup: the archive is there, opens with a password of that day, and shows the same book', async () => {
  const host = await machine('one')
  expect((await callHost(host, null, 'session.state', {})).archive).toBe('absent')
  await callHost(host, null, 'archive.restore', { folder, id: (await newest(host)).id })
  expect(await host.call({ method: 'archive.restore', input: { folder, id: (await newest(host)).id }, token: null })).toMatchObject({ ok: false })
  expect(await ended(host)).toMatchObject({ error: null })
  expect(await callHost(host, null, 'session.state', {})).toMatchObject({ archive: 'locked', store: { code: 'HF01' } })
  const person = await signIn(host, LOGINS.archivist)
  expect(await person.call('book.day', { on: book.on })).toEqual(book)
  for (const method of ['archive.restore', 'archive.points'] as const) {
    expect(await host.call({ method, input: { folder, id: 'x' }, token: null })).toMatchObject({ ok: false })
  }
})

it('A1 A2 with the recovery key alone, when nobody remembers a password', async () => {
  const host = await machine('two')
  await callHost(host, null, 'archive.restore', { folder, id: (await newest(host)).id })
  await ended(host)
  await callHost(host, null, 'archive.recover', { recoveryKey: archive.recoveryKey, login: LOGINS.administrator, password: 'a new password' })
  expect((await signIn(host, LOGINS.administrator, 'a new password')).me.login).toBe(LOGINS.administrator)
})

it('A2 what is damaged is not brought back, and said; then another backup, or a new archive, still can be', async () => {
  const host = await machine('three')
  const { id } = await newest(host)
  const packs = packsIn(folder)
  await callHost(host, null, 'archive.restore', { folder, id: '20260101T000000Z-00000000' })
  expect(await ended(host)).toMatchObject({ error: { code: 'notFound' } })
  expect(packs.length).toBeGreaterThan(0)
  expect((await callHost(host, null, 'session.state', {})).archive).toBe('absent')
  await callHost(host, null, 'archive.restore', { folder, id })
  expect(await ended(host)).toMatchObject({ error: null })
  expect(await host.call({ method: 'archive.setUp', input: {
    storeName: '另一家店', storeCode: 'XX01', adminName: '周平', adminLogin: 'admin', adminPassword: PASSWORD, training: false,
  }, token: null })).toMatchObject({ ok: false, error: { details: { problem: 'archive.exists' } } })
})
