// Backing up by a log-in, without the screens: who may, and what the audit trail says of it (rules A2, A3).
import { cpSync, existsSync, readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { backUp, restore, verifyArchive } from '#archive/backup/run.ts'
import { placesIn } from '#archive/places.ts'
import { ROLES, permits, type Role } from '#shared/domain/role.ts'
import { LOGINS, makeArchive, PASSWORD, temporaryFolder, type TestArchive } from '#test/support/archive.ts'
import { auditOf } from '#test/support/audit.ts'

// Every backup proves a password, and programs are started anew.
vi.setConfig({ testTimeout: 120_000 })

const root = temporaryFolder()
let archive: TestArchive
beforeAll(async () => {
  archive = await makeArchive()
  await archive.handOver([(await archive.enter('delivery')).recordId])
})
afterAll(async () => {
  await archive.close()
  rmSync(root, { recursive: true, force: true })
})

const run = (folder: string, to: string, login: string | null, password = PASSWORD) =>
  backUp({ folder, to, program: 'cli', password: login === null ? null : { login, password } }, null)
const noted = () => auditOf(archive.folder, 'backup.run')
const soundness = (folder: string) => verifyArchive({ folder, password: { login: LOGINS.administrator, password: PASSWORD } }, null)

describe('A3 backing up by a log-in', () => {
  it('A3 beside a running program: whoever may by the method may here, nobody else, and each backup is in the trail', async () => {
    const allowed = ROLES.filter((role) => permits([role], 'backup.run'))
    expect(allowed).toEqual(['archivist', 'customerDirector', 'generalManager', 'administrator'])
    const people = new Map<Role, number>()
    for (const role of ROLES) people.set(role, (await archive.as(LOGINS[role])).me.id)
    const before = await noted()
    for (const role of allowed) expect(await run(archive.folder, join(root, role), LOGINS[role])).toMatchObject({ signed: true })
    for (const role of ROLES.filter((each) => !allowed.includes(each))) {
      await expect(run(archive.folder, join(root, role), LOGINS[role])).rejects.toMatchObject({ code: 'forbidden' })
      expect(existsSync(join(root, role))).toBe(false)
    }
    expect(await noted()).toEqual([...before, ...allowed.map((role) => ({ personId: people.get(role), folder: join(root, role) }))])
    // The running program writes on where the other stopped.
    await archive.enter('maintenance')
    expect((await soundness(archive.folder)).findings).toEqual([])
  })

  it('A3 the backup holds its own entry, signed by who took it', async () => {
    const [to, target] = [join(root, 'own'), join(root, 'own-restored')]
    await run(archive.folder, to, LOGINS.generalManager)
    await restore({ from: to, at: null, to: target, program: 'cli' }, null)
    const { me } = await archive.as(LOGINS.generalManager)
    expect((await auditOf(target, 'backup.run')).at(-1)).toEqual({ personId: me.id, folder: to })
    expect((await soundness(target)).findings).toEqual([])
  })

  it('A3 at rest the same, and the heads follow, so that the entry cannot be cut off unseen', async () => {
    await archive.stop()
    const before = await noted()
    const heads = (): string => readFileSync(placesIn(archive.folder).heads, 'utf8')
    const atRest = heads()
    await expect(run(archive.folder, join(root, 'rest'), LOGINS.salesHead)).rejects.toMatchObject({ code: 'forbidden' })
    expect([await noted(), heads()]).toEqual([before, atRest])
    await run(archive.folder, join(root, 'rest'), LOGINS.archivist)
    expect(await noted()).toHaveLength(before.length + 1)
    expect(heads()).not.toBe(atRest)
    // Decision 6: without a log-in it needs no key, and leaves none but the point.
    expect(await run(archive.folder, join(root, 'rest'), null)).toMatchObject({ signed: false })
    expect(await noted()).toHaveLength(before.length + 1)
    expect((await soundness(archive.folder)).findings).toEqual([])
    await archive.restart()
  })

  it('A1 a password from an old keyring takes no backup', async () => {
    const admin = await archive.as(LOGINS.administrator)
    await archive.stop()
    const old = join(root, 'old')
    cpSync(placesIn(archive.folder).keyring, old)
    await archive.restart()
    const again = await archive.as(LOGINS.administrator)
    expect(again.me).toEqual(admin.me)
    const archivist = (await again.call('staff.list', {})).find(({ login }) => login === LOGINS.archivist)
    await again.call('staff.resetPassword', { id: archivist?.id ?? 0, password: 'another password' })
    const before = (await noted()).length
    await archive.stop()
    const copy = join(root, 'copy')
    cpSync(archive.folder, copy, { recursive: true })
    cpSync(old, placesIn(copy).keyring)
    await expect(run(copy, join(root, 'stale'), LOGINS.archivist)).rejects.toMatchObject({ code: 'refused', details: { problem: 'keyring.stale' } })
    expect(await auditOf(copy, 'backup.run')).toHaveLength(before)
    expect(await run(archive.folder, join(root, 'stale'), LOGINS.archivist, 'another password')).toMatchObject({ signed: true })
    await archive.restart()
  })
})
