// What a check of the archive finds, and whether it is damage (rules A2, A3).

// A file that was being added, or was removed and not yet swept; a clock that was put right.
const NOTICES = new Set(['attachment.withoutRow', 'chain.timeBackwards'])

/** False for what is only told: nothing was lost and nobody changed anything behind the application's back. */
export function isDamage(finding: { problem: string }): boolean {
  return !NOTICES.has(finding.problem)
}
