// Where a folder is put, and that it is nowhere else, and never one too many (rule C1).
import { readLabel } from '#shared/domain/label.ts'
import type { Id } from '#shared/domain/id.ts'
import { puttingProblem } from '#shared/domain/slot.ts'
import { refused } from '../refusal.ts'
import type { WriteContext } from '../handler.ts'
import { addPlacement, endPlacement, nextFreeSlot, placeOf, slotByLabel, standingOf, type Placement, type Slot } from './store.ts'

/** A slot's label, typed or scanned. */
export function slotText(text: string): string {
  const label = readLabel(text)
  return label?.what === 'slot' ? label.label : text.trim().toUpperCase()
}

/** @throws Refusal `slot.unknown`. */
export function slotNamed({ db }: Pick<WriteContext, 'db'>, text: string): Slot {
  const slot = slotByLabel(db, slotText(text))
  if (!slot) throw refused('slot.unknown', slotText(text))
  return slot
}

export type Folder = { dossierId: Id<'dossier'>; number: string }
export type Moved = Folder & { from: string | null }

/**
 * Puts folders into one slot, out of those they lie in: all of them or none. What lies there already stays as it is.
 * @returns those that were moved. @throws Refusal `slot.full`; `folder.out` for one that has to be given back first.
 */
export function putFolders({ db, actor, now }: WriteContext, folders: readonly Folder[], slot: Slot): Moved[] {
  const present = standingOf(db, folders.map(({ dossierId }) => dossierId))
  const coming = folders.filter(({ dossierId }) => present.get(dossierId)?.slotId !== slot.id)
  const out = coming.find(({ dossierId }) => present.get(dossierId)?.out === true)
  if (out) throw refused('folder.out', out.number)
  const problem = puttingProblem(slot, coming.length)
  if (problem !== null) throw refused(problem, slot.label)
  return coming.map((folder) => {
    const from = placeOf(db, folder.dossierId)
    if (from) endPlacement(db, folder.dossierId, from, now)
    addPlacement(db, folder.dossierId, slot.id, actor.id, now)
    return { ...folder, from: from?.slot ?? null }
  })
}

/**
 * Puts a folder into a slot; null: into the next free one. Nothing happens where it lies there already.
 * @throws Refusal `slot.unknown`, `slot.full`, `slot.noneFree`, `folder.out`.
 */
export function putFolder(context: WriteContext, folder: Folder, text: string | null): { slot: Slot; from: string | null } {
  const slot = text === null ? nextFreeSlot(context.db) : slotNamed(context, text)
  if (!slot) throw refused('slot.noneFree')
  const [moved] = putFolders(context, [folder], slot)
  return { slot, from: moved ? moved.from : slot.label }
}

/** Takes a folder out of its slot: it lies nowhere now. @returns where it lay; null where it lay nowhere. */
export function takeFolder({ db, now }: WriteContext, { dossierId, number }: Folder): Placement | null {
  if (standingOf(db, [dossierId]).get(dossierId)?.out === true) throw refused('folder.out', number)
  const from = placeOf(db, dossierId)
  if (from) endPlacement(db, dossierId, from, now)
  return from
}
