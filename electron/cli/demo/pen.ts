// Draws a page of a sample paper: text, lines and areas, by PDFium, with the one font that comes along, so that no machine needs one.
import { readFileSync } from 'node:fs'
import { openPdfium, type Pdfium } from '#archive/picture/pdfium.ts'

export type Point = readonly [x: number, y: number]
/** Red, green and blue, 0 to 255. */
export type Ink = readonly [number, number, number]

export type Writing = {
  size: number
  ink?: Ink
  bold?: boolean
  align?: 'left' | 'centre' | 'right'
  /** Narrowed to this width where it is longer. */
  within?: number
  /** Degrees, clockwise, about its own beginning (or middle, where it is centred). */
  turn?: number
}

/** Places and sizes are in points from the page's top left corner. */
export type Pen = {
  readonly width: number
  readonly height: number
  /** `y`: of the line the letters stand on. */
  write(text: string, x: number, y: number, how: Writing): void
  line(points: readonly Point[], ink: Ink, width: number): void
  area(points: readonly Point[], ink: Ink, opacity?: number): void
}

/** Rows of grey, or of red, green and blue, a byte each. */
export type Pixels = { width: number; height: number; bands: 1 | 3; bytes: Uint8ClampedArray }

/** How a page lies on the glass: `askew` in degrees. */
export type Lying = { resolution: number; askew: number; grey: boolean }

export type DrawingBoard = {
  /** A page of so many points either way, at `resolution` pixels an inch. */
  draw(page: { width: number; height: number }, lies: Lying, work: (pen: Pen) => void): Pixels
}

const FONT = new URL('../../../resources/sample/paper-font.otf', import.meta.url)
const BLACK: Ink = [25, 25, 28]

/** fpdfview.h and fpdf_edit.h. */
const TRUE_TYPE = 2
const GREY = { format: 1, flag: 0x08, bands: 1 } as const
const COLOUR = { format: 2, flag: 0x10, bands: 3 } as const
const FILL_AND_STROKE = 2
const NO_FILL = 0
const WINDING = 2
const ROUND = 1
/** What lies over the page's edges: the inside of the scanner's lid. */
const LID = 0xFF_EA_EA_E8

/** One for all papers: loading the font takes a while. */
export async function openDrawingBoard(): Promise<DrawingBoard> {
  const pdfium = await openPdfium()
  const { calls } = pdfium
  const document = calls.FPDF_CreateNewDocument()
  const file = readFileSync(FONT)
  const font = pdfium.withMemory(file.length, (pointer) => {
    pdfium.bytes(pointer, file.length).set(file)
    return calls.FPDFText_LoadFont(document, pointer, file.length, TRUE_TYPE, true)
  })
  if (document === 0 || font === 0) throw new Error('the font of the sample papers cannot be read')
  return {
    draw: (size, lies, work) => {
      const page = calls.FPDFPage_New(document, 0, size.width, size.height)
      try {
        work(penOn(pdfium, { document, font, page }, size))
        return render(pdfium, page, size, lies)
      } finally {
        calls.FPDF_ClosePage(page)
        calls.FPDFPage_Delete(document, 0)
      }
    },
  }
}

function render(pdfium: Pdfium, page: number, size: { width: number; height: number }, { resolution, askew, grey }: Lying): Pixels {
  const { calls } = pdfium
  const { format, flag, bands } = grey ? GREY : COLOUR
  const scale = resolution / 72
  const [width, height] = [Math.round(size.width * scale), Math.round(size.height * scale)]
  const angle = (askew * Math.PI) / 180
  const [across, along] = [scale * Math.cos(angle), scale * Math.sin(angle)]
  // Turned about its middle.
  const left = width / 2 - (across * size.width - along * size.height) / 2
  const top = height / 2 - (along * size.width + across * size.height) / 2
  const bitmap = calls.FPDFBitmap_CreateEx(width, height, format, 0, 0)
  try {
    calls.FPDFBitmap_FillRect(bitmap, 0, 0, width, height, LID)
    pdfium.withMemory(40, (pointer) => {
      // FS_MATRIX, then FS_RECTF.
      const values = [across, along, -along, across, left, top, 0, 0, width, height]
      for (const [at, value] of values.entries()) pdfium.bytes(pointer, 40).writeFloatLE(value, at * 4)
      calls.FPDF_RenderPageBitmapWithMatrix(bitmap, page, pointer, pointer + 24, flag)
    })
    const stride = calls.FPDFBitmap_GetStride(bitmap)
    const rows = pdfium.bytes(calls.FPDFBitmap_GetBuffer(bitmap), stride * height)
    const pixels = new Uint8ClampedArray(width * height * bands)
    for (let row = 0; row < height; row += 1) pixels.set(rows.subarray(row * stride, row * stride + width * bands), row * width * bands)
    return { width, height, bands, bytes: pixels }
  } finally {
    calls.FPDFBitmap_Destroy(bitmap)
  }
}

