// A bit flipped by a failing disk (rule A2): in any field of the keyring, in a page of the database. It is found and named, and put right: by a new password, a
// new recovery key, or from a backup. Attachments: mend.test.ts; the backup itself: backup-damage.test.ts.
import { cpSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { restorePoint } from '#archive/backup/restore.ts'
import { verifyArchive } from '#archive/backup/run.ts'
import { verifySealed } from '#archive/backup/verify.ts'
import { placesIn, type Places } from '#archive/places.ts'
import { openEntry, parseKeyring, readKeyring, type Opened } from '#archive/vault/keyring.ts'
import { callHost, finished, LOGINS, makeArchive, PASSWORD, signIn, temporaryFolder, type TestArchive } from '#test/support/archive.ts'
import { until } from '#test/support/scans.ts'
import { findingsOf } from '#test/support/tampered.ts'

const STEPS = { at: () => undefined, check: () => undefined }
const NEXT = '新的密码 2026'

const root = temporaryFolder()
const backup = join(root, 'backup')
let archive: TestArchive
let places: Places
let opened: Opened
/** The backup's point. */
let point: string

beforeAll(async () => {
  archive = await makeArchive()
  places = placesIn(archive.folder)
  opened = await openEntry(readKeyring(places.keyring), LOGINS.administrator, PASSWORD)
  // Put in last, and long: the last pages of the database are of it and of nothing that a sign-in asks for.
  await (await archive.as(LOGINS.archivist)).call('draft.save', { key: 'handover', value: JSON.stringify('长'.repeat(20_000)) })
  await archive.restart()
  const admin = await archive.as(LOGINS.administrator)
  point = (await finished(admin, (await admin.call('backup.run', { folder: backup })).taskId)).backup?.id ?? ''
})
afterAll(async () => {
  await archive.close()
  rmSync(root, { recursive: true, force: true })
})

function flip(file: string, at: number): void {
  const bytes = readFileSync(file)
  bytes[at] = (bytes[at] ?? 0) ^ 1
  writeFileSync(file, bytes)
}

const found = async (): Promise<string[]> => {
  const admin = await archive.as(LOGINS.administrator)
  const { taskId } = await admin.call('archive.verify', {})
  return ((await finished(admin, taskId)).verify?.findings ?? []).map(({ where, problem }) => `${where} ${problem}`)
}
const differs = async (): Promise<boolean> => (await callHost(archive.host, null, 'session.state', {})).keyringDiffers

/** A place within the value of a field, of one person's entry or of a part, that still stands for bytes when its last bit is another. */
function valueAt(text: string, part: string, field: string): number {
  const begins = text.indexOf(`"${field}": `, text.indexOf(part)) + field.length + 5
  return begins + text.slice(begins).search(/[b-yB-Y2-8]/)
}

describe('A2 a bit of the keyring flipped', () => {
  it('A2 in every field, name and number: found, mostly without a password, or it says the same as before', async () => {
    const copy = join(root, 'flipped')
    cpSync(archive.folder, copy, { recursive: true })
    const flipped = { folder: copy, places: placesIn(copy), admin: opened }
    const text = readFileSync(places.keyring, 'latin1')
    const before = JSON.stringify(parseKeyring(text))
    // First, middle and last character of whatever stands there.
    const spots = [...text.matchAll(/[\w+/=]+/g)].flatMap(({ index, 0: { length } }) => [index, index + Math.floor(length / 2), index + length - 1])
    expect(spots.length).toBeGreaterThan(600)
    const missed: string[] = []
    for (const [nth, at] of spots.entries()) {
      const changed = Buffer.from(text, 'latin1')
      changed[at] = (changed[at] ?? 0) ^ (1 << (nth % 7))
      writeFileSync(flipped.places.keyring, changed)
      const sealed = (await verifySealed(flipped.places, STEPS)).findings
      const named = sealed.length > 0 ? sealed : await findingsOf(flipped)
      const isSame = (): boolean => JSON.stringify(parseKeyring(changed.toString('latin1'))) === before
      if (!named.some(({ where }) => where.startsWith('keyring.json')) && !isSame()) missed.push(`${at}: ${changed.toString('latin1').slice(at - 20, at + 20)}`)
    }
    expect(missed).toEqual([])
  })

  it('A1 A2 one person’s: named, told, others go on, nobody’s change hides it, and a new password puts it right', async () => {
    const person = await archive.as(LOGINS.careSpecialist)
    const entry = `"personId": ${person.me.id},`
    flip(places.keyring, valueAt(readFileSync(places.keyring, 'latin1'), entry, 'salt'))
    const finding = `keyring.json/person/${person.me.id} keyring.partDamaged`
    expect([await differs(), await found()]).toEqual([true, [finding]])
    await expect(signIn(archive.host, LOGINS.careSpecialist)).rejects.toMatchObject({ error: { code: 'wrongPassword' } })
    const colleague = await signIn(archive.host, LOGINS.serviceAdvisor)
    await colleague.call('session.changePassword', { current: PASSWORD, next: NEXT })
    expect(await found()).toEqual([finding])
    await (await archive.as(LOGINS.administrator)).call('staff.resetPassword', { id: person.me.id, password: NEXT })
    expect([await differs(), await found()]).toEqual([false, []])
    await signIn(archive.host, LOGINS.careSpecialist, NEXT)
  })

  it('A1 A2 the recovery key’s: named, and a new recovery key puts it right', async () => {
    flip(places.keyring, valueAt(readFileSync(places.keyring, 'latin1'), '"recovery"', 'dataKey'))
    expect(await found()).toEqual(['keyring.json/recovery keyring.partDamaged'])
    await (await archive.as(LOGINS.administrator)).call('archive.replaceRecoveryKey', { password: PASSWORD })
    expect([await differs(), await found()]).toEqual([false, []])
  })

  it('A2 of its form: nobody is let in, it is named, and the backup opens elsewhere with a password of its day', async () => {
    await archive.stop()
    const whole = readFileSync(places.keyring)
    flip(places.keyring, 0)
    expect((await verifyArchive({ folder: archive.folder, password: null }, null)).findings).toEqual([{ where: 'keyring.json', problem: 'file.damaged' }])
    await archive.restart()
    await expect(signIn(archive.host, LOGINS.administrator)).rejects.toMatchObject({ error: { details: { problem: 'keyring.damaged' } } })
    const elsewhere = join(root, 'elsewhere')
    await restorePoint(backup, point, elsewhere, STEPS)
    expect((await verifyArchive({ folder: elsewhere, password: { login: LOGINS.serviceAdvisor, password: PASSWORD } }, null)).findings).toEqual([])
    await archive.stop()
    writeFileSync(places.keyring, whole)
    await archive.restart()
  })
})

describe('A2 a bit of the database flipped', () => {
  it('A2 work goes on where the page is not asked for; it is named, and the archive put back to a backup is whole', async () => {
    await archive.stop()
    flip(places.database, readFileSync(places.database).length - 100)
    await archive.restart()
    expect(await found()).toEqual(['archive.db database.damaged'])
    const admin = await archive.as(LOGINS.administrator)
    await admin.call('backup.replace', { folder: backup, id: point, password: PASSWORD })
    // While the engine is started anew a call may be refused.
    await until(() => callHost(archive.host, null, 'session.state', {}).catch(() => null), (now) => (now?.restored ?? null) !== null)
    await archive.restart()
    expect(await found()).toEqual([])
  })

  it('A2 nobody gets in where it is the first page: that is said, and the backup opens elsewhere', async () => {
    await archive.stop()
    const whole = readFileSync(places.database)
    flip(places.database, 200)
    await archive.restart()
    await expect(signIn(archive.host, LOGINS.administrator)).rejects.toMatchObject({ error: { code: 'storage' } })
    const elsewhere = join(root, 'once more')
    await restorePoint(backup, point, elsewhere, STEPS)
    expect((await verifyArchive({ folder: elsewhere, password: { login: LOGINS.administrator, password: PASSWORD } }, null)).findings).toEqual([])
    await archive.stop()
    writeFileSync(places.database, whole)
    await archive.restart()
  })
})
