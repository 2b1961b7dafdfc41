// Stock-taking: its steps, what the count and the register differ by, when paper is to be looked at again (rules C1, C7).
import { describe, expect, it } from 'vitest'
import { toId, type Id } from '#shared/domain/id.ts'
import { localDate } from '#shared/domain/local-date.ts'
import {
  actProblem, DIFFERENCE_KINDS, differencesOf, inspectionDueOn, inspectionProblem, isInspectionDue, isOpen, lastInspected, needsRemark, OUTCOMES, overlaps,
  settlementsOf, STOCKTAKING_ACTS, STOCKTAKING_STATES, STOCKTAKING_STEPS, type Expected, type Found, type Present, type StocktakingState,
} from '#shared/domain/stocktaking.ts'
import { makeRandom } from '../../electron/cli/demo/random.ts'

const DONE = { unsettled: 0, settled: 0, notInspected: 0 }

describe('C7 what can be done with a stock-taking', () => {
  it('C7 every step leads to a state there is; what is closed or abandoned stays so', () => {
    const table = STOCKTAKING_STATES.map((state) => [state, STOCKTAKING_ACTS.filter((act) => STOCKTAKING_STEPS[state][act] !== undefined)])
    expect(Object.fromEntries(table)).toEqual({ counting: ['finish', 'abandon'], settling: ['countOn', 'close', 'abandon'], closed: [], abandoned: [] })
    expect(STOCKTAKING_STEPS.settling.countOn).toBe('counting')
    expect(STOCKTAKING_STATES.filter(isOpen)).toEqual(['counting', 'settling'])
  })

  it('C7 is closed only when every difference is settled and every shelf was looked at', () => {
    expect(actProblem('settling', 'close', DONE)).toBe(null)
    expect(actProblem('settling', 'close', { ...DONE, settled: 7 })).toBe(null)
    expect(actProblem('settling', 'close', { ...DONE, unsettled: 1 })).toBe('stocktaking.unsettled')
    expect(actProblem('settling', 'close', { ...DONE, notInspected: 1 })).toBe('stocktaking.notInspected')
    expect(actProblem('counting', 'close', DONE)).toBe('stocktaking.cannot')
  })

  it('C7 counting goes on only while nothing of the difference is settled', () => {
    expect(actProblem('settling', 'countOn', { ...DONE, unsettled: 3 })).toBe(null)
    expect(actProblem('settling', 'countOn', { ...DONE, unsettled: 3, settled: 1 })).toBe('stocktaking.settledAlready')
  })

  it('C7 no walk closes one with something unsettled, or goes on from an end', () => {
    const random = makeRandom(5)
    const broken: (string | null)[] = []
    const reached = new Set<StocktakingState>()
    for (let walk = 0; walk < 400; walk += 1) {
      let state: StocktakingState = 'counting'
      let progress = { unsettled: 0, settled: 0, notInspected: 3 }
      for (let step = 0; step < 30; step += 1) {
        const what = random.pick([...STOCKTAKING_ACTS, 'settle', 'inspect', 'close'] as const)
        const open: boolean = isOpen(state)
        if (what === 'settle') {
          if (state === 'settling' && progress.unsettled > 0) progress = { ...progress, unsettled: progress.unsettled - 1, settled: progress.settled + 1 }
        } else if (what === 'inspect') {
          if (open && progress.notInspected > 0) progress = { ...progress, notInspected: progress.notInspected - 1 }
        } else if (actProblem(state, what, progress) === null) {
          broken.push(
            open ? null : `${what} of what is ${state}`,
            what === 'close' && progress.unsettled + progress.notInspected > 0 ? 'closed too early' : null,
            what === 'countOn' && progress.settled > 0 ? 'counted on over what was settled' : null,
          )
          if (what === 'finish') progress = { ...progress, unsettled: random.whole(0, 4) }
          if (what === 'countOn') progress = { ...progress, unsettled: 0 }
          state = STOCKTAKING_STEPS[state][what] ?? state
          reached.add(state)
        }
      }
    }
    expect(broken.filter((each) => each !== null)).toEqual([])
    expect(reached.size).toBe(STOCKTAKING_STATES.length)
  })

  it('C7 two at once never cover the same shelf', () => {
    const of = (cabinet: number, shelf: number | null) => ({ cabinetId: toId<'cabinet'>(cabinet), shelf })
    expect(overlaps(of(1, null), of(1, 2))).toBe(true)
    expect(overlaps(of(1, 2), of(1, 2))).toBe(true)
    expect(overlaps(of(1, 1), of(1, 2))).toBe(false)
    expect(overlaps(of(1, null), of(2, null))).toBe(false)
  })
})

