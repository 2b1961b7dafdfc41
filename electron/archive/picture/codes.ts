// Reads QR codes off a page: what labels and cover sheets carry (label.ts), tilted, faint, noisy, upside down.
import { prepareZXingModule, readBarcodes, type ReaderOptions } from 'zxing-wasm/reader'
import { drawing, type Image, type VipsLibrary } from './vips.ts'
import { readWasm } from './wasm.ts'

/** A page in shades of grey, a byte a pixel, row by row. */
export type Grey = { width: number; height: number; pixels: Uint8Array }

/** @returns the texts of all codes found. */
export type CodeReader = (page: Grey) => Promise<string[]>

/** Looked for at half size too, where noise has averaged out. A code on its side is found without turning the page. */
const OPTIONS: ReaderOptions = {
  formats: ['QRCode'], textMode: 'Plain', tryHarder: true, tryRotate: false, tryInvert: false, tryDownscale: true, downscaleFactor: 2, returnErrors: true,
}
/** Pixels: blurred so far, dots of noise and the gaps of a worn print close. */
const BLUR = 1
/** Where something like a code was seen but not read, it is looked at so many times larger. */
const CLOSER = [1.5, 2]
/** Such places on a page, and how far around them, in sides of what was seen: often only part of a code is. */
const MOST_PLACES = 4
const AROUND = 0.75

/** The library would fetch its WebAssembly from a public server; it is given its own. */
export async function openCodeReader(vips: VipsLibrary): Promise<CodeReader> {
  const wasmBinary = Uint8Array.from(readWasm('zxing-wasm/reader/zxing_reader.wasm')).buffer
  await prepareZXingModule({ overrides: { wasmBinary, print: () => undefined, printErr: () => undefined }, fireImmediately: true })
  const read = async (page: Grey): Promise<{ texts: string[]; unread: Place[] }> => {
    const found = await readBarcodes(portable(page), OPTIONS)
    return { texts: found.filter(({ isValid }) => isValid).map(({ text }) => text), unread: found.filter(({ isValid }) => !isValid).map(({ position }) => around(position, page)) }
  }
  return async (page) => {
    // Blurred, what can be read at all is nearly always read; where nothing like a code is seen then, there is none.
    const soft = await read(seen(vips, page, null, 1))
    if (soft.texts.length > 0 || soft.unread.length === 0) return soft.texts
    const sharp = await read(page)
    if (sharp.texts.length > 0) return sharp.texts
    for (const place of [...soft.unread, ...sharp.unread].slice(0, MOST_PLACES)) {
      for (const times of CLOSER) {
        const { texts } = await read(seen(vips, page, place, times))
        if (texts.length > 0) return texts
      }
    }
    return []
  }
}

/** An image as the reader takes it. */
export function greyOf(image: Image): Grey {
  const { width, height, bands } = image
  const pixels = Uint8Array.from(image.writeToMemory())
  if (bands === 1) return { width, height, pixels }
  // ITU-R BT.601, in 256ths: the library's own way takes ten times as long.
  const grey = new Uint8Array(width * height)
  for (let at = 0, from = 0; at < grey.length; at += 1, from += bands) {
    grey[at] = ((pixels[from] ?? 0) * 77 + (pixels[from + 1] ?? 0) * 150 + (pixels[from + 2] ?? 0) * 29) >> 8
  }
  return { width, height, pixels: grey }
}

type Point = { x: number; y: number }
type Place = { left: number; top: number; width: number; height: number }

/** A rectangle upon the page that holds four corners and what lies around them. */
function around(corners: Record<'topLeft' | 'topRight' | 'bottomLeft' | 'bottomRight', Point>, page: Grey): Place {
  const [xs, ys] = [Object.values(corners).map(({ x }) => x), Object.values(corners).map(({ y }) => y)]
  const margin = AROUND * Math.max(Math.max(...xs) - Math.min(...xs), Math.max(...ys) - Math.min(...ys))
  const within = (value: number, most: number): number => Math.round(Math.min(most - 1, Math.max(0, value)))
  const [left, top] = [within(Math.min(...xs) - margin, page.width), within(Math.min(...ys) - margin, page.height)]
  return { left, top, width: within(Math.max(...xs) + margin, page.width) - left + 1, height: within(Math.max(...ys) + margin, page.height) - top + 1 }
}

/** A place on a page, or all of it, as one sees it with half-closed eyes, from nearer by. */
function seen(vips: VipsLibrary, { width, height, pixels }: Grey, place: Place | null, times: number): Grey {
  return drawing((keep) => {
    const page = keep(vips.Image.newFromMemory(pixels, width, height, 1, vips.BandFormat.uchar))
    const part = place ? keep(page.extractArea(place.left, place.top, place.width, place.height)) : page
    const soft = keep(part.gaussblur(BLUR))
    return greyOf(times === 1 ? soft : keep(soft.resize(times)))
  })
}

/** As a file in shades of grey (PGM): a quarter of what the library takes otherwise. */
function portable({ width, height, pixels }: Grey): Uint8Array {
  return globalThis.Buffer.concat([globalThis.Buffer.from(`P5\n${width} ${height}\n255\n`, 'latin1'), pixels])
}
