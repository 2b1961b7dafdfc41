// What a file is, by its first bytes and nothing else: what begins as one kind is only ever given to that kind's decoder.
import type { MediaType } from '#shared/domain/scan.ts'

/** So many of the first bytes are needed. */
export const BEGINNING = 64

/** ISO 14496-12: brands of pictures whose content is HEVC. `mif1` alone says nothing of the content. */
const HEIC_BRANDS = ['heic', 'heix', 'heim', 'heis', 'hevc', 'hevx']

export function mediaTypeOf(beginning: Uint8Array): MediaType | null {
  const text = String.fromCharCode(...beginning.subarray(0, BEGINNING))
  if (text.startsWith('\xFF\xD8\xFF')) return 'image/jpeg'
  if (text.startsWith('\x89PNG\r\n\x1A\n')) return 'image/png'
  if (text.startsWith('RIFF') && text.startsWith('WEBP', 8)) return 'image/webp'
  // Little and big end first; 43 is the form for files beyond 4 GB, which some write for small ones too.
  if (['II*\0', 'MM\0*', 'II+\0\b\0', 'MM\0+\0\b'].some((start) => text.startsWith(start))) return 'image/tiff'
  if (text.startsWith('%PDF-')) return 'application/pdf'
  return isHeic(text) ? 'image/heic' : null
}

function isHeic(text: string): boolean {
  if (!text.startsWith('ftyp', 4)) return false
  const length = (text.charCodeAt(2) << 8) | text.charCodeAt(3)
  const brands = text.slice(8, Math.min(text.length, length)).match(/[\s\S]{4}/g) ?? []
  return brands.some((brand, place) => place !== 1 && HEIC_BRANDS.includes(brand))
}
