// SQL of the store's work calendar, and of what is due by it (rule D2).
import type { Id } from '#shared/domain/id.ts'
import { localDate, type Instant, type LocalDate } from '#shared/domain/local-date.ts'
import type { NamedDay } from '#shared/domain/notice.ts'
import { RECORD_KINDS, type RecordKind } from '#shared/domain/record.ts'
import type { NoticeDay, WorkCalendar } from '#shared/domain/working-day.ts'
import { noticeDays, rosterWeekdays } from '#shared/contract/calendar.ts'
import { mayKnowRecord } from '../access/visibility.ts'
import type { Reader, Row, Writer } from '../database/database.ts'
import type { Actor } from '../handler.ts'

/** All that the store set, for the rules to count with. */
export function workCalendar(db: Reader): WorkCalendar {
  return {
    exceptions: new Map(db.all('SELECT on_date, working FROM calendar_exception', [], (row) => [row.date('on_date'), row.flag('working') ? 'working' : 'free'])),
    rosters: db.all('SELECT from_on, weekdays FROM calendar_roster ORDER BY from_on', [], (row) => {
      const weekdays = row.textOrNull('weekdays')
      return { fromOn: row.date('from_on'), weekdays: weekdays === null ? null : rosterWeekdays.parse(JSON.parse(weekdays)) }
    }),
    notices: new Map(db.all('SELECT year, days FROM calendar_notice', [], (row) => [row.int('year'), noticeOf(row.text('days'))])),
  }
}

function noticeOf(days: string): ReadonlyMap<LocalDate, NoticeDay> {
  return new Map(noticeDays.parse(JSON.parse(days)).map(({ on, working, name }) => [localDate(on), { working, name }]))
}

/** The store's own days of a year, with their reasons. */
export function exceptionsOf(db: Reader, year: number): Map<LocalDate, { working: boolean; reason: string }> {
  return new Map(db.all(
    'SELECT on_date, working, reason FROM calendar_exception WHERE on_date BETWEEN ? AND ?', [`${year}-01-01`, `${year}-12-31`],
    (row) => [row.date('on_date'), { working: row.flag('working'), reason: row.text('reason') }],
  ))
}

export function putException(db: Writer, on: LocalDate, working: boolean, reason: string): void {
  db.run(
    `INSERT INTO calendar_exception (on_date, working, reason) VALUES (?, ?, ?)
     ON CONFLICT (on_date) DO UPDATE SET working = excluded.working, reason = excluded.reason`,
    [on, working ? 1 : 0, reason],
  )
}

/** @returns whether there was one. */
export function dropException(db: Writer, on: LocalDate): boolean {
  return db.run('DELETE FROM calendar_exception WHERE on_date = ?', [on]).changes > 0
}

export function putRoster(db: Writer, fromOn: LocalDate, weekdays: readonly number[] | null): void {
  db.run('INSERT INTO calendar_roster (from_on, weekdays) VALUES (?, ?) ON CONFLICT (from_on) DO UPDATE SET weekdays = excluded.weekdays', [
    fromOn, weekdays === null ? null : JSON.stringify(weekdays),
  ])
}

export function dropRoster(db: Writer, fromOn: LocalDate): boolean {
  return db.run('DELETE FROM calendar_roster WHERE from_on = ?', [fromOn]).changes > 0
}

/** A notice's days as they are stored and as the audit trail says them. */
export const noticeText = (days: readonly NamedDay[]): string => JSON.stringify(days.map(({ on, working, name }) => ({ on, working, name })))

export function putNotice(db: Writer, notice: { year: number; days: string; enteredBy: Id<'person'>; enteredAt: Instant }): void {
  db.run(
    `INSERT INTO calendar_notice (year, days, entered_by, entered_at) VALUES (?, ?, ?, ?)
     ON CONFLICT (year) DO UPDATE SET days = excluded.days, entered_by = excluded.entered_by, entered_at = excluded.entered_at`,
    [notice.year, notice.days, notice.enteredBy, notice.enteredAt],
  )
}

export function dropNotice(db: Writer, year: number): boolean {
  return db.run('DELETE FROM calendar_notice WHERE year = ?', [year]).changes > 0
}

export type OpenRecord = {
  id: Id<'record'>
  dossierId: Id<'dossier'>
  kind: RecordKind
  deliveredOn: LocalDate
  dueOn: LocalDate
  dueProvisional: boolean
}

const OPEN = "SELECT id, dossier_id, kind, delivered_on, due_on, due_provisional FROM record WHERE state IN ('expected', 'refused')"

const readOpen = (row: Row): OpenRecord => ({
  id: row.id<'record'>('id'), dossierId: row.id<'dossier'>('dossier_id'), kind: row.oneOf('kind', RECORD_KINDS),
  deliveredOn: row.date('delivered_on'), dueOn: row.date('due_on'), dueProvisional: row.flag('due_provisional'),
})

/** Every record that is still owed, whoever may know of it: due days are the store's, not a person's. */
export function openRecords(db: Reader): OpenRecord[] {
  return db.all(`${OPEN} ORDER BY id`, [], readOpen)
}

/** Null for a record that is not owed. */
export function openRecord(db: Reader, id: Id<'record'>): OpenRecord | null {
  return db.get(`${OPEN} AND id = ?`, [id], readOpen)
}

export function moveDue(db: Writer, id: Id<'record'>, due: { on: LocalDate; provisional: boolean }): void {
  db.run('UPDATE record SET due_on = ?, due_provisional = ? WHERE id = ?', [due.on, due.provisional ? 1 : 0, id])
}

/** Of all that a dossier is filed under, its newest record's due day alone can move with the calendar; no token holds it. */
export function refileDue(db: Writer, dossierId: Id<'dossier'>): void {
  db.run(
    `UPDATE dossier_index SET last_due_on = (
       SELECT due_on FROM record WHERE dossier_id = ? ORDER BY delivered_on DESC, id DESC LIMIT 1
     ) WHERE dossier_id = ?`,
    [dossierId, dossierId],
  )
}

/** How many of these records the actor may know of. */
export function knownAmong(db: Reader, actor: Actor, ids: readonly Id<'record'>[]): number {
  const known = mayKnowRecord(actor)
  return db.get(
    `SELECT count(*) AS n FROM json_each(?) moved CROSS JOIN record r ON r.id = moved.value JOIN dossier d ON d.id = r.dossier_id WHERE ${known.sql}`,
    [JSON.stringify(ids), ...known.parameters], (row) => row.int('n'),
  ) ?? 0
}
