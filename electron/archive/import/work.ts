// Reading a list and entering it, in a thread of its own (DESIGN decision 3). Everything that a line says by itself is worked out before
// the place of the writer is asked for; then all lines are entered in one transaction on a connection of this thread's own.
import type { KeyObject } from 'node:crypto'
import type { ImportedLineView, ImportMapping, ImportOutcome, ImportReading } from '#shared/contract/import.ts'
import type { Id } from '#shared/domain/id.ts'
import { cellText, type Cell } from '#shared/domain/import-cell.ts'
import { DEFAULT_CHOICES, guessColumns, guessHeading, headingKey, headingOf, missingColumns, type ImportList, type LineOutcome, type LineProblem } from '#shared/domain/import.ts'
import { readLine, type ReadLine } from '#shared/domain/import-line.ts'
import { dayOf, type Instant } from '#shared/domain/local-date.ts'
import { nameTokens } from '#shared/domain/search-text.ts'
import { enterAudit } from '../audit/trail.ts'
import type { AskTurn } from '../backup/job.ts'
import type { Steps } from '../backup/tasks.ts'
import { openDatabase, type ArchiveDatabase, type Reader, type Writer } from '../database/database.ts'
import { databaseKey } from '../engine.ts'
import type { AuditNote, WriteContext } from '../handler.ts'
import type { Places } from '../places.ts'
import { Refusal, refused } from '../refusal.ts'
import { indexDossier, indexNewDossier } from '../search/index-dossier.ts'
import type { Filing } from '../search/store.ts'
import { readSheet } from '../sheet/read.ts'
import { LIMITS, type SheetFile, type SheetRow } from '../sheet/sheet.ts'
import { actorOf } from '../staff/store.ts'
import { openAttachment } from '../vault/attachments.ts'
import { dueDays, enterLine, type EnteredRecord } from './enter.ts'
import { mendFile, type WrongLine } from './mend.ts'
import { makePlanner, type Plan } from './plan.ts'
import { addRun, rememberedMapping, rememberMapping, runOfFile } from './store.ts'

/** `file`: its name in the vault, which is the keyed hash of its content. */
type ListFile = { places: Places; dataKey: Uint8Array; list: ImportList; file: string; fileName: string }

export type ReadJob = ListFile
export type DryRunJob = ListFile & { mapping: ImportMapping; words: Record<string, string>; at: Instant }
export type CommitJob = DryRunJob & { who: { personId: Id<'person'>; keyId: Id<'key'>; key: KeyObject } }

/** `mend`: the wrong lines as an xlsx file; null when there are none. */
export type RunResult = { outcome: ImportOutcome; mend: Uint8Array | null }

const PREVIEWED = 12
const SHOWN = 200

export async function readImport(job: ReadJob, progress: Steps): Promise<ImportReading> {
  const sheet = await sheetOf(job, progress)
  const heading = guessHeading(job.list, sheet.rows.map(({ cells }) => cells))
  const headings = headingsOf(sheet.rows[heading ?? 0])
  const database = openDatabase(job.places.database, databaseKey(job.dataKey), 'readOnly')
  try {
    const remembered = heading === null ? null : rememberedMapping(database.reader, job.list, headingKey(headings))
    const guessed = { heading: heading ?? 0, columns: heading === null ? {} : guessColumns(job.list, headings), choices: DEFAULT_CHOICES[job.list] }
    return {
      sheet: sheet.name, kind: sheet.kind, encoding: sheet.encoding,
      preview: sheet.rows.slice(0, (heading ?? 0) + PREVIEWED).map(({ number, cells }) => ({ line: number, cells: Array.from(cells, shown) })),
      lines: Math.max(0, sheet.rows.length - (heading ?? 0) - 1),
      mapping: remembered === null ? guessed : { ...remembered, heading: heading ?? 0 },
      remembered: remembered !== null,
    }
  } finally {
    database.close()
  }
}

const shown = (cell: Cell | undefined): string => {
  const read = cellText(cell ?? null)
  return ('text' in read ? (read.text ?? '') : `#${read.problem}`).slice(0, 60)
}

const headingsOf = (row: SheetRow | undefined): string[] => Array.from(row?.cells ?? [], headingOf)

async function sheetOf({ places, dataKey, file }: ListFile, progress: Steps): Promise<SheetFile> {
  const pieces: Uint8Array[] = []
  let size = 0
  for await (const piece of openAttachment(places, dataKey, file)) {
    if (!(piece instanceof Uint8Array)) continue
    size += piece.length
    if (size > LIMITS.file) throw refused('sheet.tooLarge', String(LIMITS.file))
    pieces.push(piece)
  }
  const sheet = await readSheet(globalThis.Buffer.concat(pieces), () => progress.check())
  if (sheet.rows.length === 0) throw refused('sheet.empty')
  return sheet
}

type ReadList = { headings: string[]; epoch: SheetFile['epoch']; lines: { row: SheetRow; read: ReadLine }[] }

