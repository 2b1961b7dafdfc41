// The scanner of the sample store: draws a sheet and makes of it what a scanner would: a little askew, a little noise, a JPEG; several
// of them as one PDF. The same for the same seed.
import type { Buffer } from 'node:buffer'
import { writeBarcode } from 'zxing-wasm/writer'
import { drawing, openVips } from '#archive/picture/vips.ts'
import { prepareCodeWriter } from './code-writer.ts'
import { corners } from './figures.ts'
import { openDrawingBoard, type Pen } from './pen.ts'
import { makeRandom } from './random.ts'
import { drawSheet, PAPERS, type Sheet } from './sheet.ts'

export type ScannedPage = { bytes: Uint8Array<ArrayBuffer>; width: number; height: number; bands: 1 | 3 }

export type Scanner = {
  scan(sheet: Sheet, seed: number): ScannedPage
  /** The modules of a label's code, row by row. */
  code(text: string): Promise<boolean[][]>
  /** Ends the threads of the libraries. */
  close(): void
}

const RESOLUTION = 132
const QUALITY = { paper: 60, photo: 76 }
/** Degrees to either side. */
const ASKEW = 0.7
/** How far a pixel strays, at most; and how many are drawn by lot before it begins anew: a power of two. */
const GRAIN = { most: 6, count: 2 ** 18 }

export async function openScanner(): Promise<Scanner> {
  const [board, vips] = await Promise.all([openDrawingBoard(), openVips()])
  const grain = makeGrain()

  return {
    scan: (sheet, seed) => {
      const random = makeRandom(seed)
      const photo = sheet.paper === 'photo'
      const askew = photo ? 0 : (random.next() * 2 - 1) * ASKEW
      const pixels = board.draw(PAPERS[sheet.paper], { resolution: RESOLUTION, askew, grey: sheet.copied }, (pen) => {
        drawSheet(pen, sheet, random)
        if (!photo) shade(pen)
      })
      return drawing((keep) => {
        const { width, height, bands } = pixels
        addGrain(pixels.bytes, grain, random.whole(0, GRAIN.count - 1))
        const raw = keep(vips.Image.newFromMemory(new Uint8Array(pixels.bytes.buffer), width, height, bands, vips.BandFormat.uchar))
        const scanned = keep(raw.copy({ interpretation: bands === 1 ? 'b-w' : 'srgb' }))
        const bytes = Uint8Array.from(scanned.jpegsaveBuffer({ Q: photo ? QUALITY.photo : QUALITY.paper, keep: 'none' }))
        return { bytes, width, height, bands }
      })
    },
    code: async (text) => {
      await prepareCodeWriter()
      const { symbol: { data, width, height } } = await writeBarcode(text, { format: 'QRCode', scale: 1, addQuietZones: false })
      return Array.from({ length: height }, (_, row) => Array.from({ length: width }, (_none, column) => data[row * width + column] === 0))
    },
    close: () => {
      vips.shutdown()
    },
  }
}

/** Small more often than large. */
function makeGrain(): Int8Array {
  const random = makeRandom(1)
  return Int8Array.from({ length: GRAIN.count }, () => Math.round((random.next() + random.next() + random.next() - 1.5) * GRAIN.most * (2 / 3)))
}

function addGrain(pixels: Uint8ClampedArray, grain: Int8Array, from: number): void {
  for (let at = 0; at < pixels.length; at += 1) pixels[at] = (pixels[at] ?? 0) + (grain[(from + at) & (GRAIN.count - 1)] ?? 0)
}

/** The shadow along the page's left edge, where it does not lie flat. */
function shade(pen: Pen): void {
  for (let strip = 0; strip < 8; strip += 1) pen.area(corners({ x: 0, y: 0, width: 2 + strip * 2.5, height: pen.height }), [0, 0, 0], 0.016)
}

/** A PDF of the pages, as scanners write it. */
export function bindPdf(pages: readonly ScannedPage[]): Buffer<ArrayBuffer> {
  const objects: (string | Uint8Array)[][] = [
    ['<< /Type /Catalog /Pages 2 0 R >>'],
    [`<< /Type /Pages /Count ${pages.length} /Kids [${pages.map((_, at) => `${3 + at * 3} 0 R`).join(' ')}] >>`],
    ...pages.flatMap(({ bytes, width, height, bands }, at) => {
      const [wide, high] = [width, height].map((side) => ((side / RESOLUTION) * 72).toFixed(2))
      const content = `q ${wide} 0 0 ${high} 0 0 cm /Page Do Q`
      const space = bands === 1 ? '/DeviceGray' : '/DeviceRGB'
      return [
        [`<< /Type /Page /Parent 2 0 R /MediaBox [0 0 ${wide} ${high}] /Resources << /XObject << /Page ${5 + at * 3} 0 R >> >> /Contents ${4 + at * 3} 0 R >>`],
        [`<< /Length ${content.length} >>\nstream\n${content}\nendstream`],
        [
          `<< /Type /XObject /Subtype /Image /Width ${width} /Height ${height} /ColorSpace ${space} /BitsPerComponent 8 /Filter /DCTDecode /Length ${bytes.length} >>\nstream\n`,
          bytes, '\nendstream',
        ],
      ]
    }),
  ]
  const parts = [globalThis.Buffer.from('%PDF-1.4\n')]
  let length = parts[0]?.length ?? 0
  const rows = objects.map((content, at) => {
    const object = globalThis.Buffer.concat([`${at + 1} 0 obj\n`, ...content, '\nendobj\n'].map((part) => globalThis.Buffer.from(part)))
    const row = `${String(length).padStart(10, '0')} 00000 n \n`
    parts.push(object)
    length += object.length
    return row
  })
  const trailer = `trailer\n<< /Size ${objects.length + 1} /Root 1 0 R >>\nstartxref\n${length}\n%%EOF\n`
  return globalThis.Buffer.concat([...parts, globalThis.Buffer.from(`xref\n0 ${objects.length + 1}\n0000000000 65535 f \n${rows.join('')}${trailer}`)])
}
