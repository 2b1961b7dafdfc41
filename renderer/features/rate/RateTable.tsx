// Figures in rows, each count leading to the records behind it, each department to its appraisal sheet (rules V8, V11).
import { Button } from 'antd'
import { useTranslation } from 'react-i18next'
import { Link } from 'wouter'
import { countOf, rateText, type Figures, type Month, type RateFigure } from '#shared/domain/rate.ts'
import { usePermits } from '../../app/session.ts'
import { printPaths } from '../../print/paths.ts'
import type { Asked } from './Behind.tsx'

export type RateRow = {
  key: string
  /** 0: all; 1: a part; 2: a part of that. */
  level: 0 | 1 | 2
  name: string
  subject: Asked['subject']
  figures: Figures
  /** The department whose appraisal sheet this row's figures are on. */
  sheetOf: number | null
}

type RateTableProps = { title: string; heading: string; month: Month; rows: readonly RateRow[]; onAsk: (asked: Asked) => void }

export function RateTable({ title, heading, month, rows, onAsk }: RateTableProps) {
  const { t } = useTranslation()
  const mayAppraise = usePermits('rate.appraise')
  const withSheets = mayAppraise && rows.some(({ sheetOf }) => sheetOf !== null)
  return (
    <section className="panel rate-panel">
      <table className="rate-table">
        <caption className="panel-title">{title}</caption>
        <thead>
          <tr>
            <th scope="col">{heading}</th>
            {(['due', 'onTime', 'late'] as const).map((figure) => <th key={figure} scope="col">{t(`rate.${figure}`)}</th>)}
            <th scope="col">{t('rate.onTimeRate')}</th>
            {(['received', 'complete', 'incomplete'] as const).map((figure) => <th key={figure} scope="col">{t(`rate.${figure}`)}</th>)}
            <th scope="col">{t('rate.completeRate')}</th>
            {withSheets && <th scope="col"><span className="unseen">{t('rate.sheet.open')}</span></th>}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => {
            const { key, level, name, figures, sheetOf } = row
            const cell = (figure: RateFigure) => <Count key={figure} row={row} figure={figure} onAsk={onAsk} />
            return (
              <tr key={key} data-level={level}>
                <th scope="row">{name}</th>
                {(['due', 'onTime', 'late'] as const).map((figure) => cell(figure))}
                <td className="rate-rate">{rateText(figures.onTime, figures.due)}</td>
                {(['received', 'complete', 'incomplete'] as const).map((figure) => cell(figure))}
                <td className="rate-rate">{rateText(figures.complete, figures.received)}</td>
                {withSheets && (
                  <td>
                    {sheetOf !== null && (
                      <Link href={printPaths.appraisal(month, sheetOf)} aria-label={t('rate.sheet.openOf', { department: name })}>{t('rate.sheet.open')}</Link>
                    )}
                  </td>
                )}
              </tr>
            )
          })}
        </tbody>
      </table>
    </section>
  )
}

function Count({ row: { name, subject, figures }, figure, onAsk }: { row: RateRow; figure: RateFigure; onAsk: (asked: Asked) => void }) {
  const { t } = useTranslation()
  const count = countOf(figures, figure)
  const blamed = count > 0 && (figure === 'late' || figure === 'incomplete')
  return (
    <td>
      {count === 0
        ? <span className="faint">0</span>
        : (
          <Button
            type="link"
            className={blamed ? 'late' : ''}
            aria-label={t('rate.behind.open', { who: name, figure: t(`rate.${figure}`), count })}
            onClick={() => onAsk({ name, subject, figure })}
          >
            {count}
          </Button>
        )}
    </td>
  )
}
