// SQL of changing the data key: the keys of before, and the keys of people that the next is sealed to.
import type { Buffer } from 'node:buffer'
import type { Id } from '#shared/domain/id.ts'
import type { Instant } from '#shared/domain/local-date.ts'
import type { Reader, Writer } from '../database/database.ts'

/** `boxKey` null: they have not signed in since there are such keys. */
export type PresentKey = { personId: Id<'person'>; name: string; keyId: Id<'key'>; publicKey: Buffer; boxKey: Buffer | null }

/** Of everybody at work. */
export function presentKeys(db: Reader): PresentKey[] {
  return db.all(
    `SELECT p.id, p.name, k.id AS key_id, k.public_key, coalesce(k.box_key, x'') AS box_key
     FROM person p JOIN person_key k ON k.person_id = p.id AND k.retired_at IS NULL WHERE p.active = 1 ORDER BY p.id`, [],
    (row) => {
      const boxKey = row.bytes('box_key')
      return {
        personId: row.id<'person'>('id'), name: row.text('name'), keyId: row.id<'key'>('key_id'), publicKey: row.bytes('public_key'),
        boxKey: boxKey.length === 0 ? null : boxKey,
      }
    },
  )
}

export function addEarlierKey(db: Writer, key: Uint8Array, at: Instant): void {
  db.run('INSERT INTO earlier_key (key, replaced_at) VALUES (?, ?)', [key, at])
}

/** No file of the vault is under one of them any more. */
export function noteResealed(db: Writer, at: Instant): void {
  db.run('UPDATE earlier_key SET resealed_at = ? WHERE resealed_at IS NULL', [at])
}

/** When the data key was last changed, and since when all files are under it; null where it never was, or they are not yet. */
export function lastChange(db: Reader): { changedAt: Instant | null; resealedAt: Instant | null } {
  return db.get(
    'SELECT replaced_at, resealed_at FROM earlier_key ORDER BY id DESC LIMIT 1', [],
    (row) => ({ changedAt: row.int('replaced_at'), resealedAt: row.intOrNull('resealed_at') }),
  ) ?? { changedAt: null, resealedAt: null }
}
