// The leaver's list (rule H6): records they still owe or that lack something, corrections that are open, loans and copies in their hands.
import type { leaverContract, LeaverView } from '#shared/contract/leaver.ts'
import type { Id } from '#shared/domain/id.ts'
import { lacksOfRecord } from '#shared/domain/paper.ts'
import { isOutstanding } from '#shared/domain/record.ts'
import { copiesHeldBy, countCopiesOf } from '../copy/store.ts'
import { countCorrectionsOf, listCorrections } from '../correction/store.ts'
import { setting } from '../desk/store.ts'
import { recordsOwedBy } from '../filing/store.ts'
import type { Reader } from '../database/database.ts'
import type { Actor, HandlersOf, ReadContext } from '../handler.ts'
import { countLoansOf, listLoans } from '../loan/store.ts'
import { notFound } from '../refusal.ts'
import { standing } from '../record/papers.ts'
import { listedRecords } from '../record/store.ts'
import { personById } from '../staff/store.ts'
import { countOwed } from '../today/owed.ts'

const LISTED = 500

export const leaverHandlers: HandlersOf<typeof leaverContract> = {
  'leaver.count': {
    read: ({ db, actor, today }, { personId }) => {
      if (!personById(db, personId)) throw notFound('person')
      const owed = countOwed(db, seeingAll(actor), today, personId)
      const sum = (of: (one: (typeof owed)[number]) => number): number => owed.reduce((total, one) => total + of(one), 0)
      return {
        owed: sum(({ overdue, dueToday, dueLater }) => overdue + dueToday + dueLater), overdue: sum(({ overdue }) => overdue),
        incomplete: sum(({ incomplete }) => incomplete), corrections: countCorrectionsOf(db, personId), loans: countLoansOf(db, personId),
        copies: countCopiesOf(db, personId),
      }
    },
  },
  'leaver.list': { read: (context, { personId }) => listOf(context, personId) },
  'leaver.print': {
    read: (context, { personId }) => {
      const list = listOf(context, personId)
      const numbers = (all: readonly { number: string }[]): string[] => all.map(({ number }) => number)
      context.note({
        person: personId, records: numbers(list.records), corrections: numbers(list.corrections), loans: numbers(list.loans), copies: numbers(list.copies),
      })
      return list
    },
  },
}

/** @throws Refusal `notFound`, also for a person of whose work the actor may know nothing. */
function listOf({ db, actor, today }: ReadContext, personId: Id<'person'>): LeaverView {
  const person = personById(db, personId)
  if (!person || !mayAskAbout(db, actor, person)) throw notFound('person')
  const ids = recordsOwedBy(db, actor, personId, LISTED + 1)
  const records = listedRecords(db, actor, today, ids.slice(0, LISTED)).map((record) => {
    if (isOutstanding(record.state)) return { ...record, lacks: [] }
    const { lines, papers } = standing(db, record.id)
    return { ...record, lacks: lacksOfRecord(lines, papers.map((paper) => ({ ...paper, delayAccepted: false })), today) }
  })
  const countInHands = (whose: Actor): number => countOwed(db, whose, today, personId)
    .reduce((sum, { overdue, dueToday, dueLater, incomplete }) => sum + overdue + dueToday + dueLater + incomplete, 0)
  const open = (['open', 'done'] as const).flatMap((filter) => listCorrections(db, actor, today, { filter, personId, dossierId: null, limit: LISTED }))
  const loans = (['out', 'approved', 'waiting'] as const).flatMap((filter) => (
    listLoans(db, actor, today, { filter, personId, text: '', before: null, limit: LISTED }).map(({ view }) => view)
  ))
  const copies = copiesHeldBy(db, actor, today, personId, LISTED)
  return {
    storeName: setting(db, 'storeName') ?? '',
    person: { id: person.id, name: person.name, department: person.department.name, active: person.active },
    drawnOn: today,
    records,
    corrections: open,
    loans,
    copies,
    hidden: {
      records: countInHands(seeingAll(actor)) - countInHands(actor),
      // Of so many that the list ends, nothing is told.
      corrections: open.length < LISTED ? countCorrectionsOf(db, personId) - open.length : 0,
      copies: copies.length < LISTED ? countCopiesOf(db, personId) - copies.length : 0,
    },
    more: ids.length > LISTED,
  }
}

// Who keeps the accounts sees no customer (A1), who heads a department only its own; bare numbers of a colleague's work name none.
const seeingAll = (actor: Actor): Actor => ({ ...actor, scope: 'all', level: 3 })

/** Oneself, one's own department or whoever still owes it something, or everybody: as far as one may know of records at all. */
function mayAskAbout(db: Reader, actor: Actor, person: { id: Id<'person'>; department: { id: Id<'department'> } }): boolean {
  switch (actor.scope) {
    case 'none':
      return false
    case 'own':
      return person.id === actor.id
    case 'department':
      return person.id === actor.id || person.department.id === actor.departmentId || recordsOwedBy(db, actor, person.id, 1).length > 0
    case 'all':
      return true
  }
}
