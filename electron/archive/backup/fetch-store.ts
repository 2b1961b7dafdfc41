// SQL of fetching one dossier from a backup: what the archive says of it today, held against the copy in which it is read (rules S3, R4). `past`: that copy;
// `now`: the archive. Both know the same rows by the same ids: one goes on from the other (`goesOnFrom`).
import { z } from 'zod'
import type { Id } from '#shared/domain/id.ts'
import type { LocalDate } from '#shared/domain/local-date.ts'
import { normaliseVin } from '#shared/domain/vin.ts'
import { DOSSIER_RANK, paperRank } from '../access/levels.ts'
import { mayKnowPages, mayKnowPast } from '../access/visibility.ts'
import { CHAINS, headOf } from '../chain/chain.ts'
import type { Reader, Writer } from '../database/database.ts'
import type { ErasedSince } from '../disposal/belongings.ts'
import type { Actor } from '../handler.ts'
import { standingDossier } from '../merge/standing.ts'

const IN = '(SELECT value FROM json_each(?))'

const listed = (ids: Iterable<number | string>): string => JSON.stringify([...ids])

/** By number or VIN, whatever has become of it. */
export function dossierMeant(db: Reader, typed: string): Id<'dossier'> | null {
  return db.get(
    'SELECT d.id FROM dossier d JOIN vehicle v ON v.id = d.vehicle_id WHERE d.number = ? OR v.vin = ? ORDER BY d.number = ? DESC', [typed, normaliseVin(typed), typed],
    (row) => row.id<'dossier'>('id'),
  )
}

/** The list by which one of these was destroyed; null: none was. */
export function destroyedBy(db: Reader, dossiers: readonly number[]): string | null {
  return db.get(`SELECT x.number FROM dossier d JOIN disposal x ON x.id = d.destroyed_by WHERE d.id IN ${IN}`, [listed(dossiers)], (row) => row.text('number'))
}

export function numberOf(db: Reader, id: Id<'dossier'>): string {
  return db.get('SELECT number FROM dossier WHERE id = ?', [id], (row) => row.text('number')) ?? ''
}

/** The highest rank of these dossiers on a day. */
export function rankOf(db: Reader, dossiers: readonly number[], on: LocalDate): number {
  return db.get(`SELECT max(${DOSSIER_RANK}) AS rank FROM dossier d WHERE d.id IN ${IN}`, [on, listed(dossiers)], (row) => row.intOrNull('rank')) ?? 1
}

/** Whether the archive has gone on from this copy: each chain of it is the beginning of the archive's. */
export function goesOnFrom(now: Reader, past: Reader): boolean {
  return CHAINS.every((chain) => {
    const { seq, hash } = headOf(past, chain)
    return seq === 0 || (now.get('SELECT hash FROM chain_entry WHERE chain = ? AND seq = ?', [chain, seq], (row) => row.bytes('hash'))?.equals(hash) ?? false)
  })
}

const ids = (db: Reader, sql: string, parameters: readonly string[]): number[] => db.all(sql, parameters, (row) => row.int('id'))

const recordsOf = (db: Reader, dossier: number): number[] => ids(db, `SELECT id FROM record WHERE dossier_id IN ${IN}`, [listed([dossier])])

/** A dossier, what it has been merged into since, and where its records of then lie now. */
export function dossiersNow(now: Reader, past: Reader, id: Id<'dossier'>): number[] {
  const records = ids(now, `SELECT DISTINCT dossier_id AS id FROM record WHERE id IN ${IN}`, [listed(recordsOf(past, id))])
  return [...new Set([id, standingDossier(now, id), ...records])]
}

const erasedRecords = z.looseObject({ records: z.array(z.int()) })

/** `torn`: files of which another page was destroyed. */
type Erased = ErasedSince & { torn: ReadonlySet<string> }

/** What was destroyed or erased since, as far as it may be found with this dossier (R4): people, records, and scans. */
export function erasedOf(past: Reader, now: Reader, id: Id<'dossier'>): Erased {
  const there = recordsOf(past, id)
  const customers = ids(now, 'SELECT id FROM customer WHERE erased_by IS NOT NULL', [])
  // By the signed lines that say so, and with a dossier that they were moved to.
  const said = new Set(now.all(
    "SELECT c.content FROM chain_entry e JOIN chain_content c ON c.chain = e.chain AND c.seq = e.seq WHERE e.chain = 'register' AND e.kind = 'subject.erased'", [],
    (row) => erasedRecords.parse(JSON.parse(row.text('content'))).records,
  ).flat())
  const destroyed = ids(now, `SELECT r.id FROM record r JOIN dossier d ON d.id = r.dossier_id WHERE r.id IN ${IN} AND d.destroyed_by IS NOT NULL`, [listed(there)])
  const records = there.filter((record) => said.has(record) || destroyed.includes(record))
  const gone = scansGone(past, now, there)
  return {
    customers: ids(past, `SELECT id FROM customer WHERE id IN ${IN} AND erased_by IS NULL`, [listed(customers)]), records,
    besides: there.filter((record) => !records.includes(record)), scans: gone.filter(({ record }) => there.includes(record)).map(({ scan }) => scan),
    torn: new Set(gone.map(({ name }) => name)),
  }
}

