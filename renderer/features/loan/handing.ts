// What is counted and signed when a loan is handed out or comes back, and what is still wrong with it (rules L1, L3, V7).
import type { CallError } from '#shared/contract/envelope.ts'
import type { RawInput } from '#shared/contract/index.ts'
import type { LoanDetail } from '#shared/contract/loan.ts'
import { backProblems, isShort, type Counted, type LoanCondition } from '#shared/domain/loan.ts'
import { isSigned, type DrawnSignature } from '#shared/domain/sign-in-book.ts'
import type { SideProblems } from '../../components/SignSide.tsx'
import { asSent, NOTHING_DRAWN } from '../../components/strokes.ts'

export type Way = 'out' | 'back'

export type Handing = {
  /** Null: not counted yet. */
  pages: number | null
  condition: LoanCondition
  /** `<record>/<code>` of those handed over, of the papers named. */
  ticked: readonly string[]
  remark: string
  pieces: number
  /** A colleague who brings it; null: the borrower. */
  broughtBy: { login: string; name: string } | null
  borrowerPassword: string
  borrowerDrawn: DrawnSignature
  keeperPassword: string
  keeperDrawn: DrawnSignature
}

export const UNCOUNTED: Handing = {
  pages: null, condition: 'sound', ticked: [], remark: '', pieces: 0, broughtBy: null,
  borrowerPassword: '', borrowerDrawn: NOTHING_DRAWN, keeperPassword: '', keeperDrawn: NOTHING_DRAWN,
}

const COUNTED = ['pages', 'papers', 'pieces', 'remark', 'condition'] as const

export type HandingProblems = { counted: Partial<Record<(typeof COUNTED)[number], string>>; borrower: SideProblems; keeper: SideProblems }

const NONE: SideProblems = { person: null, password: null, drawn: null }
export const NO_PROBLEMS: HandingProblems = { counted: {}, borrower: NONE, keeper: NONE }

export const hasProblems = ({ counted, borrower, keeper }: HandingProblems): boolean =>
  Object.keys(counted).length > 0 || [borrower, keeper].some((side) => Object.values(side).some((problem) => problem !== null))

type Named = LoanDetail['papers'][number]
export const keyOf = ({ recordId, code }: Pick<Named, 'recordId' | 'code'>): string => `${recordId}/${code}`

/** The papers on the table: those named, of which at a return those that went out. */
export function papersAtHand({ papers, out }: Pick<LoanDetail, 'papers' | 'out'>, way: Way): Named[] {
  if (way === 'out' || out === null) return papers
  return papers.filter(({ recordNumber, code }) => out.papers.some((paper) => paper.recordNumber === recordNumber && paper.code === code))
}

const counted = (loan: LoanDetail, way: Way, { pages, condition, ticked }: Handing): Counted => (
  { pages: pages ?? 0, condition, papers: papersAtHand(loan, way).filter((paper) => ticked.includes(keyOf(paper))).length }
)

const wentOut = ({ pages, condition, papers }: NonNullable<LoanDetail['out']>): Counted => ({ pages, condition, papers: papers.length })

/** Whether what lies on the table is less, or worse, than what went out. Before it is counted nothing is said. */
export function isLess(loan: LoanDetail, handing: Handing): boolean {
  return loan.out !== null && handing.pages !== null && isShort(wentOut(loan.out), counted(loan, 'back', handing))
}

/** What must still be given before it can be sent. */
export function missingOf(loan: LoanDetail, way: Way, handing: Handing): HandingProblems {
  const found = counted(loan, way, handing)
  const problems: HandingProblems['counted'] = {
    ...(handing.pages === null || (way === 'out' && handing.pages === 0) ? { pages: 'loan.pagesDue' } : {}),
    ...(way === 'out' && !loan.whole && found.papers === 0 ? { papers: 'loan.papersDue' } : {}),
    ...(way === 'back' && loan.out !== null && handing.pages !== null
      ? Object.fromEntries(backProblems(wentOut(loan.out), { ...found, pieces: handing.pieces, remark: handing.remark.trim() }).map(({ field, problem }) => [field, problem]))
      : {}),
  }
  const side = (password: string | null, drawn: DrawnSignature): SideProblems => ({
    person: null, password: password === '' ? 'text.required' : null, drawn: isSigned(drawn) ? null : 'signature.missing',
  })
  return {
    counted: problems,
    borrower: side(loan.borrower.kind === 'outsider' ? null : handing.borrowerPassword, handing.borrowerDrawn),
    keeper: side(handing.keeperPassword, handing.keeperDrawn),
  }
}

/** The engine's refusal at what it concerns; null when it concerns nothing here and is to be shown as a whole. */
export function problemsOf(error: CallError): HandingProblems | null {
  const of = (field: string): string | null => error.details.fields?.find(({ path }) => path[0] === field)?.problem ?? null
  const found: HandingProblems = {
    counted: Object.fromEntries(COUNTED.flatMap((field) => {
      const problem = of(field)
      return problem === null ? [] : [[field, problem]]
    })),
    borrower: { person: of('broughtBy'), password: of('borrowerPassword'), drawn: of('borrowerDrawn') },
    keeper: { person: null, password: of('keeperPassword'), drawn: of('keeperDrawn') },
  }
  return hasProblems(found) ? found : null
}

/** What is sent of it, whichever way it goes. */
export function toHandOut(loan: LoanDetail, handing: Handing, way: Way = 'out'): RawInput<'loan.handOut'> {
  const { pages, condition, ticked, remark, borrowerPassword, borrowerDrawn, keeperPassword, keeperDrawn } = handing
  return {
    id: loan.id, pages: pages ?? 0, condition, remark,
    papers: papersAtHand(loan, way).filter((paper) => ticked.includes(keyOf(paper))).map(({ recordId, code }) => ({ recordId, code })),
    borrowerPassword: loan.borrower.kind === 'outsider' ? null : borrowerPassword,
    borrowerDrawn: asSent(borrowerDrawn), keeperPassword, keeperDrawn: asSent(keeperDrawn),
  }
}

export function toGiveBack(loan: LoanDetail, handing: Handing): RawInput<'loan.giveBack'> {
  // Nothing is damaged or lost of what came back as it went, whatever was typed before it was counted again.
  return { ...toHandOut(loan, handing, 'back'), pieces: isLess(loan, handing) ? handing.pieces : 0, broughtBy: handing.broughtBy?.login ?? null }
}
