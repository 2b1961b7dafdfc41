// Where folders lie (rule C1): cabinets of shelves of slots, each with a label and a capacity.

/** A cabinet's letters or digits, part of every label in it: `A`, `B2`. */
export function cabinetCodeProblem(code: string): 'cabinet.code' | null {
  return /^[A-Z0-9]{1,6}$/.test(code) ? null : 'cabinet.code'
}

/** `A-03-12`: cabinet, shelf, slot; padded, so that labels sort as they stand. */
export function slotLabel(cabinet: string, shelf: number, slot: number): string {
  return [cabinet, ...[shelf, slot].map((number) => String(number).padStart(2, '0'))].join('-')
}
