// Killed while one dossier is fetched from a backup (rules A2, S4): what was acknowledged is whole, what was not is named as unfinished and made again there, the
// copy in `staging/` is swept at the next start, and the archive and its trail are what they were.
import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { z } from 'zod'
import { verifyArchive } from '#archive/backup/run.ts'
import { placesIn } from '#archive/places.ts'
import { finished, LOGINS, makeArchive, PASSWORD, temporaryFolder, type TestArchive } from '#test/support/archive.ts'
import { killed, tell, times } from '#test/support/killed.ts'
import { attachScan, pngPage } from '#test/support/scans.ts'

const saying = z.object({ begun: z.string().optional(), made: z.string().optional() })
const KILLS = times(2, 30)

const root = temporaryFolder()
const backup = join(root, 'backup')
let archive: TestArchive
let point: string
let dossier: string

beforeAll(async () => {
  archive = await makeArchive()
  const entry = await archive.enter('delivery')
  await archive.handOver([entry.recordId])
  const archivist = await archive.as(LOGINS.archivist)
  for (const code of ['greenCard', 'salesContract']) {
    await attachScan(archivist, pngPage(code, { width: 1200, height: 1600 }), { recordId: entry.recordId, code })
  }
  dossier = entry.dossierNumber
  point = (await finished(archivist, (await archivist.call('backup.run', { folder: backup })).taskId)).backup?.id ?? ''
  await archive.stop()
})
afterAll(async () => {
  await archive.close()
  rmSync(root, { recursive: true, force: true })
})

/** Every file that its list names, with the hash that the list says. */
function expectWhole(folder: string): void {
  for (const line of readFileSync(join(folder, 'SHA256SUMS.txt'), 'utf8').trimEnd().split('\n')) {
    expect(createHash('sha256').update(readFileSync(join(folder, line.slice(66)))).digest('hex')).toBe(line.slice(0, 64))
  }
}

describe('A2 a desk killed while it fetches a dossier', () => {
  it(`A2 leaves what was acknowledged whole, and of the rest nothing that looks whole, ${KILLS} times`, async () => {
    let made = 0
    let unfinished = 0
    for (let kill = 0; kill < KILLS; kill += 1) {
      const to = join(root, String(kill))
      mkdirSync(to)
      let [begun, took] = [0, 0]
      const said = await killed('fetch-child', [archive.folder, backup, point, dossier, to], saying, (line, end) => {
        if (line.made !== undefined) took = performance.now() - begun
        else if (took > 0) end(took * Math.random() * 1.1)
        begun = performance.now()
      })
      const acknowledged = said.flatMap((line) => line.made ?? [])
      const there = readdirSync(to)
      for (const folder of acknowledged) expect(existsSync(folder)).toBe(true)
      for (const name of there.filter((each) => !each.endsWith('.incomplete'))) expectWhole(join(to, name))
      made += acknowledged.length
      const left = there.filter((each) => each.endsWith('.incomplete'))
      unfinished += left.length
      await archive.restart()
      const manager = await archive.as(LOGINS.generalManager)
      expect(readdirSync(placesIn(archive.folder).staging)).toEqual([])
      // Where it was broken off, or elsewhere.
      const folder = join(to, left[0]?.replace(/\.incomplete$/, '') ?? 'again')
      const asked = { backup, id: point, dossier, purpose: '核对', folder, language: 'zh-CN', password: PASSWORD, approverLogin: null, approverPassword: '' } as const
      expect(await finished(manager, (await manager.call('dossier.fetch', asked)).taskId)).toMatchObject({ state: 'done', fetched: { scans: 2 } })
      expectWhole(folder)
      expect(readdirSync(to).filter((each) => each.endsWith('.incomplete'))).toEqual([])
      await archive.stop()
    }
    expect((await verifyArchive({ folder: archive.folder, password: { login: LOGINS.archivist, password: PASSWORD } }, null)).findings).toEqual([])
    tell('fetching a dossier', { kills: KILLS, 'dossiers fetched whole': made, 'left unfinished and made again': unfinished })
  })
})
