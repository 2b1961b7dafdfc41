// Asking the engine from a screen: reads that a screen shows, and acts that a person sets off.
import { useCallback, useEffect, useRef, useState } from 'react'
import type { CallError } from '#shared/contract/envelope.ts'
import type { MethodName, Output, RawInput } from '#shared/contract/index.ts'
import { call, toCallError } from '../api.ts'

export type Answer<Value> = {
  /** The newest answer; kept on screen while a newer one is on its way. */
  value: Value | null
  error: CallError | null
  loading: boolean
  /** Asks again. */
  reload: () => void
}

/** Asks a method, and again whenever `input` changes; null asks nothing. An answer that comes too late is dropped. */
export function useAnswer<M extends MethodName>(method: M, input: RawInput<M> | null): Answer<Output<M>> {
  type Held = { value: Output<M> | null; error: CallError | null; loading: boolean }
  const [held, setHeld] = useState<Held>({ value: null, error: null, loading: input !== null })
  const [turn, setTurn] = useState(0)
  const asked = input === null ? null : JSON.stringify(input)

  useEffect(() => {
    if (input === null) return undefined
    let stale = false
    setHeld((before) => ({ ...before, loading: true }))
    const ask = async (): Promise<void> => {
      try {
        const value = await call(method, input)
        if (!stale) setHeld({ value, error: null, loading: false })
      } catch (thrown) {
        if (!stale) setHeld({ value: null, error: toCallError(thrown), loading: false })
      }
    }
    void ask()
    return () => {
      stale = true
    }
    // The input is compared by what it says: a new object with the same content asks nothing new.
    // oxlint-disable-next-line react/exhaustive-deps
  }, [method, asked, turn])

  const reload = useCallback(() => setTurn((before) => before + 1), [])
  return { ...held, loading: held.loading && asked !== null, reload }
}

/**
 * An answer that stays true by itself: asked again every `every` milliseconds while the window is seen, and when it is come back to. What
 * was answered last stays on screen meanwhile, also when the newest cannot be had; `stale` says so.
 */
export function useFreshly<M extends MethodName>(method: M, input: RawInput<M>, every: number): Answer<Output<M>> & { stale: boolean } {
  const answer = useAnswer(method, input)
  const { value, reload } = answer
  const [kept, setKept] = useState(value)
  if (value !== null && value !== kept) setKept(value)
  useEffect(() => {
    const again = (): void => {
      if (document.visibilityState === 'visible') reload()
    }
    const timer = setInterval(again, every)
    window.addEventListener('focus', again)
    document.addEventListener('visibilitychange', again)
    return () => {
      clearInterval(timer)
      window.removeEventListener('focus', again)
      document.removeEventListener('visibilitychange', again)
    }
  }, [reload, every])
  return { ...answer, value: value ?? kept, stale: answer.error !== null && kept !== null }
}

export type Act<Values extends unknown[]> = {
  run: (...values: Values) => Promise<void>
  running: boolean
  /** Why the last run was refused. */
  error: CallError | null
}

/**
 * An act of a person: one run at a time, a refusal kept for the screen to show.
 * `onRefused` may deal with it (field problems, say) and then answers true.
 */
export function useAct<Values extends unknown[]>(
  act: (...values: Values) => Promise<void>,
  onRefused: (error: CallError) => boolean = () => false,
): Act<Values> {
  const [running, setRunning] = useState(false)
  const [error, setError] = useState<CallError | null>(null)
  // A second Enter before the screen has shown the first must not act twice.
  const busy = useRef(false)
  const run = async (...values: Values): Promise<void> => {
    if (busy.current) return
    busy.current = true
    setRunning(true)
    setError(null)
    try {
      await act(...values)
    } catch (thrown) {
      const refusal = toCallError(thrown)
      if (!onRefused(refusal)) setError(refusal)
    } finally {
      busy.current = false
      setRunning(false)
    }
  }
  return { run, running, error }
}
