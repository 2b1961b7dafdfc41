// Sees to it that what was erased is swept: after every erasing, and at the start after one that was broken off (rule R4).
import type { Progress } from '../backup/tasks.ts'
import { inThread } from '../backup/in-thread.ts'
import type { Engine, OpenArchive } from '../engine.ts'
import { hasUnswept } from './store.ts'

export type Sweeper = {
  /** Begins where something is left to sweep and nobody is at it; what fails is tried again after the next write. */
  due(): void
  /** Waits for the one under way, or begins one. Reports how far it is. */
  follow(progress: Progress): Promise<null>
  /** Waits for the one under way. */
  stop(): Promise<void>
}

export function makeSweeper(engine: Pick<Engine, 'places' | 'clock' | 'report'>, archive: Pick<OpenArchive, 'database' | 'keys' | 'afterwards'>): Sweeper {
  const { database, keys } = archive
  let underWay: Promise<null> | null = null
  let followers: Progress[] = []
  let stopped = false
  const progress: Progress = {
    at: (part) => {
      for (const follower of followers) follower.at(part)
    },
    // It is short, and half of it is none.
    check: () => undefined,
    signal: new AbortController().signal,
  }
  const turn = (over: Promise<null>): Promise<number> => new Promise((resolve, reject) => {
    database.lend(async () => {
      resolve(engine.clock())
      await over
    }).catch(reject)
  })
  const begin = (): Promise<null> => {
    underWay ??= inThread('sweep', { places: engine.places, dataKey: keys.data }, progress, turn).finally(() => {
      underWay = null
      followers = []
      // The files' turn.
      archive.afterwards.due()
    })
    return underWay
  }
  return {
    due: () => {
      if (stopped || underWay || !hasUnswept(database.reader)) return
      begin().catch(engine.report)
    },
    follow: (follower) => {
      if (!underWay && !hasUnswept(database.reader)) return Promise.resolve(null)
      followers.push(follower)
      return begin()
    },
    stop: async () => {
      stopped = true
      await underWay?.catch(() => null)
    },
  }
}
