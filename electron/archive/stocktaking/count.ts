// What was scanned, held against what is expected, as far as whoever asks may know of it (rules C7, S3).
import type { Id } from '#shared/domain/id.ts'
import { readLabel } from '#shared/domain/label.ts'
import { differencesOf, type Difference, type Found, type Present } from '#shared/domain/stocktaking.ts'
import { standingOf } from '../cabinet/store.ts'
import type { Reader } from '../database/database.ts'
import { dossierByNumber } from '../filing/store.ts'
import type { Actor } from '../handler.ts'
import { standingDossier } from '../merge/standing.ts'
import { expectedOf, foldersKnown, scansOf, type Stocktaking } from './store.ts'

/** The dossier whose folder a text is the label of, or the number of; null also for one that the actor may not know of. */
export function folderMeant(db: Reader, actor: Actor, text: string): Id<'dossier'> | null {
  const label = readLabel(text)
  if (label !== null && label.what !== 'dossier') return null
  return dossierByNumber(db, actor, (label?.number ?? text.trim()).toUpperCase())
}

const NOWHERE: Present = { slotId: null, out: false }

/**
 * What the actor may know of the count; all of it with null. A folder that they may not know of is as if it were not there: neither missing nor scanned. What
 * somebody scanned who may not know of it stays an unknown text, whoever looks: were it found out, they would learn of it.
 */
export function differencesFor(db: Reader, actor: Actor | null, { id }: Stocktaking): Difference[] {
  const expected = expectedOf(db, actor, id)
  const found = foundBy(db, actor, id)
  const present = standingOf(db, [...new Set([...expected, ...found].flatMap(({ dossierId }) => dossierId ?? []))])
  return differencesOf(expected, found, (dossierId) => present.get(dossierId) ?? NOWHERE)
}

function foundBy(db: Reader, actor: Actor | null, id: Id<'stocktaking'>): Found[] {
  // Of one that was merged since, the folder is the other's now.
  const found = scansOf(db, id).map(({ text, slotId, dossierId, belongsIn, out }) => (
    { text, slotId, dossierId: dossierId === null ? null : standingDossier(db, dossierId), belongsIn, out }
  ))
  if (actor === null) return found
  const known = foldersKnown(db, actor, [...new Set(found.flatMap(({ dossierId }) => dossierId ?? []))])
  return found.filter(({ dossierId }) => dossierId === null || known.has(dossierId))
}
