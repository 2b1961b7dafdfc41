// What both sides have given so far to sign with, and what is still wrong with it (rule H3).
import type { CallError } from '#shared/contract/envelope.ts'
import type { PersonView } from '#shared/contract/session.ts'
import type { RecordDetailView } from '#shared/contract/record.ts'
import { departmentFor } from '#shared/domain/record.ts'
import { isSigned, signersProblem, type DrawnSignature, type Party } from '#shared/domain/sign-in-book.ts'
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

/** A problem belongs to what one side was asked for; the screens have a sentence for each. */
export type SignProblem =
  | 'needGiver' | 'sameSigner' | 'needPassword' | 'needDrawn' | 'wrongGiver' | 'wrongReceiver'

export type SideProblems = { person: SignProblem | null; password: SignProblem | null; drawn: SignProblem | null }
export type SignProblems = Record<Party, SideProblems>

const NONE: SideProblems = { person: null, password: null, drawn: null }
export const NO_PROBLEMS: SignProblems = { giver: NONE, receiver: NONE }

/** What must still be given before it can be sent. */
export function missingOf(signing: Signing, receiverId: number): SignProblems {
  const side = (password: string, drawn: DrawnSignature): SideProblems => ({
    person: null,
    password: password === '' ? 'needPassword' : null,
    drawn: isSigned(drawn) ? null : 'needDrawn',
  })
  return {
    giver: { ...side(signing.giverPassword, signing.giverDrawn), person: giverProblem(signing.giver, receiverId) },
    receiver: side(signing.receiverPassword, signing.receiverDrawn),
  }
}

function giverProblem(giver: PersonView | null, receiverId: number): SignProblem | null {
  if (giver === null) return 'needGiver'
  return signersProblem(giver.id, receiverId) === null ? null : 'sameSigner'
}

export function hasProblems({ giver, receiver }: SignProblems): boolean {
  return [giver, receiver].some((side) => Object.values(side).some((problem) => problem !== null))
}

/** The engine's refusal at the side it concerns; null when it concerns neither and is to be shown as a whole. */
export function problemsOf(error: CallError): SignProblems | null {
  const paths = (error.details.fields ?? []).map(({ path }) => String(path[0]))
  if (error.details.problem === 'handover.sameSigner') return { ...NO_PROBLEMS, giver: { ...NONE, person: 'sameSigner' } }
  const giver = paths.some((path) => path === 'giverPassword' || path === 'giverLogin')
  const receiver = paths.includes('receiverPassword')
  if (error.code !== 'wrongPassword' || (!giver && !receiver)) return null
  return {
    giver: { ...NONE, password: giver ? 'wrongGiver' : null },
    receiver: { ...NONE, password: receiver ? 'wrongReceiver' : null },
  }
}

/** Who may be handing over, those who answer for the records first, then their departments. The receiver is not among them. */
export function possibleGivers(
  colleagues: readonly PersonView[], records: readonly RecordDetailView[], receiverId: number,
): PersonView[] {
  const departments = new Set(records.map((record) => departmentFor(record.kind)))
  const answering = new Set<number>(records.map((record) => record.responsible.id))
  const rank = (person: PersonView) => (answering.has(person.id) ? 0 : departments.has(person.department.kind) ? 1 : 2)
  return colleagues
    .filter((person) => signersProblem(person.id, receiverId) === null)
    .sort((left, right) => rank(left) - rank(right))
}
