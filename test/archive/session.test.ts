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

const [FIRST, OTHER] = ['甲乙丙丁戊己庚辛', '子丑寅卯辰巳午未'] as const

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
    expect(await callHost(archive.host, null, 'session.state', {})).toMatchObject({ archive: 'open', headsDiffer: null })
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

describe('A1 what happens while a password is being proven', () => {
  const left = { name: '试用', roles: ['careSpecialist' as const], active: false }

  it('A1 a change of password under way does not put a leaver back', async () => {
    const { id } = await addPerson('hasty')
    const person = await signIn(archive.host, 'hasty')
    const admin = await archive.as(LOGINS.administrator)
    const change = { id, departmentId: await departmentId(), ...left }
    const changing = person.ask('session.changePassword', { current: PASSWORD, next: '新的密码 2026' })
    await admin.call('staff.update', change)
    expect(await changing).toMatchObject({ ok: false })
    await expect(signIn(archive.host, 'hasty', '新的密码 2026')).rejects.toThrow('wrongPassword')
  })

  it('A1 a reset under way does not undo a shut-out', async () => {
    const { id } = await addPerson('torn')
    const admin = await archive.as(LOGINS.administrator)
    const change = { id, departmentId: await departmentId(), ...left }
    const resetting = admin.ask('staff.resetPassword', { id, password: '重置之后 2026' })
    await admin.call('staff.update', change)
    expect(await resetting).toMatchObject({ ok: false, error: { details: { problem: 'staff.changedMeanwhile' } } })
    await expect(signIn(archive.host, 'torn', '重置之后 2026')).rejects.toThrow('wrongPassword')
  })

  it('A1 two resets of one person leave one of the two passwords working', async () => {
    const { id } = await addPerson('twice')
    const admin = await archive.as(LOGINS.administrator)
    await Promise.all([FIRST, OTHER].map((password) => admin.call('staff.resetPassword', { id, password })))
    const opened = await Promise.allSettled([FIRST, OTHER].map((password) => signIn(archive.host, 'twice', password)))
    expect(opened.map((one) => one.status).sort()).toEqual(['fulfilled', 'rejected'])
  })

  it('A3 whoever loses their role while both passwords are proven signs nothing', async () => {
    const { id } = await addPerson('demoted')
    const person = await signIn(archive.host, 'demoted')
    const admin = await archive.as(LOGINS.administrator)
    const { recordId } = await archive.enter('delivery')
    const change = { id, departmentId: await departmentId(), name: '试用', roles: ['generalManager' as const], active: true }
    const refusing = person.ask('handover.refuse', { recordId, reason: 'ink', remark: '', password: PASSWORD })
    await admin.call('staff.update', change)
    expect(await refusing).toMatchObject({ ok: false, error: { code: 'forbidden' } })
    const archivist = await archive.as(LOGINS.archivist)
    expect((await archivist.call('record.open', { ids: [recordId] }))[0]?.state).toBe('expected')
  })

  it('A1 an administrator who resets their own password signs in anew', async () => {
    await addPerson('second.admin')
    const admin = await archive.as(LOGINS.administrator)
    const { id } = (await admin.call('staff.list', {})).find((person) => person.login === 'second.admin') ?? { id: admin.me.id }
    await admin.call('staff.update', { id, name: '试用', departmentId: await departmentId(), roles: ['administrator'], active: true })
    const second = await signIn(archive.host, 'second.admin')
    await second.call('staff.resetPassword', { id, password: '重置之后 2026' })
    expect(await second.ask('session.me', {})).toMatchObject({ ok: false, error: { code: 'notSignedIn' } })
    await signIn(archive.host, 'second.admin', '重置之后 2026')
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

  it('of two set-ups at once one succeeds, and the archive opens', async () => {
    const folder = join(temporaryFolder(), 'archive')
    const host = await startHost({ folder, program: 'test', startAt: null })
    const setUp = (adminLogin: string) => host.call({
      method: 'archive.setUp', token: null,
      input: { storeName: '示例', storeCode: 'XX', adminName: '某人', adminLogin, adminPassword: PASSWORD, training: false },
    })
    const [one, two] = await Promise.all([setUp('first'), setUp('other')])
    expect([one, two].filter((answer) => answer?.ok)).toHaveLength(1)
    await signIn(host, one?.ok ? 'first' : 'other')
    await host.close()
  })

  it('a set-up leaves alone what lies beside its folder', async () => {
    const root = temporaryFolder()
    mkdirSync(join(root, 'archive.new'))
    writeFileSync(join(root, 'archive.new', 'archive.db'), 'restored, perhaps')
    const host = await startHost({ folder: join(root, 'archive'), program: 'test', startAt: null })
    await callHost(host, null, 'archive.setUp', { storeName: '示例', storeCode: 'XX', adminName: '某人', adminLogin: 'first', adminPassword: PASSWORD, training: false })
    await host.close()
    expect(readFileSync(join(root, 'archive.new', 'archive.db'), 'utf8')).toBe('restored, perhaps')
  })

  it('a real archive is not set up at another time', async () => {
    const host = await startHost({ folder: join(temporaryFolder(), 'archive'), program: 'test', startAt: Date.parse('2020-01-01T10:00+08:00') })
    const input = { storeName: '示例', storeCode: 'XX', adminName: '某人', adminLogin: 'first', adminPassword: PASSWORD, training: false }
    expect(await host.call({ method: 'archive.setUp', input, token: null })).toMatchObject({ ok: false, error: { details: { problem: 'clock.trainingOnly' } } })
    await host.close()
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
