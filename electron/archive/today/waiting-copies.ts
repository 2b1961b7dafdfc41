// Copies and leaks on the first screen: what waits for one's approval, one's own to be made, leaks to be followed (rules S4, S5).
import { dayOf, type LocalDate } from '#shared/domain/local-date.ts'
import { pagesRank } from '../access/levels.ts'
import { copyWaitsFor, mayKnowCopied } from '../access/visible-copy.ts'
import type { Condition } from '../access/visibility.ts'
import type { Actor } from '../handler.ts'
import { mayKnowLeak, OPEN_LEAK } from '../leak/store.ts'
import type { Query } from './store.ts'

const PERSON = 'p.id AS person_id, p.name AS person_name, dep.name AS department_name'

function requests(index: string, { sql, parameters }: Condition): Query {
  return {
    columns: `q.id, q.requested_at, q.record_id, q.number || ' · ' || q.purpose AS about, ${PERSON}`,
    from: `copy_request q INDEXED BY ${index} CROSS JOIN record r ON r.id = q.record_id CROSS JOIN dossier d ON d.id = r.dossier_id
      CROSS JOIN person p ON p.id = q.requested_by CROSS JOIN department dep ON dep.id = p.department_id`,
    where: sql,
    order: 'q.id',
    parameters,
    read: (row) => ({
      id: row.int('id'), on: dayOf(row.int('requested_at')), recordId: row.id<'record'>('record_id'),
      person: { id: row.id<'person'>('person_id'), name: row.text('person_name'), department: row.text('department_name') }, about: row.text('about'),
    }),
  }
}

/** `authority`: the highest rank the actor decides about. */
export const copiesWaiting = (actor: Actor, authority: number): Query => requests('copy_request_waiting', copyWaitsFor(actor, authority, pagesRank('q.scans', actor.on)))

export const WAITING_COPIES = {
  copyReady: (actor: Actor, today: LocalDate): Query => {
    const known = mayKnowCopied(actor, 'q.scans')
    return requests('copy_request_ready', {
      sql: `q.state = 'approved' AND q.requested_by = ? AND q.lapses_on >= ? AND ${known.sql}`, parameters: [actor.id, today, ...known.parameters],
    })
  },
  leakOpen: (actor: Actor): Query => {
    const known = mayKnowLeak(actor)
    return {
      columns: `k.id, k.reported_at, k.number AS about, ${PERSON}`,
      from: 'leak k INDEXED BY leak_open CROSS JOIN person p ON p.id = k.reported_by CROSS JOIN department dep ON dep.id = p.department_id',
      where: `${OPEN_LEAK} AND ${known.sql}`,
      order: 'k.id',
      parameters: known.parameters,
      read: (row) => ({
        id: row.int('id'), on: dayOf(row.int('reported_at')), recordId: null,
        person: { id: row.id<'person'>('person_id'), name: row.text('person_name'), department: row.text('department_name') }, about: row.text('about'),
      }),
    }
  },
}