const dossier = (id: number): Id<'dossier'> => toId<'dossier'>(id)
const slot = (id: number): Id<'slot'> => toId<'slot'>(id)
const [HERE, THERE, ELSEWHERE] = [slot(1), slot(2), slot(9)]
const expected = (id: number, slotId = HERE, out = false): Expected => ({ dossierId: dossier(id), slotId, out })
const scanned = (id: number, slotId: Id<'slot'>, belongsIn: Id<'slot'> | null = slotId, out = false): Found => (
  { text: `D${id}`, slotId, dossierId: dossier(id), belongsIn, out }
)

/** By the register: as expected, unless said otherwise. */
function differ(frozen: Expected[], found: Found[], now: Record<number, Present> = {}): unknown[] {
  return differencesOf(frozen, found, (id) => {
    const before = frozen.find(({ dossierId }) => dossierId === id)
    return now[id] ?? { slotId: before?.slotId ?? found.find(({ dossierId }) => dossierId === id)?.belongsIn ?? null, out: before?.out ?? false }
  }).map(({ kind, dossierId, text, foundIn, belongsIn }) => [kind, dossierId ?? text, foundIn, belongsIn])
}

describe('C7 what the count and the register differ by', () => {
  it('C7 nothing, when all is where it belongs and what is out is out', () => {
    expect(differ([expected(1), expected(2, THERE), expected(3, HERE, true)], [scanned(1, HERE), scanned(2, THERE)])).toEqual([])
  })

  it('C7 missing, misplaced here or from another cabinet, unknown, and there though it should be out', () => {
    const frozen = [expected(1), expected(2), expected(3, HERE, true)]
    const found = [
      scanned(2, THERE, HERE), scanned(3, HERE, HERE, true), scanned(4, HERE, ELSEWHERE), scanned(5, HERE, null),
      { text: 'R2026-00001', slotId: HERE, dossierId: null, belongsIn: null, out: false },
    ]
    expect(differ(frozen, found)).toEqual([
      ['missing', 1, null, HERE], ['misplaced', 2, THERE, HERE], ['misplaced', 4, HERE, ELSEWHERE], ['unknown', 5, HERE, null],
      ['unknown', 'R2026-00001', HERE, null], ['shouldBeOut', 3, HERE, HERE],
    ])
  })

  it('C7 of a folder or a text scanned twice the later scan counts, once', () => {
    const text = { text: 'X', dossierId: null, belongsIn: null, out: false }
    expect(differ([expected(1)], [scanned(1, THERE, HERE), scanned(1, HERE)])).toEqual([])
    expect(differ([expected(1)], [scanned(1, HERE), scanned(1, THERE, HERE)])).toEqual([['misplaced', 1, THERE, HERE]])
    expect(differ([], [{ ...text, slotId: HERE }, { ...text, slotId: THERE }])).toEqual([['unknown', 'X', THERE, null]])
  })

  it('C1, C7 what was moved, lent, given back or put here by the register meanwhile is no difference', () => {
    expect(differ([expected(1)], [], { 1: { slotId: ELSEWHERE, out: false } })).toEqual([])
    expect(differ([expected(1)], [], { 1: { slotId: HERE, out: true } })).toEqual([])
    expect(differ([expected(1, HERE, true)], [scanned(1, HERE, HERE, true)], { 1: { slotId: HERE, out: false } })).toEqual([])
    expect(differ([expected(1)], [scanned(1, HERE)], { 1: { slotId: ELSEWHERE, out: false } })).toEqual([])
    expect(differ([expected(1)], [scanned(1, THERE, HERE)], { 1: { slotId: THERE, out: false } })).toEqual([])
    expect(differ([], [scanned(7, HERE)])).toEqual([])
  })

  it('C7 every expected folder is where it belongs, out, or named: over random counts', () => {
    const random = makeRandom(11)
    for (let run = 0; run < 200; run += 1) {
      const frozen = Array.from({ length: 20 }, (_, index) => expected(index + 1, random.pick([HERE, THERE]), random.whole(0, 4) === 0))
      const found = frozen.flatMap(({ dossierId, slotId, out }) => (
        random.whole(0, 2) === 0 ? [] : [scanned(dossierId, random.whole(0, 3) === 0 ? random.pick([HERE, THERE]) : slotId, slotId, out)]
      ))
      const differences = differencesOf(frozen, found, (id) => ({
        slotId: frozen.find(({ dossierId }) => dossierId === id)?.slotId ?? null, out: frozen.find(({ dossierId }) => dossierId === id)?.out ?? false,
      }))
      expect(new Set(differences.map(({ dossierId }) => dossierId)).size).toBe(differences.length)
      for (const { dossierId, slotId, out } of frozen) {
        const scan = found.find((each) => each.dossierId === dossierId)
        const kind = differences.find((each) => each.dossierId === dossierId)?.kind ?? null
        const whereScanned = scan?.slotId === slotId ? null : 'misplaced'
        const inPlace = scan ? whereScanned : 'missing'
        const lent = scan ? 'shouldBeOut' : null
        expect(kind).toBe(out ? lent : inPlace)
      }
    }
  })
})

