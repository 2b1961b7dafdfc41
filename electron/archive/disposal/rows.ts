// Erasing the rows of what was destroyed (rule R4): those that only say something of it go, those that others point at stay empty.
import { toId } from '#shared/domain/id.ts'
import type { Writer } from '../database/database.ts'
import { requestDigest, REQUEST_COLUMNS } from '../loan/row.ts'
import { dropIndexed } from '../search/store.ts'
import { groundsDigest, GROUND_COLUMNS } from '../violation/row.ts'
import { listed, type Belongings } from './belongings.ts'
import { NO_WORDS, readObject, type Finder } from './redact.ts'

const IN = '(SELECT value FROM json_each(?))'

/** An identity number that nobody can enter: the customer that stands for owners who were erased. */
const NOBODY = 'erased'

/** What takes the place of a VIN: as long as one, and none. */
export const erasedVin = (vehicleId: number): string => `ERASED-${String(vehicleId).padStart(10, '0')}`

export const ERASED_VIN = /^ERASED-\d{10}$/

export function eraseCustomers(db: Writer, customers: readonly number[], erasureId: number): void {
  db.run(
    `UPDATE customer SET name = '', identity_kind = 'unknown', identity_number = 'erased/' || id, mobile = '', landline = '', address = '', erased_by = ?
     WHERE id IN ${IN} AND erased_by IS NULL`, [erasureId, listed(customers)],
  )
}

export function eraseCars(db: Writer, { vehicles, dossiers }: Belongings, disposalId: number): void {
  for (const id of vehicles) {
    db.run("UPDATE vehicle SET vin = ?, plate = NULL, model = '', colour = '', engine_number = '' WHERE id = ?", [erasedVin(id), id])
  }
  const family = listed(dossiers)
  db.run(`UPDATE dossier SET destroyed_by = ? WHERE id IN ${IN}`, [disposalId, family])
  db.run(`DELETE FROM change WHERE dossier_id IN ${IN}`, [family])
  // Somebody always owns a car, whose name nobody knows any more.
  db.run(`DELETE FROM ownership WHERE dossier_id IN ${IN} AND to_on IS NOT NULL`, [family])
  db.run(`UPDATE ownership SET customer_id = ? WHERE dossier_id IN ${IN}`, [nobody(db), family])
  for (const id of dossiers) dropIndexed(db, toId<'dossier'>(id))
}

function nobody(db: Writer): number {
  const known = db.get("SELECT id FROM customer WHERE identity_kind = 'unknown' AND identity_number = ?", [NOBODY], (row) => row.int('id'))
  return known ?? db.run(
    "INSERT INTO customer (kind, name, identity_kind, identity_number, mobile, landline, address) VALUES ('person', '', 'unknown', ?, '', '', '')", [NOBODY],
  ).lastId
}

export function eraseRecords(db: Writer, { records, corrections }: Belongings): void {
  const of = listed(records)
  db.run(`UPDATE record SET contact_name = '', contact_phone = '', order_number = '' WHERE id IN ${IN}`, [of])
  db.run(`UPDATE paper SET note = '' WHERE record_id IN ${IN} AND note <> ''`, [of])
  db.run(`UPDATE correction SET remark = '' WHERE id IN ${IN} AND remark <> ''`, [listed(corrections)])
  db.run(`UPDATE correction_act SET remark = '' WHERE correction_id IN ${IN} AND remark <> ''`, [listed(corrections)])
}

const wordless = (...columns: readonly string[]): string => columns.map((column) => `${column} = CASE ${column} WHEN '' THEN '' ELSE '${NO_WORDS}' END`).join(', ')

/** What copies were for and whom they went to; their numbers, days and who made them stay (S4). */
export function eraseCopies(db: Writer, { copies, copyRequests }: Belongings): void {
  db.run(`UPDATE copy SET ${wordless('purpose', 'outcome_remark')} WHERE id IN ${IN}`, [listed(copies)])
  db.run(`UPDATE copy_request SET ${wordless('purpose', 'recipient', 'remark')} WHERE id IN ${IN}`, [listed(copyRequests)])
}

