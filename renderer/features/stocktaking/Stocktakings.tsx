// The stock-takings, under way and ended, all or a cabinet's; which cabinets are to be inspected; and beginning one (rules C1, C7).
import { Alert, Button, Table, Tabs, Tag, type TableColumnsType } from 'antd'
import { BarcodeOutlined } from '@ant-design/icons'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Link, useLocation, useParams } from 'wouter'
import type { StocktakingView } from '#shared/contract/stocktaking.ts'
import type { Id } from '#shared/domain/id.ts'
import { useAnswer } from '../../app/answer.ts'
import { idParam } from '../../app/idParam.ts'
import { paths } from '../../app/paths.ts'
import { usePermits } from '../../app/session.ts'
import { DateTimeText } from '../../components/DateText.tsx'
import { EmptyState } from '../../components/EmptyState.tsx'
import { ErrorState } from '../../components/ErrorState.tsx'
import { Page } from '../../components/Page.tsx'
import { DueCabinets } from './DueCabinets.tsx'
import { InspectionHistory } from './InspectionHistory.tsx'
import { StartStocktaking } from './StartStocktaking.tsx'
import { Stocktaking } from './Stocktaking.tsx'
import { scopeText, STATE_COLOURS } from './words.ts'
import '../screens.css'
import './stocktaking.css'

const LISTED = 100
const FILTERS = ['open', 'ended'] as const

/** At one stock-taking, or at those of a cabinet (`cabinet/3`). */
export function Stocktakings() {
  const { at, cabinet } = useParams<{ at?: string; cabinet?: string }>()
  const shown = idParam<'stocktaking'>(at)
  if (shown !== null) return <Stocktaking key={shown} id={shown} />
  const cabinetId = at === 'cabinet' ? idParam<'cabinet'>(cabinet) : null
  return <StocktakingList key={cabinetId} cabinetId={cabinetId} />
}

function StocktakingList({ cabinetId }: { cabinetId: Id<'cabinet'> | null }) {
  const { t } = useTranslation()
  const mayRun = usePermits('stocktaking.run')
  const [filter, setFilter] = useState<(typeof FILTERS)[number]>('open')
  const [starting, setStarting] = useState<Id<'cabinet'> | 'any' | null>(null)
  const cabinets = useAnswer('cabinet.list', {})
  const answer = useAnswer('stocktaking.list', { cabinetId, filter, limit: LISTED })
  const cabinet = cabinets.value?.find(({ id }) => id === cabinetId)
  return (
    <Page
      title={cabinet === undefined ? t('stocktaking.title') : t('stocktaking.ofCabinet', { code: cabinet.code })}
      actions={(
        <>
          {cabinetId !== null && <Link href={paths.stocktakings()} className="stocktaking-all">{t('stocktaking.all')}</Link>}
          {mayRun && (
            <Button type="primary" icon={<BarcodeOutlined aria-hidden />} disabled={cabinets.value?.length === 0} onClick={() => setStarting(cabinetId ?? 'any')}>
              {t('stocktaking.start.act')}
            </Button>
          )}
        </>
      )}
    >
      <p className="faint">{t('stocktaking.intro')}</p>
      {cabinetId === null && <DueCabinets onStart={mayRun ? setStarting : null} />}
      <Tabs
        activeKey={filter}
        onChange={(key) => setFilter(FILTERS.find((each) => each === key) ?? 'open')}
        aria-label={t('stocktaking.tabs')}
        items={FILTERS.map((each) => ({
          key: each,
          label: t(`stocktaking.filter.${each}`),
          children: each === filter && (answer.error === null
            ? <StocktakingTable filter={each} stocktakings={answer.value?.stocktakings ?? null} loading={answer.loading} />
            : <ErrorState error={answer.error} onRetry={answer.reload} />),
        }))}
      />
      {answer.value?.more === true && <Alert type="info" title={t('stocktaking.more', { count: LISTED })} />}
      {cabinetId !== null && <InspectionHistory cabinetId={cabinetId} />}
      {starting !== null && (
        <StartStocktaking cabinets={cabinets.value ?? []} cabinetId={starting === 'any' ? null : starting} onClose={() => setStarting(null)} />
      )}
    </Page>
  )
}

type StocktakingTableProps = { filter: (typeof FILTERS)[number]; stocktakings: readonly StocktakingView[] | null; loading: boolean }

function StocktakingTable({ filter, stocktakings, loading }: StocktakingTableProps) {
  const { t } = useTranslation()
  const [, navigate] = useLocation()
  const columns: TableColumnsType<StocktakingView> = [
    {
      key: 'number',
      title: t('stocktaking.column.number'),
      render: (_, { id, number }) => (
        <Button type="link" className="stocktaking-open" aria-label={t('stocktaking.open', { number })} onClick={() => navigate(paths.stocktaking(id))}>{number}</Button>
      ),
    },
    { key: 'cabinet', title: t('stocktaking.column.cabinet'), render: (_, { cabinet }) => <><strong className="code">{cabinet.code}</strong> {cabinet.room}</> },
    { key: 'scope', title: t('stocktaking.column.scope'), render: (_, { shelf }) => scopeText(t, shelf) },
    { key: 'state', title: t('stocktaking.column.state'), render: (_, { state }) => <Tag color={STATE_COLOURS[state]}>{t(`stocktaking.state.${state}`)}</Tag> },
    { key: 'started', title: t('stocktaking.column.started'), render: (_, { startedAt, startedByName }) => <><DateTimeText at={startedAt} /> {startedByName}</> },
    ...(filter === 'open'
      ? []
      : [{ key: 'ended', title: t('stocktaking.column.ended'), render: (_: unknown, { endedAt }: StocktakingView) => endedAt !== null && <DateTimeText at={endedAt} /> }]),
  ]
  return (
    <Table<StocktakingView>
      size="small"
      rowKey="id"
      columns={columns}
      dataSource={[...(stocktakings ?? [])]}
      loading={{ spinning: loading, delay: 300 }}
      pagination={false}
      scroll={{ x: 'max-content' }}
      locale={{ emptyText: stocktakings === null ? ' ' : <EmptyState title={t(`stocktaking.empty.${filter}`)} text={t('stocktaking.emptyText')} /> }}
    />
  )
}
