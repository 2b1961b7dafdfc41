// What a request for a loan holds while it is filled in, and what of it is sent (rules L1, L2).
import { z } from 'zod'
import type { Output, RawInput } from '#shared/contract/index.ts'
import type { CallError } from '#shared/contract/envelope.ts'
import type { SecrecyLevel } from '#shared/domain/access.ts'
import { PERSON_IDENTITY_KINDS } from '#shared/domain/identity.ts'
import { readLabel } from '#shared/domain/label.ts'
import { lendingProblem, LOAN_PLACES, type LendingProblem } from '#shared/domain/loan.ts'

export const BORROWERS = ['self', 'colleague', 'outsider'] as const
export const EXTENTS = ['whole', 'papers'] as const

const outsiderValues = z.object({
  name: z.string().default(''), unit: z.string().default(''), letterNumber: z.string().default(''), letterIssuer: z.string().default(''),
  identityKind: z.enum(PERSON_IDENTITY_KINDS).default('identityCard'), identityNumber: z.string().default(''),
})

/** As the form holds it, and as it is kept over a lock. */
export const requestValues = z.object({
  who: z.enum(BORROWERS).default('self'),
  personId: z.number().nullish(),
  outsider: outsiderValues.prefault({}),
  dossier: z.string().default(''),
  extent: z.enum(EXTENTS).default('whole'),
  /** `<record>/<code>` each. */
  papers: z.array(z.string()).default([]),
  place: z.enum(LOAN_PLACES).default('premises'),
  reason: z.string().default(''),
  purpose: z.string().default(''),
  days: z.number().nullish(),
})
export type RequestValues = z.output<typeof requestValues>

export const BLANK: RequestValues = { ...requestValues.parse({}), days: 3 }

/** Nothing worth keeping. `of`: the number of the dossier that the form was opened for. */
export const isBlank = (values: RequestValues, of: string): boolean => JSON.stringify(values) === JSON.stringify({ ...BLANK, dossier: of })

/** What a scanned label says, as one would type it. */
export function typedOf(label: string): string {
  const read = readLabel(label)
  return read === null ? label.trim() : 'number' in read ? read.number : read.label
}

export type Meant = Output<'loan.meant'>

export const paperKey = (recordId: number, code: string): string => `${recordId}/${code}`

/** Whose dossiers are asked about; null: one's own. */
export function borrowerOf({ who, personId }: Pick<RequestValues, 'who' | 'personId'>): RawInput<'loan.meant'>['borrower'] {
  if (who === 'outsider') return { kind: 'outsider' }
  return who === 'colleague' && typeof personId === 'number' ? { kind: 'colleague', personId } : null
}

/** The papers ticked, whichever dossier they are of. */
export function papersTicked({ extent, papers }: Pick<RequestValues, 'extent' | 'papers'>): { recordId: number; code: string }[] {
  if (extent === 'whole') return []
  return papers.flatMap((key) => {
    const [record, code] = key.split('/')
    return code === undefined || code === '' ? [] : [{ recordId: Number(record), code }]
  })
}

/** The papers named, of those there are: what was ticked of another dossier goes with it. */
export function papersNamed({ extent, papers }: Pick<RequestValues, 'extent' | 'papers'>, meant: Meant | null): { recordId: number; code: string }[] {
  if (extent === 'whole' || meant === null) return []
  return meant.records.flatMap(({ id, papers: codes }) => codes.filter((code) => papers.includes(paperKey(id, code))).map((code) => ({ recordId: id, code })))
}

/** What is sent. Only what was asked of the borrower and place that were chosen. */
export function toRequest(values: RequestValues, meant: Meant | null): RawInput<'loan.request'> {
  const { who, outsider, place, dossier, purpose, days } = values
  const borrower = borrowerOf(values)
  return {
    dossier, purpose, place, papers: papersNamed(values, meant),
    borrower: who === 'outsider' ? { kind: 'outsider', ...outsider } : borrower?.kind === 'colleague' ? borrower : null,
    reason: place === 'out' ? values.reason : '',
    // Read on the premises it goes back the same day.
    days: place === 'out' ? days ?? 0 : 1,
  }
}

/** What is chosen that must be, and no schema of the contract asks for: the colleague, the papers. */
export function choiceProblems(values: RequestValues, meant: Meant | null): { name: string; problem: string }[] {
  return [
    ...(values.who === 'colleague' && typeof values.personId !== 'number' ? [{ name: 'personId', problem: 'text.required' }] : []),
    ...(values.extent === 'papers' && papersNamed(values, meant).length === 0 ? [{ name: 'papers', problem: 'text.required' }] : []),
  ]
}

/** A refusal by the names of the form, which holds what is said of the borrower apart. */
export function inForm(error: CallError): CallError {
  const { fields } = error.details
  if (fields === undefined) return error
  const named = fields.map(({ path: [first, second, ...rest], problem }) => {
    if (first !== 'borrower' || second === undefined) return { path: [first, second, ...rest].filter((part) => part !== undefined), problem }
    return { path: second === 'personId' ? [second] : ['outsider', second, ...rest], problem }
  })
  return { ...error, details: { ...error.details, fields: named } }
}

/** What no approval allows, as far as the dossier is known; an outsider stays on the premises whichever it is (L2). */
export function forbidden({ who, place }: Pick<RequestValues, 'who' | 'place'>, secrecy: SecrecyLevel | null): LendingProblem | null {
  return lendingProblem({ outsider: who === 'outsider', level: secrecy ?? 'restricted', place })
}

/** Whether it may be asked to be taken out at all. */
export const mayLeave = (who: RequestValues['who'], secrecy: SecrecyLevel | null): boolean => forbidden({ who: who === 'outsider' ? 'outsider' : 'self', place: 'out' }, secrecy) === null
