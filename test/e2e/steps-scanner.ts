// A barcode scanner at a desk: keys upon keys, with the times that a scanner leaves between them.
import type { Page } from 'playwright-core'
import { labelText, type Label } from '#shared/domain/label.ts'

/** Seconds between two keys of a scanner. */
const APART = 0.008

export type Scanner = {
  /** As quick as a scanner, with Enter at its end or without, however busy this machine is. */
  type(text: string, enter: boolean): Promise<void>
  scan(label: Label): Promise<void>
}

export async function scannerAt(page: Page): Promise<Scanner> {
  const keys = await page.context().newCDPSession(page)
  const type = async (text: string, enter: boolean): Promise<void> => {
    const began = Date.now() / 1000
    const pressed = [
      ...Array.from(text, (key) => ({ key, text: key })),
      ...(enter ? [{ key: 'Enter', code: 'Enter', text: '\r', windowsVirtualKeyCode: 13 }] : []),
    ]
    await Promise.all(pressed.flatMap((key, at) => {
      const timestamp = began + at * APART
      return [
        keys.send('Input.dispatchKeyEvent', { type: 'keyDown', ...key, timestamp }),
        keys.send('Input.dispatchKeyEvent', { type: 'keyUp', key: key.key, timestamp }),
      ]
    }))
  }
  return { type, scan: (label) => type(labelText(label), true) }
}
