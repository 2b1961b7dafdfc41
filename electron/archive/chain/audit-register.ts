// Which entry of the audit trail tells of which line of the register of signed acts.
import { z } from 'zod'
import type { Act } from './staff-history.ts'

/** An entry that names a line of the register. `number`: of what the line is about. */
export type RegisterAct = { seq: number; at: number; kind: string; actor: number | null; registerHash: string; number: string }

/** By line of the register. */
export type RegisterActs = Map<number, RegisterAct>

/** What every entry holds that names a line. */
export const registerLineNote = { lines: z.tuple([z.int().positive()]), registerHash: z.string() }
const lineNote = z.looseObject(registerLineNote)

/** @returns what is wrong with it, or null. */
export function nameRegisterLine(
  lines: RegisterActs, { seq, at, kind, actor }: Act & { at: number; actor: number | null }, number: string, { lines: [line], registerHash }: z.output<typeof lineNote>,
): string | null {
  if (lines.has(line)) return 'registerLine.namedTwice'
  lines.set(line, { seq, at, kind, actor, registerHash, number })
  return null
}
