// The browser shell as a program of its own, which can be killed: built, and started as `npm start` starts it.
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { PATIENCE } from './desk-browser.ts'
import { browserShell } from '../../scripts/browser.ts'
import { ROOT } from '../../scripts/steps.ts'

export type ShellChild = {
  url: string
  pid: number
  /** All that it has said so far, on both streams. */
  said(): Buffer
  /** Resolves when it is gone. */
  kill(signal: 'SIGTERM' | 'SIGKILL'): Promise<void>
}

/** `more`: further options of its command line. */
export async function startShellChild(archive: string, environment: NodeJS.ProcessEnv, more: readonly string[] = []): Promise<ShellChild> {
  const { program, args, env } = await browserShell(['--archive', archive, '--no-open', ...more], environment)
  const child = spawn(program, args, { cwd: ROOT, env, stdio: ['ignore', 'pipe', 'pipe'] })
  const exited = once(child, 'exit')
  const pieces: Buffer[] = []
  const said = () => Buffer.concat(pieces)
  const url = await new Promise<string>((resolve, reject) => {
    const refuse = () => reject(new Error(`the shell did not start: ${said().toString()}`))
    const timer = setTimeout(refuse, PATIENCE)
    child.once('exit', refuse)
    for (const stream of [child.stdout, child.stderr]) {
      stream.on('data', (piece: Buffer) => {
        pieces.push(piece)
        const address = /http:\/\/127\.0\.0\.1:\d+\/\?token=[\w-]+/.exec(said().toString())?.[0]
        if (address === undefined) return
        clearTimeout(timer)
        resolve(address)
      })
    }
  })
  return {
    url,
    pid: child.pid ?? 0,
    said,
    kill: async (signal) => {
      child.kill(signal)
      await exited
    },
  }
}
