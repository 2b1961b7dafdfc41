// SQL of levels: of dossiers, kinds of paper, single papers, loans, and what was set of them (rules S1, S2).
import type { SecrecyHistoryView, SecretPaperView } from '#shared/contract/secrecy.ts'
import { levelRank, SCOPES, SECRECY_LEVELS, type SecrecyLevel, type StandingApproval } from '#shared/domain/access.ts'
import type { Id } from '#shared/domain/id.ts'
import type { Instant, LocalDate } from '#shared/domain/local-date.ts'
import { ROLES, type Role } from '#shared/domain/role.ts'
import {
  FLOOR, readSecrecy, secrecyOn, type KindSecrecy, type Secrecy, type SecrecySubject,
} from '#shared/domain/secrecy.ts'
import { DOSSIER_RANK, KIND_UNTIL, paperRank } from '../access/levels.ts'
import { mayKnowPages } from '../access/visibility.ts'
import type { Reader, Row, Writer } from '../database/database.ts'
import type { Actor } from '../handler.ts'

export const levelOfRank = (rank: number): SecrecyLevel => SECRECY_LEVELS[rank - 1] ?? 'topSecret'

/** A dossier's own level on a day, whoever asks: the engine needs it where the person may not know. */
export function secrecyOf(db: Reader, dossierId: Id<'dossier'>, on: LocalDate): Secrecy {
  const stored = db.get('SELECT secrecy_level, secrecy_until FROM dossier WHERE id = ?', [dossierId], (row): Secrecy => (
    { level: levelOfRank(row.int('secrecy_level')), until: row.dateOrNull('secrecy_until') }
  ))
  return secrecyOn(stored ?? { level: 'topSecret', until: null }, on)
}

export function putSecrecy(db: Writer, dossierId: Id<'dossier'>, { level, until }: Secrecy): void {
  db.run('UPDATE dossier SET secrecy_level = ?, secrecy_until = ? WHERE id = ?', [levelRank(level), until, dossierId])
}

const PAPER_PARTS = `ps.level AS hand, ps.until_on AS hand_until, k.level AS kind_level, ${KIND_UNTIL} AS kind_until`

/** What was set by hand, else for its kind, as it is on a day; null where nothing was. */
function paperFrom(row: Row, on: LocalDate): (Secrecy & { by: 'hand' | 'kind' }) | null {
  const hand = row.intOrNull('hand')
  if (hand !== null) return { ...secrecyOn({ level: levelOfRank(hand), until: row.dateOrNull('hand_until') }, on), by: 'hand' }
  const kind = row.intOrNull('kind_level')
  return kind === null ? null : { ...secrecyOn({ level: levelOfRank(kind), until: row.dateOrNull('kind_until') }, on), by: 'kind' }
}

/** A paper's level by itself, apart from its dossier's. */
export function secrecyOfPaper(db: Reader, recordId: Id<'record'>, code: string, on: LocalDate): Secrecy {
  const found = db.get(
    `SELECT ${PAPER_PARTS} FROM record r LEFT JOIN paper_secrecy ps ON ps.record_id = r.id AND ps.code = ?
     LEFT JOIN paper_kind_secrecy k ON k.code = ? WHERE r.id = ?`,
    [code, code, recordId], (row) => paperFrom(row, on),
  )
  return found ? { level: found.level, until: found.until } : FLOOR
}

export function putPaperSecrecy(db: Writer, recordId: Id<'record'>, code: string, { level, until }: Secrecy): void {
  db.run(
    `INSERT INTO paper_secrecy (record_id, code, level, until_on) VALUES (?, ?, ?, ?)
     ON CONFLICT (record_id, code) DO UPDATE SET level = excluded.level, until_on = excluded.until_on`,
    [recordId, code, levelRank(level), until],
  )
}

const OF_CHECKLIST = 'JOIN checklist c ON c.id = r.checklist_id CROSS JOIN json_each(c.lines) line'
const CODE = "json_extract(line.value, '$.code')"

