// `yidang` on real archives in temporary folders: init, call, serve, backup, verify, restore (DESIGN "Command line").
import { openSync, readdirSync, rmSync, writeSync } from 'node:fs'
import { once } from 'node:events'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { z } from 'zod'
import { startHost } from '#archive/host.ts'
import { withHost } from '../../electron/cli/host.ts'
import { temporaryFolder } from '#test/support/archive.ts'
import { ended, startYidang, yidang, type Said } from '#test/support/command-line.ts'

const PASSWORD = '不写在参数里 1234'
const AT = Date.parse('2026-02-13T17:30+08:00')

const KEY = /(?:[0-9A-Z]{4}-){7}[0-9A-Z]{4}/

// Each step is a program of its own, which takes its second to start.
vi.setConfig({ testTimeout: 120_000, hookTimeout: 120_000 })

const root = temporaryFolder()
const real = join(root, 'real')
const training = join(root, 'training')
let made: Said[] = []

const initArgs = (archive: string): string[] => ['init', '--archive', archive, '--store', '云溪示例店', '--code', 'yx', '--admin', 'admin', '--admin-name', '何敏之']
const asAdmin = (archive: string): string[] => ['--archive', archive, '--as', 'admin']

beforeAll(async () => {
  made = await Promise.all([
    yidang([...initArgs(real), '--json'], { password: PASSWORD }),
    yidang([...initArgs(training), '--training'], { password: PASSWORD }),
  ])
})

afterAll(() => rmSync(root, { recursive: true, force: true }))

describe('init', () => {
  it('makes an archive and gives its recovery key, and never the password', () => {
    expect(made.map(({ code, err }) => ({ code, err }))).toEqual([{ code: 0, err: '' }, { code: 0, err: '' }])
    const [json, lines] = made.map(({ out }) => out)
    expect(JSON.parse(json ?? '')).toMatchObject({ archive: real, storeName: '云溪示例店', admin: 'admin' })
    expect(json).toMatch(KEY)
    expect(lines).toMatch(KEY)
    for (const { out } of made) expect(out).not.toContain(PASSWORD)
  })

  it('gives a recovery key that opens the archive', async () => {
    const recovered = join(root, 'recovered')
    const { out } = await yidang([...initArgs(recovered), '--json'], { password: PASSWORD })
    const key = z.object({ recoveryKey: z.string() }).parse(JSON.parse(out)).recoveryKey
    const input = JSON.stringify({ recoveryKey: key.toLowerCase(), login: 'admin', password: 'another 5678' })
    expect(await yidang(['call', 'archive.recover', '--archive', recovered], { input })).toMatchObject({ code: 0, out: '{}\n' })
    expect(await yidang(['call', 'session.me', ...asAdmin(recovered)], { password: 'another 5678' })).toMatchObject({ code: 0 })
  })

  it('does not touch what lies there already, and says so', async () => {
    const { code, out, err } = await yidang(initArgs(real), { password: PASSWORD })
    expect({ code, out }).toEqual({ code: 1, out: '' })
    expect(err).toContain('Something lies there already')
  })

  it('names every field that is wrong, in words', async () => {
    const target = join(root, 'wrong')
    const args = ['init', '--archive', target, '--store', 'Shop', '--code', 'A', '--admin', 'no log-in']
    const { code, err } = await yidang(args, { password: 'short' })
    expect(code).toBe(1)
    expect(err).toContain('storeCode: storeCode.form — A store code has 2 to 8 letters or digits.')
    expect(err).toContain('adminLogin: login.form')
    expect(err).toContain('adminPassword: password.short — A password has at least 8 characters.')
    expect(readdirSync(root)).not.toContain('wrong')
  })

  it('without a password or a terminal to ask at says what to set', async () => {
    const { code, err } = await yidang(initArgs(join(root, 'asked')), { language: 'zh_CN.UTF-8' })
    expect(code).toBe(1)
    expect(err).toContain('需要密码：请设置环境变量 YIDANG_PASSWORD')
  })
})

