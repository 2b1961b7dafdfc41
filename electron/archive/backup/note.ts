// A backup from the command line, by someone with a log-in: the same permission and the same entry in the audit trail as the method's
// (rules A2, A3).
import { contract } from '#shared/contract/index.ts'
import { dayOf, type Instant } from '#shared/domain/local-date.ts'
import { enterAudit } from '../audit/trail.ts'
import type { ArchiveDatabase } from '../database/database.ts'
import { SCHEMA_VERSION } from '../database/migrate.ts'
import { requireUnchanged } from '../data-key/next.ts'
import type { Places } from '../places.ts'
import { Refusal, refused } from '../refusal.ts'
import { requirePermission } from '../session/acting.ts'
import { requireStanding } from '../session/proof.ts'
import { actorOf } from '../staff/store.ts'
import type { Opened } from '../vault/keyring.ts'
import { privateKeyFrom } from '../vault/signing.ts'

/**
 * Enters the backup into `folder` before it begins, signed by the one whose password opened the keyring.
 * @throws Refusal `forbidden`; `wrongPassword` for a leaver; `keyring.stale`; `archive.tooNew`; `archive.inUse` when its data key was changed this moment.
 */
export function noteBackup({ database, places }: { database: ArchiveDatabase; places: Places }, opened: Opened, folder: string, at: Instant): void {
  const version = Number(database.raw.pragma('user_version', { simple: true }))
  if (version > SCHEMA_VERSION) throw refused('archive.tooNew', String(version))
  const { personId, keyId } = opened
  database.transaction((db) => {
    requireUnchanged(places)
    const actor = actorOf(db, personId, dayOf(at))
    if (!actor) throw new Refusal('wrongPassword', 'log-in and password do not fit')
    requireStanding(db, opened)
    requirePermission(actor, contract['backup.run'].access)
    enterAudit(db, at, { personId, keyId, key: privateKeyFrom(opened.signingKey) }, 'backup.run', { folder })
  })
}
