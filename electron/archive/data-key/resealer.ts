// Sees to it that files of the vault come under the present data key: at the first sign-in after it was changed, and at the start after a break.
import { inThread } from '../backup/in-thread.ts'
import type { Progress } from '../backup/tasks.ts'
import type { Engine, OpenArchive } from '../engine.ts'
import { Refusal } from '../refusal.ts'
import { readKeyring, writeKeyring } from '../vault/keyring.ts'
import { changeWithKeyring } from '../vault/keyring-change.ts'
import { noteResealed } from './store.ts'

export type Resealer = {
  /** Begins where files may be under the key before. */
  due(): void
  /** How far it is, 0 to 1; null: all is done. */
  progress(): number | null
  stop(): Promise<void>
}

/** Milliseconds after which one that the disk refused is tried again. */
const AGAIN = 600_000

export function makeResealer(
  engine: Pick<Engine, 'places' | 'clock' | 'report'>, { database, keys, leftovers, afterwards }: Pick<OpenArchive, 'database' | 'keys' | 'leftovers' | 'afterwards'>,
): Resealer {
  const abort = new AbortController()
  let at = 0
  let underWay: Promise<void> | null = null
  let timer: NodeJS.Timeout | undefined
  const progress: Progress = {
    at: (part) => {
      at = part
    },
    check: () => {
      if (abort.signal.aborted) throw new Refusal('cancelled', 'cancelled')
    },
    signal: abort.signal,
  }
  const work = async (): Promise<void> => {
    const { gone, refused } = await inThread('reseal', { places: engine.places, keys }, progress)
    for (const name of gone) leftovers.suspect(name)
    if (refused !== null) throw Object.assign(new Error('a file could not be sealed anew'), { code: refused })
    await database.turn()
    changeWithKeyring(engine.places, database, (db) => {
      noteResealed(db, engine.clock())
      const { dataKey, ...keyring } = readKeyring(engine.places.keyring)
      writeKeyring(engine.places.keyring, dataKey ? { ...keyring, dataKey: { ...dataKey, resealing: false } } : keyring)
    })
    keys.resealing = false
    afterwards.due()
  }
  const due = (): void => {
    if (abort.signal.aborted || underWay || !keys.resealing) return
    underWay = work().catch((error: unknown) => {
      if (abort.signal.aborted) return
      engine.report(error)
      timer = setTimeout(due, AGAIN).unref()
    }).finally(() => {
      underWay = null
    })
  }
  return {
    due,
    progress: () => (keys.resealing ? at : null),
    stop: async () => {
      abort.abort()
      clearTimeout(timer)
      await underWay
    },
  }
}
