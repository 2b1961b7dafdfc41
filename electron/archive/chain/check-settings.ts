// Holding what is set against the audit trail: a policy, a checklist or a day of the calendar that somebody put into the database behind
// the program's back was approved or set by nobody (rules F6, D2; RULES "Figures are defaults").
import type { SettingActs } from './audit-settings.ts'
import type { Check } from './check.ts'

/** As the first versions of checklists are stored. */
const FROM_THE_BEGINNING = '0001-01-01'

/** By what names a row, all that is said of it. */
type Rows = Map<string, string>

export function checkSettings(check: Check, settings: SettingActs): void {
  const { db } = check
  const said = <K, V>(entries: Iterable<[K, V]>, text: (value: V) => unknown[]): Rows =>
    new Map([...entries].map(([key, value]) => [String(key), JSON.stringify(text(value))]))

  compare(check, 'setting_change', new Map(db.all(
    'SELECT id, subject, content, from_on, reason, state, proposed_by, proposed_at, decided_by, decided_at, remark FROM setting_change ORDER BY id', [],
    (row) => [String(row.int('id')), JSON.stringify([
      row.text('subject'), row.text('content'), row.text('from_on'), row.text('reason'), row.text('state'), row.int('proposed_by'),
      row.int('proposed_at'), row.intOrNull('decided_by'), row.intOrNull('decided_at'), row.text('remark'),
    ])],
  )), said(settings.changes, (change) => [
    change.subject, change.content, change.fromOn, change.reason, change.state, change.proposedBy, change.proposedAt, change.decidedBy,
    change.decidedAt, change.remark,
  ]))

  compare(check, 'checklist', new Map(db.all('SELECT record_kind, version, lines, from_on FROM checklist ORDER BY id', [], (row) => [
    `${row.text('record_kind')}/${row.int('version')}`, JSON.stringify([row.text('lines'), row.text('from_on')]),
  ])), said(
    settings.checklists.map((list): [string, typeof list] => [`${list.kind}/${list.version}`, list]),
    ({ lines, fromOn }) => [lines, fromOn ?? FROM_THE_BEGINNING],
  ))

  compare(check, 'calendar_exception', new Map(db.all('SELECT on_date, working, reason FROM calendar_exception ORDER BY on_date', [], (row) => [
    row.text('on_date'), JSON.stringify([row.flag('working'), row.text('reason')]),
  ])), said(settings.exceptions, ({ working, reason }) => [working, reason]))

  compare(check, 'calendar_roster', new Map(db.all('SELECT from_on, weekdays FROM calendar_roster ORDER BY from_on', [], (row) => [
    row.text('from_on'), JSON.stringify([row.textOrNull('weekdays')]),
  ])), said(settings.rosters, (weekdays) => [weekdays]))

  compare(check, 'calendar_notice', new Map(db.all('SELECT year, days, entered_by, entered_at FROM calendar_notice ORDER BY year', [], (row) => [
    String(row.int('year')), JSON.stringify([row.text('days'), row.int('entered_by'), row.int('entered_at')]),
  ])), said(settings.notices, ({ days, by, at }) => [days, by, at]))
}

function compare({ findings }: Check, table: string, rows: Rows, said: Rows): void {
  for (const [key, text] of rows) {
    const expected = said.get(key)
    if (expected === undefined) findings.add(`${table}/${key}`, 'setting.notEntered')
    else if (expected !== text) findings.add(`${table}/${key}`, 'setting.differs')
  }
  for (const key of said.keys()) if (!rows.has(key)) findings.add(`${table}/${key}`, 'setting.missing')
}
