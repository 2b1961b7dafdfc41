// Types (the completeness of both languages among them) and lint rules.
import { runInstalled } from './steps.ts'

/** True when both pass; each says itself what it found. */
export async function check(): Promise<boolean> {
  // What was found right the last time is remembered.
  const types = await runInstalled('typescript/bin/tsc', ['-p', '.', '--incremental', '--tsBuildInfoFile', 'dist/types.tsbuildinfo'])
  const rules = await runInstalled('oxlint/bin/oxlint', ['--report-unused-disable-directives'])
  return types === 0 && rules === 0
}

if (import.meta.main && !(await check())) process.exitCode = 1
