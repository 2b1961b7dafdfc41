// What each person owes or left incomplete, counted from one index: whole ranges at a time, never record by record.
import type { Id } from '#shared/domain/id.ts'
import type { LocalDate } from '#shared/domain/local-date.ts'
import { keptBack, mayCountRecord } from '../access/visibility.ts'
import type { Reader } from '../database/database.ts'
import type { Actor } from '../handler.ts'

/** Who owes, for which department: the one that answered for the records when they were entered. */
type Debtor = { departmentId: Id<'department'>; personId: Id<'person'> }

export type Owed = Debtor & {
  /** Never received, or sent back: due before today, today, later. */
  overdue: number
  dueToday: number
  dueLater: number
  /** The oldest due day of what is overdue. */
  oldestOn: LocalDate | null
  /** Received with something missing. */
  incomplete: number
}

/** By department and person, within what the actor may know of; of one person where named. */
export function countOwed(db: Reader, actor: Actor, today: LocalDate, personId: Id<'person'> | null): Owed[] {
  const mixed = withKeptBack(db, actor)
  return debtorsByDepartment(db, actor, personId)
    .map((debtor) => count(db, actor, today, debtor, mixed.has(`${debtor.departmentId}/${debtor.personId}`)))
    .filter(({ overdue, dueToday, dueLater, incomplete }) => overdue + dueToday + dueLater + incomplete > 0)
}

/** Whoever owes anything: from one to the next through the index, past all records of each. */
function debtorsByDepartment(db: Reader, actor: Actor, personId: Id<'person'> | null): Debtor[] {
  const one = actor.scope === 'own' ? actor.id : personId
  if (actor.scope === 'none' || (actor.scope === 'own' && personId !== null && personId !== actor.id)) return []
  if (one !== null) {
    const within = actor.scope === 'department' ? actor.departmentId : null
    return db.all('SELECT id FROM department WHERE ? IS NULL OR id = ?', [within, within], (row) => (
      { departmentId: row.id<'department'>('id'), personId: one }
    ))
  }
  const found: Debtor[] = []
  const next = (departmentId: number, after: number): Debtor | null => db.get(
    `SELECT department_id, responsible_id FROM record INDEXED BY record_owed WHERE state <> 'complete' AND (department_id, responsible_id) > (?, ?)
     ORDER BY department_id, responsible_id LIMIT 1`,
    [departmentId, after], (row) => ({ departmentId: row.id<'department'>('department_id'), personId: row.id<'person'>('responsible_id') }),
  )
  const only = actor.scope === 'department' ? actor.departmentId : null
  for (let at = next(only ?? 0, 0); at !== null; at = next(at.departmentId, at.personId)) {
    if (only !== null && at.departmentId !== only) break
    found.push(at)
  }
  return found
}

/** Those among whose records are some that are kept back from the actor: theirs have to be looked at one by one. */
function withKeptBack(db: Reader, actor: Actor): Set<string> {
  const kept = keptBack(actor)
  return new Set(db.all(
    `SELECT DISTINCT r.department_id, r.responsible_id FROM (${kept.sql}) kept CROSS JOIN record r INDEXED BY record_known ON r.dossier_id = kept.id`,
    kept.parameters, (row) => `${row.int('department_id')}/${row.int('responsible_id')}`,
  ))
}

function count(db: Reader, actor: Actor, today: LocalDate, debtor: Debtor, mixed: boolean): Owed {
  const known = mixed ? mayCountRecord(actor) : { sql: '1', parameters: [] }
  const of = (state: string, due: string, what = 'count(*)') => `(
    SELECT ${what} FROM record r INDEXED BY record_owed
    WHERE r.department_id = ? AND r.responsible_id = ? AND r.state <> 'complete' AND r.state = '${state}' AND ${due} AND ${known.sql})`
  const theirs = [debtor.departmentId, debtor.personId]
  const dated = [...theirs, today, ...known.parameters]
  const counted = db.get(
    `SELECT ${of('expected', 'r.due_on < ?')} + ${of('refused', 'r.due_on < ?')} AS overdue,
       ${of('expected', 'r.due_on = ?')} + ${of('refused', 'r.due_on = ?')} AS due_today,
       ${of('expected', 'r.due_on > ?')} + ${of('refused', 'r.due_on > ?')} AS due_later,
       ${of('incomplete', '1')} AS incomplete,
       ${of('expected', 'r.due_on < ?', 'min(r.due_on)')} AS oldest_expected, ${of('refused', 'r.due_on < ?', 'min(r.due_on)')} AS oldest_refused`,
    [...dated, ...dated, ...dated, ...dated, ...dated, ...dated, ...theirs, ...known.parameters, ...dated, ...dated],
    (row) => ({
      overdue: row.int('overdue'), dueToday: row.int('due_today'), dueLater: row.int('due_later'), incomplete: row.int('incomplete'),
      oldest: [row.dateOrNull('oldest_expected'), row.dateOrNull('oldest_refused')],
    }),
  )
  if (!counted) throw new Error('a count without an answer')
  const { oldest, ...counts } = counted
  return { ...debtor, ...counts, oldestOn: oldest.filter((on) => on !== null).toSorted()[0] ?? null }
}
