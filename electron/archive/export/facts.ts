// What an export says, read dossier by dossier and line by line: never more than one dossier at a time is held. Everything is asked within what whoever
// exports may know (rules S1, S3), as on the screens.
import { bookLineContent, type BookLineContent } from '#shared/contract/handover.ts'
import type { RecordView, VehicleView } from '#shared/contract/dossier.ts'
import { evidence } from '#shared/contract/violation.ts'
import type { SecrecyLevel } from '#shared/domain/access.ts'
import { toId, type Id } from '#shared/domain/id.ts'
import { dayOf, type Instant, type LocalDate } from '#shared/domain/local-date.ts'
import { LOAN_PLACES, LOAN_STATES, type LoanPlace, type LoanState } from '#shared/domain/loan.ts'
import type { PaperCheck } from '#shared/domain/paper.ts'
import { PENALTY_STATES, type PenaltyState } from '#shared/domain/penalty.ts'
import { MEDIA_TYPES, type MediaType } from '#shared/domain/scan.ts'
import { secrecyOn } from '#shared/domain/secrecy.ts'
import { VIOLATION_RULES, type ViolationRule } from '#shared/domain/violation.ts'
import { mayKnowRecordOfViolation, mayKnowViolation } from '../access/visible-violation.ts'
import { mayKnowPages, mayKnowPast } from '../access/visibility.ts'
import type { Reader, Row } from '../database/database.ts'
import { ownersOf, type Owner } from '../dossier/store.ts'
import type { Actor } from '../handler.ts'
import { standing } from '../record/papers.ts'
import { recordsOf } from '../record/store.ts'
import { levelOfRank } from '../secrecy/store.ts'

type Named = { number: string; openedOn: LocalDate }

export type ExportedDossier = Named & {
  destroyedBy: null
  level: SecrecyLevel
  levelUntil: LocalDate | null
  slot: string | null
  vehicle: Omit<VehicleView, 'id'>
  owners: Owner[]
  records: ExportedRecord[]
}

/** What is left of a destroyed dossier is its number and the list that named it (R4). */
export type Exported = (Named & { destroyedBy: string }) | ExportedDossier

export type ExportedRecord = RecordView & { papers: ExportedPaper[] }

/** `note` is left out where the paper is more secret than what may leave; its files are then `keptBack`. */
export type ExportedPaper = PaperCheck & { keptBack: boolean; files: ScanFile[] }

export type ScanFile = {
  /** In the vault. */
  name: string
  mediaType: MediaType
  size: number
  /** Of the file, those that are this paper's, in their order; and how many it has. */
  pages: number[]
  of: number
  /** Other pages of the same file are more secret than what may leave: then it does not leave as it is. */
  mixed: boolean
}

export function countDossiers(db: Reader, actor: Actor): number {
  const known = mayKnowPast(actor)
  return db.get(`SELECT count(*) AS n FROM dossier d WHERE ${known.sql}`, known.parameters, (row) => row.int('n')) ?? 0
}

/** Files of scans, and the bytes of them. */
export function countScans(db: Reader, actor: Actor): { files: number; bytes: number } {
  const known = mayKnowPast(actor)
  return db.get(
    `SELECT count(*) AS files, coalesce(sum(size), 0) AS bytes FROM (
       SELECT DISTINCT s.record_id, s.code, a.id, a.size FROM scan s JOIN attachment a ON a.id = s.attachment_id
       JOIN record r ON r.id = s.record_id JOIN dossier d ON d.id = r.dossier_id WHERE s.removed_at IS NULL AND ${known.sql})`,
    known.parameters, (row) => ({ files: row.int('files'), bytes: row.int('bytes') }),
  ) ?? { files: 0, bytes: 0 }
}

const DOSSIER = `
  SELECT d.id, d.number, d.created_at, d.secrecy_level, d.secrecy_until, x.number AS list, v.vin, v.plate, v.model, v.colour, v.engine_number, v.origin,
    (SELECT s.label FROM placement p JOIN slot s ON s.id = p.slot_id WHERE p.dossier_id = d.id AND p.to_at IS NULL) AS slot
  FROM dossier d JOIN vehicle v ON v.id = d.vehicle_id LEFT JOIN disposal x ON x.id = d.destroyed_by`

/** By number. */
export function* dossiers(db: Reader, actor: Actor): Generator<Exported> {
  const known = mayKnowPast(actor)
  for (const row of db.each(`${DOSSIER} WHERE ${known.sql} ORDER BY d.number`, known.parameters)) yield exportedOf(db, actor, row)
}

