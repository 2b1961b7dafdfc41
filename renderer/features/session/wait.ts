// Waiting until a password, or the recovery key, is looked at again (rule A1).
import { useEffect, useState } from 'react'
import type { CallError } from '#shared/contract/envelope.ts'

export type Wait = {
  /** Whole seconds that are left; 0: none. */
  left: number
  /** Begins where a refusal says so. `whom`: whose wait it is. */
  begin: (error: CallError, whom: string) => void
  /** Whose wait it is. */
  whom: string
}

/** Counts by a clock that nobody sets, as the engine does. */
export function useWait(): Wait {
  const [wait, setWait] = useState({ until: 0, whom: '' })
  const [now, setNow] = useState(() => performance.now())
  const left = Math.max(0, Math.ceil((wait.until - now) / 1000))
  const waits = left > 0
  useEffect(() => {
    if (!waits) return undefined
    const timer = setInterval(() => setNow(performance.now()), 250)
    return () => clearInterval(timer)
  }, [waits])
  const begin = ({ details: { waitSeconds = 0 } }: CallError, whom: string): void => {
    setNow(performance.now())
    setWait({ until: performance.now() + waitSeconds * 1000, whom })
  }
  return { left, begin, whom: wait.whom }
}
