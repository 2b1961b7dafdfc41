// What is being looked for: words and filters; nothing is asked while nothing is said (rule A4).
import { useState } from 'react'
import type { RawInput } from '#shared/contract/index.ts'
import type { LocalDate } from '#shared/domain/local-date.ts'
import { useSession } from '../../app/session.ts'

export const HITS = 50

type Input = RawInput<'dossier.search'>

export type Query = {
  text: string
  dates: { field: NonNullable<Input['dates']>['field']; from: LocalDate; to: LocalDate } | null
  state: Input['state']
  kind: Input['kind']
}

const NOTHING: Query = { text: '', dates: null, state: null, kind: null }

export function isFiltered({ dates, state, kind }: Query): boolean {
  return dates !== null || state !== null || kind !== null
}

/** The call's input, or null while there is nothing to look for. */
export function toSearchInput(query: Query): Input | null {
  return query.text.trim() === '' && !isFiltered(query) ? null : { ...query, limit: HITS }
}

// Whoever comes back from a dossier finds their search again; the next session starts from nothing.
let kept: { serial: number; query: Query } | null = null

export function useQuery(): [Query, (part: Partial<Query>) => void, () => void] {
  const serial = useSession((session) => session.serial)
  const [query, setQuery] = useState<Query>(kept?.serial === serial ? kept.query : NOTHING)
  const keep = (next: Query): void => {
    kept = { serial, query: next }
    setQuery(next)
  }
  return [query, (part) => keep({ ...query, ...part }), () => keep({ ...NOTHING, text: query.text })]
}
