// Making a complete export, in a thread of its own (DESIGN decision 3): all of it as it stood at one moment, dossier by dossier, each file decrypted on
// its way and never held whole. What was begun and not finished is removed by who began this thread (make.ts).
import { statfs } from 'node:fs/promises'
import { dirname } from 'node:path'
import type { ExportResult } from '#shared/contract/export.ts'
import type { SecrecyLevel } from '#shared/domain/access.ts'
import { levelRank } from '#shared/domain/access.ts'
import type { ExportLanguage } from '#shared/domain/export.ts'
import { uniqueNames } from '#shared/domain/file-name.ts'
import type { Id } from '#shared/domain/id.ts'
import { dayOf, storeTime, type Instant } from '#shared/domain/local-date.ts'
import { paperIn } from '#shared/words/paper.ts'
import type { Steps } from '../backup/tasks.ts'
import { openDatabase, type Reader } from '../database/database.ts'
import { databaseKey } from '../database/key.ts'
import { setting } from '../desk/store.ts'
import type { Actor } from '../handler.ts'
import type { Places } from '../places.ts'
import { ownPapers } from '../policy/store.ts'
import { Refusal } from '../refusal.ts'
import { actorOf } from '../staff/store.ts'
import { openAttachment } from '../vault/attachments.ts'
import { LONGEST, putDossier } from './dossier-files.ts'
import { bookLines, countDossiers, countScans, dossiers, loans, violations, type Exported, type ScanFile } from './facts.ts'
import { openIndex } from './index-page.ts'
import { openList, type List } from './lists.ts'
import { html, link } from './page.ts'
import { bookRow, columnsOf, dossierRow, LISTS, loanRow, ownerOf, ownerRow, paperRow, recordRow, violationRow, type ListName } from './rows.ts'
import { plantTree, SUMS, type Tree } from './tree.ts'
import { readme, WORDS } from './words.ts'
import type { VaultKeys } from '../vault/keys.ts'

export type ExportJob = {
  places: Places
  keys: VaultKeys
  /** Absent: it is made. */
  folder: string
  /** Whoever asked for it; what they may know, up to this level, is what it holds. */
  personId: Id<'person'>
  level: SecrecyLevel
  at: Instant
  language: ExportLanguage
  number: string
  purpose: string
  recipient: string
  approvedBy: string
}

/** Dossiers of one folder. */
const BLOCK = 500
/** What a dossier counts as in the progress, beside the bytes of its scans. */
const PER_DOSSIER = 40_000
/** Left free on the disk. */
const TO_SPARE = 32 * 2 ** 20

/** @throws Refusal `export.noRoom`; `cancelled`; what the disk throws. */
export async function exportAll(job: ExportJob, progress: Steps): Promise<ExportResult> {
  const database = openDatabase(job.places.database, databaseKey(job.keys.data), 'readOnly')
  let tree: Tree | null = null
  try {
    // All of it as it stands at one moment; and what is deleted meanwhile keeps its file (vault/leftovers.ts).
    database.raw.exec('BEGIN')
    const db = database.reader
    const actor = exporting(db, job)
    const scans = countScans(db, actor)
    const count = countDossiers(db, actor)
    await requireRoom(job.folder, { ...scans, dossiers: count })
    tree = plantTree(job.folder, job.number)
    return await write({ job, db, actor, tree, count, progress, total: scans.bytes + count * PER_DOSSIER + 1 })
  } finally {
    tree?.close()
    database.close()
  }
}

/** Who asked for it, as far as the level goes: what they were let read beyond their standing approval is for reading (L5). */
function exporting(db: Reader, { personId, level, at }: ExportJob): Actor {
  const actor = actorOf(db, personId, dayOf(at))
  if (!actor) throw new Refusal('forbidden', 'has left')
  return { ...actor, level: Math.min(actor.level, levelRank(level)) }
}

/** @throws Refusal `export.noRoom`. */
export async function requireRoom(folder: string, { files, bytes, dossiers: count }: { files: number; bytes: number; dossiers: number }): Promise<void> {
  const { bavail, bsize } = await statfs(dirname(folder))
  // A file begins a block of its own, and so does a page.
  const needed = bytes + (files + 3 * count) * bsize + TO_SPARE
  if (bavail * bsize < needed) throw new Refusal('unavailable', 'no room for it', { problem: 'export.noRoom', subject: `${Math.ceil(needed / 2 ** 20)} MB` })
}

