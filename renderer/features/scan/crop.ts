// The frame that marks a part of a page: in fractions of the page as it is seen. Dragged by its edges and corners, moved as a whole,
// or set by the share that is cut off each side.
import { cropAsItCame, type Crop, type Turn } from '#shared/domain/scan.ts'

export const WHOLE: Crop = { left: 0, top: 0, width: 1, height: 1 }

export const SIDES = ['left', 'top', 'right', 'bottom'] as const
export type Side = (typeof SIDES)[number]

/** A corner is both of its sides. */
export type Grip = readonly Side[]

/** The frame never gets narrower, so that it can always be taken hold of. */
const NARROWEST = 0.03

/** Fractions finer than this are noise of the arithmetic. */
const FINEST = 1e5

const between = (low: number, value: number, high: number): number => Math.min(Math.max(value, low), high)

/** The share cut off at each side, 0 to 1. */
export function margins({ left, top, width, height }: Crop): Record<Side, number> {
  return { left, top, right: Math.max(0, 1 - left - width), bottom: Math.max(0, 1 - top - height) }
}

const OPPOSITE: Record<Side, Side> = { left: 'right', right: 'left', top: 'bottom', bottom: 'top' }

/** The frame with one side cut off by `share`; the opposite side stays. */
export function withMargin(frame: Crop, side: Side, share: number): Crop {
  const all = margins(frame)
  const cut = { ...all, [side]: between(0, share, 1 - all[OPPOSITE[side]] - NARROWEST) }
  return { left: cut.left, top: cut.top, width: 1 - cut.left - cut.right, height: 1 - cut.top - cut.bottom }
}

/** The frame after its grip was drawn by `dx`, `dy`. */
export function drawn(frame: Crop, grip: Grip, dx: number, dy: number): Crop {
  const by: Record<Side, number> = { left: dx, right: -dx, top: dy, bottom: -dy }
  return grip.reduce((next, side) => withMargin(next, side, margins(frame)[side] + by[side]), frame)
}

/** The frame moved as a whole, as far as the page goes. */
export function moved(frame: Crop, dx: number, dy: number): Crop {
  return { ...frame, left: between(0, frame.left + dx, 1 - frame.width), top: between(0, frame.top + dy, 1 - frame.height) }
}

/** Without the noise of fractions, so that left and width together are never more than the whole. */
function tidied({ left, top, width, height }: Crop): Crop {
  const round = (value: number): number => Math.round(value * FINEST) / FINEST
  const [x, y] = [between(0, round(left), 1), between(0, round(top), 1)]
  return { left: x, top: y, width: Math.min(round(width), 1 - x), height: Math.min(round(height), 1 - y) }
}

/**
 * What to store when `frame` was marked on a page that is shown turned by `turn` and already cut to `shown`: the part of the page as it
 * came; null when that is all of it.
 */
export function cropToStore(frame: Crop, turn: Turn, shown: Crop | null): Crop | null {
  const inner = cropAsItCame(frame, turn)
  const outer = shown ?? WHOLE
  const part = tidied({
    left: outer.left + inner.left * outer.width,
    top: outer.top + inner.top * outer.height,
    width: inner.width * outer.width,
    height: inner.height * outer.height,
  })
  return part.left === 0 && part.top === 0 && part.width === 1 && part.height === 1 ? null : part
}
