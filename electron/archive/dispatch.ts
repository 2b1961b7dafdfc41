// The one door of the engine: session, permission, validation, transaction, audit, result envelope. Nothing else calls a service.
import type { z } from 'zod'
import type { CallRequest } from '#shared/contract/bridge.ts'
import type { CallError, Envelope, FieldProblem } from '#shared/contract/envelope.ts'
import { contract, isMethodName, type MethodName } from '#shared/contract/index.ts'
import type { Access, Method } from '#shared/contract/method.ts'
import { dayOf } from '#shared/domain/local-date.ts'
import { permits } from '#shared/domain/role.ts'
import { enterAudit } from './audit/trail.ts'
import type { Writer } from './database/database.ts'
import type { Engine, OpenArchive } from './engine.ts'
import type { Actor, AnyHandler, AuditNote, ReadContext } from './handler.ts'
import { handlers } from './handlers.ts'
import { Refusal } from './refusal.ts'
import { proveAgainst } from './session/proof.ts'
import type { Session } from './session/sessions.ts'
import { actorOf } from './staff/store.ts'
import { idleMinutes } from './desk/store.ts'

/** Answers one call. Never throws: what goes wrong is in the envelope. */
export async function dispatch(engine: Engine, request: CallRequest): Promise<Envelope<unknown>> {
  try {
    if (!isMethodName(request.method)) throw new Refusal('notFound', 'no such method')
    return { ok: true, value: await answer(engine, request.method, request) }
  } catch (error) {
    return { ok: false, error: explain(error, engine.report) }
  }
}

async function answer(engine: Engine, name: MethodName, request: CallRequest): Promise<unknown> {
  const method: Method = contract[name]
  const session = sessionOf(engine, request.token)
  const actor = allowed(engine, method.access, session)
  const parsed = method.input.safeParse(request.input)
  if (!parsed.success) throw new Refusal('invalidInput', 'the input does not fit', { fields: parsed.error.issues.map(fieldProblem) })
  const handler: AnyHandler = handlers[name]
  if ('steer' in handler) return handler.steer(engine, parsed.data, session)
  const archive = engine.archive
  if (!archive || !session || !actor) throw new Refusal('notSignedIn', 'sign in first')
  return perform({ engine, archive, session, actor, name, audited: method.audited }, handler, parsed.data)
}

type Call = { engine: Engine; archive: OpenArchive; session: Session; actor: Actor; name: MethodName; audited: boolean }

async function perform(call: Call, handler: Exclude<AnyHandler, { steer: unknown }>, input: unknown): Promise<unknown> {
  const { engine, archive, session, actor, name } = call
  const now = engine.clock()
  const notes: AuditNote = {}
  const context: ReadContext = {
    db: archive.database.reader, now, today: dayOf(now), actor, note: (details) => Object.assign(notes, details),
  }
  if ('read' in handler) {
    const value = handler.read(context, input)
    if (call.audited) inTransaction(call, () => notes, () => null)
    return value
  }
  if ('write' in handler) return inTransaction(call, () => notes, (db) => handler.write({ ...context, db }, input))
  const finish = await handler.prepare({
    ...context,
    archive,
    prove: (login, password, field) => proveAgainst(engine, login, password, field),
  }, input)
  // While passwords were proven the session may have ended; what was begun by it then does not happen.
  if (!engine.sessions.find(session.token, idleMinutes(archive.database.reader))) throw new Refusal('notSignedIn', `${name}: session ended`)
  const finishedAt = engine.clock()
  return inTransaction(call, () => notes, (db) => finish({ ...context, now: finishedAt, today: dayOf(finishedAt), db }))
}

function inTransaction<T>(call: Call, notes: () => AuditNote, work: (db: Writer) => T): T {
  const { engine, archive, session, name, audited } = call
  const value = archive.database.transaction((db) => {
    const result = work(db)
    if (audited) enterAudit(db, engine.clock(), session, name, notes())
    return result
  })
  if (audited) archive.afterwards.due()
  return value
}

function sessionOf(engine: Engine, token: string | null): Session | null {
  if (token === null || !engine.archive) return null
  return engine.sessions.find(token, idleMinutes(engine.archive.database.reader))
}

/** @throws Refusal `notSignedIn` or `forbidden`. */
function allowed(engine: Engine, access: Access, session: Session | null): Actor | null {
  if (access === 'anyone') return null
  const actor = session && engine.archive ? actorOf(engine.archive.database.reader, session.personId) : null
  if (!actor) throw new Refusal('notSignedIn', 'sign in first')
  if (access !== 'signedIn' && !permits(actor.roles, access)) throw new Refusal('forbidden', `needs ${access}`)
  return actor
}

// Issues made by our own rules carry a problem's key as their message; zod's own are named by what they mean.
const ISSUE_PROBLEMS: Partial<Record<z.core.$ZodIssue['code'], string>> = {
  too_big: 'value.tooBig',
  too_small: 'value.tooSmall',
  unrecognized_keys: 'value.unknown',
}

function fieldProblem(issue: z.core.$ZodIssue): FieldProblem {
  const path = issue.path.map((part) => (typeof part === 'symbol' ? String(part) : part))
  return { path, problem: /^[a-zA-Z]+\.[a-zA-Z]+$/.test(issue.message) ? issue.message : (ISSUE_PROBLEMS[issue.code] ?? 'value.invalid') }
}

const STORAGE_CODES = /^(?:SQLITE_FULL|SQLITE_IOERR.*|SQLITE_READONLY.*|SQLITE_CANTOPEN.*|SQLITE_CORRUPT.*|ENOSPC|EROFS|EACCES|EPERM|EIO|ENOENT|ENOTDIR|EDQUOT|ENODEV)$/

function explain(error: unknown, report: Engine['report']): CallError {
  if (error instanceof Refusal) return { code: error.code, message: error.message, details: error.details }
  const code = error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : ''
  if (STORAGE_CODES.test(code)) return { code: 'storage', message: `the disk refused (${code})`, details: { subject: code } }
  report(error)
  return { code: 'internal', message: 'something went wrong in the program', details: {} }
}
