// Asking to read a dossier beyond one's standing approval, granting it, naming readers, ending what was given (rules L5, S3).
import type { accessRequestContract } from '#shared/contract/access-request.ts'
import type { Input, Output } from '#shared/contract/index.ts'
import { levelRank, type SecrecyLevel } from '#shared/domain/access.ts'
import {
  grantingRole, grantProblem, REQUEST_STEPS, type GrantingRole, type RequestAct, type RequestState, type Wanted,
} from '#shared/domain/access-request.ts'
import type { Id } from '#shared/domain/id.ts'
import type { Approver } from '#shared/domain/loan.ts'
import { permits } from '#shared/domain/role.ts'
import { namingProblem } from '#shared/domain/secrecy.ts'
import { addWorkingDays } from '#shared/domain/working-day.ts'
import { workCalendar } from '../calendar/store.ts'
import { countUp } from '../desk/store.ts'
import { knownDossier } from '../dossier/store.ts'
import type { HandlersOf, ReadContext, WriteContext } from '../handler.ts'
import { dossierMeant } from '../loan/request.ts'
import { answersForDossier } from '../loan/store.ts'
import { approversAtWork } from '../loan/view.ts'
import { standingDossier } from '../merge/standing.ts'
import { notFound, Refusal, refused, requireReason, wrongFields } from '../refusal.ts'
import { secrecyOf, secretPapers } from '../secrecy/store.ts'
import { personById } from '../staff/store.ts'
import {
  addReader, addRequest, askerOf, endReader, endRequest, nameRequest, openRequests, readersOf, requestById, requestOfReader, requestsBy, settleRequest,
  type AccessRequest,
} from './store.ts'

const MINE = 100

export const accessRequestHandlers: HandlersOf<typeof accessRequestContract> = {
  'access.request': { write: request },
  'access.list': {
    read: (context) => {
      const { db, actor } = context
      const waiting = waitingFor(context)
      const oversees = permits(actor.roles, 'secrecy.set') || permits(actor.roles, 'access.grant')
      const readers = readersOf(db, actor, oversees ? {} : { personId: actor.id })
      return {
        mine: requestsBy(db, actor, MINE).map(({ view }) => view),
        waiting: waiting.granting.map(({ request: { view }, level, by }) => ({ ...view, level, by })),
        nameless: waiting.nameless.map(({ view }) => view),
        readers: readers.filter(({ level, person }) => person.id === actor.id || levelRank(level) <= actor.level),
      }
    },
  },
  'access.name': {
    write: (context, { id, dossier: text }) => {
      const { db, actor, note } = context
      const found = known(context, id)
      requireStep(found, 'name')
      if (!isNameless(context, found)) throw refused('access.cannot', found.view.number)
      const dossierId = dossierMeant(db, text)
      if (dossierId === null || !knownDossier(db, actor, dossierId)) throw wrongFields({ path: ['dossier'], problem: 'access.noSuchDossier' })
      nameRequest(db, id, dossierId)
      note({ request: found.view.number, dossierId })
      return {}
    },
  },
  'access.grant': { write: grant },
  'access.decline': {
    write: (context, { id, remark }) => {
      const found = known(context, id)
      requireReason(remark)
      if (!isNameless(context, found)) requireGranting(context, found)
      return settle(context, found, 'decline', remark)
    },
  },
  'access.withdraw': {
    write: (context, { id }) => {
      const found = known(context, id)
      if (found.view.person.id !== context.actor.id) throw new Refusal('forbidden', 'another asked', { problem: 'access.notYours' })
      return settle(context, found, 'withdraw', '')
    },
  },
  'access.nameReader': { write: nameReader },
  'access.revoke': {
    write: ({ db, actor, now, note }, { id, reason }) => {
      const reader = readersOf(db, actor, { id })[0]
      if (!reader) throw notFound('reader')
      requireReason(reason, 'reason')
      if (!reader.stands) throw refused('access.over')
      if (!reader.mayEnd) throw new Refusal('forbidden', 'somebody else has to end it', { problem: 'access.notYours' })
      endReader(db, id, { by: actor.id, at: now, reason })
      const requestId = requestOfReader(db, id)
      if (requestId !== null) endRequest(db, requestId)
      note({ reader: id, request: reader.request, dossierId: reader.dossierId, person: reader.person.id, reason })
      return {}
    },
  },
}

function request(context: WriteContext, { dossier: text, level, purpose, days }: Input<'access.request'>): Output<'access.request'> {
  const { db, actor, now, today, note } = context
  if (purpose === '') throw wrongFields({ path: ['purpose'], problem: 'text.required' })
  const dossierId = dossierMeant(db, text)
  // Only of what they may know: of all else the answer is the same.
  const mayAlready = dossierId !== null && knownDossier(db, actor, dossierId) !== null
    && (levelRank(level) <= actor.level || secretPapers(db, actor, dossierId).every((paper) => paper.mayRead))
  if (mayAlready) throw wrongFields({ path: ['dossier'], problem: 'access.mayAlready' })
  const year = today.slice(0, 4)
  const number = `SQ-${year}-${String(countUp(db, `access/${year}`)).padStart(4, '0')}`
  const id = addRequest(db, { number, asked: text, dossierId, level, purpose, days, personId: actor.id, departmentId: actor.departmentId, at: now })
  note({ request: number, requestId: id, asked: text, dossierId, level, purpose, days, department: actor.departmentId })
  return { id, number }
}

/** @throws Refusal `notFound`, also for one that is neither theirs nor theirs to decide. */
function known(context: ReadContext, id: Id<'accessRequest'>): AccessRequest {
  const { db, actor } = context
  const found = requestById(db, actor, id)
  const theirs = found && (found.view.person.id === actor.id || isNameless(context, found) || grantingBy(context, found) !== null)
  if (!theirs) throw notFound('accessRequest')
  return found
}

