// Checking merges (rule F8): each stands as the audit trail says, what it and its undoing changed is remembered as it was then, and is what
// they made it; nothing is left with who or what was merged.
import type { Reader, Row } from '../database/database.ts'
import { cellsOf, digestOf, readCell, type Cell, type CellName } from '../merge/cells.ts'
import { pairName, type KnownMerge, type MergeActs } from './audit-merges.ts'
import type { Check } from './check.ts'
import { holdRows, same } from './hold.ts'

const MERGES = 'SELECT id, subject, kept_id, merged_id, reason, merged_by, merged_at, undone_by, undone_at, undo_reason FROM merge ORDER BY id'

export function checkMerges(check: Check, acts: MergeActs): void {
  holdRows(check, {
    table: 'merge', sql: MERGES, keyOf: (row) => row.int('id'), said: acts.merges, unknown: 'merge.notEntered', missing: 'merge.missing',
  }, (row, said, id) => {
    const present = [
      row.text('subject'), row.int('kept_id'), row.int('merged_id'), row.text('reason'), row.int('merged_by'), row.int('merged_at'),
      row.intOrNull('undone_by'), row.intOrNull('undone_at'), row.text('undo_reason'),
    ]
    if (!same(present, saidOf(said))) return ['merge.differs']
    if (!remembers(check.db, id, said)) check.findings.add(`merge_cell/${id}`, 'merge.cellsDiffer')
    return []
  })
  for (const subject of ['customer', 'dossier'] as const) checkMarks(check, acts, subject)
  checkCells(check, acts)
  checkRows(check)
  checkNotDoubles(check, acts)
}

function saidOf({ subject, keptId, mergedId, reason, by, at, undone }: KnownMerge): (string | number | null)[] {
  return [subject, keptId, mergedId, reason, by, at, undone?.by ?? null, undone?.at ?? null, undone?.reason ?? '']
}

function remembers(db: Reader, id: number, said: KnownMerge): boolean {
  try {
    return digestOf(cellsOf(db, id, 'merge')) === said.cells && digestOf(cellsOf(db, id, 'undo')) === (said.undone?.cells ?? digestOf([]))
  } catch (error) {
    // The database itself failed. Else a cell is none that the program would have written.
    if (!(error instanceof Error) || 'code' in error) throw error
    return false
  }
}

/** Merged is who was merged and not undone, and nobody else. */
function checkMarks({ db, findings }: Check, { merges }: MergeActs, subject: 'customer' | 'dossier'): void {
  const into = new Map([...merges.values()].filter((each) => each.subject === subject && !each.undone).map(({ mergedId, keptId }) => [mergedId, keptId]))
  for (const row of db.each(`SELECT id, merged_into FROM ${subject} WHERE merged_into IS NOT NULL ORDER BY id`, [])) {
    const id = row.int('id')
    if (into.get(id) !== row.int('merged_into')) findings.add(`${subject}/${id}/merged_into`, 'merge.markDiffers')
    into.delete(id)
  }
  for (const id of into.keys()) findings.add(`${subject}/${id}/merged_into`, 'merge.markDiffers')
}

// What only merges change. Records are held against the trail itself.
const LINKS: readonly CellName[] = ['ownership.dossier_id', 'ownership.customer_id', 'change.dossier_id', 'loan.dossier_id', 'placement.dossier_id']
// Set by hand too: held against both together (check-secrecy.ts).
const LEVELS: readonly CellName[] = ['dossier.secrecy_level', 'dossier.secrecy_until']
// An end that other work may set where there is none yet, and never moves.
const ENDS: readonly CellName[] = ['ownership.to_on', 'placement.to_at']

/** What each merge, and each undoing, made of cells, in their order. */
export function madeByMerges(db: Reader, { merges }: MergeActs): { seq: number; cells: Cell[] }[] {
  const events = [...merges].flatMap(([id, { seq, undone }]) => [{ seq, cells: () => cellsOf(db, id, 'merge') }, ...(undone ? [{
    seq: undone.seq,
    cells: () => (undone.cells === null
      ? cellsOf(db, id, 'merge').filter(({ cell }) => LINKS.includes(cell) || LEVELS.includes(cell)).map((cell) => ({ ...cell, after: cell.before }))
      : cellsOf(db, id, 'undo')),
  }] : [])])
  return events.toSorted((one, other) => one.seq - other.seq).map(({ seq, cells }) => {
    try {
      return { seq, cells: cells() }
    } catch (error) {
      // Named already.
      if (!(error instanceof Error) || 'code' in error) throw error
      return { seq, cells: [] }
    }
  })
}

