// SQL of dossiers, cars, customers, owners and their changes.
import type { CustomerView, DossierView, VehicleView } from '#shared/contract/dossier.ts'
import type { VehicleInput } from '#shared/contract/record-input.ts'
import { IDENTITY_KINDS } from '#shared/domain/identity.ts'
import { toId, type Id } from '#shared/domain/id.ts'
import type { Instant, LocalDate } from '#shared/domain/local-date.ts'
import { inTurn } from '#shared/domain/merge.ts'
import { mayKnowDossier, mayKnowPast } from '../access/visibility.ts'
import type { Reader, Row, Writer } from '../database/database.ts'
import type { Actor } from '../handler.ts'
import { standingCustomer, standingDossier } from '../merge/standing.ts'

export type Filed = { dossierId: Id<'dossier'>; number: string; createdAt: Instant; vehicle: VehicleView }

const FILED = `
  SELECT d.id AS dossier_id, d.number, d.created_at, v.id AS vehicle_id, v.vin, v.plate, v.model, v.colour, v.engine_number, v.origin
  FROM dossier d JOIN vehicle v ON v.id = d.vehicle_id`

const readFiled = (row: Row): Filed => ({
  dossierId: row.id<'dossier'>('dossier_id'),
  number: row.text('number'),
  createdAt: row.int('created_at'),
  vehicle: {
    id: row.id<'vehicle'>('vehicle_id'),
    vin: row.text('vin'),
    plate: row.textOrNull('plate'),
    model: row.text('model'),
    colour: row.text('colour'),
    engineNumber: row.text('engine_number'),
    origin: row.oneOf('origin', ['soldHere', 'soldElsewhere']),
  },
})

/** A VIN that leads to a dossier merged into another leads to that other one (F8). */
export function filedByVin(db: Reader, vin: string): Filed | null {
  return standing(db, db.get(`${FILED} WHERE v.vin = ?`, [vin], readFiled))
}

export function filedByPlate(db: Reader, plate: string): Filed | null {
  return standing(db, db.get(`${FILED} WHERE v.plate = ?`, [plate], readFiled))
}

function standing(db: Reader, filed: Filed | null): Filed | null {
  const id = filed && standingDossier(db, filed.dossierId)
  return id === null || id === filed?.dossierId ? filed : db.get(`${FILED} WHERE d.id = ?`, [id], readFiled)
}

/** A dossier the actor may know of; null also for one that they may not. */
export function knownDossier(db: Reader, actor: Actor, id: Id<'dossier'>): Filed | null {
  const known = mayKnowDossier(actor)
  return db.get(`${FILED} WHERE d.id = ? AND ${known.sql}`, [id, ...known.parameters], readFiled)
}

/** Whether the actor may know that there was such a dossier, destroyed since or not (R4). */
export function knownPast(db: Reader, actor: Actor, id: Id<'dossier'>): boolean {
  const known = mayKnowPast(actor)
  return db.get(`SELECT 1 AS found FROM dossier d WHERE d.id = ? AND ${known.sql}`, [id, ...known.parameters], (row) => row.flag('found')) ?? false
}

/** Columns of a customer named by alias `c`, as `readCustomer` reads them. */
export const CUSTOMER = 'c.id AS customer_id, c.kind, c.name, c.identity_kind, c.identity_number, c.mobile, c.landline, c.address'

export const readCustomer = (row: Row): CustomerView => ({
  id: row.id<'customer'>('customer_id'),
  kind: row.oneOf('kind', ['person', 'company']),
  name: row.text('name'),
  identityKind: row.oneOf('identity_kind', IDENTITY_KINDS),
  identityNumber: row.text('identity_number'),
  mobile: row.text('mobile'),
  landline: row.text('landline'),
  address: row.text('address'),
})

export type Owner = DossierView['owners'][number]

/** The owners in turn, the present one last (F8). */
export function ownersOf(db: Reader, dossierId: Id<'dossier'>): Owner[] {
  const owners = db.all(
    `SELECT ${CUSTOMER}, o.id, o.from_on, o.to_on FROM ownership o JOIN customer c ON c.id = o.customer_id
     WHERE o.dossier_id = ? ORDER BY o.to_on IS NULL, o.from_on, o.id`,
    [dossierId], (row) => {
      const customer = readCustomer(row)
      return { id: row.int('id'), customerId: customer.id, customer, fromOn: row.date('from_on'), toOn: row.dateOrNull('to_on') }
    },
  )
  return inTurn(owners).map(({ customer, fromOn, toOn }) => ({ customer, fromOn, toOn }))
}

/** The customer of that identity; of one merged into another, that other one, who may have another identity number on file (F8). */
export function customerByIdentity(db: Reader, kind: CustomerView['identityKind'], number: string): CustomerView | null {
  const found = db.get(`SELECT ${CUSTOMER} FROM customer c WHERE c.identity_kind = ? AND c.identity_number = ?`, [kind, number], readCustomer)
  const id = found && standingCustomer(db, found.id)
  return id === null || id === found?.id ? found : customerById(db, id)
}

/** A merged one too. */
export function customerById(db: Reader, id: Id<'customer'>): CustomerView | null {
  return db.get(`SELECT ${CUSTOMER} FROM customer c WHERE c.id = ?`, [id], readCustomer)
}

