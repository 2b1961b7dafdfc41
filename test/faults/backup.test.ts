// Killed while it backs up, restores, or puts the archive back to a backup (rule A2): every point that is listed is whole, what was acknowledged is there,
// a folder restored into is whole or absent, and the next start and the next backup need nobody's help.
import { existsSync, readdirSync, rmSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { z } from 'zod'
import { listPoints, verifyPoint } from '#archive/backup/points.ts'
import { verifyArchive } from '#archive/backup/run.ts'
import { finished, LOGINS, makeArchive, PASSWORD, temporaryFolder, type TestArchive } from '#test/support/archive.ts'
import { killed, tell, times } from '#test/support/killed.ts'

const STEPS = { at: () => undefined, check: () => undefined }
const ADMIN = { login: LOGINS.administrator, password: PASSWORD }

const saying = z.object({ begun: z.string().optional(), entered: z.number().optional(), backedUp: z.string().optional(), restored: z.string().optional() })
type Said = z.output<typeof saying>

let root: string
let to: string
let archive: TestArchive

beforeEach(async () => {
  root = temporaryFolder()
  to = join(root, 'backup')
  archive = await makeArchive()
  await archive.stop()
})
afterEach(async () => {
  await archive.close()
  rmSync(root, { recursive: true, force: true })
})

/** Kills it in the `nth` piece, at a moment drawn over as long as the one before took, or `usual` milliseconds, and a little more. */
async function killedIn(what: 'restore' | 'replace', piece: 'backup' | 'restore' | 'replace', nth: number, first: number, usual: number): Promise<Said[]> {
  let since = 0
  let took = usual
  let seen = 0
  return killed('backup-child', [what, archive.folder, to, first], saying, ({ begun }, kill) => {
    if (begun === undefined) {
      if (since > 0 && nth > 1) took = performance.now() - since
      return
    }
    since = performance.now()
    if (begun !== piece) return
    seen += 1
    if (seen === nth) kill(took * Math.random() * 1.2)
  })
}

const of = <K extends keyof Said>(all: readonly Said[], key: K) => all.flatMap((said) => said[key] ?? [])

async function requireWhole(entered: number): Promise<string[]> {
  await archive.restart()
  const archivist = await archive.as(LOGINS.archivist)
  const { counts } = await archivist.call('record.list', { filter: 'outstanding', responsibleId: null, limit: 1 })
  expect(counts.outstanding).toBeGreaterThanOrEqual(entered)
  expect(counts.outstanding).toBeLessThanOrEqual(entered + 1)
  const points = existsSync(to) ? await listPoints(to) : []
  for (const { id } of points) expect((await verifyPoint(to, id, null, STEPS)).findings).toEqual([])
  const admin = await archive.as(LOGINS.administrator)
  expect(await finished(admin, (await admin.call('backup.run', { folder: to })).taskId)).toMatchObject({ state: 'done', error: null })
  await archive.stop()
  return points.map(({ id }) => id)
}

describe('A2 a desk killed while it backs up and restores', () => {
  const KILLS = times(2, 40)

  it(`A2 has every acknowledged backup whole, and of each restore all or nothing, ${KILLS} times`, async () => {
    let entered = 0
    let restored = 0
    let broken = 0
    for (let kill = 0; kill < KILLS; kill += 1) {
      const piece = kill % 2 === 0 ? 'backup' : 'restore'
      const all = await killedIn('restore', piece, 2, 1 + kill * 10, 0)
      entered += of(all, 'entered').length
      const points = await requireWhole(entered)
      for (const id of of(all, 'backedUp')) expect(points).toContain(id)
      const targets = readdirSync(root).filter((name) => name.startsWith('restored-') && !name.endsWith('.new')).map((name) => join(root, name))
      for (const target of of(all, 'restored')) expect(targets).toContain(target)
      for (const target of targets) {
        expect((await verifyArchive({ folder: target, password: ADMIN }, null)).findings).toEqual([])
        rmSync(target, { recursive: true })
      }
      restored += targets.length
      broken += readdirSync(root).filter((name) => name.endsWith('.new')).length
      for (const name of readdirSync(root).filter((each) => each.endsWith('.new'))) rmSync(join(root, name), { recursive: true })
    }
    const findings = (await verifyArchive({ folder: archive.folder, password: ADMIN }, null)).findings
    expect(findings).toEqual([])
    tell('backup and restore', { kills: KILLS, 'records kept': entered, 'folders restored whole': restored, 'restores broken off': broken })
  })
})

describe('A2 a desk killed while its archive is put back to a backup', () => {
  const KILLS = times(1, 30)

  it(`A2 has the one or the other at the next start, whole, and the other beside or in the backup, ${KILLS} times`, async () => {
    let entered = 0
    let replaced = 0
    for (let kill = 0; kill < KILLS; kill += 1) {
      const all = await killedIn('replace', 'replace', 1, 1 + kill * 10, 1500)
      entered += of(all, 'entered').length
      await requireWhole(entered)
      const beside = readdirSync(dirname(archive.folder)).filter((name) => /-\d{4}-\d{2}-\d{2}(?:-\d+)?$/.test(name))
      for (const name of beside) {
        const kept = join(dirname(archive.folder), name)
        expect((await verifyArchive({ folder: kept, password: ADMIN }, null)).findings).toEqual([])
        rmSync(kept, { recursive: true })
      }
      replaced += beside.length
    }
    expect((await verifyArchive({ folder: archive.folder, password: ADMIN }, null)).findings).toEqual([])
    tell('put back to a backup', { kills: KILLS, 'records kept': entered, 'times it had been replaced': replaced })
  })
})
