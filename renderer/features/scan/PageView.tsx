// The picture of one page in a window that scrolls: coarse at once, fine when it has come, finer where it is zoomed.
import { useEffect, useEffectEvent, useLayoutEffect, useRef, useState, type PointerEvent, type ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import type { ScanView } from '#shared/contract/scan.ts'
import { explain, problemText } from '../../components/ProblemText.tsx'
import { usePicture } from './pictures.ts'
import { FINEST_PICTURE, isFinest, needsFiner, shownSize, stepped, USUAL_PICTURE, type Size, type Zoom } from './zoom.ts'

type PageViewProps = {
  scan: ScanView
  label: string
  zoom: Zoom
  onZoom: (zoom: Zoom) => void
  onShown: (shown: { width: number; share: number | null }) => void
  /** Lies over the page. */
  children: ReactNode
}

/** Room around a page that is fitted. */
const MARGIN = 24

/** A place on the page, in fractions of it, that stays where it is in the window while the page grows or shrinks. */
type Held = { x: number; y: number; left: number; top: number }

export function PageView({ scan, label, zoom, onZoom, onShown, children }: PageViewProps) {
  const { t } = useTranslation()
  const scroller = useRef<HTMLDivElement>(null)
  const sheet = useRef<HTMLDivElement>(null)
  const held = useRef<Held | null>(null)
  const [room, setRoom] = useState<Size>({ width: 0, height: 0 })
  const [asked, setAsked] = useState(USUAL_PICTURE)
  /** The size of the newest fine picture, and at most how large it was asked for. */
  const [fine, setFine] = useState<(Size & { asked: number }) | null>(null)
  const [coarse, setCoarse] = useState<Size | null>(null)

  const { id, version } = scan
  const drawable = scan.problem === null
  const small = usePicture({ method: 'scan.thumbnail', input: { id }, version, wanted: drawable, inTurn: false })
  const large = usePicture({ method: 'scan.view', input: { id, longest: asked }, version, wanted: drawable, inTurn: false })

  useEffect(() => {
    const element = scroller.current
    if (element === null) return undefined
    const observer = new ResizeObserver(() => setRoom({ width: element.clientWidth - MARGIN, height: element.clientHeight - MARGIN }))
    observer.observe(element)
    return () => observer.disconnect()
  }, [])

  const picture = fine ?? coarse
  const size = picture === null || room.width <= 0 ? null : shownSize(picture, room, zoom)
  const width = size?.width ?? 0
  const wantsFiner = fine !== null && needsFiner(fine, fine.asked, width, zoom, window.devicePixelRatio)
  if (wantsFiner && asked !== FINEST_PICTURE) setAsked(FINEST_PICTURE)

  const share = fine !== null && isFinest(fine, fine.asked) ? width / fine.width : null
  const tell = useEffectEvent(onShown)
  useEffect(() => tell({ width, share }), [width, share])

  useLayoutEffect(() => {
    const [element, page] = [scroller.current, sheet.current]
    if (element === null || page === null || held.current === null) return
    const { x, y, left, top } = held.current
    held.current = null
    element.scrollLeft = page.offsetLeft + x * page.offsetWidth - left
    element.scrollTop = page.offsetTop + y * page.offsetHeight - top
  })

  const onWheel = useEffectEvent((event: WheelEvent) => {
    const [element, page] = [scroller.current, sheet.current]
    // With Shift it scrolls sideways, as everywhere.
    if (event.shiftKey || event.deltaY === 0 || element === null || page === null || width === 0) return
    event.preventDefault()
    const window_ = element.getBoundingClientRect()
    const on = page.getBoundingClientRect()
    held.current = {
      x: (event.clientX - on.left) / on.width,
      y: (event.clientY - on.top) / on.height,
      left: event.clientX - window_.left,
      top: event.clientY - window_.top,
    }
    onZoom(stepped(width, event.deltaY < 0 ? 1 : -1))
  })
  useEffect(() => {
    const element = scroller.current
    const turn = (event: WheelEvent): void => onWheel(event)
    // React's own listener may not hold the page back from scrolling.
    element?.addEventListener('wheel', turn, { passive: false })
    return () => element?.removeEventListener('wheel', turn)
  }, [])

  const pan = usePan((dx, dy) => scroller.current?.scrollBy({ left: -dx, top: -dy, behavior: 'instant' }))
  const problem = scan.problem ?? null
  const said = problem !== null ? problemText(problem) : large.error === null ? null : explain(large.error).what
  const url = large.url ?? small.url
  return (
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- scrolls, and so must be reached by keyboard
    <section className="scan-view" ref={scroller} tabIndex={0} aria-label={label} aria-busy={large.url === null && said === null} {...pan}>
      {said === null
        ? (
          <div className="scan-view-sheet" ref={sheet} style={size === null ? { visibility: 'hidden' } : size} data-stale={large.stale}>
            {url !== null && (
              <img
                src={url}
                alt={label}
                draggable={false}
                onLoad={({ currentTarget: { naturalWidth, naturalHeight } }) => {
                  const natural = { width: naturalWidth, height: naturalHeight }
                  if (url !== large.url) setCoarse(natural)
                  else if (!large.stale) setFine({ ...natural, asked })
                }}
              />
            )}
            {children}
          </div>
        )
        : <div className="scan-view-problem" role="alert"><p>{said}</p><p className="faint">{t('scan.page.fromFile', { page: scan.page, pages: scan.pages })}</p></div>}
    </section>
  )
}

/** Draws the page about in its window with the mouse. */
function usePan(by: (dx: number, dy: number) => void) {
  const from = useRef<{ x: number; y: number } | null>(null)
  const end = (): void => {
    from.current = null
  }
  return {
    onPointerDown: (event: PointerEvent<HTMLElement>) => {
      const { currentTarget, target, clientX: x, clientY: y } = event
      const { left, top } = currentTarget.getBoundingClientRect()
      // The bars that scroll, and the frame that crops, have their own ways.
      const onBar = x - left > currentTarget.clientWidth || y - top > currentTarget.clientHeight
      const onFrame = target instanceof Element && target.closest('.scan-crop') !== null
      if (event.button !== 0 || event.pointerType !== 'mouse' || onBar || onFrame) return
      from.current = { x, y }
      currentTarget.setPointerCapture(event.pointerId)
    },
    onPointerMove: ({ clientX: x, clientY: y }: PointerEvent) => {
      if (from.current === null) return
      by(x - from.current.x, y - from.current.y)
      from.current = { x, y }
    },
    onPointerUp: end,
    onPointerCancel: end,
  }
}
