// SQL of the sign-in book: its lines are in the chain, this finds them (rules H3, H5, H7).
import { bookLineContent, drawnSignature, type BookLineContent, type BookLineView } from '#shared/contract/handover.ts'
import type { DossierView } from '#shared/contract/dossier.ts'
import type { DrawnSignature } from '#shared/domain/sign-in-book.ts'
import { BOOK_LINE_KINDS, type BookLineKind } from '#shared/domain/sign-in-book.ts'
import type { Id } from '#shared/domain/id.ts'
import { dayOf, type Instant, type LocalDate } from '#shared/domain/local-date.ts'
import { z } from 'zod'
import { mayKnowPast } from '../access/visibility.ts'
import type { Reader, Row, Value, Writer } from '../database/database.ts'
import type { Actor } from '../handler.ts'

export function addHandover(
  db: Writer, handover: { at: Instant; giverId: Id<'person'>; receiverId: Id<'person'>; salt: Uint8Array; drawn: string },
): Id<'handover'> {
  db.run('INSERT INTO handover (at, giver_id, receiver_id, salt, drawn) VALUES (?, ?, ?, ?, ?)', [
    handover.at, handover.giverId, handover.receiverId, handover.salt, handover.drawn,
  ])
  const id = db.get('SELECT max(id) AS id FROM handover', [], (row) => row.id<'handover'>('id'))
  if (id === null) throw new Error('the handover was not entered')
  return id
}

export function addBookLine(
  db: Writer,
  line: { seq: number; on: LocalDate; kind: BookLineKind; recordId: Id<'record'>; dossierId: Id<'dossier'>; handoverId: Id<'handover'> | null },
): void {
  db.run('INSERT INTO book_line (seq, on_date, kind, record_id, dossier_id, handover_id) VALUES (?, ?, ?, ?, ?, ?)', [
    line.seq, line.on, line.kind, line.recordId, line.dossierId, line.handoverId,
  ])
}

export function markStruck(db: Writer, seq: number, by: number): void {
  db.run('UPDATE book_line SET struck_by = ? WHERE seq = ? AND struck_by IS NULL', [by, seq])
}

export const drawnPair = z.object({ giver: drawnSignature, receiver: drawnSignature })

const LINE = `
  SELECT b.seq, b.on_date, b.struck_by, e.at, e.hash, c.content, h.drawn
  FROM book_line b
  JOIN dossier d ON d.id = b.dossier_id
  JOIN chain_entry e ON e.chain = 'book' AND e.seq = b.seq
  JOIN chain_content c ON c.chain = 'book' AND c.seq = b.seq
  LEFT JOIN handover h ON h.id = b.handover_id`

const readLine = (row: Row): BookLineView => {
  const content = bookLineContent.parse(JSON.parse(row.text('content')))
  const drawnText = row.textOrNull('drawn')
  const drawn = drawnText === null ? null : drawnPair.parse(JSON.parse(drawnText))
  const receives = content.kind === 'handover'
  return {
    ...content,
    seq: row.int('seq'),
    at: row.int('at'),
    on: row.date('on_date'),
    hash: row.bytes('hash').toString('hex'),
    giver: content.giver && { ...content.giver, drawn: drawn?.giver ?? null },
    receiver: { ...content.receiver, drawn: drawn?.receiver ?? null },
    struckBy: row.intOrNull('struck_by'),
    onTime: receives ? dayOf(row.int('at')) <= content.dueOn : null,
  }
}

function lines(db: Reader, actor: Actor, where: string, parameters: readonly Value[]): BookLineView[] {
  const known = mayKnowPast(actor)
  return db.all(`${LINE} WHERE ${where} AND ${known.sql} ORDER BY b.seq`, [...parameters, ...known.parameters], readLine)
}

export function linesBetween(db: Reader, actor: Actor, from: LocalDate, to: LocalDate): BookLineView[] {
  return lines(db, actor, 'b.on_date BETWEEN ? AND ?', [from, to])
}

export function linesOfHandover(db: Reader, actor: Actor, handoverId: Id<'handover'>): BookLineView[] {
  return lines(db, actor, 'b.handover_id = ?', [handoverId])
}

