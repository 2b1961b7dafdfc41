// What a form about a delivery or a visit asks: the car and the customer, each field by its own rule.
import { z } from 'zod'
import {
  COMPANY_IDENTITY_KINDS, PERSON_IDENTITY_KINDS, UNKNOWN_IDENTITY, identityProblem, normaliseIdentity,
} from '#shared/domain/identity.ts'
import { LAST_STORE_DAY } from '#shared/domain/local-date.ts'
import { landline, line, mobile, name, plate, requiredLine, vin } from './field.ts'

export const vehicleDetailsInput = z.strictObject({
  /** Null: none yet. */
  plate: plate.nullable(),
  /** The plate is on another car in the archive and was moved to this one; the other is then left without. */
  plateMoved: z.boolean(),
  model: requiredLine(60),
  colour: line(30),
  engineNumber: line(30),
  origin: z.enum(['soldHere', 'soldElsewhere']),
})

export const vehicleInput = vehicleDetailsInput.extend({
  vin,
  /** A VIN from abroad whose check digit does not fit was looked at again and confirmed. */
  vinConfirmed: z.boolean(),
})
export type VehicleInput = z.output<typeof vehicleInput>

const customerFields = {
  name,
  identityNumber: z.string().max(100, 'text.tooLong'),
  mobile: mobile.or(z.literal('')),
  landline: landline.or(z.literal('')),
  address: line(120),
}

/**
 * A person or a company; the identity number is checked by the rule of its kind; one number to call is needed. That nobody was born
 * in the future is for whoever knows today: the form and the service.
 */
export const customerInput = z
  .discriminatedUnion('kind', [
    z.strictObject({ kind: z.literal('person'), identityKind: z.enum([...PERSON_IDENTITY_KINDS, UNKNOWN_IDENTITY]), ...customerFields }),
    z.strictObject({ kind: z.literal('company'), identityKind: z.enum([...COMPANY_IDENTITY_KINDS, UNKNOWN_IDENTITY]), ...customerFields }),
  ])
  .transform((customer) => ({ ...customer, identityNumber: normaliseIdentity(customer.identityKind, customer.identityNumber) }))
  .superRefine((customer, context) => {
    const problem = identityProblem(customer.identityKind, customer.identityNumber, LAST_STORE_DAY)
    if (problem !== null) context.addIssue({ code: 'custom', message: problem, path: ['identityNumber'] })
    if (customer.mobile === '' && customer.landline === '') {
      context.addIssue({ code: 'custom', message: 'phone.required', path: ['mobile'] })
    }
  })
export type CustomerInput = z.output<typeof customerInput>
