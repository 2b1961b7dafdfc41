// PDF documents, read here and there from the vault: a page is drawn or taken out without the rest of the file in memory.
import type { Crop } from '#shared/domain/scan.ts'
import { refused } from '../refusal.ts'
import type { RandomAccess } from '../vault/random-access.ts'
import { frameOf, type Frame } from './frame.ts'
import { LARGEST_WHOLE, type Size } from './limits.ts'
import { scannedPixels } from './pdf-scan.ts'
import type { OpenedDocument, Pdfium } from './pdfium.ts'
import { imageOf, READING_SIDE, tight, type Source } from './source.ts'
import type { Image, VipsLibrary } from './vips.ts'

/** A page has no pixels of its own; drawn at this resolution it shows what any scanner saw. */
const FINEST = 400
/** Codes are looked for at the resolution of the scanned picture on the page, within these bounds. */
const READING = { least: 150, usual: 200, most: 300 }
const POINTS_PER_INCH = 72

/** fpdfview.h and fpdf_edit.h. */
const ERROR = { password: 4, security: 5 }
const COLOUR = { format: 2, bands: 3 }
const DRAW = { annotations: 0x01, redFirst: 0x10, lessMemory: 0x200 }
const IMAGE_OBJECT = 3
/** Pages with more objects are no scans. */
const MOST_OBJECTS = 200

/** @throws Refusal `picture.damaged`, `picture.locked` or `picture.empty`. */
export function openPdf(pdfium: Pdfium, vips: VipsLibrary, file: RandomAccess): Source {
  const { calls } = pdfium
  const opened = pdfium.open(file.size, (position, into) => {
    file.read(position, into)
  })
  if (!opened) {
    const error = calls.FPDF_GetLastError()
    throw refused(error === ERROR.password || error === ERROR.security ? 'picture.locked' : 'picture.damaged')
  }
  const document = opened
  const pages = calls.FPDF_GetPageCount(document.pointer)
  if (pages < 1) {
    document.close()
    throw refused('picture.empty')
  }
  const givenToOpen = file.given

  const render = (page: number, { whole, part }: Frame): Uint8Array => onPage(pdfium, document, page, (pointer) => {
    const bitmap = calls.FPDFBitmap_CreateEx(part.width, part.height, COLOUR.format, 0, 0)
    if (bitmap === 0) throw refused('picture.tooLarge')
    try {
      calls.FPDFBitmap_FillRect(bitmap, 0, 0, part.width, part.height, 0xFF_FF_FF_FF)
      const flags = DRAW.annotations | DRAW.lessMemory | DRAW.redFirst
      document.reading(() => calls.FPDF_RenderPageBitmap(bitmap, pointer, -part.left, -part.top, whole.width, whole.height, 0, flags))
      const stride = calls.FPDFBitmap_GetStride(bitmap)
      const rows = pdfium.bytes(calls.FPDFBitmap_GetBuffer(bitmap), stride * part.height)
      return tight(rows, stride, { width: part.width * COLOUR.bands, height: part.height })
    } finally {
      calls.FPDFBitmap_Destroy(bitmap)
    }
  })

  const drawAt = (resolution: number, page: number, crop: Crop | null, longest: number, keep: (image: Image) => Image): Image => {
    const frame = frameOf(pixelsOf(sizeOf(pdfium, document, page), resolution), crop, longest)
    const { width, height } = frame.part
    return imageOf(vips, render(page, frame), { width, height, bands: COLOUR.bands }, keep)
  }

  const drawForReading = (page: number, keep: (image: Image) => Image): Image => {
    const scanned = onPage(pdfium, document, page, (pointer) => scannedPixels(pdfium, document, pointer, READING))
    return scanned ? imageOf(vips, scanned.pixels, scanned, keep) : drawAt(resolutionOf(pdfium, document, page), page, null, READING_SIDE, keep)
  }

  return {
    pages,
    // The library keeps the objects it has read, and frees them with the document alone.
    get held() {
      return file.given - givenToOpen
    },
    draw: (page, crop, longest, keep) => drawAt(FINEST, page, crop, longest, keep),
    drawForReading,
    extract: (page) => (pages === 1 ? null : extract(pdfium, document, page)),
    check: () => {
      sizeOf(pdfium, document, 1)
      // Its table of contents had to be guessed, and its end is not there: the rest of it is missing too.
      if (!calls.FPDF_DocumentHasValidCrossReferenceTable(document.pointer) && !hasEnd(file)) throw refused('picture.damaged')
      onPage(pdfium, document, 1, () => undefined)
    },
    close: () => {
      document.close()
      file.close()
    },
  }
}

