// Erasing what is kept of a person at their request, where no law or term keeps it (rule R4, PIPL).
import type { Input, Output } from '#shared/contract/index.ts'
import type { SubjectContent } from '#shared/contract/register.ts'
import type { subjectContract, SubjectRequestDetail, SubjectRequestView } from '#shared/contract/subject.ts'
import { disposalApprovalProblem } from '#shared/domain/disposal.ts'
import { toId, type Id } from '#shared/domain/id.ts'
import { permits } from '#shared/domain/role.ts'
import { keptReason, subjectNumber, SUBJECT_STEPS, type SubjectAct, type SubjectState } from '#shared/domain/subject.ts'
import { countUp } from '../desk/store.ts'
import { isErasedCustomer, knowsCustomer } from '../dossier/store.ts'
import type { Actor, HandlersOf, PrepareContext, ReadContext, WriteContext, Proof } from '../handler.ts'
import { standingCustomer } from '../merge/standing.ts'
import { notFound, refused } from '../refusal.ts'
import { enterRegisterLine, registerLines } from '../register/store.ts'
import { indexDossier } from '../search/index-dossier.ts'
import { belongingsOfCustomer } from './belongings.ts'
import { signatory } from './carry-out.ts'
import { eraseCustomer, searchTrailOf, type Searched } from './erase.ts'
import { holdsOf, keptOf } from './keeping.ts'
import { noteBackupsRemoved } from './known.ts'
import { backupsOf, erasureOfLine, noteBackups } from './store.ts'
import {
  addRequest, addSubjectAct, countScans, isBoundThen, listRequests, openRequestOf, putState, requestById, subjectActsOf, type SubjectRequest,
} from './subject-request-store.ts'
import { ownedBy, recordsOf } from './subject-store.ts'

export const subjectHandlers: HandlersOf<typeof subjectContract> = {
  'subject.ask': {
    write: (context, { customerId, shown, remark }) => {
      const { db, actor, now, today, note } = context
      const id = standingCustomer(db, customerId)
      if (!knowsCustomer(db, actor, id) || isErasedCustomer(db, id)) throw notFound('customer')
      const open = openRequestOf(db, id)
      if (open !== null) throw refused('subject.open', open)
      const year = today.slice(0, 4)
      const number = subjectNumber(year, countUp(db, `subject/${year}`))
      const requestId = addRequest(db, { number, customerId: id, shown, remark, by: actor.id, at: now })
      note({ request: number, requestId, customer: id, shown, remark })
      return { id: requestId, number }
    },
  },
  'subject.approve': {
    write: (context, { id, remark }) => {
      const request = known(context, id)
      const act = request.state === 'asked' ? 'endorse' : 'approve'
      const state = requireStep(request, act)
      requireApprover(context.actor, request)
      requireFree(context, request)
      putState(context.db, id, { state, ...(act === 'endorse' ? { endorsedBy: context.actor.id } : { approvedBy: context.actor.id }) })
      return settled(context, request, act, remark)
    },
  },
  'subject.decline': {
    write: (context, { id, remark }) => {
      const request = known(context, id)
      const state = requireStep(request, 'decline')
      requireApprover(context.actor, request)
      putState(context.db, id, { state })
      return settled(context, request, 'decline', remark)
    },
  },
  'subject.withdraw': {
    write: (context, { id, remark }) => {
      const request = known(context, id)
      putState(context.db, id, { state: requireStep(request, 'withdraw') })
      return settled(context, request, 'withdraw', remark)
    },
  },
  'subject.carryOut': { prepare: prepareCarryOut },
  'subject.noteBackupsRemoved': {
    write: (context, { id, folder }) => {
      const { number, registerSeq } = known(context, id)
      return noteBackupsRemoved(context, registerSeq, folder, { request: number })
    },
  },
  'subject.list': {
    read: ({ db, actor }, { limit }) => {
      const requests = listRequests(db, actor, limit + 1)
      return { requests: requests.slice(0, limit).map((request) => viewOf(actor, request)), more: requests.length > limit }
    },
  },
  'subject.get': { read: (context, { id }) => detailOf(context, known(context, id)) },
}

function known({ db, actor }: Pick<ReadContext, 'db' | 'actor'>, id: Id<'subjectRequest'>): SubjectRequest {
  const request = requestById(db, actor, id)
  if (!request) throw notFound('subjectRequest')
  return request
}

/** @throws Refusal `disposal.cannot` where its state does not allow it. */
function requireStep({ state, number }: SubjectRequest, act: SubjectAct): SubjectState {
  const next = SUBJECT_STEPS[state][act]
  if (next === undefined) throw refused('disposal.cannot', number)
  return next
}

/** Approved as a destruction list is: by the same two posts, by two people, never by who asked (R2). */
const approvalProblem = (actor: Actor, { state, askedBy, endorsedBy }: SubjectRequest) => (
  disposalApprovalProblem(state === 'asked' ? 'endorse' : 'approve', actor, { draftedBy: askedBy.id, endorsedBy: endorsedBy?.id ?? null })
)

function requireApprover(actor: Actor, request: SubjectRequest): void {
  const problem = approvalProblem(actor, request)
  if (problem) throw refused(problem, request.number)
}

function settled({ db, actor, now, note }: WriteContext, { id, number }: SubjectRequest, act: SubjectAct, remark: string): Record<string, never> {
  addSubjectAct(db, id, { at: now, by: actor.id, act, remark })
  note({ request: number, act, remark })
  return {}
}

type Kept = { kept: SubjectRequestDetail['kept']; hidden: number; free: boolean; dossiers: Set<Id<'dossier'>> }

