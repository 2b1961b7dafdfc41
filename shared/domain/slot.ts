// Where folders lie (rule C1): cabinets of shelves of slots, each with a label and a capacity.

/** What a cabinet may come to; what is larger is several cabinets. */
export const MOST = { shelves: 20, slotsPerShelf: 99, capacity: 200 } as const

/** A cabinet's letters or digits, part of every label in it: `A`, `B2`. */
export function cabinetCodeProblem(code: string): 'cabinet.code' | null {
  return /^[A-Z0-9]{1,6}$/.test(code) ? null : 'cabinet.code'
}

const padded = (number: number): string => String(number).padStart(2, '0')

/** `A-03`: cabinet and shelf. */
export function shelfLabel(cabinet: string, shelf: number): string {
  return `${cabinet}-${padded(shelf)}`
}

/** `A-03-12`: cabinet, shelf, slot; padded, so that labels sort as they stand. */
export function slotLabel(cabinet: string, shelf: number, slot: number): string {
  return `${shelfLabel(cabinet, shelf)}-${padded(slot)}`
}

/**
 * How full a slot is. `used`: folders that belong here, `reserved` those of them that are out on loan: their places are kept, so that
 * they count as used.
 */
export type SlotFill = { capacity: number; used: number; reserved: number }

export const freePlaces = ({ capacity, used }: Pick<SlotFill, 'capacity' | 'used'>): number => capacity - used

/** Why so many folders more cannot be put into a slot, or null. */
export function puttingProblem(slot: Pick<SlotFill, 'capacity' | 'used'>, folders: number): 'slot.full' | null {
  return folders > freePlaces(slot) ? 'slot.full' : null
}

/** Why a slot cannot have this capacity, or null. */
export function capacityProblem(capacity: number, { used }: Pick<SlotFill, 'used'>): 'slot.capacityBelowUse' | null {
  return capacity < used ? 'slot.capacityBelowUse' : null
}
