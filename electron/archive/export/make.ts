// Making an approved export: whether it may be made, the work in its thread, and the end of it, entered with what it holds (rules S4, A3).
import type { ExportResult } from '#shared/contract/export.ts'
import type { Input } from '#shared/contract/index.ts'
import { mayKnowAll } from '#shared/domain/access.ts'
import type { Id } from '#shared/domain/id.ts'
import { dayOf, type Instant } from '#shared/domain/local-date.ts'
import { enterAudit } from '../audit/trail.ts'
import { inThread } from '../backup/in-thread.ts'
import { problemOf } from '../backup/place-work.ts'
import type { Progress } from '../backup/tasks.ts'
import type { Writer } from '../database/database.ts'
import type { Engine } from '../engine.ts'
import type { AuditNote, Proof } from '../handler.ts'
import { notFound, Refusal, refused } from '../refusal.ts'
import { actingBy, requirePermission, type Acting } from '../session/acting.ts'
import { proveAgainst, requireStanding } from '../session/proof.ts'
import { someone } from '../session/service.ts'
import { actorOf } from '../staff/store.ts'
import { growFolder, requirePlace, requireUntaken, unfinished } from './folder.ts'
import { erasedSince, putBegun, putEnded, putMade, requestById, type ExportRequest } from './store.ts'
import type { ExportJob } from './work.ts'

/** @throws Refusal `wrongPassword`; `copy.cannot`, `copy.lapsed`, `export.running`; and where it cannot go. */
export async function makeExport(engine: Engine, input: Input<'export.make'>, acting: Acting | null): Promise<{ taskId: string }> {
  const { actor, session } = someone(acting)
  requireMakable(engine, someone(acting), input.id)
  const folder = await requirePlace(engine, input.folder)
  const proof = await proveAgainst(engine, actor.login, input.password, 'password')
  await someone(acting).archive.database.turn()
  // Asked again after the wait.
  const own = actingBy(engine, session.token, 'export.request')
  const request = requireMakable(engine, own, input.id)
  requireUntaken(engine, folder)
  const at = engine.clock()
  enter(own, at, 'export.make', { request: request.number, folder }, (db) => putBegun(db, input.id, { at, folder }))
  const { number, purpose, recipient, level, decided } = request
  const job: ExportJob = {
    places: engine.places, keys: own.archive.keys, folder: unfinished(folder), personId: own.actor.id, level, at, language: input.language, number, purpose, recipient,
    approvedBy: decided?.name ?? '',
  }
  const taskId = engine.tasks.start('export', session, async (progress) => ({ exported: await work({ engine, own, proof, request, folder, at }, job, progress) }))
  engine.exports.set(input.id, { taskId, token: session.token })
  return { taskId }
}

/** Approved, in time, asked for by whoever makes it, who may still know all of it, and not under way. */
function requireMakable(engine: Engine, { archive, actor }: Acting, id: Id<'exportRequest'>): ExportRequest {
  const request = requestById(archive.database.reader, actor, dayOf(engine.clock()), id)
  if (request?.requestedBy.id !== actor.id) throw notFound('export')
  if (request.state === 'lapsed') throw refused('copy.lapsed', request.number)
  if (request.state !== 'approved') throw refused('copy.cannot', request.number)
  if (!mayKnowAll(actor, request.level)) throw refused('export.notYours', request.number)
  if (engine.exports.has(id)) throw refused('export.running', request.number)
  return request
}

type Making = { engine: Engine; own: Acting; proof: Proof; request: ExportRequest; folder: string; at: Instant }

/** What came of it is in its row and in the trail. */
async function work(making: Making, job: ExportJob, progress: Progress): Promise<ExportResult> {
  const { engine, own: { archive: { database } }, request, folder } = making
  try {
    return await growFolder({
      engine, folder, database, progress,
      make: () => inThread('export', job, progress),
      requireStill: () => requireStill(making),
      finish: (result) => finish(making, result),
      failed: (error) => {
        database.transaction((db) => putEnded(db, request.id, { why: problemOf(error), about: error instanceof Refusal ? (error.details.subject ?? '') : '' }))
      },
    })
  } finally {
    engine.exports.delete(request.id)
  }
}

/** While it was made somebody may have left, lost a key or a right, given the request up, or had something erased. */
function requireStill({ engine, own: { archive, actor }, proof, request, at }: Making): void {
  const db = archive.database.reader
  requireStanding(db, proof)
  const present = actorOf(db, actor.id, dayOf(engine.clock()))
  if (!present) throw new Refusal('forbidden', 'has left')
  requirePermission(present, 'export.request')
  const now = requestById(db, present, dayOf(at), request.id)
  if (now?.state !== 'approved' || !mayKnowAll(present, request.level)) throw refused('copy.cannot', request.number)
  if (erasedSince(db, at)) throw refused('export.erasedMeanwhile', request.number)
}

function finish(making: Making, result: ExportResult): void {
  const { engine, own, request, folder } = making
  const at = engine.clock()
  enter(own, at, 'export.made', { request: request.number, folder, ...result }, (db) => putMade(db, request.id, { at, result }))
}

/** The change and its entry of the trail, at one moment. */
function enter({ archive, session }: Acting, at: Instant, kind: string, note: AuditNote, change: (db: Writer) => void): void {
  archive.database.transaction((db) => {
    change(db)
    enterAudit(db, at, session, kind, note)
  })
  archive.afterwards.due()
}
