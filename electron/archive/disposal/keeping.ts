// How long dossiers are kept, and why one is held (rules R1, R3): the one place that says so, asked when one is put on a list, and when the
// list is submitted, approved and carried out.
import { HOLD_REASONS, type HoldReason } from '#shared/domain/disposal.ts'
import type { Id } from '#shared/domain/id.ts'
import { dayOf, instantAt, type LocalDate } from '#shared/domain/local-date.ts'
import { expiresOn, isExpired, readTerm, yearsAfter, type Term } from '#shared/domain/term.ts'
import { mayKnowDossier } from '../access/visibility.ts'
import type { Reader, Row } from '../database/database.ts'
import type { Actor } from '../handler.ts'
import { policyFor } from '../policy/store.ts'

const IN = '(SELECT value FROM json_each(?))'

/** The store's own term, for dossiers that have none of theirs. */
export const storeTerm = (db: Reader, today: LocalDate): Term => ({ kind: 'years', years: policyFor(db, today).keepingYears })

export type Kept = {
  dossierId: Id<'dossier'>
  number: string
  plate: string | null
  vin: string
  model: string
  ownerName: string
  term: Term
  isDefault: boolean
  firstOn: LocalDate | null
  lastOn: LocalDate | null
  expiresOn: LocalDate | null
  expired: boolean
  records: number
  pages: number
}

const KEPT = `
  SELECT d.id, d.number, d.created_at, v.plate, v.vin, v.model, c.name AS owner_name,
    (SELECT t.term FROM dossier_term t WHERE t.dossier_id = d.id ORDER BY t.id DESC LIMIT 1) AS term,
    (SELECT min(r.delivered_on) FROM record r WHERE r.dossier_id = d.id) AS first_on,
    (SELECT max(r.delivered_on) FROM record r WHERE r.dossier_id = d.id) AS last_on,
    (SELECT count(*) FROM record r WHERE r.dossier_id = d.id) AS records,
    (SELECT count(*) FROM record r JOIN scan s ON s.record_id = r.id AND s.removed_at IS NULL WHERE r.dossier_id = d.id) AS pages
  FROM dossier d JOIN vehicle v ON v.id = d.vehicle_id
  LEFT JOIN ownership o ON o.dossier_id = d.id AND o.to_on IS NULL LEFT JOIN customer c ON c.id = o.customer_id`

const readKept = (store: Term, today: LocalDate) => (row: Row): Kept => {
  const own = row.textOrNull('term')
  const term = own === null ? store : readTerm(own)
  const lastOn = row.dateOrNull('last_on')
  // One that never had a record is kept from the day it was opened.
  const from = lastOn ?? dayOf(row.int('created_at'))
  return {
    dossierId: row.id<'dossier'>('id'), number: row.text('number'), plate: row.textOrNull('plate'), vin: row.text('vin'), model: row.text('model'),
    ownerName: row.textOrNull('owner_name') ?? '', term, isDefault: own === null, firstOn: row.dateOrNull('first_on'), lastOn,
    expiresOn: expiresOn(term, from), expired: isExpired(term, from, today), records: row.int('records'), pages: row.int('pages'),
  }
}

/** Of those that stand; in the order of their numbers. */
export function keptOf(db: Reader, ids: readonly number[], today: LocalDate): Map<number, Kept> {
  const kept = db.all(
    `${KEPT} WHERE d.id IN ${IN} AND d.merged_into IS NULL AND d.destroyed_by IS NULL ORDER BY d.number`, [JSON.stringify(ids)],
    readKept(storeTerm(db, today), today),
  )
  return new Map(kept.map((each) => [each.dossierId, each]))
}

// The last record by the index of records alone; a dossier with a term of its own, or without a record, is looked at one by one.
const CANDIDATES = `
  SELECT d.id FROM (SELECT r.dossier_id, max(r.delivered_on) AS last FROM record r GROUP BY r.dossier_id HAVING last < ?) ended
  JOIN dossier d ON d.id = ended.dossier_id
  WHERE ? AND NOT EXISTS (SELECT 1 FROM dossier_term t WHERE t.dossier_id = d.id) AND $known
  UNION SELECT d.id FROM dossier_term t JOIN dossier d ON d.id = t.dossier_id WHERE $known
  UNION SELECT d.id FROM dossier d WHERE d.created_at < ? AND NOT EXISTS (SELECT 1 FROM record r WHERE r.dossier_id = d.id) AND $known`

/** Dossiers whose term is over, that the actor may know of and that are on no open list, longest expired first. */
export function expiredDossiers(db: Reader, actor: Actor, today: LocalDate): Kept[] {
  const known = mayKnowDossier(actor)
  const store = storeTerm(db, today)
  const years = store.kind === 'years' ? store.years : 0
  const cutoff = yearsAfter(today, -years)
  const ids = db.all(
    CANDIDATES.replaceAll('$known', known.sql),
    [cutoff, 1, ...known.parameters, ...known.parameters, instantAt(cutoff), ...known.parameters], (row) => row.int('id'),
  )
  const listed = new Set(onLists(db, ids).keys())
  return [...keptOf(db, ids, today).values()].filter(({ expired, dossierId }) => expired && !listed.has(dossierId))
    .toSorted((one, other) => ((one.expiresOn ?? '') < (other.expiresOn ?? '') ? -1 : (one.expiresOn ?? '') > (other.expiresOn ?? '') ? 1 : one.dossierId - other.dossierId))
}

