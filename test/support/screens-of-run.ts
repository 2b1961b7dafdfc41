// Builds the screens once per run where their sources are newer, so that nothing old is ever tested, and no file builds under the hands of
// another. As users get them: not for a test.
import { runProgram } from '../../scripts/steps.ts'

export async function setup(): Promise<void> {
  const { NODE_ENV: _, ...env } = process.env
  const work = "import { build } from './scripts/build.ts'; await build(['renderer'])"
  if ((await runProgram(process.execPath, ['--input-type=module', '--eval', work], { env })) !== 0) throw new Error('the screens do not build')
}
