// How large a page is drawn and which part of it (scan.ts: the part is of the page as it came, before it is turned).
import type { Crop } from '#shared/domain/scan.ts'
import type { Size } from './limits.ts'

/** The whole page scaled to `whole`, of which the rectangle `part` is shown. */
export type Frame = { whole: Size; part: Size & { left: number; top: number } }

const WHOLE: Crop = { left: 0, top: 0, width: 1, height: 1 }

/** `page`: its size in pixels, which is never exceeded; the part shown is at most `longest` pixels either way. */
export function frameOf(page: Size, crop: Crop | null, longest: number): Frame {
  const { left, top, width, height } = crop ?? WHOLE
  const scale = Math.min(1, longest / Math.max(page.width * width, page.height * height))
  const whole = { width: atLeastOne(page.width * scale), height: atLeastOne(page.height * scale) }
  const from = { left: Math.min(whole.width - 1, Math.round(left * whole.width)), top: Math.min(whole.height - 1, Math.round(top * whole.height)) }
  return {
    whole,
    part: {
      ...from,
      width: Math.min(whole.width - from.left, longest, atLeastOne(width * whole.width)),
      height: Math.min(whole.height - from.top, longest, atLeastOne(height * whole.height)),
    },
  }
}

const atLeastOne = (pixels: number): number => Math.max(1, Math.round(pixels))
