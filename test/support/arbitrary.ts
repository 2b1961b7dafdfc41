// Inputs made up at random: such as fit a schema of the contract, such as nearly do, and such as know nothing of it. A schema says of itself
// what it takes, as JSON Schema; what only a rule of ours knows (days, numbers of cars) is drawn from words by the field's name.
import { isAbsolute } from 'node:path'
import * as fc from 'fast-check'
import { z } from 'zod'

/** Values worth trying in a field of this name; read when a value is drawn, so that what was answered meanwhile is among them. */
export type Words = (field: string) => { values: readonly unknown[]; only?: boolean }

type Schema = z.core.JSONSchema.BaseSchema
type Part = Schema | boolean

/** Of lists that may hold thousands; the rules are the same for a few. */
const MOST_ITEMS = 4

const NASTY = [
  '', ' ', '\u0000', '\u202e龘', '\ud800', '__proto__', 'constructor', '%00', '../../etc/passwd', '"; DROP TABLE person; --', "' OR 1=1 --",
  '*', 'a*', '"a" OR "b"', 'NEAR(a b)', '{"a":1}', '京A·D1', '买·买提', '\r\nSet-Cookie: a=b', '<img src=x onerror=alert(1)>', '𠮷'.repeat(70), 'x'.repeat(4001), '2023-02-29', '1999-12-31', '9999-12-31',
]

/** Whatever JSON can say, and no knowledge of what is asked for. */
export const anything: fc.Arbitrary<unknown> = fc.jsonValue({ maxDepth: 4, noUnicodeString: false })

/** What a field is filled with. `wild`: besides what is worth trying, whatever its type and its bounds let through. */
type Filling = { words: Words; wild: boolean }

/** Mostly what a schema takes, sometimes at its bounds and beyond, sometimes all but one place of it. */
export function inputOf(schema: z.ZodType, words: Words): fc.Arbitrary<unknown> {
  const said = z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any' })
  const tame = fitting(said, '', { words, wild: false })
  return fc.oneof({ weight: 7, arbitrary: tame }, { weight: 2, arbitrary: fitting(said, '', { words, wild: true }) }, { weight: 1, arbitrary: spoilt(tame) })
}

function fitting(part: Part, field: string, filling: Filling): fc.Arbitrary<unknown> {
  if (typeof part === 'boolean') return anything
  if (part.const !== undefined) return fc.constant(part.const)
  if (part.enum) return fc.constantFrom(...part.enum)
  const choices = part.anyOf ?? part.oneOf
  if (choices) return fc.oneof(...choices.map((choice) => fitting(choice, field, filling)))
  if (Array.isArray(part.type)) return fc.oneof(...part.type.map((type) => fitting({ type }, field, filling)))
  switch (part.type) {
    case 'object': return object(part, filling)
    case 'array': return array(part, field, filling)
    case 'string': return text(part, field, filling)
    case 'integer': return number(part, field, filling)
    case 'number': return filling.wild ? fc.double() : fc.double({ min: 0, max: 1, noNaN: true })
    case 'boolean': return fc.boolean()
    case 'null': return fc.constant(null)
    // Bytes, which JSON has no word for.
    default: return fc.oneof(fc.uint8Array({ maxLength: 64 }), anything)
  }
}

function object({ properties = {}, required = [], additionalProperties, propertyNames }: Schema, filling: Filling): fc.Arbitrary<unknown> {
  if (typeof additionalProperties === 'object' && Object.keys(properties).length === 0) {
    const key = propertyNames === undefined ? fc.string() : fitting(propertyNames, 'key', filling).map(String)
    return fc.dictionary(key, fitting(additionalProperties, '', filling), { maxKeys: MOST_ITEMS })
  }
  const parts = Object.fromEntries(Object.entries(properties).map(([name, part]) => [name, fitting(part, name, filling)]))
  return fc.record(parts, { requiredKeys: required, noNullPrototype: true })
}

function array({ items, minItems = 0, maxItems = MOST_ITEMS }: Schema, field: string, filling: Filling): fc.Arbitrary<unknown> {
  const item = items === undefined || Array.isArray(items) ? anything : fitting(items, field, filling)
  return fc.array(item, { minLength: minItems, maxLength: Math.max(minItems, Math.min(maxItems, MOST_ITEMS)) })
}

function text({ minLength = 0, maxLength = 100, format }: Schema, field: string, { words, wild }: Filling): fc.Arbitrary<unknown> {
  const known = picked(field, words)
  if (!wild || words(field).only) return known
  const free = format === 'uuid' ? fc.uuid() : fc.string({ unit: 'binary', minLength, maxLength: Math.min(maxLength, 60) })
  const long = fc.nat(2).map((more) => 'x'.repeat(Math.min(maxLength, 5000) + more))
  return fc.oneof({ weight: 9, arbitrary: known }, { weight: 3, arbitrary: free }, { weight: 3, arbitrary: fc.constantFrom(...NASTY) }, { weight: 1, arbitrary: long })
}

function number({ minimum, exclusiveMinimum, maximum = Number.MAX_SAFE_INTEGER }: Schema, field: string, { words, wild }: Filling): fc.Arbitrary<unknown> {
  const known = words(field).values
  if (!wild && typeof known[0] === 'number') return picked(field, words)
  const least = minimum ?? (typeof exclusiveMinimum === 'number' ? exclusiveMinimum + 1 : -9)
  const some = fc.integer({ min: least, max: Math.min(maximum, least + 11) })
  return wild ? fc.oneof({ weight: 6, arbitrary: some }, fc.constantFrom(least, least - 1, maximum), fc.maxSafeInteger(), fc.double()) : some
}

/** Drawn late: what was answered meanwhile is among it. */
function picked(field: string, words: Words): fc.Arbitrary<unknown> {
  return fc.nat().map((at) => {
    const { values } = words(field)
    return values[at % values.length]
  })
}

/** One place of a value made into something else, left out, or one too many put in. */
function spoilt(whole: fc.Arbitrary<unknown>): fc.Arbitrary<unknown> {
  // No path of the machine's that happens to be one: what is asked for is really done.
  const harmless = anything.filter((value) => typeof value !== 'string' || !isAbsolute(value))
  return fc.tuple(whole, fc.nat(), harmless, fc.constantFrom<'replace' | 'drop' | 'add' | 'all'>('replace', 'drop', 'add', 'all')).map(([value, at, other, how]) => {
    if (typeof value !== 'object' || value === null || how === 'all') return other
    if (Array.isArray(value)) return value.map((item: unknown, place): unknown => (place === at % value.length ? other : item))
    const entries: [string, unknown][] = Object.entries(value)
    if (how === 'add') return { ...value, [`more${at % 3}`]: other }
    return Object.fromEntries(entries.flatMap(([name, item], place) => (place === at % entries.length ? (how === 'drop' ? [] : [[name, other]]) : [[name, item]])))
  })
}
