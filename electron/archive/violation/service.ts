// Proposing, deciding, objecting and appealing; lists, slips and sheets of violations; closing months (rules V1 to V7, V9, V10).
import {
  HIGHEST_ENTERED, type DECIDING_AS, type Decision, type Evidence, type violationContract, type ViolationDetail, type ViolationList,
} from '#shared/contract/violation.ts'
import type { Input, Output } from '#shared/contract/index.ts'
import type { Id } from '#shared/domain/id.ts'
import { isContestable, monthFor, objectionUntil, PENALTY_STATES, PENALTY_STEPS, type PenaltyAct } from '#shared/domain/penalty.ts'
import type { Condition } from '../access/visibility.ts'
import { workCalendar } from '../calendar/store.ts'
import { setting } from '../desk/store.ts'
import type { Reader } from '../database/database.ts'
import type { HandlersOf, ReadContext, WriteContext } from '../handler.ts'
import { policyFor } from '../policy/store.ts'
import { notFound, Refusal, refused, requireReason, wrongFields } from '../refusal.ts'
import { listedRecord } from '../record/store.ts'
import { personById } from '../staff/store.ts'
import { NO_EVIDENCE } from './facts.ts'
import { bringUpToDate, differenceOf, enter, named, violationNumber } from './propose.ts'
import { decidesAppeal, decidesOn, hasAppeal, reckonedViolations, sumsOf, type ReckonedViolation } from './reckoned.ts'
import type { Decided, Grounds } from './row.ts'
import { monthSheet } from './sheet.ts'
import {
  addViolationAct, adjustedBy, closedMonths, closeMonth, closingOf, decidedAmounts, decidedAt, putDecided, VIOLATION_CONDITIONS, violationActs,
  violationById, wantedWhere,
} from './store.ts'

export const violationHandlers: HandlersOf<typeof violationContract> = {
  'violation.propose': {
    write: (context, { month }) => {
      if (month > context.today.slice(0, 7)) throw wrongFields({ path: ['month'], problem: 'date.future' })
      if (closedMonths(context.db).has(month)) throw refused('month.closed', month)
      const difference = differenceOf(context.db, month, context.today)
      context.note({ month, ...bringUpToDate(context, month, difference) })
      return { added: difference.added.length, changed: difference.changed.length, removed: difference.removed.length }
    },
  },
  'violation.list': { read: list },
  'violation.get': { read: (context, { id }) => detailOf(context, known(context, id)) },
  'violation.enter': { write: enterByHand },
  'violation.adjust': { write: adjust },
  'violation.decide': {
    write: (context, { id, decision, remark }) => {
      const violation = known(context, id)
      requireOpen(violation)
      if (violation.state === 'appealed') throw refused('violation.cannot', violation.number)
      requireDecider(context, violation)
      if (violation.first !== null) throw refused('violation.decideFirst', violation.first)
      if (violation.state === 'contested') requireReason(remark)
      return decide(context, violation, decision, remark, context.actor.roles.includes('customerDirector') ? 'director' : 'generalManager')
    },
  },
  'appeal.decide': {
    write: (context, { id, decision, remark }) => {
      const violation = known(context, id)
      requireOpen(violation)
      if (violation.state !== 'appealed') throw refused('violation.cannot', violation.number)
      if (violation.person.id === context.actor.id) throw refused('violation.own', violation.number)
      if (!decidesAppeal(context.db, context.actor, violation)) throw refused('violation.ownDecision', violation.number)
      requireReason(remark)
      return decide(context, violation, decision, remark, 'generalManager')
    },
  },
  'violation.object': { write: (context, { id, remark }) => contest(context, id, 'object', remark) },
  'violation.appeal': { write: (context, { id, remark }) => contest(context, id, 'appeal', remark) },
  'violation.slip': {
    read: (context, { id }) => {
      const violation = known(context, id)
      context.note({ violation: violation.number })
      return { ...detailOf(context, violation), storeName: storeName(context) }
    },
  },
  'violation.print': {
    read: (context, { month }) => {
      context.note({ month })
      return { ...list(context, { ...EVERYTHING, month }), storeName: storeName(context) }
    },
  },
  'violation.sheet': {
    read: (context, { month, language }) => {
      context.note({ month })
      return monthSheet({ ...list(context, { ...EVERYTHING, month }), storeName: storeName(context), month, language })
    },
  },
  'month.list': {
    read: ({ db, actor }) => {
      // What is decided needs no reckoning.
      const undecided = reckonedViolations(db, actor, { sql: "v.state IN ('proposed', 'objected')", parameters: [] })
      const byMonth = Map.groupBy([...decidedAmounts(db, actor), ...undecided], ({ month }) => month)
      const months = new Set([...byMonth.keys(), ...closedMonths(db)])
      return [...months].toSorted().toReversed().map((month) => ({ month, sums: sumsOf(byMonth.get(month) ?? []), closed: closingOf(db, month) }))
    },
  },
  'month.close': { write: close },
}

