// A list as it was read, from whatever file it came in, and how much of one is taken: none can hold more than a store could ever
// bring, so that a hostile file ends in a refusal and not in the engine's memory.
import type { Cell, Epoch } from '#shared/domain/import-cell.ts'

/** `number`: the line as Excel or an editor counts it. Empty lines are left out. */
export type SheetRow = { number: number; cells: Cell[] }

export type Sheet = { name: string; epoch: Epoch; rows: SheetRow[] }

/** `sheets`: all of a workbook that say anything, by name. */
export type SheetFile = Sheet & { sheets: string[]; kind: 'xlsx' | 'csv'; encoding: 'utf-8' | 'utf-16le' | 'gb18030' | null }

export const LIMITS = {
  /** Bytes of the file itself. */
  file: 64 * 1024 * 1024,
  /** Bytes of all that is read of it, unpacked. */
  unpacked: 512 * 1024 * 1024,
  /** Lines that hold something. */
  rows: 100_000,
  columns: 200,
  /** Characters of one cell, and of all cells. */
  cell: 4000,
  text: 48 * 1024 * 1024,
  /** Bytes of unpacked XML in which not one tag ends. */
  tag: 4 * 1024 * 1024,
  merges: 20_000,
  /** Milliseconds. */
  time: 60_000,
} as const

/** What reading asks as it goes: throws once it was cancelled, or takes too long. */
export type Patience = () => void

/** True where a line says anything. */
export function saysSomething(cells: readonly Cell[]): boolean {
  return cells.some((cell) => (typeof cell === 'string' ? cell.trim() !== '' : cell !== null))
}
