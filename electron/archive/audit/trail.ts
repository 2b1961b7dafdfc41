// The audit trail (rule A3): who saw, changed, printed, exported what, and when; a chain, each entry signed by the actor.
import type { AuditNote } from '../handler.ts'
import { appendEntry, type Head } from '../chain/chain.ts'
import type { Writer } from '../database/database.ts'
import type { Session } from '../session/sessions.ts'
import type { Instant } from '#shared/domain/local-date.ts'

/** `session` null: nobody was signed in (a failed sign-in); such an entry is unsigned. */
export function enterAudit(db: Writer, at: Instant, session: Pick<Session, 'personId' | 'keyId' | 'key'> | null, method: string, note: AuditNote): Head {
  return appendEntry(db, {
    chain: 'audit',
    at,
    kind: method,
    content: JSON.stringify({ personId: session?.personId ?? null, ...note }),
    signers: session ? [{ party: 'actor', personId: session.personId, keyId: session.keyId, key: session.key }] : [],
  })
}
