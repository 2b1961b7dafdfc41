// Copies: asked for, approved or made at once, drawn with their mark, listed, reported back (rules S4, A3).
import type { copyContract } from '#shared/contract/copy.ts'
import { MOST_PRINTED_COPIES, type CopyRequestView } from '#shared/contract/copy.ts'
import type { Input, Output } from '#shared/contract/index.ts'
import type { PictureView } from '#shared/contract/scan.ts'
import type { SecrecyLevel } from '#shared/domain/access.ts'
import { approvalProblem, copyAuthority, copyLapsesOn, copyMark, COPY_STEPS, makeProblem, needsReason, type CopyAct } from '#shared/domain/copy.ts'
import type { Id } from '#shared/domain/id.ts'
import { dayOf, storeTime } from '#shared/domain/local-date.ts'
import { permits } from '#shared/domain/role.ts'
import { workCalendar } from '../calendar/store.ts'
import type { Reader } from '../database/database.ts'
import { countUp, setting } from '../desk/store.ts'
import type { Actor, HandlersOf, ReadContext, WriteContext } from '../handler.ts'
import { notFound, Refusal, refused, requireReason, wrongFields } from '../refusal.ts'
import type { ShownPictures } from '../scan/shown.ts'
import { knownRecord, knownScan, type Scan } from '../scan/store.ts'
import { personById } from '../staff/store.ts'
import { addDelegation, authorityRank, delegations, putRevoked, standingDelegation } from './delegations.ts'
import { levelOfPages } from './level.ts'
import {
  addCopy, addRequest, copyById, countOut, ownCopy, putDecision, putOutcome, putRequestState, registerPage, registerRange, requestById, requestsOf,
  waitingRequests, type CopyRequest, type Decision, type NewRequest, type OwnCopy,
} from './store.ts'

/** 200 dots to the inch of A4's longer side. */
const LONGEST = 2340

