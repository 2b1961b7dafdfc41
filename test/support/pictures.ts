// Makes files to look at: pictures of every kind, documents, pages with codes as bad scanners give them, and hostile ones.
import { randomBytes } from 'node:crypto'
import { mkdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { buffer } from 'node:stream/consumers'
import { deflateSync, crc32 } from 'node:zlib'
import { afterAll, beforeAll } from 'vitest'
import { writeBarcode } from 'zxing-wasm/writer'
import { startPictures, type Pictures } from '#archive/picture/pictures.ts'
import { drawing, openVips, type Image, type VipsLibrary } from '#archive/picture/vips.ts'
import { placesIn, type Places } from '#archive/places.ts'
import { addAttachment, openAttachment } from '#archive/vault/attachments.ts'
import { onlyKey, type VaultKeys } from '#archive/vault/keys.ts'
import type { PictureView } from '#shared/contract/scan.ts'
import type { Arrangement } from '#shared/domain/scan.ts'
import { prepareCodeWriter } from '../../electron/cli/demo/code-writer.ts'
import { temporaryFolder } from '#test/support/archive.ts'

export type Keep = (image: Image) => Image
type Pixels = { width: number; height: number }

export type PictureVault = {
  places: Places
  keys: VaultKeys
  pictures: Pictures
  /** The name under which a file lies in the vault. */
  put(bytes: Uint8Array | Iterable<Uint8Array>): Promise<string>
  content(name: string): Promise<Buffer>
  close(): Promise<void>
}

/** A vault in a temporary folder and the thread that looks into it. */
export function startPictureVault(patience?: number): PictureVault {
  const root = temporaryFolder()
  const places = placesIn(join(root, 'archive'))
  mkdirSync(places.attachments, { recursive: true })
  const keys = onlyKey(randomBytes(32))
  const pictures = startPictures(places, keys, patience)
  return {
    places,
    keys,
    pictures,
    put: async (bytes) => (await addAttachment(places, keys, Readable.from(bytes instanceof Uint8Array ? [bytes] : bytes, { objectMode: false }))).name,
    content: (name) => buffer(openAttachment(places, keys, name)),
    close: async () => {
      await pictures.close()
      rmSync(root, { recursive: true, force: true })
    },
  }
}

/** For the tests of one file: a vault, and the library that makes files for it and measures what is shown. Only there within tests. */
export function withPictures() {
  let vips: VipsLibrary
  let vault: PictureVault
  beforeAll(async () => {
    vips = await startMaker()
    vault = startPictureVault()
  })
  afterAll(async () => {
    vips.shutdown()
    await vault.close()
  })
  const measured = (view: PictureView) => ({ ...view, ...sizeOf(vips, view.bytes) })
  const drawn = async (name: string, page: number, how: Arrangement & { longest: number }) => measured(await vault.pictures.draw(name, page, { ...how, urgent: true }))
  return {
    get vips() {
      return vips
    },
    get vault() {
      return vault
    },
    /** Four coloured quarters, 400 × 300, as a file of the kind it is saved as. */
    made: (save: (image: Image, keep: Keep) => Uint8Array): Buffer => drawing((keep) => Buffer.from(save(corners(vips, SIZE, keep), keep))),
    measured,
    /** A page of a file that lies in the vault. */
    drawn,
    /** A page of a file that is put there first. */
    draw: async (file: Uint8Array, page: number, how: Arrangement & { longest: number }) => drawn(await vault.put(file), page, how),
  }
}

/** Of what `withPictures` makes. */
export const SIZE = { width: 400, height: 300 }

/** Pixels, of a picture file. */
export const sizeOf = (vips: VipsLibrary, file: Uint8Array): Pixels => drawing((keep) => {
  const { width, height } = keep(vips.Image.newFromBuffer(file))
  return { width, height }
})

/** The library that decodes makes them too. `vips.shutdown()` when done. */
export const startMaker = (): Promise<VipsLibrary> => openVips()

/** Corners of colours of their own, so that every turn and cut shows: red, green, blue, white from the upper left, as one reads. */
export const CORNERS = [[230, 20, 20], [20, 170, 20], [20, 20, 230], [255, 255, 255]] as const

export function corners(vips: VipsLibrary, { width, height }: Pixels, keep: Keep): Image {
  const pixels = new Uint8Array(width * height * 3)
  for (let y = 0; y < height; y += 1) {
    for (let x = 0; x < width; x += 1) pixels.set(CORNERS[(y * 2 < height ? 0 : 2) + (x * 2 < width ? 0 : 1)] ?? [], (y * width + x) * 3)
  }
  const raw = keep(vips.Image.newFromMemory(pixels, width, height, 3, vips.BandFormat.uchar))
  return keep(raw.copy({ interpretation: 'srgb' }))
}

/** The colour at a place given in fractions of a picture file. */
export function colourAt(vips: VipsLibrary, file: Uint8Array, x: number, y: number): number[] {
  return drawing((keep) => {
    const image = keep(vips.Image.newFromBuffer(file))
    return image.getpoint(Math.floor(x * image.width), Math.floor(y * image.height))
  })
}

/** A photograph as telephones write them, 96 × 64: blue above, red below, a white square in the upper left corner. */
export const HEIC = Buffer.from([
  'AAAAHGZ0eXBoZWljAAAAAG1pZjFoZWljbWlhZgAAAT9tZXRhAAAAAAAAACFoZGxyAAAAAAAAAABwaWN0AAAAAAAAAAAAAAAAAAAAAA5waXRtAAAAAAABAAAA',
  'Imlsb2MAAAAAREAAAQABAAAAAAFjAAEAAAAAAAAAtAAAACNpaW5mAAAAAAABAAAAFWluZmUCAAAAAAEAAGh2YzEAAAAAv2lwcnAAAAChaXBjbwAAAHVodmND',
  'AQNwAAAAAAAAAAAAHvAA/P34+AAADwMgAAEAGEABDAH//wNwAAADAJAAAAMAAAMAHroCQCEAAQAoQgEBA3AAAAMAkAAAAwAAAwAeoDCBBZbqSSmubAgAAAMA',
  'CAAAAwAIQCIAAQAHRAHBcrAiQAAAABRpc3BlAAAAAAAAAGAAAABAAAAAEHBpeGkAAAAAAwgICAAAABZpcG1hAAAAAAAAAAEAAQOBAoMAAAC8bWRhdAAAALAo',
  'Aa8J4OMFaCUc1/9zc//mXSP/7AChkPz3IV/Z7qb//tTerv9RCE/synLjyYV2OffCKv/sxdxP27+HXvZT4ixEC/GSfUl51sQEeTnef3mHRFpXSr9lr5VA9QHL',
  'plb4CuClrCOQouB1bTOVWX14AqsLmqLGjftpxSyJLlKYJK9Gi8hQblUwZN90wCxTG+decHwHr0bs7Id1WCW6PyyIxzHogF4n4DCaGnZN/DiA5dhYQA==',
].join(''), 'base64')

export type PdfPage = { /** JPEG, as it is put in. */ jpeg?: Uint8Array; /** The picture has shades of grey alone. */ grey?: boolean; pixels?: Pixels; /** Points. */ width: number; height: number; rotate?: number; content?: string; /** Further external objects by name. */ objects?: string }

type PdfExtra = { catalog?: string; objects?: readonly string[]; trailer?: string }

/** A document by hand. `catalog` and `objects` add what a document may hold besides its pages; objects are numbered from 3 on. */
export const pdf = (pages: readonly PdfPage[], extra: PdfExtra = {}): Buffer => Buffer.concat([...pdfInParts(pages, extra)])

/** The same, a part at a time: pages that show one picture need the memory of one. */
export function* pdfInParts(pages: readonly PdfPage[], extra: PdfExtra = {}): Generator<Buffer> {
  const first = 3 + (extra.objects?.length ?? 0)
  const places: number[] = []
  let at = 0
  const part = (bytes: Buffer): Buffer => {
    at += bytes.length
    return bytes
  }
  const object = (content: Buffer | string): Buffer => {
    places.push(at)
    return part(Buffer.concat([Buffer.from(`${places.length} 0 obj\n`), Buffer.from(content), Buffer.from('\nendobj\n')]))
  }
  yield part(Buffer.from('%PDF-1.7\n%\xE2\xE3\xCF\xD3\n', 'latin1'))
  yield object(`<< /Type /Catalog /Pages 2 0 R ${extra.catalog ?? ''} >>`)
  yield object(`<< /Type /Pages /Count ${pages.length} /Kids [${pages.map((_, index) => `${first + index * 3} 0 R`).join(' ')}] >>`)
  for (const other of extra.objects ?? []) yield object(other)
  for (const [index, page] of pages.entries()) {
    const number = first + index * 3
    const named = `${page.jpeg ? `/Picture ${number + 2} 0 R` : ''} ${page.objects ?? ''}`
    yield object(`<< /Type /Page /Parent 2 0 R /MediaBox [0 0 ${page.width} ${page.height}] /Rotate ${page.rotate ?? 0} /Contents ${number + 1} 0 R /Resources << /XObject << ${named} >> >> >>`)
    yield object(stream('', Buffer.from(page.content ?? `q ${page.width} 0 0 ${page.height} 0 0 cm /Picture Do Q`)))
    const size = `/Width ${page.pixels?.width ?? 1} /Height ${page.pixels?.height ?? 1}`
    yield object(stream(`/Type /XObject /Subtype /Image ${size} /ColorSpace /${page.grey === true ? 'DeviceGray' : 'DeviceRGB'} /BitsPerComponent 8 /Filter /DCTDecode`, page.jpeg ?? Buffer.alloc(0)))
  }
  const table = places.map((place) => `${String(place).padStart(10, '0')} 00000 n \n`).join('')
  yield Buffer.from(`xref\n0 ${places.length + 1}\n0000000000 65535 f \n${table}trailer\n<< /Size ${places.length + 1} /Root 1 0 R ${extra.trailer ?? ''} >>\nstartxref\n${at}\n%%EOF\n`)
}

/** A document whose page draws a form that draws itself, ten times over each time: no end to it. */
export function endlessPdf(): Buffer {
  const form = '/Type /XObject /Subtype /Form /BBox [0 0 100 100] /Resources << /XObject << /Form 3 0 R >> >>'
  return pdf([{ width: 100, height: 100, content: '/Form Do', objects: '/Form 3 0 R' }], { objects: [stream(form, Buffer.from('/Form Do\n'.repeat(10))).toString()] })
}

const stream = (entries: string, bytes: Uint8Array): Buffer =>
  Buffer.concat([Buffer.from(`<< ${entries} /Length ${bytes.length} >>\nstream\n`), bytes, Buffer.from('\nendstream')])

/** A PNG of nothing but zeros, however large: a few bytes a line. */
export function blankPng({ width, height }: Pixels): Buffer {
  const header = Buffer.alloc(13)
  header.writeUInt32BE(width, 0)
  header.writeUInt32BE(height, 4)
  // One bit a pixel, grey.
  header[8] = 1
  const chunk = (name: string, bytes: Uint8Array): Buffer => {
    const body = Buffer.concat([Buffer.from(name), bytes])
    const ends = Buffer.alloc(8)
    ends.writeUInt32BE(bytes.length, 0)
    ends.writeUInt32BE(crc32(body), 4)
    return Buffer.concat([ends.subarray(0, 4), body, ends.subarray(4)])
  }
  const lines = deflateSync(Buffer.alloc((Math.ceil(width / 8) + 1) * height))
  return Buffer.concat([Buffer.from('\x89PNG\r\n\x1A\n', 'latin1'), chunk('IHDR', header), chunk('IDAT', lines), chunk('IEND', Buffer.alloc(0))])
}

/** How a page with a code was printed and scanned. */
export type Scanning = {
  text: string
  /** Dots per inch. */
  resolution: number
  /** Side of the code on paper, in millimetres. */
  side: number
  /** Degrees. */
  tilt: number
  /** Greys of ink and paper, 0 to 255. */
  ink: number
  paper: number
  /** Standard deviation of the noise, in greys. */
  noise: number
  /** Pixels. */
  blur: number
  /** Nothing but black and white; `bias` moves the threshold from the middle, −1 to 1. */
  blackAndWhite: boolean
  bias: number
}

async function modulesOf(text: string): Promise<{ size: number; dark: (x: number, y: number) => boolean }> {
  await prepareCodeWriter()
  const { symbol, error } = await writeBarcode(text, { format: 'QRCode', ecLevel: 'M', scale: 1, addQuietZones: false })
  if (error !== '') throw new Error(error)
  return { size: symbol.width, dark: (x, y) => (symbol.data[y * symbol.width + x] ?? 255) < 128 }
}

/** A number that looks random and is the same each time. */
export function chance(seed: number): () => number {
  let state = seed
  return () => {
    state = (state + 0x6D2B79F5) | 0
    const mixed = Math.imul(state ^ (state >>> 15), state | 1)
    return (((mixed ^ (mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61))) ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
}

const INCH = 25.4

/** A page with a code and lines that look like print, A4, as the scanner gives it: in shades of grey. */
export async function scannedPage(vips: VipsLibrary, how: Scanning, seed: number, keep: Keep): Promise<Image> {
  const dots = (millimetres: number): number => Math.round((millimetres / INCH) * how.resolution)
  const [width, height] = [dots(210), dots(297)]
  const random = chance(seed)
  const page = new Uint8Array(width * height).fill(255)
  const fill = (left: number, top: number, wide: number, high: number): void => {
    for (let y = Math.max(0, top); y < Math.min(height, top + high); y += 1) page.fill(0, y * width + Math.max(0, left), y * width + Math.min(width, left + wide))
  }
  for (let line = dots(95); line < height - dots(30); line += dots(7)) {
    for (let x = dots(20); x < width - dots(25);) {
      const word = dots(1 + random() * 6)
      for (let stroke = 0; stroke < word; stroke += dots(0.9)) fill(x + stroke, line + dots(random()), dots(0.4), dots(2 + random()))
      fill(x, line + dots(random() * 2), word, dots(0.35))
      x += word + dots(2)
    }
  }
  // Drawn four times finer and averaged, as a scanner's eye does.
  const { size, dark } = await modulesOf(how.text)
  const [left, top] = [dots(20 + random() * (150 - how.side)), dots(25 + random() * (60 - how.side))]
  const side = (how.side / INCH) * how.resolution
  const module = side / size
  const FINE = 4
  for (let y = 0; y < Math.ceil(side); y += 1) {
    for (let x = 0; x < Math.ceil(side); x += 1) {
      let inked = 0
      for (let part = 0; part < FINE * FINE; part += 1) {
        const [column, row] = [Math.floor((x + ((part % FINE) + 0.5) / FINE) / module), Math.floor((y + (Math.floor(part / FINE) + 0.5) / FINE) / module)]
        if (column < size && row < size && dark(column, row)) inked += 1
      }
      page[(top + y) * width + left + x] = 255 - Math.round((inked / (FINE * FINE)) * 255)
    }
  }
  const straight = keep(vips.Image.newFromMemory(page, width, height, 1, vips.BandFormat.uchar))
  const onItsSide = Math.abs(Math.sin((how.tilt * Math.PI) / 180)) > Math.SQRT1_2
  const [across, down] = onItsSide ? [height, width] : [width, height]
  const tilted = how.tilt === 0 ? straight : keep(keep(straight.rotate(how.tilt, { background: [255] })).gravity('centre', across, down, { extend: 'white' }))
  const soft = how.blur === 0 ? tilted : keep(tilted.gaussblur(how.blur))
  const printed = keep(soft.linear((how.paper - how.ink) / 255, how.ink))
  const noisy = how.noise === 0 ? printed : keep(printed.add(keep(vips.Image.gaussnoise(across, down, { sigma: how.noise, mean: 0, seed }))))
  const grey = keep(keep(noisy.cast('uchar')).copy({ interpretation: 'b-w' }))
  if (!how.blackAndWhite) return grey
  return keep(keep(grey.moreEq((how.ink + how.paper) / 2 + (how.bias * (how.paper - how.ink)) / 2)).copy({ interpretation: 'b-w' }))
}
