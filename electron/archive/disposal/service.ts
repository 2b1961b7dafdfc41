// Terms, holds, appraisal and destruction lists (rules R1 to R3).
import type { disposalContract, DossierKeeping } from '#shared/contract/disposal.ts'
import type { Input, Output } from '#shared/contract/index.ts'
import { DISPOSAL_STEPS, disposalApprovalProblem, type DisposalAct, type DisposalState } from '#shared/domain/disposal.ts'
import type { Id } from '#shared/domain/id.ts'
import { extendedBy, type Term } from '#shared/domain/term.ts'
import { countUp } from '../desk/store.ts'
import { knownDossier, type Filed } from '../dossier/store.ts'
import type { HandlersOf, ReadContext, WriteContext } from '../handler.ts'
import { notFound, Refusal, refused } from '../refusal.ts'
import { someone } from '../session/service.ts'
import { prepareCarryOut } from './carry-out.ts'
import { barriersOf, expiredDossiers, holdsOf, keptOf, listOf, type Kept } from './keeping.ts'
import { dropHeld, known, noteBackupsRemoved, requireStep } from './known.ts'
import {
  addDisposal, addDisposalAct, addHold, addTerm, disposalById, handHoldsOf, holdById, itemsOf, liftHold, listDisposals, putApproved, putDeclined, putEndorsed,
  putItems, putRemark, setState, termsOf, termView, type Disposal, type NewItem,
} from './store.ts'
import { subjectSheet } from './subject.ts'
import { detailOf, viewOf } from './view.ts'

export const disposalHandlers: HandlersOf<typeof disposalContract> = {
  'term.ofDossier': { read: (context, { dossierId }) => keepingOf(context, filed(context, dossierId)) },
  'term.set': {
    write: (context, { dossierId, kind, years, reason }) => {
      const { db, actor, now, note } = context
      const { number } = filed(context, dossierId)
      const term: Term = kind === 'years' ? { kind, years: years ?? 0 } : { kind }
      addTerm(db, { dossierId, term, reason, by: actor.id, at: now, disposalId: null })
      note({ dossier: number, dossierId, term: termNote(term), reason })
      return {}
    },
  },
  'hold.set': {
    write: (context, { dossierId, kind, reason }) => {
      const { db, actor, now, note } = context
      const { number } = filed(context, dossierId)
      const id = addHold(db, { dossierId, kind, reason, by: actor.id, at: now })
      note({ dossier: number, dossierId, hold: id, kind, reason })
      return { id }
    },
  },
  'hold.lift': {
    write: (context, { id, reason }) => {
      const { db, actor, now, note } = context
      const hold = holdById(db, id)
      if (!hold) throw notFound('hold')
      const { number } = filed(context, hold.dossierId)
      if (hold.lifted) throw refused('hold.lifted', number)
      liftHold(db, id, actor.id, now, reason)
      note({ dossier: number, dossierId: hold.dossierId, hold: id, reason })
      return {}
    },
  },
  'disposal.expired': {
    read: ({ db, actor, today }, { limit }) => {
      const expired = expiredDossiers(db, actor, today)
      const shown = expired.slice(0, limit)
      const held = holdsOf(db, shown.map(({ dossierId }) => dossierId), today)
      return { dossiers: shown.map((kept) => ({ ...kept, term: termView(kept.term), held: held.get(kept.dossierId) ?? [] })), more: expired.length > limit, total: expired.length }
    },
  },
  'disposal.draft': {
    write: (context, { items, remark }) => {
      const { db, actor, now, today, note } = context
      const appraised = appraise(context, items, null)
      const year = today.slice(0, 4)
      const number = `XH-${year}-${String(countUp(db, `disposal/${year}`)).padStart(3, '0')}`
      const id = addDisposal(db, { number, remark, by: actor.id, at: now })
      putItems(db, id, appraised.items)
      note({ disposal: number, disposalId: id, ...appraised.note, said: remark })
      return { id, number }
    },
  },
  'disposal.appraise': {
    write: (context, { id, items, remark }) => {
      const { db, actor, now, note } = context
      const disposal = known(context, id)
      requireStep(disposal, 'appraise')
      const appraised = appraise(context, items, id)
      putItems(db, id, appraised.items)
      putRemark(db, id, remark)
      addDisposalAct(db, id, { at: now, by: actor.id, act: 'appraise', remark: '' })
      note({ disposal: disposal.number, ...appraised.note, said: remark })
      return {}
    },
  },
  'disposal.submit': {
    write: (context, { id, remark }) => {
      const { db, actor, now, note } = context
      const disposal = known(context, id)
      const state = requireStep(disposal, 'submit')
      const dropped = dropHeld(context, disposal)
      requireLeft(context, disposal)
      setState(db, id, state)
      addDisposalAct(db, id, { at: now, by: actor.id, act: 'submit', remark })
      note({ disposal: disposal.number, said: remark, ...dropped.note })
      return { dropped: dropped.count }
    },
  },
  'disposal.approve': { write: approve },
  'disposal.decline': {
    write: (context, { id, remark }) => {
      const disposal = known(context, id)
      requireStep(disposal, 'decline')
      requireApprover(context, disposal)
      putDeclined(context.db, id)
      return settled(context, disposal, 'decline', remark)
    },
  },
  'disposal.withdraw': {
    write: (context, { id, remark }) => {
      const disposal = known(context, id)
      setState(context.db, id, requireStep(disposal, 'withdraw'))
      return settled(context, disposal, 'withdraw', remark)
    },
  },
  'disposal.carryOut': { prepare: prepareCarryOut },
  'disposal.sweep': {
    steer: (engine, _input, acting) => {
      const { archive, session } = someone(acting)
      return { taskId: engine.tasks.start('sweep', session, async (progress) => {
        await archive.sweeper.follow(progress)
        return {}
      }) }
    },
  },
  'disposal.list': {
    read: ({ db, actor }, { limit }) => {
      const disposals = listDisposals(db, limit + 1)
      return { disposals: disposals.slice(0, limit).map((disposal) => viewOf(actor, disposal)), more: disposals.length > limit }
    },
  },
  'disposal.get': { read: (context, { id }) => detailOf(context, known(context, id)) },
  'disposal.print': {
    read: (context, { id }) => {
      const disposal = known(context, id)
      context.note({ disposal: disposal.number })
      return detailOf(context, disposal)
    },
  },
  'disposal.noteBackupsRemoved': {
    write: (context, { id, folder }) => {
      const { number, registerSeq } = known(context, id)
      return noteBackupsRemoved(context, registerSeq, folder, { disposal: number })
    },
  },
  'subject.sheet': { read: subjectSheet },
}

