// The loan register on A4 landscape, ruled as on the screen; the printing is entered in the audit trail (rules L1, A3).
import { useTranslation } from 'react-i18next'
import { useLocation, useParams } from 'wouter'
import type { Output } from '#shared/contract/index.ts'
import { isLocalDate } from '#shared/domain/local-date.ts'
import { useAnswer } from '../app/answer.ts'
import { paths } from '../app/paths.ts'
import { useToday } from '../app/session.ts'
import { Answered } from '../components/Answered.tsx'
import { EmptyState } from '../components/EmptyState.tsx'
import { shortHash } from '../components/shortHash.ts'
import { RegisterTable } from '../features/loan/RegisterTable.tsx'
import { PrintPage } from './PrintPage.tsx'

export function LoanRegisterPrint() {
  const { t } = useTranslation()
  const [, navigate] = useLocation()
  const { from, to } = useParams<{ from: string; to: string }>()
  const register = useAnswer('loan.printRegister', isLocalDate(from) && isLocalDate(to) ? { from, to } : null)
  return (
    <Answered answer={register}>
      {(value) => (
        <PrintPage
          title={t('loan.register.title')}
          fileTitle={`${t('loan.register.title')} ${from}`}
          orientation="landscape"
          onBack={() => navigate(paths.loanRegister(from, to))}
        >
          {value.rows.length === 0 ? <EmptyState title={t('loan.register.empty')} /> : <RegisterSheet register={value} from={from} to={to} />}
        </PrintPage>
      )}
    </Answered>
  )
}

type RegisterSheetProps = { register: Output<'loan.printRegister'>; from: string; to: string }

function RegisterSheet({ register: { storeName, rows, head }, from, to }: RegisterSheetProps) {
  const { t } = useTranslation()
  const today = useToday()
  return (
    <div className="book-sheet">
      <RegisterTable
        rows={rows}
        linked={false}
        heading={(
          <div className="book-sheet-head">
            <span>{storeName}</span>
            <h2 className="book-date">{t('loan.register.title')}</h2>
            <span>{from} – {to}</span>
          </div>
        )}
      />
      <p className="book-sheet-foot">
        <span>{t('loan.register.head', { seq: head.seq })} <code>{shortHash(head.hash)}</code></span>
        <span>{t('loan.register.printedOn', { date: today })}</span>
      </p>
    </div>
  )
}
