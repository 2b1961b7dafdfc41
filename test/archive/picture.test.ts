// Pictures and documents of each kind, drawn anew by the pictures thread (rule F2, decision 4): known by their bytes, upright, cut
// and turned as the page is arranged, never larger than asked for.
import { describe, expect, it } from 'vitest'
import { drawing, type Image } from '#archive/picture/vips.ts'
import { labelText } from '#shared/domain/label.ts'
import type { Arrangement } from '#shared/domain/scan.ts'
import {
  colourAt, CORNERS, HEIC, pdf, scannedPage, SIZE, withPictures, type PdfPage, type Scanning,
} from '#test/support/pictures.ts'

const here = withPictures()

const AS_IT_CAME: Arrangement = { turn: 0, crop: null }

const { made } = here
const jpeg = (): Uint8Array => made((image) => image.jpegsaveBuffer({ Q: 92 }))
const onPaper = (extra: object = {}) => ({ jpeg: jpeg(), pixels: SIZE, width: 400, height: 300, ...extra })

const draw = async (file: Uint8Array, page = 1, how: Arrangement = AS_IT_CAME, longest = 200) => here.draw(file, page, { ...how, longest })

/** The colours in the middle of the four quarters, as one reads. */
const quarters = (bytes: Uint8Array): number[][] => [[0.25, 0.25], [0.75, 0.25], [0.25, 0.75], [0.75, 0.75]].map(([x = 0, y = 0]) => colourAt(here.vips, bytes, x, y))

function expectColours(bytes: Uint8Array, expected: readonly (readonly number[])[], within = 12): void {
  quarters(bytes).forEach((colour, place) => {
    colour.forEach((value, band) => {
      expect(Math.abs(value - (expected[place]?.[band] ?? Number.NaN)), `quarter ${place}, band ${band}: ${colour.join()}`).toBeLessThanOrEqual(within)
    })
  })
}
const [RED, GREEN, BLUE, WHITE] = CORNERS

const KINDS: readonly [string, string, () => Uint8Array][] = [
  ['JPEG', 'image/jpeg', jpeg],
  ['progressive JPEG', 'image/jpeg', () => made((image) => image.jpegsaveBuffer({ Q: 92, interlace: true }))],
  ['PNG', 'image/png', () => made((image) => image.pngsaveBuffer())],
  ['interlaced PNG', 'image/png', () => made((image) => image.pngsaveBuffer({ interlace: true }))],
  ['PNG of 16 bits', 'image/png', () => made((image, keep) => keep(image.colourspace('rgb16')).pngsaveBuffer())],
  ['WebP', 'image/webp', () => made((image) => image.webpsaveBuffer({ Q: 95 }))],
  ['TIFF', 'image/tiff', () => made((image) => image.tiffsaveBuffer({ compression: 'lzw' }))],
  ['TIFF for large files', 'image/tiff', () => made((image) => image.tiffsaveBuffer({ compression: 'deflate', bigtiff: true }))],
  ['PDF', 'application/pdf', () => pdf([onPaper()])],
]

