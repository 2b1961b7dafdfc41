// A record that is owed or incomplete, to be taken into a handover by one tick.
import { Checkbox } from 'antd'
import { useTranslation } from 'react-i18next'
import type { ListedRecordView } from '#shared/contract/record.ts'

export function OwedRow({ record, chosen, onToggle }: { record: ListedRecordView; chosen: boolean; onToggle: () => void }) {
  const { t } = useTranslation()
  return (
    <li>
      <Checkbox checked={chosen} onChange={onToggle}>
        <span className="owed-main">
          <strong>{record.ownerName}</strong>
          <span>{record.vehicle.plate ?? record.vehicle.vin.slice(-8)}</span>
        </span>
        <small className="owed-more">
          {t(`common.kind.${record.kind}`)}
          <span>{record.responsible.name}</span>
          <span className={record.overdue ? 'late' : undefined}>
            {t('record.due', { date: record.dueOn.slice(5) })}{record.overdue && ` ${t('common.state.overdue')}`}
          </span>
          {record.state === 'refused' && <span className="late">{t('common.state.refused')}</span>}
          {record.state === 'incomplete' && record.lackCount > 0 && <span className="late">{t('record.lackCount', { count: record.lackCount })}</span>}
        </small>
      </Checkbox>
    </li>
  )
}
