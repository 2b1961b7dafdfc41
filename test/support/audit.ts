// What the audit trail of a test's archive says, read beside the running program with a password of it.
import { openDatabase } from '#archive/database/database.ts'
import { databaseKey } from '#archive/database/key.ts'
import { placesIn } from '#archive/places.ts'
import { openEntry, readKeyring } from '#archive/vault/keyring.ts'
import { LOGINS, PASSWORD } from '#test/support/archive.ts'

/** The contents of a method's entries, oldest first. */
export async function auditOf(folder: string, method: string): Promise<unknown[]> {
  const places = placesIn(folder)
  const { dataKey } = await openEntry(readKeyring(places.keyring), LOGINS.administrator, PASSWORD)
  const database = openDatabase(places.database, databaseKey(dataKey), 'readOnly')
  try {
    return database.reader.all(
      "SELECT c.content FROM chain_entry e JOIN chain_content c ON c.chain = e.chain AND c.seq = e.seq WHERE e.chain = 'audit' AND e.kind = ? ORDER BY e.seq",
      [method], (row): unknown => JSON.parse(row.text('content')),
    )
  } finally {
    database.close()
  }
}
