// Backs up by itself (rule A2): looks twice a minute what is due where, one run at a time, while people work and while the archive is locked; restores
// on trial once a week; removes what a place keeps no longer. A place that is not there is looked for again: a stick that comes back is gone on with.
import { setTimeout as delay } from 'node:timers/promises'
import type { BackupState } from '#shared/contract/backup.ts'
import { dueAt, isBackupDue, isProofDue, placeWarnings, type ArchiveRisk, type PlaceFacts } from '#shared/domain/backup-plan.ts'
import type { Id } from '#shared/domain/id.ts'
import type { Instant } from '#shared/domain/local-date.ts'
import type { Reader } from '../database/database.ts'
import type { Engine, OpenArchive } from '../engine.ts'
import { Refusal, refused } from '../refusal.ts'
import { lookAt, riskOf, type Surroundings } from './location.ts'
import { backUpPlace, problemOf, provePlace, type PlannedPlace } from './place-work.ts'
import { readPlan, writePlan, type BackupPlan } from './plan-file.ts'
import { poolIn } from './pool.ts'
import { standingOf, type BackupStanding } from './standing.ts'
import { addRun, backupPlaces, isEntered, lastRuns, noteBegunBefore, type BackupPlace, type BackupRun, type LastRuns } from './store.ts'
import type { Progress } from './tasks.ts'

export type BackupKeeper = {
  /** The archive was opened: what ran meanwhile is entered. */
  unlocked(archive: OpenArchive): void
  /** Places were changed, or something may be due. */
  due(): void
  /** Begins at once. @throws Refusal `notFound`; `backup.running` while another is under way. */
  run(id: Id<'backupPlace'>, what: BackupRun['what']): void
  /** Begins a backup to every place at once, as if it were due: nobody is asked for, as with what is due. */
  runAll(): void
  /** Breaks off what is under way. */
  stopRun(): void
  state(db: Reader, now: Instant): BackupState
  /** Breaks off what is under way, and backs up where that is done at closing. */
  close(): Promise<void>
  /** Whoever closes does not want to wait: what is backed up to at closing is made up for at the next start. */
  giveUp(): void
}

/** `tell`: hears how backups stand whenever that changes. */
type Parts = Pick<Engine, 'places' | 'program' | 'clock' | 'report'> & { archive: () => OpenArchive | null; tell: (standing: BackupStanding) => void }

const LOOK_EVERY = 30_000
const FIRST_LOOK = 1000
/** A place that does not answer for so long is taken for missing. */
const ANSWERS_WITHIN = 5000

