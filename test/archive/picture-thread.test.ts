// The pictures thread itself (decision 4): who waits comes first, a file that ends it costs nobody else anything, it reaches neither
// the network nor the disk, reads large documents here and there, and ends when it is told to.
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdirSync, mkdtempSync, readdirSync, rmSync, truncateSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import { afterAll, afterEach, beforeEach, describe, expect, it } from 'vitest'
import { drawing, openVips } from '#archive/picture/vips.ts'
import { attachmentFile } from '#archive/vault/attachments.ts'
import { openRandomAccess } from '#archive/vault/random-access.ts'
import { chance, corners, endlessPdf, pdf, sizeOf, startMaker, startPictureVault, type PictureVault } from '#test/support/pictures.ts'

const HOW = { turn: 0, crop: null, longest: 100, urgent: false } as const
const BROKEN = 'attachment.damaged'
const DAMAGED = { code: 'refused', details: { problem: 'picture.damaged' } }

const vips = await startMaker()
const jpeg = drawing((keep) => Buffer.from(corners(vips, { width: 400, height: 300 }, keep).jpegsaveBuffer({ Q: 92 })))
afterAll(() => vips.shutdown())

let vault: PictureVault
beforeEach(() => {
  vault = startPictureVault()
})
afterEach(() => vault.close())

describe('the pictures thread', () => {
  it('F2: what somebody waits for comes before what nobody looks at', async () => {
    const name = await vault.put(jpeg)
    const order: string[] = []
    const done = (what: string) => (): void => {
      order.push(what)
    }
    await Promise.all([
      ...[1, 2, 3].map((number) => vault.pictures.draw(name, 1, HOW).then(done(`background ${number}`))),
      vault.pictures.readPage(name, 1, 240).then(done('page')),
      vault.pictures.draw(name, 1, { ...HOW, urgent: true }).then(done('urgent')),
      vault.pictures.inspect(name).then(done('inspect')),
    ])
    // The first was under way already.
    expect(order).toEqual(['background 1', 'urgent', 'inspect', 'background 2', 'background 3', 'page'])
  })

  it('F2: a file that needs all memory is refused, and those behind it are looked at', async () => {
    const [endless, fine] = [await vault.put(endlessPdf()), await vault.put(jpeg)]
    const [bad, ...good] = await Promise.allSettled([
      vault.pictures.draw(endless, 1, { ...HOW, urgent: true }), vault.pictures.inspect(fine), vault.pictures.draw(fine, 1, HOW), vault.pictures.readPage(fine, 1, 240),
    ])
    expect(bad).toMatchObject({ status: 'rejected', reason: DAMAGED })
    expect(good.map(({ status }) => status)).toEqual(['fulfilled', 'fulfilled', 'fulfilled'])
  }, 60_000)

  it('F2: a file that takes too long is refused, and those behind it are looked at', async () => {
    await vault.close()
    // Long before its memory would end it, and ample for the others on a busy machine.
    vault = startPictureVault(4000)
    const [endless, fine] = [await vault.put(endlessPdf()), await vault.put(jpeg)]
    const [bad, ...good] = await Promise.allSettled([
      vault.pictures.draw(endless, 1, { ...HOW, urgent: true }), vault.pictures.inspect(fine), vault.pictures.draw(fine, 1, HOW),
    ])
    expect(bad).toMatchObject({ status: 'rejected', reason: DAMAGED })
    expect(good).toMatchObject([{ status: 'fulfilled' }, { status: 'fulfilled' }])
  }, 60_000)

  it('decision 4: closing refuses what waits and what comes, and leaves no thread', async () => {
    const name = await vault.put(jpeg)
    await vault.pictures.inspect(name)
    const waiting = [1, 2, 3].map(() => vault.pictures.draw(name, 1, HOW))
    const closed = vault.pictures.close()
    for (const outcome of [...await Promise.allSettled(waiting), ...await Promise.allSettled([vault.pictures.inspect(name)])]) {
      expect(outcome).toMatchObject({ status: 'rejected', reason: { code: 'unavailable', details: { problem: 'engine.stopped' } } })
    }
    await closed
  })
})

