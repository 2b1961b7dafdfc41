// How backups stand, without a name or a folder: what a shell may show to whoever passes by, also while nobody is signed in (rule A2).
import type { BackupState } from '#shared/contract/backup.ts'
import { PLACE_WARNINGS, placeWarnings, type ArchiveRisk, type PlaceFacts, type PlaceWarning } from '#shared/domain/backup-plan.ts'
import type { Instant } from '#shared/domain/local-date.ts'

export type BackupStanding = {
  /** How many places backups go to by themselves. */
  places: number
  running: Pick<NonNullable<BackupState['running']>, 'what' | 'progress'> | null
  /** When the last backup that succeeded began, wherever it went. */
  lastDone: Instant | null
  /** What about any of the places needs a person's eye, the worst first. While the archive is locked, what can be told from outside. */
  warnings: PlaceWarning[]
  risk: ArchiveRisk | null
}

export const NO_STANDING: BackupStanding = { places: 0, running: null, lastDone: null, warnings: [], risk: null }

export function standingOf(
  places: readonly PlaceFacts[],
  { running, risk, now }: { running: BackupStanding['running']; risk: ArchiveRisk | null; now: Instant },
): BackupStanding {
  const found = new Set(places.flatMap((facts) => placeWarnings(facts, now)))
  const done = places.map(({ lastDone }) => lastDone).filter((at) => at !== null)
  return {
    places: places.length,
    running: running && { what: running.what, progress: running.progress },
    lastDone: done.length === 0 ? null : Math.max(...done),
    warnings: PLACE_WARNINGS.filter((warning) => found.has(warning)),
    risk,
  }
}