describe('call', () => {
  it('answers what anyone may ask without signing in', async () => {
    const { code, out } = await yidang(['call', 'session.state', '--archive', real])
    expect(code).toBe(0)
    expect(JSON.parse(out)).toMatchObject({ archive: 'locked', store: { name: '云溪示例店', code: 'YX' }, training: false })
  })

  it('signs in, takes its input as an argument or from standard input, and keeps what it wrote', async () => {
    const added = await yidang(['call', 'department.add', '{"name":"精品部","kind":"sales"}', ...asAdmin(real)], { password: PASSWORD })
    expect(added).toMatchObject({ code: 0, err: '' })
    const { id } = z.object({ id: z.number() }).parse(JSON.parse(added.out))
    const input = JSON.stringify({ login: 'sales1', name: '林晓峰', departmentId: id, roles: ['salesConsultant'], password: PASSWORD })
    expect(await yidang(['call', 'staff.add', ...asAdmin(real)], { password: PASSWORD, input })).toMatchObject({ code: 0 })
    const { out } = await yidang(['call', 'staff.list', ...asAdmin(real), '--json'], { password: PASSWORD, fromSources: true })
    expect(JSON.parse(out)).toContainEqual(expect.objectContaining({ login: 'sales1', name: '林晓峰', active: true }))
  })

  it('has the permissions of who calls, and no others (A3)', async () => {
    const args = ['call', 'dossier.search', '{"text":"","dates":null,"state":null,"kind":null,"limit":5}', ...asAdmin(real), '--json']
    const { code, out, err } = await yidang(args, { password: PASSWORD })
    expect({ code, out }).toEqual({ code: 1, out: '' })
    expect(JSON.parse(err)).toMatchObject({ error: { code: 'forbidden' } })
  })

  it('names what is wrong with the input', async () => {
    const { code, err } = await yidang(['call', 'department.add', '{"name":"","kind":"zoo"}', ...asAdmin(real)], { password: PASSWORD })
    expect(code).toBe(1)
    expect(err).toContain('name: name.form')
    expect(err).toContain('kind: value.invalid')
  })

  it('a wrong password opens nothing and is not repeated', async () => {
    const { code, err } = await yidang(['call', 'session.me', ...asAdmin(real)], { password: 'guessed-wrong' })
    expect(code).toBe(1)
    expect(err).toContain('The log-in or password is not right')
    expect(err).not.toContain('guessed-wrong')
  })

  it('where there is no archive says how to make one', async () => {
    const { code, err } = await yidang(['call', 'session.me', ...asAdmin(join(root, 'nowhere'))], { password: PASSWORD })
    expect(code).toBe(1)
    expect(err).toContain('yidang init')
  })

  it('runs a training archive at another time, and a real one never', async () => {
    const args = ['call', 'session.state', '--now', '2026-02-13T17:30']
    const { now, today } = z.object({ now: z.number(), today: z.string() }).parse(JSON.parse((await yidang([...args, '--archive', training])).out))
    expect(today).toBe('2026-02-13')
    expect(now - AT).toBeGreaterThanOrEqual(0)
    expect(now - AT).toBeLessThan(60_000)
    const refused = await yidang([...args, '--archive', real])
    expect(refused.code).toBe(1)
    expect(refused.err).toContain('Only a training archive')
  })
})

