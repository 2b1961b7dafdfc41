// The machine's clock set forward or back (rule A3; DESIGN decision 10): work goes on, nothing is taken for forged, and no day is signed that has not come.
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { verifyArchive } from '#archive/backup/run.ts'
import { LOGINS, makeArchive, PASSWORD, type TestArchive } from '#test/support/archive.ts'

const clock = { startAt: Date.parse('2026-03-11T10:00+08:00') }

let archive: TestArchive
beforeAll(async () => {
  archive = await makeArchive(clock)
})
afterAll(() => archive.close())

const wholeDay = async () => {
  const { recordId } = await archive.enter('delivery')
  await archive.handOver([recordId])
}

describe('the clock', () => {
  it.each([
    ['a day ahead, then right again', ['2026-03-12T10:00+08:00', '2026-03-11T11:00+08:00']],
    ['back a year, then right again', ['2025-03-11T10:00+08:00', '2026-03-11T12:00+08:00']],
  ])('A3 %s: records are entered and received, and verification finds nothing', async (_what, moments) => {
    await wholeDay()
    for (const moment of moments) {
      clock.startAt = Date.parse(moment)
      await archive.restart()
      await wholeDay()
    }
    await archive.stop()
    expect((await verifyArchive({ folder: archive.folder, password: { login: LOGINS.archivist, password: PASSWORD } }, null)).findings).toEqual([])
    await archive.restart()
  })
})
