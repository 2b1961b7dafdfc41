// Who is signed in at this moment. Sessions live in the worker's memory only and end on lock, idleness and close (A1).
import { randomBytes, type KeyObject } from 'node:crypto'
import type { Id } from '#shared/domain/id.ts'

export type Session = {
  token: string
  personId: Id<'person'>
  keyId: Id<'key'>
  /** Signs this person's audit entries while they are signed in. */
  key: KeyObject
  /** Monotonic milliseconds of the last call. */
  lastSeen: number
}

/** The screen locks first; the engine lets go a little later, so that a slow last call is not cut off. */
const GRACE = 60_000

export type Sessions = {
  begin(person: { personId: Id<'person'>; keyId: Id<'key'>; key: KeyObject }): Session
  /** The session of a token, touched unless `quiet`; null when there is none or it was idle too long. */
  find(token: string, idleMinutes: number, quiet?: boolean): Session | null
  /** Those that have not ended, most lately used first; not touched by asking. */
  live(idleMinutes: number): Session[]
  isLive(token: string): boolean
  end(token: string): void
  endAllOf(personId: Id<'person'>): void
  /** @returns those that were there. */
  endAll(): Session[]
}

/** `ended`: hears of every session that is over. */
export function makeSessions(elapsed: () => number, ended: (token: string) => void = () => undefined): Sessions {
  const sessions = new Map<string, Session>()
  const end = (token: string): void => {
    if (sessions.delete(token)) ended(token)
  }
  return {
    begin: (person) => {
      const session: Session = { ...person, token: randomBytes(32).toString('base64url'), lastSeen: elapsed() }
      sessions.set(session.token, session)
      return session
    },
    find: (token, idleMinutes, quiet = false) => {
      const session = sessions.get(token)
      if (!session) return null
      if (elapsed() - session.lastSeen > idleMinutes * 60_000 + GRACE) {
        end(token)
        return null
      }
      if (!quiet) session.lastSeen = elapsed()
      return session
    },
    live: (idleMinutes) =>
      [...sessions.values()].filter(({ lastSeen }) => elapsed() - lastSeen <= idleMinutes * 60_000 + GRACE).toSorted((a, b) => b.lastSeen - a.lastSeen),
    isLive: (token) => sessions.has(token),
    end,
    endAllOf: (personId) => {
      for (const session of sessions.values()) if (session.personId === personId) end(session.token)
    },
    endAll: () => {
      const all = [...sessions.values()]
      for (const { token } of all) end(token)
      return all
    },
  }
}
