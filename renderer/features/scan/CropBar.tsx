// Cropping by numbers: how much is cut off at each side; and what becomes of the frame.
import { Button, InputNumber } from 'antd'
import { useTranslation } from 'react-i18next'
import type { Crop } from '#shared/domain/scan.ts'
import { margins, SIDES, withMargin } from './crop.ts'

type CropBarProps = {
  frame: Crop
  onFrame: (frame: Crop) => void
  onApply: () => void
  onCancel: () => void
  /** Shows all of the page again; null where nothing is cut off. */
  onWhole: (() => void) | null
}

export function CropBar({ frame, onFrame, onApply, onCancel, onWhole }: CropBarProps) {
  const { t } = useTranslation()
  const cut = margins(frame)
  return (
    <>
      {SIDES.map((side) => {
        const name = t(`scan.crop.side.${side}`)
        return (
          <label key={side} className="scan-crop-side">
            <span aria-hidden="true">{name}</span>
            <InputNumber
              size="small"
              min={0}
              max={97}
              precision={0}
              suffix="%"
              aria-label={t('scan.crop.cut', { side: name })}
              value={Math.round(cut[side] * 100)}
              onChange={(percent) => onFrame(withMargin(frame, side, (percent ?? 0) / 100))}
              onPressEnter={onApply}
            />
          </label>
        )
      })}
      <span className="scan-large-close">
        {onWhole !== null && <Button onClick={onWhole}>{t('scan.crop.whole')}</Button>}
        <Button onClick={onCancel}>{t('common.cancel')}</Button>
        <Button type="primary" onClick={onApply}>{t('scan.crop.apply')}</Button>
      </span>
    </>
  )
}
