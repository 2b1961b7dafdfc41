// A place whose backups are rotated: what goes, what stays, and who may work there at once (rules A2, R4).
import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync, utimesSync, writeFileSync } from 'node:fs'
import { hostname } from 'node:os'
import { join } from 'node:path'
import { spawn } from 'node:child_process'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { pointsIn, readPoint } from '#archive/backup/manifest.ts'
import { verifyPoint } from '#archive/backup/points.ts'
import { poolIn } from '#archive/backup/pool.ts'
import { lockPool, requireHeld } from '#archive/backup/pool-lock.ts'
import { restorePoint } from '#archive/backup/restore.ts'
import { rotate } from '#archive/backup/rotation.ts'
import type { Steps } from '#archive/backup/tasks.ts'
import type { Keep } from '#shared/domain/rotation.ts'
import { backUp, restore, rotateInThread, verifyArchive } from '#archive/backup/run.ts'
import { startHost } from '#archive/host.ts'
import { openEntry, readKeyring } from '#archive/vault/keyring.ts'
import { placesIn, readDescriptor } from '#archive/places.ts'
import { onlyKey } from '#archive/vault/keys.ts'
import { LOGINS, makeArchive, PASSWORD, signIn, temporaryFolder, type TestArchive } from '#test/support/archive.ts'
import { hashesIn, isWhole, manifestsIn, packsIn, piecesIn } from '#test/support/pool.ts'

const PERSON = { login: LOGINS.administrator, password: PASSWORD }
const STEPS = { at: () => undefined, check: () => undefined }
const NOTHING = { days: 0, weeks: 0, months: 0 }
const FORMAT_1 = new URL('../fixtures/backup-format-1', import.meta.url).pathname

const root = temporaryFolder()
let archive: TestArchive
let archiveId = ''
let places = 0
const newPlace = (): string => {
  places += 1
  return join(root, String(places))
}

beforeAll(async () => {
  archive = await makeArchive()
  await archive.stop()
  archiveId = readDescriptor(placesIn(archive.folder))?.archiveId ?? ''
})
afterAll(async () => {
  await archive.close()
  rmSync(root, { recursive: true, force: true })
})

const backUpTo = (folder: string, from = archive.folder) => backUp({ folder: from, to: folder, program: 'test', password: null }, null)

const LATER = Date.parse('2040-01-01T00:00:00Z')
/** Alone there, as rotation is. */
async function rotateAt(folder: string, job: { archiveId: string; keep: Keep; now?: number }, steps: Steps) {
  const lock = await lockPool(poolIn(folder), 'alone', 'test')
  try {
    return await rotate({ pool: poolIn(folder), now: LATER, ...job, lock }, steps)
  } finally {
    await lock.release()
  }
}

/** A file of noise in the attachments, as a locked backup takes any that has such a name. */
function plantAttachment(folder: string, name: string, bytes: Uint8Array): string {
  const file = join(placesIn(folder).attachments, name.slice(0, 2), name)
  mkdirSync(join(file, '..'), { recursive: true })
  writeFileSync(file, bytes)
  return file
}

/** Another store's, by what its readable file says. */
async function anotherArchive(): Promise<TestArchive> {
  const second = await makeArchive()
  await second.stop()
  const { descriptor } = placesIn(second.folder)
  writeFileSync(descriptor, readFileSync(descriptor, 'utf8').replace(/"archiveId":\s*"[0-9a-f]{32}"/, `"archiveId":"${'7'.repeat(32)}"`))
  return second
}

/** Makes a point look as if taken on another day, which nothing signed says otherwise of. */
function agePoint(folder: string, id: string, day: string): string {
  const aged = `${day.replaceAll('-', '')}T040000Z-${id.slice(-8)}`
  const points = join(folder, 'yidang-backup', 'points')
  const text = readFileSync(join(points, `${id}.json`), 'utf8').replace(id, aged).replace(/"takenAt":\d+/, `"takenAt":${Date.parse(`${day}T04:00:00Z`)}`)
  rmSync(join(points, `${id}.json`))
  writeFileSync(join(points, `${aged}.json`), text)
  return aged
}

