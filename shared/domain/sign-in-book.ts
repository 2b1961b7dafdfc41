// The sign-in book (用户档案签收薄): numbered lines, never edited or removed (rules H3, H5, H7).
import type { RecordState } from './record.ts'

/**
 * `handover`: the first receipt of a record's papers. `supplement`: later papers against the same record (H7).
 * `refusal`: brought and sent back with a reason. `strike`: a signed correction that strikes an earlier line through (H5).
 */
export const BOOK_LINE_KINDS = ['handover', 'supplement', 'refusal', 'strike'] as const

export type BookLineKind = (typeof BOOK_LINE_KINDS)[number]

/** Why papers are sent back; `ink`: not written durably (F9). */
export const REFUSAL_REASONS = ['ink', 'unreadable', 'wrongCar', 'tooIncomplete', 'other'] as const
export type RefusalReason = (typeof REFUSAL_REASONS)[number]

export const PARTIES = ['giver', 'receiver'] as const
export type Party = (typeof PARTIES)[number]

/** Who must have signed a line: both sides for what was handed over, the archive alone for the rest. */
export const SIGNING_PARTIES: Record<BookLineKind, readonly Party[]> = {
  handover: ['giver', 'receiver'],
  supplement: ['giver', 'receiver'],
  refusal: ['receiver'],
  strike: ['receiver'],
}

export type HandoverProblem =
  | 'handover.sameSigner'
  | 'handover.alreadyReceived'
  | 'handover.notReceived'
  | 'handover.wrongDepartment'
  | 'handover.nothingNew'
  | 'book.alreadyStruck'
  | 'book.cannotStrike'
  | 'book.strikeLaterFirst'

/** The two signers are different people (H3). */
export function signersProblem(giverId: number, receiverId: number): HandoverProblem | null {
  return giverId === receiverId ? 'handover.sameSigner' : null
}

/** Which line a record's papers can be given under now: the first receipt, or later papers (H7). */
export function lineKindFor(state: RecordState): 'handover' | 'supplement' | null {
  switch (state) {
    case 'expected':
    case 'refused':
      return 'handover'
    case 'incomplete':
      return 'supplement'
    case 'complete':
      return null
  }
}

/** A hand-drawn signature: strokes of points x, y in a box of 600 × 200. */
export type DrawnSignature = { strokes: readonly (readonly number[])[] }

/** A signature someone really wrote: at least one stroke, and more than a dot. */
export function isSigned(signature: DrawnSignature): boolean {
  return signature.strokes.reduce((points, stroke) => points + stroke.length / 2, 0) >= 5
}
