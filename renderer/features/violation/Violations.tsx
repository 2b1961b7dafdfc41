// The violations of a month, by person with sums, the evidence of the one chosen beside them (rule V9). Staff see their own.
import { App, Select } from 'antd'
import { useEffect, useEffectEvent, useState, type ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { useLocation, useParams } from 'wouter'
import type { ViolationFilter, ViolationList } from '#shared/contract/violation.ts'
import type { Id } from '#shared/domain/id.ts'
import { moneyText } from '#shared/domain/money.ts'
import { isMonth, monthAfter } from '#shared/domain/rate.ts'
import { permits } from '#shared/domain/role.ts'
import { useAnswer } from '../../app/answer.ts'
import { idParam } from '../../app/idParam.ts'
import { paths } from '../../app/paths.ts'
import { isPlainKey } from '../../app/plainKey.ts'
import { useMe, useToday } from '../../app/session.ts'
import { Answered } from '../../components/Answered.tsx'
import { dateTimeText } from '../../components/DateText.tsx'
import { EmptyState } from '../../components/EmptyState.tsx'
import { Page } from '../../components/Page.tsx'
import { PersonSelect } from '../../components/PersonSelect.tsx'
import { Evidence } from './Evidence.tsx'
import { MonthActs } from './MonthActs.tsx'
import { MonthTable } from './MonthTable.tsx'
import '../screens.css'
import './violation.css'

/** What may be asked of the violations of a month, of those of all months, and of one's own. */
const OF_MONTH = ['all', 'pending', 'decided', 'toDecide', 'appealed'] as const
const OF_ALL = ['pending', 'toDecide', 'appealed'] as const
const OF_ONES_OWN = ['all', 'toAnswer'] as const

const ALL_MONTHS = 'all'
const ONES_OWN = 'mine'

/** The violations of a month, what waits of all months, or one's own; at one of them. One alone is shown in its month. */
export function Violations() {
  const { of = '', filter: asked, id } = useParams<{ of?: string; filter?: string; id?: string }>()
  const me = useMe()
  const today = useToday()
  const alone = idParam<'violation'>(of)
  const shown = idParam<'violation'>(id) ?? alone
  const seesOthers = permits(me.roles, 'violation.propose') || permits(me.roles, 'appeal.decide')
    || me.roles.includes('salesHead') || me.roles.includes('serviceHead')
  const one = useAnswer('violation.get', alone !== null && seesOthers ? { id: alone } : null)
  if (!seesOthers || of === ONES_OWN) return <OwnViolations filter={OF_ONES_OWN.find((each) => each === asked) ?? 'all'} shown={shown} />
  if (alone !== null && one.value === null) return <Answered answer={one}>{() => null}</Answered>
  if (of === ALL_MONTHS) return <MonthOf month={null} filter={OF_ALL.find((each) => each === asked) ?? 'pending'} shown={shown} />
  const month = one.value?.month ?? (isMonth(of) ? of : today.slice(0, 7))
  return <MonthOf month={month} filter={OF_MONTH.find((each) => each === asked) ?? 'all'} shown={shown} />
}

type MonthOfProps = {
  /** Null: all of them. */
  month: string | null
  filter: ViolationFilter
  shown: Id<'violation'> | null
}

function MonthOf({ month, filter, shown }: MonthOfProps) {
  const { t } = useTranslation()
  const [, navigate] = useLocation()
  const [chosen, setChosen] = useState<{ month: string | null; person: Id<'person'> | null }>({ month, person: null })
  // Of another month it may be somebody who has nothing in it.
  const person = chosen.month === month ? chosen.person : null
  const today = useToday()
  const months = useAnswer('month.list', {})
  const answer = useAnswer('violation.list', { month, personId: person, filter })
  const everybody = useAnswer('violation.list', { month, personId: null, filter: month === null ? filter : 'all' })
  const present = today.slice(0, 7)
  const named = month === null ? [] : [month]
  const known = new Map([
    ...[present, monthAfter(present, -1), ...named].map((each) => [each, false] as const),
    ...(months.value ?? []).map((each) => [each.month, each.closed !== null] as const),
  ])
  const at = month ?? ALL_MONTHS
  const reload = (): void => {
    answer.reload()
    everybody.reload()
    months.reload()
  }
  return (
    <Page
      title={t('violation.title')}
      actions={(
        <>
          <Select
            aria-label={t('violation.month')}
            className="violation-month"
            value={at}
            onChange={(to: string) => navigate(paths.violations(to, to === ALL_MONTHS || month === null ? undefined : filter))}
            options={[
              { value: ALL_MONTHS, label: t('violation.allMonths') },
              ...[...known].toSorted(([one], [other]) => (one < other ? 1 : -1)).map(([each, closed]) => ({
                value: each, label: closed ? t('violation.monthLine', { month: each }) : each,
              })),
            ]}
          />
          <PersonSelect
            label={t('violation.person')} people={everybody.value?.people.map((each) => each.person) ?? null} value={person}
            onChange={(to) => setChosen({ month, person: to })}
          />
          <FilterSelect filters={month === null ? OF_ALL : OF_MONTH} value={filter} onChange={(to) => navigate(paths.violations(at, to), { replace: true })} />
          {month !== null && <MonthActs month={month} sums={everybody.value?.sums ?? null} closed={(everybody.value?.closed ?? null) !== null} onChanged={reload} />}
        </>
      )}
    >
      <Answered answer={answer}>
        {(list) => (
          <Board
            list={list} shown={shown} empty={<EmptyState title={t(month === null ? 'violation.emptyAll' : 'violation.empty')} text={month === null ? '' : t('violation.emptyText')} />}
            onChoose={(id) => navigate(paths.violations(at, filter, id), { replace: true })} onChanged={reload}
          >
            <p className="faint">
              {list.closed === null ? t('violation.intro') : t('violation.closed', { name: list.closed.byName, at: dateTimeText(list.closed.at) })}
            </p>
          </Board>
        )}
      </Answered>
    </Page>
  )
}

function OwnViolations({ filter, shown }: { filter: (typeof OF_ONES_OWN)[number]; shown: Id<'violation'> | null }) {
  const { t } = useTranslation()
  const [, navigate] = useLocation()
  const me = useMe()
  const answer = useAnswer('violation.list', { month: null, personId: me.id, filter })
  return (
    <Page
      title={t('violation.mine.title')}
      actions={<FilterSelect filters={OF_ONES_OWN} value={filter} onChange={(to) => navigate(paths.violations(ONES_OWN, to), { replace: true })} />}
    >
      <Answered answer={answer}>
        {(list) => (
          <Board
            list={list} shown={shown} empty={<EmptyState title={t(filter === 'all' ? 'violation.mine.empty' : 'violation.mine.emptyToAnswer')} />}
            onChoose={(id) => navigate(paths.violations(ONES_OWN, filter, id), { replace: true })} onChanged={answer.reload}
          >
            <p className="faint">{t('violation.mine.intro')}</p>
          </Board>
        )}
      </Answered>
    </Page>
  )
}

type FilterSelectProps = { filters: readonly ViolationFilter[]; value: ViolationFilter; onChange: (to: ViolationFilter) => void }

function FilterSelect({ filters, value, onChange }: FilterSelectProps) {
  const { t } = useTranslation()
  return (
    <Select
      aria-label={t('violation.filter.label')}
      className="violation-filter"
      value={value}
      onChange={onChange}
      options={filters.map((each) => ({ value: each, label: t(`violation.filter.${each}`) }))}
    />
  )
}

type BoardProps = {
  list: ViolationList
  shown: Id<'violation'> | null
  empty: ReactNode
  onChoose: (id: Id<'violation'>) => void
  onChanged: () => void
  children: ReactNode
}

/** The list and, beside it, the one chosen; J and K go down and up. */
function Board({ list, shown, empty, onChoose, onChanged, children }: BoardProps) {
  const { t } = useTranslation()
  const { message } = App.useApp()
  const all = list.people.flatMap(({ violations }) => violations)
  const [turn, setTurn] = useState(0)
  const chosen = all.find(({ id }) => id === shown) ?? all.find(({ may }) => may.length > 0) ?? all[0] ?? null
  const onKey = useEffectEvent((event: KeyboardEvent) => {
    const step = event.key === 'j' ? 1 : event.key === 'k' ? -1 : 0
    if (step === 0 || !isPlainKey(event)) return
    const next = all[all.findIndex(({ id }) => id === chosen?.id) + step]
    if (next) onChoose(next.id)
    event.preventDefault()
  })
  useEffect(() => {
    const listen = (event: KeyboardEvent): void => onKey(event)
    window.addEventListener('keydown', listen)
    return () => window.removeEventListener('keydown', listen)
  }, [])
  const changed = (said: string): void => {
    void message.success(said)
    // On to the next that waits for a decision.
    const place = all.findIndex(({ id }) => id === chosen?.id)
    const next = [...all.slice(place + 1), ...all.slice(0, place)].find(({ may, first }) => may.includes('decide') || first === chosen?.number)
    if (chosen?.may.includes('decide') === true && next) onChoose(next.id)
    setTurn(turn + 1)
    onChanged()
  }
  if (all.length === 0) return empty
  return (
    <>
      {children}
      <ul className="violation-sums" aria-label={t('violation.sums.label')}>
        <li>{t('violation.sums.count', { count: list.sums.count })}</li>
        <li>{t('violation.sums.pending', { count: list.sums.pending })}</li>
        <li>{t('violation.sums.proposed', { amount: moneyText(list.sums.proposed) })}</li>
        <li><strong>{t('violation.sums.decided', { amount: moneyText(list.sums.decided) })}</strong></li>
      </ul>
      <div className="violation-board">
        <div className="panel violation-list"><MonthTable list={list} chosen={chosen?.id ?? null} onChoose={onChoose} /></div>
        {chosen !== null && <Evidence key={chosen.id} id={chosen.id} turn={turn} onChanged={changed} />}
      </div>
      {all.some(({ may }) => may.includes('decide') || may.includes('decideAppeal')) && <p className="faint">{t('violation.decide.keys')}</p>}
    </>
  )
}
