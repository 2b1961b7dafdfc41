// Complete exports on the first screen: what waits for one's approval, and one's own that may be made (rule S4).
import { dayOf, type LocalDate } from '#shared/domain/local-date.ts'
import type { TodaySection } from '#shared/domain/today.ts'
import type { Condition } from '../access/visibility.ts'
import type { Actor } from '../handler.ts'
import type { Query } from './store.ts'

const query = ({ sql, parameters }: Condition): Query => ({
  columns: "q.id, q.requested_at, q.number || ' · ' || q.purpose AS about, p.id AS person_id, p.name AS person_name, dep.name AS department_name",
  from: 'export_request q INDEXED BY export_request_waiting JOIN person p ON p.id = q.requested_by JOIN department dep ON dep.id = p.department_id',
  where: `q.state IN ('requested', 'approved') AND ${sql}`,
  order: 'q.id',
  parameters,
  read: (row) => ({
    id: row.int('id'), on: dayOf(row.int('requested_at')), recordId: null,
    person: { id: row.id<'person'>('person_id'), name: row.text('person_name'), department: row.text('department_name') }, about: row.text('about'),
  }),
})

export const WAITING_EXPORTS = {
  /** As `exportApprovalProblem` says it (shared/domain/export.ts). */
  exportWaiting: ({ id, roles, scope, level }: Actor) => query({
    sql: `q.state = 'requested' AND q.requested_by <> ? AND ? AND q.level <= ?
      AND (? OR EXISTS (SELECT 1 FROM person_role gm WHERE gm.person_id = q.requested_by AND gm.role = 'generalManager'))`,
    parameters: [id, scope === 'all' ? 1 : 0, level, roles.includes('generalManager') ? 1 : 0],
  }),
  exportReady: ({ id }: Actor, today: LocalDate) => query({ sql: "q.state = 'approved' AND q.requested_by = ? AND q.lapses_on >= ?", parameters: [id, today] }),
} satisfies Partial<Record<TodaySection, (actor: Actor, today: LocalDate) => Query>>
