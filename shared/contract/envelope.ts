// What crosses between screens and engine besides the methods themselves: results and errors (DESIGN "The house").

export const ERROR_CODES = [
  /** The input does not fit the schema; `fields` says where. */
  'invalidInput',
  /** No session, or it has ended. */
  'notSignedIn',
  /** The person's roles do not allow this. */
  'forbidden',
  /** No such thing, or none this person may know of: the two are not told apart. */
  'notFound',
  /** A rule forbids it; `problem` says which. */
  'refused',
  /** Name, password or key do not fit. */
  'wrongPassword',
  /** The archive is not in the state this needs: absent, locked, held by another program. */
  'unavailable',
  'cancelled',
  /** The disk refused: full, read-only, gone. Nothing was half done. */
  'storage',
  'internal',
] as const

export type ErrorCode = (typeof ERROR_CODES)[number]

export type FieldProblem = { path: (string | number)[]; problem: string }

export type ErrorDetails = {
  /** The rule that refuses, a key under `problem.` in the catalogues. */
  problem?: string
  fields?: FieldProblem[]
  /** What the message needs to name: a file, a program, a number. Never personal data. */
  subject?: string
  /** Seconds until a password, or the recovery key, is looked at again: too many did not fit (A1). */
  waitSeconds?: number
}

export type CallError = { code: ErrorCode; message: string; details: ErrorDetails }

export type Envelope<Output> = { ok: true; value: Output } | { ok: false; error: CallError }
