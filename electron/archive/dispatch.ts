// The one door of the engine: session, permission, validation, transaction, audit, result envelope. Nothing else calls a service.
import type { z } from 'zod'
import type { CallRequest } from '#shared/contract/bridge.ts'
import type { CallError, Envelope, FieldProblem } from '#shared/contract/envelope.ts'
import { contract, isMethodName, type MethodName } from '#shared/contract/index.ts'
import type { Method } from '#shared/contract/method.ts'
import { dayOf, type Instant } from '#shared/domain/local-date.ts'
import { enterAudit } from './audit/trail.ts'
import type { Writer } from './database/database.ts'
import type { Engine } from './engine.ts'
import type { AnyHandler, AuditNote, Proof, ReadContext, WriteContext } from './handler.ts'
import { handlers } from './handlers.ts'
import { Refusal } from './refusal.ts'
import { showPictures } from './scan/shown.ts'
import type { UploadedFile } from './scan/uploads.ts'
import { actingBy, type Acting } from './session/acting.ts'
import { proveAgainst, requireStanding } from './session/proof.ts'
import { diskCode } from './system-code.ts'

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
  const quiet = method.quiet === true
  const acting = method.access === 'anyone' ? null : actingBy(engine, request.token, method.access, quiet)
  const parsed = method.input.safeParse(request.input)
  if (!parsed.success) throw new Refusal('invalidInput', 'the input does not fit', { fields: parsed.error.issues.map(fieldProblem) })
  const handler: AnyHandler = handlers[name]
  // While a list is being entered every other write waits; whoever waited is asked for again, and acts when they write.
  const isLent = (): boolean => engine.archive?.database.isLent() ?? false
  const turn = async (): Promise<void> => engine.archive?.database.turn()
  if ('steer' in handler) {
    if (!method.audited || !isLent()) return handler.steer(engine, parsed.data, acting)
    await turn()
    return handler.steer(engine, parsed.data, method.access === 'anyone' ? null : actingBy(engine, request.token, method.access, quiet))
  }
  if (!acting || method.access === 'anyone') throw new Error(`${name} needs someone who acts`)
  const call: Call = { engine, acting, name, audited: method.audited, notes: {} }
  // While something was waited for the session may have ended, a role or a key been taken away: all is asked again.
  const { access } = method
  const askAgain = (): Call => ({ ...call, acting: actingBy(engine, acting.session.token, access, quiet) })
  if ('read' in handler && !call.audited) return handler.read(contextOf(call), parsed.data)
  if ('read' in handler || 'write' in handler) {
    const waited = isLent()
    if (waited) await turn()
    const present = waited ? askAgain() : call
    const context = contextOf(present)
    if ('write' in handler) return inTransaction(present, context.now, (db, leftOver) => handler.write({ ...context, db, leftOver }, parsed.data))
    const value = handler.read(context, parsed.data)
    inTransaction(present, context.now, () => null)
    return value
  }
  const context = contextOf(call)
  if ('load' in handler) {
    const value = await handler.load(context, parsed.data, showPictures(engine.places, acting.archive))
    await turn()
    const again = askAgain()
    if (call.audited) inTransaction(again, engine.clock(), () => null)
    return value
  }
  const proofs: Proof[] = []
  const files: UploadedFile[] = []
  try {
    const finish = await handler.prepare({
      ...context,
      places: engine.places,
      pictures: acting.archive.pictures,
      prove: async (login, password, field) => {
        const proof = await proveAgainst(engine, login, password, field)
        proofs.push(proof)
        return proof
      },
      uploaded: async (id) => {
        const file = await engine.uploads.finish(acting.session, id)
        files.push(file)
        return file
      },
    }, parsed.data)
    await turn()
    const again = askAgain()
    const finishing = contextOf(again)
    return inTransaction(again, finishing.now, (db, leftOver) => {
      for (const proof of proofs) requireStanding(db, proof)
      return finish({ ...finishing, db, leftOver })
    })
  } finally {
    for (const file of files) file.release()
  }
}

type Call = { engine: Engine; acting: Acting; name: MethodName; audited: boolean; notes: AuditNote }

// Asked for by who only reads: papers, copies, and reading more.
const BY_READERS: ReadonlySet<MethodName> = new Set<MethodName>(['loan.request', 'access.request', 'copy.request', 'copy.makeOwn', 'copy.make'])

function contextOf({ engine, acting, name, notes }: Call): ReadContext {
  const now = engine.clock()
  // What somebody was let read is for reading: whatever changes it asks for the standing approval alone (L5).
  const reads = acting.actor.reads && (contract[name].effect === 'read' || BY_READERS.has(name))
  return { db: acting.archive.database.reader, now, today: dayOf(now), actor: { ...acting.actor, reads }, note: (details) => Object.assign(notes, details) }
}

/** `now`: the call's one moment; what it writes and its audit entry bear the same. */
function inTransaction<T>({ acting, name, audited, notes }: Call, now: Instant, work: (db: Writer, leftOver: WriteContext['leftOver']) => T): T {
  const { archive, session } = acting
  const value = archive.database.transaction((db) => {
    const result = work(db, (attachment) => archive.leftovers.suspect(attachment))
    if (audited) enterAudit(db, now, session, name, notes)
    return result
  })
  if (audited) archive.afterwards.due()
  return value
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

function explain(error: unknown, report: Engine['report']): CallError {
  if (error instanceof Refusal) return { code: error.code, message: error.message, details: error.details }
  const code = diskCode(error)
  if (code !== null) return { code: 'storage', message: `the disk refused (${code})`, details: { subject: code } }
  report(error)
  return { code: 'internal', message: 'something went wrong in the program', details: {} }
}
