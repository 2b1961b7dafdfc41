// SQL of the search index: what each dossier is filed under, what a hit shows, and the dossiers that hold a set of terms.
import type { HitView, MATCHED_FIELDS } from '#shared/contract/dossier.ts'
import type { Id } from '#shared/domain/id.ts'
import type { LocalDate } from '#shared/domain/local-date.ts'
import { inTurn, type OwnerTime } from '#shared/domain/merge.ts'
import { RECORD_KINDS, RECORD_STATES, type RecordKind, type RecordState } from '#shared/domain/record.ts'
import type { Reader, Row, Value, Writer } from '../database/database.ts'

/** A value a hit can be found by without showing it otherwise: a contact, a former owner. */
export type Other = { field: (typeof MATCHED_FIELDS)[number]; value: string }

/** What a hit shows and is matched against; kept beside its tokens. */
export type Card = Omit<HitView, 'dossierId' | 'matched'> & { mobile: string; landline: string; others: readonly Other[] }

/** A dossier's row of the index. */
export type Indexed = { secrecyLevel: number; secrecyUntil: LocalDate | null; card: Card; tokens: string }

const ADD = `
  INSERT INTO dossier_index (dossier_id, secrecy_level, secrecy_until, number, owner_name, mobile, landline, plate, vin, model,
    last_kind, last_delivered_on, last_state, last_due_on, others, tokens) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`

function valuesOf(dossierId: Id<'dossier'>, { secrecyLevel, secrecyUntil, card, tokens }: Indexed): Value[] {
  const last = card.lastRecord
  return [
    dossierId, secrecyLevel, secrecyUntil, card.number, card.ownerName, card.mobile, card.landline, card.plate, card.vin, card.model,
    last?.kind ?? null, last?.deliveredOn ?? null, last?.state ?? null, last?.dueOn ?? null, writeOthers(card.others), tokens,
  ]
}

/** Files a dossier anew. The index must be told the exact old tokens to forget them; that is why they are kept. */
export function putIndexed(db: Writer, dossierId: Id<'dossier'>, indexed: Indexed): void {
  const old = db.get('SELECT tokens FROM dossier_index WHERE dossier_id = ?', [dossierId], (row) => row.text('tokens'))
  db.run(
    `${ADD}
     ON CONFLICT (dossier_id) DO UPDATE SET secrecy_level = excluded.secrecy_level, secrecy_until = excluded.secrecy_until, number = excluded.number, owner_name = excluded.owner_name,
       mobile = excluded.mobile, landline = excluded.landline, plate = excluded.plate, vin = excluded.vin, model = excluded.model,
       last_kind = excluded.last_kind, last_delivered_on = excluded.last_delivered_on, last_state = excluded.last_state,
       last_due_on = excluded.last_due_on, others = excluded.others, tokens = excluded.tokens`,
    valuesOf(dossierId, indexed),
  )
  const { tokens } = indexed
  const before = new Set(old?.split(' '))
  const after = new Set(tokens.split(' '))
  const gone = [...before.difference(after)].join(' ')
  const come = [...after.difference(before)].join(' ')
  if (gone === '' && come === '') return
  // Only what differs: the index keeps a list of dossiers for each token, and the other lists stay as they are.
  if (old !== null) db.run("INSERT INTO dossier_search (dossier_search, rowid, tokens) VALUES ('delete', ?, ?)", [dossierId, gone])
  db.run('INSERT INTO dossier_search (rowid, tokens) VALUES (?, ?)', [dossierId, come])
}

/** Files a dossier that is not filed yet. */
export function addIndexed(db: Writer, dossierId: Id<'dossier'>, indexed: Indexed): void {
  db.run(ADD, valuesOf(dossierId, indexed))
  db.run('INSERT INTO dossier_search (rowid, tokens) VALUES (?, ?)', [dossierId, indexed.tokens])
}

