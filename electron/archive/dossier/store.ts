// SQL of dossiers, cars, customers, owners and their changes.
import type { CustomerView, DossierView, VehicleView } from '#shared/contract/dossier.ts'
import type { CustomerInput, VehicleInput } from '#shared/contract/record-input.ts'
import { SECRECY_LEVELS } from '#shared/domain/access.ts'
import { COMPANY_IDENTITY_KINDS, PERSON_IDENTITY_KINDS } from '#shared/domain/identity.ts'
import type { Id } from '#shared/domain/id.ts'
import type { Instant, LocalDate } from '#shared/domain/local-date.ts'
import { mayKnowDossier } from '../access/visibility.ts'
import type { Reader, Row, Writer } from '../database/database.ts'
import type { Actor } from '../handler.ts'

export type Filed = { dossierId: Id<'dossier'>; number: string; secrecy: DossierView['secrecy']; createdAt: Instant; vehicle: VehicleView }

const FILED = `
  SELECT d.id AS dossier_id, d.number, d.secrecy_level, d.created_at, v.id AS vehicle_id, v.vin, v.plate, v.model, v.colour, v.engine_number, v.origin
  FROM dossier d JOIN vehicle v ON v.id = d.vehicle_id`

const readFiled = (row: Row): Filed => ({
  dossierId: row.id<'dossier'>('dossier_id'),
  number: row.text('number'),
  secrecy: SECRECY_LEVELS[row.int('secrecy_level') - 1] ?? 'topSecret',
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

export function filedByVin(db: Reader, vin: string): Filed | null {
  return db.get(`${FILED} WHERE v.vin = ?`, [vin], readFiled)
}

export function filedByPlate(db: Reader, plate: string): Filed | null {
  return db.get(`${FILED} WHERE v.plate = ?`, [plate], readFiled)
}

/** A dossier the actor may know of; null also for one that they may not. */
export function knownDossier(db: Reader, actor: Actor, id: Id<'dossier'>): Filed | null {
  const known = mayKnowDossier(actor)
  return db.get(`${FILED} WHERE d.id = ? AND ${known.sql}`, [id, ...known.parameters], readFiled)
}

const CUSTOMER = 'c.id AS customer_id, c.kind, c.name, c.identity_kind, c.identity_number, c.mobile, c.landline, c.address'

const readCustomer = (row: Row): CustomerView => ({
  id: row.id<'customer'>('customer_id'),
  kind: row.oneOf('kind', ['person', 'company']),
  name: row.text('name'),
  identityKind: row.oneOf('identity_kind', [...PERSON_IDENTITY_KINDS, ...COMPANY_IDENTITY_KINDS]),
  identityNumber: row.text('identity_number'),
  mobile: row.text('mobile'),
  landline: row.text('landline'),
  address: row.text('address'),
})

export type Owner = DossierView['owners'][number]

/** The owners in turn, the present one last (F8). */
export function ownersOf(db: Reader, dossierId: Id<'dossier'>): Owner[] {
  return db.all(
    `SELECT ${CUSTOMER}, o.from_on, o.to_on FROM ownership o JOIN customer c ON c.id = o.customer_id
     WHERE o.dossier_id = ? ORDER BY o.to_on IS NULL, o.from_on, o.id`,
    [dossierId], (row) => ({ customer: readCustomer(row), fromOn: row.date('from_on'), toOn: row.dateOrNull('to_on') }),
  )
}

export function customerByIdentity(db: Reader, kind: CustomerView['identityKind'], number: string): CustomerView | null {
  return db.get(`SELECT ${CUSTOMER} FROM customer c WHERE c.identity_kind = ? AND c.identity_number = ?`, [kind, number], readCustomer)
}

export function addCustomer(db: Writer, customer: CustomerInput): Id<'customer'> {
  db.run('INSERT INTO customer (kind, name, identity_kind, identity_number, mobile, landline, address) VALUES (?, ?, ?, ?, ?, ?, ?)', [
    customer.kind, customer.name, customer.identityKind, customer.identityNumber, customer.mobile, customer.landline, customer.address,
  ])
  const added = customerByIdentity(db, customer.identityKind, customer.identityNumber)
  if (!added) throw new Error('the customer was not entered')
  return added.id
}

export function putCustomer(db: Writer, id: Id<'customer'>, customer: CustomerInput): void {
  db.run('UPDATE customer SET kind = ?, name = ?, identity_kind = ?, identity_number = ?, mobile = ?, landline = ?, address = ? WHERE id = ?', [
    customer.kind, customer.name, customer.identityKind, customer.identityNumber, customer.mobile, customer.landline, customer.address, id,
  ])
}

export function dossiersOfCustomer(db: Reader, id: Id<'customer'>): Id<'dossier'>[] {
  return db.all('SELECT DISTINCT dossier_id FROM ownership WHERE customer_id = ?', [id], (row) => row.id<'dossier'>('dossier_id'))
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
  db.run('INSERT INTO vehicle (vin, plate, model, colour, engine_number, origin) VALUES (?, ?, ?, ?, ?, ?)', [
    vehicle.vin, vehicle.plate, vehicle.model, vehicle.colour, vehicle.engineNumber, vehicle.origin,
  ])
  const id = db.get('SELECT id FROM vehicle WHERE vin = ?', [vehicle.vin], (row) => row.id<'vehicle'>('id'))
  if (id === null) throw new Error('the vehicle was not entered')
  return id
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
  db.run('INSERT INTO dossier (number, vehicle_id, secrecy_level, created_at) VALUES (?, ?, 1, ?)', [number, vehicleId, at])
  const id = db.get('SELECT id FROM dossier WHERE number = ?', [number], (row) => row.id<'dossier'>('id'))
  if (id === null) throw new Error('the dossier was not entered')
  return id
}

export function endOwnership(db: Writer, dossierId: Id<'dossier'>, toOn: LocalDate): void {
  db.run('UPDATE ownership SET to_on = max(from_on, ?) WHERE dossier_id = ? AND to_on IS NULL', [toOn, dossierId])
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
