// The sign-in book (用户档案签收薄): numbered lines, never edited or removed (rules H3, H5, H7).
import { mayAnswerFor, type RecordKind, type RecordState } from './record.ts'
import type { Role } from './role.ts'

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

/**
 * The giver is of those who may answer for such a record (H1, H2): a colleague who stands in signs in their own name (H3), whoever
 * else sits in the department does not.
 */
export function giverProblem(roles: readonly Role[], kind: RecordKind): HandoverProblem | null {
  return mayAnswerFor(roles, kind) ? null : 'handover.wrongDepartment'
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

/** The most a signature holds: strokes, and numbers in all of them together. */
export const DRAWN_LIMITS = { strokes: 200, numbers: 6000 } as const

/** Strokes are whole points, a dot at the least, and together no more than a hand needs. */
export function drawnProblem({ strokes }: DrawnSignature): 'signature.form' | null {
  const whole = strokes.every((stroke) => stroke.length >= 2 && stroke.length % 2 === 0)
  const numbers = strokes.reduce((sum, stroke) => sum + stroke.length, 0)
  return whole && strokes.length <= DRAWN_LIMITS.strokes && numbers <= DRAWN_LIMITS.numbers ? null : 'signature.form'
}

const LEAST_POINTS = 8
const LEAST_WIDTH = 40
const LEAST_HEIGHT = 15

/** A signature someone really wrote: neither an empty pad nor a dot, a tick or a line, but points that differ, spread over some room. */
export function isSigned({ strokes }: DrawnSignature): boolean {
  const xs = strokes.flatMap((stroke) => stroke.filter((_, index) => index % 2 === 0))
  const ys = strokes.flatMap((stroke) => stroke.filter((_, index) => index % 2 === 1))
  const different = new Set(xs.map((x, index) => `${x},${ys[index]}`)).size
  const spread = (values: readonly number[]): number => Math.max(...values) - Math.min(...values)
  return different >= LEAST_POINTS && spread(xs) >= LEAST_WIDTH && spread(ys) >= LEAST_HEIGHT
}
