// Checking that every stock-taking stands as the audit trail says: what was frozen, scanned, different and settled, and what was seen on
// the shelves (rule C7).
import { isOpen, STOCKTAKING_STEPS, type StocktakingState } from '#shared/domain/stocktaking.ts'
import { toId, type Id } from '#shared/domain/id.ts'
import type { Reader } from '../database/database.ts'
import { differencesDigest, frozenDigest, scansDigest } from '../stocktaking/digest.ts'
import { differenceRows, expectedOf, scansOf } from '../stocktaking/store.ts'
import type { SaidStocktaking, StocktakingActs } from './audit-stocktaking.ts'
import { parseContent, type Check } from './check.ts'
import { holdRows, same } from './hold.ts'

const STOCKTAKINGS = 'SELECT id, number, cabinet_id, shelf, state, started_by, started_at, ended_at FROM stocktaking ORDER BY id'

export function checkStocktakings(check: Check, acts: StocktakingActs): void {
  const { db } = check
  holdRows(check, {
    table: 'stocktaking', sql: STOCKTAKINGS, keyOf: (row) => row.text('number'), said: acts, unknown: 'stocktaking.notEntered', missing: 'stocktaking.missing',
  }, (row, said) => {
    const id = toId<'stocktaking'>(row.int('id'))
    const present = [
      row.int('cabinet_id'), row.intOrNull('shelf'), row.text('state'), row.int('started_by'), row.int('started_at'), row.intOrNull('ended_at'),
    ]
    return [
      same([present, actRows(db, id)], saidColumns(said)) ? null : 'stocktaking.differs',
      frozenDigest(expectedOf(db, null, id)) === said.started.frozen ? null : 'stocktaking.frozenDiffers',
      sameScans(db, id, said) ? null : 'stocktaking.scansDiffer',
      sameDifferences(db, id, said) ? null : 'stocktaking.settledOtherwise',
      same(inspectionRows(db, id), saidInspections(said)) ? null : 'stocktaking.inspectedOtherwise',
    ]
  })
}

function actRows(db: Reader, id: Id<'stocktaking'>): unknown[] {
  return db.all('SELECT at, person_id, act, remark FROM stocktaking_act WHERE stocktaking_id = ? ORDER BY id', [id], (row) => [
    row.int('at'), row.int('person_id'), row.text('act'), row.text('remark'),
  ])
}

function saidColumns({ started: { at, by, cabinetId, shelf }, acts }: SaidStocktaking): unknown[] {
  let state: StocktakingState | undefined = 'counting'
  for (const { act } of acts) state = state && STOCKTAKING_STEPS[state][act]
  const endedAt = state === undefined || isOpen(state) ? null : acts.at(-1)?.at
  return [[cabinetId, shelf, state, by, at, endedAt], [[at, by, 'start', ''], ...acts.map((each) => [each.at, each.by, each.act, each.remark])]]
}

function sameScans(db: Reader, id: Id<'stocktaking'>, { batches }: SaidStocktaking): boolean {
  const present = Map.groupBy(scansOf(db, id), ({ batch }) => batch)
  const by = db.all('SELECT DISTINCT batch, at, scanned_by FROM stocktaking_scan WHERE stocktaking_id = ? ORDER BY batch', [id], (row) => [
    row.int('batch'), row.int('at'), row.int('scanned_by'),
  ])
  if (!same(by, [...batches].map(([batch, said]) => [batch, said.at, said.by]))) return false
  return [...batches].every(([batch, { taken }]) => scansDigest(present.get(batch) ?? []) === taken)
}

const SETTLED = `
  SELECT id, outcome, slot_id, remark, settled_at, settled_by FROM stocktaking_difference WHERE stocktaking_id = ? AND (outcome IS NOT NULL OR remark <> '')`

function sameDifferences(db: Reader, id: Id<'stocktaking'>, { found, settled }: SaidStocktaking): boolean {
  const rows = differenceRows(db, id)
  const asFound = found === null ? rows.length === 0 : rows.length === found.differences && differencesDigest(rows) === found.digest
  const byId = (one: readonly unknown[], other: readonly unknown[]): number => Number(one[0]) - Number(other[0])
  const present = db.all(SETTLED, [id], (row) => [
    row.int('id'), row.textOrNull('outcome'), row.intOrNull('slot_id'), row.text('remark'), row.intOrNull('settled_at'), row.intOrNull('settled_by'),
  ]).toSorted(byId)
  return asFound && same(present, [...settled].map(([difference, said]) => [difference, said.outcome, said.slotId, said.remark, said.at, said.by]).toSorted(byId))
}

function inspectionRows(db: Reader, id: Id<'stocktaking'>): unknown[] {
  return db.all('SELECT cabinet_id, shelf, findings, remark, at, person_id FROM inspection WHERE stocktaking_id = ? ORDER BY id', [id], (row) => [
    row.int('cabinet_id'), row.int('shelf'), parseContent(row.text('findings')), row.text('remark'), row.int('at'), row.int('person_id'),
  ])
}

function saidInspections({ started, inspections }: SaidStocktaking): unknown[] {
  return inspections.map(({ at, by, shelf, findings, remark }) => [started.cabinetId, shelf, findings, remark, at, by])
}
