// Files of the open archive that are missing or damaged, put back from its backups (rule A2). Each is proven by its name before it takes its place, so
// that a damaged backup makes nothing worse.
import { mkdirSync, renameSync, rmSync } from 'node:fs'
import { dirname, join } from 'node:path'
import type { VerifyResult } from '#shared/contract/backup.ts'
import { openDatabase } from '../database/database.ts'
import { databaseKey } from '../database/key.ts'
import { placesIn, type Places } from '../places.ts'
import { Refusal } from '../refusal.ts'
import { attachmentFile, attachmentPath, attachmentRows, checkAttachment, sealAnew } from '../vault/attachments.ts'
import { storedSize } from '../vault/attachment-format.ts'
import { syncFile, syncFolder } from '../vault/durable.ts'
import type { VaultKeys } from '../vault/keys.ts'
import type { BackupFile } from './file-list.ts'
import { filesOf, pointsIn } from './manifest.ts'
import { openPieces, poolIn, type Pieces } from './pool.ts'
import { writeFile } from './restore.ts'
import type { Steps } from './tasks.ts'

/** `archive`: its folder; `from`: the folder of the backups. */
export type MendJob = { archive: string; archiveId: string; keys: VaultKeys; from: string }

/** `verify.findings`: the files that no backup there holds whole. */
export type Mended = { mended: number; verify: VerifyResult }

/** The share of the work that is reading through what the archive has. */
const READING = 0.9

/** @throws Refusal `cancelled`; what the disk throws. What was put back by then stays. */
export async function mend({ archive, archiveId, keys, from }: MendJob, progress: Steps): Promise<Mended> {
  const places = placesIn(archive)
  const lacking = new Map<string, { size: number; problem: string }>()
  const attachments = await readThrough(places, keys, lacking, { ...progress, at: (part) => progress.at(part * READING) })
  const broken = lacking.size
  if (broken > 0) {
    const pool = poolIn(from)
    const pieces = openPieces(pool)
    try {
      for (const { point } of await pointsIn(pool)) {
        if (point?.manifest.archiveId !== archiveId || lacking.size === 0) continue
        await putBack(places, keys, lacking, { files: unlessDamaged(() => filesOf(point, pieces)) ?? [], pieces }, () => {
          progress.check()
          progress.at(READING + (1 - READING) * (1 - lacking.size / broken))
        })
      }
    } finally {
      pieces.close()
    }
  }
  const findings = [...lacking].map(([name, { problem }]) => ({ where: attachmentPath(name), problem }))
  return { mended: broken - lacking.size, verify: { chains: [], attachments, findings } }
}

/** Notes in `lacking` what is not whole. @returns how many there should be. */
async function readThrough(places: Places, keys: VaultKeys, lacking: Map<string, { size: number; problem: string }>, progress: Steps): Promise<number> {
  const rows = rowsOf(places, keys.data)
  for (const [at, { name, size }] of rows.entries()) {
    progress.check()
    const found = await sizeOf(attachmentFile(places.attachments, name), keys, name)
    if (found !== size) lacking.set(name, { size, problem: typeof found === 'string' ? found : 'attachment.sizeDiffers' })
    progress.at((at + 1) / rows.length)
  }
  return rows.length
}

function rowsOf(places: Places, dataKey: Uint8Array): { name: string; size: number }[] {
  const database = openDatabase(places.database, databaseKey(dataKey), 'readOnly')
  try {
    return [...attachmentRows(database.reader)]
  } finally {
    database.close()
  }
}

/** The size of a file that is whole; else what is wrong with it. */
export async function sizeOf(file: string, keys: VaultKeys, name: string): Promise<number | string> {
  try {
    return await checkAttachment(file, keys, name)
  } catch (error) {
    if (!(error instanceof Refusal)) throw error
    return error.details.problem ?? 'attachment.damaged'
  }
}

/** Puts back what a backup holds whole, and takes it off the list. */
export async function putBack(
  places: Places, keys: VaultKeys, lacking: Map<string, { size: number }>, { files, pieces }: { files: readonly BackupFile[]; pieces: Pieces }, step: () => void,
): Promise<void> {
  const byPath = new Map(files.map((file) => [file.path, file]))
  for (const [name, { size }] of lacking) {
    step()
    const file = byPath.get(attachmentPath(name))
    const staged = join(places.staging, `mended-${name}`)
    mkdirSync(places.staging, { recursive: true, mode: 0o700 })
    try {
      const isWritten = file?.size === storedSize(size) && unlessDamaged(() => {
        writeFile(file, pieces, staged, step)
        return true
      }) === true
      if (!isWritten || !(await bringUnderKey(places, staged, keys, name)) || await sizeOf(staged, keys, name) !== size) continue
      syncFile(staged)
      const target = attachmentFile(places.attachments, name)
      mkdirSync(dirname(target), { recursive: true, mode: 0o700 })
      renameSync(staged, target)
      syncFolder(dirname(target))
      lacking.delete(name)
    } finally {
      rmSync(staged, { force: true })
    }
  }
}

/** A backup from before the data key was changed has it under an earlier one. False for what opens with none. */
async function bringUnderKey(places: Places, staged: string, keys: VaultKeys, name: string): Promise<boolean> {
  try {
    const anew = await sealAnew(places, staged, keys, name)
    if (anew !== null) renameSync(anew, staged)
    return true
  } catch (error) {
    if (!(error instanceof Refusal)) throw error
    return false
  }
}

/** Null where the backup is damaged: another may be whole. */
export function unlessDamaged<T>(read: () => T): T | null {
  try {
    return read()
  } catch (error) {
    if (error instanceof Refusal && error.code === 'storage') return null
    throw error
  }
}

