// Makes the application's icons for every system from resources/icon*.svg, and the pictures of the tray: `node scripts/icons.ts`. Run by
// hand when a drawing changes; Chromium draws them.
import { chromium } from 'playwright-core'
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { TrayMark } from '../electron/desktop/tray-menu.ts'
import { chromiumLaunch } from './chromium.ts'
import { ROOT } from './steps.ts'

const RESOURCES = join(ROOT, 'resources')
const LARGE = readFileSync(join(RESOURCES, 'icon.svg'), 'utf8')
/** Up to this many pixels the car's lamps and the folder's back are mud: a drawing of its own, on a grid. */
const SMALL_UP_TO = 32
const SMALL = readFileSync(join(RESOURCES, 'icon-small.svg'), 'utf8')

const OF_LINUX = [16, 24, 32, 48, 64, 128, 256, 512]
const OF_WINDOWS = [16, 20, 24, 32, 40, 48, 64, 256]
/** Of Apple's format the kinds that hold a PNG, each with its side in pixels. */
const OF_APPLE = { icp4: 16, icp5: 32, ic11: 32, ic12: 64, ic07: 128, ic13: 256, ic08: 256, ic14: 512, ic09: 512, ic10: 1024 } as const

/** The state in the corner: nothing while all is well. By colour on most systems, by shape where the system colours it. */
const MARKS: Record<TrayMark, { colour: string; shape: string }> = {
  well: { colour: '', shape: '' },
  running: {
    colour: '<circle cx="25" cy="25" r="7" fill="#fff"/><circle cx="25" cy="25" r="5.5" fill="#1677ff"/>',
    shape: '<circle cx="25" cy="25" r="5.5"/>',
  },
  amiss: {
    colour: '<path d="M25 16 34 33H16z" fill="#fff"/><path d="M25 19 31.6 31.5H18.4z" fill="#d4380d"/>',
    shape: '<path d="M25 18.5 32 31.5H18z"/>',
  },
  none: {
    colour: '<circle cx="25" cy="25" r="7" fill="#fff"/><circle cx="25" cy="25" r="4" fill="none" stroke="#5f6e76" stroke-width="3"/>',
    shape: '<circle cx="25" cy="25" r="4" fill="none" stroke="#000" stroke-width="3"/>',
  },
}
/** Around a mark the glyph is left out, so that both can be told apart in one colour. */
const GLYPH = `<mask id="m"><rect width="32" height="32" fill="#fff"/>MARK</mask>
  <path mask="url(#m)" d="M3 8a2 2 0 0 1 2-2h8l3 3h11a2 2 0 0 1 2 2v14a2 2 0 0 1-2 2H5a2 2 0 0 1-2-2zM7 22v-5l2.5-1 2-4h9l2 4L25 17v5h-3v-2H10v2zM12 16h8l-1-2h-6z" fill-rule="evenodd"/>`

const inSmall = (more: string): string => SMALL.replace('</svg>', `${more}</svg>`)
const template = (mark: TrayMark): string =>
  `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32">${GLYPH.replace('MARK', MARKS[mark].shape === '' ? '' : '<circle cx="25" cy="25" r="8.5"/>')}${MARKS[mark].shape}</svg>`

/** What Windows' shell reads: bitmaps up to 64 pixels, which its older parts and the installer want, and one PNG. */
function ico(images: readonly { side: number; png: Buffer; pixels: Uint8Array }[]): Buffer {
  const parts = images.map(({ side, png, pixels }) => (side > 64 ? png : bitmap(side, pixels)))
  const head = Buffer.alloc(6 + 16 * images.length)
  head.writeUInt16LE(1, 2)
  head.writeUInt16LE(images.length, 4)
  let offset = head.length
  images.forEach(({ side }, at) => {
    const entry = 6 + 16 * at
    const length = parts[at]?.length ?? 0
    head.writeUInt8(side % 256, entry)
    head.writeUInt8(side % 256, entry + 1)
    head.writeUInt16LE(1, entry + 4)
    head.writeUInt16LE(32, entry + 6)
    head.writeUInt32LE(length, entry + 8)
    head.writeUInt32LE(offset, entry + 12)
    offset += length
  })
  return Buffer.concat([head, ...parts])
}

