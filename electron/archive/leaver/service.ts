// The leaver's list (rule H6): records they still owe or that lack something, and corrections that are open.
import type { leaverContract, LeaverView } from '#shared/contract/leaver.ts'
import type { Id } from '#shared/domain/id.ts'
import { lacksOfRecord } from '#shared/domain/paper.ts'
import { isOutstanding } from '#shared/domain/record.ts'
import { countCorrectionsOf, listCorrections } from '../correction/store.ts'
import { setting } from '../desk/store.ts'
import { owedBy } from '../filing/store.ts'
import type { Actor, HandlersOf, ReadContext } from '../handler.ts'
import { notFound } from '../refusal.ts'
import { standing } from '../record/papers.ts'
import { listedRecords } from '../record/store.ts'
import { personById } from '../staff/store.ts'
import { owedBy as countOwed } from '../today/owed.ts'

const LISTED = 500

export const leaverHandlers: HandlersOf<typeof leaverContract> = {
  'leaver.count': {
    read: ({ db, actor, today }, { personId }) => {
      if (!personById(db, personId)) throw notFound('person')
      // Who keeps the accounts sees no customer (A1); bare numbers of a colleague's work name none.
      const all: Actor = { ...actor, scope: 'all', level: 3 }
      const owed = countOwed(db, all, today, personId)
      const sum = (of: (one: (typeof owed)[number]) => number): number => owed.reduce((total, one) => total + of(one), 0)
      return {
        owed: sum(({ overdue, dueToday, dueLater }) => overdue + dueToday + dueLater), overdue: sum(({ overdue }) => overdue),
        incomplete: sum(({ incomplete }) => incomplete), corrections: countCorrectionsOf(db, personId),
      }
    },
  },
  'leaver.list': { read: (context, { personId }) => listOf(context, personId) },
  'leaver.print': {
    read: (context, { personId }) => {
      const list = listOf(context, personId)
      context.note({ person: personId, records: list.records.map(({ number }) => number), corrections: list.corrections.map(({ number }) => number) })
      return list
    },
  },
}

/** @throws Refusal `notFound`, also for a person of whose work the actor may know nothing. */
function listOf({ db, actor, today }: ReadContext, personId: Id<'person'>): LeaverView {
  const person = personById(db, personId)
  if (!person || !mayAskAbout(actor, person)) throw notFound('person')
  const ids = owedBy(db, actor, personId, LISTED + 1)
  const records = listedRecords(db, actor, today, ids.slice(0, LISTED)).map((record) => {
    if (isOutstanding(record.state)) return { ...record, lacks: [] }
    const { lines, papers } = standing(db, record.id)
    return { ...record, lacks: lacksOfRecord(lines, papers.map((paper) => ({ ...paper, delayAccepted: false })), today) }
  })
  const open = (['open', 'done'] as const).flatMap((filter) => listCorrections(db, actor, today, { filter, personId, dossierId: null, limit: LISTED }))
  return {
    storeName: setting(db, 'storeName') ?? '',
    person: { id: person.id, name: person.name, department: person.department.name, active: person.active },
    drawnOn: today,
    records,
    corrections: open,
    more: ids.length > LISTED,
  }
}

/** Oneself, one's own department, or everybody: as far as one may know of records at all. */
function mayAskAbout(actor: Actor, person: { id: Id<'person'>; department: { id: Id<'department'> } }): boolean {
  switch (actor.scope) {
    case 'none':
      return false
    case 'own':
      return person.id === actor.id
    case 'department':
      return person.id === actor.id || person.department.id === actor.departmentId
    case 'all':
      return true
  }
}
