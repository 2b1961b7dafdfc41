// The loan register, ruled like the paper one: hand-out on the left, return on the right of the same line (rules L1, L3).
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { Link } from 'wouter'
import type { RegisterRowView } from '#shared/contract/loan.ts'
import { paths } from '../../app/paths.ts'
import { DateText } from '../../components/DateText.tsx'
import { paperName } from '../../components/PaperName.tsx'
import { SignatureCell } from '../book/SignatureCell.tsx'
import { fromWhere, remarksOf } from './words.ts'
import '../book/book.css'
import './register.css'

const COLUMNS = [
  'seq', 'out', 'borrower', 'dossier', 'what', 'purpose', 'approved', 'due', 'outSign', 'outKeeper', 'back', 'returned', 'backSign', 'backKeeper', 'remark',
] as const

type RegisterTableProps = {
  rows: readonly RegisterRowView[]
  /** Above the names of the columns, on paper repeated with them on every page. */
  heading: ReactNode
  /** Whether numbers lead to loans and dossiers. */
  linked: boolean
}

export function RegisterTable({ rows, heading, linked }: RegisterTableProps) {
  const { t } = useTranslation()
  return (
    <table className="book-table register-table">
      <colgroup>{COLUMNS.map((column) => <col key={column} className={`register-${column}`} />)}</colgroup>
      <thead>
        <tr><td colSpan={COLUMNS.length} className="book-heading">{heading}</td></tr>
        <tr>{COLUMNS.map((column) => <th key={column} scope="col">{t(`loan.register.column.${column}`)}</th>)}</tr>
      </thead>
      <tbody>{rows.map((row) => <Row key={row.loanId} row={row} linked={linked} />)}</tbody>
    </table>
  )
}

function Row({ row, linked }: { row: RegisterRowView; linked: boolean }) {
  const { t } = useTranslation()
  const { out, back } = row
  return (
    <tr>
      <th scope="row">{out.seq}</th>
      <td className="book-numbers">
        <DateText on={out.on} />
        <small>{linked ? <Link href={paths.loans(row.loanId)}>{row.number}</Link> : row.number}</small>
      </td>
      <td>{row.borrower.name}<small>{fromWhere(row.borrower)}</small></td>
      <td className="book-numbers">
        {linked ? <Link href={paths.dossier(row.dossierId)}>{row.dossierNumber}</Link> : row.dossierNumber}
        <small>{row.plate ?? t('dossier.noPlate')}</small>
      </td>
      <td>
        {row.whole ? t('loan.whole') : out.papers.map(({ code }) => paperName(t, code)).join(t('book.line.separator'))}
        <small>{t('loan.detail.pages', { count: out.pages })} · {t(`loan.condition.${out.condition}`)}</small>
      </td>
      <td>{row.purpose}<small>{t(`loan.place.${row.place}`)}{row.reason !== '' && `${t('book.line.colon')}${row.reason}`}</small></td>
      <td>{row.approvedBy.map(({ role, name }) => <div key={role}>{name}<small>{t(`loan.role.${role}`)}</small></div>)}</td>
      <td>
        <DateText on={row.dueOn} />
        {row.agreedOn !== row.dueOn && <small>{t('loan.register.wasDue')} <DateText on={row.agreedOn} /></small>}
        {row.overdue && <small className="book-red">{t('loan.overdue')}</small>}
      </td>
      <td><SignatureCell signer={out.borrower} /></td>
      <td><SignatureCell signer={out.keeper} /></td>
      <td>
        {back !== null && <DateText on={back.on} />}
        {row.state === 'lost' && <span className="book-red">{t('loan.register.lost')}{row.endedOn !== null && <small><DateText on={row.endedOn} /></small>}</span>}
      </td>
      <td>
        {back !== null && (
          <span className={row.report === null ? undefined : 'book-red'}>
            {t('loan.detail.pages', { count: back.pages })}<small>{t(`loan.condition.${back.condition}`)}</small>
          </span>
        )}
      </td>
      <td>{back !== null && <SignatureCell signer={back.borrower} />}</td>
      <td>{back !== null && <SignatureCell signer={back.keeper} />}</td>
      <td className="book-remarks">{remarksOf(t, row).map((remark) => <span key={remark}>{remark}</span>)}</td>
    </tr>
  )
}
