// Who is at the desk: the state of the archive, the person signed in, and the ways in and out (rule A1).
import { useSyncExternalStore } from 'react'
import { create } from 'zustand'
import { dayOf, type Instant, type LocalDate } from '#shared/domain/local-date.ts'
import { permits, type Permission } from '#shared/domain/role.ts'
import type { CallError } from '#shared/contract/envelope.ts'
import type { Output, RawInput } from '#shared/contract/index.ts'
import type { PersonView } from '#shared/contract/session.ts'
import { call, keepToken, toCallError, whenSessionEnds } from '../api.ts'
import { learnOwnPapers } from './own-papers.ts'

type ArchiveState = Output<'session.state'>

/** `starting`: the engine has not answered yet. `signedIn`: and only then is `me` there. */
export type SessionPhase =
  | { at: 'starting' }
  | { at: 'unreachable'; error: CallError }
  | { at: 'setUp' }
  /** `idle`: the desk was left and locked itself. */
  | { at: 'signIn'; idle: boolean }
  | { at: 'signedIn'; me: PersonView }
  /** The data key was changed and everybody signed out; what opens the archive now is shown this once. */
  | { at: 'keyChanged'; recoveryKey: string }

type Session = {
  phase: SessionPhase
  archive: ArchiveState | null
  /** How far the archive's clock is ahead of this machine's, in milliseconds; a training archive may run at another time. */
  clockAhead: number
  /** Grows with every session, so that what one person had on screen is never shown to the next. */
  serial: number
  /** Asks the engine how the archive stands; the first thing done, and again after settings change. */
  refresh: () => Promise<void>
  /** As at the first start: another archive lies in the folder now. */
  startAnew: () => Promise<void>
  /** @throws CallFailure `wrongPassword` when name or password do not fit. */
  signIn: (input: RawInput<'session.signIn'>) => Promise<void>
  /** The set-up wizard is through: its administrator is at the desk. */
  enter: (me: PersonView) => Promise<void>
  /** Changes the data key; half-filled forms are kept first. @throws CallFailure. */
  changeDataKey: (input: RawInput<'dataKey.change'>) => Promise<void>
  /** The new recovery key was written down. */
  keySeen: () => void
  signOut: () => Promise<void>
  /** Ends the session and hides everything; half-filled forms are kept for their author first. */
  lock: (reason: 'idle' | 'person') => Promise<void>
}

const beforeLeaving = new Set<() => Promise<void>>()

/** Registers what must be kept before a session ends; answers how to take it back. */
export function onLeaving(keep: () => Promise<void>): () => void {
  beforeLeaving.add(keep)
  return () => beforeLeaving.delete(keep)
}

// Where the last person was, so that the same one finds their place again and another does not.
let left: { personId: number; path: string } | null = null

function showPath(path: string): void {
  if (window.location.hash.replace(/^#/, '') !== path) window.location.hash = path
}

export const useSession = create<Session>()((set, get) => {
  const leave = (idle: boolean, to: SessionPhase = { at: 'signIn', idle }): void => {
    const { phase, serial } = get()
    if (phase.at === 'signedIn') left = { personId: phase.me.id, path: window.location.hash.replace(/^#/, '') || '/' }
    keepToken(null)
    set({ phase: to, serial: serial + 1 })
    showPath('/')
  }

  const arrive = (me: PersonView): void => {
    showPath(left !== null && left.personId === me.id ? left.path : '/')
    left = null
    set({ phase: { at: 'signedIn', me }, serial: get().serial + 1 })
  }

  const endSession = async (idle: boolean): Promise<void> => {
    if (get().phase.at !== 'signedIn') return
    await Promise.allSettled([...beforeLeaving].map((keep) => keep()))
    // The screen is cleared whatever the engine says: nobody may read on because a call failed.
    const ended = call('session.signOut', {})
    leave(idle)
    await ended.catch(() => undefined)
  }

  whenSessionEnds(() => {
    // A screen that still asked hears of it late; what is shown once stays.
    if (get().phase.at === 'keyChanged') return
    leave(true)
    // It may be another archive by now.
    void get().refresh()
  })

  return {
    phase: { at: 'starting' },
    archive: null,
    clockAhead: 0,
    serial: 0,
    refresh: async () => {
      try {
        const archive = await call('session.state', {})
        const { phase } = get()
        set({ archive, clockAhead: archive.now - Date.now() })
        if (phase.at === 'starting' || phase.at === 'unreachable') {
          set({ phase: archive.archive === 'absent' ? { at: 'setUp' } : { at: 'signIn', idle: false } })
        }
      } catch (thrown) {
        if (get().phase.at !== 'signedIn') set({ phase: { at: 'unreachable', error: toCallError(thrown) } })
      }
    },
    startAnew: async () => {
      set({ phase: { at: 'starting' } })
      await get().refresh()
    },
    signIn: async (input) => {
      const { token, me } = await call('session.signIn', input)
      keepToken(token)
      await Promise.all([get().refresh(), learnOwnPapers()])
      arrive(me)
    },
    enter: async (me) => {
      await get().refresh()
      arrive(me)
    },
    changeDataKey: async (input) => {
      await Promise.allSettled([...beforeLeaving].map((keep) => keep()))
      const { recoveryKey } = await call('dataKey.change', input)
      leave(false, { at: 'keyChanged', recoveryKey })
    },
    keySeen: () => {
      leave(false)
      void get().refresh()
    },
    signOut: async () => {
      await endSession(false)
      left = null
    },
    lock: (reason) => endSession(reason === 'idle'),
  }
})

/** The person at the desk. Only for screens inside the frame. @throws Error when nobody is signed in. */
export function useMe(): PersonView {
  const phase = useSession((session) => session.phase)
  if (phase.at !== 'signedIn') throw new Error('a screen of the frame was shown to nobody')
  return phase.me
}

/** Whether the person at the desk may do something. */
export function usePermits(permission: Permission): boolean {
  return permits(useMe().roles, permission)
}

/** The instant by the archive's clock. */
export function archiveNow(): Instant {
  return Date.now() + useSession.getState().clockAhead
}

const LOOK_AT_CLOCK_EVERY = 30_000

function eachHalfMinute(look: () => void): () => void {
  const timer = setInterval(look, LOOK_AT_CLOCK_EVERY)
  const forget = useSession.subscribe(look)
  return () => {
    clearInterval(timer)
    forget()
  }
}

/** The store's calendar day by the archive's clock; a screen left open past midnight follows. */
export function useToday(): LocalDate {
  return useSyncExternalStore(eachHalfMinute, () => dayOf(archiveNow()))
}
