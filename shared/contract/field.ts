// Schemas of single fields, each asking the rule in shared/domain, so that form and engine give the same answer.
import { z } from 'zod'
import { toId, type Id, type Noun } from '#shared/domain/id.ts'
import { isLocalDate, storeDayProblem, type LocalDate } from '#shared/domain/local-date.ts'
import { passwordProblem } from '#shared/domain/password.ts'
import { landlineProblem, mobileProblem, normaliseLandline, normaliseMobile } from '#shared/domain/phone.ts'
import { normalisePlate, plateProblem } from '#shared/domain/plate.ts'
import { nameProblem, normaliseText, textProblem } from '#shared/domain/text.ts'
import { normaliseVin, vinProblem } from '#shared/domain/vin.ts'

/** No typed field is longer than this; what is longer is refused before any rule reads it. */
const LONGEST = 4000

/** A string brought to its normal form, then asked `problem`; a problem's code becomes the issue's message. */
export function checked(normalise: (text: string) => string, problem: (text: string) => string | null) {
  return z
    .string()
    .max(LONGEST, 'text.tooLong')
    .transform(normalise)
    .superRefine((value, context) => {
      const found = problem(value)
      if (found !== null) context.addIssue({ code: 'custom', message: found })
    })
}

/** Free text on one line, possibly empty. */
export const line = (maximum: number) =>
  checked((text) => normaliseText(text), (text) => textProblem(text, maximum))

/** Text on one line that must say something. */
export const requiredLine = (maximum: number) =>
  checked((text) => normaliseText(text), (text) => (text === '' ? 'text.required' : textProblem(text, maximum)))

/** Free text on several lines, possibly empty. */
export const note = (maximum: number) =>
  checked((text) => normaliseText(text, { multiline: true }), (text) => textProblem(text, maximum, { multiline: true }))

export const name = checked((text) => normaliseText(text), (text) => textProblem(text, 60) ?? nameProblem(text))
export const vin = checked(normaliseVin, vinProblem)
export const plate = checked(normalisePlate, plateProblem)
export const mobile = checked(normaliseMobile, mobileProblem)
export const landline = checked(normaliseLandline, landlineProblem)

/** A number on which a contact person is reached: mobile, or landline with area code (V3). */
export const phone = checked(
  (text) => (mobileProblem(normaliseMobile(text)) === null ? normaliseMobile(text) : normaliseLandline(text)),
  (text) => (mobileProblem(text) === null || landlineProblem(text) === null ? null : 'phone.form'),
)

export const login = checked(
  (text) => text.trim().toLowerCase(),
  (text) => (/^[a-z0-9][a-z0-9._-]{1,31}$/.test(text) ? null : 'login.form'),
)

/** A password as typed when proving who one is: any text, so that an old one is never refused for its form. */
export const provenPassword = z.string().min(1, 'text.required').max(200, 'text.tooLong')

/** A new password: up to 200 characters, none that everybody tries; whose it is to be, the engine and the form ask besides (A1). */
export const newPassword = z.string().max(200, 'text.tooLong').superRefine((password, context) => {
  // What is too long is not looked at.
  const found = password.length > 200 ? null : passwordProblem(password)
  if (found !== null) context.addIssue({ code: 'custom', message: found })
})

/** A folder's path as it is: no blank in it is tidied. What no file system takes is refused before one is asked. */
export const folder = z.string().min(1, 'text.required').max(1000, 'text.tooLong')
  .refine((path) => textProblem(path, 1000) !== 'text.control', 'text.control')

export const localDate = z
  .string()
  .refine(isLocalDate, 'date.form')
  .transform((text, context): LocalDate => {
    if (isLocalDate(text)) return text
    context.addIssue({ code: 'custom', message: 'date.form' })
    return z.NEVER
  })

/** A day a store can have done business on, or asks its book about. */
export const storeDay = localDate.superRefine((day, context) => {
  const found = storeDayProblem(day)
  if (found !== null) context.addIssue({ code: 'custom', message: found })
})

export const instant = z.number().int()

export const id = <N extends Noun>(_noun: N) =>
  z.number().int().positive().max(Number.MAX_SAFE_INTEGER).transform((value): Id<N> => toId<N>(value))

/** A position in a chain, from 1. */
export const sequence = z.number().int().positive()

export const hash = z.string().regex(/^[0-9a-f]{64}$/)

export const nothing = z.strictObject({})
