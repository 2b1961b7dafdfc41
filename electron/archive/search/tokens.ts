// The words a dossier is filed under in the search index besides what people type: months, states, kinds, who answers for it.
// They begin with `_`, which normalised text never holds, so that typed words cannot meet them (DESIGN decision 5).
import type { Input } from '#shared/contract/index.ts'
import type { LocalDate } from '#shared/domain/local-date.ts'
import type { RecordKind, RecordState } from '#shared/domain/record.ts'

type DateField = NonNullable<Input<'dossier.search'>['dates']>['field']

const LETTER: Record<DateField, string> = { delivery: 'd', visit: 'v', handover: 'h' }

/** Terms for a day: its month and its year. */
export function dayTerms(field: DateField, on: LocalDate): string[] {
  return [`_m${LETTER[field]}${on.slice(0, 4)}${on.slice(5, 7)}`, `_y${LETTER[field]}${on.slice(0, 4)}`]
}

export const stateTerm = (state: RecordState): string => `_s${state.toLowerCase()}`
export const kindTerm = (kind: RecordKind): string => `_k${kind.toLowerCase()}`

// A query asks for at most so many months or years; a longer range is left to the exact condition on the records.
const MOST_TERMS = 24

/** Terms of which a dossier must hold one to have a day in the range; null when the range is too long to be of help. */
export function rangeTerms(field: DateField, from: LocalDate, to: LocalDate): string[] | null {
  const month = (date: LocalDate): number => Number(date.slice(0, 4)) * 12 + Number(date.slice(5, 7)) - 1
  const months = month(to) - month(from) + 1
  if (months <= MOST_TERMS) {
    return Array.from({ length: months }, (_, step) => {
      const at = month(from) + step
      return `_m${LETTER[field]}${Math.floor(at / 12)}${String((at % 12) + 1).padStart(2, '0')}`
    })
  }
  const years = Number(to.slice(0, 4)) - Number(from.slice(0, 4)) + 1
  if (years > MOST_TERMS) return null
  return Array.from({ length: years }, (_, step) => `_y${LETTER[field]}${Number(from.slice(0, 4)) + step}`)
}
