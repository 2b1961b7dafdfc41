// Settling a difference: put back, moved with its place, declared lost, or noted (rules C1, C7).
import type { Input } from '#shared/contract/index.ts'
import { needsRemark, settlementsOf } from '#shared/domain/stocktaking.ts'
import { putFolders, slotNamed, takeFolder, type Folder } from '../cabinet/placing.ts'
import { labelOfSlot, slotByLabel, standingOf, type Slot } from '../cabinet/store.ts'
import { takeOut } from '../filing/steps.ts'
import { stepsOfDossier } from '../filing/store.ts'
import type { WriteContext } from '../handler.ts'
import { refused, wrongFields } from '../refusal.ts'
import { foldersKnown, settle, type StandingDifference, type Stocktaking } from './store.ts'

type How = Pick<Input<'stocktaking.settle'>, 'outcome' | 'slot' | 'remark'>

/** `difference`: one that the actor may know of. */
export function settleDifference(context: WriteContext, stocktaking: Stocktaking, difference: StandingDifference, how: How): Record<string, never> {
  const { db, actor, now, note } = context
  const { outcome, remark } = how
  const { dossierId } = difference
  if (difference.settled) throw refused('stocktaking.settled', stocktaking.number)
  if (!settlementsOf(difference, difference.changed).includes(outcome)) throw refused('stocktaking.otherwise', stocktaking.number)
  if (needsRemark(outcome) && remark === '') throw wrongFields({ path: ['remark'], problem: 'text.required' })
  const folder = dossierId === null ? null : foldersKnown(db, actor, [dossierId]).get(dossierId) ?? null
  let slot: Slot | null = null
  let taken: string[] = []
  if (folder && outcome === 'moved') {
    slot = slotFor(context, difference, how.slot)
    putFolders(context, [folder], slot)
  } else if (folder && outcome === 'lost') taken = loseFolder(context, folder)
  else if (folder && outcome === 'putBack') requireInPlace(context, folder)
  settle(db, difference.id, { outcome, slotId: slot?.id ?? null, remark, by: actor.id, at: now })
  note({
    stocktaking: stocktaking.number, difference: difference.id, outcome, dossier: folder?.number ?? null, slot: slot?.label ?? null,
    slotId: slot?.id ?? null, remark, records: taken,
  })
  return {}
}

/** Named, or else where it was found. */
function slotFor(context: WriteContext, { foundIn }: StandingDifference, named: string | null): Slot {
  if (named !== null && named !== '') return slotNamed(context, named)
  const slot = foundIn === null ? null : slotByLabel(context.db, labelOfSlot(context.db, foundIn))
  if (!slot) throw wrongFields({ path: ['slot'], problem: 'text.required' })
  return slot
}

/** It lies nowhere now, and its papers with it: once it turns up, they are put away anew (H4). @returns the numbers of the records. */
function loseFolder(context: WriteContext, folder: Folder): string[] {
  takeFolder(context, folder)
  return stepsOfDossier(context.db, folder.dossierId).filter(({ placedAt }) => placedAt !== null).map(({ id, number }) => {
    takeOut(context.db, id, context.now)
    return number
  })
}

/** Only what belongs somewhere can be put back, and only what is not out. */
function requireInPlace({ db }: WriteContext, { dossierId, number }: Folder): void {
  const present = standingOf(db, [dossierId]).get(dossierId)
  if (present?.out === true) throw refused('folder.out', number)
  if (present?.slotId === null || present === undefined) throw refused('filing.folderNowhere', number)
}
