// Passwords that did not fit, counted by log-in, whether somebody has it or not: after some in a row the next is not even looked at for a while
// (rule A1). Counted in memory by a clock that nobody sets. A small file beside the archive keeps as much of it as has to outlive the program, and
// tells no log-in: what was typed there may have been a password.
import { createHmac, createHash, randomBytes } from 'node:crypto'
import { existsSync, readFileSync, rmSync } from 'node:fs'
import { z } from 'zod'
import { FAILURES_FORGOTTEN, waitAfter } from '#shared/domain/password.ts'
import type { Engine } from '../engine.ts'
import { Refusal } from '../refusal.ts'
import { systemCode } from '../system-code.ts'
import { replaceFile } from '../vault/durable.ts'

export type Tries = {
  /**
   * Proves what somebody gives for `whom`, one after the other for each: several at once would be looked at before the first was counted.
   * @throws Refusal `password.wait` with `waitSeconds` while nothing is looked at; what `prove` throws, a `wrongPassword` with `waitSeconds` where
   * it brings a wait.
   */
  during<T>(whom: string, prove: () => Promise<T>): Promise<T>
}

/** For whom something is given: a log-in as it is kept, or whoever has the recovery key. */
export const OF_RECOVERY_KEY = 'recoveryKey'
export const ofLogin = (login: string): string => `login/${login}`

/** In a row, and when the last was. `drawer`: where the file counts them. */
type Failures = { count: number; at: number; drawer: number }

/** Of those who never come back; nobody has so many colleagues. */
const MOST = 10_000
/** Drawers of the file: enough that a wait over a restart seldom meets somebody else, too few to guess by what was typed. */
const DRAWERS = 16

const keptSchema = z.object({ format: z.literal(1), at: z.number(), failures: z.array(z.int().min(0)).length(DRAWERS) })

type TriesOptions = Pick<Engine, 'report'> & {
  file: string
  /** Monotonic milliseconds. */
  elapsed: () => number
}

export function makeTries({ file, elapsed, report }: TriesOptions): Tries {
  const secret = randomBytes(32)
  const failures = new Map<string, Failures>()
  const underWay = new Map<string, Promise<unknown>>()
  // Whoever starts the program again gains nothing by it: every wait begins anew.
  const kept = readKept(file).map((count, drawer): Failures => ({ count, at: elapsed(), drawer }))

  let written: readonly number[] = kept.map(({ count: before }) => before)

  const keyOf = (whom: string): string => createHmac('sha256', secret).update(whom).digest('base64')
  const lasting = ({ count, at }: Failures): number => (elapsed() - at > FAILURES_FORGOTTEN * 1000 ? 0 : count)
  const of = (whom: string): Failures => {
    const drawer = drawerOf(whom)
    return failures.get(keyOf(whom)) ?? kept[drawer] ?? { count: 0, at: elapsed(), drawer }
  }
  /** What the file says: of each drawer the most there are of anybody in it. */
  const drawers = (): number[] => {
    const most = kept.map(lasting)
    for (const found of failures.values()) most[found.drawer] = Math.max(most[found.drawer] ?? 0, lasting(found))
    return most
  }
  const put = (whom: string, count: number): void => {
    const [key, drawer] = [keyOf(whom), drawerOf(whom)]
    failures.delete(key)
    failures.set(key, { count, at: elapsed(), drawer })
    for (const [oldest, gone] of failures) {
      if (failures.size <= MOST) break
      failures.delete(oldest)
      // Inventing log-ins makes nobody forget: who was counted alone is counted with their drawer.
      const beside = kept[gone.drawer]
      if (!beside || lasting(gone) > lasting(beside)) kept[gone.drawer] = gone
    }
    if (count === 0 || count > (written[drawer] ?? 0)) write(drawers())
  }
  const write = (counts: readonly number[]): void => {
    written = counts
    try {
      if (counts.every((count) => count === 0)) rmSync(file, { force: true })
      else replaceFile(file, `${JSON.stringify({ format: 1, at: Date.now(), failures: counts })}\n`)
    } catch (error) {
      // A disk that refuses keeps nobody from signing in.
      if (systemCode(error) === null) throw error
      report(error)
    }
  }
  const attempt = async <T>(whom: string, prove: () => Promise<T>): Promise<T> => {
    const before = of(whom)
    const waitSeconds = Math.ceil(waitAfter(lasting(before)) - (elapsed() - before.at) / 1000)
    if (waitSeconds > 0) throw new Refusal('refused', 'password.wait', { problem: 'password.wait', subject: String(waitSeconds), waitSeconds })
    try {
      const proven = await prove()
      if (lasting(of(whom)) > 0) put(whom, 0)
      return proven
    } catch (error) {
      if (!(error instanceof Refusal) || error.code !== 'wrongPassword') throw error
      const count = lasting(of(whom)) + 1
      put(whom, count)
      const wait = waitAfter(count)
      throw wait === 0 ? error : new Refusal(error.code, error.message, { ...error.details, waitSeconds: wait })
    }
  }

  return {
    during: async (whom, prove) => {
      const before = underWay.get(whom) ?? Promise.resolve()
      const mine = before.then(() => null, () => null).then(() => attempt(whom, prove))
      underWay.set(whom, mine)
      try {
        return await mine
      } finally {
        if (underWay.get(whom) === mine) underWay.delete(whom)
      }
    },
  }
}

const drawerOf = (whom: string): number => (createHash('sha256').update(whom).digest()[0] ?? 0) % DRAWERS

/**
 * What the file says: nothing where there is none, or it is not one, or it is an hour old by the machine's clock, the only thing that is asked of
 * it: whoever may set that may remove the file, too.
 */
function readKept(file: string): number[] {
  const nothing = Array.from({ length: DRAWERS }, () => 0)
  if (!existsSync(file)) return nothing
  try {
    const { at, failures } = keptSchema.parse(JSON.parse(readFileSync(file, 'utf8')))
    return Date.now() - at > FAILURES_FORGOTTEN * 1000 ? nothing : failures
  } catch (error) {
    if (error instanceof SyntaxError || error instanceof z.ZodError) return nothing
    throw error
  }
}
