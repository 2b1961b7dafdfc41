// The open archive put back to a backup of it (rule A2), and an engine that ends by itself and is started anew (decision 3).
import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { basename, dirname, join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { exchange } from '#archive/backup/replace.ts'
import { restorePoint } from '#archive/backup/restore.ts'
import { verifyArchive } from '#archive/backup/run.ts'
import { takeLock } from '#archive/lock.ts'
import { placesIn } from '#archive/places.ts'
import type { Output } from '#shared/contract/index.ts'
import { auditOf } from '#test/support/audit.ts'
import { callHost, finished, LOGINS, makeArchive, PASSWORD, signIn, temporaryFolder, type TestArchive } from '#test/support/archive.ts'
import { endEngine } from '#test/support/ended-engine.ts'
import { until } from '#test/support/scans.ts'

const UNWATCHED = { at: () => undefined, check: () => undefined }
const ARCHIVIST = { login: LOGINS.archivist, password: PASSWORD }

let root: string
let folder: string
let archive: TestArchive

beforeEach(async () => {
  root = temporaryFolder()
  folder = join(root, 'backup')
  archive = await makeArchive()
})
afterEach(async () => {
  await archive.close()
  rmSync(root, { recursive: true, force: true })
})

const state = () => callHost(archive.host, null, 'session.state', {})
/** While the engine is started anew a call may be refused. */
const untilState = (isSo: (now: Output<'session.state'>) => boolean) => until(() => state().catch(() => null), (now) => now !== null && isSo(now))
const owed = async () => (await (await signIn(archive.host, LOGINS.archivist)).call('record.list', { filter: 'outstanding', responsibleId: null, limit: 10 })).counts.outstanding

async function backUp() {
  const admin = await archive.as(LOGINS.administrator)
  const { backup } = await finished(admin, (await admin.call('backup.run', { folder })).taskId)
  if (!backup) throw new Error('no backup')
  return backup
}

describe('A2 the open archive replaced by a backup', () => {
  it('A1 A2 A3 it is backed up first and kept whole beside; everybody is signed out; what came back says so, and the trail does', async () => {
    await archive.enter('delivery')
    const point = await backUp()
    await archive.enter('delivery')
    const admin = await archive.as(LOGINS.administrator)
    const input = { folder, id: point.id, password: PASSWORD }
    expect(await admin.ask('backup.replace', { ...input, password: 'guessed' })).toMatchObject({ ok: false, error: { code: 'wrongPassword' } })
    expect(await admin.ask('backup.replace', { ...input, id: '20260101T000000Z-00000000' })).toMatchObject({ ok: false, error: { code: 'notFound' } })
    const before = await owed()
    await admin.call('backup.replace', input)
    const now = await untilState(({ restored }) => restored !== null)
    const kept = now?.restored?.kept ?? ''
    expect(now).toMatchObject({ archive: 'locked', restored: { takenAt: point.takenAt, failed: null } })
    expect(kept.startsWith(`${basename(archive.folder)}-`)).toBe(true)
    expect(await admin.ask('session.me', {})).toMatchObject({ ok: false, error: { code: 'notSignedIn' } })

    expect(await owed()).toBe(before - 1)
    expect((await state()).restored).toBeNull()
    expect((await auditOf(archive.folder, 'session.signIn')).at(-1)).toMatchObject({ restored: point.id })
    const again = await signIn(archive.host, LOGINS.administrator)
    const points = await again.call('backup.list', { folder })
    expect(points.map(({ id, signed }) => ({ known: id === point.id, signed }))).toEqual([{ known: false, signed: true }, { known: true, signed: true }])
    await archive.stop()
    const beside = join(dirname(archive.folder), kept)
    for (const place of [archive.folder, beside]) expect((await verifyArchive({ folder: place, password: ARCHIVIST }, null)).findings).toEqual([])
    expect((await auditOf(beside, 'backup.replace')).at(-1)).toMatchObject({ folder, point: point.id })
    expect(readdirSync(dirname(archive.folder)).toSorted()).toEqual([basename(archive.folder), kept])
  })

  it('A2 a backup of another archive, or a damaged one, replaces nothing, and nothing is left of the attempt', async () => {
    const point = await backUp()
    const admin = await archive.as(LOGINS.administrator)
    const other = join(root, 'other')
    cpSync(folder, other, { recursive: true })
    const manifest = join(other, 'yidang-backup', 'points', `${point.id}.json`)
    writeFileSync(manifest, readFileSync(manifest, 'utf8').replaceAll(point.archiveId, '0'.repeat(32)))
    expect(await admin.ask('backup.replace', { folder: other, id: point.id, password: PASSWORD })).toMatchObject({
      ok: false, error: { details: { problem: 'backup.otherArchive' } },
    })
    writeFileSync(manifest, readFileSync(manifest, 'utf8').replaceAll('0'.repeat(32), point.archiveId).replace('"bytes":', '"bytes":1'))
    const { taskId } = await admin.call('backup.replace', { folder: other, id: point.id, password: PASSWORD })
    expect(await finished(admin, taskId)).toMatchObject({ state: 'failed', error: { code: 'storage', problem: 'backup.manifestChanged' } })
    expect(readdirSync(dirname(archive.folder))).toEqual([basename(archive.folder)])
    expect((await state()).restored).toBeNull()
  })

  it('A2 broken off between the two renamings, the next start goes on with what was restored', async () => {
    const point = await backUp()
    await archive.stop()
    renameSync(archive.folder, `${archive.folder}-kept`)
    await restorePoint(folder, point.id, `${archive.folder}.replacing`, UNWATCHED)
    await archive.restart()
    expect(await state()).toMatchObject({ archive: 'locked', restored: { takenAt: point.takenAt } })
  })

  it('A2 where the folders cannot be renamed the archive stays, and says so to who signs in next', async () => {
    const point = await backUp()
    await archive.stop()
    // Renamed along with the archive, it is not found.
    const within = join(archive.folder, 'within')
    await restorePoint(folder, point.id, within, UNWATCHED)
    expect(() => {
      exchange(placesIn(archive.folder), { folder: within, kept: `${archive.folder}-kept` })
    }).toThrow('ENOENT')
    await archive.restart()
    expect(await state()).toMatchObject({ archive: 'locked', restored: { failed: 'ENOENT', kept: null } })
    await signIn(archive.host, LOGINS.administrator)
    expect((await state()).restored).toBeNull()
    expect((await auditOf(archive.folder, 'session.signIn')).at(-1)).not.toHaveProperty('restored')
  })

  it('A2 what a restore that was killed left behind does not stop the next; what another writes, or somebody else put there, does', async () => {
    const { id } = await backUp()
    const target = join(root, 'restored')
    const making = placesIn(`${target}.new`)
    mkdirSync(making.folder)
    const held = takeLock(making.lock, 'another')
    writeFileSync(join(making.folder, 'archive.db'), 'half')
    await expect(restorePoint(folder, id, target, UNWATCHED)).rejects.toMatchObject({ details: { problem: 'archive.inUse' } })
    held.release()
    await restorePoint(folder, id, target, UNWATCHED)
    expect([existsSync(making.folder), existsSync(join(target, 'archive.db'))]).toEqual([false, true])
  })
})

describe('decision 3 an engine that ends by itself', () => {
  it('A1 is started anew and locked: what was not answered is refused, what was acknowledged is there, and work goes on', async () => {
    const service = await archive.as(LOGINS.serviceAdvisor)
    await archive.enter('maintenance')
    const before = await owed()
    // Answered in time or not at all: it is not waited for in vain.
    const asked = archive.host.call({ method: 'session.signIn', input: ARCHIVIST, token: null })
    await endEngine()
    const answer = await asked
    expect(answer.ok || answer.error.details.problem === 'engine.stopped').toBe(true)
    expect(await untilState(() => true)).toMatchObject({ archive: 'locked' })
    expect(await service.ask('session.me', {})).toMatchObject({ ok: false, error: { code: 'notSignedIn' } })
    expect(await owed()).toBe(before)
    await archive.stop()
    expect((await verifyArchive({ folder: archive.folder, password: ARCHIVIST }, null)).findings).toEqual([])
  })
})