export type OnList = { id: Id<'disposal'>; number: string; state: string }

/** The open list each is on. */
export function onLists(db: Reader, ids: readonly number[]): Map<number, OnList> {
  return new Map(db.all(
    `SELECT i.dossier_id, p.id, p.number, p.state FROM disposal p JOIN disposal_item i ON i.disposal_id = p.id
     WHERE p.state IN ('drafted', 'submitted', 'endorsed', 'approved') AND i.dropped IS NULL AND i.dossier_id IN ${IN}
       AND NOT (p.state = 'approved' AND i.appraisal = 'extend')`, [JSON.stringify(ids)],
    (row) => [row.int('dossier_id'), { id: row.id<'disposal'>('id'), number: row.text('number'), state: row.text('state') }],
  ))
}

const HELD: readonly { reason: HoldReason; sql: string }[] = [
  { reason: 'onLoan', sql: `SELECT dossier_id FROM loan WHERE state IN ('requested', 'approved', 'out', 'lost') AND dossier_id IN ${IN}` },
  { reason: 'correction', sql: `SELECT r.dossier_id FROM correction c JOIN record r ON r.id = c.record_id WHERE c.state IN ('ordered', 'done') AND r.dossier_id IN ${IN}` },
  {
    reason: 'violation',
    sql: `SELECT r.dossier_id FROM violation v JOIN record r ON r.id = v.record_id
      WHERE v.state IN ('proposed', 'objected', 'contested', 'appealed') AND r.dossier_id IN ${IN}`,
  },
  { reason: 'recordOwed', sql: `SELECT dossier_id FROM record WHERE state IN ('expected', 'refused') AND dossier_id IN ${IN}` },
  {
    reason: 'recordIncomplete',
    sql: `SELECT r.dossier_id FROM record r JOIN paper p ON p.record_id = r.id AND p.presence = 'notYetObtainable' AND p.promised_on >= $today
      WHERE r.state = 'incomplete' AND r.dossier_id IN ${IN}`,
  },
  {
    reason: 'stocktaking',
    sql: `SELECT di.dossier_id FROM stocktaking_difference di JOIN stocktaking s ON s.id = di.stocktaking_id
      WHERE s.state IN ('counting', 'settling') AND di.outcome IS NULL AND di.dossier_id IN ${IN}`,
  },
  {
    reason: 'copyAsked',
    sql: `SELECT r.dossier_id FROM copy_request q JOIN record r ON r.id = q.record_id
      WHERE (q.state = 'requested' OR (q.state = 'approved' AND q.lapses_on >= $today)) AND r.dossier_id IN ${IN}`,
  },
  // Asked of one that was merged since, it is the one that stands.
  {
    reason: 'readingAsked',
    sql: `SELECT coalesce(d.merged_into, d.id) AS dossier_id FROM access_request q JOIN dossier d ON d.id = q.dossier_id
      WHERE q.state = 'requested' AND coalesce(d.merged_into, d.id) IN ${IN}`,
  },
  {
    reason: 'binding',
    sql: `SELECT r.dossier_id FROM volume v JOIN volume_piece vp ON vp.volume_id = v.id JOIN record r ON r.id = vp.record_id
      WHERE v.state IN ('proposed', 'ordering') AND r.dossier_id IN ${IN}`,
  },
  { reason: 'byHand', sql: `SELECT dossier_id FROM dossier_hold WHERE lifted_at IS NULL AND dossier_id IN ${IN}` },
]

/** Why each is held, those alone that are. */
export function holdsOf(db: Reader, ids: readonly number[], today: LocalDate): Map<number, HoldReason[]> {
  const held = new Map<number, HoldReason[]>()
  for (const { reason, sql } of HELD) {
    const theirs = db.all(`SELECT DISTINCT dossier_id FROM (${sql.replace('$today', `'${today}'`)})`, [JSON.stringify(ids)], (row) => row.int('dossier_id'))
    for (const id of theirs) held.set(id, [...held.get(id) ?? [], reason])
  }
  return held
}

/** Why each may not be on a list, or not any more: held, listed elsewhere, in term again, gone. `list`: the one it is on. */
export function barriersOf(db: Reader, ids: readonly number[], today: LocalDate, list: number | null): Map<number, HoldReason[]> {
  const held = holdsOf(db, ids, today)
  const kept = keptOf(db, ids, today)
  const lists = onLists(db, ids)
  const barriers = new Map<number, HoldReason[]>()
  for (const id of ids) {
    const of = kept.get(id)
    const other = lists.get(id)
    const found = new Set<HoldReason>(held.get(id) ?? [])
    if (!of) found.add('gone')
    else if (!of.expired) found.add('notExpired')
    if (other && other.id !== list) found.add('onAnotherList')
    if (found.size > 0) barriers.set(id, HOLD_REASONS.filter((reason) => found.has(reason)))
  }
  return barriers
}

/** The open list a dossier is on, or null. */
export const listOf = (db: Reader, id: number): OnList | null => onLists(db, [id]).get(id) ?? null

