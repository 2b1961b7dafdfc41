// The thread that copies, verifies, restores, exports or brings in a list: one piece of work, then it ends. It writes to an archive in use only
// while the engine has lent it the place of the writer.
import { parentPort, workerData } from 'node:worker_threads'
import { Refusal } from '../refusal.ts'
import { systemCode } from '../system-code.ts'
import { workers, type AskTurn, type FromThread, type JobName, type ThreadData } from './job.ts'
import type { Steps } from './tasks.ts'

/** So often is told how far it is. */
const STEP = 1 / 200

async function work<N extends JobName>({ name, input, cancelled }: ThreadData<N>): Promise<void> {
  const send = (message: FromThread<N>): void => {
    parentPort?.postMessage(message)
  }
  let told = 0
  const progress: Steps = {
    at: (part) => {
      if (part - told < STEP) return
      told = part
      send({ what: 'progress', part })
    },
    check: () => {
      if (Atomics.load(cancelled, 0) === 1) throw new Refusal('cancelled', 'cancelled')
    },
  }
  const turn: AskTurn = () => new Promise((resolve) => {
    parentPort?.once('message', (at: unknown) => resolve({ at: Number(at), over: () => send({ what: 'over' }) }))
    send({ what: 'turn' })
  })
  try {
    send({ what: 'done', output: await workers[name](input, progress, turn) })
  } catch (error) {
    if (error instanceof Refusal) send({ what: 'refused', code: error.code, message: error.message, details: error.details })
    else send({ what: 'failed', ...mistake(error) })
  }
}

function mistake(error: unknown): { name: string; code: string | null } {
  if (!(error instanceof Error)) return { name: 'unknown', code: null }
  return { name: error.name, code: systemCode(error) }
}

function isThreadData(value: unknown): value is ThreadData<JobName> {
  return typeof value === 'object' && value !== null && 'name' in value && 'input' in value && 'cancelled' in value
}

const data: unknown = workerData
if (!isThreadData(data)) throw new Error('this is a thread for long work')
await work(data)
