// Ordering a correction, what the person and the archive do about it, and the lists of them (rule V10).
import type { correctionContract, CorrectionDetail } from '#shared/contract/correction.ts'
import type { Input, Output } from '#shared/contract/index.ts'
import { CORRECTION_ACTS, CORRECTION_STEPS, type CorrectionAct } from '#shared/domain/correction.ts'
import type { Id } from '#shared/domain/id.ts'
import { dayOf, type LocalDate } from '#shared/domain/local-date.ts'
import { lacksOfRecord, type ChecklistLine, type Lack, type PaperCheck } from '#shared/domain/paper.ts'
import { isOutstanding, mayAnswerFor } from '#shared/domain/record.ts'
import { permits } from '#shared/domain/role.ts'
import { addWorkingDays } from '#shared/domain/working-day.ts'
import { isHead } from '../access/visible-violation.ts'
import { workCalendar } from '../calendar/store.ts'
import type { Reader } from '../database/database.ts'
import { countUp, setting } from '../desk/store.ts'
import type { Actor, HandlersOf, ReadContext, WriteContext } from '../handler.ts'
import { standingLines } from '../handover/store.ts'
import { policyFor } from '../policy/store.ts'
import { notFound, Refusal, refused, wrongFields } from '../refusal.ts'
import { standing } from '../record/papers.ts'
import { listedRecord } from '../record/store.ts'
import { personById } from '../staff/store.ts'
import {
  addCorrection, addCorrectionAct, correctionActs, correctionById, countCorrections, listCorrections, orderedLacks, setCorrection, type Correction,
} from './store.ts'

export const correctionHandlers: HandlersOf<typeof correctionContract> = {
  'correction.order': { write: order },
  'correction.list': {
    read: ({ db, actor, today }, { limit, ...asked }) => {
      const corrections = listCorrections(db, actor, today, { ...asked, limit: limit + 1 })
      return {
        corrections: corrections.slice(0, limit).map(viewOf),
        more: corrections.length > limit,
        counts: {
          open: countCorrections(db, actor, today, 'open'), overdue: countCorrections(db, actor, today, 'overdue'),
          done: countCorrections(db, actor, today, 'done'),
        },
      }
    },
  },
  'correction.get': { read: (context, { id }) => detailOf(context, known(context, id)) },
  'correction.notice': {
    read: (context, { id }) => {
      const correction = known(context, id)
      context.note({ correction: correction.number })
      return { ...detailOf(context, correction), storeName: setting(context.db, 'storeName') ?? '' }
    },
  },
  'correction.markDone': {
    write: (context, { id, remark }) => {
      const correction = known(context, id)
      if (!answersFor(context.actor, correction)) throw new Refusal('forbidden', 'somebody else has to put it right', { problem: 'correction.notYours' })
      return act(context, correction, 'markDone', remark, context.today)
    },
  },
  'correction.return': {
    write: (context, { id, remark }) => {
      requireReason(remark)
      return act(context, known(context, id), 'return', remark, null)
    },
  },
  'correction.close': {
    write: (context, { id, remark }) => {
      const correction = known(context, id)
      const left = leftOf(context, correction)
      if (left.length > 0) throw refused('correction.stillLacking', correction.number)
      return act(context, correction, 'close', remark, correction.correctedOn ?? putRightOn(context, correction))
    },
  },
  'correction.withdraw': {
    write: (context, { id, remark }) => {
      requireReason(remark)
      const correction = known(context, id)
      return act(context, correction, 'withdraw', remark, correction.correctedOn)
    },
  },
}

