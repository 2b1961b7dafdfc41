// Cabinets, shelves and slots: drawn, set up, changed, removed; folders moved from one to another (rule C1).
import type { cabinetContract, DrawnView } from '#shared/contract/cabinet.ts'
import type { Input, Output } from '#shared/contract/index.ts'
import type { Id } from '#shared/domain/id.ts'
import { capacityProblem, MOST } from '#shared/domain/slot.ts'
import { knownDossier } from '../dossier/store.ts'
import type { HandlersOf, ReadContext, WriteContext } from '../handler.ts'
import { notFound, refused, wrongFields } from '../refusal.ts'
import { openIn } from '../stocktaking/store.ts'
import { putFolders, slotNamed, slotText } from './placing.ts'
import {
  addCabinet, addShelf, addSlot, cabinetById, cabinets, holderOfCode, nameShelf, removeCabinet, removeShelf, removeSlot, setCabinet, setCapacity,
  shelvesOf, slotsOfShelf, type Cabinet,
} from './shelves.ts'
import { foldersIn, foldersOfCabinet, pastOf, slotByLabel } from './store.ts'

/** Shown of what lay in a slot before. */
const PAST = 20

export const cabinetHandlers: HandlersOf<typeof cabinetContract> = {
  'cabinet.list': { read: ({ db, today }) => cabinets(db, today) },
  'cabinet.drawn': { read: (context, { id }) => drawn(context, id) },
  'cabinet.slot': { read: slotOf },
  'cabinet.add': {
    write: ({ db, now, note }, { room, code, shelves, slotsPerShelf, capacity }) => {
      const holder = holderOfCode(db, code)
      // One that was removed is set up again by its code.
      if (holder && !(holder.hasIt && holder.removed)) throw codeTaken(holder)
      const id = addCabinet(db, room, code)
      for (let shelf = 1; shelf <= shelves; shelf += 1) addShelf(db, { id, code }, { shelf, slots: slotsPerShelf, capacity }, now)
      note({ room, code, shelves, slotsPerShelf, capacity })
      return { id }
    },
  },
  'cabinet.update': {
    write: ({ db, note }, { id, room, code }) => {
      const before = present(db, id)
      const holder = holderOfCode(db, code)
      if (holder && holder.id !== id) throw codeTaken(holder)
      // Whoever counts stands before the labels as they are.
      if (code !== before.code) requireNotCounted(db, before, null)
      setCabinet(db, { id, room, code })
      note({ cabinet: before.code, code, room })
      return { labels: before.code === code ? 0 : shelvesOf(db, id).reduce((sum, { number }) => sum + slotsOfShelf(db, id, number).length, 0) }
    },
  },
  'cabinet.addShelves': {
    write: ({ db, now, note }, { id, shelves, slotsPerShelf, capacity }) => {
      const cabinet = present(db, id)
      const lowest = shelvesOf(db, id).at(-1)?.number ?? 0
      if (lowest + shelves > MOST.shelves) throw wrongFields({ path: ['shelves'], problem: 'value.tooBig' })
      for (let shelf = lowest + 1; shelf <= lowest + shelves; shelf += 1) addShelf(db, cabinet, { shelf, slots: slotsPerShelf, capacity }, now)
      note({ cabinet: cabinet.code, shelves, slotsPerShelf, capacity })
      return {}
    },
  },
  'cabinet.remove': {
    write: (context, { id }) => {
      const { db, now, note } = context
      const cabinet = present(db, id)
      for (const { number } of shelvesOf(db, id)) emptyShelf(context, cabinet, number)
      removeCabinet(db, id, now)
      note({ cabinet: cabinet.code })
      return {}
    },
  },
  'shelf.update': { write: updateShelf },
  'shelf.remove': {
    write: (context, { cabinetId, shelf }) => {
      const cabinet = present(context.db, cabinetId)
      const all = shelvesOf(context.db, cabinetId)
      if (!all.some(({ number }) => number === shelf)) throw notFound('shelf')
      if (all.at(-1)?.number !== shelf || all.length === 1) throw refused('shelf.lowestOnly')
      emptyShelf(context, cabinet, shelf)
      context.note({ cabinet: cabinet.code, shelf })
      return {}
    },
  },
  'folder.move': { write: moveFolders },
}

/** A label belongs to one place for good, whoever has the code now. */
const codeTaken = ({ hasIt, removed }: NonNullable<ReturnType<typeof holderOfCode>>): Error => (
  wrongFields({ path: ['code'], problem: hasIt && !removed ? 'cabinet.exists' : 'cabinet.codeKept' })
)