/** Pages in the files of these records, whosever they are by now, that the archive has no more: only what is destroyed or erased goes from it. */
function scansGone(past: Reader, now: Reader, records: readonly number[]): { scan: number; record: number; name: string }[] {
  const then = past.all(
    `SELECT s.id, s.record_id, a.name FROM scan s JOIN attachment a ON a.id = s.attachment_id
     WHERE s.attachment_id IN (SELECT attachment_id FROM scan WHERE record_id IN ${IN})`, [listed(records)],
    (row) => ({ scan: row.int('id'), record: row.int('record_id'), name: row.text('name') }),
  )
  // By its file too: the number of one that is gone is given again.
  const still = new Set(now.all(
    `SELECT s.id, a.name FROM scan s JOIN attachment a ON a.id = s.attachment_id WHERE s.id IN ${IN}`, [listed(then.map(({ scan }) => scan))],
    (row) => `${row.int('id')} ${row.text('name')}`,
  ))
  return then.filter(({ scan, name }) => !still.has(`${scan} ${name}`))
}

/** Owners of a dossier who are erased. */
export function countErasedOwners(db: Reader, id: Id<'dossier'>): number {
  return db.get(
    'SELECT count(DISTINCT c.id) AS n FROM ownership o JOIN customer c ON c.id = o.customer_id WHERE o.dossier_id = ? AND c.erased_by IS NOT NULL', [id], (row) => row.int('n'),
  ) ?? 0
}

/** Brings the levels of a dossier and its papers to what they are now, where that is more than they were (S1, S3). */
export function raiseToNow(past: Writer, now: Reader, id: Id<'dossier'>, on: LocalDate): void {
  const rank = rankOf(now, dossiersNow(now, past, id), on)
  if (rank > rankOf(past, [id], on)) past.run('UPDATE dossier SET secrecy_level = ?, secrecy_until = NULL WHERE id = ?', [rank, id])
  const papers = past.all(
    `SELECT r.id, json_extract(line.value, '$.code') AS code, ${paperRank('r.id', "json_extract(line.value, '$.code')")} AS rank
     FROM record r JOIN checklist c ON c.id = r.checklist_id CROSS JOIN json_each(c.lines) line WHERE r.dossier_id = ?`, [on, on, id],
    (row) => ({ record: row.int('id'), code: row.text('code'), rank: row.int('rank') }),
  )
  const scans = past.all('SELECT s.id, s.record_id, s.code FROM scan s JOIN record r ON r.id = s.record_id WHERE r.dossier_id = ?', [id], (row) => (
    { scan: row.int('id'), record: row.int('record_id'), code: row.text('code') }
  ))
  for (const paper of papers) {
    const own = scans.filter(({ record, code }) => record === paper.record && code === paper.code).map(({ scan }) => scan)
    const raised = Math.max(paperRankNow(now, paper, on), scansRankNow(now, own, on))
    if (raised > paper.rank) past.run('INSERT OR REPLACE INTO paper_secrecy (record_id, code, level, until_on) VALUES (?, ?, ?, NULL)', [paper.record, paper.code, raised])
  }
}

/** The rank of the most secret of a dossier and its papers that is not above `most`. */
export function rankWithin(db: Reader, id: Id<'dossier'>, most: number, on: LocalDate): number {
  const papers = db.get(
    `SELECT max(rank) AS rank FROM (SELECT ${paperRank('r.id', "json_extract(line.value, '$.code')")} AS rank
       FROM record r JOIN checklist c ON c.id = r.checklist_id CROSS JOIN json_each(c.lines) line WHERE r.dossier_id = ?) WHERE rank <= ?`, [on, on, id, most],
    (row) => row.intOrNull('rank'),
  )
  return Math.max(papers ?? 1, rankOf(db, [id], on))
}

function paperRankNow(now: Reader, { record, code }: { record: number; code: string }, on: LocalDate): number {
  return now.get(`SELECT ${paperRank('r.id', '?')} AS rank FROM record r WHERE r.id = ?`, [code, on, on, code, record], (row) => row.int('rank')) ?? 1
}

/** Of pages, wherever they were moved since. */
function scansRankNow(now: Reader, scans: readonly number[], on: LocalDate): number {
  return now.get(
    `SELECT max(max(${DOSSIER_RANK}, ${paperRank('s.record_id', 's.code')})) AS rank
     FROM scan s JOIN record r ON r.id = s.record_id JOIN dossier d ON d.id = r.dossier_id WHERE s.id IN ${IN}`, [on, on, on, listed(scans)], (row) => row.intOrNull('rank'),
  ) ?? 1
}

/** Those of these files of which the archive has a page that the actor may not know. */
export function mixedNow(now: Reader, actor: Actor, files: readonly string[]): ReadonlySet<string> {
  const known = mayKnowPast(actor)
  const pages = mayKnowPages(actor, 's.record_id', 's.code')
  return new Set(now.all(
    `SELECT DISTINCT a.name FROM attachment a JOIN scan s ON s.attachment_id = a.id JOIN record r ON r.id = s.record_id JOIN dossier d ON d.id = r.dossier_id
     WHERE a.name IN ${IN} AND NOT (${known.sql} AND ${pages.sql})`, [listed(files), ...known.parameters, ...pages.parameters], (row) => row.text('name'),
  ))
}

/** Files of a dossier's scans, taken out of a paper or not, that the archive still has rows of. */
export function filesOfDossier(past: Reader, now: Reader, id: Id<'dossier'>): { name: string; size: number }[] {
  const names = past.all(
    'SELECT DISTINCT a.name FROM attachment a JOIN scan s ON s.attachment_id = a.id JOIN record r ON r.id = s.record_id WHERE r.dossier_id = ?', [id], (row) => row.text('name'),
  )
  return now.all(`SELECT name, size FROM attachment WHERE name IN ${IN} ORDER BY id`, [listed(names)], (row) => ({ name: row.text('name'), size: row.int('size') }))
}