/** Every line judged by itself. @throws Refusal `import.columnsMissing` where the mapping leaves out what the list needs. */
async function readList(job: DryRunJob, progress: Steps): Promise<ReadList> {
  const { list, mapping: { heading, columns, choices } } = job
  const missing = missingColumns(list, columns, choices)[0]
  if (missing) throw refused('import.columnsMissing', missing.join('/'))
  const sheet = await sheetOf(job, progress)
  const as = { list, columns, choices, epoch: sheet.epoch, today: dayOf(job.at) }
  const rows = sheet.rows.slice(heading + 1)
  const lines = rows.map((row, index) => {
    if (index % 100 === 0) progress.check()
    return { row, read: readLine(row.cells, as) }
  })
  return { headings: headingsOf(sheet.rows[heading]), epoch: sheet.epoch, lines }
}

/** What entering would come to; reads beside whoever writes. */
export async function dryRun(job: DryRunJob, progress: Steps): Promise<RunResult> {
  const list = await readList(job, progress)
  progress.at(0.4)
  const database = openDatabase(job.places.database, databaseKey(job.dataKey), 'readOnly')
  try {
    // All of it as it stands at one moment.
    database.raw.exec('BEGIN')
    const tally = makeTally(job, list, database.reader)
    const due = dueDays(database.reader)
    const planner = makePlanner(database.reader, { list: job.list, choices: job.mapping.choices })
    const today = dayOf(job.at)
    for (const { index, line, plan } of planned(list, planner, progress, 0.4, 1)) {
      tally.add(index, plan, line?.record && line.deliveredOn !== null && plan.outcome !== 'already' && plan.outcome !== 'wrong'
        ? due(line.record.kind, line.deliveredOn).on < today : false)
    }
    const { outcome, wrong } = tally.result(false)
    return withMend(job, list, outcome, wrong)
  } finally {
    database.close()
  }
}

/** Lines that bring their own archive number first, so that none of those is given to another; each with what it comes to. */
function* planned(list: ReadList, planner: ReturnType<typeof makePlanner>, progress: Steps, from: number, to: number) {
  const order = list.lines.map((_line, index) => index)
  const brings = (index: number): boolean => typeof list.lines[index]?.read.line?.archiveNumber === 'string'
  let done = 0
  for (const index of [...order.filter(brings), ...order.filter((each) => !brings(each))]) {
    const read = list.lines[index]?.read
    if (!read) continue
    done += 1
    if (done % 50 === 0) {
      progress.check()
      progress.at(from + (to - from) * (done / list.lines.length))
    }
    const plan: Plan = read.line ? planner.plan(read.line) : { outcome: 'wrong', problems: read.problems }
    yield { index, line: read.line, plan }
  }
}

/**
 * Enters what is right, all of it or none. `turn` waits for the place of the writer and gives the moment of the act.
 * @throws Refusal `cancelled`; what the disk throws. Nothing was entered then.
 */
export async function commit(job: CommitJob, progress: Steps, turn: AskTurn): Promise<RunResult> {
  const list = await readList(job, progress)
  // How names sound takes longest, and needs no archive: worked out here it is remembered when the dossiers are indexed.
  for (const [index, { read }] of list.lines.entries()) {
    if (index % 100 === 0) progress.check()
    if (read.line?.customer) nameTokens(read.line.customer.name)
    if (read.line?.record) nameTokens(read.line.record.contact.name)
  }
  progress.at(0.3)
  const { outcome, wrong } = await writing(job, turn, (database, at) => enterAll(database, job, list, at, progress))
  return withMend(job, list, outcome, wrong)
}

/** Others wait for the transaction alone; bringing the log into the main file comes after it, and here, where nobody waits for it. */
async function writing<T>(job: ListFile, turn: AskTurn, work: (database: ArchiveDatabase, at: Instant) => T): Promise<T> {
  const database = openDatabase(job.places.database, databaseKey(job.dataKey))
  try {
    database.raw.pragma('wal_autocheckpoint = 0')
    // All that a list changes stays in memory until it is committed, so that each page is encrypted and written once.
    database.raw.pragma('cache_size = -524288')
    const { at, over } = await turn()
    try {
      return work(database, at)
    } finally {
      over()
      database.checkpoint()
    }
  } finally {
    database.close()
  }
}

