// The frame on a large page that says what of it is shown: drawn by its edges and corners, moved as a whole, or moved by arrow keys.
import { useRef, type KeyboardEvent, type PointerEvent } from 'react'
import { useTranslation } from 'react-i18next'
import type { Crop } from '#shared/domain/scan.ts'
import { drawn, moved, type Grip } from './crop.ts'

const GRIPS: readonly Grip[] = [
  ['left', 'top'], ['top'], ['right', 'top'], ['right'], ['right', 'bottom'], ['bottom'], ['left', 'bottom'], ['left'],
]

const ARROWS: Record<string, readonly [number, number]> = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] }
const STEP = 0.01

type CropFrameProps = { frame: Crop; onFrame: (frame: Crop) => void; onApply: () => void }

type Drag = { grip: Grip | null; x: number; y: number; frame: Crop }

export function CropFrame({ frame, onFrame, onApply }: CropFrameProps) {
  const { t } = useTranslation()
  const layer = useRef<HTMLDivElement>(null)
  const drag = useRef<Drag | null>(null)

  const start = (grip: Grip | null) => (event: PointerEvent<HTMLElement>): void => {
    if (event.button !== 0) return
    event.preventDefault()
    event.stopPropagation()
    event.currentTarget.setPointerCapture(event.pointerId)
    drag.current = { grip, x: event.clientX, y: event.clientY, frame }
  }
  const follow = (event: PointerEvent): void => {
    const { width, height } = layer.current?.getBoundingClientRect() ?? { width: 0, height: 0 }
    if (drag.current === null || width === 0 || height === 0) return
    const { grip, x, y, frame: from } = drag.current
    const [dx, dy] = [(event.clientX - x) / width, (event.clientY - y) / height]
    onFrame(grip === null ? moved(from, dx, dy) : drawn(from, grip, dx, dy))
  }
  const end = (): void => {
    drag.current = null
  }
  const byKey = (event: KeyboardEvent): void => {
    const arrow = ARROWS[event.key]
    if (event.key === 'Enter') onApply()
    else if (arrow !== undefined) onFrame(moved(frame, arrow[0] * STEP, arrow[1] * STEP))
    else return
    event.preventDefault()
  }

  const percent = (share: number): string => `${share * 100}%`
  return (
    <div className="scan-crop" ref={layer}>
      <button
        type="button"
        className="scan-crop-frame"
        aria-label={t('scan.crop.frame')}
        style={{ left: percent(frame.left), top: percent(frame.top), width: percent(frame.width), height: percent(frame.height) }}
        onPointerDown={start(null)}
        onPointerMove={follow}
        onPointerUp={end}
        onPointerCancel={end}
        onKeyDown={byKey}
      />
      {GRIPS.map((grip) => (
        // For the mouse; by keyboard the same is done in the fields above.
        <span
          key={grip.join('-')}
          className="scan-crop-grip"
          data-grip={grip.join('-')}
          style={placeOf(grip, frame)}
          onPointerDown={start(grip)}
          onPointerMove={follow}
          onPointerUp={end}
          onPointerCancel={end}
        />
      ))}
    </div>
  )
}

function placeOf(grip: Grip, { left, top, width, height }: Crop): { left: string; top: string } {
  const x = grip.includes('left') ? left : grip.includes('right') ? left + width : left + width / 2
  const y = grip.includes('top') ? top : grip.includes('bottom') ? top + height : top + height / 2
  return { left: `${x * 100}%`, top: `${y * 100}%` }
}
