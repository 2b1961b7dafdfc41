// What came out of a printer: the pages of a PDF that Chromium made, by their sizes.
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Desk } from '#test/support/desk-browser.ts'

/** Width and height of each page in points, in order. Chromium writes the tree of pages uncompressed. */
export function pageSizes(pdf: Buffer): { width: number; height: number }[] {
  return [...pdf.toString('latin1').matchAll(/\/MediaBox\s*\[\s*0\s+0\s+([\d.]+)\s+([\d.]+)\s*\]/g)]
    .map(([, width, height]) => ({ width: Math.round(Number(width)), height: Math.round(Number(height)) }))
}

/** A4 in points, rounded as Chromium rounds it. */
export const A4 = { portrait: { width: 595, height: 842 }, landscape: { width: 842, height: 595 } }

/** What is on paper of the screen that is shown: its words, and its pages. Kept as `name` where pictures are kept. */
export async function onPaper({ page, language }: Desk, name: string): Promise<{ words: string; pages: { width: number; height: number }[] }> {
  await page.emulateMedia({ media: 'print' })
  const words = await page.locator('body').innerText()
  const pdf = await page.pdf({ preferCSSPageSize: true, printBackground: true })
  await page.emulateMedia({ media: null })
  const folder = process.env['YIDANG_SHOTS'] ?? ''
  if (folder !== '') writeFileSync(join(folder, `${language}-${name}.pdf`), pdf)
  return { words, pages: pageSizes(pdf) }
}
