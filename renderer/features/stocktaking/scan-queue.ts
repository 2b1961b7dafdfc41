// Scans on their way to the archive, as they were made: none is lost, none counts twice, whatever becomes of the way (rule C7).
import type { Output } from '#shared/contract/index.ts'
import { MOST_SCANS } from '#shared/contract/stocktaking.ts'

/** `key` is made once, with the scan, and goes along however often it is sent. */
export type Scan = { key: string; slot: string; text: string }

export type Verdict = Output<'stocktaking.scan'>['scans'][number]

export type ScanQueue = {
  /** Not answered yet, in the order in which they were scanned. */
  waiting: readonly Scan[]
  /** The last ones, newest first; without a verdict while they wait. */
  recent: readonly (Scan & { verdict: Verdict | null })[]
  /** How many were answered; grows with each. */
  answered: number
}

export const NO_SCANS: ScanQueue = { waiting: [], recent: [], answered: 0 }

/** So many of the last ones are shown. */
export const SHOWN = 30

export function withScan(queue: ScanQueue, scan: Scan): ScanQueue {
  return { ...queue, waiting: [...queue.waiting, scan], recent: [{ ...scan, verdict: null }, ...queue.recent].slice(0, SHOWN) }
}

/** What is sent next: the oldest that wait. */
export function batchOf({ waiting }: ScanQueue): readonly Scan[] {
  return waiting.slice(0, MOST_SCANS)
}

/** What has a verdict waits no longer; what was scanned meanwhile goes on waiting. */
export function withVerdicts(queue: ScanQueue, verdicts: readonly Verdict[]): ScanQueue {
  const byKey = new Map(verdicts.map((verdict) => [verdict.key, verdict]))
  const waiting = queue.waiting.filter(({ key }) => !byKey.has(key))
  return {
    waiting,
    recent: queue.recent.map((scan) => ({ ...scan, verdict: scan.verdict ?? byKey.get(scan.key) ?? null })),
    answered: queue.answered + queue.waiting.length - waiting.length,
  }
}
