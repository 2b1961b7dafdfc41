// Today, the first screen: how much of each kind of work there is for whoever asks, the first of it, and who is overdue.
import { MOST_COUNTED } from '#shared/contract/filing.ts'
import type { todayContract, TodayLine, TodayView } from '#shared/contract/today.ts'
import type { ListedRecordView } from '#shared/contract/record.ts'
import type { FilingStep } from '#shared/domain/filing.ts'
import type { Id } from '#shared/domain/id.ts'
import { addDays, FIRST_STORE_DAY, dayOf, type LocalDate } from '#shared/domain/local-date.ts'
import { permits } from '#shared/domain/role.ts'
import { TODAY_PERMISSIONS, TODAY_QUIET, TODAY_SECTIONS, type TodaySection } from '#shared/domain/today.ts'
import { waitingFor as accessWaitingFor } from '../access-request/service.ts'
import { countWaiting, waitingFor } from '../filing/store.ts'
import { inspectionsDue } from '../cabinet/shelves.ts'
import { authorityRank } from '../copy/delegations.ts'
import type { Actor, HandlersOf, ReadContext } from '../handler.ts'
import { listedRecords } from '../record/store.ts'
import { namesOf } from '../staff/store.ts'
import { countOwed, type Owed } from './owed.ts'
import { copiesWaiting } from './waiting-copies.ts'
import { firstDue, waiting, WAITING, type Query, type Waiting } from './store.ts'

/** Shown of each section. */
const FIRST = 6

export const todayHandlers: HandlersOf<typeof todayContract> = { 'today.get': { read: todayFor } }

type Found = { count: number; more: boolean; records: Id<'record'>[] } | { count: number; more: boolean; waiting: Waiting[] }

/** All of it, for whoever asks. */
export function todayFor(context: ReadContext): TodayView {
  const { db, actor, today: on } = context
  const keys = TODAY_SECTIONS.filter((key) => permits(actor.roles, TODAY_PERMISSIONS[key]))
  const owed = keys.some((key) => OF_OWED.includes(key)) ? countOwed(db, actor, on, null) : []
  const found = new Map(keys.map((key) => [key, SECTIONS[key](context, owed)]))
  const ids = [...found.values()].flatMap((section) => (
    'records' in section ? section.records : section.waiting.flatMap(({ recordId }) => recordId ?? [])
  ))
  const records = new Map(listedRecords(db, actor, on, [...new Set(ids)]).map((record) => [record.id, record]))
  return {
    on,
    sections: [...found]
      .filter(([key, { count }]) => !TODAY_QUIET.has(key) || count > 0)
      .map(([key, section]) => ({
        key, count: section.count, more: section.more,
        lines: 'records' in section
          ? section.records.flatMap((id) => recordLine(key, records.get(id)))
          : section.waiting.map((one) => waitingLine(one, one.recordId === null ? undefined : records.get(one.recordId))),
      })),
    overdue: overdueOf(context, owed),
  }
}

type Section = (context: ReadContext, owed: readonly Owed[]) => Found
type FirstOf = (context: ReadContext) => Id<'record'>[]

/** Counted from what each person owes, all such sections in one go. */
const ofOwed = (countOf: (owed: Owed) => number, firstOf: FirstOf): Section => (context, owed) => {
  const count = owed.reduce((sum, one) => sum + countOf(one), 0)
  return { count, more: false, records: count === 0 ? [] : firstOf(context) }
}

const ofStep = (step: FilingStep): Section => ({ db, actor }) => {
  const count = countWaiting(db, actor, step, MOST_COUNTED)
  return { count, more: count === MOST_COUNTED, records: count === 0 ? [] : waitingFor(db, actor, step, FIRST) }
}

const ofWaiting = (queryFor: (actor: Actor, today: LocalDate) => Query): Section => ({ db, actor, today: on }) => {
  const { count, lines } = waiting(db, queryFor(actor, on), FIRST, MOST_COUNTED)
  return { count, more: count === MOST_COUNTED, waiting: lines }
}

const copies: Section = (context, owed) => {
  const authority = authorityRank(context.db, context.actor, context.today)
  return authority === 0 ? { count: 0, more: false, waiting: [] } : ofWaiting((actor) => copiesWaiting(actor, authority))(context, owed)
}

const inspections: Section = ({ db, today: on }) => {
  const due = inspectionsDue(db, on)
  const lines = due.slice(0, FIRST).map(({ id, code, room, inspection }) => ({ id, on: inspection.dueOn, recordId: null, person: null, about: `${code} · ${room}` }))
  return { count: due.length, more: false, waiting: lines }
}

const accessRequests: Section = (context) => {
  const { granting, nameless } = accessWaitingFor(context)
  const waits = [...granting.map(({ request }) => request), ...nameless]
  return {
    count: waits.length, more: false,
    waiting: waits.slice(0, FIRST).map(({ view: { id, number, asked, person, requestedAt } }) => (
      { id, on: dayOf(requestedAt), recordId: null, person, about: `${number} ${asked}` }
    )),
  }
}

const OF_OWED: readonly TodaySection[] = ['overdue', 'dueToday', 'complete']

const SECTIONS: Record<TodaySection, Section> = {
  overdue: ofOwed(({ overdue }) => overdue, ({ db, actor, today: on }) => firstDue(db, actor, FIRST_STORE_DAY, addDays(on, -1), FIRST)),
  dueToday: ofOwed(({ dueToday }) => dueToday, ({ db, actor, today: on }) => firstDue(db, actor, on, on, FIRST)),
  complete: ofOwed(({ incomplete }) => incomplete, ({ db, actor }) => waitingFor(db, actor, 'complete', FIRST)),
  scan: ofStep('scan'),
  place: ofStep('place'),
  correction: ofWaiting(WAITING.correction),
  corrected: ofWaiting(WAITING.corrected),
  violation: ofWaiting(WAITING.violation),
  appeal: ofWaiting(WAITING.appeal),
  mine: ofWaiting(WAITING.mine),
  disposalWaiting: ofWaiting(WAITING.disposalWaiting),
  disposalReady: ofWaiting(WAITING.disposalReady),
  subjectWaiting: ofWaiting(WAITING.subjectWaiting),
  subjectReady: ofWaiting(WAITING.subjectReady),
  delay: ofWaiting(WAITING.delay),
  settingChange: ofWaiting(WAITING.settingChange),
  inspection: inspections,
  accessWaiting: accessRequests,
  loanWaiting: ofWaiting(WAITING.loanWaiting),
  loanReady: ofWaiting(WAITING.loanReady),
  loanOverdue: ofWaiting(WAITING.loanOverdue),
  loanMine: ofWaiting(WAITING.loanMine),
  copyWaiting: copies,
  copyReady: ofWaiting(WAITING.copyReady),
  exportWaiting: ofWaiting(WAITING.exportWaiting),
  exportReady: ofWaiting(WAITING.exportReady),
  leakOpen: ofWaiting(WAITING.leakOpen),
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
