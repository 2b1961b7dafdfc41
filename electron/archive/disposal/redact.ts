// What may stay of a chain entry's content once what it is about was erased (rule R4): numbers, days, states and who acted; no text of a
// customer, and nothing typed in free words.

import { z } from 'zod'

const object = z.record(z.string(), z.json())

/** JSON as it stands in a content. */
export type Json = z.output<ReturnType<typeof z.json>>
export type JsonObject = z.output<typeof object>

export const isObject = (value: Json | undefined): value is JsonObject => typeof value === 'object' && value !== null && !Array.isArray(value)

/** @throws where it is no object. */
export const readObject = (content: string): JsonObject => object.parse(JSON.parse(content))

/**
 * Finds places about what is erased. `holds`: a text has one of its telling parts in it; `says`: the JSON of a content has; `names`: the
 * JSON of a content names it by a number, which may stay.
 */
export type Finder = { holds: (text: string) => boolean; says: (content: string) => boolean; names: (content: string) => boolean }

type Searching = (text: string) => boolean

const MARKS = 2 ** 20

function hashAt(text: string, at: number, length: number): number {
  let hash = 0
  for (let place = at; place < at + length; place += 1) hash = (Math.imul(hash, 31) + text.charCodeAt(place)) | 0
  return hash & (MARKS - 1)
}

/** By how they begin, so that a text is walked through once however many are looked for. All are at least `begin` long. */
function beginning(texts: readonly string[], begin: number): Searching {
  const byBegin = Map.groupBy(texts, (text) => text.slice(0, begin))
  const marks = new Uint8Array(MARKS)
  for (const text of byBegin.keys()) marks[hashAt(text, 0, begin)] = 1
  return (text) => {
    for (let at = 0; at + begin <= text.length; at += 1) {
      if (marks[hashAt(text, at, begin)] === 1 && byBegin.get(text.slice(at, at + begin))?.some((each) => text.startsWith(each, at)) === true) return true
    }
    return false
  }
}

const LONG = 5

/** Whether any of these stands in a text. Measured: a regular expression of two thousand took two minutes over a trail of 200,000 entries. */
function anyOf(texts: readonly string[]): Searching {
  const parts = [
    { begin: LONG, some: texts.filter((text) => text.length >= LONG) }, { begin: 2, some: texts.filter((text) => text.length >= 2 && text.length < LONG) },
  ].flatMap(({ begin, some }) => (some.length === 0 ? [] : [beginning(some, begin)]))
  return (text) => parts.some((part) => part(text))
}

export function finderOf(needles: readonly string[], numbers: readonly string[]): Finder {
  const inText = anyOf(needles)
  // As they stand in JSON: a number is a text of its own, and never part of a longer one.
  const ofNeedle = anyOf(needles.map((each) => JSON.stringify(each).slice(1, -1)))
  const ofNumber = new Set(numbers)
  return { holds: inText, says: ofNeedle, names: (content) => content.split('"').some((text) => ofNumber.has(text)) }
}

/** Stands for erased words where there must be some: a reason, an outcome, a purpose. */
export const NO_WORDS = '—'

/** Every text that holds a needle becomes `left`, wherever it stands. */
export function withoutNeedles(value: Json, holds: Finder['holds'], left = ''): Json {
  if (typeof value === 'string') return holds(value) ? left : value
  if (Array.isArray(value)) return value.map((each) => withoutNeedles(each, holds, left))
  return isObject(value) ? Object.fromEntries(Object.entries(value).map(([key, each]) => [key, withoutNeedles(each, holds, left)])) : value
}

/** Fields in which people say things in their own words, or which hold what was typed. */
const WORDS = new Set([
  'remark', 'reason', 'purpose', 'asked', 'outsider', 'unit', 'letter', 'identityNumber', 'orderNumber', 'letterNumber', 'letterIssuer', 'report', 'words', 'note',
  'recipient',
])

export function withoutWords(value: Json, holds: Finder['holds'], left = ''): Json {
  if (Array.isArray(value)) return value.map((each) => withoutWords(each, holds, left))
  if (!isObject(value)) return withoutNeedles(value, holds, left)
  return Object.fromEntries(Object.entries(value).map(([key, each]) => (
    [key, WORDS.has(key) && typeof each === 'string' ? (each === '' ? '' : left) : withoutWords(each, holds, left)]
  )))
}

const OF_CAR: JsonObject = { ownerName: '', plate: null, vin: '', model: '' }

/** Fields that name a car or its owner, where a content has them. */
function withoutCar(content: JsonObject): JsonObject {
  return Object.fromEntries(Object.entries(content).map(([key, value]) => [key, OF_CAR[key] === undefined ? value : OF_CAR[key]]))
}

/** A line of the book, or of the register, about what is erased. An outsider's name goes, as theirs who has no key here. */
export function lineRemains(content: JsonObject, holds: Finder['holds']): JsonObject {
  const said = withoutWords(withoutCar(content), holds)
  if (!isObject(said)) throw new TypeError('a line is an object')
  const borrower = said['borrower']
  const outsider = isObject(borrower) && borrower['kind'] === 'outsider' ? { borrower: { ...borrower, name: '' } } : {}
  return { ...said, ...outsider }
}

export const sameJson = (one: Json, other: Json): boolean => JSON.stringify(one) === JSON.stringify(other)
