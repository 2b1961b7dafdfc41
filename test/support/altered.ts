// A copy of a test's archive, changed behind the program's back, and what `verify` finds in it.
import { cpSync, rmSync } from 'node:fs'
import type { Writer } from '#archive/database/database.ts'
import { placesIn } from '#archive/places.ts'
import { openEntry, readKeyring } from '#archive/vault/keyring.ts'
import type { FindingView } from '#shared/contract/backup.ts'
import { LOGINS, PASSWORD, temporaryFolder, type TestArchive } from '#test/support/archive.ts'
import { changeRows, findingsOf } from '#test/support/tampered.ts'

/** Stops the archive, changes a copy of it, if at all, and checks that. The archive itself is as before. */
export async function foundIn(archive: TestArchive, work: (db: Writer) => void = () => undefined): Promise<FindingView[]> {
  await archive.stop()
  const folder = temporaryFolder()
  try {
    cpSync(archive.folder, folder, { recursive: true })
    const places = placesIn(folder)
    const copy = { folder, places, admin: await openEntry(readKeyring(places.keyring), LOGINS.administrator, PASSWORD) }
    changeRows(copy, work)
    return await findingsOf(copy)
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}
