// HEIC photographs, by libheif as WebAssembly with its HEVC decoder. It turns and mirrors them itself.
import libheif from 'libheif-js/libheif-wasm/libheif.js'
import { z } from 'zod'
import { refused } from '../refusal.ts'
import { frameOf } from './frame.ts'
import { requireDrawable, type Size } from './limits.ts'
import { imageOf, plain, READING_SIDE, tight, type Source } from './source.ts'
import type { VipsLibrary } from './vips.ts'
import { readWasm } from './wasm.ts'

export type Heif = ReturnType<typeof libheif>

export function openHeif(): Heif {
  return libheif({ wasmBinary: readWasm('libheif-js/libheif-wasm/libheif.wasm'), print: () => undefined, printErr: () => undefined })
}

const BANDS = 3
const decodedSchema = z.object({
  image: z.custom<Parameters<Heif['heif_image_release']>[0]>((value) => typeof value === 'object' && value !== null),
  channels: z.tuple([z.object({ width: z.number(), height: z.number(), stride: z.number(), data: z.instanceof(Uint8Array) })]),
})
type Handle = Parameters<Heif['heif_image_handle_release']>[0]
const isHandle = (value: unknown): value is Handle => typeof value === 'object' && value !== null && !('code' in value)

/**
 * The picture a file names as its first, decoded: that is slow, so it is done once.
 * @throws Refusal `picture.damaged` or `picture.tooLarge`.
 */
export function openHeic(heif: Heif, vips: VipsLibrary, bytes: Uint8Array): Source {
  const { pixels, size } = decode(heif, bytes)
  const draw: Source['draw'] = (_page, crop, longest, keep) => {
    const { whole, part } = frameOf(size, crop, longest)
    const image = imageOf(vips, pixels, { ...size, bands: BANDS }, keep)
    const scaled = plain(keep(image.thumbnailImage(whole.width, { height: whole.height, size: 'force' })), keep)
    return keep((crop === null ? scaled : keep(scaled.extractArea(part.left, part.top, part.width, part.height))).copyMemory())
  }
  return {
    pages: 1,
    held: pixels.length,
    // It was decoded when it was opened.
    check: () => undefined,
    draw,
    drawForReading: (page, keep) => draw(page, null, READING_SIDE, keep),
    extract: () => null,
    close: () => undefined,
  }
}

function decode(heif: Heif, bytes: Uint8Array): { pixels: Uint8Array; size: Size } {
  const context = heif.heif_context_alloc()
  if (!context) throw new RangeError('the library has no memory left')
  try {
    heif.heif_context_read_from_memory(context, bytes)
    const handle: unknown = heif.heif_js_context_get_primary_image_handle(context)
    if (!isHandle(handle)) throw refused('picture.damaged')
    try {
      requireDrawable({ width: heif.heif_image_handle_get_width(handle), height: heif.heif_image_handle_get_height(handle) })
      const found = decodedSchema.safeParse(heif.heif_js_decode_image2(
        handle, heif.heif_colorspace.heif_colorspace_RGB, heif.heif_chroma.heif_chroma_interleaved_RGB,
      ))
      if (!found.success) throw refused('picture.damaged')
      const { image, channels: [{ width, height, stride, data }] } = found.data
      try {
        return { pixels: tight(data, stride, { width: width * BANDS, height }), size: { width, height } }
      } finally {
        heif.heif_image_release(image)
      }
    } finally {
      heif.heif_image_handle_release(handle)
    }
  } finally {
    heif.heif_context_free(context)
  }
}
