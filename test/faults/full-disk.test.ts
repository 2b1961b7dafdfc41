// A disk that is full, or may only be read, at each kind of work: a clear refusal, nothing half done, what was acknowledged kept; and with room again the
// very next attempt goes through (rules H3, H4, H8, L1, A2, S4).
import { existsSync, readdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { verifyArchive } from '#archive/backup/run.ts'
import { placesIn } from '#archive/places.ts'
import type { Id } from '#shared/domain/id.ts'
import type { LoanState } from '#shared/domain/loan.ts'
import type { Output } from '#shared/contract/index.ts'
import { CallFailed, finished, LOGINS, makeArchive, PASSWORD, signIn, temporaryFolder, type Person, type TestArchive } from '#test/support/archive.ts'
import { openList, runList, deliveries, DELIVERY_HEADINGS, xlsxOf } from '#test/support/lists.ts'
import { loansIn, request } from '#test/support/loans.ts'
import { noise, pngPage, until, upload } from '#test/support/scans.ts'
import { smallDisk, type SmallDisk } from '#test/support/small-disk.ts'

const NOW = Date.parse('2026-03-11T10:00+08:00')
const ARCHIVIST = { login: LOGINS.archivist, password: PASSWORD }
/** More than fits into what the database has set aside. */
const ENOUGH = 400

let disk: SmallDisk
let archive: TestArchive
let archivist: Person
beforeAll(async () => {
  disk = smallDisk(96)
  archive = await makeArchive({ startAt: NOW, within: disk.folder })
  archivist = await archive.as(LOGINS.archivist)
})
afterEach(() => {
  disk.free()
})
afterAll(async () => {
  disk.free()
  await archive.close()
  disk.close()
})

const outstanding = async () => (await archivist.call('record.list', { filter: 'outstanding', responsibleId: null, limit: 1 })).counts.outstanding

/** Does it until the disk refuses. @returns how often it was acknowledged. @throws when it was refused for anything else, or never. */
async function untilRefused(act: () => Promise<unknown>): Promise<number> {
  for (let done = 0; done < ENOUGH; done += 1) {
    if (!await acknowledged(act)) return done
  }
  throw new Error('the disk was never full')
}

/** False where the disk refused. */
async function acknowledged(act: () => Promise<unknown>): Promise<boolean> {
  try {
    await act()
    return true
  } catch (error) {
    if (error instanceof CallFailed && error.error.code === 'storage') return false
    throw error
  }
}

/** The task fails, or where files of the archive may not grow either, cannot begin. */
async function expectRefused(task: () => Promise<Output<'task.get'>>): Promise<void> {
  const { state, error } = await task().catch((thrown: unknown) => {
    if (thrown instanceof CallFailed) return { state: 'failed', error: thrown.error }
    throw thrown
  })
  expect([state, error?.code]).toEqual(['failed', 'storage'])
}

describe('a full disk', () => {
  it('H3 entering and handing over: refused whole, what was acknowledged is there, and reading goes on', async () => {
    const first = await archive.enter('delivery')
    const before = await outstanding()
    disk.fill()
    const entered = await untilRefused(() => archive.enter('delivery'))
    expect(await outstanding()).toBe(before + entered)
    // Refused or, with what the refusal before it gave back, received whole.
    const handed = await acknowledged(() => archive.handOver([first.recordId])) ? 1 : 0
    expect(await outstanding()).toBe(before + entered - handed)
    disk.free()
    const next = await archive.enter('delivery')
    await archive.handOver([next.recordId])
    expect(await outstanding()).toBe(before + entered - handed)
  })

  it('A1 a new password: in force or not, in the database and the keyring alike, however much room there was', async () => {
    let refused = 0
    for (let pages = 0; pages < 14; pages += 2) {
      // What was set aside for acts before is let go of.
      await archive.restart()
      archivist = await archive.as(LOGINS.archivist)
      const admin = await archive.as(LOGINS.administrator)
      const { me } = await archive.as(LOGINS.careSpecialist)
      const next = `新的密码 ${pages} 2026`
      disk.fill(pages * 4096)
      const isReset = await acknowledged(() => admin.call('staff.resetPassword', { id: me.id, password: next }))
      disk.free()
      if (!isReset) refused += 1
      await signIn(archive.host, LOGINS.careSpecialist, isReset ? next : PASSWORD)
      await admin.call('staff.resetPassword', { id: me.id, password: PASSWORD })
      expect(existsSync(placesIn(archive.folder).keyringBefore)).toBe(false)
    }
    expect(refused).toBeGreaterThan(2)
  })

  it('H4 putting in a page: refused, nothing is left of it, and with room it goes in', async () => {
    const { recordId } = await archive.enter('delivery')
    const { staging } = placesIn(archive.folder)
    const page = noise(600_000, 'page')
    const pages = async () => (await archivist.call('scan.list', { recordId })).scans.length
    const attach = async () => archivist.call('scan.attach', {
      uploadId: await upload(archivist, pngPage('a page', { width: 900, height: 900 })), recordId, code: 'greenCard', replaces: null,
    })
    disk.fill()
    await expect(upload(archivist, page)).rejects.toMatchObject({ error: { code: 'storage' } })
    await expect(attach()).rejects.toMatchObject({ error: { code: 'storage' } })
    expect(await pages()).toBe(0)
    disk.free()
    await attach()
    expect(await pages()).toBe(1)
    await archive.restart()
    archivist = await archive.as(LOGINS.archivist)
    expect(readdirSync(staging)).toEqual([])
  })

  it('H4 files from the scanner stay in their folder, the person is told, and with room they come in', async () => {
    const folder = temporaryFolder()
    await archivist.call('inbox.choose', { folder })
    // Looked at for a while before it is taken.
    writeFileSync(join(folder, 'page.png'), pngPage('from the scanner', { width: 900, height: 900 }))
    disk.fill()
    await until(() => archivist.call('inbox.list', {}), ({ folderProblem }) => folderProblem !== null)
    expect(readdirSync(folder)).toEqual(['page.png'])
    disk.free()
    await until(() => archivist.call('inbox.list', {}), ({ files, folderProblem }) => folderProblem === null && files.some(({ name, state }) => name === 'page.png' && state !== 'sorting'))
    await until(() => readdirSync(folder), (names) => names.length === 0)
  })

  it('H8 a list is entered whole or not at all', async () => {
    const before = await outstanding()
    const opened = await openList(archivist, 'deliveries', xlsxOf([DELIVERY_HEADINGS, ...deliveries(5000, 5600)]))
    disk.fill()
    await expect(runList(archivist, 'import.commit', opened)).rejects.toThrow('storage')
    expect(await outstanding()).toBe(before)
    disk.free()
    expect(await runList(archivist, 'import.commit', await openList(archivist, 'deliveries', xlsxOf([DELIVERY_HEADINGS, ...deliveries(5000, 5600)])))).toMatchObject({ records: 601, wrong: 0 })
  })

  it('L1 a loan is asked for or not, and withdrawn or not', async () => {
    const { dossierId, dossierNumber } = await archive.enter('delivery')
    const sales = await archive.as(LOGINS.salesConsultant)
    disk.fill()
    const latest: { id: Id<'loan'>; state: LoanState }[] = []
    await untilRefused(async () => {
      const { id } = await sales.call('loan.request', request(dossierNumber))
      latest.push({ id, state: 'requested' })
      await sales.call('loan.withdraw', { id, remark: '' })
      latest.push({ id, state: 'withdrawn' })
    })
    for (const [id, known] of Map.groupBy(latest, (one) => one.id)) expect(await loansIn(archive).get(id)).toMatchObject(known.at(-1) ?? {})
    disk.free()
    const { open } = await sales.call('loan.ofDossier', { dossierId })
    if (open) await sales.call('loan.withdraw', { id: open.id, remark: '' })
    expect(await loansIn(archive).ask(LOGINS.salesConsultant, dossierNumber)).toBeGreaterThan(0)
  })

  it('A2 a place for backups: the backup fails and says why, the archive goes on, and with room the backup is whole', async () => {
    const other = smallDisk(24)
    try {
      const admin = await archive.as(LOGINS.administrator)
      const run = async () => finished(admin, (await admin.call('backup.run', { folder: other.folder })).taskId)
      other.fill()
      await expectRefused(run)
      other.free()
      await archive.enter('delivery')
      expect(await run()).toMatchObject({ state: 'done' })
      const [point] = await admin.call('backup.list', { folder: other.folder })
      const { verify } = await finished(admin, (await admin.call('backup.verify', { folder: other.folder, id: point?.id ?? '' })).taskId)
      expect(verify?.findings).toEqual([])
    } finally {
      other.close()
    }
  })

  it('A2 restoring, and putting the archive back to a backup: refused, nothing is left, the archive stays as it is', async () => {
    const other = smallDisk(24)
    try {
      const admin = await archive.as(LOGINS.administrator)
      const { backup } = await finished(admin, (await admin.call('backup.run', { folder: other.folder })).taskId)
      const from = { folder: other.folder, id: backup?.id ?? '', password: PASSWORD }
      const target = join(other.folder, 'restored')
      const before = await outstanding()
      other.fill()
      const restore = async () => finished(admin, (await admin.call('backup.restore', { ...from, target })).taskId)
      await expectRefused(restore)
      expect([existsSync(target), existsSync(`${target}.new`)]).toEqual([false, false])
      other.free()
      // Room for the entry in the trail, and for no second archive.
      disk.fill(500_000)
      await expectRefused(async () => finished(admin, (await admin.call('backup.replace', from)).taskId))
      expect(readdirSync(join(archive.folder, '..')).filter((name) => name.includes('replacing'))).toEqual([])
      expect(await outstanding()).toBe(before)
      disk.free()
      expect(await restore()).toMatchObject({ state: 'done' })
      expect((await verifyArchive({ folder: target, password: ARCHIVIST }, null)).findings).toEqual([])
    } finally {
      other.close()
    }
  })

  it('S4 where an export goes: filled before it begins, or while it is made, it fails and nothing is left of it; with room it is made', async () => {
    const other = smallDisk(72)
    try {
      const director = await archive.as(LOGINS.customerDirector)
      const { id } = await director.call('export.request', { level: 'confidential', purpose: '审计', recipient: '会计师事务所' })
      await (await archive.as(LOGINS.generalManager)).call('export.approve', { id, remark: '' })
      const folder = join(other.folder, 'export')
      const begin = async () => (await director.call('export.make', { id, folder, language: 'zh-CN', password: PASSWORD })).taskId
      other.fill()
      const early = await finished(director, await begin())
      expect(early.state).toBe('failed')
      expect([early.error?.problem, early.error?.code].some((each) => each === 'export.noRoom' || each === 'storage')).toBe(true)
      other.free()
      const task = await begin()
      await until(() => existsSync(`${folder}.incomplete`) || existsSync(folder), (isThere) => isThere)
      other.fill()
      const late = await finished(director, task)
      const left = () => readdirSync(other.folder).filter((name) => name.startsWith('export'))
      // It may have been quicker.
      expect([late.state, late.error?.code ?? null, left()]).toEqual(late.state === 'done' ? ['done', null, ['export']] : ['failed', 'storage', []])
      other.free()
      const last = late.state === 'done' ? late : await finished(director, await begin())
      expect([last.state, left()]).toEqual(['done', ['export']])
    } finally {
      other.close()
    }
  })

  it('H3 H4 H8 L1 A2 S4 after all that the archive is whole', async () => {
    await archive.stop()
    expect((await verifyArchive({ folder: archive.folder, password: ARCHIVIST }, null)).findings).toEqual([])
    await archive.restart()
  })
})
