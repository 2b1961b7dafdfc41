// Checking that every loan stands as the audit trail says it came about (rules L1, L2): what was asked, who approved, when it went out and
// came back, and what became of it.
import { REQUEST_COLUMNS, requestDigest } from '../loan/row.ts'
import type { Row } from '../database/database.ts'
import type { LoanActs, SaidLoan } from './audit-loans.ts'
import { parseContent, type Check } from './check.ts'
import { holdRows, same } from './hold.ts'

const LOANS = `
  SELECT l.id, ${REQUEST_COLUMNS.map((column) => `l.${column}`).join(', ')}, l.state, l.dossier_id, l.place, l.step, l.out_seq, l.out_on, l.due_on,
    l.due_provisional, l.renewals, l.recalled_on, l.ended_on, l.back_seq, l.pieces, l.report, v.number AS violation, l.found,
    EXISTS (SELECT 1 FROM merge_cell m WHERE m.cell = 'loan.dossier_id' AND m.row_id = l.id) AS moved
  FROM loan l LEFT JOIN violation v ON v.id = l.violation_id ORDER BY l.id`

const NUMBERS: ReadonlySet<string> = new Set(['borrower_id', 'department_id', 'days', 'requested_by', 'requested_at'])

export function checkLoans(check: Check, { loans }: LoanActs): void {
  holdRows(check, { table: 'loan', sql: LOANS, keyOf: (row) => row.text('number'), said: loans, unknown: 'loan.notEntered', missing: 'loan.missing' }, (row, said) => {
    const id = row.int('id')
    const digest = requestDigest(REQUEST_COLUMNS.map((column) => (NUMBERS.has(column) ? row.intOrNull(column) : row.textOrNull(column))))
    // A loan whose dossier was merged is held against the merge instead.
    const elsewhere = !row.flag('moved') && row.intOrNull('dossier_id') !== said.dossierId
    return [
      digest === said.digest && !elsewhere && same(columns(row), saidColumns(said)) ? null : 'loan.differs',
      same(approvals(check, id), saidApprovals(said)) ? null : 'loan.approvalsDiffer',
      same(acts(check, id), said.acts) ? null : 'loan.actsDiffer',
    ]
  })
}

function columns(row: Row): unknown[] {
  const found = row.textOrNull('found')
  return [
    row.int('id'), row.text('state'), row.text('place'), row.int('step'), row.intOrNull('out_seq'), row.textOrNull('out_on'), row.textOrNull('due_on'),
    row.int('due_provisional'), row.int('renewals'), row.textOrNull('recalled_on'), row.textOrNull('ended_on'), row.intOrNull('back_seq'),
    row.int('pieces'), row.text('report'), row.textOrNull('violation'), found === null ? null : parseContent(found),
  ]
}

function saidColumns(said: SaidLoan): unknown[] {
  return [
    said.id, said.state, said.place, said.given.length, said.outSeq, said.outOn, said.dueOn, said.dueProvisional ? 1 : 0, said.renewals, said.recalledOn,
    said.endedOn, said.backSeq, said.pieces, said.report, said.violation, said.found,
  ]
}

function approvals({ db }: Check, id: number): unknown[] {
  return db.all('SELECT step, role, department_id, given_by, given_at FROM loan_approval WHERE loan_id = ? ORDER BY step', [id], (row) => {
    const department = row.intOrNull('department_id')
    return [row.int('step'), department === null ? row.text('role') : `${row.text('role')}/${department}`, row.intOrNull('given_by'), row.intOrNull('given_at')]
  })
}

const saidApprovals = ({ steps, given }: SaidLoan): unknown[] => (
  steps.map((step, index) => [index + 1, step, given[index]?.by ?? null, given[index]?.at ?? null])
)

function acts({ db }: Check, id: number): SaidLoan['acts'] {
  return db.all('SELECT at, person_id, act, remark FROM loan_act WHERE loan_id = ? ORDER BY id', [id], (row) => (
    { at: row.int('at'), by: row.int('person_id'), act: row.text('act'), remark: row.text('remark') }
  ))
}
