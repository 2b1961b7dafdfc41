// Changing the data key (rule A1; DESIGN decision 2): who kept an old keyring and knows an old password opens nothing of what comes after, and nobody
// else notices but by signing in again.
import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { listPoints, verifyPoint } from '#archive/backup/points.ts'
import { restorePoint } from '#archive/backup/restore.ts'
import { backUp, verifyArchive } from '#archive/backup/run.ts'
import { partsIn } from '#archive/data-key/next.ts'
import { openDatabase } from '#archive/database/database.ts'
import { databaseKey } from '#archive/database/key.ts'
import { placesIn } from '#archive/places.ts'
import { addAttachment, attachmentFile, checkAttachment, storedAttachments } from '#archive/vault/attachments.ts'
import { openEntry, openWithRecoveryKey, parseKeyring, readKeyring, writeKeyring } from '#archive/vault/keyring.ts'
import { onlyKey, vaultKeys, type VaultKeys } from '#archive/vault/keys.ts'
import { auditOf } from '#test/support/audit.ts'
import { callHost, finished, LOGINS, makeArchive, PASSWORD, signIn, temporaryFolder, type TestArchive } from '#test/support/archive.ts'
import { attachScan, pngPage, until } from '#test/support/scans.ts'
import { changeRows, changesOne } from '#test/support/tampered.ts'

const UNWATCHED = { at: () => undefined, check: () => undefined }
const ADMIN = { login: LOGINS.administrator, password: PASSWORD }
const NEXT = '新的密码 2026'

const root = temporaryFolder()
const pool = join(root, 'backup')
let archive: TestArchive
let places: ReturnType<typeof placesIn>
/** As it was before anything was changed: what a leaver kept. */
let kept: Buffer
let oldKey: Buffer
let names: string[]
let recoveryKey: string
let dossier: string

async function* bytes(text: string): AsyncGenerator<Uint8Array> {
  yield await Promise.resolve(Buffer.from(text))
}

const openedBy = async (login: string, file = places.keyring) => (await openEntry(readKeyring(file), login, PASSWORD)).dataKey

async function inDatabase<T>(dataKey: Uint8Array, work: (database: ReturnType<typeof openDatabase>) => T | Promise<T>, file = places.database): Promise<T> {
  const database = openDatabase(file, databaseKey(dataKey))
  try {
    return await work(database)
  } finally {
    database.close()
  }
}

const keysNow = async (): Promise<VaultKeys> => {
  const dataKey = await openedBy(ADMIN.login)
  return inDatabase(dataKey, ({ reader }) => vaultKeys(reader, dataKey))
}

async function addFiles(texts: readonly string[]): Promise<string[]> {
  const keys = await keysNow()
  return inDatabase(keys.data, async (database) => {
    const added: string[] = []
    for (const text of texts) {
      const { name, size } = await addAttachment(places, keys, bytes(text))
      database.transaction((db) => db.run("INSERT INTO attachment (name, media_type, size, added_at) VALUES (?, 'image/png', ?, 0)", [name, size]))
      added.push(name)
    }
    return added
  })
}

async function stored(attachments = places.attachments): Promise<string[]> {
  const found: string[] = []
  for await (const name of storedAttachments(attachments)) found.push(name)
  return found.toSorted()
}

/** Under which key each file is, by what opens it. */
const opensWith = (key: Uint8Array, attachments = places.attachments) => Promise.all(names.map((name) => (
  // Names are made by the first key.
  checkAttachment(attachmentFile(attachments, name), { data: key, earlier: [oldKey], resealing: false }, name).then(() => true, () => false)
)))

const state = () => callHost(archive.host, null, 'session.state', {}).catch(() => null)
const asking = (method: 'dataKey.change', input: unknown, token: string) => archive.host.call({ method, input, token })
const signingIn = (login: string, password = PASSWORD) => archive.host.call({ method: 'session.signIn', input: { login, password }, token: null })
const recovering = (key: string, login: string) => archive.host.call({ method: 'archive.recover', input: { recoveryKey: key, login, password: NEXT }, token: null })
const whole = async () => (await verifyArchive({ folder: archive.folder, password: ADMIN }, null)).findings

