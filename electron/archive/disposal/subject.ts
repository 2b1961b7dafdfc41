// All that is kept about one customer, for them to see (rule R4, PIPL): what, where, why and until when.
import type { Input, Output } from '#shared/contract/index.ts'
import type { SubjectSheet } from '#shared/contract/disposal.ts'
import type { Id } from '#shared/domain/id.ts'
import { RECORD_KINDS } from '#shared/domain/record.ts'
import { mayKnowDossier } from '../access/visibility.ts'
import type { Reader } from '../database/database.ts'
import { setting } from '../desk/store.ts'
import { customerById, knowsCustomer } from '../dossier/store.ts'
import type { ReadContext } from '../handler.ts'
import { standingCustomer } from '../merge/standing.ts'
import { notFound } from '../refusal.ts'
import { holdsOf, keptOf } from './keeping.ts'

export function subjectSheet(context: ReadContext, { customerId }: Input<'subject.sheet'>): Output<'subject.sheet'> {
  const { db, actor, today, note } = context
  const id = standingCustomer(db, customerId)
  const customer = knowsCustomer(db, actor, id) ? customerById(db, id) : null
  if (!customer) throw notFound('customer')
  const owned = ownedBy(context, id)
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
    changes: changesOf(db, ids),
    hidden: db.get('SELECT count(DISTINCT dossier_id) AS n FROM ownership WHERE customer_id = ?', [id], (row) => row.int('n') - new Set(ids).size) ?? 0,
  }
}

function ownedBy({ db, actor }: ReadContext, id: Id<'customer'>) {
  const known = mayKnowDossier(actor)
  return db.all(
    `SELECT o.dossier_id, o.from_on, o.to_on FROM ownership o JOIN dossier d ON d.id = o.dossier_id WHERE o.customer_id = ? AND ${known.sql} ORDER BY o.from_on, o.id`,
    [id, ...known.parameters],
    (row) => ({ dossierId: row.id<'dossier'>('dossier_id'), ownedFrom: row.date('from_on'), ownedTo: row.dateOrNull('to_on') }),
  )
}

/** Of the time in which the car was theirs: what is of another owner's is not theirs to see. */
function recordsOf(db: Reader, dossierId: Id<'dossier'>, from: string, to: string | null): SubjectSheet['dossiers'][number]['records'] {
  return db.all(
    `SELECT r.number, r.kind, r.delivered_on, r.contact_name, r.contact_phone,
       (SELECT count(*) FROM scan s WHERE s.record_id = r.id AND s.removed_at IS NULL) AS pages
     FROM record r WHERE r.dossier_id = ? AND r.delivered_on >= ? AND (? IS NULL OR r.delivered_on <= ?) ORDER BY r.delivered_on, r.id`,
    [dossierId, from, to, to], (row) => ({
      number: row.text('number'), kind: row.oneOf('kind', RECORD_KINDS), deliveredOn: row.date('delivered_on'), contactName: row.text('contact_name'),
      contactPhone: row.text('contact_phone'), pages: row.int('pages'),
    }),
  )
}

function changesOf(db: Reader, ids: readonly number[]): SubjectSheet['changes'] {
  return db.all(
    `SELECT DISTINCT ch.at, p.name, ch.field, ch.before, ch.after FROM change ch JOIN person p ON p.id = ch.person_id
     WHERE ch.subject = 'customer' AND ch.dossier_id IN (SELECT value FROM json_each(?)) ORDER BY ch.at, ch.field`, [JSON.stringify(ids)],
    (row) => ({ at: row.int('at'), byName: row.text('name'), field: row.text('field'), before: row.text('before'), after: row.text('after') }),
  )
}
