// An old keyring put back may hold a data key that was changed since (rule A1).
import type { Buffer } from 'node:buffer'
import type { Engine } from '../engine.ts'
import { refused } from '../refusal.ts'

/** Of an archive that is open, what a password opened is its key, or nothing comes of it. @throws Refusal `keyring.otherKey`. */
export function requirePresentKey({ archive }: Pick<Engine, 'archive'>, dataKey: Buffer): void {
  if (archive && !dataKey.equals(archive.keys.data)) throw refused('keyring.otherKey')
}