/** Changes the key, and waits until the engine has begun anew. */
async function change(): Promise<string> {
  const admin = await signIn(archive.host, ADMIN.login)
  const { recoveryKey: made } = await admin.call('dataKey.change', { password: PASSWORD })
  await until(state, (now) => now?.archive === 'locked')
  return made
}

/** All files are under the new key. */
async function resealed(): Promise<void> {
  const admin = await signIn(archive.host, ADMIN.login)
  await until(() => admin.call('dataKey.standing', {}), ({ resealing }) => resealing === null)
}

beforeAll(async () => {
  archive = await makeArchive()
  places = placesIn(archive.folder)
  const { recordId, dossierNumber } = await archive.enter('delivery')
  dossier = dossierNumber
  await archive.handOver([recordId])
  await attachScan(await archive.as(LOGINS.archivist), pngPage('of before'), { recordId, code: 'greenCard' })
  await archive.stop()
  names = await addFiles(['one', 'two', 'three', ''].map((text) => text.repeat(50_000)))
  await archive.restart()
  kept = readFileSync(places.keyring)
  oldKey = await openedBy(ADMIN.login)
  const admin = await signIn(archive.host, ADMIN.login)
  await finished(admin, (await admin.call('backup.run', { folder: pool })).taskId)
})
afterAll(async () => {
  await archive.close()
  rmSync(root, { recursive: true, force: true })
})

