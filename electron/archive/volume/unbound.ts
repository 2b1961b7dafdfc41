// SQL of what is not bound yet: service records, months of registers, general documents, as far as the actor may know them (rules C2, C4).
import type { SchemeClassView } from '#shared/contract/volume.ts'
import type { Id } from '#shared/domain/id.ts'
import { localDate, type LocalDate } from '#shared/domain/local-date.ts'
import { RECORD_KINDS, type RecordKind } from '#shared/domain/record.ts'
import { LINES_PER_PAGE, PARTS, yearOfMatter, type Bound, type RegisterSource } from '#shared/domain/volume.ts'
import { recordRank } from '../access/levels.ts'
import { mayKnowGeneralPaper, PAPER_LEVEL, TOP_SECRET } from '../access/visible-volume.ts'
import { mayKnowDossier } from '../access/visibility.ts'
import type { Reader } from '../database/database.ts'
import { setting } from '../desk/store.ts'
import type { Actor } from '../handler.ts'

/** What can be bound: a piece that lies in no volume. */
export type Unbound = Bound & {
  recordId: Id<'record'> | null
  paperId: Id<'generalPaper'> | null
  responsible: string
  subject: string
  kind: RecordKind | null
}

/** By a column of what a piece is: it lies in none, or was moved out of that. */
export const freeOf = (column: string, value: string): string => (
  `NOT EXISTS (SELECT 1 FROM volume_piece vp WHERE vp.${column} = ${value} AND (vp.gone IS NULL OR vp.gone = 'destroyed'))`
)

/** Of a class and a year, in no order. */
export function unboundOf(db: Reader, actor: Actor, { id, source }: SchemeClassView, year: number): Unbound[] {
  switch (source) {
    case 'serviceRecords':
      return unboundRecords(db, actor, year)
    case 'general':
      return unboundPapers(db, actor, id, year)
    case 'signInBook':
    case 'loanRegister':
    case 'violationList':
      return unboundMonths(db, source, year)
  }
}

/** That papers of a dossier are in somebody's hands, or lost: they cannot be bound. `dossier`: SQL of its id. */
export const lentOf = (dossier: string): string => `EXISTS (SELECT 1 FROM loan l WHERE l.dossier_id = ${dossier} AND l.state IN ('out', 'lost'))`

// Pages as scanned, else as counted at the handover.
const records = (level: string): string => `
  SELECT r.id, r.number, r.kind, r.delivered_on, p.name AS responsible, d.number AS dossier, ${level} AS level, coalesce(
      nullif((SELECT count(*) FROM scan s WHERE s.record_id = r.id AND s.removed_at IS NULL), 0),
      nullif((SELECT sum(pa.count) FROM paper pa WHERE pa.record_id = r.id AND pa.presence = 'present'), 0), 1) AS pages
  FROM record r INDEXED BY record_to_bind CROSS JOIN dossier d ON d.id = r.dossier_id CROSS JOIN person p ON p.id = r.responsible_id
  WHERE r.received_seq IS NOT NULL AND r.kind <> 'delivery' AND r.delivered_on BETWEEN ? AND ? AND ${freeOf('record_id', 'r.id')}
    AND NOT ${lentOf('r.dossier_id')}`

function unboundRecords(db: Reader, actor: Actor, year: number): Unbound[] {
  const known = mayKnowDossier(actor)
  const level = recordRank(actor.on)
  return db.all(`${records(level.sql)} AND ${known.sql}`, [...level.parameters, `${year}-01-01`, `${year}-12-31`, ...known.parameters], (row) => {
    const recordId = row.id<'record'>('id')
    return {
      key: `R${recordId}`, matter: `R${recordId}`, part: 'single', recordId, paperId: null,
      documentNumber: row.text('number'), responsible: row.text('responsible'), subject: row.text('dossier'), kind: row.oneOf('kind', RECORD_KINDS),
      onDate: row.date('delivered_on'), pages: row.int('pages'), topSecret: row.int('level') >= TOP_SECRET,
    }
  })
}

