// Finding a destruction list, whether its state allows an act, and what falls out of it (rules R2, R3).
import { DISPOSAL_STEPS, type DisposalAct, type DisposalState } from '#shared/domain/disposal.ts'
import type { Id } from '#shared/domain/id.ts'
import type { AuditNote, ReadContext, WriteContext } from '../handler.ts'
import { notFound, refused } from '../refusal.ts'
import { barriersOf } from './keeping.ts'
import { disposalById, dropItem, erasureOfLine, itemsOf, noteRemoved, type Disposal } from './store.ts'

export function known({ db }: Pick<ReadContext, 'db'>, id: Id<'disposal'>): Disposal {
  const disposal = disposalById(db, id)
  if (!disposal) throw notFound('disposal')
  return disposal
}

/** The state after an act. @throws Refusal `disposal.cannot` where its state does not allow it. */
export function requireStep({ state, number }: Disposal, act: DisposalAct): DisposalState {
  const next = DISPOSAL_STEPS[state][act]
  if (next === undefined) throw refused('disposal.cannot', number)
  return next
}

/**
 * What got a hold meanwhile drops out of the list, and stays on it to be seen, with the reason (R3). Once it is approved what was extended is
 * settled, and in term again.
 */
export function dropHeld({ db, now, today }: WriteContext, { id, state }: Pick<Disposal, 'id' | 'state'>): { count: number; note: { dropped: number[]; dropReasons: string[] } } {
  const items = itemsOf(db, id).filter(({ dropped, appraisal }) => dropped === null && (state !== 'approved' || appraisal === 'destroy'))
  const barriers = barriersOf(db, items.map(({ dossierId }) => dossierId), today, id)
  const dropped = items.flatMap(({ position, dossierId }) => {
    const [reason] = barriers.get(dossierId) ?? []
    return reason === undefined ? [] : [{ position, dossierId, reason }]
  })
  for (const { position, reason } of dropped) dropItem(db, id, position, reason, now)
  return { count: dropped.length, note: { dropped: dropped.map(({ dossierId }) => dossierId), dropReasons: dropped.map(({ reason }) => reason) } }
}

/** Somebody says that the older backups in a folder, which still hold what a line of the register says was erased, are gone (A2, R4). `about`: by what. */
export function noteBackupsRemoved({ db, actor, today, note }: WriteContext, registerSeq: number | null, folder: string, about: AuditNote): Record<string, never> {
  const erasure = registerSeq === null ? null : erasureOfLine(db, registerSeq)
  if (!erasure || !noteRemoved(db, erasure.id, folder, today, actor.id)) throw notFound('backup')
  note({ ...about, folder, removedOn: today })
  return {}
}
