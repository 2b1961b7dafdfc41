// Pages of a copy bound into one PDF (rule S4): each picture on a sheet of A4 of its own, as large as it fits. The pictures go in as they
// are, marks and all.
import { refused } from '../refusal.ts'
import { LARGEST_WHOLE } from './limits.ts'
import type { Pdfium } from './pdfium.ts'

/** A4 in points. */
const A4 = { short: 595, long: 842 }
const MARGIN = 20

export function bindPages(pdfium: Pdfium, pages: readonly Uint8Array[]): readonly Uint8Array[] {
  const { calls } = pdfium
  const document = calls.FPDF_CreateNewDocument()
  try {
    for (const [index, jpeg] of pages.entries()) addPage(pdfium, document, index, jpeg)
    const file = pdfium.save(document, LARGEST_WHOLE)
    if (!file) throw refused('picture.tooLarge')
    return file
  } finally {
    calls.FPDF_CloseDocument(document)
  }
}

function addPage(pdfium: Pdfium, document: number, index: number, jpeg: Uint8Array): void {
  const { calls } = pdfium
  const image = calls.FPDFPageObj_NewImageObj(document)
  if (!pdfium.lend(jpeg, (access) => calls.FPDFImageObj_LoadJpegFileInline(0, 0, image, access))) throw new Error('a page cannot be bound')
  const pixels = pdfium.withMemory(8, (pointer) => {
    calls.FPDFImageObj_GetImagePixelSize(image, pointer, pointer + 4)
    return { width: pdfium.bytes(pointer, 8).readUInt32LE(0), height: pdfium.bytes(pointer, 8).readUInt32LE(4) }
  })
  const [width, height] = pixels.width > pixels.height ? [A4.long, A4.short] : [A4.short, A4.long]
  const scale = Math.min((width - 2 * MARGIN) / pixels.width, (height - 2 * MARGIN) / pixels.height)
  const [across, along] = [pixels.width * scale, pixels.height * scale]
  const page = calls.FPDFPage_New(document, index, width, height)
  try {
    calls.FPDFImageObj_SetMatrix(image, across, 0, 0, along, (width - across) / 2, (height - along) / 2)
    calls.FPDFPage_InsertObject(page, image)
    if (!calls.FPDFPage_GenerateContent(page)) throw new Error('a page cannot be bound')
  } finally {
    calls.FPDF_ClosePage(page)
  }
}
