// Counting: the slot one stands before, what is scanned there, and sending it in order, batch by batch. What fails is sent again with the
// same keys, so that it counts once; it is kept while other screens are shown, for the person who scanned it alone.
import { createStore, type StoreApi } from 'zustand'
import type { CallError } from '#shared/contract/envelope.ts'
import { stocktakingContract, type StocktakingCounts } from '#shared/contract/stocktaking.ts'
import type { Output } from '#shared/contract/index.ts'
import type { Id } from '#shared/domain/id.ts'
import { call, CallFailure, toCallError } from '../../api.ts'
import { useSession } from '../../app/session.ts'
import { heard } from './heard.ts'
import { batchOf, NO_SCANS, withScan, withVerdicts, type Scan, type ScanQueue } from './scan-queue.ts'

/** What was scanned and cannot be taken. */
export type Alarm = { what: 'wrongSlot' | 'noSlot' | 'slotFirst' | 'unreadable'; text: string }

export type Counting = {
  slot: string | null
  /** Of the last label; null when it was taken. */
  alarm: Alarm | null
  queue: ScanQueue
  /** Why the last batch was not taken. */
  error: CallError | null
  /** It is on its way, or will be sent again by itself. */
  trying: boolean
  /** As of the last answer. */
  counts: StocktakingCounts | null
  /** A label, scanned or typed. */
  hear: (text: string) => void
  /** Sends what waits, if anything does. */
  send: () => Promise<void>
}

type CountingOptions = {
  slots: readonly string[]
  send: (batch: readonly Scan[]) => Promise<Output<'stocktaking.scan'>>
  newKey: () => string
  /** Waits before a batch is sent again. */
  pause: () => Promise<void>
}

const { text: textSchema } = stocktakingContract['stocktaking.scan'].input.shape.scans.element.shape

/** Nothing a person could do about it: it passes. */
const passes = ({ code }: CallError): boolean => code === 'unavailable' || code === 'internal'

export function createCounting({ slots, send, newKey, pause }: CountingOptions): StoreApi<Counting> {
  const labels = new Set(slots)
  return createStore<Counting>()((set, get) => {
    const scan = (slot: string, text: string): void => {
      const judged = textSchema.safeParse(text)
      // One that no archive takes would keep all after it.
      if (!judged.success) {
        set({ alarm: { what: 'unreadable', text } })
        return
      }
      set({ alarm: null, queue: withScan(get().queue, { key: newKey(), slot, text: judged.data }) })
      void get().send()
    }
    return {
      slot: null,
      alarm: null,
      queue: NO_SCANS,
      error: null,
      trying: false,
      counts: null,
      hear: (text) => {
        if (text.trim() === '') return
        const meant = heard(labels, text)
        const { slot } = get()
        if (meant.what === 'slot') set({ slot: meant.label, alarm: null })
        // What comes next lies there, and not in the slot before.
        else if (meant.what !== 'folder') set({ slot: null, alarm: { what: meant.what, text: meant.label } })
        else if (slot === null) set({ alarm: { what: 'slotFirst', text: meant.text } })
        else scan(slot, meant.text)
      },
      send: async () => {
        if (get().trying) return
        set({ trying: true })
        while (get().queue.waiting.length > 0) {
          try {
            const { scans, counts } = await send(batchOf(get().queue))
            set({ queue: withVerdicts(get().queue, scans), counts, error: null })
          } catch (thrown) {
            const error = toCallError(thrown)
            set({ error })
            if (!passes(error)) break
            await pause()
          }
        }
        set({ trying: false })
      },
    }
  })
}

const AGAIN_AFTER = 2000

const held = new Map<string, StoreApi<Counting>>()

/** The counting of a stock-taking by a person, as they left it. */
export function countingOf(personId: Id<'person'>, id: Id<'stocktaking'>, slots: readonly string[]): StoreApi<Counting> {
  const name = `${personId}/${id}`
  const before = held.get(name)
  if (before) return before
  const counting = createCounting({
    slots,
    send: (batch) => {
      const { phase } = useSession.getState()
      // Nobody else at this desk sends, and signs, what this person scanned.
      if (phase.at !== 'signedIn' || phase.me.id !== personId) throw new CallFailure({ code: 'notSignedIn', message: 'their session is over', details: {} })
      return call('stocktaking.scan', { id, scans: [...batch] })
    },
    newKey: () => crypto.randomUUID(),
    pause: () => new Promise((resolve) => {
      setTimeout(resolve, AGAIN_AFTER)
    }),
  })
  held.set(name, counting)
  return counting
}