const termNote = (term: Term): string => (term.kind === 'years' ? String(term.years) : term.kind)

/** @throws Refusal `notFound`. */
function filed({ db, actor }: ReadContext, id: Id<'dossier'>): Filed {
  const found = knownDossier(db, actor, id)
  if (!found) throw notFound('dossier')
  return found
}

function keepingOf({ db, today }: ReadContext, { dossierId }: Filed): DossierKeeping {
  const kept = keptOf(db, [dossierId], today).get(dossierId)
  if (!kept) throw notFound('dossier')
  const list = listOf(db, dossierId)
  const disposal = list && disposalById(db, list.id)
  return {
    term: termView(kept.term), isDefault: kept.isDefault, lastOn: kept.lastOn, expiresOn: kept.expiresOn, expired: kept.expired,
    held: holdsOf(db, [dossierId], today).get(dossierId) ?? [], holds: handHoldsOf(db, dossierId), terms: termsOf(db, dossierId),
    list: disposal && { id: disposal.id, number: disposal.number, state: disposal.state },
  }
}

/**
 * What is thought of each, with the term that ran out. `list`: the one that is appraised anew.
 * @throws Refusal `disposal.held` for one that something holds, `notFound` for one the actor may not know of.
 */
function appraise(context: WriteContext, items: Input<'disposal.draft'>['items'], list: Id<'disposal'> | null) {
  const { db, actor, today } = context
  const ids = items.map(({ dossierId }) => dossierId)
  for (const id of ids) if (!knownDossier(db, actor, id)) throw notFound('dossier')
  const kept = keptOf(db, ids, today)
  const barriers = barriersOf(db, ids, today, list)
  const appraised = items.map(({ dossierId, appraisal, years, words }): { kept: Kept; item: NewItem } => {
    const of = kept.get(dossierId)
    const [barrier] = barriers.get(dossierId) ?? []
    if (barrier !== undefined || !of || of.expiresOn === null) {
      throw new Refusal('refused', 'held', { problem: barrier === 'notExpired' ? 'disposal.notExpired' : barrier === 'onAnotherList' ? 'disposal.listed' : 'disposal.held', subject: of?.number ?? '' })
    }
    return { kept: of, item: { dossierId, appraisal, years: appraisal === 'extend' ? years : null, words, term: of.term, expiredOn: of.expiresOn } }
  })
  return {
    items: appraised.map(({ item }) => item),
    note: {
      dossierIds: ids, dossiers: appraised.map((each) => each.kept.number), appraisals: appraised.map(({ item }) => item.appraisal),
      years: appraised.map(({ item }) => item.years ?? 0), words: appraised.map(({ item }) => item.words),
      terms: appraised.map(({ item }) => termNote(item.term)), expiredOn: appraised.map(({ item }) => item.expiredOn),
    },
  }
}

