// One dossier fetched from a backup (取回): a copy of a whole dossier that leaves the archive, so it goes by the rule of copies (S3, S4, A3). What is read and
// written in one sitting is approved in it: whoever has authority over copies of that level does it alone, anybody else with one who has at their side.

/** Of a fetching: the year, and which of that year it is. */
export const fetchNumber = (year: string, count: number): string => `QH-${year}-${String(count).padStart(4, '0')}`

/** `level`: up to which rank they may know; `authority`: up to which rank copies are theirs to decide about, 0: none. */
type Hand = { level: number; authority: number }

/** Up to which rank what is fetched may leave; 0: not at all. */
export function leavesUpTo(fetching: Hand, approver: Hand | null): number {
  return Math.min(fetching.level, approver === null ? fetching.authority : Math.min(approver.level, approver.authority))
}
