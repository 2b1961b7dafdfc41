// What the audit trail says of leaks (rule S5), followed act by act, to be held against their rows.
import { z } from 'zod'
import { closeProblem, LEAK_STEPS, type LeakAct, type LeakState } from '#shared/domain/leak.ts'
import type { Findings } from './check.ts'
import type { Act } from './staff-history.ts'

export type SaidLeak = {
  id: number
  report: { what: string; dossier: string; foundOn: string; how: string; atOnce: string }
  by: number | null
  at: number
  state: LeakState
  findings: string
  responsible: string
  outcome: string
  closed: { by: number | null; at: number } | null
  measures: { id: number; what: string; who: string; dueOn: string; doneOn: string | null; doneRemark: string }[]
  acts: { at: number; by: number | null; act: string; remark: string }[]
}

/** By number. */
export type LeakActs = Map<string, SaidLeak>

type Acting = Act & { at: number; actor: number | null }

const row = z.int().positive()
const reportNote = z.looseObject({
  leak: z.string(), leakId: row, what: z.string(), dossier: z.string(), foundOn: z.string(), how: z.string(), atOnce: z.string(),
})
const actNote = z.looseObject({ leak: z.string(), remark: z.string() })
const notes = {
  measure: actNote.extend({ measure: row, what: z.string(), who: z.string(), dueOn: z.string() }),
  done: actNote.extend({ measure: row, on: z.string(), doneRemark: z.string() }),
  find: actNote.extend({ findings: z.string(), responsible: z.string() }),
}

export function collectLeak(leaks: LeakActs, act: Acting, findings: Findings): void {
  const effect = EFFECTS[act.kind]
  const problem = effect ? effect(leaks, act) : null
  if (problem !== null) findings.add(`audit/${act.seq}`, problem)
}

type Effect = (leaks: LeakActs, act: Acting) => string | null

const FORM = 'chain.contentForm'
const IMPOSSIBLE = 'leak.impossible'

const EFFECTS: Readonly<Record<string, Effect>> = {
  'leak.report': (leaks, { content, at, actor }) => {
    const note = reportNote.safeParse(content).data
    if (!note || leaks.has(note.leak)) return FORM
    const { what, dossier, foundOn, how, atOnce } = note
    leaks.set(note.leak, {
      id: note.leakId, report: { what, dossier, foundOn, how, atOnce }, by: actor, at, state: 'reported', findings: '', responsible: '', outcome: '',
      closed: null, measures: [], acts: [{ at, by: actor, act: 'report', remark: '' }],
    })
    return null
  },
  'leak.follow': (leaks, act) => {
    const note = actNote.safeParse(act.content).data
    return note ? take(leaks, act, note, 'follow', () => ({})) : FORM
  },
  'leak.measure': (leaks, act) => {
    const note = notes.measure.safeParse(act.content).data
    if (!note) return FORM
    const { measure: id, what, who, dueOn } = note
    return take(leaks, act, note, 'measure', ({ measures }) => ({ measures: [...measures, { id, what, who, dueOn, doneOn: null, doneRemark: '' }] }))
  },
  'leak.done': (leaks, act) => {
    const note = notes.done.safeParse(act.content).data
    if (!note) return FORM
    return take(leaks, act, note, 'done', ({ measures }) => (
      measures.some(({ id, doneOn }) => id === note.measure && doneOn === null)
        ? { measures: measures.map((one) => (one.id === note.measure ? { ...one, doneOn: note.on, doneRemark: note.doneRemark } : one)) }
        : null
    ))
  },
  'leak.find': (leaks, act) => {
    const note = notes.find.safeParse(act.content).data
    return note ? take(leaks, act, note, 'find', () => ({ findings: note.findings, responsible: note.responsible })) : FORM
  },
  'leak.close': (leaks, act) => {
    const note = actNote.safeParse(act.content).data
    if (!note) return FORM
    return take(leaks, act, note, 'close', ({ state, findings, measures }) => (
      closeProblem({ state, findings, measures: measures.map(({ doneOn }) => ({ done: doneOn !== null })) }) === null
        ? { outcome: note.remark, closed: { by: act.actor, at: act.at } }
        : null
    ))
  },
  'leak.reopen': (leaks, act) => {
    const note = actNote.safeParse(act.content).data
    return note ? take(leaks, act, note, 'reopen', () => ({ closed: null })) : FORM
  },
}

/** Puts an act's effect upon its leak, where the table of its states allows it. `change` null: it cannot have come about. */
function take(
  leaks: LeakActs, { at, actor }: Acting, { leak: number, remark }: { leak: string; remark: string }, what: LeakAct,
  change: (leak: SaidLeak) => Partial<SaidLeak> | null,
): string | null {
  const leak = leaks.get(number)
  const state = leak && LEAK_STEPS[leak.state][what]
  const changed = leak && change(leak)
  if (!leak || state === undefined || !changed) return IMPOSSIBLE
  Object.assign(leak, changed, { state, acts: [...leak.acts, { at, by: actor, act: what, remark }] })
  return null
}