describe('A2 R4 removing what is kept no longer', () => {
  it('R4 A2 with the last point that holds it, a file’s bytes are gone from the place; every point left is whole', async () => {
    const place = newPlace()
    const bytes = Buffer.alloc(5_000_000, 'erased some day ')
    const file = plantAttachment(archive.folder, 'ab'.repeat(32), bytes)
    const old = agePoint(place, (await backUpTo(place)).id, '2026-01-05')
    rmSync(file)
    agePoint(place, (await backUpTo(place)).id, '2026-01-06')
    await backUpTo(place)
    const holdsIt = () => packsIn(place).some((pack) => readFileSync(pack).includes(bytes.subarray(0, 1000)))
    expect(holdsIt()).toBe(true)
    expect(await rotateAt(place, { archiveId, keep: { days: 3, weeks: 0, months: 0 } }, STEPS)).toEqual({ removed: [], freed: 0 })
    const { removed, freed } = await rotateAt(place, { archiveId, keep: { days: 2, weeks: 0, months: 0 } }, STEPS)
    expect(removed).toEqual([old])
    expect(freed).toBeGreaterThan(4_900_000)
    expect(holdsIt()).toBe(false)
    const left = await pointsIn(poolIn(place))
    expect(left).toHaveLength(2)
    for (const { view } of left) expect((await verifyPoint(place, view.id, null, STEPS)).findings).toEqual([])
    expect(new Set(hashesIn(place)).size).toBe(hashesIn(place).length)
    expect(piecesIn(place).every(isWhole)).toBe(true)
  })

  it('A2 another archive’s points in the same place stay', async () => {
    const place = newPlace()
    const second = await anotherArchive()
    try {
      const mine = await backUpTo(place)
      agePoint(place, mine.id, '2026-01-05')
      const theirs = agePoint(place, (await backUpTo(place, second.folder)).id, '2026-01-01')
      await backUpTo(place)
      const { removed } = await rotateAt(place, { archiveId, keep: NOTHING }, STEPS)
      expect(removed).toHaveLength(1)
      expect((await verifyPoint(place, theirs, null, STEPS)).findings).toEqual([])
    } finally {
      await second.close()
    }
  })

  it('A2 where a manifest cannot be read, nobody can tell what is needed, and nothing goes', async () => {
    const place = newPlace()
    agePoint(place, (await backUpTo(place)).id, '2026-01-05')
    await backUpTo(place)
    const [first = ''] = manifestsIn(place).toSorted()
    writeFileSync(first, '{')
    const before = hashesIn(place)
    await expect(rotateAt(place, { archiveId, keep: NOTHING }, STEPS)).rejects.toMatchObject({ code: 'storage', details: { problem: 'backup.manifestChanged' } })
    expect(manifestsIn(place)).toHaveLength(2)
    expect(hashesIn(place)).toEqual(before)
  })

  it('A2 broken off at any step, every point that stands is whole, and the next rotation goes on', async () => {
    const place = newPlace()
    const file = plantAttachment(archive.folder, 'cd'.repeat(32), Buffer.alloc(3_000_000, 'passing '))
    agePoint(place, (await backUpTo(place)).id, '2026-01-05')
    rmSync(file)
    await backUpTo(place)
    const wanted = piecesIn(place).length
    for (const stop of [1, Math.floor(wanted / 2), wanted - 3]) {
      const copy = newPlace()
      cpSync(place, copy, { recursive: true })
      let steps = 0
      const check = (): void => {
        steps += 1
        if (steps === stop) throw new Error('broken off')
      }
      await expect(rotateAt(copy, { archiveId, keep: NOTHING }, { at: () => undefined, check })).rejects.toThrow('broken off')
      const [point] = await pointsIn(poolIn(copy))
      expect((await verifyPoint(copy, point?.view.id ?? '', null, STEPS)).findings).toEqual([])
      await rotateAt(copy, { archiveId, keep: NOTHING }, STEPS)
      expect(packsIn(copy).some((pack) => readFileSync(pack).includes('passing passing '))).toBe(false)
      expect((await verifyPoint(copy, point?.view.id ?? '', null, STEPS)).findings).toEqual([])
    }
  })
})

