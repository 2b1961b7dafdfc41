// What a list came to: counted by outcome, its first lines to be shown, its wrong ones to be mended.
import type { ImportedLineView, ImportMapping, ImportOutcome } from '#shared/contract/import.ts'
import { cellText, type Cell } from '#shared/domain/import-cell.ts'
import type { LineOutcome, LineProblem } from '#shared/domain/import.ts'
import type { Reader } from '../database/database.ts'
import type { SheetRow } from '../sheet/sheet.ts'
import type { DryRunJob, ReadList } from './list-file.ts'
import { mendFile, type WrongLine } from './mend.ts'
import type { Plan } from './plan.ts'
import { runOfFile } from './store.ts'

/** Lines of each outcome. */
const SHOWN = 200

export type Tallied = { outcome: ImportOutcome; wrong: WrongLine[] }

/** The wrong lines as an xlsx file, or why there is none. */
export type Mend = { file: Uint8Array } | { problem: 'import.nothingWrong' | 'import.mendUnmade' }

export type RunResult = { outcome: ImportOutcome; mend: Mend }

export function makeTally(job: DryRunJob, list: ReadList, db: Reader) {
  const counts: Record<LineOutcome, number> = { dossier: 0, record: 0, dossierAndRecord: 0, already: 0, wrong: 0 }
  const lines: { index: number; view: ImportedLineView }[] = []
  const wrong: { index: number; line: WrongLine }[] = []
  const problems = new Map<string, LineProblem & { count: number }>()
  let overdue = 0
  // As they stood before this list: it does not know itself yet.
  const before = runOfFile(db, job.list, job.file)
  return {
    add: (index: number, plan: Plan, isOverdue: boolean): void => {
      const { row } = list.lines[index] ?? {}
      if (!row) return
      counts[plan.outcome] += 1
      if (isOverdue) overdue += 1
      const found = plan.outcome === 'wrong' ? plan.problems : []
      if (counts[plan.outcome] <= SHOWN) lines.push({ index, view: { line: row.number, outcome: plan.outcome, car: carOf(row, job.mapping), problems: found } })
      if (plan.outcome !== 'wrong') return
      wrong.push({ index, line: { number: row.number, cells: row.cells, problems: found } })
      for (const { field, problem } of found) {
        const key = `${field}/${problem}`
        problems.set(key, { field, problem, count: (problems.get(key)?.count ?? 0) + 1 })
      }
    },
    result: (committed: boolean): Tallied => ({
      outcome: {
        committed, lines: list.lines.length, dossiers: counts.dossier + counts.dossierAndRecord, records: counts.record + counts.dossierAndRecord,
        overdue, already: counts.already, wrong: counts.wrong,
        problems: [...problems.values()].toSorted((one, other) => other.count - one.count),
        shown: lines.toSorted((one, other) => one.index - other.index).map(({ view }) => view),
        before,
      },
      wrong: wrong.toSorted((one, other) => one.index - other.index).map(({ line }) => line),
    }),
  }
}

export function withMend({ mapping, words }: DryRunJob, { headings, epoch }: ReadList, { outcome, wrong }: Tallied): RunResult {
  if (wrong.length === 0) return { outcome, mend: { problem: 'import.nothingWrong' } }
  try {
    return { outcome, mend: { file: mendFile(headings, wrong, { epoch, columns: mapping.columns }, words) } }
  } catch {
    // By now the list has been entered: that more was wrong than a file can hold must not look as if it had not.
    return { outcome, mend: { problem: 'import.mendUnmade' } }
  }
}

function carOf({ cells }: SheetRow, { columns }: ImportMapping): string {
  const text = (column: number | undefined): string => (column === undefined ? '' : shown(cells[column]))
  return text(columns.vin) || text(columns.plate)
}

/** A cell as it is shown. */
export function shown(cell: Cell | undefined): string {
  const read = cellText(cell ?? null)
  return ('text' in read ? (read.text ?? '') : `#${read.problem}`).slice(0, 60)
}