describe('a page is drawn', () => {
  it.each(KINDS)('F2: %s, known as %s by its bytes', async (_kind, mediaType, file) => {
    const name = await here.vault.put(file())
    expect(await here.vault.pictures.inspect(name)).toEqual({ mediaType, pages: 1 })
    const view = await here.drawn(name, 1, { ...AS_IT_CAME, longest: 200 })
    expect(view).toMatchObject({ mediaType: 'image/jpeg', width: 200, height: 150 })
    expectColours(view.bytes, CORNERS)
  })

  it('F2: HEIC', async () => {
    const name = await here.vault.put(HEIC)
    expect(await here.vault.pictures.inspect(name)).toEqual({ mediaType: 'image/heic', pages: 1 })
    const view = await here.drawn(name, 1, { ...AS_IT_CAME, longest: 48 })
    expect(view).toMatchObject({ mediaType: 'image/jpeg', width: 48, height: 32 })
    expectColours(view.bytes, [[0, 0, 254], [0, 0, 254], [254, 0, 0], [254, 0, 0]])
    const read = await here.vault.pictures.readPage(name, 1, 48)
    expect(read).toMatchObject({ codes: [], blank: false, alone: null })
    expect(here.measured(read.small)).toMatchObject({ width: 48, height: 32 })
    expectColours(read.small.bytes, [[0, 0, 254], [0, 0, 254], [254, 0, 0], [254, 0, 0]])
  })

  it('F2: a page is never enlarged, and a page of a document as fine as a scanner would see it', async () => {
    expect(await draw(jpeg(), 1, AS_IT_CAME, 4000)).toMatchObject(SIZE)
    expect(await draw(pdf([onPaper()]), 1, AS_IT_CAME, 4000)).toMatchObject({ width: 2223, height: 1667 })
    expect(await draw(pdf([onPaper({ width: 14_000, height: 14_000 })]), 1, AS_IT_CAME, 4000)).toMatchObject({ width: 4000, height: 4000 })
  })

  it('F2: a JPEG in the colours of print, what is see-through over white, and shades of grey alone', async () => {
    const print = made((image, keep) => keep(image.iccTransform('cmyk')).jpegsaveBuffer({ Q: 92 }))
    // No ink is as blue as a screen.
    expectColours((await draw(print)).bytes, CORNERS, 100)
    const clear = made((image, keep) => keep(image.bandjoin([0])).pngsaveBuffer())
    expectColours((await draw(clear)).bytes, [WHITE, WHITE, WHITE, WHITE])
    const grey = made((image, keep) => keep(image.colourspace('b-w')).pngsaveBuffer())
    expect(quarters((await draw(grey)).bytes)[3]?.length).toBe(1)
  })

  it('F2: colours of another space are turned into a screen’s', async () => {
    expect.hasAssertions()
    const wide = made((image, keep) => keep(image.iccTransform('p3')).jpegsaveBuffer({ Q: 95 }))
    expectColours((await draw(wide)).bytes, CORNERS)
  })

  it('F2: black and white stays so, and is small', async () => {
    const page = made((image, keep) => keep(keep(image.extractBand(0)).moreEq(128)).tiffsaveBuffer({ compression: 'ccittfax4', bitdepth: 1 }))
    const view = await draw(page, 1, AS_IT_CAME, 400)
    expect(view).toMatchObject({ mediaType: 'image/png', ...SIZE })
    expect(quarters(view.bytes).map(([value]) => value)).toEqual([255, 0, 0, 255])
    expect(view.bytes.length).toBeLessThan(1000)
  })

  it.each([
    [90, [BLUE, RED, WHITE, GREEN]], [180, [WHITE, BLUE, GREEN, RED]], [270, [GREEN, WHITE, RED, BLUE]],
  ] as const)('F2: turned by %i degrees, clockwise', async (turn, expected) => {
    for (const file of [jpeg(), pdf([onPaper()])]) {
      const view = await draw(file, 1, { turn, crop: null })
      expect([view.width, view.height]).toEqual(turn === 180 ? [200, 150] : [150, 200])
      expectColours(view.bytes, expected)
    }
  })

  it('F2: the part shown is cut out of the page as it came, then turned, and is as fine as the page is', async () => {
    const crop = { left: 0.25, top: 0.5, width: 0.5, height: 0.5 }
    for (const file of KINDS.map(([, , make]) => make())) {
      const view = await draw(file, 1, { turn: 90, crop }, 100)
      expect([view.width, view.height]).toEqual([75, 100])
      expectColours(view.bytes, [BLUE, BLUE, WHITE, WHITE])
    }
    expect(await draw(jpeg(), 1, { turn: 0, crop }, 4000)).toMatchObject({ width: 200, height: 150 })
    expect(await draw(pdf([onPaper()]), 1, { turn: 0, crop }, 1000)).toMatchObject({ width: 1000, height: 750 })
  })

  it('F2: a photograph taken with the camera turned is upright before anything else', async () => {
    const tagged = (orientation: number) => made((image, keep) => {
      const copy = keep(image.copy())
      copy.setInt('orientation', orientation)
      return copy.jpegsaveBuffer({ Q: 92 })
    })
    const upright = await draw(tagged(6))
    expect([upright.width, upright.height]).toEqual([150, 200])
    expectColours(upright.bytes, [BLUE, RED, WHITE, GREEN])
    const lower = await draw(tagged(6), 1, { turn: 0, crop: { left: 0, top: 0.5, width: 1, height: 0.5 } })
    expectColours(lower.bytes, [WHITE, GREEN, WHITE, GREEN])
    expectColours((await draw(tagged(3), 1, { turn: 180, crop: null })).bytes, CORNERS)
  })
})

