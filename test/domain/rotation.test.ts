// Which backups of a place are kept, and when one goes (rules A2, R4).
import { describe, expect, it } from 'vitest'
import { addDays, localDate } from '#shared/domain/local-date.ts'
import { keptPoints, removalDays, type Keep, type TakenPoint } from '#shared/domain/rotation.ts'

/** At an hour of the store's clock, eight hours ahead of UTC. */
const at = (day: string, hour = 12): TakenPoint => ({ id: `${day}/${hour}`, takenAt: Date.parse(`${day}T00:00:00Z`) + (hour - 8) * 3_600_000 })
const daily = (from: string, days: number): TakenPoint[] => Array.from({ length: days }, (_, index) => at(addDays(localDate(from), index)))
const kept = (points: readonly TakenPoint[], keep: Keep): string[] => [...keptPoints(points, keep)].toSorted()
const KEEP = { days: 3, weeks: 2, months: 2 }

describe('A2 rotation', () => {
  it('A2 the last of each of the last days, weeks (from Monday) and months stay', () => {
    // 2026-03-01 is a Sunday, 2026-03-31 a Tuesday.
    expect(kept(daily('2026-01-01', 90), KEEP)).toEqual(['2026-02-28/12', '2026-03-29/12', '2026-03-30/12', '2026-03-31/12'])
  })

  it('A2 of a day with several, the last; of the newest day, all', () => {
    const points = [at('2026-03-30', 9), at('2026-03-30', 18), at('2026-03-31', 9), at('2026-03-31', 12), at('2026-03-31', 18)]
    expect(kept(points, { days: 2, weeks: 0, months: 0 })).toEqual(['2026-03-30/18', '2026-03-31/12', '2026-03-31/18', '2026-03-31/9'])
    expect(kept(points, { days: 0, weeks: 0, months: 0 })).toHaveLength(3)
  })

  it('A2 days are the store’s: what is taken at one in the morning there belongs to the new day', () => {
    expect(kept([at('2026-03-30', 23), at('2026-03-31', 1)], { days: 1, weeks: 0, months: 0 })).toEqual(['2026-03-31/1'])
  })

  it('A2 an archive that lay still keeps what it has', () => {
    const points = [...daily('2024-05-01', 3), at('2026-03-31')]
    expect(kept(points, { days: 4, weeks: 0, months: 0 })).toHaveLength(4)
  })

  it('A2 taken every day and rotated every day: never fewer kept than the numbers say, the newest always, and none comes back', () => {
    let standing: TakenPoint[] = []
    for (const point of daily('2025-01-01', 400)) {
      const all = [...standing, point]
      const stay = keptPoints(all, KEEP)
      expect(stay.has(point.id)).toBe(true)
      standing = all.filter(({ id }) => stay.has(id))
      expect(standing.length).toBeLessThanOrEqual(KEEP.days + KEEP.weeks + KEEP.months)
      expect(new Set(standing.slice(-3).map(({ id }) => id))).toEqual(new Set(all.slice(-3).map(({ id }) => id)))
    }
    expect(standing.length).toBeGreaterThanOrEqual(5)
  })

  it('R4 the day on which a point goes is the day on which the rotation removes it', () => {
    const today = localDate('2026-03-31')
    const first = keptPoints(daily('2026-01-01', 90), KEEP)
    for (const point of first) {
      let standing = daily('2026-01-01', 90).filter(({ id }) => first.has(id))
      const told = removalDays(standing, KEEP, today).get(point)
      let gone = null
      for (let ahead = 1; gone === null && ahead < 200; ahead += 1) {
        const day = addDays(today, ahead)
        const all = [...standing, at(day)]
        const stay = keptPoints(all, KEEP)
        standing = all.filter(({ id }) => stay.has(id))
        if (!stay.has(point)) gone = day
      }
      expect(told).toBe(gone)
    }
    expect(removalDays([at('2026-03-31')], { days: 0, weeks: 0, months: 240 }, today).get('2026-03-31/12')).toBeNull()
  })
})
