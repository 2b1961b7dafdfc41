// A page large enough to read: fitted or zoomed, drawn about by hand, and where it is cropped. Each look is in the audit trail (A3).
import { ArrowLeftOutlined, ArrowRightOutlined, CloseOutlined, MinusOutlined, PlusOutlined } from '@ant-design/icons'
import { Button, Segmented } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { ScanView } from '#shared/contract/scan.ts'
import type { Crop } from '#shared/domain/scan.ts'
import { CropBar } from './CropBar.tsx'
import { CropFrame } from './CropFrame.tsx'
import { margins } from './crop.ts'
import { PageView } from './PageView.tsx'
import { useKeys } from './useKeys.ts'
import { stepped, type Zoom } from './zoom.ts'

type LargeViewProps = {
  scan: ScanView
  /** What it is, read out. */
  label: string
  number: number
  of: number
  cropping: boolean
  onStep: (by: 1 | -1) => void
  onClose: () => void
  /** The part marked on the page as it is shown; `whole`: everything of it again. */
  onCrop: (frame: Crop | 'whole') => void
  onLeaveCrop: () => void
}

const FIRST_FRAME: Crop = { left: 0.05, top: 0.05, width: 0.9, height: 0.9 }

export function LargeView({ scan, label, number, of, cropping, onStep, onClose, onCrop, onLeaveCrop }: LargeViewProps) {
  const { t } = useTranslation()
  const [zoom, setZoom] = useState<Zoom>({ fit: 'page' })
  /** How wide it is shown now, and what that is of the finest picture, once that is known. */
  const [shown, setShown] = useState<{ width: number; share: number | null }>({ width: 0, share: null })
  const [marked, setMarked] = useState<{ of: number; frame: Crop }>({ of: 0, frame: FIRST_FRAME })
  const frame = marked.of === scan.id ? marked.frame : FIRST_FRAME
  const setFrame = (next: Crop): void => setMarked({ of: scan.id, frame: next })

  const step = (towards: 1 | -1): void => {
    if (shown.width > 0) setZoom(stepped(shown.width, towards))
  }
  useKeys(cropping ? 'crop' : 'large', (act) => {
    if (act.do !== 'zoom') return false
    if (act.to === 'in' || act.to === 'out') step(act.to === 'in' ? 1 : -1)
    else setZoom({ fit: act.to })
    return true
  })

  const crop = (): void => {
    const cut = margins(frame)
    if (Object.values(cut).every((share) => share < 0.001)) onLeaveCrop()
    else onCrop(frame)
    setFrame(FIRST_FRAME)
  }

  return (
    <div className="scan-large">
      <div className="scan-large-bar">
        {cropping
          ? (
            <CropBar
              frame={frame}
              onFrame={setFrame}
              onApply={crop}
              onCancel={onLeaveCrop}
              onWhole={scan.crop === null ? null : () => onCrop('whole')}
            />
          )
          : (
            <>
              <Button icon={<ArrowLeftOutlined />} aria-label={t('scan.large.previous')} title={t('scan.large.previous')} disabled={number === 1} onClick={() => onStep(-1)} />
              <span className="scan-large-position">{t('scan.large.position', { number, of })}</span>
              <Button icon={<ArrowRightOutlined />} aria-label={t('scan.large.next')} title={t('scan.large.next')} disabled={number === of} onClick={() => onStep(1)} />
              <Segmented<Zoom['fit']>
                value={zoom.fit}
                aria-label={t('scan.large.zoom')}
                options={[
                  { value: 'page', label: t('scan.large.fitPage') },
                  { value: 'width', label: t('scan.large.fitWidth') },
                  { value: 'whole', label: t('scan.large.whole') },
                ]}
                onChange={(fit) => {
                  if (fit !== 'none') setZoom({ fit })
                }}
              />
              <Button icon={<MinusOutlined />} aria-label={t('scan.large.zoomOut')} title={t('scan.large.zoomOut')} onClick={() => step(-1)} />
              <span className="scan-large-share">{shown.share === null ? '' : `${Math.round(shown.share * 100)}%`}</span>
              <Button icon={<PlusOutlined />} aria-label={t('scan.large.zoomIn')} title={t('scan.large.zoomIn')} onClick={() => step(1)} />
              <Button type="text" className="scan-large-close" icon={<CloseOutlined />} aria-label={t('scan.large.close')} title={`${t('scan.large.close')} (Esc)`} onClick={onClose} />
            </>
          )}
      </div>
      <PageView key={scan.id} scan={scan} label={label} zoom={cropping ? { fit: 'page' } : zoom} onZoom={setZoom} onShown={setShown}>
        {cropping && <CropFrame frame={frame} onFrame={setFrame} onApply={crop} />}
      </PageView>
      <p className="scan-hint">{cropping ? t('scan.crop.hint') : t('scan.large.keys')}</p>
    </div>
  )
}

