// Undoing a merge (rules F8, H4, C1): what it changed goes back cell by cell, in the opposite order, save what was changed again since.
import type { LocalDate } from '#shared/domain/local-date.ts'
import { toId, type Id } from '#shared/domain/id.ts'
import { dayBefore } from '#shared/domain/merge.ts'
import { placeOf, takeSlotOf } from '../cabinet/store.ts'
import { addChange, dossiersOfCustomer, filedByPlate } from '../dossier/store.ts'
import { refreshFiling, takeOut } from '../filing/steps.ts'
import type { WriteContext } from '../handler.ts'
import { secrecyOf, wasSetSince } from '../secrecy/store.ts'
import { indexDossier } from '../search/index-dossier.ts'
import { FILLS, raise } from './acts.ts'
import { cellsOf, digestOf, openLedger, readCell, type Cell, type CellName, type Ledger } from './cells.ts'
import { followRecords, markUndone, ownershipsOf, recordsOfDossier, secrecyOfMerged, setMergedInto, signedSince, type Merge } from './store.ts'

/** Puts back what the merge changed; what was changed again since, or came since, stays as it is. */
export function undoMerge(context: WriteContext, merge: Merge, reason: string): void {
  const { db, actor, now } = context
  const { id, subject, keptId, mergedId } = merge
  const cells = cellsOf(db, id, 'merge')
  const ledger = openLedger(db, id, 'undo')
  const changedSince = signedSince(db, rowsIn(cells, 'record.placed_at'), merge.at)
  setMergedInto(db, subject, mergedId, null)
  for (const cell of cells.toReversed()) {
    // Its papers are others than were taken out of the other folder; whether they lie in it again nobody has said (H4).
    if (!PLACING.includes(cell.cell) || !changedSince.has(cell.rowId)) putBack(context, ledger, merge, cell)
  }
  const takenOut = subject === 'dossier' ? settleDossiers(context, ledger, merge, cells) : []
  for (const dossier of new Set([...dossiersOf(context, merge, keptId), ...dossiersOf(context, merge, mergedId)])) indexDossier(db, dossier)
  markUndone(db, id, { by: actor.id, at: now, reason })
  context.note({ merge: id, subject, keptId, mergedId, reason, takenOut, cells: digestOf(cellsOf(db, id, 'undo')) })
}

const LEVEL: readonly CellName[] = ['dossier.secrecy_level', 'dossier.secrecy_until']

const PLACING: readonly CellName[] = ['record.placed_at', 'record.placed_by', 'record.filed_at']

const rowsIn = (cells: readonly Cell[], name: CellName): number[] => cells.filter(({ cell }) => cell === name).map(({ rowId }) => rowId)

function dossiersOf({ db }: WriteContext, { subject }: Merge, id: number): Id<'dossier'>[] {
  return subject === 'dossier' ? [toId<'dossier'>(id)] : dossiersOfCustomer(db, toId<'customer'>(id))
}

function putBack(context: WriteContext, ledger: Ledger, merge: Merge, { cell, rowId, before, after }: Cell): void {
  const { db } = context
  // Owners' times are settled when all of them are back.
  if (cell === 'ownership.to_on' || readCell(db, cell, rowId) !== after) return
  // A level and its period are one: whoever set either since then has said what both are to be.
  if (LEVEL.includes(cell) && wasSetSince(db, toId<'dossier'>(rowId), merge.at)) return
  // Somebody else's by now.
  if (cell === 'vehicle.plate' && typeof before === 'string' && filedByPlate(db, before)) return
  if (cell === 'placement.to_at' && !takeSlotOf(db, rowId)) return
  ledger.set(cell, rowId, before)
  const filled = FILLS.find((each) => each.cell === cell)
  // Taken off the car that stood by itself before; no change that anyone would look for there.
  if (!filled || after === null) return
  for (const dossier of dossiersOf(context, merge, merge.keptId)) {
    addChange(db, context.now, context.actor.id, dossier, { subject: filled.subject, field: filled.field, before: String(after), after: String(before ?? '') })
  }
}

/** @returns the records whose papers lie in no folder since. */
function settleDossiers(context: WriteContext, ledger: Ledger, merge: Merge, cells: readonly Cell[]): Id<'record'>[] {
  const { db, now } = context
  const [keptId, mergedId] = [toId<'dossier'>(merge.keptId), toId<'dossier'>(merge.mergedId)]
  const endedBy = new Map(cells.filter(({ cell }) => cell === 'ownership.to_on').map((cell) => [cell.rowId, cell]))
  for (const { id } of ownershipsOf(db, 'dossier', mergedId)) {
    const ended = endedBy.get(id)
    if (ended) ledger.set('ownership.to_on', id, ended.before)
  }
  settleOwners(context, ledger, keptId, endedBy)
  // What was set of the two together since was set of what leaves it, too: nothing of that gets out by telling them apart (S1).
  if (wasSetSince(db, keptId, merge.at)) raise(db, ledger, mergedId, [secrecyOf(db, keptId, context.today)], context.today)
  // Another dossier that is still merged into it may ask for more than it was raised to before (S1).
  raise(db, ledger, keptId, secrecyOfMerged(db, keptId, context.today), context.today)
  followRecords(db, rowsIn(cells, 'record.dossier_id'))
  const placed = new Map(cells.filter(({ cell }) => cell === 'record.placed_at').map(({ rowId, before }) => [rowId, before]))
  const takenOut: Id<'record'>[] = []
  for (const id of [keptId, mergedId]) {
    const lies = placeOf(db, id) !== null
    for (const record of recordsOfDossier(db, id)) {
      // Papers put into the kept one's folder since then do not lie in the folder that the other has again.
      const moved = id === mergedId && (placed.has(record.id) ? placed.get(record.id) !== record.placedAt : (record.placedAt ?? 0) > merge.at)
      if (record.placedAt !== null && (moved || !lies)) {
        takeOut(db, record.id, now)
        takenOut.push(record.id)
      } else refreshFiling(db, record.id, now)
    }
  }
  return takenOut
}

/**
 * In the kept one, whose time the merge ended is present again, or was until the next one came. Somebody is present in any case: where a
 * later merge ended the others' times, whoever came last.
 */
function settleOwners({ db }: WriteContext, ledger: Ledger, keptId: Id<'dossier'>, endedBy: ReadonlyMap<number, Cell>): void {
  const kept = ownershipsOf(db, 'dossier', keptId)
  const byBeginning = (one: { fromOn: LocalDate }, other: { fromOn: LocalDate }): number => one.fromOn.localeCompare(other.fromOn)
  for (const own of kept) {
    const ended = endedBy.get(own.id)
    if (ended === undefined || own.toOn !== ended.after) continue
    const [next] = kept.filter(({ fromOn }) => fromOn > own.fromOn).toSorted(byBeginning)
    if (next) ledger.set('ownership.to_on', own.id, dayBefore(next.fromOn, own.fromOn))
    else if (!kept.some(({ toOn }) => toOn === null)) ledger.set('ownership.to_on', own.id, ended.before)
  }
  const settled = ownershipsOf(db, 'dossier', keptId)
  const last = settled.toSorted(byBeginning).at(-1)
  if (last && !settled.some(({ toOn }) => toOn === null)) ledger.set('ownership.to_on', last.id, null)
}