/** Every writer ends a document with this; some write a little behind it. */
function hasEnd(file: RandomAccess): boolean {
  const end = globalThis.Buffer.alloc(Math.min(2048, file.size))
  file.read(file.size - end.length, end)
  return end.includes('%%EOF')
}

function onPage<T>({ calls }: Pdfium, document: OpenedDocument, page: number, work: (pointer: number) => T): T {
  const pointer = document.reading(() => calls.FPDF_LoadPage(document.pointer, page - 1))
  if (pointer === 0) throw refused('picture.damaged')
  try {
    return work(pointer)
  } finally {
    calls.FPDF_ClosePage(pointer)
  }
}

/** In points, as the page is to be seen. */
function sizeOf(pdfium: Pdfium, document: OpenedDocument, page: number): Size {
  return pdfium.withMemory(8, (pointer) => {
    const found = document.reading(() => pdfium.calls.FPDF_GetPageSizeByIndexF(document.pointer, page - 1, pointer))
    const size = { width: pdfium.bytes(pointer, 8).readFloatLE(0), height: pdfium.bytes(pointer, 8).readFloatLE(4) }
    if (!found || !(size.width > 0 && size.height > 0 && Number.isFinite(size.width * size.height))) throw refused('picture.damaged')
    return size
  })
}

const pixelsOf = ({ width, height }: Size, resolution: number): Size => ({
  width: Math.ceil((width / POINTS_PER_INCH) * resolution), height: Math.ceil((height / POINTS_PER_INCH) * resolution),
})

/** Of the finest picture on the page. */
function resolutionOf(pdfium: Pdfium, document: OpenedDocument, page: number): number {
  const { calls } = pdfium
  return onPage(pdfium, document, page, (pointer) => pdfium.withMemory(28, (metadata) => {
    let finest = 0
    const count = Math.min(MOST_OBJECTS, calls.FPDFPage_CountObjects(pointer))
    for (let index = 0; index < count; index += 1) {
      const object = calls.FPDFPage_GetObject(pointer, index)
      if (calls.FPDFPageObj_GetType(object) !== IMAGE_OBJECT) continue
      // FPDF_IMAGEOBJ_METADATA: width, height, then the resolution either way.
      if (calls.FPDFImageObj_GetImageMetadata(object, pointer, metadata)) finest = Math.max(finest, pdfium.bytes(metadata, 12).readFloatLE(8))
    }
    return finest > 0 && Number.isFinite(finest) ? Math.min(READING.most, Math.max(READING.least, finest)) : READING.usual
  }))
}

/** The page's own objects as they are, in a document of their own. */
function extract(pdfium: Pdfium, document: OpenedDocument, page: number): readonly Uint8Array[] {
  const { calls } = pdfium
  const alone = calls.FPDF_CreateNewDocument()
  try {
    const imported = pdfium.withMemory(4, (pointer) => {
      pdfium.bytes(pointer, 4).writeUInt32LE(page - 1)
      return document.reading(() => calls.FPDF_ImportPagesByIndex(alone, document.pointer, pointer, 1, 0))
    })
    if (!imported) throw refused('picture.damaged')
    const file = document.reading(() => pdfium.save(alone, LARGEST_WHOLE))
    if (!file) throw refused('picture.tooLarge')
    return file
  } finally {
    calls.FPDF_CloseDocument(alone)
  }
}
