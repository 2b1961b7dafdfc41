// Types (the completeness of both languages among them) and lint rules.
import { runInstalled } from './steps.ts'

/** True when both pass; each says itself what it found. Side by side: of several checkers of types each would read most of the program anew. */
export async function check(): Promise<boolean> {
  // What was found right the last time is remembered.
  const [types, rules] = await Promise.all([
    runInstalled('typescript/bin/tsc', ['-p', '.', '--checkers', '1', '--incremental', '--tsBuildInfoFile', 'dist/types.tsbuildinfo']),
    runInstalled('oxlint/bin/oxlint', ['--report-unused-disable-directives']),
  ])
  return types === 0 && rules === 0
}

if (import.meta.main && !(await check())) process.exitCode = 1
