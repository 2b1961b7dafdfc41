// What the search index holds of names and codes, and what it is asked for (DESIGN decision 5).
// The index finds a token by its beginning, so every suffix is a token: then each part of a name or number is the beginning of one.
// Index and query are normalised alike, to letters and digits alone, so that the index's tokenizer never splits a token.
import { pinyin } from 'pinyin-pro'

// Longer terms are cut, and so is every token: nothing beyond this is ever asked for, and the index stays linear in the text.
const TERM_MAXIMUM = 32
const TERMS_MAXIMUM = 6
const TYPED_MAXIMUM = 400

// oxlint-disable-next-line no-control-regex -- the range is all of ASCII, controls among it
const PLAIN = /^[\x00-\x7f]*$/

/** A text reduced to its letters and digits: NFKC, small, without marks (é is e), punctuation, middle dots and blanks. */
export function normaliseForSearch(text: string): string {
  // Codes mostly: nothing in them has another form.
  if (PLAIN.test(text)) return text.toLowerCase().replace(/[^a-z0-9]/g, '')
  // Taken apart first, so that marks can be dropped; small letters may bring new ones.
  return text.normalize('NFKD').toLowerCase().normalize('NFKD').replace(/[^\p{L}\p{N}]/gu, '').normalize('NFC')
}

/**
 * The tokens of a name of a person or company, no two alike: suffixes of the name itself, of its pinyin (`wangxiaoming`,
 * `xiaoming`, `ming`; ü as v and as u) and of its initials (`wxm`, `xm`, `m`).
 */
export function nameTokens(name: string): string[] {
  const { text, sounds, initials } = rememberedGroups(name)
  return [...new Set([...text, ...sounds, ...initials])]
}

/** How a name sounds, tones aside, its first character read as a surname; equal for names that are easily mistaken by ear. */
export function soundOf(name: string): string {
  return read(normaliseForSearch(name), { mode: 'surname', surname: 'head' }).join('')
}

/** The tokens of a plate, VIN, phone or archive number: each suffix of the normalised code. */
export function codeTokens(text: string): string[] {
  const code = normaliseForSearch(text)
  if (!PLAIN.test(code)) return [...new Set(suffixes(Array.from(code)))]
  const tokens: string[] = []
  for (let start = 0; start < code.length; start += 1) tokens.push(code.slice(start, start + TERM_MAXIMUM))
  // No two suffixes are of one length, and so none alike, but for those that are cut.
  return code.length <= TERM_MAXIMUM ? tokens : [...new Set(tokens)]
}

/**
 * The terms of a typed query: at most six, of at most 32 characters, all of which a hit must match. Blanks part terms, save where
 * groups of digits make up one whole telephone number (`138 0013 8000`, `+86 138 …`, `0551 6234 5678`): other groups of digits
 * stay apart, since they may be the tails of two numbers, and each is found on its own all the same.
 */
export function queryTerms(typed: string): string[] {
  const terms: string[] = []
  let digits: string[] = []
  const endDigits = () => {
    terms.push(...(wholePhone(digits.join('')) ?? digits))
    digits = []
  }
  for (const part of typed.slice(0, TYPED_MAXIMUM).split(/\s+/u)) {
    const term = normaliseForSearch(part)
    if (/^[0-9]+$/.test(term)) {
      digits.push(term)
      continue
    }
    endDigits()
    if (term !== '') terms.push(term)
  }
  endDigits()
  return [...new Set(terms.map(cut))].slice(0, TERMS_MAXIMUM)
}

/** How a term of `queryTerms` matches a field as it is written, or null: by the text itself before its pinyin before its initials. */
export function matchOf(term: string, field: string, kind: 'name' | 'code'): 'text' | 'pinyin' | 'initials' | null {
  // Every suffix is a token: that some token begins with the term is to say that the text holds it.
  if (normaliseForSearch(field).includes(term)) return 'text'
  if (kind === 'code') return null
  const begins = (token: string) => token.startsWith(term)
  const { sounds, initials } = rememberedGroups(field)
  if (sounds.some(begins)) return 'pinyin'
  return initials.some(begins) ? 'initials' : null
}

type TokenGroups = { text: string[]; sounds: string[]; initials: string[] }

// Reading a name aloud is slow beside a search, and the same hits are looked at again with every key that is typed. A name takes a kilobyte or more.
let most = 2_000
const remembered = new Map<string, TokenGroups>()

/** From here on, in this thread, so many names are remembered once they have been read aloud. */
export function rememberNames(count: number): void {
  most = count
}

function rememberedGroups(name: string): TokenGroups {
  const known = remembered.get(name)
  if (known) return known
  if (remembered.size >= most) remembered.clear()
  const groups = nameTokenGroups(name)
  remembered.set(name, groups)
  return groups
}

function nameTokenGroups(name: string): TokenGroups {
  const normalised = normaliseForSearch(name)
  const text = suffixes(Array.from(normalised))
  // A person's first character is read as a surname (单 shàn, 曾 zēng, 解 xiè); a company's is not (解放 jiěfàng). Both are kept.
  const surname = read(normalised, { mode: 'surname', surname: 'head' })
  const plain = read(normalised, { mode: 'normal' })
  const readings = [surname, ...(plain.join('') === surname.join('') ? [] : [plain])]
    .filter((units) => units.join('') !== normalised)
  const spoken = readings.flatMap((units) => [units, units.map((unit) => unit.replace(/^([ln])v/, '$1u'))])
  const initials = readings.map((units) => units.map((unit) => String.fromCodePoint(unit.codePointAt(0) ?? 0)))
  return { text, sounds: spoken.flatMap(suffixes), initials: initials.flatMap(suffixes) }
}

// One entry per character: its syllable without tone, or the character itself where it has none.
function read(normalised: string, reading: { mode: 'normal' } | { mode: 'surname'; surname: 'head' }): string[] {
  return pinyin(normalised, { ...reading, toneType: 'none', type: 'array', v: true })
}

function suffixes(units: readonly string[]): string[] {
  return units.map((_, start) => cut(units.slice(start, start + TERM_MAXIMUM).join('')))
}

function cut(term: string): string {
  return term.length <= TERM_MAXIMUM ? term : Array.from(term).slice(0, TERM_MAXIMUM).join('')
}

// A whole mobile (its country code dropped, as the stored number has none), landline or service number; else null.
function wholePhone(digits: string): string[] | null {
  const mobile = /^(?:86|0086)?(1[3-9]\d{9})$/.exec(digits)?.[1]
  if (mobile) return [mobile]
  return /^0[1-9]\d{8,10}$|^[48]00\d{7}$/.test(digits) ? [digits] : null
}
