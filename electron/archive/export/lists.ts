// Lists of an export as workbooks: lines come one after the other, and what is full is written, so that no list is ever held whole.
import { writeXlsx, type SheetToWrite } from '../sheet/write.ts'
import type { Tree } from './tree.ts'

type Cells = SheetToWrite['rows'][number]

/** Lines and characters of one file. */
const FULL = { rows: 10_000, characters: 3_000_000 } as const

export type List = { add(row: Cells): void; finish(): void; paths: readonly string[] }

/** `name`: of the files, the second of which is `name 2.xlsx`. */
export function openList(tree: Tree, name: string, columns: readonly string[]): List {
  const paths: string[] = []
  let rows: Cells[] = []
  let characters = 0
  const flush = (): void => {
    const path = `lists/${name}${paths.length === 0 ? '' : ` ${paths.length + 1}`}.xlsx`
    tree.write(path, writeXlsx([{ name, rows: [columns, ...rows], widths: widthsOf(columns, rows) }]))
    paths.push(path)
    rows = []
    characters = 0
  }
  return {
    paths,
    add: (row) => {
      rows.push(row)
      for (const cell of row) characters += typeof cell === 'string' ? cell.length : 8
      if (rows.length >= FULL.rows || characters >= FULL.characters) flush()
    },
    finish: () => {
      if (rows.length > 0 || paths.length === 0) flush()
    },
  }
}

const [NARROWEST, WIDEST] = [6, 40]

/** By the heading and the first lines; a Chinese character takes the room of two others. */
function widthsOf(columns: readonly string[], rows: readonly Cells[]): number[] {
  const room = (cell: Cells[number]): number => (typeof cell === 'string' ? cell.length + (cell.match(/\p{Script=Han}/gu)?.length ?? 0) : String(cell ?? '').length)
  return columns.map((column, index) => (
    Math.min(WIDEST, Math.max(NARROWEST, room(column) + 2, ...rows.slice(0, 50).map((row) => room(row[index] ?? null) + 2)))
  ))
}
