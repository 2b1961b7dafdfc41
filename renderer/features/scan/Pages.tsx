// The pages of a paper, or of all papers, as small pictures: in a grid, or as a strip beside a large one; files on their way at the end.
import { useDeferredValue, useEffect, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import type { ScanView } from '#shared/contract/scan.ts'
import type { Id } from '#shared/domain/id.ts'
import { paperName } from '../../components/PaperName.tsx'
import { dateTimeText } from '../../components/DateText.tsx'
import { PageTile } from './PageTile.tsx'
import { UploadTile } from './UploadTile.tsx'
import type { Uploads } from './uploads.ts'

type ScanId = Id<'scan'>

/** Small pictures that the highest window shows, and some. */
const SCREENFUL = 48

type PagesProps = {
  layout: 'grid' | 'strip'
  /** What they are pages of; null: of several papers, each named. */
  paper: string | null
  scans: readonly ScanView[]
  uploads: Pick<Uploads, 'items' | 'cancel' | 'retry' | 'dismiss' | 'shown'>
  current: ScanId | null
  selected: ReadonlySet<ScanId>
  sortable: boolean
  onChoose: (id: ScanId, how: { toggle: boolean; range: boolean }) => void
  onOpen: (id: ScanId) => void
  onDragStart: (id: ScanId) => void
  /** Dragged pages are put before the one at this place. */
  onDropAt: (before: number) => void
}

export function Pages({ layout, paper, scans, uploads, current, selected, sortable, onChoose, onOpen, onDragStart, onDropAt }: PagesProps) {
  const { t } = useTranslation()
  const list = useRef<HTMLUListElement>(null)
  // What fits a window is drawn at once, what lies below it a moment later.
  const whole = useDeferredValue(true, false)
  const drawn = whole ? scans : scans.slice(0, Math.max(0, scans.findIndex(({ id }) => id === current)) + SCREENFUL)
  const name = paper === null ? t('scan.checklist.all') : paperName(t, paper)

  // Whoever walks through the pages by keyboard keeps the focus on the one they have reached.
  useEffect(() => {
    if (current === null) return
    const tile = list.current?.querySelector<HTMLElement>(`[data-page="${current}"]`)
    tile?.scrollIntoView({ block: 'nearest', inline: 'nearest' })
    const { activeElement } = document
    if (layout === 'grid' && (activeElement === document.body || list.current?.contains(activeElement) === true)) tile?.focus({ preventScroll: true })
  }, [current, layout])

  const numbers = new Map<string, number>()
  const here = new Set(scans.map(({ id }) => id))
  const onTheirWay = uploads.items.filter(({ code, state }) => (
    (paper === null || code === paper) && (state.at !== 'done' || state.scanIds.some((id) => !here.has(id)))
  ))
  const previews = new Map(uploads.items.flatMap(({ state, preview }) => (
    state.at === 'done' ? state.scanIds.slice(0, 1).map((id) => [id, preview] as const) : []
  )))

  return (
    <ul className="scan-pages" data-layout={layout} ref={list} aria-label={t('scan.page.list', { paper: name })}>
      {drawn.map((scan, at) => {
        const number = (numbers.get(scan.code) ?? 0) + 1
        numbers.set(scan.code, number)
        const label = paper === null
          ? t('scan.page.labelAll', { paper: paperName(t, scan.code), number })
          : t('scan.page.label', { number, of: scans.length })
        const added = t('scan.page.added', { name: scan.addedBy.name, at: dateTimeText(scan.addedAt) })
        return (
          <PageTile
            key={scan.id}
            scan={scan}
            number={number}
            label={`${label} · ${added}`}
            caption={paper === null ? `${paperName(t, scan.code)} ${number}` : String(number)}
            current={scan.id === current}
            selected={selected.has(scan.id)}
            meanwhile={previews.get(scan.id) ?? null}
            onShown={previews.has(scan.id) ? () => uploads.shown(scan.id) : null}
            sortable={sortable}
            onChoose={(how) => onChoose(scan.id, how)}
            onOpen={() => onOpen(scan.id)}
            onDragStart={() => onDragStart(scan.id)}
            onDropAt={(after) => onDropAt(after ? at + 1 : at)}
          />
        )
      })}
      {onTheirWay.map((upload) => (
        <UploadTile key={`upload-${upload.key}`} upload={upload} cancel={uploads.cancel} retry={uploads.retry} dismiss={uploads.dismiss} />
      ))}
    </ul>
  )
}
