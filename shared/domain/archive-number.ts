// Archive numbers (档号): unique, stable, structured, in the store's pattern, never reused (rule C5; DA/T 13, DA/T 22).

export const DEFAULT_NUMBER_PATTERN = '{store}-{class}-{year}-{term}-{number}'

export type ArchiveNumberParts = {
  /** The store's code. */
  store: string
  /** Of a dossier XS, sold by this store (销售), or TD, sold elsewhere (它店) (F1); of a volume its class in the filing scheme (C2). */
  class: string
  /** Four digits. */
  year: string
  /** Keeping term: D10 for ten years (定期10年, R1), Y for permanent (永久). */
  term: string
  /** Counts up within store, class, year and term, from 1. */
  number: number
}

export type PatternProblem = 'numberPattern.form' | 'numberPattern.parts'

/** A pattern has each of the parts that keep numbers apart (class, year, number) once, and no other twice. */
export function patternProblem(pattern: string): PatternProblem | null {
  if (!/^(?:[A-Z0-9·.\-/]|\{(?:store|class|year|term|number)\}){1,80}$/.test(pattern)) return 'numberPattern.form'
  const times = (part: string): number => pattern.split(part).length - 1
  const kept = ['{class}', '{year}', '{number}'].every((part) => times(part) === 1) && ['{store}', '{term}'].every((part) => times(part) <= 1)
  return kept ? null : 'numberPattern.parts'
}

/** The pattern filled but for the number: what numbers are counted within, so that none is given twice (C5). */
export function seriesOf(pattern: string, parts: Omit<ArchiveNumberParts, 'number'>): string {
  return pattern
    .replace('{store}', parts.store)
    .replace('{class}', parts.class)
    .replace('{year}', parts.year)
    .replace('{term}', parts.term)
}

/** Fills the pattern; the running number has at least five digits. */
export function formatArchiveNumber(pattern: string, parts: ArchiveNumberParts): string {
  return seriesOf(pattern, parts).replace('{number}', String(parts.number).padStart(5, '0'))
}
