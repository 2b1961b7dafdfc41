// Erasing from the chains (rule R4, DESIGN decision 12): the content of an entry is replaced by what may stay of it, its entry and its
// signatures stay as they are. What it was replaced by is committed to by the signed line of the erasing (docs/formats.md).
import { createHash } from 'node:crypto'
import { z } from 'zod'
import { toId } from '#shared/domain/id.ts'
import { contentHash, makeSalt, type Chain } from '../chain/chain.ts'
import type { Reader, Writer } from '../database/database.ts'
import { cellsOf, digestOf } from '../merge/cells.ts'
import { differencesDigest, scansDigest } from '../stocktaking/digest.ts'
import { differenceRows, scansOf } from '../stocktaking/store.ts'
import { listed, type Belongings } from './belongings.ts'
import type { ChangedBound } from './bound.ts'
import { isObject, lineRemains, NO_WORDS, readObject, withoutNeedles, withoutWords, type Finder, type Json, type JsonObject } from './redact.ts'
import { eraseHand } from './rows.ts'

/** What rows that entries commit to came to when they were erased. */
export type Changed = {
  /** Digest of what was asked for, by number of the loan. */
  loans: ReadonlyMap<string, string>
  /** Digest of the grounds, by number of the violation. */
  violations: ReadonlyMap<string, string>
  /** Numbers of stock-takings with scanned texts that went. */
  stocktakings: ReadonlySet<string>
  /** Numbers of requests to read that never named a dossier, and were erased. */
  readRequests: ReadonlySet<string>
  bound: ChangedBound
}

type Replacing = { db: Writer; erasureId: number; by: string }

type Stored = { seq: number; kind: string; content: string }

const IN = '(SELECT value FROM json_each(?))'

const ENTRIES = `
  SELECT c.seq, e.kind, c.content FROM chain_content c JOIN chain_entry e ON e.chain = c.chain AND e.seq = c.seq`

const stored = (db: Reader, where: string, parameters: (string | number)[]): Stored[] => (
  db.all(`${ENTRIES} WHERE ${where} ORDER BY c.seq`, parameters, (row) => ({ seq: row.int('seq'), kind: row.text('kind'), content: row.text('content') }))
)

function replace({ db, erasureId, by }: Replacing, chain: Chain, { seq, content }: Stored, left: Json): void {
  if (!isObject(left)) throw new TypeError('a content is an object')
  const marked = JSON.stringify({ ...left, erased: by })
  // Erased before, and nothing more to erase: it stays with that.
  if (JSON.stringify(left) === content) return
  const salt = makeSalt()
  db.run('UPDATE chain_content SET salt = ?, content = ? WHERE chain = ? AND seq = ?', [salt, marked, chain, seq])
  db.run('INSERT INTO chain_erasure (chain, seq, erasure_id, hash) VALUES (?, ?, ?, ?)', [chain, seq, erasureId, contentHash(salt, marked)])
}

export function eraseBook(replacing: Replacing, { records, besides }: Belongings, { holds, says }: Finder): void {
  const linesOf = (ids: readonly number[]): Stored[] => (
    stored(replacing.db, `c.chain = 'book' AND c.seq IN (SELECT seq FROM book_line WHERE record_id IN ${IN})`, [listed(ids)])
  )
  for (const line of linesOf(besides)) if (says(line.content)) replace(replacing, 'book', line, withoutNeedles(readObject(line.content), holds))
  for (const line of linesOf(records)) replace(replacing, 'book', line, lineRemains(readObject(line.content), holds))
}

export function eraseRegister(replacing: Replacing, { loans }: Belongings, { holds }: Finder): void {
  const lines = stored(replacing.db, `c.chain = 'register' AND c.seq IN (SELECT seq FROM register_line WHERE loan_id IN ${IN})`, [listed(loans)])
  for (const line of lines) {
    const said = readObject(line.content)
    const salt = makeSalt()
    const borrower = said['borrower']
    const hand = isObject(borrower) && borrower['kind'] === 'outsider'
      ? { drawnHash: eraseHand(replacing.db, line.seq, 'borrower', salt, (drawn) => contentHash(salt, drawn).toString('hex')) } : {}
    replace(replacing, 'register', line, { ...lineRemains(said, holds), ...hand })
  }
}

/** Closing notes and remarks of volumes: what they say of customers, and what the contents list came to (C3). */
export function eraseVolumeLines(replacing: Replacing, { bound: { volumes } }: Changed, { holds, says }: Finder): void {
  const lines = stored(replacing.db, "c.chain = 'register' AND c.seq IN (SELECT seq FROM register_line WHERE volume_id IS NOT NULL)", [])
  for (const line of lines) {
    const said = readObject(line.content)
    const digest = typeof said['volumeId'] === 'number' && said['contentsHash'] !== undefined ? volumes.get(said['volumeId']) : undefined
    if (digest === undefined && !says(line.content)) continue
    const left = withoutNeedles(said, holds, NO_WORDS)
    replace(replacing, 'register', line, isObject(left) && digest !== undefined ? { ...left, contentsHash: digest } : left)
  }
}

