// Keeps a record's steps true: called by whatever changes its state, its papers, their scans, or where they lie (rule H4).
import type { Id } from '#shared/domain/id.ts'
import { isFiled, unscanned } from '#shared/domain/filing.ts'
import type { Instant } from '#shared/domain/local-date.ts'
import { isOutstanding } from '#shared/domain/record.ts'
import type { Writer } from '../database/database.ts'
import { standing } from '../record/papers.ts'
import { putSteps, scanCounts, stepsOf } from './store.ts'

/**
 * Works out since when a record is scanned and filed. What was done stays done from when it was done; one that is owed again begins
 * from the start, its place in the folder included.
 */
export function refreshFiling(db: Writer, recordId: Id<'record'>, now: Instant): void {
  const before = stepsOf(db, recordId)
  const received = !isOutstanding(before.state)
  const scanned = received && unscanned(standing(db, recordId).papers, scanCounts(db, recordId)).length === 0
  const placedAt = received ? before.placedAt : null
  const filed = isFiled({ state: before.state, scanned, placed: placedAt !== null })
  const after = { scannedAt: scanned ? (before.scannedAt ?? now) : null, placedAt, filedAt: filed ? (before.filedAt ?? now) : null }
  if (after.scannedAt !== before.scannedAt || after.placedAt !== before.placedAt || after.filedAt !== before.filedAt) putSteps(db, recordId, after)
}

/** Later papers came in: they do not lie in the folder yet. */
export function takeOut(db: Writer, recordId: Id<'record'>, now: Instant): void {
  putSteps(db, recordId, { ...stepsOf(db, recordId), placedAt: null })
  refreshFiling(db, recordId, now)
}
