// Runs the programs that the steps are made of.
import { spawn, type SpawnOptions } from 'node:child_process'
import { fileURLToPath } from 'node:url'

export const ROOT = fileURLToPath(new URL('..', import.meta.url))

/** A file of an installed package. */
export function installed(path: string): string {
  return fileURLToPath(new URL(`../node_modules/${path}`, import.meta.url))
}

const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const

/** Runs a program to its end, showing what it says. @returns its exit code; 1 when it could not run or was killed. */
export function runProgram(program: string, args: readonly string[], options: SpawnOptions = {}): Promise<number> {
  return new Promise((resolve) => {
    const child = spawn(program, args, { cwd: ROOT, stdio: 'inherit', ...options })
    const forward = (signal: NodeJS.Signals) => child.kill(signal)
    for (const signal of SIGNALS) process.on(signal, forward)
    const done = (code: number) => {
      for (const signal of SIGNALS) process.off(signal, forward)
      resolve(code)
    }
    child.once('error', () => done(1))
    child.once('exit', (code) => done(code ?? 1))
  })
}

/** Runs a JavaScript file of an installed package under this Node. */
export function runInstalled(path: string, args: readonly string[]): Promise<number> {
  return runProgram(process.execPath, [installed(path), ...args])
}
