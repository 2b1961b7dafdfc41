// Starts the engine's worker and passes calls to it; used by every shell and the command line.
import { Worker } from 'node:worker_threads'
import type { CallRequest } from '#shared/contract/bridge.ts'
import type { CallError, Envelope } from '#shared/contract/envelope.ts'
import type { BackupStanding } from './backup/standing.ts'
import type { EngineOptions } from './engine.ts'
import { Refusal } from './refusal.ts'

/** What the worker says. */
export type FromWorker =
  | { what: 'ready' }
  | ({ what: 'refused' } & CallError)
  | { what: 'answer'; id: number; envelope: Envelope<unknown> }
  | { what: 'backups'; standing: BackupStanding }
  | { what: 'mistake'; where: string }

export type Host = {
  /** `given`: memory of its bytes that is handed over instead of copied, and is empty afterwards. */
  call(request: CallRequest, given?: readonly ArrayBuffer[]): Promise<Envelope<unknown>>
  /** Signs out whoever is signed in: their window is gone. */
  endSessions(): void
  /** Backs up to every place that is planned, before it is due; asks nobody, and does nothing where none is planned. */
  backUp(): void
  /** Ends sessions and long tasks, backs up where that is done at closing, closes the archive, lets go of its lock. */
  close(): Promise<void>
  /** While closing: does not wait for backups, which are made up for at the next start. */
  giveUp(): void
}

const GONE: Envelope<unknown> = {
  ok: false,
  error: { code: 'unavailable', message: 'the engine has stopped', details: { problem: 'engine.stopped' } },
}

/** V8 else lets what is new grow to 64 MB before it clears away what nobody needs. */
const MEMORY = { maxYoungGenerationSizeMb: 6 }

/** Milliseconds: one that ends sooner, time and again, is not started once more. */
const SHORT_LIFE = 10_000
const SHORT_LIVES = 3

/**
 * Starts the engine on a folder; one that ends without being told to is started anew, locked, and what it had not answered is refused.
 * `onBackups` hears how backups stand whenever that changes.
 * @throws Refusal when the folder is no archive, or another program holds it (`archive.inUse`), or its disk refuses (`storage`, `archive.diskRefuses`).
 */
export function startHost(options: EngineOptions, onBackups: (standing: BackupStanding) => void = () => undefined): Promise<Host> {
  const waiting = new Map<number, (envelope: Envelope<unknown>) => void>()
  const started = Promise.withResolvers<Host>()
  const ended = Promise.withResolvers<null>()
  let worker: Worker | null = null
  let last = 0
  let closing = false
  let shortLives = 0

  const start = (): Worker => {
    const begun = performance.now()
    const own = new Worker(new URL('./worker.ts', import.meta.url), { workerData: options, resourceLimits: MEMORY })
    let ready = false
    own.once('error', (error) => {
      process.stderr.write(`engine: ${error instanceof Error ? error.name : 'error'}\n`)
      started.reject(error)
    })
    own.once('exit', () => {
      for (const answer of waiting.values()) answer(GONE)
      waiting.clear()
      shortLives = performance.now() - begun < SHORT_LIFE ? shortLives + 1 : 0
      worker = closing || !ready || shortLives > SHORT_LIVES ? null : start()
      if (!worker) ended.resolve(null)
    })
    own.on('message', (message: FromWorker) => {
      switch (message.what) {
        case 'ready':
          ready = true
          started.resolve(host)
          break
        case 'refused':
          void own.terminate()
          started.reject(new Refusal(message.code, message.message, message.details))
          break
        case 'answer':
          waiting.get(message.id)?.(message.envelope)
          waiting.delete(message.id)
          break
        case 'backups':
          onBackups(message.standing)
          break
        case 'mistake':
          process.stderr.write(`engine: ${message.where}\n`)
          break
      }
    })
    return own
  }

  const host: Host = {
    call: (request, given = []) => {
      const asked = worker
      if (!asked) return Promise.resolve(GONE)
      last += 1
      const id = last
      return new Promise((resolve) => {
        waiting.set(id, resolve)
        asked.postMessage({ what: 'call', id, method: request.method, input: request.input, token: request.token }, given)
      })
    },
    endSessions: () => worker?.postMessage({ what: 'endSessions' }),
    backUp: () => worker?.postMessage({ what: 'backUp' }),
    giveUp: () => worker?.postMessage({ what: 'giveUp' }),
    close: async () => {
      closing = true
      worker?.postMessage({ what: 'stop' })
      await ended.promise
    },
  }
  worker = start()
  return started.promise
}
