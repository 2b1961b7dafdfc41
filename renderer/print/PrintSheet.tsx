// A sheet for the printer: hangs beside the application, unseen on screen; while it is there, it is all that prints.
import { useEffect, type ReactNode } from 'react'
import { createPortal } from 'react-dom'
import { useTranslation } from 'react-i18next'
import { useSession } from '../app/session.ts'
import './print.css'

type PrintSheetProps = {
  orientation: 'portrait' | 'landscape'
  /** What the printed file is called. No personal data: printers keep it. */
  title: string
  children: ReactNode
}

export function PrintSheet({ orientation, title, children }: PrintSheetProps) {
  const { t } = useTranslation()
  const training = useSession((session) => session.archive?.training ?? false)
  useEffect(() => {
    const before = document.title
    document.title = title
    return () => {
      document.title = before
    }
  }, [title])
  return createPortal(
    <div className={`print-sheet print-${orientation}`}>
      {training && <div className="print-training">{t('common.training')}</div>}
      {children}
    </div>,
    document.body,
  )
}
