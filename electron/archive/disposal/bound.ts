// Erasing in volumes (rules C3, R4): the piece of a bound record stays with its numbers and is destroyed; words about a customer in titles,
// general documents and pieces go, and with them what the trail and the closing notes commit to.
import { toId } from '#shared/domain/id.ts'
import type { Writer } from '../database/database.ts'
import { contentsDigest, paperDigest } from '../volume/digest.ts'
import { readPaperRow } from '../volume/paper-store.ts'
import { storedPieces } from '../volume/store.ts'
import { listed, type Belongings } from './belongings.ts'
import { NO_WORDS, type Finder } from './redact.ts'
import { eraseWordsIn } from './rows.ts'

/** What contents lists of volumes and general documents came to, of those that changed: their digests by row id. */
export type ChangedBound = { volumes: ReadonlyMap<number, string>; papers: ReadonlyMap<number, string> }

const PIECE_WORDS = ['document_number', 'responsible', 'subject', 'remark'] as const

export function eraseInVolumes(db: Writer, { records }: Belongings, { holds }: Finder): ChangedBound {
  // In one that is not closed none lies: being bound holds a dossier back (keeping.ts).
  db.run("UPDATE volume_piece SET gone = 'destroyed' WHERE record_id IN (SELECT value FROM json_each(?)) AND gone IS NULL", [listed(records)])
  for (const [table, column] of [['volume', 'title'], ['volume_remark', 'text']] as const) eraseWordsIn(db, table, column, holds, NO_WORDS)
  const papers = (['title', 'document_number', 'responsible'] as const).flatMap((column) => eraseWordsIn(db, 'general_paper', column, holds, NO_WORDS))
  const volumes = PIECE_WORDS.flatMap((column) => {
    const rows = db.all(`SELECT volume_id, position, ${column} AS text FROM volume_piece WHERE ${column} <> ''`, [], (row) => (
      { volume: row.int('volume_id'), position: row.int('position'), text: row.text('text') }
    )).filter(({ text }) => holds(text))
    for (const { volume, position } of rows) db.run(`UPDATE volume_piece SET ${column} = ? WHERE volume_id = ? AND position = ?`, [NO_WORDS, volume, position])
    return rows.map(({ volume }) => volume)
  })
  return {
    volumes: new Map(volumes.map((id) => [id, contentsDigest(storedPieces(db, toId(id)))])),
    papers: new Map(papers.map((id) => {
      const paper = db.get('SELECT * FROM general_paper WHERE id = ?', [id], readPaperRow)
      if (!paper) throw new Error('a document that is not there')
      return [id, paperDigest(paper)]
    })),
  }
}
