// Whether the window itself may draw a file that was just put in, before the archive has it: judged by its bytes, and never one that
// would fill the machine when decoded. Everything else shows as a sheet with its name until the archive has drawn it.

/** So much of a file is read to judge it. */
export const HEAD_LENGTH = 128 * 1024

/** Decoded, that is 160 MB. */
const MOST_PIXELS = 40_000_000

export type Drawable = { type: 'image/jpeg' | 'image/png' | 'image/webp'; width: number; height: number }

/** What a file beginning with `head` is, if it is of a kind and size that the window may draw; else null. */
export function drawable(head: Uint8Array): Drawable | null {
  const view = new DataView(head.buffer, head.byteOffset, head.byteLength)
  const found = png(view) ?? webp(view) ?? jpeg(view)
  return found !== null && found.width > 0 && found.height > 0 && found.width * found.height <= MOST_PIXELS ? found : null
}

function textAt(view: DataView, at: number, length: number): string {
  if (at + length > view.byteLength) return ''
  return Array.from({ length }, (_, index) => String.fromCharCode(view.getUint8(at + index))).join('')
}

function png(view: DataView): Drawable | null {
  if (view.byteLength < 24 || textAt(view, 0, 8) !== '\x89PNG\r\n\x1a\n' || textAt(view, 12, 4) !== 'IHDR') return null
  return { type: 'image/png', width: view.getUint32(16), height: view.getUint32(20) }
}

function webp(view: DataView): Drawable | null {
  if (view.byteLength < 30 || textAt(view, 0, 4) !== 'RIFF' || textAt(view, 8, 4) !== 'WEBP') return null
  const type = 'image/webp'
  switch (textAt(view, 12, 4)) {
    case 'VP8 ':
      return { type, width: view.getUint16(26, true) & 0x3f_ff, height: view.getUint16(28, true) & 0x3f_ff }
    case 'VP8L': {
      const packed = view.getUint32(21, true)
      return { type, width: (packed & 0x3f_ff) + 1, height: ((packed >>> 14) & 0x3f_ff) + 1 }
    }
    case 'VP8X': {
      const size = (at: number): number => 1 + view.getUint16(at, true) + view.getUint8(at + 2) * 0x1_00_00
      return { type, width: size(24), height: size(27) }
    }
    default:
      return null
  }
}

/** Frame headers: every SOF marker but those of Huffman tables, of the reserved one and of arithmetic tables. */
function isFrame(marker: number): boolean {
  return marker >= 0xc0 && marker <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(marker)
}

function jpeg(view: DataView): Drawable | null {
  if (view.byteLength < 4 || view.getUint16(0) !== 0xff_d8) return null
  for (let at = 2; at + 9 < view.byteLength;) {
    if (view.getUint8(at) !== 0xff) return null
    const marker = view.getUint8(at + 1)
    if (isFrame(marker)) return { type: 'image/jpeg', width: view.getUint16(at + 7), height: view.getUint16(at + 5) }
    // Bytes that fill up to the next marker.
    if (marker === 0xff) at += 1
    else at += 2 + Math.max(2, view.getUint16(at + 2))
  }
  return null
}
