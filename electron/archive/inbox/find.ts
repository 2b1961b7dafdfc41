// Finding what a sheet in a batch names. Whoever files a batch need not know of every dossier in it: the sheets say where pages go.
import type { Id } from '#shared/domain/id.ts'
import type { Reader } from '../database/database.ts'

export function recordNumbered(db: Reader, number: string): Id<'record'> | null {
  return db.get('SELECT id FROM record WHERE number = ?', [number.toUpperCase()], (row) => row.id<'record'>('id'))
}

/** The record of a dossier that waits for scans longest; null when none does. */
export function recordOfDossierNumbered(db: Reader, number: string): Id<'record'> | null {
  return db.get(
    `SELECT r.id FROM record r JOIN dossier d ON d.id = r.dossier_id
     WHERE d.number = ? AND r.received_seq IS NOT NULL AND r.scanned_at IS NULL ORDER BY r.received_at LIMIT 1`,
    [number.toUpperCase()], (row) => row.id<'record'>('id'),
  )
}