export type CustomerData = Omit<CustomerView, 'id'>

export function addCustomer(db: Writer, customer: CustomerData): Id<'customer'> {
  return toId(db.run('INSERT INTO customer (kind, name, identity_kind, identity_number, mobile, landline, address) VALUES (?, ?, ?, ?, ?, ?, ?)', [
    customer.kind, customer.name, customer.identityKind, customer.identityNumber, customer.mobile, customer.landline, customer.address,
  ]).lastId)
}

export function putCustomer(db: Writer, id: Id<'customer'>, customer: CustomerData): void {
  db.run('UPDATE customer SET kind = ?, name = ?, identity_kind = ?, identity_number = ?, mobile = ?, landline = ?, address = ? WHERE id = ?', [
    customer.kind, customer.name, customer.identityKind, customer.identityNumber, customer.mobile, customer.landline, customer.address, id,
  ])
}

export function dossiersOfCustomer(db: Reader, id: Id<'customer'>): Id<'dossier'>[] {
  return db.all('SELECT DISTINCT dossier_id FROM ownership WHERE customer_id = ?', [id], (row) => row.id<'dossier'>('dossier_id'))
}

/** Nobody is behind it any more (R4). */
export function isErasedCustomer(db: Reader, id: Id<'customer'>): boolean {
  return db.get('SELECT erased_by IS NOT NULL AS erased FROM customer WHERE id = ?', [id], (row) => row.flag('erased')) ?? false
}

/** Whether the actor may know a dossier of that customer, as present or as former owner. */
export function knowsCustomer(db: Reader, actor: Actor, id: Id<'customer'>): boolean {
  const known = mayKnowDossier(actor)
  return db.get(
    `SELECT 1 AS found FROM ownership o JOIN dossier d ON d.id = o.dossier_id WHERE o.customer_id = ? AND ${known.sql}`,
    [id, ...known.parameters], (row) => row.flag('found'),
  ) ?? false
}

export function addVehicle(db: Writer, vehicle: VehicleInput): Id<'vehicle'> {
  return toId(db.run('INSERT INTO vehicle (vin, plate, model, colour, engine_number, origin) VALUES (?, ?, ?, ?, ?, ?)', [
    vehicle.vin, vehicle.plate, vehicle.model, vehicle.colour, vehicle.engineNumber, vehicle.origin,
  ]).lastId)
}

export function putVehicle(db: Writer, id: Id<'vehicle'>, vehicle: Omit<VehicleView, 'id' | 'vin'>): void {
  db.run('UPDATE vehicle SET plate = ?, model = ?, colour = ?, engine_number = ?, origin = ? WHERE id = ?', [
    vehicle.plate, vehicle.model, vehicle.colour, vehicle.engineNumber, vehicle.origin, id,
  ])
}

export function isNumberTaken(db: Reader, number: string): boolean {
  return db.get('SELECT 1 AS found FROM dossier WHERE number = ?', [number], (row) => row.flag('found')) ?? false
}

export function addDossier(db: Writer, number: string, vehicleId: Id<'vehicle'>, at: Instant): Id<'dossier'> {
  return toId(db.run('INSERT INTO dossier (number, vehicle_id, secrecy_level, created_at) VALUES (?, ?, 1, ?)', [number, vehicleId, at]).lastId)
}

/** Since when the row of the present owner says that they are. */
export function presentSince(db: Reader, dossierId: Id<'dossier'>): LocalDate | null {
  return db.get('SELECT from_on FROM ownership WHERE dossier_id = ? AND to_on IS NULL', [dossierId], (row) => row.date('from_on'))
}

export function endOwnership(db: Writer, dossierId: Id<'dossier'>, toOn: LocalDate): void {
  db.run('UPDATE ownership SET to_on = ? WHERE dossier_id = ? AND to_on IS NULL', [toOn, dossierId])
}

export function addOwnership(db: Writer, dossierId: Id<'dossier'>, customerId: Id<'customer'>, fromOn: LocalDate): void {
  db.run('INSERT INTO ownership (dossier_id, customer_id, from_on) VALUES (?, ?, ?)', [dossierId, customerId, fromOn])
}

export type Change = { subject: 'customer' | 'vehicle' | 'owner'; field: string; before: string; after: string }

export function addChange(db: Writer, at: Instant, personId: Id<'person'>, dossierId: Id<'dossier'>, change: Change): void {
  db.run('INSERT INTO change (at, person_id, dossier_id, subject, field, before, after) VALUES (?, ?, ?, ?, ?, ?, ?)', [
    at, personId, dossierId, change.subject, change.field, change.before, change.after,
  ])
}

/** Newest first (F8). */
export function changesOf(db: Reader, dossierId: Id<'dossier'>): DossierView['changes'] {
  return db.all(
    `SELECT ch.at, p.name AS person_name, ch.subject, ch.field, ch.before, ch.after
     FROM change ch JOIN person p ON p.id = ch.person_id WHERE ch.dossier_id = ? ORDER BY ch.id DESC`,
    [dossierId], (row) => ({
      at: row.int('at'),
      personName: row.text('person_name'),
      subject: row.oneOf('subject', ['customer', 'vehicle', 'owner']),
      field: row.text('field'),
      before: row.text('before'),
      after: row.text('after'),
    }),
  )
}