describe('one archive, one writer (DESIGN decision 3)', () => {
  it('a second program is refused with the name of the first; verify and backup work beside it', async () => {
    const first = await startHost({ folder: real, program: 'the desk in the hall', startAt: null })
    try {
      const second = await yidang(['call', 'session.me', ...asAdmin(real)], { password: PASSWORD })
      expect(second.code).toBe(1)
      expect(second.err).toContain('the desk in the hall')
      expect(await yidang(['verify', ...asAdmin(real)], { password: PASSWORD })).toMatchObject({ code: 0 })
      expect(await yidang(['backup', '--to', join(root, 'beside'), ...asAdmin(real)], { password: PASSWORD })).toMatchObject({ code: 0 })
    } finally {
      await first.close()
    }
  })

  it('a command that is broken off (Ctrl-C) closes the archive', async () => {
    const begun = Promise.withResolvers<undefined>()
    const broken = withHost(real, null, () => {
      begun.resolve(undefined)
      return new Promise<never>(() => undefined)
    })
    await begun.promise
    process.emit('SIGINT', 'SIGINT')
    await expect(broken).rejects.toThrow('the archive was closed')
    const next = await startHost({ folder: real, program: 'next', startAt: null })
    await next.close()
  })

  it('serve answers in the browser until Ctrl-C, exits 0 and lets go of the archive', async () => {
    const child = startYidang(['serve', '--archive', training, '--json', '--now', '2026-02-13T17:30'])
    const end = ended(child)
    const [first] = z.tuple([z.string()]).parse(await once(child.stdout ?? child, 'data'))
    const { url } = z.object({ url: z.string() }).parse(JSON.parse(first))
    expect((await fetch(url)).headers.get('set-cookie')).toContain('HttpOnly')
    child.kill('SIGINT')
    expect(await end).toMatchObject({ code: 0, err: '' })
    const next = await startHost({ folder: training, program: 'next', startAt: AT })
    await next.close()
  })
})

describe('backup, verify, restore (A2)', () => {
  const backups = join(root, 'backups')

  it('what was backed up is restored, opens with the passwords of that day, and verifies', async () => {
    const saved = await yidang(['backup', '--to', backups, '--json', ...asAdmin(training)], { password: PASSWORD })
    expect(JSON.parse(saved.out)).toMatchObject({ storeName: '云溪示例店', signed: true })
    const restored = join(root, 'restored')
    expect(await yidang(['restore', '--from', backups, '--archive', restored])).toMatchObject({ code: 0, err: '' })
    const checked = await yidang(['verify', '--json', ...asAdmin(restored)], { password: PASSWORD })
    expect(checked.code).toBe(0)
    expect(JSON.parse(checked.out)).toMatchObject({ findings: [] })
    const again = await yidang(['restore', '--from', backups, '--archive', restored])
    expect(again.code).toBe(1)
    expect(again.err).toContain('Something lies there already')
  })

  it('a log-in whose role may not back up is refused, and nothing is written (A3)', async () => {
    const args = ['backup', '--archive', real, '--to', join(root, 'private'), '--as', 'sales1', '--json']
    const { code, out, err } = await yidang(args, { password: PASSWORD })
    expect({ code, out }).toEqual({ code: 1, out: '' })
    expect(JSON.parse(err)).toMatchObject({ error: { code: 'forbidden' } })
    expect(readdirSync(root)).not.toContain('private')
  })

  it('without a log-in a backup says that it is not yet proven, and verify that it saw no content', async () => {
    const saved = await yidang(['backup', '--archive', training, '--to', join(root, 'sealed')])
    expect(saved.code).toBe(0)
    expect(saved.out).toContain('not yet proven')
    const checked = await yidang(['verify', '--archive', training])
    expect(checked.code).toBe(0)
    expect(checked.out).toContain('the content was not checked')
  })

  it('where there is no such backup says so', async () => {
    const { code, err } = await yidang(['restore', '--from', backups, '--archive', join(root, 'old'), '--at', '2020-01-01T00:00'])
    expect(code).toBe(1)
    expect(err).toContain('There is no such backup')
  })

  it('verify exits 1 and names what is wrong with a damaged archive', async () => {
    const damaged = join(root, 'damaged')
    await yidang(['restore', '--from', backups, '--archive', damaged])
    writeSync(openSync(join(damaged, 'archive.db'), 'r+'), 'scratched', 20_000)
    const { code, out } = await yidang(['verify', ...asAdmin(damaged)], { password: PASSWORD })
    expect(code).toBe(1)
    expect(out).toContain('archive.db: database.')
    rmSync(join(damaged, 'heads.json'))
    const sealed = await yidang(['verify', '--archive', damaged], { language: 'zh_CN.UTF-8' })
    expect(sealed.code).toBe(1)
    expect(sealed.out).toContain('heads.json: heads.missing')
  })
})
