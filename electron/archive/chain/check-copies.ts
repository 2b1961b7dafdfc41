// Checking that every request for a copy, every numbered copy and every delegation stands as the audit trail says (rules S4, A3).
import { levelRank } from '#shared/domain/access.ts'
import type { CopyActs, SaidCopyRequest } from './audit-copies.ts'
import { parseContent, type Check } from './check.ts'

const REQUESTS = `
  SELECT id, number, record_id, scans, purpose, form, recipient, requested_by, requested_at, state, decided_by, decided_at, authority, delegation_id,
    level, remark, lapses_on FROM copy_request ORDER BY id`

const COPIES = `
  SELECT c.id, c.number, c.at, c.person_id, c.record_id, c.purpose, c.scans, r.number AS record, q.number AS request, q.record_id AS asked_record,
    q.purpose AS asked_purpose, c.outcome, c.outcome_on, c.outcome_by, c.outcome_remark
  FROM copy c LEFT JOIN record r ON r.id = c.record_id LEFT JOIN copy_request q ON q.id = c.request_id ORDER BY c.id`

const DELEGATIONS = `
  SELECT id, person_id, level, from_on, reason, given_by, given_at, revoked_by, revoked_at, revoke_remark FROM copy_delegation ORDER BY id`

export function checkCopies(check: Check, acts: CopyActs): void {
  checkRequests(check, acts)
  checkMade(check, acts)
  checkDelegations(check, acts)
}

const same = (one: unknown, other: unknown): boolean => JSON.stringify(one) === JSON.stringify(other)

/** Each row by its name, held against what is said of it. */
type Held = { name: string | number; agrees: boolean | null }

function report({ findings, step }: Check, noun: string, rows: Iterable<Held>, names: Iterable<string | number>): void {
  const unseen = new Set(names)
  for (const { name, agrees } of rows) {
    step()
    unseen.delete(name)
    if (agrees !== true) findings.add(`${noun}/${name}`, `${noun}.${agrees === null ? 'notEntered' : 'differs'}`)
  }
  for (const name of unseen) findings.add(`${noun}/${name}`, `${noun}.missing`)
}

function checkRequests(check: Check, { requests }: CopyActs): void {
  const rows = check.db.all(REQUESTS, [], (row): Held => {
    const said = requests.get(row.text('number'))
    return {
      name: row.text('number'),
      agrees: said === undefined ? null : same([
        row.int('id'), row.int('record_id'), parseContent(row.text('scans')), row.text('purpose'), row.text('form'), row.text('recipient'),
        row.int('requested_by'), row.int('requested_at'), row.text('state'), row.intOrNull('decided_by'), row.intOrNull('decided_at'),
        row.textOrNull('authority'), row.intOrNull('delegation_id'), row.intOrNull('level'), row.text('remark'), row.textOrNull('lapses_on'),
      ], saidRequest(said)),
    }
  })
  report(check, 'copyRequest', rows, requests.keys())
}

function saidRequest({ id, recordId, scans, purpose, form, recipient, by, at, state, decided }: SaidCopyRequest): unknown[] {
  return [
    id, recordId, scans, purpose, form, recipient, by, at, state, decided?.by ?? null, decided?.at ?? null, decided?.authority ?? null,
    decided?.delegationId ?? null, decided ? levelRank(decided.level) : null, decided?.remark ?? '', decided?.lapsesOn ?? null,
  ]
}

function checkMade(check: Check, { copies }: CopyActs): void {
  const rows = check.db.all(COPIES, [], (row): Held => {
    const said = copies.get(row.text('number'))
    const request = row.textOrNull('request')
    // One of a request says what the request says; one of before names its record.
    const of = request === null ? { record: row.textOrNull('record') ?? '' } : { request, id: row.int('id') }
    const asAsked = request === null || (row.int('record_id') === row.intOrNull('asked_record') && row.text('purpose') === row.textOrNull('asked_purpose'))
    const what = row.textOrNull('outcome')
    const outcome = what === null ? null : { what, on: row.textOrNull('outcome_on'), by: row.intOrNull('outcome_by'), remark: row.text('outcome_remark') }
    return {
      name: row.text('number'),
      agrees: said === undefined ? null : asAsked && same(
        [row.int('person_id'), row.int('at'), parseContent(row.text('scans')), of, outcome], [said.by, said.at, said.scans, said.of, said.outcome],
      ),
    }
  })
  report(check, 'copy', rows, copies.keys())
}

function checkDelegations(check: Check, { delegations }: CopyActs): void {
  const rows = check.db.all(DELEGATIONS, [], (row): Held => {
    const said = delegations.get(row.int('id'))
    const revokedAt = row.intOrNull('revoked_at')
    return {
      name: row.int('id'),
      agrees: said === undefined ? null : same([
        row.int('person_id'), row.int('level'), row.text('from_on'), row.text('reason'), row.int('given_by'), row.int('given_at'),
        revokedAt === null ? null : { by: row.intOrNull('revoked_by'), at: revokedAt, remark: row.text('revoke_remark') },
      ], [said.personId, levelRank(said.level), said.fromOn, said.reason, said.by, said.at, said.end]),
    }
  })
  report(check, 'copyDelegation', rows, delegations.keys())
}
