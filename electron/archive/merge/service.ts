// Doubles: found, compared, merged, undone (rules F1, F8, C5).
import type { DossierView } from '#shared/contract/dossier.ts'
import { MOST_DOUBLES, type mergeContract, type CustomerSide, type DossierSide, type MergeView } from '#shared/contract/merge.ts'
import type { Input, Output } from '#shared/contract/index.ts'
import { toId, type Id } from '#shared/domain/id.ts'
import { maskIdentity } from '#shared/domain/identity.ts'
import { carReasons, customerMergeProblem, customerReasons, dossierMergeProblem, type MergeSubject } from '#shared/domain/merge.ts'
import { placeOf } from '../cabinet/store.ts'
import { customerById, knowsCustomer, knownDossier, ownersOf, type Filed } from '../dossier/store.ts'
import type { HandlersOf, ReadContext } from '../handler.ts'
import { loanOfMoved, openLoanOf } from '../loan/store.ts'
import { notFound, refused } from '../refusal.ts'
import { hasDelivery, recordsOf } from '../record/store.ts'
import { mergeCustomers, mergeDossiers } from './acts.ts'
import { carBrief, customerBrief, doubleCars, doubleCustomers, knownCars, knownCustomers, type KnownCustomer } from './doubles.ts'
import { standingCustomer, standingDossier } from './standing.ts'
import { undoMerge } from './undo.ts'
import {
  addNotDouble, countScans, knownOwnerships, laterMerge, mergeById, mergesBefore, mergesOfDossier, notDoubleReason, numberOf, ownershipsOf, type Merge,
} from './store.ts'

export const mergeHandlers: HandlersOf<typeof mergeContract> = {
  'merge.doubles': {
    read: ({ db, actor }) => {
      const customers = doubleCustomers(db, actor, MOST_DOUBLES)
      const dossiers = doubleCars(db, actor, MOST_DOUBLES)
      return {
        customers: customers.found.map(({ one, other, reasons }) => ({ one: customerBrief(one), other: customerBrief(other), reasons })),
        dossiers: dossiers.found.map(({ one, other, reasons }) => ({ one: carBrief(one), other: carBrief(other), reasons })),
        more: customers.more || dossiers.more,
      }
    },
  },
  'merge.open': { read: open },
  'merge.customers': {
    write: (context, { keepId, mergeId, reason }) => {
      const [kept, merged] = customerPair(context, keepId, mergeId)
      const problem = customerMergeProblem(kept, merged)
      if (problem) throw refused(problem)
      return { id: mergeCustomers(context, kept, merged, reason) }
    },
  },
  'merge.dossiers': {
    write: (context, { keepId, mergeId, reason }) => {
      const kept = standingFiled(context, keepId)
      const merged = standingFiled(context, mergeId)
      const delivered = (id: Id<'dossier'>) => ({ id, delivered: hasDelivery(context.db, id) })
      const problem = dossierMergeProblem(delivered(keepId), delivered(mergeId))
      if (problem) throw refused(problem)
      for (const id of [keepId, mergeId]) requireFolderHere(context, id)
      return { id: mergeDossiers(context, kept, merged, reason) }
    },
  },
  'merge.undo': {
    write: (context, { id, reason }) => {
      const merge = mergeById(context.db, id)
      if (!merge || !knowsMerge(context, merge)) throw notFound('merge')
      if (merge.undone) throw refused('merge.undoneAlready')
      const later = laterMerge(context.db, merge)
      if (later) throw knowsMerge(context, later) ? refused('merge.laterFirst', labelOf(context, later.subject, later.mergedId)) : refused('merge.laterUnknown')
      if (merge.subject === 'dossier') requireUndoable(context, toId<'dossier'>(merge.keptId), id)
      undoMerge(context, merge, reason)
      return {}
    },
  },
  'merge.notDouble': {
    write: (context, { subject, oneId, otherId, reason }) => {
      if (oneId === otherId) throw refused('merge.same')
      if (subject === 'customer') customerPair(context, toId<'customer'>(oneId), toId<'customer'>(otherId))
      else for (const id of [oneId, otherId]) standingFiled(context, toId<'dossier'>(id))
      context.note({ subject, one: Math.min(oneId, otherId), other: Math.max(oneId, otherId), reason })
      addNotDouble(context.db, { subject, oneId, otherId, reason, by: context.actor.id, at: context.now })
      return {}
    },
  },
  'merge.list': { read: list },
}

/** @throws Refusal `notFound`, and `merge.mergedAlready` for one whose dossier now the actor knows. */
function standingFiled(context: ReadContext, id: Id<'dossier'>): Filed {
  const { db, actor } = context
  const filed = knownDossier(db, actor, id)
  if (filed) return filed
  const standing = standingDossier(db, id)
  if (standing !== id && knownDossier(db, actor, standing)) throw refused('merge.mergedAlready', labelOf(context, 'dossier', id))
  throw notFound('dossier')
}

/** What is in somebody's hands, or lost, cannot be put together with another, nor be told apart again. */
function requireFolderHere({ db }: ReadContext, id: Id<'dossier'>): void {
  const loan = openLoanOf(db, id)
  if (loan?.state === 'out' || loan?.state === 'lost') throw refused('merge.folderOut', loan.number)
}

/** Nor can it while a loan asked for since names papers of both. */
function requireUndoable(context: ReadContext, keptId: Id<'dossier'>, mergeId: Id<'merge'>): void {
  requireFolderHere(context, keptId)
  const naming = loanOfMoved(context.db, keptId, mergeId)
  if (naming !== null) throw refused('merge.loanOfPapers', naming)
}

