// Places of backup in words: when, what is kept, what came of the last run, what is wrong (rule A2).
import type { TFunction } from 'i18next'
import type { BackupState, PlaceView } from '#shared/contract/backup.ts'
import { ERROR_CODES } from '#shared/contract/envelope.ts'
import { PROVEN_FOR, SLOW, type PlaceWarning, type Schedule } from '#shared/domain/backup-plan.ts'
import type { Instant } from '#shared/domain/local-date.ts'
import type { Keep } from '#shared/domain/rotation.ts'
import { isProblemCode } from '#shared/words/problem.ts'
import { dateTimeText } from '../../components/DateText.tsx'

type Run = NonNullable<PlaceView['lastRun']>

const SECOND = 1000
const MINUTE = 60 * SECOND
const DAY = 24 * 60 * MINUTE

const twoDigits = (count: number): string => String(count).padStart(2, '0')

/** `20:05`, of a minute of the day. */
export const clockText = (minute: number): string => `${twoDigits(Math.floor(minute / 60))}:${twoDigits(minute % 60)}`

export function scheduleText(t: TFunction, schedule: Schedule): string {
  switch (schedule.kind) {
    case 'daily':
      return t('backup.places.schedule.daily', { time: clockText(schedule.minute) })
    case 'hours':
      return t('backup.places.schedule.hours', { count: schedule.every })
    case 'closing':
      return t('backup.places.schedule.closing')
  }
}

/** When the next one is due; nothing for one that is due at closing, which its schedule says already. */
export function nextText(t: TFunction, dueAt: Instant | null, now: Instant): string | null {
  if (dueAt === null) return null
  return dueAt <= now ? t('backup.places.dueNow') : t('backup.places.next', { time: dateTimeText(dueAt) })
}

const KEPT = ['days', 'weeks', 'months'] as const

/** `7 天`, `4 周`, `12 月`; what is not kept at all goes unsaid. */
export function keepParts(t: TFunction, keep: Keep): string[] {
  return KEPT.filter((period) => keep[period] > 0).map((period) => t(`backup.places.keep.${period}`, { count: keep[period] }))
}

/** One line that says what the numbers mean. */
export function keepMeaning(t: TFunction, keep: Keep): string {
  const each = KEPT.filter((period) => keep[period] > 0).map((period) => t(`backup.places.keepEach.${period}`, { count: keep[period] }))
  return t('backup.places.keepMeaning', { each: each.join(t('backup.places.keepJoin')) })
}

/** How long something took. */
export function tookText(t: TFunction, { startedAt, endedAt }: Pick<Run, 'startedAt' | 'endedAt'>): string {
  const took = Math.max(0, endedAt - startedAt)
  return took < 2 * MINUTE
    ? t('backup.places.seconds', { count: Math.max(1, Math.round(took / SECOND)) })
    : t('backup.places.minutes', { count: Math.round(took / MINUTE) })
}

/** What systems call it when a disk or a line fails. */
const FAULTS = {
  ENOSPC: 'full', EDQUOT: 'full', EFBIG: 'tooLarge', EACCES: 'denied', EPERM: 'denied', EROFS: 'readOnly', ENOENT: 'gone', ENOTDIR: 'gone', ENODEV: 'gone',
  ENXIO: 'gone', ESTALE: 'gone', EHOSTDOWN: 'gone', EHOSTUNREACH: 'gone', ENETUNREACH: 'gone', ETIMEDOUT: 'gone', EIO: 'broken',
} as const

const isFault = (code: string): code is keyof typeof FAULTS => Object.hasOwn(FAULTS, code)

/** Why a run did not end well: a rule's words, what a disk's fault means, or the system's own name for it. */
export function runProblemText(t: TFunction, problem: string, subject: string = t('backup.places.unnamed')): string {
  if (isProblemCode(problem)) return t(`problem.${problem}`, { subject })
  if (isFault(problem)) return t(`backup.places.fault.${FAULTS[problem]}`)
  const code = ERROR_CODES.find((known) => known === problem)
  return code === undefined ? t('backup.places.fault.other', { code: problem }) : t(`error.${code}.what`)
}

/** What is to be said of a run that did not simply end well; null: nothing. After a good backup, what is kept no longer may not have gone. */
export function mishapText(t: TFunction, run: Run): string | null {
  if (run.outcome === 'cancelled') return t('backup.places.stopped')
  if (run.problem !== null) {
    const problem = runProblemText(t, run.problem)
    return run.outcome === 'done' ? t('backup.places.notCleared', { problem }) : problem
  }
  if (run.outcome === 'failed') return t('backup.failed')
  return run.findings !== null && run.findings > 0 ? t('backup.places.findings', { count: run.findings }) : null
}

export const WARNING_COLOURS: Record<PlaceWarning, 'error' | 'warning'> = {
  missing: 'error', failed: 'error', damaged: 'error', full: 'error',
  late: 'warning', neverBackedUp: 'warning', notProven: 'warning', slow: 'warning', sameDisk: 'warning',
}

/** What to do about it. */
export function adviceText(t: TFunction, warning: PlaceWarning): string {
  return t(`backup.places.advice.${warning}`, { days: PROVEN_FOR / DAY, minutes: SLOW / MINUTE })
}

export function warningsText(t: TFunction, warnings: readonly PlaceWarning[]): string {
  return warnings.map((warning) => t(`backup.places.warning.${warning}`)).join(t('book.line.separator'))
}

/** How it stands with all of it. `none`: nothing goes by itself yet. `amiss`: at these places, or with where the archive itself lies. */
export type Standing =
  | { kind: 'none' }
  | { kind: 'amiss'; places: PlaceView[] }
  | { kind: 'well'; done: Instant; proven: Instant | null }

export function standingOf({ places, risk }: Pick<BackupState, 'places' | 'risk'>): Standing {
  if (places.length === 0) return { kind: 'none' }
  const amiss = places.filter(({ warnings }) => warnings.length > 0)
  const done = newest(places.map(({ lastDone }) => lastDone?.startedAt ?? null))
  // A place that was never backed up to is warned of.
  if (amiss.length > 0 || risk !== null || done === null) return { kind: 'amiss', places: amiss }
  return { kind: 'well', done, proven: newest(places.map(({ lastProven }) => lastProven)) }
}

function newest(instants: readonly (Instant | null)[]): Instant | null {
  const known = instants.filter((at) => at !== null)
  return known.length === 0 ? null : Math.max(...known)
}
