// Places of backup in words, and what the first screen makes of them (rule A2).
import { beforeAll, describe, expect, it } from 'vitest'
import type { PlaceView } from '#shared/contract/backup.ts'
import { PLACE_WARNINGS } from '#shared/domain/backup-plan.ts'
import { toId } from '#shared/domain/id.ts'
import { adviceText, keepMeaning, keepParts, mishapText, nextText, scheduleText, standingOf, tookText, WARNING_COLOURS, warningsText } from '../../renderer/features/backup/plan.ts'
import { wordsOf, type Words } from '#test/support/words.ts'

/** 20:00 in the store. */
const EVENING = Date.UTC(2026, 2, 2, 12)
const RUN = { startedAt: EVENING, endedAt: EVENING + 12_000, outcome: 'done', problem: null, findings: null, written: 5000 } as const

const placeOf = (id: number, changes: Partial<PlaceView> = {}): PlaceView => ({
  id: toId<'backupPlace'>(id), name: `位置 ${id}`, folder: `/mnt/${id}`, schedule: { kind: 'daily', minute: 1200 }, keep: { days: 7, weeks: 4, months: 12 },
  dueAt: EVENING, reachable: true, free: 1e12, lastDone: RUN, lastRun: RUN, lastProof: null, lastProven: null, warnings: [], ...changes,
})

describe('A2 places of backup in words', () => {
  let zh: Words
  let en: Words
  beforeAll(async () => {
    [zh, en] = await Promise.all([wordsOf('zh-CN'), wordsOf('en')])
  })

  it('when', () => {
    expect(scheduleText(zh, { kind: 'daily', minute: 20 * 60 + 5 })).toBe('每天 20:05')
    expect(scheduleText(zh, { kind: 'daily', minute: 0 })).toBe('每天 00:00')
    expect(scheduleText(zh, { kind: 'hours', every: 4 })).toBe('每 4 小时')
    expect(scheduleText(zh, { kind: 'closing' })).toBe('关闭程序时')
    expect(scheduleText(en, { kind: 'hours', every: 1 })).toBe('Every hour')
    expect(scheduleText(en, { kind: 'hours', every: 4 })).toBe('Every 4 hours')
  })

  it('when next, by the store’s clock', () => {
    expect(nextText(zh, EVENING, EVENING - 1)).toBe('下次 2026-03-02 20:00')
    expect(nextText(zh, EVENING, EVENING)).toBe('已到时间')
    expect(nextText(zh, null, EVENING)).toBeNull()
  })

  it('what is kept, and what that means; what is not kept goes unsaid', () => {
    expect(keepParts(zh, { days: 7, weeks: 4, months: 12 })).toEqual(['7 天', '4 周', '12 月'])
    expect(keepParts(en, { days: 1, weeks: 0, months: 1 })).toEqual(['1 day', '1 month'])
    expect(keepMeaning(zh, { days: 7, weeks: 4, months: 0 })).toBe('每天一个，留 7 天；每周一个，留 4 周。其余的自动清理，最新的总会留着。')
    expect(keepMeaning(en, { days: 7, weeks: 0, months: 12 })).toBe('Kept: one a day for 7 days, one a month for 12 months. The rest is removed by itself; the newest always stays.')
  })

  it('how long it took', () => {
    expect(tookText(en, { startedAt: 0, endedAt: 20 })).toBe('1 s')
    expect(tookText(en, { startedAt: 0, endedAt: 90_000 })).toBe('90 s')
    expect(tookText(zh, { startedAt: 0, endedAt: 40 * 60_000 })).toBe('40 分钟')
    // The clock was set back meanwhile.
    expect(tookText(zh, { startedAt: 5000, endedAt: 0 })).toBe('1 秒')
  })

  it('what went wrong with a run, whoever said so', () => {
    expect(mishapText(zh, RUN)).toBeNull()
    expect(mishapText(zh, { ...RUN, findings: 0 })).toBeNull()
    expect(mishapText(en, { ...RUN, findings: 1 })).toBe('1 thing is damaged.')
    expect(mishapText(zh, { ...RUN, outcome: 'cancelled', problem: 'cancelled' })).toBe('已停止。')
    expect(mishapText(zh, { ...RUN, outcome: 'failed', problem: 'ENOSPC' })).toBe('磁盘已满。')
    expect(mishapText(zh, { ...RUN, outcome: 'failed', problem: 'EWEIRD' })).toBe('系统报错：EWEIRD。')
    expect(mishapText(zh, { ...RUN, outcome: 'failed', problem: 'storage' })).toBe(zh('error.storage.what'))
    expect(mishapText(zh, { ...RUN, outcome: 'failed', problem: 'backup.busy' })).toBe(zh('problem.backup.busy'))
    expect(mishapText(zh, { ...RUN, outcome: 'failed', problem: 'backup.pieceMissing' })).not.toContain('{{')
    expect(mishapText(zh, { ...RUN, problem: 'EROFS' })).toBe('旧备份没有清理：磁盘是只读的。')
    expect(mishapText(zh, { ...RUN, outcome: 'failed' })).toBe(zh('backup.failed'))
  })

  it.each(PLACE_WARNINGS)('a warning says what is wrong and what to do: %s', (warning) => {
    for (const t of [zh, en]) {
      expect(adviceText(t, warning)).not.toMatch(/\{\{|backup\./)
      expect(warningsText(t, [warning])).not.toMatch(/backup\./)
    }
    expect(['error', 'warning']).toContain(WARNING_COLOURS[warning])
  })

  it('the days without proof are said', () => {
    expect(adviceText(en, 'notProven')).toContain('14 days')
    expect(adviceText(en, 'slow')).toContain('30 minutes')
  })
})

describe('A2 how backups stand on the first screen', () => {
  it('nothing goes by itself without a place', () => {
    expect(standingOf({ places: [], risk: null })).toEqual({ kind: 'none' })
  })

  it('well: when the last was, and when a restore was last proven, of all places', () => {
    const older = placeOf(1, { lastProven: EVENING - 5 })
    const newer = placeOf(2, { lastDone: { ...RUN, startedAt: EVENING + 9 } })
    expect(standingOf({ places: [older, newer], risk: null })).toEqual({ kind: 'well', done: EVENING + 9, proven: EVENING - 5 })
    expect(standingOf({ places: [newer], risk: null })).toEqual({ kind: 'well', done: EVENING + 9, proven: null })
  })

  it('amiss: each place that has something wrong, and no other', () => {
    const wrong = placeOf(2, { warnings: ['missing', 'late'] })
    expect(standingOf({ places: [placeOf(1), wrong], risk: null })).toEqual({ kind: 'amiss', places: [wrong] })
  })

  it('amiss: the archive itself lies where it is in danger', () => {
    expect(standingOf({ places: [placeOf(1)], risk: 'synchronised' })).toEqual({ kind: 'amiss', places: [] })
  })
})