/** Whether any checklist asks, or asked, for such a paper. */
export function isOfChecklists(db: Reader, code: string): boolean {
  return db.get(`SELECT 1 AS found FROM checklist c CROSS JOIN json_each(c.lines) line WHERE ${CODE} = ? LIMIT 1`, [code], (row) => row.flag('found')) ?? false
}

/** Papers of a dossier above 秘密 by themselves, in the order of records and checklists. */
export function secretPapers(db: Reader, actor: Actor, dossierId: Id<'dossier'>): SecretPaperView[] {
  const pages = mayKnowPages(actor, 'r.id', CODE)
  return db.all(
    `SELECT r.id, r.number, ${CODE} AS code, ${PAPER_PARTS}, ${pages.sql} AS may_read
     FROM dossier d JOIN record r ON r.dossier_id = d.id ${OF_CHECKLIST}
     LEFT JOIN paper_secrecy ps ON ps.record_id = r.id AND ps.code = ${CODE} LEFT JOIN paper_kind_secrecy k ON k.code = ${CODE}
     WHERE d.id = ? AND (ps.level > 1 OR (ps.level IS NULL AND k.level > 1)) ORDER BY r.delivered_on DESC, r.id DESC, line.key`,
    [...pages.parameters, dossierId], (row) => {
      const secrecy = paperFrom(row, actor.on)
      return {
        recordId: row.id<'record'>('id'), recordNumber: row.text('number'), code: row.text('code'),
        secrecy: { level: secrecy?.level ?? 'restricted', until: secrecy?.until ?? null }, by: secrecy?.by ?? 'kind', mayRead: row.flag('may_read'),
      }
    },
  ).filter(({ secrecy }) => secrecy.level !== 'restricted')
}

/** Papers of these records that are kept back from the actor, as `<record>/<code>`: their pages and what was noted about them (S1). */
export function keptBackPapers(db: Reader, actor: Actor, recordIds: readonly Id<'record'>[]): Set<string> {
  if (actor.level >= 3) return new Set()
  const pages = mayKnowPages(actor, 'r.id', CODE)
  return new Set(db.all(
    `SELECT r.id, ${CODE} AS code FROM json_each(?) wanted CROSS JOIN record r ON r.id = wanted.value JOIN dossier d ON d.id = r.dossier_id ${OF_CHECKLIST}
     WHERE NOT (${pages.sql})`,
    [JSON.stringify(recordIds), ...pages.parameters], (row) => paperName(row.int('id'), row.text('code')),
  ))
}

export const paperName = (recordId: number, code: string): string => `${recordId}/${code}`

/** How secret a loan is: the highest among the dossier and the papers lent; of a whole folder all of them (S1, L2). */
export function secrecyLent(
  db: Reader, dossierId: Id<'dossier'>, papers: readonly { recordId: number; code: string }[], on: LocalDate,
): SecrecyLevel {
  const own = db.get(`SELECT ${DOSSIER_RANK} AS level FROM dossier d WHERE d.id = ?`, [on, dossierId], (row) => row.int('level')) ?? 3
  const lent = papers.length === 0
    ? db.get(
      `SELECT max(${paperRank('r.id', CODE)}) AS level FROM record r ${OF_CHECKLIST} WHERE r.dossier_id = ?`, [on, on, dossierId],
      (row) => row.intOrNull('level'),
    )
    : db.get(
      `SELECT max(${paperRank('r.id', "json_extract(pa.value, '$.code')")}) AS level
       FROM json_each(?) pa CROSS JOIN record r ON r.id = json_extract(pa.value, '$.recordId')`,
      [on, on, JSON.stringify(papers)], (row) => row.intOrNull('level'),
    )
  return levelOfRank(Math.max(own, lent ?? 1))
}

/** By code. */
export function kindLevels(db: Reader): (KindSecrecy & { code: string })[] {
  return db.all('SELECT code, level, years FROM paper_kind_secrecy ORDER BY code', [], (row) => (
    { code: row.text('code'), level: levelOfRank(row.int('level')), years: row.intOrNull('years') }
  ))
}

