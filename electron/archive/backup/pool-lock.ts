// Who works in a pool: any number may add and read at once, whoever removes works alone. Files in `locks/`, since a network folder or a stick is no
// place for a database's locks: each writes its own, then looks whether another's forbids it, so that of two at once at least one gives way.
import { randomUUID } from 'node:crypto'
import { existsSync } from 'node:fs'
import { mkdir, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { hostname } from 'node:os'
import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { z } from 'zod'
import { Refusal } from '../refusal.ts'
import { systemCode } from '../system-code.ts'
import type { Pool } from './pool.ts'

/** `sharing`: adds or reads. `alone`: removes what no point needs. */
export type LockKind = 'sharing' | 'alone'

export type PoolLock = {
  file: string
  release(): Promise<void>
}

const REFRESH = 60_000
/** Not refreshed for so long on another machine: whoever it was is gone. */
const STALE = 15 * 60_000
/** On this one their process says so; its number may be another's by then. */
const STALE_HERE = 24 * 3_600_000
const PATIENCE = 20_000
const PAUSE = 250

const lockSchema = z.object({ kind: z.enum(['sharing', 'alone']), program: z.string(), host: z.string(), pid: z.int() })

/**
 * Waits a little while another's work forbids it. Nothing to lock, and nothing made, where there is no pool yet and `kind` only reads.
 * @throws Refusal `unavailable`, `backup.poolBusy`, naming who works there.
 */
export async function lockPool(pool: Pool, kind: LockKind, program: string, patience = PATIENCE): Promise<PoolLock> {
  const began = performance.now()
  for (;;) {
    const own = join(pool.locks, `${randomUUID()}.json`)
    await mkdir(pool.locks, { recursive: true, mode: 0o700 })
    const text = JSON.stringify({ kind, program, host: hostname(), pid: process.pid } satisfies z.output<typeof lockSchema>)
    await writeFile(own, text, { mode: 0o600 }).catch(async (error: unknown) => {
      // Half a lock would be taken for one that nobody can read.
      await rm(own, { force: true })
      throw error
    })
    const other = await otherThan(own, kind, pool)
    if (other === null) return held(own, text)
    await rm(own, { force: true })
    if (performance.now() - began > patience) throw new Refusal('unavailable', `the pool is in use by ${other}`, { problem: 'backup.poolBusy', subject: other })
    // Not in step with another that gives way at the same time.
    await delay(PAUSE * (1 + Math.random()))
  }
}

/**
 * Asked before anything that counts on the place being kept.
 * @throws Refusal `unavailable`, `backup.poolBusy`, when the lock was taken away: somebody may have removed what was counted on.
 */
export function requireHeld({ file }: Pick<PoolLock, 'file'>): void {
  if (!existsSync(file)) throw new Refusal('unavailable', 'the lock was taken away', { problem: 'backup.poolBusy', subject: '' })
}

function held(own: string, text: string): PoolLock {
  const refresh = setInterval(() => {
    // Written anew, not touched: its age is told by the clock of whoever keeps the folder. One that was taken away is not put back.
    writeFile(own, text, { flag: 'r+' }).catch(() => undefined)
  }, REFRESH).unref()
  return {
    file: own,
    release: async () => {
      clearInterval(refresh)
      await rm(own, { force: true }).catch(() => undefined)
    },
  }
}

/** Whose lock forbids ours; what its owner left behind is removed. */
async function otherThan(own: string, kind: LockKind, pool: Pool): Promise<string | null> {
  // By the clock of whoever keeps the folder: another machine's may be wrong.
  const now = (await stat(own)).mtimeMs
  for (const name of await readdir(pool.locks)) {
    const file = join(pool.locks, name)
    if (file === own) continue
    const found = await readLock(file)
    if (found === null) continue
    if (isGone(found, now - found.touchedAt)) await rm(file, { force: true })
    else if (kind === 'alone' || found.kind === 'alone') return `${found.program}, ${found.host}, ${found.pid}`
  }
  return null
}

type FoundLock = z.output<typeof lockSchema> & { touchedAt: number }

/** Null: let go of meanwhile. One that is being written, or is none, holds as long as it is young: nobody can tell what it is. */
async function readLock(file: string): Promise<FoundLock | null> {
  try {
    const touchedAt = (await stat(file)).mtimeMs
    const parsed = lockSchema.safeParse(jsonOf(await readFile(file, 'utf8')))
    return { ...(parsed.success ? parsed.data : { kind: 'alone', program: '?', host: '?', pid: 0 }), touchedAt }
  } catch (error) {
    if (systemCode(error) === 'ENOENT') return null
    throw error
  }
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}

function isGone({ host, pid }: FoundLock, age: number): boolean {
  if (host !== hostname()) return age > STALE
  if (age > STALE_HERE) return true
  try {
    process.kill(pid, 0)
    return false
  } catch (error) {
    return systemCode(error) === 'ESRCH'
  }
}
