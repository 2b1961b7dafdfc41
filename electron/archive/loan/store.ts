// SQL of loans, their approvals and acts (rules L1 to L4).
import type { z } from 'zod'
import type { LOAN_FILTERS, LoanDetail } from '#shared/contract/loan.ts'
import { toId, type Id } from '#shared/domain/id.ts'
import { APPROVAL_ROLES, LOAN_ACTS, LOAN_STATES, type ApprovalRole, type LoanAct, type LoanPlace, type LoanState } from '#shared/domain/loan.ts'
import type { Instant, LocalDate } from '#shared/domain/local-date.ts'
import { normalisePlate } from '#shared/domain/plate.ts'
import { RECORD_KINDS, type RecordKind } from '#shared/domain/record.ts'
import { mayKnowDossierOfLoan, mayKnowLoan, waitsForActor, waitsForName } from '../access/visible-loan.ts'
import { mayKnowPages, type Condition } from '../access/visibility.ts'
import type { Reader, Writer } from '../database/database.ts'
import type { Actor } from '../handler.ts'
import { COLUMNS, JOINS, paperSchema, readLoan, REQUEST_COLUMNS, storedRequest, type Found, type Loan, type NewLoan } from './row.ts'

export function addLoan(db: Writer, loan: NewLoan): Id<'loan'> {
  return toId(db.run(
    `INSERT INTO loan (${REQUEST_COLUMNS.join(', ')}, place, state) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 'requested')`,
    [...storedRequest(loan), loan.place],
  ).lastId)
}

/** The dossier it is of, and who has to approve it. */
export function putDossier(
  db: Writer, id: Id<'loan'>, dossierId: Id<'dossier'>, steps: readonly { role: ApprovalRole; departmentId: Id<'department'> | null }[],
): void {
  db.run('UPDATE loan SET dossier_id = ? WHERE id = ?', [dossierId, id])
  for (const [index, { role, departmentId }] of steps.entries()) {
    db.run('INSERT INTO loan_approval (loan_id, step, role, department_id) VALUES (?, ?, ?, ?)', [id, index + 1, role, departmentId])
  }
}

export function addLoanAct(db: Writer, loanId: Id<'loan'>, act: { at: Instant; personId: Id<'person'>; act: 'request' | LoanAct; remark: string }): void {
  db.run('INSERT INTO loan_act (loan_id, at, person_id, act, remark) VALUES (?, ?, ?, ?, ?)', [loanId, act.at, act.personId, act.act, act.remark])
}

export function setState(db: Writer, id: Id<'loan'>, state: LoanState): void {
  db.run('UPDATE loan SET state = ? WHERE id = ?', [state, id])
}

export function giveApproval(db: Writer, id: Id<'loan'>, step: number, given: { by: Id<'person'>; at: Instant; state: LoanState }): void {
  db.run('UPDATE loan_approval SET given_by = ?, given_at = ? WHERE loan_id = ? AND step = ?', [given.by, given.at, id, step])
  db.run('UPDATE loan SET step = ?, state = ? WHERE id = ?', [step, given.state, id])
}

type Due = { on: LocalDate; provisional: boolean }

export function putOut(db: Writer, id: Id<'loan'>, out: { seq: number; on: LocalDate; due: Due; place: LoanPlace }): void {
  db.run("UPDATE loan SET state = 'out', out_seq = ?, out_on = ?, due_on = ?, due_provisional = ?, place = ? WHERE id = ?", [
    out.seq, out.on, out.due.on, out.due.provisional ? 1 : 0, out.place, id,
  ])
}

export function putRenewed(db: Writer, id: Id<'loan'>, due: Due): void {
  db.run('UPDATE loan SET renewals = renewals + 1, due_on = ?, due_provisional = ? WHERE id = ?', [due.on, due.provisional ? 1 : 0, id])
}

export function putRecalled(db: Writer, id: Id<'loan'>, on: LocalDate, due: Due): void {
  db.run('UPDATE loan SET recalled_on = ?, due_on = ?, due_provisional = ? WHERE id = ?', [on, due.on, due.provisional ? 1 : 0, id])
}

export type Ended = { state: 'returned' | 'lost'; on: LocalDate; backSeq: number | null; pieces: number; report: string; violationId: Id<'violation'> | null }

export function putEnded(db: Writer, id: Id<'loan'>, { state, on, backSeq, pieces, report, violationId }: Ended): void {
  db.run('UPDATE loan SET state = ?, ended_on = ?, back_seq = ?, pieces = ?, report = ?, violation_id = ? WHERE id = ?', [
    state, on, backSeq, pieces, report, violationId, id,
  ])
}

export function putFound(db: Writer, id: Id<'loan'>, found: Found): void {
  db.run("UPDATE loan SET state = 'returned', found = ? WHERE id = ?", [JSON.stringify(found), id])
}

