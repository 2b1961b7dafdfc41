// SQL of stock-taking: what is expected, scanned, different, settled, and what was seen on the shelves (rules C1, C7).
import type { StocktakingCounts, StocktakingDetail, StocktakingView } from '#shared/contract/stocktaking.ts'
import type { Id } from '#shared/domain/id.ts'
import type { Instant } from '#shared/domain/local-date.ts'
import {
  DIFFERENCE_KINDS, INSPECTION_FINDINGS, OUTCOMES, STOCKTAKING_ACTS, STOCKTAKING_STATES, type Difference, type InspectionFinding, type Outcome, type Scope,
  type StocktakingAct, type StocktakingState,
} from '#shared/domain/stocktaking.ts'
import { mayKnowDossier } from '../access/visibility.ts'
import { isOut } from '../cabinet/store.ts'
import type { Reader, Row, Value, Writer } from '../database/database.ts'
import type { Actor } from '../handler.ts'

export type Stocktaking = StocktakingView & Scope

const STOCKTAKING = `
  SELECT st.id, st.number, st.state, st.cabinet_id, c.code, c.room, st.shelf, st.started_at, p.name AS started_by_name, st.ended_at
  FROM stocktaking st JOIN cabinet c ON c.id = st.cabinet_id JOIN person p ON p.id = st.started_by`

const OPEN = "st.state IN ('counting', 'settling')"

const readStocktaking = (row: Row): Stocktaking => ({
  id: row.id<'stocktaking'>('id'), number: row.text('number'), state: row.oneOf('state', STOCKTAKING_STATES),
  cabinetId: row.id<'cabinet'>('cabinet_id'), cabinet: { id: row.id<'cabinet'>('cabinet_id'), code: row.text('code'), room: row.text('room') },
  shelf: row.intOrNull('shelf'), startedAt: row.int('started_at'), startedByName: row.text('started_by_name'), endedAt: row.intOrNull('ended_at'),
})

export function stocktakingById(db: Reader, id: Id<'stocktaking'>): Stocktaking | null {
  return db.get(`${STOCKTAKING} WHERE st.id = ?`, [id], readStocktaking)
}

/** Those that are on in a cabinet. */
export function openIn(db: Reader, cabinetId: Id<'cabinet'>): Stocktaking[] {
  return db.all(`${STOCKTAKING} WHERE st.cabinet_id = ? AND ${OPEN} ORDER BY st.id`, [cabinetId], readStocktaking)
}

export function stocktakings(db: Reader, cabinetId: Id<'cabinet'> | null, open: boolean, limit: number): Stocktaking[] {
  return db.all(
    `${STOCKTAKING} WHERE (? IS NULL OR st.cabinet_id = ?) AND ${open ? OPEN : `NOT ${OPEN}`} ORDER BY st.id DESC LIMIT ?`, [cabinetId, cabinetId, limit],
    readStocktaking,
  )
}

/** A stock-taking with what ought to lie there now, frozen. */
export function addStocktaking(db: Writer, { number, cabinetId, shelf }: Scope & { number: string }, by: Id<'person'>, at: Instant): Id<'stocktaking'> {
  db.run("INSERT INTO stocktaking (number, cabinet_id, shelf, state, started_by, started_at) VALUES (?, ?, ?, 'counting', ?, ?)", [number, cabinetId, shelf, by, at])
  const id = db.get('SELECT id FROM stocktaking WHERE number = ?', [number], (row) => row.id<'stocktaking'>('id'))
  if (id === null) throw new Error('the stock-taking was not added')
  db.run(
    `INSERT INTO stocktaking_expected (stocktaking_id, dossier_id, slot_id, out)
     SELECT ?, pl.dossier_id, pl.slot_id, ${isOut('pl.dossier_id')} FROM slot s JOIN placement pl ON pl.slot_id = s.id AND pl.to_at IS NULL
     WHERE s.cabinet_id = ? AND (? IS NULL OR s.shelf = ?)`, [id, cabinetId, shelf, shelf],
  )
  return id
}

export function setState(db: Writer, id: Id<'stocktaking'>, state: StocktakingState, endedAt: Instant | null): void {
  db.run('UPDATE stocktaking SET state = ?, ended_at = ? WHERE id = ?', [state, endedAt, id])
}

