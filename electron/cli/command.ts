// What a command of `yidang` is, what it is given, and how it says that it was called wrongly.

/** The same thing said in both languages. */
export type Said = { chinese: string; english: string }

/** Says it in the language of the person at the terminal. */
export type Tell = (said: Said) => string

export type Command = {
  name: string
  /** What follows the name, as the usage shows it. */
  takes: string
  does: Said
  /** Without the two dashes; `text` takes a value. */
  options: Readonly<Record<string, 'text' | 'flag'>>
  /** How many words besides the options, at most. */
  words: number
  /** @returns the exit code: 0, or 1 when what it found is not well. */
  run: (given: Given) => Promise<0 | 1>
}

export type Given = {
  words: readonly string[]
  /** @throws WrongUsage when it is missing or empty. */
  required: (option: string) => string
  optional: (option: string) => string | undefined
  flag: (option: string) => boolean
  tell: Tell
  /** Prints the result: `value` as JSON with `--json`, else the lines. */
  print: (value: unknown, lines: readonly string[]) => void
}

/** Called in a way no command understands: exit code 2, with the usage. */
export class WrongUsage extends Error {
  readonly said: Said

  constructor(said: Said) {
    super(said.english)
    this.name = 'WrongUsage'
    this.said = said
  }
}

/** It could not be done, for a reason of the command line's own: exit code 1. */
export class Failure extends Error {
  readonly said: Said

  constructor(said: Said) {
    super(said.english)
    this.name = 'Failure'
    this.said = said
  }
}

/** A whole or broken number from `from` to `to`. @throws WrongUsage when the text is none. */
export function readNumber(option: string, text: string, from: number, to: number, kind: 'whole' | 'any'): number {
  const value = text.trim() === '' ? Number.NaN : Number(text)
  if (value >= from && value <= to && (kind === 'any' || Number.isInteger(value))) return value
  throw new WrongUsage({
    chinese: `--${option} ${text}：应为 ${from} 到 ${to} 之间的${kind === 'whole' ? '整数' : '数'}。`,
    english: `--${option} ${text}: must be a ${kind === 'whole' ? 'whole ' : ''}number from ${from} to ${to}.`,
  })
}
