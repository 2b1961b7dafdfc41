// Rooms, cabinets, shelves and slots as they stand, what lies in them, and moving folders (rule C1).
import { z } from 'zod'
import { cabinetCodeProblem, MOST } from '#shared/domain/slot.ts'
import { checked, id, instant, line, localDate, nothing, requiredLine } from './field.ts'
import { read, write } from './method.ts'

const code = checked((text) => text.trim().toUpperCase(), cabinetCodeProblem)
const shelfNumber = z.number().int().min(1).max(MOST.shelves)
const shelves = shelfNumber
const slotsPerShelf = z.number().int().min(1).max(MOST.slotsPerShelf)
/** Folders in a slot. */
const capacity = z.number().int().min(1).max(MOST.capacity)

export const slotView = z.object({
  id: id('slot'), label: z.string(), shelf: z.number().int(), number: z.number().int(), capacity: z.number().int(),
  /** Folders that belong here, those that are out among them. */
  used: z.number().int(),
})

/** When paper was last looked at (C7), and by when it is to be again. */
const inspection = z.object({ lastOn: localDate.nullable(), dueOn: localDate, due: z.boolean() })

const shelfView = z.object({ number: z.number().int(), name: z.string(), lastInspectedOn: localDate.nullable() })

export const cabinetView = z.object({
  id: id('cabinet'), room: z.string(), code: z.string(), inspection,
  shelves: z.array(shelfView),
  slots: z.array(slotView),
})
export type CabinetView = z.output<typeof cabinetView>

/** A folder as it stands in a slot; `out`: it is on loan, its place is kept. */
export const drawnFolder = z.object({ dossierId: id('dossier'), number: z.string(), plate: z.string().nullable(), out: z.boolean() })
export type DrawnFolder = z.output<typeof drawnFolder>

export const drawnView = z.object({
  id: id('cabinet'), room: z.string(), code: z.string(), inspection,
  /** Top to bottom, each with its slots from left to right. */
  shelves: z.array(shelfView.extend({
    slots: z.array(slotView.extend({
      /** Of `used`: out on loan, as far as whoever asks may know of them. */
      reserved: z.number().int(),
      /** By archive number. */
      folders: z.array(drawnFolder),
      /** Of `used`: folders that whoever asks may not know of. */
      hidden: z.number().int(),
    })),
  })),
  /** The stock-taking that is on in it, if any. */
  stocktakings: z.array(z.object({ id: id('stocktaking'), number: z.string(), shelf: z.number().int().nullable() })),
})
export type DrawnView = z.output<typeof drawnView>

const oneCabinet = z.strictObject({ id: id('cabinet') })
const oneShelf = { cabinetId: id('cabinet'), shelf: shelfNumber }

export const cabinetContract = {
  /** By code; those that were removed are not among them. */
  'cabinet.list': read('record.read', nothing, z.array(cabinetView)),
  /** A cabinet as it stands, with the folders in it. */
  'cabinet.drawn': read('record.read', oneCabinet, drawnView),
  /** A code that a removed cabinet had is that cabinet, set up again. */
  'cabinet.add': write('cabinet.manage', z.strictObject({ room: requiredLine(40), code, shelves, slotsPerShelf, capacity }), z.object({ id: id('cabinet') })),
  /** A new code changes the labels of all its slots: `labels` says how many are to be printed anew. */
  'cabinet.update': write('cabinet.manage', z.strictObject({ id: id('cabinet'), room: requiredLine(40), code }), z.object({ labels: z.number().int() })),
  /** Further shelves, below those that are there. */
  'cabinet.addShelves': write('cabinet.manage', z.strictObject({ id: id('cabinet'), shelves, slotsPerShelf, capacity }), nothing),
  /** Only when empty: nothing belongs in it, what is out included. */
  'cabinet.remove': write('cabinet.manage', oneCabinet, nothing),
  /** A shelf's name, number of slots, and their capacity (null: as it is). Slots that go must be empty. */
  'shelf.update': write('cabinet.manage', z.strictObject({ ...oneShelf, name: line(40), slots: slotsPerShelf, capacity: capacity.nullable() }), nothing),
  /** Only when empty, and only the lowest: the numbers of the others stand on labels. */
  'shelf.remove': write('cabinet.manage', z.strictObject(oneShelf), nothing),
  /** The folders in a slot, as far as the person may know of them; `hidden` counts the others. */
  'cabinet.slot': read('record.read', z.strictObject({ label: line(30) }), z.object({
    label: z.string(), room: z.string(), capacity: z.number().int(), used: z.number().int(), reserved: z.number().int(), hidden: z.number().int(),
    folders: z.array(drawnFolder.extend({ ownerName: z.string(), since: instant })),
    /** Folders that lay here and are elsewhere now, newest first. */
    past: z.array(z.object({ dossierId: id('dossier'), number: z.string(), since: instant, until: instant, now: z.string().nullable() })),
  })),
  /** Moves folders into one slot, all of them or none; what lies there already stays. One that is out has to be given back first. */
  'folder.move': write('filing.place', z.strictObject({ dossierIds: z.array(id('dossier')).min(1).max(200), slot: line(30) }), z.object({
    slot: z.string(),
    folders: z.array(z.object({ dossierId: id('dossier'), number: z.string(), from: z.string().nullable() })),
  })),
}
