// Merging two dossiers of one car, or two entries of one customer, and undoing it (rules F1, F8, C5): everything goes to the one that is
// kept, is remembered cell by cell, and goes back from there.
import type { CustomerView } from '#shared/contract/dossier.ts'
import { toId, type Id } from '#shared/domain/id.ts'
import { levelRank } from '#shared/domain/access.ts'
import { dayBefore, endedOwner } from '#shared/domain/merge.ts'
import { addChange, type Change, type Filed } from '../dossier/store.ts'
import { refreshFiling, takeOut } from '../filing/steps.ts'
import type { WriteContext } from '../handler.ts'
import { hasDelivery } from '../record/store.ts'
import { dropIndexed } from '../search/store.ts'
import { indexDossier } from '../search/index-dossier.ts'
import { cellsOf, digestOf, openLedger, readCell, writeCell, type Cell, type CellName, type Ledger } from './cells.ts'
import {
  addMerge, followRecords, freeSlot, hasPlate, markUndone, ownershipsOf, presentPlacement, recordsOfDossier, rowsOfDossier, setMergedInto, takeSlotOf,
  type Merge,
} from './store.ts'

type Fill = { cell: CellName; subject: Change['subject']; field: string }

// What the kept one has not, it takes from the other.
const CUSTOMER_FILLS = {
  mobile: { cell: 'customer.mobile', subject: 'customer', field: 'mobile' },
  landline: { cell: 'customer.landline', subject: 'customer', field: 'landline' },
  address: { cell: 'customer.address', subject: 'customer', field: 'address' },
} as const satisfies Record<string, Fill>
const VEHICLE_FILLS = {
  plate: { cell: 'vehicle.plate', subject: 'vehicle', field: 'plate' },
  colour: { cell: 'vehicle.colour', subject: 'vehicle', field: 'colour' },
  engineNumber: { cell: 'vehicle.engine_number', subject: 'vehicle', field: 'engineNumber' },
} as const satisfies Record<string, Fill>
const ORIGIN: Fill = { cell: 'vehicle.origin', subject: 'vehicle', field: 'origin' }
const FILLS: readonly Fill[] = [...Object.values(CUSTOMER_FILLS), ...Object.values(VEHICLE_FILLS), ORIGIN]

/** One entry of a customer goes into another: all cars of theirs, in their times, are the kept one's. */
export function mergeCustomers(context: WriteContext, kept: CustomerView, merged: CustomerView, reason: string): Id<'merge'> {
  const { db, actor, now } = context
  const id = addMerge(db, { subject: 'customer', keptId: kept.id, mergedId: merged.id, reason, by: actor.id, at: now })
  const ledger = openLedger(db, id)
  for (const owned of ownershipsOf(db, 'customer', merged.id)) ledger.set('ownership.customer_id', owned.id, kept.id)
  const dossiers = dossiersOf(context, kept.id)
  for (const field of ['mobile', 'landline', 'address'] as const) {
    if (kept[field] === '' && merged[field] !== '') fill(context, ledger, CUSTOMER_FILLS[field], { rowId: kept.id, value: merged[field], dossiers })
  }
  setMergedInto(db, 'customer', merged.id, kept.id)
  for (const dossier of dossiers) indexDossier(db, dossier)
  context.note({ merge: id, keptId: kept.id, mergedId: merged.id, reason, cells: digestOf(cellsOf(db, id)) })
  return id
}

/** A car's second dossier goes into the first: records with all that hangs on them, owners in their times, changes, the folder's places. */
export function mergeDossiers(context: WriteContext, kept: Filed, merged: Filed, reason: string): Id<'merge'> {
  const { db, actor, now } = context
  const [keptId, mergedId] = [kept.dossierId, merged.dossierId]
  const id = addMerge(db, { subject: 'dossier', keptId, mergedId, reason, by: actor.id, at: now })
  const ledger = openLedger(db, id)
  const records = recordsOfDossier(db, mergedId)
  moveOwners(ledger, context, keptId, mergedId)
  moveFolder(ledger, context, keptId, mergedId)
  for (const row of rowsOfDossier(db, 'change', mergedId)) ledger.set('change.dossier_id', row, keptId)
  for (const record of records) ledger.set('record.dossier_id', record.id, keptId)
  followRecords(db, records.map((record) => record.id))
  joinCars(ledger, context, kept, merged)
  setMergedInto(db, 'dossier', mergedId, keptId)
  dropIndexed(db, mergedId)
  indexDossier(db, keptId)
  context.note({
    merge: id, keptId, mergedId, kept: kept.number, merged: merged.number, records: records.map((record) => record.id), reason,
    cells: digestOf(cellsOf(db, id)),
  })
  return id
}

