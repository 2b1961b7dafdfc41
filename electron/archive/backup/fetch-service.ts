// Fetching one dossier from a backup (rules A2, S3, S4, R4): who may, with whom at their side, the work in its thread, and the end of it: entered with what it
// holds, or removed.
import { mkdir, mkdtemp, rm } from 'node:fs/promises'
import { join } from 'node:path'
import type { fetchContract } from '#shared/contract/fetch.ts'
import type { Input } from '#shared/contract/index.ts'
import { fetchNumber, leavesUpTo } from '#shared/domain/fetch.ts'
import type { Id } from '#shared/domain/id.ts'
import { dayOf, storeTime, type Instant } from '#shared/domain/local-date.ts'
import { enterAudit } from '../audit/trail.ts'
import { authorityRank } from '../copy/delegations.ts'
import type { Reader } from '../database/database.ts'
import { countUp } from '../desk/store.ts'
import type { Engine } from '../engine.ts'
import { growFolder, requirePlace, requireUntaken, unfinished } from '../export/folder.ts'
import { erasedSince } from '../export/store.ts'
import type { Actor, HandlersOf, Proof } from '../handler.ts'
import { standingDossier } from '../merge/standing.ts'
import { Refusal, refused, wrongFields } from '../refusal.ts'
import { actingBy, requirePermission, type Acting } from '../session/acting.ts'
import { proveAgainst, requireStanding } from '../session/proof.ts'
import { someone } from '../session/service.ts'
import { lastChange, levelOfRank } from '../secrecy/store.ts'
import { actorOf } from '../staff/store.ts'
import { readKeyring } from '../vault/keyring.ts'
import { requireStanding as requireDossier, type Fetched, type FetchJob } from './fetch.ts'
import { dossierMeant, numberOf, rankOf } from './fetch-store.ts'
import { inThread } from './in-thread.ts'
import { poolIn } from './pool.ts'
import { reading, requireApart } from './run.ts'
import { requireWhole } from './service.ts'
import type { Progress } from './tasks.ts'

export const fetchHandlers: HandlersOf<typeof fetchContract> = {
  'dossier.fetch': { steer: beginFetch },
}

type Asked = Input<'dossier.fetch'>

async function beginFetch(engine: Engine, input: Asked, acting: Acting | null): Promise<{ taskId: string }> {
  const { actor, session } = someone(acting)
  requireWhole('backup', input.backup)
  const folder = await requirePlace(engine, input.folder)
  requireApart(poolIn(input.backup).root, folder)
  requireMeant(someone(acting), input)
  const proof = await proveAgainst(engine, actor.login, input.password, 'password')
  const approving = input.approverLogin === null ? null : await proveAgainst(engine, input.approverLogin, input.approverPassword, 'approverPassword')
  await someone(acting).archive.database.turn()
  // Asked again after the wait.
  const own = actingBy(engine, session.token, 'export.request')
  const { database, keys } = own.archive
  const at = engine.clock()
  for (const each of [proof, approving]) if (each) requireStanding(database.reader, each)
  requireUntaken(engine, folder)
  const dossierId = requireMeant(own, input)
  const { rank, approvedBy } = requireLeave(database.reader, own, approving, dossierId)
  const about = { backup: input.backup, point: input.id, dossierId, dossier: numberOf(database.reader, dossierId), level: levelOfRank(rank) }
  const number = database.transaction((db) => {
    const next = fetchNumber(dayOf(at).slice(0, 4), countUp(db, `fetch/${dayOf(at).slice(0, 4)}`))
    // Signed by whoever stands by, before what they stand by for.
    if (approving) enterAudit(db, at, approving.signer('actor'), 'dossier.fetchApproved', { fetch: next, ...about })
    enterAudit(db, at, session, 'dossier.fetch', { fetch: next, ...about, folder, purpose: input.purpose, approvedBy: approving?.personId ?? null })
    return next
  })
  own.archive.afterwards.due()
  const job: Omit<FetchJob, 'scratch'> = {
    places: engine.places, keys, archiveId: readKeyring(engine.places.keyring).archiveId, backup: input.backup, id: input.id, dossierId, personId: own.actor.id, rank, at,
    language: input.language, folder: unfinished(folder), number, purpose: input.purpose, approvedBy,
  }
  const fetching = { engine, own, proof, approving, folder, at, rank, levels: lastChange(database.reader) }
  return { taskId: engine.tasks.start('fetch', session, async (progress) => ({ fetched: await work(fetching, job, progress) })) }
}

