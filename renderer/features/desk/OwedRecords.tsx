// The records that are owed to the archive or lack something, by the five questions a desk asks of a day.
import { Alert, Switch, Table, Tag, Tooltip, type TableColumnsType } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Link } from 'wouter'
import { RECORD_FILTERS, type ListedRecordView } from '#shared/contract/record.ts'
import { mayAnswerFor } from '#shared/domain/record.ts'
import { useAnswer } from '../../app/answer.ts'
import { paths } from '../../app/paths.ts'
import { useMe, usePermits, useToday } from '../../app/session.ts'
import { DateText } from '../../components/DateText.tsx'
import { EmptyState } from '../../components/EmptyState.tsx'
import { ErrorState } from '../../components/ErrorState.tsx'

type Filter = (typeof RECORD_FILTERS)[number]

const LISTED = 200

export function OwedRecords() {
  const { t } = useTranslation()
  const me = useMe()
  const [filter, setFilter] = useState<Filter>('outstanding')
  const [mine, setMine] = useState(false)
  const columns = useColumns()
  const answers = mayAnswerFor(me.roles, 'delivery') || mayAnswerFor(me.roles, 'maintenance')
  const answer = useAnswer('record.list', { filter, responsibleId: mine ? me.id : null, limit: LISTED })
  const { value } = answer

  return (
    <section aria-label={t('desk.list')}>
      <div className="desk-filters">
        <fieldset className="desk-counts">
          <legend className="unseen">{t('desk.filter.label')}</legend>
          {RECORD_FILTERS.map((each) => (
            <button
              key={each}
              type="button"
              className="desk-count"
              data-warns={each === 'overdue' && (value?.counts.overdue ?? 0) > 0}
              aria-pressed={each === filter}
              onClick={() => setFilter(each)}
            >
              <strong>{value?.counts[each] ?? '–'}</strong>
              <span>{t(`desk.filter.${each}`)}</span>
            </button>
          ))}
        </fieldset>
        {answers && (
          <label className="desk-mine">
            <Switch size="small" checked={mine} onChange={setMine} /> {t('desk.mine')}
          </label>
        )}
      </div>
      {answer.error !== null
        ? <ErrorState error={answer.error} onRetry={answer.reload} />
        : (
          <Table<ListedRecordView>
            size="small"
            rowKey="id"
            columns={columns}
            dataSource={value?.records ?? []}
            loading={{ spinning: answer.loading, delay: 300 }}
            pagination={false}
            scroll={{ x: 'max-content' }}
            locale={{ emptyText: value === null ? ' ' : <EmptyState title={t(`desk.empty.${filter}`)} text={t('desk.empty.text')} /> }}
          />
        )}
      {value?.more === true && <Alert className="desk-more" type="info" title={t('desk.more', { count: LISTED })} />}
    </section>
  )
}

function useColumns(): TableColumnsType<ListedRecordView> {
  const { t } = useTranslation()
  const today = useToday()
  const mayReceive = usePermits('handover.receive')
  return [
    {
      key: 'dueOn',
      title: t('desk.column.dueOn'),
      render: (_, record) => (
        <span className="desk-due">
          <DateText on={record.dueOn} />
          {record.overdue && <Tag color="error">{t('desk.overdue')}</Tag>}
          {!record.overdue && record.receivedAt === null && record.dueOn === today && <Tag color="warning">{t('desk.dueToday')}</Tag>}
          {record.dueProvisional && <Tooltip title={t('desk.provisionalHint')}><Tag>{t('desk.provisional')}</Tag></Tooltip>}
        </span>
      ),
    },
    {
      key: 'record',
      title: t('desk.column.record'),
      render: (_, record) => (
        <>
          <div>{t(`common.kind.${record.kind}`)}</div>
          <div className="faint code">{record.number}</div>
        </>
      ),
    },
    {
      key: 'car',
      title: t('desk.column.car'),
      render: (_, { vehicle }) => (
        <>
          <div>{vehicle.plate ?? <span className="code">{vehicle.vin}</span>}</div>
          <div className="faint">{vehicle.model}</div>
        </>
      ),
    },
    { key: 'owner', title: t('desk.column.owner'), render: (_, { ownerName }) => <div className="desk-name">{ownerName}</div> },
    {
      key: 'responsible',
      title: t('desk.column.responsible'),
      render: (_, { responsible }) => (
        <>
          <div>{responsible.name}</div>
          <div className="faint">{responsible.department}</div>
        </>
      ),
    },
    { key: 'deliveredOn', title: t('desk.column.deliveredOn'), render: (_, record) => <DateText on={record.deliveredOn} /> },
    {
      key: 'state',
      title: t('desk.column.state'),
      render: (_, record) => (
        <>
          <Tag color={record.state === 'refused' ? 'error' : record.state === 'incomplete' ? 'warning' : 'default'}>
            {t(`common.state.${record.state}`)}
          </Tag>
          {record.state === 'incomplete' && <span className="faint">{t('desk.lackCount', { count: record.lackCount })}</span>}
          {record.refusal !== null && <div className="faint desk-name">{t(`handover.refusal.${record.refusal}`)}</div>}
        </>
      ),
    },
    {
      key: 'acts',
      title: t('desk.column.acts'),
      render: (_, record) => (
        <span className="row-acts">
          {mayReceive && record.state !== 'complete' && (
            <Link href={paths.handover([record.id])}>{t(record.state === 'incomplete' ? 'desk.supplement' : 'desk.handover')}</Link>
          )}
          <Link href={paths.dossier(record.dossierId)}>{t('desk.dossier')}</Link>
        </span>
      ),
    },
  ]
}
