// Signatures drawn by an invented hand: running strokes, the same shape for the same name, a little different each time.
import type { DrawnSignature } from '#shared/domain/sign-in-book.ts'
import { makeRandom, seedOf, type Random } from './random.ts'

const WIDTH = 600
const HEIGHT = 200
const MARGIN = 24
const STEPS = 9

/** `moment`: where the little differences of this one signature come from. */
export function drawSignature(name: string, moment: Random): { strokes: number[][] } {
  const shape = makeRandom(seedOf(name))
  const characters = Array.from(name).filter((character) => /\p{L}/u.test(character)).slice(0, 6)
  const room = Math.min(170, (WIDTH - 2 * MARGIN) / characters.length)
  return {
    strokes: characters.flatMap((character, place) => {
      const own = makeRandom(seedOf(character))
      const left = MARGIN + place * room
      const top = MARGIN + 14 * shape.next()
      return Array.from({ length: own.whole(2, 3) }, (_, stroke) => runningStroke(left, top + stroke * 34, room, own, moment))
    }),
  } satisfies DrawnSignature
}

/** One stroke from left to right: two loops of a pen that leans to the right. */
function runningStroke(left: number, top: number, room: number, own: Random, moment: Random): number[] {
  const turns = 1 + own.next() * 1.5
  const lift = own.next() * Math.PI
  const high = 18 + own.next() * 26
  const slope = (own.next() - 0.6) * 30
  return Array.from({ length: STEPS + 1 }, (_, step) => step / STEPS).flatMap((along) => {
    const angle = lift + along * turns * 2 * Math.PI
    const x = left + room * (0.08 + 0.8 * along) + 11 * Math.sin(angle) + moment.whole(-2, 2)
    const y = top + 40 + high * Math.cos(angle) + slope * along + moment.whole(-2, 2)
    return [within(x, WIDTH), within(y, HEIGHT)]
  })
}

function within(value: number, limit: number): number {
  return Math.round(Math.min(limit - 4, Math.max(4, value)))
}
