// A program of the tests that is killed while it works, as a pulled plug would.
import { spawn } from 'node:child_process'
import { createInterface } from 'node:readline'
import type { z } from 'zod'
import { builtProgram, type Program } from '../../scripts/build.ts'

/** How much is done, how often for the most part: `npm run faults` does it at length. */
export const times = <T>(quick: T, long: T): T => (process.env['YIDANG_LONG'] === '1' ? long : quick)

/**
 * Runs it until it ends or is killed. `saying`: what a line of JSON says; `hear`: each as it comes, and what kills it, so many milliseconds later.
 * @returns all that it said.
 */
export function killed<S extends z.ZodType>(
  program: Program, args: readonly (string | number)[], saying: S, hear: (said: z.output<S>, kill: (after?: number) => void) => void,
): Promise<z.output<S>[]> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [builtProgram(program), ...args.map(String)], { stdio: ['ignore', 'pipe', 'inherit'] })
    const all: z.output<S>[] = []
    createInterface({ input: child.stdout }).on('line', (line) => {
      const said = saying.parse(JSON.parse(line))
      all.push(said)
      hear(said, (after = 0) => setTimeout(() => child.kill('SIGKILL'), after))
    })
    child.on('error', reject)
    child.on('close', () => resolve(all))
  })
}

/** Says what a test of faults came to: of what how many. */
export function tell(what: string, counts: Readonly<Record<string, number>>): void {
  process.stdout.write(`${what}: ${Object.entries(counts).map(([noun, count]) => `${count} ${noun}`).join(', ')}\n`)
}
