// `npm test`: checks, builds, sees to the browser, and runs the tests. Arguments go on to Vitest: `npm test -- --project domain`.
import { build } from './build.ts'
import { check } from './check.ts'
import { prepareChromium } from './chromium.ts'
import { runInstalled, runProgram } from './steps.ts'

async function test(args: readonly string[]): Promise<number> {
  const [isRight] = await Promise.all([check(), build(['renderer', 'desktop', 'programs'])])
  if (!isRight) return 1
  if (!(await prepareChromium())) return 1
  // Loaded once in one thread, so that no thread of a test still has to strip types (run.mjs).
  await runProgram(process.execPath, ['--eval', "import('./electron/archive/engine.ts')"])
  return runInstalled('vitest/vitest.mjs', ['run', ...args])
}

process.exitCode = await test(process.argv.slice(2))
