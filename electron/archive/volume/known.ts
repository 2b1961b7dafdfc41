// Finding a volume for whoever acts on it, and whether its state allows the act (rules C2 to C4, S1).
import type { Id } from '#shared/domain/id.ts'
import { VOLUME_STEPS, type VolumeAct, type VolumeState } from '#shared/domain/volume.ts'
import type { ReadContext } from '../handler.ts'
import { notFound, refused } from '../refusal.ts'
import { piecesOf, volumeById, type Volume } from './store.ts'

/** @throws Refusal `notFound`, also for one of which the actor may know nothing. */
export function knownVolume({ db, actor }: Pick<ReadContext, 'db' | 'actor'>, id: Id<'volume'>): Volume {
  const volume = volumeById(db, actor, id)
  if (!volume) throw notFound('volume')
  return volume
}

/**
 * One whose every piece the actor may know: whoever orders, closes or takes apart a volume has all of it in their hands.
 * @throws Refusal `notFound`, `volume.notYours`.
 */
export function wholeVolume(context: Pick<ReadContext, 'db' | 'actor'>, id: Id<'volume'>): Volume {
  const volume = knownVolume(context, id)
  if (piecesOf(context.db, context.actor, id).some(({ known }) => !known)) throw refused('volume.notYours', volume.view.number ?? undefined)
  return volume
}

/** The state after an act. @throws Refusal `volume.cannot`. */
export function requireStep({ view }: Volume, act: VolumeAct): VolumeState {
  const next = VOLUME_STEPS[view.state][act]
  if (next === undefined) throw refused('volume.cannot', view.number ?? view.title)
  return next
}
