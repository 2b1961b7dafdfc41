// The words a dossier is filed under in the search index besides what people type: days, states, kinds, who answers for it.
// They begin with `_`, which normalised text never holds, so that typed words cannot meet them (DESIGN decision 5).
import type { Input } from '#shared/contract/index.ts'
import { addDays, localDate, type LocalDate } from '#shared/domain/local-date.ts'
import type { RecordKind, RecordState } from '#shared/domain/record.ts'

export type DateField = NonNullable<Input<'dossier.search'>['dates']>['field']

const LETTER: Record<DateField, string> = { delivery: 'd', visit: 'v', handover: 'h' }

const yearTerm = (field: DateField, year: string): string => `_${LETTER[field]}y${year}`
const monthTerm = (field: DateField, month: string): string => `_${LETTER[field]}m${month.replace('-', '')}`
const dayTerm = (field: DateField, on: LocalDate): string => `_${LETTER[field]}d${on.replaceAll('-', '')}`

/** Terms for a day: itself, its month and its year. */
export function dayTerms(field: DateField, on: LocalDate): string[] {
  return [dayTerm(field, on), monthTerm(field, on.slice(0, 7)), yearTerm(field, on.slice(0, 4))]
}

export const stateTerm = (state: RecordState): string => `_s${state.toLowerCase()}`
export const kindTerm = (kind: RecordKind): string => `_k${kind.toLowerCase()}`

/** Terms of which a dossier holds one exactly if it has a day in the range: whole years and months as such, the rest by days. */
export function rangeTerms(field: DateField, from: LocalDate, to: LocalDate): string[] {
  const terms: string[] = []
  for (let on = from; on <= to;) {
    const year = on.slice(0, 4)
    const month = on.slice(0, 7)
    if (on.endsWith('-01-01') && `${year}-12-31` <= to) {
      terms.push(yearTerm(field, year))
      on = addDays(localDate(`${year}-12-31`), 1)
    } else if (on.endsWith('-01') && lastOfMonth(on) <= to) {
      terms.push(monthTerm(field, month))
      on = addDays(lastOfMonth(on), 1)
    } else {
      terms.push(dayTerm(field, on))
      on = addDays(on, 1)
    }
  }
  return terms
}

function lastOfMonth(first: LocalDate): LocalDate {
  const inNext = addDays(first, 31)
  return addDays(localDate(`${inNext.slice(0, 7)}-01`), -1)
}
