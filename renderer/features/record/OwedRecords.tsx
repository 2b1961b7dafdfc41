// The records that are owed to the archive or lack something, by the five questions a desk asks of a day.
import { Alert, Switch, Table, Tag, Tooltip, type TableColumnsType } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Link, useLocation, useParams } from 'wouter'
import { RECORD_FILTERS, type ListedRecordView } from '#shared/contract/record.ts'
import { mayAnswerFor } from '#shared/domain/record.ts'
import { useAnswer } from '../../app/answer.ts'
import { paths } from '../../app/paths.ts'
import { useMe, usePermits, useToday } from '../../app/session.ts'
import { DateText } from '../../components/DateText.tsx'
import { EmptyState } from '../../components/EmptyState.tsx'
import { ErrorState } from '../../components/ErrorState.tsx'
import { Page } from '../../components/Page.tsx'
import './owed.css'

type Filter = (typeof RECORD_FILTERS)[number]

const LISTED = 200

export function OwedRecords() {
  const { t } = useTranslation()
  const me = useMe()
  const { filter: asked } = useParams<{ filter?: string }>()
  const [, navigate] = useLocation()
  const filter: Filter = RECORD_FILTERS.find((each) => each === asked) ?? 'outstanding'
  const [mine, setMine] = useState(false)
  const columns = useColumns()
  const answers = mayAnswerFor(me.roles, 'delivery') || mayAnswerFor(me.roles, 'maintenance')
  const answer = useAnswer('record.list', { filter, responsibleId: mine ? me.id : null, limit: LISTED })
  const { value } = answer

  return (
    <Page title={t('owed.title')}>
      <section aria-label={t('owed.list')}>
        <div className="owed-filters">
          <fieldset className="owed-counts">
            <legend className="unseen">{t('owed.filter.label')}</legend>
            {RECORD_FILTERS.map((each) => (
              <button
                key={each}
                type="button"
                className="owed-count"
                data-warns={each === 'overdue' && (answer.last?.counts.overdue ?? 0) > 0}
                aria-pressed={each === filter}
                onClick={() => navigate(paths.records(each), { replace: true })}
              >
                <strong>{answer.last?.counts[each] ?? '–'}</strong>
                <span>{t(`owed.filter.${each}`)}</span>
              </button>
            ))}
          </fieldset>
          {answers && (
            <label className="owed-mine">
              <Switch size="small" checked={mine} onChange={setMine} /> {t('owed.mine')}
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
              locale={{ emptyText: value === null ? ' ' : <EmptyState title={t(`owed.empty.${filter}`)} text={t('owed.empty.text')} /> }}
            />
          )}
        {value?.more === true && <Alert className="owed-more" type="info" title={t('owed.more', { count: LISTED })} />}
      </section>
    </Page>
  )
}

function useColumns(): TableColumnsType<ListedRecordView> {
  const { t } = useTranslation()
  const today = useToday()
  const mayReceive = usePermits('handover.receive')
  return [
    {
      key: 'dueOn',
      title: t('owed.column.dueOn'),
      render: (_, record) => (
        <span className="owed-due">
          <DateText on={record.dueOn} />
          {record.overdue && <Tag color="error">{t('owed.overdue')}</Tag>}
          {!record.overdue && record.receivedAt === null && record.dueOn === today && <Tag color="warning">{t('owed.dueToday')}</Tag>}
          {record.dueProvisional && <Tooltip title={t('owed.provisionalHint')}><Tag>{t('owed.provisional')}</Tag></Tooltip>}
        </span>
      ),
    },
    {
      key: 'record',
      title: t('owed.column.record'),
      render: (_, record) => (
        <>
          <div>{t(`common.kind.${record.kind}`)}</div>
          <div className="faint code">{record.number}</div>
        </>
      ),
    },
    {
      key: 'car',
      title: t('owed.column.car'),
      render: (_, { vehicle }) => (
        <>
          <div>{vehicle.plate ?? <span className="code">{vehicle.vin}</span>}</div>
          <div className="faint">{vehicle.model}</div>
        </>
      ),
    },
    { key: 'owner', title: t('owed.column.owner'), render: (_, { ownerName }) => <div className="owed-name">{ownerName}</div> },
    {
      key: 'responsible',
      title: t('owed.column.responsible'),
      render: (_, { responsible }) => (
        <>
          <div>{responsible.name}</div>
          <div className="faint">{responsible.department}</div>
        </>
      ),
    },
    { key: 'deliveredOn', title: t('owed.column.deliveredOn'), render: (_, record) => <DateText on={record.deliveredOn} /> },
    {
      key: 'state',
      title: t('owed.column.state'),
      render: (_, record) => (
        <>
          <Tag color={record.state === 'refused' ? 'error' : record.state === 'incomplete' ? 'warning' : 'default'}>
            {t(`common.state.${record.state}`)}
          </Tag>
          {record.state === 'incomplete' && <span className="faint">{t('owed.lackCount', { count: record.lackCount })}</span>}
          {record.refusal !== null && <div className="faint owed-name">{t(`handover.refusal.${record.refusal}`)}</div>}
        </>
      ),
    },
    {
      key: 'acts',
      title: t('owed.column.acts'),
      render: (_, record) => (
        <span className="row-acts">
          {mayReceive && record.state !== 'complete' && (
            <Link href={paths.handover([record.id])}>{t(record.state === 'incomplete' ? 'owed.supplement' : 'owed.handover')}</Link>
          )}
          <Link href={paths.dossier(record.dossierId)}>{t('owed.dossier')}</Link>
        </span>
      ),
    },
  ]
}
