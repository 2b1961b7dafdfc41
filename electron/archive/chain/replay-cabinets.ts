// Cabinets and places of folders as they must stand after all that the audit trail says was done with them (rule C1).
import { slotLabel } from '#shared/domain/slot.ts'
import type { Reader } from '../database/database.ts'
import { cellsOf, type Cell, type LedgerName } from '../merge/cells.ts'
import type { CabinetActs, CabinetDeed } from './audit-cabinets.ts'
import type { Check } from './check.ts'

export type SlotShould = { shelf: number; number: number; capacity: number; used: number; removedAt: number | null }
export type ShelfShould = { number: number; name: string; addedAt: number; removedAt: number | null }
export type CabinetShould = {
  code: string; room: string; removedAt: number | null; shelves: Map<number, ShelfShould>
  /** Every code it has had: each is its own for good. */
  codes: Set<string>
  /** By `slotPlace`. */
  slots: Map<string, SlotShould>
}
export type PlacementShould = { dossierId: number; slot: SlotShould; from: number; by: number | null; to: number | null }

/** The rows of both tables from id 1 on: none is ever taken away. */
export type Should = { cabinets: CabinetShould[]; placements: PlacementShould[] }

const slotPlace = (shelf: number, number: number): string => `${shelf}/${number}`

export const labelShould = (cabinet: CabinetShould, { shelf, number }: Pick<SlotShould, 'shelf' | 'number'>): string => slotLabel(cabinet.code, shelf, number)


type At = { at: number; by: number | null }

/** What cannot have happened is named as of its entry, and has no effect. */
export function replayCabinets({ db, findings, step }: Check, { deeds }: CabinetActs): Should {
  const should: Should = { cabinets: [], placements: [] }
  const folders = openFolders(db, should)
  const byLabel = slotFinder(should)
  for (const { seq, at, by, deed } of deeds) {
    step()
    const done = isPlacing(deed) ? place(folders, byLabel, deed, { at, by }) : change(should, deed, at)
    if (!done) findings.add(`audit/${seq}`, 'placement.impossible')
    if (!isPlacing(deed)) byLabel.forget()
  }
  return should
}

type Placing = Extract<CabinetDeed, { what: 'put' | 'lose' | 'merge' | 'undo' }>
const isPlacing = (deed: CabinetDeed): deed is Placing => ['put', 'lose', 'merge', 'undo'].includes(deed.what)

const present = ({ cabinets }: Should, code: string): CabinetShould | undefined => cabinets.find((each) => each.code === code && each.removedAt === null)

/** Slots that are there, by label; worked out anew when cabinets changed. */
function slotFinder(should: Should): { find(label: string): SlotShould | undefined; forget(): void } {
  let known: Map<string, SlotShould> | null = null
  const all = (): Map<string, SlotShould> => new Map(should.cabinets.flatMap((cabinet) => (
    [...cabinet.slots.values()].filter(({ removedAt }) => removedAt === null).map((slot) => [labelShould(cabinet, slot), slot] as const)
  )))
  return {
    find: (label) => {
      known ??= all()
      return known.get(label)
    },
    forget: () => {
      known = null
    },
  }
}

function change(should: Should, deed: Exclude<CabinetDeed, Placing>, at: number): boolean {
  if (deed.what === 'add') return add(should, deed, at)
  const cabinet = present(should, deed.cabinet)
  if (!cabinet) return false
  switch (deed.what) {
    case 'update':
      if (should.cabinets.some((other) => other !== cabinet && other.codes.has(deed.code))) return false
      cabinet.code = deed.code
      cabinet.codes.add(deed.code)
      cabinet.room = deed.room
      return true
    case 'addShelves': {
      const lowest = shelvesThere(cabinet).at(-1) ?? 0
      for (let shelf = lowest + 1; shelf <= lowest + deed.shelves; shelf += 1) addShelf(cabinet, shelf, deed, at)
      return true
    }
    case 'updateShelf':
      return updateShelf(cabinet, deed, at)
    case 'removeShelf':
      return removeShelf(cabinet, deed.shelf, at)
    case 'remove':
      if (!shelvesThere(cabinet).every((shelf) => removeShelf(cabinet, shelf, at))) return false
      cabinet.removedAt = at
      return true
  }
}

const shelvesThere = ({ shelves }: CabinetShould): number[] => (
  [...shelves.values()].filter(({ removedAt }) => removedAt === null).map(({ number }) => number).toSorted((one, other) => one - other)
)

const slotsThere = ({ slots }: CabinetShould, shelf: number): SlotShould[] => (
  [...slots.values()].filter((slot) => slot.shelf === shelf && slot.removedAt === null).toSorted((one, other) => one.number - other.number)
)

function add(should: Should, { code, room, shelves, slotsPerShelf, capacity }: Extract<CabinetDeed, { what: 'add' }>, at: number): boolean {
  const before = should.cabinets.find((each) => each.code === code)
  if (before ? before.removedAt === null : should.cabinets.some(({ codes }) => codes.has(code))) return false
  const cabinet = before ?? { code, room, removedAt: null, codes: new Set([code]), shelves: new Map(), slots: new Map() }
  if (!before) should.cabinets.push(cabinet)
  cabinet.room = room
  cabinet.removedAt = null
  for (let shelf = 1; shelf <= shelves; shelf += 1) addShelf(cabinet, shelf, { slotsPerShelf, capacity }, at)
  return true
}