export const copyHandlers: HandlersOf<typeof copyContract> = {
  'copy.meant': {
    read: (context, { recordId, scanIds }) => {
      const { db, actor, today } = context
      if (!knownRecord(db, actor, recordId)) throw notFound('record')
      for (const id of scanIds) liveScan(db, actor, id, recordId)
      const level = levelOfPages(db, recordId, scanIds, today)
      return { level, authority: authorityOver(context, level)?.authority ?? null, reasonDue: needsReason(level) }
    },
  },
  'copy.request': {
    write: (context, input) => {
      const asked = askedFor(context, input)
      const id = addRequest(context.db, asked, null)
      context.note(requestNote(id, asked))
      return { id, number: asked.number }
    },
  },
  'copy.makeOwn': { write: makeOwn },
  'copy.approve': { write: approve },
  'copy.decline': {
    write: (context, { id, remark }) => {
      requireReason(remark)
      const request = known(context, id)
      requireStep(request, 'decline')
      const decision = decide(context, request, remark)
      putDecision(context.db, id, 'declined', { ...decision, lapsesOn: null })
      context.note({ request: request.view.number, ...decisionNote({ ...decision, lapsesOn: null }) })
      return {}
    },
  },
  'copy.withdraw': {
    write: ({ db, note, ...context }, { id, remark }) => {
      const request = known({ db, ...context }, id)
      if (!request.view.mine) throw forbidden('copy.notYours')
      requireStep(request, 'withdraw')
      putRequestState(db, id, 'withdrawn')
      note({ request: request.view.number, remark })
      return {}
    },
  },
  'copy.make': { write: make },
  'copy.requests': {
    read: (context, { of, limit }) => {
      const { db, actor, today } = context
      const found = of === 'mine' ? requestsOf(db, actor, today, limit + 1) : waitingRequests(db, actor, today, authorityRank(db, actor, today), limit + 1)
      return { requests: found.slice(0, limit).map((request) => viewOf(context, request)), more: found.length > limit }
    },
  },
  'copy.sheet': {
    read: (context, { id }) => {
      const { number, at, form, purpose, recipient, approvedBy, scanIds } = openCopy(context, id)
      return {
        number, at, form, purpose, recipient, approvedBy, pages: scanIds.length, name: context.actor.name, storeName: setting(context.db, 'storeName') ?? '',
      }
    },
  },
  'copy.page': {
    load: (context, { id, page }, pictures) => {
      const copy = openCopy(context, id)
      if (copy.form !== 'print') throw refused('copy.asFile', copy.number)
      const scanId = copy.scanIds[page - 1]
      if (scanId === undefined) throw notFound('page')
      context.note({ copy: copy.number, page, scan: scanId })
      return drawn(context, copy, scanId, pictures)
    },
  },
  'copy.file': {
    load: async (context, { id }, pictures) => {
      const copy = openCopy(context, id)
      if (copy.form !== 'file') throw refused('copy.onPaper', copy.number)
      context.note({ copy: copy.number, pages: copy.scanIds.length })
      const pages: Uint8Array[] = []
      // One after the other, so that whoever looks at something else meanwhile is not kept waiting.
      for (const scanId of copy.scanIds) pages.push((await drawn(context, copy, scanId, pictures)).bytes)
      return { mediaType: 'application/pdf', bytes: await pictures.bind(pages) }
    },
  },
  'copy.register': {
    read: ({ db, actor, today }, { limit, ...asked }) => {
      requireRange(asked)
      const copies = registerPage(db, actor, today, { ...asked, limit: limit + 1 })
      return { copies: copies.slice(0, limit), more: copies.length > limit, stillOut: countOut(db, actor) }
    },
  },
  'copy.printRegister': {
    read: ({ db, actor, today, note }, asked) => {
      requireRange(asked)
      const copies = registerRange(db, actor, today, asked, MOST_PRINTED_COPIES + 1)
      note({ from: asked.from, to: asked.to, text: asked.text, out: asked.out })
      return { storeName: setting(db, 'storeName') ?? '', copies: copies.slice(0, MOST_PRINTED_COPIES), more: copies.length > MOST_PRINTED_COPIES }
    },
  },
  'copy.settle': {
    write: ({ db, actor, today, note }, { id, outcome, on, remark }) => {
      const copy = copyById(db, actor, today, id)
      if (!copy) throw notFound('copy')
      if (copy.outcome) throw refused('copy.settled', copy.number)
      if (on < dayOf(copy.at) || on > today) throw wrongFields({ path: ['on'], problem: 'copy.settledOn' })
      putOutcome(db, id, { outcome, on, by: actor.id, remark })
      note({ copy: copy.number, outcome, on, remark })
      return {}
    },
  },
  'copy.delegations': {
    read: ({ db, actor }) => delegations(db, permits(actor.roles, 'copy.delegate') || permits(actor.roles, 'copy.keep') ? null : actor.id),
  },
  'copy.delegate': {
    write: ({ db, actor, now, today, note }, { personId, level, fromOn, reason }) => {
      const person = personById(db, personId)
      // Who could give it needs none; who may read no scans can do nothing with it.
      if (!person?.active || !permits(person.roles, 'copy.request') || permits(person.roles, 'copy.delegate')) {
        throw wrongFields({ path: ['personId'], problem: 'copy.cannotHold' })
      }
      if (standingDelegation(db, personId)) throw wrongFields({ path: ['personId'], problem: 'copy.holdsAlready' })
      if (fromOn < today) throw wrongFields({ path: ['fromOn'], problem: 'copy.fromPast' })
      const id = addDelegation(db, { personId, level, fromOn, reason, givenBy: actor.id, givenAt: now })
      note({ delegation: id, person: personId, level, from: fromOn, reason })
      return { id }
    },
  },
  'copy.revoke': {
    write: ({ db, actor, now, note }, { id, remark }) => {
      const held = delegations(db, null).find((one) => one.id === id)
      if (!held) throw notFound('delegation')
      if (held.revoked) throw refused('copy.revoked')
      putRevoked(db, id, { by: actor.id, at: now, remark })
      note({ delegation: id, remark })
      return {}
    },
  },
}

