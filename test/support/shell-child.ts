// The browser shell as a program of its own, which can be killed.
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { PATIENCE } from './desk-browser.ts'
import { ROOT } from '../../scripts/steps.ts'

export type ShellChild = {
  url: string
  /** All that it has said so far, on both streams. */
  said(): Buffer
  /** Resolves when it is gone. */
  kill(signal: 'SIGTERM' | 'SIGKILL'): Promise<void>
}

export async function startShellChild(archive: string, env: NodeJS.ProcessEnv): Promise<ShellChild> {
  const child = spawn(process.execPath, ['electron/browser/main.ts', '--archive', archive, '--no-open'], { cwd: ROOT, env, stdio: ['ignore', 'pipe', 'pipe'] })
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
    said,
    kill: async (signal) => {
      child.kill(signal)
      await exited
    },
  }
}
