// SQL of cabinets and shelves: setting them up, changing and removing them, and when each was last inspected (rules C1, C7).
import type { CabinetView } from '#shared/contract/cabinet.ts'
import type { Id } from '#shared/domain/id.ts'
import { dayOf, type Instant, type LocalDate } from '#shared/domain/local-date.ts'
import { slotLabel } from '#shared/domain/slot.ts'
import { inspectionDueOn, isInspectionDue, lastInspected } from '#shared/domain/stocktaking.ts'
import type { Condition } from '../access/visibility.ts'
import type { Reader, Writer } from '../database/database.ts'

export type Cabinet = { id: Id<'cabinet'>; room: string; code: string }

/** One that is there; a removed one is none. */
export function cabinetById(db: Reader, id: Id<'cabinet'>): Cabinet | null {
  return db.get('SELECT room, code FROM cabinet WHERE id = ? AND removed_at IS NULL', [id], (row) => ({ id, room: row.text('room'), code: row.text('code') }))
}

/** The cabinet that has, or when it was removed had, this code. */
export function cabinetByCode(db: Reader, code: string): { id: Id<'cabinet'>; removed: boolean } | null {
  return db.get('SELECT id, removed_at IS NOT NULL AS removed FROM cabinet WHERE code = ?', [code], (row) => ({
    id: row.id<'cabinet'>('id'), removed: row.flag('removed'),
  }))
}

export type Shelf = { number: number; name: string; setUpOn: LocalDate; lastInspectedOn: LocalDate | null }

/** An abandoned stock-taking is no inspection, and one that is open none yet; nor is one from before the shelf was set up again. */
const LAST_INSPECTED = `(
  SELECT max(i.at) FROM inspection i JOIN stocktaking st ON st.id = i.stocktaking_id
  WHERE i.cabinet_id = sh.cabinet_id AND i.shelf = sh.number AND st.state = 'closed' AND i.at >= sh.added_at) AS inspected_at`

/** One cabinet's rows, or all of them. */
const of = (only: Id<'cabinet'> | null, column: string): Condition => (
  only === null ? { sql: '1', parameters: [] } : { sql: `${column} = ?`, parameters: [only] }
)

/** By cabinet, top to bottom. */
function shelves(db: Reader, only: Id<'cabinet'> | null): Map<Id<'cabinet'>, Shelf[]> {
  const wanted = of(only, 'sh.cabinet_id')
  const rows = db.all(
    `SELECT sh.cabinet_id, sh.number, sh.name, sh.added_at, ${LAST_INSPECTED} FROM shelf sh
     WHERE sh.removed_at IS NULL AND ${wanted.sql} ORDER BY sh.cabinet_id, sh.number`, wanted.parameters,
    (row) => {
      const inspectedAt = row.intOrNull('inspected_at')
      return {
        cabinetId: row.id<'cabinet'>('cabinet_id'),
        shelf: {
          number: row.int('number'), name: row.text('name'), setUpOn: dayOf(row.int('added_at')), lastInspectedOn: inspectedAt === null ? null : dayOf(inspectedAt),
        },
      }
    },
  )
  return new Map([...Map.groupBy(rows, ({ cabinetId }) => cabinetId)].map(([id, theirs]) => [id, theirs.map(({ shelf }) => shelf)]))
}

export const shelvesOf = (db: Reader, cabinetId: Id<'cabinet'>): Shelf[] => shelves(db, cabinetId).get(cabinetId) ?? []

type SlotRow = CabinetView['slots'][number]

function slots(db: Reader, only: Id<'cabinet'> | null): Map<Id<'cabinet'>, SlotRow[]> {
  const wanted = of(only, 'cabinet_id')
  const rows = db.all(
    `SELECT id, cabinet_id, label, shelf, number, capacity, used FROM slot WHERE removed_at IS NULL AND ${wanted.sql}
     ORDER BY cabinet_id, shelf, number`, wanted.parameters,
    (row) => ({
      cabinetId: row.id<'cabinet'>('cabinet_id'),
      slot: {
        id: row.id<'slot'>('id'), label: row.text('label'), shelf: row.int('shelf'), number: row.int('number'), capacity: row.int('capacity'), used: row.int('used'),
      },
    }),
  )
  return new Map([...Map.groupBy(rows, ({ cabinetId }) => cabinetId)].map(([id, theirs]) => [id, theirs.map(({ slot }) => slot)]))
}

export type InspectedCabinet = Omit<CabinetView, 'slots'>

/** Cabinets by code, each with its shelves as they stand. */
function inspected(db: Reader, today: LocalDate, only: Id<'cabinet'> | null): InspectedCabinet[] {
  const all = shelves(db, only)
  const wanted = of(only, 'id')
  return db.all(`SELECT id, room, code FROM cabinet WHERE removed_at IS NULL AND ${wanted.sql} ORDER BY code`, wanted.parameters, (row) => {
    const id = row.id<'cabinet'>('id')
    const theirs = all.get(id) ?? []
    return {
      id, room: row.text('room'), code: row.text('code'), inspection: inspectionOf(theirs, today),
      shelves: theirs.map(({ number, name, lastInspectedOn }) => ({ number, name, lastInspectedOn })),
    }
  })
}

/** The same, with their slots. */
export function cabinets(db: Reader, today: LocalDate, only: Id<'cabinet'> | null = null): CabinetView[] {
  const all = slots(db, only)
  return inspected(db, today, only).map((cabinet) => ({ ...cabinet, slots: all.get(cabinet.id) ?? [] }))
}

