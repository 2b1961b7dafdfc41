// Loans: what waits for whoever is at the desk, and all they may know of by how it stands (rules L1, L2, L4).
import { Alert, Button, Input, Tabs } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Link, useLocation, useParams } from 'wouter'
import { LOAN_FILTERS, type LoanView } from '#shared/contract/loan.ts'
import type { Id } from '#shared/domain/id.ts'
import type { Output } from '#shared/contract/index.ts'
import { useAnswer, type Answer } from '../../app/answer.ts'
import { idParam } from '../../app/idParam.ts'
import { paths, type LoanTab } from '../../app/paths.ts'
import { useMe, usePermits } from '../../app/session.ts'
import { EmptyState } from '../../components/EmptyState.tsx'
import { ErrorState } from '../../components/ErrorState.tsx'
import { Page } from '../../components/Page.tsx'
import { PersonSelect } from '../../components/PersonSelect.tsx'
import { Inbox } from './Inbox.tsx'
import { LoanPanel } from './LoanPanel.tsx'
import { LoanTable } from './LoanTable.tsx'
import '../screens.css'
import './loan.css'

const LISTED = 200

const isTab = (text: string): text is LoanTab => text === 'inbox' || LOAN_FILTERS.some((filter) => filter === text)

export function Loans() {
  const { t } = useTranslation()
  const [, navigate] = useLocation()
  const { at = '' } = useParams<{ at?: string }>()
  const settles = [usePermits('loan.approve'), usePermits('loan.register')].includes(true)
  // A loan opened at the side leaves the list as it was.
  const [tab, setTab] = useState<LoanTab>(settles ? 'inbox' : 'out')
  if (isTab(at) && at !== tab) setTab(at)
  const shown = idParam<'loan'>(at)
  const [text, setText] = useState('')
  const [person, setPerson] = useState<Id<'person'> | null>(null)
  const [before, setBefore] = useState<Id<'loan'> | null>(null)
  const filter = tab === 'inbox' ? 'waiting' : tab
  const list = useAnswer('loan.list', { filter, personId: person, text, before: filter === 'settled' ? before : null, limit: LISTED })
  const waiting = useAnswer('loan.waiting', { limit: LISTED })
  const people = useBorrowers(list.value?.loans)
  const reload = (): void => {
    list.reload()
    waiting.reload()
  }
  const counts: Partial<Record<LoanTab, number>> = { ...list.value?.counts, ...(waiting.value === null ? {} : { inbox: waitingCount(waiting.value) }) }
  const tabs: readonly LoanTab[] = settles ? ['inbox', ...LOAN_FILTERS] : LOAN_FILTERS

  return (
    <Page
      title={t('loan.title')}
      actions={(
        <>
          {tab !== 'inbox' && (
            <>
              <Input.Search
                className="loan-search"
                allowClear
                maxLength={100}
                placeholder={t('loan.search')}
                aria-label={t('loan.searchLabel')}
                onSearch={(wanted) => {
                  setText(wanted)
                  setBefore(null)
                }}
              />
              <PersonSelect label={t('loan.person')} people={people} value={person} onChange={setPerson} />
            </>
          )}
          <Link href={paths.loanRegister()}>{t('loan.register.open')}</Link>
          <Button type="primary" onClick={() => navigate(paths.newLoan())}>{t('loan.request')}</Button>
        </>
      )}
    >
      <Tabs
        activeKey={tab}
        onChange={(key) => {
          if (!isTab(key)) return
          setBefore(null)
          navigate(paths.loans(key), { replace: true })
        }}
        aria-label={t('loan.tabs')}
        items={tabs.map((each) => ({
          key: each,
          label: <>{t(`loan.filter.${each}`)} {each !== 'settled' && <span className="loan-count">{counts[each] ?? '–'}</span>}</>,
          children: each === tab && (each === 'inbox'
            ? <Inbox answer={waiting} onChanged={reload} />
            : <Listed filter={each} sought={text !== '' || person !== null} answer={list} />),
        }))}
      />
      {tab === 'settled' && <Paging list={list} before={before} onPage={setBefore} />}
      {tab !== 'settled' && tab !== 'inbox' && list.value?.more === true && <Alert type="info" title={t('loan.more', { count: LISTED })} />}
      {shown !== null && <LoanPanel key={shown} id={shown} onClose={() => navigate(paths.loans(tab))} onChanged={reload} />}
    </Page>
  )
}

const waitingCount = ({ approve, name, handOut }: Output<'loan.waiting'>): number => approve.length + name.length + handOut.length

/** Whom one can choose: oneself, and the colleagues who were ever on the list. */
function useBorrowers(loans: readonly LoanView[] | undefined): { id: Id<'person'>; name: string }[] {
  const me = useMe()
  const [everybody, setEverybody] = useState<ReadonlyMap<Id<'person'>, string>>(new Map([[me.id, me.name]]))
  const borrowers = (loans ?? []).flatMap(({ borrower }) => (borrower.kind === 'colleague' ? [[borrower.id, borrower.name] as const] : []))
  const seen = new Map([...everybody, ...borrowers])
  if (seen.size > everybody.size) setEverybody(seen)
  return [...everybody].map(([id, name]) => ({ id, name }))
}

type ListedProps = { filter: Exclude<LoanTab, 'inbox'>; sought: boolean; answer: Answer<Output<'loan.list'>> }

function Listed({ filter, sought, answer }: ListedProps) {
  const { t } = useTranslation()
  if (answer.error !== null) return <ErrorState error={answer.error} onRetry={answer.reload} />
  return (
    <LoanTable
      loans={answer.value?.loans ?? []}
      loading={answer.loading}
      label={t(`loan.filter.${filter}`)}
      empty={answer.value === null ? ' ' : <EmptyState title={t(`loan.empty.${sought ? 'none' : filter}`)} text={t('loan.emptyText')} />}
    />
  )
}

type PagingProps = { list: Answer<Output<'loan.list'>>; before: Id<'loan'> | null; onPage: (before: Id<'loan'> | null) => void }

/** Settled loans are read backwards, a page at a time. */
function Paging({ list: { value }, before, onPage }: PagingProps) {
  const { t } = useTranslation()
  const last = value?.loans.at(-1)
  return (
    <p className="loan-paging">
      {before !== null && <Button onClick={() => onPage(null)}>{t('loan.newest')}</Button>}
      {value?.more === true && last !== undefined && <Button onClick={() => onPage(last.id)}>{t('loan.older')}</Button>}
    </p>
  )
}
