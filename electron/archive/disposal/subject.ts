// All that is kept about one customer, for them to see (rule R4, PIPL): what, where, why and until when.
import type { Input, Output } from '#shared/contract/index.ts'
import { setting } from '../desk/store.ts'
import { customerById, knowsCustomer } from '../dossier/store.ts'
import type { ReadContext } from '../handler.ts'
import { standingCustomer } from '../merge/standing.ts'
import { notFound } from '../refusal.ts'
import { holdsOf, keptOf } from './keeping.ts'
import { changesOf, ownedBy, recordsOf } from './subject-store.ts'

export function subjectSheet(context: ReadContext, { customerId }: Input<'subject.sheet'>): Output<'subject.sheet'> {
  const { db, actor, today, note } = context
  const id = standingCustomer(db, customerId)
  const customer = knowsCustomer(db, actor, id) ? customerById(db, id) : null
  if (!customer) throw notFound('customer')
  const all = ownedBy(db, actor, id)
  const owned = all.filter((time) => time.known)
  const ids = owned.map(({ dossierId }) => dossierId)
  const kept = keptOf(db, ids, today)
  const held = holdsOf(db, ids, today)
  note({ customer: id, dossiers: [...new Set([...kept.values()].map(({ number }) => number))] })
  return {
    storeName: setting(db, 'storeName') ?? '',
    drawnOn: today,
    customer,
    dossiers: owned.flatMap(({ dossierId, ownedFrom, ownedTo }) => {
      const of = kept.get(dossierId)
      return of ? [{
        number: of.number, vin: of.vin, plate: of.plate, model: of.model, ownedFrom, ownedTo, keptUntil: of.expiresOn, held: held.get(dossierId) ?? [],
        records: recordsOf(db, dossierId, ownedFrom, ownedTo),
      }] : []
    }),
    changes: changesOf(db, id, ids),
    hidden: new Set(all.flatMap((time) => (time.known ? [] : [time.dossierId]))).size,
  }
}
