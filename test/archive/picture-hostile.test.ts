// Files made to harm or broken (rule F2, decision 4): known by their bytes, shown safely or refused with the
// reason, and the next one is looked at as if nothing had been.
import { randomBytes } from 'node:crypto'
import { rmSync } from 'node:fs'
import { Readable } from 'node:stream'
import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import { tiffPage } from '#archive/picture/tiff-page.ts'
import { addAttachment, attachmentFile } from '#archive/vault/attachments.ts'
import { PICTURE_PROBLEMS } from '#shared/domain/scan.ts'
import { blankPng, chance, colourAt, HEIC, pdf, SIZE, withPictures, type PdfPage } from '#test/support/pictures.ts'

const here = withPictures()

const { made } = here
const jpeg = (): Buffer => made((image) => image.jpegsaveBuffer({ Q: 92 }))
const png = (): Buffer => made((image) => image.pngsaveBuffer())
const webp = (): Buffer => made((image) => image.webpsaveBuffer({ Q: 95 }))
const tiff = (): Buffer => made((image) => image.tiffsaveBuffer({ compression: 'none' }))
const onPaper = (extra: Partial<PdfPage> = {}): PdfPage => ({ jpeg: jpeg(), pixels: SIZE, width: 400, height: 300, ...extra })

const inspect = async (file: Uint8Array) => here.vault.pictures.inspect(await here.vault.put(file))
const draw = async (file: Uint8Array) => here.draw(file, 1, { turn: 0, crop: null, longest: 200 })
const refusal = (problem: string) => ({ code: 'refused', details: { problem } })

describe('what a file is', () => {
  it.each<[string, Uint8Array]>([
    ['SVG', Buffer.from('<?xml version="1.0"?><svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>')],
    ['HTML', Buffer.from('<!doctype html><script>alert(1)</script>')],
    ['GIF', Buffer.from('R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7', 'base64')],
    ['an archive', Buffer.from('PK\u0003\u0004 and so on', 'latin1')],
    ['a program', Buffer.from('MZ\u0090\0 and so on', 'latin1')],
    ['text', Buffer.from('一车一档')],
    ['a film of the same family as HEIC', Buffer.from('\0\0\0\u0018ftypmp42\0\0\0\0mp42isom', 'latin1')],
    ['AVIF', Buffer.from('\0\0\0\u0018ftypavif\0\0\0\0mif1avif', 'latin1')],
    ['nothing at all', Buffer.alloc(0)],
    ['one byte', Buffer.from([0xFF])],
    ['a document behind something else', Buffer.concat([Buffer.from('GIF89a'), pdf([{ width: 100, height: 100 }])])],
  ])('F2: %s is not taken', async (_what, file) => {
    await expect(inspect(file)).rejects.toMatchObject(refusal('picture.kind'))
    await expect(draw(file)).rejects.toMatchObject(refusal('picture.kind'))
  })

  it('F2: a file that is two things is what its first bytes say', async () => {
    const script = Buffer.from('<script>alert(1)</script>')
    for (const [file, mediaType] of [
      [Buffer.concat([jpeg(), pdf([onPaper()])]), 'image/jpeg'],
      [Buffer.concat([png(), script]), 'image/png'],
      [Buffer.concat([pdf([onPaper()]), Buffer.from('PK\u0003\u0004')]), 'application/pdf'],
      [Buffer.concat([webp(), jpeg()]), 'image/webp'],
    ] as const) {
      expect(await inspect(file)).toEqual({ mediaType, pages: 1 })
      const view = await draw(file)
      expect(view.mediaType).toBe('image/jpeg')
      expect(Buffer.from(view.bytes).includes('script')).toBe(false)
    }
    // Dressed up as another kind, it is given to that kind's decoder alone.
    await expect(draw(Buffer.concat([Buffer.from('%PDF-1.7\n'), jpeg()]))).rejects.toMatchObject(refusal('picture.damaged'))
    await expect(draw(Buffer.concat([Buffer.from('\xFF\xD8\xFF', 'latin1'), png()]))).rejects.toMatchObject(refusal('picture.damaged'))
  })

  it('F2: what a picture carries besides its pixels does not come along', async () => {
    const view = await draw(made((image, keep) => {
      const copy = keep(image.copy())
      copy.setString('exif-ifd0-ImageDescription', 'kept nowhere')
      return copy.jpegsaveBuffer({ Q: 92 })
    }))
    expect(Buffer.from(view.bytes).includes('kept nowhere')).toBe(false)
    expect(Buffer.from(view.bytes).includes('Exif')).toBe(false)
  })
})

