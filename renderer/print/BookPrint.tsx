// Days of the sign-in book on A4 landscape, ruled as on the screen; the printing is entered in the audit trail (A3).
import { useTranslation } from 'react-i18next'
import { useLocation, useParams } from 'wouter'
import type { Output } from '#shared/contract/index.ts'
import { isLocalDate } from '#shared/domain/local-date.ts'
import { useAnswer } from '../app/answer.ts'
import { paths } from '../app/paths.ts'
import { useToday } from '../app/session.ts'
import { Answered } from '../components/Answered.tsx'
import { DateText } from '../components/DateText.tsx'
import { EmptyState } from '../components/EmptyState.tsx'
import { shortHash } from '../components/shortHash.ts'
import { BookTable } from '../features/book/BookTable.tsx'
import { PrintPage } from './PrintPage.tsx'

export function BookPrint() {
  const { from = '', to = '' } = useParams<{ from?: string; to?: string }>()
  return <PrintDays key={`${from} ${to}`} from={from} to={to} />
}

function PrintDays({ from, to }: { from: string; to: string }) {
  const { t } = useTranslation()
  const [, navigate] = useLocation()
  const days = useAnswer('book.print', isLocalDate(from) && isLocalDate(to) ? { from, to } : null)
  return (
    <Answered answer={days}>
      {(book) => (
        <PrintPage
          title={t('book.title')}
          fileTitle={`${t('book.title')} ${from}`}
          orientation="landscape"
          onBack={() => navigate(paths.book(from))}
        >
          {book.days.every((day) => day.lines.length === 0) ? <EmptyState title={t('book.print.empty')} /> : <BookSheet book={book} />}
        </PrintPage>
      )}
    </Answered>
  )
}

function BookSheet({ book }: { book: Output<'book.print'> }) {
  const { t } = useTranslation()
  const today = useToday()
  return (
    <div className="book-sheet">
      {book.days.map((day) => (
        <BookTable
          key={day.on}
          lines={day.lines}
          linked={false}
          onStrike={null}
          heading={(
            <div className="book-sheet-head">
              <span>{book.storeName}</span>
              <h2 className="book-date">{t('book.title')}<DateText on={day.on} long /></h2>
              <span>{t('book.print.head', { seq: book.head.seq })} {shortHash(book.head.hash)}</span>
            </div>
          )}
        />
      ))}
      <p className="book-sheet-foot">
        <span>{t('book.print.head', { seq: book.head.seq })} <code>{book.head.hash}</code></span>
        <span>{t('book.print.printedOn', { date: today })}</span>
      </p>
    </div>
  )
}
