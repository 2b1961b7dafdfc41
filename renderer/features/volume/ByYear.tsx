// A year that is over, class by class: what waits to be bound, what is proposed, ordered, bound (rules C2, C4, C5).
import { Alert, App, Button, Select, Table, type TableColumnsType } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Output } from '#shared/contract/index.ts'
import type { Id } from '#shared/domain/id.ts'
import { call } from '../../api.ts'
import { useAct, useAnswer } from '../../app/answer.ts'
import { usePermits, useToday } from '../../app/session.ts'
import { EmptyState } from '../../components/EmptyState.tsx'
import { ErrorNote, ErrorState } from '../../components/ErrorState.tsx'
import { VolumeTable } from './VolumeTable.tsx'
import { termText } from './words.ts'

type YearClass = Output<'volume.overview'>['classes'][number]

const LISTED = 500

export function ByYear() {
  const { t } = useTranslation()
  const { message } = App.useApp()
  const keeps = usePermits('volume.keep')
  const [year, setYear] = useState(Number(useToday().slice(0, 4)) - 1)
  const [classId, setClassId] = useState<Id<'volumeClass'> | null>(null)
  const overview = useAnswer('volume.overview', { year })
  const list = useAnswer('volume.list', { classId, year, state: null, text: '', limit: LISTED })
  const reload = (): void => {
    overview.reload()
    list.reload()
  }
  const propose = useAct(async (of: YearClass) => {
    const { volumes, pieces, pages } = await call('volume.propose', { classId: of.id, year })
    setClassId(of.id)
    void message.success(t('volume.proposed', { volumes, pieces, pages }))
    reload()
  })
  const proposals = (list.value?.volumes ?? []).filter(({ state }) => state === 'proposed').map(({ id }) => id)
  const accept = useAct(async () => {
    const { numbers } = await call('volume.accept', { ids: proposals })
    void message.success(t('volume.accepted', { count: numbers.length }))
    reload()
  })
  const discard = useAct(async () => {
    await call('volume.dissolve', { ids: proposals, remark: '' })
    void message.success(t('volume.discarded'))
    reload()
  })
  if (overview.error !== null) return <ErrorState error={overview.error} onRetry={overview.reload} />
  const years = overview.last?.years ?? [year]
  if (overview.value !== null && years.length === 0) return <EmptyState title={t('volume.noYears')} text={t('volume.noYearsText')} />
  const columns: TableColumnsType<YearClass> = [
    {
      key: 'class',
      title: t('volume.column.class'),
      render: (_, { id, code, name }) => (
        <Button type="link" className="volume-class" aria-label={t('volume.showOf', { name })} aria-pressed={id === classId} onClick={() => setClassId(id === classId ? null : id)}>
          <span className="code">{code}</span> {name}
        </Button>
      ),
    },
    { key: 'term', width: 90, title: t('volume.column.term'), render: (_, { term }) => termText(t, term) },
    {
      key: 'unbound',
      width: 190,
      title: t('volume.column.unbound'),
      render: (_, { binds, unbound, unboundPages }) => {
        if (!binds) return <span className="faint">{t('volume.notBinding')}</span>
        if (unbound === 0) return <span className="faint">{t('volume.nothingLeft')}</span>
        return `${t('volume.count.pieces', { count: unbound })} · ${t('volume.count.pages', { count: unboundPages })}`
      },
    },
    ...(['proposed', 'ordering', 'closed'] as const).map((state) => ({
      key: state, width: 100, title: t(`volume.state.${state}`), render: (_: unknown, of: YearClass) => (of[state] === 0 ? <span className="faint">–</span> : t('volume.count.volumes', { count: of[state] })),
    })),
    ...(keeps ? [{
      key: 'acts',
      width: 120,
      title: t('volume.column.acts'),
      render: (_: unknown, of: YearClass) => of.unbound > 0 && (
        <Button size="small" disabled={propose.running} aria-label={t('volume.proposeOf', { name: of.name })} onClick={() => void propose.run(of)}>{t('volume.propose')}</Button>
      ),
    }] : []),
  ]
  return (
    <>
      <div className="volume-bar">
        <Select<number>
          aria-label={t('volume.year')} className="volume-year" value={year} onChange={setYear}
          options={[...new Set([year, ...years])].toSorted((one, other) => other - one).map((each) => ({ value: each, label: t('volume.yearOf', { year: each }) }))}
        />
        <p className="faint volume-intro">{t('volume.intro')}</p>
      </div>
      <ErrorNote error={propose.error ?? accept.error ?? discard.error} />
      <Table<YearClass>
        size="small" rowKey="id" aria-label={t('volume.tab.year')} columns={columns} dataSource={overview.last?.classes ?? []} pagination={false}
        loading={{ spinning: overview.loading, delay: 300 }} rowClassName={({ id }) => (id === classId ? 'volume-chosen' : '')}
      />
      <div className="volume-bar volume-bar-list">
        <h2>{t('volume.tab.list')} <small className="faint">{t('volume.yearOf', { year })}{classId === null ? '' : ` · ${overview.last?.classes.find(({ id }) => id === classId)?.name ?? ''}`}</small></h2>
        {keeps && proposals.length > 0 && (
          <span className="volume-acts">
            <Button size="small" loading={discard.running} onClick={() => void discard.run()}>{t('volume.discardAll')}</Button>
            <Button size="small" type="primary" loading={accept.running} onClick={() => void accept.run()}>{t('volume.acceptAll', { count: proposals.length })}</Button>
          </span>
        )}
      </div>
      {list.error !== null && <ErrorState error={list.error} onRetry={list.reload} />}
      {list.error === null && (
        <VolumeTable
          volumes={list.last?.volumes ?? []} loading={list.loading} label={t('volume.tab.list')}
          empty={list.value === null ? ' ' : <EmptyState title={t('volume.empty')} text={t('volume.emptyText')} />}
        />
      )}
      {list.value?.more === true && <Alert type="info" className="note" title={t('volume.more', { count: LISTED })} />}
    </>
  )
}
