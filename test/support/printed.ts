// What came out of a printer: the pages of a PDF that Chromium made, by their sizes.

/** Width and height of each page in points, in order. Chromium writes the tree of pages uncompressed. */
export function pageSizes(pdf: Buffer): { width: number; height: number }[] {
  return [...pdf.toString('latin1').matchAll(/\/MediaBox\s*\[\s*0\s+0\s+([\d.]+)\s+([\d.]+)\s*\]/g)]
    .map(([, width, height]) => ({ width: Math.round(Number(width)), height: Math.round(Number(height)) }))
}

/** A4 in points, rounded as Chromium rounds it. */
export const A4 = { portrait: { width: 595, height: 842 }, landscape: { width: 842, height: 595 } }
