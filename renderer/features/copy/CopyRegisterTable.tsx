// The copy register, ruled like a paper one, on screen and on A4 landscape (rule S4).
import { Button } from 'antd'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { Link } from 'wouter'
import type { CopyRowView } from '#shared/contract/copy.ts'
import { dayOf } from '#shared/domain/local-date.ts'
import { paths } from '../../app/paths.ts'
import { DateText, timeText } from '../../components/DateText.tsx'
import { printPaths } from '../../print/paths.ts'
import '../book/book.css'
import './copy.css'

const COLUMNS = ['number', 'at', 'by', 'dossier', 'pages', 'purpose', 'recipient', 'form', 'approved', 'outcome'] as const

type CopyRegisterTableProps = {
  copies: readonly CopyRowView[]
  /** Above the names of the columns, on paper repeated with them on every page. */
  heading: ReactNode
  /** Whether numbers lead to copies and dossiers. */
  linked: boolean
  /** For whoever keeps the register, of what is still out. */
  onSettle?: (copy: CopyRowView) => void
}

export function CopyRegisterTable({ copies, heading, linked, onSettle }: CopyRegisterTableProps) {
  const { t } = useTranslation()
  return (
    <table className="book-table copy-table">
      <colgroup>{COLUMNS.map((column) => <col key={column} className={`copy-${column}`} />)}</colgroup>
      <thead>
        {heading !== null && <tr><td colSpan={COLUMNS.length} className="book-heading">{heading}</td></tr>}
        <tr>{COLUMNS.map((column) => <th key={column} scope="col">{t(`copy.register.column.${column}`)}</th>)}</tr>
      </thead>
      <tbody>{copies.map((copy) => <Row key={copy.id} copy={copy} linked={linked} onSettle={onSettle} />)}</tbody>
    </table>
  )
}

function Row({ copy, linked, onSettle }: { copy: CopyRowView; linked: boolean; onSettle: CopyRegisterTableProps['onSettle'] }) {
  const { t } = useTranslation()
  const { number, at, by, dossier, recordNumber, pages, purpose, request, outcome, open } = copy
  return (
    <tr>
      <th scope="row" className="book-numbers">{linked && open ? <Link href={printPaths.copy(copy.id)}>{number}</Link> : number}</th>
      <td><DateText on={dayOf(at)} /><small>{timeText(at)}</small></td>
      <td>{by.name}<small>{by.department}</small></td>
      <td className="book-numbers">
        {linked ? <Link href={paths.dossier(dossier.id)}>{dossier.plate ?? dossier.vin}</Link> : (dossier.plate ?? dossier.vin)} {dossier.ownerName}
        <small>{dossier.number}</small>
        <small>{recordNumber}</small>
      </td>
      <td>{pages}</td>
      <td>{purpose}</td>
      <td>{request?.recipient}</td>
      <td>{t(`copy.form.${request?.form ?? 'print'}`)}</td>
      <td>
        {request === null ? <span className="faint">{t('copy.register.before')}</span> : <>{request.approvedBy}<small>{t(`copy.authority.${request.authority}`)}</small></>}
      </td>
      <td>
        {outcome !== null && <>{t('copy.register.outcomeOn', { outcome: t(`copy.register.outcome.${outcome.what}`), date: outcome.on })}<small>{[outcome.by, outcome.remark].filter((part) => part !== '').join(' · ')}</small></>}
        {outcome === null && (onSettle === undefined
          ? <span className="book-red">{t('copy.register.out2')}</span>
          : <Button size="small" aria-label={t('copy.register.settleOf', { number })} onClick={() => onSettle(copy)}>{t('copy.register.settle')}</Button>)}
      </td>
    </tr>
  )
}