/** Why levels were set, and why who asked to read or was let read (S1, S3, L5). */
export function eraseSecrecy(db: Writer, { readRequests, readers, secrecyChanges }: Belongings): void {
  eraseReadRequests(db, readRequests)
  db.run(`UPDATE dossier_reader SET ${wordless('reason', 'end_reason')} WHERE id IN ${IN}`, [listed(readers)])
  db.run(`UPDATE secrecy_change SET ${wordless('reason')} WHERE id IN ${IN}`, [listed(secrecyChanges)])
}

/** What was said of requests to erase what is kept of them (R4). */
export function eraseRequests(db: Writer, { subjectRequests }: Belongings): void {
  db.run(`UPDATE subject_request SET remark = '' WHERE id IN ${IN}`, [listed(subjectRequests)])
  db.run(`UPDATE subject_act SET remark = '' WHERE request_id IN ${IN}`, [listed(subjectRequests)])
}

/** Changes of dossiers that stay, to or from something of theirs. */
export function eraseWordsOfChanges(db: Writer, holds: Finder['holds']): void {
  for (const column of ['before', 'after']) eraseWordsIn(db, 'change', column, holds, NO_WORDS)
}

/** What was asked for by plate or VIN and never named counts as theirs. @returns the numbers of those requests. */
export function eraseNamelessRequests(db: Writer, { holds }: Finder): Set<string> {
  const nameless = db.all('SELECT id, number, asked FROM access_request WHERE dossier_id IS NULL', [], (row) => (
    { id: row.int('id'), number: row.text('number'), asked: row.text('asked') }
  )).filter(({ asked }) => holds(asked))
  eraseReadRequests(db, nameless.map(({ id }) => id))
  return new Set(nameless.map(({ number }) => number))
}

function eraseReadRequests(db: Writer, ids: readonly number[]): void {
  db.run(`UPDATE access_request SET ${wordless('asked', 'purpose', 'remark')} WHERE id IN ${IN}`, [listed(ids)])
}

/** Scans, the inbox's pages of them, and the files they came in. @returns names of files that nothing refers to any more. */
export function eraseScans(db: Writer, { scans, inboxPages }: Belongings): string[] {
  const files = db.all(`SELECT DISTINCT file_id AS id FROM inbox_page WHERE id IN ${IN}`, [listed(inboxPages)], (row) => row.int('id'))
  const pictures = db.all(
    `SELECT attachment_id AS id FROM scan WHERE id IN ${IN} UNION SELECT thumbnail_id FROM scan WHERE id IN ${IN} AND thumbnail_id IS NOT NULL
     UNION SELECT attachment_id FROM inbox_page WHERE id IN ${IN} UNION SELECT thumbnail_id FROM inbox_page WHERE id IN ${IN} AND thumbnail_id IS NOT NULL
     UNION SELECT attachment_id FROM inbox_file WHERE id IN ${IN}`,
    [listed(scans), listed(scans), listed(inboxPages), listed(inboxPages), listed(files)], (row) => row.int('id'),
  )
  db.run(`DELETE FROM inbox_page WHERE id IN ${IN}`, [listed(inboxPages)])
  db.run(`UPDATE scan SET replaced_by = NULL WHERE replaced_by IN ${IN} AND id NOT IN ${IN}`, [listed(scans), listed(scans)])
  db.run(`DELETE FROM scan WHERE id IN ${IN}`, [listed(scans)])
  for (const file of files) eraseInboxFile(db, file)
  return dropUnused(db, pictures)
}

/** Each page left is a file of its own; what they all came in held the erased ones as well. */
function eraseInboxFile(db: Writer, file: number): void {
  const left = db.get('SELECT attachment_id FROM inbox_page WHERE file_id = ? ORDER BY page LIMIT 1', [file], (row) => row.int('attachment_id'))
  if (left === null) {
    db.run('DELETE FROM inbox_file WHERE duplicate_of = ?', [file])
    db.run('DELETE FROM inbox_file WHERE id = ?', [file])
  } else {
    db.run("UPDATE inbox_file SET attachment_id = ?, name = '' WHERE id = ? OR duplicate_of = ?", [left, file, file])
  }
}

