// Checking that papers lie in their folder, or do not, as the audit trail says: by whom and when they were put there, and since when they
// lie there no more (rule H4).
import { isFiled } from '#shared/domain/filing.ts'
import { RECORD_STATES } from '#shared/domain/record.ts'
import type { Reader } from '../database/database.ts'
import type { Cell } from '../merge/cells.ts'
import type { AuditActs } from './audit-acts.ts'
import type { CabinetActs } from './audit-cabinets.ts'
import type { Check } from './check.ts'
import { soundCells } from './replay-cabinets.ts'

/** Who put a record's papers there, and when; null: they lie nowhere. */
type Put = string | null
const putBy = (by: unknown, at: unknown): string => `${String(by)}/${String(at)}`

/** What an entry of the trail makes of a record's papers, given all that may have been of them before. */
type Step = { seq: number; effect: (before: ReadonlySet<Put>) => ReadonlySet<Put> }

const NOWHERE: ReadonlySet<Put> = new Set([null])
const takenOut = (seq: number): Step => ({ seq, effect: () => NOWHERE })
const maybe = (seq: number, put: Put): Step => ({ seq, effect: (before) => new Set([...before, put]) })

/** What lay there already stays as it is. */
const placed = (seq: number, put: string): Step => ({ seq, effect: (before) => new Set([...before].map((each) => each ?? put)) })

type Steps = {
  byNumber: Map<string, Step[]>
  byId: Map<number, Step[]>
  /** Of every record. */
  all: Step[]
}

const RECORDS = 'SELECT id, number, state, scanned_at, placed_by, placed_at, filed_at FROM record ORDER BY id'

export function checkPapers({ db, findings, step }: Check, { cabinets, lines }: Pick<AuditActs, 'cabinets' | 'lines'>): void {
  const { byNumber, byId, all } = stepsIn(db, cabinets)
  for (const row of db.each(RECORDS, [])) {
    step()
    const [id, placedAt] = [row.int('id'), row.intOrNull('placed_at')]
    const theirs = [...byId.get(id) ?? [], ...byNumber.get(row.text('number')) ?? []]
    const present = placedAt === null ? null : putBy(row.intOrNull('placed_by'), placedAt)
    const ordered = theirs.length === 0 ? [] : [...theirs, ...all, ...lineSteps(db, id, lines)].toSorted((one, other) => one.seq - other.seq)
    const may = ordered.reduce((before, { effect }) => effect(before), NOWHERE)
    if (!may.has(present)) findings.add(`record/${id}/placed_at`, 'placement.papersDiffer')
    const filed = isFiled({ state: row.oneOf('state', RECORD_STATES), scanned: row.intOrNull('scanned_at') !== null, placed: placedAt !== null })
    if (filed !== (row.intOrNull('filed_at') !== null)) findings.add(`record/${id}/filed_at`, 'placement.papersDiffer')
  }
}

function stepsIn(db: Reader, { papers, deeds }: CabinetActs): Steps {
  const steps: Steps = { byNumber: new Map(), byId: new Map(), all: [] }
  const add = <K>(to: Map<K, Step[]>, key: K, step: Step): void => {
    const before = to.get(key)
    if (before) before.push(step)
    else to.set(key, [step])
  }
  for (const { seq, by, at, what, records } of papers) {
    for (const record of records) add(steps.byNumber, record, what === 'put' ? placed(seq, putBy(by, at)) : takenOut(seq))
  }
  for (const { seq, deed } of deeds) {
    if (deed.what === 'merge') for (const [id, { after }] of putsOf(soundCells(db, deed.merge, 'merge'))) add(steps.byId, id, { seq, effect: () => new Set([after]) })
    if (deed.what !== 'undo') continue
    if (deed.takenOut === null) {
      // Undone by an earlier program, which did not say whose papers came to lie nowhere.
      for (const [id, { before }] of putsOf(soundCells(db, deed.merge, 'merge'))) add(steps.byId, id, maybe(seq, before))
      steps.all.push(maybe(seq, null))
    } else {
      for (const [id, { after }] of putsOf(soundCells(db, deed.merge, 'undo'))) add(steps.byId, id, { seq, effect: () => new Set([after]) })
      for (const id of deed.takenOut) add(steps.byId, id, takenOut(seq))
    }
  }
  return steps
}

/** What a ledger says of records' papers, by record. */
function putsOf(cells: readonly Cell[]): Map<number, { before: Put; after: Put }> {
  const by = new Map(cells.filter(({ cell }) => cell === 'record.placed_by').map((cell) => [cell.rowId, cell]))
  const put = (who: unknown, at: Cell['before']): Put => (at === null ? null : putBy(who, at))
  return new Map(cells.filter(({ cell }) => cell === 'record.placed_at').map(({ rowId, before, after }) => [rowId, {
    before: put(by.get(rowId)?.before ?? null, before), after: put(by.get(rowId)?.after ?? null, after),
  }]))
}

type BookRow = { seq: number; kind: string; struckBy: number | null }

/** Later papers do not lie in the folder yet; of a record that is owed again after a strike none do. */
function lineSteps(db: Reader, recordId: number, lines: AuditActs['lines']): Step[] {
  const rows = db.all('SELECT seq, kind, struck_by FROM book_line WHERE record_id = ? ORDER BY seq', [recordId], (row): BookRow => ({
    seq: row.int('seq'), kind: row.text('kind'), struckBy: row.intOrNull('struck_by'),
  }))
  return rows.flatMap((row) => {
    const entered = lines.get(row.seq)
    return !entered || (row.kind === 'strike' && isReceivedAfter(rows, row)) ? [] : [takenOut(entered.seq)]
  })
}

/** Whether a record is still received when a line has struck another: the last that stands then is no refusal. */
function isReceivedAfter(rows: readonly BookRow[], strike: BookRow): boolean {
  const last = rows.findLast(({ seq, kind, struckBy }) => seq < strike.seq && kind !== 'strike' && (struckBy === null || struckBy > strike.seq))
  return last !== undefined && last.kind !== 'refusal'
}
