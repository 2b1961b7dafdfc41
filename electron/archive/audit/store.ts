// SQL of reading the audit trail: which entries fit, newest first, and what they say (rule A3).
import type { AuditHead } from '#shared/contract/audit.ts'
import type { Id } from '#shared/domain/id.ts'
import { addDays, instantAt, localDate, type Instant, type LocalDate } from '#shared/domain/local-date.ts'
import { headOf } from '../chain/chain.ts'
import type { Reader, Value } from '../database/database.ts'
import { mentionsIn } from '../database/migrations/0190-audit-trail.ts'

/** What is looked for, among the entries from `first` to `last`. */
export type Wanted = {
  from: Instant
  /** The first moment that is too late. */
  until: Instant
  first: number
  last: number
  personId: Id<'person'> | null
  /** Null: all. */
  kinds: readonly string[] | null
  /** Words of what entries name; null: all. */
  words: readonly string[] | null
}

const DAY = 86_400_000
/** The first day there is a number for began then. */
const EPOCH = instantAt(localDate('1970-01-01'))

/** Entries of these days lie between these, up to `upTo`; null where there are none. Few rows are read, whatever the trail's length. */
export function boundsOf(db: Reader, from: LocalDate, to: LocalDate, upTo: number): Pick<Wanted, 'from' | 'until' | 'first' | 'last'> | null {
  const [begins, until] = [instantAt(from), instantAt(addDays(to, 1))]
  // As the migration numbers days: whole ones in the store's zone.
  const day = (at: Instant): number => Math.floor((at - EPOCH) / DAY)
  return db.get(
    'SELECT min(first) AS first, min(max(last), ?) AS last FROM audit_day WHERE day BETWEEN ? AND ?', [upTo, day(begins), day(until) - 1],
    (row) => {
      const [first, last] = [row.intOrNull('first'), row.intOrNull('last')]
      return first === null || last === null || last < first ? null : { from: begins, until, first, last }
    },
  )
}

const listed = (values: readonly (string | number)[]): string => JSON.stringify(values)

const IN = '(SELECT value FROM json_each(?))'

/** The newest `limit` that fit, newest first. Each question starts from the index that holds the fewest. */
export function seqsOf(db: Reader, wanted: Wanted, limit: number): number[] {
  const { from, until, first, last, personId, kinds, words } = wanted
  // By the column that is walked through, so that nothing is sorted.
  const read = (sql: string, parameters: Value[], by = 'e'): number[] => db.all(`${sql} ORDER BY ${by}.seq DESC LIMIT ?`, [...parameters, limit], (row) => row.int('seq'))
  const when: Value[] = [first, last, from, until]
  const ofKinds = kinds === null ? { sql: '', parameters: [] } : { sql: `AND e.kind IN ${IN}`, parameters: [listed(kinds)] }
  if (words !== null) {
    const person = personId === null ? { sql: '', parameters: [] } : { sql: `AND EXISTS (${SIGNED} AND s.person_id = ?)`, parameters: [personId] }
    return read(
      `SELECT e.seq FROM (SELECT DISTINCT m.seq FROM audit_mention m WHERE m.word IN ${IN} AND m.seq BETWEEN ? AND ?) m
        CROSS JOIN chain_entry e ON e.chain = 'audit' AND e.seq = m.seq WHERE e.at >= ? AND e.at < ? ${ofKinds.sql} ${person.sql}`,
      [listed(words), ...when, ...ofKinds.parameters, ...person.parameters], 'm',
    )
  }
  if (personId !== null) {
    return read(
      `SELECT e.seq FROM chain_signature s INDEXED BY chain_signature_person CROSS JOIN chain_entry e ON e.chain = 'audit' AND e.seq = s.seq
        WHERE s.chain = 'audit' AND s.person_id = ? AND s.seq BETWEEN ? AND ? AND e.at >= ? AND e.at < ? ${ofKinds.sql}`,
      [personId, ...when, ...ofKinds.parameters], 's',
    )
  }
  if (kinds === null) return read("SELECT e.seq FROM chain_entry e WHERE e.chain = 'audit' AND e.seq BETWEEN ? AND ? AND e.at >= ? AND e.at < ?", when)
  // One after the other, since of all at once the whole would be sorted.
  const ofEach = kinds.flatMap((kind) => read(
    "SELECT e.seq FROM chain_entry e INDEXED BY chain_entry_kind WHERE e.chain = 'audit' AND e.kind = ? AND e.seq BETWEEN ? AND ? AND e.at >= ? AND e.at < ?",
    [kind, ...when],
  ))
  return ofEach.toSorted((one, other) => other - one).slice(0, limit)
}

