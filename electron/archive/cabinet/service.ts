// Cabinets and their slots, and where a folder is put (rule C1).
import type { filingContract } from '#shared/contract/filing.ts'
import { readLabel } from '#shared/domain/label.ts'
import type { Id } from '#shared/domain/id.ts'
import type { HandlersOf, WriteContext } from '../handler.ts'
import { notFound, refused, wrongFields } from '../refusal.ts'
import { addCabinet, addPlacement, cabinets, endPlacement, foldersIn, hasCabinet, nextFreeSlot, placeOf, slotByLabel, type Slot } from './store.ts'

type CabinetContract = Pick<typeof filingContract, 'cabinet.list' | 'cabinet.add' | 'cabinet.slot'>

export const cabinetHandlers: HandlersOf<CabinetContract> = {
  'cabinet.list': { read: ({ db }) => cabinets(db) },
  'cabinet.add': {
    write: ({ db, note }, cabinet) => {
      if (hasCabinet(db, cabinet.code)) throw wrongFields({ path: ['code'], problem: 'cabinet.exists' })
      note(cabinet)
      return { id: addCabinet(db, cabinet) }
    },
  },
  'cabinet.slot': {
    read: ({ db, actor }, { label }) => {
      const slot = slotByLabel(db, slotText(label))
      if (!slot) throw notFound('slot')
      const folders = foldersIn(db, actor, slot.id)
      return { label: slot.label, room: slot.room, capacity: slot.capacity, used: slot.used, hidden: slot.used - folders.length, folders }
    },
  },
}

/** A slot's label, typed or scanned. */
export function slotText(text: string): string {
  const label = readLabel(text)
  return label?.what === 'slot' ? label.label : text.trim().toUpperCase()
}

/**
 * Puts a folder into a slot, out of the one it lies in; null: into the next free one. Nothing happens where it lies there already.
 * @throws Refusal `slot.unknown`, `slot.full`, `slot.noneFree`.
 */
export function putFolder({ db, actor, now }: WriteContext, dossierId: Id<'dossier'>, text: string | null): { slot: Slot; from: string | null } {
  const from = placeOf(db, dossierId)
  const slot = text === null ? nextFreeSlot(db) : slotByLabel(db, slotText(text))
  if (!slot) throw text === null ? refused('slot.noneFree') : refused('slot.unknown', slotText(text))
  if (from?.slotId === slot.id) return { slot, from: from.slot }
  if (slot.used >= slot.capacity) throw refused('slot.full', slot.label)
  if (from) endPlacement(db, dossierId, from, now)
  addPlacement(db, dossierId, slot.id, actor.id, now)
  return { slot, from: from?.slot ?? null }
}