function order(context: WriteContext, input: Input<'correction.order'>): Output<'correction.order'> {
  const { db, actor, today, now, note } = context
  const record = listedRecord(db, actor, today, input.recordId)
  if (!record) throw notFound('record')
  if (isOutstanding(record.state)) throw refused('correction.notReceived', record.number)
  const person = personById(db, input.personId ?? record.responsible.id)
  // Whoever has left cannot put anything right, though they answer for the record still.
  if (!person?.active || !mayAnswerFor(person.roles, record.kind)) throw wrongFields({ path: ['personId'], problem: 'record.cannotAnswer' })
  const { lines, papers } = standing(db, record.id)
  const lacks = lacksOfRecord(lines, papers, today).filter((lack) => input.lacks.some((asked) => sameLack(asked, lack)))
  if (lacks.length < new Set(input.lacks.map(({ code, kind }) => `${code}/${kind}`)).size) throw wrongFields({ path: ['lacks'], problem: 'correction.noSuchLack' })
  const before = orderedLacks(db, record.id).find((other) => other.lacks.some((lack) => lacks.some((each) => sameLack(lack, each))))
  if (before) throw refused('correction.orderedAlready', before.number)
  const due = addWorkingDays(today, policyFor(db, today).correctionDays, workCalendar(db))
  const year = today.slice(0, 4)
  const number = `ZG${year}-${String(countUp(db, `correction/${year}`)).padStart(4, '0')}`
  const id = addCorrection(db, {
    number, recordId: record.id, personId: person.id, departmentId: person.department.id, orderedBy: actor.id, orderedAt: now,
    dueOn: due.on, dueProvisional: due.provisional, lacks, remark: input.remark,
  })
  addCorrectionAct(db, id, { at: now, personId: actor.id, act: 'order', remark: input.remark })
  note({
    correction: number, record: record.number, person: person.id, department: person.department.id, dueOn: due.on, dueProvisional: due.provisional,
    lacks: lacks.map(({ code, kind }) => `${code}/${kind}`), remark: input.remark,
  })
  return { id, number, dueOn: due.on, dueProvisional: due.provisional }
}

const sameLack = (one: Lack, other: Lack): boolean => one.code === other.code && one.kind === other.kind

/** @throws Refusal `correction.cannot` where its state does not allow it. */
function act(
  { db, actor, now, note }: WriteContext, { id, number, state }: Correction, what: CorrectionAct, remark: string, correctedOn: LocalDate | null,
): Record<string, never> {
  const next = CORRECTION_STEPS[state][what]
  if (next === undefined) throw refused('correction.cannot', number)
  setCorrection(db, id, next, correctedOn)
  addCorrectionAct(db, id, { at: now, personId: actor.id, act: what, remark })
  note({ correction: number, correctedOn, remark })
  return {}
}

function requireReason(remark: string): void {
  if (remark === '') throw wrongFields({ path: ['remark'], problem: 'text.required' })
}

function known({ db, actor, today }: ReadContext, id: Id<'correction'>): Correction {
  const correction = correctionById(db, actor, today, id)
  if (!correction) throw notFound('correction')
  return correction
}

const viewOf = ({ departmentId: _department, ...view }: Correction) => view

function detailOf(context: ReadContext, correction: Correction): CorrectionDetail {
  const { db, actor } = context
  const mayDo: Record<CorrectionAct, boolean> = {
    markDone: answersFor(actor, correction),
    return: permits(actor.roles, 'correction.order'),
    close: permits(actor.roles, 'correction.order'),
    withdraw: permits(actor.roles, 'correction.order'),
  }
  return {
    ...viewOf(correction),
    left: leftOf(context, correction),
    acts: correctionActs(db, correction.id),
    may: CORRECTION_ACTS.filter((each) => mayDo[each] && CORRECTION_STEPS[correction.state][each] !== undefined),
  }
}

/** Whoever has to put it right, or their head. */
function answersFor(actor: Actor, correction: Correction): boolean {
  return actor.id === correction.person.id || (isHead(actor) && actor.departmentId === correction.departmentId)
}

/** What was named and is lacking still. */
function leftOf({ db, today }: { db: Reader; today: LocalDate }, { record, lacks }: Correction): Lack[] {
  const { lines, papers } = standing(db, record.id)
  return named(lacks, lines, papers, today)
}

// A paper that is not there at all has not been put right either, whatever was wrong with it.
const ABSENT: ReadonlySet<Lack['kind']> = new Set(['missing', 'notYetObtainable'])

function named(lacks: readonly Lack[], lines: readonly ChecklistLine[], papers: readonly PaperCheck[], on: LocalDate): Lack[] {
  return lacksOfRecord(lines, papers, on).filter((lack) => lacks.some((each) => each.code === lack.code && (each.kind === lack.kind || ABSENT.has(lack.kind))))
}

/** The day of the line of the book with which the last of it came in; today where no line did (an accepted delay, F4). */
function putRightOn({ db, today }: ReadContext, { record, lacks, orderedAt }: Correction): LocalDate {
  const { lines } = standing(db, record.id)
  const book = standingLines(db, record.id)
  const stillLacking = book.findLastIndex(({ content, on }) => named(lacks, lines, content.papers, on).length > 0)
  const came = book[stillLacking + 1]?.on
  const orderedOn = dayOf(orderedAt)
  return came === undefined ? today : came < orderedOn ? orderedOn : came
}
