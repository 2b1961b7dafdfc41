// Probable doubles of cars and of customers, and what was merged so far, from which a wrong merge is undone (rule F8).
import { Alert, Table, Tabs, Tag, type TableColumnsType } from 'antd'
import type { TFunction } from 'i18next'
import { useTranslation } from 'react-i18next'
import { Link, useLocation, useParams } from 'wouter'
import type { Output } from '#shared/contract/index.ts'
import { MOST_DOUBLES, type CarBrief, type CustomerBrief } from '#shared/contract/merge.ts'
import type { CarReason, CustomerReason, MergeSubject } from '#shared/domain/merge.ts'
import { useAnswer } from '../../app/answer.ts'
import { paths } from '../../app/paths.ts'
import { EmptyState } from '../../components/EmptyState.tsx'
import { ErrorState } from '../../components/ErrorState.tsx'
import { Page } from '../../components/Page.tsx'
import { MergeList } from './MergeList.tsx'
import '../screens.css'
import './merge.css'

const TABS = ['cars', 'customers', 'done'] as const

export function Merges() {
  const { tab: asked } = useParams<{ tab?: string }>()
  const [, navigate] = useLocation()
  const { t } = useTranslation()
  const tab = TABS.find((each) => each === asked) ?? 'cars'
  const doubles = useAnswer('merge.doubles', {})
  return (
    <Page title={t('merge.title')}>
      <Tabs
        activeKey={tab}
        onChange={(key) => navigate(paths.merge(TABS.find((each) => each === key)))}
        aria-label={t('merge.tabs')}
        items={TABS.map((each) => ({
          key: each,
          label: <>{t(`merge.tab.${each}`)}{each !== 'done' && <Count of={countOf(doubles.value, each)} />}</>,
          children: each === tab && (
            <>
              <p className="faint merge-about">{t(`merge.about.${each}`)}</p>
              {each === 'done' ? <MergeList /> : doubles.error !== null ? <ErrorState error={doubles.error} onRetry={doubles.reload} /> : <Doubles of={each} answer={doubles} />}
            </>
          ),
        }))}
      />
    </Page>
  )
}

function countOf(value: Output<'merge.doubles'> | null, tab: 'cars' | 'customers'): number | null {
  return value && (tab === 'cars' ? value.dossiers.length : value.customers.length)
}

function Count({ of }: { of: number | null }) {
  return <span className="merge-count">{of ?? '–'}</span>
}

type Row = { key: string; subject: MergeSubject; reasons: readonly (CarReason | CustomerReason)[]; one: Side; other: Side }
type Side = { id: number; label: string; lines: readonly string[] }

function Doubles({ of, answer }: { of: 'cars' | 'customers'; answer: ReturnType<typeof useAnswer<'merge.doubles'>> }) {
  const { t } = useTranslation()
  const { value } = answer
  const rows = value === null ? null : of === 'cars'
    ? value.dossiers.map(({ one, other, reasons }) => rowOf('dossier', reasons, carSide(t, one), carSide(t, other)))
    : value.customers.map(({ one, other, reasons }) => rowOf('customer', reasons, customerSide(t, one), customerSide(t, other)))
  return (
    <>
      <Table<Row>
        size="small"
        rowKey="key"
        columns={columns(t)}
        dataSource={rows ?? []}
        loading={{ spinning: answer.loading, delay: 300 }}
        pagination={false}
        scroll={{ x: 'max-content' }}
        locale={{ emptyText: rows === null ? ' ' : <EmptyState title={t(`merge.empty.${of}`)} text={t('merge.empty.text')} /> }}
      />
      {value?.more === true && <Alert className="merge-more" type="info" title={t('merge.more', { count: MOST_DOUBLES })} />}
    </>
  )
}

function rowOf(subject: MergeSubject, reasons: Row['reasons'], one: Side, other: Side): Row {
  return { key: `${one.id}/${other.id}`, subject, reasons, one, other }
}

function carSide(t: TFunction, { id, number, plate, vin, model, engineNumber, ownerName, records }: CarBrief): Side {
  return {
    id, label: number,
    lines: [`${plate ?? t('dossier.noPlate')} · ${model} · ${ownerName}`, vin, [engineNumber, t('merge.records', { count: records })].filter((part) => part !== '').join(' · ')],
  }
}

function customerSide(t: TFunction, { id, name, maskedNumber, mobile, address, cars }: CustomerBrief): Side {
  return { id, label: name, lines: [[maskedNumber, mobile].filter((part) => part !== '').join(' · '), address, t('merge.cars', { count: cars })] }
}

function columns(t: TFunction): TableColumnsType<Row> {
  return [
    { key: 'one', title: t('merge.column.one'), render: (_, { one }) => <SideCell side={one} /> },
    { key: 'other', title: t('merge.column.other'), render: (_, { other }) => <SideCell side={other} /> },
    {
      key: 'reasons',
      title: t('merge.column.reasons'),
      render: (_, { reasons }) => <span className="merge-reasons">{reasons.map((reason) => <Tag key={reason}>{t(`merge.reason.${reason}`)}</Tag>)}</span>,
    },
    {
      key: 'acts',
      title: t('merge.column.acts'),
      render: (_, { subject, one, other }) => (
        <Link href={paths.compare(subject, one.id, other.id)} aria-label={t('merge.compareOf', { one: one.label, other: other.label })}>{t('merge.compare')}</Link>
      ),
    },
  ]
}

function SideCell({ side }: { side: Side }) {
  return (
    <div className="merge-side">
      <strong>{side.label}</strong>
      {side.lines.filter((line) => line !== '').map((line) => <div key={line} className="faint">{line}</div>)}
    </div>
  )
}
