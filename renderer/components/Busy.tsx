// Work under way. Shown after a moment only, so that quick answers do not flicker; long work shows progress and can be cancelled.
import { Button, Progress, Spin } from 'antd'
import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'

type BusyProps = {
  label: string
  /** 0 to 1; left out when it is not known how far the work is. */
  progress?: number
  onCancel?: () => void
}

const UNNOTICED = 300

export function Busy({ label, progress, onCancel }: BusyProps) {
  const { t } = useTranslation()
  const [noticed, setNoticed] = useState(false)
  useEffect(() => {
    const timer = setTimeout(() => setNoticed(true), UNNOTICED)
    return () => clearTimeout(timer)
  }, [])
  if (!noticed) return <div className="state" aria-busy="true" />
  return (
    <output className="state" aria-busy="true">
      {progress === undefined
        ? <Spin />
        : <Progress percent={Math.round(progress * 100)} aria-label={label} style={{ maxWidth: 420 }} />}
      <p className="state-text">{label}</p>
      {onCancel !== undefined && <Button onClick={onCancel}>{t('common.cancel')}</Button>}
    </output>
  )
}
