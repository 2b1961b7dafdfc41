// Asking the engine from a screen: reads that a screen shows, and acts that a person sets off.
import { useCallback, useEffect, useRef, useState } from 'react'
import type { CallError } from '#shared/contract/envelope.ts'
import type { MethodName, Output, RawInput } from '#shared/contract/index.ts'
import { call, toCallError } from '../api.ts'

export type Answer<Value> = {
  /** The newest answer to what is asked now; null until there is one. Sums and acts go by this alone. */
  value: Value | null
  /** The newest answer, also where it is to what was asked before: to look at while the next is on its way, and for nothing else. */
  last: Value | null
  error: CallError | null
  loading: boolean
  /** Asks again. */
  reload: () => void
}

/** What a hook holds: an answer or a refusal, and to what. */
export type Held<Value> = { to: string | null; value: Value | null; error: CallError | null; loading: boolean }

/** What is held, as an answer to `question`; null asks nothing. */
export function answerTo<Value>(question: string | null, { to, value, error, loading }: Held<Value>): Omit<Answer<Value>, 'reload'> {
  if (question === null) return { value: null, last: null, error: null, loading: false }
  return to === question ? { value, last: value, error, loading } : { value: null, last: value, error: null, loading: true }
}

/** Asks a method, and again whenever `input` changes; null asks nothing. An answer that comes too late is dropped. */
export function useAnswer<M extends MethodName>(method: M, input: RawInput<M> | null): Answer<Output<M>> {
  const [held, setHeld] = useState<Held<Output<M>>>({ to: null, value: null, error: null, loading: true })
  const [turn, setTurn] = useState(0)
  // The input is compared by what it says: a new object with the same content asks nothing new.
  const question = input === null ? null : `${method} ${JSON.stringify(input)}`

  useEffect(() => {
    if (input === null) return undefined
    let stale = false
    setHeld((before) => ({ ...before, loading: true }))
    const ask = async (): Promise<void> => {
      try {
        const value = await call(method, input)
        if (!stale) setHeld({ to: question, value, error: null, loading: false })
      } catch (thrown) {
        if (!stale) setHeld({ to: question, value: null, error: toCallError(thrown), loading: false })
      }
    }
    void ask()
    return () => {
      stale = true
    }
    // oxlint-disable-next-line react/exhaustive-deps -- `question` says both method and input
  }, [question, turn])

  const reload = useCallback(() => setTurn((before) => before + 1), [])
  return { ...answerTo(question, held), reload }
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
