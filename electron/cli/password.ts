// Passwords: from YIDANG_PASSWORD, or asked for without showing what is typed. Never from the arguments, never printed.
import { StringDecoder } from 'node:string_decoder'
import { Failure, type Said, type Tell } from './command.ts'

/** The terminal as far as asking for a password needs it; `process.stdin` is one. */
export type Terminal = NodeJS.ReadableStream & { isTTY?: boolean; setRawMode?(raw: boolean): unknown }

export type Asking = { environment: NodeJS.ProcessEnv; input: Terminal; output: NodeJS.WritableStream; tell: Tell }

export const AT_THE_TERMINAL = { environment: process.env, input: process.stdin, output: process.stderr } as const

/** @throws Failure when there is neither the variable nor a terminal to ask at. */
export async function askPassword(asking: Asking, said: Said): Promise<string> {
  const given = asking.environment['YIDANG_PASSWORD']
  return given === undefined || given === '' ? typed(asking, said) : given
}

/** A new one is asked for twice. @throws Failure when the two differ. */
export async function askNewPassword(asking: Asking, said: Said, again: Said): Promise<string> {
  const given = asking.environment['YIDANG_PASSWORD']
  if (given !== undefined && given !== '') return given
  const first = await typed(asking, said)
  if (first !== (await typed(asking, again))) {
    throw new Failure({ chinese: '两次输入的密码不同，请重新运行。', english: 'The two passwords differ: run the command again.' })
  }
  return first
}

const CTRL_C = '\u0003'
const CTRL_D = '\u0004'
const CTRL_U = '\u0015'
const ERASE = ['\b', '\u007f']
const ENTER = ['\r', '\n']

function typed({ input, output, tell }: Asking, said: Said): Promise<string> {
  if (input.isTTY !== true || input.setRawMode === undefined) {
    throw new Failure({
      chinese: '需要密码：请设置环境变量 YIDANG_PASSWORD，或在终端中运行。', english: 'A password is needed: set the variable YIDANG_PASSWORD, or run this at a terminal.',
    })
  }
  input.setRawMode(true)
  output.write(tell(said))
  return new Promise((resolve, reject) => {
    const decoder = new StringDecoder('utf8')
    let password: string[] = []
    const end = (finish: () => void): void => {
      input.off('data', onData)
      input.off('end', onEnd)
      input.setRawMode?.(false)
      input.pause()
      output.write('\n')
      finish()
    }
    const onEnd = (): void => end(() => reject(new Failure({ chinese: '已中止。', english: 'Broken off.' })))
    const onData = (bytes: Buffer): void => {
      for (const character of decoder.write(bytes)) {
        if (ENTER.includes(character)) return end(() => resolve(password.join('')))
        if (character === CTRL_C || (character === CTRL_D && password.length === 0)) return onEnd()
        if (character === CTRL_U) password = []
        else if (ERASE.includes(character)) password.pop()
        else if (character >= ' ') password.push(character)
      }
    }
    input.on('data', onData)
    input.on('end', onEnd)
    input.resume()
  })
}
