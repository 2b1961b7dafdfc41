// Killed while a list is entered: nothing of it is there, or all of it, and brought in again it enters what is missing (rule H8; DESIGN
// decision 3).
import { spawn } from 'node:child_process'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { z } from 'zod'
import { builtProgram } from '../../scripts/build.ts'
import { finished, LOGINS, makeArchive, type TestArchive } from '#test/support/archive.ts'
import { deliveries, DELIVERY_HEADINGS, openList, runList, xlsxOf } from '#test/support/lists.ts'

const NOW = Date.parse('2026-03-11T09:00:00+08:00')
const LINES = 300
/** How far it is when it is killed: among the records, among the index, around its end. */
const KILLED_AT = [0.4, 0.8, 0.97]

const saidSchema = z.object({ progress: z.number(), state: z.enum(['running', 'done', 'failed', 'cancelled']) })

let archive: TestArchive
let file: string
beforeAll(async () => {
  archive = await makeArchive({ startAt: NOW })
  await archive.stop()
  file = join(archive.folder, '..', 'list.xlsx')
})
afterAll(() => archive.close())

/** @returns whether it had been answered by then. */
function killedDesk(at: number): Promise<boolean> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [builtProgram('import-child'), archive.folder, file, String(NOW)], {
      stdio: ['ignore', 'pipe', 'inherit'],
    })
    let answered = false
    createInterface({ input: child.stdout }).on('line', (line) => {
      const { progress, state } = saidSchema.parse(JSON.parse(line))
      if (state === 'done') answered = true
      if (progress >= at) child.kill('SIGKILL')
    })
    child.on('error', reject)
    child.on('close', () => resolve(answered))
  })
}

describe('H8 a desk killed while it enters a list', () => {
  it(`H8 leaves nothing of it or all of it, ${KILLED_AT.length} times`, async () => {
    let present = 0
    for (const [kill, at] of KILLED_AT.entries()) {
      const first = kill * LINES + 1
      const bytes = xlsxOf([DELIVERY_HEADINGS, ...deliveries(first, first + LINES - 1)])
      writeFileSync(file, bytes)
      const answered = await killedDesk(at)
      await archive.restart()
      const archivist = await archive.as(LOGINS.archivist)
      const { counts: { outstanding } } = await archivist.call('record.list', { filter: 'outstanding', responsibleId: null, limit: 1 })
      const landed = outstanding - present
      expect(answered ? [LINES] : [0, LINES]).toContain(landed)
      expect(await runList(archivist, 'import.commit', await openList(archivist, 'deliveries', bytes))).toMatchObject({ records: LINES - landed, already: landed, wrong: 0 })
      present += LINES
      expect((await finished(archivist, (await archivist.call('archive.verify', {})).taskId)).verify?.findings).toEqual([])
      await archive.stop()
    }
  })
})
