// What one person owes, a row for each record: on the screen and on paper.
import { useTranslation } from 'react-i18next'
import { Link } from 'wouter'
import type { GapsView } from '#shared/contract/filing.ts'
import { paths } from '../../app/paths.ts'
import { DateText } from '../../components/DateText.tsx'
import { lackText } from '../../components/PaperName.tsx'
import { OrderButton } from '../correction/OrderCorrection.tsx'

type PersonGaps = GapsView[number]

export function GapSum({ gaps: { records, more } }: { gaps: PersonGaps }) {
  const { t } = useTranslation()
  const overdue = records.filter((record) => record.overdue).length
  return (
    <span className="gaps-sum">
      {more ? t('filing.gaps.sumMore', { count: records.length }) : t('filing.gaps.sum', { count: records.length })}
      {overdue > 0 && <span className="late"> · {t('filing.gaps.overdue', { count: overdue })}</span>}
    </span>
  )
}

export function GapTable({ gaps: { records }, linked }: { gaps: PersonGaps; linked: boolean }) {
  const { t } = useTranslation()
  return (
    <table className="gaps-table">
      <colgroup>
        <col className="gaps-due" />
        <col className="gaps-record" />
        <col className="gaps-car" />
        <col className="gaps-owner" />
        <col />
      </colgroup>
      <thead>
        <tr>
          <th scope="col">{t('filing.column.dueOn')}</th>
          <th scope="col">{t('filing.column.record')}</th>
          <th scope="col">{t('filing.column.car')}</th>
          <th scope="col">{t('filing.column.owner')}</th>
          <th scope="col">{t('filing.column.lacks')}</th>
        </tr>
      </thead>
      <tbody>
        {records.map((record) => (
          <tr key={record.id}>
            <td>
              <DateText on={record.dueOn} />
              {record.overdue && <small className="late">{t('owed.overdue')}</small>}
            </td>
            <td>
              {t(`common.kind.${record.kind}`)}
              <small className="code">
                {linked ? <Link href={paths.dossier(record.dossierId)}>{record.number}</Link> : record.number}
              </small>
            </td>
            <td>
              {record.vehicle.plate ?? <span className="code">{record.vehicle.vin}</span>}
              <small>{record.vehicle.model}</small>
            </td>
            <td>{record.ownerName}</td>
            <td>
              {record.lacks.length === 0
                ? <strong>{record.state === 'refused' ? t('common.state.refused') : t('filing.gaps.all')}</strong>
                : record.lacks.map((lack) => lackText(t, lack)).join(t('book.line.separator'))}
              {linked && <> <OrderButton record={record} /></>}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}
