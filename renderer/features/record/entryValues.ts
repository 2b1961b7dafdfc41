// What the form of a delivery or a visit holds while it is being filled in, and what is sent of it (rules F3, F8, V3).
import { z } from 'zod'
import type { Output } from '#shared/contract/index.ts'
import { COMPANY_IDENTITY_KINDS, IDENTITY_KINDS as ALL_IDENTITY_KINDS, PERSON_IDENTITY_KINDS } from '#shared/domain/identity.ts'
import { RECORD_KINDS, type RecordKind } from '#shared/domain/record.ts'
import type { LocalDate } from '#shared/domain/local-date.ts'

export const IDENTITY_KINDS = { person: PERSON_IDENTITY_KINDS, company: COMPANY_IDENTITY_KINDS }

const typed = z.string().default('')

/** The form's values, and the shape in which a kept draft is believed. */
export const entryValues = z.object({
  kind: z.enum(RECORD_KINDS),
  vehicle: z.object({
    vin: typed,
    vinConfirmed: z.boolean().default(false),
    plate: typed,
    plateMoved: z.boolean().default(false),
    model: typed,
    colour: typed,
    engineNumber: typed,
    origin: z.enum(['soldHere', 'soldElsewhere']),
  }),
  noPlate: z.boolean().default(false),
  customer: z.object({
    kind: z.enum(['person', 'company']),
    identityKind: z.enum(ALL_IDENTITY_KINDS),
    name: typed,
    identityNumber: typed,
    mobile: typed,
    landline: typed,
    address: typed,
  }),
  newOwner: z.boolean().default(false),
  contact: z.object({ name: typed, phone: typed, confirmed: z.boolean().default(false) }),
  responsibleId: z.number().optional(),
  deliveredOn: z.string().nullable().default('').transform((on) => on ?? ''),
  orderNumber: typed,
})
export type EntryValues = z.output<typeof entryValues>

/** A car found on file by VIN or plate. */
export type FiledCar = NonNullable<Output<'record.findVehicle'>['found']>

export const BLANK_CUSTOMER: EntryValues['customer'] = {
  kind: 'person', identityKind: 'identityCard', name: '', identityNumber: '', mobile: '', landline: '', address: '',
}

/** An empty form; a delivered car was sold here, one that visits may be either and mostly was. */
export function blankEntry(kind: RecordKind, today: LocalDate, responsibleId: number | undefined): EntryValues {
  return {
    kind,
    vehicle: { vin: '', vinConfirmed: false, plate: '', plateMoved: false, model: '', colour: '', engineNumber: '', origin: 'soldHere' },
    noPlate: false,
    customer: BLANK_CUSTOMER,
    newOwner: false,
    contact: { name: '', phone: '', confirmed: false },
    responsibleId,
    deliveredOn: today,
    orderNumber: '',
  }
}

/** Whether anything worth keeping has been typed. */
export function isBlank(values: EntryValues): boolean {
  const { vehicle, customer, contact, orderNumber } = values
  return [
    vehicle.vin, vehicle.plate, vehicle.model, vehicle.colour, vehicle.engineNumber,
    customer.name, customer.identityNumber, customer.mobile, customer.landline, customer.address,
    contact.name, contact.phone, orderNumber,
  ].every((text) => text.trim() === '')
}

/** Whether the customer is asked for: not when the car is on file in a dossier this person may not know; its owner stays. */
export function asksCustomer(filed: FiledCar | null): boolean {
  return filed === null || filed.owner !== null
}

/** The form's values with what is on file about the car and its owner; where that may not be seen, what was typed alone. */
export function withFiled(values: EntryValues, filed: FiledCar): EntryValues {
  if (filed.vehicle === null) return { ...values, newOwner: false }
  const { id: _, plate, ...details } = filed.vehicle
  return {
    ...values,
    vehicle: { ...details, plate: plate ?? '', plateMoved: false, vinConfirmed: values.vehicle.vinConfirmed },
    noPlate: plate === null,
    customer: filed.owner === null ? BLANK_CUSTOMER : filedCustomer(filed.owner.customer),
    newOwner: false,
  }
}

function filedCustomer(filed: NonNullable<FiledCar['owner']>['customer']): EntryValues['customer'] {
  const { id: _, ...customer } = filed
  return customer
}

/** The input of `record.enter`, yet to be judged by its schema. */
export function toEntryInput(values: EntryValues, filed: FiledCar | null): unknown {
  const { noPlate, customer, newOwner, vehicle, responsibleId, ...rest } = values
  const followsOwner = filed !== null && filed.owner !== null && newOwner
  return {
    ...rest,
    vehicle: { ...vehicle, plate: noPlate ? null : vehicle.plate },
    customer: asksCustomer(filed) ? customer : null,
    newOwner: followsOwner,
    responsibleId: responsibleId ?? null,
  }
}
