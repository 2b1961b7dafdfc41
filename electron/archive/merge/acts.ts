// Merging two dossiers of one car, or two entries of one customer (rules F1, F8, C5): everything goes to the one that is kept, and is
// remembered cell by cell, so that undo.ts puts it back.
import type { CustomerView } from '#shared/contract/dossier.ts'
import type { Id } from '#shared/domain/id.ts'
import { levelRank } from '#shared/domain/access.ts'
import type { LocalDate } from '#shared/domain/local-date.ts'
import { endedOwner } from '#shared/domain/merge.ts'
import { together, type Secrecy } from '#shared/domain/secrecy.ts'
import { freeSlot, placeOf } from '../cabinet/store.ts'
import { addChange, dossiersOfCustomer, type Change, type Filed } from '../dossier/store.ts'
import type { Writer } from '../database/database.ts'
import type { WriteContext } from '../handler.ts'
import { hasDelivery } from '../record/store.ts'
import { secrecyOf } from '../secrecy/store.ts'
import { dropIndexed } from '../search/store.ts'
import { indexDossier } from '../search/index-dossier.ts'
import { cellsOf, digestOf, openLedger, readCell, type CellName, type Ledger } from './cells.ts'
import { addMerge, followRecords, ownershipsOf, recordsOfDossier, rowsOfDossier, setMergedInto } from './store.ts'

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
export const FILLS: readonly Fill[] = [...Object.values(CUSTOMER_FILLS), ...Object.values(VEHICLE_FILLS), ORIGIN]

/** One entry of a customer goes into another: all cars of theirs, in their times, are the kept one's. */
export function mergeCustomers(context: WriteContext, kept: CustomerView, merged: CustomerView, reason: string): Id<'merge'> {
  const { db, actor, now } = context
  const id = addMerge(db, { subject: 'customer', keptId: kept.id, mergedId: merged.id, reason, by: actor.id, at: now })
  const ledger = openLedger(db, id, 'merge')
  for (const owned of ownershipsOf(db, 'customer', merged.id)) ledger.set('ownership.customer_id', owned.id, kept.id)
  const dossiers = dossiersOfCustomer(db, kept.id)
  for (const field of ['mobile', 'landline', 'address'] as const) {
    if (kept[field] === '' && merged[field] !== '') fill(context, ledger, CUSTOMER_FILLS[field], { rowId: kept.id, value: merged[field], dossiers })
  }
  setMergedInto(db, 'customer', merged.id, kept.id)
  for (const dossier of dossiers) indexDossier(db, dossier)
  context.note({ merge: id, keptId: kept.id, mergedId: merged.id, reason, cells: digestOf(cellsOf(db, id, 'merge')) })
  return id
}

/** A car's second dossier goes into the first: records with all that hangs on them, owners in their times, changes, the folder's places. */
export function mergeDossiers(context: WriteContext, kept: Filed, merged: Filed, reason: string): Id<'merge'> {
  const { db, actor, now } = context
  const [keptId, mergedId] = [kept.dossierId, merged.dossierId]
  const id = addMerge(db, { subject: 'dossier', keptId, mergedId, reason, by: actor.id, at: now })
  const ledger = openLedger(db, id, 'merge')
  const records = recordsOfDossier(db, mergedId)
  moveOwners(ledger, context, keptId, mergedId)
  moveFolder(ledger, context, keptId, mergedId)
  for (const row of rowsOfDossier(db, 'change', mergedId)) ledger.set('change.dossier_id', row, keptId)
  for (const row of rowsOfDossier(db, 'loan', mergedId)) ledger.set('loan.dossier_id', row, keptId)
  for (const record of records) ledger.set('record.dossier_id', record.id, keptId)
  followRecords(db, records.map((record) => record.id))
  joinCars(ledger, context, kept, merged)
  setMergedInto(db, 'dossier', mergedId, keptId)
  dropIndexed(db, mergedId)
  indexDossier(db, keptId)
  context.note({
    merge: id, keptId, mergedId, kept: kept.number, merged: merged.number, records: records.map((record) => record.id), reason,
    cells: digestOf(cellsOf(db, id, 'merge')),
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
  const theirs = placeOf(db, mergedId)
  if (theirs && placeOf(db, keptId)) {
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
  raise(context.db, ledger, kept.dossierId, [secrecyOf(context.db, merged.dossierId, context.today)], context.today)
}

/** A dossier is as secret as those that are put into it (S1). What its own level is is asked as it is on the day. */
export function raise(db: Writer, ledger: Ledger, id: Id<'dossier'>, others: readonly Secrecy[], on: LocalDate): void {
  const present = secrecyOf(db, id, on)
  const { level, until } = others.reduce(together, present)
  if (level === present.level && until === present.until) return
  for (const [cell, value] of [['dossier.secrecy_level', levelRank(level)], ['dossier.secrecy_until', until]] as const) {
    if (readCell(db, cell, id) !== value) ledger.set(cell, id, value)
  }
}

function fill(
  context: WriteContext, ledger: Ledger, { cell, subject, field }: Fill,
  { rowId, value, dossiers }: { rowId: number; value: string | null; dossiers: readonly Id<'dossier'>[] },
): void {
  const before = readCell(context.db, cell, rowId)
  ledger.set(cell, rowId, value)
  for (const dossier of dossiers) addChange(context.db, context.now, context.actor.id, dossier, { subject, field, before: String(before ?? ''), after: value ?? '' })
}
