// Looking into an archive at rest: its rows, and what lies in its vault held against them.
import { openDatabase, type Reader } from '#archive/database/database.ts'
import { databaseKey } from '#archive/database/key.ts'
import { placesIn, type Places } from '#archive/places.ts'
import { attachmentFile, checkAttachment, storedAttachments } from '#archive/vault/attachments.ts'
import { openEntry, readKeyring } from '#archive/vault/keyring.ts'
import { onlyKey } from '#archive/vault/keys.ts'
import { LOGINS, PASSWORD } from '#test/support/archive.ts'

export type AtRest = { db: Reader; places: Places; dataKey: Uint8Array }

/** Opens the archive in a folder for reading alone. */
export async function readingIn<T>(folder: string, work: (at: AtRest) => T | Promise<T>): Promise<T> {
  const places = placesIn(folder)
  const { dataKey } = await openEntry(readKeyring(places.keyring), LOGINS.administrator, PASSWORD)
  const database = openDatabase(places.database, databaseKey(dataKey), 'readOnly')
  try {
    return await work({ db: database.reader, places, dataKey })
  } finally {
    database.close()
  }
}

/** Files without a row and rows without their file; every file is read through. */
export async function vaultProblems({ db, places, dataKey }: AtRest): Promise<string[]> {
  const rows = new Map(db.all('SELECT name, size FROM attachment', [], (row) => [row.text('name'), row.int('size')]))
  const problems: string[] = []
  for await (const name of storedAttachments(places.attachments)) if (!rows.has(name)) problems.push(`file without a row: ${name}`)
  for (const [name, size] of rows) {
    const found = await checkAttachment(attachmentFile(places.attachments, name), onlyKey(dataKey), name).catch((error: unknown) => String(error))
    if (found !== size) problems.push(`row without its file: ${found}`)
  }
  return problems
}
