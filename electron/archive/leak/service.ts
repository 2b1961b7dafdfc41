// Leaks: reported at once by anyone, followed by the customer director and the general manager, closed with an outcome (rule S5).
import type { leakContract, LeakDetail } from '#shared/contract/leak.ts'
import type { Id } from '#shared/domain/id.ts'
import { closeProblem, LEAK_ACTS, LEAK_LIMITS, LEAK_STEPS, type LeakAct } from '#shared/domain/leak.ts'
import { dayOf } from '#shared/domain/local-date.ts'
import { permits } from '#shared/domain/role.ts'
import { countUp, setting } from '../desk/store.ts'
import { knownDossier } from '../dossier/store.ts'
import type { HandlersOf, ReadContext, WriteContext } from '../handler.ts'
import { dossierMeant } from '../loan/request.ts'
import { notFound, refused, wrongFields } from '../refusal.ts'
import {
  addLeak, addLeakAct, addMeasure, leakActs, leakById, listLeaks, measuresOf, putClosed, putFindings, putLeakState, putMeasureDone, type Leak,
} from './store.ts'

export const leakHandlers: HandlersOf<typeof leakContract> = {
  'leak.report': {
    write: ({ db, actor, now, today, note }, report) => {
      if (report.foundOn > today) throw wrongFields({ path: ['foundOn'], problem: 'date.future' })
      const year = today.slice(0, 4)
      const number = `XM-${year}-${String(countUp(db, `leak/${year}`)).padStart(4, '0')}`
      const id = addLeak(db, { ...report, number, reportedBy: actor.id, reportedAt: now })
      addLeakAct(db, id, { at: now, personId: actor.id, act: 'report', remark: '' })
      note({ leak: number, leakId: id, ...report })
      return { id, number }
    },
  },
  'leak.list': {
    read: ({ db, actor }, { limit, ...asked }) => {
      const leaks = listLeaks(db, actor, { ...asked, limit: limit + 1 })
      return { leaks: leaks.slice(0, limit).map(({ view }) => view), more: leaks.length > limit }
    },
  },
  'leak.get': { read: (context, { id }) => detailOf(context, known(context, id)) },
  'leak.follow': { write: (context, { id, remark }) => act(context, known(context, id), 'follow', remark) },
  'leak.measure': {
    write: (context, { id, ...measure }) => {
      const { db } = context
      const leak = known(context, id)
      if (measure.dueOn < dayOf(leak.view.reportedAt)) throw wrongFields({ path: ['dueOn'], problem: 'leak.dueBefore' })
      if (measuresOf(db, id).length >= LEAK_LIMITS.measures) throw refused('leak.measures', leak.view.number)
      requireStep(leak, 'measure')
      const measureId = addMeasure(db, id, measure)
      return act(context, leak, 'measure', measure.what, { measure: measureId, what: measure.what, who: measure.who, dueOn: measure.dueOn })
    },
  },
  'leak.done': {
    write: (context, { id, measureId, on, remark }) => {
      const { db, today } = context
      const leak = known(context, id)
      const measure = measuresOf(db, id).find((one) => one.id === measureId)
      if (!measure) throw notFound('measure')
      requireStep(leak, 'done')
      if (measure.doneOn !== null) throw refused('leak.measureDone', leak.view.number)
      if (on > today || on < dayOf(leak.view.reportedAt)) throw wrongFields({ path: ['on'], problem: 'leak.doneOn' })
      putMeasureDone(db, measureId, { on, remark })
      return act(context, leak, 'done', measure.what, { measure: measureId, on, doneRemark: remark })
    },
  },
  'leak.find': {
    write: (context, { id, findings, responsible }) => {
      const leak = known(context, id)
      requireStep(leak, 'find')
      putFindings(context.db, id, { findings, responsible })
      return act(context, leak, 'find', '', { findings, responsible })
    },
  },
  'leak.close': {
    write: (context, { id, outcome }) => {
      const { db, actor, now, note } = context
      const leak = known(context, id)
      const problem = closeProblem({ state: leak.view.state, findings: leak.findings, measures: measuresOf(db, id).map(({ doneOn }) => ({ done: doneOn !== null })) })
      if (problem) throw refused(problem, leak.view.number)
      putClosed(db, id, { outcome, by: actor.id, at: now })
      addLeakAct(db, id, { at: now, personId: actor.id, act: 'close', remark: outcome })
      note({ leak: leak.view.number, remark: outcome })
      return {}
    },
  },
  'leak.reopen': { write: (context, { id, remark }) => act(context, known(context, id), 'reopen', remark) },
  'leak.sheet': {
    read: (context, { id }) => {
      const leak = detailOf(context, known(context, id))
      context.note({ leak: leak.number })
      return { storeName: setting(context.db, 'storeName') ?? '', leak }
    },
  },
}

function known({ db, actor }: ReadContext, id: Id<'leak'>): Leak {
  const leak = leakById(db, actor, id)
  if (!leak) throw notFound('leak')
  return leak
}

function requireStep({ view: { state, number } }: Leak, what: LeakAct) {
  const next = LEAK_STEPS[state][what]
  if (next === undefined) throw refused('leak.cannot', number)
  return next
}

/** Every act but closing, which has a closer, leads to a leak that is open. */
function act({ db, actor, now, note }: WriteContext, leak: Leak, what: LeakAct, remark: string, more: Parameters<WriteContext['note']>[0] = {}): Record<string, never> {
  const state = requireStep(leak, what)
  if (state === 'closed') throw refused('leak.cannot', leak.view.number)
  putLeakState(db, leak.view.id, state)
  addLeakAct(db, leak.view.id, { at: now, personId: actor.id, act: what, remark })
  note({ leak: leak.view.number, remark, ...more })
  return {}
}

function detailOf(context: ReadContext, { view, findings, responsible, outcome, closedBy }: Leak): LeakDetail {
  const { db, actor } = context
  if (!permits(actor.roles, 'leak.follow')) return { ...view, following: null }
  const dossierId = view.dossier === '' ? null : dossierMeant(db, view.dossier)
  // Who may not know the dossier reads what was typed, and is told no more than if it fitted none.
  const dossier = dossierId === null ? null : knownDossier(db, actor, dossierId)
  return {
    ...view,
    following: {
      known: dossier && { id: dossier.dossierId, number: dossier.number, plate: dossier.vehicle.plate },
      measures: measuresOf(db, view.id), findings, responsible, outcome, closedBy, acts: leakActs(db, view.id),
      may: LEAK_ACTS.filter((each) => LEAK_STEPS[view.state][each] !== undefined),
    },
  }
}
