// What may only be read: the archive's folder, its keyring, a place for backups, where an export is to go. Clear words, nothing half done, and with leave to
// write the very next attempt goes through (rules A1, A2, S4).
import { mkdirSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { verifyArchive } from '#archive/backup/run.ts'
import { startHost } from '#archive/host.ts'
import { placesIn } from '#archive/places.ts'
import { finished, LOGINS, makeArchive, PASSWORD, signIn, temporaryFolder, type TestArchive } from '#test/support/archive.ts'
import { yidang } from '#test/support/command-line.ts'
import { readOnlyFile, readOnlyFolder } from '#test/support/read-only.ts'

const NOW = Date.parse('2026-03-11T10:00+08:00')
const NEXT = '新的密码 2026'

const root = temporaryFolder()
let archive: TestArchive
let release = (): void => undefined
beforeAll(async () => {
  archive = await makeArchive({ startAt: NOW })
  await archive.enter('delivery')
})
afterEach(() => {
  release()
  release = () => undefined
})
afterAll(async () => {
  await archive.close()
  rmSync(root, { recursive: true, force: true })
})

const refused = { state: 'failed', error: { code: 'storage' } }
const namesIn = (folder: string): string[] => readdirSync(folder, { recursive: true }).map(String).toSorted()

describe('what may only be read', () => {
  it('A1 the archive’s folder: no program starts on it, and each says why; nothing in it is changed; then it starts', async () => {
    await archive.stop()
    const before = namesIn(archive.folder)
    release = readOnlyFolder(archive.folder)
    await expect(startHost({ folder: archive.folder, program: 'test', startAt: NOW })).rejects.toMatchObject({ code: 'storage', details: { problem: 'archive.diskRefuses' } })
    const { code, err } = await yidang(['call', 'session.me', '--archive', archive.folder, '--as', LOGINS.archivist], { password: PASSWORD })
    expect(code).not.toBe(0)
    expect(err).toMatch(/请检查它是否只读|read-only, full or disconnected/)
    expect(err).not.toMatch(/^\s+at /m)
    expect(namesIn(archive.folder)).toEqual(before)
    release()
    release = () => undefined
    await archive.restart()
    expect((await archive.as(LOGINS.archivist)).me.login).toBe(LOGINS.archivist)
  })

  it('A1 its keyring: a password is changed in neither keyring nor database, the one before goes on opening, and then it is changed', async () => {
    const { keyring } = placesIn(archive.folder)
    const before = readFileSync(keyring)
    const person = await archive.as(LOGINS.careSpecialist)
    const change = () => person.ask('session.changePassword', { current: PASSWORD, next: NEXT })
    release = readOnlyFile(keyring)
    expect(await change()).toMatchObject({ ok: false, error: { code: 'storage' } })
    release()
    release = () => undefined
    expect(readFileSync(keyring).equals(before)).toBe(true)
    expect(namesIn(archive.folder).filter((name) => name.startsWith('keyring'))).toEqual(['keyring.json'])
    await signIn(archive.host, LOGINS.careSpecialist)
    expect(await change()).toMatchObject({ ok: true })
    await signIn(archive.host, LOGINS.careSpecialist, NEXT)
  })

  it('A2 a place for backups: none is made and nothing is left of it; those that lie there are checked and brought back all the same', async () => {
    const admin = await archive.as(LOGINS.administrator)
    const place = join(root, 'stick')
    const run = async () => finished(admin, (await admin.call('backup.run', { folder: place })).taskId)
    const { backup } = await run()
    const from = { folder: place, id: backup?.id ?? '' }
    const before = namesIn(place)
    await archive.enter('delivery')
    release = readOnlyFolder(place)
    expect(await run()).toMatchObject(refused)
    expect(namesIn(place)).toEqual(before)
    expect((await finished(admin, (await admin.call('backup.verify', from)).taskId)).verify?.findings).toEqual([])
    const target = join(root, 'restored')
    expect(await finished(admin, (await admin.call('backup.restore', { ...from, target, password: PASSWORD })).taskId)).toMatchObject({ state: 'done' })
    release()
    release = () => undefined
    expect((await verifyArchive({ folder: target, password: { login: LOGINS.archivist, password: PASSWORD } }, null)).findings).toEqual([])
    expect(await run()).toMatchObject({ state: 'done' })
  })

  it('S4 where an export is to go: it fails and says why, the approval stands, and then it is made', async () => {
    const director = await archive.as(LOGINS.customerDirector)
    const { id } = await director.call('export.request', { level: 'confidential', purpose: '审计', recipient: '会计师事务所' })
    await (await archive.as(LOGINS.generalManager)).call('export.approve', { id, remark: '' })
    const outside = join(root, 'outside')
    mkdirSync(outside)
    const make = async () => finished(director, (await director.call('export.make', { id, folder: join(outside, 'export'), language: 'zh-CN', password: PASSWORD })).taskId)
    release = readOnlyFolder(outside)
    expect(await make()).toMatchObject(refused)
    expect(readdirSync(outside)).toEqual([])
    expect((await director.call('export.list', { limit: 1 })).requests[0]).toMatchObject({ state: 'approved', making: { state: 'ended' }, may: ['withdraw', 'make'] })
    release()
    release = () => undefined
    expect(await make()).toMatchObject({ state: 'done' })
    expect(readdirSync(outside)).toEqual(['export'])
  })

  it('A1 A2 S4 after all that the archive is whole', async () => {
    await archive.stop()
    expect((await verifyArchive({ folder: archive.folder, password: { login: LOGINS.archivist, password: PASSWORD } }, null)).findings).toEqual([])
    await archive.restart()
  })
})
