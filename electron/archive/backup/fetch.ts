// One dossier as it stood when a backup was taken, in a thread of its own (rules A2, S3, R4): the database of that point alone is restored into `staging/`,
// brought up to date, and read as an export reads the archive; scans come straight from the backup. What is more secret by now is so there too, and what was
// destroyed or erased since goes from the copy before anything is read. The archive's own rows are never touched; files of it that are missing or damaged are put back.
import { mkdirSync, rmSync } from 'node:fs'
import { dirname } from 'node:path'
import { Readable } from 'node:stream'
import type { FetchResult } from '#shared/contract/fetch.ts'
import type { ExportLanguage } from '#shared/domain/export.ts'
import { toId, type Id } from '#shared/domain/id.ts'
import { dayOf, type Instant } from '#shared/domain/local-date.ts'
import { openDatabase, type ArchiveDatabase, type Reader } from '../database/database.ts'
import { databaseKey } from '../database/key.ts'
import { migrate } from '../database/migrate.ts'
import { eraseSince } from '../disposal/erase.ts'
import { knownDossier, knownPast } from '../dossier/store.ts'
import { putDossier } from '../export/dossier-files.ts'
import { oneDossier, type ExportedDossier, type ScanFile } from '../export/facts.ts'
import { fetchedAbove, fetchedReadme } from '../export/fetched-page.ts'
import { plantTree, SUMS } from '../export/tree.ts'
import { requireRoom } from '../export/work.ts'
import type { Actor } from '../handler.ts'
import { standingDossier } from '../merge/standing.ts'
import { placesIn, type Places } from '../places.ts'
import { ownPapers } from '../policy/store.ts'
import { notFound, Refusal, refused } from '../refusal.ts'
import { levelOfRank } from '../secrecy/store.ts'
import { setting } from '../desk/store.ts'
import { actorOf } from '../staff/store.ts'
import { storedSize } from '../vault/attachment-format.ts'
import { attachmentFile, attachmentPath, openAttachment } from '../vault/attachments.ts'
import { keyOfTime } from '../vault/keyring.ts'
import { vaultKeys, type VaultKeys } from '../vault/keys.ts'
import type { BackupFile } from './file-list.ts'
import { countErasedOwners, destroyedBy, dossiersNow, erasedOf, filesOfDossier, goesOnFrom, mixedNow, numberOf, raiseToNow, rankOf, rankWithin } from './fetch-store.ts'
import { filesOf, readPoint, type Point } from './manifest.ts'
import { putBack, sizeOf, unlessDamaged } from './mend.ts'
import { hasArchiveKey, isVouchedFor, keyringOf } from './points.ts'
import { openPieces, poolIn, type Pieces } from './pool.ts'
import { damagedPoint, requireRoomBeside, writeFile, writeFiles } from './restore.ts'
import type { Steps } from './tasks.ts'
import { isDamagedDatabase } from './verify.ts'

export type FetchJob = {
  places: Places
  keys: VaultKeys
  archiveId: string
  /** The folder of the backups, and the point. */
  backup: string
  id: string
  /** Whose removal is for whoever began this: a folder in `staging/`. */
  scratch: string
  dossierId: Id<'dossier'>
  personId: Id<'person'>
  /** Up to which rank what is fetched may leave. */
  rank: number
  at: Instant
  language: ExportLanguage
  /** Absent: it is made. */
  folder: string
  number: string
  purpose: string
  approvedBy: string
}

export type Fetched = FetchResult

/** Shares of the work: the database, then the scans, then what the archive lacks. */
const [READ, PUT] = [0.4, 0.8]

/**
 * @throws Refusal `notFound` for a point that is not there; `backup.otherArchive`, `backup.otherKey`, `backup.otherHistory`, `backup.dossierNotThere`, `dossier.destroyed`, `archive.tooNew`;
 * `storage` where the backup is damaged; `backup.noRoomForTrial`; `export.noRoom`; `cancelled`; what the disk throws.
 */