describe('C7 how a difference is settled', () => {
  it('C7 what is missing cannot be talked away; only a folder can be moved', () => {
    const table = DIFFERENCE_KINDS.map((kind) => [kind, settlementsOf({ kind, dossierId: dossier(1) }, false)])
    expect(Object.fromEntries(table)).toEqual({
      missing: ['putBack', 'moved', 'lost'], misplaced: ['putBack', 'moved'], unknown: ['moved', 'noted'], shouldBeOut: ['putBack', 'noted'],
    })
    expect(settlementsOf({ kind: 'unknown', dossierId: null }, false)).toEqual(['noted'])
  })

  it('C1, C7 what was merged or put elsewhere since is neither moved nor lost any more', () => {
    for (const kind of DIFFERENCE_KINDS) expect(settlementsOf({ kind, dossierId: dossier(1) }, true)).toEqual(['putBack', 'noted'])
  })

  it('C7 what is lost or noted has to be explained', () => {
    expect(OUTCOMES.filter(needsRemark)).toEqual(['lost', 'noted'])
  })
})

describe('C7 inspection', () => {
  const day = localDate

  it('C7 is due a year after the last one, or after the shelf was set up', () => {
    expect(inspectionDueOn(day('2025-03-02'), day('2020-01-01'))).toBe('2026-03-02')
    expect(inspectionDueOn(null, day('2025-12-31'))).toBe('2026-12-31')
    expect(inspectionDueOn(day('2024-02-29'), day('2020-01-01'))).toBe('2025-02-28')
    expect(isInspectionDue(day('2026-03-02'), day('2026-03-01'))).toBe(false)
    expect(isInspectionDue(day('2026-03-02'), day('2026-03-02'))).toBe(true)
  })

  it('C7 a cabinet was inspected when the last of its shelves was', () => {
    expect(lastInspected([])).toBe(null)
    expect(lastInspected([day('2026-01-05'), day('2025-06-01'), day('2026-03-01')])).toBe('2025-06-01')
    expect(lastInspected([day('2026-01-05'), null])).toBe(null)
  })

  it('C7 damp, insects or decay are described', () => {
    expect(inspectionProblem([], '')).toBe(null)
    expect(inspectionProblem(['damp'], '')).toBe('text.required')
    expect(inspectionProblem(['damp', 'decay'], '左下角有水渍')).toBe(null)
  })
})
