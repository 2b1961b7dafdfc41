// Backups that run by themselves: when, where, while the archive is locked, at closing; proven by restoring; places that are missing (rule A2).
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { listPoints } from '#archive/backup/points.ts'
import { backUp } from '#archive/backup/run.ts'
import { placesIn } from '#archive/places.ts'
import type { RawInput } from '#shared/contract/index.ts'
import { LOGINS, PASSWORD, temporaryFolder } from '#test/support/archive.ts'
import { foundIn } from '#test/support/altered.ts'
import { archiveAt, type DayArchive } from '#test/support/days.ts'
import { manifestsIn, packsIn } from '#test/support/pool.ts'
import { until } from '#test/support/scans.ts'
import { changesOne } from '#test/support/tampered.ts'

const root = temporaryFolder()
let archive: DayArchive
let place = ''
let places = 0

beforeAll(async () => {
  archive = await archiveAt('2026-03-02')
})
/** Each test has a place of its own, and none is left over. */
beforeEach(async () => {
  for (const { id } of (await state()).places) await (await admin()).call('backup.removePlace', { id })
  places += 1
  place = join(root, String(places))
  mkdirSync(place)
})
afterAll(async () => {
  await archive.close()
  rmSync(root, { recursive: true, force: true })
})

const admin = () => archive.as(LOGINS.administrator)
const state = async () => (await admin()).call('backup.places', {})
const only = async () => {
  const [first] = (await state()).places
  if (!first) throw new Error('no place')
  return first
}
const PLAN = { name: 'U 盘', schedule: { kind: 'daily', minute: 20 * 60 }, keep: { days: 7, weeks: 4, months: 12 } } as const
const add = async (plan: Partial<RawInput<'backup.addPlace'>> = {}) => (await admin()).call('backup.addPlace', { ...PLAN, folder: place, ...plan })
const idle = () => until(state, ({ running, places: all }) => running === null && all.every(({ lastProof }) => lastProof !== null))

