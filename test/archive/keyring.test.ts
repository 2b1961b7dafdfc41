// A keyring of before put back: it opens nothing that was changed since, whatever is written into it, and is told (rules A1, H6).
import { readFileSync, rmSync, writeFileSync } from 'node:fs'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { placesIn } from '#archive/places.ts'
import { openEntry, readKeyring, sealEntry, withEntry, writeKeyring } from '#archive/vault/keyring.ts'
import type { Id } from '#shared/domain/id.ts'
import { callHost, finished, LOGINS, makeArchive, PASSWORD, signIn, type Person, type TestArchive } from '#test/support/archive.ts'
import { changeRows, findingsOf } from '#test/support/tampered.ts'

const NEXT = '新的密码 2026'

let archive: TestArchive
let admin: Person
let file: string
let people = 0

beforeAll(async () => {
  archive = await makeArchive()
  file = placesIn(archive.folder).keyring
})
afterAll(() => archive.close())
beforeEach(async () => {
  admin = await archive.as(LOGINS.administrator)
})

const put = (old: Buffer): void => writeFileSync(file, old)
const differs = async (): Promise<boolean> => (await callHost(archive.host, null, 'session.state', {})).keyringDiffers
const stale = { ok: false, error: { details: { problem: 'keyring.stale' } } }
const signingIn = (login: string, password: string) => archive.host.call({ method: 'session.signIn', input: { login, password }, token: null })

async function somebody(): Promise<{ id: Id<'person'>; login: string }> {
  people += 1
  const login = `somebody.${people}`
  const { id } = await admin.call('staff.add', { login, name: '试用', departmentId: admin.me.department.id, roles: ['careSpecialist'], password: PASSWORD })
  return { id, login }
}

const found = async (): Promise<string[]> => {
  const { taskId } = await admin.call('archive.verify', {})
  return ((await finished(admin, taskId)).verify?.findings ?? []).map(({ problem }) => problem)
}

