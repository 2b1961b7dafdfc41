// A form of the settings that was left half-filled is shown again to its author when they come back (rule A1).
import { useState } from 'react'
import type { DRAFT_KEYS } from '#shared/contract/desk.ts'
import { useAnswer } from '../../app/answer.ts'

/** Whether the form is open: as last said on this screen, else whether a draft of it waits. */
export function useKeptForm(key: (typeof DRAFT_KEYS)[number]): [open: boolean, setOpen: (open: boolean) => void] {
  const [said, setSaid] = useState<boolean | null>(null)
  const kept = useAnswer('draft.load', { key })
  return [said ?? (kept.value?.value ?? null) !== null, setSaid]
}