type Writing = { job: ExportJob; db: Reader; actor: Actor; tree: Tree; count: number; progress: Steps; total: number }

async function write({ job, db, actor, tree, count, progress, total }: Writing): Promise<ExportResult> {
  const { language } = job
  const words = WORDS[language]
  const own = new Map(ownPapers(db).map(({ code, name }) => [code, name]))
  const paperName = (code: string): string => paperIn(language, code, own)
  const columns = columnsOf(words)
  const lists: Record<ListName, List> = {
    dossiers: openList(tree, words.list.dossiers, columns.dossiers), owners: openList(tree, words.list.owners, columns.owners),
    records: openList(tree, words.list.records, columns.records), papers: openList(tree, words.list.papers, columns.papers),
    book: openList(tree, words.list.book, columns.book), loans: openList(tree, words.list.loans, columns.loans),
    violations: openList(tree, words.list.violations, columns.violations),
  }
  const index = openIndex(tree, language, count)
  const sums = { dossiers: 0, destroyed: 0, records: 0, scans: 0, leftOut: 0 }
  let done = 0
  const step = (bytes: number): void => {
    progress.check()
    done += bytes
    progress.at(done / total)
  }
  let unique = uniqueNames(LONGEST.dossier)

  const putting = { tree, language, own, step, open: ({ name }: ScanFile) => openAttachment(job.places, job.keys, name) }
  const one = async (dossier: Exported): Promise<void> => {
    if (sums.dossiers % BLOCK === 0) unique = uniqueNames(LONGEST.dossier)
    const block = String(Math.floor(sums.dossiers / BLOCK) + 1).padStart(4, '0')
    sums.dossiers += 1
    if (dossier.destroyedBy !== null) {
      sums.destroyed += 1
      lists.dossiers.add(dossierRow(dossier, null, words))
      index.add({ number: dossier.number, plate: null, model: '', owner: words.destroyed(dossier.destroyedBy), records: null, page: null })
      return
    }
    const folder = `dossiers/${block}/${unique(`${dossier.number} ${dossier.vehicle.plate ?? dossier.vehicle.vin.slice(-8)} ${ownerOf(dossier)}`)}`
    lists.dossiers.add(dossierRow(dossier, folder, words))
    for (const owner of dossier.owners) lists.owners.add(ownerRow(dossier, owner, words))
    for (const record of dossier.records) {
      sums.records += 1
      lists.records.add(recordRow(dossier, record, words))
      for (const paper of record.papers) lists.papers.add(paperRow(dossier, record, paper, paperName(paper.code), words))
    }
    const { scans, leftOut } = await putDossier(putting, dossier, `${folder}/`, html`<p>${link('../../../index.html', words.about.back)}</p>`)
    sums.scans += scans
    sums.leftOut += leftOut
    index.add({
      number: dossier.number, plate: dossier.vehicle.plate, model: dossier.vehicle.model, owner: ownerOf(dossier), records: dossier.records.length, page: `${folder}/index.html`,
    })
  }

  for (const dossier of dossiers(db, actor)) {
    await one(dossier)
    step(PER_DOSSIER)
  }
  const rest = (list: ListName, row: Parameters<List['add']>[0]): void => {
    step(0)
    lists[list].add(row)
  }
  for (const line of bookLines(db, actor)) rest('book', bookRow(line, paperName, words))
  for (const loan of loans(db, actor)) rest('loans', loanRow(loan, words))
  for (const violation of violations(db, actor)) rest('violations', violationRow(violation, words))
  for (const name of LISTS) lists[name].finish()
  const storeName = setting(db, 'storeName') ?? ''
  index.finish({
    storeName, training: setting(db, 'training') === 'true', number: job.number, purpose: job.purpose, recipient: job.recipient, madeBy: actor.name,
    approvedBy: job.approvedBy, at: storeTime(job.at), level: job.level, sums, lists: LISTS.map((name) => ({ name, paths: lists[name].paths })),
  })
  tree.write('README.txt', readme({ number: job.number, storeName, sums: SUMS }))
  const { sums: digest, files, bytes } = await tree.finish(progress)
  return { ...sums, files, bytes, sums: digest }
}