describe('A1 an old keyring put back', () => {
  it('A1 the password before opens nothing, whoever changed nothing comes in, it is told and found, and a reset ends it', async () => {
    const { id, login } = await somebody()
    const person = await signIn(archive.host, login)
    const old = readFileSync(file)
    await person.call('session.changePassword', { current: PASSWORD, next: NEXT })
    expect(await differs()).toBe(false)
    put(old)
    expect(await signingIn(login, PASSWORD)).toMatchObject(stale)
    expect(await signingIn(login, NEXT)).toMatchObject({ ok: false, error: { code: 'wrongPassword' } })
    expect(await signingIn(LOGINS.archivist, PASSWORD)).toMatchObject({ ok: true })
    // Whoever is signed in already does not sign by it either.
    expect(await person.ask('session.changePassword', { current: PASSWORD, next: '又一个密码 2026' })).toMatchObject(stale)
    expect([await differs(), await found()]).toEqual([true, ['keyring.stale']])
    await admin.call('staff.resetPassword', { id, password: NEXT })
    expect([await differs(), await found()]).toEqual([false, []])
    expect(await signingIn(login, NEXT)).toMatchObject({ ok: true })
  })

  it('A1 nor does it with the numbers of the present one written into it', async () => {
    const { login } = await somebody()
    const person = await signIn(archive.host, login)
    const entryOf = () => {
      const entry = readKeyring(file).people.find(({ personId }) => personId === person.me.id)
      if (!entry) throw new Error('no entry')
      return entry
    }
    const first = entryOf()
    await person.call('session.changePassword', { current: PASSWORD, next: NEXT })
    const second = entryOf()
    await admin.call('staff.resetPassword', { id: person.me.id, password: '重置之后 2026' })
    const present = entryOf()
    for (const old of [first, second]) {
      for (const password of [PASSWORD, NEXT]) {
        for (const { generation } of [old, present, { generation: 9 }]) {
          writeKeyring(file, withEntry(readKeyring(file), { ...old, keyId: present.keyId, publicKey: present.publicKey, generation }))
          const answer = await signingIn(login, password)
          expect(answer.ok ? 'let in' : answer.error.code).toMatch(/^(?:refused|wrongPassword)$/)
          // So many wrong ones would have to wait.
          writeKeyring(file, withEntry(readKeyring(file), present))
          expect(await signingIn(login, '重置之后 2026')).toMatchObject({ ok: true })
        }
      }
    }
    expect(await differs()).toBe(false)
  })

  it('H6 a leaver whose entry is there again opens nothing, is told of, and goes with the next change', async () => {
    const { id, login } = await somebody()
    const old = readFileSync(file)
    await admin.call('staff.update', { id, name: '试用', departmentId: admin.me.department.id, roles: ['careSpecialist'], active: false })
    put(old)
    expect(await signingIn(login, PASSWORD)).toMatchObject(stale)
    expect(await differs()).toBe(true)
    await somebody()
    expect(await differs()).toBe(false)
    expect(await signingIn(login, PASSWORD)).toMatchObject({ ok: false, error: { code: 'wrongPassword' } })
  })

  it('H6 a leaver is shut out at once, also where the keyring is damaged or gone', async () => {
    const old = readFileSync(file)
    for (const damage of [() => put(Buffer.from('{')), () => rmSync(file)]) {
      put(old)
      const { id, login } = await somebody()
      const leaver = await signIn(archive.host, login)
      const present = readFileSync(file)
      damage()
      await admin.call('staff.update', { id, name: '试用', departmentId: admin.me.department.id, roles: ['careSpecialist'], active: false })
      expect(await leaver.ask('session.me', {})).toMatchObject({ ok: false, error: { code: 'notSignedIn' } })
      put(present)
      expect([await signingIn(login, PASSWORD), await differs()]).toMatchObject([stale, true])
    }
    await somebody()
    expect(await differs()).toBe(false)
  })

  it('A1 the recovery key before opens nothing, also on a program just started', async () => {
    const old = readFileSync(file)
    const recover = (recoveryKey: string) => archive.host.call({ method: 'archive.recover', input: { recoveryKey, login: LOGINS.salesHead, password: NEXT }, token: null })
    const { recoveryKey } = await admin.call('archive.replaceRecoveryKey', { password: PASSWORD })
    expect(await recover(archive.recoveryKey)).toMatchObject({ ok: false, error: { code: 'wrongPassword' } })
    const present = readFileSync(file)
    put(old)
    await archive.restart()
    admin = await archive.as(LOGINS.administrator)
    expect(await recover(archive.recoveryKey)).toMatchObject({ ok: false, error: { details: { problem: 'keyring.recoveryStale' } } })
    expect(await signingIn(LOGINS.salesHead, NEXT)).toMatchObject({ ok: false })
    expect([await differs(), await found()]).toEqual([true, ['keyring.recoveryStale']])
    put(present)
    expect(await differs()).toBe(false)
    expect(await recover(recoveryKey)).toMatchObject({ ok: true })
  })

  it('A1 a recovery key that is replaced while it is being used gives nobody a key, and all verifies', async () => {
    const { recoveryKey } = await admin.call('archive.replaceRecoveryKey', { password: PASSWORD })
    const { login } = await somebody()
    const [recovering] = await Promise.all([
      archive.host.call({ method: 'archive.recover', input: { recoveryKey, login, password: NEXT }, token: null }),
      admin.call('archive.replaceRecoveryKey', { password: PASSWORD }),
    ])
    expect(recovering).toMatchObject({ ok: false, error: { details: { problem: 'keyring.recoveryStale' } } })
    expect([await found(), (await signingIn(login, PASSWORD)).ok]).toEqual([[], true])
  })

  it('A1 one that is damaged or gone is told', async () => {
    const present = readFileSync(file)
    put(Buffer.from('{'))
    expect(await differs()).toBe(true)
    put(present)
    expect(await differs()).toBe(false)
  })
})