type Looking = Pick<ReadContext, 'actor' | 'today'> & { db: Reader }

const forbidden = (problem: string): Refusal => new Refusal('forbidden', 'somebody else has to do it', { problem })

/** @throws Refusal `notFound`, also for one of a dossier that the actor may not know. */
function known({ db, actor, today }: Looking, id: Id<'copyRequest'>): CopyRequest {
  const request = requestById(db, actor, today, id)
  if (!request) throw notFound('request')
  return request
}

function requireStep({ view: { state, number } }: CopyRequest, act: CopyAct): void {
  if (state === 'lapsed') throw refused('copy.lapsed', number)
  if (COPY_STEPS[state][act] === undefined) throw refused('copy.cannot', number)
}

function requireRange({ from, to }: { from: string; to: string }): void {
  if (to < from) throw wrongFields({ path: ['to'], problem: 'copy.range' })
}

/** By what right the actor decides about copies of a level, or null. */
function authorityOver({ db, actor, today }: Looking, level: SecrecyLevel): Pick<Decision, 'authority' | 'delegationId'> | null {
  const held = standingDelegation(db, actor.id)
  const authority = copyAuthority(actor, level, held ? [held] : [], today)
  return authority && { authority, delegationId: authority === 'delegation' && held ? held.id : null }
}

/** What is asked for: live pages of one record the actor may know, none twice. */
function askedFor({ db, actor, now, today }: WriteContext, { recordId, scanIds, purpose, form, recipient }: Input<'copy.request'>): NewRequest {
  const record = knownRecord(db, actor, recordId)
  if (!record) throw notFound('record')
  if (new Set(scanIds).size < scanIds.length) throw refused('scan.twice')
  for (const id of scanIds) liveScan(db, actor, id, recordId)
  const year = today.slice(0, 4)
  return {
    number: `FS-${year}-${String(countUp(db, `copyRequest/${year}`)).padStart(4, '0')}`,
    recordId, scanIds, purpose, form, recipient, requestedBy: actor.id, requestedAt: now,
  }
}

function liveScan(db: Reader, actor: Actor, id: Id<'scan'>, recordId: Id<'record'>): Scan {
  const scan = knownScan(db, actor, id)
  if (scan?.record.id !== recordId) throw notFound('scan')
  if (scan.removed) throw refused('scan.removed')
  return scan
}

const requestNote = (id: Id<'copyRequest'>, { number, recordId, scanIds, purpose, form, recipient }: NewRequest) => (
  { request: number, requestId: id, recordId, scans: scanIds, purpose, form, recipient }
)

const decisionNote = ({ authority, delegationId, level, remark, lapsesOn }: Decision) => ({ authority, delegationId, level, remark, lapsesOn })

/** The next number of a copy: those of before requests are counted on, none is given twice. */
function numbered(
  { db, actor, now, today }: WriteContext, copy: { recordId: Id<'record'>; scanIds: readonly Id<'scan'>[]; purpose: string; requestId: Id<'copyRequest'> },
): Output<'copy.make'> {
  const year = today.slice(0, 4)
  const number = `FY-${year}-${String(countUp(db, `copy/${year}`)).padStart(5, '0')}`
  return { copyId: addCopy(db, { ...copy, number, at: now, personId: actor.id }), number }
}

function makeOwn(context: WriteContext, { reason, ...input }: Input<'copy.makeOwn'>): Output<'copy.makeOwn'> {
  const { db, actor, now, note } = context
  const asked = askedFor(context, input)
  const level = levelOfPages(db, asked.recordId, asked.scanIds, context.today)
  const by = authorityOver(context, level)
  if (!by) throw forbidden('copy.needsApproval')
  if (needsReason(level) && reason === '') throw wrongFields({ path: ['reason'], problem: 'text.required' })
  const decision: Decision = { ...by, by: actor.id, at: now, level, remark: reason, lapsesOn: null }
  const requestId = addRequest(db, asked, decision)
  const made = numbered(context, { ...asked, requestId })
  note({ ...requestNote(requestId, asked), ...decisionNote(decision), copy: made.number, copyId: made.copyId })
  return made
}

