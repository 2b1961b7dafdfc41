// What a merge changes, cell by cell: changed and remembered in one go, and put back from what was remembered (rule F8).
import { createHash } from 'node:crypto'
import { z } from 'zod'
import type { Id } from '#shared/domain/id.ts'
import type { Reader, Writer } from '../database/database.ts'

/** `table.column` of a row named by its id: nothing else is changed by a merge and remembered. */
export const CELLS = [
  'ownership.dossier_id', 'ownership.customer_id', 'ownership.to_on', 'change.dossier_id', 'loan.dossier_id', 'placement.dossier_id', 'placement.to_at',
  'record.dossier_id', 'record.placed_at', 'record.placed_by', 'record.filed_at', 'dossier.secrecy_level', 'dossier.secrecy_until',
  'vehicle.plate', 'vehicle.colour', 'vehicle.engine_number', 'vehicle.origin', 'customer.mobile', 'customer.landline', 'customer.address',
] as const
export type CellName = (typeof CELLS)[number]

export type CellValue = string | number | null
export type Cell = { cell: CellName; rowId: number; before: CellValue; after: CellValue }

const cellValue = z.union([z.string(), z.number(), z.null()])

function partsOf(cell: CellName): { table: string; column: string } {
  const [table = '', column = ''] = cell.split('.')
  return { table, column }
}

/** What stands there now; null also where there is no such row. */
export function readCell(db: Reader, cell: CellName, rowId: number): CellValue {
  const { table, column } = partsOf(cell)
  return db.get(`SELECT json_array(${column}) AS value FROM ${table} WHERE id = ?`, [rowId], (row) => z.tuple([cellValue]).parse(JSON.parse(row.text('value')))[0])
}

export function writeCell(db: Writer, cell: CellName, rowId: number, value: CellValue): void {
  const { table, column } = partsOf(cell)
  db.run(`UPDATE ${table} SET ${column} = ? WHERE id = ?`, [value, rowId])
}

/** What a merge changed, and what its undoing changed. */
export const LEDGERS = { merge: 'merge_cell', undo: 'merge_undo_cell' } as const
export type LedgerName = keyof typeof LEDGERS

export type Ledger = {
  /** Changes a cell and remembers what stood there. */
  set(cell: CellName, rowId: number, after: CellValue): void
}

export function openLedger(db: Writer, mergeId: Id<'merge'>, name: LedgerName): Ledger {
  let position = 0
  return {
    set: (cell, rowId, after) => {
      const before = readCell(db, cell, rowId)
      position += 1
      db.run(`INSERT INTO ${LEDGERS[name]} (merge_id, position, cell, row_id, before, after) VALUES (?, ?, ?, ?, ?, ?)`, [
        mergeId, position, cell, rowId, before, after,
      ])
      writeCell(db, cell, rowId, after)
    },
  }
}

/** In the order in which they were changed. */
export function cellsOf(db: Reader, mergeId: number, name: LedgerName): Cell[] {
  return db.all(
    `SELECT cell, row_id, json_array(before, after) AS "values" FROM ${LEDGERS[name]} WHERE merge_id = ? ORDER BY position`, [mergeId],
    (row) => {
      const [before, after] = z.tuple([cellValue, cellValue]).parse(JSON.parse(row.text('values')))
      return { cell: row.oneOf('cell', CELLS), rowId: row.int('row_id'), before, after }
    },
  )
}

/** What the audit entry of a merge, or of its undoing, commits to: all of its cells. */
export function digestOf(cells: readonly Cell[]): string {
  return createHash('sha256').update(JSON.stringify(cells.map(({ cell, rowId, before, after }) => [cell, rowId, before, after]))).digest('hex')
}