describe('A1 a number in the keyring that says what a password costs', () => {
  it('A1 where it cannot be, that person’s password is a wrong one, and nobody else’s', async () => {
    const { login } = await somebody()
    const present = readKeyring(file)
    for (const cost of [{ lanes: 0 }, { memory: -1 }]) {
      writeKeyring(file, { ...present, people: present.people.map((entry, at) => (at === present.people.length - 1 ? { ...entry, cost: { ...entry.cost, ...cost } } : entry)) })
      expect(await signingIn(login, PASSWORD)).toMatchObject({ ok: false, error: { code: 'wrongPassword' } })
      expect(await signingIn(LOGINS.archivist, PASSWORD)).toMatchObject({ ok: true })
    }
    writeKeyring(file, present)
    expect(await signingIn(login, PASSWORD)).toMatchObject({ ok: true })
  })
})

describe('A1 a change of password that a crash cut short', () => {
  it('A1 the keyring is ahead by one: that password opens, the next change goes on from it, and all verifies', async () => {
    const { login } = await somebody()
    const keyring = readKeyring(file)
    const { personId, keyId, dataKey, publicKey, signingKey } = await openEntry(keyring, login, PASSWORD)
    const sealed = await sealEntry(keyring.archiveId, { login, password: NEXT, generation: 1 }, dataKey, { publicKey, privateKey: signingKey })
    writeKeyring(file, withEntry(keyring, { ...sealed, personId, keyId }))
    expect(await differs()).toBe(false)
    const person = await signIn(archive.host, login, NEXT)
    await person.call('session.changePassword', { current: NEXT, next: '又一个密码 2026' })
    await signIn(archive.host, login, '又一个密码 2026')
    expect(await found()).toEqual([])
  })
})

describe('A1 sessions and administrators', () => {
  it('A1 a session does not outlive the program', async () => {
    const { token } = await signIn(archive.host, LOGINS.archivist)
    await archive.restart()
    await archive.as(LOGINS.archivist)
    expect(await archive.host.call({ method: 'session.me', input: {}, token })).toMatchObject({ ok: false, error: { code: 'notSignedIn' } })
  })

  it('A1 of two administrators who shut each other out, or give up the role at once, one stays', async () => {
    const departmentId = admin.me.department.id
    const { id, login } = await somebody()
    await admin.call('staff.update', { id, name: '试用', departmentId, roles: ['administrator'], active: true })
    const second = await signIn(archive.host, login)
    const change = (of: Person, active: boolean) => ({ id: of.me.id, name: of.me.name, departmentId, roles: active ? ['generalManager'] : ['administrator'], active })
    expect(await Promise.all([admin.ask('staff.update', change(admin, true)), second.ask('staff.update', change(second, true))])).toMatchObject(
      [{ ok: true }, { ok: false, error: { details: { problem: 'staff.lastAdministrator' } } }],
    )
    await second.call('staff.update', { id: admin.me.id, name: admin.me.name, departmentId, roles: ['administrator'], active: true })
    const outs = await Promise.all([admin.ask('staff.update', change(second, false)), second.ask('staff.update', change(admin, false))])
    expect(outs.map(({ ok }) => ok)).toEqual([true, false])
    expect((await admin.call('staff.list', {})).filter(({ active, roles }) => active && roles.includes('administrator'))).toHaveLength(1)
  })
})

it('A3 a generation set back in the database is found', async () => {
  const { login } = await somebody()
  const person = await signIn(archive.host, login)
  await person.call('session.changePassword', { current: PASSWORD, next: NEXT })
  await archive.stop()
  const copy = { folder: archive.folder, places: placesIn(archive.folder), admin: await openEntry(readKeyring(file), LOGINS.administrator, PASSWORD) }
  changeRows(copy, (db) => {
    db.run('UPDATE person_key SET generation = 0 WHERE person_id = ?', [person.me.id])
  })
  expect((await findingsOf(copy)).map(({ problem }) => problem)).toEqual(['key.changed'])
  await archive.restart()
})