const PIECE = 5000

/** Entries of the trail that may hold what is erased, a piece of the trail at a time. */
export function* auditEntries(db: Reader, from: number, to: number): Generator<Stored[]> {
  for (let first = from; first <= to; first += PIECE) {
    yield stored(db, "c.chain = 'audit' AND c.seq BETWEEN ? AND ?", [first, Math.min(first + PIECE - 1, to)])
  }
}

export function* entriesAt(db: Reader, seqs: readonly number[]): Generator<Stored[]> {
  for (let first = 0; first < seqs.length; first += PIECE) yield stored(db, `c.chain = 'audit' AND c.seq IN ${IN}`, [listed(seqs.slice(first, first + PIECE))])
}

/** Whether an entry of the trail may have to change, whatever rows come to: by what it says, names, or is of. */
export const mayConcern = ({ says, names }: Finder) => ({ kind, content }: Stored): boolean => (
  !NEVER.test(kind) && (COMMITTING.test(kind) || DIGESTED.has(kind) || LISTS.has(kind) || OF_READING.test(kind) || says(content) || names(content))
)

export type About = { own: Belongings; finder: Finder; changed: Changed }

export function eraseAudit(replacing: Replacing, about: About, entries: Iterable<readonly Stored[]>): void {
  const change = trailChange(replacing.db, about)
  for (const piece of entries) {
    for (const entry of piece) {
      const left = change(entry)
      if (left !== null) replace(replacing, 'audit', entry, left)
    }
  }
}

// Staff, their keys and rights are nobody's dossier; who is called like a customer is not the customer.
const NEVER = /^(?:(?:staff|department|archive|password|policy|calendar|settings|backup)\.|volume\.(?:setScheme|addClass|updateClass)$)/

/** What is left of an entry; null: it stays as it is. */
function trailChange(db: Reader, { own, finder, changed }: About): (entry: Stored) => JsonObject | null {
  const ownMerges = new Set(own.merges)
  const merges = new Set([...own.merges, ...own.touched])
  const records = new Set(own.records)
  const readings = { readers: new Set(own.readers), changes: new Set(own.secrecyChanges), requests: changed.readRequests }
  const notDoubles = { customer: new Set(own.customers), dossier: new Set(own.dossiers) }
  return ({ kind, content }) => {
    if (NEVER.test(kind)) return null
    const isMerge = MERGES.test(kind)
    const named = finder.names(content)
    const says = finder.says(content)
    const digests = DIGESTED.has(kind) && (changed.violations.size > 0 || changed.loans.size > 0 || changed.stocktakings.size > 0)
    const isBound = OF_VOLUMES.test(kind) && (changed.bound.volumes.size > 0 || changed.bound.papers.size > 0)
    const isReading = OF_READING.test(kind)
    if (!named && !says && !isMerge && !digests && !isBound && !isReading && !LISTS.has(kind)) return null
    const said = readObject(content)
    const isOwn = (named && !OTHERS.test(kind)) || (isMerge && isOwnMerge(said, ownMerges, notDoubles)) || (isReading && isOwnReading(said, readings))
    const mark = MARKED.test(kind) ? NO_WORDS : ''
    let left: Json = isOwn ? withoutWords(said, finder.holds, mark) : says ? withoutNeedles(said, finder.holds, mark) : said
    if (!isObject(left)) throw new TypeError('a content is an object')
    if (LISTS.has(kind)) left = withoutOrders(left, records)
    if (isMerge) left = withLedgers(db, kind, left, merges)
    if (digests) left = withDigests(db, kind, left, changed)
    if (isBound) left = withBound(kind, left, changed.bound)
    return JSON.stringify(left) === JSON.stringify(said) ? null : left
  }
}

const LISTS = new Set(['import.commit'])
const MERGES = /^merge\./
// Named by row ids alone.
const OF_READING = /^(?:access|secrecy)\./
const OF_VOLUMES = /^(?:volume|generalPaper)\./
const COMMITTING = /^(?:merge|volume|generalPaper)\./
// Somebody's own words, which stay where they say nothing of what is erased.
const OTHERS = /^(?:export|leak|volume|generalPaper)\./
const MARKED = /^(?:access|copy|export|generalPaper|leak|secrecy|volume)\./

const DIGESTED = new Set([
  'loan.request', 'loan.giveBack', 'loan.reportLost', 'violation.propose', 'violation.enter', 'violation.adjust', 'stocktaking.scan', 'stocktaking.finish',
])

function isOwnMerge(said: JsonObject, merges: ReadonlySet<number>, notDoubles: Record<'customer' | 'dossier', ReadonlySet<number>>): boolean {
  const { merge, subject, one, other } = said
  if (typeof merge === 'number') return merges.has(merge)
  const ids = subject === 'customer' || subject === 'dossier' ? notDoubles[subject] : null
  return ids !== null && [one, other].some((id) => typeof id === 'number' && ids.has(id))
}

