// Where things lie in an archive's folder, and the small readable file that says what it is.
import { existsSync, readFileSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'
import { refused } from './refusal.ts'

export const placesIn = (folder: string) => ({
  folder,
  descriptor: join(folder, 'archive.json'),
  keyring: join(folder, 'keyring.json'),
  /** As it was, while it is changed. */
  keyringBefore: join(folder, 'keyring.json.before'),
  database: join(folder, 'archive.db'),
  heads: join(folder, 'heads.json'),
  tries: join(folder, 'tries.json'),
  backupPlan: join(folder, 'backup-plan.json'),
  lock: join(folder, 'writer.lock'),
  attachments: join(folder, 'attachments'),
  staging: join(folder, 'staging'),
  restored: join(folder, 'restored.json'),
  /** The archive under its next data key, being made; and made, until it is moved into its places. */
  nextKeyPart: join(folder, 'next-key.part'),
  nextKey: join(folder, 'next-key'),
})

export type Places = ReturnType<typeof placesIn>

const descriptorSchema = z.object({
  format: z.literal(1),
  archiveId: z.string().regex(/^[0-9a-f]{32}$/),
  /** Shown before anyone has signed in. */
  storeName: z.string(),
  storeCode: z.string(),
  /** Practice only: marked 演练, and may be run at another time. The database says the same. */
  training: z.boolean(),
})

export type Descriptor = z.output<typeof descriptorSchema>

/**
 * What the folder's archive says of itself; null when there is none: no folder, or an empty one.
 * @throws Refusal `archive.notAnArchive` for a folder with other things in it, or an archive missing a part; `archive.tooNew`.
 */
export function readDescriptor(places: Places): Descriptor | null {
  if (!existsSync(places.folder) || readdirSync(places.folder).length === 0) return null
  const whole = [places.descriptor, places.keyring, places.database].every((file) => existsSync(file))
  if (!whole) throw refused('archive.notAnArchive', places.folder)
  return parseDescriptor(readFileSync(places.descriptor, 'utf8'), places.folder)
}

/** What a later program's descriptor still has: the number of its format. */
const later = z.looseObject({ format: z.int().min(2) })

/** @throws Refusal `archive.notAnArchive`; `archive.tooNew` for one of a later program. */
export function parseDescriptor(text: string, subject: string): Descriptor {
  let read: unknown
  try {
    read = JSON.parse(text)
  } catch {
    throw refused('archive.notAnArchive', subject)
  }
  const ofLater = later.safeParse(read)
  if (ofLater.success) throw refused('archive.tooNew', String(ofLater.data.format))
  const own = descriptorSchema.safeParse(read)
  if (!own.success) throw refused('archive.notAnArchive', subject)
  return own.data
}
