// A page as a scanner makes it: one picture over all of it and nothing else. Its own pixels are had several times as fast as a drawing
// of the page, and show the same.
import type { OpenedDocument, Pdfium } from './pdfium.ts'
import { READING_SIDE, tight, type Pixels } from './source.ts'

/** fpdfview.h and fpdf_edit.h. */
const IMAGE_OBJECT = 3
/** Grey and red, green, blue, of the device or calibrated. A stencil has none of them. */
const COLOURS = [1, 2, 4, 5, 7]
/** Bytes a pixel, by the number of a bitmap's format. */
const BANDS: ReadonlyMap<number, number> = new Map([[1, 1], [2, 3], [3, 4]])
/** How far the picture's edges may be from the page's, of its length. */
const MARGIN = 0.01

/** `page`: of pdfium. Null where the page is anything else, or its picture's resolution lies outside of `least` and `most`. */
export function scannedPixels(pdfium: Pdfium, document: OpenedDocument, page: number, { least, most }: { least: number; most: number }): Pixels | null {
  const { calls } = pdfium
  if (calls.FPDFPage_CountObjects(page) !== 1 || calls.FPDFPage_GetAnnotCount(page) !== 0 || calls.FPDFPage_GetRotation(page) !== 0) return null
  const object = calls.FPDFPage_GetObject(page, 0)
  if (calls.FPDFPageObj_GetType(object) !== IMAGE_OBJECT || calls.FPDFPageObj_HasTransparency(object)) return null
  if (calls.FPDFClipPath_CountPaths(calls.FPDFPageObj_GetClipPath(object)) > 0) return null
  if (!isWhole(pdfium, page, object) || !isPlain(pdfium, page, object, { least, most })) return null

  const bitmap = document.reading(() => calls.FPDFImageObj_GetBitmap(object))
  if (bitmap === 0) return null
  try {
    const bands = BANDS.get(calls.FPDFBitmap_GetFormat(bitmap))
    if (bands === undefined) return null
    const [width, height, stride] = [calls.FPDFBitmap_GetWidth(bitmap), calls.FPDFBitmap_GetHeight(bitmap), calls.FPDFBitmap_GetStride(bitmap)]
    const pixels = tight(pdfium.bytes(calls.FPDFBitmap_GetBuffer(bitmap), stride * height), stride, { width: width * bands, height })
    return bands === 1 ? { width, height, bands, pixels } : { width, height, bands: 3, pixels: redFirst(pixels, bands) }
  } finally {
    calls.FPDFBitmap_Destroy(bitmap)
  }
}

/** Upright, from edge to edge. */
function isWhole(pdfium: Pdfium, page: number, object: number): boolean {
  const { calls } = pdfium
  // FS_MATRIX: a to f. FS_RECTF: left, top, right, bottom.
  return pdfium.withMemory(24 + 16, (pointer) => {
    const at = (place: number): number => pdfium.bytes(pointer, 40).readFloatLE(place * 4)
    if (!calls.FPDFPageObj_GetMatrix(object, pointer) || !calls.FPDF_GetPageBoundingBox(page, pointer + 24)) return false
    const [wide, skewed, slanted, high, left, bottom] = [at(0), at(1), at(2), at(3), at(4), at(5)]
    const [pageLeft, pageTop, pageRight, pageBottom] = [at(6), at(7), at(8), at(9)]
    const [width, height] = [pageRight - pageLeft, pageTop - pageBottom]
    const near = (one: number, other: number, length: number): boolean => Math.abs(one - other) <= length * MARGIN
    return wide > 0 && high > 0 && skewed === 0 && slanted === 0
      && near(left, pageLeft, width) && near(left + wide, pageRight, width) && near(bottom, pageBottom, height) && near(bottom + high, pageTop, height)
  })
}

/** In colours that need no ink to be known, no finer or coarser than asked for, and not too large. */
function isPlain(pdfium: Pdfium, page: number, object: number, { least, most }: { least: number; most: number }): boolean {
  // FPDF_IMAGEOBJ_METADATA: width, height, resolution either way, bits a pixel, colour space, number of marked content.
  return pdfium.withMemory(28, (pointer) => {
    if (!pdfium.calls.FPDFImageObj_GetImageMetadata(object, page, pointer)) return false
    const metadata = pdfium.bytes(pointer, 28)
    const [width, height, across, down] = [metadata.readUInt32LE(0), metadata.readUInt32LE(4), metadata.readFloatLE(8), metadata.readFloatLE(12)]
    return COLOURS.includes(metadata.readInt32LE(20)) && Math.max(width, height) <= READING_SIDE
      && Math.min(across, down) >= least * (1 - MARGIN) && Math.max(across, down) <= most * (1 + MARGIN)
  })
}

function redFirst(pixels: Uint8Array, bands: number): Uint8Array {
  const turned = new Uint8Array((pixels.length / bands) * 3)
  for (let from = 0, to = 0; from < pixels.length; from += bands, to += 3) {
    turned[to] = pixels[from + 2] ?? 0
    turned[to + 1] = pixels[from + 1] ?? 0
    turned[to + 2] = pixels[from] ?? 0
  }
  return turned
}
