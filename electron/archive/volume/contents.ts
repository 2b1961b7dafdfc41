// SQL of a dossier's own contents list (rule F7), and of where its bound records lie (rule C2), within a dossier that is known.
import type { Output } from '#shared/contract/index.ts'
import type { Id } from '#shared/domain/id.ts'
import { RECORD_KINDS } from '#shared/domain/record.ts'
import { PAPER_FORMS } from '#shared/domain/paper.ts'
import { GONE } from '#shared/domain/volume.ts'
import type { Reader } from '../database/database.ts'

/** A record's newest volume: one it was moved out of, too, unless it was bound again. */
const NEWEST = `
  SELECT x.volume_id FROM volume_piece x JOIN volume xv ON xv.id = x.volume_id
  WHERE x.record_id = r.id AND xv.state IN ('ordering', 'closed') ORDER BY x.gone IS NOT NULL, x.volume_id DESC LIMIT 1`

export function boundRecords(db: Reader, dossierId: Id<'dossier'>): Output<'volume.ofDossier'> {
  return db.all(
    `SELECT r.id, r.number AS record_number, r.kind, r.delivered_on, v.id AS volume_id, v.number, vp.position, vp.pages, vp.gone,
       s.label AS slot, (SELECT coalesce(sum(b.pages), 0) FROM volume_piece b WHERE b.volume_id = v.id AND b.position < vp.position) AS before
     FROM record r JOIN volume v ON v.id = (${NEWEST}) JOIN volume_piece vp ON vp.volume_id = v.id AND vp.record_id = r.id
     LEFT JOIN slot s ON s.id = v.slot_id AND s.removed_at IS NULL
     WHERE r.dossier_id = ? ORDER BY r.delivered_on DESC, r.id DESC`,
    [dossierId],
    (row) => ({
      recordId: row.id<'record'>('id'), recordNumber: row.text('record_number'), kind: row.oneOf('kind', RECORD_KINDS), deliveredOn: row.date('delivered_on'),
      volumeId: row.id<'volume'>('volume_id'), number: row.text('number'),
      position: row.int('position'), fromPage: row.int('before') + 1, toPage: row.int('before') + row.int('pages'), slot: row.textOrNull('slot'),
      gone: row.textOrNull('gone') === null ? null : row.oneOf('gone', GONE),
    }),
  )
}

/** The papers that are there, by day of their records, then in the order of their checklists. */
export function papersOfDossier(db: Reader, dossierId: Id<'dossier'>): Output<'dossier.contents'>['papers'] {
  const bound = new Map(boundRecords(db, dossierId).map((each) => [each.recordId, each]))
  return db.all(
    `SELECT r.id, r.number, r.kind, r.delivered_on, pa.code, pa.form, pa.count,
       (SELECT count(*) FROM scan s WHERE s.record_id = r.id AND s.code = pa.code AND s.removed_at IS NULL) AS scans
     FROM record r JOIN paper pa ON pa.record_id = r.id AND pa.presence = 'present' JOIN checklist cl ON cl.id = r.checklist_id
     LEFT JOIN json_each(cl.lines) line ON json_extract(line.value, '$.code') = pa.code
     WHERE r.dossier_id = ? AND r.received_seq IS NOT NULL ORDER BY r.delivered_on, r.id, line.key`,
    [dossierId],
    (row) => {
      const recordId = row.id<'record'>('id')
      const lies = bound.get(recordId)
      return {
        recordId, recordNumber: row.text('number'), kind: row.oneOf('kind', RECORD_KINDS), deliveredOn: row.date('delivered_on'), code: row.text('code'),
        form: row.oneOf('form', PAPER_FORMS), count: row.int('count'), scans: row.int('scans'),
        volume: lies ? { number: lies.number, position: lies.position, gone: lies.gone } : null,
      }
    },
  )
}
