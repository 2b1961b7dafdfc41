// What is decided of violations and what it then costs (rules V6, V9).
import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { localDate } from '#shared/domain/local-date.ts'
import {
  decidedFirst, isContestable, isPending, monthFor, objectionUntil, PENALTY_ACTS, PENALTY_STATES, PENALTY_STEPS, reckon, shareTaken,
  type PenaltyState, type Standing,
} from '#shared/domain/penalty.ts'
import { DEFAULT_POLICY } from '#shared/domain/policy.ts'
import { STATE_CALENDAR } from '#shared/domain/working-day.ts'

let made = 0
function standing(day: number, change: Partial<Standing> = {}): Standing {
  made += 1
  const number = String(made).padStart(5, '0')
  return {
    key: `V4/R2026-${number}`, rule: 'V4', side: 'service', on: localDate(`2026-03-${String(day).padStart(2, '0')}`), month: '2026-03',
    recordNumber: `R2026-${number}`, state: 'proposed', base: 5000, amount: null, share: null, groundless: false, ...change,
  }
}

const amounts = (standings: readonly Standing[]): number[] => {
  const reckoned = reckon(standings, [])
  return standings.map(({ key }) => reckoned.get(key)?.amount ?? Number.NaN)
}

describe('V6 doubling in a calendar month', () => {
  it('V6 a service advisor’s from the third on, a sales consultant’s from the second on', () => {
    expect(amounts([standing(2), standing(3), standing(4), standing(5)])).toEqual([5000, 5000, 10_000, 10_000])
    const sales = { side: 'sales', rule: 'V1' } as const
    expect(amounts([standing(2, sales), standing(3, sales), standing(4, sales)])).toEqual([5000, 10_000, 10_000])
  })

  it('V6 a waived one costs nothing and does not count', () => {
    expect(amounts([standing(2), standing(3, { state: 'waived', amount: 0 }), standing(4), standing(5)])).toEqual([5000, 0, 5000, 10_000])
  })

  it('V6 one per record and rule: two rules on one record are two', () => {
    const [first, second, third] = [standing(2), standing(2, { rule: 'V5', base: 2000 }), standing(3)]
    expect(amounts([first, { ...second, recordNumber: first.recordNumber }, third])).toEqual([5000, 2000, 10_000])
  })

  it('V10 V7 not corrected, lost, adjusted: neither counted nor doubled', () => {
    const aside = [standing(1, { rule: 'V10' }), standing(1, { rule: 'V7', base: 2000 }), standing(1, { rule: 'adjustment', base: -5000 })]
    expect(amounts([...aside, standing(2), standing(3), standing(9, { rule: 'V10' }), standing(4)])).toEqual([5000, 2000, -5000, 5000, 5000, 5000, 10_000])
  })

  it('V9 V6 an objected one without ground costs nothing, does not count, and keeps nobody waiting', () => {
    const groundless = standing(2, { state: 'objected', groundless: true })
    const [second, third] = [standing(3), standing(4)]
    expect(amounts([groundless, second, third, standing(5)])).toEqual([0, 5000, 5000, 10_000])
    expect(decidedFirst(second, [groundless, third])).toBeNull()
  })

  it('V6 what is withheld of a month is the sum of what its penalties withhold', () => {
    expect(shareTaken([standing(2, { share: 10 }), standing(3), standing(4, { share: 15 })])).toBe(25)
    expect(shareTaken([standing(3)])).toBe(0)
  })

  it('V6 V9 what came to light after the month was closed counts behind all that was settled in it, and leaves those as they were', () => {
    const settled = [standing(5), standing(6), standing(7)]
    const late = standing(2, { month: '2026-04' })
    const [before, after] = [reckon(settled, []), reckon([late, ...settled], [])]
    for (const { key } of settled) expect(after.get(key)).toEqual(before.get(key))
    expect(after.get(late.key)).toMatchObject({ nth: 4, doubled: true })
    expect(decidedFirst(settled[0] ?? late, [late])).toBeNull()
  })

  it('V6 what was decided stays as it was decided', () => {
    expect(amounts([standing(2), standing(3), standing(4, { state: 'confirmed', amount: 5000 })])).toEqual([5000, 5000, 5000])
  })

  it('V6 performance pay may be withheld from a service advisor where it doubles, from nobody else', () => {
    const three = [standing(2), standing(3), standing(4)]
    expect(three.map(({ key }) => reckon(three, []).get(key)?.mayWithhold)).toEqual([false, false, true])
    const sales = [standing(2, { side: 'sales' }), standing(3, { side: 'sales' })]
    expect(sales.map(({ key }) => reckon(sales, []).get(key)?.mayWithhold)).toEqual([false, false])
  })

  it('V6 the threshold of the day of the violation holds', () => {
    const versions = [{ fromOn: localDate('2026-03-04'), policy: { ...DEFAULT_POLICY, doubledFrom: { sales: 2, service: 2 } } }]
    const three = [standing(2), standing(3), standing(4)]
    expect(three.map(({ key }) => reckon(three, versions).get(key)?.doubled)).toEqual([false, false, true])
  })

  it('V6 the order in which violations are entered changes nothing; one more never makes another cheaper', () => {
    const day = fc.integer({ min: 1, max: 28 })
    const shuffled = fc.array(day, { minLength: 1, maxLength: 12 }).map((days) => days.map((each) => standing(each)))
      .chain((standings) => fc.tuple(fc.constant(standings), fc.shuffledSubarray(standings, { minLength: standings.length })))
    fc.assert(fc.property(shuffled, day, ([standings, otherwise], extra) => {
      const reckoned = reckon(standings, [])
      expect(reckon(otherwise, [])).toEqual(reckoned)
      const more = reckon([...standings, standing(extra)], [])
      for (const [key, { amount }] of reckoned) expect(more.get(key)?.amount).toBeGreaterThanOrEqual(amount)
    }))
  })
})

