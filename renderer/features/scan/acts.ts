// What is done to pages: one after the other, in the order it was asked for, and shown before the archive has answered.
import { useEffect, useRef, useState } from 'react'
import type { CallError } from '#shared/contract/envelope.ts'
import type { ScanView } from '#shared/contract/scan.ts'
import type { Id } from '#shared/domain/id.ts'
import { turned, type Crop, type Turn } from '#shared/domain/scan.ts'
import { call, toCallError } from '../../api.ts'

type ScanId = Id<'scan'>

export type PageActs = {
  /** Why the last act was refused. */
  error: CallError | null
  /** Pages of a paper as they were asked to be ordered, until the archive's own order has come. */
  orderOf: (code: string) => readonly ScanId[] | null
  turn: (scans: readonly ScanView[], by: 90 | 270) => void
  crop: (scan: ScanView, crop: Crop | null) => void
  order: (code: string, scanIds: readonly ScanId[]) => void
  restore: (scanIds: readonly ScanId[]) => void
  move: (scanIds: readonly ScanId[], recordId: Id<'record'>, code: string) => void
}

type Orders = { of: readonly ScanView[] | null; byCode: ReadonlyMap<string, readonly ScanId[]> }

/** `scans`: the archive's newest answer. */
export function usePageActs(recordId: Id<'record'>, scans: readonly ScanView[] | null, reload: () => void): PageActs {
  const [error, setError] = useState<CallError | null>(null)
  /** They hold for the answer they were asked for over: the next one shows them done, or not. */
  const [orders, setOrders] = useState<Orders>({ of: null, byCode: new Map() })
  /** Turns asked for and not yet shown, so that two quick presses make a half turn. */
  const turns = useRef(new Map<ScanId, Turn>())
  /** The newest answer, and the one there was when the last act came to its end: only a later one shows what was asked for. */
  const shown = useRef(scans)
  const settledOver = useRef(scans)
  useEffect(() => {
    shown.current = scans
  }, [scans])
  const chain = useRef(Promise.resolve())
  const waiting = useRef(0)

  const act = (work: () => Promise<unknown>): void => {
    waiting.current += 1
    setError(null)
    const after = async (before: Promise<void>): Promise<void> => {
      await before
      try {
        await work()
      } catch (thrown) {
        setError(toCallError(thrown))
        turns.current.clear()
        setOrders({ of: null, byCode: new Map() })
      }
      waiting.current -= 1
      if (waiting.current > 0) return
      settledOver.current = shown.current
      reload()
    }
    chain.current = after(chain.current)
  }
  const turnOf = ({ id, turn }: ScanView): Turn => {
    if (waiting.current === 0 && settledOver.current !== scans) turns.current.clear()
    return turns.current.get(id) ?? turn
  }

  return {
    error,
    orderOf: (code) => (orders.of === scans ? (orders.byCode.get(code) ?? null) : null),
    turn: (pages, by) => {
      for (const page of pages) {
        const next = turned(turnOf(page), by)
        turns.current.set(page.id, next)
        act(() => call('scan.arrange', { id: page.id, turn: next, crop: page.crop }))
      }
    },
    crop: (page, crop) => {
      const turn = turnOf(page)
      act(() => call('scan.arrange', { id: page.id, turn, crop }))
    },
    order: (code, scanIds) => {
      setOrders((before) => ({ of: scans, byCode: new Map(before.of === scans ? before.byCode : []).set(code, scanIds) }))
      act(() => call('scan.order', { recordId, code, scanIds: [...scanIds] }))
    },
    restore: (scanIds) => act(() => call('scan.restore', { scanIds: [...scanIds] })),
    move: (scanIds, to, code) => act(() => call('scan.move', { scanIds: [...scanIds], recordId: to, code })),
  }
}
