// SQL of general documents (文书材料), as far as the actor may know them (rules C2, C4, S1).
import type { GeneralPaperView } from '#shared/contract/general-paper.ts'
import { levelRank, SECRECY_LEVELS } from '#shared/domain/access.ts'
import { toId, type Id } from '#shared/domain/id.ts'
import type { Instant } from '#shared/domain/local-date.ts'
import { PARTS } from '#shared/domain/volume.ts'
import { mayKnowGeneralPaper } from '../access/visible-volume.ts'
import type { Condition } from '../access/visibility.ts'
import type { Reader, Row, Writer } from '../database/database.ts'
import type { Actor } from '../handler.ts'
import type { PaperRow } from './digest.ts'

export type GeneralPaper = GeneralPaperView & { classId: Id<'volumeClass'> }

const PAPER = `
  SELECT gp.*, v.id AS volume_id, v.number, vp.position FROM general_paper gp
  LEFT JOIN volume_piece vp ON vp.paper_id = gp.id AND (vp.gone IS NULL OR vp.gone = 'destroyed') LEFT JOIN volume v ON v.id = vp.volume_id`

/** All that its digest is of. */
export const readPaperRow = (row: Row): PaperRow & { classId: Id<'volumeClass'> } => ({
  classId: row.id<'volumeClass'>('class_id'), title: row.text('title'), onDate: row.date('on_date'), documentNumber: row.text('document_number'),
  responsible: row.text('responsible'), pages: row.int('pages'), part: row.oneOf('part', PARTS),
  withId: row.intOrNull('with_id') === null ? null : row.id<'generalPaper'>('with_id'), level: SECRECY_LEVELS[row.int('secrecy_level') - 1] ?? 'topSecret',
})

const readPaper = (row: Row): GeneralPaper => ({
  id: row.id<'generalPaper'>('id'), ...readPaperRow(row),
  volume: row.intOrNull('volume_id') === null ? null : { id: row.id<'volume'>('volume_id'), number: row.textOrNull('number'), position: row.int('position') },
})

function papers(db: Reader, actor: Actor, wanted: Condition, rest: Condition): GeneralPaper[] {
  const known = mayKnowGeneralPaper(actor)
  return db.all(
    `${PAPER} WHERE gp.withdrawn_at IS NULL AND ${known.sql} AND ${wanted.sql} ${rest.sql}`,
    [...known.parameters, ...wanted.parameters, ...rest.parameters], readPaper,
  )
}

/** One the actor may know of; null also for one that they may not. */
export function generalPaper(db: Reader, actor: Actor, id: Id<'generalPaper'>): GeneralPaper | null {
  return papers(db, actor, { sql: 'gp.id = ?', parameters: [id] }, { sql: '', parameters: [] })[0] ?? null
}

export type WantedPapers = { classId: Id<'volumeClass'>; year: number | null; text: string; limit: number }

/** Of a class, newest first. */
export function listPapers(db: Reader, actor: Actor, { classId, year, text, limit }: WantedPapers): GeneralPaper[] {
  const [from, to] = year === null ? ['0', '9'] : [`${year}-01-01`, `${year}-12-31`]
  return papers(
    db, actor,
    { sql: 'gp.class_id = ? AND gp.on_date BETWEEN ? AND ? AND (instr(gp.title, ?) > 0 OR instr(gp.document_number, ?) > 0)', parameters: [classId, from, to, text, text] },
    { sql: 'ORDER BY gp.on_date DESC, gp.id DESC LIMIT ?', parameters: [limit] },
  )
}

/** Whether other papers are said to belong with this one. */
export function isHead(db: Reader, id: Id<'generalPaper'>): boolean {
  return db.get('SELECT 1 AS found FROM general_paper WHERE with_id = ? AND withdrawn_at IS NULL', [id], (row) => row.flag('found')) ?? false
}

const stored = (paper: PaperRow): (string | number | null)[] => [
  paper.classId, paper.title, paper.onDate, paper.documentNumber, paper.responsible, paper.pages, paper.part, paper.withId, levelRank(paper.level),
]

export function addPaper(db: Writer, paper: PaperRow, by: Id<'person'>, at: Instant): Id<'generalPaper'> {
  return toId(db.run(
    `INSERT INTO general_paper (class_id, title, on_date, document_number, responsible, pages, part, with_id, secrecy_level, entered_by, entered_at)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
    [...stored(paper), by, at],
  ).lastId)
}

export function putPaper(db: Writer, id: Id<'generalPaper'>, paper: PaperRow): void {
  db.run(
    `UPDATE general_paper SET class_id = ?, title = ?, on_date = ?, document_number = ?, responsible = ?, pages = ?, part = ?, with_id = ?, secrecy_level = ?
     WHERE id = ?`,
    [...stored(paper), id],
  )
}

export function withdrawPaper(db: Writer, id: Id<'generalPaper'>, at: Instant): void {
  db.run('UPDATE general_paper SET withdrawn_at = ? WHERE id = ?', [at, id])
}