function settled({ db, actor, now, note }: WriteContext, disposal: Disposal, act: DisposalAct, remark: string): Record<string, never> {
  addDisposalAct(db, disposal.id, { at: now, by: actor.id, act, remark })
  note({ disposal: disposal.number, said: remark })
  return {}
}

/** @throws Refusal `disposal.empty`. */
function requireLeft({ db }: WriteContext, { id, number }: Disposal): void {
  if (itemsOf(db, id).every(({ dropped }) => dropped !== null)) throw refused('disposal.empty', number)
}

/** Whoever could give the approval it waits for. */
function requireApprover({ actor }: ReadContext, disposal: Disposal): void {
  const problem = disposalApprovalProblem(disposal.state === 'submitted' ? 'endorse' : 'approve', actor, {
    draftedBy: disposal.draftedBy.id, endorsedBy: disposal.endorsedBy?.id ?? null,
  })
  if (problem) throw refused(problem, disposal.number)
}

function approve(context: WriteContext, { id, remark }: Input<'disposal.approve'>): Output<'disposal.approve'> {
  const { db, actor, now, note } = context
  const disposal = known(context, id)
  const act = disposal.state === 'submitted' ? 'endorse' : 'approve'
  requireStep(disposal, act)
  requireApprover(context, disposal)
  const dropped = dropHeld(context, disposal)
  requireLeft(context, disposal)
  if (detailOf(context, disposal).hidden > 0) throw refused('disposal.hidden', disposal.number)
  const left = itemsOf(db, id).filter((item) => item.dropped === null)
  const done: DisposalAct = act === 'approve' && left.every(({ appraisal }) => appraisal === 'extend') ? 'settle' : act
  const state: DisposalState = DISPOSAL_STEPS[disposal.state][done] ?? disposal.state
  if (act === 'endorse') putEndorsed(db, id, actor.id)
  else putApproved(db, id, actor.id, state)
  const extended = act === 'approve' ? extend(context, disposal) : []
  addDisposalAct(db, id, { at: now, by: actor.id, act: done, remark })
  note({
    disposal: disposal.number, act: done, said: remark, ...dropped.note, extended: extended.map(({ dossierId }) => dossierId), extendedTo: extended.map(({ term }) => termNote(term)),
  })
  return { dropped: dropped.count, state }
}

/** Extensions hold from the last approval on. */
function extend({ db, actor, now, today }: WriteContext, { id, number }: Disposal): { dossierId: Id<'dossier'>; term: Term }[] {
  const items = itemsOf(db, id).filter(({ appraisal, dropped }) => appraisal === 'extend' && dropped === null)
  const kept = keptOf(db, items.map(({ dossierId }) => dossierId), today)
  return items.map(({ dossierId, years, words }) => {
    const of = kept.get(dossierId)
    if (!of || years === null) throw new Error(`nothing to extend on ${number}`)
    const term = extendedBy(of.term, of.lastOn ?? today, years, today)
    addTerm(db, { dossierId, term, reason: words, by: actor.id, at: now, disposalId: id })
    return { dossierId, term }
  })
}
