// Killed at random moments while pages are put in: what was acknowledged is there, no row is without its file, and after the sweep no
// file without its row (rule H4; DESIGN decision 4).
import { existsSync, readdirSync } from 'node:fs'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { z } from 'zod'
import { verifyArchive } from '#archive/backup/run.ts'
import { placesIn } from '#archive/places.ts'
import { LOGINS, makeArchive, PASSWORD, type Entry, type TestArchive } from '#test/support/archive.ts'
import { killed, tell, times } from '#test/support/killed.ts'
import { until } from '#test/support/scans.ts'
import { readingIn, vaultProblems, type AtRest } from '#test/support/vault.ts'

const NOW = Date.parse('2026-03-11T10:00+08:00')
const KILLS = times(3, 60)

const saying = z.object({ began: z.number().optional(), acknowledged: z.array(z.number()).default([]) })

let archive: TestArchive
let entry: Entry
beforeAll(async () => {
  archive = await makeArchive({ startAt: NOW })
  entry = await archive.enter('delivery')
  await archive.stop()
})
afterAll(() => archive.close())

/** Runs the desk and kills it some time after a few pages. @returns the scans it had acknowledged by then. */
async function killedDesk(round: number): Promise<number[]> {
  const pages = 1 + Math.floor(Math.random() * 4)
  let latest = performance.now()
  let took = 0
  const said = await killed('attach-child', [archive.folder, entry.recordId, NOW, round], saying, ({ began, acknowledged }, kill) => {
    if (acknowledged.length > 0) took = performance.now() - latest
    if (began !== undefined) latest = performance.now()
    if (began === pages) kill(took * Math.random() * 1.2)
  })
  return said.flatMap(({ acknowledged }) => acknowledged)
}

async function problemsOf(at: AtRest): Promise<string[]> {
  const unused = at.db.get(
    `SELECT count(*) AS n FROM attachment WHERE id NOT IN (SELECT attachment_id FROM scan)
       AND id NOT IN (SELECT thumbnail_id FROM scan WHERE thumbnail_id IS NOT NULL)`, [], (row) => row.int('n'),
  )
  return [...await vaultProblems(at), ...unused === 0 ? [] : [`${unused} rows that nothing refers to`]]
}

const withoutPicture = ({ db }: AtRest): number | null => db.get('SELECT count(*) AS n FROM scan WHERE thumbnail_id IS NULL', [], (row) => row.int('n'))

describe('H4 a desk killed in the middle of putting in pages', () => {
  it(`H4 keeps every acknowledged page with its file and leaves nothing else, ${KILLS} times`, async () => {
    const { staging } = placesIn(archive.folder)
    const acknowledged: number[] = []
    let leftBehind = 0
    let landed = 0
    for (let kill = 0; kill < KILLS; kill += 1) {
      acknowledged.push(...await killedDesk(kill))
      leftBehind += existsSync(staging) && readdirSync(staging).length > 0 ? 1 : 0
      await archive.restart()
      const { scans } = await (await archive.as(LOGINS.archivist)).call('scan.list', { recordId: entry.recordId })
      const ids = scans.map(({ id }) => Number(id))
      // In the order in which they were put in, and at most the one that was under way besides.
      expect(ids.filter((id) => acknowledged.includes(id))).toEqual(acknowledged)
      expect(ids.length - acknowledged.length).toBeLessThanOrEqual(landed + 1)
      landed = ids.length - acknowledged.length
      // Small pictures are made in the end, however often that was broken off.
      if (kill === KILLS - 1) await until(() => readingIn(archive.folder, withoutPicture), (count) => count === 0)
      await archive.stop()
      expect(await readingIn(archive.folder, problemsOf)).toEqual([])
      expect(readdirSync(staging)).toEqual([])
    }
    expect(acknowledged.length).toBeGreaterThanOrEqual(KILLS)
    expect((await verifyArchive({ folder: archive.folder, password: { login: LOGINS.archivist, password: PASSWORD } }, null)).findings).toEqual([])
    tell('attaching', {
      kills: KILLS, 'pages acknowledged and kept': acknowledged.length, 'times something was left staged and swept': leftBehind,
      'pages whole in the archive before they could be acknowledged': landed,
    })
  })
})