/** A dossier that is found no more. */
export function dropIndexed(db: Writer, dossierId: Id<'dossier'>): void {
  const tokens = db.get('SELECT tokens FROM dossier_index WHERE dossier_id = ?', [dossierId], (row) => row.text('tokens'))
  if (tokens === null) return
  db.run("INSERT INTO dossier_search (dossier_search, rowid, tokens) VALUES ('delete', ?, ?)", [dossierId, tokens])
  db.run('DELETE FROM dossier_index WHERE dossier_id = ?', [dossierId])
}

const MERGED_PAGES = 200

/** Merges pieces of the index, a bounded step of it. @returns whether there may be more to merge. */
export function mergeIndex(db: Writer): boolean {
  const changes = (): number => db.get('SELECT total_changes() AS n', [], (row) => row.int('n')) ?? 0
  const before = changes()
  db.run("INSERT INTO dossier_search (dossier_search, rank) VALUES ('merge', ?)", [MERGED_PAGES])
  // The statement itself counts as one change; FTS5 says that it found work by making more.
  return changes() - before >= 2
}

// One to a line, the field before a tab: texts that were checked on their way in hold neither.
const writeOthers = (others: readonly Other[]): string => others.map(({ field, value }) => `${field}\t${value}`).join('\n')

const OTHER_FIELDS: readonly Other['field'][] = ['contact', 'phone', 'recordNumber', 'formerOwner', 'mobile', 'landline', 'plate', 'vin', 'number']

function readOthers(text: string): Other[] {
  return text.split('\n').flatMap((line) => {
    const [name, value] = line.split('\t')
    const field = OTHER_FIELDS.find((candidate) => candidate === name)
    return field === undefined || value === undefined ? [] : [{ field, value }]
  })
}

export type Filing = {
  secrecyLevel: number
  secrecyUntil: LocalDate | null
  owners: { name: string; mobile: string; landline: string; present: boolean }[]
  plate: string | null
  vin: string
  model: string
  number: string
  /** Dossiers that were merged into it (F8); `plate`: which the car had, '' for none. */
  merged: { number: string; vin: string; plate: string }[]
  /** Newest first. */
  records: {
    number: string
    kind: RecordKind
    state: RecordState
    deliveredOn: LocalDate
    dueOn: LocalDate
    receivedOn: LocalDate | null
    contactName: string
    contactPhone: string
    responsibleId: number
    departmentId: number
  }[]
}

/** Everything a dossier is found by. */
export function filingOf(db: Reader, dossierId: Id<'dossier'>): Filing {
  const car = db.get(
    'SELECT d.number, d.secrecy_level, d.secrecy_until, v.vin, v.plate, v.model FROM dossier d JOIN vehicle v ON v.id = d.vehicle_id WHERE d.id = ?', [dossierId],
    (row) => ({
      number: row.text('number'), secrecyLevel: row.int('secrecy_level'), secrecyUntil: row.dateOrNull('secrecy_until'), vin: row.text('vin'), plate: row.textOrNull('plate'), model: row.text('model'),
    }),
  )
  if (!car) throw new Error('no such dossier to index')
  return {
    ...car,
    owners: ownersInTurn(db.all(
      `SELECT o.id, o.customer_id, o.from_on, o.to_on, c.name, c.mobile, c.landline, o.to_on IS NULL AS present
       FROM ownership o JOIN customer c ON c.id = o.customer_id WHERE o.dossier_id = ? ORDER BY present DESC`, [dossierId],
      (row) => ({
        id: row.int('id'), customerId: row.int('customer_id'), fromOn: row.date('from_on'), toOn: row.dateOrNull('to_on'),
        name: row.text('name'), mobile: row.text('mobile'), landline: row.text('landline'), present: row.flag('present'),
      }),
    )),
    merged: db.all(
      `WITH RECURSIVE merged (id) AS (
         SELECT id FROM dossier WHERE merged_into = ? UNION SELECT d.id FROM merged JOIN dossier d ON d.merged_into = merged.id)
       SELECT d.number, v.vin, coalesce((
         SELECT c.before FROM merge m JOIN merge_cell c ON c.merge_id = m.id AND c.cell = 'vehicle.plate' AND c.row_id = v.id
         WHERE m.subject = 'dossier' AND m.merged_id = d.id AND m.undone_at IS NULL), '') AS plate
       FROM merged CROSS JOIN dossier d ON d.id = merged.id CROSS JOIN vehicle v ON v.id = d.vehicle_id ORDER BY d.id`,
      [dossierId], (row) => ({ number: row.text('number'), vin: row.text('vin'), plate: row.text('plate') }),
    ),
    records: db.all(
      `SELECT number, kind, state, delivered_on, due_on, received_on, contact_name, contact_phone, responsible_id, department_id
       FROM record WHERE dossier_id = ? ORDER BY delivered_on DESC, id DESC`, [dossierId],
      (row) => ({
        number: row.text('number'), kind: row.oneOf('kind', RECORD_KINDS), state: row.oneOf('state', RECORD_STATES),
        deliveredOn: row.date('delivered_on'), dueOn: row.date('due_on'), receivedOn: row.dateOrNull('received_on'),
        contactName: row.text('contact_name'), contactPhone: row.text('contact_phone'),
        responsibleId: row.int('responsible_id'), departmentId: row.int('department_id'),
      }),
    ),
  }
}