const EVERYTHING: Input<'violation.list'> = { month: null, personId: null, filter: 'all' }

const storeName = ({ db }: ReadContext): string => setting(db, 'storeName') ?? ''

const inMonth = (month: string): Condition => ({ sql: 'v.month = ?', parameters: [month] })

function list({ db, actor }: ReadContext, { month, personId, filter }: Input<'violation.list'>): ViolationList {
  if (month === null && personId === null && (filter === 'all' || filter === 'decided')) throw wrongFields({ path: ['month'], problem: 'text.required' })
  const found = reckonedViolations(db, actor, wantedWhere(
    month === null ? null : inMonth(month),
    personId === null ? null : { sql: 'v.person_id = ?', parameters: [personId] },
    VIOLATION_CONDITIONS[filter](actor),
  ))
  const people = [...Map.groupBy(found, ({ person }) => person.id).values()].flatMap((theirs) => {
    const [first] = theirs
    return first === undefined ? [] : [{ person: first.person, violations: theirs.map(viewOf), sums: sumsOf(theirs) }]
  })
  return { people, sums: sumsOf(found), closed: month === null ? null : closingOf(db, month) }
}

const viewOf = ({ key: _key, departmentId: _department, recordId: _record, adjustsId: _adjusts, ...view }: ReckonedViolation) => view

const detailOf = ({ db }: ReadContext, violation: ReckonedViolation): ViolationDetail => ({ ...viewOf(violation), acts: violationActs(db, violation.id) })

function known({ db, actor }: ReadContext, id: Id<'violation'>): ReckonedViolation {
  const [violation] = reckonedViolations(db, actor, { sql: 'v.id = ?', parameters: [id] })
  if (!violation) throw notFound('violation')
  return violation
}

function requireOpen({ monthClosed, month }: ReckonedViolation): void {
  if (monthClosed) throw refused('month.closed', month)
}

/** Nobody decides on themselves, and the general manager not before an appeal. */
function requireDecider({ db, actor }: WriteContext, { person, number }: ReckonedViolation): void {
  if (person.id === actor.id) throw refused('violation.own', number)
  if (!decidesOn(actor, person.id, personById(db, person.id)?.roles ?? [])) throw refused('violation.directorDecides', number)
}

function decide(
  context: WriteContext, violation: ReckonedViolation, decision: Decision, remark: string, as: (typeof DECIDING_AS)[number],
): Record<string, never> {
  const { db, actor, now, note } = context
  const act = decision.outcome === 'waived' ? 'waive' : 'decide'
  const state = PENALTY_STEPS[violation.state][act]
  if (state === undefined) throw refused('violation.cannot', violation.number)
  const decided: Decided = decision.outcome === 'waived'
    ? { state, amount: 0, doubled: false, share: null }
    : { state, amount: decision.amount, doubled: violation.doubled, share: decision.share }
  if (decision.outcome === 'waived' || decision.amount !== violation.amount) requireReason(remark)
  if (decision.outcome === 'penalty') requireFitting(db, violation, decision)
  putDecided(db, violation.id, decided)
  addViolationAct(db, violation.id, { at: now, personId: actor.id, act, amount: decided.amount, share: decided.share, remark, as })
  note({ violation: violation.number, act, as, amount: decided.amount, doubled: decided.doubled, share: decided.share, remark })
  return {}
}

