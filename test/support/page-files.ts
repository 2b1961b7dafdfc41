// Files as a scanner or a phone makes them, drawn by a browser: a photographed page, a document of several pages; and how they are dropped.
import type { Browser, Locator } from 'playwright-core'

const SHEET = 'font: 28px serif; margin: 0; padding: 60px; background: #fff; color: #123'

export type PageFiles = {
  /** Upright, 620 by 877 pixels. */
  jpeg(text: string): Promise<Buffer>
  /** A4. */
  pdf(pages: readonly string[]): Promise<Buffer>
  close(): Promise<void>
}

/** In a window of its own, which no desk watches. */
export async function drawPageFiles(browser: Browser): Promise<PageFiles> {
  const context = await browser.newContext({ viewport: { width: 620, height: 877 } })
  const page = await context.newPage()
  return {
    jpeg: async (text) => {
      await page.setContent(`<body style="${SHEET}"><h1>${text}</h1><p style="border: 3px solid; padding: 3em 1em">${text}</p>`)
      return page.screenshot({ type: 'jpeg' })
    },
    pdf: async (pages) => {
      await page.setContent(`<body style="${SHEET}">${pages.map((text) => `<h1 style="break-after: page">${text}</h1>`).join('')}`)
      return page.pdf({ format: 'A4' })
    },
    close: () => context.close(),
  }
}

export type Dropped = { name: string; type: string; bytes: Buffer }

/** Lets go of files from outside over a place on the screen. */
export async function dropFiles(onto: Locator, files: readonly Dropped[]): Promise<void> {
  await onto.evaluate((element, given) => {
    const dataTransfer = new DataTransfer()
    for (const { name, type, base64 } of given) {
      dataTransfer.items.add(new File([Uint8Array.from(atob(base64), (letter) => letter.codePointAt(0) ?? 0)], name, { type }))
    }
    for (const step of ['dragenter', 'dragover', 'drop']) {
      element.dispatchEvent(new DragEvent(step, { bubbles: true, cancelable: true, dataTransfer }))
    }
  }, files.map(({ name, type, bytes }) => ({ name, type, base64: bytes.toString('base64') })))
}
