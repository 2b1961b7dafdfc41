// What the audit entries of a stock-taking commit to: its rows, hashed as they were written.
import { createHash } from 'node:crypto'
import type { Difference, Expected } from '#shared/domain/stocktaking.ts'
import type { Scan } from './store.ts'

const digestOf = (rows: readonly (readonly (string | number | null)[])[]): string => createHash('sha256').update(JSON.stringify(rows)).digest('hex')

/** In the order of slots and dossiers. */
export const frozenDigest = (expected: readonly Expected[]): string => digestOf(expected.map(({ dossierId, slotId, out }) => [dossierId, slotId, out ? 1 : 0]))

export const scansDigest = (scans: readonly Omit<Scan, 'batch'>[]): string => (
  digestOf(scans.map(({ key, slotId, text, dossierId, belongsIn, out }) => [key, slotId, text, dossierId, belongsIn, out ? 1 : 0]))
)

export const differencesDigest = (differences: readonly Difference[]): string => (
  digestOf(differences.map(({ kind, dossierId, text, foundIn, belongsIn }) => [kind, dossierId, text, foundIn, belongsIn]))
)
