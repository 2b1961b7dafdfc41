// What both sides have given so far to sign with, and what is still wrong with it (rule H3).
import type { CallError } from '#shared/contract/envelope.ts'
import type { PersonView } from '#shared/contract/session.ts'
import type { RecordDetailView } from '#shared/contract/record.ts'
import { departmentFor } from '#shared/domain/record.ts'
import { giverProblem, isSigned, signersProblem, type DrawnSignature, type Party } from '#shared/domain/sign-in-book.ts'
import type { SideProblems } from '../../components/SignSide.tsx'
import { NOTHING_DRAWN } from '../../components/strokes.ts'

export type Signing = {
  giver: PersonView | null
  giverPassword: string
  giverDrawn: DrawnSignature
  receiverPassword: string
  receiverDrawn: DrawnSignature
}

export const UNSIGNED: Signing = {
  giver: null, giverPassword: '', giverDrawn: NOTHING_DRAWN, receiverPassword: '', receiverDrawn: NOTHING_DRAWN,
}

export type SignProblems = Record<Party, SideProblems>

const NONE: SideProblems = { person: null, password: null, drawn: null }
export const NO_PROBLEMS: SignProblems = { giver: NONE, receiver: NONE }

/** What must still be given before it can be sent. */
export function missingOf(signing: Signing): SignProblems {
  const side = (password: string, drawn: DrawnSignature): SideProblems => ({
    person: null,
    password: password === '' ? 'text.required' : null,
    drawn: isSigned(drawn) ? null : 'signature.missing',
  })
  return {
    giver: { ...side(signing.giverPassword, signing.giverDrawn), person: signing.giver === null ? 'text.required' : null },
    receiver: side(signing.receiverPassword, signing.receiverDrawn),
  }
}

export function hasProblems({ giver, receiver }: SignProblems): boolean {
  return [giver, receiver].some((side) => Object.values(side).some((problem) => problem !== null))
}

/** Which records the engine refuses, by their place; null when it refuses something else. */
export function refusedRecord(error: CallError): { index: number; problem: string } | null {
  const field = error.details.fields?.find(({ path }) => path[0] === 'records' && typeof path[1] === 'number')
  return field === undefined ? null : { index: Number(field.path[1]), problem: field.problem }
}

/** The engine's refusal at the side it concerns; null when it concerns neither and is to be shown as a whole. */
export function problemsOf(error: CallError): SignProblems | null {
  const of = (field: string): string | null =>
    error.details.fields?.find(({ path }) => path[0] === field)?.problem ?? null
  const found: SignProblems = {
    giver: { person: of('giverLogin'), password: of('giverPassword'), drawn: of('giverDrawn') },
    receiver: { person: null, password: of('receiverPassword'), drawn: of('receiverDrawn') },
  }
  return hasProblems(found) ? found : null
}

/** Whether all of these are one department's to hand over (H1, H2); records of two departments need two handovers. */
export function oneDepartment(records: readonly RecordDetailView[]): boolean {
  return new Set(records.map((record) => departmentFor(record.kind))).size <= 1
}

/** Who may be handing over: whoever may answer for such records, those who do answer for these first; never the receiver (H3). */
export function possibleGivers(
  colleagues: readonly PersonView[], records: readonly RecordDetailView[], receiverId: number,
): PersonView[] {
  const answering = new Set<number>(records.map((record) => record.responsible.id))
  const rank = (person: PersonView) => (answering.has(person.id) ? 0 : 1)
  return colleagues
    .filter((person) => signersProblem(person.id, receiverId) === null)
    .filter((person) => records.every((record) => giverProblem(person.roles, record.kind) === null))
    .sort((left, right) => rank(left) - rank(right))
}
