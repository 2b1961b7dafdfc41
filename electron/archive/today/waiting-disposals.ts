// Destruction lists and requests to erase on the first screen: what waits for one's approval, or to be carried out (rules R2, R4).
import { dayOf } from '#shared/domain/local-date.ts'
import { permits } from '#shared/domain/role.ts'
import type { TodaySection } from '#shared/domain/today.ts'
import type { Condition } from '../access/visibility.ts'
import { mayKnowRequest, OPEN_REQUEST } from '../disposal/subject-request-store.ts'
import type { Actor } from '../handler.ts'
import type { Query } from './store.ts'

type Table = { from: string; open: string; by: 'drafted' | 'asked' }

const LISTS: Table = { from: 'disposal q INDEXED BY disposal_open', open: "q.state IN ('drafted', 'submitted', 'endorsed', 'approved')", by: 'drafted' }
const REQUESTS: Table = { from: 'subject_request q INDEXED BY subject_request_open', open: `q.${OPEN_REQUEST}`, by: 'asked' }

function query({ from, open, by }: Table, { sql, parameters }: Condition): Query {
  return {
    columns: `q.id, q.number, q.${by}_at AS at, p.id AS person_id, p.name AS person_name, dep.name AS department_name`,
    from: `${from} JOIN person p ON p.id = q.${by}_by JOIN department dep ON dep.id = p.department_id`,
    where: `${open} AND ${sql}`,
    order: 'q.id',
    parameters,
    read: (row) => ({
      id: row.int('id'), on: dayOf(row.int('at')), recordId: null,
      person: { id: row.id<'person'>('person_id'), name: row.text('person_name'), department: row.text('department_name') }, about: row.text('number'),
    }),
  }
}

/** As `disposalApprovalProblem` says it (shared/domain/disposal.ts). `first`: the state that waits for the first approval. */
const waitsFor = ({ id, roles }: Actor, first: 'submitted' | 'asked', { by }: Table): Condition => ({
  sql: `q.${by}_by <> ? AND ((q.state = '${first}' AND ?) OR (q.state = 'endorsed' AND ? AND q.endorsed_by <> ?))`,
  parameters: [id, roles.includes('customerDirector') ? 1 : 0, roles.includes('generalManager') ? 1 : 0, id],
})

const ready = ({ roles }: Actor): Condition => ({ sql: "q.state = 'approved' AND ?", parameters: [permits(roles, 'disposal.carryOut') ? 1 : 0] })

const both = (one: Condition, other: Condition): Condition => ({ sql: `${one.sql} AND ${other.sql}`, parameters: [...one.parameters, ...other.parameters] })

export const WAITING_DISPOSALS = {
  disposalWaiting: (actor: Actor) => query(LISTS, waitsFor(actor, 'submitted', LISTS)),
  disposalReady: (actor: Actor) => query(LISTS, ready(actor)),
  subjectWaiting: (actor: Actor) => query(REQUESTS, both(waitsFor(actor, 'asked', REQUESTS), mayKnowRequest(actor))),
  subjectReady: (actor: Actor) => query(REQUESTS, both(ready(actor), mayKnowRequest(actor))),
} satisfies Partial<Record<TodaySection, (actor: Actor) => Query>>
