// What a page sends to be called, checked for its shape before it goes on to the engine, which checks the rest.
import { z } from 'zod'
import type { CallRequest } from '#shared/contract/bridge.ts'
import type { Envelope } from '#shared/contract/envelope.ts'

/** No input of the contract goes half as deep; one of thousands of levels could not even be handed to the engine. */
const DEEPEST = 32

const shape = z.strictObject({
  method: z.string().max(100),
  input: z.unknown().refine((input) => !goesDeeper(input, DEEPEST)),
  token: z.string().max(200).nullable(),
})

/** The request, or null when it has another shape than `CallRequest`. */
export function readCallRequest(value: unknown): CallRequest | null {
  const read = shape.safeParse(value)
  return read.success ? read.data : null
}

export const NOT_A_CALL: Envelope<never> = {
  ok: false,
  error: { code: 'invalidInput', message: 'not a call of a method', details: {} },
}

function goesDeeper(value: unknown, levels: number): boolean {
  if (typeof value !== 'object' || value === null || ArrayBuffer.isView(value)) return false
  return levels === 0 || Object.values(value).some((part) => goesDeeper(part, levels - 1))
}