function requireFitting(
  db: Reader, { id, number, rule, groundless, shareRange, adjustsId }: ReckonedViolation, { amount, share }: Extract<Decision, { outcome: 'penalty' }>,
): void {
  if (groundless) throw refused('violation.groundless', number)
  if (adjustsId !== null) requireNotBelowZero(db, adjustsId, { amount, besides: id, path: ['decision', 'amount'] })
  if (amount < 0 && rule !== 'adjustment') throw wrongFields({ path: ['decision', 'amount'], problem: 'violation.negative' })
  if (share === null) return
  if (shareRange === null) throw wrongFields({ path: ['decision', 'share'], problem: 'violation.noShare' })
  // What is withheld of a month is bounded as a whole, however many penalties there are in it (V6).
  if (shareRange.taken + share > shareRange.most) {
    throw wrongFields({ path: ['decision', 'share'], problem: shareRange.taken === 0 ? 'violation.shareRange' : 'violation.shareTaken' })
  }
  if (shareRange.taken + share < shareRange.least) throw wrongFields({ path: ['decision', 'share'], problem: 'violation.shareRange' })
}

/** Nobody is paid for a violation: all that adjusts it together never takes more away than it cost. */
function requireNotBelowZero(
  db: Reader, id: Id<'violation'>, { amount, besides, path }: { amount: number; besides: Id<'violation'> | null; path: string[] },
): void {
  const adjusted = violationById(db, id)
  if ((adjusted?.amount ?? 0) + adjustedBy(db, id, besides) + amount < 0) throw wrongFields({ path, problem: 'violation.belowZero' })
}

/** The person fined objects, or takes it to the general manager. */
function contest(context: WriteContext, id: Id<'violation'>, act: Extract<PenaltyAct, 'object' | 'appeal'>, remark: string): Record<string, never> {
  const { db, actor, now, note } = context
  const violation = known(context, id)
  if (violation.person.id !== actor.id) throw new Refusal('forbidden', 'only the person fined', { problem: 'violation.notYours' })
  requireOpen(violation)
  requireReason(remark)
  const state = PENALTY_STEPS[violation.state][act]
  if (state === undefined) throw refused('violation.cannot', violation.number)
  if (act === 'appeal' && !hasAppeal(db, actor.id)) throw refused('violation.nobodyAbove', violation.number)
  putDecided(db, id, {
    state, amount: violation.decided ? violation.amount : null, doubled: violation.decided ? violation.doubled : null, share: violation.share,
  })
  addViolationAct(db, id, { at: now, personId: actor.id, act, amount: null, share: null, remark, as: null })
  note({ violation: violation.number, remark })
  return {}
}

function enterByHand(context: WriteContext, input: Input<'violation.enter'>): Output<'violation.enter'> {
  const { db, actor, today } = context
  if (input.on > today) throw wrongFields({ path: ['on'], problem: 'date.future' })
  requireReason(input.remark)
  const person = personById(db, input.personId)
  if (!person?.active) throw wrongFields({ path: ['personId'], problem: 'violation.unknownPerson' })
  const record = input.recordId === null ? null : listedRecord(db, actor, today, input.recordId)
  if (input.recordId !== null && !record) throw notFound('record')
  const { fines } = policyFor(db, input.on)
  const base = input.rule === 'V7' ? fines.paperLost * input.pieces : fines.loanOverdue
  if (base > HIGHEST_ENTERED) throw wrongFields({ path: ['pieces'], problem: 'violation.tooMuch' })
  return byHand(context, enterAnew(context, {
    rule: input.rule, personId: person.id, departmentId: person.department.id, recordId: record?.id ?? null, on: input.on, base, adjusts: null,
    evidence: { ...NO_EVIDENCE, pieces: input.rule === 'V7' ? input.pieces : null, words: input.remark },
  }))
}

