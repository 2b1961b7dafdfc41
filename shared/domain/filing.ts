// From received to filed (rule H4): which steps of a record are open, and in whose hands they are.
import { isOutstanding, type RecordState } from './record.ts'
import type { PaperCheck } from './paper.ts'

/** In the order in which the desk works; `complete`: what is missing is handed in. */
export const FILING_STEPS = ['receive', 'scan', 'place', 'complete'] as const
export type FilingStep = (typeof FILING_STEPS)[number]

export type Filing = { state: RecordState; scanned: boolean; placed: boolean }

/** The steps still open, first the one to take next; none when the record is filed. Before it is received nothing else can be done. */
export function openSteps({ state, scanned, placed }: Filing): FilingStep[] {
  if (isOutstanding(state)) return ['receive']
  return [...(scanned ? [] : ['scan' as const]), ...(placed ? [] : ['place' as const]), ...(state === 'complete' ? [] : ['complete' as const])]
}

/** Filed only when everything is done (H4). */
export function isFiled(filing: Filing): boolean {
  return openSteps(filing).length === 0
}

/** Who takes a step: the consultant or advisor who answers for the record, or the archive. */
export function stepHolder(step: FilingStep): 'responsible' | 'archive' {
  return step === 'receive' || step === 'complete' ? 'responsible' : 'archive'
}

/** Papers that are there and have no scan yet. `scans`: how many pages each paper has, by code. */
export function unscanned(papers: readonly PaperCheck[], scans: ReadonlyMap<string, number>): string[] {
  return papers.filter(({ code, presence }) => presence === 'present' && (scans.get(code) ?? 0) === 0).map(({ code }) => code)
}
