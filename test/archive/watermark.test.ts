// The mark of a copy (rule S4): in every page that leaves, whatever the page is, legible and not hiding what is under it.
import { describe, expect, it } from 'vitest'
import { drawing } from '#archive/picture/vips.ts'
import { blankPng, pdf, withPictures } from '#test/support/pictures.ts'

const here = withPictures()
const MARK = 'FY-2026-00001 · 林静 archivist · 2026-03-11 10:00'
const HOW = { turn: 0, crop: null, longest: 2340, mark: MARK } as const

/** A plain sheet of one shade, as a file. */
const sheet = (shade: number, width = 1654, height = 2340): Buffer => drawing((keep) => {
  const black = keep(here.vips.Image.black(width, height))
  return Buffer.from(keep(keep(black.linear(1, shade)).cast('uchar')).pngsaveBuffer())
})
const statistics = (file: Uint8Array) => drawing((keep) => {
  const grey = keep(keep(here.vips.Image.newFromBuffer(file)).colourspace('b-w'))
  return { mean: grey.avg(), deviation: grey.deviate(), darkest: grey.min(), lightest: grey.max(), width: grey.width, height: grey.height }
})
const copied = async (file: Uint8Array, how: object = {}) => {
  const view = await here.vault.pictures.copy(await here.vault.put(file), 1, { ...HOW, ...how })
  return { view, ...statistics(view.bytes) }
}

describe('S4 the mark of a copy', () => {
  it.each([['white paper', 255], ['grey', 128], ['a dark photograph', 10]])('S4 shows on %s, thin enough that what is under it can be read', async (_what, shade) => {
    const { view, mean, deviation, darkest, lightest, width, height } = await copied(sheet(shade))
    expect(view.mediaType).toBe('image/jpeg')
    expect([width, height]).toEqual([1654, 2340])
    expect(deviation).toBeGreaterThan(4)
    expect(lightest - darkest).toBeGreaterThan(40)
    expect(Math.abs(mean - shade)).toBeLessThan(20)
  })

  it('S4 is in every page: of black and white alone, of a document, turned and cut; what is small is enlarged until it can be read', async () => {
    const [mono, paged] = [blankPng({ width: 1200, height: 1600 }), pdf([{ width: 595, height: 842, content: '' }])]
    // A page of nothing but black, or white, which would have no shade between.
    for (const file of [mono, paged]) expect((await copied(file)).deviation).toBeGreaterThan(4)
    expect(await copied(sheet(255), { turn: 90, crop: { left: 0, top: 0, width: 0.5, height: 0.25 } })).toMatchObject({ width: 736, height: 1040 })
    const small = await copied(sheet(255, 60, 80))
    expect([small.width, small.height]).toEqual([780, 1040])
    expect(small.deviation).toBeGreaterThan(4)
  })

  it('S4 says what it is told: another number is another mark, the same number the same', async () => {
    const file = sheet(255, 800, 1100)
    const [one, again, other] = [await copied(file), await copied(file), await copied(file, { mark: MARK.replace('00001', '00002') })]
    expect(Buffer.from(one.view.bytes).equals(again.view.bytes)).toBe(true)
    expect(Buffer.from(one.view.bytes).equals(other.view.bytes)).toBe(false)
  })

  it('S4 a mark that cannot be written fails the page', async () => {
    await expect(copied(sheet(255, 800, 1100), { mark: '' })).rejects.toThrow(/pictures/)
  })

  it('S4 marked pages are bound into a PDF, each on a sheet of its own, as they are', async () => {
    const pages = [await copied(sheet(255, 800, 1100)), await copied(sheet(200, 1100, 800))].map(({ view }) => view.bytes)
    const bound = Buffer.from(await here.vault.pictures.bind(pages))
    for (const page of pages) expect(bound.includes(Buffer.from(page))).toBe(true)
    const name = await here.vault.put(bound)
    expect(await here.vault.pictures.inspect(name)).toEqual({ mediaType: 'application/pdf', pages: 2 })
    const shapes = await Promise.all([1, 2].map(async (page) => here.drawn(name, page, { turn: 0, crop: null, longest: 842 })))
    expect(shapes.map(({ width, height }) => [width, height])).toEqual([[595, 842], [842, 595]])
    expect(statistics(shapes[0]?.bytes ?? new Uint8Array()).deviation).toBeGreaterThan(4)
  })
})
