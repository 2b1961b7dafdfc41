// Sheets of sticky labels: which sheet, from which label on, and the sheets as they will be printed.
import { InputNumber, Select } from 'antd'
import { useState, type ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { labelText, type Label } from '#shared/domain/label.ts'
import { TrainingMark } from '../components/TrainingMark.tsx'
import { LABEL_SHEET_KINDS, LABEL_SHEETS, layOut, storedSheet, storeSheet } from './labelSheets.ts'
import { PrintPage } from './PrintPage.tsx'
import { Code } from './Code.tsx'
import './labels.css'

export type PrintedLabel = { key: string; label: Label; title: string; lines: readonly string[] }

/** Read from a few steps away. */
const PLACES: readonly Label['what'][] = ['slot', 'shelf', 'cabinet']

type LabelPageProps = {
  title: string
  labels: readonly PrintedLabel[]
  onBack: () => void
  /** More to choose. */
  options?: ReactNode
}

export function LabelPage({ title, labels, onBack, options }: LabelPageProps) {
  const { t } = useTranslation()
  const [kind, setKind] = useState(storedSheet)
  const [start, setStart] = useState(1)
  const sheet = LABEL_SHEETS[kind]
  const most = sheet.columns * sheet.rows
  const sheets = layOut(labels, sheet, Math.min(start, most))
  return (
    <PrintPage
      title={title}
      fileTitle={title}
      orientation="portrait"
      onBack={onBack}
      options={(
        <>
          <label>
            {t('label.sheet.label')}{' '}
            <Select
              value={kind}
              options={LABEL_SHEET_KINDS.map((each) => ({ value: each, label: t(`label.sheet.kind.${each}`) }))}
              onChange={(chosen) => {
                setKind(chosen)
                storeSheet(chosen)
              }}
            />
          </label>
          <label>
            {t('label.sheet.start')}{' '}
            <InputNumber min={1} max={most} precision={0} value={Math.min(start, most)} onChange={(value) => setStart(value ?? 1)} />
          </label>
          {options}
          <span>{t('label.sheet.sum', { labels: labels.length, count: sheets.length })}</span>
          <span className="faint">{t('label.sheet.hint')}</span>
        </>
      )}
    >
      {sheets.map((page) => (
        <div key={page[0]?.item.key} className="label-sheet" data-sheet={kind}>
          {page.map(({ item, left, top }) => (
            <article
              key={item.key}
              className="sticker"
              style={{ left: `${left}mm`, top: `${top}mm`, width: `${sheet.width}mm`, height: `${sheet.height}mm` }}
            >
              <Code text={labelText(item.label)} />
              <div className="sticker-words">
                <strong className={PLACES.includes(item.label.what) ? 'sticker-slot' : undefined}>{item.title}</strong>
                {item.lines.map((line) => <span key={line}>{line}</span>)}
                <TrainingMark />
              </div>
            </article>
          ))}
        </div>
      ))}
    </PrintPage>
  )
}