describe('A2 R4 what rotation writes it never removes', () => {
  it('A2 packs that were gathered already, whole packs under suspicion, marks without a pack: every point stays whole, rotated once or twice', async () => {
    const place = newPlace()
    const files = ['1', '2', '3', '4', '5', '6', '7', '8'].map((digit) => plantAttachment(archive.folder, digit.repeat(64), Buffer.alloc(3_500_000, `file ${digit} `)))
    agePoint(place, (await backUpTo(place)).id, '2026-01-05')
    for (const file of files.slice(0, 3)) rmSync(file)
    const { id } = await backUpTo(place)
    for (const file of files.slice(3)) rmSync(file)
    // As a rotation leaves it that is killed before the old packs go: what it gathered lies beside them.
    const gathered = newPlace()
    cpSync(place, gathered, { recursive: true })
    await rotateAt(gathered, { archiveId, keep: NOTHING }, STEPS)
    cpSync(join(place, 'yidang-backup', 'packs'), join(gathered, 'yidang-backup', 'packs'), { recursive: true })
    // Everything under suspicion, and a pack that is gone.
    const suspected = newPlace()
    cpSync(place, suspected, { recursive: true })
    for (const pack of packsIn(suspected)) writeFileSync(pack.replace(/pack$/, 'suspect'), '')
    writeFileSync(join(suspected, 'yidang-backup', 'packs', `${'0'.repeat(64)}.suspect`), '')
    for (const folder of [gathered, suspected]) {
      for (let round = 0; round < 3; round += 1) {
        await rotateAt(folder, { archiveId, keep: NOTHING }, STEPS)
        expect((await verifyPoint(folder, id, null, STEPS)).findings).toEqual([])
      }
      expect(readdirSync(join(folder, 'yidang-backup', 'packs')).filter((name) => !name.endsWith('.pack'))).toEqual([])
      expect(packsIn(folder).some((pack) => readFileSync(pack).includes('file 1 file 1 '))).toBe(false)
    }
  })

  it('A2 a point of a clock that was ahead stays, and makes none go', async () => {
    const place = newPlace()
    agePoint(place, (await backUpTo(place)).id, '2036-01-01')
    agePoint(place, (await backUpTo(place)).id, '2026-01-05')
    const { id } = await backUpTo(place)
    const { removed } = await rotateAt(place, { archiveId, keep: { days: 1, weeks: 0, months: 0 }, now: Date.now() }, STEPS)
    expect(removed).toHaveLength(1)
    expect((await pointsIn(poolIn(place))).map(({ view }) => view.id)).toContain(id)
    expect(await pointsIn(poolIn(place))).toHaveLength(2)
  })

  it('A2 who lost the place to another removes nothing, and enters no point', async () => {
    const place = newPlace()
    agePoint(place, (await backUpTo(place)).id, '2026-01-05')
    await backUpTo(place)
    const before = hashesIn(place)
    await expect(rotate({ pool: poolIn(place), archiveId, keep: NOTHING, now: LATER, lock: { file: join(root, 'taken away') } }, STEPS)).rejects.toMatchObject({
      details: { problem: 'backup.poolBusy' },
    })
    expect(hashesIn(place)).toEqual(before)
    expect(manifestsIn(place)).toHaveLength(2)
    const lock = await lockPool(poolIn(place), 'sharing', 'test')
    rmSync(lock.file)
    expect(() => requireHeld(lock)).toThrow(expect.objectContaining({ details: { problem: 'backup.poolBusy', subject: '' } }))
  })
})

