// What every kind of file gives once it is open: its pages, drawn, read or taken out.
import type { Crop } from '#shared/domain/scan.ts'
import type { Size } from './limits.ts'
import type { Image, VipsLibrary } from './vips.ts'

/** Row by row; one byte a pixel or, red first, three. */
export type Pixels = Size & { bands: number; pixels: Uint8Array }

export type Source = {
  readonly pages: number
  /** How much it keeps in memory, in bytes. */
  readonly held: number
  /** Reads as much as tells whether the file is whole. @throws Refusal with a PictureProblem. */
  check(): void
  /** Part of a page as plain sRGB or grey, upright, at most `longest` pixels either way. The caller disposes of what `keep` was given. */
  draw(page: number, crop: Crop | null, longest: number, keep: (image: Image) => Image): Image
  /** All of a page as it is best read by a machine: its own pixels, where they are not too many. Otherwise like `draw`. */
  drawForReading(page: number, keep: (image: Image) => Image): Image
  /** A page as a file of its own, without loss; null where the file is this page and nothing else. */
  extract(page: number): readonly Uint8Array[] | null
  close(): void
}

/** Pixels either way at which a code is looked for: A4 at 300 dpi. */
export const READING_SIDE = 3600

/** An image in 8 bits, grey or sRGB, what is see-through laid over white. */
export function plain(image: Image, keep: (image: Image) => Image): Image {
  const opaque = image.hasAlpha() ? keep(image.flatten({ background: 255 })) : image
  const known = opaque.interpretation === 'srgb' || opaque.interpretation === 'b-w'
  const coloured = known ? opaque : keep(opaque.colourspace('srgb'))
  return coloured.format === 'uchar' ? coloured : keep(coloured.cast('uchar'))
}

/** Pixels as an image of the library. */
export function imageOf(vips: VipsLibrary, pixels: Uint8Array, { width, height, bands }: { width: number; height: number; bands: number }, keep: (image: Image) => Image): Image {
  const raw = keep(vips.Image.newFromMemory(pixels, width, height, bands, vips.BandFormat.uchar))
  return keep(raw.copy({ interpretation: bands === 1 ? 'b-w' : 'srgb' }))
}

/** Rows without what fills them up, out of the library's memory. */
export function tight(rows: Uint8Array, stride: number, { width, height }: Size): Uint8Array {
  const pixels = new Uint8Array(width * height)
  for (let row = 0; row < height; row += 1) pixels.set(rows.subarray(row * stride, row * stride + width), row * width)
  return pixels
}