/** What they made of each cell in the end. */
function madeBy(db: Reader, acts: MergeActs): Cell[] {
  return [...new Map(madeByMerges(db, acts).flatMap(({ cells }) => cells.map((cell) => [`${cell.cell}/${cell.rowId}`, cell]))).values()]
}

function checkCells({ db, findings }: Check, acts: MergeActs): void {
  for (const { cell, rowId, after } of madeBy(db, acts)) {
    const present = LINKS.includes(cell) || ENDS.includes(cell) ? readCell(db, cell, rowId) : after
    const mayHaveEnded = after === null && (cell === 'placement.to_at' || (cell === 'ownership.to_on' && isFollowed(db, rowId)))
    if (present !== after && !mayHaveEnded) findings.add(cell.replace('.', `/${rowId}/`), 'merge.rowMoved')
  }
}

/** Whether the next owner's time begins the day after one's ended. */
function isFollowed(db: Reader, ownership: number): boolean {
  return db.get(
    "SELECT 1 AS found FROM ownership o JOIN ownership next ON next.dossier_id = o.dossier_id AND next.from_on = date(o.to_on, '+1 day') WHERE o.id = ?",
    [ownership], (row) => row.flag('found'),
  ) ?? false
}

const LEFT_BEHIND = `
  SELECT 'ownership' AS place, o.id FROM ownership o JOIN dossier d ON d.id = o.dossier_id WHERE d.merged_into IS NOT NULL
  UNION ALL SELECT 'ownership', o.id FROM ownership o JOIN customer c ON c.id = o.customer_id WHERE c.merged_into IS NOT NULL
  UNION ALL SELECT 'change', ch.id FROM change ch JOIN dossier d ON d.id = ch.dossier_id WHERE d.merged_into IS NOT NULL
  UNION ALL SELECT 'loan', l.id FROM loan l JOIN dossier d ON d.id = l.dossier_id WHERE d.merged_into IS NOT NULL
  UNION ALL SELECT 'placement', pl.id FROM placement pl JOIN dossier d ON d.id = pl.dossier_id WHERE d.merged_into IS NOT NULL
  UNION ALL SELECT 'record', r.id FROM record r JOIN dossier d ON d.id = r.dossier_id WHERE d.merged_into IS NOT NULL`

// Rule F8: somebody always owns the car.
const OWNERLESS = `
  SELECT 'dossier' AS place, d.id FROM dossier d
  WHERE d.merged_into IS NULL AND NOT EXISTS (SELECT 1 FROM ownership o WHERE o.dossier_id = d.id AND o.to_on IS NULL)`

// Rule C1.
const MISCOUNTED = `
  SELECT 'slot' AS place, s.id FROM slot s
  WHERE s.used <> (SELECT count(*) FROM placement pl WHERE pl.slot_id = s.id AND pl.to_at IS NULL)`

function checkRows({ db, findings }: Check): void {
  const place = (row: Row): string => `${row.text('place')}/${row.int('id')}`
  for (const row of db.each(LEFT_BEHIND, [])) findings.add(place(row), 'merge.leftBehind')
  for (const row of db.each(OWNERLESS, [])) findings.add(place(row), 'dossier.ownerless')
  for (const row of db.each(MISCOUNTED, [])) findings.add(place(row), 'slot.miscounted')
}

const NOT_DOUBLES = 'SELECT subject, one_id, other_id, reason, person_id, at FROM not_double ORDER BY subject, one_id, other_id'

function checkNotDoubles(check: Check, { notDoubles }: MergeActs): void {
  const differs = 'merge.notDoubleDiffers'
  holdRows(check, {
    table: 'not_double', sql: NOT_DOUBLES, keyOf: (row) => pairName(row.text('subject'), row.int('one_id'), row.int('other_id')), said: notDoubles,
    unknown: differs, missing: differs,
  }, (row, { by, at, reason }) => [by === row.int('person_id') && at === row.int('at') && reason === row.text('reason') ? null : differs])
}
