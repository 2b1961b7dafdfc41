// Reading a list and entering it, in a thread of its own (DESIGN decision 3). Everything that a line says by itself is worked out before
// the place of the writer is asked for; then all lines are entered in one transaction on a connection of this thread's own.
import type { KeyObject } from 'node:crypto'
import type { ImportOutcome, ImportReading } from '#shared/contract/import.ts'
import type { Id } from '#shared/domain/id.ts'
import { DEFAULT_CHOICES, guessColumns, guessHeading, headingKey } from '#shared/domain/import.ts'
import { dayOf, type Instant } from '#shared/domain/local-date.ts'
import { nameTokens, rememberNames } from '#shared/domain/search-text.ts'
import { enterAudit } from '../audit/trail.ts'
import type { AskTurn } from '../backup/job.ts'
import type { Steps } from '../backup/tasks.ts'
import { openDatabase, type ArchiveDatabase, type Writer } from '../database/database.ts'
import { databaseKey } from '../database/key.ts'
import type { AuditNote, WriteContext } from '../handler.ts'
import { Refusal } from '../refusal.ts'
import { indexDossier, indexNewDossier } from '../search/index-dossier.ts'
import type { Filing } from '../search/store.ts'
import { actorOf } from '../staff/store.ts'
import { completeVisit, dueDays, enterLine, type Completed, type EnteredRecord } from './enter.ts'
import { readList, sheetOf, headingsOf, type DryRunJob, type ListFile, type ReadList } from './list-file.ts'
import { makePlanner, type Plan } from './plan.ts'
import { addRun, rememberedMapping, rememberMapping } from './store.ts'
import { makeTally, shown, withMend, type RunResult, type Tallied } from './tally.ts'

export type CommitJob = DryRunJob & { who: { personId: Id<'person'>; keyId: Id<'key'>; key: KeyObject } }

const PREVIEWED = 12

export async function readImport(job: ListFile, progress: Steps): Promise<ImportReading> {
  const sheet = await sheetOf(job, progress)
  const heading = guessHeading(job.list, sheet.rows.map(({ cells }) => cells))
  const headings = headingsOf(sheet.rows[heading ?? 0])
  const database = openDatabase(job.places.database, databaseKey(job.keys.data), 'readOnly')
  try {
    const remembered = heading === null ? null : rememberedMapping(database.reader, job.list, headingKey(headings))
    const guessed = { heading: heading ?? 0, columns: heading === null ? {} : guessColumns(job.list, headings), choices: DEFAULT_CHOICES[job.list] }
    return {
      sheet: sheet.name, sheets: sheet.sheets, kind: sheet.kind, encoding: sheet.encoding,
      preview: sheet.rows.slice(0, (heading ?? 0) + PREVIEWED).map(({ number, cells }) => ({ line: number, cells: Array.from(cells, shown) })),
      lines: Math.max(0, sheet.rows.length - (heading ?? 0) - 1),
      mapping: remembered === null ? guessed : { ...remembered, heading: heading ?? 0 },
      remembered: remembered !== null,
    }
  } finally {
    database.close()
  }
}