/** Null: there is none, for all that the actor may know. */
export function oneDossier(db: Reader, actor: Actor, id: Id<'dossier'>): Exported | null {
  const known = mayKnowPast(actor)
  return db.get(`${DOSSIER} WHERE d.id = ? AND ${known.sql}`, [id, ...known.parameters], (row) => exportedOf(db, actor, row))
}

function exportedOf(db: Reader, actor: Actor, row: Row): Exported {
  const about = { number: row.text('number'), openedOn: dayOf(row.int('created_at')) }
  const destroyedBy = row.textOrNull('list')
  if (destroyedBy !== null) return { ...about, destroyedBy }
  const id = row.id<'dossier'>('id')
  const { level, until } = secrecyOn({ level: levelOfRank(row.int('secrecy_level')), until: row.dateOrNull('secrecy_until') }, actor.on)
  return {
    ...about, destroyedBy, level, levelUntil: until, slot: row.textOrNull('slot'),
    vehicle: {
      vin: row.text('vin'), plate: row.textOrNull('plate'), model: row.text('model'), colour: row.text('colour'), engineNumber: row.text('engine_number'),
      origin: row.oneOf('origin', ['soldHere', 'soldElsewhere']),
    },
    owners: ownersOf(db, id),
    records: recordsOf(db, id, actor.on).toReversed().map((record) => ({ ...record, papers: papersOf(db, actor, record.id) })),
  }
}

function papersOf(db: Reader, actor: Actor, recordId: Id<'record'>): ExportedPaper[] {
  const files = filesOf(db, actor, recordId)
  const open = openPapers(db, actor, recordId)
  return standing(db, recordId).papers.map((paper) => {
    const keptBack = !open.has(paper.code)
    return { ...paper, note: keptBack ? '' : paper.note, keptBack, files: files.get(paper.code) ?? [] }
  })
}

/** Codes of the papers whose pages and notes may leave. */
function openPapers(db: Reader, actor: Actor, recordId: Id<'record'>): ReadonlySet<string> {
  const pages = mayKnowPages(actor, 'r.id', "json_extract(line.value, '$.code')")
  return new Set(db.all(
    `SELECT json_extract(line.value, '$.code') AS code FROM record r JOIN dossier d ON d.id = r.dossier_id JOIN checklist c ON c.id = r.checklist_id
     CROSS JOIN json_each(c.lines) line WHERE r.id = ? AND ${pages.sql}`,
    [recordId, ...pages.parameters], (row) => row.text('code'),
  ))
}

/** By paper. */
function filesOf(db: Reader, actor: Actor, recordId: Id<'record'>): ReadonlyMap<string, ScanFile[]> {
  const pages = mayKnowPages(actor, 's.record_id', 's.code')
  const known = mayKnowPast(actor)
  const others = mayKnowPages(actor, 'o.record_id', 'o.code')
  const rows = db.all(
    `SELECT s.code, s.page, s.pages, a.name, a.media_type, a.size, EXISTS (
       SELECT 1 FROM scan o JOIN record r ON r.id = o.record_id JOIN dossier d ON d.id = r.dossier_id
       WHERE o.attachment_id = s.attachment_id AND NOT (${known.sql} AND ${others.sql})) AS mixed
     FROM scan s JOIN attachment a ON a.id = s.attachment_id JOIN record r ON r.id = s.record_id JOIN dossier d ON d.id = r.dossier_id
     WHERE s.record_id = ? AND s.removed_at IS NULL AND ${pages.sql} ORDER BY s.code, s.position, s.id`,
    [...known.parameters, ...others.parameters, recordId, ...pages.parameters], (row) => ({
      code: row.text('code'), page: row.int('page'), of: row.int('pages'), name: row.text('name'), mediaType: row.oneOf('media_type', MEDIA_TYPES),
      size: row.int('size'), mixed: row.flag('mixed'),
    }),
  )
  const byCode = new Map<string, ScanFile[]>()
  for (const { code, page, ...file } of rows) {
    const files = byCode.get(code) ?? []
    byCode.set(code, files)
    const present = files.find(({ name }) => name === file.name)
    if (present) present.pages.push(page)
    else files.push({ ...file, pages: [page] })
  }
  return byCode
}

export type ExportedLine = BookLineContent & { seq: number; at: Instant; on: LocalDate; struckBy: number | null }