/** The papers named, of those whose pages are not kept back from the actor; whoever borrows or asked for them named them (S1). */
function papersShown(actor: Actor): Condition {
  const pages = mayKnowPages(actor, 'r.id', "json_extract(pa.value, '$.code')")
  return {
    sql: `(SELECT json_group_array(json_object('recordId', r.id, 'recordNumber', r.number, 'code', json_extract(pa.value, '$.code')))
      FROM json_each(l.papers) pa JOIN record r ON r.id = json_extract(pa.value, '$.recordId')
      WHERE l.borrower_id = ? OR l.requested_by = ? OR ${pages.sql})`,
    parameters: [actor.id, actor.id, ...pages.parameters],
  }
}

/** Loans that the actor may know of, of those `wanted` finds; `from` begins with `loan l`. */
function loans(db: Reader, actor: Actor, today: LocalDate, from: string, wanted: Condition, rest: Condition): Loan[] {
  const known = mayKnowLoan(actor)
  const dossier = mayKnowDossierOfLoan(actor)
  const papers = papersShown(actor)
  return db.all(
    `SELECT ${COLUMNS}, ${papers.sql} AS paper_views, (${dossier.sql}) AS knows FROM ${from} ${JOINS} WHERE ${wanted.sql} AND ${known.sql} ${rest.sql}`,
    [...papers.parameters, ...dossier.parameters, ...wanted.parameters, ...known.parameters, ...rest.parameters], readLoan(actor, today),
  )
}

/** A loan the actor may know of; null also for one that they may not: the two are not told apart. */
export function loanById(db: Reader, actor: Actor, today: LocalDate, id: Id<'loan'>): Loan | null {
  return loans(db, actor, today, 'loan l', { sql: 'l.id = ?', parameters: [id] }, { sql: '', parameters: [] })[0] ?? null
}

/** In the words of the index of open loans, which is not used else. */
export const OPEN_LOAN = "l.state IN ('requested', 'approved', 'out', 'lost')"

/** Those that wait for the actor: their approval, a name, or being handed out; longest waiting first. */
export function waitingLoans(db: Reader, actor: Actor, today: LocalDate, what: 'approve' | 'name' | 'handOut', limit: number): Loan[] {
  const waits = waitsForActor(actor)
  const nameless = waitsForName(actor)
  const wanted: Record<typeof what, Condition> = {
    approve: { sql: `${OPEN_LOAN} AND l.state = 'requested' AND l.dossier_id IS NOT NULL AND ${waits.sql}`, parameters: waits.parameters },
    name: { sql: `${OPEN_LOAN} AND ${nameless.sql}`, parameters: nameless.parameters },
    // One's own a colleague hands out (L3).
    handOut: { sql: `${OPEN_LOAN} AND l.state = 'approved' AND l.borrower_id IS NOT ?`, parameters: [actor.id] },
  }
  return loans(db, actor, today, 'loan l INDEXED BY loan_open', wanted[what], { sql: 'ORDER BY l.id LIMIT ?', parameters: [limit] })
}

type Filter = (typeof LOAN_FILTERS)[number]

const FILTERS: Record<Exclude<Filter, 'settled'>, (today: LocalDate) => Condition> = {
  waiting: () => ({ sql: `${OPEN_LOAN} AND l.state = 'requested'`, parameters: [] }),
  approved: () => ({ sql: `${OPEN_LOAN} AND l.state = 'approved'`, parameters: [] }),
  out: () => ({ sql: `${OPEN_LOAN} AND l.state = 'out'`, parameters: [] }),
  overdue: (today) => ({ sql: `${OPEN_LOAN} AND l.state = 'out' AND l.due_on < ?`, parameters: [today] }),
  lost: () => ({ sql: `${OPEN_LOAN} AND l.state = 'lost'`, parameters: [] }),
}

const SETTLED = "l.state IN ('returned', 'declined', 'withdrawn')"

export type Asked = { filter: Filter; personId: Id<'person'> | null; text: string; before: Id<'loan'> | null; limit: number }

export function listLoans(db: Reader, actor: Actor, today: LocalDate, { filter, personId, text, before, limit }: Asked): Loan[] {
  const { sql, parameters } = saying(actor, text)
  const theirs: Condition = personId === null ? { sql, parameters } : { sql: `l.borrower_id = ? AND ${sql}`, parameters: [personId, ...parameters] }
  if (filter !== 'settled') {
    const wanted = FILTERS[filter](today)
    return loans(
      db, actor, today, 'loan l INDEXED BY loan_open', { sql: `${wanted.sql} AND ${theirs.sql}`, parameters: [...wanted.parameters, ...theirs.parameters] },
      { sql: 'ORDER BY l.due_on, l.id LIMIT ?', parameters: [limit] },
    )
  }
  // Newest first along the rows themselves, until there are enough: whoever knows of loans at all finds some soon.
  return loans(
    db, actor, today, personId === null ? 'loan l NOT INDEXED' : 'loan l INDEXED BY loan_borrower',
    { sql: `${SETTLED} AND ${theirs.sql} AND l.id < ?`, parameters: [...theirs.parameters, before ?? Number.MAX_SAFE_INTEGER] },
    { sql: 'ORDER BY l.id DESC LIMIT ?', parameters: [limit] },
  )
}

