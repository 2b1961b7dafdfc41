// What the engine found wrong with those who sign, at the side it is about.
import type { CallError } from '#shared/contract/envelope.ts'
import type { SideProblems } from '../../components/SignSide.tsx'

type Sides = Record<'keeper' | 'witness1' | 'witness2', SideProblems>

/** Null where the refusal is about something else. */
export function sideProblems({ details: { fields } }: CallError): Sides | null {
  if (fields === undefined || fields.length === 0) return null
  const problemAt = (field: string): string | null => fields.find(({ path }) => path[0] === field)?.problem ?? null
  const side = (party: keyof Sides): SideProblems => ({ person: problemAt(`${party}Login`), password: problemAt(`${party}Password`), drawn: problemAt(`${party}Drawn`) })
  return { keeper: side('keeper'), witness1: side('witness1'), witness2: side('witness2') }
}