function enterAll(database: ArchiveDatabase, job: CommitJob, list: ReadList, at: Instant, progress: Steps): Tallied {
  return database.transaction((db) => {
    const actor = actorOf(db, job.who.personId)
    if (!actor) throw new Refusal('notSignedIn', 'sign in first')
    const context: WriteContext = { db, now: at, today: dayOf(at), actor, note: () => undefined, leftOver: () => undefined }
    const tally = makeTally(job, list, db)
    const due = dueDays(db)
    const planner = makePlanner(db, { list: job.list, choices: job.mapping.choices })
    /** What is to be filed in the search index: dossiers made here by what they are known to hold, others anew. */
    const dossiers = new Map<Id<'dossier'>, Filing | null>()
    const made: string[] = []
    const records: EnteredRecord[] = []
    for (const { index, line, plan } of planned(list, planner, progress, 0.3, 0.7)) {
      if (!line || plan.outcome === 'already' || plan.outcome === 'wrong') {
        tally.add(index, plan, false)
        continue
      }
      const entered = enterLine(context, line, plan, due)
      const before = dossiers.get(entered.dossierId)
      // A second record of it: looked up when all are there.
      dossiers.set(entered.dossierId, before === undefined ? entered.made : null)
      if (entered.made) made.push(entered.dossierNumber)
      if (entered.record) records.push(entered.record)
      tally.add(index, plan, entered.record !== null && entered.record.dueOn < context.today)
    }
    let indexed = 0
    for (const [id, filing] of dossiers) {
      indexed += 1
      if (indexed % 50 === 0) {
        progress.check()
        progress.at(0.7 + 0.28 * (indexed / dossiers.size))
      }
      if (filing) indexNewDossier(db, id, filing)
      else indexDossier(db, id)
    }
    const result = tally.result(true)
    finish(db, job, { headings: list.headings, at, outcome: result.outcome, dossiers: made, records })
    return result
  })
}

type Finished = { headings: string[]; at: Instant; outcome: ImportOutcome; dossiers: string[]; records: readonly EnteredRecord[] }

/** What was done is remembered, and entered in the audit trail: every record by its number, nothing about a customer. */
function finish(db: Writer, job: CommitJob, { headings, at, outcome, dossiers, records }: Finished): void {
  const { lines, already, wrong } = outcome
  rememberMapping(db, job.list, headingKey(headings), job.mapping)
  addRun(db, {
    list: job.list, fileName: job.fileName, fileHash: job.file, at, personId: job.who.personId,
    lines, dossiers: outcome.dossiers, records: outcome.records, already, wrong,
  })
  const note: AuditNote = {
    list: job.list, file: job.file, lines, already, wrong, dossiers,
    recordIds: records.map(({ id }) => id), records: records.map(({ number }) => number), recordDossiers: records.map(({ dossier }) => dossier),
    kinds: records.map(({ kind }) => kind), deliveredOn: records.map(({ deliveredOn }) => deliveredOn), dueOn: records.map(({ dueOn }) => dueOn),
    dueProvisional: records.map(({ provisional }) => (provisional ? 1 : 0)),
    responsible: records.map(({ responsible }) => responsible),
  }
  enterAudit(db, at, job.who, 'import.commit', note)
}

function makeTally(job: DryRunJob, list: ReadList, db: Reader) {
  const counts: Record<LineOutcome, number> = { dossier: 0, record: 0, dossierAndRecord: 0, already: 0, wrong: 0 }
  const lines: { index: number; view: ImportedLineView }[] = []
  const wrong: { index: number; line: WrongLine }[] = []
  const problems = new Map<string, LineProblem & { count: number }>()
  let overdue = 0
  // As they stood before this list: it does not know itself yet.
  const before = runOfFile(db, job.list, job.file)
  return {
    add: (index: number, plan: Plan, isOverdue: boolean): void => {
      const { row } = list.lines[index] ?? {}
      if (!row) return
      counts[plan.outcome] += 1
      if (isOverdue) overdue += 1
      const found = plan.outcome === 'wrong' ? plan.problems : []
      if (counts[plan.outcome] <= SHOWN) lines.push({ index, view: { line: row.number, outcome: plan.outcome, car: carOf(row, job.mapping), problems: found } })
      if (plan.outcome !== 'wrong') return
      wrong.push({ index, line: { number: row.number, cells: row.cells, problems: found } })
      for (const { field, problem } of found) {
        const key = `${field}/${problem}`
        problems.set(key, { field, problem, count: (problems.get(key)?.count ?? 0) + 1 })
      }
    },
    result: (committed: boolean): Tallied => ({
      outcome: {
        committed, lines: list.lines.length, dossiers: counts.dossier + counts.dossierAndRecord, records: counts.record + counts.dossierAndRecord,
        overdue, already: counts.already, wrong: counts.wrong,
        problems: [...problems.values()].toSorted((one, other) => other.count - one.count),
        shown: lines.toSorted((one, other) => one.index - other.index).map(({ view }) => view),
        before,
      },
      wrong: wrong.toSorted((one, other) => one.index - other.index).map(({ line }) => line),
    }),
  }
}

type Tallied = { outcome: ImportOutcome; wrong: WrongLine[] }

function withMend({ mapping, words }: DryRunJob, { headings, epoch }: ReadList, outcome: ImportOutcome, wrong: readonly WrongLine[]): RunResult {
  const days = { epoch, column: mapping.columns.deliveredOn }
  return { outcome, mend: wrong.length === 0 ? null : mendFile(headings, wrong, days, words) }
}

function carOf({ cells }: SheetRow, { columns }: ImportMapping): string {
  const text = (column: number | undefined): string => (column === undefined ? '' : shown(cells[column]))
  return text(columns.vin) || text(columns.plate)
}
