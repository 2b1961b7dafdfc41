// Where a run of the tests keeps the archives it makes once and copies (archive.ts).
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

export function setup(): () => void {
  const folder = mkdtempSync(join(tmpdir(), 'yidang-test-archives-'))
  process.env['YIDANG_TEST_ARCHIVES'] = folder
  return () => rmSync(folder, { recursive: true, force: true })
}
