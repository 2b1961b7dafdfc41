// Leaks (泄密): reported at once by whoever notices, followed by the customer director and the general manager, closed with an outcome,
// never deleted (rule S5).

/** `reported`: nobody has taken it up yet. `followed`: measures, findings. `closed`: with an outcome; it may be opened again. */
export const LEAK_STATES = ['reported', 'followed', 'closed'] as const
export type LeakState = (typeof LEAK_STATES)[number]

/** `measure`: somebody is to do something by a day; `done`: they did; `find`: what was found out, and who is responsible. */
export const LEAK_ACTS = ['follow', 'measure', 'done', 'find', 'close', 'reopen'] as const
export type LeakAct = (typeof LEAK_ACTS)[number]

/** What each act makes of each state; what is not named cannot be done. Whatever is done first takes it up. */
export const LEAK_STEPS: Record<LeakState, Partial<Record<LeakAct, LeakState>>> = {
  reported: { follow: 'followed', measure: 'followed', find: 'followed' },
  followed: { measure: 'followed', done: 'followed', find: 'followed', close: 'closed' },
  closed: { reopen: 'followed' },
}

export const isOpenLeak = (state: LeakState): boolean => state !== 'closed'

export const LEAK_LIMITS = { text: 2000, measures: 50 } as const

export type CloseProblem = 'leak.cannot' | 'leak.measureOpen' | 'leak.noFindings'

/** Why a leak cannot be closed yet, or null: what was ordered is done, and what came of it is written down. */
export function closeProblem({ state, findings, measures }: { state: LeakState; findings: string; measures: readonly { done: boolean }[] }): CloseProblem | null {
  if (LEAK_STEPS[state].close === undefined) return 'leak.cannot'
  if (measures.some(({ done }) => !done)) return 'leak.measureOpen'
  return findings === '' ? 'leak.noFindings' : null
}
