// The keys of the tray: a key each for the papers of the chosen record.

/** In the order of the checklist; none of them moves through the tray. */
const PAPER_KEYS = '1234567890QWERTYUIOP'

/** The key that files onto the paper at this place of the checklist; null beyond the last key. */
export function keyOfPaper(at: number): string | null {
  return PAPER_KEYS[at] ?? null
}

/** The place of the checklist a key stands for; null for any other key. */
export function paperOfKey(key: string): number | null {
  const at = key.length === 1 ? PAPER_KEYS.indexOf(key.toUpperCase()) : -1
  return at < 0 ? null : at
}

/** A record chosen by hand while a page was shown; null: another one is to be chosen. */
export type ByHand = { page: number | null; recordId: number | null }

/**
 * The record that the page shown is to be filed onto: the one chosen by hand for it, else the one that the sheet before it names, else the
 * one that was last chosen by hand, so that a heap of loose pages is filed with one choice.
 */
export function recordFor(page: { id: number; recordId: number | null } | undefined, byHand: ByHand): number | null {
  if (page !== undefined && byHand.page === page.id) return byHand.recordId
  return page?.recordId ?? byHand.recordId
}

/** What is chosen in the tray: pages by id, and the one shown large. */
export type Choice = { chosen: readonly number[]; at: number | null }

/** A page is clicked: alone, added or taken away (Ctrl), or with all from the last one to it (Shift). */
export function choose(pages: readonly number[], before: Choice, id: number, how: 'alone' | 'toggle' | 'range'): Choice {
  switch (how) {
    case 'alone':
      return { chosen: [id], at: id }
    case 'toggle': {
      const chosen = before.chosen.includes(id) ? before.chosen.filter((other) => other !== id) : pages.filter((page) => page === id || before.chosen.includes(page))
      return { chosen, at: id }
    }
    case 'range': {
      const [from, to] = [pages.indexOf(before.at ?? id), pages.indexOf(id)].toSorted((a, b) => a - b)
      return { chosen: pages.slice(from, (to ?? 0) + 1), at: id }
    }
  }
}

/** The page before or after the one shown, alone. */
export function step(pages: readonly number[], { at }: Choice, by: 1 | -1): Choice {
  const next = pages[Math.max(0, Math.min(pages.length - 1, (at === null ? -1 : pages.indexOf(at)) + by))] ?? null
  return { chosen: next === null ? [] : [next], at: next }
}

/** What is chosen when pages have gone: those still there, else the one that took the place of the first gone. */
export function afterwards(before: readonly number[], now: readonly number[], { chosen, at }: Choice): Choice {
  const left = chosen.filter((id) => now.includes(id))
  if (at !== null && left.includes(at)) return { chosen: left, at }
  const place = before.findIndex((id) => chosen.includes(id))
  const next = before.slice(Math.max(0, place)).find((id) => now.includes(id)) ?? now.at(-1) ?? null
  return { chosen: next === null ? [] : [next], at: next }
}
