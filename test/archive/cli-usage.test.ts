// `yidang` called wrongly, asked for help, and asked for the methods (DESIGN "Command line").
import { describe, expect, it, vi } from 'vitest'
import { z } from 'zod'
import { contract } from '#shared/contract/index.ts'
import { yidang } from '#test/support/command-line.ts'

// Each call is a program of its own.
vi.setConfig({ testTimeout: 60_000 })

describe('called wrongly it exits 2, says what is wrong, and how it is used', () => {
  it.each([
    [[], 'Name a command.', 'yidang restore --from DIR'],
    [['burn'], 'There is no command burn.', 'yidang restore --from DIR'],
    [['init', '--archive', 'x', '--store', 'Shop', '--code', 'AB'], '--admin is missing.', 'yidang init --archive DIR'],
    [['verify', '--archive', ''], '--archive is missing.', 'yidang verify --archive DIR'],
    [['verify', '--archive', 'x', '--fast'], '--fast', 'yidang verify --archive DIR'],
    [['verify', '--archive', 'x', 'y'], 'One word too many: y', 'yidang verify --archive DIR'],
    [['demo', '--archive', 'x', '--scale', 'big'], '--scale big', 'yidang demo --archive DIR'],
    [['demo', '--archive', 'x', '--seed', '1.5'], '--seed 1.5', 'yidang demo --archive DIR'],
    [['serve', '--archive', 'x', '--port', '70000'], '--port 70000', 'yidang serve --archive DIR'],
    [['call', 'session.me', '--archive', 'x', '--as', 'a', '--now', 'noon'], '--now noon', 'yidang call METHOD'],
    [['call', '--archive', 'x'], 'Name a method.', 'yidang call METHOD'],
    [['call', 'dossier.burn', '--archive', 'x'], 'There is no method dossier.burn', 'yidang call METHOD'],
    [['call', 'dossier.search', '--archive', 'x'], 'add --as LOGIN', 'yidang call METHOD'],
    [['call', 'session.state', '{', '--archive', 'x'], 'The input is not JSON.', 'yidang call METHOD'],
    [['restore', '--from', 'x', '--archive', 'y', '--at', '2026-02-30T10:00'], '--at 2026-02-30T10:00', 'yidang restore --from DIR'],
  ])('%j', async (args, what, how) => {
    const { code, out, err } = await yidang(args)
    expect({ code, out }).toEqual({ code: 2, out: '' })
    expect(err).toContain(what)
    expect(err).toContain(how)
  })

  it('a password in the arguments is refused before anything is opened (A1)', async () => {
    const { code, err } = await yidang(['call', 'session.signIn', '{"login":"a","password":"hunter2hunter2"}', '--archive', 'x'])
    expect(code).toBe(2)
    expect(err).toContain('password may not stand in the arguments')
    expect(err).not.toContain('hunter2')
  })
})

describe('help', () => {
  it('names every command, in the language of LANG', async () => {
    const english = await yidang(['--help'])
    const chinese = await yidang(['--help'], { language: 'zh_CN.UTF-8', fromSources: true })
    for (const command of ['init', 'demo', 'methods', 'call', 'serve', 'backup', 'verify', 'restore']) {
      expect(english.out).toContain(`yidang ${command} `)
      expect(chinese.out).toContain(`yidang ${command} `)
    }
    expect([english.code, chinese.code]).toEqual([0, 0])
    expect(english.out).toContain('makes a new archive')
    expect(chinese.out).toContain('建立新档案')
  })

  it('of one command shows that one alone', async () => {
    const { code, out } = await yidang(['verify', '--help'])
    expect(code).toBe(0)
    expect(out).toContain('yidang verify')
    expect(out).not.toContain('yidang init')
  })
})

describe('methods', () => {
  const described = z.object({
    name: z.string(), effect: z.enum(['read', 'write']), access: z.string(), audited: z.boolean(), input: z.record(z.string(), z.unknown()),
    output: z.record(z.string(), z.unknown()),
  })

  it('lists the whole contract with effect, permission and JSON schemas', async () => {
    const { code, out } = await yidang(['methods', '--json'])
    expect(code).toBe(0)
    const methods = described.array().parse(JSON.parse(out))
    expect(methods.map(({ name }) => name)).toEqual(Object.keys(contract))
    expect(methods.find(({ name }) => name === 'handover.sign')).toMatchObject({ effect: 'write', access: 'handover.receive', audited: true })
    for (const { input } of methods) expect(input).toMatchObject({ type: 'object' })
  })

  it('shows one method alone, and one line each without being asked for JSON', async () => {
    const one = await yidang(['methods', 'book.day'])
    expect(described.parse(JSON.parse(one.out))).toMatchObject({ name: 'book.day', input: { properties: { on: { type: 'string' } } } })
    const { out } = await yidang(['methods'])
    expect(out.trim().split('\n')).toHaveLength(Object.keys(contract).length)
    expect(out).toMatch(/^backup\.restore +write +backup\.restore$/m)
  })
})
