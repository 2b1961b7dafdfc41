// Bringing an archive back where there is none: on a new machine, from nothing but a backup (rule A2). Nobody signs in for it: what comes back is
// encrypted, and opens with a password of that day or with the recovery key.
import { mkdirSync } from 'node:fs'
import { dirname } from 'node:path'
import type { TaskView } from '#shared/contract/backup.ts'
import type { Engine } from '../engine.ts'
import { takeLock } from '../lock.ts'
import { readDescriptor } from '../places.ts'
import { Refusal, refused } from '../refusal.ts'
import { riskOf } from './location.ts'
import { readRestoredMark } from './restored-mark.ts'
import { restoreInThread } from './run.ts'
import { taskError } from './tasks.ts'

/** The one under way, or how the last ended. */
export type Restoring = { progress: number; over: boolean; error: TaskView['error']; abort: AbortController; done: Promise<void> }

/** @throws Refusal `archive.exists`, `archive.restoring`. */
export function restoreHere(engine: Engine, from: { folder: string; id: string }): void {
  if (engine.descriptor || engine.settingUp) throw refused('archive.exists')
  if (engine.restoring?.over === false) throw refused('archive.restoring')
  const restoring: Restoring = { progress: 0, over: false, error: null, abort: new AbortController(), done: Promise.resolve() }
  engine.restoring = restoring
  restoring.done = bringBack(engine, from, restoring).catch((error: unknown) => {
    restoring.error = taskError(error)
  }).finally(() => {
    restoring.over = true
  })
}

async function bringBack(engine: Engine, { folder, id }: { folder: string; id: string }, restoring: Restoring): Promise<void> {
  const target = engine.places.folder
  mkdirSync(dirname(target), { recursive: true })
  if ((await riskOf(dirname(target))) === 'network') throw refused('archive.onNetwork', target)
  await restoreInThread({ folder, id, target }, engine.program, {
    at: (part) => {
      restoring.progress = part
    },
    check: () => {
      if (restoring.abort.signal.aborted) throw new Refusal('cancelled', 'cancelled')
    },
    signal: restoring.abort.signal,
  })
  const descriptor = readDescriptor(engine.places)
  // A real archive is not run at another time; started without, the program opens it.
  if (engine.otherTime && descriptor?.training !== true) throw refused('clock.trainingOnly')
  engine.lock = takeLock(engine.places.lock, engine.program)
  engine.descriptor = descriptor
  engine.restored = readRestoredMark(engine.places)
}
