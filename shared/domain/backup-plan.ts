// Where backups go, when, and what about them needs a person's eye (rule A2).
import { addDays, dayOf, instantAt, type Instant } from './local-date.ts'

export const SCHEDULE_KINDS = ['daily', 'hours', 'closing'] as const

/** `daily`: at a minute of the store's day; `hours`: so many after the last; `closing`: whenever the program ends. */
export type Schedule =
  | { kind: 'daily'; minute: number }
  | { kind: 'hours'; every: number }
  | { kind: 'closing' }

const HOUR = 3_600_000
const DAY = 24 * HOUR

/**
 * When the next backup is due after the last one (null: none yet, so at once). One that was due while the machine was off still is. A place that is
 * backed up to at closing is so once a day all the same, if the program runs on or was broken off.
 */
export function dueAt(schedule: Schedule, last: Instant | null): Instant {
  if (last === null) return 0
  switch (schedule.kind) {
    case 'hours':
      return last + schedule.every * HOUR
    case 'closing':
      return last + DAY
    case 'daily': {
      const day = dayOf(last)
      const on = instantAt(day, schedule.minute)
      return on > last ? on : instantAt(addDays(day, 1), schedule.minute)
    }
  }
}

/** What failed is tried again after a while: a disk that refuses is not asked twice a minute. */
const TRY_AGAIN = 10 * 60_000

/** Whether a backup is to be begun now. `lastTried`: when one was last begun, whatever came of it. */
export function isBackupDue({ schedule, lastDone, lastTried }: { schedule: Schedule; lastDone: Instant | null; lastTried: Instant | null }, now: Instant): boolean {
  return dueAt(schedule, lastDone) <= now && (lastTried ?? 0) + TRY_AGAIN <= now
}

/** A backup is restored on trial so often; one that did not succeed again the next day. */
const PROVE_EVERY = 7 * DAY
const PROVE_AGAIN = DAY

type Trials = { lastDone: Instant | null; lastProof: Instant | null; lastProven: Instant | null }

/** Whether the newest backup is to be restored on trial now. `lastProof`: when that was last tried; `lastProven`: when all was whole. */
export function isProofDue({ lastDone, lastProof, lastProven }: Trials, now: Instant): boolean {
  return lastDone !== null && (lastProven ?? 0) + PROVE_EVERY <= now && (lastProof ?? 0) + PROVE_AGAIN <= now
}

/** Without a trial that succeeded for so long, nobody knows whether a restore would. */
export const PROVEN_FOR = 14 * DAY
/** A backup so long overdue is told of. */
export const LATE = DAY
/** A backup that takes so long is told of: a worn stick or a bad line. */
export const SLOW = 30 * 60_000

export const PLACE_WARNINGS = ['missing', 'failed', 'damaged', 'full', 'late', 'neverBackedUp', 'notProven', 'slow', 'sameDisk'] as const
export type PlaceWarning = (typeof PLACE_WARNINGS)[number]

/** What is known of a place. */
export type PlaceFacts = {
  schedule: Schedule
  addedAt: Instant
  /** Null: not looked at yet. False: no such folder now, as of a stick that is not in. */
  reachable: boolean | null
  /** On the disk the archive lies on. */
  sameDisk: boolean
  /** Bytes free there; null: unknown. */
  free: number | null
  /** What the last backup wrote, and how long it took. */
  lastWritten: number
  lastTook: number
  /** When the last backup that succeeded began. */
  lastDone: Instant | null
  /** The last one tried did not succeed. */
  failed: boolean
  /** When a restore was last proven; whether the last trial found damage. */
  lastProven: Instant | null
  damaged: boolean
}

/** Room for so many backups like the last must be there, and a little to work with. */
const ROOM_FOR = 3
const LEAST_ROOM = 256 * 1024 * 1024

/** What about a place needs a person's eye, the worst first. */
export function placeWarnings(facts: PlaceFacts, now: Instant): PlaceWarning[] {
  const since = facts.lastProven ?? facts.addedAt
  const is: Record<PlaceWarning, boolean> = {
    missing: facts.reachable === false,
    failed: facts.failed && facts.reachable !== false,
    damaged: facts.damaged,
    full: facts.free !== null && facts.free < Math.max(LEAST_ROOM, ROOM_FOR * facts.lastWritten),
    late: facts.lastDone !== null && now > dueAt(facts.schedule, facts.lastDone) + LATE,
    neverBackedUp: facts.lastDone === null,
    notProven: now > since + PROVEN_FOR,
    slow: facts.lastTook > SLOW,
    sameDisk: facts.sameDisk,
  }
  return PLACE_WARNINGS.filter((warning) => is[warning])
}

/** Where the archive's own folder lies, if that endangers it: a service that synchronises files copies half-written ones; a share keeps no locks. */
export const ARCHIVE_RISKS = ['synchronised', 'network'] as const
export type ArchiveRisk = (typeof ARCHIVE_RISKS)[number]
