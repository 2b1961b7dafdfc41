// The lines of a list that were wrong, as they came, with what is wrong beside each: to be mended and brought in again.
import { cellDay, cellText, type Cell, type Epoch } from '#shared/domain/import-cell.ts'
import { ownHeading, type LineProblem } from '#shared/domain/import.ts'
import { writeXlsx } from '../sheet/write.ts'

export type WrongLine = { number: number; cells: readonly Cell[]; problems: readonly LineProblem[] }

/** What stands at the end of each line; a heading that no field is guessed from. */
const PROBLEM_HEADING = '错误说明'
const LINE_HEADING = '原行号'

/** How the list counted its days, and in which column it held them. */
export type DaysAs = { epoch: Epoch; column: number | undefined }

/** `words`: what a problem or a field is called where the file is read. */
export function mendFile(headings: readonly string[], wrong: readonly WrongLine[], days: DaysAs, words: Readonly<Record<string, string>>): Uint8Array {
  const said = ({ field, problem }: LineProblem): string => {
    const word = words[problem] ?? problem
    return field === null ? word : `${words[`field.${field}`] ?? ownHeading(field)}：${word}`
  }
  const kept = headings.map((heading, index) => ({ heading, index })).filter(({ heading }) => heading !== PROBLEM_HEADING && heading !== LINE_HEADING)
  return writeXlsx([{
    name: '待修改',
    rows: [
      [...kept.map(({ heading }) => heading), LINE_HEADING, PROBLEM_HEADING],
      ...wrong.map(({ number, cells, problems }) => [
        ...kept.map(({ index }) => asWritten(cells[index] ?? null, index === days.column ? days.epoch : null)), number, problems.map(said).join('；'),
      ]),
    ],
    widths: [...kept.map(() => 18), 8, 60],
  }])
}

/** Days are written out, since the new file counts its serial numbers anew; everything else stays as it was. */
function asWritten(cell: Cell, epoch: Epoch): string | number | null {
  const day = epoch !== null && typeof cell === 'number' ? cellDay(cell, epoch) : null
  if (day && 'day' in day) return day.day
  if (typeof cell === 'number' && Math.abs(cell) < 1e10) return cell
  const read = cellText(cell)
  return 'text' in read ? read.text : null
}
