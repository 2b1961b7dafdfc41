// Checking merges (rule F8): each stands as the audit trail says, what it moved is remembered as it was then, and lies where the merge, or
// its undoing, put it; nothing is left with who or what was merged.
import type { Reader } from '../database/database.ts'
import { cellsOf, digestOf, readCell, type CellName, type CellValue } from '../merge/cells.ts'
import { pairName, type KnownMerge, type MergeActs } from './audit-merges.ts'
import type { Check } from './check.ts'

const MERGES = 'SELECT id, subject, kept_id, merged_id, reason, merged_by, merged_at, undone_by, undone_at, undo_reason FROM merge ORDER BY id'

export function checkMerges(check: Check, acts: MergeActs): void {
  const { db, findings } = check
  const unseen = new Map(acts.merges)
  for (const row of db.each(MERGES, [])) {
    const id = row.int('id')
    const said = unseen.get(id)
    unseen.delete(id)
    const present = [
      row.text('subject'), row.int('kept_id'), row.int('merged_id'), row.text('reason'), row.int('merged_by'), row.int('merged_at'),
      row.intOrNull('undone_by'), row.intOrNull('undone_at'), row.text('undo_reason'),
    ]
    if (!said) findings.add(`merge/${id}`, 'merge.notEntered')
    else if (present.join('\n') !== saidOf(said).join('\n')) findings.add(`merge/${id}`, 'merge.differs')
    else if (!remembers(db, id, said)) findings.add(`merge_cell/${id}`, 'merge.cellsDiffer')
  }
  for (const id of unseen.keys()) findings.add(`merge/${id}`, 'merge.missing')
  for (const subject of ['customer', 'dossier'] as const) checkMarks(check, acts, subject)
  checkPlaces(check, acts)
  checkLeftBehind(check)
  checkNotDoubles(check, acts)
}

function saidOf({ subject, keptId, mergedId, reason, by, at, undone }: KnownMerge): (string | number | null)[] {
  return [subject, keptId, mergedId, reason, by, at, undone?.by ?? null, undone?.at ?? null, undone?.reason ?? '']
}

function remembers(db: Reader, id: number, said: KnownMerge): boolean {
  try {
    return digestOf(cellsOf(db, id)) === said.cells
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
const LINKS: readonly CellName[] = ['ownership.dossier_id', 'ownership.customer_id', 'change.dossier_id', 'placement.dossier_id']

function checkPlaces({ db, findings }: Check, { merges }: MergeActs): void {
  const events = [...merges].flatMap(([id, { seq, undone }]) => [{ id, seq, undo: false }, ...(undone ? [{ id, seq: undone.seq, undo: true }] : [])])
  const expected = new Map<string, { cell: CellName; rowId: number; value: CellValue }>()
  for (const { id, undo } of events.toSorted((one, other) => one.seq - other.seq)) {
    try {
      for (const { cell, rowId, before, after } of cellsOf(db, id)) {
        if (LINKS.includes(cell)) expected.set(`${cell}/${rowId}`, { cell, rowId, value: undo ? before : after })
      }
    } catch (error) {
      // Named already.
      if (!(error instanceof Error) || 'code' in error) throw error
    }
  }
  for (const { cell, rowId, value } of expected.values()) {
    if (readCell(db, cell, rowId) !== value) findings.add(cell.replace('.', `/${rowId}/`), 'merge.rowMoved')
  }
}

const LEFT_BEHIND = `
  SELECT 'ownership' AS place, o.id FROM ownership o JOIN dossier d ON d.id = o.dossier_id WHERE d.merged_into IS NOT NULL
  UNION ALL SELECT 'ownership', o.id FROM ownership o JOIN customer c ON c.id = o.customer_id WHERE c.merged_into IS NOT NULL
  UNION ALL SELECT 'change', ch.id FROM change ch JOIN dossier d ON d.id = ch.dossier_id WHERE d.merged_into IS NOT NULL
  UNION ALL SELECT 'placement', pl.id FROM placement pl JOIN dossier d ON d.id = pl.dossier_id WHERE d.merged_into IS NOT NULL
  UNION ALL SELECT 'record', r.id FROM record r JOIN dossier d ON d.id = r.dossier_id WHERE d.merged_into IS NOT NULL`

function checkLeftBehind({ db, findings }: Check): void {
  for (const row of db.each(LEFT_BEHIND, [])) findings.add(`${row.text('place')}/${row.int('id')}`, 'merge.leftBehind')
}

function checkNotDoubles({ db, findings }: Check, { notDoubles }: MergeActs): void {
  const unseen = new Map(notDoubles)
  for (const row of db.each('SELECT subject, one_id, other_id, reason, person_id, at FROM not_double ORDER BY subject, one_id, other_id', [])) {
    const name = pairName(row.text('subject'), row.int('one_id'), row.int('other_id'))
    const said = unseen.get(name)
    unseen.delete(name)
    const same = said?.by === row.int('person_id') && said.at === row.int('at') && said.reason === row.text('reason')
    if (!same) findings.add(`not_double/${name}`, 'merge.notDoubleDiffers')
  }
  for (const name of unseen.keys()) findings.add(`not_double/${name}`, 'merge.notDoubleDiffers')
}
