// Starts long work in a thread of its own and follows it: progress comes up, cancelling goes down, refusals come back as such.
import { Worker } from 'node:worker_threads'
import { Refusal } from '../refusal.ts'
import type { FromThread, JobName, Jobs, ThreadData } from './job.ts'
import type { Progress } from './tasks.ts'

/** @throws Refusal as the work does; an Error with the system's `code` where the disk refused. */
export function inThread<N extends JobName>(name: N, input: Jobs[N]['input'], progress: Progress): Promise<Jobs[N]['output']> {
  const cancelled = new Int32Array(new SharedArrayBuffer(4))
  const data: ThreadData<N> = { name, input, cancelled }
  const worker = new Worker(new URL('./long-work.ts', import.meta.url), { workerData: data })
  const cancel = (): void => {
    Atomics.store(cancelled, 0, 1)
  }
  if (progress.signal.aborted) cancel()
  progress.signal.addEventListener('abort', cancel)
  return new Promise<Jobs[N]['output']>((resolve, reject) => {
    worker.on('message', (message: FromThread<N>) => {
      switch (message.what) {
        case 'progress':
          progress.at(message.part)
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
      reject(new Error(`${name}: the thread ended`))
    })
  }).finally(() => {
    progress.signal.removeEventListener('abort', cancel)
  })
}
