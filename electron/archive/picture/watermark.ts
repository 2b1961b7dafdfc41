// The mark of a copy (rule S4): who, when and under which number, drawn slantwise across the page, again and again, into its very pixels.
// Dark with a light edge, so that it shows on paper and on photographs alike, and so thin that what is under it can be read.
import { existsSync, readFileSync } from 'node:fs'
import type { Size } from './limits.ts'
import type { Pdfium } from './pdfium.ts'
import { imageOf, tight } from './source.ts'
import type { Image, VipsLibrary } from './vips.ts'

/** What is to be darkened, one byte a pixel, 255 where a stroke is. */
export type Marker = (size: Size, text: string) => Uint8Array

type Keep = (image: Image) => Image

/** In shares of the page's longer side. */
const LETTER = 1 / 52
const BETWEEN = { across: 3.5, along: 6 }
const SLANT = (30 * Math.PI) / 180
/** How much of the page's own shade is taken away at most. */
const STRENGTH = { ink: 0.34, edge: 0.4 }
const INK = 60
const EDGE = 255
/** A page smaller than this is enlarged first: no letter is below 20 pixels. */
const LEAST = 1040

/** fpdfview.h and fpdf_edit.h. */
const TRUE_TYPE = 2
const GREY = { format: 1, flag: 0x08 } as const
const WHITE = 0xFF_FF_FF_FF

/** Beside the bundle, or where the sources keep it. */
function fontFile(): Uint8Array {
  const bundled = new URL('watermark.otf', import.meta.url)
  return readFileSync(existsSync(bundled) ? bundled : new URL('../../../resources/watermark/watermark.otf', import.meta.url))
}

/** Pages of one size follow each other: the last mark is kept. */
export function openMarker(pdfium: Pdfium): Marker {
  const { calls } = pdfium
  const document = calls.FPDF_CreateNewDocument()
  const file = fontFile()
  const font = pdfium.withMemory(file.length, (pointer) => {
    pdfium.bytes(pointer, file.length).set(file)
    return calls.FPDFText_LoadFont(document, pointer, file.length, TRUE_TYPE, true)
  })
  if (document === 0 || font === 0) throw new Error('the font of the marks cannot be read')
  let last: { key: string; mask: Uint8Array } | null = null
  return ({ width, height }, text) => {
    const key = `${width}/${height}/${text}`
    if (last?.key === key) return last.mask
    if (text.trim() === '') throw new Error('a copy without a mark is none')
    const page = calls.FPDFPage_New(document, 0, width, height)
    try {
      cover(pdfium, { document, font, page }, { width, height }, text)
      const mask = strokes(pdfium, page, { width, height })
      last = { key, mask }
      return mask
    } finally {
      calls.FPDF_ClosePage(page)
      calls.FPDFPage_Delete(document, 0)
    }
  }
}

/** Lines of the text from the lower left to the upper right, each begun elsewhere, so that every part of the page bears all of it. */
function cover(pdfium: Pdfium, { document, font, page }: { document: number; font: number; page: number }, { width, height }: Size, text: string): void {
  const { calls } = pdfium
  const letter = Math.max(width, height) * LETTER
  const write = (): number => {
    const object = calls.FPDFPageObj_CreateTextObj(document, font, letter)
    const wide = globalThis.Buffer.from(`${text}\0`, 'utf16le')
    const written = pdfium.withMemory(wide.length, (pointer) => {
      pdfium.bytes(pointer, wide.length).set(wide)
      return calls.FPDFText_SetText(object, pointer)
    })
    if (!written) throw new Error('the mark cannot be written')
    return object
  }
  const long = lengthOf(pdfium, write())
  if (!(long > letter)) throw new Error('the mark cannot be written')
  const [step, row] = [long + BETWEEN.across * letter, BETWEEN.along * letter]
  const [cos, sin] = [Math.cos(SLANT), Math.sin(SLANT)]
  // Along the slant from before the lower left corner to behind the upper right one; across it likewise.
  const reach = Math.hypot(width, height)
  for (let across = -reach, line = 0; across < reach; across += row, line += 1) {
    for (let along = -reach + (line % 2) * step / 2; along < reach; along += step) {
      const [x, y] = [along * cos - across * sin, along * sin + across * cos]
      if (Math.max(x, x + long * cos) < 0 || x > width || Math.max(y, y + long * sin) < 0 || y > height) continue
      const object = write()
      calls.FPDFPageObj_SetFillColor(object, 0, 0, 0, 255)
      calls.FPDFPageObj_Transform(object, cos, sin, -sin, cos, x, y)
      calls.FPDFPage_InsertObject(page, object)
    }
  }
}

function lengthOf(pdfium: Pdfium, object: number): number {
  const long = pdfium.withMemory(16, (pointer) => {
    pdfium.calls.FPDFPageObj_GetBounds(object, pointer, pointer + 4, pointer + 8, pointer + 12)
    return pdfium.bytes(pointer, 16).readFloatLE(8) - pdfium.bytes(pointer, 16).readFloatLE(0)
  })
  pdfium.calls.FPDFPageObj_Destroy(object)
  return long
}

function strokes(pdfium: Pdfium, page: number, size: Size): Uint8Array {
  const { calls } = pdfium
  const bitmap = calls.FPDFBitmap_CreateEx(size.width, size.height, GREY.format, 0, 0)
  if (bitmap === 0) throw new Error('there is no room for the mark')
  try {
    calls.FPDFBitmap_FillRect(bitmap, 0, 0, size.width, size.height, WHITE)
    calls.FPDF_RenderPageBitmap(bitmap, page, 0, 0, size.width, size.height, 0, GREY.flag)
    const stride = calls.FPDFBitmap_GetStride(bitmap)
    const mask = tight(pdfium.bytes(calls.FPDFBitmap_GetBuffer(bitmap), stride * size.height), stride, size)
    for (let at = 0; at < mask.length; at += 1) mask[at] = 255 - (mask[at] ?? 255)
    return mask
  } finally {
    calls.FPDFBitmap_Destroy(bitmap)
  }
}

/** Large enough for a mark that can be read. */
export function legible(image: Image, keep: Keep): Image {
  const longest = Math.max(image.width, image.height)
  return longest >= LEAST ? image : keep(image.resize(LEAST / longest, { kernel: 'linear' }))
}

/** The strokes of `mask` laid into the picture, their light edge first. */
export function marked(vips: VipsLibrary, image: Image, mask: Uint8Array, keep: Keep): Image {
  const { width, height } = image
  const ink = imageOf(vips, mask, { width, height, bands: 1 }, keep)
  const beside = Math.max(1, Math.round(Math.max(width, height) * LETTER * 0.06))
  const edge = keep(ink.embed(beside, beside, width, height))
  const lay = (onto: Image, strokesOf: Image, strength: number, shade: number): Image => {
    const weight = keep(keep(strokesOf.linear(strength, 0)).cast('uchar'))
    const plane = keep(onto.newFromImage(onto.bands === 1 ? shade : [shade, shade, shade]))
    return keep(weight.ifthenelse(plane, onto, { blend: true }))
  }
  return lay(lay(image, edge, STRENGTH.edge, EDGE), ink, STRENGTH.ink, INK)
}
