// What the audit trail says of terms, holds and destruction lists (rules R1 to R3), followed act by act, to be held against their rows.
import { z } from 'zod'
import { APPRAISALS, DISPOSAL_ACTS, DISPOSAL_APPROVERS, DISPOSAL_STEPS, type DisposalAct, type DisposalState } from '#shared/domain/disposal.ts'
import type { Role } from '#shared/domain/role.ts'
import { nameRegisterLine, registerLineNote, type RegisterActs } from './audit-register.ts'
import type { Findings } from './check.ts'
import type { Act } from './staff-history.ts'

/** A list as the trail has left it. */
export type SaidDisposal = {
  id: number
  state: DisposalState
  remark: string
  draftedBy: number | null
  draftedAt: number
  endorsedBy: number | null
  approvedBy: number | null
  registerSeq: number | null
  items: { dossierId: number; appraisal: string; years: number | null; words: string; term: string; expiredOn: string; dropped: string | null; droppedAt: number | null }[]
  acts: { at: number; by: number | null; act: string; remark: string }[]
}

export type SaidTerm = { dossierId: number; term: string; reason: string; by: number | null; at: number; disposal: string | null }
export type SaidHold = {
  dossierId: number; kind: string; reason: string; by: number | null; at: number; lifted: { by: number | null; at: number; reason: string } | null
}

export type DisposalActs = {
  /** By number. */
  disposals: Map<string, SaidDisposal>
  /** In order: the ids of their rows are 1, 2, 3, …. */
  terms: SaidTerm[]
  /** By row. */
  holds: Map<number, SaidHold>
}

export const noDisposals = (): DisposalActs => ({ disposals: new Map(), terms: [], holds: new Map() })

type Acting = Act & { at: number; actor: number | null }
type Standing = (personId: number) => { roles: readonly Role[] } | null

const row = z.int().positive()
const text = z.string()
const droppedNote = { dropped: z.array(row).default([]), dropReasons: z.array(text).default([]) }
const listNote = z.looseObject({ disposal: text, said: text, ...droppedNote })
const notes = {
  term: z.looseObject({ dossierId: row, term: text, reason: text }),
  hold: z.looseObject({ dossierId: row, hold: row, kind: text, reason: text }),
  lift: z.looseObject({ dossierId: row, hold: row, reason: text }),
  items: listNote.extend({
    disposalId: row.optional(), dossierIds: z.array(row), appraisals: z.array(z.enum(APPRAISALS)), years: z.array(z.int()), words: z.array(text), terms: z.array(text),
    expiredOn: z.array(text),
  }),
  approve: listNote.extend({ act: z.enum(DISPOSAL_ACTS), extended: z.array(row), extendedTo: z.array(text) }),
  carryOut: listNote.extend(registerLineNote),
}

const FORM = 'chain.contentForm'

export function collectDisposal(
  { disposals: acts, register }: { disposals: DisposalActs; register: RegisterActs }, act: Acting, standing: Standing, findings: Findings,
): void {
  const problem = EFFECTS[act.kind]?.({ acts, register, act, standing }) ?? null
  if (problem !== null) findings.add(`audit/${act.seq}`, problem)
}

/** Null when the act could come about as it is said. */
type Effect = (said: { acts: DisposalActs; register: RegisterActs; act: Acting; standing: Standing }) => string | null

function itemsOf({ dossierIds, appraisals, years, words, terms, expiredOn }: z.output<typeof notes.items>): SaidDisposal['items'] {
  return dossierIds.map((dossierId, index) => {
    const appraisal = appraisals[index] ?? ''
    return {
      dossierId, appraisal, years: appraisal === 'extend' ? years[index] ?? null : null, words: words[index] ?? '', term: terms[index] ?? '',
      expiredOn: expiredOn[index] ?? '', dropped: null, droppedAt: null,
    }
  })
}

