// How many pages a paper can hold: `scan.order` names them all, and a screen shows them all.
import type { Id } from '#shared/domain/id.ts'
import type { Reader } from '../database/database.ts'
import { refused } from '../refusal.ts'
import { pagesOf } from './store.ts'

/** No paper has more, and no batch from a scanner. */
export const MOST_PAGES = 5000

export function hasRoom(db: Reader, recordId: Id<'record'>, code: string, pages: number): boolean {
  return pagesOf(db, recordId, code).length + pages <= MOST_PAGES
}

/** Asked before pages are put onto a paper. @throws Refusal `scan.tooManyPages`. */
export function requireRoom(db: Reader, recordId: Id<'record'>, code: string, pages: number): void {
  if (!hasRoom(db, recordId, code, pages)) throw refused('scan.tooManyPages', String(MOST_PAGES))
}
