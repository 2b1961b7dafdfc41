// Pictures that libvips decodes: JPEG, PNG, WebP, and TIFF with its pages.
import type { Crop, MediaType } from '#shared/domain/scan.ts'
import { frameOf } from './frame.ts'
import { requireDrawable, type Size } from './limits.ts'
import { plain, READING_SIDE, type Source } from './source.ts'
import { tiffPage } from './tiff-page.ts'
import { drawing, type Image, type VipsLibrary } from './vips.ts'

type Keep = (image: Image) => Image

/** EXIF: turned a quarter either way, mirrored or not. */
const ON_ITS_SIDE = 5

/** @throws Refusal with a PictureProblem. */
export function openRaster(vips: VipsLibrary, bytes: Uint8Array, mediaType: MediaType): Source {
  const tiff = mediaType === 'image/tiff'

  const header = (page: number, keep: Keep): Image => keep(tiff
    ? vips.Image.tiffloadBuffer(bytes, { page: page - 1, access: 'sequential' })
    : vips.Image.newFromBuffer(bytes, '', { access: 'sequential' }))

  const about = (page: number): { size: Size; foreign: boolean } => drawing((keep) => {
    const image = header(page, keep)
    const size = intOf(image, 'orientation', 1) >= ON_ITS_SIDE ? { width: image.height, height: image.width } : { width: image.width, height: image.height }
    requireDrawable(size)
    return { size, foreign: isForeign(image) }
  })

  const scaled = (page: number, { width, height }: Size, profile: object, keep: Keep): Image => {
    const how = { height, size: 'force', ...profile }
    // A TIFF has no smaller picture in it to begin with; one whose pages halve in size would be taken for one that has.
    return plain(keep(tiff ? header(page, keep).thumbnailImage(width, how) : vips.Image.thumbnailBuffer(bytes, width, how)), keep)
  }

  const draw = (page: number, crop: Crop | null, longest: number, keep: Keep): Image => {
    const { size, foreign } = about(page)
    const { whole, part } = frameOf(size, crop, longest)
    const shown = (profile: object): Image => {
      const image = scaled(page, whole, profile, keep)
      const cut = crop === null ? image : keep(image.extractArea(part.left, part.top, part.width, part.height))
      return keep(cut.copyMemory())
    }
    if (!foreign) return shown({})
    try {
      return shown({ output_profile: 'srgb' })
    } catch (error) {
      // A colour profile that cannot be used is left aside.
      if (error instanceof WebAssembly.Exception) return shown({})
      throw error
    }
  }

  const pages = drawing((keep) => {
    const image = header(1, keep)
    return tiff ? intOf(image, 'n-pages', 1) : 1
  })
  return {
    pages,
    held: bytes.length,
    check: () => {
      check(vips, bytes, mediaType)
    },
    draw,
    drawForReading: (page, keep) => draw(page, null, READING_SIDE, keep),
    extract: (page) => (pages === 1 ? null : tiffPage(bytes, page)),
    close: () => undefined,
  }
}

/**
 * Decodes the first page to its end, as small as the format allows.
 * @throws Refusal `picture.damaged` where the file is cut short, `picture.tooLarge`.
 */
function check(vips: VipsLibrary, bytes: Uint8Array, mediaType: MediaType): void {
  drawing((keep) => {
    const image = keep(vips.Image.newFromBuffer(bytes, '', { access: 'sequential' }))
    requireDrawable(image)
    // An eighth is decoded of a JPEG without computing the rest, yet all of it is read.
    const shrink = mediaType === 'image/jpeg' ? { shrink: 8 } : {}
    keep(vips.Image.newFromBuffer(bytes, '', { access: 'sequential', fail_on: 'truncated', ...shrink })).avg()
  })
}

function intOf(image: Image, name: string, otherwise: number): number {
  return image.getTypeof(name) === 0 ? otherwise : image.getInt(name)
}

/** Whether its colours are others than a screen's; to turn them costs as much as to decode them. */
function isForeign(image: Image): boolean {
  return image.interpretation === 'cmyk' || (image.bands >= 3 && image.getTypeof('icc-profile-data') !== 0)
}
