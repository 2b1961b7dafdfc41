// A month's violations on A4, by person, with sums; what is not decided is marked as proposed (rule V9).
import { useTranslation } from 'react-i18next'
import { useParams } from 'wouter'
import type { ViolationList, ViolationView } from '#shared/contract/violation.ts'
import { moneyText } from '#shared/domain/money.ts'
import { isMonth } from '#shared/domain/rate.ts'
import { useAnswer } from '../app/answer.ts'
import { Answered } from '../components/Answered.tsx'
import { dateTimeText } from '../components/DateText.tsx'
import { EmptyState } from '../components/EmptyState.tsx'
import { NotFound } from '../components/NotFound.tsx'
import { Items } from '../features/violation/words.tsx'
import { goBack } from './back.ts'
import { PrintPage } from './PrintPage.tsx'
import { SignLine } from './SignLine.tsx'
import './penalty.css'

export function ViolationsPrint() {
  const { t } = useTranslation()
  const { month = '' } = useParams<{ month?: string }>()
  const list = useAnswer('violation.print', isMonth(month) ? { month } : null)
  const title = t('violation.list.title', { month })
  if (!isMonth(month)) return <NotFound />
  return (
    <Answered answer={list}>
      {(value) => (
        <PrintPage title={title} fileTitle={title} orientation="landscape" onBack={goBack}>
          <article className="penalty-sheet">
            <header>
              <p>{value.storeName}</p>
              <h2>{title}</h2>
              <p>{value.closed === null ? t('violation.list.proposed') : t('violation.closed', { name: value.closed.byName, at: dateTimeText(value.closed.at) })}</p>
            </header>
            {value.people.length === 0 ? <EmptyState title={t('violation.empty')} /> : <ListTable list={value} />}
            <div className="penalty-signs">
              <SignLine label={t('violation.list.director')} name="" on={null} />
              <SignLine label={t('violation.list.manager')} name="" on={null} />
            </div>
          </article>
        </PrintPage>
      )}
    </Answered>
  )
}

const COLUMNS = ['person', 'number', 'on', 'rule', 'record', 'items', 'amount', 'state'] as const

function ListTable({ list: { people, sums } }: { list: ViolationList }) {
  const { t } = useTranslation()
  const sumRow = (key: string, name: string, { proposed, decided }: ViolationList['sums']) => (
    <tr key={key} className="penalty-sum">
      <td colSpan={6}>{name}</td>
      <td className="number">{moneyText(decided)}</td>
      <td>{proposed !== 0 && t('violation.sums.proposed', { amount: moneyText(proposed) })}</td>
    </tr>
  )
  return (
    <table className="penalty-table">
      <thead>
        <tr>{COLUMNS.map((column) => <th key={column} scope="col">{t(`violation.column.${column}`)}</th>)}</tr>
      </thead>
      <tbody>
        {people.flatMap(({ person, violations, sums: theirs }) => [
          ...violations.map((violation) => <Row key={violation.id} violation={violation} />),
          sumRow(`sum-${person.id}`, `${person.name} · ${t('violation.list.sum')}`, theirs),
        ])}
        {sumRow('total', t('violation.list.total'), sums)}
      </tbody>
    </table>
  )
}

function Row({ violation }: { violation: ViolationView }) {
  const { t } = useTranslation()
  const { person, record, rule, state, share } = violation
  return (
    <tr>
      <td>{person.name}<small>{person.department}</small></td>
      <td>{violation.number}</td>
      <td>{violation.on}</td>
      <td>{rule === 'adjustment' ? `${t('violation.rule.adjustment')} ${violation.adjusts ?? ''}` : `${rule} ${t(`violation.rule.${rule}`)}`}</td>
      <td>{violation.recordHidden ? t('violation.hidden') : record?.number}<small>{record?.plate}</small></td>
      <td><Items violation={violation} />{violation.evidence.words}</td>
      <td className="number">
        {moneyText(violation.amount)}
        {violation.doubled && <small>{t('violation.doubled')}</small>}
        {share !== null && <small>{t('violation.detail.share')} {share} %</small>}
      </td>
      <td>{t(`violation.state.${state}`)}</td>
    </tr>
  )
}
