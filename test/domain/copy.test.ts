// Copies (rule S4): the table of their states, who may let one out, when an approval lapses; and seeded walks that reach nothing forbidden.
import { describe, expect, it } from 'vitest'
import { SECRECY_LEVELS, type SecrecyLevel } from '#shared/domain/access.ts'
import {
  approvalProblem, COPY_ACTS, COPY_STATES, COPY_STEPS, copyAuthority, copyLapsesOn, copyMark, copyStateOn, DELEGATED_LEVELS, makeProblem,
  type CopyDelegation, type CopyState,
} from '#shared/domain/copy.ts'
import { addDays, localDate, type LocalDate } from '#shared/domain/local-date.ts'
import type { Role } from '#shared/domain/role.ts'
import { STATE_CALENDAR } from '#shared/domain/working-day.ts'
import { makeRandom } from '../../electron/cli/demo/random.ts'

const TODAY = localDate('2026-03-11')
const person = (id: number, ...roles: Role[]) => ({ id, roles })
const [GM, DIRECTOR, SELLER, ADMIN] = [person(1, 'generalManager'), person(2, 'customerDirector'), person(3, 'salesConsultant'), person(4, 'administrator')]
const delegation = (change: Partial<CopyDelegation> = {}): CopyDelegation => ({ personId: 2, level: 'restricted', fromOn: TODAY, revoked: false, ...change })

describe('S4 what becomes of a request', () => {
  it('S4 the table: what each act makes of each state', () => {
    const table = COPY_STATES.map((state) => [state, COPY_ACTS.flatMap((act) => (COPY_STEPS[state][act] === undefined ? [] : [`${act} ${COPY_STEPS[state][act]}`]))])
    expect(table).toEqual([
      ['requested', ['approve approved', 'decline declined', 'withdraw withdrawn']],
      ['approved', ['withdraw withdrawn', 'make made', 'lapse lapsed']],
      ['made', []], ['declined', []], ['withdrawn', []], ['lapsed', []],
    ])
  })

  it('S4 an approval lapses after five working days (D1): the fifth is the last', () => {
    const lapsesOn = copyLapsesOn(TODAY, STATE_CALENDAR)
    expect(lapsesOn).toBe('2026-03-18')
    expect(copyStateOn({ state: 'approved', lapsesOn }, lapsesOn)).toBe('approved')
    expect(copyStateOn({ state: 'approved', lapsesOn }, addDays(lapsesOn, 1))).toBe('lapsed')
    expect(copyStateOn({ state: 'made', lapsesOn }, addDays(lapsesOn, 1))).toBe('made')
  })

  it('S4 is made once, in time, by whoever asked, of pages no more secret than what was approved', () => {
    const request = { state: 'approved' as const, requestedBy: 3, approvedLevel: 'restricted' as const }
    expect(makeProblem(request, 3, 'restricted')).toBeNull()
    expect(makeProblem(request, 2, 'restricted')).toBe('copy.notYours')
    expect(makeProblem(request, 3, 'confidential')).toBe('copy.levelRose')
    expect(makeProblem({ ...request, approvedLevel: 'confidential' }, 3, 'restricted')).toBeNull()
    expect(COPY_STATES.map((state) => makeProblem({ ...request, state }, 3, 'restricted'))).toEqual([
      'copy.cannot', null, 'copy.cannot', 'copy.cannot', 'copy.cannot', 'copy.lapsed',
    ])
  })
})

