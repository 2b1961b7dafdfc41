// Checking that every dossier is found by what it holds and by nothing else, within the secrecy it has: the row of the search index is
// what would be filed today (rule A4). The full-text index over these rows is looked at by the database's own integrity check.
import { isDeepStrictEqual } from 'node:util'
import type { Id } from '#shared/domain/id.ts'
import { filedAs } from '../search/index-dossier.ts'
import { indexedRow } from '../search/store.ts'
import type { Check } from './check.ts'

export function checkSearch(check: Check): void {
  const { db, findings } = check
  const ids = db.all('SELECT id FROM dossier ORDER BY id', [], (row) => row.id<'dossier'>('id'))
  for (const id of ids) {
    check.step()
    checkDossier(check, id)
  }
  const strange = db.each('SELECT dossier_id FROM dossier_index t WHERE NOT EXISTS (SELECT 1 FROM dossier d WHERE d.id = t.dossier_id)', [])
  for (const row of strange) findings.add(`dossier_index/${row.int('dossier_id')}`, 'search.differs')
}

function checkDossier({ db, findings }: Check, id: Id<'dossier'>): void {
  try {
    const row = indexedRow(db, id)
    if (!row) findings.add(`dossier/${id}`, 'search.missing')
    else if (!isDeepStrictEqual(row, filedAs(db, id))) findings.add(`dossier/${id}`, 'search.differs')
  } catch (error) {
    // The database itself failed. Else a value is none that the program would have written, and cannot be filed.
    if (!(error instanceof Error) || 'code' in error) throw error
    findings.add(`dossier/${id}`, 'search.differs')
  }
}