export function putKind(db: Writer, code: string, { level, years }: KindSecrecy): void {
  db.run('DELETE FROM paper_kind_secrecy WHERE code = ?', [code])
  if (level !== 'restricted') db.run('INSERT INTO paper_kind_secrecy (code, level, years) VALUES (?, ?, ?)', [code, levelRank(level), years])
}

export function standingApprovals(db: Reader): (StandingApproval & { role: Role })[] {
  const rows = db.all('SELECT role, scope, level FROM standing_approval', [], (row) => (
    { role: row.oneOf('role', ROLES), scope: row.oneOf('scope', SCOPES), level: levelOfRank(row.int('level')) }
  ))
  return rows.toSorted((one, other) => ROLES.indexOf(one.role) - ROLES.indexOf(other.role))
}

export function changeApproval(db: Writer, role: Role, { scope, level }: StandingApproval): void {
  db.run('UPDATE standing_approval SET scope = ?, level = ? WHERE role = ?', [scope, levelRank(level), role])
}

/** Whether somebody set a dossier's level at or after an instant. */
export function wasSetSince(db: Reader, dossierId: Id<'dossier'>, at: Instant): boolean {
  return db.get('SELECT 1 AS found FROM secrecy_change WHERE dossier_id = ? AND at >= ? LIMIT 1', [dossierId, at], (row) => row.flag('found')) ?? false
}

/** The last level or standing approval that was set, of all. */
export function lastChange(db: Reader): number {
  return db.get('SELECT ifnull(max(id), 0) AS id FROM secrecy_change', [], (row) => row.int('id')) ?? 0
}

export type NewChange = {
  subject: SecrecySubject
  dossierId: Id<'dossier'> | null
  recordId: Id<'record'> | null
  code: string
  before: string
  after: string
  reason: string
}

export function addSecrecyChange(db: Writer, change: NewChange & { at: Instant; by: Id<'person'> }): number {
  return db.run(
    'INSERT INTO secrecy_change (at, person_id, subject, dossier_id, record_id, code, before, after, reason) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)',
    [change.at, change.by, change.subject, change.dossierId, change.recordId, change.code, change.before, change.after, change.reason],
  ).lastId
}

const CHANGE = 's.at, p.name AS person_name, s.subject, s.code, s.before, s.after, s.reason'

/** What was set of a dossier and its papers, newest first, as far as the actor's own level goes. */
export function historyOf(db: Reader, actor: Actor, dossierId: Id<'dossier'>): SecrecyHistoryView[] {
  const rows = db.all(
    `SELECT s.id, ${CHANGE}, r.number AS record_number FROM secrecy_change s JOIN person p ON p.id = s.person_id LEFT JOIN record r ON r.id = s.record_id
     WHERE s.dossier_id = ? OR s.record_id IN (SELECT id FROM record WHERE dossier_id = ?) ORDER BY s.id DESC`,
    [dossierId, dossierId], (row) => ({
      at: row.int('at'), personName: row.text('person_name'), recordNumber: row.textOrNull('record_number'), code: row.text('code'),
      before: readSecrecy(row.text('before')) ?? FLOOR, after: readSecrecy(row.text('after')) ?? FLOOR, reason: row.text('reason'),
    }),
  )
  return rows.filter(({ before, after }) => levelRank(before.level) <= actor.level && levelRank(after.level) <= actor.level)
}

/** What was set of kinds of paper, or of standing approvals, newest first. */
export function settingHistory(
  db: Reader, subject: 'kind' | 'approval', limit: number,
): { at: Instant; personName: string; code: string; before: string; after: string; reason: string }[] {
  return db.all(
    `SELECT ${CHANGE} FROM secrecy_change s INDEXED BY secrecy_change_subject JOIN person p ON p.id = s.person_id WHERE s.subject = ? ORDER BY s.id DESC LIMIT ?`,
    [subject, limit], (row) => ({
      at: row.int('at'), personName: row.text('person_name'), code: row.text('code'), before: row.text('before'), after: row.text('after'), reason: row.text('reason'),
    }),
  )
}
