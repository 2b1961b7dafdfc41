// Runs `yidang` as people do: a real child process, and what it said and how it ended. It is started from its bundle, which comes sooner.
import { spawn, type ChildProcess } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { builtProgram } from '../../scripts/build.ts'

const SOURCES = fileURLToPath(new URL('../../electron/cli/yidang.ts', import.meta.url))

export type Said = { code: number | null; out: string; err: string }

type Circumstances = {
  /** Null: the variable is not set. */
  password?: string | null
  language?: string
  /** What comes in on standard input, which then ends. */
  input?: string
  /** From its sources, as `npm run yidang` starts it. */
  fromSources?: boolean
}

export function startYidang(args: readonly string[], { password = null, language = 'en_US.UTF-8', fromSources = false }: Circumstances = {}): ChildProcess {
  const { YIDANG_PASSWORD: _own, LC_ALL: _all, LC_MESSAGES: _messages, ...environment } = process.env
  return spawn(process.execPath, [fromSources ? SOURCES : builtProgram('yidang'), ...args], {
    stdio: 'pipe', env: { ...environment, LANG: language, ...(password === null ? {} : { YIDANG_PASSWORD: password }) },
  })
}

export function yidang(args: readonly string[], circumstances: Circumstances = {}): Promise<Said> {
  const child = startYidang(args, circumstances)
  child.stdin?.end(circumstances.input ?? '')
  return ended(child)
}

/** What a program says from now on until it ends. */
export function ended(child: ChildProcess): Promise<Said> {
  const pieces = { out: '', err: '' }
  child.stdout?.setEncoding('utf8').on('data', (piece: string) => {
    pieces.out += piece
  })
  child.stderr?.setEncoding('utf8').on('data', (piece: string) => {
    pieces.err += piece
  })
  return new Promise((resolve, reject) => {
    child.once('error', reject)
    child.once('close', (code) => resolve({ code, ...pieces }))
  })
}