/** @throws Refusal where it is not the actor's to decide (S4). */
function decide(context: WriteContext, request: CopyRequest, remark: string): Omit<Decision, 'lapsesOn'> {
  const { db, actor, now, today } = context
  // Of one that the actor asked for and may not know any more they are not told how secret it is.
  const held = standingDelegation(db, actor.id)
  const asked = { requestedBy: request.view.requestedBy.id, level: request.level }
  const problem = approvalProblem(asked, actor, remark, held ? [held] : [], today)
  if (problem === 'text.required') throw wrongFields({ path: ['remark'], problem })
  const by = problem ? null : authorityOver(context, request.level)
  if (!by) throw forbidden(problem ?? 'copy.notYours')
  return { ...by, by: actor.id, at: now, level: request.level, remark }
}

function approve(context: WriteContext, { id, remark }: Input<'copy.approve'>): Output<'copy.approve'> {
  const { db, today, note } = context
  const request = known(context, id)
  requireStep(request, 'approve')
  const lapsesOn = copyLapsesOn(today, workCalendar(db))
  const decision = { ...decide(context, request, remark), lapsesOn }
  putDecision(db, id, 'approved', decision)
  note({ request: request.view.number, ...decisionNote(decision) })
  return { lapsesOn }
}

function make(context: WriteContext, { id }: Input<'copy.make'>): Output<'copy.make'> {
  const { db, actor, note } = context
  const request = known(context, id)
  const { view, approvedLevel, level, scanIds } = request
  if (!request.knows) throw notFound('request')
  const problem = makeProblem({ state: view.state, requestedBy: view.requestedBy.id, approvedLevel }, actor.id, level)
  if (problem) throw refused(problem, view.number)
  for (const scanId of scanIds) liveScan(db, actor, scanId, view.recordId)
  putRequestState(db, id, 'made')
  const made = numbered(context, { recordId: view.recordId, scanIds, purpose: view.purpose, requestId: id })
  note({ request: view.number, copy: made.number, copyId: made.copyId })
  return made
}

function viewOf(context: ReadContext, request: CopyRequest): CopyRequestView {
  const { view, knows, level, approvedLevel } = request
  const { actor } = context
  const decides = knows && !view.mine && authorityOver(context, level) !== null
  const makes = knows && makeProblem({ state: view.state, requestedBy: view.requestedBy.id, approvedLevel }, actor.id, level) === null
  const may: Record<CopyAct, boolean> = { approve: decides, decline: decides, withdraw: view.mine, make: makes, lapse: false }
  return { ...view, may: (['approve', 'decline', 'withdraw', 'make'] as const).filter((act) => may[act] && COPY_STEPS[view.state][act] !== undefined) }
}

/**
 * A copy leaves on the day it was made, by whoever made it: a sheet that jammed is printed again under its number, and each drawing is in the
 * audit trail; after that there is its line of the register and nothing else.
 */
function openCopy({ db, actor, today }: Looking, id: Id<'copy'>): OwnCopy {
  const copy = ownCopy(db, actor, id)
  if (!copy) throw notFound('copy')
  if (dayOf(copy.at) !== today) throw refused('copy.dayOver', copy.number)
  return copy
}

/** Never without its mark. */
function drawn({ db, actor }: Looking, copy: OwnCopy, scanId: Id<'scan'>, pictures: ShownPictures): Promise<PictureView> {
  const scan = liveScan(db, actor, scanId, copy.recordId)
  const mark = copyMark({ number: copy.number, name: actor.name, login: actor.login, at: storeTime(copy.at) })
  const training = setting(db, 'training') === 'true' ? ' · 演练' : ''
  return pictures.copy(scan.file, scan.page, { turn: scan.turn, crop: scan.crop, longest: LONGEST, mark: `${mark}${training}` })
}
