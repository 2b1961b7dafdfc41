// What a typed text may hold, and how it is tidied before it is stored.
// Refused are characters that make a text look like something it is not: controls, overrides of the writing direction
// (UAX #9, UTR #36), and everything invisible (Unicode Cf and Default_Ignorable_Code_Point: zero width signs and joiners,
// soft hyphen, byte order mark, variation selectors, tags, Hangul fillers). Two names that print alike must be alike.

export type TextProblem = 'text.control' | 'text.direction' | 'text.tooLong'
export type NameProblem = 'text.control' | 'text.direction' | 'name.form'

type Lines = { multiline?: boolean }

const NAME_MAXIMUM = 60

// Controls, line and paragraph separator, half a surrogate pair, and code points that never are characters.
const control = /[\p{Cc}\p{Zl}\p{Zp}\p{Cs}\p{Noncharacter_Code_Point}]/u
const controlButLines = /[^\P{Cc}\n\t]|[\p{Zl}\p{Zp}\p{Cs}\p{Noncharacter_Code_Point}]/u
const invisible = /[\p{Cf}\p{Default_Ignorable_Code_Point}]/u

/**
 * The first thing wrong with a text, or null. `maximum` counts characters (code points). Line breaks and tabs are controls unless
 * the text may have several lines. `text.direction` stands for everything invisible or turning the writing direction.
 */
export function textProblem(text: string, maximum: number, { multiline = false }: Lines = {}): TextProblem | null {
  // A code point has at most two units: a text of megabytes is turned away before anything walks through it.
  if (text.length > maximum * 2 || (text.length > maximum && Array.from(text).length > maximum)) return 'text.tooLong'
  if ((multiline ? controlButLines : control).test(text)) return 'text.control'
  return invisible.test(text) ? 'text.direction' : null
}

/**
 * A text as it is stored: NFC, no blanks at its ends, runs of blanks made one space. With several lines, line breaks stay (as `\n`)
 * and each line is tidied alone. Forbidden characters stay, for `textProblem` to object to.
 */
export function normaliseText(text: string, { multiline = false }: Lines = {}): string {
  const composed = text.normalize('NFC')
  if (!multiline) return tidied(composed)
  return composed.replace(/\r\n?/g, '\n').split('\n').map(tidied).join('\n').replace(/^\n+/, '').replace(/\n+$/, '')
}

/**
 * What is wrong with the normalised name of a person or company, or null: 1 to 60 characters, at least one of them a letter of
 * any script. 买买提·买买提 and Anne-Marie O'Neil are names like any other.
 */
export function nameProblem(name: string): NameProblem | null {
  const problem = textProblem(name, NAME_MAXIMUM)
  if (problem === 'text.tooLong') return 'name.form'
  return problem ?? (/\p{L}/u.test(name) ? null : 'name.form')
}

function tidied(line: string): string {
  return line.replace(/[\p{Zs}\t\r\n]+/gu, ' ').replace(/^ | $/g, '')
}