/** What entering would come to; reads beside whoever writes. */
export async function dryRun(job: DryRunJob, progress: Steps): Promise<RunResult> {
  const list = await readList(job, progress)
  progress.at(0.4)
  const database = openDatabase(job.places.database, databaseKey(job.keys.data), 'readOnly')
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
    return withMend(job, list, tally.result(false))
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

/** All of a long list; this thread ends with it. */
const NAMES = 50_000

/**
 * Enters what is right, all of it or none. `turn` waits for the place of the writer and gives the moment of the act.
 * @throws Refusal `cancelled`; what the disk throws. Nothing was entered then.
 */
export async function commit(job: CommitJob, progress: Steps, turn: AskTurn): Promise<RunResult> {
  const list = await readList(job, progress)
  // How names sound takes longest, and needs no archive: worked out here it is remembered when the dossiers are indexed.
  rememberNames(NAMES)
  for (const [index, { read }] of list.lines.entries()) {
    if (index % 100 === 0) progress.check()
    if (read.line?.customer) nameTokens(read.line.customer.name)
    if (read.line?.record) nameTokens(read.line.record.contact.name)
  }
  progress.at(0.3)
  return withMend(job, list, await writing(job, turn, (database, at) => enterAll(database, job, list, at, progress)))
}

/** Others wait for the transaction alone; bringing the log into the main file comes after it, and here, where nobody waits for it. */
async function writing<T>(job: ListFile, turn: AskTurn, work: (database: ArchiveDatabase, at: Instant) => T): Promise<T> {
  const database = openDatabase(job.places.database, databaseKey(job.keys.data))
  try {
    database.raw.pragma('wal_autocheckpoint = 0')
    // All that a list changes stays in memory until it is committed, so that each page is encrypted and written once.
    database.raw.pragma('cache_size = -524288')
    const { at, over } = await turn()
    try {
      return work(database, at)
    } finally {
      over()
      bringOver(database)
    }
  } finally {
    database.close()
  }
}

/** The list is entered by now, or broken off, whatever the disk has against this: the engine does it again and says so. */
function bringOver(database: ArchiveDatabase): void {
  try {
    database.checkpoint()
  } catch {
    // Left to the engine.
  }
}

function enterAll(database: ArchiveDatabase, job: CommitJob, list: ReadList, at: Instant, progress: Steps): Tallied {
  return database.transaction((db) => {
    const actor = actorOf(db, job.who.personId, dayOf(at))
    if (!actor) throw new Refusal('notSignedIn', 'sign in first')
    const context: WriteContext = { db, now: at, today: dayOf(at), actor, note: () => undefined, leftOver: () => undefined }
    const tally = makeTally(job, list, db)
    const due = dueDays(db)
    const planner = makePlanner(db, { list: job.list, choices: job.mapping.choices })
    /** What is to be filed in the search index: dossiers made here by what they are known to hold, others anew. */
    const dossiers = new Map<Id<'dossier'>, Filing | null>()
    const made: string[] = []
    const placed: { dossier: string; slot: string }[] = []
    const records: EnteredRecord[] = []
    const completed: Completed[] = []
    for (const { index, line, plan } of planned(list, planner, progress, 0.3, 0.7)) {
      if (!line || plan.outcome === 'already' || plan.outcome === 'wrong') {
        if (plan.outcome === 'already' && plan.completes) completed.push(completeVisit(db, plan.completes))
        tally.add(index, plan, false)
        continue
      }
      const entered = enterLine(context, line, plan, due)
      const before = dossiers.get(entered.dossierId)
      // A second record of it: looked up when all are there.
      dossiers.set(entered.dossierId, before === undefined ? entered.made : null)
      if (entered.made) made.push(entered.dossierNumber)
      if (entered.slot !== null) placed.push({ dossier: entered.dossierNumber, slot: entered.slot })
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
    finish(db, job, { headings: list.headings, at, outcome: result.outcome, dossiers: made, placed, records, completed })
    return result
  })
}

type Finished = {
  headings: string[]; at: Instant; outcome: ImportOutcome; dossiers: string[]; placed: readonly { dossier: string; slot: string }[]
  records: readonly EnteredRecord[]; completed: readonly Completed[]
}

/** What was done is remembered, and entered in the audit trail: every record by its number, nothing about a customer. */
function finish(db: Writer, job: CommitJob, { headings, at, outcome, dossiers, placed, records, completed }: Finished): void {
  const { lines, already, wrong } = outcome
  rememberMapping(db, job.list, headingKey(headings), job.mapping)
  addRun(db, {
    list: job.list, fileName: job.fileName, fileHash: job.file, at, personId: job.who.personId,
    lines, dossiers: outcome.dossiers, records: outcome.records, already, wrong,
  })
  const note: AuditNote = {
    list: job.list, file: job.file, lines, already, wrong, dossiers,
    placedDossiers: placed.map(({ dossier }) => dossier), placedSlots: placed.map(({ slot }) => slot),
    recordIds: records.map(({ id }) => id), records: records.map(({ number }) => number), recordDossiers: records.map(({ dossier }) => dossier),
    kinds: records.map(({ kind }) => kind), deliveredOn: records.map(({ deliveredOn }) => deliveredOn), dueOn: records.map(({ dueOn }) => dueOn),
    dueProvisional: records.map(({ provisional }) => (provisional ? 1 : 0)),
    responsible: records.map(({ responsible }) => responsible), orderNumbers: records.map(({ orderNumber }) => orderNumber),
    completed: completed.map(({ id }) => id), completedWith: completed.map(({ orderNumber }) => orderNumber),
  }
  enterAudit(db, at, job.who, 'import.commit', note)
}