const MONTHS: Record<RegisterSource, string> = {
  signInBook: 'SELECT substr(on_date, 1, 7) AS month, count(*) AS n FROM book_line WHERE on_date BETWEEN ? AND ? GROUP BY 1',
  loanRegister: `
    SELECT substr(on_date, 1, 7) AS month, count(*) AS n FROM register_line WHERE kind = 'loan.out' AND on_date BETWEEN ? AND ? GROUP BY 1`,
  // Of a month that is not closed anything may change yet.
  violationList: `
    SELECT c.month, (SELECT count(*) FROM violation v WHERE v.month = c.month) AS n FROM closed_month c WHERE c.month || '-01' BETWEEN ? AND ?`,
}

function unboundMonths(db: Reader, source: RegisterSource, year: number): Unbound[] {
  const responsible = setting(db, 'storeName') ?? ''
  const months = db.all(
    `SELECT m.month, m.n FROM (${MONTHS[source]}) m WHERE m.n > 0 AND ${freeOf('key', "? || '/' || m.month")} ORDER BY m.month`,
    [`${year}-01-01`, `${year}-12-31`, source], (row) => ({ month: row.text('month'), lines: row.int('n') }),
  )
  return months.map(({ month, lines }) => {
    const key = `${source}/${month}`
    return {
      key, matter: key, part: 'single', recordId: null, paperId: null, documentNumber: '', responsible, subject: month, kind: null,
      onDate: localDate(`${month}-01`), pages: Math.ceil(lines / LINES_PER_PAGE[source]), topSecret: false,
    }
  })
}

/** What is free of the matters that are filed in the year, whatever else of them is bound; none of which the actor may not know a part. */
function unboundPapers(db: Reader, actor: Actor, classId: Id<'volumeClass'>, year: number): Unbound[] {
  const known = mayKnowGeneralPaper(actor)
  const papers = db.all(
    `SELECT gp.id, coalesce(gp.with_id, gp.id) AS matter, gp.title, gp.on_date, gp.document_number, gp.responsible, gp.pages, gp.part, ${PAPER_LEVEL} AS level,
       ${known.sql} AS known, ${freeOf('paper_id', 'gp.id')} AS free
     FROM general_paper gp WHERE gp.class_id = ? AND gp.withdrawn_at IS NULL`,
    [...known.parameters, classId],
    (row): Unbound & { known: boolean; free: boolean } => {
      const paperId = row.id<'generalPaper'>('id')
      return {
        key: `G${paperId}`, matter: `G${row.int('matter')}`, part: row.oneOf('part', PARTS), recordId: null, paperId,
        documentNumber: row.text('document_number'), responsible: row.text('responsible'), subject: row.text('title'), kind: null,
        onDate: row.date('on_date'), pages: row.int('pages'), topSecret: row.int('level') >= TOP_SECRET, known: row.flag('known'), free: row.flag('free'),
      }
    },
  )
  return [...Map.groupBy(papers, ({ matter }) => matter).values()]
    .filter((matter) => matter.every((paper) => paper.known) && yearOfMatter(matter) === year)
    .flatMap((matter) => matter.filter(({ free }) => free).map(({ known: _known, free: _free, ...paper }) => paper))
}

/** The first day that anything could be bound of; of general documents as far as the actor may know them. */
export function earliestDay(db: Reader, actor: Actor): LocalDate | null {
  const known = mayKnowGeneralPaper(actor)
  return db.get(
    `SELECT min(day) AS day FROM (
       SELECT min(delivered_on) AS day FROM record WHERE received_seq IS NOT NULL AND kind <> 'delivery' UNION ALL SELECT min(on_date) FROM book_line
       UNION ALL SELECT min(gp.on_date) FROM general_paper gp WHERE gp.withdrawn_at IS NULL AND ${known.sql})`,
    known.parameters, (row) => row.dateOrNull('day'),
  )
}
