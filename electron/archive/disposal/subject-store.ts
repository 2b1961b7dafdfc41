// SQL of what is kept about one customer (rule R4, PIPL), for their data sheet and for requests to erase it.
import type { SubjectSheet } from '#shared/contract/disposal.ts'
import type { Id } from '#shared/domain/id.ts'
import type { LocalDate } from '#shared/domain/local-date.ts'
import { RECORD_KINDS } from '#shared/domain/record.ts'
import { mayKnowDossier } from '../access/visibility.ts'
import type { Reader } from '../database/database.ts'
import type { Actor } from '../handler.ts'

/** A time in which a car was theirs. `known`: whether whoever asks may know of its dossier. */
export type OwnedTime = { dossierId: Id<'dossier'>; ownedFrom: LocalDate; ownedTo: LocalDate | null; known: boolean }

/** Of dossiers that stand, in the order in which the cars came to them. */
export function ownedBy(db: Reader, actor: Actor, id: Id<'customer'>): OwnedTime[] {
  const known = mayKnowDossier(actor)
  return db.all(
    `SELECT o.dossier_id, o.from_on, o.to_on, (${known.sql}) AS known FROM ownership o JOIN dossier d ON d.id = o.dossier_id
     WHERE o.customer_id = ? AND d.merged_into IS NULL AND d.destroyed_by IS NULL ORDER BY o.from_on, o.id`,
    [...known.parameters, id],
    (row) => ({ dossierId: row.id<'dossier'>('dossier_id'), ownedFrom: row.date('from_on'), ownedTo: row.dateOrNull('to_on'), known: row.flag('known') }),
  )
}

/** Of the time in which the car was theirs: what is of another owner's is not theirs to see. */
export function recordsOf(db: Reader, dossierId: Id<'dossier'>, from: string, to: string | null): SubjectSheet['dossiers'][number]['records'] {
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

/**
 * Changes of their own data, in the files of these dossiers. A change says whose car it was, not whose data: of a car that changed hands those
 * after it came to its present owner are theirs, those before it first changed hands its first owner's. What lies between is told to nobody.
 */
export function changesOf(db: Reader, id: Id<'customer'>, dossierIds: readonly number[]): SubjectSheet['changes'] {
  return db.all(
    `SELECT DISTINCT ch.at, p.name, ch.field, ch.before, ch.after FROM change ch JOIN person p ON p.id = ch.person_id
     WHERE ch.subject = 'customer' AND ch.dossier_id IN (SELECT value FROM json_each(?)) AND (
       (EXISTS (SELECT 1 FROM ownership o WHERE o.dossier_id = ch.dossier_id AND o.customer_id = ? AND o.to_on IS NULL)
         AND NOT EXISTS (SELECT 1 FROM change moved WHERE moved.dossier_id = ch.dossier_id AND moved.subject = 'owner' AND moved.id > ch.id))
       OR (? = (SELECT o.customer_id FROM ownership o WHERE o.dossier_id = ch.dossier_id ORDER BY o.from_on, o.id LIMIT 1)
         AND NOT EXISTS (SELECT 1 FROM change moved WHERE moved.dossier_id = ch.dossier_id AND moved.subject = 'owner' AND moved.id < ch.id)))
     ORDER BY ch.at, ch.field`,
    [JSON.stringify(dossierIds), id, id],
    (row) => ({ at: row.int('at'), byName: row.text('name'), field: row.text('field'), before: row.text('before'), after: row.text('after') }),
  )
}