describe('A2 two at once in one place', () => {
  it('A2 any number add and read, who removes works alone, and whoever waits is told for whom', async () => {
    const pool = poolIn(newPlace())
    const [one, other] = [await lockPool(pool, 'sharing', 'first', 0), await lockPool(pool, 'sharing', 'second', 0)]
    await expect(lockPool(pool, 'alone', 'third', 0)).rejects.toMatchObject({
      code: 'unavailable', details: { problem: 'backup.poolBusy', subject: expect.stringMatching(/^(?:first|second), /) as unknown },
    })
    await one.release()
    await other.release()
    const alone = await lockPool(pool, 'alone', 'third', 0)
    await expect(lockPool(pool, 'sharing', 'first', 0)).rejects.toMatchObject({ details: { problem: 'backup.poolBusy' } })
    await alone.release()
    expect(readdirSync(pool.locks)).toEqual([])
  })

  it('A2 of many who want to work alone at the same moment, never two do', async () => {
    const pool = poolIn(newPlace())
    let inside = 0
    let most = 0
    let times = 0
    await Promise.all(Array.from({ length: 6 }, async (_, index) => {
      const lock = await lockPool(pool, 'alone', `program ${index}`, 60_000)
      inside += 1
      times += 1
      most = Math.max(most, inside)
      await readPoint(pool, '20260101T000000Z-00000000').catch(() => null)
      inside -= 1
      await lock.release()
    }))
    expect([times, most]).toEqual([6, 1])
  })

  it('A2 what a killed program or one long silent left behind holds nobody up', async () => {
    const pool = poolIn(newPlace())
    const killed = spawn(process.execPath, ['-e', ''])
    await new Promise((resolve) => {
      killed.once('exit', resolve)
    })
    mkdirSync(pool.locks, { recursive: true })
    const left = (name: string, host: string, pid: number): string => {
      const file = join(pool.locks, `${name}.json`)
      writeFileSync(file, JSON.stringify({ kind: 'alone', program: 'gone', host, pid }))
      return file
    }
    left('killed', hostname(), killed.pid ?? 0)
    const elsewhere = left('elsewhere', 'another machine', 1)
    await expect(lockPool(pool, 'sharing', 'mine', 0)).rejects.toMatchObject({ details: { subject: 'gone, another machine, 1' } })
    const long = new Date(Date.now() - 16 * 60_000)
    utimesSync(elsewhere, long, long)
    await (await lockPool(pool, 'sharing', 'mine', 0)).release()
    expect(existsSync(elsewhere)).toBe(false)
  })

  it('A2 two backups, a rotation and a restore at once: all come through, and everything is whole after', async () => {
    const place = newPlace()
    const second = await anotherArchive()
    try {
      agePoint(place, (await backUpTo(place)).id, '2026-01-05')
      await backUpTo(place)
      const target = newPlace()
      const watched = { at: () => undefined, check: () => undefined, signal: new AbortController().signal }
      await Promise.all([
        backUpTo(place), backUpTo(place, second.folder), restore({ from: place, at: null, to: target, program: 'test' }, null),
        rotateInThread({ pool: poolIn(place), archiveId, keep: NOTHING, now: LATER }, 'test', watched),
      ])
      for (const { view } of await pointsIn(poolIn(place))) expect((await verifyPoint(place, view.id, null, STEPS)).findings).toEqual([])
      expect((await verifyArchive({ folder: target, password: PERSON }, null)).findings).toEqual([])
      expect(readdirSync(poolIn(place).locks)).toEqual([])
    } finally {
      await second.close()
    }
  })
})

describe('A2 a backup of the format before', () => {
  it('A2 is restored, opened, brought up to date and found whole; new points share its place, and it is rotated away like any other', async () => {
    const place = newPlace()
    cpSync(FORMAT_1, place, { recursive: true })
    const [old] = await pointsIn(poolIn(place))
    expect(old?.point?.manifest.format).toBe(1)
    expect((await verifyPoint(place, old?.view.id ?? '', null, STEPS)).findings).toEqual([])
    const target = newPlace()
    await restorePoint(place, old?.view.id ?? '', target, STEPS)
    const keyring = readKeyring(placesIn(target).keyring)
    const { dataKey } = await openEntry(keyring, PERSON.login, PERSON.password)
    const proven = await verifyPoint(place, old?.view.id ?? '', { archiveId: keyring.archiveId, keys: onlyKey(dataKey), scratch: join(root, 'scratch') }, STEPS)
    expect(proven).toMatchObject({ findings: [], attachments: 1, chains: [{ chain: 'book', entries: 2 }, {}, {}] })
    const host = await startHost({ folder: target, program: 'restored', startAt: null })
    await signIn(host, LOGINS.archivist)
    await host.close()
    // As the earlier program left it, in case that is to go on.
    expect(readdirSync(target)).toContain('archive.db.schema-150')
    expect((await verifyArchive({ folder: target, password: PERSON }, null)).findings).toEqual([])
    const next = agePoint(place, (await backUpTo(place, target)).id, '2031-01-01')
    const id = old?.point?.manifest.archiveId ?? ''
    const { removed } = await rotateAt(place, { archiveId: id, keep: NOTHING }, STEPS)
    expect(removed).toEqual([old?.view.id])
    expect((await verifyPoint(place, next, null, STEPS)).findings).toEqual([])
    expect(readdirSync(join(place, 'yidang-backup', 'pool')).flatMap((part) => readdirSync(join(place, 'yidang-backup', 'pool', part))).length).toBeLessThan(22)
  })
})
