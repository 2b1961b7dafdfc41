// Files that are being looked over as lists: each belongs to the session that brought it, and goes with it.
import { randomUUID } from 'node:crypto'
import type { ImportList } from '#shared/domain/import.ts'
import { notFound, refused } from '../refusal.ts'
import type { UploadedFile } from '../scan/uploads.ts'
import type { Mend } from './tally.ts'

/** At once, for one session. */
const MOST = 4
/** Not asked for so long: it is dropped. Milliseconds. */
const PATIENCE = 3_600_000

export type HeldImport = {
  token: string
  list: ImportList
  fileName: string
  file: UploadedFile
  /** Of a workbook, the one that was chosen; null: the first that says anything. */
  sheet: string | null
  /** Of its last run. */
  mend: Mend
  /** A run of it is under way. */
  busy: boolean
}

export type Imports = {
  hold(held: Pick<HeldImport, 'token' | 'list' | 'fileName' | 'file'>): string
  /** @throws Refusal `notFound`, also for another session's. */
  get(token: string, id: string): HeldImport
  drop(token: string, id: string): void
  dropOf(token: string): void
  /** Works on a list. Its file stays until that is over, also where the list is dropped meanwhile. */
  during<T>(held: HeldImport, work: () => Promise<T>): Promise<T>
}

export function makeImports(): Imports {
  const imports = new Map<string, { held: HeldImport; timer: NodeJS.Timeout }>()
  const end = (id: string): void => {
    const found = imports.get(id)
    if (!found) return
    imports.delete(id)
    clearTimeout(found.timer)
    if (!found.held.busy) found.held.file.release()
  }
  const own = (token: string, id: string) => {
    const found = imports.get(id)
    if (found?.held.token !== token) throw notFound('import')
    return found
  }
  return {
    hold: (held) => {
      const theirs = [...imports].filter(([, each]) => each.held.token === held.token)
      if (theirs.length >= MOST) {
        // One that was looked at and left: the screen may have gone without a word.
        const left = theirs.find(([, each]) => !each.held.busy)
        if (!left) throw refused('import.tooMany', String(MOST))
        end(left[0])
      }
      const id = randomUUID()
      imports.set(id, { held: { ...held, sheet: null, mend: { problem: 'import.nothingWrong' }, busy: false }, timer: setTimeout(() => end(id), PATIENCE).unref() })
      return id
    },
    get: (token, id) => {
      const found = own(token, id)
      found.timer.refresh()
      return found.held
    },
    drop: (token, id) => {
      own(token, id)
      end(id)
    },
    dropOf: (token) => {
      for (const [id, { held }] of imports) if (held.token === token) end(id)
    },
    during: async (held, work) => {
      held.busy = true
      try {
        return await work()
      } finally {
        held.busy = false
        if (![...imports.values()].some((each) => each.held === held)) held.file.release()
      }
    },
  }
}