function moveOwners(ledger: Ledger, { db }: WriteContext, keptId: Id<'dossier'>, mergedId: Id<'dossier'>): void {
  const theirs = ownershipsOf(db, 'dossier', mergedId)
  const ended = endedOwner(ownershipsOf(db, 'dossier', keptId), theirs)
  if (ended) ledger.set('ownership.to_on', ended.id, ended.toOn)
  for (const owned of theirs) {
    // Remembered in any case: an owner who follows in the kept dossier ends a time that is none of the other car's.
    if (owned.id !== ended?.id) ledger.set('ownership.to_on', owned.id, owned.toOn)
    ledger.set('ownership.dossier_id', owned.id, keptId)
  }
}

/**
 * Where both have a folder, the kept one's stays, and the papers of the other are to be put into it; where the kept one has none, the
 * other's folder is its.
 */
function moveFolder(ledger: Ledger, { db, now }: WriteContext, keptId: Id<'dossier'>, mergedId: Id<'dossier'>): void {
  const theirs = presentPlacement(db, mergedId)
  if (theirs && presentPlacement(db, keptId)) {
    ledger.set('placement.to_at', theirs.id, Math.max(now, theirs.since))
    freeSlot(db, theirs.slotId)
    for (const { id, placedAt } of recordsOfDossier(db, mergedId)) {
      if (placedAt === null) continue
      ledger.set('record.filed_at', id, null)
      ledger.set('record.placed_by', id, null)
      ledger.set('record.placed_at', id, null)
    }
  }
  for (const row of rowsOfDossier(db, 'placement', mergedId)) ledger.set('placement.dossier_id', row, keptId)
}

function joinCars(ledger: Ledger, context: WriteContext, kept: Filed, merged: Filed): void {
  const dossiers = [kept.dossierId]
  const rowId = kept.vehicle.id
  // A plate is on one car alone.
  if (merged.vehicle.plate !== null) ledger.set('vehicle.plate', merged.vehicle.id, null)
  for (const field of ['plate', 'colour', 'engineNumber'] as const) {
    const value = merged.vehicle[field]
    if ((kept.vehicle[field] ?? '') === '' && (value ?? '') !== '') fill(context, ledger, VEHICLE_FILLS[field], { rowId, value, dossiers })
  }
  // Delivered here is sold here (F1, F3).
  if (kept.vehicle.origin === 'soldElsewhere' && hasDelivery(context.db, kept.dossierId)) fill(context, ledger, ORIGIN, { rowId, value: 'soldHere', dossiers })
  const level = Math.max(levelRank(kept.secrecy), levelRank(merged.secrecy))
  if (level > levelRank(kept.secrecy)) ledger.set('dossier.secrecy_level', kept.dossierId, level)
}

function fill(
  context: WriteContext, ledger: Ledger, { cell, subject, field }: Fill,
  { rowId, value, dossiers }: { rowId: number; value: string | null; dossiers: readonly Id<'dossier'>[] },
): void {
  const before = readCell(context.db, cell, rowId)
  ledger.set(cell, rowId, value)
  for (const dossier of dossiers) addChange(context.db, context.now, context.actor.id, dossier, { subject, field, before: String(before ?? ''), after: value ?? '' })
}

function dossiersOf({ db }: WriteContext, customerId: number): Id<'dossier'>[] {
  return [...new Set(ownershipsOf(db, 'customer', customerId).map(({ dossierId }) => dossierId))]
}

