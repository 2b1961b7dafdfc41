// Finding or making a car's dossier and keeping its data up to date, every change traced (rules F1, F8, C5).
import type { CustomerInput, VehicleInput } from '#shared/contract/record-input.ts'
import type { CustomerView, VehicleView } from '#shared/contract/dossier.ts'
import { formatArchiveNumber, seriesOf, type ArchiveNumberParts } from '#shared/domain/archive-number.ts'
import type { Id } from '#shared/domain/id.ts'
import { identityProblem, UNKNOWN_IDENTITY } from '#shared/domain/identity.ts'
import { addDays, type LocalDate } from '#shared/domain/local-date.ts'
import { originProblem } from '#shared/domain/record.ts'
import { countUp, numberPattern, setting } from '../desk/store.ts'
import type { WriteContext } from '../handler.ts'
import { hasDelivery } from '../record/store.ts'
import { wrongFields } from '../refusal.ts'
import { indexDossier } from '../search/index-dossier.ts'
import {
  addChange, addCustomer, addDossier, addOwnership, addVehicle, customerByIdentity, dossiersOfCustomer, endOwnership, filedByPlate,
  isNumberTaken, knowsCustomer, ownersOf, presentSince, putCustomer, putVehicle, type Change, type CustomerData, type Filed,
} from './store.ts'

/** R1: customer files are kept ten years (定期10年). */
const KEEPING_TERM = 'D10'

/** A new dossier for a car not on file, with its archive number and first owner. */
export function makeDossier(context: WriteContext, vehicle: VehicleInput, customer: CustomerInput, ownedFrom: LocalDate): { id: Id<'dossier'>; number: string } {
  freePlate(context, vehicle, ['vehicle', 'plate'])
  const { id, number } = fileVehicle(context, vehicle, null)
  addOwnership(context.db, id, knownCustomer(context, customer, id).id, ownedFrom)
  return { id, number }
}

/** Files a car under a number that it brings, which is free, or under the next one. It has no owner yet. */
export function fileVehicle(context: WriteContext, vehicle: VehicleInput, numbered: string | null): { id: Id<'dossier'>; number: string } {
  const { db, now, today } = context
  const number = numbered ?? nextNumber(context, {
    store: setting(db, 'storeCode') ?? '',
    class: vehicle.origin === 'soldHere' ? 'XS' : 'TD',
    year: today.slice(0, 4),
    term: KEEPING_TERM,
  })
  return { id: addDossier(db, number, addVehicle(db, vehicle), now), number }
}

/** The next number of its series. One that an earlier pattern gave already is passed over (C5). */
function nextNumber({ db }: WriteContext, parts: Omit<ArchiveNumberParts, 'number'>): string {
  const pattern = numberPattern(db)
  const series = seriesOf(pattern, parts)
  for (;;) {
    const number = formatArchiveNumber(pattern, { ...parts, number: countUp(db, series) })
    if (!isNumberTaken(db, number)) return number
  }
}

/** Brings a car's data up to what was entered now; a car that was delivered here stays one that was sold here (F1, F3). */
export function updateVehicle(
  context: WriteContext, filed: Filed, vehicle: Omit<VehicleView, 'id' | 'vin'> & { plateMoved: boolean }, path: readonly string[],
): void {
  const { plateMoved, ...data } = vehicle
  const wrongOrigin = hasDelivery(context.db, filed.dossierId) ? originProblem('delivery', data.origin) : null
  if (wrongOrigin) throw wrongFields({ path: [...path, 'origin'], problem: wrongOrigin })
  if (data.plate !== filed.vehicle.plate) freePlate(context, { plate: data.plate, plateMoved }, [...path, 'plate'])
  trace(context, filed.dossierId, 'vehicle', filed.vehicle, data)
  putVehicle(context.db, filed.vehicle.id, data)
}

/** A plate belongs to one car at a time: one moved here is taken off the other, and that is traced there. */
function freePlate(context: WriteContext, vehicle: { plate: string | null; plateMoved: boolean }, path: (string | number)[]): void {
  if (vehicle.plate === null) return
  const other = filedByPlate(context.db, vehicle.plate)
  if (!other) return
  if (!vehicle.plateMoved) throw wrongFields({ path, problem: 'plate.onAnotherCar' })
  const { id: _id, vin: _vin, ...data } = other.vehicle
  trace(context, other.dossierId, 'vehicle', other.vehicle, { ...data, plate: null })
  putVehicle(context.db, other.vehicle.id, { ...data, plate: null })
  indexDossier(context.db, other.dossierId)
}

