// Scans (扫描件): the pages of a record's papers as pictures (rules F2, H4). How a page is turned and cut, and what can be shown.

/** What is stored and shown; by its bytes, never by its name. */
export const MEDIA_TYPES = ['image/jpeg', 'image/png', 'image/webp', 'image/tiff', 'image/heic', 'application/pdf'] as const
export type MediaType = (typeof MEDIA_TYPES)[number]

/** Clockwise, in degrees. */
export const TURNS = [0, 90, 180, 270] as const
export type Turn = (typeof TURNS)[number]

/** The part of a page that is shown, in fractions of the page as it came, before it is turned. */
export type Crop = { left: number; top: number; width: number; height: number }

/** How a page is shown; the file itself stays as it came. */
export type Arrangement = { turn: Turn; crop: Crop | null }

/** A narrower strip than this shows nothing. */
const SMALLEST_CROP = 0.02

export function cropProblem(crop: Crop): 'scan.crop' | null {
  const { left, top, width, height } = crop
  const whole = [left, top, width, height].every(Number.isFinite)
  return whole && left >= 0 && top >= 0 && width >= SMALLEST_CROP && height >= SMALLEST_CROP && left + width <= 1 && top + height <= 1
    ? null
    : 'scan.crop'
}

/** Adds a quarter turn. */
export function turned(turn: Turn, by: 90 | 270): Turn {
  const at = (turn + by) % 360
  return TURNS.find((candidate) => candidate === at) ?? 0
}

/** A part marked on the page as it is seen, turned, as a part of the page as it came. */
export function cropAsItCame(seen: Crop, turn: Turn): Crop {
  const { left, top, width, height } = seen
  switch (turn) {
    case 0:
      return seen
    case 90:
      return { left: top, top: beyond(left, width), width: height, height: width }
    case 180:
      return { left: beyond(left, width), top: beyond(top, height), width, height }
    case 270:
      return { left: beyond(top, height), top: left, width: height, height: width }
  }
}

/** What of a page lies beyond a part of it; fractions that end at its edge may come out a hair below nothing. */
function beyond(from: number, length: number): number {
  return Math.max(0, 1 - from - length)
}

/** Why a file is not taken, or a page not shown. */
export const PICTURE_PROBLEMS = [
  /** Neither a picture nor a PDF of the kinds named, whatever it is called. */
  'picture.kind',
  /** It begins as one and cannot be read: cut short, damaged, or made to be unreadable. */
  'picture.damaged',
  /** Decoded, it would fill the machine. */
  'picture.tooLarge',
  /** A PDF that asks for a password. */
  'picture.locked',
  /** A file without a page. */
  'picture.empty',
] as const
export type PictureProblem = (typeof PICTURE_PROBLEMS)[number]
