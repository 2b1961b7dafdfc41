// Destruction lists on the first screen: what waits for one's approval, or to be carried out (rule R2).
import { dayOf } from '#shared/domain/local-date.ts'
import { permits } from '#shared/domain/role.ts'
import type { TodaySection } from '#shared/domain/today.ts'
import type { Condition } from '../access/visibility.ts'
import type { Actor } from '../handler.ts'
import type { Query } from './store.ts'

function query({ sql, parameters }: Condition): Query {
  return {
    columns: 'x.id, x.number, x.drafted_at, p.id AS person_id, p.name AS person_name, dep.name AS department_name',
    from: 'disposal x INDEXED BY disposal_open JOIN person p ON p.id = x.drafted_by JOIN department dep ON dep.id = p.department_id',
    where: `x.state IN ('drafted', 'submitted', 'endorsed', 'approved') AND ${sql}`,
    order: 'x.id',
    parameters,
    read: (row) => ({
      id: row.int('id'), on: dayOf(row.int('drafted_at')), recordId: null,
      person: { id: row.id<'person'>('person_id'), name: row.text('person_name'), department: row.text('department_name') }, about: row.text('number'),
    }),
  }
}

export const WAITING_DISPOSALS = {
  // As `disposalApprovalProblem` says it (shared/domain/disposal.ts).
  disposalWaiting: ({ id, roles }: Actor) => query({
    sql: "x.drafted_by <> ? AND ((x.state = 'submitted' AND ?) OR (x.state = 'endorsed' AND ? AND x.endorsed_by <> ?))",
    parameters: [id, roles.includes('customerDirector') ? 1 : 0, roles.includes('generalManager') ? 1 : 0, id],
  }),
  disposalReady: ({ roles }: Actor) => query({ sql: "x.state = 'approved' AND ?", parameters: [permits(roles, 'disposal.carryOut') ? 1 : 0] }),
} satisfies Partial<Record<TodaySection, (actor: Actor) => Query>>
