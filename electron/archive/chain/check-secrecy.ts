// Checking that levels, their periods, standing approvals, readers and requests stand as the audit trail says (rules S1 to S3, L5): what
// somebody put into the database behind the program's back was set or granted by nobody.
import { DEFAULT_APPROVALS, levelRank } from '#shared/domain/access.ts'
import { ROLES } from '#shared/domain/role.ts'
import { FLOOR, readApproval, readKind, readSecrecy, writtenApproval } from '#shared/domain/secrecy.ts'
import { levelOfRank } from '../secrecy/store.ts'
import type { MergeActs } from './audit-merges.ts'
import type { SaidSecrecy, SecrecyActs } from './audit-secrecy.ts'
import { parseContent, type Check } from './check.ts'
import { madeByMerges } from './check-merges.ts'

export function checkSecrecy(check: Check, acts: SecrecyActs, merges: MergeActs): void {
  const changes = [...acts.changes.values()].toSorted((one, other) => one.seq - other.seq)
  checkDossiers(check, changes, merges)

  compare(check, 'secrecy_change', rowsOf(check, ROWS.changes), said(acts.changes, (change) => [
    change.at, change.by, change.subject, change.dossierId, change.recordId, change.code, change.before, change.after, change.reason,
  ]))
  const papers = changes.filter(({ subject }) => subject === 'paper').map(({ recordId, code, after }) => [`${recordId ?? 0}/${code}`, readSecrecy(after) ?? FLOOR] as const)
  compare(check, 'paper_secrecy', rowsOf(check, ROWS.papers), said(new Map(papers), ({ level, until }) => [levelRank(level), until]))
  const kinds = new Map(changes.filter(({ subject }) => subject === 'kind').map(({ code, after }) => [code, readKind(after)]))
  const above = [...kinds].flatMap(([code, kind]) => (kind && kind.level !== 'restricted' ? [[code, kind] as const] : []))
  compare(check, 'paper_kind_secrecy', rowsOf(check, ROWS.kinds), said(above, ({ level, years }) => [levelRank(level), years]))
  compare(check, 'access_request', rowsOf(check, ROWS.requests), said(acts.requests, (request) => [
    request.id, request.state, request.asked, request.dossierId, rankOf(request.level), request.purpose, request.days, request.person, request.department,
    request.at, request.decidedBy, request.decidedAt, request.remark,
  ]))
  compare(check, 'dossier_reader', rowsOf(check, ROWS.readers), said(acts.readers, (reader) => [
    reader.dossierId, reader.person, rankOf(reader.level), reader.until, reader.request, reader.by, reader.at, reader.reason, reader.endedBy, reader.endedAt,
    reader.endReason,
  ]))
  checkApprovals(check, changes)
}

const ROWS = {
  changes: `
    SELECT CAST(id AS TEXT) AS key, json_array(at, person_id, subject, dossier_id, record_id, code, before, after, reason) AS said
    FROM secrecy_change ORDER BY id`,
  papers: "SELECT record_id || '/' || code AS key, json_array(level, until_on) AS said FROM paper_secrecy ORDER BY record_id, code",
  kinds: 'SELECT code AS key, json_array(level, years) AS said FROM paper_kind_secrecy ORDER BY code',
  requests: `
    SELECT number AS key, json_array(id, state, asked, dossier_id, level, purpose, days, person_id, department_id, requested_at, decided_by, decided_at, remark)
      AS said FROM access_request ORDER BY id`,
  readers: `
    SELECT CAST(g.id AS TEXT) AS key, json_array(g.dossier_id, g.person_id, g.level, g.until_on, q.number, g.named_by, g.named_at, g.reason, g.ended_by, g.ended_at,
      g.end_reason) AS said FROM dossier_reader g LEFT JOIN access_request q ON q.id = g.request_id ORDER BY g.id`,
} as const

