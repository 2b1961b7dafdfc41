// The mark of a copy (rule S4): in every page that leaves, whatever the page is, legible and not hiding what is under it.
import { writeFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { drawing, type Image } from '#archive/picture/vips.ts'
import { pdf, SIZE, withPictures } from '#test/support/pictures.ts'

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
const copied = async (file: Uint8Array, how: Partial<typeof HOW> | object = {}) => {
  const view = await here.vault.pictures.copy(await here.vault.put(file), 1, { ...HOW, ...how })
  return { view, ...statistics(view.bytes) }
}

describe('S4 the mark of a copy', () => {
  it.each([['white paper', 255], ['grey', 128], ['a dark photograph', 10]])('S4 shows on %s, thin enough that what is under it can be read', async (_what, shade) => {
    const { view, mean, deviation, darkest, lightest, width, height } = await copied(sheet(shade))
    if (process.env['LOOK']) writeFileSync(`/tmp/wm-${shade}.jpg`, view.bytes)
    expect(view.mediaType).toBe('image/jpeg')
    expect([width, height]).toEqual([1654, 2340])
    expect(deviation).toBeGreaterThan(4)
    expect(lightest - darkest).toBeGreaterThan(40)
    expect(Math.abs(mean - shade)).toBeLessThan(20)
  })
})