export async function fetchDossier(job: FetchJob, progress: Steps): Promise<Fetched> {
  const pool = poolIn(job.backup)
  const point = await readPoint(pool, job.id)
  if (!point) throw damagedPoint(`points/${job.id}.json`)
  if (point.manifest.archiveId !== job.archiveId) throw refused('backup.otherArchive', point.manifest.storeName)
  const pieces = openPieces(pool)
  let past: ArchiveDatabase | null = null
  const now = openDatabase(job.places.database, databaseKey(job.keys.data), 'readOnly')
  try {
    const files = filesOf(point, pieces)
    const keyring = keyringOf(files, pieces)
    if (keyring === null || keyring === 'damaged' || !isVouchedFor(point, keyring)) throw damagedPoint(`points/${job.id}.json`)
    const dataKey = keyOfTime(keyring, job.keys)
    if (!dataKey) throw refused('backup.otherKey', job.id)
    if (point.signature !== null && !hasArchiveKey(keyring, dataKey)) throw damagedPoint(`points/${job.id}.json`)
    const database = files.filter(({ path }) => path.startsWith('archive.db'))
    await requireRoomBeside(job.scratch, database.reduce((sum, { size }) => sum + size, 0))
    writeFiles(database, pieces, job.scratch, { ...progress, at: (part) => progress.at(part * READ) })
    past = openedPast(job, dataKey)
    const found = lookUp(job, past, now.reader)
    return await write({ job, point, past: past.reader, pastKeys: vaultKeys(past.reader, dataKey), now: now.reader, files, pieces, progress }, found)
  } finally {
    past?.close()
    now.close()
    pieces.close()
  }
}

/** As the program would open it: one of an earlier program is brought up to date. @throws Refusal `archive.tooNew`; `storage` where it is damaged. */
function openedPast({ scratch }: FetchJob, dataKey: Uint8Array): ArchiveDatabase {
  try {
    const database = openDatabase(placesIn(scratch).database, databaseKey(dataKey))
    try {
      migrate(database)
      return database
    } catch (error) {
      database.close()
      throw error
    }
  } catch (error) {
    throw isDamagedDatabase(error) ? damagedPoint('archive.db') : error
  }
}

type Found = { actor: Actor; id: Id<'dossier'>; dossier: ExportedDossier; erased: number }

/** Asked of the archive as it is, then of the copy once it is made as strict as that. Who may not know the dossier is told what is told of none. */
function lookUp({ dossierId, personId, rank, at }: FetchJob, database: ArchiveDatabase, now: Reader): Found {
  const past = database.reader
  if (!goesOnFrom(now, past)) throw refused('backup.otherHistory')
  const present = actorOf(now, personId, dayOf(at))
  if (!present) throw new Refusal('forbidden', 'has left')
  // What they were let read beyond their standing approval is for reading (L5).
  const actor: Actor = { ...present, level: Math.min(present.level, rank), reads: false }
  const id = standingDossier(past, dossierId)
  requireStanding(now, actor, id)
  // What was told apart from it since may be in it still.
  for (const each of dossiersNow(now, past, id).map((dossier) => standingDossier(now, toId<'dossier'>(dossier)))) {
    if (destroyedBy(now, [each]) === null && !knownDossier(now, actor, each)) throw refused('backup.dossierNotThere')
  }
  const since = erasedOf(past, now, id)
  database.transaction((db) => {
    eraseSince(db, since, at)
    raiseToNow(db, now, id, actor.on)
  })
  const dossier = oneDossier(past, actor, id)
  if (!dossier || dossier.destroyedBy !== null) throw refused('backup.dossierNotThere')
  const mixed = mixedNow(now, actor, filesOfDossier(past, now, id).map(({ name }) => name))
  const strict = ({ mixed: was, ...file }: ScanFile): ScanFile => ({ ...file, mixed: was || mixed.has(file.name) || since.torn.has(file.name) })
  return {
    actor, id, erased: since.records.length + countErasedOwners(past, id) + new Set(since.scans).size,
    dossier: { ...dossier, records: dossier.records.map((record) => ({ ...record, papers: record.papers.map((paper) => ({ ...paper, files: paper.files.map(strict) })) })) },
  }
}

/**
 * Whether somebody may know the dossier as the archive is now, merged or not.
 * @throws Refusal `notFound`, as for none; `dossier.destroyed`.
 */
export function requireStanding(now: Reader, actor: Actor, id: Id<'dossier'>): void {
  const standing = standingDossier(now, id)
  const list = destroyedBy(now, [id, standing])
  const own = { ...actor, reads: false }
  if (list !== null) throw knownPast(now, own, standing) ? refused('dossier.destroyed', list) : notFound('dossier')
  if (!knownDossier(now, own, standing) || rankOf(now, [id], actor.on) > actor.level) throw notFound('dossier')
}