describe('documents with more than pages', () => {
  it.each<[string, () => Buffer]>([
    ['scripts', () => pdf([onPaper()], {
      catalog: '/OpenAction 3 0 R /AA << /WC 3 0 R >> /Names << /JavaScript << /Names [(a) 3 0 R] >> >>',
      objects: ['<< /S /JavaScript /JS (app.alert\\(1\\); this.submitForm\\("http://127.0.0.1:9/"\\); while\\(true\\);) >>'],
    })],
    ['programs to start', () => pdf([onPaper()], { catalog: '/OpenAction 3 0 R', objects: ['<< /S /Launch /F (/bin/sh) /Win << /F (cmd.exe) >> >>'] })],
    ['addresses to go to', () => pdf([onPaper()], { catalog: '/OpenAction 3 0 R', objects: ['<< /S /URI /URI (http://127.0.0.1:9/) >>'] })],
    ['data from elsewhere', () => pdf([onPaper()], { catalog: '/OpenAction 3 0 R', objects: ['<< /S /GoToR /F << /FS /URL /F (http://127.0.0.1:9/a.pdf) >> /D [0 /Fit] >>'] })],
    ['forms', () => pdf([onPaper()], { catalog: '/AcroForm << /NeedAppearances true /XFA 3 0 R /Fields [] >>', objects: ['<< /Length 20 >>\nstream\n<xdp><script/></xdp>\nendstream'] })],
  ])('F2: %s: its pages are drawn, and that is all', async (_what, make) => {
    const file = make()
    expect(await inspect(file)).toEqual({ mediaType: 'application/pdf', pages: 1 })
    const view = await draw(file)
    expect(view).toMatchObject({ mediaType: 'image/jpeg', width: 200, height: 150 })
    const [red = 0, green = 255] = colourAt(here.vips, view.bytes, 0.25, 0.25)
    expect(red).toBeGreaterThan(200)
    expect(green).toBeLessThan(50)
  })

  it('F2: one that asks for a password, and one without a page', async () => {
    const locked = pdf([onPaper()], {
      objects: [`<< /Filter /Standard /V 1 /R 2 /P -44 /O <${'41'.repeat(32)}> /U <${'42'.repeat(32)}> >>`],
      trailer: `/Encrypt 3 0 R /ID [<${'31'.repeat(16)}> <${'31'.repeat(16)}>]`,
    })
    await expect(inspect(locked)).rejects.toMatchObject(refusal('picture.locked'))
    await expect(draw(locked)).rejects.toMatchObject(refusal('picture.locked'))
    await expect(inspect(pdf([]))).rejects.toMatchObject(refusal('picture.empty'))
  })

  it('F2: pages of absurd extent are drawn as far as is reasonable', async () => {
    for (const side of [0.001, 14_400, 1e9]) {
      const outcome = await draw(pdf([onPaper({ width: side, height: side })])).then((view) => Math.max(view.width, view.height), () => 0)
      expect(outcome).toBeLessThanOrEqual(200)
    }
    expect(await draw(pdf([onPaper({ width: 10_000, height: 1 })]))).toMatchObject({ width: 200, height: 1 })
  })

  it('F2: pages that are their own list of pages', async () => {
    const round = Buffer.from(pdf([onPaper()]).toString('latin1').replace('/Kids [3 0 R]', '/Kids [2 0 R]'), 'latin1')
    await expect(draw(round)).rejects.toMatchObject({ code: 'refused' })
  })
})

