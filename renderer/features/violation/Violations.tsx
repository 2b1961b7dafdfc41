// The violations of a month, by person with sums, the evidence of the one chosen beside them (rule V9). Staff see their own.
import { App, Select } from 'antd'
import { useEffect, useEffectEvent, useState, type ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { useLocation, useParams } from 'wouter'
import { VIOLATION_FILTERS, type ViolationList } from '#shared/contract/violation.ts'
import { toId, type Id } from '#shared/domain/id.ts'
import { moneyText } from '#shared/domain/money.ts'
import { isMonth, monthAfter } from '#shared/domain/rate.ts'
import { permits } from '#shared/domain/role.ts'
import { useAnswer } from '../../app/answer.ts'
import { paths } from '../../app/paths.ts'
import { useMe, useToday } from '../../app/session.ts'
import { Answered } from '../../components/Answered.tsx'
import { dateTimeText } from '../../components/DateText.tsx'
import { EmptyState } from '../../components/EmptyState.tsx'
import { Page } from '../../components/Page.tsx'
import { PersonSelect } from '../../components/PersonSelect.tsx'
import { isTyping } from './DecideForm.tsx'
import { Evidence } from './Evidence.tsx'
import { MonthActs } from './MonthActs.tsx'
import { MonthTable } from './MonthTable.tsx'
import '../screens.css'
import './violation.css'

/** At a month, or at one violation, whose month is then shown; staff at their own. */
export function Violations() {
  const { at = '' } = useParams<{ at?: string }>()
  const me = useMe()
  const today = useToday()
  const shown = /^[1-9]\d{0,14}$/.test(at) ? toId<'violation'>(Number(at)) : null
  const seesOthers = permits(me.roles, 'violation.propose') || permits(me.roles, 'appeal.decide')
    || me.roles.includes('salesHead') || me.roles.includes('serviceHead')
  const one = useAnswer('violation.get', shown !== null && seesOthers ? { id: shown } : null)
  if (!seesOthers) return <OwnViolations shown={shown} />
  if (shown === null) return <MonthOf month={isMonth(at) ? at : today.slice(0, 7)} shown={null} />
  return <Answered answer={one}>{({ month }) => <MonthOf key={month} month={month} shown={shown} />}</Answered>
}

function MonthOf({ month, shown }: { month: string; shown: Id<'violation'> | null }) {
  const { t } = useTranslation()
  const [, navigate] = useLocation()
  const [filter, setFilter] = useState<(typeof VIOLATION_FILTERS)[number]>('all')
  const [person, setPerson] = useState<Id<'person'> | null>(null)
  const today = useToday()
  const months = useAnswer('month.list', {})
  const answer = useAnswer('violation.list', { month, personId: person, departmentId: null, filter })
  const everybody = useAnswer('violation.list', { month, personId: null, departmentId: null, filter: 'all' })
  const present = today.slice(0, 7)
  const known = new Map([[present, false], [monthAfter(present, -1), false], [month, false], ...(months.value ?? []).map((each) => [each.month, each.closed !== null] as const)])
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
            value={month}
            onChange={(to: string) => navigate(paths.violations(to))}
            options={[...known].toSorted(([one], [other]) => (one < other ? 1 : -1)).map(([each, closed]) => ({
              value: each, label: closed ? t('violation.monthLine', { month: each }) : each,
            }))}
          />
          <PersonSelect label={t('violation.person')} people={(everybody.value?.people ?? []).map((each) => each.person)} value={person} onChange={setPerson} />
          <Select
            aria-label={t('violation.filter.label')}
            className="violation-filter"
            value={filter}
            onChange={setFilter}
            options={VIOLATION_FILTERS.map((each) => ({ value: each, label: t(`violation.filter.${each}`) }))}
          />
          <MonthActs month={month} sums={everybody.value?.sums ?? null} closed={(everybody.value?.closed ?? null) !== null} onChanged={reload} />
        </>
      )}
    >
      <Answered answer={answer}>
        {(list) => (
          <Board list={list} shown={shown} empty={<EmptyState title={t('violation.empty')} text={t('violation.emptyText')} />} onChanged={reload}>
            <p className="faint">
              {list.closed === null ? t('violation.intro') : t('violation.closed', { name: list.closed.byName, at: dateTimeText(list.closed.at) })}
            </p>
          </Board>
        )}
      </Answered>
    </Page>
  )
}

function OwnViolations({ shown }: { shown: Id<'violation'> | null }) {
  const { t } = useTranslation()
  const me = useMe()
  const answer = useAnswer('violation.list', { month: null, personId: me.id, departmentId: null, filter: 'all' })
  return (
    <Page title={t('violation.mine.title')}>
      <Answered answer={answer}>
        {(list) => (
          <Board list={list} shown={shown} empty={<EmptyState title={t('violation.mine.empty')} />} onChanged={answer.reload}>
            <p className="faint">{t('violation.mine.intro')}</p>
          </Board>
        )}
      </Answered>
    </Page>
  )
}

type BoardProps = { list: ViolationList; shown: Id<'violation'> | null; empty: ReactNode; onChanged: () => void; children: ReactNode }

/** The list and, beside it, the one chosen; J and K go down and up. */
function Board({ list, shown, empty, onChanged, children }: BoardProps) {
  const { t } = useTranslation()
  const { message } = App.useApp()
  const all = list.people.flatMap(({ violations }) => violations)
  const [asked, setAsked] = useState(shown)
  const [turn, setTurn] = useState(0)
  const chosen = all.find(({ id }) => id === asked) ?? all.find(({ may }) => may.length > 0) ?? all[0] ?? null
  const onKey = useEffectEvent((event: KeyboardEvent) => {
    const step = event.key === 'j' ? 1 : event.key === 'k' ? -1 : 0
    if (step === 0 || event.ctrlKey || event.metaKey || event.altKey || isTyping(event.target)) return
    const next = all[all.findIndex(({ id }) => id === chosen?.id) + step]
    if (next) setAsked(next.id)
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
    if (chosen?.may.includes('decide') === true && next) setAsked(next.id)
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
        <div className="panel violation-list"><MonthTable list={list} chosen={chosen?.id ?? null} onChoose={setAsked} /></div>
        {chosen !== null && <Evidence key={chosen.id} id={chosen.id} turn={turn} onChanged={changed} />}
      </div>
      {all.some(({ may }) => may.includes('decide') || may.includes('decideAppeal')) && <p className="faint">{t('violation.decide.keys')}</p>}
    </>
  )
}
