// Batches as a scanner writes them: pages of grey noise as paper looks, some with a label's code on them, as JPEG or in one PDF.
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import Vips from 'wasm-vips'
import { prepareZXingModule, writeBarcode } from 'zxing-wasm/writer'
import { labelText, type Label } from '#shared/domain/label.ts'

type Size = { width: number; height: number }

export type BatchMaker = {
  /** One page: a sheet with a label's code, or a paper with `mark` making it unlike the others. */
  page(page: { sheet: Label } | { mark: number }): Promise<Uint8Array>
  /** All in one PDF. */
  pdf(pages: readonly ({ sheet: Label } | { mark: number })[]): Promise<Uint8Array>
}

/** `dpi`: A4 at so many dots an inch. */
export async function batchMaker(dpi: number): Promise<BatchMaker> {
  const size = { width: Math.round(8.27 * dpi), height: Math.round(11.69 * dpi) }
  const scaled = (length: number): number => Math.round((length * dpi) / 200)
  const vips = await Vips({ dynamicLibraries: [] })
  vips.concurrency(1)
  const file = createRequire(import.meta.url).resolve('zxing-wasm/writer/zxing_writer.wasm')
  await prepareZXingModule({ overrides: { wasmBinary: new Uint8Array(readFileSync(file)).buffer }, fireImmediately: true })
  const page: BatchMaker['page'] = async (what) => {
    const blank = vips.Image.black(size.width, size.height).add(240)
    let drawn = blank
    if ('sheet' in what) {
      const { image } = await writeBarcode(labelText(what.sheet), { format: 'QRCode', scale: scaled(10) })
      if (image === null) throw new Error('no code was made')
      const code = vips.Image.newFromBuffer(new Uint8Array(await image.arrayBuffer()))
      drawn = blank.insert(code.bands > 1 ? code.extractBand(0) : code, scaled(600), scaled(500))
    } else {
      // Bars that say the mark in binary, so that no two pages are alike.
      for (let bit = 0; bit < 16; bit += 1) {
        if (((what.mark >> bit) & 1) === 1) drawn = drawn.insert(vips.Image.black(scaled(900), scaled(40)), scaled(300), scaled(400 + bit * 80))
      }
    }
    const noisy = drawn.add(vips.Image.gaussnoise(size.width, size.height, { mean: 0, sigma: 6, seed: 'mark' in what ? what.mark + 1 : 7 })).cast('uchar')
    return noisy.writeToBuffer('.jpg', { Q: 75 })
  }
  return {
    page,
    pdf: async (pages) => {
      const images: Uint8Array[] = []
      for (const each of pages) images.push(await page(each))
      return pdfOf(images, size)
    },
  }
}

/** A PDF of grey JPEGs, a page each, as scanners write them. */
function pdfOf(images: readonly Uint8Array[], { width, height }: Size): Uint8Array {
  const parts: Buffer[] = [Buffer.from('%PDF-1.4\n')]
  const offsets: number[] = []
  let length = parts[0]?.length ?? 0
  const add = (id: number, ...body: (string | Uint8Array)[]): void => {
    offsets[id] = length
    for (const part of [`${id} 0 obj\n`, ...body, '\nendobj\n']) {
      const bytes = Buffer.from(part)
      parts.push(bytes)
      length += bytes.length
    }
  }
  const kids = images.map((_, at) => `${3 + at * 3} 0 R`).join(' ')
  add(1, '<< /Type /Catalog /Pages 2 0 R >>')
  add(2, `<< /Type /Pages /Kids [${kids}] /Count ${images.length} >>`)
  for (const [at, image] of images.entries()) {
    const id = 3 + at * 3
    const content = 'q 595 0 0 842 0 0 cm /Im0 Do Q'
    add(id, `<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Resources << /XObject << /Im0 ${id + 2} 0 R >> >> /Contents ${id + 1} 0 R >>`)
    add(id + 1, `<< /Length ${content.length} >>\nstream\n${content}\nendstream`)
    add(
      id + 2,
      `<< /Type /XObject /Subtype /Image /Width ${width} /Height ${height} /ColorSpace /DeviceGray /BitsPerComponent 8 /Filter /DCTDecode /Length ${image.length} >>\nstream\n`,
      image, '\nendstream',
    )
  }
  const count = 3 + images.length * 3
  const rows = Array.from({ length: count - 1 }, (_, at) => `${String(offsets[at + 1]).padStart(10, '0')} 00000 n \n`).join('')
  parts.push(Buffer.from(`xref\n0 ${count}\n0000000000 65535 f \n${rows}trailer\n<< /Size ${count} /Root 1 0 R >>\nstartxref\n${length}\n%%EOF\n`))
  return Buffer.concat(parts)
}