type Readings = { readers: ReadonlySet<number>; changes: ReadonlySet<number>; requests: ReadonlySet<string> }

function isOwnReading({ reader, change, request }: JsonObject, { readers, changes, requests }: Readings): boolean {
  return (typeof reader === 'number' && readers.has(reader)) || (typeof change === 'number' && changes.has(change))
    || (typeof request === 'string' && requests.has(request))
}

const numbersIn = z.array(z.int()).catch([])
const textsIn = z.array(z.string()).catch([])

/** Order numbers of records that a list brought. */
function withoutOrders(said: JsonObject, records: ReadonlySet<number>): JsonObject {
  const without = (ids: Json | undefined, numbers: Json | undefined): string[] => {
    const theirs = numbersIn.parse(ids)
    return textsIn.parse(numbers).map((text, index) => (records.has(theirs[index] ?? 0) ? '' : text))
  }
  const { recordIds, orderNumbers, completed, completedWith } = said
  return {
    ...said,
    ...(orderNumbers === undefined ? {} : { orderNumbers: without(recordIds, orderNumbers) }),
    ...(completedWith === undefined ? {} : { completedWith: without(completed, completedWith) }),
  }
}

function withLedgers(db: Reader, kind: string, said: JsonObject, merges: ReadonlySet<number>): JsonObject {
  const { merge, cells } = said
  if (typeof merge !== 'number' || typeof cells !== 'string' || !merges.has(merge)) return said
  return { ...said, cells: digestOf(cellsOf(db, merge, kind === 'merge.undo' ? 'undo' : 'merge')) }
}

/** `<number> <key> <digest>`. */
const NAME = /^(\S+) (\S+) [0-9a-f]{64}$/

function withDigests(db: Reader, kind: string, said: JsonObject, { loans, violations, stocktakings }: Changed): JsonObject {
  const { loan, added, changed, stocktaking, batch } = said
  const isTouched = [...textsIn.parse(added), ...textsIn.parse(changed)].some((name) => violations.has(NAME.exec(name)?.[1] ?? ''))
  const named = (names: Json): string[] => textsIn.parse(names).map((name) => {
    const [, number = '', key = ''] = NAME.exec(name) ?? []
    const digest = violations.get(number)
    return digest === undefined ? name : `${number} ${key} ${digest}`
  })
  const request = kind === 'loan.request' && typeof loan === 'string' ? loans.get(loan) : undefined
  const counted = typeof stocktaking === 'string' && stocktakings.has(stocktaking) ? stocktakingId(db, stocktaking) : null
  return {
    ...said,
    ...(isTouched && typeof said['remark'] === 'string' && kind.startsWith('violation.') ? { remark: '' } : {}),
    ...(added === undefined ? {} : { added: named(added) }),
    ...(changed === undefined ? {} : { changed: named(changed) }),
    // Asked for by a plate and never named: all of its words go.
    ...(request === undefined ? {} : { digest: request, asked: '', purpose: '', reason: '' }),
    ...(counted !== null && kind === 'stocktaking.scan' ? { taken: scansDigest(scansOf(db, toId(counted)).filter((scan) => scan.batch === batch)) } : {}),
    ...(counted !== null && kind === 'stocktaking.finish' ? { found: differencesDigest(differenceRows(db, toId(counted))) } : {}),
  }
}

function withBound(kind: string, said: JsonObject, { volumes, papers }: ChangedBound): JsonObject {
  const { volume, paper, volumes: ids, digests } = said
  const digest = typeof volume === 'number' ? volumes.get(volume) : typeof paper === 'number' ? papers.get(paper) : undefined
  if (digest !== undefined && said['digest'] !== undefined) return { ...said, digest }
  if (kind !== 'volume.propose') return said
  const proposed = numbersIn.parse(ids)
  return { ...said, digests: textsIn.parse(digests).map((each, index) => volumes.get(proposed[index] ?? 0) ?? each) }
}

function stocktakingId(db: Reader, number: string): number {
  const id = db.get('SELECT id FROM stocktaking WHERE number = ?', [number], (row) => row.int('id'))
  if (id === null) throw new Error('a stock-taking that is not there')
  return id
}

/** All that an erasing replaced, in order: what its signed line commits to. */
export function erasedIn(db: Reader, erasureId: number): { entries: number; digest: string } {
  const rows = db.all('SELECT chain, seq, hash FROM chain_erasure WHERE erasure_id = ? ORDER BY chain, seq', [erasureId], (row) => (
    [row.text('chain'), row.int('seq'), row.bytes('hash').toString('hex')]
  ))
  return { entries: rows.length, digest: createHash('sha256').update(`yidang/erasure/v1\n${JSON.stringify(rows)}`).digest('hex') }
}
