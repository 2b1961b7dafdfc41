// A disk that is full at what comes seldom: bringing an archive of an earlier program up to date, destroying, changing the data key (rules A1, A2, R4).
import { cpSync, existsSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { listPoints } from '#archive/backup/points.ts'
import { restorePoint } from '#archive/backup/restore.ts'
import { verifyArchive } from '#archive/backup/run.ts'
import { startHost } from '#archive/host.ts'
import { placesIn } from '#archive/places.ts'
import { CallFailed, finished, LOGINS, makeArchive, PASSWORD, signIn, temporaryFolder } from '#test/support/archive.ts'
import { storeTime } from '#test/support/days.ts'
import { disposalsIn, toDestroy } from '#test/support/disposals.ts'
import { attachScan, pngPage } from '#test/support/scans.ts'
import { smallDisk } from '#test/support/small-disk.ts'

const ARCHIVIST = { login: LOGINS.archivist, password: PASSWORD }

describe('a full disk as an archive of an earlier program is brought up to date', () => {
  it('A2 the database stays as it was, opens with the earlier program still, and with room the next sign-in has it new', async () => {
    const small = smallDisk(48)
    const root = temporaryFolder()
    try {
      const place = join(root, 'backup')
      cpSync(new URL('../fixtures/backup-format-1', import.meta.url).pathname, place, { recursive: true })
      const folder = join(small.folder, 'older')
      await restorePoint(place, (await listPoints(place))[0]?.id ?? '', folder, { at: () => undefined, check: () => undefined })
      const { database } = placesIn(folder)
      const before = readFileSync(database)
      // No room for the copy that is kept; room for it, and none for the new tables.
      for (const spare of [0, before.length + 65_536]) {
        const host = await startHost({ folder, program: 'test', startAt: null })
        small.fill(spare)
        await expect(signIn(host, LOGINS.archivist)).rejects.toMatchObject({ error: { code: 'storage' } })
        await host.close()
        small.free()
        expect(readFileSync(database).equals(before)).toBe(true)
        expect(readdirSync(folder).filter((name) => name.endsWith('.part'))).toEqual([])
      }
      const host = await startHost({ folder, program: 'test', startAt: null })
      await signIn(host, LOGINS.archivist)
      await host.close()
      expect(readFileSync(`${database}.schema-150`).equals(before)).toBe(true)
      expect((await verifyArchive({ folder, password: ARCHIVIST }, null)).findings).toEqual([])
    } finally {
      small.close()
      rmSync(root, { recursive: true, force: true })
    }
  })
})

describe('a full disk as a dossier is destroyed', () => {
  it('R4 nothing of it is destroyed, or all; what could not be swept for want of room is swept with it', async () => {
    const small = smallDisk(48)
    const clock = { startAt: storeTime('2015-03-02', '09:00'), within: small.folder }
    const old = await makeArchive(clock)
    try {
      const { recordId, dossierId } = await old.enter('maintenance')
      await old.handOver([recordId])
      await attachScan(await old.as(LOGINS.archivist), pngPage('destroyed'), { recordId, code: 'workOrder' })
      clock.startAt = storeTime('2026-03-02', '09:00')
      await old.restart()
      const disposals = disposalsIn(old)
      const list = await disposals.approved(toDestroy(dossierId))
      // What was set aside for acts before is let go of.
      await old.restart()
      const keeper = await old.as(LOGINS.archivist)
      small.fill()
      await expect(disposals.carryOut(list)).rejects.toMatchObject({ error: { code: 'storage' } })
      expect(await disposals.get(list)).toMatchObject({ state: 'approved', done: null })
      expect((await keeper.call('scan.list', { recordId })).scans).toHaveLength(1)
      small.free()
      expect(await disposals.carryOut(list)).toMatchObject({ destroyed: 1 })
      small.fill()
      const sweep = async () => finished(keeper, (await keeper.call('disposal.sweep', {})).taskId)
      const cramped = await sweep().catch((error: unknown) => {
        if (error instanceof CallFailed) return { state: 'failed', error: error.error }
        throw error
      })
      expect([cramped.state, cramped.error?.code ?? null]).toEqual(cramped.state === 'done' ? ['done', null] : ['failed', 'storage'])
      small.free()
      expect(await sweep()).toMatchObject({ state: 'done' })
      expect((await disposals.get(list)).done?.sweptAt).toBeGreaterThan(0)
      await old.stop()
      expect((await verifyArchive({ folder: old.folder, password: ARCHIVIST }, null)).findings).toEqual([])
      await old.restart()
    } finally {
      small.free()
      await old.close()
      small.close()
    }
  })
})

describe('a full disk as the data key is changed', () => {
  it('A1 A2 the archive is as it was, under the key before, and nothing is left; with room it is changed', async () => {
    const small = smallDisk(48)
    const archive = await makeArchive({ startAt: null, within: small.folder })
    const { database, keyring, nextKey, nextKeyPart } = placesIn(archive.folder)
    try {
      await archive.enter('delivery')
      const admin = await archive.as(LOGINS.administrator)
      const before = readFileSync(keyring)
      // For nothing, and for half a copy of the database.
      for (const copies of [0, 0.5]) {
        small.fill(copies * statSync(database).size)
        expect(await admin.ask('dataKey.change', { password: PASSWORD })).toMatchObject({ ok: false, error: { code: 'storage' } })
        small.free()
        expect([readFileSync(keyring).equals(before), existsSync(nextKey), existsSync(nextKeyPart)]).toEqual([true, false, false])
        await archive.enter('delivery')
      }
      await admin.call('dataKey.change', { password: PASSWORD })
      await archive.restart()
      await archive.enter('delivery')
      expect(readFileSync(keyring).equals(before)).toBe(false)
      await archive.stop()
      expect((await verifyArchive({ folder: archive.folder, password: ARCHIVIST }, null)).findings).toEqual([])
      await archive.restart()
    } finally {
      small.free()
      await archive.close()
      small.close()
    }
  })
})