describe('A1 the data key is changed', () => {
  it('A1 not without the password, nor while it cannot be sealed to somebody at work: who, is told', async () => {
    expect(await recovering(archive.recoveryKey, LOGINS.careSpecialist)).toMatchObject({ ok: true })
    const admin = await signIn(archive.host, ADMIN.login)
    expect((await admin.call('dataKey.standing', {})).lacking.map(({ name }) => name)).toEqual(['徐晓芳'])
    expect(await admin.ask('dataKey.change', { password: 'guessed' })).toMatchObject({ ok: false, error: { code: 'wrongPassword' } })
    expect(await admin.ask('dataKey.change', { password: PASSWORD })).toMatchObject({ ok: false, error: { details: { problem: 'dataKey.peopleLacking', subject: '徐晓芳' } } })
    const back = await signIn(archive.host, LOGINS.careSpecialist, NEXT)
    await back.call('session.changePassword', { current: NEXT, next: PASSWORD })
    expect(await admin.call('dataKey.standing', {})).toEqual({ changing: null, resealing: null, changedAt: null, resealedAt: null, lacking: [] })
    kept = readFileSync(places.keyring)
  })

  it('A1 not when a box key was exchanged in the database, or a key in the keyring: the trail says whose is whose', async () => {
    const before = readFileSync(places.keyring)
    await archive.stop()
    const opened = await openEntry(readKeyring(places.keyring), ADMIN.login, PASSWORD)
    const swap = (from: string, to: string) => changeRows({ folder: archive.folder, places, admin: opened }, (db) => (
      changesOne(db, 'UPDATE person_key SET box_key = unhex(?) WHERE hex(box_key) = ?', [to, from])
    ))
    const box = await inDatabase(opened.dataKey, ({ reader }) => reader.get("SELECT hex(box_key) AS box FROM person_key WHERE box_key IS NOT NULL AND retired_at IS NULL AND person_id <> ?", [opened.personId], (row) => row.text('box'))) ?? ''
    swap(box, '42'.repeat(32))
    await archive.restart()
    const admin = await signIn(archive.host, ADMIN.login)
    expect(await asking('dataKey.change', { password: PASSWORD }, admin.token)).toMatchObject({ ok: false, error: { details: { problem: 'dataKey.unsound' } } })
    await archive.stop()
    swap('42'.repeat(32), box)
    const keyring = readKeyring(places.keyring)
    const [first, second] = keyring.people
    if (!first || !second) throw new Error('nobody')
    writeKeyring(places.keyring, { ...keyring, people: keyring.people.map((entry) => (entry === second ? { ...second, publicKey: first.publicKey } : entry)) })
    await archive.restart()
    const again = await signIn(archive.host, ADMIN.login)
    expect(await asking('dataKey.change', { password: PASSWORD }, again.token)).toMatchObject({ ok: false, error: { details: { problem: 'dataKey.unsound' } } })
    writeFileSync(places.keyring, before)
    expect(existsSync(places.nextKey) || existsSync(places.nextKeyPart)).toBe(false)
    expect(await whole()).toEqual([])
  })

  it('A2 not while somebody’s entry in the keyring is damaged: it would get a sum that says it is whole, and they would not get in', async () => {
    const before = readFileSync(places.keyring)
    const admin = await signIn(archive.host, ADMIN.login)
    const keyring = readKeyring(places.keyring)
    const colleague = keyring.people.find(({ personId }) => personId !== admin.me.id)
    if (!colleague) throw new Error('nobody')
    writeKeyring(places.keyring, { ...keyring, people: keyring.people.map((entry) => (entry === colleague ? { ...entry, salt: Buffer.alloc(16) } : entry)) })
    const subject = `keyring.json/person/${colleague.personId}`
    expect(await asking('dataKey.change', { password: PASSWORD }, admin.token)).toMatchObject({ ok: false, error: { details: { problem: 'dataKey.unsound', subject } } })
    writeFileSync(places.keyring, before)
    expect((await admin.call('dataKey.standing', {})).changedAt).toBe(null)
  })

  it('A1 not where somebody else puts a keyring in its place at that moment, and that is no success', async () => {
    const admin = await signIn(archive.host, ADMIN.login)
    const asked = admin.ask('dataKey.change', { password: PASSWORD })
    // Without giving way: it takes no longer than a pause.
    for (const began = performance.now(); !existsSync(places.nextKeyPart) && performance.now() - began < 10_000;);
    mkdirSync(places.nextKey)
    cpSync(places.keyring, partsIn(places.nextKey).keyring)
    expect(await asked).toMatchObject({ ok: false, error: { code: 'storage' } })
    rmSync(places.nextKey, { recursive: true })
    expect([existsSync(places.nextKeyPart), (await admin.call('dataKey.standing', {})).changedAt]).toEqual([false, null])
    await admin.call('department.add', { name: '精品部', kind: 'sales' })
  })

  it('A1 A3 everybody is signed out and comes in with the password they have; the trail says who did it', async () => {
    const admin = await archive.as(LOGINS.archivist)
    const before = await stored()
    // What somebody put there, or the system did not let go of, is not taken for what is made now.
    mkdirSync(places.nextKey)
    cpSync(places.keyring, partsIn(places.nextKey).keyring)
    writeFileSync(partsIn(places.nextKey).before, 'of the change before')
    recoveryKey = await change()
    expect(openWithRecoveryKey(readKeyring(places.keyring), recoveryKey).equals(oldKey)).toBe(false)
    expect(await admin.ask('session.me', {})).toMatchObject({ ok: false, error: { code: 'notSignedIn' } })
    // Nobody has been here: files are under the key before, and all of it is whole.
    expect(readKeyring(places.keyring).dataKey?.resealing).toBe(true)
    expect(await opensWith(oldKey)).toEqual(names.map(() => true))
    expect(await whole()).toEqual([])
    for (const login of Object.values(LOGINS)) expect(await signingIn(login)).toMatchObject({ ok: true })
    await resealed()
    // Small pictures may have been added.
    expect(await stored()).toEqual(expect.arrayContaining(before))
    expect(await whole()).toEqual([])
    expect((await state())?.keyringDiffers).toBe(false)
    expect(await auditOf(archive.folder, 'dataKey.change')).toMatchObject([{ personId: (await signIn(archive.host, ADMIN.login)).me.id }])
    // Their password alone seals it again, and not their signing key.
    const keyring = readKeyring(places.keyring)
    expect([keyring.people.length, keyring.people.filter(({ ephemeral }) => ephemeral), keyring.dataKey?.resealing]).toEqual([Object.keys(LOGINS).length, [], false])
  })

  it('A1 an old keyring with its passwords opens nothing: not the database, no attachment, by their bytes; nothing under that key is left', async () => {
    const old = join(root, 'kept.json')
    writeFileSync(old, kept)
    expect((await openedBy(LOGINS.salesConsultant, old)).equals(oldKey)).toBe(true)
    expect(openWithRecoveryKey(parseKeyring(kept.toString()), archive.recoveryKey).equals(oldKey)).toBe(true)
    await archive.stop()
    expect(() => openDatabase(places.database, databaseKey(oldKey))).toThrow(expect.objectContaining({ code: 'SQLITE_NOTADB' }))
    expect(await opensWith(oldKey)).toEqual(names.map(() => false))
    expect(await opensWith(await openedBy(ADMIN.login))).toEqual(names.map(() => true))
    const known = ['archive.db', 'archive.json', 'attachments', 'heads.json', 'keyring.json', 'staging', 'writer.lock']
    expect(readdirSync(archive.folder).filter((name) => !known.includes(name))).toEqual([])
    expect(readdirSync(places.staging)).toEqual([])
    await archive.restart()
  })

  it('A1 the old recovery key opens nothing, the new one does', async () => {
    expect(await recovering(archive.recoveryKey, LOGINS.salesHead)).toMatchObject({ ok: false, error: { code: 'wrongPassword' } })
    expect(await recovering(recoveryKey, LOGINS.salesHead)).toMatchObject({ ok: true })
    const head = await signIn(archive.host, LOGINS.salesHead, NEXT)
    await head.call('session.changePassword', { current: NEXT, next: PASSWORD })
  })

  it('A1 the old keyring put back lets nobody in, changes nothing, and is told', async () => {
    const present = readFileSync(places.keyring)
    const admin = await signIn(archive.host, ADMIN.login)
    writeFileSync(places.keyring, kept)
    const refusal = { ok: false, error: { details: { problem: 'keyring.otherKey' } } }
    expect(await signingIn(LOGINS.archivist)).toMatchObject(refusal)
    expect(await admin.ask('session.changePassword', { current: PASSWORD, next: NEXT })).toMatchObject(refusal)
    expect(await recovering(archive.recoveryKey, LOGINS.archivist)).toMatchObject(refusal)
    expect((await state())?.keyringDiffers).toBe(true)
    expect(readFileSync(places.keyring).equals(kept)).toBe(true)
    // One of an earlier program, which does not say whose its recovery key is, too; and all in it have the key they had.
    const { recovery: { publicKey: _said, sum: _sum, ...recovery }, people, ...old } = parseKeyring(kept.toString())
    const anew = parseKeyring(present.toString()).people.filter(({ keyId }) => people.every((entry) => entry.keyId !== keyId))
    writeKeyring(places.keyring, { ...old, recovery, people: people.map((entry) => anew.find(({ personId }) => personId === entry.personId) ?? entry) })
    expect((await state())?.keyringDiffers).toBe(true)
    writeFileSync(places.keyring, kept)
    await archive.restart()
    expect(await signingIn(LOGINS.archivist)).toMatchObject(refusal)
    writeFileSync(places.keyring, present)
    expect(await signingIn(LOGINS.archivist)).toMatchObject({ ok: true })
  })
})

