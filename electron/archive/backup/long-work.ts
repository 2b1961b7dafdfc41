// The thread that copies, verifies or restores: one piece of work, then it ends. It never writes to an archive in use.
import { parentPort, workerData } from 'node:worker_threads'
import { Refusal } from '../refusal.ts'
import { workers, type FromThread, type JobName, type Jobs } from './job.ts'
import type { Progress } from './tasks.ts'

/** Set by the thread that asked, from 0 to 1, when the work is to be broken off. */
export type ThreadData<N extends JobName> = { name: N; input: Jobs[N]['input']; cancelled: Int32Array }

/** So often is told how far it is. */
const STEP = 1 / 200

async function work<N extends JobName>({ name, input, cancelled }: ThreadData<N>): Promise<void> {
  const send = (message: FromThread<N>): void => {
    parentPort?.postMessage(message)
  }
  let told = 0
  const progress: Progress = {
    at: (part) => {
      if (part - told < STEP) return
      told = part
      send({ what: 'progress', part })
    },
    check: () => {
      if (Atomics.load(cancelled, 0) === 1) throw new Refusal('cancelled', 'cancelled')
    },
  }
  try {
    send({ what: 'done', output: await workers[name](input, progress) })
  } catch (error) {
    if (error instanceof Refusal) send({ what: 'refused', code: error.code, message: error.message, details: error.details })
    else send({ what: 'failed', ...mistake(error) })
  }
}

function mistake(error: unknown): { name: string; code: string | null } {
  if (!(error instanceof Error)) return { name: 'unknown', code: null }
  return { name: error.name, code: 'code' in error && typeof error.code === 'string' ? error.code : null }
}

const data: ThreadData<JobName> = workerData
await work(data)
