// Complete exports: asked for, decided by another, given up, made (rules S3, S4, A3).
import { EXPORT_MOVES, type exportContract, type ExportMove, type ExportView } from '#shared/contract/export.ts'
import { COPY_STEPS, copyLapsesOn } from '#shared/domain/copy.ts'
import { mayKnowAll } from '#shared/domain/access.ts'
import { exportApprovalProblem, exportNumber, highestExport } from '#shared/domain/export.ts'
import type { Id } from '#shared/domain/id.ts'
import { dayOf } from '#shared/domain/local-date.ts'
import { workCalendar } from '../calendar/store.ts'
import type { Reader } from '../database/database.ts'
import { countUp } from '../desk/store.ts'
import type { Engine } from '../engine.ts'
import type { Actor, HandlersOf, ReadContext, WriteContext } from '../handler.ts'
import { notFound, Refusal, refused, wrongFields } from '../refusal.ts'
import { someone } from '../session/service.ts'
import type { Session } from '../session/sessions.ts'
import { personById } from '../staff/store.ts'
import { makeExport } from './make.ts'
import { addRequest, listRequests, putDecision, putWithdrawn, requestById, type ExportRequest } from './store.ts'

export const exportHandlers: HandlersOf<typeof exportContract> = {
  'export.request': {
    write: ({ db, actor, now, today, note }, { level, purpose, recipient }) => {
      if (!mayKnowAll(actor, level)) throw wrongFields({ path: ['level'], problem: 'export.levelTooHigh' })
      const year = today.slice(0, 4)
      const number = exportNumber(year, countUp(db, `export/${year}`))
      const id = addRequest(db, { number, level, purpose, recipient, by: actor.id, at: now })
      note({ request: number, requestId: id, level, purpose, recipient })
      return { id, number }
    },
  },
  'export.approve': {
    write: (context, { id, remark }) => {
      const lapsesOn = copyLapsesOn(context.today, workCalendar(context.db))
      decide(context, id, 'approve', remark)
      putDecision(context.db, id, { state: 'approved', by: context.actor.id, at: context.now, remark, lapsesOn })
      context.note({ lapsesOn })
      return { lapsesOn }
    },
  },
  'export.decline': {
    write: (context, { id, remark }) => {
      decide(context, id, 'decline', remark)
      putDecision(context.db, id, { state: 'declined', by: context.actor.id, at: context.now, remark, lapsesOn: null })
      return {}
    },
  },
  'export.withdraw': {
    write: (context, { id, remark }) => {
      const { db, actor, now, note } = context
      const request = known(context, id)
      if (request.requestedBy.id !== actor.id) throw forbidden('export.notYours')
      requireStep(request, 'withdraw')
      putWithdrawn(db, id, { at: now, remark })
      note({ request: request.number, remark })
      return {}
    },
  },
  'export.make': { steer: makeExport },
  'export.list': {
    steer: (engine, { limit }, acting) => {
      const { archive, actor, session } = someone(acting)
      const db = archive.database.reader
      const requests = listRequests(db, actor, dayOf(engine.clock()), limit + 1)
      return {
        requests: requests.slice(0, limit).map((request) => viewOf(db, actor, request, underWay(engine, session, request))), more: requests.length > limit,
        highest: highestExport(actor),
      }
    },
  },
}

const forbidden = (problem: string): Refusal => new Refusal('forbidden', 'somebody else has to do it', { problem })

function known({ db, actor, today }: Pick<ReadContext, 'db' | 'actor' | 'today'>, id: Id<'exportRequest'>): ExportRequest {
  const request = requestById(db, actor, today, id)
  if (!request) throw notFound('export')
  return request
}

/** @throws Refusal `copy.cannot`, `copy.lapsed` where its state does not allow it. */
function requireStep({ state, number }: ExportRequest, move: ExportMove): void {
  if (state === 'lapsed') throw refused('copy.lapsed', number)
  if (COPY_STEPS[state][move] === undefined) throw refused('copy.cannot', number)
}

function decide(context: WriteContext, id: Id<'exportRequest'>, move: 'approve' | 'decline', remark: string): void {
  const request = known(context, id)
  requireStep(request, move)
  const problem = approvalProblem(context.db, context.actor, request, remark)
  if (problem === 'text.required') throw wrongFields({ path: ['remark'], problem })
  if (problem !== null) throw forbidden(problem)
  context.note({ request: request.number, remark })
}

function approvalProblem(db: Reader, actor: Actor, { requestedBy, level }: ExportRequest, remark: string): ReturnType<typeof exportApprovalProblem> {
  return exportApprovalProblem({ requestedBy: { id: requestedBy.id, roles: personById(db, requestedBy.id)?.roles ?? [] }, level }, actor, remark)
}

/** `taskId`: for who began it in this session. Null: nothing of it is under way. */
function underWay(engine: Engine, { token }: Session, { id }: ExportRequest): { taskId: string | null } | null {
  const running = engine.exports.get(id)
  return running === undefined ? null : { taskId: running.token === token ? running.taskId : null }
}

function viewOf(db: Reader, actor: Actor, request: ExportRequest, running: { taskId: string | null } | null): ExportView {
  const { begun, made, requestedBy, state, level, ...shown } = request
  const own = requestedBy.id === actor.id
  const decides = approvalProblem(db, actor, request, '-') === null
  const makes = own && running === null && mayKnowAll(actor, level)
  const may: Record<ExportMove, boolean> = { approve: decides, decline: decides, withdraw: own && running === null, make: makes }
  return {
    ...shown, state, level, requestedBy,
    making: begun === null || made !== null ? null : {
      at: begun.at, folder: begun.folder, state: running ? 'running' : begun.ended === null ? 'brokenOff' : 'ended', problem: begun.ended?.why ?? null, about: begun.ended?.about ?? '', taskId: running?.taskId ?? null,
    },
    made: begun === null || made === null ? null : { ...made.result, at: made.at, folder: begun.folder },
    may: EXPORT_MOVES.filter((move) => may[move] && COPY_STEPS[state][move] !== undefined),
  }
}
