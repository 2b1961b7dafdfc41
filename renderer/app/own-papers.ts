// What the store's own papers are called (rule F6): learnt when somebody signs in, and again when a checklist changes, since lists, slips
// and the book name papers by their codes alone.
import { call } from '../api.ts'

let names: ReadonlyMap<string, string> = new Map()

/** Nothing is shown wrongly while it fails: such a paper is then called by its code. */
export async function learnOwnPapers(): Promise<void> {
  try {
    names = new Map((await call('policy.papers', {})).map(({ code, name }) => [code, name]))
  } catch {
    names = new Map()
  }
}

export function ownPaperName(code: string): string | null {
  return names.get(code) ?? null
}
