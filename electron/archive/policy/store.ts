// SQL of what a store sets by approval: policy and checklists (rule F6; RULES "Figures are defaults").
import { policyOn, type Policy, type PolicyVersion } from '#shared/domain/policy.ts'
import type { Id } from '#shared/domain/id.ts'
import type { Instant, LocalDate } from '#shared/domain/local-date.ts'
import type { ChecklistLine } from '#shared/domain/paper.ts'
import type { RecordKind } from '#shared/domain/record.ts'
import { CHANGE_STATES, policySchema, type ChangeView } from '#shared/contract/policy.ts'
import { checklistLineView } from '#shared/contract/record.ts'
import type { Reader, Row, Writer } from '../database/database.ts'

/** What a change is about. */
export type Subject = 'policy' | `checklist/${RecordKind}`

/** A change as it is stored: `content` is the policy or the lines of the checklist, as JSON text. */
export type Change = ChangeView & { subject: string; content: string }

export const readPolicy = (content: string): Policy => policySchema.parse(JSON.parse(content))
export const readLines = (content: string): ChecklistLine[] => checklistLineView.array().parse(JSON.parse(content))

/** Every policy that was approved, in the order of approval. */
export function policyVersions(db: Reader): PolicyVersion[] {
  return db.all("SELECT from_on, content FROM setting_change WHERE subject = 'policy' AND state = 'approved' ORDER BY decided_at, id", [], (row) => ({
    fromOn: row.date('from_on'), policy: readPolicy(row.text('content')),
  }))
}

/** What holds on a day. */
export function policyFor(db: Reader, day: LocalDate): Policy {
  return policyOn(policyVersions(db), day)
}

const CHANGES = `
  SELECT c.id, c.subject, c.content, c.from_on, c.reason, c.state, c.proposed_by, p.name AS proposed_name, c.proposed_at, c.decided_by,
    d.name AS decided_name, c.decided_at, c.remark
  FROM setting_change c JOIN person p ON p.id = c.proposed_by LEFT JOIN person d ON d.id = c.decided_by`

const readChange = (row: Row): Change => ({
  id: row.id<'settingChange'>('id'),
  subject: row.text('subject'),
  content: row.text('content'),
  fromOn: row.date('from_on'),
  reason: row.text('reason'),
  state: row.oneOf('state', CHANGE_STATES),
  proposedBy: { id: row.id<'person'>('proposed_by'), name: row.text('proposed_name') },
  proposedAt: row.int('proposed_at'),
  decidedBy: row.intOrNull('decided_by') === null ? null : { id: row.id<'person'>('decided_by'), name: row.text('decided_name') },
  decidedAt: row.intOrNull('decided_at'),
  remark: row.text('remark'),
})

/** Every change of a subject, in the order in which they were proposed. */
export function changesOf(db: Reader, subject: Subject): Change[] {
  return db.all(`${CHANGES} WHERE c.subject = ? ORDER BY c.id`, [subject], readChange)
}

export function changeById(db: Reader, id: Id<'settingChange'>): Change | null {
  return db.get(`${CHANGES} WHERE c.id = ?`, [id], readChange)
}

export function addChange(
  db: Writer, change: { subject: Subject; content: string; fromOn: LocalDate; reason: string; proposedBy: Id<'person'>; proposedAt: Instant },
): Id<'settingChange'> {
  const { subject, content, fromOn, reason, proposedBy, proposedAt } = change
  db.run(
    "INSERT INTO setting_change (subject, content, from_on, reason, state, proposed_by, proposed_at) VALUES (?, ?, ?, ?, 'proposed', ?, ?)",
    [subject, content, fromOn, reason, proposedBy, proposedAt],
  )
  const id = db.get('SELECT max(id) AS id FROM setting_change', [], (row) => row.id<'settingChange'>('id'))
  if (id === null) throw new Error('the change was not entered')
  return id
}

export function settleChange(
  db: Writer, id: Id<'settingChange'>,
  settled: { state: 'approved' | 'declined' | 'withdrawn'; by: Id<'person'>; at: Instant; remark: string },
): void {
  db.run('UPDATE setting_change SET state = ?, decided_by = ?, decided_at = ?, remark = ? WHERE id = ?', [
    settled.state, settled.by, settled.at, settled.remark, id,
  ])
}

/** Versions of a kind's checklist, oldest first; `fromOn` null: from the beginning. */
export function checklistVersions(db: Reader, kind: RecordKind): { version: number; fromOn: LocalDate | null; lines: ChecklistLine[] }[] {
  return db.all('SELECT version, from_on, lines FROM checklist WHERE record_kind = ? ORDER BY version', [kind], (row) => ({
    version: row.int('version'), fromOn: row.int('version') === 1 ? null : row.date('from_on'), lines: readLines(row.text('lines')),
  }))
}

/** Adds the next version of a kind's checklist. @returns its number. */
export function addChecklistVersion(db: Writer, kind: RecordKind, fromOn: LocalDate, lines: string): number {
  const version = 1 + (db.get('SELECT max(version) AS n FROM checklist WHERE record_kind = ?', [kind], (row) => row.int('n')) ?? 0)
  db.run('INSERT INTO checklist (record_kind, version, lines, from_on) VALUES (?, ?, ?, ?)', [kind, version, lines, fromOn])
  return version
}

/** The papers of the store's own that were ever proposed, each with the name it has for good. */
export function ownPapers(db: Reader): { code: string; name: string }[] {
  const named = db.all("SELECT content FROM setting_change WHERE subject LIKE 'checklist/%' ORDER BY id", [], (row) => readLines(row.text('content')))
    .flat().flatMap(({ code, name }): [string, string][] => (name === undefined ? [] : [[code, name]]))
  return [...new Map(named)].map(([code, name]) => ({ code, name }))
}