export function addAct(db: Writer, id: Id<'stocktaking'>, act: { at: Instant; by: Id<'person'>; act: 'start' | StocktakingAct; remark: string }): void {
  db.run('INSERT INTO stocktaking_act (stocktaking_id, at, person_id, act, remark) VALUES (?, ?, ?, ?, ?)', [id, act.at, act.by, act.act, act.remark])
}

export function actsOf(db: Reader, id: Id<'stocktaking'>): StocktakingDetail['acts'] {
  return db.all(
    'SELECT a.at, p.name, a.act, a.remark FROM stocktaking_act a JOIN person p ON p.id = a.person_id WHERE a.stocktaking_id = ? ORDER BY a.id', [id],
    (row) => ({ at: row.int('at'), personName: row.text('name'), act: row.oneOf('act', ['start', ...STOCKTAKING_ACTS]), remark: row.text('remark') }),
  )
}

export type CountedSlot = { id: Id<'slot'>; label: string; shelf: number; number: number }

/** The slots of what is being taken stock of. */
export function slotsIn(db: Reader, { cabinetId, shelf }: Scope): CountedSlot[] {
  return db.all(
    'SELECT id, label, shelf, number FROM slot WHERE cabinet_id = ? AND (? IS NULL OR shelf = ?) AND removed_at IS NULL ORDER BY shelf, number',
    [cabinetId, shelf, shelf],
    (row) => ({ id: row.id<'slot'>('id'), label: row.text('label'), shelf: row.int('shelf'), number: row.int('number') }),
  )
}

/**
 * Of each slot: what is expected, out, found, and how much of it the actor may not know of. What was out and lies there nevertheless makes up
 * for nothing that is missing. A dossier that was merged since is expected no more: its folder went into another's.
 */
export function countsBySlot(db: Reader, actor: Actor, id: Id<'stocktaking'>): Map<Id<'slot'>, StocktakingCounts> {
  const known = mayKnowDossier(actor)
  return new Map(db.all(
    `SELECT slot_id, sum(known) AS expected, sum(known AND out) AS out, sum(known AND found AND NOT out) AS found, sum(NOT known) AS hidden FROM (
       SELECT e.slot_id, e.out, ${known.sql} AS known,
         EXISTS (SELECT 1 FROM stocktaking_scan sc WHERE sc.stocktaking_id = e.stocktaking_id AND sc.dossier_id = e.dossier_id) AS found
       FROM stocktaking_expected e JOIN dossier d ON d.id = e.dossier_id WHERE e.stocktaking_id = ? AND d.merged_into IS NULL)
     GROUP BY slot_id`,
    [...known.parameters, id],
    (row) => [row.id<'slot'>('slot_id'), { expected: row.int('expected'), out: row.int('out'), found: row.int('found'), hidden: row.int('hidden') }],
  ))
}

export type ExpectedRow = { dossierId: Id<'dossier'>; slotId: Id<'slot'>; out: boolean }

/** What is expected, as far as the actor may know of it; all of it with null. */
export function expectedOf(db: Reader, actor: Actor | null, id: Id<'stocktaking'>): ExpectedRow[] {
  const known = actor === null ? { sql: '1', parameters: [] } : mayKnowDossier(actor)
  return db.all(
    `SELECT e.dossier_id, e.slot_id, e.out FROM stocktaking_expected e JOIN dossier d ON d.id = e.dossier_id
     WHERE e.stocktaking_id = ? AND ${known.sql} ORDER BY e.slot_id, e.dossier_id`,
    [id, ...known.parameters],
    (row) => ({ dossierId: row.id<'dossier'>('dossier_id'), slotId: row.id<'slot'>('slot_id'), out: row.flag('out') }),
  )
}

export type Scan = {
  key: string; batch: number; slotId: Id<'slot'>; text: string; dossierId: Id<'dossier'> | null; belongsIn: Id<'slot'> | null; out: boolean
}

const idOrNull = <N extends 'slot' | 'dossier'>(row: Row, column: string): Id<N> | null => (row.intOrNull(column) === null ? null : row.id<N>(column))

