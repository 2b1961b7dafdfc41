// Signing by hand with pen, finger or mouse (rule H3): strokes in a box of 600 × 200.
import { useEffect, useEffectEvent, useId, useRef, useState } from 'react'
import { Button } from 'antd'
import Pad from 'signature_pad'
import { useTranslation } from 'react-i18next'
import { NOTHING_DRAWN, fromDrawn, toDrawn } from './strokes.ts'
import type { DrawnSignature } from '#shared/domain/sign-in-book.ts'
import './signature.css'

type Props = {
  label: string
  onChange: (drawn: DrawnSignature) => void
  /** What is wrong, already in words; null when nothing is. */
  problem: string | null
}

/** The pad keeps what is drawn; give it another `key` to start afresh. */
export function SignaturePad({ label, onChange, problem }: Props) {
  const { t } = useTranslation()
  const canvas = useRef<HTMLCanvasElement>(null)
  const pad = useRef<Pad>(null)
  const kept = useRef(NOTHING_DRAWN)
  const [empty, setEmpty] = useState(true)
  const labelId = useId()

  const keep = (drawn: DrawnSignature) => {
    kept.current = drawn
    setEmpty(drawn.strokes.length === 0)
    onChange(drawn)
  }
  const drawnOn = useEffectEvent((drawing: Pad, width: number) => keep(toDrawn(drawing.toData().map((group) => group.points), width)))

  useEffect(() => {
    const element = canvas.current
    if (!element) return
    const drawing = new Pad(element, { penColor: '#16213a', minWidth: 1, maxWidth: 3, minDistance: 2 })
    pad.current = drawing
    const ended = () => drawnOn(drawing, element.clientWidth)
    drawing.addEventListener('endStroke', ended)

    // The canvas has as many dots as the screen gives it, else the line looks torn; each new size draws the strokes again.
    const fit = () => {
      const ratio = Math.max(window.devicePixelRatio, 1)
      element.width = element.clientWidth * ratio
      element.height = element.clientHeight * ratio
      element.getContext('2d')?.scale(ratio, ratio)
      drawing.fromData(fromDrawn(kept.current, element.clientWidth).map((points) => ({
        penColor: drawing.penColor,
        dotSize: drawing.dotSize,
        minWidth: drawing.minWidth,
        maxWidth: drawing.maxWidth,
        velocityFilterWeight: drawing.velocityFilterWeight,
        compositeOperation: drawing.compositeOperation,
        points: points.map(({ x, y }, index) => ({ x, y, pressure: 0, time: index * 16 })),
      })))
    }
    const observer = new ResizeObserver(fit)
    observer.observe(element)
    return () => {
      observer.disconnect()
      drawing.removeEventListener('endStroke', ended)
      drawing.off()
    }
  }, [])

  return (
    <fieldset className="signature-field" aria-labelledby={labelId}>
      <div className="signature-pad-head">
        <span id={labelId}>{label}</span>
        <Button
          size="small"
          type="link"
          disabled={empty}
          onClick={() => {
            pad.current?.clear()
            keep(NOTHING_DRAWN)
          }}
        >
          {t('handover.sign.clear')}
        </Button>
      </div>
      <div className={problem === null ? 'signature-pad' : 'signature-pad signature-pad-problem'}>
        <canvas ref={canvas} aria-label={t(empty ? 'handover.sign.padEmpty' : 'handover.sign.padDrawn')} />
      </div>
      {problem !== null && <div className="late" role="alert">{problem}</div>}
    </fieldset>
  )
}
