// A program of the tests that is killed while it works, as a pulled plug would.
import { spawn } from 'node:child_process'
import { createInterface } from 'node:readline'
import { builtProgram, type Program } from '../../scripts/build.ts'

/** How often it is done: `npm run faults` does it at length. */
export const times = (quick: number, long: number): number => (process.env['YIDANG_LONG'] === '1' ? long : quick)

/** Runs it until it ends or is killed. `hear`: each line of JSON that it says, and what kills it, so many milliseconds later. */
export function killed(program: Program, args: readonly string[], hear: (said: unknown, kill: (after: number) => void) => void): Promise<void> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [builtProgram(program), ...args], { stdio: ['ignore', 'pipe', 'inherit'] })
    createInterface({ input: child.stdout }).on('line', (line) => hear(JSON.parse(line), (after) => setTimeout(() => child.kill('SIGKILL'), after)))
    child.on('error', reject)
    child.on('close', () => resolve())
  })
}
