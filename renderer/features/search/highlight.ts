// Which part of a found value the typed words stand for (rule A4).
import type { HitView } from '#shared/contract/dossier.ts'

type Match = HitView['matched'][number]

/** A value cut into pieces; marked ones are what was typed. */
export type Piece = { text: string; marked: boolean }

/** Signs that people leave out or put in when they type plates, numbers and telephone numbers. */
const SEPARATOR = /[\s·.\-/()]/

/** By pinyin or initials no letters are the same, so the whole value is marked. */
export function highlight(match: Match, typed: string): Piece[] {
  if (match.by !== 'text') return [{ text: match.value, marked: true }]
  const marks = Array.from(match.value, () => false)
  for (const word of typed.split(/\s+/)) mark(match.value, word, marks)
  const pieces: Piece[] = []
  for (const [index, letter] of Array.from(match.value).entries()) {
    const marked = marks[index] ?? false
    const last = pieces.at(-1)
    if (last?.marked === marked) last.text += letter
    else pieces.push({ text: letter, marked })
  }
  return pieces
}

function mark(value: string, word: string, marks: boolean[]): void {
  const wanted = Array.from(word.toLowerCase()).filter((letter) => !SEPARATOR.test(letter))
  const letters = Array.from(value.toLowerCase(), (letter, index) => ({ letter, index })).filter(({ letter }) => !SEPARATOR.test(letter))
  if (wanted.length === 0) return
  const start = [...letters.keys()].find((at) => wanted.every((letter, offset) => letters[at + offset]?.letter === letter))
  if (start === undefined) return
  const from = letters[start]?.index ?? 0
  const to = letters[start + wanted.length - 1]?.index ?? from
  for (let index = from; index <= to; index += 1) marks[index] = true
}
