// Passwords at the terminal: asked for without showing what is typed (rule A1).
import { PassThrough } from 'node:stream'
import { text } from 'node:stream/consumers'
import { describe, expect, it } from 'vitest'
import { askNewPassword, askPassword, type Asking } from '../../electron/cli/password.ts'
import { tellIn } from '../../electron/cli/language.ts'

const QUESTION = { chinese: '密码：', english: 'Password: ' }
const AGAIN = { chinese: '再输一次：', english: 'Once more: ' }

/** A terminal that types each answer when it is asked. */
function terminal(answers: readonly (string | Buffer)[]) {
  const modes: boolean[] = []
  const input = Object.assign(new PassThrough(), {
    isTTY: true,
    setRawMode: (raw: boolean) => {
      modes.push(raw)
    },
  })
  const output = new PassThrough()
  const shown = text(output)
  const left = [...answers]
  output.on('data', (bytes: Buffer) => {
    const answer = bytes.toString().endsWith(': ') ? left.shift() : undefined
    if (answer !== undefined) input.write(answer)
  })
  const asking: Asking = { environment: {}, input, output, tell: tellIn({ LANG: 'en_US.UTF-8' }) }
  const said = (): Promise<string> => {
    output.end()
    return shown
  }
  return { asking, modes, said }
}

describe('a password typed at the terminal', () => {
  it.each([
    ['secret word\r', 'secret word'],
    ['秘密 words\n', '秘密 words'],
    ['secreX\u007ft\r', 'secret'],
    ['wrong\u0015right\r', 'right'],
    ['tab\u0009bed\r', 'tabbed'],
  ])('%j is %j, and nothing of it is shown', async (typed, password) => {
    const { asking, modes, said } = terminal([typed])
    await expect(askPassword(asking, QUESTION)).resolves.toBe(password)
    expect(await said()).toBe('Password: \n')
    expect(modes).toEqual([true, false])
  })

  it('may come in pieces that part a character', async () => {
    const bytes = Buffer.from('密码\r')
    const { asking } = terminal([bytes.subarray(0, 2)])
    const asked = askPassword(asking, QUESTION)
    setImmediate(() => asking.input.emit('data', bytes.subarray(2)))
    await expect(asked).resolves.toBe('密码')
  })

  it('a new one is asked for twice, and must be the same', async () => {
    await expect(askNewPassword(terminal(['one two three\r', 'one two three\r']).asking, QUESTION, AGAIN)).resolves.toBe('one two three')
    await expect(askNewPassword(terminal(['one two three\r', 'one two\r']).asking, QUESTION, AGAIN)).rejects.toThrow('differ')
  })

  it.each(['\u0003', 'half\u0003', '\u0004'])('%j breaks off', async (typed) => {
    const { asking, modes } = terminal([typed])
    await expect(askPassword(asking, QUESTION)).rejects.toThrow('Broken off')
    expect(modes).toEqual([true, false])
  })

  it('is not asked for where YIDANG_PASSWORD has it', async () => {
    const { asking, said } = terminal([])
    const given = { ...asking, environment: { YIDANG_PASSWORD: 'from outside' } }
    await expect(askPassword(given, QUESTION)).resolves.toBe('from outside')
    await expect(askNewPassword(given, QUESTION, AGAIN)).resolves.toBe('from outside')
    expect(await said()).toBe('')
  })
})
