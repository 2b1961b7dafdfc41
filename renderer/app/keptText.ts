// Reasons that somebody is in the middle of writing: kept in the engine like half-filled forms (rule A1), one for each matter.
import { useState } from 'react'
import { z } from 'zod'
import { call } from '../api.ts'
import { useDraft } from './draft.ts'

const keptTexts = z.record(z.string(), z.string())

/** What is to be kept when `text` is written about a matter, beside what is kept about others; null: nothing. */
export function withText(others: Readonly<Record<string, string>>, matter: string, text: string): Record<string, string> | null {
  const all = text.trim() === '' ? { ...others } : { ...others, [matter]: text }
  return Object.keys(all).length === 0 ? null : all
}

/** Keeps `text` as what is being written about `matter`; `giveBack` gets what was written before, once. */
export function useKeptText(key: 'reason' | 'decision', matter: string, text: string, giveBack: (text: string) => void): { drop: () => Promise<void> } {
  const [others, setOthers] = useState<Record<string, string>>({})
  const { drop } = useDraft(key, withText(others, matter, text), (kept) => {
    const believed = keptTexts.safeParse(kept)
    if (!believed.success) return
    const { [matter]: own, ...rest } = believed.data
    setOthers(rest)
    if (own !== undefined) giveBack(own)
  })
  return {
    drop: async () => {
      await drop()
      const rest = withText(others, matter, '')
      if (rest !== null) await call('draft.save', { key, value: JSON.stringify(rest) })
    },
  }
}