describe('files of several pages', () => {
  const tiff = (compression: string): Uint8Array => made((image, keep) => {
    const second = keep(image.rot('d180'))
    const third = keep(image.invert())
    const joined = keep(here.vips.Image.arrayjoin([image, second, third].map((page) => keep(page.copy())), { across: 1 }))
    joined.setInt('page-height', SIZE.height)
    return joined.tiffsaveBuffer({ compression })
  })
  const document = () => pdf([onPaper(), onPaper({ rotate: 90 }), onPaper()])

  it('F2: each page of a TIFF, and of a PDF as it is to be seen', async () => {
    const [pictures, pages] = [await here.vault.put(tiff('lzw')), await here.vault.put(document())]
    expect(await here.vault.pictures.inspect(pictures)).toEqual({ mediaType: 'image/tiff', pages: 3 })
    expect(await here.vault.pictures.inspect(pages)).toEqual({ mediaType: 'application/pdf', pages: 3 })
    const second = await here.drawn(pictures, 2, { ...AS_IT_CAME, longest: 200 })
    expectColours(second.bytes, [WHITE, BLUE, GREEN, RED])
    const turned = await here.drawn(pages, 2, { ...AS_IT_CAME, longest: 200 })
    expect([turned.width, turned.height]).toEqual([150, 200])
    expectColours(turned.bytes, [BLUE, RED, WHITE, GREEN])
    for (const page of [0, 4, 1.5]) await expect(here.drawn(pages, page, { ...AS_IT_CAME, longest: 200 })).rejects.toMatchObject({ details: { problem: 'picture.empty' } })
  })

  it.each(['lzw', 'jpeg', 'deflate', 'none'])('F2: a page of a TIFF (%s) is taken out with its data as it is', async (compression) => {
    const file = tiff(compression)
    const name = await here.vault.put(file)
    const { small, alone } = await here.vault.pictures.readPage(name, 2, 200)
    if (alone === null) throw new Error('the page is a file of its own')
    expect(await here.vault.pictures.inspect(await here.vault.put(alone))).toEqual({ mediaType: 'image/tiff', pages: 1 })
    expectColours(small.bytes, [WHITE, BLUE, GREEN, RED])
    const pixels = (bytes: Uint8Array, page: number) => drawing((keep) => Buffer.from(Uint8Array.from(keep(here.vips.Image.tiffloadBuffer(bytes, { page })).writeToMemory())))
    expect(pixels(alone, 0).equals(pixels(file, 1))).toBe(true)
    expect(alone.length).toBeLessThan(file.length * 0.5)
  })

  it('F2: a page of a PDF is taken out with its picture as it is', async () => {
    const name = await here.vault.put(document())
    const { small, alone } = await here.vault.pictures.readPage(name, 2, 200)
    if (alone === null) throw new Error('the page is a file of its own')
    const taken = await here.vault.put(alone)
    expect(await here.vault.pictures.inspect(taken)).toEqual({ mediaType: 'application/pdf', pages: 1 })
    expect(Buffer.from(alone).includes(Buffer.from(jpeg()))).toBe(true)
    expect(alone.length).toBeLessThan(jpeg().length + 2000)
    const view = await here.drawn(taken, 1, { ...AS_IT_CAME, longest: 200 })
    for (const { bytes, width, height } of [view, here.measured(small)]) {
      expect([width, height]).toEqual([150, 200])
      expectColours(bytes, [BLUE, RED, WHITE, GREEN])
    }
  })

  it('F2: a page that is one picture from edge to edge is read as it is; one with anything else to it as it is seen', async () => {
    // A5 across at 150 dpi.
    const scan = { jpeg: made((image, keep) => keep(image.zoom(3, 3)).jpegsaveBuffer({ Q: 92 })), pixels: { width: 1200, height: 900 }, width: 576, height: 432 }
    const shown = async (page: PdfPage) => here.measured((await here.vault.pictures.readPage(await here.vault.put(pdf([page])), 1, 200)).small)
    const plain = await shown(scan)
    expect([plain.width, plain.height]).toEqual([200, 150])
    expectColours(plain.bytes, CORNERS)
    const placed = (matrix: string, more = '') => shown({ ...scan, content: `q ${matrix} cm /Picture Do Q ${more}` })
    expectColours((await placed('-576 0 0 -432 576 432')).bytes, [WHITE, BLUE, GREEN, RED])
    expectColours((await placed('576 0 0 -432 0 432')).bytes, [BLUE, WHITE, RED, GREEN])
    expectColours((await placed('1152 0 0 864 0 0')).bytes, [BLUE, BLUE, BLUE, BLUE])
    expectColours((await placed('576 0 0 432 0 0', '1 1 1 rg 0 216 288 216 re f')).bytes, [WHITE, GREEN, BLUE, WHITE])
    expectColours((await shown({ ...scan, content: 'q 0 0 288 432 re W n 576 0 0 432 0 0 cm /Picture Do Q' })).bytes, [RED, WHITE, BLUE, WHITE])
    const turned = await shown({ ...scan, rotate: 90 })
    expect([turned.width, turned.height]).toEqual([150, 200])
    expectColours(turned.bytes, [BLUE, RED, WHITE, GREEN])
  })

  it('F2: the only page of a file is that file', async () => {
    for (const file of [jpeg(), pdf([onPaper()]), HEIC]) {
      const name = await here.vault.put(file)
      expect((await here.vault.pictures.readPage(name, 1, 200)).alone).toBeNull()
    }
  })
})