const EFFECTS: Readonly<Record<string, Effect>> = {
  'term.set': ({ acts, act }) => {
    const note = notes.term.safeParse(act.content).data
    if (note) acts.terms.push({ dossierId: note.dossierId, term: note.term, reason: note.reason, by: act.actor, at: act.at, disposal: null })
    return note ? null : FORM
  },
  'hold.set': ({ acts, act }) => {
    const note = notes.hold.safeParse(act.content).data
    if (!note || acts.holds.has(note.hold)) return FORM
    acts.holds.set(note.hold, { dossierId: note.dossierId, kind: note.kind, reason: note.reason, by: act.actor, at: act.at, lifted: null })
    return null
  },
  'hold.lift': ({ acts, act }) => {
    const note = notes.lift.safeParse(act.content).data
    const hold = note && acts.holds.get(note.hold)
    if (!hold || hold.lifted) return FORM
    hold.lifted = { by: act.actor, at: act.at, reason: note.reason }
    return null
  },
  'disposal.draft': ({ acts, act }) => {
    const note = notes.items.safeParse(act.content).data
    if (note?.disposalId === undefined || acts.disposals.has(note.disposal)) return FORM
    acts.disposals.set(note.disposal, {
      id: note.disposalId, state: 'drafted', remark: note.said, draftedBy: act.actor, draftedAt: act.at, endorsedBy: null, approvedBy: null, registerSeq: null,
      items: itemsOf(note), acts: [],
    })
    return null
  },
  'disposal.appraise': ({ acts, act }) => {
    const note = notes.items.safeParse(act.content).data
    return note ? take(acts, act, { ...note, said: '' }, 'appraise', () => ({ items: itemsOf(note), remark: note.said })) : FORM
  },
  'disposal.submit': ({ acts, act }) => simple(acts, act, 'submit'),
  'disposal.withdraw': ({ acts, act }) => simple(acts, act, 'withdraw'),
  'disposal.decline': ({ acts, act }) => {
    const note = listNote.safeParse(act.content).data
    return note ? take(acts, act, note, 'decline', () => ({ endorsedBy: null, approvedBy: null })) : FORM
  },
  'disposal.approve': ({ acts, act, standing }) => {
    const note = notes.approve.safeParse(act.content).data
    const disposal = note && acts.disposals.get(note.disposal)
    if (!note || !disposal) return FORM
    if (!couldApprove(disposal, note.act, act.actor, standing)) return 'disposal.approvedWrongly'
    const items = new Map(disposal.items.map((item) => [item.dossierId, item]))
    for (const [index, dossierId] of note.extended.entries()) {
      acts.terms.push({ dossierId, term: note.extendedTo[index] ?? '', reason: items.get(dossierId)?.words ?? '', by: act.actor, at: act.at, disposal: note.disposal })
    }
    return take(acts, act, note, note.act, () => (note.act === 'endorse' ? { endorsedBy: act.actor } : { approvedBy: act.actor }))
  },
  'disposal.carryOut': ({ acts, register, act }) => {
    const note = notes.carryOut.safeParse(act.content).data
    if (!note) return FORM
    const [registerSeq] = note.lines
    return take(acts, act, note, 'destroy', () => ({ registerSeq })) ?? nameRegisterLine(register, act, note.disposal, note)
  },
}

function simple(acts: DisposalActs, act: Acting, what: DisposalAct): string | null {
  const note = listNote.safeParse(act.content).data
  return note ? take(acts, act, note, what, () => ({})) : FORM
}

/** Puts an act's effect upon its list, where the table of its states allows it. */
function take(
  { disposals }: DisposalActs, { at, actor }: Acting, { disposal: number, said, dropped, dropReasons }: z.output<typeof listNote>, what: DisposalAct,
  change: () => Partial<SaidDisposal>,
): string | null {
  const disposal = disposals.get(number)
  const state = disposal && DISPOSAL_STEPS[disposal.state][what]
  if (!disposal || state === undefined) return 'disposal.impossible'
  for (const item of disposal.items) {
    const index = dropped.indexOf(item.dossierId)
    if (index !== -1) Object.assign(item, { dropped: dropReasons[index] ?? '', droppedAt: at })
  }
  Object.assign(disposal, change(), { state, acts: [...disposal.acts, { at, by: actor, act: what, remark: said }] })
  return null
}

/** By their post at that entry; two different people, neither of whom drafted it (R2). */
function couldApprove({ state, draftedBy, endorsedBy }: SaidDisposal, act: DisposalAct, actor: number | null, standing: Standing): boolean {
  const person = actor === null ? null : standing(actor)
  const role = state === 'submitted' ? DISPOSAL_APPROVERS.endorse : DISPOSAL_APPROVERS.approve
  if ((state === 'submitted') !== (act === 'endorse')) return false
  return person !== null && person.roles.includes(role) && actor !== draftedBy && actor !== endorsedBy
}