/** Those whose inspection is due, longest due first. */
export function inspectionsDue(db: Reader, today: LocalDate): InspectedCabinet[] {
  return inspected(db, today, null).filter(({ inspection }) => inspection.due).toSorted((one, other) => one.inspection.dueOn.localeCompare(other.inspection.dueOn))
}

/** Due when the first of its shelves is. */
function inspectionOf(theirs: readonly Shelf[], today: LocalDate): CabinetView['inspection'] {
  const dueOn = theirs.map(({ lastInspectedOn, setUpOn }) => inspectionDueOn(lastInspectedOn, setUpOn)).toSorted()[0] ?? today
  return { lastOn: lastInspected(theirs.map(({ lastInspectedOn }) => lastInspectedOn)), dueOn, due: theirs.length > 0 && isInspectionDue(dueOn, today) }
}

/** The cabinet to which a code belongs: the one that has it, or had it before it was renamed. */
export function holderOfCode(db: Reader, code: string): { id: Id<'cabinet'>; hasIt: boolean; removed: boolean } | null {
  return db.get(
    'SELECT c.id, c.code = k.code AS has_it, c.removed_at IS NOT NULL AS removed FROM cabinet_code k JOIN cabinet c ON c.id = k.cabinet_id WHERE k.code = ?', [code],
    (row) => ({ id: row.id<'cabinet'>('id'), hasIt: row.flag('has_it'), removed: row.flag('removed') }),
  )
}

/** A cabinet without shelves; one that was removed is there again, with the slots it had still removed. */
export function addCabinet(db: Writer, room: string, code: string): Id<'cabinet'> {
  db.run('INSERT INTO cabinet (room, code) VALUES (?, ?) ON CONFLICT (code) DO UPDATE SET room = excluded.room, removed_at = NULL', [room, code])
  const added = cabinetByCode(db, code)
  if (!added) throw new Error('the cabinet was not added')
  keepCode(db, added.id, code)
  return added.id
}

/** A new code is in every label, also in those of slots that were removed. */
export function setCabinet(db: Writer, { id, room, code }: Cabinet): void {
  db.run('UPDATE cabinet SET room = ?, code = ? WHERE id = ?', [room, code, id])
  keepCode(db, id, code)
  const all = db.all('SELECT id, shelf, number FROM slot WHERE cabinet_id = ?', [id], (row) => ({
    slot: row.id<'slot'>('id'), label: slotLabel(code, row.int('shelf'), row.int('number')),
  }))
  for (const { slot, label } of all) db.run('UPDATE slot SET label = ? WHERE id = ?', [label, slot])
}

function keepCode(db: Writer, id: Id<'cabinet'>, code: string): void {
  db.run('INSERT INTO cabinet_code (code, cabinet_id) VALUES (?, ?) ON CONFLICT (code) DO NOTHING', [code, id])
}

export type NewShelf = { shelf: number; slots: number; capacity: number }

/** A shelf with its empty slots; where one of this number was removed, it is that one again. */
export function addShelf(db: Writer, { id, code }: Pick<Cabinet, 'id' | 'code'>, { shelf, slots: count, capacity }: NewShelf, at: Instant): void {
  db.run(
    `INSERT INTO shelf (cabinet_id, number, added_at) VALUES (?, ?, ?)
     ON CONFLICT (cabinet_id, number) DO UPDATE SET name = '', added_at = excluded.added_at, removed_at = NULL`, [id, shelf, at],
  )
  for (let number = 1; number <= count; number += 1) addSlot(db, { id, code }, { shelf, number, capacity })
}

export function addSlot(db: Writer, { id, code }: Pick<Cabinet, 'id' | 'code'>, { shelf, number, capacity }: { shelf: number; number: number; capacity: number }): void {
  db.run(
    `INSERT INTO slot (cabinet_id, shelf, number, label, capacity) VALUES (?, ?, ?, ?, ?)
     ON CONFLICT (cabinet_id, shelf, number) DO UPDATE SET capacity = excluded.capacity, removed_at = NULL`,
    [id, shelf, number, slotLabel(code, shelf, number), capacity],
  )
}

/** The slots of a shelf that are there, from left to right. */
export function slotsOfShelf(db: Reader, cabinetId: Id<'cabinet'>, shelf: number): SlotRow[] {
  return (slots(db, cabinetId).get(cabinetId) ?? []).filter((slot) => slot.shelf === shelf)
}

export function nameShelf(db: Writer, cabinetId: Id<'cabinet'>, shelf: number, name: string): void {
  db.run('UPDATE shelf SET name = ? WHERE cabinet_id = ? AND number = ?', [name, cabinetId, shelf])
}

export function setCapacity(db: Writer, slotId: Id<'slot'>, capacity: number): void {
  db.run('UPDATE slot SET capacity = ? WHERE id = ?', [capacity, slotId])
}

export function removeSlot(db: Writer, slotId: Id<'slot'>, at: Instant): void {
  db.run('UPDATE slot SET removed_at = ? WHERE id = ?', [at, slotId])
}

/** With its slots, which are empty. */
export function removeShelf(db: Writer, cabinetId: Id<'cabinet'>, shelf: number, at: Instant): void {
  db.run('UPDATE slot SET removed_at = ? WHERE cabinet_id = ? AND shelf = ? AND removed_at IS NULL', [at, cabinetId, shelf])
  db.run('UPDATE shelf SET removed_at = ? WHERE cabinet_id = ? AND number = ? AND removed_at IS NULL', [at, cabinetId, shelf])
}

/** After its shelves. */
export function removeCabinet(db: Writer, cabinetId: Id<'cabinet'>, at: Instant): void {
  db.run('UPDATE cabinet SET removed_at = ? WHERE id = ?', [at, cabinetId])
}
