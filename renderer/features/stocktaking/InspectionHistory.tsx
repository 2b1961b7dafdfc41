// What was seen in a cabinet, newest first (rule C7).
import { useTranslation } from 'react-i18next'
import { Link } from 'wouter'
import type { Id } from '#shared/domain/id.ts'
import { useAnswer } from '../../app/answer.ts'
import { paths } from '../../app/paths.ts'
import { Answered } from '../../components/Answered.tsx'
import { DateTimeText } from '../../components/DateText.tsx'
import { Seen } from './Inspections.tsx'

const LISTED = 100

export function InspectionHistory({ cabinetId }: { cabinetId: Id<'cabinet'> }) {
  const { t } = useTranslation()
  const answer = useAnswer('inspection.list', { cabinetId, limit: LISTED })
  return (
    <section className="panel inspection-panel" aria-labelledby="inspection-history">
      <h2 className="panel-title" id="inspection-history">{t('stocktaking.inspection.history')}</h2>
      <Answered answer={answer}>
        {({ inspections }) => (inspections.length === 0
          ? <p className="faint">{t('stocktaking.inspection.historyNone')}</p>
          : (
            <ul className="inspection-history">
              {inspections.map((seen) => (
                <li key={`${seen.stocktaking.id}/${seen.shelf}/${seen.at}`}>
                  <DateTimeText at={seen.at} /> <span>{t('stocktaking.shelf', { number: seen.shelf })}</span> <Seen inspection={seen} />
                  <span>{seen.remark}</span> <span className="faint">{seen.byName}</span>
                  <Link href={paths.stocktaking(seen.stocktaking.id)} className="code">{seen.stocktaking.number}</Link>
                </li>
              ))}
            </ul>
          ))}
      </Answered>
    </section>
  )
}