/** As they are filed, without those whose time only goes on in another entry. */
function ownersInTurn<T extends OwnerTime>(owners: readonly T[]): T[] {
  const ids = new Set(inTurn(owners).map(({ id }) => id))
  return owners.filter(({ id }) => ids.has(id))
}

const readFound = (row: Row): Card & { dossierId: Id<'dossier'> } => ({
  dossierId: row.id<'dossier'>('dossier_id'),
  number: row.text('number'),
  ownerName: row.text('owner_name'),
  plate: row.textOrNull('plate'),
  vin: row.text('vin'),
  model: row.text('model'),
  mobile: row.text('mobile'),
  landline: row.text('landline'),
  lastRecord: row.textOrNull('last_kind') === null ? null : {
    kind: row.oneOf('last_kind', RECORD_KINDS), deliveredOn: row.date('last_delivered_on'), state: row.oneOf('last_state', RECORD_STATES),
    dueOn: row.date('last_due_on'),
  },
  others: readOthers(row.text('others')),
})

const CARD = `d.dossier_id, d.number, d.owner_name, d.plate, d.vin, d.model, d.mobile, d.landline,
  d.last_kind, d.last_delivered_on, d.last_state, d.last_due_on, d.others`

/** How a dossier is filed; null when it is not. */
export function indexedRow(db: Reader, dossierId: Id<'dossier'>): Indexed | null {
  return db.get(`SELECT ${CARD}, d.secrecy_level, d.secrecy_until, d.tokens FROM dossier_index d WHERE d.dossier_id = ?`, [dossierId], (row) => {
    const { dossierId: _id, ...card } = readFound(row)
    return { secrecyLevel: row.int('secrecy_level'), secrecyUntil: row.dateOrNull('secrecy_until'), card, tokens: row.text('tokens') }
  })
}

/** Dossiers that hold the terms of a MATCH expression (null: all of them), newest first; `condition` is on `d`. */
export function findDossiers(
  db: Reader, match: string | null, condition: { sql: string; parameters: readonly Value[] }, limit: number,
): (Card & { dossierId: Id<'dossier'> })[] {
  if (match === null) {
    return db.all(`SELECT ${CARD} FROM dossier_index d WHERE ${condition.sql} ORDER BY d.dossier_id DESC LIMIT ?`, [...condition.parameters, limit], readFound)
  }
  // CROSS JOIN keeps the index outermost: it gives dossiers newest first and stops at the limit.
  return db.all(
    `SELECT ${CARD} FROM dossier_search s CROSS JOIN dossier_index d ON d.dossier_id = s.rowid
     WHERE dossier_search MATCH ? AND ${condition.sql} ORDER BY s.rowid DESC LIMIT ?`,
    [match, ...condition.parameters, limit], readFound,
  )
}
