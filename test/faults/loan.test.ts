// Killed while folders are lent and taken back: what was acknowledged stands, what was not stands whole or not at all, and the desk goes on from there
// (rules L1 to L3; DESIGN decision 1).
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { z } from 'zod'
import { verifyArchive } from '#archive/backup/run.ts'
import { toId } from '#shared/domain/id.ts'
import { LOAN_STATES } from '#shared/domain/loan.ts'
import { LOGINS, makeArchive, PASSWORD, type Entry, type TestArchive } from '#test/support/archive.ts'
import { killed, tell, times } from '#test/support/killed.ts'
import { loansIn } from '#test/support/loans.ts'

const NOW = Date.parse('2026-03-11T10:00+08:00')
const KILLS = times(2, 60)
/** The way of a loan here. */
const WAY = ['requested', 'approved', 'out', 'returned']

const saying = z.object({ loan: z.number(), state: z.enum(LOAN_STATES) })

let archive: TestArchive
let entry: Entry
beforeAll(async () => {
  archive = await makeArchive({ startAt: NOW })
  entry = await archive.enter('delivery')
  await archive.stop()
})
afterAll(() => archive.close())

describe('L3 a desk killed in the middle of lending', () => {
  it(`L3 keeps every acknowledged act with its signatures, and no half act, ${KILLS} times`, async () => {
    let acknowledged = 0
    let ahead = 0
    for (let kill = 0; kill < KILLS; kill += 1) {
      const reached = new Map<number, number>()
      let heard = 0
      let since = performance.now()
      const until = 5 + Math.floor(Math.random() * 4)
      await killed('loan-child', [archive.folder, entry.dossierNumber, NOW], saying, ({ loan, state }, end) => {
        reached.set(loan, WAY.indexOf(state))
        heard += 1
        if (heard === until) end((performance.now() - since) * Math.random() * 1.2)
        since = performance.now()
      })
      acknowledged += heard
      await archive.restart()
      const loans = loansIn(archive)
      for (const [loan, at] of reached) {
        const { state, out, back } = await loans.get(toId<'loan'>(loan))
        const stands = WAY.indexOf(state)
        expect(stands === at || stands === at + 1).toBe(true)
        ahead += stands - at
        // Each hand-over of the folder has both signatures.
        const signed = [out, back].filter((hands) => (hands?.borrower?.drawn?.strokes.length ?? 0) > 0 && (hands?.keeper.drawn?.strokes.length ?? 0) > 0)
        expect(signed).toHaveLength(Math.max(0, stands - 1))
      }
      // Whatever was open is brought to its end, and the folder can be lent again.
      const sales = await archive.as(LOGINS.salesConsultant)
      const { open } = await sales.call('loan.ofDossier', { dossierId: entry.dossierId })
      if (open?.state === 'out') await loans.giveBack(open.id)
      else if (open) await sales.call('loan.withdraw', { id: open.id, remark: '' })
      await archive.stop()
    }
    expect((await verifyArchive({ folder: archive.folder, password: { login: LOGINS.archivist, password: PASSWORD } }, null)).findings).toEqual([])
    tell('loan', { kills: KILLS, 'acts acknowledged and kept': acknowledged, 'landed whole before they could be acknowledged': ahead })
  })
})
