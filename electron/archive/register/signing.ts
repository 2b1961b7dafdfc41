// Those at the desk sign a line of the register: each by hand, and whoever has a key here with their password as well.
import { isSigned, type DrawnSignature } from '#shared/domain/sign-in-book.ts'
import type { PrepareContext, Proof } from '../handler.ts'
import { wrongFields } from '../refusal.ts'

/** `login`: null for somebody who has none here and signs by hand alone. The fields of the input are `<party>Drawn` and `<party>Password`. */
export type SigningParty = { party: string; login: string | null; password: string | null; drawn: DrawnSignature }

/** Proves the passwords of all who sign, once no signature is missing. By party. @throws Refusal `invalidInput`, `wrongPassword`. */
export async function proveParties(context: PrepareContext, parties: readonly SigningParty[]): Promise<Map<string, Proof>> {
  const missing = [
    ...parties.flatMap(({ party, drawn }) => (isSigned(drawn) ? [] : [{ path: [`${party}Drawn`], problem: 'signature.missing' }])),
    ...parties.flatMap(({ party, login, password }) => (login === null || password !== null ? [] : [{ path: [`${party}Password`], problem: 'text.required' }])),
  ]
  if (missing.length > 0) throw wrongFields(...missing)
  const proofs = await Promise.all(parties.map(async ({ party, login, password }): Promise<[string, Proof][]> => (
    login === null || password === null ? [] : [[party, await context.prove(login, password, `${party}Password`)]]
  )))
  return new Map(proofs.flat())
}
