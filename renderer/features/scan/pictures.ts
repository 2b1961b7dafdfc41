// Pictures on screen: asked for when they come near the window, a few at a time, dropped when they are scrolled past, and their
// addresses taken back when nobody shows them any more.
import { useEffect, useState } from 'react'
import type { CallError } from '#shared/contract/envelope.ts'
import type { RawInput } from '#shared/contract/index.ts'
import { picture, type PictureMethod } from '../../attachment.ts'
import { toCallError } from '../../api.ts'

/** A browser keeps six connections to one address: two are left for calls, and for the page that somebody opens. */
const AT_ONCE = 4

let underWay = 0
const queue = new Set<() => void>()

/** Waits for a place; false when it was given up before there was one. */
function turn(signal: AbortSignal): Promise<boolean> {
  if (underWay < AT_ONCE) {
    underWay += 1
    return Promise.resolve(true)
  }
  return new Promise((resolve) => {
    const go = (): void => {
      queue.delete(go)
      underWay += 1
      resolve(true)
    }
    queue.add(go)
    signal.addEventListener('abort', () => {
      if (queue.delete(go)) resolve(false)
    })
  })
}

function done(): void {
  underWay -= 1
  const [next] = queue
  next?.()
}

async function inTurn(work: () => Promise<Blob>, signal: AbortSignal): Promise<Blob | null> {
  if (!(await turn(signal))) return null
  try {
    return signal.aborted ? null : await work()
  } finally {
    done()
  }
}

export type Shown = {
  /** An address of the newest picture that has come; null while there is none. */
  url: string | null
  /** The picture is not the newest any more: another is on its way. */
  stale: boolean
  error: CallError | null
}

type PictureOptions<M extends PictureMethod> = {
  method: M
  input: RawInput<M>
  /** What makes it another picture though it is asked for alike. */
  version: string
  /** Asked for while true; given up when it turns false before it has come. */
  wanted: boolean
  /** Waits for its turn among the others; else it is asked for at once. */
  inTurn: boolean
}

/** A picture as an address for an `img`, for as long as the component lives. */
export function usePicture<M extends PictureMethod>({ method, input, version, wanted, inTurn: queued }: PictureOptions<M>): Shown {
  const key = `${method} ${JSON.stringify(input)} ${version}`
  const [held, setHeld] = useState<{ of: string; url: string } | null>(null)
  const [failed, setFailed] = useState<{ of: string; error: CallError } | null>(null)
  const isHere = held?.of === key || failed?.of === key

  useEffect(() => {
    if (!wanted || isHere) return undefined
    const abort = new AbortController()
    const ask = async (): Promise<void> => {
      try {
        const work = () => picture(method, input, abort.signal)
        const blob = queued ? await inTurn(work, abort.signal) : await work()
        if (blob !== null && !abort.signal.aborted) setHeld({ of: key, url: URL.createObjectURL(blob) })
      } catch (thrown) {
        if (!abort.signal.aborted) setFailed({ of: key, error: toCallError(thrown) })
      }
    }
    void ask()
    return () => abort.abort()
    // oxlint-disable-next-line react/exhaustive-deps -- the key says all of the method, the input and the version
  }, [key, wanted, isHere, queued])

  useEffect(() => (held === null ? undefined : () => URL.revokeObjectURL(held.url)), [held])

  return { url: held?.url ?? null, stale: held !== null && held.of !== key, error: failed?.of === key ? failed.error : null }
}

/** Half a screenful beyond what is seen, in whatever part of the screen scrolls. */
const NEARBY: IntersectionObserverInit & { scrollMargin: string } = { scrollMargin: '320px' }

const watched = new Map<Element, (near: boolean) => void>()
// One for all: hundreds of pictures stand on one screen.
let observer: IntersectionObserver | null = null

function watch(element: Element, tell: (near: boolean) => void): () => void {
  observer ??= new IntersectionObserver((entries) => {
    for (const { target, isIntersecting } of entries) watched.get(target)?.(isIntersecting)
  }, NEARBY)
  watched.set(element, tell)
  observer.observe(element)
  return () => {
    watched.delete(element)
    observer?.unobserve(element)
  }
}

/** True while the element is in the window or near it. */
export function useNear(element: HTMLElement | null): boolean {
  const [near, setNear] = useState(false)
  useEffect(() => (element === null ? undefined : watch(element, setNear)), [element])
  return near
}
