// Starts the pictures thread when it is first needed and gives it one job after the other, what somebody waits for first. A job
// that takes too long or ends the thread is refused; the others go on in a new one.
import { setTimeout as delay } from 'node:timers/promises'
import { Worker } from 'node:worker_threads'
import type { PictureView } from '#shared/contract/scan.ts'
import type { Arrangement, MediaType } from '#shared/domain/scan.ts'
import type { Places } from '../places.ts'
import { refused, Refusal } from '../refusal.ts'
import type { FromThread, Job, JobName, Jobs, Output, ReadPage, ThreadData } from './job.ts'
import type { VaultKeys } from '../vault/keys.ts'

export type Pictures = {
  /** By its bytes: kind and number of pages. @throws Refusal `refused` with a PictureProblem as its problem. */
  inspect(name: string): Promise<{ mediaType: MediaType; pages: number }>
  /** A page drawn, cut and turned, at most `longest` pixels either way (never enlarged). `urgent`: somebody looks; else background. */
  draw(name: string, page: number, how: Arrangement & { longest: number; urgent: boolean }): Promise<PictureView>
  /** The same as it leaves the archive (S4): as a JPEG, with `mark` drawn across it, again and again. What is small is enlarged, so that the mark can be read. */
  copy(name: string, page: number, how: Arrangement & { longest: number; mark: string }): Promise<PictureView>
  /** Pages that `copy` gave, bound into a PDF in their order. @throws Refusal `picture.tooLarge`. */
  bind(pages: readonly Uint8Array[]): Promise<Uint8Array<ArrayBuffer>>
  /** What a page of a batch is, from one drawing of it; its small picture at most `longest` pixels either way. */
  readPage(name: string, page: number, longest: number): Promise<ReadPage>
  /** Ends the thread and all it started; what waits is refused. */
  close(): Promise<void>
}

/** `done` is given what a job of its kind answers. */
type Waiting = { job: Job; done(output: Output): void; failed(error: Error): void }
/** `begun` comes true when it takes jobs, or has ended. */
type Thread = { worker: Worker; ready: boolean; begun: Promise<void> }

/** Milliseconds one job may take. */
const PATIENCE = 30_000
/** Milliseconds without a job after which the thread ends and gives its memory back: with libvips' own threads it takes as much as the engine. */
const IDLE = 60_000

/** More than any picture needs of JavaScript's; and what is new is cleared away early. */
const MEMORY = { maxOldGenerationSizeMb: 256, maxYoungGenerationSizeMb: 6 }

/** The thread starts on first use. `patience`: milliseconds one job may take. */
export function startPictures(vault: Pick<Places, 'attachments' | 'staging'>, keys: VaultKeys, patience = PATIENCE): Pictures {
  const data: ThreadData = { vault: { attachments: vault.attachments, staging: vault.staging }, keys }
  const urgent: Waiting[] = []
  const background: Waiting[] = []
  const ending = new Set<Promise<unknown>>()
  let current: Waiting | null = null
  let thread: Thread | null = null
  let timer: NodeJS.Timeout | undefined
  let closed = false

  const start = (): Thread => {
    const worker = new Worker(new URL('./picture-thread.ts', import.meta.url), { workerData: data, resourceLimits: MEMORY })
    const begun = Promise.withResolvers<void>()
    const started: Thread = { worker, ready: false, begun: begun.promise }
    worker.on('message', (message: FromThread) => {
      begun.resolve()
      if (thread === started) hear(started, message)
    })
    // The exit that follows says it all.
    worker.on('error', () => undefined)
    worker.once('exit', () => {
      begun.resolve()
      if (thread !== started) return
      thread = null
      end(started.ready ? refused('picture.damaged') : new Error('the pictures thread does not start'))
    })
    return started
  }

  const hear = (from: Thread, message: FromThread): void => {
    switch (message.what) {
      case 'ready':
        from.ready = true
        watch()
        break
      case 'done':
        current?.done(message.output)
        end(null)
        break
      case 'refused':
        end(new Refusal(message.code, message.message, message.details))
        break
      case 'failed':
        end(Object.assign(new Error(`pictures: ${message.name}\n${message.where}`), message.code === null ? {} : { code: message.code }))
        break
    }
  }

  /** The job under way has come to its end, one way or another. */
  const end = (error: Error | null): void => {
    const ended = current
    current = null
    if (error) ended?.failed(error)
    next()
  }

  const next = (): void => {
    if (current || closed) return
    current = urgent.shift() ?? background.shift() ?? null
    if (current) {
      thread ??= start()
      thread.worker.postMessage(current.job)
    }
    watch()
  }

  const watch = (): void => {
    clearTimeout(timer)
    if (thread) timer = setTimeout(giveUp, current ? (thread.ready ? patience : PATIENCE) : IDLE)
    // Nothing is lost with an idle thread.
    if (!current) timer?.unref()
  }

  const giveUp = (): void => {
    stop()
    end(refused('picture.damaged'))
  }

  /** Whatever it still says is not heard. While it starts it is let be: that is the one time in which ending it is dangerous. */
  const stop = (): void => {
    clearTimeout(timer)
    if (!thread) return
    const { worker, begun } = thread
    const ended = Promise.race([begun, delay(PATIENCE, undefined, { ref: false })]).then(() => worker.terminate()).finally(() => ending.delete(ended))
    ending.add(ended)
    thread = null
  }

  const ask = <N extends JobName>(job: Job & { what: N }, first: boolean): Promise<Jobs[N]['output']> => new Promise((resolve, reject) => {
    if (closed) {
      reject(stopped())
      return
    }
    const queue = first ? urgent : background
    queue.push({ job, done: resolve, failed: reject })
    next()
  })

  return {
    inspect: (name) => ask({ what: 'inspect', name }, true),
    draw: (name, page, { urgent: first, ...how }) => ask({ what: 'draw', name, page, how }, first),
    copy: (name, page, { mark, ...how }) => ask({ what: 'copy', name, page, how, mark }, true),
    bind: async (pages) => (await ask({ what: 'bind', pages }, true)).document,
    readPage: (name, page, longest) => ask({ what: 'readPage', name, page, longest }, false),
    close: async () => {
      closed = true
      stop()
      for (const waiting of [...(current ? [current] : []), ...urgent.splice(0), ...background.splice(0)]) waiting.failed(stopped())
      current = null
      await Promise.all(ending)
    },
  }
}

const stopped = (): Refusal => new Refusal('unavailable', 'the archive is being closed', { problem: 'engine.stopped' })
