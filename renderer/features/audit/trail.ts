// What was found of the audit trail, page after page: older ones are asked for one by one, of the same search (rule A3).
import { useState } from 'react'
import type { AuditEntryView, AuditFilters } from '#shared/contract/audit.ts'
import type { Output } from '#shared/contract/index.ts'
import { useAct, useAnswer, type Act, type Answer } from '../../app/answer.ts'
import { call } from '../../api.ts'

type Found = Output<'audit.find'>
type Older = { of: Found; entries: readonly AuditEntryView[]; more: boolean }

export type Trail = { answer: Answer<Found>; entries: readonly AuditEntryView[]; more: boolean; older: Act<[]> }

/** Null asks nothing: whoever looks into the trail is entered in it. */
export function useTrail(filters: AuditFilters | null): Trail {
  const answer = useAnswer('audit.find', filters)
  const [held, setHeld] = useState<Older | null>(null)
  const { value } = answer
  const beyond = held !== null && held.of === value ? held : null
  const entries = value === null ? [] : [...value.entries, ...(beyond?.entries ?? [])]
  const older = useAct(async () => {
    const last = entries.at(-1)
    if (value === null || filters === null || last === undefined) return
    const next = await call('audit.older', { ...filters, found: value.head.seq, before: last.seq })
    setHeld({ of: value, entries: [...(beyond?.entries ?? []), ...next.entries], more: next.more })
  })
  return { answer, entries, more: beyond?.more ?? value?.more ?? false, older }
}