/** By number or as typed; by the dossier's number, plate or VIN where whoever asks may know it. */
function saying(actor: Actor, text: string): Condition {
  const wanted = text.trim().toUpperCase()
  if (wanted === '') return { sql: '1', parameters: [] }
  const dossier = mayKnowDossierOfLoan(actor)
  return {
    sql: `(instr(l.number, ?) > 0 OR instr(upper(l.asked), ?) > 0 OR (${dossier.sql} AND (instr(d.number, ?) > 0 OR instr(ve.plate, ?) > 0 OR instr(ve.vin, ?) > 0)))`,
    parameters: [wanted, wanted, ...dossier.parameters, wanted, normalisePlate(wanted), wanted],
  }
}

/** How many open ones the actor may know of, by filter. */
export function countLoans(db: Reader, actor: Actor, today: LocalDate, filter: Exclude<Filter, 'settled'>): number {
  const known = mayKnowLoan(actor)
  const wanted = FILTERS[filter](today)
  return db.get(
    `SELECT count(*) AS n FROM loan l INDEXED BY loan_open LEFT JOIN dossier d ON d.id = l.dossier_id WHERE ${wanted.sql} AND ${known.sql}`,
    [...wanted.parameters, ...known.parameters], (row) => row.int('n'),
  ) ?? 0
}

/** How many are in a person's hands or on their way there: a bare number, for the leaver's list (H6). */
export function countLoansOf(db: Reader, personId: Id<'person'>): number {
  return db.get("SELECT count(*) AS n FROM loan WHERE borrower_id = ? AND state IN ('requested', 'approved', 'out')", [personId], (row) => row.int('n')) ?? 0
}

/** A dossier's loans, newest first, as far as the actor may know of them. */
export function loansOfDossier(db: Reader, actor: Actor, today: LocalDate, dossierId: Id<'dossier'>, limit: number): Loan[] {
  return loans(db, actor, today, 'loan l INDEXED BY loan_dossier', { sql: 'l.dossier_id = ?', parameters: [dossierId] }, {
    sql: 'ORDER BY l.id DESC LIMIT ?', parameters: [limit],
  })
}

/** Loans handed out between two days, in the order in which they were, as far as the actor may know their dossiers or had them. */
export function loansBetween(db: Reader, actor: Actor, today: LocalDate, from: LocalDate, to: LocalDate): Loan[] {
  const dossier = mayKnowDossierOfLoan(actor)
  return loans(
    db, actor, today, 'register_line rl INDEXED BY register_line_day CROSS JOIN loan l ON l.id = rl.loan_id',
    { sql: `rl.kind = 'loan.out' AND rl.on_date BETWEEN ? AND ? AND ${dossier.sql}`, parameters: [from, to, ...dossier.parameters] },
    { sql: 'ORDER BY rl.seq', parameters: [] },
  )
}

/** What keeps a dossier from being lent, merged or destroyed, whoever may know of it (C1, R3). */
export function openLoanOf(db: Reader, dossierId: Id<'dossier'>): { number: string; state: LoanState; whole: boolean } | null {
  return db.get(
    `SELECT number, state, papers FROM loan WHERE dossier_id = ? AND state IN ('out', 'lost', 'approved', 'requested')
     ORDER BY state = 'out' DESC, state = 'lost' DESC, id LIMIT 1`,
    [dossierId], (row) => ({ number: row.text('number'), state: row.oneOf('state', LOAN_STATES), whole: row.text('papers') === '[]' }),
  )
}

/** What of a dossier is reported lost: the whole folder (`papers` empty), or papers of it. */
export function lostOf(db: Reader, dossierId: Id<'dossier'>): { number: string; papers: z.output<typeof paperSchema>[] }[] {
  return db.all("SELECT number, papers FROM loan WHERE dossier_id = ? AND state = 'lost' ORDER BY id", [dossierId], (row) => ({
    number: row.text('number'), papers: paperSchema.array().parse(JSON.parse(row.text('papers'))),
  }))
}

/**
 * The stock-taking in which a dossier's folder was declared lost, if that is the last that became of it: its place was ended by that, and it
 * was put nowhere since. What was counted under a dossier that was merged into it is its.
 */
