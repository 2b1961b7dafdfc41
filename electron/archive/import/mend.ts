// The lines of a list that were wrong, as they came, with what is wrong beside each: to be mended and brought in again.
import { cellDay, type Cell, type Epoch } from '#shared/domain/import-cell.ts'
import { IMPORT_FIELDS, ownHeading, type ImportColumns, type LineProblem } from '#shared/domain/import.ts'
import { writeXlsx } from '../sheet/write.ts'

export type WrongLine = { number: number; cells: readonly Cell[]; problems: readonly LineProblem[] }

/** What stands at the end of each line; a heading that no field is guessed from. */
const PROBLEM_HEADING = '错误说明'
const LINE_HEADING = '原行号'

/** How the list was read: how it counted its days, and what its columns hold. */
export type WasRead = { epoch: Epoch; columns: ImportColumns }

/** `words`: what a problem or a field is called where the file is read. */
export function mendFile(headings: readonly string[], wrong: readonly WrongLine[], { epoch, columns }: WasRead, words: Readonly<Record<string, string>>): Uint8Array {
  const said = ({ field, problem }: LineProblem): string => {
    const word = words[problem] ?? problem
    return field === null ? word : `${words[`field.${field}`] ?? ownHeading(field)}：${word}`
  }
  // Columns may lie beyond the last heading; one that was taken all the same gets the name we know it by.
  const width = wrong.reduce((most, { cells }) => Math.max(most, cells.length), headings.length)
  const headingOf = (index: number): string => {
    const field = IMPORT_FIELDS.find((each) => columns[each] === index)
    return headings[index] || (field === undefined ? '' : ownHeading(field))
  }
  const kept = Array.from({ length: width }, (_, index) => ({ heading: headingOf(index), index })).filter(({ heading }) => heading !== PROBLEM_HEADING && heading !== LINE_HEADING)
  return writeXlsx([{
    name: '待修改',
    rows: [
      [...kept.map(({ heading }) => heading), LINE_HEADING, PROBLEM_HEADING],
      ...wrong.map(({ number, cells, problems }) => [
        ...kept.map(({ index }) => asWritten(cells[index] ?? null, index === columns.deliveredOn ? epoch : null)), number, problems.map(said).join('；'),
      ]),
    ],
    widths: [...kept.map(() => 18), 8, 60],
  }])
}

/** Days are written out, since the new file counts its serial numbers anew; everything else stays as it was. */
function asWritten(cell: Cell, epoch: Epoch): string | number | null {
  if (typeof cell === 'string' || cell === null) return cell
  // What was lost comes back as lost: neither empty nor whole.
  if (typeof cell === 'object') return cell.fault === 'cell.error' ? '#N/A' : null
  if (!Number.isFinite(cell)) return '#N/A'
  const day = epoch === null ? null : cellDay(cell, epoch)
  if (day && 'day' in day) return day.day
  if (Math.abs(cell) < 1e10) return cell
  return Math.abs(cell) > Number.MAX_SAFE_INTEGER ? cell.toExponential() : String(cell)
}
