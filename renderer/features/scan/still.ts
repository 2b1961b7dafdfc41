// When a document under the camera lies still, and has not been photographed yet: what the automatic shutter goes by.

/** Small grey pictures are compared: fine enough to see a hand or a page move, too coarse to see the noise of a lens. */
export const SAMPLE = { width: 48, height: 36 }
/** So long apart, in milliseconds. */
export const SAMPLE_EVERY = 200

/** Mean difference of grey, of 255: below it nothing moves; above it something else lies there. */
const NOISE = 3
const CHANGED = 9
/** So many quiet samples in a row make it still. */
const QUIET = 5

export type Stillness = {
  /** The last sample; null before the first. */
  last: readonly number[] | null
  quiet: number
  /** What was photographed last: until something else lies there, it is not photographed again. */
  taken: readonly number[] | null
}

export const UNSEEN: Stillness = { last: null, quiet: 0, taken: null }

/** The grey of each pixel of `rgba`, 0 to 255. */
export function greys(rgba: ArrayLike<number>): number[] {
  return Array.from({ length: rgba.length / 4 }, (_, at) => {
    const [red = 0, green = 0, blue = 0] = [rgba[at * 4], rgba[at * 4 + 1], rgba[at * 4 + 2]]
    return red * 0.299 + green * 0.587 + blue * 0.114
  })
}

function difference(a: readonly number[], b: readonly number[]): number {
  return a.reduce((sum, grey, at) => sum + Math.abs(grey - (b[at] ?? 0)), 0) / Math.max(1, a.length)
}

/** What is known after another sample; `take`: it lies still now and is not the picture taken last. */
export function seen(before: Stillness, sample: readonly number[]): { after: Stillness; take: boolean } {
  const isQuiet = before.last !== null && difference(before.last, sample) < NOISE
  const quiet = isQuiet ? before.quiet + 1 : 0
  const isNew = before.taken === null || difference(before.taken, sample) > CHANGED
  const take = quiet >= QUIET && isNew
  return { after: { last: sample, quiet, taken: take ? sample : before.taken }, take }
}