export function lostInCount(db: Reader, dossierId: Id<'dossier'>): string | null {
  return db.get(
    `WITH RECURSIVE theirs (id) AS (SELECT ? UNION SELECT d.id FROM theirs JOIN dossier d ON d.merged_into = theirs.id),
       newest AS (SELECT from_at, to_at FROM placement WHERE dossier_id = ? ORDER BY to_at IS NOT NULL, to_at DESC, id DESC LIMIT 1)
     SELECT st.number FROM newest JOIN stocktaking_difference di ON di.outcome = 'lost' AND max(di.settled_at, newest.from_at) = newest.to_at
     JOIN stocktaking st ON st.id = di.stocktaking_id WHERE di.dossier_id IN (SELECT id FROM theirs)`,
    [dossierId, dossierId], (row) => row.text('number'),
  )
}

/**
 * An open loan that was asked for since a merge, of papers which go back when it is undone; the loan itself would stay. Those that the merge
 * moved go back with their papers.
 */
export function loanOfMoved(db: Reader, dossierId: Id<'dossier'>, mergeId: Id<'merge'>): string | null {
  return db.get(
    `SELECT l.number FROM loan l WHERE l.dossier_id = ? AND ${OPEN_LOAN}
     AND NOT EXISTS (SELECT 1 FROM merge_cell mc WHERE mc.merge_id = ? AND mc.cell = 'loan.dossier_id' AND mc.row_id = l.id)
     AND EXISTS (SELECT 1 FROM json_each(l.papers) pa JOIN merge_cell mc
       ON mc.merge_id = ? AND mc.cell = 'record.dossier_id' AND mc.row_id = json_extract(pa.value, '$.recordId'))
     ORDER BY l.id LIMIT 1`,
    [dossierId, mergeId, mergeId], (row) => row.text('number'),
  )
}

export type Step = { step: number; role: ApprovalRole; departmentId: Id<'department'> | null; department: string | null; given: { by: Id<'person'>; name: string; at: Instant } | null }

export function stepsOf(db: Reader, id: Id<'loan'>): Step[] {
  return db.all(
    `SELECT a.step, a.role, a.department_id, dep.name AS department, a.given_by, a.given_at, p.name FROM loan_approval a
     LEFT JOIN department dep ON dep.id = a.department_id LEFT JOIN person p ON p.id = a.given_by WHERE a.loan_id = ? ORDER BY a.step`,
    [id], (row): Step => ({
      step: row.int('step'), role: row.oneOf('role', APPROVAL_ROLES),
      departmentId: row.intOrNull('department_id') === null ? null : row.id<'department'>('department_id'), department: row.textOrNull('department'),
      given: row.intOrNull('given_by') === null ? null : { by: row.id<'person'>('given_by'), name: row.text('name'), at: row.int('given_at') },
    }),
  )
}

export function loanActs(db: Reader, id: Id<'loan'>): LoanDetail['acts'] {
  return db.all(
    'SELECT a.at, p.name, a.act, a.remark FROM loan_act a JOIN person p ON p.id = a.person_id WHERE a.loan_id = ? ORDER BY a.id', [id],
    (row) => ({ at: row.int('at'), personName: row.text('name'), act: row.oneOf('act', ['request', ...LOAN_ACTS]), remark: row.text('remark') }),
  )
}

/** A dossier's records, newest first. */
export function recordsIn(db: Reader, dossierId: Id<'dossier'>): { id: Id<'record'>; number: string; kind: RecordKind; deliveredOn: LocalDate }[] {
  return db.all(
    'SELECT id, number, kind, delivered_on FROM record WHERE dossier_id = ? ORDER BY delivered_on DESC, id DESC', [dossierId], (row) => ({
      id: row.id<'record'>('id'), number: row.text('number'), kind: row.oneOf('kind', RECORD_KINDS), deliveredOn: row.date('delivered_on'),
    }),
  )
}

export function isOfDossier(db: Reader, recordId: Id<'record'>, dossierId: Id<'dossier'>): boolean {
  return db.get('SELECT 1 AS found FROM record WHERE id = ? AND dossier_id = ?', [recordId, dossierId], (each) => each.flag('found')) ?? false
}

/** Whether a department answers for a record of the dossier (L2). */
export function answersForDossier(db: Reader, departmentId: Id<'department'>, dossierId: Id<'dossier'>): boolean {
  return db.get('SELECT 1 AS found FROM record WHERE dossier_id = ? AND department_id = ?', [dossierId, departmentId], (row) => row.flag('found')) ?? false
}

/** The dossier of a record by its number; of a merged one too (its record moved). */
export function dossierOfRecord(db: Reader, number: string): Id<'dossier'> | null {
  return db.get('SELECT dossier_id FROM record WHERE number = ?', [number], (row) => row.id<'dossier'>('dossier_id'))
}
