// Leaks: whoever notices one reports it here at once; the customer director and the general manager follow it (rule S5).
import { Button, Table, Tabs, Tag, type TableColumnsType } from 'antd'
import { AlertOutlined } from '@ant-design/icons'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useLocation, useParams } from 'wouter'
import type { LeakView } from '#shared/contract/leak.ts'
import type { Id } from '#shared/domain/id.ts'
import { dayOf } from '#shared/domain/local-date.ts'
import { useAnswer } from '../../app/answer.ts'
import { idParam } from '../../app/idParam.ts'
import { paths } from '../../app/paths.ts'
import { EmptyState } from '../../components/EmptyState.tsx'
import { ErrorState } from '../../components/ErrorState.tsx'
import { Page } from '../../components/Page.tsx'
import { LEAK_COLOURS } from './colours.ts'
import { LeakPanel } from './LeakPanel.tsx'
import { ReportLeak } from './ReportLeak.tsx'
import '../screens.css'
import './leak.css'

const LISTED = 100
const FILTERS = ['open', 'closed'] as const
type Filter = (typeof FILTERS)[number]

export function Leaks() {
  const { t } = useTranslation()
  const [, navigate] = useLocation()
  const shown = idParam<'leak'>(useParams<{ id?: string }>().id)
  const [filter, setFilter] = useState<Filter>('open')
  const [before, setBefore] = useState<Id<'leak'> | null>(null)
  const [reporting, setReporting] = useState(false)
  const list = useAnswer('leak.list', { filter, before, limit: LISTED })
  const leaks = list.value?.leaks ?? []
  const columns: TableColumnsType<LeakView> = [
    {
      key: 'number', width: 150, title: t('leak.column.number'),
      render: (_, { id, number, reportedAt }) => (
        <>
          <Button type="link" className="leak-open" aria-label={t('leak.open', { number })} onClick={() => navigate(paths.leaks(id))}>{number}</Button>
          <div className="faint">{t('leak.reportedOn', { date: dayOf(reportedAt) })}</div>
        </>
      ),
    },
    { key: 'found', width: 110, title: t('leak.column.found'), dataIndex: 'foundOn' },
    { key: 'what', title: t('leak.column.what'), render: (_, { what, dossier }) => <span className="leak-what">{what}<small className="faint">{dossier}</small></span> },
    { key: 'reporter', width: 150, title: t('leak.column.reporter'), render: (_, { reportedBy }) => <>{reportedBy.name}<div className="faint">{reportedBy.department}</div></> },
    { key: 'state', width: 110, title: t('leak.column.state'), render: (_, { state }) => <Tag color={LEAK_COLOURS[state]}>{t(`leak.state.${state}`)}</Tag> },
  ]
  return (
    <Page
      title={t('leak.title')}
      actions={<Button type="primary" danger icon={<AlertOutlined aria-hidden />} onClick={() => setReporting(true)}>{t('leak.report')}</Button>}
    >
      <Tabs
        activeKey={filter}
        onChange={(key) => {
          setFilter(key === 'closed' ? 'closed' : 'open')
          setBefore(null)
        }}
        aria-label={t('leak.tabs')}
        items={FILTERS.map((each) => ({
          key: each,
          label: t(`leak.tab.${each}`),
          children: each === filter && (list.error === null ? (
            <Table<LeakView>
              size="small" rowKey="id" aria-label={t(`leak.tab.${each}`)} columns={columns} dataSource={leaks} loading={{ spinning: list.loading, delay: 300 }}
              pagination={false} scroll={{ x: 'max-content' }}
              locale={{ emptyText: list.value === null ? ' ' : <EmptyState title={t(`leak.empty.${each}`)} text={t('leak.emptyText')} /> }}
            />
          ) : <ErrorState error={list.error} onRetry={list.reload} />),
        }))}
      />
      <p className="leak-paging">
        {before !== null && <Button onClick={() => setBefore(null)}>{t('leak.newest')}</Button>}
        {list.value?.more === true && <Button onClick={() => setBefore(leaks.at(-1)?.id ?? null)}>{t('leak.older')}</Button>}
      </p>
      {shown !== null && <LeakPanel key={shown} id={shown} onClose={() => navigate(paths.leaks())} onChanged={list.reload} />}
      {reporting && (
        <ReportLeak
          onClose={() => setReporting(false)}
          onDone={() => {
            setReporting(false)
            setFilter('open')
            list.reload()
          }}
        />
      )}
    </Page>
  )
}
