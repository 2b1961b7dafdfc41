// Splitting a batch from the scanner by the sheets in it (rules H4, F4): a cover sheet names the record and the paper that the
// pages behind it belong to.
import { readLabel, type Label } from './label.ts'

/** Why a page was set aside by itself: nothing is on it. Reasons that people give are their own words. */
export const BLANK = 'page.blank'

export type SortedPage =
  /** A sheet that names where the next pages go; itself no page of any paper. */
  | { what: 'sheet'; label: Label }
  /** `under`: the sheet it lies behind; null before the first. */
  | { what: 'page'; under: Label | null }

/**
 * What each page of a batch is, in order. `codes`: the texts of the codes read on each page. Codes that are no labels of ours (an
 * invoice has its own) say nothing; a page with labels of several things says nothing sure and waits like one without any.
 */
export function sortPages(codes: readonly (readonly string[])[]): SortedPage[] {
  let under: Label | null = null
  return codes.map((texts): SortedPage => {
    const labels = texts.map(readLabel).filter((label) => label !== null)
    const [label] = labels
    if (label === undefined) return { what: 'page', under }
    if (new Set(labels.map((each) => JSON.stringify(each))).size > 1) {
      under = null
      return { what: 'page', under }
    }
    under = label
    return { what: 'sheet', label }
  })
}