/** Puts back what the merge changed, in the opposite order; what was changed again since, or came since, stays as it is. */
export function undoMerge(context: WriteContext, merge: Merge, reason: string): void {
  const { db, actor, now } = context
  const cells = cellsOf(db, merge.id)
  setMergedInto(db, merge.subject, merge.mergedId, null)
  for (const cell of cells.toReversed()) putBack(context, merge, cell)
  if (merge.subject === 'dossier') settleDossiers(context, merge, cells)
  const dossiers = merge.subject === 'dossier'
    ? [toId<'dossier'>(merge.keptId), toId<'dossier'>(merge.mergedId)]
    : [...dossiersOf(context, merge.keptId), ...dossiersOf(context, merge.mergedId)]
  for (const dossier of new Set(dossiers)) indexDossier(db, dossier)
  markUndone(db, merge.id, { by: actor.id, at: now, reason })
  context.note({ merge: merge.id, subject: merge.subject, keptId: merge.keptId, mergedId: merge.mergedId, reason })
}

function putBack(context: WriteContext, merge: Merge, { cell, rowId, before, after }: Cell): void {
  const { db } = context
  // Owners' times are settled when all of them are back.
  if (cell === 'ownership.to_on' || readCell(db, cell, rowId) !== after) return
  // Somebody else's by now.
  if (cell === 'vehicle.plate' && typeof before === 'string' && hasPlate(db, before)) return
  if (cell === 'placement.to_at' && !takeSlotOf(db, rowId)) return
  writeCell(db, cell, rowId, before)
  const filled = FILLS.find((each) => each.cell === cell)
  // Taken off the car that stood by itself before; no change that anyone would look for there.
  if (!filled || after === null) return
  const dossiers = merge.subject === 'dossier' ? [toId<'dossier'>(merge.keptId)] : dossiersOf(context, merge.keptId)
  for (const dossier of dossiers) {
    addChange(db, context.now, context.actor.id, dossier, { subject: filled.subject, field: filled.field, before: String(after), after: String(before ?? '') })
  }
}

function settleDossiers(context: WriteContext, merge: Merge, cells: readonly Cell[]): void {
  const { db, now } = context
  settleOwners(context, merge, cells)
  followRecords(db, cells.filter(({ cell }) => cell === 'record.dossier_id').map(({ rowId }) => rowId))
  const placed = new Map(cells.filter(({ cell }) => cell === 'record.placed_at').map(({ rowId, before }) => [rowId, before]))
  for (const id of [toId<'dossier'>(merge.keptId), toId<'dossier'>(merge.mergedId)]) {
    const lies = presentPlacement(db, id) !== null
    for (const record of recordsOfDossier(db, id)) {
      // Papers put into the kept one's folder since then do not lie in the folder that the other has again.
      const moved = id === merge.mergedId && (placed.has(record.id) ? placed.get(record.id) !== record.placedAt : (record.placedAt ?? 0) > merge.at)
      if (record.placedAt !== null && (moved || !lies)) takeOut(db, record.id, now)
      else refreshFiling(db, record.id, now)
    }
  }
}

/** The merged one's owners have the times they had; in the kept one, whose time was ended is present again, or until the next one came. */
function settleOwners({ db }: WriteContext, merge: Merge, cells: readonly Cell[]): void {
  const theirs = new Set(ownershipsOf(db, 'dossier', merge.mergedId).map(({ id }) => id))
  const kept = ownershipsOf(db, 'dossier', merge.keptId)
  for (const { cell, rowId, before, after } of cells) {
    if (cell !== 'ownership.to_on') continue
    const own = kept.find(({ id }) => id === rowId)
    if (theirs.has(rowId)) writeCell(db, cell, rowId, before)
    else if (own?.toOn === after && own !== undefined) {
      const next = kept.filter(({ id, fromOn }) => id !== own.id && fromOn >= own.fromOn).toSorted((one, other) => (one.fromOn < other.fromOn ? -1 : 1))[0]
      writeCell(db, cell, rowId, next ? dayBefore(next.fromOn, own.fromOn) : before)
    }
  }
}
