// SQL of slots, and which folder lies in which (rule C1).
import type { Output } from '#shared/contract/index.ts'
import type { DrawnFolder } from '#shared/contract/cabinet.ts'
import type { FolderView } from '#shared/contract/filing.ts'
import type { Id } from '#shared/domain/id.ts'
import type { Instant } from '#shared/domain/local-date.ts'
import { mayKnowDossier } from '../access/visibility.ts'
import type { Reader, Row, Writer } from '../database/database.ts'
import type { Actor } from '../handler.ts'

export type Slot = { id: Id<'slot'>; cabinetId: Id<'cabinet'>; shelf: number; label: string; room: string; capacity: number; used: number }

const SLOT = 'SELECT s.id, s.cabinet_id, s.shelf, s.label, s.capacity, s.used, c.room FROM slot s JOIN cabinet c ON c.id = s.cabinet_id'

const readSlot = (row: Row): Slot => ({
  id: row.id<'slot'>('id'), cabinetId: row.id<'cabinet'>('cabinet_id'), shelf: row.int('shelf'), label: row.text('label'), room: row.text('room'),
  capacity: row.int('capacity'), used: row.int('used'),
})

/** One that is there; a removed one is none. */
export function slotByLabel(db: Reader, label: string): Slot | null {
  return db.get(`${SLOT} WHERE s.label = ? AND s.removed_at IS NULL`, [label], readSlot)
}

/** The label of a slot, removed or not. */
export function labelOfSlot(db: Reader, id: Id<'slot'>): string {
  return db.get('SELECT label FROM slot WHERE id = ?', [id], (row) => row.text('label')) ?? ''
}

/** The lowest label with room. */
export function nextFreeSlot(db: Reader): Slot | null {
  return db.get(`${SLOT} WHERE s.used < s.capacity AND s.removed_at IS NULL ORDER BY s.label LIMIT 1`, [], readSlot)
}

/** Whether the folder of the dossier in a column is out: lent as a whole, or lost by who had it. Its place is kept. */
export const isOut = (dossierId: string): string => (
  `EXISTS (SELECT 1 FROM loan l WHERE l.dossier_id = ${dossierId} AND l.state IN ('out', 'lost') AND l.papers = '[]')`
)

/** Where a folder belongs and whether it is out, by dossier. */
export function standingOf(db: Reader, dossierIds: readonly Id<'dossier'>[]): Map<Id<'dossier'>, { slotId: Id<'slot'> | null; out: boolean }> {
  return new Map(db.all(
    `SELECT wanted.value AS id, pl.slot_id, ${isOut('wanted.value')} AS out FROM json_each(?) wanted
     LEFT JOIN placement pl ON pl.dossier_id = wanted.value AND pl.to_at IS NULL`,
    [JSON.stringify(dossierIds)],
    (row) => [row.id<'dossier'>('id'), { slotId: row.intOrNull('slot_id') === null ? null : row.id<'slot'>('slot_id'), out: row.flag('out') }],
  ))
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

/** Puts one folder more into the slot of a placement. @returns false when it is full or was removed. */
export function takeSlotOf(db: Writer, placementId: number): boolean {
  return db.run(
    'UPDATE slot SET used = used + 1 WHERE used < capacity AND removed_at IS NULL AND id = (SELECT slot_id FROM placement WHERE id = ?)', [placementId],
  ).changes > 0
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

type Lying = Output<'cabinet.slot'>

/** The folders in a slot that the actor may know of, by archive number. */
export function foldersIn(db: Reader, actor: Actor, slotId: Id<'slot'>): Lying['folders'] {
  const known = mayKnowDossier(actor)
  return db.all(
    `SELECT d.id, d.number, c.name, v.plate, pl.from_at, ${isOut('d.id')} AS out
     FROM placement pl JOIN dossier d ON d.id = pl.dossier_id JOIN vehicle v ON v.id = d.vehicle_id
     JOIN ownership o ON o.dossier_id = d.id AND o.to_on IS NULL JOIN customer c ON c.id = o.customer_id
     WHERE pl.slot_id = ? AND pl.to_at IS NULL AND ${known.sql} ORDER BY d.number`,
    [slotId, ...known.parameters],
    (row) => ({
      dossierId: row.id<'dossier'>('id'), number: row.text('number'), ownerName: row.text('name'), plate: row.textOrNull('plate'),
      since: row.int('from_at'), out: row.flag('out'),
    }),
  )
}

/** Folders that lay in a slot and were taken out, as far as the actor may know of them, the last one first. */
export function pastOf(db: Reader, actor: Actor, slotId: Id<'slot'>, limit: number): Lying['past'] {
  const known = mayKnowDossier(actor)
  return db.all(
    `SELECT d.id, d.number, pl.from_at, pl.to_at,
       (SELECT s.label FROM placement now JOIN slot s ON s.id = now.slot_id WHERE now.dossier_id = d.id AND now.to_at IS NULL) AS now_in
     FROM placement pl INDEXED BY placement_past CROSS JOIN dossier d ON d.id = pl.dossier_id
     WHERE pl.slot_id = ? AND pl.to_at IS NOT NULL AND ${known.sql} ORDER BY pl.to_at DESC, pl.id DESC LIMIT ?`,
    [slotId, ...known.parameters, limit],
    (row) => ({
      dossierId: row.id<'dossier'>('id'), number: row.text('number'), since: row.int('from_at'), until: row.int('to_at'), now: row.textOrNull('now_in'),
    }),
  )
}

/** All folders of a cabinet that the actor may know of, by slot, each slot's by archive number. */
export function foldersOfCabinet(db: Reader, actor: Actor, cabinetId: Id<'cabinet'>): Map<Id<'slot'>, DrawnFolder[]> {
  const known = mayKnowDossier(actor)
  const rows = db.all(
    `SELECT pl.slot_id, d.id, d.number, v.plate, ${isOut('d.id')} AS out
     FROM slot s CROSS JOIN placement pl INDEXED BY placement_slot ON pl.slot_id = s.id AND pl.to_at IS NULL
     CROSS JOIN dossier d ON d.id = pl.dossier_id CROSS JOIN vehicle v ON v.id = d.vehicle_id
     WHERE s.cabinet_id = ? AND ${known.sql} ORDER BY d.number`,
    [cabinetId, ...known.parameters],
    (row) => ({
      slotId: row.id<'slot'>('slot_id'),
      folder: { dossierId: row.id<'dossier'>('id'), number: row.text('number'), plate: row.textOrNull('plate'), out: row.flag('out') },
    }),
  )
  return new Map([...Map.groupBy(rows, ({ slotId }) => slotId)].map(([slotId, theirs]) => [slotId, theirs.map(({ folder }) => folder)]))
}

/** Where folders lie, by dossier; those that lie nowhere are not among them. */
export function slotsOf(db: Reader, dossierIds: readonly Id<'dossier'>[]): Map<Id<'dossier'>, string> {
  return new Map(db.all(
    `SELECT pl.dossier_id, s.label FROM json_each(?) wanted JOIN placement pl ON pl.dossier_id = wanted.value AND pl.to_at IS NULL
     JOIN slot s ON s.id = pl.slot_id`,
    [JSON.stringify(dossierIds)], (row) => [row.id<'dossier'>('dossier_id'), row.text('label')],
  ))
}