/** In the order in which they were taken in. */
export function scansOf(db: Reader, id: Id<'stocktaking'>): Scan[] {
  return db.all('SELECT key, batch, slot_id, text, dossier_id, belongs_in, out FROM stocktaking_scan WHERE stocktaking_id = ? ORDER BY id', [id], (row) => ({
    key: row.text('key'), batch: row.int('batch'), slotId: row.id<'slot'>('slot_id'), text: row.text('text'), dossierId: idOrNull(row, 'dossier_id'),
    belongsIn: idOrNull(row, 'belongs_in'), out: row.flag('out'),
  }))
}

export function hasScan(db: Reader, id: Id<'stocktaking'>, key: string): boolean {
  return db.get('SELECT 1 AS found FROM stocktaking_scan WHERE stocktaking_id = ? AND key = ?', [id, key], (row) => row.flag('found')) ?? false
}

export function nextBatch(db: Reader, id: Id<'stocktaking'>): number {
  return db.get('SELECT batch + 1 AS next FROM stocktaking_scan WHERE stocktaking_id = ? ORDER BY id DESC LIMIT 1', [id], (row) => row.int('next')) ?? 1
}

export function addScan(db: Writer, id: Id<'stocktaking'>, scan: Scan, by: Id<'person'>, at: Instant): void {
  db.run(
    `INSERT INTO stocktaking_scan (stocktaking_id, key, batch, slot_id, text, dossier_id, belongs_in, out, scanned_by, at)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
    [id, scan.key, scan.batch, scan.slotId, scan.text, scan.dossierId, scan.belongsIn, scan.out ? 1 : 0, by, at],
  )
}

export type DifferenceRow = Difference & {
  id: Id<'difference'>
  settled: { outcome: Outcome; slot: string | null; remark: string; at: Instant; byName: string } | null
}

/** Under the standing dossier. `changed`: merged, or put elsewhere by the register, since counting was finished. */
export type StandingDifference = DifferenceRow & { changed: boolean }

export function differenceRows(db: Reader, id: Id<'stocktaking'>): DifferenceRow[] {
  return db.all(
    `SELECT di.id, di.kind, di.dossier_id, di.text, di.found_in, di.belongs_in, di.outcome, s.label, di.remark, di.settled_at, p.name
     FROM stocktaking_difference di LEFT JOIN slot s ON s.id = di.slot_id LEFT JOIN person p ON p.id = di.settled_by
     WHERE di.stocktaking_id = ? ORDER BY di.id`,
    [id],
    (row) => ({
      id: row.id<'difference'>('id'), kind: row.oneOf('kind', DIFFERENCE_KINDS), dossierId: idOrNull(row, 'dossier_id'), text: row.text('text'),
      foundIn: idOrNull(row, 'found_in'), belongsIn: idOrNull(row, 'belongs_in'),
      settled: row.textOrNull('outcome') === null ? null : {
        outcome: row.oneOf('outcome', OUTCOMES), slot: row.textOrNull('label'), remark: row.text('remark'), at: row.int('settled_at'), byName: row.text('name'),
      },
    }),
  )
}

/** What the count has come to, in place of what an earlier one came to, of which nothing was settled. */
export function putDifferences(db: Writer, id: Id<'stocktaking'>, differences: readonly Difference[]): void {
  db.run('DELETE FROM stocktaking_difference WHERE stocktaking_id = ?', [id])
  for (const { kind, dossierId, text, foundIn, belongsIn } of differences) {
    db.run(
      'INSERT INTO stocktaking_difference (stocktaking_id, kind, dossier_id, text, found_in, belongs_in) VALUES (?, ?, ?, ?, ?, ?)',
      [id, kind, dossierId, text, foundIn, belongsIn],
    )
  }
}

export function settle(
  db: Writer, id: Id<'difference'>, { outcome, slotId, remark, by, at }: { outcome: Outcome; slotId: Id<'slot'> | null; remark: string; by: Id<'person'>; at: Instant },
): void {
  db.run('UPDATE stocktaking_difference SET outcome = ?, slot_id = ?, remark = ?, settled_by = ?, settled_at = ? WHERE id = ?', [
    outcome, slotId, remark, by, at, id,
  ])
}

/** How many differences are settled, and how many are not; of folders that nobody may know of here too. */
export function settledCounts(db: Reader, id: Id<'stocktaking'>): { settled: number; unsettled: number } {
  return db.get(
    'SELECT count(outcome) AS settled, count(*) - count(outcome) AS unsettled FROM stocktaking_difference WHERE stocktaking_id = ?', [id],
    (row) => ({ settled: row.int('settled'), unsettled: row.int('unsettled') }),
  ) ?? { settled: 0, unsettled: 0 }
}

export type Folder = { dossierId: Id<'dossier'>; number: string; plate: string | null; ownerName: string }

/** Of these dossiers, those that the actor may know of. */
export function foldersKnown(db: Reader, actor: Actor, ids: readonly Id<'dossier'>[]): Map<Id<'dossier'>, Folder> {
  const known = mayKnowDossier(actor)
  return new Map(db.all(
    `SELECT d.id, d.number, v.plate, c.name FROM json_each(?) wanted CROSS JOIN dossier d ON d.id = wanted.value JOIN vehicle v ON v.id = d.vehicle_id
     JOIN ownership o ON o.dossier_id = d.id AND o.to_on IS NULL JOIN customer c ON c.id = o.customer_id WHERE ${known.sql}`,
    [JSON.stringify(ids), ...known.parameters],
    (row) => {
      const dossierId = row.id<'dossier'>('id')
      return [dossierId, { dossierId, number: row.text('number'), plate: row.textOrNull('plate'), ownerName: row.text('name') }]
    },
  ))
}

/** Labels of slots, removed or not. */
export function labelsOf(db: Reader, slotIds: readonly Id<'slot'>[]): Map<Id<'slot'>, string> {
  return new Map(db.all('SELECT s.id, s.label FROM json_each(?) wanted JOIN slot s ON s.id = wanted.value', [JSON.stringify(slotIds)], (row) => [
    row.id<'slot'>('id'), row.text('label'),
  ]))
}

export type Seen = { shelf: number; findings: readonly InspectionFinding[]; remark: string }

export function addInspection(db: Writer, { id, cabinetId }: Stocktaking, { shelf, findings, remark }: Seen, by: Id<'person'>, at: Instant): void {
  db.run('INSERT INTO inspection (stocktaking_id, cabinet_id, shelf, findings, remark, at, person_id) VALUES (?, ?, ?, ?, ?, ?, ?)', [
    id, cabinetId, shelf, JSON.stringify(findings), remark, at, by,
  ])
}

export type Inspection = StocktakingDetail['inspections'][number] & { stocktaking: { id: Id<'stocktaking'>; number: string } }

const INSPECTION = `
  SELECT i.shelf, i.findings, i.remark, i.at, p.name, st.id, st.number
  FROM inspection i JOIN person p ON p.id = i.person_id JOIN stocktaking st ON st.id = i.stocktaking_id`

const readInspection = (row: Row): Inspection => {
  const said: unknown = JSON.parse(row.text('findings'))
  return {
    shelf: row.int('shelf'), findings: INSPECTION_FINDINGS.filter((finding) => Array.isArray(said) && said.includes(finding)), remark: row.text('remark'),
    at: row.int('at'), byName: row.text('name'), stocktaking: { id: row.id<'stocktaking'>('id'), number: row.text('number') },
  }
}

const inspections = (db: Reader, rest: string, parameters: readonly Value[]): Inspection[] => db.all(`${INSPECTION} ${rest}`, parameters, readInspection)

/** Of each shelf that was looked at, what was seen last. */
export function inspectionsOf(db: Reader, id: Id<'stocktaking'>): Inspection[] {
  const all = inspections(db, 'WHERE i.stocktaking_id = ? ORDER BY i.shelf, i.id', [id])
  return [...new Map(all.map((each) => [each.shelf, each])).values()]
}

/** What was seen in a cabinet, newest first. */
export function inspectionsIn(db: Reader, cabinetId: Id<'cabinet'>, limit: number): Inspection[] {
  return inspections(db, "WHERE i.cabinet_id = ? AND st.state = 'closed' ORDER BY i.at DESC, i.shelf LIMIT ?", [cabinetId, limit])
}
