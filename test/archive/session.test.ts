// Signing in, passwords, leavers, recovery, drafts, the lock (rules A1, H6; DESIGN decisions 2 and 3).
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { hostname } from 'node:os'
import { join } from 'node:path'
import { startHost } from '#archive/host.ts'
import { callHost, LOGINS, makeArchive, PASSWORD, signIn, temporaryFolder, type TestArchive } from '#test/support/archive.ts'

let archive: TestArchive
beforeAll(async () => {
  archive = await makeArchive()
})
afterAll(() => archive.close())

const departmentId = async () => {
  const admin = await archive.as(LOGINS.administrator)
  const [first] = await admin.call('department.list', {})
  if (!first) throw new Error('no department')
  return first.id
}

const addPerson = async (login: string) => {
  const admin = await archive.as(LOGINS.administrator)
  return admin.call('staff.add', { login, name: '试用', departmentId: await departmentId(), roles: ['careSpecialist'], password: PASSWORD })
}

describe('A1 signing in', () => {
  it('A1 a wrong password and an unknown name are answered alike', async () => {
    const wrong = await archive.host.call({ method: 'session.signIn', input: { login: LOGINS.archivist, password: 'no such' }, token: null })
    const unknown = await archive.host.call({ method: 'session.signIn', input: { login: 'nobody.here', password: 'no such' }, token: null })
    expect(wrong).toMatchObject({ ok: false, error: { code: 'wrongPassword' } })
    expect(unknown).toEqual(wrong)
  })

  it('A1 a session ends on sign-out, and its token opens nothing any more', async () => {
    const person = await signIn(archive.host, LOGINS.careSpecialist)
    await person.call('session.signOut', {})
    expect(await person.ask('session.me', {})).toMatchObject({ ok: false, error: { code: 'notSignedIn' } })
  })

  it('A1 the archive is locked after a start until someone signs in, and shows no more than the store', async () => {
    await archive.restart()
    expect(await callHost(archive.host, null, 'session.state', {})).toMatchObject({ archive: 'locked', store: { code: 'HF01' }, training: false })
    await archive.as(LOGINS.archivist)
    expect(await callHost(archive.host, null, 'session.state', {})).toMatchObject({ archive: 'open' })
  })

  it('A1 a person changes their password; the old one opens nothing', async () => {
    await addPerson('changer')
    const person = await signIn(archive.host, 'changer')
    expect(await person.ask('session.changePassword', { current: 'no such', next: 'ein neues 2026' })).toMatchObject({
      ok: false, error: { code: 'wrongPassword', details: { fields: [{ path: ['current'], problem: 'password.wrong' }] } },
    })
    expect(await person.ask('session.changePassword', { current: PASSWORD, next: 'short' })).toMatchObject({
      ok: false, error: { details: { fields: [{ path: ['next'], problem: 'password.short' }] } },
    })
    await person.call('session.changePassword', { current: PASSWORD, next: '新的密码 2026' })
    await expect(signIn(archive.host, 'changer')).rejects.toThrow('wrongPassword')
    expect((await signIn(archive.host, 'changer', '新的密码 2026')).me.login).toBe('changer')
  })

  it('A1 a reset gives a new password and ends the sessions of the old one', async () => {
    const { id } = await addPerson('forgetful')
    const person = await signIn(archive.host, 'forgetful')
    const admin = await archive.as(LOGINS.administrator)
    await admin.call('staff.resetPassword', { id, password: '重置之后 2026' })
    expect(await person.ask('session.me', {})).toMatchObject({ ok: false, error: { code: 'notSignedIn' } })
    await expect(signIn(archive.host, 'forgetful')).rejects.toThrow('wrongPassword')
    await signIn(archive.host, 'forgetful', '重置之后 2026')
  })

  it('A1 an old keyring put back does not sign in', async () => {
    const { id } = await addPerson('returner')
    const file = join(archive.folder, 'keyring.json')
    const old = readFileSync(file)
    const admin = await archive.as(LOGINS.administrator)
    await admin.call('staff.resetPassword', { id, password: '重置之后 2026' })
    const present = readFileSync(file)
    writeFileSync(file, old)
    try {
      await expect(signIn(archive.host, 'returner')).rejects.toThrow('keyring.stale')
    } finally {
      writeFileSync(file, present)
    }
  })

  it('H6 a leaver is shut out at once', async () => {
    const { id } = await addPerson('leaver')
    const person = await signIn(archive.host, 'leaver')
    const admin = await archive.as(LOGINS.administrator)
    await admin.call('staff.update', { id, name: '试用', departmentId: await departmentId(), roles: ['careSpecialist'], active: false })
    expect(await person.ask('session.me', {})).toMatchObject({ ok: false, error: { code: 'notSignedIn' } })
    await expect(signIn(archive.host, 'leaver')).rejects.toThrow('wrongPassword')
    expect((await admin.call('staff.colleagues', {})).some((colleague) => colleague.login === 'leaver')).toBe(false)
  })

  it('A1 the last administrator stays', async () => {
    const admin = await archive.as(LOGINS.administrator)
    const change = { id: admin.me.id, name: admin.me.name, departmentId: admin.me.department.id }
    for (const wrong of [{ ...change, roles: ['generalManager'], active: true }, { ...change, roles: ['administrator'], active: false }]) {
      expect(await admin.ask('staff.update', wrong)).toMatchObject({ ok: false, error: { details: { problem: 'staff.lastAdministrator' } } })
    }
    expect((await admin.call('session.me', {})).roles).toEqual(['administrator'])
  })

  it('A1 a log-in is given once', async () => {
    await addPerson('unique')
    await expect(addPerson('unique')).rejects.toThrow('login.exists')
  })

  it('A1 the recovery key lets an administrator back in, and a replaced one opens nothing', async () => {
    const input = { recoveryKey: archive.recoveryKey.toLowerCase().replaceAll('-', ' '), login: LOGINS.administrator, password: '找回之后 2026' }
    await callHost(archive.host, null, 'archive.recover', input)
    const admin = await signIn(archive.host, LOGINS.administrator, '找回之后 2026')
    const { recoveryKey } = await admin.call('archive.replaceRecoveryKey', { password: '找回之后 2026' })
    await expect(callHost(archive.host, null, 'archive.recover', input)).rejects.toThrow('wrongPassword')
    await callHost(archive.host, null, 'archive.recover', { ...input, recoveryKey, password: PASSWORD })
    await archive.restart()
  })
})