function customerPair(context: ReadContext, one: Id<'customer'>, other: Id<'customer'>): [KnownCustomer, KnownCustomer] {
  const { db, actor } = context
  const known = knownCustomers(db, actor, [one, other])
  const find = (id: Id<'customer'>): KnownCustomer => {
    const found = known.get(id)
    if (found) return found
    const standing = standingCustomer(db, id)
    if (standing !== id && knowsCustomer(db, actor, standing)) throw refused('merge.mergedAlready', labelOf(context, 'customer', id))
    throw notFound('customer')
  }
  return [find(one), find(other)]
}

/** An archive number, or a customer's name with their masked identity number: two entries of one customer often have one name. */
function labelOf({ db }: ReadContext, subject: MergeSubject, id: number): string {
  const customer = subject === 'customer' ? customerById(db, toId<'customer'>(id)) : null
  return customer ? `${customer.name} ${maskIdentity(customer.identityNumber)}` : (numberOf(db, id) ?? '')
}

function open(context: ReadContext, { subject, oneId, otherId }: Input<'merge.open'>): Output<'merge.open'> {
  const { db, actor, note } = context
  const notDouble = notDoubleReason(db, subject, oneId, otherId)
  if (subject === 'customer') {
    const [one, other] = customerPair(context, toId<'customer'>(oneId), toId<'customer'>(otherId))
    note({ subject, one: oneId, other: otherId })
    return { subject, one: customerSide(context, one), other: customerSide(context, other), reasons: customerReasons(one, other), notDouble }
  }
  const [one, other] = [standingFiled(context, toId<'dossier'>(oneId)), standingFiled(context, toId<'dossier'>(otherId))]
  note({ subject, one: one.number, other: other.number })
  const cars = knownCars(db, actor, [oneId, otherId])
  const [first, second] = [cars.get(oneId), cars.get(otherId)]
  return {
    subject, one: dossierSide(context, one), other: dossierSide(context, other), reasons: first && second ? carReasons(first, second) : [], notDouble,
  }
}

function customerSide({ db, actor }: ReadContext, { cars: _cars, ...customer }: KnownCustomer): CustomerSide {
  const dossiers = knownOwnerships(db, actor, customer.id)
  const all = new Set(ownershipsOf(db, 'customer', customer.id).map(({ dossierId }) => dossierId))
  return { ...customer, dossiers, hidden: all.size - new Set(dossiers.map(({ id }) => id)).size }
}

function dossierSide({ db, actor, today }: ReadContext, { dossierId, number, createdAt, vehicle }: Filed): DossierSide {
  return {
    id: dossierId, number, createdAt, vehicle,
    owners: ownersOf(db, dossierId).map(({ customer, fromOn, toOn }) => ({ name: customer.name, mobile: customer.mobile, fromOn, toOn })),
    records: recordsOf(db, dossierId, today).map((record) => ({
      id: record.id, number: record.number, kind: record.kind, state: record.state, deliveredOn: record.deliveredOn,
    })),
    scans: countScans(db, actor, dossierId),
    slot: placeOf(db, dossierId)?.slot ?? null,
  }
}

/** A merge is known to whoever knows what stands of both now. */
function knowsMerge(context: ReadContext, { subject, keptId, mergedId }: Merge): boolean {
  return knowsEither(context, subject, keptId) && knowsEither(context, subject, mergedId)
}

function knowsEither({ db, actor }: ReadContext, subject: MergeSubject, id: number): boolean {
  return subject === 'customer'
    ? knowsCustomer(db, actor, standingCustomer(db, toId<'customer'>(id)))
    : knownDossier(db, actor, standingDossier(db, toId<'dossier'>(id))) !== null
}

const LOOKED_AT = 200

function list(context: ReadContext, { limit }: Input<'merge.list'>): Output<'merge.list'> {
  const merges: MergeView[] = []
  for (let before = Number.MAX_SAFE_INTEGER; merges.length <= limit;) {
    const next = mergesBefore(context.db, before, LOOKED_AT)
    merges.push(...next.filter((merge) => knowsMerge(context, merge)).map((merge) => mergeView(context, merge)))
    const last = next.at(-1)
    if (!last || next.length < LOOKED_AT) break
    before = last.id
  }
  return { merges: merges.slice(0, limit), more: merges.length > limit }
}

function mergeView(context: ReadContext, { id, subject, keptId, mergedId, reason, at, byName, undone }: Merge): MergeView {
  const { db } = context
  return {
    id, subject, reason, at, byName, undone, kept: labelOf(context, subject, keptId), merged: labelOf(context, subject, mergedId),
    dossierId: subject === 'dossier'
      ? standingDossier(db, toId<'dossier'>(keptId))
      : (knownOwnerships(db, context.actor, standingCustomer(db, toId<'customer'>(keptId)))[0]?.id ?? null),
  }
}

/** Merges and undoings on the time line of a dossier, newest first. Who the other was is told to whoever may know them. */
export function mergeEventsOf(context: ReadContext, dossierId: Id<'dossier'>): DossierView['merges'] {
  const known = (subject: MergeSubject, id: number): string | null => (knowsEither(context, subject, id) ? labelOf(context, subject, id) : null)
  return mergesOfDossier(context.db, dossierId).flatMap(({ subject, keptId, mergedId, reason, at, byName, undone }) => {
    const both = { subject, kept: known(subject, keptId), merged: known(subject, mergedId) }
    // What somebody typed may name the other.
    const why = (typed: string): string | null => (both.kept === null || both.merged === null ? null : typed)
    return [
      ...(undone ? [{ ...both, at: undone.at, personName: undone.byName, act: 'undo' as const, reason: why(undone.reason) }] : []),
      { ...both, at, personName: byName, act: 'merge' as const, reason: why(reason) },
    ]
  }).toSorted((one, other) => other.at - one.at)
}