/** @throws Refusal `notFound` for a dossier that there never was, or that whoever asks may not know; `dossier.destroyed`. */
function requireMeant({ archive, actor }: Acting, { dossier }: Asked): Id<'dossier'> {
  const db = archive.database.reader
  const id = dossierMeant(db, dossier)
  if (id === null) throw wrongFields({ path: ['dossier'], problem: 'fetch.noDossier' })
  try {
    requireDossier(db, actor, id)
  } catch (error) {
    throw error instanceof Refusal && error.code === 'notFound' ? wrongFields({ path: ['dossier'], problem: 'fetch.noDossier' }) : error
  }
  return id
}

/**
 * Up to which rank it may leave, and who stands by (S4).
 * @throws Refusal `fetch.needsApprover` without one where there must be one; naming `approverLogin` where they cannot.
 */
function requireLeave(db: Reader, { actor }: Acting, approving: Proof | null, dossierId: Id<'dossier'>): { rank: number; approvedBy: string } {
  const needed = rankOf(db, [dossierId, standingDossier(db, dossierId)], actor.on)
  const approver = approving && actorOf(db, approving.personId, actor.on)
  const rank = rankOfHands(db, actor, approver)
  if (!approver) {
    if (rank < needed) throw wrongFields({ path: ['approverLogin'], problem: 'fetch.needsApprover' })
    return { rank, approvedBy: '' }
  }
  if (approver.id === actor.id || rank < needed || !knows(db, approver, dossierId)) throw wrongFields({ path: ['approverLogin'], problem: 'fetch.approverCannot' })
  return { rank, approvedBy: approver.name }
}

function rankOfHands(db: Reader, actor: Actor, approver: Actor | null): number {
  const hand = (of: Actor) => ({ level: of.level, authority: authorityRank(db, of, of.on) })
  return leavesUpTo(hand(actor), approver && hand(approver))
}

function knows(db: Reader, approver: Actor, dossierId: Id<'dossier'>): boolean {
  try {
    requireDossier(db, approver, dossierId)
    return true
  } catch (error) {
    if (error instanceof Refusal) return false
    throw error
  }
}

type Fetching = {
  engine: Engine
  own: Acting
  proof: Proof
  approving: Proof | null
  folder: string
  at: Instant
  rank: number
  /** The last that was set when it began. */
  levels: number
}

async function work(fetching: Fetching, job: Omit<FetchJob, 'scratch'>, progress: Progress): Promise<Fetched> {
  const { engine, own: { archive: { database, afterwards }, session }, folder } = fetching
  let id = job.dossierId
  return growFolder({
    engine, folder, database, progress,
    make: async () => {
      const fetched = await beside(engine, (scratch) => reading(job.backup, engine.program, () => inThread('fetch', { ...job, scratch }, progress)))
      id = fetched.dossierId
      return fetched
    },
    requireStill: () => requireStill(fetching, id),
    finish: ({ number, takenAt, erased, ...fetched }) => {
      const note = { fetch: number, backup: job.backup, point: job.id, takenAt: storeTime(takenAt), folder, ...fetched, destroyed: erased }
      database.transaction((db) => enterAudit(db, engine.clock(), session, 'dossier.fetched', note))
      afterwards.due()
    },
    failed: () => undefined,
  })
}

/** With a folder in `staging/` of its own. */
async function beside<T>({ places: { staging } }: Engine, fetching: (scratch: string) => Promise<T>): Promise<T> {
  await mkdir(staging, { recursive: true, mode: 0o700 })
  const scratch = await mkdtemp(join(staging, 'fetch-'))
  try {
    return await fetching(scratch)
  } finally {
    // What a thread that hangs at its place still holds is swept at the next start.
    await rm(scratch, { recursive: true, force: true, maxRetries: 3 }).catch(() => null)
  }
}

/** While it was made somebody may have left, lost a key, a right or authority over copies, a level been set, or the dossier been destroyed. */
function requireStill({ engine, own: { archive, actor }, proof, approving, at, rank, levels }: Fetching, id: Id<'dossier'>): void {
  const db = archive.database.reader
  for (const each of [proof, approving]) if (each) requireStanding(db, each)
  const present = actorOf(db, actor.id, dayOf(engine.clock()))
  if (!present) throw new Refusal('forbidden', 'has left')
  requirePermission(present, 'export.request')
  const approver = approving && actorOf(db, approving.personId, present.on)
  if (rankOfHands(db, present, approver) < rank || lastChange(db) !== levels) throw refused('fetch.leaveMeanwhile', numberOf(db, id))
  requireDossier(db, { ...present, level: Math.min(present.level, rank) }, id)
  if (erasedSince(db, at)) throw refused('export.erasedMeanwhile', numberOf(db, id))
}
