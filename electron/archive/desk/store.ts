// SQL of settings and drafts.
import { DEFAULT_NUMBER_PATTERN } from '#shared/domain/archive-number.ts'
import type { Id } from '#shared/domain/id.ts'
import type { Instant } from '#shared/domain/local-date.ts'
import type { Reader, Writer } from '../database/database.ts'

type SettingKey = 'idleMinutes' | 'numberPattern' | 'storeName' | 'storeCode' | 'training' | 'inboxFolder'

export function setting(db: Reader, key: SettingKey): string | null {
  return db.get('SELECT value FROM setting WHERE key = ?', [key], (row) => row.text('value'))
}

export function putSetting(db: Writer, key: SettingKey, value: string): void {
  db.run('INSERT INTO setting (key, value) VALUES (?, ?) ON CONFLICT (key) DO UPDATE SET value = excluded.value', [key, value])
}

const DEFAULT_IDLE_MINUTES = 5

export function idleMinutes(db: Reader): number {
  return Number(setting(db, 'idleMinutes') ?? DEFAULT_IDLE_MINUTES)
}

export function numberPattern(db: Reader): string {
  return setting(db, 'numberPattern') ?? DEFAULT_NUMBER_PATTERN
}

/** Counts up a named counter and gives its new value; the first is 1, none is given twice (C5). */
export function countUp(db: Writer, name: string): number {
  db.run('INSERT INTO counter (name, last) VALUES (?, 1) ON CONFLICT (name) DO UPDATE SET last = last + 1', [name])
  return db.get('SELECT last FROM counter WHERE name = ?', [name], (row) => row.int('last')) ?? 1
}

export function draftOf(db: Reader, personId: Id<'person'>, key: string): string | null {
  return db.get('SELECT value FROM draft WHERE person_id = ? AND key = ?', [personId, key], (row) => row.text('value'))
}

export function putDraft(db: Writer, personId: Id<'person'>, key: string, value: string, at: Instant): void {
  db.run(
    'INSERT INTO draft (person_id, key, value, saved_at) VALUES (?, ?, ?, ?) ON CONFLICT (person_id, key) DO UPDATE SET value = excluded.value, saved_at = excluded.saved_at',
    [personId, key, value, at],
  )
}

export function dropDraft(db: Writer, personId: Id<'person'>, key: string): void {
  db.run('DELETE FROM draft WHERE person_id = ? AND key = ?', [personId, key])
}
