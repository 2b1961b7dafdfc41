// Leaks (rule S5): the table of their states, when one may be closed, and seeded walks that reach nothing forbidden.
import { describe, expect, it } from 'vitest'
import { closeProblem, isOpenLeak, LEAK_ACTS, LEAK_STATES, LEAK_STEPS, type LeakState } from '#shared/domain/leak.ts'
import { makeRandom } from '../../electron/cli/demo/random.ts'

describe('S5 leaks', () => {
  it('S5 the table: what each act makes of each state', () => {
    const table = LEAK_STATES.map((state) => [state, LEAK_ACTS.flatMap((act) => (LEAK_STEPS[state][act] === undefined ? [] : [`${act} ${LEAK_STEPS[state][act]}`]))])
    expect(table).toEqual([
      ['reported', ['follow followed', 'measure followed', 'find followed']],
      ['followed', ['measure followed', 'done followed', 'find followed', 'close closed']],
      ['closed', ['reopen followed']],
    ])
  })

  it('S5 is closed when every measure is done and findings are written down', () => {
    const leak = { state: 'followed' as const, findings: '快递单贴错', measures: [{ done: true }] }
    expect(closeProblem(leak)).toBeNull()
    expect(closeProblem({ ...leak, measures: [] })).toBeNull()
    expect(closeProblem({ ...leak, measures: [{ done: true }, { done: false }] })).toBe('leak.measureOpen')
    expect(closeProblem({ ...leak, findings: '' })).toBe('leak.noFindings')
    expect(closeProblem({ ...leak, state: 'reported' })).toBe('leak.cannot')
    expect(closeProblem({ ...leak, state: 'closed' })).toBe('leak.cannot')
    expect(LEAK_STATES.map(isOpenLeak)).toEqual([true, true, false])
  })

  it('S5 no walk ends a leak but by closing it, with its measures done and findings there', () => {
    const closed: unknown[] = []
    for (let seed = 1; seed <= 200; seed += 1) {
      const random = makeRandom(seed)
      let state: LeakState = 'reported'
      let findings = ''
      const measures: { done: boolean }[] = []
      for (let step = 0; step < 20; step += 1) {
        const act = random.pick(LEAK_ACTS)
        const reached: LeakState | undefined = LEAK_STEPS[state][act]
        if (reached === undefined || (act === 'close' && closeProblem({ state, findings, measures }) !== null)) continue
        if (act === 'measure') measures.push({ done: false })
        if (act === 'done') Object.assign(measures.find(({ done }) => !done) ?? {}, { done: true })
        if (act === 'find') findings = '查明'
        state = reached
        if (act === 'close') closed.push({ findings, open: measures.filter(({ done }) => !done).length })
      }
    }
    expect(closed.length).toBeGreaterThan(20)
    expect(new Set(closed.map((each) => JSON.stringify(each)))).toEqual(new Set([JSON.stringify({ findings: '查明', open: 0 })]))
  })
})
