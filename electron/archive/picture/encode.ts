// A drawn page as the picture that is shown: JPEG, or PNG where there is only black and white.
import type { PictureView } from '#shared/contract/scan.ts'
import type { Turn } from '#shared/domain/scan.ts'
import type { Image } from './vips.ts'

const QUALITY = 82
const QUARTERS = { 90: 'd90', 180: 'd180', 270: 'd270' } as const

/** Turned clockwise. Nothing but pixels goes into the file. */
export function encode(image: Image, turn: Turn, keep: (image: Image) => Image): PictureView {
  const turned = turn === 0 ? image : keep(image.rot(QUARTERS[turn]))
  if (isBlackAndWhite(turned, keep)) {
    return { mediaType: 'image/png', bytes: Uint8Array.from(turned.pngsaveBuffer({ bitdepth: 1, compression: 6, keep: 'none' })) }
  }
  return { mediaType: 'image/jpeg', bytes: Uint8Array.from(turned.jpegsaveBuffer({ Q: QUALITY, keep: 'none' })) }
}

/** Neither colour nor any shade between. */
function isBlackAndWhite(image: Image, keep: (image: Image) => Image): boolean {
  if (image.bands !== 1) return false
  const pixels = image.width * image.height
  const counts = keep(image.histFind())
  return (counts.getpoint(0, 0)[0] ?? 0) + (counts.getpoint(255, 0)[0] ?? 0) === pixels
}