function dropUnused(db: Writer, pictures: readonly number[]): string[] {
  const unused = db.all(
    `SELECT a.id, a.name FROM attachment a WHERE a.id IN ${IN}
       AND NOT EXISTS (SELECT 1 FROM scan s WHERE s.attachment_id = a.id) AND NOT EXISTS (SELECT 1 FROM scan s WHERE s.thumbnail_id = a.id)
       AND NOT EXISTS (SELECT 1 FROM inbox_file f WHERE f.attachment_id = a.id)
       AND NOT EXISTS (SELECT 1 FROM inbox_page p WHERE p.attachment_id = a.id) AND NOT EXISTS (SELECT 1 FROM inbox_page p WHERE p.thumbnail_id = a.id)`,
    [listed(pictures)], (row) => ({ id: row.int('id'), name: row.text('name') }),
  )
  db.run(`DELETE FROM attachment WHERE id IN ${IN}`, [listed(unused.map(({ id }) => id))])
  return unused.map(({ name }) => name)
}

const NO_OUTSIDER = { name: '', unit: '', letterNumber: '', letterIssuer: '', identityNumber: '' }

/** What was asked for by plate or VIN and never named counts as theirs. @returns the digest of each loan's request as it stands now, by number. */
export function eraseLoans(db: Writer, { loans }: Belongings, { holds }: Finder): Map<string, string> {
  const unnamed = db.all('SELECT id, asked FROM loan WHERE dossier_id IS NULL', [], (row) => ({ id: row.int('id'), asked: row.text('asked') }))
  const all = [...loans, ...unnamed.filter(({ asked }) => holds(asked)).map(({ id }) => id)]
  const digests = new Map<string, string>()
  for (const id of all) {
    const [outsider, found] = db.get('SELECT outsider, found FROM loan WHERE id = ?', [id], (row) => [row.textOrNull('outsider'), row.textOrNull('found')]) ?? [null, null]
    db.run("UPDATE loan SET asked = '', purpose = '', reason = '', report = '', outsider = ?, found = ? WHERE id = ?", [
      outsider && JSON.stringify({ ...readObject(outsider), ...NO_OUTSIDER }), found && JSON.stringify({ ...readObject(found), remark: '' }), id,
    ])
    db.run("UPDATE loan_act SET remark = '' WHERE loan_id = ? AND remark <> ''", [id])
    const stored = db.get(`SELECT number, ${REQUEST_COLUMNS.join(', ')} FROM loan WHERE id = ?`, [id], (row) => ({
      number: row.text('number'), columns: REQUEST_COLUMNS.map((column) => (LOAN_NUMBERS.has(column) ? row.intOrNull(column) : row.textOrNull(column))),
    }))
    if (stored) digests.set(stored.number, requestDigest(stored.columns))
  }
  return digests
}

const LOAN_NUMBERS: ReadonlySet<string> = new Set(['borrower_id', 'department_id', 'days', 'requested_by', 'requested_at'])

const GROUNDS = GROUND_COLUMNS.split(',').map((column) => column.trim().replace('v.', ''))
const GROUND_NUMBERS = new Set(['person_id', 'department_id', 'record_id', 'correction_id', 'base', 'adjusts', 'proposed_at'])

/**
 * A violation is a matter of the staff and stays; words about a customer in it do not. @returns the digest of its grounds as they stand
 * now, of those that changed, by number.
 */
export function eraseWordsOfViolations(db: Writer, { records, loans }: Belongings, { holds }: Finder): Map<string, string> {
  const [ofRecords, ofLoans] = [listed(records), listed(loans)]
  const worded = db.all(
    `SELECT id, evidence, (ifnull(record_id, 0) IN ${IN} OR ifnull(json_extract(evidence, '$.loan.id'), 0) IN ${IN}) AS own FROM violation
     WHERE json_extract(evidence, '$.words') <> ''`, [ofRecords, ofLoans],
    (row) => ({ id: row.int('id'), evidence: row.text('evidence'), own: row.flag('own') }),
  )
  const digests = new Map<string, string>()
  for (const { id, evidence, own } of worded) {
    if (!own && !holds(evidence)) continue
    db.run('UPDATE violation SET evidence = ? WHERE id = ?', [JSON.stringify({ ...readObject(evidence), words: '' }), id])
    const stored = db.get(`SELECT number, ${GROUNDS.join(', ')} FROM violation WHERE id = ?`, [id], (row) => ({
      number: row.text('number'), columns: GROUNDS.map((column) => (GROUND_NUMBERS.has(column) ? row.intOrNull(column) : row.textOrNull(column))),
    }))
    if (stored) digests.set(stored.number, groundsDigest(stored.columns))
  }
  const acts = db.all("SELECT id, remark FROM violation_act WHERE remark <> ''", [], (row) => ({ id: row.int('id'), remark: row.text('remark') }))
  for (const { id, remark } of acts) if (holds(remark)) db.run("UPDATE violation_act SET remark = '' WHERE id = ?", [id])
  return digests
}