describe('A1 half-filled forms', () => {
  it('A1 are kept for their author alone, over a lock and a restart', async () => {
    const author = await archive.as(LOGINS.salesConsultant)
    await author.call('draft.save', { key: 'record', value: '{"name":"未完"}' })
    await author.call('session.signOut', {})
    const other = await archive.as(LOGINS.serviceAdvisor)
    expect(await other.call('draft.load', { key: 'record' })).toEqual({ value: null })
    await archive.restart()
    const again = await archive.as(LOGINS.salesConsultant)
    expect(await again.call('draft.load', { key: 'record' })).toEqual({ value: '{"name":"未完"}' })
    await again.call('draft.save', { key: 'record', value: '' })
    expect(await again.call('draft.load', { key: 'record' })).toEqual({ value: null })
  })
})

describe('one archive, one writer', () => {
  it('a second program is refused with the name of the first', async () => {
    await expect(startHost({ folder: archive.folder, program: 'second', startAt: null })).rejects.toMatchObject({
      code: 'unavailable', details: { problem: 'archive.inUse', subject: `test, ${hostname()}, ${process.pid}` },
    })
  })

  it('a folder with other things in it is no archive and is left alone', async () => {
    const folder = temporaryFolder()
    writeFileSync(join(folder, 'holiday.jpg'), 'photo')
    await expect(startHost({ folder, program: 'test', startAt: null })).rejects.toMatchObject({ details: { problem: 'archive.notAnArchive' } })
    expect(readFileSync(join(folder, 'holiday.jpg'), 'utf8')).toBe('photo')
  })

  it('a real archive does not run at another time', async () => {
    await archive.stop()
    await expect(startHost({ folder: archive.folder, program: 'test', startAt: 0 })).rejects.toMatchObject({ details: { problem: 'clock.trainingOnly' } })
    await archive.restart()
  })

  it('a real archive made to look like practice does not open', async () => {
    const file = join(archive.folder, 'archive.json')
    const honest = readFileSync(file, 'utf8')
    await archive.stop()
    writeFileSync(file, honest.replace('"training": false', '"training": true'))
    const host = await startHost({ folder: archive.folder, program: 'test', startAt: Date.parse('2020-01-01T10:00+08:00') })
    await expect(signIn(host, LOGINS.archivist)).rejects.toThrow('archive.descriptorChanged')
    await host.close()
    writeFileSync(file, honest)
    await archive.restart()
  })

  it('a set-up is refused where an archive is', async () => {
    const input = { storeName: '另一家', storeCode: 'XX', adminName: '某人', adminLogin: 'other', adminPassword: PASSWORD, training: false }
    expect(await archive.host.call({ method: 'archive.setUp', input, token: null })).toMatchObject({ ok: false, error: { details: { problem: 'archive.exists' } } })
  })

  it('a set-up that cannot write says so and leaves nothing', async () => {
    const root = temporaryFolder()
    const blocked = join(root, 'file')
    writeFileSync(blocked, '')
    mkdirSync(join(root, 'later'))
    const host = await startHost({ folder: join(blocked, 'archive'), program: 'test', startAt: null })
    const input = { storeName: '示例', storeCode: 'XX', adminName: '某人', adminLogin: 'other', adminPassword: PASSWORD, training: false }
    expect(await host.call({ method: 'archive.setUp', input, token: null })).toMatchObject({ ok: false, error: { code: 'storage' } })
    expect(await callHost(host, null, 'session.state', {})).toMatchObject({ archive: 'absent' })
    await host.close()
  })
})
