// Loans on the first screen: what waits for one's approval, to be handed out, is overdue, or is one's own (rules L1, L2, L4).
import type { TodaySection } from '#shared/domain/today.ts'
import { dayOf, type LocalDate } from '#shared/domain/local-date.ts'
import { mayKnowDossier, type Condition } from '../access/visibility.ts'
import { mindsOverdue, waitsForActor, waitsForName } from '../access/visible-loan.ts'
import type { Actor } from '../handler.ts'
import { OPEN_LOAN } from '../loan/store.ts'
import type { Query } from './store.ts'

/** As it was typed: it says no more of the dossier than whoever is shown it may know. */
function query({ sql, parameters }: Condition, index: 'loan_open' | 'loan_borrower' = 'loan_open'): Query {
  return {
    columns: `l.id, l.due_on, l.requested_at, l.number || ' ' || l.asked AS about, p.id AS person_id, p.name AS person_name, dep.name AS department_name`,
    from: `loan l INDEXED BY ${index} LEFT JOIN dossier d ON d.id = l.dossier_id LEFT JOIN person p ON p.id = l.borrower_id
      LEFT JOIN department dep ON dep.id = l.department_id`,
    where: `${OPEN_LOAN} AND ${sql}`,
    order: 'l.due_on, l.id',
    parameters,
    read: (row) => ({
      id: row.int('id'), on: row.dateOrNull('due_on') ?? dayOf(row.int('requested_at')), recordId: null,
      // An outsider is none of the staff.
      person: row.intOrNull('person_id') === null ? null : {
        id: row.id<'person'>('person_id'), name: row.text('person_name'), department: row.text('department_name'),
      },
      about: row.text('about'),
    }),
  }
}

export const WAITING_LOANS = {
  loanWaiting: (actor: Actor) => {
    const waits = waitsForActor(actor)
    return query({ sql: `l.state = 'requested' AND l.dossier_id IS NOT NULL AND ${waits.sql}`, parameters: waits.parameters })
  },
  loanReady: (actor: Actor) => {
    const dossier = mayKnowDossier(actor)
    const nameless = waitsForName(actor)
    return query({
      sql: `((l.state = 'approved' AND l.borrower_id IS NOT ? AND ${dossier.sql}) OR ${nameless.sql})`,
      parameters: [actor.id, ...dossier.parameters, ...nameless.parameters],
    })
  },
  loanOverdue: (actor: Actor, today: LocalDate) => {
    const minds = mindsOverdue(actor)
    return query({ sql: `l.state = 'out' AND l.due_on < ? AND ${minds.sql}`, parameters: [today, ...minds.parameters] })
  },
  loanMine: (actor: Actor) => query(
    { sql: 'l.borrower_id = ?', parameters: [actor.id] }, 'loan_borrower',
  ),
} satisfies Partial<Record<TodaySection, (actor: Actor, today: LocalDate) => Query>>
