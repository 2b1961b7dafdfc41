// Killed while an archive of an earlier program is brought up to date: the next start does it, nothing is lost, and the database as the earlier program
// left it is kept (rule A2).
import { cpSync, readdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { z } from 'zod'
import { listPoints } from '#archive/backup/points.ts'
import { restorePoint } from '#archive/backup/restore.ts'
import { verifyArchive } from '#archive/backup/run.ts'
import { startHost } from '#archive/host.ts'
import { LOGINS, PASSWORD, signIn, temporaryFolder } from '#test/support/archive.ts'
import { killed, tell, times } from '#test/support/killed.ts'

const FORMAT_1 = new URL('../fixtures/backup-format-1', import.meta.url).pathname
const KILLS = times(1, 40)

const root = temporaryFolder()
const older = join(root, 'older')

beforeAll(async () => {
  const place = join(root, 'backup')
  cpSync(FORMAT_1, place, { recursive: true })
  const [point] = await listPoints(place)
  await restorePoint(place, point?.id ?? '', older, { at: () => undefined, check: () => undefined })
})
afterAll(() => {
  rmSync(root, { recursive: true, force: true })
})

describe('A2 a program killed while it brings an archive up to date', () => {
  it(`A2 leaves it old or new and whole, and the next start has it new, ${KILLS} times`, async () => {
    let opened = 0
    let took = 0
    for (let kill = 0; kill <= KILLS; kill += 1) {
      const folder = join(root, String(kill))
      cpSync(older, folder, { recursive: true })
      let since = 0
      // The first is not killed: it tells how long it takes.
      await killed('migration-child', [folder], z.object({ said: z.enum(['begun', 'opened']) }), ({ said }, end) => {
        if (said === 'opened') {
          took ||= performance.now() - since
          opened += 1
          return
        }
        since = performance.now()
        if (took > 0) end(took * (0.3 + Math.random() * 0.8))
      })
      const host = await startHost({ folder, program: 'next', startAt: null })
      const archivist = await signIn(host, LOGINS.archivist)
      expect((await archivist.call('record.list', { filter: 'outstanding', responsibleId: null, limit: 10 })).records).toBeDefined()
      await host.close()
      expect(readdirSync(folder).filter((name) => name.startsWith('archive.db.schema-'))).toEqual(['archive.db.schema-150'])
      expect((await verifyArchive({ folder, password: { login: LOGINS.archivist, password: PASSWORD } }, null)).findings).toEqual([])
      rmSync(folder, { recursive: true })
    }
    tell('migration', { kills: KILLS, 'of them after it had been opened': opened - 1 })
  })
})
