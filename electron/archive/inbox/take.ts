// Entering a file that lies in the vault by now into the inbox.
import type { Instant } from '#shared/domain/local-date.ts'
import { enterAudit } from '../audit/trail.ts'
import type { Writer } from '../database/database.ts'
import { putAttachment } from '../scan/store.ts'
import type { Session } from '../session/sessions.ts'
import { addInboxFile, inboxFileOf, type UnsortedFile } from './store.ts'

/** Null for a file whose content came in before: it is not sorted once more. */
export function enterTaken(db: Writer, session: Session, taken: { name: string; size: number; fileName: string; at: Instant }): UnsortedFile | null {
  const attachmentId = putAttachment(db, { name: taken.name, mediaType: 'application/octet-stream', size: taken.size, at: taken.at })
  const name = taken.fileName.normalize('NFC').slice(0, 200)
  const earlier = inboxFileOf(db, attachmentId)
  // The same file still: left in the folder since it is no picture, or since the program ended before it was removed.
  if (earlier?.unreadable === true || earlier?.name === name) return null
  const duplicateOf = earlier?.id ?? null
  const id = addInboxFile(db, { name, attachmentId, arrivedAt: taken.at, duplicateOf })
  enterAudit(db, taken.at, session, 'inbox.take', { file: id, duplicateOf, size: taken.size })
  return duplicateOf === null ? { id, attachment: taken.name, attachmentId } : null
}
