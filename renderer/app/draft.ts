// Keeps a half-filled form in the engine, in its author's name (rule A1): after an idle lock, a crash or a power cut its
// author gets it back, and nobody else ever does. Passwords and drawn signatures are never put into it.
import { useCallback, useEffect, useEffectEvent, useLayoutEffect, useRef, useState } from 'react'
import type { DRAFT_KEYS } from '#shared/contract/desk.ts'
import { call } from '../api.ts'
import { onLeaving, useSession } from './session.ts'

const PAUSE = 600

export type Draft = {
  /** False until the kept form, if any, has been given back. */
  ready: boolean
  /** Forgets it: the form was entered or thrown away. */
  drop: () => Promise<void>
}

/**
 * Keeps `value` (anything JSON can hold; null: nothing worth keeping) under `key`, 600 ms after the last change.
 * `restore` gets back what was kept, once; it is unknown data and to be looked at before use.
 */
export function useDraft(key: (typeof DRAFT_KEYS)[number], value: unknown, restore: (kept: unknown) => void): Draft {
  const [ready, setReady] = useState(false)
  const text = value === null ? '' : JSON.stringify(value)
  // What the engine is known to hold; undefined until it has answered.
  const kept = useRef<string>(undefined)
  const wanted = useRef(text)
  useLayoutEffect(() => {
    wanted.current = text
  }, [text])
  const giveBack = useEffectEvent(restore)

  useEffect(() => {
    let gone = false
    const load = async (): Promise<void> => {
      // Without the old draft the form still works; the engine's refusal shows as soon as the form itself is sent.
      const loaded = await call('draft.load', { key }).then((answer) => answer.value ?? '', () => '')
      if (gone) return
      kept.current = loaded
      if (loaded !== '') giveBack(JSON.parse(loaded))
      setReady(true)
    }
    void load()
    return () => {
      gone = true
    }
  }, [key])

  const flush = useCallback(async () => {
    if (kept.current === undefined || kept.current === wanted.current) return
    const saved = wanted.current
    kept.current = saved
    await call('draft.save', { key, value: saved })
  }, [key])

  useEffect(() => {
    if (!ready || text === kept.current) return undefined
    // A draft that cannot be kept must not stand in the way of the form: the next change tries again.
    const timer = setTimeout(() => void flush().catch(() => (kept.current = '')), PAUSE)
    return () => clearTimeout(timer)
  }, [text, ready, flush])

  useEffect(() => {
    const forget = onLeaving(flush)
    return () => {
      forget()
      // Left by going to another screen; after a lock everything was flushed, and the next session is another's.
      if (useSession.getState().phase.at === 'signedIn') void flush().catch(() => undefined)
    }
  }, [flush])

  const drop = useCallback(async () => {
    // As if it were saved: what still stands on screen is not kept again on the way out.
    kept.current = wanted.current
    await call('draft.save', { key, value: '' })
  }, [key])

  return { ready, drop }
}
