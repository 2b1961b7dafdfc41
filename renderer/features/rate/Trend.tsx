// Twelve months of both rates: a chart, and the figures in a table beside it (rule V11).
import { useTranslation } from 'react-i18next'
import { rateOf, rateText, type Figures, type Month } from '#shared/domain/rate.ts'
import { useAnswer } from '../../app/answer.ts'
import { Answered } from '../../components/Answered.tsx'
import type { Asked } from './Behind.tsx'
import { RateChart } from './RateChart.tsx'

export function Trend({ until, subject, name }: { until: Month; subject: Asked['subject']; name: string }) {
  const { t } = useTranslation()
  const answer = useAnswer('rate.trend', { until, ...subject })
  return (
    <section className="panel rate-panel" aria-labelledby="rate-trend">
      <h2 className="panel-title" id="rate-trend">{t('rate.trend')} <small className="faint">{name}</small></h2>
      <Answered answer={answer} keeps>
        {(months) => (
          <div className="rate-trend">
            <RateChart
              label={t('rate.chart')}
              months={months.map(({ month }) => month)}
              lines={[
                { name: t('rate.onTimeRate'), tenths: months.map(({ onTime, due }) => rateOf(onTime, due)) },
                { name: t('rate.completeRate'), tenths: months.map(({ complete, received }) => rateOf(complete, received)) },
              ]}
            />
            <TrendTable months={months} />
          </div>
        )}
      </Answered>
    </section>
  )
}

function TrendTable({ months }: { months: readonly (Figures & { month: Month })[] }) {
  const { t } = useTranslation()
  return (
    <table className="rate-table rate-months">
      <thead>
        <tr>
          <th scope="col">{t('rate.month')}</th>
          <th scope="col">{t('rate.onTimeRate')}</th>
          <th scope="col">{t('rate.onTime')} / {t('rate.due')}</th>
          <th scope="col">{t('rate.completeRate')}</th>
          <th scope="col">{t('rate.complete')} / {t('rate.received')}</th>
        </tr>
      </thead>
      <tbody>
        {months.map(({ month, due, onTime, received, complete }) => (
          <tr key={month}>
            <th scope="row">{month}</th>
            <td className="rate-rate">{rateText(onTime, due)}</td>
            <td>{onTime} / {due}</td>
            <td className="rate-rate">{rateText(complete, received)}</td>
            <td>{complete} / {received}</td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}
