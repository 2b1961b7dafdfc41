// Which pages are chosen: the one a person is at, and those they have ticked.
import { useMemo, useState } from 'react'
import type { ScanView } from '#shared/contract/scan.ts'
import type { Id } from '#shared/domain/id.ts'

type ScanId = Id<'scan'>

export type Chosen = {
  current: ScanId | null
  /** Ticked, among the pages that are there. */
  selected: ReadonlySet<ScanId>
  /** The pages an act is for: those ticked, in their order, or else the current one. */
  targets: readonly ScanView[]
  at: (id: ScanId | null) => void
  /** Steps `by` pages on or back, no further than the ends. */
  step: (by: number) => void
  choose: (id: ScanId, how: { toggle: boolean; range: boolean }) => void
  selectAll: () => void
  clear: () => void
}

/** `pages`: what is on screen, in its order. `first`: where to begin. */
export function useChosen(pages: readonly ScanView[], first: ScanId | null): Chosen {
  const [asked, setAsked] = useState<{ id: ScanId | null; place: number }>({ id: first, place: 0 })
  const [ticked, setTicked] = useState<ReadonlySet<ScanId>>(new Set())

  const found = pages.findIndex(({ id }) => id === asked.id)
  if (found !== -1 && found !== asked.place) setAsked({ ...asked, place: found })

  return useMemo(() => {
    // Where a page was taken out or replaced, the one that took its place.
    const at = found === -1 ? Math.max(0, Math.min(asked.place, pages.length - 1)) : found
    const setCurrent = (id: ScanId | null): void => setAsked({ id, place: pages.findIndex((page) => page.id === id) })
    const current = pages[at]?.id ?? null
    const selected = new Set(pages.map(({ id }) => id).filter((id) => ticked.has(id)))
    const step = (by: number): void => setCurrent(pages[Math.min(pages.length - 1, Math.max(0, at + by))]?.id ?? null)
    return {
      current,
      selected,
      targets: selected.size > 0 ? pages.filter(({ id }) => selected.has(id)) : pages.filter(({ id }) => id === current),
      at: setCurrent,
      step,
      choose: (id, { toggle, range }) => {
        if (range) {
          const to = pages.findIndex((page) => page.id === id)
          const span = pages.slice(Math.min(at, to), Math.max(at, to) + 1).map((page) => page.id)
          setTicked(new Set([...selected, ...span]))
        } else if (toggle) {
          setTicked(selected.has(id) ? new Set([...selected].filter((each) => each !== id)) : new Set([...selected, id]))
        }
        setCurrent(id)
      },
      selectAll: () => setTicked(new Set(pages.map(({ id }) => id))),
      clear: () => setTicked(new Set()),
    }
  }, [pages, asked, found, ticked])
}