describe('A2 a place', () => {
  it('A2 new: backed up to at once, restored on trial, and proven; the next backup at its hour', async () => {
    await add()
    await idle()
    expect(await only()).toMatchObject({
      ...PLAN, folder: place, reachable: true, warnings: ['sameDisk'], lastDone: { outcome: 'done', problem: null },
      lastProof: { outcome: 'done', findings: 0 }, dueAt: Date.parse('2026-03-02T20:00:00+08:00'),
    })
    expect(await listPoints(place)).toMatchObject([{ signed: true }])
    expect(readdirSync(placesIn(archive.folder).staging)).toEqual([])
    const last = await (await admin()).call('backup.last', {})
    expect(last?.folder).toBe(place)
  })

  it('A2 A3 where, when and what is kept is changed by the administrator, and in the trail', async () => {
    const { id } = await add()
    await idle()
    await (await admin()).call('backup.changePlace', { id, name: '移动硬盘', schedule: { kind: 'hours', every: 2 }, keep: { days: 3, weeks: 0, months: 0 } })
    expect(await only()).toMatchObject({ name: '移动硬盘', schedule: { kind: 'hours', every: 2 }, keep: { days: 3, weeks: 0, months: 0 } })
    expect(await (await admin()).ask('backup.addPlace', { ...PLAN, folder: place })).toMatchObject({ error: { details: { fields: [{ path: ['folder'], problem: 'backup.placeKnown' }] } } })
    expect(await (await admin()).ask('backup.addPlace', { ...PLAN, folder: archive.folder })).toMatchObject({ error: { details: { problem: 'backup.insideArchive' } } })
    expect(await (await admin()).ask('backup.addPlace', { ...PLAN, folder: 'backups' })).toMatchObject({ error: { details: { fields: [{ path: ['folder'], problem: 'folder.absolute' }] } } })
    await (await admin()).call('backup.removePlace', { id })
    expect((await state()).places).toEqual([])
    expect(manifestsIn(place)).toHaveLength(1)
    expect(await (await admin()).ask('backup.runPlace', { id, what: 'backup' })).toMatchObject({ error: { code: 'notFound' } })
    await archive.restart()
  })

  it('A2 verify finds nothing after all this, and finds a place turned off, moved, kept less or made up behind its back', async () => {
    await add()
    await idle()
    expect(await foundIn(archive)).toEqual([])
    for (const change of ['removed_at = 5', "folder = '/elsewhere'", 'keep_months = 0']) {
      const findings = await foundIn(archive, (db) => changesOne(db, `UPDATE backup_place SET ${change} WHERE removed_at IS NULL`, []))
      expect(findings.map(({ problem }) => problem)).toEqual(['backupPlace.differs'])
    }
    await archive.restart()
  })

  it('A2 what was due while the machine was off is made up for, also while nobody has signed in; the next sign-in enters it', async () => {
    await add()
    await idle()
    await archive.goTo('2026-03-05')
    await until(() => listPoints(place), (points) => points.length === 2)
    expect(await listPoints(place)).toMatchObject([{ signed: false }, { signed: true }])
    await until(() => readFileSync(placesIn(archive.folder).backupPlan, 'utf8'), (text) => text.includes('"outcome": "done"'))
    expect(await only()).toMatchObject({ lastDone: { startedAt: (await listPoints(place))[0]?.takenAt }, dueAt: Date.parse('2026-03-05T20:00:00+08:00') })
    expect(readFileSync(placesIn(archive.folder).backupPlan, 'utf8')).not.toContain('outcome')
  })

  it('A2 a stick that is not in is missed, and gone on with when it is back', async () => {
    await add()
    await idle()
    renameSync(place, `${place} away`)
    await archive.goTo('2026-03-07')
    await until(only, ({ reachable }) => reachable === false)
    expect((await only()).warnings).toEqual(['missing', 'late'])
    // Another stick in the same slot: backing up onto it would begin from nothing.
    mkdirSync(place)
    await archive.restart()
    await until(only, ({ reachable }) => reachable !== null)
    expect((await only()).warnings).toEqual(['missing', 'late'])
    await (await admin()).call('backup.runPlace', { id: (await only()).id, what: 'backup' })
    await until(only, ({ lastRun }) => lastRun?.problem === 'backup.placeMissing')
    expect(readdirSync(place)).toEqual([])
    rmSync(place, { recursive: true })
    renameSync(`${place} away`, place)
    await archive.restart()
    await until(only, ({ warnings }) => !warnings.includes('late'))
    expect(await listPoints(place)).toHaveLength(2)
  })

  it('A2 at closing, whoever is signed in or nobody', async () => {
    await add({ schedule: { kind: 'closing' } })
    await idle()
    expect((await only()).dueAt).toBeNull()
    await archive.restart()
    expect(await listPoints(place)).toHaveLength(2)
    await archive.restart()
    // Nobody had signed in since the last.
    expect((await listPoints(place)).filter(({ signed }) => !signed)).toHaveLength(1)
  })

  it('A2 it keeps what its rotation says, and says so when it cannot', async () => {
    const { id } = await add({ keep: { days: 1, weeks: 0, months: 0 } })
    await idle()
    await archive.goTo('2026-03-09')
    const [first] = manifestsIn(place)
    await until(() => manifestsIn(place), (points) => points.length === 1 && points[0] !== first)
    await until(only, ({ lastDone }) => (lastDone?.startedAt ?? 0) > Date.parse('2026-03-09'))
    writeFileSync(join(place, 'yidang-backup', 'points', '20260101T000000Z-00000000.json'), '{')
    await until(state, ({ running }) => running === null)
    await (await admin()).call('backup.runPlace', { id, what: 'backup' })
    await until(only, ({ lastRun }) => lastRun?.problem === 'backup.manifestChanged')
    expect(await only()).toMatchObject({ lastRun: { outcome: 'done' } })
  })

  it('A2 damage is found by the trial, told of, and mended by the next backup', async () => {
    const { id } = await add()
    await idle()
    const [pack = ''] = packsIn(place)
    const bytes = readFileSync(pack)
    bytes[500_000] = (bytes[500_000] ?? 0) ^ 1
    writeFileSync(pack, bytes)
    await until(async () => (await admin()).ask('backup.runPlace', { id, what: 'proof' }), ({ ok }) => ok)
    await until(only, ({ lastProof }) => (lastProof?.findings ?? 0) > 0)
    expect((await only()).warnings).toEqual(['damaged', 'sameDisk'])
    await until(async () => (await admin()).ask('backup.runPlace', { id, what: 'backup' }), ({ ok }) => ok)
    await until(async () => (await admin()).ask('backup.runPlace', { id, what: 'proof' }), ({ ok }) => ok)
    await until(only, ({ lastProof }) => lastProof?.findings === 0)
    expect((await only()).warnings).toEqual(['sameDisk'])
  })

  it('A2 one run at a time; stopped, it is told of as such, and what another program did there is no obstacle', async () => {
    const { id } = await add()
    await idle()
    await backUp({ folder: archive.folder, to: place, program: 'cli', password: { login: LOGINS.archivist, password: PASSWORD } }, null)
    await (await admin()).call('backup.runPlace', { id, what: 'backup' })
    expect(await (await admin()).ask('backup.runPlace', { id, what: 'proof' })).toMatchObject({ error: { details: { problem: 'backup.running' } } })
    await until(state, ({ running }) => running !== null)
    await (await admin()).call('backup.stopRun', {})
    await until(only, ({ lastRun }) => lastRun?.outcome === 'cancelled')
    expect((await only()).warnings).toEqual(['sameDisk'])
    expect(existsSync(join(place, 'yidang-backup', 'locks')) && readdirSync(join(place, 'yidang-backup', 'locks'))).toEqual([])
  })
})
