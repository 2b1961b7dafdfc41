// The engine's state: which archive, open or locked, whose sessions, which long tasks.
import type { Buffer } from 'node:buffer'
import { rmSync } from 'node:fs'
import type { HeadsProblem } from '#shared/domain/finding.ts'
import type { Id } from '#shared/domain/id.ts'
import type { Instant } from '#shared/domain/local-date.ts'
import { openDatabase, type ArchiveDatabase } from './database/database.ts'
import { databaseKey } from './database/key.ts'
import { makeAfterwards, type Afterwards } from './afterwards.ts'
import { latestAudited } from './chain/chain.ts'
import { headsOf, headsProblem, keptHeads, writeHeads } from './chain/heads.ts'
import { setting } from './desk/store.ts'
import { makeSweeper, type Sweeper } from './disposal/sweeper.ts'
import { migrate } from './database/migrate.ts'
import { copyOlder } from './database/older-copy.ts'
import { moveIntoPlaces } from './data-key/next.ts'
import { requirePresentKey } from './data-key/present.ts'
import { makeResealer, type Resealer } from './data-key/resealer.ts'
import { takeLock, type Lock } from './lock.ts'
import { makeImports, type Imports } from './import/imports.ts'
import { startInbox, type Inbox } from './inbox/watch.ts'
import { startPictures, type Pictures } from './picture/pictures.ts'
import { placesIn, readDescriptor, type Descriptor, type Places } from './places.ts'
import { Refusal, refused } from './refusal.ts'
import { makeThumbnails, type Thumbnails } from './scan/thumbnails.ts'
import { makeUploads, type Uploads } from './scan/uploads.ts'
import { mergeIndex } from './search/store.ts'
import { makeSessions, type Sessions } from './session/sessions.ts'
import { makeTries, type Tries } from './session/tries.ts'
import { makeBackupKeeper, type BackupKeeper } from './backup/keeper.ts'
import { exchange, finishExchange, type Replacement } from './backup/replace.ts'
import { readRestoredMark, type RestoredMark } from './backup/restored-mark.ts'
import type { Restoring } from './backup/restore-here.ts'
import type { BackupStanding } from './backup/standing.ts'
import { makeTasks, type Tasks } from './backup/tasks.ts'
import { systemCode } from './system-code.ts'
import { sweepAttachments } from './vault/attachments.ts'
import { vaultKeys, type VaultKeys } from './vault/keys.ts'
import { makeLeftovers, type Leftovers } from './vault/leftovers.ts'

export type OpenArchive = {
  database: ArchiveDatabase
  keys: VaultKeys
  afterwards: Afterwards
  pictures: Pictures
  leftovers: Leftovers
  thumbnails: Thumbnails
  inbox: Inbox
  sweeper: Sweeper
  resealer: Resealer
  /** Why `heads.json` did not fit the chains when the archive was opened; the file then stays as it is, for `verify` to find. */
  headsDiffer: HeadsProblem | null
  /** The moment of the latest entry when the archive was opened. */
  lastAudited: Instant
}

export type Engine = {
  places: Places
  program: string
  clock: () => Instant
  /** Hears of mistakes of our own, and of a disk that refuses where no call waits for it. */
  report: (error: unknown) => void
  /** Null while there is no archive in the folder. */
  descriptor: Descriptor | null
  lock: Lock | null
  /** Null until someone has unlocked it with a password. */
  archive: OpenArchive | null
  /** True while an archive is being made. */
  settingUp: boolean
  /** An archive that is, or was, brought back into this folder from a backup. */
  restoring: Restoring | null
  /** Ends the engine; its host starts it anew. */
  restart: () => void
  /** Takes the archive's place when the engine ends. */
  replacement: Replacement | null
  /** The archive came from a backup, and nobody has signed in since. */
  restored: RestoredMark | null
  /** How far changing the data key is, 0 to 1; null: nobody is at it. */
  changingKey: number | null
  /** The clock was set to another time than the real one. */
  otherTime: boolean
  /** While the first sign-in opens it. */
  unlocking: Promise<OpenArchive> | null
  sessions: Sessions
  tries: Tries
  uploads: Uploads
  imports: Imports
  tasks: Tasks
  backups: BackupKeeper
  /** Exports that are being made, by request: by which task, and whose session began it. */
  exports: Map<Id<'exportRequest'>, { taskId: string; token: string }>
  /** Folders that exports, and dossiers fetched from backups, are growing into. */
  growing: Set<string>
}

export type EngineOptions = {
  folder: string
  /** Named to a second program that finds the archive in use. */
  program: string
  /** UTC milliseconds at which a training archive's clock starts; null: the real time. */
  startAt: Instant | null
}

/**
 * Takes the writer lock of the archive in a folder, or waits for a set-up where there is none. `restart`: ends the engine, for its host to start it anew.
 * `tell`: hears how backups stand.
 * @throws Refusal `archive.inUse`, `archive.notAnArchive`, `archive.tooNew`, `clock.trainingOnly`.
 */