/** The sign-in book, line by line. */
export function* bookLines(db: Reader, actor: Actor): Generator<ExportedLine> {
  const known = mayKnowPast(actor)
  const rows = db.each(
    `SELECT b.seq, b.on_date, b.struck_by, e.at, c.content FROM book_line b JOIN dossier d ON d.id = b.dossier_id
     JOIN chain_entry e ON e.chain = 'book' AND e.seq = b.seq JOIN chain_content c ON c.chain = 'book' AND c.seq = b.seq
     WHERE ${known.sql} ORDER BY b.seq`,
    known.parameters,
  )
  for (const row of rows) {
    yield {
      ...bookLineContent.parse(JSON.parse(row.text('content'))), seq: row.int('seq'), at: row.int('at'), on: row.date('on_date'), struckBy: row.intOrNull('struck_by'),
    }
  }
}

export type ExportedLoan = {
  number: string
  state: LoanState
  dossier: string
  borrower: string
  /** Department, or where an outsider is from. */
  from: string
  place: LoanPlace
  purpose: string
  reason: string
  requestedOn: LocalDate
  outOn: LocalDate | null
  dueOn: LocalDate | null
  endedOn: LocalDate | null
  renewals: number
  pieces: number
  report: string
}

/** Loans of dossiers that are named; what was asked for and fits none says nothing but what somebody typed. */
export function* loans(db: Reader, actor: Actor): Generator<ExportedLoan> {
  const known = mayKnowPast(actor)
  const rows = db.each(
    `SELECT l.*, d.number AS dossier, coalesce(p.name, json_extract(l.outsider, '$.name')) AS borrower,
       coalesce(dep.name, json_extract(l.outsider, '$.unit')) AS borrower_from
     FROM loan l JOIN dossier d ON d.id = l.dossier_id LEFT JOIN person p ON p.id = l.borrower_id LEFT JOIN department dep ON dep.id = l.department_id
     WHERE ${known.sql} ORDER BY l.id`,
    known.parameters,
  )
  for (const row of rows) {
    yield {
      number: row.text('number'), state: row.oneOf('state', LOAN_STATES), dossier: row.text('dossier'), borrower: row.textOrNull('borrower') ?? '',
      from: row.textOrNull('borrower_from') ?? '', place: row.oneOf('place', LOAN_PLACES), purpose: row.text('purpose'), reason: row.text('reason'),
      requestedOn: dayOf(row.int('requested_at')), outOn: row.dateOrNull('out_on'), dueOn: row.dateOrNull('due_on'), endedOn: row.dateOrNull('ended_on'),
      renewals: row.int('renewals'), pieces: row.int('pieces'), report: row.text('report'),
    }
  }
}

export type ExportedViolation = {
  number: string
  rule: ViolationRule
  person: string
  department: string
  on: LocalDate
  month: string
  record: string
  words: string
  base: number
  amount: number | null
  doubled: boolean
  share: number | null
  state: PenaltyState
}

/** Violations; those of a record that may not leave without it, as on the list of a month. */
export function* violations(db: Reader, actor: Actor): Generator<ExportedViolation> {
  const known = mayKnowViolation(actor)
  const record = mayKnowRecordOfViolation({ ...actor, id: NOBODY })
  const rows = db.each(
    `SELECT v.*, p.name AS person, dep.name AS department, r.number AS record, v.record_id IS NULL OR (${record.sql}) AS open
     FROM violation v JOIN person p ON p.id = v.person_id JOIN department dep ON dep.id = v.department_id
     LEFT JOIN record r ON r.id = v.record_id LEFT JOIN dossier d ON d.id = r.dossier_id WHERE ${known.sql} ORDER BY v.id`,
    [...record.parameters, ...known.parameters],
  )
  for (const row of rows) {
    const open = row.intOrNull('open') === 1
    yield {
      number: row.text('number'), rule: row.oneOf('rule', VIOLATION_RULES), person: row.text('person'), department: row.text('department'),
      on: row.date('on_date'), month: row.text('month'), record: open ? (row.textOrNull('record') ?? '') : '',
      words: open ? evidence.parse(JSON.parse(row.text('evidence'))).words : '',
      base: row.int('base'), amount: row.intOrNull('amount'), doubled: row.intOrNull('doubled') === 1, share: row.intOrNull('share'),
      state: row.oneOf('state', PENALTY_STATES),
    }
  }
}

/** Nobody's own fines open a record to them here: what leaves goes by the level alone. */
const NOBODY = toId<'person'>(Number.MAX_SAFE_INTEGER)
