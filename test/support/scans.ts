// Pages to put in: real PNG pictures, each unlike any other, and the way a page of the screens sends them.
import { setTimeout as delay } from 'node:timers/promises'
import { createCipheriv, createHash } from 'node:crypto'
import { crc32, deflateSync } from 'node:zlib'
import { LARGEST_PIECE } from '#shared/contract/scan.ts'
import type { Output, RawInput } from '#shared/contract/index.ts'
import type { Person } from '#test/support/archive.ts'

const SIGNATURE = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a])

function chunk(kind: string, content: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(kind, 'latin1'), content])
  const [length, sum] = [Buffer.alloc(4), Buffer.alloc(4)]
  length.writeUInt32BE(content.length)
  sum.writeUInt32BE(crc32(body))
  return Buffer.concat([length, body, sum])
}

/** Bytes that look random and are the same for the same seed. */
export function noise(size: number, seed: string): Buffer<ArrayBuffer> {
  const key = createHash('sha256').update(seed).digest()
  return createCipheriv('aes-256-ctr', key, Buffer.alloc(16)).update(Buffer.alloc(size))
}

/** A grey picture, the same for the same seed. `said`: texts laid uncompressed into it, as scanners and cameras do. */
export function pngPage(seed: string, { width = 60, height = 80, said = [] }: { width?: number; height?: number; said?: readonly string[] } = {}): Buffer<ArrayBuffer> {
  const header = Buffer.alloc(13)
  header.writeUInt32BE(width, 0)
  header.writeUInt32BE(height, 4)
  header[8] = 8
  const rows = noise((width + 1) * height, seed)
  // Each row begins with how it is coded: as it is.
  for (let y = 0; y < height; y += 1) rows[y * (width + 1)] = 0
  const texts = said.map((text) => chunk('tEXt', Buffer.concat([Buffer.from('Comment\0', 'latin1'), Buffer.from(text)])))
  return Buffer.concat([SIGNATURE, chunk('IHDR', header), ...texts, chunk('IDAT', deflateSync(rows)), chunk('IEND', Buffer.alloc(0))])
}

/**
 * A document of so many pages, each with its number on it, without the bytes in its middle that none of them shows: `size` of them come
 * between its two parts.
 */
export function pdfAround(pages: number, size: number): { head: Buffer<ArrayBuffer>; tail: Buffer<ArrayBuffer> } {
  const offsets = [0]
  let length = 0
  const object = (number: number, content: string, inside = 0): string => {
    const text = `${number} 0 obj\n${content}\nendobj\n`
    offsets[number] = length
    length += text.length + inside
    return text
  }
  const stream = (content: string, inside = 0): string => `<< /Length ${content.length + inside} >>\nstream\n${content}\nendstream`
  const first = 5
  const start = '%PDF-1.7\n'
  length = start.length
  const before = [
    start,
    object(1, '<< /Type /Catalog /Pages 2 0 R >>'),
    object(2, `<< /Type /Pages /Count ${pages} /Kids [${Array.from({ length: pages }, (_, at) => `${first + 2 * at} 0 R`).join(' ')}] >>`),
    object(3, '<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>'),
    object(4, stream('', size), size),
  ].join('')
  const cut = before.lastIndexOf('\nendstream')
  const drawn = Array.from({ length: pages }, (_, at) => {
    const number = first + 2 * at
    return object(number, `<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Resources << /Font << /F 3 0 R >> >> /Contents ${number + 1} 0 R >>`)
      + object(number + 1, stream(`BT /F 300 Tf 100 300 Td (${at + 1}) Tj ET`))
  })
  const rows = offsets.slice(1).map((offset) => `${String(offset).padStart(10, '0')} 00000 n \n`)
  const end = `xref\n0 ${offsets.length}\n0000000000 65535 f \n${rows.join('')}trailer\n<< /Size ${offsets.length} /Root 1 0 R >>\nstartxref\n${length}\n%%EOF\n`
  return { head: Buffer.from(before.slice(0, cut)), tail: Buffer.from([before.slice(cut), ...drawn, end].join('')) }
}

/** The same with those bytes, which tell it from any other. */
export function pdfOf(pages: number, filling: Uint8Array = Buffer.alloc(0)): Buffer<ArrayBuffer> {
  const { head, tail } = pdfAround(pages, filling.length)
  return Buffer.concat([head, filling, tail])
}

/** Sends a file whole. @returns its upload. */
export async function upload(person: Person, bytes: Uint8Array<ArrayBuffer>, pieceSize = LARGEST_PIECE): Promise<string> {
  const { uploadId } = await person.call('upload.begin', { size: bytes.length })
  for (let offset = 0; offset < bytes.length; offset += pieceSize) {
    await person.call('upload.piece', { uploadId, offset, bytes: bytes.subarray(offset, offset + pieceSize) })
  }
  return uploadId
}

export async function attachScan(
  person: Person, bytes: Uint8Array<ArrayBuffer>, to: Omit<RawInput<'scan.attach'>, 'uploadId' | 'replaces'> & { replaces?: number },
): Promise<Output<'scan.attach'>> {
  return person.call('scan.attach', { replaces: null, ...to, uploadId: await upload(person, bytes) })
}

/** Asks until it is so; the test's own time limit ends what never comes. */
export async function until<T>(ask: () => T | Promise<T>, isSo: (answer: Awaited<T>) => boolean): Promise<Awaited<T>> {
  for (;;) {
    const answer = await ask()
    if (isSo(answer)) return answer
    // Asked without a pause, the engine would do nothing but answer.
    await delay(20)
  }
}