export function startEngine(
  options: EngineOptions, report: (error: unknown) => void, restart: () => void, tell: (standing: BackupStanding) => void = () => undefined,
): Engine {
  finishExchange(options.folder)
  const places = placesIn(options.folder)
  moveIntoPlaces(places, options.program)
  const descriptor = readDescriptor(places)
  if (options.startAt !== null && descriptor && !descriptor.training) throw refused('clock.trainingOnly')
  const began = performance.now()
  const offset = options.startAt
  const uploads = makeUploads(places)
  const imports = makeImports()
  const tasks = makeTasks()
  const { program } = options
  const clock = offset === null ? () => Date.now() : () => Math.round(offset + performance.now() - began)
  const engine: Engine = {
    places,
    program,
    clock,
    report,
    descriptor,
    lock: descriptor ? takeLock(places.lock, options.program) : null,
    settingUp: false,
    restoring: null,
    restart,
    replacement: null,
    changingKey: null,
    restored: readRestoredMark(places),
    otherTime: offset !== null,
    archive: null,
    unlocking: null,
    sessions: makeSessions(() => performance.now(), (token) => {
      uploads.dropOf(token)
      imports.dropOf(token)
      tasks.dropOf(token)
    }),
    tries: makeTries({ file: places.tries, elapsed: () => performance.now(), report }),
    uploads,
    imports,
    tasks,
    backups: makeBackupKeeper({ places, program, clock, report, archive: () => engine.archive, tell }),
    exports: new Map(),
    growing: new Set(),
  }
  // The program ended while both were changed: the keyring is ahead, or as it was.
  if (engine.lock) rmSync(places.keyringBefore, { force: true })
  return engine
}

/**
 * Opens the database with the data key; the archive stays unlocked until the program ends.
 * @throws Refusal `archive.tooNew`, `archive.descriptorChanged`; `keyring.otherKey` when it is not the database's.
 */
export async function unlock(engine: Engine, dataKey: Buffer): Promise<OpenArchive> {
  requirePresentKey(engine, dataKey)
  if (engine.archive) return engine.archive
  engine.unlocking ??= open(engine, dataKey).finally(() => {
    engine.unlocking = null
  })
  return engine.unlocking
}

function openFitting(file: string, dataKey: Buffer): ArchiveDatabase {
  try {
    return openDatabase(file, databaseKey(dataKey))
  } catch (error) {
    if (systemCode(error) !== 'SQLITE_NOTADB') throw error
    // A first page that is damaged looks the same.
    throw new Refusal('storage', 'the data key does not open the database', { problem: 'keyring.otherKey' })
  }
}

async function open(engine: Engine, dataKey: Buffer): Promise<OpenArchive> {
  const database = openFitting(engine.places.database, dataKey)
  let headsDiffer
  let lastAudited
  try {
    copyOlder(engine.places, database)
    migrate(database)
    headsDiffer = headsProblem(database.reader, keptHeads(engine.places.heads))
    lastAudited = latestAudited(database.reader)
    // What the readable file says is not taken on trust: a real archive made to look like practice could be run at another time.
    if ((setting(database.reader, 'training') === 'true') !== engine.descriptor?.training) throw refused('archive.descriptorChanged')
    // Before anyone can add: what a crash left half added goes.
    await sweepAttachments(engine.places, database.reader)
  } catch (error) {
    database.close()
    throw error
  }
  const settle = (): boolean => {
    // Another thread writes now; then it is time again.
    if (database.isLent()) return true
    if (headsDiffer === null) writeHeads(engine.places.heads, headsOf(database.reader))
    const more = database.transaction(mergeIndex)
    if (database.checkpoint()) leftovers.sweep()
    thumbnails.due()
    sweeper.due()
    return more
  }
  const afterwards = makeAfterwards(settle, engine.report)
  const leftovers = makeLeftovers(engine.places, database.reader, () => afterwards.due())
  const keys = vaultKeys(database.reader, dataKey)
  const pictures = startPictures(engine.places, keys)
  const thumbnails = makeThumbnails(engine, { database, keys, pictures, leftovers, afterwards })
  const sweeper = makeSweeper(engine, { database, keys, afterwards })
  const resealer = makeResealer(engine, { database, keys, leftovers, afterwards })
  const opened = { database, keys, afterwards, pictures, leftovers, thumbnails, headsDiffer, lastAudited, sweeper, resealer }
  engine.archive = { ...opened, inbox: startInbox(engine, opened) }
  thumbnails.due()
  sweeper.due()
  resealer.due()
  engine.backups.unlocked(engine.archive)
  return engine.archive
}

export async function stopEngine(engine: Engine): Promise<void> {
  await engine.unlocking?.catch(() => null)
  engine.restoring?.abort.abort()
  await engine.restoring?.done
  await engine.tasks.stopAll()
  await engine.backups.close()
  await engine.uploads.stop()
  await engine.archive?.inbox.stop()
  await engine.archive?.sweeper.stop()
  await engine.archive?.resealer.stop()
  // What is being drawn for nobody is not waited for.
  await Promise.all([engine.archive?.thumbnails.stop(), engine.archive?.pictures.close()])
  engine.archive?.afterwards.flush()
  engine.archive?.database.close()
  engine.archive = null
  engine.lock?.release()
  engine.lock = null
  if (engine.replacement) exchange(engine.places, engine.replacement)
}
