// Cells merged over several lines: Excel keeps the value in the first alone, but every line means it (two cars of one customer).
import type { Cell } from '#shared/domain/import-cell.ts'
import { refused } from '../refusal.ts'
import type { SheetRow } from './sheet.ts'

/** Lines from `fromRow` to `toRow`; `column` from 1, the first of those that were merged: across columns a value stands once. */
export type Merge = { column: number; fromRow: number; toRow: number }

/** More than this is filled by no list that people made. */
const MOST_FILLED = 2_000_000

/** Gives each line what it shares with the one above. Lines that say nothing themselves were left out and stay out. `given`: hears of each. */
export function fillMerged(rows: SheetRow[], merges: readonly Merge[], given: (value: Cell) => void): SheetRow[] {
  let filled = 0
  for (const { column, fromRow, toRow } of merges) {
    if (toRow <= fromRow) continue
    const from = indexFrom(rows, fromRow)
    const first = rows[from]
    const value = first?.number === fromRow ? (first.cells[column - 1] ?? null) : null
    if (value === null) continue
    for (let index = from + 1; index < rows.length; index += 1) {
      const row = rows[index]
      if (!row || row.number > toRow) break
      filled += 1
      if (filled > MOST_FILLED) throw refused('sheet.tooLarge')
      while (row.cells.length < column) row.cells.push(null)
      if (row.cells[column - 1] !== null) continue
      given(value)
      row.cells[column - 1] = value
    }
  }
  return rows
}

/** The first line with that number or a later one; lines come in their order. */
function indexFrom(rows: readonly SheetRow[], number: number): number {
  let low = 0
  let high = rows.length
  while (low < high) {
    const middle = (low + high) >> 1
    if ((rows[middle]?.number ?? 0) < number) low = middle + 1
    else high = middle
  }
  return low
}
