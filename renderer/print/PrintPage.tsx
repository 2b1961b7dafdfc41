// A page to print, shown first as it will be: the same sheet on screen and, by PrintSheet, on paper.
import { Button } from 'antd'
import { PrinterOutlined } from '@ant-design/icons'
import { useEffect, useEffectEvent, type ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import type { Orientation } from '#shared/contract/bridge.ts'
import { bridge } from '../api.ts'
import { useAct } from '../app/answer.ts'
import { useSession } from '../app/session.ts'
import { ErrorNote } from '../components/ErrorState.tsx'
import { Page } from '../components/Page.tsx'
import { TrainingMark } from '../components/TrainingMark.tsx'
import { PrintSheet } from './PrintSheet.tsx'

type PrintPageProps = {
  title: string
  /** What the printed file is called. No personal data: printers keep it. */
  fileTitle: string
  orientation: Orientation
  onBack: () => void
  /** What may be chosen before printing; on the screen alone. */
  options?: ReactNode
  children: ReactNode
}

export function PrintPage({ title, fileTitle, orientation, onBack, options, children }: PrintPageProps) {
  const { t } = useTranslation()
  const training = useSession((session) => session.archive?.training ?? false)
  const printing = useAct(() => bridge().print(orientation))
  const print = useEffectEvent(() => void printing.run())
  useEffect(() => {
    const byKey = (event: KeyboardEvent): void => {
      if (!(event.ctrlKey || event.metaKey) || event.key.toLowerCase() !== 'p') return
      event.preventDefault()
      print()
    }
    window.addEventListener('keydown', byKey)
    return () => window.removeEventListener('keydown', byKey)
  }, [])
  return (
    <Page
      title={`${title} · ${t('handover.print.preview')}`}
      actions={(
        <>
          <Button onClick={onBack}>{t('common.back')}</Button>
          <Button type="primary" icon={<PrinterOutlined aria-hidden />} onClick={() => void printing.run()}>{t('common.print')}</Button>
        </>
      )}
    >
      <ErrorNote error={printing.error} />
      {options !== undefined && <div className="print-options">{options}</div>}
      <div className={`print-preview print-preview-${orientation}`}>
        {training && <div className="print-preview-mark"><TrainingMark /></div>}
        {children}
      </div>
      <PrintSheet orientation={orientation} title={fileTitle}>{children}</PrintSheet>
    </Page>
  )
}
