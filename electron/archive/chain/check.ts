// Checking the chains (DESIGN decision 12): every entry in its place, hashing to what it says, signed by whom it names, and the
// chain as long as it is known to have been. Names what it finds; streams row by row.
import type { Buffer } from 'node:buffer'
import type { FindingView } from '#shared/contract/backup.ts'
import type { Reader } from '../database/database.ts'
import type { verifierOf } from '../vault/signing.ts'
import { CHAINS, contentHash, entryHash, signedBytes, type Chain, type Entry } from './chain.ts'
import type { Heads } from './heads.ts'

/** What more than this is found is not listed: by then it is clear what to do. */
const MOST_FINDINGS = 1000

export type Findings = { list: FindingView[]; add(where: string, problem: string): void }

export function makeFindings(): Findings {
  const list: FindingView[] = []
  return {
    list,
    add: (where, problem) => {
      if (list.length < MOST_FINDINGS) list.push({ where, problem })
      else if (list.length === MOST_FINDINGS) list.push({ where: 'verify', problem: 'verify.more' })
    },
  }
}

/** What every check is given. `step` is called once a row: it tells how far the work is, and throws once it was cancelled. */
export type Check = {
  db: Reader
  findings: Findings
  step: () => void
  /** A practice archive, whose clock may be set to any time. */
  training: boolean
}

export type ChainEntry = Omit<Entry, 'previous' | 'contentHash'> & {
  hash: Buffer
  /** Null when there is none. */
  content: string | null
  /** Place, links and hashes are as they should be. */
  sound: boolean
}

/** A public key as the audit trail introduced it. It was in use after the audit entry `from`, up to and with the entry `until`. */
export type KnownKey = { personId: number; publicKey: Buffer; verifies: ReturnType<typeof verifierOf>; from: number; until: number }
export type KnownKeys = ReadonlyMap<number, KnownKey>

const ENTRIES = `
  SELECT e.seq, e.at, e.kind, e.previous, e.content_hash, e.hash, c.salt, c.content
  FROM chain_entry e LEFT JOIN chain_content c ON c.chain = e.chain AND c.seq = e.seq WHERE e.chain = ? ORDER BY e.seq`

/**
 * Walks a chain from its first entry to its last and hands each on. `heads`: how far the chains are known to have come, or null.
 * @returns how many entries there are.
 */
export function walkChain(check: Check, chain: Chain, heads: Heads | null, visit: (entry: ChainEntry) => void): number {
  const { db, findings } = check
  const head = heads?.[chain] ?? null
  const erased = erasedHashes(db, chain)
  let last = 0
  let previous: Buffer | null = globalThis.Buffer.alloc(32)
  let latest = Number.NEGATIVE_INFINITY
  let entries = 0
  for (const row of db.each(ENTRIES, [chain])) {
    check.step()
    const seq = row.int('seq')
    const where = `${chain}/${seq}`
    let sound = true
    const wrong = (place: string, problem: string): void => {
      sound = false
      findings.add(place, problem)
    }
    if (seq !== last + 1) {
      wrong(seq === last + 2 ? `${chain}/${last + 1}` : `${chain}/${last + 1}-${seq - 1}`, 'chain.gap')
      // What the entry before was can no longer be told.
      previous = null
    }
    const entry: Entry = {
      chain, seq, at: row.int('at'), kind: row.text('kind'), previous: row.bytes('previous'), contentHash: row.bytes('content_hash'),
    }
    const hash = row.bytes('hash')
    if (previous !== null && !previous.equals(entry.previous)) wrong(where, 'chain.linkBroken')
    if (!entryHash(entry).equals(hash)) wrong(where, 'chain.entryChanged')
    const content = row.textOrNull('content')
    if (content === null) wrong(where, 'chain.contentMissing')
    else {
      const present = contentHash(row.bytes('salt'), content)
      const left = erased.get(seq)
      if (!present.equals(left ?? entry.contentHash)) wrong(where, left && present.equals(entry.contentHash) ? 'chain.erasedBack' : 'chain.contentChanged')
    }
    if (head?.seq === seq && head.hash !== hash.toString('hex')) wrong(where, 'chain.headDiffers')
    if (entry.at < latest && !check.training) findings.add(where, 'chain.timeBackwards')
    visit({ chain, seq, at: entry.at, kind: entry.kind, hash, content, sound })
    last = seq
    latest = entry.at
    previous = hash
    entries += 1
  }
  if (head && head.seq > last) findings.add(head.seq === last + 1 ? `${chain}/${head.seq}` : `${chain}/${last + 1}-${head.seq}`, 'chain.cutOff')
  return entries
}

/** What the last erasing left of each entry that it changed (R4); that it was one is another check's to say. */
function erasedHashes(db: Reader, chain: Chain): ReadonlyMap<number, Buffer> {
  return new Map(db.all('SELECT seq, hash FROM chain_erasure WHERE chain = ? ORDER BY erasure_id', [chain], (row) => [row.int('seq'), row.bytes('hash')]))
}

/**
 * Checks an entry's signatures. `required`: the parties that must have signed and who each must be; null where the content, which
 * would say who, is not there. `during`: the audit entry as part of which it was signed, or null where that cannot be told.
 * @returns how many there are, and whether all is well.
 */
export function checkSignatures(
  check: Check, keys: KnownKeys, entry: ChainEntry, required: ReadonlyMap<string, number | null>, during: number | null,
): { signatures: number; fit: boolean } {
  const rows = check.db.all(
    'SELECT party, person_id, key_id, signature FROM chain_signature WHERE chain = ? AND seq = ?', [entry.chain, entry.seq],
    (row) => ({ party: row.text('party'), personId: row.int('person_id'), keyId: row.int('key_id'), signature: row.bytes('signature') }),
  )
  const problem = (party: string, personId: number | null): string | null => {
    const row = rows.find((candidate) => candidate.party === party)
    if (!row) return 'signature.missing'
    if (personId !== null && row.personId !== personId) return 'signature.otherPerson'
    const key = keys.get(row.keyId)
    if (key?.personId !== row.personId) return 'signature.unknownKey'
    if (!key.verifies(signedBytes(entry.hash, party, row.personId, row.keyId), row.signature)) return 'signature.wrong'
    return during === null || (key.from < during && during <= key.until) ? null : 'signature.oldKey'
  }
  const problems = [
    ...[...required].map(([party, personId]) => ({ party, found: problem(party, personId) })),
    ...rows.filter(({ party }) => !required.has(party)).map(({ party }) => ({ party, found: 'signature.unexpected' })),
  ]
  for (const { party, found } of problems) if (found !== null) check.findings.add(`${entry.chain}/${entry.seq}/${party}`, found)
  return { signatures: rows.length, fit: problems.every(({ found }) => found === null) }
}

/** Entries, contents or signatures under the name of a chain there is none of. */
export function checkChainNames({ db, findings }: Check): void {
  const known = JSON.stringify(CHAINS)
  for (const table of ['chain_entry', 'chain_content', 'chain_signature']) {
    const strange = db.get(`SELECT count(*) AS n FROM ${table} WHERE chain NOT IN (SELECT value FROM json_each(?))`, [known], (row) => row.int('n')) ?? 0
    if (strange > 0) findings.add(table, 'chain.unknown')
  }
}

/** Content as JSON; undefined when it is not. */
export function parseContent(content: string): unknown {
  try {
    return JSON.parse(content)
  } catch {
    return undefined
  }
}
