// Naming content while it comes in. The hash takes as long as encrypting and writing together, so a large file's is made in a thread of
// its own, beside them.
import { Worker } from 'node:worker_threads'
import { startName } from './attachment-format.ts'
import { namingKey, type VaultKeys } from './keys.ts'

/** From so many bytes on a thread is worth its start. */
const LARGE = 32_000_000

/** Memory shared with the thread, filled by turns: so much may be on its way. */
const SLOTS = 2
const SLOT = 2_097_152

/** Milliseconds for which a thread waits for another file. */
const IDLE = 60_000

export type Naming = {
  /** Takes the next part; waits where it lags behind. */
  add(bytes: Uint8Array): Promise<void>
  /** The name of all that was added. */
  name(): Promise<string>
  end(): void
}

/** `expected`: about how many bytes will come. */
export function startNaming(keys: VaultKeys, expected: number): Naming {
  const key = namingKey(keys)
  return expected >= LARGE ? inThread(key) : here(key)
}

function here(key: Uint8Array): Naming {
  const hash = startName(key)
  return {
    add: (bytes) => {
      hash.update(bytes)
      return Promise.resolve()
    },
    name: () => Promise.resolve(hash.digest('hex')),
    end: () => undefined,
  }
}

/** What the thread begins with. */
export type NamingData = { slots: readonly Uint8Array[] }
/** A file begins; a slot was filled so far; all was. */
export type ToNaming = { key: Uint8Array } | { slot: number; length: number } | 'name'
/** A slot may be filled again; or the name. */
export type FromNaming = { free: number } | { name: string }

type Thread = NamingData & {
  worker: Worker
  /** Whose file it names. */
  listener: { hear(message: FromNaming): void; fail(error: unknown): void } | null
}

/** Has named a file and waits for another: to start one takes as long as to name thirty megabytes. */
let spare: Thread | null = null
/** Ends it. */
let timer: NodeJS.Timeout | undefined

function takeThread(): Thread {
  const thread = spare ?? startThread()
  if (thread === spare) clearTimeout(timer)
  spare = null
  thread.worker.ref()
  return thread
}

function startThread(): Thread {
  const slots = Array.from({ length: SLOTS }, () => new Uint8Array(new SharedArrayBuffer(SLOT)))
  const workerData: NamingData = { slots }
  const worker = new Worker(new URL('./naming-thread.ts', import.meta.url), { workerData })
  const thread: Thread = { worker, slots, listener: null }
  worker.on('message', (message: FromNaming) => thread.listener?.hear(message))
  worker.once('error', (error) => thread.listener?.fail(error))
  worker.once('exit', () => {
    if (spare === thread) spare = null
    thread.listener?.fail(new Error('the naming thread ended'))
  })
  return thread
}

/** Only once it has named its file: then all slots are free. */
function keepThread(thread: Thread): void {
  const { worker } = thread
  if (spare) {
    void worker.terminate()
    return
  }
  spare = thread
  worker.unref()
  timer = setTimeout(() => {
    spare = null
    void worker.terminate()
  }, IDLE).unref()
}

function inThread(key: Uint8Array): Naming {
  const thread = takeThread()
  const { worker, slots } = thread
  const tell = (message: ToNaming): void => {
    worker.postMessage(message)
  }
  const free = [...slots.keys()]
  const named = Promise.withResolvers<string>()
  named.promise.catch(() => undefined)
  let isNamed = false
  let freed = Promise.withResolvers<void>()
  thread.listener = {
    hear: (message) => {
      if ('name' in message) {
        isNamed = true
        named.resolve(message.name)
        return
      }
      free.push(message.free)
      freed.resolve()
    },
    // Whoever waits goes on and hears of it when they ask for the name.
    fail: (error) => {
      isNamed = false
      named.reject(error)
      free.push(...slots.keys())
      freed.resolve()
    },
  }
  const freeSlot = async (): Promise<number> => {
    for (;;) {
      const slot = free.shift()
      if (slot !== undefined) return slot
      freed = Promise.withResolvers()
      await freed.promise
    }
  }
  tell({ key })
  return {
    add: async (bytes) => {
      for (let at = 0; at < bytes.length; at += SLOT) {
        const slot = await freeSlot()
        const part = bytes.subarray(at, at + SLOT)
        slots[slot]?.set(part)
        tell({ slot, length: part.length })
      }
    },
    name: () => {
      tell('name')
      return named.promise
    },
    end: () => {
      thread.listener = null
      if (isNamed) keepThread(thread)
      else void worker.terminate()
    },
  }
}
