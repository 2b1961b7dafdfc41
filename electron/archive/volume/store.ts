// SQL of volumes and what lies in them, as far as the actor may know it (rules C2 to C5).
import type { PieceView, RemarkView, VOLUME_LIST_STATES, VolumeView } from '#shared/contract/volume.ts'
import { toId, type Id } from '#shared/domain/id.ts'
import type { Instant, LocalDate } from '#shared/domain/local-date.ts'
import { RECORD_KINDS, type RecordKind } from '#shared/domain/record.ts'
import { GONE, pageRanges, PARTS, REMARK_KINDS, VOLUME_SOURCES, VOLUME_STATES, type Gone, type RemarkKind, type VolumeState } from '#shared/domain/volume.ts'
import { mayKnowPiece, PIECE_JOINS, pieceLevel, TOP_SECRET } from '../access/visible-volume.ts'
import type { Condition } from '../access/visibility.ts'
import type { Reader, Row, Writer } from '../database/database.ts'
import type { Actor } from '../handler.ts'
import { lentOf, type Unbound } from './unbound.ts'

export type NewVolume = {
  classId: Id<'volumeClass'>; year: number; term: string; title: string; by: Id<'person'>; at: Instant
}

export function addVolume(db: Writer, { classId, year, term, title, by, at }: NewVolume): Id<'volume'> {
  return toId(db.run(
    "INSERT INTO volume (class_id, year, term, state, title, proposed_by, proposed_at) VALUES (?, ?, ?, 'proposed', ?, ?, ?)",
    [classId, year, term, title, by, at],
  ).lastId)
}

export type StoredPiece = Pick<Unbound, 'key' | 'recordId' | 'paperId' | 'documentNumber' | 'responsible' | 'subject' | 'onDate' | 'pages'> & {
  kind: RecordKind | null; remark: string
}

