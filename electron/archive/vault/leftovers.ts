// Files of the vault without a row, while the program runs: put in and refused, or left by a row that went. A file is there before its
// row and outlives it (DESIGN decision 4), so nothing is removed while files are on their way in, or while a backup or a check stands on
// an older state of the database in which the row is still there.
import { rmSync } from 'node:fs'
import type { Reader } from '../database/database.ts'
import type { Places } from '../places.ts'
import { attachmentFile, hasAttachmentRow } from './attachments.ts'

export type Leftovers = {
  /** Until what it answers is called nothing is removed: what is being added may be there already, without a row. */
  hold(): () => void
  /** This one may have no row, or none any more. */
  suspect(name: string): void
  /** Removes those that have none; called only when nobody reads an older state. What the system does not let go of stays for `sweepAttachments`. */
  sweep(): void
}

/** `due`: sees to it that `sweep` is called before long. */
export function makeLeftovers(vault: Pick<Places, 'attachments'>, db: Reader, due: () => void): Leftovers {
  const suspects = new Set<string>()
  let holding = 0
  return {
    hold: () => {
      let held = true
      holding += 1
      return () => {
        if (!held) return
        held = false
        holding -= 1
        if (holding === 0 && suspects.size > 0) due()
      }
    },
    suspect: (name) => {
      suspects.add(name)
      due()
    },
    sweep: () => {
      if (holding > 0) return
      for (const name of suspects) {
        suspects.delete(name)
        if (!hasAttachmentRow(db, name)) rmSync(attachmentFile(vault.attachments, name), { force: true })
      }
    },
  }
}