function addShelf(cabinet: CabinetShould, shelf: number, { slotsPerShelf, capacity }: { slotsPerShelf: number; capacity: number }, at: number): void {
  cabinet.shelves.set(shelf, { number: shelf, name: '', addedAt: at, removedAt: null })
  for (let number = 1; number <= slotsPerShelf; number += 1) addSlot(cabinet, shelf, number, capacity)
}

function addSlot(cabinet: CabinetShould, shelf: number, number: number, capacity: number): void {
  const slot = cabinet.slots.get(slotPlace(shelf, number))
  // The same one again: what lay in it lay in this one.
  if (slot) Object.assign(slot, { capacity, removedAt: null })
  else cabinet.slots.set(slotPlace(shelf, number), { shelf, number, capacity, used: 0, removedAt: null })
}

function updateShelf(cabinet: CabinetShould, { shelf, name, slots, capacity }: Extract<CabinetDeed, { what: 'updateShelf' }>, at: number): boolean {
  const named = cabinet.shelves.get(shelf)
  const there = slotsThere(cabinet, shelf)
  const last = there.at(-1)
  const going = there.slice(slots)
  if (named?.removedAt !== null || !last || going.some(({ used }) => used > 0)) return false
  if (capacity !== null && there.some(({ used }) => used > capacity)) return false
  named.name = name
  const places = capacity ?? last.capacity
  for (const slot of there.slice(0, slots)) if (capacity !== null) slot.capacity = capacity
  for (const slot of going) slot.removedAt = at
  for (let number = there.length + 1; number <= slots; number += 1) addSlot(cabinet, shelf, number, places)
  return true
}

function removeShelf(cabinet: CabinetShould, shelf: number, at: number): boolean {
  const named = cabinet.shelves.get(shelf)
  const there = slotsThere(cabinet, shelf)
  if (named?.removedAt !== null || there.some(({ used }) => used > 0)) return false
  named.removedAt = at
  for (const slot of there) slot.removedAt = at
  return true
}

type Folders = {
  /** False when the slot has no room. */
  put(dossierId: number, slot: SlotShould, by: At): boolean
  end(dossierId: number, at: number): void
  idOf(number: string): number | undefined
  merged(merge: number): void
  undone(merge: number): void
}

function place(folders: Folders, byLabel: ReturnType<typeof slotFinder>, deed: Placing, by: At): boolean {
  switch (deed.what) {
    case 'put': {
      const slot = byLabel.find(deed.slot)
      return slot !== undefined && deed.dossiers.every((number) => {
        const id = folders.idOf(number)
        return id !== undefined && folders.put(id, slot, by)
      })
    }
    case 'lose': {
      const id = folders.idOf(deed.dossier)
      if (id !== undefined) folders.end(id, by.at)
      return id !== undefined
    }
    case 'merge':
      folders.merged(deed.merge)
      return true
    case 'undo':
      folders.undone(deed.merge)
      return true
  }
}

/** None where there are some that the program never wrote: these are named where merges are checked. */
export function soundCells(db: Reader, merge: number, ledger: LedgerName): Cell[] {
  try {
    return cellsOf(db, merge, ledger)
  } catch (error) {
    if (!(error instanceof Error) || 'code' in error) throw error
    return []
  }
}

function openFolders(db: Reader, { placements }: Should): Folders {
  const ids = new Map(db.all('SELECT number, id FROM dossier', [], (row) => [row.text('number'), row.int('id')]))
  /** By dossier, where its folder lies. */
  const lying = new Map<number, PlacementShould>()
  const end = (dossierId: number, at: number): void => {
    const placement = lying.get(dossierId)
    if (!placement) return
    placement.to = Math.max(at, placement.from)
    placement.slot.used -= 1
    lying.delete(dossierId)
  }
  const put: Folders['put'] = (dossierId, slot, { at, by }) => {
    if (lying.get(dossierId)?.slot === slot) return true
    if (slot.used >= slot.capacity) return false
    end(dossierId, at)
    slot.used += 1
    const placement = { dossierId, slot, from: at, by, to: null }
    placements.push(placement)
    lying.set(dossierId, placement)
    return true
  }
  const cells = (merge: number, ledger: LedgerName): Cell[] => (
    soundCells(db, merge, ledger).filter(({ cell }) => cell === 'placement.to_at' || cell === 'placement.dossier_id')
  )
  const set = ({ cell, rowId }: Cell, from: Cell['before'], to: Cell['before']): void => {
    const placement = placements[rowId - 1]
    if (!placement || (cell === 'placement.to_at' ? placement.to : placement.dossierId) !== from) return
    const reopens = cell === 'placement.to_at' && to === null
    if (reopens && (placement.slot.removedAt !== null || placement.slot.used >= placement.slot.capacity)) return
    if (placement.to === null) lying.delete(placement.dossierId)
    if (cell === 'placement.to_at') {
      placement.slot.used += reopens ? 1 : -1
      placement.to = typeof to === 'number' ? to : null
    } else if (typeof to === 'number') placement.dossierId = to
    if (placement.to === null) lying.set(placement.dossierId, placement)
  }
  return {
    put,
    end,
    idOf: (number) => ids.get(number),
    merged: (merge) => {
      for (const cell of cells(merge, 'merge')) set(cell, cell.before, cell.after)
    },
    undone: (merge) => {
      for (const cell of cells(merge, 'undo')) set(cell, cell.before, cell.after)
    },
  }
}