/** What was noted of them with papers of others, and why scans of those were removed. */
export function eraseWordsBesides(db: Writer, { besides }: Belongings, { holds }: Finder): void {
  const notes = db.all(`SELECT record_id, code, note FROM paper WHERE record_id IN ${IN} AND note <> ''`, [listed(besides)], (row) => (
    { record: row.int('record_id'), code: row.text('code'), note: row.text('note') }
  ))
  for (const { record, code, note } of notes) if (holds(note)) db.run("UPDATE paper SET note = '' WHERE record_id = ? AND code = ?", [record, code])
  eraseWordsIn(db, 'scan', 'removal_reason', holds, '')
}

export function eraseWordsElsewhere(db: Writer, own: Belongings, finder: Finder): void {
  const { merges, dossiers, customers } = own
  const { holds } = finder
  eraseWordsBesides(db, own, finder)
  db.run(`UPDATE merge SET reason = '', undo_reason = '' WHERE id IN ${IN}`, [listed(merges)])
  db.run(
    `UPDATE not_double SET reason = '' WHERE (subject = 'dossier' AND (one_id IN ${IN} OR other_id IN ${IN})) OR (subject = 'customer' AND (one_id IN ${IN} OR other_id IN ${IN}))`,
    [listed(dossiers), listed(dossiers), listed(customers), listed(customers)],
  )
  db.run(`UPDATE stocktaking_difference SET remark = '' WHERE dossier_id IN ${IN} AND remark <> ''`, [listed(dossiers)])
  db.run(`UPDATE dossier_term SET reason = '' WHERE dossier_id IN ${IN} AND reason <> ''`, [listed(dossiers)])
  db.run(`UPDATE dossier_hold SET reason = '', lift_reason = '' WHERE dossier_id IN ${IN}`, [listed(dossiers)])
  const drafts = db.all('SELECT person_id, key, value FROM draft', [], (row) => ({ person: row.int('person_id'), key: row.text('key'), value: row.text('value') }))
  for (const { person, key, value } of drafts) if (holds(value)) db.run('DELETE FROM draft WHERE person_id = ? AND key = ?', [person, key])
  for (const [table, column] of HOLDING_WORDS) eraseWordsIn(db, table, column, holds, '')
  for (const [table, columns] of MARKED_WORDS) for (const column of columns) eraseWordsIn(db, table, column, holds, NO_WORDS)
  const items = db.all("SELECT disposal_id, position, words FROM disposal_item WHERE words <> ''", [], (row) => (
    { disposal: row.int('disposal_id'), position: row.int('position'), words: row.text('words') }
  ))
  for (const { disposal, position, words } of items) {
    if (holds(words)) db.run("UPDATE disposal_item SET words = '' WHERE disposal_id = ? AND position = ?", [disposal, position])
  }
  const pairs = db.all("SELECT subject, one_id, other_id, reason FROM not_double WHERE reason <> ''", [], (row) => (
    { subject: row.text('subject'), one: row.int('one_id'), other: row.int('other_id'), reason: row.text('reason') }
  ))
  for (const { subject, one, other, reason } of pairs) {
    if (holds(reason)) db.run("UPDATE not_double SET reason = '' WHERE subject = ? AND one_id = ? AND other_id = ?", [subject, one, other])
  }
}

