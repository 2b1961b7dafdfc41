// The open archive replaced by a backup of it (rule A2): what is there is backed up first; the backup is written whole beside it; then, with everything
// closed, the two change places by renaming, and what was there stays in a folder of its own.
import { existsSync, renameSync, rmSync } from 'node:fs'
import { rm } from 'node:fs/promises'
import { basename, dirname } from 'node:path'
import type { BackupPointView } from '#shared/contract/backup.ts'
import { dayOf, type LocalDate } from '#shared/domain/local-date.ts'
import type { Engine, OpenArchive } from '../engine.ts'
import { placesIn, type Places } from '../places.ts'
import { syncFolder } from '../vault/durable.ts'
import { systemCode } from '../system-code.ts'
import { readRestoredMark, writeRestoredMark } from './restored-mark.ts'
import { backUpOpened, restoreInThread } from './run.ts'
import { addRun } from './store.ts'
import type { Progress } from './tasks.ts'

/** `folder`: takes the archive's place; `kept`: where what was there stays. */
export type Replacement = { folder: string; kept: string }

const beside = (folder: string): string => `${folder}.replacing`

/**
 * Prepares everything, and has the engine end and begin anew with what was restored. Answers the backup of what is there now.
 * @throws as `backUpOpened` and `restorePoint` do; the archive is then as it was.
 */
export async function replaceArchive(engine: Engine, archive: OpenArchive, from: { folder: string; id: string }, progress: Progress): Promise<BackupPointView> {
  const { places, program } = engine
  const startedAt = engine.clock()
  const half = (begin: number): Progress => ({ ...progress, at: (part) => progress.at(begin + part / 2) })
  const target = beside(places.folder)
  // Of an earlier attempt that was broken off.
  await rm(target, { recursive: true, force: true })
  const { backup, written } = await backUpOpened({ places, program, ...archive }, from.folder, startedAt, half(0))
  await archive.database.turn()
  archive.database.transaction((db) => {
    addRun(db, {
      placeId: null, folder: from.folder, what: 'backup', startedAt, endedAt: engine.clock(), outcome: 'done', problem: null, point: backup.id, findings: null, written,
    })
  })
  await restoreInThread({ ...from, target }, program, half(0.5))
  const kept = freeName(places.folder, dayOf(startedAt))
  const restored = placesIn(target)
  const mark = readRestoredMark(restored)
  if (mark) writeRestoredMark(restored, { ...mark, kept: basename(kept) })
  engine.replacement = { folder: target, kept }
  engine.restart()
  return backup
}

/** A name with the day that nothing bears yet. */
function freeName(folder: string, day: LocalDate): string {
  const name = `${folder}-${day}`
  for (let number = 1; ; number += 1) {
    const free = number === 1 ? name : `${name}-${number}`
    if (!existsSync(free)) return free
  }
}

/** The archive is closed. Where the folders cannot be renamed it stays, and says so to whoever signs in next. */
export function exchange(places: Places, { folder, kept }: Replacement): void {
  const mark = readRestoredMark(placesIn(folder))
  try {
    renameSync(places.folder, kept)
    try {
      renameSync(folder, places.folder)
    } catch (error) {
      renameSync(kept, places.folder)
      throw error
    }
    syncFolder(dirname(places.folder))
  } catch (error) {
    if (mark) writeRestoredMark(places, { ...mark, kept: null, failed: systemCode(error) ?? 'internal' })
    rmSync(folder, { recursive: true, force: true })
    throw error
  }
}

/** Broken off between the two renamings, what was restored is whole and takes its place. */
export function finishExchange(folder: string): void {
  if (!existsSync(folder) && existsSync(beside(folder))) renameSync(beside(folder), folder)
}
