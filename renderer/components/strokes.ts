// Strokes of a signature between the pad's pixels and the box in which they are kept (600 × 200, whole numbers).
import { DRAWN_LIMITS, type DrawnSignature } from '#shared/domain/sign-in-book.ts'

export const DRAWN_BOX = { width: 600, height: 200 }

export const NOTHING_DRAWN: DrawnSignature = { strokes: [] }

/** As the contract takes it, which may be changed on the way. */
export function asSent({ strokes }: DrawnSignature): { strokes: number[][] } {
  return { strokes: strokes.map((stroke) => [...stroke]) }
}

type Point = { x: number; y: number }

const within = (value: number, limit: number) => Math.min(limit, Math.max(0, Math.round(value)))

/** Strokes drawn on a pad `width` pixels wide, as they are kept. A pen that left the pad stays on its edge. */
export function toDrawn(strokes: readonly (readonly Point[])[], width: number): DrawnSignature {
  const scale = DRAWN_BOX.width / width
  return {
    strokes: thinned(strokes.slice(0, DRAWN_LIMITS.strokes)).map((points) =>
      points.flatMap(({ x, y }) => [within(x * scale, DRAWN_BOX.width), within(y * scale, DRAWN_BOX.height)])),
  }
}

/** A slow hand leaves many points close together: every second is left out, never the ends of a stroke, until what is kept fits. */
function thinned(strokes: readonly (readonly Point[])[]): readonly (readonly Point[])[] {
  const points = strokes.reduce((sum, stroke) => sum + stroke.length, 0)
  if (points * 2 <= DRAWN_LIMITS.numbers) return strokes
  return thinned(strokes.map((stroke) => stroke.filter((_, index) => index % 2 === 0 || index === stroke.length - 1)))
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
