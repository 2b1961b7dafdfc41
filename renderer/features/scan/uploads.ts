// Files on their way onto papers: shown at once, sent one after another in the order they were put in, each to be cancelled or tried
// again. Lives as long as the scan screen of a record; what is under way when it is left is broken off.
import { createStore, type StoreApi } from 'zustand'
import type { CallError } from '#shared/contract/envelope.ts'
import type { Output } from '#shared/contract/index.ts'
import type { Id } from '#shared/domain/id.ts'
import { call, toCallError } from '../../api.ts'
import { upload } from '../../attachment.ts'
import { drawable, HEAD_LENGTH } from './preview.ts'

export type Known = Output<'scan.attach'>['known']

export type UploadState =
  | { at: 'waiting' }
  /** `share`: from 0 to 1. */
  | { at: 'sending'; share: number }
  /** All bytes are there; the archive reads them. From here on it cannot be cancelled. */
  | { at: 'attaching' }
  | { at: 'done'; scanIds: readonly Id<'scan'>[]; known: Known }
  | { at: 'failed'; error: CallError }

export type Upload = {
  key: number
  file: Blob
  name: string
  code: string
  replaces: Id<'scan'> | null
  /** An address of the file itself, where the window may draw it. */
  preview: string | null
  state: UploadState
}

export type Uploads = {
  items: readonly Upload[]
  put: (files: readonly { blob: Blob; name: string }[], code: string, replaces: Id<'scan'> | null) => void
  /** Breaks it off; nothing of it stays. */
  cancel: (key: number) => void
  retry: (key: number) => void
  /** The archive's own picture of a page is on screen: the file itself is not needed any more. */
  shown: (id: Id<'scan'>) => void
  /** Takes one that is done or failed off the screen. */
  dismiss: (key: number) => void
  /** Breaks off everything, and takes every preview back. */
  close: () => void
}

const UNDER_WAY: readonly UploadState['at'][] = ['waiting', 'sending', 'attaching']

export function isUnderWay({ state }: Upload): boolean {
  return UNDER_WAY.includes(state.at)
}

/** `onAttached` hears of every file that is on its paper. */
export function createUploads(recordId: Id<'record'>, onAttached: () => void): StoreApi<Uploads> {
  let keys = 0
  let running = false
  let closed = false
  let current: { key: number; abort: AbortController } | null = null

  const store = createStore<Uploads>()((set, get) => {
    const find = (key: number): Upload | undefined => get().items.find((item) => item.key === key)
    const change = (key: number, part: Partial<Upload>): void => {
      set({ items: get().items.map((item) => (item.key === key ? { ...item, ...part } : item)) })
    }
    const drop = (key: number): void => {
      const preview = find(key)?.preview ?? null
      if (preview !== null) URL.revokeObjectURL(preview)
      set({ items: get().items.filter((item) => item.key !== key) })
    }

    const showAtOnce = async (key: number, file: Blob): Promise<void> => {
      // A file that cannot be read is told of when it is sent.
      const head = await file.slice(0, HEAD_LENGTH).arrayBuffer().catch(() => new ArrayBuffer(0))
      const kind = drawable(new Uint8Array(head))
      if (kind !== null && find(key) !== undefined) change(key, { preview: URL.createObjectURL(file.slice(0, file.size, kind.type)) })
    }

    const send = async ({ key, file, code, replaces }: Upload): Promise<void> => {
      const abort = new AbortController()
      current = { key, abort }
      change(key, { state: { at: 'sending', share: 0 } })
      try {
        const uploadId = await upload(file, { signal: abort.signal, onProgress: (share) => change(key, { state: { at: 'sending', share } }) })
        if (abort.signal.aborted) {
          await call('upload.cancel', { uploadId })
          drop(key)
          return
        }
        change(key, { state: { at: 'attaching' } })
        const { scanIds, known } = await call('scan.attach', { uploadId, recordId, code, replaces })
        change(key, { state: { at: 'done', scanIds, known } })
        if (!closed) onAttached()
      } catch (thrown) {
        const error = toCallError(thrown)
        if (abort.signal.aborted) drop(key)
        else change(key, { state: { at: 'failed', error } })
      } finally {
        current = null
      }
    }

    const run = async (): Promise<void> => {
      if (running) return
      running = true
      const nextUp = (): Upload | undefined => (closed ? undefined : get().items.find(({ state }) => state.at === 'waiting'))
      for (let next = nextUp(); next !== undefined; next = nextUp()) await send(next)
      running = false
    }

    return {
      items: [],
      put: (files, code, replaces) => {
        const items = files.map(({ blob, name }): Upload => {
          keys += 1
          return { key: keys, file: blob, name, code, replaces, preview: null, state: { at: 'waiting' } }
        })
        set({ items: [...get().items, ...items] })
        for (const { key, file } of items) void showAtOnce(key, file)
        void run()
      },
      cancel: (key) => {
        if (current?.key === key) current.abort.abort()
        else if (find(key)?.state.at === 'waiting') drop(key)
      },
      retry: (key) => {
        change(key, { state: { at: 'waiting' } })
        void run()
      },
      shown: (id) => {
        const item = get().items.find(({ state }) => state.at === 'done' && state.scanIds[0] === id)
        if (item?.state.at !== 'done') return
        const { key, preview, state: { known } } = item
        if (known.places.length === 0 && known.elsewhere === 0) drop(key)
        else if (preview !== null) {
          URL.revokeObjectURL(preview)
          change(key, { preview: null })
        }
      },
      dismiss: (key) => {
        const item = find(key)
        if (item !== undefined && !isUnderWay(item)) drop(key)
      },
      close: () => {
        closed = true
        current?.abort.abort()
        for (const { key } of get().items) drop(key)
      },
    }
  })
  return store
}
