// Which backups of a place are kept (rule A2): the last of each of so many days, weeks and months that have one, and what the newest day has.
import { addDays, dayOf, weekday, type Instant, type LocalDate } from './local-date.ts'

/** Of how many days, weeks and months the last backup is kept. */
export type Keep = { days: number; weeks: number; months: number }

export type TakenPoint = { id: string; takenAt: Instant }

const mondayOf = (day: LocalDate): LocalDate => addDays(day, -((weekday(day) + 6) % 7))

/** With the day, week and month in which it was taken. */
type Dated = TakenPoint & { day: LocalDate; week: LocalDate; month: string }

function dated({ id, takenAt }: TakenPoint, day = dayOf(takenAt)): Dated {
  return { id, takenAt, day, week: mondayOf(day), month: day.slice(0, 7) }
}

const newestFirst = (one: TakenPoint, other: TakenPoint): number => other.takenAt - one.takenAt || other.id.localeCompare(one.id)

/**
 * The ids that stay. Counted are days, weeks and months that have a backup: an archive that lay still for a year keeps what it has. All of the
 * newest day stay, so that the newest of all does under any numbers.
 */
export function keptPoints(points: readonly TakenPoint[], keep: Keep): Set<string> {
  return keptOf(points.map((point) => dated(point)).toSorted(newestFirst), keep)
}

function keptOf(points: readonly Dated[], keep: Keep): Set<string> {
  const kept = new Set(points.filter(({ day }) => day === points[0]?.day).map(({ id }) => id))
  const periods = [{ count: keep.days, of: 'day' }, { count: keep.weeks, of: 'week' }, { count: keep.months, of: 'month' }] as const
  for (const { count, of } of periods) {
    const seen = new Set<string>()
    for (const point of points) {
      if (seen.size >= count) break
      if (!seen.has(point[of])) kept.add(point.id)
      seen.add(point[of])
    }
  }
  return kept
}

/** More days than any rotation looks ahead. */
const HORIZON = 366 * 11

/**
 * On which day the rotation removes each point, if a backup is taken every day from tomorrow on (rule R4).
 * Null: not within eleven years.
 */
export function removalDays(points: readonly TakenPoint[], keep: Keep, today: LocalDate): Map<string, LocalDate | null> {
  const days = new Map<string, LocalDate | null>(points.map(({ id }) => [id, null]))
  let standing = points.map((one) => dated(one)).toSorted(newestFirst)
  for (let ahead = 1; ahead <= HORIZON && standing.some(({ id }) => days.has(id)); ahead += 1) {
    const day = addDays(today, ahead)
    const all = [dated({ id: day, takenAt: Number.MAX_SAFE_INTEGER }, day), ...standing]
    const kept = keptOf(all, keep)
    standing = all.filter(({ id }) => kept.has(id))
    for (const { id } of all) if (!kept.has(id) && days.has(id)) days.set(id, day)
  }
  return days
}
