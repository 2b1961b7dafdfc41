// Keeping and destroying: what has expired and is to be appraised, and the destruction lists with what waits for whom (rules R1 to R3).
import { Alert, Button, Table, Tabs, Tag, type TableColumnsType } from 'antd'
import { useTranslation } from 'react-i18next'
import { useLocation, useParams } from 'wouter'
import type { DisposalView } from '#shared/contract/disposal.ts'
import type { Id } from '#shared/domain/id.ts'
import { dayOf } from '#shared/domain/local-date.ts'
import { useAnswer } from '../../app/answer.ts'
import { idParam } from '../../app/idParam.ts'
import { paths } from '../../app/paths.ts'
import { Answered } from '../../components/Answered.tsx'
import { EmptyState } from '../../components/EmptyState.tsx'
import { Page } from '../../components/Page.tsx'
import { Appraise } from './Appraise.tsx'
import { Requests } from '../subject/Requests.tsx'
import { Disposal } from './Disposal.tsx'
import { countsText, STATE_COLOURS } from './words.ts'
import '../screens.css'
import './disposal.css'

const LISTED = 200

export function Disposals() {
  const { at, id } = useParams<{ at?: string; id?: string }>()
  const shown = idParam<'disposal'>(at)
  if (shown !== null) return <Disposal key={shown} id={shown} />
  return <All tab={TABS.find((tab) => tab === at) ?? 'expired'} request={idParam<'subjectRequest'>(id)} />
}

const TABS = ['lists', 'persons'] as const

function All({ tab, request }: { tab: 'expired' | (typeof TABS)[number]; request: Id<'subjectRequest'> | null }) {
  const { t } = useTranslation()
  const [, navigate] = useLocation()
  return (
    <Page title={t('disposal.title')}>
      <p className="faint">{t('disposal.intro')}</p>
      <Tabs
        activeKey={tab}
        aria-label={t('disposal.tabs')}
        onChange={(key) => navigate(paths.disposals(TABS.find((each) => each === key)))}
        items={[
          { key: 'expired', label: t('disposal.tab.expired'), children: tab === 'expired' && <Expired /> },
          { key: 'lists', label: t('disposal.tab.lists'), children: tab === 'lists' && <Lists /> },
          { key: 'persons', label: t('subject.tab'), children: tab === 'persons' && <Requests opened={request} /> },
        ]}
      />
    </Page>
  )
}

function Expired() {
  const { t } = useTranslation()
  const [, navigate] = useLocation()
  const answer = useAnswer('disposal.expired', { limit: LISTED })
  return (
    <Answered answer={answer}>
      {({ dossiers, more, total }) => (dossiers.length === 0
        ? <EmptyState title={t('disposal.expired.none')} text={t('disposal.expired.noneText')} />
        : (
          <>
            {more && <Alert className="note" type="info" title={t('disposal.expired.more', { total, count: dossiers.length })} />}
            <Appraise dossiers={dossiers} list={null} onDone={(id) => navigate(paths.disposals(id))} />
          </>
        ))}
    </Answered>
  )
}

function Lists() {
  const { t } = useTranslation()
  const answer = useAnswer('disposal.list', { limit: LISTED })
  return <Answered answer={answer}>{({ disposals }) => (disposals.length === 0 ? <EmptyState title={t('disposal.none')} text={t('disposal.noneText')} /> : <ListTable disposals={disposals} />)}</Answered>
}

function ListTable({ disposals }: { disposals: readonly DisposalView[] }) {
  const { t } = useTranslation()
  const [, navigate] = useLocation()
  const columns: TableColumnsType<DisposalView> = [
    {
      key: 'number',
      title: t('disposal.column.list'),
      render: (_, { id, number }) => (
        <Button type="link" className="disposal-open" aria-label={t('disposal.open', { number })} onClick={() => navigate(paths.disposals(id))}>{number}</Button>
      ),
    },
    {
      key: 'state',
      title: t('disposal.column.state'),
      render: (_, { state, waitsForMe }) => (
        <><Tag color={STATE_COLOURS[state]}>{t(`disposal.state.${state}`)}</Tag>{waitsForMe && <Tag color="error">{t('disposal.mine')}</Tag>}</>
      ),
    },
    { key: 'counts', title: t('disposal.column.counts'), render: (_, disposal) => countsText(t, disposal) },
    { key: 'drafted', title: t('disposal.column.drafted'), render: (_, { draftedAt, draftedBy }) => `${dayOf(draftedAt)} ${draftedBy.name}` },
    { key: 'remark', title: t('disposal.remark'), render: (_, { remark }) => remark },
  ]
  return <Table<DisposalView> size="small" rowKey="id" columns={columns} dataSource={[...disposals]} pagination={false} scroll={{ x: 'max-content' }} />
}