/** @returns the row ids of those that held any. */
export function eraseWordsIn(db: Writer, table: string, column: string, holds: Finder['holds'], left: string): number[] {
  const ids = db.all(`SELECT rowid AS id, ${column} AS text FROM ${table} WHERE ${column} <> ''`, [], (row) => ({ id: row.int('id'), text: row.text('text') }))
    .filter(({ text }) => holds(text)).map(({ id }) => id)
  db.run(`UPDATE ${table} SET ${column} = ? WHERE rowid IN ${IN}`, [left, listed(ids)])
  return ids
}

// Words of people in rows about no dossier of their own, and names of files.
const HOLDING_WORDS = [
  ['import_run', 'file_name'], ['inbox_file', 'name'], ['inbox_page', 'code'], ['inbox_page', 'reason'], ['stocktaking_act', 'remark'], ['stocktaking_difference', 'remark'],
  ['inspection', 'remark'], ['disposal', 'remark'], ['disposal_act', 'remark'], ['loan_act', 'remark'], ['correction', 'remark'], ['correction_act', 'remark'],
  ['subject_request', 'remark'], ['subject_act', 'remark'], ['dossier_term', 'reason'], ['dossier_hold', 'reason'], ['dossier_hold', 'lift_reason'],
  ['merge', 'reason'], ['merge', 'undo_reason'],
] as const

// The same where words must stand. A leak itself stays (S5).
const MARKED_WORDS = [
  ['copy', ['purpose', 'outcome_remark']], ['copy_request', ['purpose', 'recipient', 'remark']], ['copy_delegation', ['reason', 'revoke_remark']],
  ['access_request', ['asked', 'purpose', 'remark']], ['dossier_reader', ['reason', 'end_reason']], ['secrecy_change', ['reason']],
  ['export_request', ['purpose', 'recipient', 'remark', 'withdraw_remark', 'folder']],
  ['leak', ['what', 'dossier', 'how', 'at_once', 'findings', 'responsible', 'outcome']], ['leak_measure', ['what', 'who', 'done_remark']], ['leak_act', ['remark']],
] as const

/** Texts scanned that were no folder's label. @returns stock-takings whose scans or differences changed, by number. */
export function eraseScannedTexts(db: Writer, { holds }: Finder): Set<string> {
  const changed = new Set<string>()
  for (const table of ['stocktaking_scan', 'stocktaking_difference'] as const) {
    const rows = db.all(
      `SELECT t.id, t.text, s.number FROM ${table} t JOIN stocktaking s ON s.id = t.stocktaking_id WHERE t.dossier_id IS NULL`, [],
      (row) => ({ id: row.int('id'), text: row.text('text'), number: row.text('number') }),
    )
    for (const { id, text, number } of rows) {
      if (!holds(text)) continue
      db.run(`UPDATE ${table} SET text = '' WHERE id = ?`, [id])
      changed.add(number)
    }
  }
  return changed
}

/** What ledgers of merges say of people, cars and their owners' times; the rest of them stays. */
export function eraseLedgers(db: Writer, { merges, touched, customers, vehicles }: Belongings, ownerships: readonly number[], changes: readonly number[]): void {
  for (const table of ['merge_cell', 'merge_undo_cell'] as const) {
    db.run(
      `DELETE FROM ${table} WHERE merge_id IN ${IN} AND ((cell LIKE 'ownership.%' AND row_id IN ${IN}) OR (cell LIKE 'change.%' AND row_id IN ${IN})
         OR (cell LIKE 'customer.%' AND row_id IN ${IN}) OR (cell LIKE 'vehicle.%' AND row_id IN ${IN}))`,
      [listed([...merges, ...touched]), listed(ownerships), listed(changes), listed(customers), listed(vehicles)],
    )
  }
}

/** An outsider's hand goes with their name. @returns what the line commits to from then on. */
export function eraseHand(db: Writer, seq: number, party: string, salt: Uint8Array, hashOf: (drawn: string) => string): string {
  const drawn = db.get('SELECT drawn FROM register_line WHERE seq = ?', [seq], (row) => row.text('drawn')) ?? '{}'
  const { [party]: _gone, ...left } = readObject(drawn)
  const text = JSON.stringify(left)
  db.run('UPDATE register_line SET salt = ?, drawn = ? WHERE seq = ?', [salt, text, seq])
  return hashOf(text)
}
