// Strokes of a signature between the pad's pixels and the box in which they are kept (600 × 200, whole numbers).
import type { DrawnSignature } from '#shared/domain/sign-in-book.ts'

export const DRAWN_BOX = { width: 600, height: 200 }

/** What the contract takes at most: strokes of a signature, numbers of a stroke. */
const MOST_STROKES = 200
const MOST_NUMBERS = 4000

export const NOTHING_DRAWN: DrawnSignature = { strokes: [] }

type Point = { x: number; y: number }

const within = (value: number, limit: number) => Math.min(limit, Math.max(0, Math.round(value)))

/** Strokes drawn on a pad `width` pixels wide, as they are kept. A pen that left the pad stays on its edge. */
export function toDrawn(strokes: readonly (readonly Point[])[], width: number): DrawnSignature {
  const scale = DRAWN_BOX.width / width
  return {
    strokes: strokes.slice(0, MOST_STROKES).map((points) =>
      points
        .slice(0, MOST_NUMBERS / 2)
        .flatMap(({ x, y }) => [within(x * scale, DRAWN_BOX.width), within(y * scale, DRAWN_BOX.height)])),
  }
}

/** Kept strokes as points on a pad `width` pixels wide. */
export function fromDrawn(drawn: DrawnSignature, width: number): Point[][] {
  const scale = width / DRAWN_BOX.width
  return drawn.strokes.map((stroke) => pairs(stroke).map(([x, y]) => ({ x: x * scale, y: y * scale })))
}

/** A stroke as SVG writes it; a lone dot becomes a line of no length, which round caps make visible. */
export function strokePoints(stroke: readonly number[]): string {
  const points = pairs(stroke).map(([x, y]) => `${x},${y}`)
  return (points.length === 1 ? [...points, ...points] : points).join(' ')
}

function pairs(stroke: readonly number[]): [number, number][] {
  return stroke.flatMap((x, index): [number, number][] => {
    const y = stroke[index + 1]
    return index % 2 === 0 && y !== undefined ? [[x, y]] : []
  })
}
