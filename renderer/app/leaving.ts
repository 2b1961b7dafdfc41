// Asking before a screen with work under way is left: by a link, the palette, its own way back, or by closing the window.
import { useEffect, useEffectEvent } from 'react'
import type { AroundNavHandler } from 'wouter'

type Ask = (to: string, go: () => void) => void

let ask: Ask | null = null

/** The router's way of going anywhere. */
export const goAsked: AroundNavHandler = (navigate, to, options) => {
  const go = (): void => navigate(to, options)
  if (ask === null) go()
  else ask(to, go)
}

/** While `busy`, leaving `within` goes through `asked`, which calls `go` if the person agrees. */
export function useAskBeforeLeaving(busy: boolean, within: string, asked: (go: () => void) => void): void {
  const leave = useEffectEvent(asked)
  useEffect(() => {
    if (!busy) return undefined
    const own: Ask = (to, go) => {
      if (to === within || to.startsWith(`${within}/`)) go()
      else leave(go)
    }
    ask = own
    // The browser asks in its own words.
    const closing = (event: BeforeUnloadEvent): void => event.preventDefault()
    window.addEventListener('beforeunload', closing)
    return () => {
      if (ask === own) ask = null
      window.removeEventListener('beforeunload', closing)
    }
  }, [busy, within])
}