const SIGNED = "SELECT 1 FROM chain_signature s WHERE s.chain = 'audit' AND s.seq = e.seq AND s.party = 'actor'"

/** The kinds that there are, each found by a step in the index. */
export function kindsOf(db: Reader): string[] {
  const next = (after: string): string => `(SELECT e.kind FROM chain_entry e INDEXED BY chain_entry_kind WHERE e.chain = 'audit' ${after} ORDER BY e.kind LIMIT 1)`
  return db.all(
    `WITH RECURSIVE known (kind) AS (SELECT ${next('')} UNION ALL SELECT ${next('AND e.kind > known.kind')} FROM known WHERE known.kind IS NOT NULL)
      SELECT kind FROM known WHERE kind IS NOT NULL`, [], (row) => row.text('kind'),
  )
}

export type StoredEntry = { seq: number; at: Instant; kind: string; content: string | null; signer: { id: Id<'person'>; name: string } | null }

/** Newest first. */
export function entriesAt(db: Reader, seqs: readonly number[]): StoredEntry[] {
  return db.all(
    `SELECT e.seq, e.at, e.kind, c.content, p.id AS person_id, p.name FROM json_each(?) wanted CROSS JOIN chain_entry e ON e.chain = 'audit' AND e.seq = wanted.value
      LEFT JOIN chain_content c ON c.chain = 'audit' AND c.seq = e.seq
      LEFT JOIN chain_signature s ON s.chain = 'audit' AND s.seq = e.seq AND s.party = 'actor' LEFT JOIN person p ON p.id = s.person_id ORDER BY e.seq DESC`,
    [listed(seqs)],
    (row) => ({
      seq: row.int('seq'), at: row.int('at'), kind: row.text('kind'), content: row.textOrNull('content'),
      signer: row.intOrNull('person_id') === null ? null : { id: row.id<'person'>('person_id'), name: row.text('name') },
    }),
  )
}

const MENTIONS_AT = mentionsIn(`
  SELECT c.seq, x.kind, c.content FROM json_each(?) wanted CROSS JOIN chain_content c ON c.chain = 'audit' AND c.seq = wanted.value
    CROSS JOIN chain_entry x ON x.chain = 'audit' AND x.seq = c.seq`)

/** What each of these names, in words. */
export function mentionsAt(db: Reader, seqs: readonly number[]): Map<number, Set<string>> {
  const found = new Map<number, Set<string>>()
  for (const row of db.each(MENTIONS_AT, [listed(seqs)])) {
    const seq = row.int('seq')
    const words = found.get(seq) ?? new Set()
    found.set(seq, words.add(row.text('word')))
  }
  return found
}

export function auditHead(db: Reader): AuditHead {
  const { seq, hash } = headOf(db, 'audit')
  return { seq, hash: hash.toString('hex') }
}

/** Names of people and departments, also of those who left. */
export function namesOf(db: Reader): { people: Map<number, string>; departments: Map<number, string> } {
  const names = (table: 'person' | 'department'): Map<number, string> => new Map(db.all(`SELECT id, name FROM ${table}`, [], (row) => [row.int('id'), row.text('name')]))
  return { people: names('person'), departments: names('department') }
}

export function everybody(db: Reader): { id: Id<'person'>; name: string; department: string }[] {
  return db.all(
    'SELECT p.id, p.name, d.name AS department FROM person p JOIN department d ON d.id = p.department_id ORDER BY p.active DESC, p.name', [],
    (row) => ({ id: row.id<'person'>('id'), name: row.text('name'), department: row.text('department') }),
  )
}
