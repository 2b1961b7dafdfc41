// Killed at random moments of a handover: no acknowledged line is lost, no record is half received (rule H3; DESIGN decision 1).
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { z } from 'zod'
import { verifyArchive } from '#archive/backup/run.ts'
import { LOGINS, makeArchive, PASSWORD, type TestArchive } from '#test/support/archive.ts'
import { killed, tell, times } from '#test/support/killed.ts'

const NOW = Date.parse('2026-03-11T10:00+08:00')
const KILLS = times(3, 60)
const BATCH = 12
/** As many as a desk hands over at most before it ends by itself: more than it comes to before the kill. */
const HANDOVERS = 3
const RECORDS = KILLS * HANDOVERS * BATCH

const saying = z.object({ acknowledged: z.array(z.object({ seq: z.number(), recordId: z.number() })).default([]) })

let archive: TestArchive
beforeAll(async () => {
  archive = await makeArchive({ startAt: NOW })
  for (let entered = 0; entered < RECORDS; entered += 1) await archive.enter('delivery')
  await archive.stop()
})
afterAll(() => archive.close())

/**
 * Runs the desk and kills it in its second handover, around the moment it is written: proving the passwords takes most of one,
 * so the first tells when that is. @returns what it had acknowledged by then.
 */
async function killedDesk(): Promise<{ seq: number; recordId: number }[]> {
  let beganAt: number | null = null
  let took: number | null = null
  const said = await killed('handover-child', [archive.folder, BATCH, HANDOVERS, NOW], saying, ({ acknowledged }, kill) => {
    if (acknowledged.length > 0) took ??= performance.now() - (beganAt ?? 0)
    else if (took === null) beganAt = performance.now()
    else kill(took * (0.7 + Math.random() * 0.5))
  })
  return said.flatMap(({ acknowledged }) => acknowledged)
}

describe('H3 a desk killed in the middle of a handover', () => {
  it(`H3 keeps every acknowledged line and no half record, ${KILLS} times`, async () => {
    const acknowledged: { seq: number; recordId: number }[] = []
    let unanswered = 0
    for (let kill = 0; kill < KILLS; kill += 1) {
      acknowledged.push(...await killedDesk())
      await archive.restart()
      const archivist = await archive.as(LOGINS.archivist)
      const { today } = await archivist.call('session.state', {})
      const { lines } = await archivist.call('book.day', { on: today })
      const recordOf = new Map(lines.map(({ seq, recordId }) => [seq, recordId]))
      for (const { seq, recordId } of acknowledged) expect(recordOf.get(seq)).toBe(recordId)
      // Whole handovers only: every batch is there with all its lines, or not at all.
      for (const together of Map.groupBy(lines, ({ handoverId }) => handoverId).values()) expect(together).toHaveLength(BATCH)
      for (const { papers, giver } of lines) {
        expect(papers).toHaveLength(12)
        expect(giver?.drawn?.strokes.length).toBeGreaterThan(0)
      }
      const { counts } = await archivist.call('record.list', { filter: 'outstanding', responsibleId: null, limit: 1 })
      expect(counts.outstanding).toBe(RECORDS - lines.length)
      unanswered = lines.length - acknowledged.length
      await archive.stop()
    }
    expect(acknowledged.length).toBeGreaterThanOrEqual(KILLS * BATCH)
    expect((await verifyArchive({ folder: archive.folder, password: { login: LOGINS.archivist, password: PASSWORD } }, null)).findings).toEqual([])
    tell('handover', { kills: KILLS, 'lines acknowledged and kept': acknowledged.length, 'lines of whole handovers that were not answered any more': unanswered })
  })
})
