// Checking that cabinets, shelves and slots stand as they were set up, and that every folder lies where it was put (rule C1).
import type { CabinetActs } from './audit-cabinets.ts'
import type { Check } from './check.ts'
import { compareRows } from './hold.ts'
import { labelShould, replayCabinets, type Should } from './replay-cabinets.ts'

export function checkCabinets(check: Check, acts: CabinetActs): void {
  const should = replayCabinets(check, acts)
  checkShelves(check, should)
  checkSlots(check, should)
  checkPlacements(check, should)
}

function checkShelves(check: Check, { cabinets }: Should): void {
  const { db } = check
  compareRows(
    check, 'cabinet', 'slot',
    db.all('SELECT id, code, room, removed_at FROM cabinet ORDER BY id', [], (row) => (
      [String(row.int('id')), [row.text('code'), row.text('room'), row.intOrNull('removed_at')]] as const
    )),
    new Map(cabinets.map(({ code, room, removedAt }, index) => [String(index + 1), [code, room, removedAt]])),
  )
  compareRows(
    check, 'cabinet_code', 'slot',
    db.all('SELECT code, cabinet_id FROM cabinet_code ORDER BY code', [], (row) => [row.text('code'), row.int('cabinet_id')] as const),
    new Map(cabinets.flatMap(({ codes }, index) => [...codes].map((code) => [code, index + 1] as const))),
  )
  compareRows(
    check, 'shelf', 'slot',
    db.all('SELECT cabinet_id, number, name, added_at, removed_at FROM shelf ORDER BY cabinet_id, number', [], (row) => [
      `${row.int('cabinet_id')}/${row.int('number')}`, [row.text('name'), row.int('added_at'), row.intOrNull('removed_at')],
    ] as const),
    new Map(cabinets.flatMap((cabinet, index) => [...cabinet.shelves.values()].map((shelf) => (
      [`${index + 1}/${shelf.number}`, [shelf.name, shelf.addedAt, shelf.removedAt]] as const
    )))),
  )
}

const SLOTS = 'SELECT label, cabinet_id, shelf, number, capacity, used, removed_at FROM slot ORDER BY id'

function checkSlots(check: Check, { cabinets }: Should): void {
  compareRows(
    check, 'slot', 'slot',
    check.db.all(SLOTS, [], (row) => [row.text('label'), [
      row.int('cabinet_id'), row.int('shelf'), row.int('number'), row.int('capacity'), row.int('used'), row.intOrNull('removed_at'),
    ]] as const),
    new Map(cabinets.flatMap((cabinet, index) => [...cabinet.slots.values()].map((slot) => (
      [labelShould(cabinet, slot), [index + 1, slot.shelf, slot.number, slot.capacity, slot.used, slot.removedAt]] as const
    )))),
  )
}

const PLACEMENTS = `
  SELECT pl.id, pl.dossier_id, s.cabinet_id, s.shelf, s.number, pl.from_at, pl.placed_by, pl.to_at
  FROM placement pl LEFT JOIN slot s ON s.id = pl.slot_id ORDER BY pl.id`

function checkPlacements(check: Check, { cabinets, placements }: Should): void {
  const owners = new Map(cabinets.flatMap(({ slots }, index) => [...slots.values()].map((slot) => [slot, index + 1] as const)))
  compareRows(
    check, 'placement', 'placement',
    check.db.all(PLACEMENTS, [], (row) => [String(row.int('id')), [
      row.int('dossier_id'), row.intOrNull('cabinet_id'), row.intOrNull('shelf'), row.intOrNull('number'), row.int('from_at'), row.int('placed_by'),
      row.intOrNull('to_at'),
    ]] as const),
    new Map(placements.map(({ dossierId, slot, from, by, to }, index) => [String(index + 1), [
      dossierId, owners.get(slot) ?? null, slot.shelf, slot.number, from, by, to,
    ]])),
  )
}
