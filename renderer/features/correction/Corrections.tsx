// The worklist of corrections (rule V10): for the archive what is to be looked at, for each what is theirs to put right.
import { Alert, Button, Table, Tabs, Tag, type TableColumnsType } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useLocation, useParams } from 'wouter'
import { CORRECTION_FILTERS, type CorrectionFilter, type CorrectionView } from '#shared/contract/correction.ts'
import type { Id } from '#shared/domain/id.ts'
import type { CorrectionState } from '#shared/domain/correction.ts'
import { useAnswer } from '../../app/answer.ts'
import { idParam } from '../../app/idParam.ts'
import { paths } from '../../app/paths.ts'
import { DateText } from '../../components/DateText.tsx'
import { EmptyState } from '../../components/EmptyState.tsx'
import { ErrorState } from '../../components/ErrorState.tsx'
import { Page } from '../../components/Page.tsx'
import { lackText } from '../../components/PaperName.tsx'
import { PersonSelect } from '../../components/PersonSelect.tsx'
import { CorrectionPanel } from './CorrectionPanel.tsx'
import '../screens.css'
import './correction.css'

const LISTED = 200
const STATE_COLOURS: Record<CorrectionState, string> = { ordered: 'warning', done: 'processing', closed: 'success', withdrawn: 'default' }

export function Corrections() {
  const { t } = useTranslation()
  const [, navigate] = useLocation()
  const { filter: asked, id } = useParams<{ filter?: string; id?: string }>()
  const filter = CORRECTION_FILTERS.find((each) => each === asked) ?? 'open'
  const shown = idParam<'correction'>(id)
  const [person, setPerson] = useState<Id<'person'> | null>(null)
  const answer = useAnswer('correction.list', {
    filter, personId: person, dossierId: null, limit: LISTED,
  })
  const { value, last } = answer
  return (
    <Page
      title={t('correction.title')}
      actions={<PersonSelect label={t('correction.person')} people={last?.people ?? null} value={person} onChange={setPerson} />}
    >
      <p className="faint">{t('correction.intro')}</p>
      <Tabs
        activeKey={filter}
        onChange={(key) => navigate(paths.corrections(CORRECTION_FILTERS.find((each) => each === key)), { replace: true })}
        aria-label={t('correction.tabs')}
        items={CORRECTION_FILTERS.map((each) => ({
          key: each,
          label: <>{t(`correction.filter.${each}`)} {each !== 'settled' && <span className="correction-count">{last?.counts[each] ?? '–'}</span>}</>,
          children: each === filter && (answer.error === null
            ? <CorrectionTable filter={each} corrections={value?.corrections ?? null} loading={answer.loading} />
            : <ErrorState error={answer.error} onRetry={answer.reload} />),
        }))}
      />
      {value?.more === true && <Alert type="info" title={t('correction.more', { count: LISTED })} />}
      {shown !== null && <CorrectionPanel key={shown} id={shown} onClose={() => navigate(paths.corrections(filter))} onChanged={answer.reload} />}
    </Page>
  )
}

type CorrectionTableProps = { filter: CorrectionFilter; corrections: readonly CorrectionView[] | null; loading: boolean }

function CorrectionTable({ filter, corrections, loading }: CorrectionTableProps) {
  const { t } = useTranslation()
  const [, navigate] = useLocation()
  const columns: TableColumnsType<CorrectionView> = [
    {
      key: 'due',
      title: t('correction.column.dueOn'),
      render: (_, { dueOn, dueProvisional, overdue }) => (
        <>
          <DateText on={dueOn} />{dueProvisional && <span className="faint"> {t('correction.provisional')}</span>}
          {overdue && <div><Tag color="error">{t('correction.overdue')}</Tag></div>}
        </>
      ),
    },
    {
      key: 'number',
      title: t('correction.column.number'),
      render: (_, { id, number }) => (
        <Button type="link" className="correction-open" aria-label={t('correction.open', { number })} onClick={() => navigate(paths.corrections(filter, id))}>{number}</Button>
      ),
    },
    { key: 'record', title: t('correction.column.record'), render: (_, { record }) => <>{t(`common.kind.${record.kind}`)}<div className="faint code">{record.number}</div></> },
    {
      key: 'car',
      title: t('correction.column.car'),
      render: (_, { record }) => <>{record.plate ?? <span className="code">{record.vin}</span>}<div className="faint">{record.model}</div></>,
    },
    { key: 'person', title: t('correction.column.person'), render: (_, { person }) => <>{person.name}<div className="faint">{person.department}</div></> },
    {
      key: 'lacks',
      title: t('correction.column.lacks'),
      render: (_, { lacks }) => <div className="correction-what">{lacks.map((lack) => lackText(t, lack)).join(t('book.line.separator'))}</div>,
    },
    { key: 'state', title: t('correction.column.state'), render: (_, { state }) => <Tag color={STATE_COLOURS[state]}>{t(`correction.state.${state}`)}</Tag> },
  ]
  return (
    <Table<CorrectionView>
      size="small"
      rowKey="id"
      columns={columns}
      dataSource={[...(corrections ?? [])]}
      loading={{ spinning: loading, delay: 300 }}
      pagination={false}
      scroll={{ x: 'max-content' }}
      locale={{ emptyText: corrections === null ? ' ' : <EmptyState title={t(`correction.empty.${filter}`)} text={t('correction.emptyText')} /> }}
    />
  )
}
