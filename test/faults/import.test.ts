// Killed while a list is entered: nothing of it is there, or all of it, and brought in again it enters what is missing (rule H8; DESIGN
// decision 3).
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { z } from 'zod'
import { verifyArchive } from '#archive/backup/run.ts'
import { LOGINS, makeArchive, PASSWORD, type TestArchive } from '#test/support/archive.ts'
import { killed, tell, times } from '#test/support/killed.ts'
import { deliveries, DELIVERY_HEADINGS, openList, runList, xlsxOf } from '#test/support/lists.ts'

const NOW = Date.parse('2026-03-11T10:00+08:00')
const LINES = times(150, 300)
/** How far it is when it is killed: among the records, among the index, around its end; at length, anywhere. */
const KILLED_AT = times([0.4, 0.8, 0.97], Array.from({ length: 40 }, () => 0.2 + Math.random() * 0.8))

const saying = z.object({ progress: z.number(), state: z.enum(['running', 'done', 'failed', 'cancelled']) })

let archive: TestArchive
let file: string
beforeAll(async () => {
  archive = await makeArchive({ startAt: NOW })
  await archive.stop()
  file = join(archive.folder, '..', 'list.xlsx')
})
afterAll(() => archive.close())

describe('H8 a desk killed while it enters a list', () => {
  it(`H8 leaves nothing of it or all of it, ${KILLED_AT.length} times`, async () => {
    let whole = 0
    for (const [kill, at] of KILLED_AT.entries()) {
      const first = kill * LINES + 1
      const bytes = xlsxOf([DELIVERY_HEADINGS, ...deliveries(first, first + LINES - 1)])
      writeFileSync(file, bytes)
      const said = await killed('import-child', [archive.folder, file, NOW], saying, ({ progress }, end) => {
        if (progress >= at) end()
      })
      await archive.restart()
      const archivist = await archive.as(LOGINS.archivist)
      const { counts: { outstanding } } = await archivist.call('record.list', { filter: 'outstanding', responsibleId: null, limit: 1 })
      const landed = outstanding - kill * LINES
      expect(said.some(({ state }) => state === 'done') ? [LINES] : [0, LINES]).toContain(landed)
      expect(await runList(archivist, 'import.commit', await openList(archivist, 'deliveries', bytes))).toMatchObject({ records: LINES - landed, already: landed, wrong: 0 })
      whole += landed / LINES
      await archive.stop()
      expect((await verifyArchive({ folder: archive.folder, password: { login: LOGINS.archivist, password: PASSWORD } }, null)).findings).toEqual([])
    }
    tell('import', { kills: KILLED_AT.length, 'lists there whole after the kill': whole, 'lines entered once each': KILLED_AT.length * LINES })
  })
})
