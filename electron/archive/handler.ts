// What a method's handler looks like and what it is given. A handler table is a mapped type over a noun's contract, so a
// missing or wrong handler does not compile.
import type { z } from 'zod'
import type { Scope } from '#shared/domain/access.ts'
import type { Id } from '#shared/domain/id.ts'
import type { Instant, LocalDate } from '#shared/domain/local-date.ts'
import type { Role } from '#shared/domain/role.ts'
import type { Method } from '#shared/contract/method.ts'
import type { Reader, Writer } from './database/database.ts'
import type { Engine } from './engine.ts'
import type { Pictures } from './picture/pictures.ts'
import type { Places } from './places.ts'
import type { ShownPictures } from './scan/shown.ts'
import type { UploadedFile } from './scan/uploads.ts'
import type { Acting } from './session/acting.ts'
import type { Signer } from './chain/chain.ts'

/** Who calls, with what they may know of (rules L5, S3). */
export type Actor = {
  id: Id<'person'>
  login: string
  name: string
  roles: readonly Role[]
  departmentId: Id<'department'>
  departmentName: string
  scope: Scope
  /** The highest rank of secrecy they may see, 1 to 3. */
  level: number
  /** The day: levels and what one was let read end by themselves (S2). */
  on: LocalDate
  /** Whether there is a dossier that somebody let them read beyond that. */
  reads: boolean
}

/** What an audit entry says besides method and person; identity numbers masked, never a password. */
export type AuditNote = Record<string, string | number | boolean | null | readonly (string | number)[]>

export type ReadContext = {
  db: Reader
  now: Instant
  today: LocalDate
  actor: Actor
  /** Adds to this call's audit entry. */
  note: (details: AuditNote) => void
}

export type WriteContext = ReadContext & {
  db: Writer
  /** The row of this file of the vault was deleted: the file goes when nothing can ask for it any more. */
  leftOver: (attachment: string) => void
}

/** A password proven at this moment: whose it is, and the key they sign with. */
export type Proof = { personId: Id<'person'>; keyId: Id<'key'>; generation: number; publicKey: Uint8Array; signer(party: string): Signer }

export type PrepareContext = ReadContext & {
  /** @throws Refusal `wrongPassword` with `field` named, so that the screen can say whose did not fit. */
  prove(login: string, password: string, field: string): Promise<Proof>
  places: Places
  pictures: Pick<Pictures, 'inspect'>
  /** The file of an upload, which is ended by it; what has no row when the call is over goes. @throws Refusal `notFound`, `upload.incomplete`. */
  uploaded(id: string): Promise<Omit<UploadedFile, 'release'>>
}

type In<D extends Method> = z.output<D['input']>
type Out<D extends Method> = z.output<D['output']>

// Method syntax on purpose: a table of handlers is handed on as handlers of any input, which dispatch has validated.
type Reading<D extends Method> = { read(context: ReadContext, input: In<D>): Out<D> }
type Writing<D extends Method> = { write(context: WriteContext, input: In<D>): Out<D> }
/**
 * Asks first what may be known and says what is to be shown; the picture is then drawn, who asks is asked for again, and what was shown
 * is entered in the audit trail before it is given.
 */
type Loading<D extends Method> = { load(context: ReadContext, input: In<D>, pictures: ShownPictures): Promise<Out<D>> }
/** Slow work first (passwords, files), outside the transaction; then what it returns runs inside. */
type Preparing<D extends Method> = { prepare(context: PrepareContext, input: In<D>): Promise<(context: WriteContext) => Out<D>> }
/** Steers the engine itself: set-up, sign-in, keys, long tasks. `acting` is null for methods that anyone may call. */
type Steering<D extends Method> = { steer(engine: Engine, input: In<D>, acting: Acting | null): Out<D> | Promise<Out<D>> }

export type Handler<D extends Method> =
  | Steering<D>
  | (D extends Method<'write'> ? Writing<D> | Preparing<D> : D extends Method<'read'> ? Reading<D> | Loading<D> : never)

export type AnyHandler = Reading<Method> | Loading<Method> | Writing<Method> | Preparing<Method> | Steering<Method>

export type HandlersOf<C extends Record<string, Method>> = { [M in keyof C]: Handler<C[M]> }
