// Hash chains of signed or audited acts (DESIGN decision 12, docs/formats.md). A line commits to its content through a
// salted hash, so that the content can be erased (R4) and the chain stays whole.
import { createHash, randomBytes, type KeyObject } from 'node:crypto'
import type { Buffer } from 'node:buffer'
import type { Id } from '#shared/domain/id.ts'
import type { Instant } from '#shared/domain/local-date.ts'
import type { Reader, Row, Writer } from '../database/database.ts'
import { signBytes } from '../vault/signing.ts'

/** The sign-in book, the audit trail, and the register of signed acts (loans). */
export const CHAINS = ['book', 'audit', 'register'] as const
export type Chain = (typeof CHAINS)[number]

export type Head = { seq: number; hash: Buffer }

export type Signer = { party: string; personId: Id<'person'>; keyId: Id<'key'>; key: KeyObject }

export type Entry = { chain: Chain; seq: number; at: Instant; kind: string; previous: Uint8Array; contentHash: Uint8Array }

const START: Head = { seq: 0, hash: globalThis.Buffer.alloc(32) }

export function makeSalt(): Buffer {
  return randomBytes(16)
}

export function contentHash(salt: Uint8Array, content: string): Buffer {
  return createHash('sha256').update(salt).update(content).digest()
}

export function entryHash(entry: Entry): Buffer {
  const { chain, seq, at, kind, previous, contentHash: committed } = entry
  const hex = (bytes: Uint8Array): string => globalThis.Buffer.from(bytes).toString('hex')
  return createHash('sha256').update(`yidang/chain/v1\n${chain}\n${seq}\n${at}\n${kind}\n${hex(previous)}\n${hex(committed)}`).digest()
}

/** What a party's key signs: not the hash alone, but in which part, and by whom. */
export function signedBytes(hash: Uint8Array, party: string, personId: number, keyId: number): Buffer {
  return globalThis.Buffer.from(`yidang/signature/v1\n${globalThis.Buffer.from(hash).toString('hex')}\n${party}\n${personId}\n${keyId}`)
}

const readHead = (row: Row): Head => ({ seq: row.int('seq'), hash: row.bytes('hash') })

/** The newest entry; seq 0 before the first. */
export function headOf(db: Reader, chain: Chain): Head {
  return db.get('SELECT seq, hash FROM chain_entry WHERE chain = ? ORDER BY seq DESC LIMIT 1', [chain], readHead) ?? START
}

/** Of how many entries the time is looked at: a clock that was wrong for a day is known for wrong by those from before. */
const LOOKED_AT = 2000

/** The latest moment that any of the newest entries of the audit trail bears; 0 where there is none. */
export function latestAudited(db: Reader): Instant {
  return db.get("SELECT max(at) AS at FROM (SELECT at FROM chain_entry WHERE chain = 'audit' ORDER BY seq DESC LIMIT ?)", [LOOKED_AT], (row) => row.intOrNull('at')) ?? 0
}

/** The sequence number the next entry will have. */
export function nextSeq(db: Reader, chain: Chain): number {
  return headOf(db, chain).seq + 1
}

export function appendEntry(
  db: Writer,
  entry: { chain: Chain; at: Instant; kind: string; content: string; signers: readonly Signer[] },
): Head {
  const head = headOf(db, entry.chain)
  const salt = makeSalt()
  const line: Entry = {
    chain: entry.chain, seq: head.seq + 1, at: entry.at, kind: entry.kind, previous: head.hash, contentHash: contentHash(salt, entry.content),
  }
  const hash = entryHash(line)
  db.run('INSERT INTO chain_entry (chain, seq, at, kind, previous, content_hash, hash) VALUES (?, ?, ?, ?, ?, ?, ?)', [
    line.chain, line.seq, line.at, line.kind, line.previous, line.contentHash, hash,
  ])
  db.run('INSERT INTO chain_content (chain, seq, salt, content) VALUES (?, ?, ?, ?)', [line.chain, line.seq, salt, entry.content])
  for (const signer of entry.signers) {
    db.run('INSERT INTO chain_signature (chain, seq, party, person_id, key_id, signature) VALUES (?, ?, ?, ?, ?, ?)', [
      line.chain, line.seq, signer.party, signer.personId, signer.keyId,
      signBytes(signer.key, signedBytes(hash, signer.party, signer.personId, signer.keyId)),
    ])
  }
  return { seq: line.seq, hash }
}
