// SQL of cabinets, their slots, and which folder lies in which (rule C1).
import type { Output } from '#shared/contract/index.ts'
import type { FolderView } from '#shared/contract/filing.ts'
import type { Id } from '#shared/domain/id.ts'
import type { Instant } from '#shared/domain/local-date.ts'
import { slotLabel } from '#shared/domain/slot.ts'
import { mayKnowDossier } from '../access/visibility.ts'
import type { Reader, Row, Writer } from '../database/database.ts'
import type { Actor } from '../handler.ts'

type CabinetView = Output<'cabinet.list'>[number]

/** Cabinets by code, each with its slots as they stand. */
export function cabinets(db: Reader): CabinetView[] {
  const slots = Map.groupBy(db.all(
    'SELECT id, cabinet_id, label, shelf, number, capacity, used FROM slot ORDER BY cabinet_id, shelf, number', [],
    (row) => ({
      cabinet: row.id<'cabinet'>('cabinet_id'), id: row.id<'slot'>('id'), label: row.text('label'), shelf: row.int('shelf'), number: row.int('number'),
      capacity: row.int('capacity'), used: row.int('used'),
    }),
  ), ({ cabinet }) => cabinet)
  return db.all('SELECT id, room, code FROM cabinet ORDER BY code', [], (row) => {
    const id = row.id<'cabinet'>('id')
    return { id, room: row.text('room'), code: row.text('code'), slots: (slots.get(id) ?? []).map(({ cabinet: _cabinet, ...slot }) => slot) }
  })
}

export function hasCabinet(db: Reader, code: string): boolean {
  return db.get('SELECT 1 AS found FROM cabinet WHERE code = ?', [code], (row) => row.flag('found')) ?? false
}

/** A cabinet with its empty slots; its code is not taken yet. */
export function addCabinet(
  db: Writer, { room, code, shelves, slotsPerShelf, capacity }: { room: string; code: string; shelves: number; slotsPerShelf: number; capacity: number },
): Id<'cabinet'> {
  db.run('INSERT INTO cabinet (room, code) VALUES (?, ?)', [room, code])
  const id = db.get('SELECT id FROM cabinet WHERE code = ?', [code], (row) => row.id<'cabinet'>('id'))
  if (id === null) throw new Error('the cabinet was not added')
  for (let shelf = 1; shelf <= shelves; shelf += 1) {
    for (let number = 1; number <= slotsPerShelf; number += 1) {
      db.run('INSERT INTO slot (cabinet_id, shelf, number, label, capacity) VALUES (?, ?, ?, ?, ?)', [
        id, shelf, number, slotLabel(code, shelf, number), capacity,
      ])
    }
  }
  return id
}

export type Slot = { id: Id<'slot'>; label: string; room: string; capacity: number; used: number }

const SLOT = 'SELECT s.id, s.label, s.capacity, s.used, c.room FROM slot s JOIN cabinet c ON c.id = s.cabinet_id'

const readSlot = (row: Row): Slot => ({
  id: row.id<'slot'>('id'), label: row.text('label'), room: row.text('room'), capacity: row.int('capacity'), used: row.int('used'),
})

export function slotByLabel(db: Reader, label: string): Slot | null {
  return db.get(`${SLOT} WHERE s.label = ?`, [label], readSlot)
}

/** The lowest label with room. */
export function nextFreeSlot(db: Reader): Slot | null {
  return db.get(`${SLOT} WHERE s.used < s.capacity ORDER BY s.label LIMIT 1`, [], readSlot)
}

export type Placement = { id: number; slotId: Id<'slot'>; slot: string; room: string; since: Instant; byName: string; until: Instant | null }

/** Where a dossier's folder lies and has lain, newest first; the present place, if any, is the first and has no end. */
export function placementsOf(db: Reader, dossierId: Id<'dossier'>): Placement[] {
  return db.all(
    `SELECT pl.id, pl.slot_id, s.label, c.room, pl.from_at, pl.to_at, p.name AS by_name FROM placement pl
     JOIN slot s ON s.id = pl.slot_id JOIN cabinet c ON c.id = s.cabinet_id JOIN person p ON p.id = pl.placed_by
     WHERE pl.dossier_id = ? ORDER BY pl.to_at IS NOT NULL, pl.id DESC`,
    [dossierId],
    (row) => ({
      id: row.int('id'), slotId: row.id<'slot'>('slot_id'), slot: row.text('label'), room: row.text('room'), since: row.int('from_at'),
      byName: row.text('by_name'), until: row.intOrNull('to_at'),
    }),
  )
}