/**
 * The customer of that identity, or a new one. One on file is brought up to date by those who may know a dossier of theirs; for
 * everyone else an identity number is no key to a customer's data: they are linked as filed.
 */
function knownCustomer(context: WriteContext, customer: CustomerInput, dossierId: Id<'dossier'>): { id: Id<'customer'>; name: string } {
  requireBorn(context, customer)
  const known = customerByIdentity(context.db, customer.identityKind, customer.identityNumber)
  // Only lists bring customers without an identity; who stands at the desk has one.
  if (!known && customer.identityKind === UNKNOWN_IDENTITY) throw wrongFields({ path: ['customer', 'identityNumber'], problem: 'identity.required' })
  if (!known) return { id: addCustomer(context.db, customer), name: customer.name }
  if (!knowsCustomer(context.db, context.actor, known.id)) return { id: known.id, name: known.name }
  updateCustomer(context, known, asFiled(customer, known), dossierId)
  return { id: known.id, name: customer.name }
}

/** The identity number of a customer merged into this one is theirs too; on file stays the kept one's (F8). */
export function asFiled(customer: CustomerInput, known: CustomerView): CustomerData {
  return known.identityKind === UNKNOWN_IDENTITY ? customer : { ...customer, identityKind: known.identityKind, identityNumber: known.identityNumber }
}

/** Changes a customer's data; the change is traced on the dossier at hand and on every one of theirs, which is then found by the new words. */
export function updateCustomer(context: WriteContext, known: CustomerView, customer: CustomerData, dossierId: Id<'dossier'>): void {
  requireBorn(context, customer)
  const other = customerByIdentity(context.db, customer.identityKind, customer.identityNumber)
  if (other && other.id !== known.id) throw wrongFields({ path: ['customer', 'identityNumber'], problem: 'identity.onAnotherCustomer' })
  if (other && (other.identityKind !== customer.identityKind || other.identityNumber !== customer.identityNumber)) {
    throw wrongFields({ path: ['customer', 'identityNumber'], problem: 'identity.ofMergedCustomer' })
  }
  const theirs = dossiersOfCustomer(context.db, known.id)
  for (const id of new Set([dossierId, ...theirs])) trace(context, id, 'customer', known, customer)
  putCustomer(context.db, known.id, customer)
  for (const id of theirs) indexDossier(context.db, id)
}

/** The identity number as the schema judged it, by what it could not know: what day it is. */
function requireBorn({ today }: WriteContext, customer: CustomerData): void {
  const problem = identityProblem(customer.identityKind, customer.identityNumber, today)
  if (problem) throw wrongFields({ path: ['customer', 'identityNumber'], problem })
}

/** The car has a new owner from a day on; the present one's time ends the day before (F8). `field`: where that day was given. */
export function followOwner(
  context: WriteContext, dossierId: Id<'dossier'>, customer: CustomerInput, fromOn: LocalDate, field: 'fromOn' | 'deliveredOn',
): void {
  const present = ownersOf(context.db, dossierId).at(-1)
  // The row itself: an owner entered twice has been present for longer than it (F8).
  const since = presentSince(context.db, dossierId)
  if (since !== null && fromOn <= since) throw wrongFields({ path: [field], problem: 'owner.beforePresent' })
  if (present && customerByIdentity(context.db, customer.identityKind, customer.identityNumber)?.id === present.customer.id) {
    throw wrongFields({ path: ['customer', 'identityNumber'], problem: 'owner.same' })
  }
  const owner = knownCustomer(context, customer, dossierId)
  if (present) endOwnership(context.db, dossierId, addDays(fromOn, -1))
  addOwnership(context.db, dossierId, owner.id, fromOn)
  addChange(context.db, context.now, context.actor.id, dossierId, {
    subject: 'owner', field: 'owner', before: present?.customer.name ?? '', after: owner.name,
  })
}

type Traced = Record<string, string | number | null>

function trace(context: WriteContext, dossierId: Id<'dossier'>, subject: Change['subject'], before: Traced, after: Traced): void {
  for (const [field, value] of Object.entries(after)) {
    const was = String(before[field] ?? '')
    const is = String(value ?? '')
    if (field in before && was !== is) addChange(context.db, context.now, context.actor.id, dossierId, { subject, field, before: was, after: is })
  }
}
