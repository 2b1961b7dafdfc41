// Batches as a scanner writes them: pages of grey noise as paper looks, some with a label's code on them, as JPEG or in one PDF.
import { writeBarcode } from 'zxing-wasm/writer'
import { labelText, type Label } from '#shared/domain/label.ts'
import { prepareCodeWriter } from '../../electron/cli/demo/code-writer.ts'
import { pdf, startMaker } from '#test/support/pictures.ts'

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
  const vips = await startMaker()
  await prepareCodeWriter()
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
      return pdf(images.map((jpeg) => ({ jpeg, grey: true, pixels: size, width: 595, height: 842 })))
    },
  }
}
