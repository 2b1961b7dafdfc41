// After the data key was changed, file after file of the vault is sealed anew under it, in a thread of its own, while people work. What was done stays
// done: one that was broken off looks at each file's beginning and goes on.
import { existsSync, renameSync, rmSync } from 'node:fs'
import { dirname } from 'node:path'
import type { Steps } from '../backup/tasks.ts'
import { openDatabase } from '../database/database.ts'
import { databaseKey } from '../database/key.ts'
import type { Places } from '../places.ts'
import { Refusal } from '../refusal.ts'
import { systemCode } from '../system-code.ts'
import { attachmentFile, attachmentRows, hasAttachmentRow, sealAnew } from '../vault/attachments.ts'
import { syncFolder } from '../vault/durable.ts'
import type { VaultKeys } from '../vault/keys.ts'

export type ResealJob = { places: Places; keys: VaultKeys }

/** `gone`: files whose row went while they were sealed, and that may be there again. `refused`: what the system said of the first that is left for another time. */
export type Resealed = { gone: string[]; refused: string | null }

/** No other file goes either. Whatever else is said of one may be of that one alone: the others do not wait for it. */
const OF_ALL_FILES = /^(?:ENOSPC|EDQUOT|EROFS|SQLITE_.*)$/

/**
 * Every file that has a row, once: what is added meanwhile is under the present key already. One that is damaged stays as it is, for `verify` to name.
 * @throws where the disk is full, or may only be read; Refusal `cancelled`. What was sealed anew by then stays.
 */
export async function reseal({ places, keys }: ResealJob, progress: Steps): Promise<Resealed> {
  const database = openDatabase(places.database, databaseKey(keys.data), 'readOnly')
  try {
    const db = database.reader
    const names = Array.from(attachmentRows(db), ({ name }) => name)
    const resealed: Resealed = { gone: [], refused: null }
    for (const [index, name] of names.entries()) {
      progress.check()
      if (hasAttachmentRow(db, name)) {
        const refusal = await refusalOf(() => resealOne(places, keys, name))
        resealed.refused ??= refusal
        if (!hasAttachmentRow(db, name)) resealed.gone.push(name)
      }
      progress.at((index + 1) / names.length)
    }
    return resealed
  } finally {
    database.close()
  }
}

/** What the system said of one file, as `EIO`; null: it is done. */
async function refusalOf(work: () => Promise<void>): Promise<string | null> {
  try {
    await work()
    return null
  } catch (error) {
    const code = systemCode(error)
    if (code === null || OF_ALL_FILES.test(code)) throw error
    return code
  }
}

async function resealOne(places: Places, keys: VaultKeys, name: string): Promise<void> {
  const file = attachmentFile(places.attachments, name)
  const anew = await unlessDamaged(() => sealAnew(places, file, keys, name))
  if (anew === null) return
  try {
    // Removed meanwhile, it is not brought back.
    if (!existsSync(file)) return
    renameSync(anew, file)
    syncFolder(dirname(file))
  } finally {
    rmSync(anew, { force: true })
  }
}

async function unlessDamaged(work: () => Promise<string | null>): Promise<string | null> {
  try {
    return await work()
  } catch (error) {
    if (error instanceof Refusal && error.code === 'storage') return null
    throw error
  }
}
