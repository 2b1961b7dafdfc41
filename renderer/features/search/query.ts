// What is being looked for: words and filters; nothing is asked while nothing is said (rule A4).
import { useCallback, useEffect, useState } from 'react'
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

export type Filtered = Omit<Query, 'text'>

export const UNFILTERED: Filtered = { dates: null, state: null, kind: null }
const NOTHING: Query = { text: '', ...UNFILTERED }

export function isFiltered({ dates, state, kind }: Filtered): boolean {
  return dates !== null || state !== null || kind !== null
}

/** The call's input, or null while there is nothing to look for. */
export function toSearchInput(query: Query): Input | null {
  return query.text.trim() === '' && !isFiltered(query) ? null : { ...query, limit: HITS }
}

// Whoever comes back from a dossier finds their search again; the next session starts from nothing.
let kept: { serial: number; query: Query } | null = null

/** The query and a change of parts of it, whose identity stays. */
export function useQuery(): [Query, (part: Partial<Query>) => void] {
  const serial = useSession((session) => session.serial)
  const [query, setQuery] = useState<Query>(kept?.serial === serial ? kept.query : NOTHING)
  useEffect(() => {
    kept = { serial, query }
  }, [serial, query])
  const change = useCallback((part: Partial<Query>) => setQuery((before) => ({ ...before, ...part })), [])
  return [query, change]
}
