// A training archive whose clock one sets: people come in, call methods, sign, and go home, on any day of its history.
import { Readable } from 'node:stream'
import { enterAudit } from '#archive/audit/trail.ts'
import { dispatch } from '#archive/dispatch.ts'
import { startEngine, stopEngine, type Engine, type OpenArchive } from '#archive/engine.ts'
import type { Writer } from '#archive/database/database.ts'
import type { AnyHandler, AuditNote, Proof, ReadContext } from '#archive/handler.ts'
import { handlers } from '#archive/handlers.ts'
import { sortFile } from '#archive/inbox/sort.ts'
import { enterTaken } from '#archive/inbox/take.ts'
import { Refusal } from '#archive/refusal.ts'
import { proveAgainst } from '#archive/session/proof.ts'
import { makeSessions, type Session } from '#archive/session/sessions.ts'
import { actorOf, markSignIn } from '#archive/staff/store.ts'
import { addAttachment } from '#archive/vault/attachments.ts'
import { contract, type Input, type MethodName, type Output, type RawInput } from '#shared/contract/index.ts'
import { dayOf, type Instant } from '#shared/domain/local-date.ts'

/** What is signed with a password each time. */
type SignedMethod = 'handover.sign' | 'handover.refuse' | 'book.strike' | 'loan.handOut' | 'loan.giveBack' | 'volume.close'

export type Desk = {
  engine: Engine
  /** Moves the clock on; it never goes back. */
  setTime(at: Instant): void
  /** Calls a method through the one door, signing the person in first if they are not. `null`: nobody. */
  call<M extends MethodName>(login: string | null, method: M, input: RawInput<M>): Promise<Output<M>>
  /** A signed act, by whoever is named, with the keys of those who sign it; audited like a call. */
  sign<M extends SignedMethod>(login: string, method: M, input: RawInput<M>): Promise<Output<M>>
  /** Everything done meanwhile is written in one transaction: one sync of the disk and of the search index instead of hundreds. */
  together<T>(work: () => Promise<T>): Promise<T>
  /** Puts a file of the scanner's into the inbox and sorts it, as the watched folder does. */
  takeIn(login: string, fileName: string, bytes: Uint8Array): Promise<void>
  /** Everyone signs out for the day. */
  goHome(): void
  close(): Promise<void>
}

/**
 * Opens the desk of a folder without an archive yet. Proving a password takes a tenth of a second on purpose, and a history has
 * thousands of signatures: here each person proves theirs once, and the key it opened is kept until the desk closes. Everything
 * else goes the way every call goes.
 */
export function openDesk(folder: string, password: string, startAt: Instant): Desk {
  const engine = startEngine({ folder, program: '一车一档 (demo)', startAt }, (error) => {
    throw error
  }, () => undefined)
  let now = startAt
  engine.clock = () => now
  engine.sessions = makeSessions(() => 0)
  const proofs = new Map<string, Promise<Proof>>()
  const sessions = new Map<string, Session>()
  // Within `together`: a writer of its transaction, so that what is done in it needs none of its own.
  let writer: Writer | null = null
  const transaction = <T>(work: (db: Writer) => T): T => {
    const archive = archiveOf(engine)
    archive.afterwards.due()
    return writer === null ? archive.database.transaction(work) : work(writer)
  }

  const prove = (login: string): Promise<Proof> => {
    const known = proofs.get(login) ?? proveAgainst(engine, login, password, 'password')
    proofs.set(login, known)
    return known
  }
  const comeIn = async (login: string): Promise<Session> => {
    const known = sessions.get(login)
    if (known) return known
    const proof = await prove(login)
    const session = engine.sessions.begin(proof.signer('actor'))
    sessions.set(login, session)
    transaction((db) => {
      markSignIn(db, proof.personId, now)
      enterAudit(db, now, session, 'session.signIn', {})
    })
    return session
  }
  const call = async <M extends MethodName>(login: string | null, method: M, input: RawInput<M>): Promise<Output<M>> => {
    const token = login === null ? null : (await comeIn(login)).token
    const answer = await dispatch(engine, { method, input, token })
    if (!answer.ok) throw new Refusal(answer.error.code, `${method}: ${answer.error.message}`, answer.error.details)
    return checked(method, answer.value)
  }
  const sign = async <M extends SignedMethod>(login: string, method: M, input: RawInput<M>): Promise<Output<M>> => {
    const session = await comeIn(login)
    const archive = archiveOf(engine)
    const notes: AuditNote = {}
    const context = {
      ...contextOf(archive, session, now, notes), archive, prove, places: engine.places, pictures: archive.pictures,
      uploaded: (id: string) => engine.uploads.finish(session, id),
    }
    const handler: AnyHandler = handlers[method]
    if (!('prepare' in handler)) throw new TypeError(`${method} is not signed`)
    const finish = await handler.prepare(context, contract[method].input.parse(input) satisfies Input<SignedMethod>)
    return checked(method, transaction((db) => {
      const value = finish({ ...context, db, leftOver: (attachment) => archive.leftovers.suspect(attachment) })
      enterAudit(db, now, session, method, notes)
      return value
    }))
  }
  const together = async <T>(work: () => Promise<T>): Promise<T> => {
    const archive = archiveOf(engine)
    const { database, afterwards } = archive
    const { raw } = database
    // Whatever comes by itself would come in the middle of the transaction. Small pictures are made when the store is first opened.
    await archive.thumbnails.stop()
    // What follows a write follows all of this at once.
    afterwards.flush()
    archive.afterwards = { due: () => undefined, flush: () => undefined }
    raw.exec('BEGIN IMMEDIATE')
    try {
      writer = database.transaction((db) => db)
      const value = await work()
      raw.exec('COMMIT')
      return value
    } catch (error) {
      if (raw.inTransaction) raw.exec('ROLLBACK')
      throw error
    } finally {
      writer = null
      archive.afterwards = afterwards
      afterwards.due()
    }
  }
  const takeIn: Desk['takeIn'] = async (login, fileName, bytes) => {
    const session = await comeIn(login)
    const archive = archiveOf(engine)
    const letGo = archive.leftovers.hold()
    try {
      const added = await addAttachment(engine.places, archive.keys, Readable.from([bytes]))
      const file = transaction((db) => enterTaken(db, session, { ...added, fileName, at: now }))
      if (file) await sortFile(engine, archive, session, file, () => false)
    } finally {
      letGo()
    }
  }
  const goHome = (): void => {
    for (const session of sessions.values()) {
      transaction((db) => enterAudit(db, now, session, 'session.signOut', {}))
      engine.sessions.end(session.token)
    }
    sessions.clear()
  }
  return {
    engine,
    setTime: (at) => {
      now = Math.max(now, at)
    },
    call,
    sign,
    together,
    takeIn,
    goHome,
    close: () => stopEngine(engine),
  }
}

function archiveOf(engine: Engine): OpenArchive {
  if (!engine.archive) throw new Error('the archive is not open')
  return engine.archive
}

function contextOf(archive: OpenArchive, session: Session, now: Instant, notes: AuditNote): ReadContext {
  const db = archive.database.reader
  const actor = actorOf(db, session.personId, dayOf(now))
  if (!actor) throw new Error('not at work')
  return { db, now, today: dayOf(now), actor, note: (details) => Object.assign(notes, details) }
}

function fits<M extends MethodName>(method: M, value: unknown): value is Output<M> {
  return contract[method].output.safeParse(value).success
}

function checked<M extends MethodName>(method: M, value: unknown): Output<M> {
  if (!fits(method, value)) throw new TypeError(`${method} answered what the contract does not name`)
  return value
}
