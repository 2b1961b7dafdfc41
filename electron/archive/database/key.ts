// The key of the database file. Apart from the engine, so that a thread that reads the archive does not load all of that.
import { createHash } from 'node:crypto'
import { deriveKey } from '../vault/seal.ts'

export function databaseKey(dataKey: Uint8Array): Uint8Array {
  return deriveKey(dataKey, createHash('sha256').update('yidang/database').digest(), 'database')
}