/** Rows from below, blue first, and an empty mask: the pixels carry their own transparency. */
function bitmap(side: number, rgba: Uint8Array): Buffer {
  const head = Buffer.alloc(40)
  head.writeUInt32LE(40, 0)
  head.writeInt32LE(side, 4)
  head.writeInt32LE(side * 2, 8)
  head.writeUInt16LE(1, 12)
  head.writeUInt16LE(32, 14)
  const rows = Buffer.alloc(side * side * 4)
  for (let y = 0; y < side; y += 1) {
    for (let x = 0; x < side; x += 1) {
      const from = (y * side + x) * 4
      const [red = 0, green = 0, blue = 0, alpha = 0] = rgba.subarray(from, from + 4)
      rows.set([blue, green, red, alpha], ((side - 1 - y) * side + x) * 4)
    }
  }
  return Buffer.concat([head, rows, Buffer.alloc(Math.ceil(side / 32) * 4 * side)])
}

function icns(pngs: readonly { kind: string; png: Buffer }[]): Buffer {
  const parts = pngs.map(({ kind, png }) => {
    const head = Buffer.from(`${kind}\0\0\0\0`, 'latin1')
    head.writeUInt32BE(png.length + 8, 4)
    return Buffer.concat([head, png])
  })
  const head = Buffer.from('icns\0\0\0\0', 'latin1')
  head.writeUInt32BE(8 + parts.reduce((sum, { length }) => sum + length, 0), 4)
  return Buffer.concat([head, ...parts])
}

const browser = await chromium.launch(chromiumLaunch())
const page = await browser.newPage()

/** A drawing at a size: as a PNG, and its pixels. */
async function draw(svg: string, side: number): Promise<{ side: number; png: Buffer; pixels: Uint8Array }> {
  const [png, pixels] = await page.evaluate(async ([source, size]) => {
    const image = new Image()
    image.src = `data:image/svg+xml;base64,${btoa(source)}`
    await image.decode()
    const canvas = new OffscreenCanvas(size, size)
    const context = canvas.getContext('2d')
    context?.drawImage(image, 0, 0, size, size)
    const bytes = new Uint8Array(await (await canvas.convertToBlob({ type: 'image/png' })).arrayBuffer())
    return [[...bytes], [...(context?.getImageData(0, 0, size, size).data ?? [])]] as const
  }, [svg, side] as const)
  return { side, png: Buffer.from(png), pixels: Uint8Array.from(pixels) }
}
const icon = (side: number) => draw(side <= SMALL_UP_TO ? SMALL : LARGE, side)

try {
  for (const folder of ['icons', 'tray']) mkdirSync(join(RESOURCES, folder), { recursive: true })
  const write = (name: string, bytes: Buffer): void => writeFileSync(join(RESOURCES, name), bytes)
  write('icon.png', (await icon(1024)).png)
  for (const side of OF_LINUX) write(`icons/${side}x${side}.png`, (await icon(side)).png)
  write('icon.ico', ico(await Promise.all(OF_WINDOWS.map(icon))))
  write('icon.icns', icns(await Promise.all(Object.entries(OF_APPLE).map(async ([kind, side]) => ({ kind, png: (await icon(side)).png })))))
  for (const mark of ['well', 'running', 'amiss', 'none'] as const) {
    const coloured = inSmall(MARKS[mark].colour)
    for (const [suffix, side] of [['', 16], ['@1.25x', 20], ['@1.5x', 24], ['@2x', 32], ['-panel', 48]] as const) write(`tray/${mark}${suffix}.png`, (await draw(coloured, side)).png)
    for (const [suffix, side] of [['Template', 18], ['Template@2x', 36]] as const) write(`tray/${mark}${suffix}.png`, (await draw(template(mark), side)).png)
  }
} finally {
  await browser.close()
}
