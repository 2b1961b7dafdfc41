// Backing up while work goes on, while locked, beside a running program; restoring; cancelling (rule A2, DESIGN decision 6).
import { execFileSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, symlinkSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { copyFiles } from '#archive/backup/copy.ts'
import { poolIn } from '#archive/backup/pool.ts'
import { restorePoint } from '#archive/backup/restore.ts'
import { backUp, restore, verifyArchive } from '#archive/backup/run.ts'
import { takeSnapshot } from '#archive/backup/snapshot.ts'
import { openDatabase } from '#archive/database/database.ts'
import { heldOpen } from '#archive/database/held-open.ts'
import { databaseKey } from '#archive/database/key.ts'
import { startHost } from '#archive/host.ts'
import { placesIn } from '#archive/places.ts'
import { openEntry, readKeyring } from '#archive/vault/keyring.ts'
import type { Output } from '#shared/contract/index.ts'
import { finished, LOGINS, makeArchive, PASSWORD, signIn, temporaryFolder, type TestArchive } from '#test/support/archive.ts'
import { hashesIn, isWhole, manifestsIn, packsIn, piecesIn } from '#test/support/pool.ts'

const ARCHIVIST = { login: LOGINS.archivist, password: PASSWORD }

const UNWATCHED = { at: () => undefined, check: () => undefined, signal: new AbortController().signal }

const root = temporaryFolder()
let places = 0
/** A folder that does not exist yet. */
const newFolder = (): string => {
  places += 1
  return join(root, String(places))
}

let archive: TestArchive
beforeAll(async () => {
  archive = await makeArchive()
  const entry = await archive.enter('delivery')
  await archive.handOver([entry.recordId])
  // Something to copy: half-filled forms of 180 KB each, about 50 pieces in all.
  const draft = Array.from({ length: 20_000 }, (_, index) => String(index * 7919).padStart(9, '0')).join('')
  for (const login of Object.values(LOGINS)) {
    const person = await archive.as(login)
    for (const key of ['record', 'handover'] as const) await person.call('draft.save', { key, value: draft })
  }
})
afterAll(async () => {
  await archive.close()
  rmSync(root, { recursive: true, force: true })
})

async function backUpByMethod(folder: string): Promise<Output<'task.get'>> {
  const archivist = await archive.as(LOGINS.archivist)
  return finished(archivist, (await archivist.call('backup.run', { folder })).taskId)
}

/** The book of the archive in a folder as a restored one shows it to the archivist. */
async function bookOf(folder: string): Promise<Output<'book.day'>> {
  const host = await startHost({ folder, program: 'restored', startAt: null })
  try {
    const person = await signIn(host, ARCHIVIST.login)
    const { today } = await person.call('session.state', {})
    return await person.call('book.day', { on: today })
  } finally {
    await host.close()
  }
}

const presentBook = async (): Promise<Output<'book.day'>> => {
  const archivist = await archive.as(LOGINS.archivist)
  return archivist.call('book.day', { on: (await archivist.call('session.state', {})).today })
}

const refusalOf = (call: Promise<unknown>): Promise<unknown> => call.then(() => null, (error: unknown) => error)

describe('A2 backing up while work goes on', () => {
  it('A2 the point is whole, signed, and holds the archive as it was when it began; the restored one opens and shows the same book', async () => {
    const folder = newFolder()
    const before = await presentBook()
    const archivist = await archive.as(LOGINS.archivist)
    const { taskId } = await archivist.call('backup.run', { folder })
    let entered = 0
    do {
      await archive.handOver([(await archive.enter('minorRepair')).recordId])
      entered += 1
    } while ((await archivist.call('task.get', { taskId })).state === 'running')
    const task = await archivist.call('task.get', { taskId })
    expect(task).toMatchObject({ state: 'done', kind: 'backup', progress: 1, error: null, backup: { signed: true, files: 4 } })
    expect(entered).toBeGreaterThan(0)
    const point = task.backup
    expect(await archivist.call('backup.list', { folder })).toEqual([point])
    expect(await archivist.call('backup.last', {})).toEqual({ folder, at: point?.takenAt })

    const check = await finished(archivist, (await archivist.call('backup.verify', { folder, id: point?.id ?? '' })).taskId)
    expect(check).toMatchObject({ state: 'done', verify: { findings: [], chains: [{ chain: 'book', entries: 1, signatures: 2 }, { chain: 'audit' }, { chain: 'register' }] } })
    expect(readdirSync(placesIn(archive.folder).staging)).toEqual([])

    const target = newFolder()
    await restore({ from: folder, at: null, to: target, program: 'cli' }, null)
    const verified = await verifyArchive({ folder: target, password: ARCHIVIST }, null)
    expect(verified.findings).toEqual([])
    expect(verified.chains).toEqual(check.verify?.chains)
    const restored = await bookOf(target)
    expect(restored).toEqual(before)
    expect((await presentBook()).lines).toHaveLength(before.lines.length + entered)
  })

  it('decision 6: a second point shares most pieces with the first, and both restore', async () => {
    const folder = newFolder()
    const first = await backUpByMethod(folder)
    const pieces = hashesIn(folder)
    await archive.enter('maintenance')
    const second = await backUpByMethod(folder)
    const added = hashesIn(folder).filter((piece) => !pieces.includes(piece))
    expect(pieces.length).toBeGreaterThan(50)
    expect(added.length).toBeGreaterThan(0)
    expect(added.length).toBeLessThan(pieces.length / 3)
    const [newer, older] = await (await archive.as(LOGINS.archivist)).call('backup.list', { folder })
    expect([newer, older]).toEqual([second.backup, first.backup])
    for (const point of [older, newer]) {
      const target = newFolder()
      await restore({ from: folder, at: point?.takenAt ?? 0, to: target, program: 'cli' }, null)
      expect((await verifyArchive({ folder: target, password: ARCHIVIST }, null)).findings).toEqual([])
    }
    await expect(restore({ from: folder, at: (older?.takenAt ?? 0) - 1, to: newFolder(), program: 'cli' }, null)).rejects.toMatchObject({ code: 'notFound' })
  })

  it('decision 2: nothing readable lies in the backup', async () => {
    const folder = newFolder()
    await backUpByMethod(folder)
    const files = [...packsIn(folder), ...manifestsIn(folder)]
    expect(files).toHaveLength(2)
    expect(readFileSync(files[0] ?? '').length).toBeGreaterThan(3_000_000)
    for (const file of files) {
      const bytes = readFileSync(file)
      for (const text of ['王建国', '13855512345', 'LSVNX41Z', '林静', LOGINS.archivist]) expect(bytes.includes(Buffer.from(text))).toBe(false)
    }
  })

  it('A2 backup and verification beside a running program need a password', async () => {
    const folder = newFolder()
    expect(await refusalOf(backUp({ folder: archive.folder, to: folder, program: 'cli', password: null }, null))).toMatchObject({
      code: 'unavailable', details: { problem: 'archive.inUse', subject: expect.stringContaining('test, ') as unknown },
    })
    expect(existsSync(folder)).toBe(false)
    expect(await refusalOf(backUp({ folder: archive.folder, to: folder, program: 'cli', password: { login: 'gm', password: 'guessed' } }, null)))
      .toMatchObject({ code: 'wrongPassword' })
    const point = await backUp({ folder: archive.folder, to: folder, program: 'cli', password: ARCHIVIST }, null)
    expect(point.signed).toBe(true)
    // The program works on as before.
    const book = await presentBook()
    const target = newFolder()
    await restore({ from: folder, at: null, to: target, program: 'cli' }, null)
    expect(await bookOf(target)).toEqual(book)
    await archive.enter('overhaul')
  })
})

describe('A2 where a backup may go', () => {
  it('A2 not into the archive, not around it, not by a path without a beginning', async () => {
    const archivist = await archive.as(LOGINS.archivist)
    const link = newFolder()
    symlinkSync(archive.folder, link)
    for (const folder of [archive.folder, join(archive.folder, 'attachments', 'x'), dirname(archive.folder), '/', join(link, 'inside')]) {
      expect(await archivist.ask('backup.run', { folder })).toMatchObject({ ok: false, error: { code: 'refused', details: { problem: 'backup.insideArchive' } } })
      expect(await refusalOf(backUp({ folder: archive.folder, to: folder, program: 'cli', password: ARCHIVIST }, null))).toMatchObject({
        details: { problem: 'backup.insideArchive' },
      })
    }
    expect(readdirSync(archive.folder)).not.toContain('yidang-backup')
    expect(await archivist.ask('backup.run', { folder: 'backups' })).toMatchObject({
      ok: false, error: { code: 'invalidInput', details: { fields: [{ path: ['folder'], problem: 'folder.absolute' }] } },
    })
  })

  it('A2 a folder that cannot be written is said to be so', async () => {
    const file = newFolder()
    writeFileSync(file, 'not a folder')
    const task = await backUpByMethod(join(file, 'backup'))
    expect(task).toMatchObject({ state: 'failed', error: { code: 'storage' } })
  })

  it('A2 an empty or absent folder has no points', async () => {
    const archivist = await archive.as(LOGINS.archivist)
    expect(await archivist.call('backup.list', { folder: newFolder() })).toEqual([])
    for (const id of ['20260101T000000Z-00000000', '../../keyring']) {
      const { taskId } = await archivist.call('backup.verify', { folder: newFolder(), id })
      expect(await finished(archivist, taskId)).toMatchObject({ state: 'failed', error: { code: 'notFound' } })
    }
  })
})

describe('A2 restoring from the screen', () => {
  it('A2 asks for the password, keeps the open archive as it is, and takes only a new or empty folder', async () => {
    const folder = newFolder()
    const point = (await backUpByMethod(folder)).backup
    const admin = await archive.as(LOGINS.administrator)
    const input = { folder, id: point?.id ?? '', password: PASSWORD }
    expect(await admin.ask('backup.restore', { ...input, target: newFolder(), password: 'guessed' })).toMatchObject({
      ok: false, error: { code: 'wrongPassword', details: { fields: [{ path: ['password'], problem: 'password.wrong' }] } },
    })
    expect(await admin.ask('backup.restore', { ...input, target: join(archive.folder, 'restored') })).toMatchObject({
      ok: false, error: { details: { problem: 'backup.insideArchive' } },
    })
    const run = async (target: string) => finished(admin, (await admin.call('backup.restore', { ...input, target })).taskId)
    expect(await run(join(folder, 'yidang-backup', 'x'))).toMatchObject({ state: 'failed', error: { problem: 'backup.insideArchive' } })
    const full = newFolder()
    mkdirSync(full)
    writeFileSync(join(full, 'kept'), 'mine')
    expect(await run(full)).toMatchObject({ state: 'failed', error: { code: 'refused', problem: 'restore.notEmpty', subject: full } })
    expect(readdirSync(full)).toEqual(['kept'])
    const beside = newFolder()
    mkdirSync(`${beside}.new`)
    writeFileSync(join(`${beside}.new`, 'kept'), 'mine')
    expect(await run(beside)).toMatchObject({ state: 'failed', error: { problem: 'restore.notEmpty', subject: `${beside}.new` } })
    expect(readdirSync(`${beside}.new`)).toEqual(['kept'])
    const empty = newFolder()
    mkdirSync(empty)
    expect(await run(empty)).toMatchObject({ state: 'done', kind: 'restore', backup: point })
    expect(existsSync(`${empty}.new`)).toBe(false)
    expect((await verifyArchive({ folder: empty, password: ARCHIVIST }, null)).findings).toEqual([])
  })

  it('A1 the restored archive opens with the passwords of that day', async () => {
    const folder = newFolder()
    const service = await archive.as(LOGINS.serviceHead)
    await backUpByMethod(folder)
    await service.call('session.changePassword', { current: PASSWORD, next: 'another password' })
    const target = newFolder()
    await restore({ from: folder, at: null, to: target, program: 'cli' }, null)
    const host = await startHost({ folder: target, program: 'restored', startAt: null })
    try {
      expect(await refusalOf(signIn(host, LOGINS.serviceHead, 'another password'))).toMatchObject({ error: { code: 'wrongPassword' } })
      expect((await signIn(host, LOGINS.serviceHead)).me.login).toBe(LOGINS.serviceHead)
    } finally {
      await host.close()
    }
  })
})

describe('A2 cancelling', () => {
  it('A2 a cancelled backup leaves whole pieces and no point', async () => {
    const folder = newFolder()
    const archivist = await archive.as(LOGINS.archivist)
    const { taskId } = await archivist.call('backup.run', { folder })
    await archivist.call('task.cancel', { taskId })
    expect(await finished(archivist, taskId)).toMatchObject({ state: 'cancelled', error: { code: 'cancelled' }, backup: null })
    expect(await archivist.call('backup.list', { folder })).toEqual([])
    // Nothing holds the database still any longer: the next one comes through at once.
    expect(await backUpByMethod(folder)).toMatchObject({ state: 'done' })
  })

  it('A2 broken off in the middle: what is there is whole, and nothing is half there', async () => {
    const folder = newFolder()
    const pool = poolIn(folder)
    const database = placesIn(archive.folder).database
    let steps = 0
    // Two packs' worth, and some.
    const attachments = newFolder()
    const names = Array.from({ length: 12 }, (_, index) => createHash('sha256').update(String(index)).digest('hex'))
    for (const name of names) {
      mkdirSync(join(attachments, name.slice(0, 2)), { recursive: true })
      writeFileSync(join(attachments, name.slice(0, 2), name), Buffer.alloc(3 * 1024 * 1024, name))
    }
    const job = { pool, archiveId: '0'.repeat(32), paged: [{ path: 'archive.db', descriptor: heldOpen(database) }], small: [], attachments }
    const size = statSync(database).size
    const broken = copyFiles(job, { at: () => undefined, check: () => {
      steps += 1
      if (steps === Math.ceil(size / 65_536) + 12) throw new Error('broken off')
    } })
    await expect(broken).rejects.toThrow('broken off')
    const left = hashesIn(folder)
    expect(packsIn(folder)).toHaveLength(2)
    for (const piece of piecesIn(folder)) expect(isWhole(piece)).toBe(true)
    expect(readdirSync(pool.incoming)).toEqual([])
    expect(manifestsIn(folder)).toEqual([])
    // It goes on where it was: less than a pack was lost.
    const { written } = await copyFiles(job, { at: () => undefined, check: () => undefined })
    expect(written).toBeLessThan(16 * 1024 * 1024)
    expect(hashesIn(folder)).toEqual(expect.arrayContaining(left))
    expect(new Set(hashesIn(folder)).size).toBe(hashesIn(folder).length)
  })

  it('A2 a cancelled restore leaves nothing', async () => {
    const folder = newFolder()
    await backUpByMethod(folder)
    const target = newFolder()
    const abort = new AbortController()
    abort.abort()
    await expect(restore({ from: folder, at: null, to: target, program: 'cli' }, { at: () => undefined, check: () => undefined, signal: abort.signal }))
      .rejects.toMatchObject({ code: 'cancelled' })
    expect(existsSync(target) || existsSync(`${target}.new`)).toBe(false)
  })

  it('A2 nor does one that ends when all is written, and on its way to the disk', async () => {
    const folder = newFolder()
    const { backup } = await backUpByMethod(folder)
    const target = newFolder()
    const parts: number[] = []
    const check = (): void => {
      if ((parts.at(-1) ?? 0) > 0.5) throw new Error('ended')
    }
    await expect(restorePoint(folder, backup?.id ?? '', target, { at: (part) => parts.push(part), check })).rejects.toThrow('ended')
    expect(parts.at(-1)).toBeLessThan(1)
    expect(existsSync(target) || existsSync(`${target}.new`)).toBe(false)
  })
})

describe('decision 6: the database file is held still', () => {
  it('decision 6: while a snapshot is held, whatever is written goes to the log alone, and no checkpoint gets through', async () => {
    const folder = newFolder()
    await archive.stop()
    cpSync(archive.folder, folder, { recursive: true })
    await archive.restart()
    const copy = placesIn(folder)
    const { dataKey } = await openEntry(readKeyring(copy.keyring), ARCHIVIST.login, PASSWORD)
    const database = openDatabase(copy.database, databaseKey(dataKey))
    const write = (): void => {
      // More than the 1000 pages after which SQLite would bring the log into the main file by itself.
      for (let round = 0; round < 30; round += 1) {
        database.transaction((db) => db.run('UPDATE draft SET value = value || ?', [String(round)]))
      }
    }
    const stored = () => createHash('sha256').update(readFileSync(copy.database)).digest('hex')
    const checkpoint = () => database.raw.pragma('wal_checkpoint(TRUNCATE)', { simple: true })
    try {
      database.raw.pragma('busy_timeout = 0')
      write()
      const snapshot = await takeSnapshot({ places: copy, database, keys: { data: dataKey } }, UNWATCHED)
      const held = stored()
      write()
      expect(checkpoint()).toBe(1)
      expect(stored()).toBe(held)
      snapshot.close()
      expect(checkpoint()).toBe(0)
      expect(stored()).not.toBe(held)
    } finally {
      database.close()
    }
  })

  it('decision 3: copying beside the open database keeps the locks that hold other programs off it', async () => {
    const folder = newFolder()
    await archive.restart()
    await backUpByMethod(folder)
    expect(await aloneIn(archive.folder)).toBe('SQLITE_BUSY')
  })

  it('decision 3: so does copying the database of an earlier program before it is brought up to date', async () => {
    const [place, folder] = [newFolder(), newFolder()]
    cpSync(new URL('../fixtures/backup-format-1', import.meta.url).pathname, place, { recursive: true })
    await restore({ from: place, at: null, to: folder, program: 'test' }, null)
    const host = await startHost({ folder, program: 'test', startAt: null })
    try {
      await signIn(host, ARCHIVIST.login)
      expect([existsSync(`${placesIn(folder).database}.schema-150`), await aloneIn(folder)]).toEqual([true, 'SQLITE_BUSY'])
    } finally {
      await host.close()
    }
  })
})

/** What another program is told that wants an open database for itself. */
async function aloneIn(folder: string): Promise<string> {
  const open = placesIn(folder)
  const { dataKey } = await openEntry(readKeyring(open.keyring), ARCHIVIST.login, PASSWORD)
  // In this mode SQLite asks the locks of the main file alone: it gets through only where nobody else has it open.
  const module = new URL('../../node_modules/better-sqlite3/lib/index.js', import.meta.url).href
  const script = `import Database from ${JSON.stringify(module)}
    const raw = new Database(${JSON.stringify(open.database)}, { timeout: 0 })
    raw.pragma("cipher = 'chacha20'")
    raw.pragma('key = "raw:' + process.env.KEY + '"')
    raw.pragma('locking_mode = EXCLUSIVE')
    try {
      raw.exec('BEGIN EXCLUSIVE')
      console.log('let in')
    } catch (error) {
      console.log(error.code)
    }`
  return execFileSync(process.execPath, ['--input-type=module', '-e', script], {
    env: { ...process.env, KEY: Buffer.from(databaseKey(dataKey)).toString('hex') }, encoding: 'utf8',
  }).trim()
}
