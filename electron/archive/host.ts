// Starts the engine's worker and passes calls to it; used by every shell and the command line.
import { Worker } from 'node:worker_threads'
import type { CallRequest } from '#shared/contract/bridge.ts'
import type { CallError, Envelope } from '#shared/contract/envelope.ts'
import type { EngineOptions } from './engine.ts'
import { Refusal } from './refusal.ts'

/** What the worker says. */
export type FromWorker =
  | { what: 'ready' }
  | ({ what: 'refused' } & CallError)
  | { what: 'answer'; id: number; envelope: Envelope<unknown> }
  | { what: 'mistake'; where: string }

export type Host = {
  /** `given`: memory of its bytes that is handed over instead of copied, and is empty afterwards. */
  call(request: CallRequest, given?: readonly ArrayBuffer[]): Promise<Envelope<unknown>>
  /** Ends sessions and long tasks, closes the archive, lets go of its lock. */
  close(): Promise<void>
}

const GONE: Envelope<unknown> = {
  ok: false,
  error: { code: 'unavailable', message: 'the engine has stopped', details: { problem: 'engine.stopped' } },
}

/**
 * Starts the engine on a folder.
 * @throws Refusal when the folder is no archive, or another program holds it (`archive.inUse`).
 */
export function startHost(options: EngineOptions): Promise<Host> {
  const worker = new Worker(new URL('./worker.ts', import.meta.url), { workerData: options })
  const waiting = new Map<number, (envelope: Envelope<unknown>) => void>()
  let last = 0
  let stopped = false
  const exited = new Promise<void>((resolve) => {
    worker.once('exit', () => {
      stopped = true
      for (const answer of waiting.values()) answer(GONE)
      waiting.clear()
      resolve()
    })
  })
  const host: Host = {
    call: (request, given = []) => {
      if (stopped) return Promise.resolve(GONE)
      last += 1
      const id = last
      return new Promise((resolve) => {
        waiting.set(id, resolve)
        worker.postMessage({ what: 'call', id, method: request.method, input: request.input, token: request.token }, given)
      })
    },
    close: async () => {
      if (!stopped) worker.postMessage({ what: 'stop' })
      await exited
    },
  }
  return new Promise((resolve, reject) => {
    worker.once('error', (error) => {
      process.stderr.write(`engine: ${error instanceof Error ? error.name : 'error'}\n`)
      reject(error)
    })
    worker.on('message', (message: FromWorker) => {
      switch (message.what) {
        case 'ready':
          resolve(host)
          break
        case 'refused':
          void worker.terminate()
          reject(new Refusal(message.code, message.message, message.details))
          break
        case 'answer':
          waiting.get(message.id)?.(message.envelope)
          waiting.delete(message.id)
          break
        case 'mistake':
          process.stderr.write(`engine: ${message.where}\n`)
          break
      }
    })
  })
}
