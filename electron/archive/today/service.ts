// Today, the first screen: how much of each kind of work there is for whoever asks, the first of it, and who is overdue.
import { MOST_COUNTED } from '#shared/contract/filing.ts'
import type { todayContract, TodayLine, TodayView } from '#shared/contract/today.ts'
import type { ListedRecordView } from '#shared/contract/record.ts'
import type { Id } from '#shared/domain/id.ts'
import { addDays, FIRST_STORE_DAY, dayOf } from '#shared/domain/local-date.ts'
import { permits } from '#shared/domain/role.ts'
import { TODAY_PERMISSIONS, TODAY_SECTIONS, type TodaySection } from '#shared/domain/today.ts'
import { lastBackup } from '../backup/last.ts'
import { countWaiting, waitingFor } from '../filing/store.ts'
import type { HandlersOf, ReadContext } from '../handler.ts'
import { namesOf } from '../rate/store.ts'
import { listedRecords } from '../record/store.ts'
import { owedBy, type Owed } from './owed.ts'
import { firstDue, waiting, WAITING, type Waiting } from './store.ts'

/** Shown of each section. */
const FIRST = 6

export const todayHandlers: HandlersOf<typeof todayContract> = { 'today.get': { read: todayFor } }

type Found = { count: number; more: boolean; records: Id<'record'>[] } | { count: number; more: boolean; waiting: Waiting[] }

/** All of it, for whoever asks. */
export function todayFor(context: ReadContext): TodayView {
  const { db, actor, today: on } = context
  const keys = TODAY_SECTIONS.filter((key) => permits(actor.roles, TODAY_PERMISSIONS[key]))
  const owed = keys.some((key) => OF_OWED[key]) ? owedBy(db, actor, on, null) : []
  const found = new Map(keys.map((key) => [key, find(context, key, owed)]))
  const ids = [...found.values()].flatMap((section) => (
    'records' in section ? section.records : section.waiting.flatMap(({ recordId }) => recordId ?? [])
  ))
  const records = new Map(listedRecords(db, actor, on, [...new Set(ids)]).map((record) => [record.id, record]))
  return {
    on,
    sections: [...found]
      // What is against a person is named when there is something.
      .filter(([key, { count }]) => key !== 'mine' || count > 0)
      .map(([key, section]) => ({
        key, count: section.count, more: section.more,
        lines: 'records' in section
          ? section.records.flatMap((id) => recordLine(key, records.get(id)))
          : section.waiting.map((one) => waitingLine(one, one.recordId === null ? undefined : records.get(one.recordId))),
      })),
    overdue: overdueOf(context, owed),
    backup: permits(actor.roles, 'backup.run') ? { last: lastBackup(db) } : null,
  }
}

/** Sections counted from what each person owes, in one go. */
const OF_OWED: Partial<Record<TodaySection, (owed: Owed) => number>> = {
  overdue: ({ overdue }) => overdue,
  dueToday: ({ dueToday }) => dueToday,
  complete: ({ incomplete }) => incomplete,
}

function find({ db, actor, today: on }: ReadContext, key: TodaySection, owed: readonly Owed[]): Found {
  const query = WAITING[key]?.(actor, on)
  if (query) {
    const { count, lines } = waiting(db, query, FIRST, MOST_COUNTED)
    return { count, more: count === MOST_COUNTED, waiting: lines }
  }
  const countOf = OF_OWED[key]
  const count = countOf ? owed.reduce((sum, one) => sum + countOf(one), 0) : countWaiting(db, actor, stepOf(key), MOST_COUNTED)
  return { count, more: !countOf && count === MOST_COUNTED, records: count === 0 ? [] : firstOf({ db, actor, today: on }, key) }
}

const stepOf = (key: TodaySection): 'scan' | 'place' | 'complete' => (key === 'scan' || key === 'place' ? key : 'complete')

function firstOf({ db, actor, today: on }: Pick<ReadContext, 'db' | 'actor' | 'today'>, key: TodaySection): Id<'record'>[] {
  if (key === 'overdue') return firstDue(db, actor, FIRST_STORE_DAY, addDays(on, -1), FIRST)
  if (key === 'dueToday') return firstDue(db, actor, on, on, FIRST)
  return waitingFor(db, actor, stepOf(key), FIRST)
}

const recordOf = ({ id, number, kind, dossierId, ownerName, vehicle }: ListedRecordView): NonNullable<TodayLine['record']> => (
  { id, number, kind, dossierId, ownerName, ...vehicle }
)

function recordLine(key: TodaySection, record: ListedRecordView | undefined): TodayLine[] {
  if (!record) return []
  const waits = key === 'scan' || key === 'place' ? record.receivedAt : null
  return [{ id: record.id, on: waits === null ? record.dueOn : dayOf(waits), record: recordOf(record), person: record.responsible, about: '' }]
}

function waitingLine({ id, on, person, about }: Waiting, record: ListedRecordView | undefined): TodayLine {
  return { id, on, record: record ? recordOf(record) : null, person: person ?? record?.responsible ?? null, about }
}

/** A person of two departments stands there for each: the heads of both are to see it. */
function overdueOf({ db }: ReadContext, owed: readonly Owed[]): TodayView['overdue'] {
  const late = owed.filter(({ overdue }) => overdue > 0)
  const names = namesOf(db, late.map(({ departmentId }) => departmentId), late.map(({ personId }) => personId))
  const nameOf = (all: readonly { id: number; name: string }[], id: number): string => all.find((one) => one.id === id)?.name ?? ''
  return late
    .flatMap(({ departmentId, personId, overdue, oldestOn }) => (oldestOn === null ? [] : [{
      person: { id: personId, name: nameOf(names.people, personId) }, department: nameOf(names.departments, departmentId), count: overdue, oldestOn,
    }]))
    .toSorted((one, other) => one.oldestOn.localeCompare(other.oldestOn) || other.count - one.count)
}
