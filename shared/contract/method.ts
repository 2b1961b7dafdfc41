// How a method of the contract is declared. Handlers and clients are derived from these declarations.
import type { z } from 'zod'
import type { Permission } from '#shared/domain/role.ts'

/** Who may call: anyone, also while the archive is locked; anyone signed in; or who holds a permission. */
export type Access = 'anyone' | 'signedIn' | Permission

export type Method<
  Effect extends 'read' | 'write' = 'read' | 'write',
  Input extends z.ZodType = z.ZodType,
  Output extends z.ZodType = z.ZodType,
  Audited extends boolean = boolean,
> = {
  /** A write runs in one transaction. */
  effect: Effect
  access: Access
  /** Every call is entered in the audit trail: writes, and reads that show, print or export what is in a dossier (A3). */
  audited: Audited
  /** Asked by screens by themselves: nobody need be at the desk (A1). */
  quiet?: true
  input: Input
  output: Output
}

export function read<I extends z.ZodType, O extends z.ZodType>(access: Access, input: I, output: O): Method<'read', I, O, false> {
  return { effect: 'read', access, audited: false, input, output }
}

/** A read whose every call is entered in the audit trail (A3). */
export function auditedRead<I extends z.ZodType, O extends z.ZodType>(access: Access, input: I, output: O): Method<'read', I, O, true> {
  return { effect: 'read', access, audited: true, input, output }
}

export function write<I extends z.ZodType, O extends z.ZodType>(access: Access, input: I, output: O): Method<'write', I, O, true> {
  return { effect: 'write', access, audited: true, input, output }
}

/** A read that screens ask again by themselves: asking it keeps nobody signed in. */
export function quiet<I extends z.ZodType, O extends z.ZodType, A extends boolean>(method: Method<'read', I, O, A>): Method<'read', I, O, A> {
  return { ...method, quiet: true }
}
