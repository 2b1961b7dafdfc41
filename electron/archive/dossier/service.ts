// The dossier page, and bringing its data up to date (rules F1, F8, A3).
import type { dossierContract } from '#shared/contract/dossier.ts'
import type { Id } from '#shared/domain/id.ts'
import { destructionOf } from '../disposal/store.ts'
import { linesOfDossier } from '../handover/store.ts'
import type { HandlersOf, ReadContext } from '../handler.ts'
import { mergeEventsOf } from '../merge/service.ts'
import { recordsOf } from '../record/store.ts'
import { notFound, refused, wrongFields } from '../refusal.ts'
import { indexDossier } from '../search/index-dossier.ts'
import { secrecyOf } from '../secrecy/store.ts'
import { searchDossiers } from '../search/search.ts'
import { followOwner, updateCustomer, updateVehicle } from './filing.ts'
import { changesOf, isErasedCustomer, knownDossier, knownPast, ownersOf, type Filed } from './store.ts'

function known(context: ReadContext, id: Id<'dossier'>): Filed {
  const filed = knownDossier(context.db, context.actor, id)
  if (!filed) {
    // Its number is still on labels and in books.
    const gone = knownPast(context.db, context.actor, id) ? destructionOf(context.db, id) : null
    throw gone ? refused('dossier.destroyed', gone.number) : notFound('dossier')
  }
  context.note({ dossier: filed.number })
  return filed
}

export const dossierHandlers: HandlersOf<typeof dossierContract> = {
  'dossier.search': { read: ({ db, actor, today }, query) => searchDossiers(db, actor, today, query) },
  'dossier.open': {
    read: (context, { id }) => {
      const filed = known(context, id)
      return {
        id,
        number: filed.number,
        secrecy: secrecyOf(context.db, id, context.today),
        createdAt: filed.createdAt,
        vehicle: filed.vehicle,
        owners: ownersOf(context.db, id),
        records: recordsOf(context.db, id, context.today),
        lines: linesOfDossier(context.db, id),
        changes: changesOf(context.db, id),
        merges: mergeEventsOf(context, id),
      }
    },
  },
  'customer.update': {
    write: (context, { dossierId, customerId, customer }) => {
      known(context, dossierId)
      const owner = ownersOf(context.db, dossierId).find((candidate) => candidate.customer.id === customerId)
      if (!owner || isErasedCustomer(context.db, customerId)) throw notFound('customer')
      updateCustomer(context, owner.customer, customer, dossierId)
      return {}
    },
  },
  'vehicle.update': {
    write: (context, { dossierId, vehicle }) => {
      updateVehicle(context, known(context, dossierId), vehicle, ['vehicle'])
      indexDossier(context.db, dossierId)
      return {}
    },
  },
  'dossier.changeOwner': {
    write: (context, { dossierId, customer, fromOn }) => {
      known(context, dossierId)
      if (fromOn > context.today) throw wrongFields({ path: ['fromOn'], problem: 'date.future' })
      followOwner(context, dossierId, customer, fromOn, 'fromOn')
      indexDossier(context.db, dossierId)
      return {}
    },
  },
}
