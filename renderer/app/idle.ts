// The idle lock: a desk that was left locks itself (rule A1); while someone works, the engine is told now and then.
import { useEffect } from 'react'
import { call } from '../api.ts'
import { useSession } from './session.ts'

const SIGNS_OF_LIFE = ['pointerdown', 'pointermove', 'keydown', 'wheel', 'touchstart'] as const
const LOOK_EVERY = 1000
const TOUCH_EVERY = 30_000

/** Locks after `idleMinutes` without input; also on waking from sleep, before anything can be read. */
export function useIdleLock(idleMinutes: number): void {
  const lock = useSession((session) => session.lock)
  useEffect(() => {
    let lastInput = Date.now()
    let lastTouch = Date.now()
    const look = (): boolean => {
      if (Date.now() - lastInput < idleMinutes * 60_000) return false
      void lock('idle')
      return true
    }
    const live = (): void => {
      // Input after the time is up comes from whoever came by: the lock goes first.
      if (look()) return
      lastInput = Date.now()
      if (lastInput - lastTouch < TOUCH_EVERY) return
      lastTouch = lastInput
      // Should it fail, the next call of any screen says so.
      void call('session.touch', {}).catch(() => undefined)
    }
    const timer = setInterval(look, LOOK_EVERY)
    for (const sign of SIGNS_OF_LIFE) window.addEventListener(sign, live, { capture: true, passive: true })
    document.addEventListener('visibilitychange', look)
    return () => {
      clearInterval(timer)
      for (const sign of SIGNS_OF_LIFE) window.removeEventListener(sign, live, { capture: true })
      document.removeEventListener('visibilitychange', look)
    }
  }, [idleMinutes, lock])
}