describe('A2 backups of before and after', () => {
  it('A2 one of before is proven with the key of its time, and restored as it was; the next has everything under the new key', async () => {
    const admin = await signIn(archive.host, ADMIN.login)
    const { archiveId } = readKeyring(places.keyring)
    const [before] = await listPoints(pool)
    const keys = await keysNow()
    const proven = await verifyPoint(pool, before?.id ?? '', { archiveId, keys, scratch: join(root, 'scratch') }, UNWATCHED)
    expect([proven.findings, proven.chains.length]).toEqual([[], 3])

    const older = join(root, 'older')
    await restorePoint(pool, before?.id ?? '', older, UNWATCHED)
    expect((await verifyArchive({ folder: older, password: ADMIN }, null)).findings).toEqual([])
    expect(await opensWith(oldKey, placesIn(older).attachments)).toEqual(names.map(() => true))

    await finished(admin, (await admin.call('backup.run', { folder: pool })).taskId)
    const [after] = await listPoints(pool)
    const newer = join(root, 'newer')
    await restorePoint(pool, after?.id ?? '', newer, UNWATCHED)
    expect((await verifyArchive({ folder: newer, password: ADMIN }, null)).findings).toEqual([])
    expect(await opensWith(keys.data, placesIn(newer).attachments)).toEqual(names.map(() => true))
    // And the one after that, of which nothing is copied anew.
    await finished(admin, (await admin.call('backup.run', { folder: pool })).taskId)
    const [latest] = await listPoints(pool)
    const { verify } = await finished(admin, (await admin.call('backup.verify', { folder: pool, id: latest?.id ?? '' })).taskId)
    expect([verify?.findings, verify?.chains.length]).toEqual([[], 3])
  })

  it('A2 of an archive brought back to before, one of after is not called damaged: its key is not known', async () => {
    const { archiveId } = readKeyring(places.keyring)
    const [after] = await listPoints(pool)
    const looked = verifyPoint(pool, after?.id ?? '', { archiveId, keys: onlyKey(oldKey), scratch: join(root, 'scratch') }, UNWATCHED)
    await expect(looked).rejects.toMatchObject({ details: { problem: 'backup.otherKey' } })
  })

  it('A2 a dossier is fetched from one of before, with its scans', async () => {
    const before = (await listPoints(pool)).at(-1)
    const manager = await signIn(archive.host, LOGINS.generalManager)
    const asked = {
      backup: pool, id: before?.id ?? '', dossier, purpose: '核对', folder: join(root, 'fetched'), language: 'zh-CN', password: PASSWORD, approverLogin: null, approverPassword: '',
    } as const
    expect(await finished(manager, (await manager.call('dossier.fetch', asked)).taskId)).toMatchObject({ state: 'done', fetched: { scans: 1, leftOut: 0, lacking: 0 } })
  })

  it('A2 a file that is lost comes back from a backup of before, under the new key', async () => {
    const only = join(root, 'only-before')
    cpSync(pool, only, { recursive: true })
    const points = join(only, 'yidang-backup', 'points')
    for (const file of readdirSync(points).toSorted().slice(1)) rmSync(join(points, file))
    const admin = await signIn(archive.host, ADMIN.login)
    rmSync(attachmentFile(places.attachments, names[0] ?? ''))
    expect(await finished(admin, (await admin.call('backup.mend', { folder: only })).taskId)).toMatchObject({ mended: 1, verify: { findings: [] } })
    expect(await opensWith((await keysNow()).data)).toEqual(names.map(() => true))
  })

  it('A2 one taken before files were sealed anew is gone on with where it is restored; and the key can be changed once more', async () => {
    const second = await change()
    await archive.stop()
    const between = join(root, 'between')
    await backUp({ folder: archive.folder, to: between, program: 'cli', password: null }, null)
    const [point] = await listPoints(between)
    const folder = join(root, 'between-restored')
    await restorePoint(between, point?.id ?? '', folder, UNWATCHED)
    expect((await verifyArchive({ folder, password: ADMIN }, null)).findings).toEqual([])
    // One that the disk does not give keeps none of the others under the key before, and is gone on with.
    const [refused = ''] = names
    const file = attachmentFile(places.attachments, refused)
    renameSync(file, `${file}.laid-aside`)
    mkdirSync(file)
    await archive.restart()
    await signIn(archive.host, ADMIN.login)
    await until(async () => opensWith((await keysNow()).data), (are) => are.filter(Boolean).length === names.length - 1)
    expect((await keysNow()).resealing).toBe(true)
    rmSync(file, { recursive: true })
    renameSync(`${file}.laid-aside`, file)
    await archive.restart()
    await resealed()
    const keys = await keysNow()
    expect([keys.earlier.length, keys.resealing]).toEqual([2, false])
    expect(await opensWith(keys.data)).toEqual(names.map(() => true))
    expect(await recovering(recoveryKey, LOGINS.salesHead)).toMatchObject({ ok: false, error: { code: 'wrongPassword' } })
    expect(await recovering(second, LOGINS.salesHead)).toMatchObject({ ok: true })
    expect(await whole()).toEqual([])
    await archive.stop()
    const tampered = join(root, 'tampered')
    cpSync(archive.folder, tampered, { recursive: true })
    await inDatabase(keys.data, (database) => database.transaction((db) => changesOne(db, 'DELETE FROM earlier_key WHERE id = 1', [])), placesIn(tampered).database)
    expect((await verifyArchive({ folder: tampered, password: ADMIN }, null)).findings).toContainEqual({ where: 'earlier_key', problem: 'dataKey.differs' })
    await archive.restart()
    const again = await signIn(archive.host, ADMIN.login)
    // Each of all that were taken, with the key of its time.
    for (const { id } of await listPoints(pool)) {
      const { verify } = await finished(again, (await again.call('backup.verify', { folder: pool, id })).taskId)
      expect([verify?.findings, verify?.chains.length]).toEqual([[], 3])
    }
  })
})
