// Prints the page through the system's dialog.
import type { WebContents } from 'electron'

/** What Electron calls a dialog that was dismissed; that is no failure. */
const DISMISSED = 'Print job canceled'

/** Resolves when the job is with the printer or the dialog was dismissed. @throws when the system could not print. */
export function printPage(contents: WebContents, landscape: boolean): Promise<void> {
  return new Promise((resolve, reject) => {
    contents.print({ printBackground: true, pageSize: 'A4', landscape }, (printed, reason) => {
      if (printed || reason === DISMISSED) resolve()
      else reject(new Error(`printing failed: ${reason}`))
    })
  })
}
