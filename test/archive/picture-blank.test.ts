// Which pages of a batch are blank beyond doubt (rule H4): the backs of papers, with grain and dust on them, and nothing that somebody
// may have written, however faint or small.
import { describe, expect, it } from 'vitest'
import { drawing, type Image } from '#archive/picture/vips.ts'
import { chance, pdf, withPictures, type Keep } from '#test/support/pictures.ts'

const here = withPictures()

/** A4 at 150 dpi. */
const SIZE = { width: 1240, height: 1754 }
const DOTS = 150 / 25.4
type Colour = readonly [number, number, number]
type Ink = { x: number; y: number; width: number; height: number; colour: Colour }
/** Millimetres and greys. */
const line = (x: number, y: number, width: number, height: number, grey: number): Ink => ({ x, y, width, height, colour: [grey, grey, grey] })

function paper({ colour = [245, 245, 245], grain = 4, inks = [] }: { colour?: Colour; grain?: number; inks?: readonly Ink[] }, keep: Keep): Image {
  const pixels = new Uint8Array(SIZE.width * SIZE.height * 3)
  const fill = (left: number, top: number, wide: number, high: number, of: Colour): void => {
    for (let row = top; row < top + high; row += 1) for (let dot = left; dot < left + wide; dot += 1) pixels.set(of, (row * SIZE.width + dot) * 3)
  }
  fill(0, 0, SIZE.width, SIZE.height, colour)
  for (const { x, y, width, height, colour: of } of inks) {
    const [wide, high] = [Math.max(1, Math.round(width * DOTS)), Math.max(1, Math.round(height * DOTS))]
    fill(Math.round(x * DOTS), Math.round(y * DOTS), wide, high, of)
  }
  const page = keep(here.vips.Image.newFromMemory(pixels, SIZE.width, SIZE.height, 3, here.vips.BandFormat.uchar))
  const noise = keep(here.vips.Image.gaussnoise(SIZE.width, SIZE.height, { mean: 0, sigma: grain, seed: 1 }))
  return keep(keep(keep(page.add(noise)).cast('uchar')).copy({ interpretation: 'srgb' }))
}

type Page = Parameters<typeof paper>[0]
const isBlank = async (page: Page, save: (image: Image, keep: Keep) => Uint8Array = (image) => image.jpegsaveBuffer({ Q: 75 })): Promise<boolean> => {
  const file = drawing((keep) => save(paper(page, keep), keep))
  return (await here.vault.pictures.readPage(await here.vault.put(file), 1, 240)).blank
}
const inPdf = (image: Image): Uint8Array => pdf([{ jpeg: image.jpegsaveBuffer({ Q: 75 }), pixels: SIZE, width: 595, height: 842 }])
const fax = (image: Image, keep: Keep): Uint8Array =>
  keep(keep(image.extractBand(1)).moreEq(128)).tiffsaveBuffer({ compression: 'ccittfax4', bitdepth: 1 })

const random = chance(5)
const dust = Array.from({ length: 12 }, () => line(10 + random() * 190, 10 + random() * 277, 0.2, 0.2, 60))
/** Strokes as of print, seen through the paper. */
const through = Array.from({ length: 900 }, (_, at) => line(20 + (at % 45) * 3.6, 30 + Math.floor(at / 45) * 10, 1.5, 2, 228))

describe('H4 a blank page', () => {
  it.each<[string, Page]>([
    ['white', {}],
    ['the colour of another paper', { colour: [250, 240, 190] }],
    ['with grain', { grain: 8 }],
    ['with dust on the glass', { inks: dust }],
    ['with the shadow of its edge', { inks: [line(0, 0, 2.5, 296, 90), line(0, 0, 209, 1.5, 40)] }],
  ])('H4 %s', async (_how, page) => {
    for (const save of [undefined, inPdf, fax]) expect(await isBlank(page, save)).toBe(true)
  })

  it.each<[string, Page]>([
    ['a tick', { inks: [0, 1, 2, 3, 4, 5, 6, 7].map((at) => line(100 + at * 0.5, 100 - at * 0.5, 0.5, 0.5, 60)) }],
    ['a thin line of faint pencil', { inks: [line(50, 150, 40, 0.35, 205)] }],
    ['a yellow mark', { inks: [{ x: 50, y: 150, width: 30, height: 4, colour: [245, 245, 190] }] }],
    ['a number in small print', { inks: [line(100, 285, 0.3, 2, 40), line(101, 285, 0.3, 2, 40), line(101, 285, 1.2, 0.3, 40)] }],
    ['a row of dots', { inks: Array.from({ length: 100 }, (_, at) => line(30 + at * 1.5, 200, 0.3, 0.3, 40)) }],
    ['print that shines through from the front', { inks: through }],
    ['coarse grain in which a mark could hide', { grain: 60 }],
    ['nothing but black', { colour: [10, 10, 10] }],
  ])('H4 not one with %s', async (_what, page) => {
    expect(await isBlank(page)).toBe(false)
    expect(await isBlank(page, inPdf)).toBe(false)
  })

  it('H4 what is black and white, and a small picture, are told by the same measure', async () => {
    expect(await isBlank({ inks: [line(50, 150, 40, 0.35, 60)] }, fax)).toBe(false)
    expect(await isBlank({ colour: [10, 10, 10] }, fax)).toBe(false)
    expect(await isBlank({}, (image, keep) => keep(image.resize(0.2)).jpegsaveBuffer())).toBe(false)
  })
})
