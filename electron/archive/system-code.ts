import { Refusal } from './refusal.ts'

/** What the system or SQLite calls an error, as `ENOSPC`; null for one that is neither's. */
export function systemCode(error: unknown): string | null {
  return error instanceof Error && !(error instanceof Refusal) && 'code' in error && typeof error.code === 'string' ? error.code : null
}
