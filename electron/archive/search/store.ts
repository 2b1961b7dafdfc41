// SQL of the search index: the tokens each dossier is filed under, and the dossiers that hold a set of terms.
import { RECORD_KINDS, RECORD_STATES, type RecordKind, type RecordState } from '#shared/domain/record.ts'
import type { HitView } from '#shared/contract/dossier.ts'
import type { Id } from '#shared/domain/id.ts'
import type { LocalDate } from '#shared/domain/local-date.ts'
import type { Reader, Row, Value, Writer } from '../database/database.ts'

/** The index must be told the exact old tokens to forget them; that is why they are kept. */
export function putTokens(db: Writer, dossierId: Id<'dossier'>, tokens: string): void {
  const old = db.get('SELECT tokens FROM dossier_token WHERE dossier_id = ?', [dossierId], (row) => row.text('tokens'))
  if (old === tokens) return
  if (old === null) {
    db.run('INSERT INTO dossier_token (dossier_id, tokens) VALUES (?, ?)', [dossierId, tokens])
  } else {
    db.run("INSERT INTO dossier_search (dossier_search, rowid, tokens) VALUES ('delete', ?, ?)", [dossierId, old])
    db.run('UPDATE dossier_token SET tokens = ? WHERE dossier_id = ?', [tokens, dossierId])
  }
  db.run('INSERT INTO dossier_search (rowid, tokens) VALUES (?, ?)', [dossierId, tokens])
}

export type Filing = {
  owners: { name: string; mobile: string; landline: string; present: boolean }[]
  plate: string | null
  vin: string
  number: string
  records: {
    number: string
    kind: RecordKind
    state: RecordState
    deliveredOn: LocalDate
    receivedOn: LocalDate | null
    contactName: string
    contactPhone: string
    responsibleId: number
    departmentId: number
  }[]
}

/** Everything a dossier is found by. */
export function filingOf(db: Reader, dossierId: Id<'dossier'>): Filing {
  const car = db.get('SELECT d.number, v.vin, v.plate FROM dossier d JOIN vehicle v ON v.id = d.vehicle_id WHERE d.id = ?', [dossierId], (row) => ({
    number: row.text('number'), vin: row.text('vin'), plate: row.textOrNull('plate'),
  }))
  if (!car) throw new Error('no such dossier to index')
  return {
    ...car,
    owners: db.all(
      `SELECT c.name, c.mobile, c.landline, o.to_on IS NULL AS present FROM ownership o JOIN customer c ON c.id = o.customer_id
       WHERE o.dossier_id = ? ORDER BY present DESC`, [dossierId],
      (row) => ({ name: row.text('name'), mobile: row.text('mobile'), landline: row.text('landline'), present: row.flag('present') }),
    ),
    records: db.all(
      `SELECT number, kind, state, delivered_on, received_on, contact_name, contact_phone, responsible_id, department_id
       FROM record WHERE dossier_id = ?`, [dossierId],
      (row) => ({
        number: row.text('number'), kind: row.oneOf('kind', RECORD_KINDS), state: row.oneOf('state', RECORD_STATES),
        deliveredOn: row.date('delivered_on'), receivedOn: row.dateOrNull('received_on'), contactName: row.text('contact_name'),
        contactPhone: row.text('contact_phone'), responsibleId: row.int('responsible_id'), departmentId: row.int('department_id'),
      }),
    ),
  }
}

export type Found = Omit<HitView, 'matched'> & { mobile: string; landline: string }

const FOUND = `
  SELECT d.id, d.number, c.name AS owner_name, c.mobile, c.landline, v.plate, v.vin, v.model,
         r.kind AS record_kind, r.delivered_on, r.state, r.due_on
  FROM {from} JOIN vehicle v ON v.id = d.vehicle_id
  JOIN ownership o ON o.dossier_id = d.id AND o.to_on IS NULL
  JOIN customer c ON c.id = o.customer_id
  LEFT JOIN record r ON r.id = (SELECT id FROM record WHERE dossier_id = d.id ORDER BY delivered_on DESC LIMIT 1)`

const readFound = (row: Row): Found => ({
  dossierId: row.id<'dossier'>('id'),
  number: row.text('number'),
  ownerName: row.text('owner_name'),
  plate: row.textOrNull('plate'),
  vin: row.text('vin'),
  model: row.text('model'),
  mobile: row.text('mobile'),
  landline: row.text('landline'),
  lastRecord: row.textOrNull('record_kind') === null ? null : {
    kind: row.oneOf('record_kind', RECORD_KINDS), deliveredOn: row.date('delivered_on'), state: row.oneOf('state', RECORD_STATES), dueOn: row.date('due_on'),
  },
})

/** Dossiers that hold the terms of a MATCH expression (null: all of them), newest first. */
export function findDossiers(
  db: Reader, match: string | null, condition: { sql: string; parameters: readonly Value[] }, limit: number,
): Found[] {
  // CROSS JOIN keeps the index outermost: it gives dossiers newest first and stops at the limit.
  const from = match === null ? 'dossier d' : 'dossier_search s CROSS JOIN dossier d ON d.id = s.rowid'
  const matching = match === null ? { sql: '1', parameters: [] } : { sql: 'dossier_search MATCH ?', parameters: [match] }
  return db.all(
    `${FOUND.replace('{from}', from)} WHERE ${matching.sql} AND ${condition.sql} ORDER BY ${match === null ? 'd.id' : 's.rowid'} DESC LIMIT ?`,
    [...matching.parameters, ...condition.parameters, limit], readFound,
  )
}
