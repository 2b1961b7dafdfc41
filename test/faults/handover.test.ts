// Killed at random moments of a handover: no acknowledged line is lost, no record is half received (rule H3; DESIGN decision 1).
import { spawn } from 'node:child_process'
import { createInterface } from 'node:readline'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { z } from 'zod'
import { builtProgram } from '../../scripts/build.ts'
import { finished, LOGINS, makeArchive, type TestArchive } from '#test/support/archive.ts'

const NOW = Date.parse('2026-03-11T10:00+08:00')
const KILLS = 6
const BATCH = 12
/** As many as a desk hands over at most before it ends by itself: more than it comes to before the kill. */
const HANDOVERS = 5
const RECORDS = KILLS * HANDOVERS * BATCH

const saidSchema = z.object({ acknowledged: z.array(z.object({ seq: z.number(), recordId: z.number() })).optional() })

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
function killedDesk(): Promise<{ seq: number; recordId: number }[]> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [builtProgram('handover-child'), archive.folder, String(BATCH), String(HANDOVERS), String(NOW)], {
      stdio: ['ignore', 'pipe', 'inherit'],
    })
    const acknowledged: { seq: number; recordId: number }[] = []
    let beganAt: number | null = null
    let took: number | null = null
    createInterface({ input: child.stdout }).on('line', (line) => {
      const said = saidSchema.parse(JSON.parse(line))
      if (said.acknowledged) {
        acknowledged.push(...said.acknowledged)
        took ??= performance.now() - (beganAt ?? 0)
      } else if (took === null) {
        beganAt = performance.now()
      } else {
        setTimeout(() => child.kill('SIGKILL'), took * (0.7 + Math.random() * 0.5))
      }
    })
    child.on('error', reject)
    child.on('close', () => resolve(acknowledged))
  })
}

describe('H3 a desk killed in the middle of a handover', () => {
  it(`H3 keeps every acknowledged line and no half record, ${KILLS} times`, async () => {
    const acknowledged: { seq: number; recordId: number }[] = []
    let landed = 0
    for (let kill = 0; kill < KILLS; kill += 1) {
      acknowledged.push(...await killedDesk())
      await archive.restart()
      const archivist = await archive.as(LOGINS.archivist)
      const { today } = await archivist.call('session.state', {})
      const day = await archivist.call('book.day', { on: today })
      const lines = new Map(day.lines.map((line) => [line.seq, line]))
      for (const line of acknowledged) expect(lines.get(line.seq)?.recordId).toBe(line.recordId)
      // Whole handovers only: every batch is there with all its lines, or not at all.
      for (const together of Map.groupBy(day.lines, (line) => line.handoverId).values()) expect(together).toHaveLength(BATCH)
      for (const line of day.lines) {
        expect(line.papers).toHaveLength(12)
        expect(line.giver?.drawn?.strokes.length).toBeGreaterThan(0)
      }
      const outstanding = await archivist.call('record.list', { filter: 'outstanding', responsibleId: null, limit: 500 })
      expect(outstanding.counts.outstanding).toBe(RECORDS - day.lines.length)
      landed += day.lines.length > acknowledged.length ? 1 : 0
      await archive.stop()
    }
    expect(acknowledged.length).toBeGreaterThanOrEqual(KILLS * BATCH)
    await archive.restart()
    const archivist = await archive.as(LOGINS.archivist)
    const { taskId } = await archivist.call('archive.verify', {})
    expect((await finished(archivist, taskId)).verify?.findings).toEqual([])
    process.stdout.write(`killed ${KILLS} times: ${acknowledged.length} lines acknowledged and kept; ${landed} times a handover had landed whole before it could be acknowledged\n`)
  })
})
