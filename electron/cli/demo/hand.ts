// Signatures drawn by an invented hand: running characters, the same shape for the same name, a little different each time.
import type { RawInput } from '#shared/contract/index.ts'
import { makeRandom, seedOf, type Random } from './random.ts'

type Point = readonly [x: number, y: number]

const WIDTH = 600
const HEIGHT = 200
const MARGIN = 30
const MOST_CHARACTERS = 5
/** Points drawn between two that the pen aims at. */
const STEPS = 6

// Where a pen goes when it writes a character in haste, in a box of 1 × 1: across, down to the left, up again, out to the right.
const WAYS: readonly (readonly Point[])[] = [
  [[0.1, 0.3], [0.75, 0.18], [0.5, 0.3], [0.15, 0.85], [0.4, 0.5], [0.7, 0.62], [0.95, 0.85]],
  [[0.3, 0.05], [0.25, 0.9], [0.35, 0.35], [0.8, 0.25], [0.72, 0.75], [0.4, 0.72], [0.95, 0.6]],
  [[0.15, 0.2], [0.6, 0.12], [0.3, 0.5], [0.65, 0.42], [0.3, 0.8], [0.55, 0.9], [0.98, 0.72]],
  [[0.45, 0.05], [0.5, 0.6], [0.15, 0.8], [0.1, 0.55], [0.6, 0.45], [0.85, 0.7], [0.6, 0.95], [0.95, 0.8]],
  [[0.1, 0.45], [0.9, 0.32], [0.55, 0.1], [0.5, 0.95], [0.3, 0.8], [0.75, 0.6], [0.98, 0.7]],
  [[0.2, 0.1], [0.1, 0.5], [0.45, 0.2], [0.7, 0.35], [0.35, 0.6], [0.75, 0.8], [0.3, 0.95], [0.9, 0.9]],
]

/** `moment`: where the little differences of this one signature come from. */
export function drawSignature(name: string, moment: Random): RawInput<'handover.sign'>['giverDrawn'] {
  const characters = Array.from(name).filter((character) => /\p{L}/u.test(character)).slice(0, MOST_CHARACTERS)
  const hand = makeRandom(seedOf(name))
  const room = Math.min(150, (WIDTH - 2 * MARGIN) / characters.length)
  const lean = 0.1 + hand.next() * 0.25
  const strokes = characters.flatMap((character, place) => {
    const shape = makeRandom(seedOf(character + name.slice(0, 1)))
    const size = room * (place === 0 ? 0.95 : 0.75 + hand.next() * 0.15)
    const top = 30 + hand.next() * 20 + (place === 0 ? 0 : 12)
    const aims = shape.pick(WAYS).map(([x, y]): Point => {
      const down = y + (shape.next() - 0.5) * 0.16
      return [
        MARGIN + place * room * 0.92 + size * (x + (shape.next() - 0.5) * 0.16 + lean * (0.5 - down)) + moment.next() * 4,
        top + size * 0.95 * down + moment.next() * 4,
      ]
    })
    const lift = shape.whole(3, 4)
    return shape.chance(0.5) ? [aims] : [aims.slice(0, lift), aims.slice(lift - 1)]
  })
  return { strokes: strokes.map((aims) => running(aims).flatMap(([x, y]) => [within(x, WIDTH), within(y, HEIGHT)])) }
}

/** A curve through the points (Catmull and Rom's), as a pen in motion draws it. */
export function running(aims: readonly Point[]): Point[] {
  return aims.slice(1).flatMap((to, index) => {
    const from = aims[index] ?? to
    const before = aims[index - 1] ?? from
    const after = aims[index + 2] ?? to
    return Array.from({ length: STEPS + (index === 0 ? 1 : 0) }, (_, step): Point => {
      const along = (step + (index === 0 ? 0 : 1)) / STEPS
      return [curve(before[0], from[0], to[0], after[0], along), curve(before[1], from[1], to[1], after[1], along)]
    })
  })
}

function curve(before: number, from: number, to: number, after: number, along: number): number {
  const square = along * along
  return 0.5 * (
    2 * from + (to - before) * along + (2 * before - 5 * from + 4 * to - after) * square + (3 * from - before - 3 * to + after) * square * along
  )
}

function within(value: number, limit: number): number {
  return Math.round(Math.min(limit - 4, Math.max(4, value)))
}
