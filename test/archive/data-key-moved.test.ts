// Moving an archive that changed its key into its places, broken off at each step (DESIGN decision 2): the next to open it goes on.
import { execFileSync } from 'node:child_process'
import { cpSync, existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { backUp, verifyArchive } from '#archive/backup/run.ts'
import { changeDataKey, type ChangeJob } from '#archive/data-key/change.ts'
import { partsIn } from '#archive/data-key/next.ts'
import { heldOpen } from '#archive/database/held-open.ts'
import { startHost } from '#archive/host.ts'
import { placesIn, type Places } from '#archive/places.ts'
import { openEntry, readKeyring } from '#archive/vault/keyring.ts'
import { privateKeyFrom } from '#archive/vault/signing.ts'
import { LOGINS, makeArchive, PASSWORD, signIn, temporaryFolder, type TestArchive } from '#test/support/archive.ts'

const ADMIN = { login: LOGINS.administrator, password: PASSWORD }
const UNWATCHED = { at: () => undefined, check: () => undefined }

const root = temporaryFolder()
let archive: TestArchive
/** The archive just past the moment: both are there. */
const past = join(root, 'past')
let copies = 0

beforeAll(async () => {
  archive = await makeArchive()
  // The administrator's box key comes with a sign-in.
  await archive.as(ADMIN.login)
  await archive.enter('delivery')
  await archive.stop()
  cpSync(archive.folder, past, { recursive: true })
  await changeDataKey(await jobIn(placesIn(past)), UNWATCHED, turn)
})
afterAll(async () => {
  await archive.close()
  rmSync(root, { recursive: true, force: true })
})

const turn = () => Promise.resolve({ at: Date.now(), over: () => undefined })

async function jobIn(places: Places): Promise<ChangeJob> {
  const { personId, keyId, signingKey, dataKey } = await openEntry(readKeyring(places.keyring), ADMIN.login, PASSWORD)
  return { places, descriptor: heldOpen(places.database), dataKey, recoveryKey: 'AAAA-BBBB', who: { personId, keyId, key: privateKeyFrom(signingKey) } }
}

function copy(): Places {
  copies += 1
  const folder = join(root, String(copies))
  cpSync(past, folder, { recursive: true })
  return placesIn(folder)
}

const STEPS: readonly [string, (places: Places) => void][] = [
  ['nothing was moved', () => undefined],
  ['a log of the old database is left', ({ database }) => writeFileSync(`${database}-wal`, readFileSync(database))],
  ['the old database was laid aside', ({ database, nextKey }) => renameSync(database, partsIn(nextKey).before)],
  ['the new one is in its place', ({ database, nextKey }) => {
    renameSync(database, partsIn(nextKey).before)
    renameSync(partsIn(nextKey).database, database)
  }],
  ['both are', ({ database, keyring, nextKey }) => {
    renameSync(database, partsIn(nextKey).before)
    renameSync(partsIn(nextKey).database, database)
    renameSync(partsIn(nextKey).keyring, keyring)
  }],
]

describe('A2 an archive that changed its data key', () => {
  it.each(STEPS)('A2 is opened by the next start: %s', async (_what, breakOff) => {
    const places = copy()
    writeFileSync(`${places.database}.schema-10`, 'of an earlier program, under the key before')
    if (existsSync(partsIn(places.nextKey).keyring)) breakOff(places)
    const isMoved = !existsSync(partsIn(places.nextKey).keyring)
    const host = await startHost({ folder: places.folder, program: 'next', startAt: null })
    try {
      await signIn(host, LOGINS.archivist)
      expect(readKeyring(places.keyring).dataKey).toBeDefined()
      // What is under the old key goes before the keyring is moved.
      expect([existsSync(places.nextKey), existsSync(`${places.database}.schema-10`)]).toEqual([false, isMoved])
    } finally {
      await host.close()
    }
    expect((await verifyArchive({ folder: places.folder, password: ADMIN }, null)).findings).toEqual([])
  })

  it('A2 what was only half made is thrown away, and the archive is as it was', async () => {
    const places = copy()
    renameSync(places.nextKey, places.nextKeyPart)
    const host = await startHost({ folder: places.folder, program: 'next', startAt: null })
    await signIn(host, LOGINS.archivist)
    await host.close()
    expect([existsSync(places.nextKeyPart), readKeyring(places.keyring).dataKey]).toEqual([false, undefined])
    expect((await verifyArchive({ folder: places.folder, password: ADMIN }, null)).findings).toEqual([])
  })

  it('A2 what was entered last, and the disk did not take into the database itself, is no success', async () => {
    const folder = join(root, 'refused')
    cpSync(archive.folder, folder, { recursive: true })
    const places = placesIn(folder)
    // The log fits within it, and the last pages of the database do not.
    const limit = (bytes: string): Buffer => execFileSync('prlimit', ['--pid', String(process.pid), `--fsize=${bytes}:`])
    const told = (): void => undefined
    process.on('SIGXFSZ', told)
    try {
      const watched = { at: (part: number) => part > 0.85 && part < 1 && limit('300000'), check: () => undefined }
      await expect(changeDataKey(await jobIn(places), watched, turn)).rejects.toHaveProperty('code')
    } finally {
      limit('unlimited')
      process.off('SIGXFSZ', told)
    }
    expect([existsSync(places.nextKey), existsSync(places.nextKeyPart)]).toEqual([false, false])
    expect((await verifyArchive({ folder, password: ADMIN }, null)).findings).toEqual([])
  })

  it('A2 a backup or a check from the command line goes on with it, too, and not beside a program that has the archive', async () => {
    const places = copy()
    const to = join(root, 'backup')
    await backUp({ folder: places.folder, to, program: 'cli', password: null }, null)
    expect([existsSync(places.nextKey), readKeyring(places.keyring).dataKey === undefined]).toEqual([false, false])
    expect((await verifyArchive({ folder: copy().folder, password: ADMIN }, null)).findings).toEqual([])
    const held = copy()
    const host = await startHost({ folder: held.folder, program: 'desk', startAt: null })
    // As it is past the moment, before the program has ended.
    mkdirSync(held.nextKey)
    cpSync(held.keyring, partsIn(held.nextKey).keyring)
    const before = readFileSync(held.keyring)
    await expect(backUp({ folder: held.folder, to, program: 'cli', password: ADMIN }, null)).rejects.toMatchObject({ details: { problem: 'archive.inUse' } })
    expect(readFileSync(held.keyring).equals(before)).toBe(true)
    await host.close()
  })
})
