// The keys of what lies in an archive: the present data key, and those before it where it was changed (DESIGN decision 2, docs/formats.md). The earlier
// ones lie in the database, under the present one: they open backups of their time, and name the files of the vault.
import type { Reader } from '../database/database.ts'

export type VaultKeys = {
  /** The present data key, 32 bytes. */
  readonly data: Uint8Array
  /** Those before it, the oldest first. */
  readonly earlier: readonly Uint8Array[]
  /** Files of the vault may be sealed under the one before still. */
  resealing: boolean
}

/** Of an archive whose data key was never changed. */
export function onlyKey(data: Uint8Array): VaultKeys {
  return { data, earlier: [], resealing: false }
}

/** What an open archive knows of its keys. */
export function vaultKeys(db: Reader, data: Uint8Array): VaultKeys {
  const rows = db.all('SELECT key, resealed_at FROM earlier_key ORDER BY id', [], (row) => ({ key: row.bytes('key'), resealed: row.intOrNull('resealed_at') !== null }))
  return { data, earlier: rows.map(({ key }) => key), resealing: rows.some(({ resealed }) => !resealed) }
}

/** Names stand in signed entries and never change: the first data key makes them. */
export function namingKey({ data, earlier }: VaultKeys): Uint8Array {
  return earlier[0] ?? data
}

/** What a file of the vault may be sealed under now. Others' files are not taken for it: whoever knows an earlier key could have made them. */
export function readingKeys({ data, earlier, resealing }: VaultKeys): readonly Uint8Array[] {
  return resealing ? [data, ...earlier.slice(-1)] : [data]
}

/** Every key that a backup may be under, the newest first. */
export function knownKeys({ data, earlier }: VaultKeys): readonly Uint8Array[] {
  return [data, ...earlier.toReversed()]
}
