// One page among the small pictures: chosen, opened, dragged, or with others dragged before it.
import { useState, type DragEvent, type MouseEvent } from 'react'
import { useTranslation } from 'react-i18next'
import type { ScanView } from '#shared/contract/scan.ts'
import { draggedPages, markPages } from './dropping.ts'
import { Thumbnail } from './Thumbnail.tsx'

type PageTileProps = {
  scan: ScanView
  /** From 1. */
  number: number
  /** Read out, and shown when the mouse rests on it. */
  label: string
  /** Shown below it. */
  caption: string
  current: boolean
  selected: boolean
  /** The file it came from, until its picture has come. */
  meanwhile: string | null
  /** Hears that the page's own picture has come, while there is a file of it. */
  onShown: (() => void) | null
  sortable: boolean
  onChoose: (how: { toggle: boolean; range: boolean }) => void
  onOpen: () => void
  onDragStart: () => void
  /** Dragged pages are put before this one, or after it. */
  onDropAt: (after: boolean) => void
}

export function PageTile(props: PageTileProps) {
  const { scan, number, label, caption, current, selected, meanwhile, onShown, sortable, onChoose, onOpen, onDragStart, onDropAt } = props
  const { t } = useTranslation()
  const [over, setOver] = useState<'before' | 'after' | null>(null)

  const sideOf = (event: DragEvent<HTMLElement>): 'before' | 'after' => {
    const { left, top, width, height } = event.currentTarget.getBoundingClientRect()
    const upright = event.currentTarget.closest('[data-layout="strip"]') !== null
    return (upright ? (event.clientY - top) / height : (event.clientX - left) / width) < 0.5 ? 'before' : 'after'
  }
  const choose = (event: MouseEvent): void => onChoose({ toggle: event.ctrlKey || event.metaKey, range: event.shiftKey })

  return (
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions -- pages are dropped on it; those within hear the keys
    <li
      className="scan-page"
      data-over={over}
      data-selected={selected}
      onDragOver={(event) => {
        if (!sortable || !draggedPages(event.dataTransfer)) return
        event.preventDefault()
        setOver(sideOf(event))
      }}
      onDragLeave={() => setOver(null)}
      onDrop={(event) => {
        setOver(null)
        if (!sortable || !draggedPages(event.dataTransfer)) return
        event.preventDefault()
        event.stopPropagation()
        onDropAt(sideOf(event) === 'after')
      }}
    >
      <button
        type="button"
        className="scan-thumb"
        data-page={scan.id}
        draggable={sortable}
        aria-label={selected ? `${label}, ${t('scan.page.selected', { count: 1 })}` : label}
        aria-current={current}
        tabIndex={current ? 0 : -1}
        title={label}
        onClick={choose}
        onDoubleClick={onOpen}
        onDragStart={(event) => {
          markPages(event.dataTransfer)
          onDragStart()
        }}
      >
        <Thumbnail scan={scan} meanwhile={meanwhile} {...(onShown === null ? {} : { onShown })} />
        <span className="scan-caption">{caption}</span>
      </button>
      {/* The browser's own: hundreds of them stand on one screen. */}
      <input
        type="checkbox"
        className="scan-tick"
        checked={selected}
        tabIndex={-1}
        aria-label={t('scan.page.select', { number })}
        onChange={() => onChoose({ toggle: true, range: false })}
      />
    </li>
  )
}
