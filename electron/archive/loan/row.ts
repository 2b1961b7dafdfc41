// A loan as it lies in its row, and as whoever looks is shown it (rules L1, S1, S3).
import { createHash } from 'node:crypto'
import { z } from 'zod'
import { loanPaperView, type LoanDetail, type LoanView } from '#shared/contract/loan.ts'
import type { Id } from '#shared/domain/id.ts'
import { PERSON_IDENTITY_KINDS } from '#shared/domain/identity.ts'
import { isOverdue, LOAN_CONDITIONS, LOAN_PLACES, LOAN_STATES, type LoanPlace } from '#shared/domain/loan.ts'
import { localDate, type Instant, type LocalDate } from '#shared/domain/local-date.ts'
import type { Row } from '../database/database.ts'
import type { Actor } from '../handler.ts'

const outsiderSchema = z.object({
  name: z.string(), unit: z.string(), letterNumber: z.string(), letterIssuer: z.string(), identityKind: z.enum(PERSON_IDENTITY_KINDS), identityNumber: z.string(),
})
export type Outsider = z.output<typeof outsiderSchema>

export const paperSchema = z.object({ recordId: z.int().positive(), code: z.string() })

export type NewLoan = {
  number: string
  asked: string
  borrowerId: Id<'person'> | null
  departmentId: Id<'department'> | null
  outsider: Outsider | null
  papers: readonly { recordId: Id<'record'>; code: string }[]
  place: LoanPlace
  reason: string
  purpose: string
  days: number
  requestedBy: Id<'person'>
  requestedAt: Instant
}

/** What was asked for, in the form in which it is stored: the place and the dossier aside, which may be settled later. */
export function storedRequest({ number, asked, borrowerId, departmentId, outsider, papers, reason, purpose, days, requestedBy, requestedAt }: NewLoan): (string | number | null)[] {
  return [
    number, asked, borrowerId, departmentId, outsider && JSON.stringify(outsider), JSON.stringify(papers), reason, purpose, days, requestedBy, requestedAt,
  ]
}

/** The columns that `storedRequest` fills, in its order. */
export const REQUEST_COLUMNS = [
  'number', 'asked', 'borrower_id', 'department_id', 'outsider', 'papers', 'reason', 'purpose', 'days', 'requested_by', 'requested_at',
] as const

const foundSchema = z.object({ on: z.string(), pages: z.int(), condition: z.enum(LOAN_CONDITIONS), remark: z.string() })
export type Found = z.output<typeof foundSchema>

/** Commits to what was asked for, column by column (docs/formats.md, "Audit"). */
export function requestDigest(stored: readonly (string | number | null)[]): string {
  return createHash('sha256').update(`yidang/loan/v1\n${JSON.stringify(stored)}`).digest('hex')
}

export const COLUMNS = `
  l.id, l.number, l.state, l.asked, l.dossier_id, l.borrower_id, l.department_id, l.outsider, l.papers, l.place, l.reason, l.purpose, l.days,
  l.requested_by, rq.name AS requested_by_name, l.requested_at, l.step, l.out_seq, l.out_on, l.due_on, l.due_provisional, l.renewals, l.recalled_on,
  l.ended_on, l.back_seq, l.pieces, l.report, vi.number AS violation_number, l.found,
  d.number AS dossier_number, ve.plate, ve.vin, ve.model, c.name AS owner_name, b.name AS borrower_name, bd.name AS department_name`

// From the loans found to what belongs to each, whatever the planner thinks of the other way round.
export const JOINS = `
  LEFT JOIN dossier d ON d.id = l.dossier_id LEFT JOIN vehicle ve ON ve.id = d.vehicle_id
  LEFT JOIN ownership o ON o.dossier_id = d.id AND o.to_on IS NULL LEFT JOIN customer c ON c.id = o.customer_id
  LEFT JOIN person b ON b.id = l.borrower_id LEFT JOIN department bd ON bd.id = l.department_id
  LEFT JOIN person rq ON rq.id = l.requested_by LEFT JOIN violation vi ON vi.id = l.violation_id`

/** A loan as it lies, and as the actor is shown it. */
export type Loan = {
  view: LoanView
  /** Whether the actor may know its dossier. */
  knows: boolean
  dossierId: Id<'dossier'> | null
  /** Those named; none: the whole folder. */
  papers: z.output<typeof paperSchema>[]
  departmentId: Id<'department'> | null
  borrowerId: Id<'person'> | null
  outsider: Outsider | null
  /** How many approvals are given. */
  step: number
  outSeq: number | null
  backSeq: number | null
  pieces: number
  report: string
  violation: string | null
  found: LoanDetail['found']
}

export const readLoan = (actor: Actor, today: LocalDate) => (row: Row): Loan => {
  const knows = row.intOrNull('knows') === 1
  const dossierId = row.intOrNull('dossier_id') === null ? null : row.id<'dossier'>('dossier_id')
  const borrowerId = row.intOrNull('borrower_id') === null ? null : row.id<'person'>('borrower_id')
  const outsiderText = row.textOrNull('outsider')
  const outsider = outsiderText === null ? null : outsiderSchema.parse(JSON.parse(outsiderText))
  const foundText = row.textOrNull('found')
  const found = foundText === null ? null : foundSchema.parse(JSON.parse(foundText))
  const state = row.oneOf('state', LOAN_STATES)
  const dueOn = row.dateOrNull('due_on')
  const papers = paperSchema.array().parse(JSON.parse(row.text('papers')))
  return {
    knows, dossierId, borrowerId, outsider, papers,
    departmentId: row.intOrNull('department_id') === null ? null : row.id<'department'>('department_id'),
    step: row.int('step'),
    outSeq: row.intOrNull('out_seq'),
    backSeq: row.intOrNull('back_seq'),
    pieces: row.int('pieces'),
    report: row.text('report'),
    violation: row.textOrNull('violation_number'),
    found: found && { ...found, on: localDate(found.on) },
    view: {
      id: row.id<'loan'>('id'),
      number: row.text('number'),
      state,
      asked: row.text('asked'),
      dossier: dossierId === null || !knows ? null : {
        id: dossierId, number: row.text('dossier_number'), plate: row.textOrNull('plate'), vin: row.text('vin'), model: row.text('model'),
        ownerName: row.textOrNull('owner_name') ?? '',
      },
      whole: papers.length === 0,
      papers: knows ? loanPaperView.array().parse(JSON.parse(row.text('paper_views'))) : [],
      borrower: outsider
        ? { kind: 'outsider', name: outsider.name, unit: outsider.unit }
        : { kind: 'colleague', id: row.id<'person'>('borrower_id'), name: row.text('borrower_name'), department: row.text('department_name') },
      mine: borrowerId === actor.id,
      requestedBy: { id: row.id<'person'>('requested_by'), name: row.text('requested_by_name') },
      requestedAt: row.int('requested_at'),
      place: row.oneOf('place', LOAN_PLACES),
      reason: row.text('reason'),
      purpose: row.text('purpose'),
      days: row.int('days'),
      outOn: row.dateOrNull('out_on'),
      dueOn,
      dueProvisional: row.flag('due_provisional'),
      overdue: isOverdue({ state, dueOn }, today),
      renewals: row.int('renewals'),
      recalledOn: row.dateOrNull('recalled_on'),
      endedOn: row.dateOrNull('ended_on'),
    },
  }
}
