// A drawn page as the picture that is shown: JPEG, or PNG where there is only black and white.
import type { PictureView } from '#shared/contract/scan.ts'
import type { Turn } from '#shared/domain/scan.ts'
import type { Image } from './vips.ts'

const QUALITY = 82
const QUARTERS = { 90: 'd90', 180: 'd180', 270: 'd270' } as const

type Keep = (image: Image) => Image

/** Turned clockwise. Nothing but pixels goes into the file. */
export function encode(image: Image, turn: Turn, keep: Keep): PictureView {
  const upright = turned(image, turn, keep)
  if (isBlackAndWhite(upright, keep)) {
    return { mediaType: 'image/png', bytes: Uint8Array.from(upright.pngsaveBuffer({ bitdepth: 1, compression: 6, keep: 'none' })) }
  }
  return asJpeg(upright)
}

export function turned(image: Image, turn: Turn, keep: Keep): Image {
  return turn === 0 ? image : keep(image.rot(QUARTERS[turn]))
}

export function asJpeg(image: Image): PictureView {
  return { mediaType: 'image/jpeg', bytes: Uint8Array.from(image.jpegsaveBuffer({ Q: QUALITY, keep: 'none' })) }
}

/** Neither colour nor any shade between. */
function isBlackAndWhite(image: Image, keep: Keep): boolean {
  if (image.bands !== 1) return false
  const pixels = image.width * image.height
  const counts = keep(image.histFind())
  return (counts.getpoint(0, 0)[0] ?? 0) + (counts.getpoint(255, 0)[0] ?? 0) === pixels
}
