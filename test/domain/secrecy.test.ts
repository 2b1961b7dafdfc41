// Levels with periods, who sets them, who names readers (rules S1 to S3, F8).
import { describe, expect, it } from 'vitest'
import { levelRank, SECRECY_LEVELS, type SecrecyLevel } from '#shared/domain/access.ts'
import { localDate } from '#shared/domain/local-date.ts'
import type { Role } from '#shared/domain/role.ts'
import {
  FLOOR, higherOf, lowers, namingProblem, readApproval, readKind, readSecrecy, secrecyOn, secrecyProblem, together, writtenApproval, writtenKind, writtenSecrecy,
  type Secrecy,
} from '#shared/domain/secrecy.ts'

const today = localDate('2026-03-02')
const of = (level: SecrecyLevel, until: string | null = null): Secrecy => ({ level, until: until === null ? null : localDate(until) })
const DAYS = ['2026-03-02', '2026-03-31', '2027-03-31']
const ALL = SECRECY_LEVELS.flatMap((level) => (level === 'restricted' ? [of(level)] : [of(level), ...DAYS.map((day) => of(level, day))]))

describe('S2 levels end by themselves', () => {
  it('S2 the last day counts, the day after it is 秘密', () => {
    expect(secrecyOn(of('confidential', '2026-03-31'), localDate('2026-03-31'))).toEqual(of('confidential', '2026-03-31'))
    expect(secrecyOn(of('topSecret', '2026-03-31'), localDate('2026-04-01'))).toEqual(FLOOR)
    expect(secrecyOn(of('topSecret'), localDate('2150-01-01'))).toEqual(of('topSecret'))
  })

  it('S1 F8 what is put together is on no day less secret than either was', () => {
    const days = [...DAYS, '2026-04-01', '2027-04-01', '2149-01-01'].map(localDate)
    const rank = (secrecy: Secrecy, on: (typeof days)[number]) => levelRank(secrecyOn(secrecy, on).level)
    for (const one of ALL) {
      for (const other of ALL) {
        const both = together(one, other)
        for (const on of days) expect([one, other, rank(both, on) >= Math.max(rank(one, on), rank(other, on))]).toEqual([one, other, true])
        expect(levelRank(both.level)).toBe(Math.max(levelRank(one.level), levelRank(other.level)))
        expect(levelRank(higherOf(one, other).level)).toBe(levelRank(both.level))
      }
    }
  })
})

describe('S1 S3 who sets a level', () => {
  const problem = (role: Role, before: Secrecy, after: Secrecy, reason = '客户要求') => secrecyProblem([role], { before, after, reason }, today)?.problem ?? null

  it.each([
    ['archivist', of('restricted'), of('confidential'), null],
    ['archivist', of('confidential', '2026-03-31'), of('confidential', '2027-03-31'), null],
    ['archivist', of('confidential', '2026-03-31'), of('confidential'), null],
    ['archivist', of('restricted'), of('topSecret'), 'secrecy.aboveYou'],
    ['archivist', of('confidential'), of('restricted'), 'secrecy.lowersConfidential'],
    ['archivist', of('confidential'), of('confidential', '2027-03-31'), 'secrecy.lowersConfidential'],
    ['customerDirector', of('confidential'), of('restricted'), null],
    ['customerDirector', of('confidential', '2027-03-31'), of('confidential', '2026-03-31'), null],
    ['customerDirector', of('topSecret'), of('confidential'), 'secrecy.lowersTopSecret'],
    ['customerDirector', of('confidential'), of('topSecret'), 'secrecy.aboveYou'],
    ['generalManager', of('topSecret'), of('restricted'), null],
    ['generalManager', of('restricted'), of('topSecret', '2026-03-31'), null],
    ['generalManager', of('confidential'), of('confidential'), 'secrecy.same'],
    ['generalManager', of('confidential'), of('restricted', '2026-03-31'), 'secrecy.untilWithout'],
    ['generalManager', of('restricted'), of('confidential', '2026-03-01'), 'secrecy.untilPast'],
  ] as const)('S1 %s: %o to %o: %s', (role, before, after, found) => {
    expect(problem(role, before, after)).toBe(found)
  })

  it('S1 a reason always', () => {
    expect(problem('generalManager', of('restricted'), of('confidential'), '')).toBe('text.required')
  })

  it('S3 nobody but the general manager lowers or ends 绝密, nobody below the customer director 机密', () => {
    for (const before of ALL) {
      for (const after of ALL) {
        if (!lowers({ before, after })) continue
        expect(problem('archivist', before, after)).not.toBeNull()
        expect(before.level === 'topSecret' && problem('customerDirector', before, after) === null).toBe(false)
      }
    }
  })

  it('S3 绝密 is named by the general manager alone, 机密 by the customer director too', () => {
    expect(SECRECY_LEVELS.map((level) => namingProblem(['generalManager'], level))).toEqual([null, null, null])
    expect(SECRECY_LEVELS.map((level) => namingProblem(['customerDirector'], level))).toEqual([null, null, 'access.topSecretNaming'])
    expect(SECRECY_LEVELS.map((level) => namingProblem(['archivist'], level))).toEqual(['access.naming', 'access.naming', 'access.naming'])
  })
})

it('S1 what the history keeps reads back', () => {
  for (const secrecy of ALL) expect(readSecrecy(writtenSecrecy(secrecy))).toEqual(secrecy)
  expect(['', 'secret/', 'confidential/2026-02-30', 'confidential/2026-03-02/x'].map(readSecrecy)).toEqual([null, null, null, null])
  for (const kind of [{ level: 'topSecret', years: null }, { level: 'confidential', years: 10 }] as const) expect(readKind(writtenKind(kind))).toEqual(kind)
  expect(readKind('confidential/x')).toBeNull()
  expect(readApproval(writtenApproval({ scope: 'own', level: 'restricted' }))).toEqual({ scope: 'own', level: 'restricted' })
  expect(readApproval('own/')).toBeNull()
})
