// Which requests the browser shell answers, as data and pure functions (DESIGN decision 7).
import { createHash, timingSafeEqual } from 'node:crypto'

/** A body larger than this is refused: 8 MB. */
export const LARGEST_BODY = 8 * 1024 * 1024

/** `connections` at once; the rest are milliseconds. */
export type Limits = {
  headers: number
  request: number
  keepAlive: number
  /** Whoever was told that their request is none, and does not hang up. */
  parting: number
  /** Nothing goes either way: whoever does not read their answer. A call may wait for minutes while a list is entered. */
  silence: number
  closing: number
  connections: number
}

/** For slow clients. Everything comes from the same machine. */
export const LIMITS: Limits = { headers: 10_000, request: 30_000, keepAlive: 5_000, parting: 1_000, silence: 600_000, closing: 2_000, connections: 100 }

/** What of a request the policy looks at. */
export type Asked = {
  host: readonly string[]
  origin: string | undefined
  contentType: string | undefined
  fetchSite: string | undefined
  cookie: string | undefined
}

/** True for this server's own address and no other, so that a foreign name pointed at 127.0.0.1 is refused. */
export function isOwnHost(host: readonly string[], port: number): boolean {
  return host.length === 1 && (host[0] === `127.0.0.1:${port}` || host[0] === `localhost:${port}`)
}

/** True when a call comes from a page of this very server, in the one form such a page sends. */
export function isOwnCall(asked: Asked): 'yes' | 'foreign' | 'wrongType' {
  if (asked.origin === undefined || !isOwnFetch(asked)) return 'foreign'
  return /^application\/json(\s*;\s*charset=utf-8)?$/i.test(asked.contentType ?? '') ? 'yes' : 'wrongType'
}

/**
 * True when a request comes from a page of this very server. A page names its origin when it sends something, and when it only fetches,
 * the browser says where from: what either says must fit, and one of them must say it.
 */
export function isOwnFetch({ host, origin, fetchSite }: Pick<Asked, 'host' | 'origin' | 'fetchSite'>): boolean {
  if (origin === undefined && fetchSite === undefined) return false
  return (origin === undefined || origin === `http://${host[0] ?? ''}`) && (fetchSite === undefined || fetchSite === 'same-origin')
}

/** Cookies do not tell ports apart, so the name does: two archives may be open side by side. */
export function cookieName(port: number): string {
  return `yidang-${port}`
}

/** The cookie as it is set: gone with the browser, unreadable to scripts, not sent from other sites. */
export function cookieHeader(port: number, secret: string): string {
  return `${cookieName(port)}=${secret}; Path=/; HttpOnly; SameSite=Strict`
}

/** The value of this server's cookie among those sent; null when there is none, or more than one. */
export function cookieValue(cookie: string | undefined, port: number): string | null {
  const start = `${cookieName(port)}=`
  const found = (cookie ?? '').split(';').map((pair) => pair.trim()).filter((pair) => pair.startsWith(start))
  return found.length === 1 ? (found[0]?.slice(start.length) ?? null) : null
}

/** Compares two secrets in a time that tells nothing about them, not even their length. */
export function isSameSecret(given: string | null, secret: string): boolean {
  if (given === null) return false
  const digest = (text: string) => createHash('sha256').update(text).digest()
  return timingSafeEqual(digest(given), digest(secret))
}

/** The path and the start token of a request's target; nothing in it is decoded or joined to a folder. */
export function readTarget(target: string): { path: string; token: string | null } {
  const [path = '', query = ''] = target.split('?', 2)
  return { path, token: path === '/' ? new URLSearchParams(query).get('token') : null }
}
