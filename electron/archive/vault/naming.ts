// Naming content while it comes in. The hash takes as long as encrypting and writing together, so a large file's is made in a thread of
// its own, beside them.
import { Worker } from 'node:worker_threads'
import { startName } from './attachment-format.ts'

/** From so many bytes on a thread is worth its start. */
const LARGE = 32_000_000

/** Memory shared with the thread, filled by turns: so much may be on its way. */
const SLOTS = 2
const SLOT = 2_097_152

export type Naming = {
  /** Takes the next part; waits where it lags behind. */
  add(bytes: Uint8Array): Promise<void>
  /** The name of all that was added. */
  name(): Promise<string>
  end(): void
}

/** `expected`: about how many bytes will come. */
export function startNaming(dataKey: Uint8Array, expected: number): Naming {
  return expected >= LARGE ? inThread(dataKey) : here(dataKey)
}

function here(dataKey: Uint8Array): Naming {
  const hash = startName(dataKey)
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
export type NamingStart = { dataKey: Uint8Array; slots: readonly Uint8Array[] }
/** A slot was filled so far; or all was. */
export type ToNaming = { slot: number; length: number } | 'name'
/** A slot may be filled again; or the name. */
export type FromNaming = { free: number } | { name: string }

function inThread(dataKey: Uint8Array): Naming {
  const slots = Array.from({ length: SLOTS }, () => new Uint8Array(new SharedArrayBuffer(SLOT)))
  const workerData: NamingStart = { dataKey, slots }
  const worker = new Worker(new URL('./naming-thread.ts', import.meta.url), { workerData })
  const tell = (message: ToNaming): void => {
    worker.postMessage(message)
  }
  const free = [...slots.keys()]
  const named = Promise.withResolvers<string>()
  named.promise.catch(() => undefined)
  let freed = Promise.withResolvers<void>()
  worker.on('message', (message: FromNaming) => {
    if ('name' in message) {
      named.resolve(message.name)
      return
    }
    free.push(message.free)
    freed.resolve()
  })
  // Whoever waits goes on and hears of it when they ask for the name.
  const fail = (error: unknown): void => {
    named.reject(error)
    free.push(...slots.keys())
    freed.resolve()
  }
  const freeSlot = async (): Promise<number> => {
    for (;;) {
      const slot = free.shift()
      if (slot !== undefined) return slot
      freed = Promise.withResolvers()
      await freed.promise
    }
  }
  worker.once('error', fail)
  worker.once('exit', () => fail(new Error('the naming thread ended')))
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
      void worker.terminate()
    },
  }
}
