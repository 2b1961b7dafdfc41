// Killed while the data key is changed and while files are sealed anew: the archive is whole under the one key or the other, every acknowledged
// write is there, passwords open it, and the next start goes on (rules A1, A2; DESIGN decision 2).
import { cpSync, existsSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { z } from 'zod'
import { verifyArchive } from '#archive/backup/run.ts'
import { openDatabase } from '#archive/database/database.ts'
import { databaseKey } from '#archive/database/key.ts'
import { startHost } from '#archive/host.ts'
import { placesIn } from '#archive/places.ts'
import { addAttachment, attachmentFile, checkAttachment } from '#archive/vault/attachments.ts'
import { openEntry, openWithRecoveryKey, readKeyring } from '#archive/vault/keyring.ts'
import { onlyKey } from '#archive/vault/keys.ts'
import { LOGINS, makeArchive, PASSWORD, signIn, temporaryFolder, type TestArchive } from '#test/support/archive.ts'
import { killed, tell, times } from '#test/support/killed.ts'
import { noise, until } from '#test/support/scans.ts'

const KILLS = times(6, 30)
const FILES = 40
const LARGE = 400_000
const ADMIN = { login: LOGINS.administrator, password: PASSWORD }

const saying = z.object({ said: z.string(), name: z.string().optional(), recoveryKey: z.string().optional() })

const root = temporaryFolder()
let archive: TestArchive
let oldKey: Uint8Array
const names: string[] = []

async function* part(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  yield await Promise.resolve(bytes)
}

beforeAll(async () => {
  archive = await makeArchive()
  await archive.enter('delivery')
  await archive.stop()
  const places = placesIn(archive.folder)
  oldKey = (await openEntry(readKeyring(places.keyring), ADMIN.login, PASSWORD)).dataKey
  const database = openDatabase(places.database, databaseKey(oldKey))
  for (let number = 0; number < FILES; number += 1) {
    const { name, size } = await addAttachment(places, onlyKey(oldKey), part(noise(LARGE, String(number))))
    database.transaction((db) => db.run("INSERT INTO attachment (name, media_type, size, added_at) VALUES (?, 'image/png', ?, 0)", [name, size]))
    names.push(name)
  }
  database.close()
})
afterAll(async () => {
  await archive.close()
  rmSync(root, { recursive: true, force: true })
})

type Ran = { added: string[]; recoveryKey: string | null; resealed: boolean; changedAfter: number; resealedAfter: number }

type Kill = { since: 'begun' | 'changed'; after: number }

/** On a copy; killed so many milliseconds after it said something, or never. */
async function run(folder: string, kill: Kill | null): Promise<Ran> {
  cpSync(archive.folder, folder, { recursive: true })
  const ran: Ran = { added: [], recoveryKey: null, resealed: false, changedAfter: 0, resealedAfter: 0 }
  let began = 0
  await killed('data-key-child', [folder], saying, ({ said, name, recoveryKey }, kill9) => {
    if (said === 'begun') began = performance.now()
    if (said === kill?.since) kill9(kill.after)
    if (name !== undefined) ran.added.push(name)
    if (recoveryKey !== undefined) Object.assign(ran, { recoveryKey, changedAfter: performance.now() - began })
    if (said === 'resealed') Object.assign(ran, { resealed: true, resealedAfter: performance.now() - began })
  })
  return ran
}

describe('A1 A2 a program killed while the data key is changed', () => {
  it(`A1 A2 is under the one key or the other and whole, keeps what was acknowledged, and goes on, ${KILLS} times`, async () => {
    const whole = await run(join(root, 'whole'), null)
    expect([whole.resealed, whole.recoveryKey]).toEqual([true, expect.any(String)])
    const ended = { before: 0, between: 0, resealing: 0, resealed: 0 }
    for (let kill = 0; kill < KILLS; kill += 1) {
      const folder = join(root, String(kill))
      const places = placesIn(folder)
      // Half of them while it is changed, the others while files are sealed anew.
      const ran = await run(folder, kill % 2 === 0
        ? { since: 'begun', after: (0.2 + Math.random()) * whole.changedAfter }
        : { since: 'changed', after: Math.random() * 1.1 * (whole.resealedAfter - whole.changedAfter) })
      const host = await startHost({ folder, program: 'next', startAt: null })
      try {
        expect(existsSync(places.nextKey) || existsSync(places.nextKeyPart)).toBe(false)
        const keyring = readKeyring(places.keyring)
        const isChanged = keyring.dataKey !== undefined
        expect(isChanged || ran.recoveryKey === null).toBe(true)
        if (!isChanged) ended.before += 1
        else if (ran.recoveryKey === null) ended.between += 1
        else if (keyring.dataKey?.resealing) ended.resealing += 1
        else ended.resealed += 1
        const recovery = isChanged ? ran.recoveryKey : archive.recoveryKey
        const { dataKey } = await openEntry(keyring, ADMIN.login, PASSWORD)
        expect([isChanged, recovery === null || openWithRecoveryKey(keyring, recovery).equals(dataKey)]).toEqual([!dataKey.equals(oldKey), true])

        const admin = await signIn(host, ADMIN.login)
        const there = new Set((await admin.call('department.list', {})).map(({ name }) => name))
        expect(ran.added.filter((name) => !there.has(name))).toEqual([])
        await signIn(host, LOGINS.archivist)
        await until(() => admin.call('dataKey.standing', {}), ({ resealing }) => resealing === null)
        const keys = isChanged ? { data: dataKey, earlier: [oldKey], resealing: false } : onlyKey(oldKey)
        for (const name of names) expect(await checkAttachment(attachmentFile(places.attachments, name), keys, name)).toBe(LARGE)
      } finally {
        await host.close()
      }
      expect((await verifyArchive({ folder, password: ADMIN }, null)).findings).toEqual([])
      rmSync(folder, { recursive: true })
    }
    tell(`killed ${KILLS} times while the data key was changed`, { 'before it was': ended.before, 'before it was told': ended.between, 'with files left': ended.resealing, 'after all': ended.resealed })
  })
})
