// `yidang call`: any method of the contract, with the permissions of whoever calls it.
import { resolve } from 'node:path'
import { text } from 'node:stream/consumers'
import type { Host } from '#archive/host.ts'
import { contract } from '#shared/contract/index.ts'
import type { Method } from '#shared/contract/method.ts'
import { WrongUsage, type Command } from '../command.ts'
import { valueOf } from '../explain.ts'
import { credentialsOf, readTimeOption, signedIn, withHost } from '../host.ts'
import { finishedTask } from '../task.ts'
import { knownMethod } from './methods.ts'

export const call: Command = {
  name: 'call',
  takes: 'METHOD [JSON] --archive DIR --as LOGIN [--now TIME]',
  does: { chinese: '调用一个方法；JSON 亦可由标准输入给出，含密码的只能如此', english: 'calls a method; the JSON may come from standard input, and must where it holds a password' },
  options: { archive: 'text', as: 'text', now: 'text' },
  words: 2,
  run: async ({ words, required, optional, tell, print }) => {
    const archive = resolve(required('archive'))
    const [name, json] = words
    if (name === undefined) throw new WrongUsage({ chinese: '请指定方法名。', english: 'Name a method.' })
    const method = knownMethod(name)
    const { access }: Method = contract[method]
    const login = optional('as')
    if (access !== 'anyone' && login === undefined) throw new WrongUsage({ chinese: `${name} 需要登录：请加 --as LOGIN。`, english: `${name} needs someone signed in: add --as LOGIN.` })
    const startAt = readTimeOption('now', optional('now'))
    const input = json === undefined ? await readInput() : readArgument(json)
    const someone = login === undefined ? null : await credentialsOf(login, tell)
    const value = await withHost(archive, startAt, (host) => {
      const ask = async (token: string | null) => finished(host, token, valueOf(await host.call({ method, input, token })))
      return someone === null ? ask(null) : signedIn(host, someone, ask)
    })
    print(value, [JSON.stringify(value, null, 2)])
    return 0
  },
}

/** What long work came to: it would end with the program, so it is waited for. @throws Failure when it came to nothing. */
async function finished(host: Host, token: string | null, value: unknown): Promise<unknown> {
  if (typeof value !== 'object' || value === null || !('taskId' in value) || typeof value.taskId !== 'string') return value
  return finishedTask(host, token, value.taskId)
}

async function readInput(): Promise<unknown> {
  const typed = process.stdin.isTTY ? '' : await text(process.stdin)
  return typed.trim() === '' ? {} : parse(typed)
}

/** Everyone on the machine can read a program's arguments. @throws WrongUsage when they hold a password. */
function readArgument(json: string): unknown {
  const input = parse(json)
  const secret = typeof input === 'object' && input !== null ? Object.keys(input).find((key) => SECRETS.test(key)) : undefined
  if (secret === undefined) return input
  throw new WrongUsage({
    chinese: `${secret} 不得写在参数里，请由标准输入给出 JSON。`, english: `${secret} may not stand in the arguments: give the JSON on standard input.`,
  })
}

const SECRETS = /password$|^current$|^next$|^recoveryKey$/i

function parse(json: string): unknown {
  try {
    return JSON.parse(json)
  } catch {
    throw new WrongUsage({ chinese: '输入不是 JSON。', english: 'The input is not JSON.' })
  }
}