function requireStep({ view }: AccessRequest, act: RequestAct): RequestState {
  const next = REQUEST_STEPS[view.state][act]
  if (next === undefined) throw refused('access.cannot', view.number)
  return next
}

/** Fits no dossier as typed, and is for the actor to name or decline: never their own, which would tell them that there is none (S1). */
function isNameless({ actor }: ReadContext, { dossierId, view }: AccessRequest): boolean {
  return dossierId === null && view.state === 'requested' && view.person.id !== actor.id && permits(actor.roles, 'access.name')
}

function wantedOf({ db, actor }: ReadContext, { dossierId, departmentId, view }: AccessRequest): (Wanted & { dossierId: Id<'dossier'> }) | null {
  if (dossierId === null) return null
  const id = standingDossier(db, dossierId)
  const own = secrecyOf(db, id, actor.on).level
  const level = levelRank(own) > levelRank(view.level) ? own : view.level
  return { dossierId: id, level, ownRecord: answersForDossier(db, departmentId, id) }
}

/** As what the actor is to decide about it; null where somebody else is. */
function grantingBy(
  context: ReadContext, found: AccessRequest, atWork: readonly Approver[] = approversAtWork(context.db),
): { wanted: Wanted & { dossierId: Id<'dossier'> }; by: GrantingRole } | null {
  const { db, actor } = context
  const wanted = wantedOf(context, found)
  const self = atWork.find(({ id }) => id === actor.id)
  if (!wanted || !self || !permits(actor.roles, 'access.grant')) return null
  const asker = askerOf(db, found)
  return grantProblem(asker, wanted, self, atWork) === null ? { wanted, by: grantingRole(asker, wanted, atWork) } : null
}

function requireGranting(context: ReadContext, found: AccessRequest): NonNullable<ReturnType<typeof grantingBy>> {
  const granting = grantingBy(context, found)
  if (!granting) {
    throw new Refusal('forbidden', 'somebody else has to decide', { problem: found.view.person.id === context.actor.id ? 'access.own' : 'access.notYours' })
  }
  return granting
}

/** What waits for the actor, longest waiting first. */
export function waitingFor(context: ReadContext): { granting: { request: AccessRequest; level: SecrecyLevel; by: GrantingRole }[]; nameless: AccessRequest[] } {
  const { db, actor } = context
  if (!permits(actor.roles, 'access.grant') && !permits(actor.roles, 'access.name')) return { granting: [], nameless: [] }
  const open = openRequests(db, actor)
  const atWork = approversAtWork(db)
  return {
    granting: open.flatMap((found) => {
      const granting = grantingBy(context, found, atWork)
      return granting ? [{ request: found, level: granting.wanted.level, by: granting.by }] : []
    }),
    nameless: open.filter((found) => isNameless(context, found)),
  }
}

function grant(context: WriteContext, { id, remark }: Input<'access.grant'>): Output<'access.grant'> {
  const { db, actor, now, today, note } = context
  const found = known(context, id)
  const { view } = found
  const state = requireStep(found, 'grant')
  const { wanted: { dossierId, level } } = requireGranting(context, found)
  // Whoever has left since, or has a post that reads nothing, is let read nothing either.
  if (!readsDossiers(personById(db, view.person.id))) throw refused('access.cannotRead', view.number)
  // From today on: the first of the days is today, and the last one of so many working days after it at the latest.
  const until = addWorkingDays(today, view.days, workCalendar(db)).on
  if (dossierId !== found.dossierId) nameRequest(db, id, dossierId)
  settleRequest(db, id, state, { by: actor.id, at: now, remark })
  const reader = addReader(db, { dossierId, personId: view.person.id, level, until, requestId: id, by: actor.id, at: now, reason: view.purpose })
  note({ request: view.number, reader, dossierId, person: view.person.id, level, until, reason: view.purpose, remark })
  return { until }
}

const readsDossiers = (person: ReturnType<typeof personById>): boolean => person?.active === true && permits(person.roles, 'dossier.read')

/** Declined or withdrawn: nothing was granted. */
function settle({ db, actor, now, note }: WriteContext, found: AccessRequest, act: 'decline' | 'withdraw', remark: string): Record<string, never> {
  const state = requireStep(found, act)
  settleRequest(db, found.view.id, state, { by: actor.id, at: now, remark })
  note({ request: found.view.number, remark })
  return {}
}

function nameReader(context: WriteContext, { dossierId, personId, level, until, reason }: Input<'access.nameReader'>): Output<'access.nameReader'> {
  const { db, actor, now, today, note } = context
  if (!knownDossier(db, actor, dossierId)) throw notFound('dossier')
  if (!readsDossiers(personById(db, personId))) throw wrongFields({ path: ['personId'], problem: 'access.cannotRead' })
  if (personId === actor.id) throw wrongFields({ path: ['personId'], problem: 'access.own' })
  // What is named below the dossier's own level could read nothing of it.
  const own = secrecyOf(db, dossierId, today).level
  if (levelRank(level) < levelRank(own)) throw wrongFields({ path: ['level'], problem: 'access.belowDossier' })
  const problem = namingProblem(actor.roles, level)
  if (problem) throw wrongFields({ path: ['level'], problem })
  if (until !== null && until < today) throw wrongFields({ path: ['until'], problem: 'secrecy.untilPast' })
  requireReason(reason, 'reason')
  const reader = addReader(db, { dossierId, personId, level, until, requestId: null, by: actor.id, at: now, reason })
  note({ request: null, reader, dossierId, person: personId, level, until, reason })
  return {}
}