/** Dossier by dossier, what is kept of them and why. */
function keptOfCustomer({ db, actor, today }: ReadContext, customerId: Id<'customer'>): Kept {
  const times = ownedBy(db, actor, customerId)
  const ids = times.map(({ dossierId }) => dossierId)
  const of = keptOf(db, ids, today)
  const holds = holdsOf(db, ids, today)
  const all = times.flatMap(({ dossierId, ownedFrom, ownedTo, known: isKnown }) => {
    const dossier = of.get(dossierId)
    if (!dossier) return []
    const { number, plate, model, term } = dossier
    const held = holds.get(dossierId) ?? []
    const records = recordsOf(db, dossierId, ownedFrom, ownedTo)
    const lastOn = records.at(-1)?.deliveredOn ?? null
    const { why, keptUntil } = keptReason({ ownedTo, lastOn, term, held: held.length > 0, bound: isBoundThen(db, dossierId, ownedFrom, ownedTo ?? today) }, today)
    return [{ isKnown, view: { number, plate, model, ownedFrom, ownedTo, why, keptUntil, held, records: records.map((record) => record.number) } }]
  })
  return {
    kept: all.filter(({ isKnown }) => isKnown).map(({ view }) => view), hidden: all.filter(({ isKnown }) => !isKnown).length,
    free: all.every(({ view }) => view.why === 'free'), dossiers: new Set(ids),
  }
}

/** Said by somebody who knows of every dossier of theirs. */
function requireFree(context: ReadContext, { customerId, number }: SubjectRequest): Kept {
  const kept = keptOfCustomer(context, customerId)
  if (kept.hidden > 0) throw refused('subject.hidden', number)
  if (!kept.free) throw refused('subject.kept', number)
  return kept
}

async function prepareCarryOut(context: PrepareContext, input: Input<'subject.carryOut'>): Promise<(writing: WriteContext) => Output<'subject.carryOut'>> {
  const request = known(context, input.id)
  requireStep(request, 'erase')
  const keeper = await context.prove(context.actor.login, input.password, 'password')
  const searched = await searchTrailOf(context.db, request.customerId)
  return (writing) => carryOut(writing, input.id, keeper, searched)
}

function carryOut(context: WriteContext, id: Id<'subjectRequest'>, keeper: Proof, searched: Searched): Output<'subject.carryOut'> {
  const { db, actor, now, note } = context
  const request = known(context, id)
  const state = requireStep(request, 'erase')
  const { dossiers } = requireFree(context, request)
  const { number, customerId, endorsedBy, approvedBy } = request
  const records = belongingsOfCustomer(db, customerId).records.map((record) => toId<'record'>(record))
  const scans = countScans(db, records)
  addSubjectAct(db, id, { at: now, by: actor.id, act: 'erase', remark: '' })
  const { erasureId, entries, digest, files } = eraseCustomer(db, customerId, { number, at: now }, searched)
  for (const file of files) context.leftOver(file)
  for (const dossierId of dossiers) indexDossier(db, dossierId)
  const { seq, hash } = enterRegisterLine(context, {
    kind: 'subject.erased', requestId: id, number, customerId, dossiers: dossiers.size, records, scans, endorsedBy: signatory(db, endorsedBy?.id ?? null),
    approvedBy: signatory(db, approvedBy?.id ?? null), keeper: signatory(db, keeper.personId), erased: { erasureId, entries, digest },
  }, {}, [keeper.signer('keeper')])
  putState(db, id, { state, registerSeq: seq })
  noteBackups(db, erasureId, [...dossiers])
  note({ request: number, act: 'erase', remark: '', lines: [seq], registerHash: hash })
  return { seq }
}

function viewOf(actor: Actor, request: SubjectRequest): SubjectRequestView {
  const { registerSeq: _seq, customerId: _customer, ...shown } = request
  return { ...shown, waitsForMe: mayApprove(actor, request) }
}

const mayApprove = (actor: Actor, request: SubjectRequest): boolean => (
  (request.state === 'asked' || request.state === 'endorsed') && approvalProblem(actor, request) === null
)

const NOTHING_KEPT: Pick<Kept, 'kept' | 'hidden' | 'free'> = { kept: [], hidden: 0, free: false }

function detailOf(context: ReadContext, request: SubjectRequest): SubjectRequestDetail {
  const { db, actor } = context
  const { kept, hidden, free } = request.state === 'erased' ? NOTHING_KEPT : keptOfCustomer(context, request.customerId)
  const line = request.registerSeq === null ? undefined : registerLines(db, [request.registerSeq]).get(request.registerSeq)
  const steps = SUBJECT_STEPS[request.state]
  const approves = mayApprove(actor, request)
  return {
    ...viewOf(actor, request), kept, hidden, free: free && hidden === 0,
    acts: subjectActsOf(db, request.id),
    done: line?.content.kind === 'subject.erased' ? doneOf(context, line.seq, line.at, line.content) : null,
    may: {
      approve: approves && free && hidden === 0, decline: approves, withdraw: permits(actor.roles, 'subject.sheet') && steps.withdraw !== undefined,
      carryOut: permits(actor.roles, 'disposal.carryOut') && steps.erase !== undefined,
    },
  }
}

function doneOf({ db, today }: ReadContext, seq: number, at: number, { keeper, dossiers, records, scans, erased }: SubjectContent): NonNullable<SubjectRequestDetail['done']> {
  const erasure = erasureOfLine(db, seq)
  return {
    seq, at, keeperName: keeper.name, dossiers, records: records.length, scans, entries: erased.entries, sweptAt: erasure?.sweptAt ?? null,
    backups: erasure ? backupsOf(db, erasure.id, today) : [],
  }
}
