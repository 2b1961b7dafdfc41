// Killed while a complete export is made (rules S4, A3, R4): nothing half made is taken for whole, nothing of it lies anywhere but where it is made, the
// request says at the next start how it stands, and made again to the same place what was left goes.
import { createHash } from 'node:crypto'
import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { z } from 'zod'
import { verifyArchive } from '#archive/backup/run.ts'
import { MARKER } from '#archive/export/tree.ts'
import { startHost } from '#archive/host.ts'
import type { Id } from '#shared/domain/id.ts'
import { finished, LOGINS, makeArchive, PASSWORD, signIn, temporaryFolder, type TestArchive } from '#test/support/archive.ts'
import { searchFor } from '#test/support/byte-search.ts'
import { killed, tell, times } from '#test/support/killed.ts'
import { customerOf } from '#test/support/samples.ts'
import { attachScan, noise, pngPage } from '#test/support/scans.ts'

const NOW = Date.parse('2026-03-11T10:00+08:00')
const KILLS = times(3, 60)
const DOSSIERS = times(12, 60)
/** Pages, scans, lists and what lies beside them. */
const FILES = DOSSIERS * 1.5 + 11
const OWNER = '欧阳导出甲'
const PICTURE = noise(64, 'exported')

const saying = z.object({ said: z.enum(['begun', 'done', 'failed']) })

const root = temporaryFolder()
let archive: TestArchive
let request: Id<'exportRequest'>

beforeAll(async () => {
  archive = await makeArchive({ startAt: NOW })
  const archivist = await archive.as(LOGINS.archivist)
  for (let dossier = 0; dossier < DOSSIERS; dossier += 1) {
    const { recordId } = await archive.enter('delivery', { customer: { ...customerOf(dossier + 1), name: OWNER } })
    if (dossier % 2 === 0) await attachScan(archivist, Buffer.concat([pngPage(String(dossier), { width: 600, height: 400 }), PICTURE]), { recordId, code: 'greenCard' })
  }
  const asked = { level: 'confidential' as const, purpose: '审计', recipient: '会计师事务所' }
  ;({ id: request } = await (await archive.as(LOGINS.customerDirector)).call('export.request', asked))
  await (await archive.as(LOGINS.generalManager)).call('export.approve', { id: request, remark: '' })
  await archive.stop()
})
afterAll(async () => {
  await archive.close()
  rmSync(root, { recursive: true, force: true })
})

const filesIn = (folder: string): string[] => (
  existsSync(folder) ? readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile()).map(({ parentPath, name }) => join(parentPath, name)) : []
)

/** As `sha256sum -c` finds it: every file named and none besides. */
function isWhole(folder: string): boolean {
  const list = join(folder, 'SHA256SUMS.txt')
  if (!existsSync(list)) return false
  const named = readFileSync(list, 'utf8').split('\n').filter((line) => line !== '').map((line) => [line.slice(0, 64), join(folder, line.slice(66))] as const)
  return named.length === filesIn(folder).length - 1 && named.every(([hash, file]) => existsSync(file) && createHash('sha256').update(readFileSync(file)).digest('hex') === hash)
}

const searchPlain = searchFor([{ what: 'an owner', text: OWNER }, { what: 'a scan', bytes: PICTURE }])

describe('S4 A3 a desk killed while it makes a complete export', () => {
  it(`S4 A3 leaves nothing that passes for whole, and the request as it is, ${KILLS} times`, async () => {
    const seen = { made: 0, left: 0, bytes: 0, named: 0 }
    for (let kill = 0; kill < KILLS; kill += 1) {
      const here = join(root, String(kill))
      const [folder, scratch, outside] = [join(here, 'archive'), join(here, 'scratch'), join(here, 'stick')]
      for (const each of [scratch, outside]) mkdirSync(each, { recursive: true })
      cpSync(archive.folder, folder, { recursive: true })
      const to = join(outside, 'export')
      // Once so many files are there; every third time once it has its name.
      const until = Math.ceil(Math.random() * FILES)
      let looking: NodeJS.Timeout | undefined
      const said = await killed('export-child', [folder, request, to, scratch, NOW], saying, (line, end) => {
        if (line.said === 'begun') looking = setInterval(() => {
          if (existsSync(to) || (kill % 3 !== 2 && filesIn(outside).length >= until)) end()
        }, 1)
      })
      clearInterval(looking)
      const acknowledged = said.some((line) => line.said === 'done')
      const left = readdirSync(outside)
      // In one place at a time, and it says of itself that it is not finished; whole without saying so it is only where that was entered (below).
      expect(left.length).toBeLessThanOrEqual(1)
      expect(['export', 'export.incomplete']).toEqual(expect.arrayContaining(left))
      const lying = join(outside, left[0] ?? 'nothing')
      const says = existsSync(join(lying, MARKER)) || filesIn(lying).length === 0
      expect(says || (left[0] === 'export' && isWhole(lying))).toBe(true)
      // Nothing in the clear beside it: not in the archive, not among temporary files.
      expect([...filesIn(folder), ...filesIn(scratch)].flatMap((file) => searchPlain(readFileSync(file)))).toEqual([])

      const host = await startHost({ folder, program: 'next', startAt: NOW })
      const director = await signIn(host, LOGINS.customerDirector)
      const [stands] = (await director.call('export.list', { limit: 1 })).requests
      const isMade = stands?.state === 'made'
      expect(isMade || (says && !acknowledged)).toBe(true)
      // Broken off with its folder named; or it had not come to that yet.
      const making = left.length === 0 ? stands?.making : { state: 'brokenOff', folder: to }
      expect(stands).toMatchObject(isMade ? { making: null, made: { folder: to } } : { state: 'approved', made: null, making })
      seen.named += !isMade && stands?.making?.state === 'brokenOff' ? 1 : 0
      seen.left += isMade ? 0 : left.length
      if (!isMade) await finished(director, (await director.call('export.make', { id: request, folder: to, language: 'zh-CN', password: PASSWORD })).taskId)
      // Killed between its entry and that, it lies there still.
      rmSync(join(to, MARKER), { force: true })
      expect([(await director.call('export.list', { limit: 1 })).requests[0]?.state, readdirSync(outside), isWhole(to)]).toEqual(['made', ['export'], true])
      seen.made += isMade ? 1 : 0
      seen.bytes += filesIn(to).reduce((sum, file) => sum + readFileSync(file).length, 0)
      await host.close()
      expect((await verifyArchive({ folder, password: { login: LOGINS.archivist, password: PASSWORD } }, null)).findings).toEqual([])
      rmSync(here, { recursive: true })
    }
    tell('export', {
      kills: KILLS, 'times it had been made by then': seen.made, 'times broken off and named at the next start': seen.named,
      'folders left that said so, and cleared': seen.left, 'bytes exported whole in the end': seen.bytes,
    })
  })
})