describe('V6 in what order is decided', () => {
  it('V6 an earlier undecided one of the same side comes first, those that do not count aside', () => {
    const [first, second, sales, again] = [standing(2), standing(3), standing(1, { side: 'sales', rule: 'V1' }), standing(1, { rule: 'V10' })]
    expect(decidedFirst(second, [first, sales, again])).toBe(first)
    expect(decidedFirst(second, [{ ...first, state: 'confirmed', amount: 5000 }, sales, again])).toBeNull()
    expect(decidedFirst(first, [second, sales])).toBeNull()
    expect(decidedFirst(again, [first])).toBeNull()
  })
})

describe('V9 what can be done with a violation', () => {
  it('V9 decided once, contested, appealed, decided for good', () => {
    const table = PENALTY_STATES.map((state) => [state, PENALTY_ACTS.filter((act) => PENALTY_STEPS[state][act] !== undefined)])
    expect(Object.fromEntries(table)).toEqual({
      proposed: ['decide', 'waive', 'object'], objected: ['decide', 'waive'], confirmed: ['object'], contested: ['decide', 'waive'],
      upheld: ['appeal'], appealed: ['decide', 'waive'], final: [], waived: [],
    })
  })

  it('V9 no walk of acts decides a violation anew without the person having objected or appealed', () => {
    fc.assert(fc.property(fc.array(fc.constantFrom(...PENALTY_ACTS), { maxLength: 12 }), (acts) => {
      let state: PenaltyState = 'proposed'
      let decided = 0
      let asked = 1
      for (const act of acts) {
        const next: PenaltyState | undefined = PENALTY_STEPS[state][act]
        if (next === undefined) continue
        if (act === 'decide' || act === 'waive') decided += 1
        else asked += 1
        state = next
      }
      expect(decided).toBeLessThanOrEqual(asked)
      expect(decided).toBeLessThanOrEqual(3)
    }))
  })

  it('V9 for three working days after the last decision it can be objected to or appealed against', () => {
    expect(PENALTY_STATES.filter((state) => isContestable(state))).toEqual(['confirmed', 'upheld'])
    const at = (day: string): number => Date.parse(`${day}T23:59:00+08:00`)
    // Friday; the days of 国庆节 are not worked.
    expect(objectionUntil([at('2026-03-06'), at('2026-03-02')], STATE_CALENDAR)).toBe('2026-03-11')
    expect(objectionUntil([at('2026-09-30')], STATE_CALENDAR)).toBe('2026-10-10')
    expect(objectionUntil([], STATE_CALENDAR)).toBeNull()
  })

  it('V9 a month is closed when nobody has to act any more', () => {
    expect(PENALTY_STATES.filter((state) => isPending(state))).toEqual(['proposed', 'objected', 'contested', 'appealed'])
  })
})

describe('a closed month', () => {
  it('what is found later goes into the first open month, over the turn of a year', () => {
    const closed = new Set(['2026-11', '2026-12'])
    expect(monthFor(localDate('2026-11-05'), closed)).toBe('2027-01')
    expect(monthFor(localDate('2026-10-05'), closed)).toBe('2026-10')
  })
})