/** An archive starts with the approvals of shared/domain/access.ts; the general manager alone changes them (L5). */
function checkApprovals({ db, findings }: Check, changes: readonly SaidSecrecy[]): void {
  const approvals = new Map<string, string>(ROLES.map((role) => [role, writtenApproval(DEFAULT_APPROVALS[role])]))
  for (const { subject, code, after } of changes) if (subject === 'approval') approvals.set(code, after)
  const present = new Map(db.all('SELECT role, scope, level FROM standing_approval ORDER BY role', [], (row) => (
    [row.text('role'), `${row.text('scope')}/${levelOfRank(row.int('level'))}`]
  )))
  for (const role of new Set([...approvals.keys(), ...present.keys()])) {
    const expected = approvals.get(role)
    if (expected === undefined || readApproval(expected) === null || present.get(role) !== expected) findings.add(`standing_approval/${role}`, 'approval.differs')
  }
}

/** What a dossier's level is in the end is what was set, or what a merge made of it, whichever came last. Dossiers are made at the first level (S1). */
function checkDossiers({ db, findings }: Check, changes: readonly SaidSecrecy[], merges: MergeActs): void {
  const last = new Map<number, { level: number; until: string | null }>()
  const at = (id: number) => last.get(id) ?? { level: 1, until: null }
  const events = [
    ...changes.filter(({ subject }) => subject === 'dossier').map(({ seq, dossierId, after }) => ({
      seq, apply: () => {
        const { level, until } = readSecrecy(after) ?? FLOOR
        last.set(dossierId ?? 0, { level: levelRank(level), until })
      },
    })),
    ...madeByMerges(db, merges).flatMap(({ seq, cells }) => cells.map(({ cell, rowId, after }) => ({
      seq, apply: () => {
        if (cell === 'dossier.secrecy_level') last.set(rowId, { ...at(rowId), level: Number(after) })
        if (cell === 'dossier.secrecy_until') last.set(rowId, { ...at(rowId), until: after === null ? null : String(after) })
      },
    }))),
  ]
  for (const { apply } of events.toSorted((one, other) => one.seq - other.seq)) apply()
  for (const row of db.each('SELECT id, secrecy_level, secrecy_until FROM dossier WHERE secrecy_level <> 1 OR secrecy_until IS NOT NULL ORDER BY id', [])) {
    const id = row.int('id')
    const { level, until } = at(id)
    last.delete(id)
    if (row.int('secrecy_level') !== level || row.textOrNull('secrecy_until') !== until) findings.add(`dossier/${id}/secrecy_level`, 'secrecy.differs')
  }
  for (const [id, { level, until }] of last) {
    if (level !== 1 || until !== null) findings.add(`dossier/${id}/secrecy_level`, 'secrecy.differs')
  }
}

const rankOf = (level: string): number => levelRank(readSecrecy(`${level}/`)?.level ?? 'topSecret')

/** By what names a row, all that is said of it. */
type Rows = Map<string, string>

function said<K, V>(entries: Iterable<readonly [K, V]>, text: (value: V) => unknown[]): Rows {
  return new Map([...entries].map(([key, value]) => [String(key), JSON.stringify(text(value))]))
}

/** `key` names a row, `said` is all that is said of it, as JSON. */
function rowsOf({ db, step }: Check, sql: string): Rows {
  const rows: Rows = new Map()
  for (const row of db.each(sql, [])) {
    step()
    rows.set(row.text('key'), JSON.stringify(parseContent(row.text('said'))))
  }
  return rows
}

function compare({ findings }: Check, table: string, rows: Rows, expected: Rows): void {
  for (const [key, text] of rows) if (expected.get(key) !== text) findings.add(`${table}/${key}`, expected.has(key) ? 'secrecy.differs' : 'secrecy.notEntered')
  for (const key of expected.keys()) if (!rows.has(key)) findings.add(`${table}/${key}`, 'secrecy.missing')
}
