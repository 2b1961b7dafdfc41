// What a check of the archive finds, and whether it is damage (rules A2, A3).

// A file that was being added, or was removed and not yet swept; a clock that was put right.
const NOTICES = new Set(['attachment.withoutRow', 'chain.timeBackwards'])

/** What can be wrong with the heads kept beside an archive: no such file, not one, or not of its chains. */
export const HEADS_PROBLEMS = ['heads.missing', 'heads.damaged', 'chain.headDiffers'] as const
export type HeadsProblem = (typeof HEADS_PROBLEMS)[number]

/** False for what is only told: nothing was lost and nobody changed anything behind the application's back. */
export function isDamage(finding: { problem: string }): boolean {
  return !NOTICES.has(finding.problem)
}
