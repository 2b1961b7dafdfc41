// SQL of rates (rule V11): counts from two indexes that hold all that is asked, and the records behind each count by the same condition.
import type { DepartmentView } from '#shared/contract/staff.ts'
import type { Id } from '#shared/domain/id.ts'
import type { LocalDate } from '#shared/domain/local-date.ts'
import { daysOfMonth, HEADED_BY, NO_FIGURES, type Figures, type Month, type RateCell, type RateFigure } from '#shared/domain/rate.ts'
import { RECORD_KINDS, type RecordKind } from '#shared/domain/record.ts'
import { mayCountRecord, type Condition } from '../access/visibility.ts'
import type { Reader } from '../database/database.ts'
import type { Actor } from '../handler.ts'

/** Whose records are counted, of what kind; null: all. */
export type Subject = { departmentId: Id<'department'> | null; personId: Id<'person'> | null; kind: RecordKind | null }

export const EVERYTHING: Subject = { departmentId: null, personId: null, kind: null }

type Basis = { index: string; day: string; met: string; unmet: string }

const DUE: Basis = {
  index: 'record_due', day: 'r.due_on', met: 'r.received_on IS NOT NULL AND r.received_on <= r.due_on',
  unmet: '(r.received_on IS NULL OR r.received_on > r.due_on)',
}
// `receipt_lacks` is there wherever something was received.
const RECEIVED: Basis = { index: 'record_receipt', day: 'r.received_on', met: 'r.receipt_lacks = 0', unmet: 'r.receipt_lacks <> 0' }

const FIGURES: Record<RateFigure, { basis: Basis; which: string }> = {
  due: { basis: DUE, which: '1' },
  onTime: { basis: DUE, which: DUE.met },
  late: { basis: DUE, which: DUE.unmet },
  received: { basis: RECEIVED, which: '1' },
  complete: { basis: RECEIVED, which: RECEIVED.met },
  incomplete: { basis: RECEIVED, which: RECEIVED.unmet },
}

const both = (conditions: readonly Condition[]): Condition => ({
  sql: conditions.map(({ sql }) => sql).join(' AND '), parameters: conditions.flatMap(({ parameters }) => parameters),
})

/** Records that count in a month: of those due, only those whose due day has passed. */
function counted(actor: Actor, today: LocalDate, basis: Basis, month: Month, of: Subject): Condition {
  const { first, last } = daysOfMonth(month)
  const only = (column: string, value: string | number | null): Condition[] => (value === null ? [] : [{ sql: `${column} = ?`, parameters: [value] }])
  return both([
    { sql: `${basis.day} BETWEEN ? AND ?`, parameters: [first, last] },
    ...(basis === DUE ? [{ sql: 'r.due_on < ?', parameters: [today] }] : []),
    ...only('r.department_id', of.departmentId),
    ...only('r.responsible_id', of.personId),
    ...only('r.kind', of.kind),
    mayCountRecord(actor),
  ])
}

type Counts = { all: number; met: number }

const figuresOf = (due: Counts | undefined, received: Counts | undefined): Figures => ({
  ...NO_FIGURES, ...(due && { due: due.all, onTime: due.met }), ...(received && { received: received.all, complete: received.met }),
})

/** The smallest parts of a month's figures; those of nothing are not among them. */
export function rateCells(db: Reader, actor: Actor, today: LocalDate, month: Month, of: Subject): RateCell[] {
  const cells = (basis: Basis) => {
    const where = counted(actor, today, basis, month, of)
    return db.all(
      `SELECT r.department_id, r.responsible_id, r.kind, count(*) AS n, sum(${basis.met}) AS met
       FROM record r INDEXED BY ${basis.index} WHERE ${where.sql} GROUP BY 1, 2, 3 ORDER BY 1, 2, 3`,
      where.parameters,
      (row) => ({
        departmentId: row.id<'department'>('department_id'), personId: row.id<'person'>('responsible_id'), kind: row.oneOf('kind', RECORD_KINDS),
        all: row.int('n'), met: row.int('met'),
      }),
    )
  }
  type Cell = ReturnType<typeof cells>[number]
  const keyOf = ({ departmentId, personId, kind }: Cell): string => `${departmentId}/${personId}/${kind}`
  const [due, received] = [cells(DUE), cells(RECEIVED)]
  const dueBy = new Map(due.map((cell) => [keyOf(cell), cell]))
  const receivedBy = new Map(received.map((cell) => [keyOf(cell), cell]))
  const whose = new Map([...due, ...received].map((cell) => [keyOf(cell), cell]))
  return [...whose].map(([key, { departmentId, personId, kind }]) => ({
    departmentId, personId, kind, ...figuresOf(dueBy.get(key), receivedBy.get(key)),
  }))
}

/** Each month's figures, one count after the other: grouping would sort a year's records. */
export function monthlyFigures(db: Reader, actor: Actor, today: LocalDate, months: readonly Month[], of: Subject): (Figures & { month: Month })[] {
  const count = (basis: Basis, month: Month): Counts => {
    const where = counted(actor, today, basis, month, of)
    return db.get(
      `SELECT count(*) AS n, coalesce(sum(${basis.met}), 0) AS met FROM record r INDEXED BY ${basis.index} WHERE ${where.sql}`,
      where.parameters, (row) => ({ all: row.int('n'), met: row.int('met') }),
    ) ?? { all: 0, met: 0 }
  }
  return months.map((month) => ({ month, ...figuresOf(count(DUE, month), count(RECEIVED, month)) }))
}

/** The records that a figure of a month counts, oldest first. */
export function recordsOf(
  db: Reader, actor: Actor, today: LocalDate, month: Month, figure: RateFigure, of: Subject, page: { skip: number; limit: number },
): Id<'record'>[] {
  const { basis, which } = FIGURES[figure]
  const where = counted(actor, today, basis, month, of)
  return db.all(
    `SELECT r.id FROM record r INDEXED BY ${basis.index} WHERE ${where.sql} AND ${which} ORDER BY ${basis.day}, r.id LIMIT ? OFFSET ?`,
    [...where.parameters, page.limit, page.skip], (row) => row.id<'record'>('id'),
  )
}

export type Receipt = { receivedOn: LocalDate | null; receiptLacks: number | null }

/** When these records were received, and how many lacks their first handover left. */
export function receiptsOf(db: Reader, ids: readonly Id<'record'>[]): Map<Id<'record'>, Receipt> {
  return new Map(db.all(
    'SELECT r.id, r.received_on, r.receipt_lacks FROM json_each(?) wanted CROSS JOIN record r ON r.id = wanted.value', [JSON.stringify(ids)],
    (row) => [row.id<'record'>('id'), { receivedOn: row.dateOrNull('received_on'), receiptLacks: row.intOrNull('receipt_lacks') }],
  ))
}

/** Those at work who head a department, by name (V8). */
export function headsOf(db: Reader, { id, kind }: Pick<DepartmentView, 'id' | 'kind'>): string[] {
  return db.all(
    `SELECT DISTINCT p.name FROM person p JOIN person_role r ON r.person_id = p.id
     WHERE p.department_id = ? AND p.active = 1 AND r.role = ? ORDER BY p.name`,
    [id, HEADED_BY[kind]], (row) => row.text('name'),
  )
}