type Sheet = { document: number; font: number; page: number }

function penOn(pdfium: Pdfium, { document, font, page }: Sheet, { width, height }: { width: number; height: number }): Pen {
  const { calls } = pdfium
  const path = (points: readonly Point[]): number => {
    const [first = [0, 0], ...rest] = points
    const object = calls.FPDFPageObj_CreateNewPath(first[0], height - first[1])
    for (const [x, y] of rest) calls.FPDFPath_LineTo(object, x, height - y)
    return object
  }
  return {
    width,
    height,
    write: (text, x, y, { size, ink = BLACK, bold = false, align = 'left', within, turn = 0 }) => {
      if (text.trim() === '') return
      const object = calls.FPDFPageObj_CreateTextObj(document, font, size)
      setText(pdfium, object, text)
      calls.FPDFPageObj_SetFillColor(object, ...ink, 255)
      if (bold) {
        calls.FPDFTextObj_SetTextRenderMode(object, FILL_AND_STROKE)
        calls.FPDFPageObj_SetStrokeColor(object, ...ink, 255)
        calls.FPDFPageObj_SetStrokeWidth(object, size * 0.035)
      }
      const long = widthOf(pdfium, object)
      const narrow = within === undefined || long <= within ? 1 : within / long
      const before = { left: 0, centre: 0.5, right: 1 }[align] * long * narrow
      calls.FPDFPageObj_Transform(object, narrow, 0, 0, 1, -before, 0)
      const angle = (-turn * Math.PI) / 180
      calls.FPDFPageObj_Transform(object, Math.cos(angle), Math.sin(angle), -Math.sin(angle), Math.cos(angle), x, height - y)
      calls.FPDFPage_InsertObject(page, object)
    },
    line: (points, ink, thickness) => {
      const object = path(points)
      calls.FPDFPageObj_SetStrokeColor(object, ...ink, 255)
      calls.FPDFPageObj_SetStrokeWidth(object, thickness)
      calls.FPDFPageObj_SetLineCap(object, ROUND)
      calls.FPDFPageObj_SetLineJoin(object, ROUND)
      calls.FPDFPath_SetDrawMode(object, NO_FILL, true)
      calls.FPDFPage_InsertObject(page, object)
    },
    area: (points, ink, opacity = 1) => {
      const object = path(points)
      calls.FPDFPath_Close(object)
      calls.FPDFPageObj_SetFillColor(object, ...ink, Math.round(opacity * 255))
      calls.FPDFPath_SetDrawMode(object, WINDING, false)
      calls.FPDFPage_InsertObject(page, object)
    },
  }
}

/** As the forms' printers write it, and the font has it: without accents. */
export function printable(text: string): string {
  return text.normalize('NFD').replace(/\p{M}/gu, '').normalize('NFC')
}

function setText(pdfium: Pdfium, object: number, text: string): void {
  const wide = globalThis.Buffer.from(`${printable(text)}\0`, 'utf16le')
  pdfium.withMemory(wide.length, (pointer) => {
    pdfium.bytes(pointer, wide.length).set(wide)
    pdfium.calls.FPDFText_SetText(object, pointer)
  })
}

function widthOf(pdfium: Pdfium, object: number): number {
  return pdfium.withMemory(16, (pointer) => {
    pdfium.calls.FPDFPageObj_GetBounds(object, pointer, pointer + 4, pointer + 8, pointer + 12)
    return pdfium.bytes(pointer, 16).readFloatLE(8) - pdfium.bytes(pointer, 16).readFloatLE(0)
  })
}
