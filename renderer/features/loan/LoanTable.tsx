// Loans as a list: what is due when, whose it is, how it stands. Of a dossier that may not be known, what was typed.
import { Button, Table, Tag, type TableColumnsType } from 'antd'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { useLocation } from 'wouter'
import type { LoanView } from '#shared/contract/loan.ts'
import { dayOf } from '#shared/domain/local-date.ts'
import { paths } from '../../app/paths.ts'
import { DateText } from '../../components/DateText.tsx'
import { extentText, fromWhere, STATE_COLOURS } from './words.ts'

type LoanTableProps = {
  loans: readonly LoanView[]
  loading: boolean
  empty: ReactNode
  label: string
  /** What can be done at once, in place of due day and state: these all wait for it. */
  acts?: (loan: LoanView) => ReactNode
}

export function LoanTable({ loans, loading, empty, label, acts }: LoanTableProps) {
  const { t } = useTranslation()
  const [, navigate] = useLocation()
  const standing: TableColumnsType<LoanView> = [
    {
      key: 'due',
      width: 110,
      title: t('loan.column.due'),
      render: (_, { dueOn, dueProvisional, overdue }) => dueOn !== null && (
        <>
          <DateText on={dueOn} />{dueProvisional && <span className="faint"> {t('loan.provisional')}</span>}
          {overdue && <div><Tag color="error">{t('loan.overdue')}</Tag></div>}
        </>
      ),
    },
    {
      key: 'state',
      title: t('loan.column.state'),
      render: (_, { state, recalledOn, renewals }) => (
        <>
          <Tag color={STATE_COLOURS[state]}>{t(`loan.state.${state}`)}</Tag>
          {recalledOn !== null && state === 'out' && <div className="late">{t('loan.recalled')}</div>}
          {renewals > 0 && <div className="faint">{t('loan.renewed', { count: renewals })}</div>}
        </>
      ),
    },
  ]
  const columns: TableColumnsType<LoanView> = [
    {
      key: 'number',
      width: 150,
      title: t('loan.column.number'),
      render: (_, { id, number, requestedAt }) => (
        <>
          <Button type="link" className="loan-open" aria-label={t('loan.open', { number })} onClick={() => navigate(paths.loans(id))}>{number}</Button>
          <div className="faint">{t('loan.requestedOn', { date: dayOf(requestedAt) })}</div>
        </>
      ),
    },
    { key: 'dossier', width: 230, title: t('loan.column.dossier'), render: (_, loan) => <Lent loan={loan} /> },
    { key: 'borrower', width: 170, title: t('loan.column.borrower'), render: (_, { borrower }) => <>{borrower.name}<div className="faint">{fromWhere(borrower)}</div></> },
    {
      key: 'extent',
      title: t('loan.column.extent'),
      render: (_, loan) => <>{extentText(t, loan)}<div className="faint loan-purpose">{loan.purpose}</div></>,
    },
    {
      key: 'place',
      width: 150,
      title: t('loan.column.place'),
      render: (_, { place, days }) => (
        <>
          {t(`loan.place.${place}`)}
          <div className="faint">{place === 'out' ? t('loan.days', { count: days }) : t('loan.sameDay')}</div>
        </>
      ),
    },
    ...(acts === undefined ? standing : [{
      key: 'acts', title: t('loan.column.acts'), render: (_: unknown, loan: LoanView) => <span className="loan-acts">{acts(loan)}</span>,
    }]),
  ]
  return (
    <Table<LoanView>
      size="small"
      rowKey="id"
      aria-label={label}
      columns={columns}
      dataSource={[...loans]}
      loading={{ spinning: loading, delay: 300 }}
      pagination={false}
      scroll={{ x: 'max-content' }}
      locale={{ emptyText: empty }}
    />
  )
}

function Lent({ loan: { dossier, asked } }: { loan: LoanView }) {
  const { t } = useTranslation()
  if (dossier === null) return <>{asked}<div className="faint">{t('loan.asTyped')}</div></>
  return <>{dossier.plate ?? <span className="code">{dossier.vin}</span>} {dossier.ownerName}<div className="faint code">{dossier.number}</div></>
}
