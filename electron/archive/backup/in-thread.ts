// Starts long work in a thread of its own and follows it: progress comes up, cancelling goes down, refusals come back as such.
import { Worker } from 'node:worker_threads'
import type { Instant } from '#shared/domain/local-date.ts'
import { Refusal } from '../refusal.ts'
import type { FromThread, JobName, Jobs, ThreadData } from './job.ts'
import type { Progress } from './tasks.ts'

/** More than any work needs that is what it should be: a hostile file ends its thread, and not the program. */
const MEMORY = { maxOldGenerationSizeMb: 1536 }

/** Work on sticks and network folders, which may not answer. */
const IN_PLACES: ReadonlySet<JobName> = new Set<JobName>(['copy', 'verifyPoint', 'restore', 'rotate', 'mend', 'export', 'fetch'])
const ENDS_WITHIN = 5000

/**
 * `turn`: called when the work wants to write; its answer is the moment of the act, and `over` comes when it has written. The work is
 * broken off where it throws.
 * @throws Refusal as the work does; an Error with the system's `code` where the disk refused.
 */
export function inThread<N extends JobName>(name: N, input: Jobs[N]['input'], progress: Progress, turn?: (over: Promise<null>) => Promise<Instant>): Promise<Jobs[N]['output']> {
  const cancelled = new Int32Array(new SharedArrayBuffer(4))
  const data: ThreadData<N> = { name, input, cancelled }
  const worker = new Worker(new URL('./long-work.ts', import.meta.url), { workerData: data, resourceLimits: MEMORY })
  const gaveUp = Promise.withResolvers<never>()
  const cancel = (): void => {
    Atomics.store(cancelled, 0, 1)
    // A place that hangs is not waited for.
    if (IN_PLACES.has(name)) setTimeout(() => gaveUp.reject(new Refusal('cancelled', 'cancelled')), ENDS_WITHIN).unref()
  }
  if (progress.signal.aborted) cancel()
  progress.signal.addEventListener('abort', cancel)
  let over = Promise.withResolvers<null>()
  const ended = new Promise<Jobs[N]['output']>((resolve, reject) => {
    worker.on('message', (message: FromThread<N>) => {
      switch (message.what) {
        case 'progress':
          progress.at(message.part)
          break
        case 'turn':
          // Each turn has its own end.
          over = Promise.withResolvers<null>()
          turn?.(over.promise).then((at) => worker.postMessage(at)).catch((error: unknown) => {
            reject(error)
            void worker.terminate()
          })
          break
        case 'over':
          over.resolve(null)
          break
        case 'done':
          resolve(message.output)
          break
        case 'refused':
          reject(new Refusal(message.code, message.message, message.details))
          break
        case 'failed':
          reject(Object.assign(new Error(`${name}: ${message.name}`), message.code === null ? {} : { code: message.code }))
          break
      }
    })
    worker.once('error', reject)
    worker.once('exit', () => {
      over.resolve(null)
      reject(new Error(`${name}: the thread ended`))
    })
  })
  return Promise.race([ended, gaveUp.promise]).finally(() => {
    progress.signal.removeEventListener('abort', cancel)
    void worker.terminate()
  })
}
