// Kind and size of a picture of our own making, read from its first bytes: JPEG (ITU T.81), PNG, WebP (RFC 9649).
import type { Buffer } from 'node:buffer'
import type { PictureView } from '#shared/contract/scan.ts'

type Measured = Omit<PictureView, 'bytes'>

const PNG = globalThis.Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a])

/** Null for anything else. */
export function measurePicture(bytes: Buffer): Measured | null {
  try {
    if (bytes.subarray(0, 8).equals(PNG)) return { mediaType: 'image/png', width: bytes.readUInt32BE(16), height: bytes.readUInt32BE(20) }
    if (bytes.readUInt16BE(0) === 0xffd8) return jpeg(bytes)
    if (bytes.toString('latin1', 0, 4) === 'RIFF' && bytes.toString('latin1', 8, 12) === 'WEBP') return webp(bytes)
  } catch (error) {
    // Cut short: read beyond its end.
    if (!(error instanceof RangeError)) throw error
  }
  return null
}

/** From segment to segment up to the frame's header, which says the size. */
function jpeg(bytes: Buffer): Measured | null {
  for (let at = 2; bytes.readUInt8(at) === 0xff; at += 2 + bytes.readUInt16BE(at + 2)) {
    const marker = bytes.readUInt8(at + 1)
    const isFrame = marker >= 0xc0 && marker <= 0xcf && marker !== 0xc4 && marker !== 0xc8 && marker !== 0xcc
    if (isFrame) return { mediaType: 'image/jpeg', width: bytes.readUInt16BE(at + 7), height: bytes.readUInt16BE(at + 5) }
  }
  return null
}

function webp(bytes: Buffer): Measured | null {
  switch (bytes.toString('latin1', 12, 16)) {
    case 'VP8 ':
      return { mediaType: 'image/webp', width: bytes.readUInt16LE(26) & 0x3fff, height: bytes.readUInt16LE(28) & 0x3fff }
    case 'VP8L':
      return { mediaType: 'image/webp', width: (bytes.readUInt32LE(21) & 0x3fff) + 1, height: ((bytes.readUInt32LE(21) >>> 14) & 0x3fff) + 1 }
    case 'VP8X':
      return { mediaType: 'image/webp', width: bytes.readUIntLE(24, 3) + 1, height: bytes.readUIntLE(27, 3) + 1 }
    default:
      return null
  }
}
