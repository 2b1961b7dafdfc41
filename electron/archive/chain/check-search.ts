// Checking that every dossier is found by what it holds and by nothing else, within the secrecy it has (rule A4): the row of the search
// index is what would be filed today, and the full-text index holds just the tokens of these rows.
import { randomInt } from 'node:crypto'
import { isDeepStrictEqual } from 'node:util'
import type { Id } from '#shared/domain/id.ts'
import type { ArchiveDatabase } from '../database/database.ts'
import { filedAs } from '../search/index-dossier.ts'
import { indexedRow } from '../search/store.ts'
import type { Check } from './check.ts'

export function checkSearch(check: Check): void {
  const { db, findings } = check
  const ids = db.all('SELECT id FROM dossier WHERE merged_into IS NULL AND destroyed_by IS NULL ORDER BY id', [], (row) => row.id<'dossier'>('id'))
  for (const id of ids) {
    check.step()
    checkDossier(check, id)
  }
  const strange = db.each('SELECT dossier_id FROM dossier_index t WHERE NOT EXISTS (SELECT 1 FROM dossier d WHERE d.id = t.dossier_id AND d.merged_into IS NULL AND d.destroyed_by IS NULL)', [])
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

/**
 * The database's own integrity check does not compare an external-content index with its content. Both are summed up here, dossier by
 * dossier, each token by a hash that is another on every run, so that nothing can be made to fit it.
 */
export function checkFullText({ raw, reader }: Pick<ArchiveDatabase, 'raw' | 'reader'>, { findings, step }: Check): void {
  raw.exec("CREATE VIRTUAL TABLE temp.dossier_search_vocabulary USING fts5vocab('main', 'dossier_search', 'instance')")
  const seed = randomInt(2 ** 31)
  const sums = new Map<number, number>()
  const add = (dossier: number, token: string, sign: 1 | -1): void => {
    sums.set(dossier, (sums.get(dossier) ?? 0) + sign * hashOf(token, seed))
  }
  for (const row of reader.each('SELECT dossier_id, tokens FROM dossier_index', [])) {
    step()
    for (const token of row.text('tokens').split(' ')) add(row.int('dossier_id'), token, 1)
  }
  for (const row of reader.each('SELECT term, doc FROM temp.dossier_search_vocabulary', [])) add(row.int('doc'), row.text('term'), -1)
  for (const [dossier, sum] of sums) if (sum !== 0) findings.add(`dossier_search/${dossier}`, 'search.differs')
}

/** FNV-1a, begun at a seed; sums of a dossier's few thousand stay whole numbers. */
function hashOf(token: string, seed: number): number {
  let hash = seed
  for (let at = 0; at < token.length; at += 1) hash = Math.imul(hash ^ token.charCodeAt(at), 0x01000193)
  return hash >>> 0
}
