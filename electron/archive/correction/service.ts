// Ordering a correction, what the person and the archive do about it, and the lists of them (rule V10).
import type { correctionContract, CorrectionDetail } from '#shared/contract/correction.ts'
import type { Input, Output } from '#shared/contract/index.ts'
import { CORRECTION_ACTS, CORRECTION_STEPS, missedDays, putRightOn, standsStill, type CorrectionAct } from '#shared/domain/correction.ts'
import type { Id } from '#shared/domain/id.ts'
import { dayOf, type LocalDate } from '#shared/domain/local-date.ts'
import { lacksOfRecord, type Lack } from '#shared/domain/paper.ts'
import { isOutstanding, mayAnswerFor } from '#shared/domain/record.ts'
import { permits } from '#shared/domain/role.ts'
import { addWorkingDays } from '#shared/domain/working-day.ts'
import { isHead } from '../access/visible-violation.ts'
import { workCalendar } from '../calendar/store.ts'
import type { Reader } from '../database/database.ts'
import { countUp, setting } from '../desk/store.ts'
import type { Actor, HandlersOf, ReadContext, WriteContext } from '../handler.ts'
import { policyFor } from '../policy/store.ts'
import { notFound, Refusal, refused, requireReason, wrongFields } from '../refusal.ts'
import { papersLeft, standing } from '../record/papers.ts'
import { checklistOf, listedRecord } from '../record/store.ts'
import { personById } from '../staff/store.ts'
import {
  addCorrection, addCorrectionAct, correctionActs, correctionById, countCorrections, listCorrections, orderedLacks, peopleOfCorrections, setCorrection, type Correction,
} from './store.ts'

export const correctionHandlers: HandlersOf<typeof correctionContract> = {
  'correction.order': { write: order },
  'correction.list': {
    read: ({ db, actor, today }, { limit, ...asked }) => {
      const corrections = listCorrections(db, actor, today, { ...asked, limit: limit + 1 })
      return {
        corrections: corrections.slice(0, limit).map(viewOf),
        more: corrections.length > limit,
        people: peopleOfCorrections(db, actor, today, asked.filter),
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
      return act(context, correction, 'markDone', remark, { correctedOn: context.today })
    },
  },
  'correction.return': {
    write: (context, { id, remark }) => {
      requireReason(remark)
      return act(context, known(context, id), 'return', remark, { correctedOn: null })
    },
  },
  'correction.close': {
    write: (context, { id, remark }) => {
      const correction = known(context, id)
      const { db, today } = context
      const matter = { lacks: correction.lacks, checklist: checklistOf(db, correction.record.id), lines: papersLeft(db, correction.record.id) }
      // When it was put right the book says. That somebody marked it done tells the archive to look, and nothing else.
      const correctedOn = putRightOn(matter, dayOf(correction.orderedAt), today)
      if (correctedOn === null) throw refused('correction.stillLacking', correction.number)
      return act(context, correction, 'close', remark, { correctedOn, missed: missedDays(matter, correction.dueOn, today, workCalendar(db)) })
    },
  },
  'correction.withdraw': {
    write: (context, { id, remark }) => {
      requireReason(remark)
      const correction = known(context, id)
      return act(context, correction, 'withdraw', remark, { correctedOn: correction.correctedOn })
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
  // One paper is put right, or missed, once, whatever is wrong with it.
  const before = orderedLacks(db, record.id).find((other) => other.lacks.some(({ code }) => lacks.some((lack) => lack.code === code)))
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
  { db, actor, now, note }: WriteContext, { id, number, state }: Correction, what: CorrectionAct, remark: string,
  { correctedOn, missed = null }: { correctedOn: LocalDate | null; missed?: readonly LocalDate[] | null },
): Record<string, never> {
  const next = CORRECTION_STEPS[state][what]
  if (next === undefined) throw refused('correction.cannot', number)
  setCorrection(db, id, { state: next, correctedOn, missed })
  addCorrectionAct(db, id, { at: now, personId: actor.id, act: what, remark })
  note({ correction: number, correctedOn, remark, ...(missed && { missed }) })
  return {}
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
  return lacksOfRecord(lines, papers, today).filter((lack) => lacks.some((ordered) => standsStill(ordered, [lack])))
}
