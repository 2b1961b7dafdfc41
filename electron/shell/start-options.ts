// What either shell is started with: which archive, and at what time a training archive is run.
import { homedir } from 'node:os'
import { join, resolve } from 'node:path'
import { isLocalDate, STORE_TIME_ZONE } from '#shared/domain/local-date.ts'

export type StartOptions = {
  /** The archive's folder, absolute. */
  archive: string
  /** The training clock, UTC milliseconds; null for the real time. */
  startAt: number | null
}

/** Where this system keeps a person's program data: %LOCALAPPDATA%, Library/Application Support, XDG_DATA_HOME. */
export function dataFolder(platform: NodeJS.Platform, environment: NodeJS.ProcessEnv, home: string): string {
  if (platform === 'win32') return join(environment['LOCALAPPDATA'] ?? join(home, 'AppData', 'Local'), 'yidang')
  if (platform === 'darwin') return join(home, 'Library', 'Application Support', 'yidang')
  const named = environment['XDG_DATA_HOME']
  return join(named?.startsWith('/') === true ? named : join(home, '.local', 'share'), 'yidang')
}

/** The folder of `archive` (the real one) or `demo` (the sample store) when none is named. */
export function defaultArchive(name: 'archive' | 'demo'): string {
  return join(dataFolder(process.platform, process.env, homedir()), name)
}

/**
 * An instant from `2026-02-13T17:30` on the store's clock, or from a full ISO time with its zone.
 * @returns UTC milliseconds; null when it is no such time.
 */
export function readTime(text: string): number | null {
  const [, day = '', clock, zone] = /^(\d{4}-\d{2}-\d{2})T(\d{2}:\d{2}(?::\d{2})?)(Z|[+-]\d{2}:\d{2})?$/.exec(text) ?? []
  const asUtc = Date.parse(`${day}T${clock}Z`)
  if (!isLocalDate(day) || Number.isNaN(asUtc)) return null
  return zone === undefined ? asUtc - zoneOffset(asUtc) : Date.parse(text)
}

/** How far the store's clock is ahead of UTC, in milliseconds. The store's zone has no summer time. */
function zoneOffset(instant: number): number {
  const parts = new Intl.DateTimeFormat('en-US', { timeZone: STORE_TIME_ZONE, timeZoneName: 'longOffset' }).formatToParts(instant)
  const name = parts.find((part) => part.type === 'timeZoneName')?.value ?? ''
  const offset = /([+-])(\d{2}):(\d{2})/.exec(name)
  return offset === null ? 0 : Number(`${offset[1]}1`) * (Number(offset[2]) * 60 + Number(offset[3])) * 60_000
}

/**
 * `--archive` and `--now` as the shells understand them.
 * @throws RangeError when `now` is no time.
 */
export function startOptions(given: { archive?: string | undefined; now?: string | undefined }): StartOptions {
  const startAt = given.now === undefined ? null : readTime(given.now)
  if (given.now !== undefined && startAt === null) {
    throw new RangeError(`--now ${given.now}: not a time like 2026-02-13T17:30 · 不是 2026-02-13T17:30 这样的时间`)
  }
  return { archive: given.archive === undefined ? defaultArchive('archive') : resolve(given.archive), startAt }
}