describe('S4 who has authority over copies', () => {
  it('S4 the general manager over all; whom they delegate it to up to that level, from its day, until it is revoked', () => {
    const of = (who: typeof GM, held: CopyDelegation[] = []) => SECRECY_LEVELS.map((level) => copyAuthority(who, level, held, TODAY))
    expect(of(GM)).toEqual(['generalManager', 'generalManager', 'generalManager'])
    expect(of(DIRECTOR)).toEqual([null, null, null])
    expect(of(DIRECTOR, [delegation()])).toEqual(['delegation', null, null])
    expect(of(DIRECTOR, [delegation({ level: 'confidential' })])).toEqual(['delegation', 'delegation', null])
    expect(of(SELLER, [delegation()])).toEqual([null, null, null])
    expect(of(DIRECTOR, [delegation({ revoked: true })])).toEqual([null, null, null])
    expect(of(DIRECTOR, [delegation({ fromOn: addDays(TODAY, 1) })])).toEqual([null, null, null])
    expect(of(ADMIN, [delegation({ personId: 4 })])).toEqual([null, null, null])
  })

  it('S4 nobody approves their own; 绝密 the general manager alone, and with a reason', () => {
    const problem = (who: typeof GM, level: SecrecyLevel, reason = '', requestedBy = 3) => approvalProblem({ requestedBy, level }, who, reason, [delegation({ level: 'confidential' })], TODAY)
    expect(problem(GM, 'restricted')).toBeNull()
    expect(problem(GM, 'restricted', '', 1)).toBe('copy.own')
    expect(problem(DIRECTOR, 'confidential')).toBeNull()
    expect(problem(DIRECTOR, 'confidential', '', 2)).toBe('copy.own')
    expect(problem(DIRECTOR, 'topSecret', '法院调取')).toBe('copy.notYours')
    expect(problem(SELLER, 'restricted', '', 2)).toBe('copy.notYours')
    expect(problem(GM, 'topSecret')).toBe('text.required')
    expect(problem(GM, 'topSecret', '法院调取')).toBeNull()
  })

  it('S4 the mark says number, who and when', () => {
    expect(copyMark({ number: 'FY-2026-00001', name: '林静', login: 'linjing', at: '2026-03-11 10:00' })).toBe('FY-2026-00001 · 林静 linjing · 2026-03-11 10:00')
  })
})

describe('S4 walks', () => {
  const people = [GM, DIRECTOR, SELLER, person(5, 'archivist')]

  type Made = { by: number; asker: number; approver: typeof GM | null; authority: string | null; level: SecrecyLevel; inTime: boolean }

  /** Acts at random, each taken where the rules allow it. @returns the copies made. */
  function walk(seed: number): Made[] {
    const random = makeRandom(seed)
    const asker = random.pick(people)
    const level = random.pick(SECRECY_LEVELS)
    const held: CopyDelegation[] = [delegation({ level: random.pick(DELEGATED_LEVELS) })]
    const made: Made[] = []
    let state: Exclude<CopyState, 'lapsed'> = 'requested'
    let lapsesOn: LocalDate | null = null
    let approver: typeof GM | null = null
    let authority: string | null = null
    let today = TODAY
    for (let step = 0; step < 14; step += 1) {
      if (random.chance(0.3)) today = addDays(today, random.whole(0, 3))
      if (random.chance(0.05)) held.splice(0)
      const who = random.pick(people)
      const act = random.pick(COPY_ACTS)
      const present = copyStateOn({ state, lapsesOn }, today)
      const reached: CopyState | undefined = COPY_STEPS[present][act]
      if (reached === undefined || reached === 'lapsed') continue
      if (act === 'withdraw' && (who.id !== asker.id || random.chance(0.8))) continue
      if (act === 'approve' || act === 'decline') {
        if (approvalProblem({ requestedBy: asker.id, level }, who, random.chance(0.5) ? '' : '有理由', held, today) !== null) continue
        approver = who
        authority = copyAuthority(who, level, held, today)
        if (act === 'approve') lapsesOn = copyLapsesOn(today, STATE_CALENDAR)
      }
      if (act === 'make') {
        if (makeProblem({ state: present, requestedBy: asker.id, approvedLevel: level }, who.id, level) !== null) continue
        made.push({ by: who.id, asker: asker.id, approver, authority, level, inTime: lapsesOn !== null && today <= lapsesOn })
      }
      state = reached
    }
    return made
  }

  it('S4 no walk makes a copy twice, unapproved, late, of one’s own approval, or beyond the level of who approved it', () => {
    const walks = Array.from({ length: 2000 }, (_, seed) => walk(seed + 1))
    expect(Math.max(...walks.map(({ length }) => length))).toBe(1)
    const made = walks.flat()
    expect(made.length).toBeGreaterThan(50)
    expect(made.filter(({ by, asker, approver, authority, inTime }) => by !== asker || approver === null || approver.id === asker || authority === null || !inTime)).toEqual([])
    expect(made.filter(({ level, approver }) => level === 'topSecret' && approver !== GM)).toEqual([])
  })
})