/** @throws Refusal `notFound`. */
function present(db: ReadContext['db'], id: Id<'cabinet'>): Cabinet {
  const cabinet = cabinetById(db, id)
  if (!cabinet) throw notFound('cabinet')
  return cabinet
}

function drawn({ db, actor, today }: ReadContext, id: Id<'cabinet'>): DrawnView {
  const [cabinet] = cabinets(db, today, id)
  if (!cabinet) throw notFound('cabinet')
  const folders = foldersOfCabinet(db, actor, id)
  const onShelf = Map.groupBy(cabinet.slots, ({ shelf }) => shelf)
  const { slots: _slots, ...rest } = cabinet
  return {
    ...rest,
    shelves: cabinet.shelves.map((shelf) => ({
      ...shelf,
      slots: (onShelf.get(shelf.number) ?? []).map((slot) => {
        const lying = folders.get(slot.id) ?? []
        return { ...slot, reserved: lying.filter(({ out }) => out).length, folders: lying, hidden: slot.used - lying.length }
      }),
    })),
    stocktakings: openIn(db, id).map(({ id: stocktaking, number, shelf }) => ({ id: stocktaking, number, shelf })),
  }
}

function slotOf({ db, actor }: ReadContext, { label }: Input<'cabinet.slot'>): Output<'cabinet.slot'> {
  const slot = slotByLabel(db, slotText(label))
  if (!slot) throw notFound('slot')
  const folders = foldersIn(db, actor, slot.id)
  return {
    label: slot.label, room: slot.room, capacity: slot.capacity, used: slot.used, reserved: folders.filter(({ out }) => out).length,
    hidden: slot.used - folders.length, folders, past: pastOf(db, actor, slot.id, PAST),
  }
}

/** Removes a shelf to which nothing belongs, what is out included, and which is not being taken stock of. */
function emptyShelf({ db, now }: WriteContext, cabinet: Cabinet, shelf: number): void {
  requireNotCounted(db, cabinet, shelf)
  const taken = slotsOfShelf(db, cabinet.id, shelf).find(({ used }) => used > 0)
  if (taken) throw refused('cabinet.notEmpty', taken.label)
  removeShelf(db, cabinet.id, shelf, now)
}

/** `shelf`: null for the whole cabinet. */
function requireNotCounted(db: ReadContext['db'], { id }: Cabinet, shelf: number | null): void {
  const open = openIn(db, id).find((each) => shelf === null || each.shelf === null || each.shelf === shelf)
  if (open) throw refused('cabinet.beingCounted', open.number)
}

function updateShelf({ db, now, note }: WriteContext, { cabinetId, shelf, name, slots, capacity }: Input<'shelf.update'>): Record<string, never> {
  const cabinet = present(db, cabinetId)
  const before = slotsOfShelf(db, cabinetId, shelf)
  const last = before.at(-1)
  if (!last) throw notFound('shelf')
  const going = before.filter(({ number }) => number > slots)
  if (going.length > 0) requireNotCounted(db, cabinet, shelf)
  const taken = going.find(({ used }) => used > 0)
  if (taken) throw refused('cabinet.notEmpty', taken.label)
  for (const slot of before.filter(({ number }) => number <= slots)) {
    if (capacity === null) continue
    const problem = capacityProblem(capacity, slot)
    if (problem !== null) throw refused(problem, slot.label)
    setCapacity(db, slot.id, capacity)
  }
  for (const { id } of going) removeSlot(db, id, now)
  for (let number = before.length + 1; number <= slots; number += 1) addSlot(db, cabinet, { shelf, number, capacity: capacity ?? last.capacity })
  nameShelf(db, cabinetId, shelf, name)
  note({ cabinet: cabinet.code, shelf, name, slots, capacity })
  return {}
}

function moveFolders(context: WriteContext, { dossierIds, slot: text }: Input<'folder.move'>): Output<'folder.move'> {
  const slot = slotNamed(context, text)
  const folders = [...new Set(dossierIds)].map((id) => {
    const filed = knownDossier(context.db, context.actor, id)
    if (!filed) throw notFound('dossier')
    return { dossierId: id, number: filed.number }
  })
  const moved = putFolders(context, folders, slot)
  context.note({ slot: slot.label, dossiers: moved.map(({ number }) => number), from: moved.map(({ from }) => from ?? '') })
  return { slot: slot.label, folders: moved }
}