function adjust(context: WriteContext, { id, amount, remark }: Input<'violation.adjust'>): Output<'violation.adjust'> {
  const { db, actor, today } = context
  const violation = known(context, id)
  // In an open month the decision itself can be objected to; but what came before it may have changed with nobody to blame (V6).
  if (!violation.monthClosed && !violation.countChanged) throw refused('month.open', violation.month)
  if (violation.rule === 'adjustment') throw refused('violation.cannot', violation.number)
  if (violation.person.id === actor.id) throw refused('violation.own', violation.number)
  if (amount === 0) throw wrongFields({ path: ['amount'], problem: 'violation.nothing' })
  requireReason(remark)
  requireNotBelowZero(db, id, { amount, besides: null, path: ['amount'] })
  return byHand(context, enterAnew(context, {
    rule: 'adjustment', personId: violation.person.id, departmentId: violation.departmentId, recordId: violation.recordId, on: today, base: amount, adjusts: id,
    evidence: { ...NO_EVIDENCE, words: remark },
  }))
}

/** What a loan came back short of, or was lost with it, entered against the borrower (V7); also against one who has left since. */
export function enterLoss(
  context: WriteContext,
  { personId, departmentId, pieces, words, loan }: { personId: Id<'person'>; departmentId: Id<'department'>; pieces: number; words: string; loan: NonNullable<Evidence['loan']> },
): { id: Id<'violation'>; number: string; named: string } {
  const { db, today } = context
  return enterAnew(context, {
    rule: 'V7', personId, departmentId, recordId: null, on: today, base: policyFor(db, today).fines.paperLost * pieces, adjusts: null,
    evidence: { ...NO_EVIDENCE, pieces, words, loan },
  })
}

type Entered = Pick<Grounds, 'rule' | 'personId' | 'departmentId' | 'recordId' | 'on' | 'base' | 'adjusts'> & { evidence: Evidence }

type New = { id: Id<'violation'>; number: string; named: string; words: string }

/** The audit entry of the call that entered it by hand. */
function byHand({ note }: WriteContext, { id, number, named: added, words }: New): { id: Id<'violation'>; number: string } {
  note({ added: [added], remark: words })
  return { id, number }
}

/** Whoever enters one has its name in the audit entry of the call. */
function enterAnew(context: WriteContext, entered: Entered): New {
  const number = violationNumber(context)
  const grounds: Grounds = {
    ...entered, key: `${entered.rule}/${number}`, number, correctionId: null, month: monthFor(entered.on, closedMonths(context.db)),
    items: [{ code: null, lacks: [], amount: entered.base }], proposedAt: context.now,
  }
  const id = enter(context, grounds, 'enter')
  return { id, number, named: named(grounds), words: entered.evidence.words }
}

function close(context: WriteContext, { month }: Input<'month.close'>): Output<'month.close'> {
  const { db, actor, today, now, note } = context
  if (month >= today.slice(0, 7)) throw refused('month.notOver', month)
  if (closedMonths(db).has(month)) throw refused('month.closed', month)
  const { added, changed, removed } = differenceOf(db, month, today)
  if (added.length + changed.length + removed.length > 0) throw refused('month.notUpToDate', month)
  const { pending, decided: total } = sumsOf(reckonedViolations(db, actor, inMonth(month)))
  if (pending > 0) throw refused('month.pending', String(pending))
  // Whoever was decided on has these days to object, or to appeal: after that only an adjustment helps.
  const until = objectionUntil(decidedAt(db, month, PENALTY_STATES.filter((state) => isContestable(state))), workCalendar(db))
  if (until !== null && today <= until) throw refused('month.objectionPeriod', until)
  closeMonth(db, month, { by: actor.id, at: now, total })
  note({ month, total })
  return { total }
}