describe('codes are read off scanned pages', () => {
  const text = labelText({ what: 'paper', number: 'YD-2026-000123', code: 'delivery-inspection' })
  const SCANNED: Scanning = { text, resolution: 200, side: 25, tilt: 0, ink: 40, paper: 240, noise: 8, blur: 0.5, blackAndWhite: true, bias: 0 }
  const page = async (changes: Partial<Scanning>, save: (image: Image) => Uint8Array): Promise<Uint8Array> => {
    const kept: Image[] = []
    const image = await scannedPage(here.vips, { ...SCANNED, ...changes }, 7, (each) => {
      kept.push(each)
      return each
    })
    const file = save(image)
    for (const each of kept) each.delete()
    return file
  }
  const codesOn = async (name: string, at: number): Promise<string[]> => (await here.vault.pictures.readPage(name, at, 240)).codes
  const fax = (image: Image): Uint8Array => image.tiffsaveBuffer({ compression: 'ccittfax4', bitdepth: 1 })

  const jpegged = (image: Image): Uint8Array => image.jpegsaveBuffer({ Q: 60 })

  it.each<[string, Partial<Scanning>]>([
    ['black and white at 200 dpi', {}],
    ['tilted to the left', { tilt: -14 }],
    ['tilted to the right', { tilt: 14 }],
    ['upside down', { tilt: 181 }],
    ['on its side', { tilt: 92 }],
    ['faint', { ink: 150, paper: 215, blackAndWhite: false }],
    ['noisy', { noise: 25, bias: 0.3 }],
    ['at 150 dpi', { resolution: 150 }],
    ['at 300 dpi', { resolution: 300, blackAndWhite: false }],
  ])('F2: %s', async (_how, changes) => {
    expect(await codesOn(await here.vault.put(await page(changes, changes.blackAndWhite === false ? jpegged : fax)), 1)).toEqual([text])
  })

  it('F2: on a page of a document, and none where there is none', async () => {
    const scan = await page({ tilt: 5 }, (image) => drawing((keep) => keep(image.colourspace('srgb')).jpegsaveBuffer({ Q: 60 })))
    const paper = { jpeg: scan, pixels: { width: 1654, height: 2339 }, width: 595, height: 842 }
    const name = await here.vault.put(pdf([onPaper(), paper]))
    expect(await codesOn(name, 2)).toEqual([text])
    expect(await codesOn(name, 1)).toEqual([])
  })
})