/** How many lines a handover has, whoever may see them. */
export function countOfHandover(db: Reader, handoverId: Id<'handover'>): number {
  return db.get('SELECT count(*) AS n FROM book_line WHERE handover_id = ?', [handoverId], (row) => row.int('n')) ?? 0
}

export function lineAt(db: Reader, actor: Actor, seq: number): BookLineView | null {
  return lines(db, actor, 'b.seq = ?', [seq])[0] ?? null
}

/** The nearest day with lines the actor may see before (`-1`) or after (`1`) a day. */
export function neighbourDay(db: Reader, actor: Actor, on: LocalDate, direction: -1 | 1): LocalDate | null {
  const known = mayKnowPast(actor)
  const side = direction < 0 ? 'b.on_date < ?' : 'b.on_date > ?'
  return db.get(
    `SELECT b.on_date FROM book_line b JOIN dossier d ON d.id = b.dossier_id WHERE ${side} AND ${known.sql}
     ORDER BY b.on_date ${direction < 0 ? 'DESC' : 'ASC'} LIMIT 1`,
    [on, ...known.parameters], (row) => row.date('on_date'),
  )
}

/** `month`: YYYY-MM. */
export function daysOfMonth(db: Reader, actor: Actor, month: string): { on: LocalDate; lines: number }[] {
  const known = mayKnowPast(actor)
  return db.all(
    `SELECT b.on_date, count(*) AS n FROM book_line b JOIN dossier d ON d.id = b.dossier_id
     WHERE b.on_date BETWEEN ? AND ? AND ${known.sql} GROUP BY b.on_date ORDER BY b.on_date`,
    [`${month}-01`, `${month}-31`, ...known.parameters], (row) => ({ on: row.date('on_date'), lines: row.int('n') }),
  )
}

export type StandingLine = { seq: number; kind: BookLineKind; at: Instant; on: LocalDate; content: BookLineContent }

/** A record's lines that are not struck through and strike nothing, oldest first. */
export function standingLines(db: Reader, recordId: Id<'record'>): StandingLine[] {
  return db.all(
    `SELECT b.seq, b.kind, b.on_date, e.at, c.content FROM book_line b
     JOIN chain_entry e ON e.chain = 'book' AND e.seq = b.seq JOIN chain_content c ON c.chain = 'book' AND c.seq = b.seq
     WHERE b.record_id = ? AND b.struck_by IS NULL AND b.kind <> 'strike' ORDER BY b.seq`,
    [recordId], (row) => ({
      seq: row.int('seq'), kind: row.oneOf('kind', BOOK_LINE_KINDS), at: row.int('at'), on: row.date('on_date'),
      content: bookLineContent.parse(JSON.parse(row.text('content'))),
    }),
  )
}

const papersIn = bookLineContent.pick({ papers: true })

/** How a line left the papers, as it was signed. */
export function papersOfLine(db: Reader, seq: number): BookLineContent['papers'] {
  const content = db.get("SELECT content FROM chain_content WHERE chain = 'book' AND seq = ?", [seq], (row) => row.text('content'))
  return papersIn.parse(JSON.parse(content ?? '{}')).papers
}

/** A dossier's lines in short, newest first, for its time line. */
export function linesOfDossier(db: Reader, dossierId: Id<'dossier'>): DossierView['lines'] {
  return db.all(
    `SELECT b.seq, b.kind, b.record_id, b.struck_by, e.at,
       json_extract(c.content, '$.giver.name') AS giver_name, json_extract(c.content, '$.receiver.name') AS receiver_name,
       json_array_length(c.content, '$.lacks') AS lack_count
     FROM book_line b JOIN chain_entry e ON e.chain = 'book' AND e.seq = b.seq JOIN chain_content c ON c.chain = 'book' AND c.seq = b.seq
     WHERE b.dossier_id = ? ORDER BY b.seq DESC`,
    [dossierId], (row) => ({
      seq: row.int('seq'), at: row.int('at'), kind: row.oneOf('kind', BOOK_LINE_KINDS), recordId: row.id<'record'>('record_id'),
      giverName: row.textOrNull('giver_name'), receiverName: row.text('receiver_name'), struckBy: row.intOrNull('struck_by'),
      lackCount: row.int('lack_count'),
    }),
  )
}

export function drawnOf(signatures: { giver: DrawnSignature; receiver: DrawnSignature }): string {
  return JSON.stringify(signatures)
}