describe('what would fill the machine', () => {
  it('F2: a small file of 900 megapixels', async () => {
    const bomb = blankPng({ width: 30_000, height: 30_000 })
    expect(bomb.length).toBeLessThan(200_000)
    await expect(inspect(bomb)).rejects.toMatchObject(refusal('picture.tooLarge'))
    await expect(draw(bomb)).rejects.toMatchObject(refusal('picture.tooLarge'))
    await expect(here.vault.pictures.readPage(await here.vault.put(bomb), 1, 240)).rejects.toMatchObject(refusal('picture.tooLarge'))
  })

  it('F2: a TIFF and a JPEG that say so of themselves', async () => {
    const large = tiff()
    // Width and height, numbers of two bytes: the entries of the directory stand in order of their tags.
    const directory = large.readUInt32LE(4) + 2
    for (const entry of [0, 1]) {
      expect(large.readUInt16LE(directory + entry * 12)).toBe(256 + entry)
      large.writeUInt32LE(60_000, directory + entry * 12 + 8)
    }
    await expect(inspect(large)).rejects.toMatchObject(refusal('picture.tooLarge'))
    const photo = jpeg()
    const frame = photo.indexOf(Buffer.from([0xFF, 0xC0]))
    photo.writeUInt16BE(65_000, frame + 5)
    photo.writeUInt16BE(65_000, frame + 7)
    await expect(inspect(photo)).rejects.toMatchObject(refusal('picture.tooLarge'))
  })

  it('F2: a TIFF whose strips are all the same few bytes is not written out', () => {
    const strips = 500
    const file = Buffer.alloc(600_000)
    file.write('II*\0', 'latin1')
    file.writeUInt32LE(8, 4)
    file.writeUInt16LE(2, 8)
    // Where the strips lie, and how long each is: two lists behind the directory.
    for (const [entry, tag] of [273, 279].entries()) {
      const at = 10 + entry * 12
      file.writeUInt16LE(tag, at)
      file.writeUInt16LE(4, at + 2)
      file.writeUInt32LE(strips, at + 4)
      file.writeUInt32LE(100 + entry * strips * 4, at + 8)
      for (let strip = 0; strip < strips; strip += 1) file.writeUInt32LE(entry === 0 ? 8 : 500_000, 100 + (entry * strips + strip) * 4)
    }
    expect(() => tiffPage(file, 1)).toThrow('picture.tooLarge')
  })

  it('F2: a picture of more than 128 MB is not even read', async () => {
    const megabyte = Buffer.alloc(1024 * 1024)
    const start = jpeg()
    const { name } = await addAttachment(here.vault.places, here.vault.keys, Readable.from((function* () {
      yield start
      for (let part = 0; part < 129; part += 1) yield megabyte
    })()))
    await expect(here.vault.pictures.inspect(name)).rejects.toMatchObject(refusal('picture.tooLarge'))
  })
})

describe('what is broken', () => {
  const whole: readonly [string, () => Uint8Array][] = [
    ['JPEG', jpeg], ['PNG', png], ['WebP', webp], ['TIFF', tiff], ['HEIC', () => HEIC], ['PDF', () => pdf([onPaper()])],
  ]

  it.each(whole)('F2: a %s cut short, wherever', async (_kind, make) => {
    const file = make()
    for (const part of [0.1, 0.4, 0.7, 0.95]) {
      const cut = file.subarray(0, Math.floor(file.length * part))
      await expect(inspect(cut), `${part}`).rejects.toMatchObject({ code: 'refused', details: { problem: expect.stringMatching(/^picture\.(damaged|kind)$/) as unknown } })
    }
    expect(await inspect(file)).toMatchObject({ pages: 1 })
  })

  it('F2: a document whose table of contents is wrong is read as far as it goes', async () => {
    const file = Buffer.from(pdf([onPaper()]).toString('latin1').replace(/startxref\n\d+/, 'startxref\n7'), 'latin1')
    expect(await inspect(file)).toEqual({ mediaType: 'application/pdf', pages: 1 })
    expect(await draw(file)).toMatchObject({ width: 200 })
  })

  it('decision 4: what is damaged or missing in the vault itself is told apart', async () => {
    const name = await here.vault.put(randomBytes(1000))
    await expect(here.vault.pictures.inspect(name)).rejects.toMatchObject(refusal('picture.kind'))
    rmSync(attachmentFile(here.vault.places.attachments, name))
    await expect(here.vault.pictures.inspect(name)).rejects.toMatchObject({ code: 'storage', details: { problem: 'attachment.missing' } })
  })

  it('F2: 120 files with bytes changed at random are shown or refused, one after the other', async () => {
    const random = chance(20_261_120)
    const problems = new Set<unknown>()
    let shown = 0
    for (let run = 0; run < 120; run += 1) {
      const [, make] = whole[run % whole.length] ?? []
      const file = Buffer.from(make?.() ?? [])
      const changes = 1 + Math.floor(random() * 30)
      for (let change = 0; change < changes; change += 1) file[Math.floor(random() * file.length)] = Math.floor(random() * 256)
      const name = await here.vault.put(file)
      for (const outcome of await Promise.allSettled([
        here.vault.pictures.inspect(name), here.vault.pictures.draw(name, 1, { turn: 90, crop: null, longest: 100, urgent: true }),
        here.vault.pictures.readPage(name, 1, 240),
      ])) {
        if (outcome.status === 'fulfilled') shown += 1
        else problems.add(z.object({ details: z.object({ problem: z.enum(PICTURE_PROBLEMS) }) }).parse(outcome.reason).details.problem)
      }
    }
    expect(shown).toBeGreaterThan(40)
    expect(problems).toContain('picture.damaged')
    expect(await inspect(jpeg())).toEqual({ mediaType: 'image/jpeg', pages: 1 })
  }, 120_000)
})
