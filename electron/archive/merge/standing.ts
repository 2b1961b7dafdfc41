// Where a merged dossier or customer is to be found now (rules F8, C5).
import type { Id } from '#shared/domain/id.ts'
import type { Reader } from '../database/database.ts'

/** The dossier into which this one was merged in the end, or itself. */
export function standingDossier(db: Reader, id: Id<'dossier'>): Id<'dossier'> {
  const into = db.get('SELECT merged_into FROM dossier WHERE id = ? AND merged_into IS NOT NULL', [id], (row) => row.id<'dossier'>('merged_into'))
  return into === null ? id : standingDossier(db, into)
}

/** The customer into which this one was merged in the end, or itself. */
export function standingCustomer(db: Reader, id: Id<'customer'>): Id<'customer'> {
  const into = db.get('SELECT merged_into FROM customer WHERE id = ? AND merged_into IS NOT NULL', [id], (row) => row.id<'customer'>('merged_into'))
  return into === null ? id : standingCustomer(db, into)
}

/** The standing dossier that bears this number, or into which the one that bears it was merged; null when no dossier does. */
export function dossierNumbered(db: Reader, number: string): Id<'dossier'> | null {
  const id = db.get('SELECT id FROM dossier WHERE number = ?', [number], (row) => row.id<'dossier'>('id'))
  return id === null ? null : standingDossier(db, id)
}