/** The slot in which a folder lies now. */
export function placeOf(db: Reader, dossierId: Id<'dossier'>): Placement | null {
  const newest = placementsOf(db, dossierId)[0]
  return newest && newest.until === null ? newest : null
}

/** Takes the folder out of its slot, which has room again. */
export function endPlacement(db: Writer, dossierId: Id<'dossier'>, { slotId, since }: Placement, at: Instant): void {
  // A clock that was put right must not make it end before it began.
  db.run('UPDATE placement SET to_at = ? WHERE dossier_id = ? AND to_at IS NULL', [Math.max(at, since), dossierId])
  freeSlot(db, slotId)
}

/** One folder less in the slot. */
export function freeSlot(db: Writer, id: Id<'slot'>): void {
  db.run('UPDATE slot SET used = used - 1 WHERE id = ?', [id])
}

/** Puts one folder more into the slot of a placement. @returns false when it is full. */
export function takeSlotOf(db: Writer, placementId: number): boolean {
  return db.run('UPDATE slot SET used = used + 1 WHERE used < capacity AND id = (SELECT slot_id FROM placement WHERE id = ?)', [placementId]).changes > 0
}

export function addPlacement(db: Writer, dossierId: Id<'dossier'>, slotId: Id<'slot'>, by: Id<'person'>, at: Instant): void {
  db.run('UPDATE slot SET used = used + 1 WHERE id = ?', [slotId])
  db.run('INSERT INTO placement (dossier_id, slot_id, from_at, placed_by) VALUES (?, ?, ?, ?)', [dossierId, slotId, at, by])
}

const FOLDER = `
  SELECT d.id, d.number, v.plate, v.vin, v.model,
    (SELECT s.label FROM placement pl JOIN slot s ON s.id = pl.slot_id WHERE pl.dossier_id = d.id AND pl.to_at IS NULL) AS slot
  FROM dossier d JOIN vehicle v ON v.id = d.vehicle_id`

/** A folder as its label says it, if the actor may know of the dossier. */
export function folderOf(db: Reader, actor: Actor, dossierId: Id<'dossier'>): FolderView | null {
  const known = mayKnowDossier(actor)
  return db.get(`${FOLDER} WHERE d.id = ? AND ${known.sql}`, [dossierId, ...known.parameters], (row) => ({
    dossierId: row.id<'dossier'>('id'), number: row.text('number'), plate: row.textOrNull('plate'), vin: row.text('vin'), model: row.text('model'),
    slot: row.textOrNull('slot'),
  }))
}

/** The folders in a slot that the actor may know of, by archive number. */
export function foldersIn(db: Reader, actor: Actor, slotId: Id<'slot'>): Output<'cabinet.slot'>['folders'] {
  const known = mayKnowDossier(actor)
  return db.all(
    `SELECT d.id, d.number, c.name, v.plate FROM placement pl JOIN dossier d ON d.id = pl.dossier_id JOIN vehicle v ON v.id = d.vehicle_id
     JOIN ownership o ON o.dossier_id = d.id AND o.to_on IS NULL JOIN customer c ON c.id = o.customer_id
     WHERE pl.slot_id = ? AND pl.to_at IS NULL AND ${known.sql} ORDER BY d.number`,
    [slotId, ...known.parameters],
    (row) => ({ dossierId: row.id<'dossier'>('id'), number: row.text('number'), ownerName: row.text('name'), plate: row.textOrNull('plate') }),
  )
}

/** Where folders lie, by dossier; those that lie nowhere are not among them. */
export function slotsOf(db: Reader, dossierIds: readonly Id<'dossier'>[]): Map<Id<'dossier'>, string> {
  return new Map(db.all(
    `SELECT pl.dossier_id, s.label FROM json_each(?) wanted JOIN placement pl ON pl.dossier_id = wanted.value AND pl.to_at IS NULL
     JOIN slot s ON s.id = pl.slot_id`,
    [JSON.stringify(dossierIds)], (row) => [row.id<'dossier'>('dossier_id'), row.text('label')],
  ))
}
