// How much of a file is taken on: a small file can stand for a picture that fills the machine.
import { refused } from '../refusal.ts'

/** Pictures are read whole, documents piece by piece; a page taken out of one may be as large as any picture. 128 MB. */
export const LARGEST_WHOLE = 128 * 1024 * 1024
/** 100 megapixels: an A3 page at 600 dpi has 70. */
const MOST_PIXELS = 100_000_000
/** No scanner makes more; a decoder's numbers stay small. */
const LONGEST_SIDE = 60_000

export type Size = { width: number; height: number }

/** @throws Refusal `picture.tooLarge`. */
export function requireReadable(bytes: number): void {
  if (bytes > LARGEST_WHOLE) throw refused('picture.tooLarge')
}

/** @throws Refusal `picture.tooLarge`, or `picture.damaged` for a picture without extent. */
export function requireDrawable({ width, height }: Size): void {
  if (!(width >= 1 && height >= 1)) throw refused('picture.damaged')
  if (width * height > MOST_PIXELS || Math.max(width, height) > LONGEST_SIDE) throw refused('picture.tooLarge')
}