describe('what decodes is shut in', () => {
  it('F2: the library opens no file of the machine, and no format but its four', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'yidang-test-'))
    const shut = await openVips()
    try {
      writeFileSync(join(folder, 'in.jpg'), jpeg)
      expect(() => shut.Image.newFromFile(join(folder, 'in.jpg'))).toThrow(WebAssembly.Exception)
      drawing((keep) => {
        expect(() => {
          keep(shut.Image.newFromBuffer(jpeg)).writeToFile(join(folder, 'out.jpg'))
        }).toThrow(WebAssembly.Exception)
        expect(() => shut.Image.newFromBuffer('<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"/>')).toThrow(WebAssembly.Exception)
        expect(() => shut.Image.newFromBuffer(Buffer.from('P5\n1 1\n255\n\0'))).toThrow(WebAssembly.Exception)
        expect(keep(shut.Image.newFromBuffer(jpeg)).width).toBe(400)
      })
      expect(readdirSync(folder)).toEqual(['in.jpg'])
    } finally {
      shut.shutdown()
      rmSync(folder, { recursive: true, force: true })
    }
  })

  it('F2: nothing is fetched, nothing is left on the disk or said, and the process ends by itself', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'yidang-test-'))
    const temporary = join(folder, 'tmp')
    mkdirSync(temporary)
    // In every thread: says that it watches, and says so when something reaches out.
    const watch = `data:text/javascript,${encodeURIComponent(`
      import fs from 'node:fs'
      import net from 'node:net'
      const say = (what) => fs.writeSync(2, what + '\\n')
      say('watched')
      globalThis.fetch = () => { say('fetch'); throw new Error('no network') }
      net.Socket.prototype.connect = () => { say('connect'); throw new Error('no network') }
    `)}`
    const work = `
      const { startPictureVault, startMaker, corners, pdf, HEIC } = await import(${JSON.stringify(new URL('../support/pictures.ts', import.meta.url))})
      const { drawing } = await import(${JSON.stringify(new URL('../../electron/archive/picture/vips.ts', import.meta.url))})
      const vips = await startMaker()
      // Beyond 100 MB the library would lay a picture aside on the disk.
      const files = drawing((keep) => {
        const small = corners(vips, { width: 400, height: 300 }, keep)
        const large = keep(small.zoom(16, 16))
        return [
          small.jpegsaveBuffer(), large.pngsaveBuffer({ interlace: true, compression: 1 }), small.webpsaveBuffer(), small.tiffsaveBuffer(), HEIC,
          pdf([1, 2].map(() => ({ jpeg: small.jpegsaveBuffer(), pixels: { width: 400, height: 300 }, width: 400, height: 300 }))),
        ]
      })
      vips.shutdown()
      const { pictures, put, places } = startPictureVault()
      for (const file of files) {
        const name = await put(file)
        await pictures.inspect(name)
        await pictures.draw(name, 1, { turn: 90, crop: null, longest: 200, urgent: true })
        await pictures.readPage(name, 1, 240)
      }
      await pictures.close()
      const { rmSync } = await import('node:fs')
      const { dirname } = await import('node:path')
      rmSync(dirname(places.folder), { recursive: true })
    `
    try {
      const script = join(folder, 'work.mjs')
      writeFileSync(script, work)
      const child = spawn(process.execPath, ['--import', watch, script], {
        stdio: ['ignore', 'pipe', 'pipe'], env: { ...process.env, TMPDIR: temporary, NODE_OPTIONS: '' },
      })
      const closed = once(child, 'close').then((end: unknown[]) => end[0])
      const [said, complained, code] = await Promise.all([text(child.stdout), text(child.stderr), closed])
      const lines = complained.split('\n').filter((line) => line !== '')
      expect(lines.filter((line) => line !== 'watched')).toEqual([])
      expect(lines.length).toBeGreaterThanOrEqual(2)
      expect([said, code]).toEqual(['', 0])
      expect(readdirSync(temporary)).toEqual([])
    } finally {
      rmSync(folder, { recursive: true, force: true })
    }
  }, 60_000)
})

describe('large documents', () => {
  it('decision 4: any part of a stored file, as it went in', async () => {
    const random = chance(3)
    for (const size of [0, 1, 65_535, 65_536, 65_537, 400_000]) {
      const bytes = Buffer.from(Array.from({ length: size }, () => Math.floor(random() * 256)))
      const name = await vault.put(bytes)
      const file = openRandomAccess(vault.places, vault.keys, name)
      expect(file.size).toBe(size)
      expect(file.whole().equals(bytes)).toBe(true)
      for (let read = 0; read < 50; read += 1) {
        const from = Math.floor(random() * (size + 10))
        const into = Buffer.alloc(Math.floor(random() * 150_000))
        const given = file.read(from, into)
        expect(given).toBe(Math.max(0, Math.min(into.length, size - from)))
        expect(into.subarray(0, given).equals(bytes.subarray(from, from + given))).toBe(true)
      }
      file.close()
    }
  })

  it('decision 4: a chunk altered, a file cut short, another one in its place: nothing of it is given', async () => {
    const bytes = Buffer.alloc(300_000, 7)
    const name = await vault.put(bytes)
    const stored = attachmentFile(vault.places.attachments, name)
    const opened = openRandomAccess(vault.places, vault.keys, name)
    writeFileSync(stored, Buffer.from([255]), { flag: 'r+' })
    opened.close()
    expect(() => openRandomAccess(vault.places, vault.keys, name)).toThrow(BROKEN)

    const next = await vault.put(Buffer.alloc(300_000, 8))
    truncateSync(attachmentFile(vault.places.attachments, next), 41 + 65_552 * 2)
    const short = openRandomAccess(vault.places, vault.keys, next)
    expect(short.read(0, Buffer.alloc(10))).toBe(10)
    expect(() => short.read(70_000, Buffer.alloc(10))).toThrow(BROKEN)
    short.close()
  })

  it('decision 4: of a document of 40 MB only what a page needs is read, and page follows page', async () => {
    const ballast = Buffer.alloc(800_000, 0x20)
    const pages = Array.from({ length: 50 }, () => ({ jpeg: Buffer.concat([jpeg, ballast]), pixels: { width: 400, height: 300 }, width: 400, height: 300 }))
    const file = pdf(pages)
    const name = await vault.put(file)
    expect(await vault.pictures.inspect(name)).toEqual({ mediaType: 'application/pdf', pages: 50 })
    for (const page of [50, 1, 25]) expect(sizeOf(vips, (await vault.pictures.draw(name, page, HOW)).bytes)).toEqual({ width: 100, height: 75 })
    const { alone } = await vault.pictures.readPage(name, 50, 240)
    expect(alone?.length).toBeLessThan(1_000_000)
  })
})
