// The rules that fields of cars and customers are judged by, in every form that has them (the same as the engine's).
import type { FormRule } from 'antd'
import { z } from 'zod'
import { landline, line, mobile, name, phone, plate, requiredLine, vin } from '#shared/contract/field.ts'
import { identityProblem, normaliseIdentity, type IdentityKind } from '#shared/domain/identity.ts'
import type { LocalDate } from '#shared/domain/local-date.ts'
import { problemRule, schemaRule } from '../../components/form.ts'

const orEmpty = (schema: z.ZodType) => schema.or(z.literal(''))

export const FIELD_RULES = {
  vin: [schemaRule(vin)],
  plate: [schemaRule(plate)],
  model: [schemaRule(requiredLine(60))],
  colour: [schemaRule(line(30))],
  engineNumber: [schemaRule(line(30))],
  name: [schemaRule(name)],
  mobile: [schemaRule(orEmpty(mobile))],
  landline: [schemaRule(orEmpty(landline))],
  address: [schemaRule(line(120))],
  phone: [schemaRule(phone)],
  orderNumber: [schemaRule(line(40))],
} satisfies Record<string, FormRule[]>

/** The check digits of an identity document of the kind chosen. */
export function identityRule(kind: IdentityKind, today: LocalDate): FormRule {
  return problemRule((value) => {
    const number = normaliseIdentity(kind, typeof value === 'string' ? value : '')
    return number === '' ? 'text.required' : identityProblem(kind, number, today)
  })
}

/** A choice that must be made. */
export const chosenRule = problemRule((value) => (value === undefined || value === null || value === '' ? 'text.required' : null))
