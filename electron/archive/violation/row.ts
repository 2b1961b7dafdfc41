// A violation as it lies in its row, and the digest by which the audit trail knows what was proposed (rules V9, A3).
import { createHash } from 'node:crypto'
import { evidence, violationItem, type Evidence } from '#shared/contract/violation.ts'
import type { Id } from '#shared/domain/id.ts'
import type { Instant, LocalDate } from '#shared/domain/local-date.ts'
import type { Fen } from '#shared/domain/money.ts'
import { PENALTY_STATES, type PenaltyState } from '#shared/domain/penalty.ts'
import { VIOLATION_RULES, type ViolationItem, type ViolationRule } from '#shared/domain/violation.ts'
import type { Row } from '../database/database.ts'

/** What was proposed or entered, and on what grounds. */
export type Grounds = {
  key: string
  number: string
  rule: ViolationRule
  personId: Id<'person'>
  departmentId: Id<'department'>
  recordId: Id<'record'> | null
  correctionId: Id<'correction'> | null
  on: LocalDate
  month: string
  items: ViolationItem[]
  base: Fen
  evidence: Evidence
  adjusts: Id<'violation'> | null
  proposedAt: Instant
}

export type Decided = { state: PenaltyState; amount: Fen | null; doubled: boolean | null; share: number | null }

export type Violation = Grounds & Decided & { id: Id<'violation'> }

export const GROUND_COLUMNS = `v.key, v.number, v.rule, v.person_id, v.department_id, v.record_id, v.correction_id, v.on_date, v.month, v.items, v.base,
  v.evidence, v.adjusts, v.proposed_at`

export const COLUMNS = `v.id, ${GROUND_COLUMNS}, v.state, v.amount, v.doubled, v.share`

export function readViolation(row: Row): Violation {
  const doubled = row.intOrNull('doubled')
  return {
    id: row.id<'violation'>('id'),
    key: row.text('key'),
    number: row.text('number'),
    rule: row.oneOf('rule', VIOLATION_RULES),
    personId: row.id<'person'>('person_id'),
    departmentId: row.id<'department'>('department_id'),
    recordId: row.intOrNull('record_id') === null ? null : row.id<'record'>('record_id'),
    correctionId: row.intOrNull('correction_id') === null ? null : row.id<'correction'>('correction_id'),
    on: row.date('on_date'),
    month: row.text('month'),
    items: violationItem.array().parse(JSON.parse(row.text('items'))),
    base: row.int('base'),
    evidence: evidence.parse(JSON.parse(row.text('evidence'))),
    adjusts: row.intOrNull('adjusts') === null ? null : row.id<'violation'>('adjusts'),
    proposedAt: row.int('proposed_at'),
    state: row.oneOf('state', PENALTY_STATES),
    amount: row.intOrNull('amount'),
    doubled: doubled === null ? null : doubled === 1,
    share: row.intOrNull('share'),
  }
}

/** The grounds in the form in which they are stored. */
export function storedGrounds(grounds: Grounds): (string | number | null)[] {
  return [
    grounds.key, grounds.number, grounds.rule, grounds.personId, grounds.departmentId, grounds.recordId, grounds.correctionId, grounds.on,
    grounds.month, JSON.stringify(grounds.items), grounds.base, JSON.stringify(grounds.evidence), grounds.adjusts, grounds.proposedAt,
  ]
}

/** Commits to stored grounds, column by column (docs/formats.md, "Audit"). */
export function groundsDigest(stored: readonly (string | number | null)[]): string {
  return createHash('sha256').update(`yidang/violation/v1\n${JSON.stringify(stored)}`).digest('hex')
}