export function makeBackupKeeper({ places, program, clock, report, archive, tell }: Parts): BackupKeeper {
  const seen = new Map<Id<'backupPlace'>, Surroundings>()
  const looking = new Set<Id<'backupPlace'>>()
  let running: (NonNullable<BackupState['running']> & { abort: AbortController }) | null = null
  /** Asked for by people; before what is due. */
  const wanted: { placeId: Id<'backupPlace'>; what: BackupRun['what'] }[] = []
  let passing: Promise<void> | null = null
  let risk: ArchiveRisk | null = null
  let closed = false
  let givenUp = false
  let told = ''

  const plan = (): BackupPlan => {
    const open = archive()
    if (!open) return readPlan(places)
    const db = open.database.reader
    return {
      format: 1, runs: [],
      places: backupPlaces(db).map(({ id, folder, schedule, keep }) => {
        const { lastDone, lastRun } = lastRuns(db, id, clock())
        // A stick that was not in is gone on with as soon as it is.
        const lastTried = lastRun === null || lastRun.problem === 'backup.placeMissing' ? null : lastRun.startedAt
        return { id, folder, schedule, keep, lastDone: lastDone?.startedAt ?? null, lastTried }
      }),
    }
  }

  const look = async (place: PlannedPlace): Promise<void> => {
    // One that hangs is not asked again until it answers: each asking holds a thread of the system's.
    if (looking.has(place.id)) return
    looking.add(place.id)
    try {
      seen.set(place.id, await lookAt(place.folder, places.folder, place.lastDone === null ? null : poolIn(place.folder).root))
    } finally {
      looking.delete(place.id)
    }
  }
  const lookAround = async (all: readonly PlannedPlace[]): Promise<void> => {
    const answered = Promise.all(all.map(look))
    answered.catch(report)
    await Promise.race([answered, delay(ANSWERS_WITHIN, null, { ref: false })])
    for (const id of looking) seen.set(id, { reachable: false, free: null, sameDisk: false })
  }
  const isThere = ({ id }: Pick<PlannedPlace, 'id'>): boolean => seen.get(id)?.reachable === true

  const facts = ({ lastRun, lastDone, lastProof, lastProven }: LastRuns, { id, schedule, addedAt }: Pick<BackupPlace, 'id' | 'schedule' | 'addedAt'>): PlaceFacts => {
    const { reachable, free, sameDisk } = seen.get(id) ?? { reachable: null, free: null, sameDisk: false }
    return {
      schedule, addedAt, reachable, sameDisk, free, lastDone: lastDone?.startedAt ?? null, failed: lastRun?.outcome === 'failed',
      lastWritten: lastDone?.written ?? 0, lastTook: lastDone ? lastDone.endedAt - lastDone.startedAt : 0, lastProven, damaged: (lastProof?.findings ?? 0) > 0,
    }
  }
  const standing = (): BackupStanding => {
    const open = archive()
    const now = clock()
    if (open) {
      const db = open.database.reader
      return standingOf(backupPlaces(db).map((place) => facts(lastRuns(db, place.id, now), place)), { running, risk, now })
    }
    // Of what ran earlier, how it went is in the database alone.
    const { places: planned, runs } = readPlan(places)
    return standingOf(planned.map(({ id, schedule, lastDone }) => {
      const lastRun = runs.findLast((run) => run.placeId === id) ?? null
      return { ...facts({ lastRun, lastDone: null, lastProof: null, lastProven: null }, { id, schedule, addedAt: now }), lastDone }
    }), { running, risk, now })
  }
  const tellStanding = (): void => {
    try {
      const now = standing()
      const text = JSON.stringify(now)
      if (text !== told) tell(now)
      told = text
    } catch (error) {
      report(error)
    }
  }

  // Only for while nobody has signed in: what goes on with the archive open does not wait for it.
  const keepPlan = (): void => {
    try {
      writePlan(places, plan())
    } catch (error) {
      report(error)
    }
  }
  const record = async (run: BackupRun): Promise<void> => {
    const open = archive()
    if (!open) {
      const before = readPlan(places)
      const place = (one: PlannedPlace): PlannedPlace => (one.id === run.placeId && run.what === 'backup'
        ? { ...one, lastTried: run.startedAt, lastDone: run.outcome === 'done' ? run.startedAt : one.lastDone }
        : one)
      writePlan(places, { ...before, places: before.places.map(place), runs: [...before.runs, run] })
      return
    }
    await open.database.turn()
    open.database.transaction((db) => {
      addRun(db, run)
      if (run.what === 'backup' && run.outcome === 'done') noteBegunBefore(db, run)
    })
    open.afterwards.due()
    keepPlan()
  }

  const runOnce = async (place: PlannedPlace, what: BackupRun['what']): Promise<void> => {
    const abort = new AbortController()
    const now: NonNullable<typeof running> = { placeId: place.id, what, progress: 0, abort }
    running = now
    const progress: Progress = {
      at: (part) => {
        const isAnotherPercent = Math.floor(part * 100) !== Math.floor(now.progress * 100)
        now.progress = part
        if (isAnotherPercent) tellStanding()
      },
      check: () => {
        if (abort.signal.aborted) throw new Refusal('cancelled', 'cancelled')
      },
      signal: abort.signal,
    }
    const run: BackupRun = {
      placeId: place.id, folder: place.folder, what, startedAt: clock(), endedAt: 0, outcome: 'done', problem: null, point: null, findings: null, written: 0,
    }
    tellStanding()
    try {
      if (!isThere(place)) throw missing()
      const work = { places, program, clock, archive: archive(), place, progress }
      const done = what === 'proof' ? await provePlace(work) : await backUpPlace(work, run.startedAt, () => {
        Object.assign(now, { what: 'rotation', progress: 0 })
        tellStanding()
      })
      Object.assign(run, done)
    } catch (error) {
      // Not over: it goes on when the program is started again, or at once with the archive open.
      if (closed && abort.signal.aborted) return
      if (error instanceof Refusal && error.details.problem === 'backup.changedMeanwhile') return
      run.outcome = abort.signal.aborted ? 'cancelled' : 'failed'
      run.problem = problemOf(error)
    } finally {
      running = null
    }
    run.endedAt = clock()
    await record(run)
    tellStanding()
  }
  const pass = async (): Promise<void> => {
    const all = plan().places
    await lookAround(all)
    for (const { placeId, what } of wanted.splice(0)) {
      const place = plan().places.find(({ id }) => id === placeId)
      if (place && !closed) await runOnce(place, what)
    }
    for (const { id } of all) {
      // Asked anew: it may have been changed or removed while others were backed up.
      const place = plan().places.find((one) => one.id === id)
      if (place && !closed && isThere(place) && isBackupDue(place, clock())) await runOnce(place, 'backup')
    }
    const open = archive()
    if (!open) return
    for (const place of all) {
      const { lastDone, lastProof, lastProven } = lastRuns(open.database.reader, place.id, clock())
      const trials = { lastDone: lastDone?.startedAt ?? null, lastProof: lastProof?.startedAt ?? null, lastProven }
      if (!closed && isThere(place) && isProofDue(trials, clock()) && backupPlaces(open.database.reader).some(({ id }) => id === place.id)) await runOnce(place, 'proof')
    }
  }
  const due = (): void => {
    if (closed || passing) return
    passing = pass().catch(report).finally(() => {
      passing = null
      tellStanding()
      if (wanted.length > 0) due()
    })
  }
  const assess = async (): Promise<void> => {
    risk = await riskOf(places.folder)
  }
  const first = setTimeout(due, FIRST_LOOK).unref()
  const timer = setInterval(due, LOOK_EVERY).unref()

  return {
    unlocked: ({ database }) => {
      assess().catch(report)
      // Whatever that file says, it keeps nobody from signing in.
      try {
        const { runs } = readPlan(places)
        const known = new Set(backupPlaces(database.reader).map(({ id }) => id))
        if (runs.length > 0) database.transaction((db) => {
          for (const run of runs.filter((one) => !isEntered(db, one))) {
            addRun(db, { ...run, placeId: run.placeId !== null && known.has(run.placeId) ? run.placeId : null })
            if (run.what === 'backup' && run.outcome === 'done') noteBegunBefore(db, run)
          }
        })
        if (known.size > 0 || runs.length > 0) writePlan(places, plan())
      } catch (error) {
        report(error)
      }
      due()
    },
    due: () => {
      if (archive()) keepPlan()
      due()
    },
    run: (id, what) => {
      if (!plan().places.some((place) => place.id === id)) throw new Refusal('notFound', 'no such place')
      if (running || wanted.length > 0) throw refused('backup.running')
      wanted.push({ placeId: id, what })
      due()
    },
    runAll: () => {
      for (const { id } of plan().places) if (!wanted.some(({ placeId }) => placeId === id)) wanted.push({ placeId: id, what: 'backup' })
      due()
    },
    stopRun: () => running?.abort.abort(),
    state: (db, now) => ({
      risk,
      running: running && { placeId: running.placeId, what: running.what, progress: running.progress },
      places: backupPlaces(db).map(({ addedAt, ...place }) => {
        const runs = lastRuns(db, place.id, now)
        const known = facts(runs, { ...place, addedAt })
        return {
          ...place, ...runs, reachable: known.reachable, free: known.free, warnings: placeWarnings(known, now),
          dueAt: place.schedule.kind === 'closing' ? null : Math.max(dueAt(place.schedule, known.lastDone), now),
        }
      }),
    }),
    close: async () => {
      closed = true
      clearTimeout(first)
      clearInterval(timer)
      running?.abort.abort()
      await passing
      const atClosing = plan().places.filter(({ schedule }) => schedule.kind === 'closing')
      await lookAround(atClosing)
      for (const place of atClosing.filter(isThere)) if (!givenUp) await runOnce(place, 'backup').catch(report)
    },
    giveUp: () => {
      givenUp = true
      running?.abort.abort()
    },
  }
}

const missing = (): Refusal => new Refusal('unavailable', 'the place is not there', { problem: 'backup.placeMissing' })
