// SQL of the filing scheme (案卷类目), and of how volumes are numbered, cut and ordered (rules C2, C4, C5).
import type { Output } from '#shared/contract/index.ts'
import type { SchemeClassView } from '#shared/contract/volume.ts'
import { toId, type Id } from '#shared/domain/id.ts'
import type { Instant } from '#shared/domain/local-date.ts'
import { VOLUME_SOURCES, type SchemeClass } from '#shared/domain/volume.ts'
import type { Reader, Row, Writer } from '../database/database.ts'
import { setting } from '../desk/store.ts'

const readClass = (row: Row): SchemeClassView => ({
  id: row.id<'volumeClass'>('id'), number: row.int('id'), code: row.text('code'), name: row.text('name'), term: row.text('term'),
  source: row.oneOf('source', VOLUME_SOURCES), binds: row.flag('binds'), closed: row.intOrNull('closed_at') !== null,
})

/** By number, those given up among them. */
export function schemeClasses(db: Reader): SchemeClassView[] {
  return db.all('SELECT * FROM volume_class ORDER BY id', [], readClass)
}

export function schemeClass(db: Reader, id: Id<'volumeClass'>): SchemeClassView | null {
  return db.get('SELECT * FROM volume_class WHERE id = ?', [id], readClass)
}

export function addClass(db: Writer, { code, name, term, source, binds }: SchemeClass): Id<'volumeClass'> {
  return toId(db.run('INSERT INTO volume_class (code, name, term, source, binds) VALUES (?, ?, ?, ?, ?)', [code, name, term, source, binds ? 1 : 0]).lastId)
}

export function putClass(db: Writer, id: Id<'volumeClass'>, { name, term, binds }: Pick<SchemeClass, 'name' | 'term' | 'binds'>): void {
  db.run('UPDATE volume_class SET name = ?, term = ?, binds = ? WHERE id = ?', [name, term, binds ? 1 : 0, id])
}

export function closeClass(db: Writer, id: Id<'volumeClass'>, at: Instant): void {
  db.run('UPDATE volume_class SET closed_at = ? WHERE id = ?', [at, id])
}

export type VolumeSetting = { pattern: string; pageLimit: number; draftFirst: boolean }

export function volumeSetting(db: Reader): VolumeSetting {
  const found = db.get('SELECT pattern, page_limit, draft_first FROM volume_setting', [], (row) => ({
    pattern: row.text('pattern'), pageLimit: row.int('page_limit'), draftFirst: row.flag('draft_first'),
  }))
  if (!found) throw new Error('volumes have their setting')
  return found
}

export function putVolumeSetting(db: Writer, { pattern, pageLimit, draftFirst }: VolumeSetting): void {
  db.run('UPDATE volume_setting SET pattern = ?, page_limit = ?, draft_first = ?', [pattern, pageLimit, draftFirst ? 1 : 0])
}

export function schemeOf(db: Reader): Output<'volume.scheme'> {
  return { ...volumeSetting(db), classes: schemeClasses(db), storeCode: setting(db, 'storeCode') ?? '' }
}