/** What lies in a volume, in this order; what lay in it before is taken out. */
export function putPieces(db: Writer, id: Id<'volume'>, pieces: readonly StoredPiece[]): void {
  clearPieces(db, id)
  for (const [index, piece] of pieces.entries()) {
    db.run(
      `INSERT INTO volume_piece (volume_id, position, key, record_id, paper_id, document_number, responsible, subject, kind, on_date, pages, remark)
       VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
      [
        id, index + 1, piece.key, piece.recordId, piece.paperId, piece.documentNumber, piece.responsible, piece.subject, piece.kind ?? '', piece.onDate,
        piece.pages, piece.remark,
      ],
    )
  }
}

/** All that lies in a volume, whoever may know of it: for what its contents come to. */
export function storedPieces(db: Reader, id: Id<'volume'>): (StoredPiece & { position: number; gone: Gone | null; destroyed: boolean })[] {
  return db.all(
    `SELECT vp.*, d.destroyed_by IS NOT NULL AS destroyed FROM volume_piece vp LEFT JOIN record r ON r.id = vp.record_id
     LEFT JOIN dossier d ON d.id = r.dossier_id WHERE vp.volume_id = ? ORDER BY vp.position`, [id], (row) => ({
      position: row.int('position'), key: row.text('key'), recordId: row.intOrNull('record_id') === null ? null : row.id<'record'>('record_id'),
      paperId: row.intOrNull('paper_id') === null ? null : row.id<'generalPaper'>('paper_id'), documentNumber: row.text('document_number'),
      responsible: row.text('responsible'), subject: row.text('subject'), kind: row.text('kind') === '' ? null : row.oneOf('kind', RECORD_KINDS),
      onDate: row.date('on_date'), pages: row.int('pages'), remark: row.text('remark'),
      gone: row.textOrNull('gone') === null ? null : row.oneOf('gone', GONE), destroyed: row.flag('destroyed'),
    }),
  )
}

export function clearPieces(db: Writer, id: Id<'volume'>): void {
  db.run('DELETE FROM volume_piece WHERE volume_id = ?', [id])
}

export function setVolumeState(db: Writer, id: Id<'volume'>, state: VolumeState): void {
  db.run('UPDATE volume SET state = ? WHERE id = ?', [state, id])
}

export function putNumber(db: Writer, id: Id<'volume'>, number: string): void {
  db.run("UPDATE volume SET state = 'ordering', number = ? WHERE id = ?", [number, id])
}

export function isVolumeNumberTaken(db: Reader, number: string): boolean {
  return db.get('SELECT 1 AS found FROM volume WHERE number = ?', [number], (row) => row.flag('found')) ?? false
}

export function putTitle(db: Writer, id: Id<'volume'>, title: string): void {
  db.run('UPDATE volume SET title = ? WHERE id = ?', [title, id])
}

export function putSlot(db: Writer, id: Id<'volume'>, slotId: Id<'slot'> | null): void {
  db.run('UPDATE volume SET slot_id = ? WHERE id = ?', [slotId, id])
}

export function putClosed(db: Writer, id: Id<'volume'>, seq: number, on: LocalDate): void {
  db.run("UPDATE volume SET state = 'closed', closed_seq = ?, closed_on = ? WHERE id = ?", [seq, on, id])
}

/** The first record of a volume, in its order, whose folder is in somebody's hands, or lost. */
export function lentRecord(db: Reader, id: Id<'volume'>): string | null {
  return db.get(
    `SELECT r.number FROM volume_piece vp JOIN record r ON r.id = vp.record_id WHERE vp.volume_id = ? AND ${lentOf('r.dossier_id')} ORDER BY vp.position LIMIT 1`,
    [id], (row) => row.text('number'),
  )
}

export type NewRemark = { seq: number; kind: RemarkKind; position: number | null; text: string; by: Id<'person'>; on: LocalDate }

export function addRemark(db: Writer, id: Id<'volume'>, { seq, kind, position, text, by, on }: NewRemark, gone: Gone | null): void {
  db.run('INSERT INTO volume_remark (seq, volume_id, kind, position, text, person_id, on_date) VALUES (?, ?, ?, ?, ?, ?, ?)', [
    seq, id, kind, position, text, by, on,
  ])
  if (gone !== null && position !== null) db.run('UPDATE volume_piece SET gone = ? WHERE volume_id = ? AND position = ?', [gone, id, position])
}

/** Remarks of a volume, oldest first. `known`: the pieces that may be known; null: all, and with them what is said of the volume. */
export function remarksOf(db: Reader, id: Id<'volume'>, known: ReadonlySet<number> | null): RemarkView[] {
  const remarks = db.all(
    `SELECT m.seq, m.on_date, m.kind, m.position, m.text, p.name FROM volume_remark m JOIN person p ON p.id = m.person_id WHERE m.volume_id = ? ORDER BY m.seq`,
    [id],
    (row) => ({
      seq: row.int('seq'), on: row.date('on_date'), kind: row.oneOf('kind', REMARK_KINDS), position: row.intOrNull('position'), text: row.text('text'),
      name: row.text('name'),
    }),
  )
  return remarks.filter(({ position }) => known === null || (position !== null && known.has(position)))
}

/** A volume and what lies behind its view. */
export type Volume = { view: VolumeView; closedSeq: number | null; proposedBy: string; proposedAt: Instant }

// A removed slot is none: what lay there lies nowhere yet.
const COLUMNS = `
  v.id, v.number, v.class_id, c.code, c.name, v.year, v.term, c.source, v.state, v.title, v.closed_seq, v.closed_on, v.proposed_at,
  p.name AS proposed_by, s.label AS slot`

const JOINS = `
  JOIN volume_class c ON c.id = v.class_id JOIN person p ON p.id = v.proposed_by LEFT JOIN slot s ON s.id = v.slot_id AND s.removed_at IS NULL`

const readVolume = (row: Row): Volume => ({
  view: {
    id: row.id<'volume'>('id'), number: row.textOrNull('number'), classId: row.id<'volumeClass'>('class_id'), classCode: row.text('code'),
    className: row.text('name'), year: row.int('year'), term: row.text('term'), source: row.oneOf('source', VOLUME_SOURCES),
    state: row.oneOf('state', VOLUME_STATES), title: row.text('title'), pieces: row.int('pieces'), pages: row.int('pages'), from: row.dateOrNull('first'),
    to: row.dateOrNull('last'), slot: row.textOrNull('slot'), closedOn: row.dateOrNull('closed_on'),
  },
  closedSeq: row.intOrNull('closed_seq'), proposedBy: row.text('proposed_by'), proposedAt: row.int('proposed_at'),
})

/** Those with anything the actor may know of: one of nothing but what is kept back is not there for them. */
function volumes(db: Reader, actor: Actor, wanted: Condition, rest: Condition): Volume[] {
  const known = mayKnowPiece(actor)
  return db.all(
    `SELECT ${COLUMNS}, count(*) AS pieces, sum(vp.pages) AS pages, min(vp.on_date) AS first, max(vp.on_date) AS last
     FROM volume v ${JOINS} CROSS JOIN volume_piece vp ON vp.volume_id = v.id ${PIECE_JOINS}
     WHERE ${wanted.sql} AND ${known.sql} GROUP BY v.id ${rest.sql}`,
    [...wanted.parameters, ...known.parameters, ...rest.parameters], readVolume,
  )
}

const NO_MORE: Condition = { sql: '', parameters: [] }

/** One the actor may know anything of; null also for one that they may not: the two are not told apart. */
export function volumeById(db: Reader, actor: Actor, id: Id<'volume'>): Volume | null {
  return volumes(db, actor, { sql: 'v.id = ?', parameters: [id] }, NO_MORE)[0] ?? null
}

export type Wanted = { classId: Id<'volumeClass'> | null; year: number | null; state: (typeof VOLUME_LIST_STATES)[number] | null; text: string; limit: number }

export function listVolumes(db: Reader, actor: Actor, { classId, year, state, text, limit }: Wanted): VolumeView[] {
  const conditions: Condition[] = [
    { sql: "v.state <> 'dissolved'", parameters: [] },
    ...(classId === null ? [] : [{ sql: 'v.class_id = ?', parameters: [classId] }]),
    ...(year === null ? [] : [{ sql: 'v.year = ?', parameters: [year] }]),
    ...(state === null ? [] : [{ sql: 'v.state = ?', parameters: [state] }]),
    ...(text === '' ? [] : [{ sql: '(instr(v.number, ?) > 0 OR instr(v.title, ?) > 0)', parameters: [text.toUpperCase(), text] }]),
  ]
  const wanted: Condition = { sql: conditions.map(({ sql }) => sql).join(' AND '), parameters: conditions.flatMap(({ parameters }) => parameters) }
  return volumes(db, actor, wanted, { sql: 'ORDER BY v.year DESC, v.class_id, v.number IS NULL, v.number, v.id LIMIT ?', parameters: [limit] }).map(({ view }) => view)
}

export function volumesInSlot(db: Reader, actor: Actor, label: string): VolumeView[] {
  return volumes(db, actor, { sql: 's.label = ?', parameters: [label] }, { sql: 'ORDER BY v.number', parameters: [] }).map(({ view }) => view)
}

/** How many of a year stand how, by class. */
export function countStates(db: Reader, actor: Actor, year: number): Map<Id<'volumeClass'>, Record<'proposed' | 'ordering' | 'closed', number>> {
  const counts = new Map<Id<'volumeClass'>, Record<'proposed' | 'ordering' | 'closed', number>>()
  for (const { view } of volumes(db, actor, { sql: 'v.year = ?', parameters: [year] }, NO_MORE)) {
    const found = counts.get(view.classId) ?? { proposed: 0, ordering: 0, closed: 0 }
    if (view.state !== 'dissolved') found[view.state] += 1
    counts.set(view.classId, found)
  }
  return counts
}

/** Years of which there are volumes with anything the actor may know of, newest first. */
export function volumeYears(db: Reader, actor: Actor): number[] {
  const known = mayKnowPiece(actor)
  return db.all(
    `SELECT DISTINCT v.year FROM volume v
     WHERE EXISTS (SELECT 1 FROM volume_piece vp ${PIECE_JOINS} WHERE vp.volume_id = v.id AND ${known.sql}) ORDER BY v.year DESC`,
    known.parameters, (row) => row.int('year'),
  )
}

export type Piece = Omit<PieceView, 'source'> & { paperId: Id<'generalPaper'> | null; known: boolean }

/** All that lies in a volume, in order; `known`: whether the actor may know of it. */
export function piecesOf(db: Reader, actor: Actor, id: Id<'volume'>): Piece[] {
  const known = mayKnowPiece(actor)
  const level = pieceLevel(actor.on)
  const pieces = db.all(
    `SELECT vp.*, gp.part, coalesce(gp.with_id, gp.id) AS matter, ${level.sql} AS level, (${known.sql}) AS known
     FROM volume_piece vp ${PIECE_JOINS} WHERE vp.volume_id = ? ORDER BY vp.position`,
    [...level.parameters, ...known.parameters, id],
    (row) => {
      const key = row.text('key')
      const matter = row.intOrNull('matter')
      return {
        key, position: row.int('position'), pages: row.int('pages'),
        recordId: row.intOrNull('record_id') === null ? null : row.id<'record'>('record_id'),
        paperId: row.intOrNull('paper_id') === null ? null : row.id<'generalPaper'>('paper_id'),
        documentNumber: row.text('document_number'), responsible: row.text('responsible'), subject: row.text('subject'),
        kind: row.text('kind') === '' ? null : row.oneOf('kind', RECORD_KINDS), onDate: row.date('on_date'), remark: row.text('remark'),
        gone: row.textOrNull('gone') === null ? null : row.oneOf('gone', GONE),
        matter: matter === null ? key : `G${matter}`, part: row.textOrNull('part') === null ? 'single' as const : row.oneOf('part', PARTS),
        topSecret: row.int('level') >= TOP_SECRET, known: row.flag('known'),
      }
    },
  )
  const ranges = pageRanges(pieces)
  return pieces.map((piece, index) => ({ ...piece, fromPage: ranges[index]?.from ?? 1, toPage: ranges[index]?.to ?? 1 }))
}
