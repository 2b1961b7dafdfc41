// When a place is backed up to next, and what about it is told (rule A2).
import { describe, expect, it } from 'vitest'
import { dueAt, isBackupDue, isProofDue, LATE, placeWarnings, PROVEN_FOR, SLOW, type PlaceFacts } from '#shared/domain/backup-plan.ts'

const at = (text: string): number => Date.parse(`${text}:00+08:00`)
const HOUR = 3_600_000

describe('A2 when a backup is due', () => {
  it('A2 none yet: at once, whatever the schedule', () => {
    for (const schedule of [{ kind: 'daily', minute: 1200 }, { kind: 'hours', every: 4 }, { kind: 'closing' }] as const) expect(dueAt(schedule, null)).toBe(0)
  })

  it('A2 daily: at the next such time after the last, by the store’s clock', () => {
    const daily = { kind: 'daily', minute: 20 * 60 } as const
    expect(dueAt(daily, at('2026-03-02T09:00'))).toBe(at('2026-03-02T20:00'))
    expect(dueAt(daily, at('2026-03-02T20:00'))).toBe(at('2026-03-03T20:00'))
    expect(dueAt(daily, at('2026-03-02T20:05'))).toBe(at('2026-03-03T20:00'))
    expect(dueAt({ kind: 'daily', minute: 0 }, at('2026-03-02T00:30'))).toBe(at('2026-03-03T00:00'))
  })

  it('A2 every so many hours; at closing, but once a day all the same', () => {
    expect(dueAt({ kind: 'hours', every: 4 }, at('2026-03-02T22:00'))).toBe(at('2026-03-03T02:00'))
    expect(dueAt({ kind: 'closing' }, at('2026-03-02T18:00'))).toBe(at('2026-03-03T18:00'))
  })
})

describe('A2 what is to be begun now', () => {
  const now = at('2026-03-10T09:00')
  const MINUTE = 60_000

  it('A2 what is due, but what failed not before ten minutes have gone', () => {
    const schedule = { kind: 'hours', every: 4 } as const
    expect(isBackupDue({ schedule, lastDone: null, lastTried: null }, now)).toBe(true)
    expect(isBackupDue({ schedule, lastDone: now - 4 * HOUR, lastTried: now - 4 * HOUR }, now)).toBe(true)
    expect(isBackupDue({ schedule, lastDone: now - 4 * HOUR + 1, lastTried: now - 4 * HOUR + 1 }, now)).toBe(false)
    expect(isBackupDue({ schedule, lastDone: null, lastTried: now - 10 * MINUTE }, now)).toBe(true)
    expect(isBackupDue({ schedule, lastDone: null, lastTried: now - 10 * MINUTE + 1 }, now)).toBe(false)
  })

  it('A2 a trial a week, after one that did not succeed the next day, and none before there is a backup', () => {
    const trial = (lastProof: number | null, lastProven: number | null, lastDone: number | null = now - HOUR) => isProofDue({ lastDone, lastProof, lastProven }, now)
    expect(trial(null, null)).toBe(true)
    expect(trial(null, null, null)).toBe(false)
    expect(trial(now - 7 * 24 * HOUR, now - 7 * 24 * HOUR)).toBe(true)
    expect(trial(now - 7 * 24 * HOUR + 1, now - 7 * 24 * HOUR + 1)).toBe(false)
    expect(trial(now - 24 * HOUR, null)).toBe(true)
    expect(trial(now - 24 * HOUR + 1, now - 9 * 24 * HOUR)).toBe(false)
  })
})

describe('A2 what is told of a place', () => {
  const now = at('2026-03-10T09:00')
  const fine: PlaceFacts = {
    schedule: { kind: 'hours', every: 4 }, addedAt: at('2026-01-01T09:00'), reachable: true, sameDisk: false, free: 100 * 2 ** 30, lastWritten: 2 ** 20,
    lastTook: 1000, lastDone: now - HOUR, failed: false, lastProven: now - HOUR, damaged: false,
  }
  const told = (change: Partial<PlaceFacts>) => placeWarnings({ ...fine, ...change }, now)

  it('A2 nothing while all is well', () => {
    expect(told({})).toEqual([])
    expect(told({ reachable: null, free: null })).toEqual([])
  })

  it('A2 each by itself, and not before it is so', () => {
    expect(told({ reachable: false })).toEqual(['missing'])
    expect(told({ failed: true })).toEqual(['failed'])
    expect(told({ failed: true, reachable: false })).toEqual(['missing'])
    expect(told({ damaged: true })).toEqual(['damaged'])
    expect(told({ free: 2 ** 28 - 1 })).toEqual(['full'])
    expect(told({ free: 2 ** 30, lastWritten: 2 ** 29 })).toEqual(['full'])
    expect(told({ sameDisk: true })).toEqual(['sameDisk'])
    expect(told({ lastTook: SLOW + 1 })).toEqual(['slow'])
    expect(told({ lastDone: now - 4 * HOUR - LATE })).toEqual([])
    expect(told({ lastDone: now - 4 * HOUR - LATE - 1 })).toEqual(['late'])
    expect(told({ lastProven: now - PROVEN_FOR })).toEqual([])
    expect(told({ lastProven: now - PROVEN_FOR - 1 })).toEqual(['notProven'])
    expect(told({ lastProven: null, addedAt: now - HOUR })).toEqual([])
    expect(told({ lastProven: null })).toEqual(['notProven'])
    expect(told({ lastDone: null })).toEqual(['neverBackedUp'])
  })

  it('A2 the worst first', () => {
    expect(told({ reachable: false, sameDisk: true, lastDone: null, lastProven: null })).toEqual(['missing', 'neverBackedUp', 'notProven', 'sameDisk'])
  })
})