type Writing = { job: FetchJob; point: Point; past: Reader; pastKeys: VaultKeys; now: Reader; files: readonly BackupFile[]; pieces: Pieces; progress: Steps }

async function write({ job, point, past, pastKeys, now, files, pieces, progress }: Writing, { actor, id, dossier, erased }: Found): Promise<Fetched> {
  const { places, keys, language, number } = job
  const scans = dossier.records.flatMap(({ papers }) => papers.flatMap((paper) => paper.files))
  const total = scans.reduce((sum, { size }) => sum + size, 1)
  await requireRoom(job.folder, { files: scans.length, bytes: total, dossiers: 1 })
  const keptBack = dossier.records.reduce((sum, { papers }) => sum + papers.filter((paper) => paper.keptBack).length, 0)
  const { takenAt } = point.manifest
  const signed = point.signature !== null
  const level = levelOfRank(rankWithin(past, id, actor.level, actor.on))
  const storeName = setting(now, 'storeName') ?? ''
  const tree = plantTree(job.folder, number)
  try {
    const fromBackup = openInBackup(job, pastKeys, files, pieces)
    let done = 0
    const step = (bytes: number): void => {
      progress.check()
      done += bytes
      progress.at(READ + (PUT - READ) * (done / total))
    }
    const above = fetchedAbove({
      language, storeName, training: setting(now, 'training') === 'true', number, takenAt, signed, at: job.at, madeBy: actor.name, approvedBy: job.approvedBy, purpose: job.purpose,
      keptBack, erased,
    })
    const own = new Map(ownPapers(past).map(({ code, name }) => [code, name]))
    const sums = await putDossier({ tree, language, own, step, open: fromBackup }, dossier, '', above)
    tree.write('README.txt', fetchedReadme({ number, storeName, sums: SUMS }))
    const { sums: digest, files: written, bytes } = await tree.finish(progress)
    const mended = await mend({ places, keys }, filesOfDossier(past, now, id), { files, pieces }, progress)
    return {
      number, dossierId: id, dossier: numberOf(past, id), takenAt, signed, level, records: dossier.records.length, ...sums, keptBack, erased, ...mended, files: written, bytes, sums: digest,
    }
  } finally {
    tree.close()
  }
}

/** A file as the backup has it; where it is damaged there, as the archive has it, which is the same by its name. */
function openInBackup({ scratch, places, keys }: FetchJob, pastKeys: VaultKeys, files: readonly BackupFile[], pieces: Pieces): (file: ScanFile) => Readable {
  const byPath = new Map(files.map((file) => [file.path, file]))
  const copy = placesIn(scratch)
  async function* content({ name, size }: ScanFile): AsyncGenerator<Uint8Array> {
    const file = byPath.get(attachmentPath(name))
    const place = attachmentFile(copy.attachments, name)
    mkdirSync(dirname(place), { recursive: true, mode: 0o700 })
    try {
      const isWritten = file?.size === storedSize(size) && unlessDamaged(() => {
        writeFile(file, pieces, place, () => undefined)
        return true
      }) === true
      // Read through first: it may have been damaged when the backup was taken.
      const isThere = isWritten && typeof await sizeOf(place, pastKeys, name) === 'number'
      yield* isThere ? openAttachment(copy, pastKeys, name) : openAttachment(places, keys, name)
    } finally {
      rmSync(place, { force: true })
    }
  }
  return (file) => Readable.from(content(file), { objectMode: false })
}

type Mending = { files: readonly BackupFile[]; pieces: Pieces }

/** Puts back those of its files that the archive lacks (mend.ts). */
async function mend(
  { places, keys }: Pick<FetchJob, 'places' | 'keys'>, own: readonly { name: string; size: number }[], from: Mending, progress: Steps,
): Promise<Pick<FetchResult, 'putBack' | 'lacking'>> {
  const lacking = new Map<string, { size: number }>()
  for (const [at, { name, size }] of own.entries()) {
    progress.check()
    if (await sizeOf(attachmentFile(places.attachments, name), keys, name) !== size) lacking.set(name, { size })
    progress.at(PUT + (1 - PUT) * ((at + 1) / own.length))
  }
  const broken = lacking.size
  await putBack(places, keys, lacking, from, () => progress.check())
  return { putBack: broken - lacking.size, lacking: lacking.size }
}
