// A page of the sign-in book, ruled like the paper one; the same table on the screen and on paper (rules H3, H5, H7).
import { Button } from 'antd'
import { useTranslation } from 'react-i18next'
import { Link } from 'wouter'
import type { ReactNode } from 'react'
import type { BookLineView } from '#shared/contract/handover.ts'
import { paths } from '../../app/paths.ts'
import { DateText, timeText } from '../../components/DateText.tsx'
import { LineWords } from './LineWords.tsx'
import { erasedText, mayBeStruck } from './lineWords.ts'
import { SignatureCell } from './SignatureCell.tsx'
import './book.css'

const COLUMNS = ['seq', 'time', 'number', 'car', 'customer', 'kind', 'papers', 'due', 'giver', 'receiver', 'remark'] as const

type BookTableProps = {
  lines: readonly BookLineView[]
  /** Above the names of the columns, on paper repeated with them on every page. */
  heading: ReactNode
  /** Strikes a line through; null for those who may not, and on paper. */
  onStrike: ((line: BookLineView) => void) | null
  /** Whether archive numbers lead to their dossiers. */
  linked: boolean
}

export function BookTable({ lines, heading, onStrike, linked }: BookTableProps) {
  const { t } = useTranslation()
  return (
    <table className="book-table">
      <colgroup>
        {COLUMNS.map((column) => <col key={column} className={`book-${column}`} />)}
      </colgroup>
      <thead>
        <tr>
          <td colSpan={COLUMNS.length} className="book-heading">{heading}</td>
        </tr>
        <tr>
          {COLUMNS.map((column) => <th key={column} scope="col">{t(`book.column.${column}`)}</th>)}
        </tr>
      </thead>
      <tbody>
        {lines.map((line) => (
          <tr key={line.seq} className={line.struckBy === null ? `book-${line.kind}` : `book-${line.kind} book-struck`} id={`line-${line.seq}`}>
            <th scope="row">{line.seq}</th>
            <td>{timeText(line.at)}</td>
            <td className="book-numbers">
              {linked ? <Link href={paths.dossier(line.dossierId)}>{line.dossierNumber}</Link> : line.dossierNumber}
              <small>{line.recordNumber}</small>
            </td>
            <td className="book-numbers">
              {line.vin !== '' && <>{line.plate ?? t('dossier.noPlate')}<small>{line.vin}</small></>}
              {line.erased !== undefined && <em>{erasedText(t, line.erased)}</em>}
            </td>
            <td>{line.ownerName}</td>
            <td>{t(`common.kind.${line.recordKind}`)}</td>
            <td><LineWords line={line} /></td>
            <td><Due line={line} /></td>
            <td>{line.giver !== null && <SignatureCell signer={line.giver} />}</td>
            <td><SignatureCell signer={line.receiver} /></td>
            <td className="book-remarks">
              {line.struckBy !== null && <strong>{t('book.line.struckBy', { seq: line.struckBy })}</strong>}
              {line.remark}
              {onStrike !== null && mayBeStruck(line) && (
                <Button
                  size="small"
                  type="link"
                  className="book-strike-act"
                  aria-label={t('book.line.strikeAction', { seq: line.seq })}
                  onClick={() => onStrike(line)}
                >
                  {t('book.line.strikeShort')}
                </Button>
              )}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}

function Due({ line }: { line: BookLineView }) {
  const { t } = useTranslation()
  return (
    <>
      <DateText on={line.dueOn} />
      {line.dueProvisional && <small>{t('record.provisional')}</small>}
      {line.onTime !== null && (
        <small className={line.onTime ? undefined : 'book-red'}>{t(line.onTime ? 'book.line.onTime' : 'book.line.late')}</small>
      )}
    </>
  )
}
