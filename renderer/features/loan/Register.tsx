// The loan register (借阅登记簿), read by the days of handing out (rules L1, L3).
import { Button } from 'antd'
import { PrinterOutlined } from '@ant-design/icons'
import { useTranslation } from 'react-i18next'
import { Link, useLocation, useParams } from 'wouter'
import { MOST_REGISTER_DAYS } from '#shared/contract/loan.ts'
import { addDays, isLocalDate, localDate, type LocalDate } from '#shared/domain/local-date.ts'
import { useAnswer } from '../../app/answer.ts'
import { paths } from '../../app/paths.ts'
import { useToday } from '../../app/session.ts'
import { Answered } from '../../components/Answered.tsx'
import { DayPicker } from '../../components/DayPicker.tsx'
import { Page } from '../../components/Page.tsx'
import { shortHash } from '../../components/shortHash.ts'
import { printPaths } from '../../print/paths.ts'
import { RegisterTable } from './RegisterTable.tsx'

export function Register() {
  const today = useToday()
  const { from = '', to = '' } = useParams<{ from?: string; to?: string }>()
  const between = isLocalDate(from) && isLocalDate(to) ? { from, to } : { from: localDate(`${today.slice(0, 8)}01`), to: today }
  return <RegisterOf {...between} />
}

function RegisterOf({ from, to }: { from: LocalDate; to: LocalDate }) {
  const { t } = useTranslation()
  const [, navigate] = useLocation()
  const wrong = to < from || addDays(from, MOST_REGISTER_DAYS - 1) < to
  const answer = useAnswer('loan.register', wrong ? null : { from, to })
  const go = (first: LocalDate, last: LocalDate): void => navigate(paths.loanRegister(first, last), { replace: true })
  return (
    <Page
      title={t('loan.register.title')}
      actions={(
        <>
          <Link href={paths.loans()}>{t('loan.title')}</Link>
          <DayPicker value={from} label={t('loan.register.from')} onChange={(day) => go(day ?? from, to)} />
          {t('loan.register.to')}
          <DayPicker value={to} label={t('loan.register.to')} onChange={(day) => go(from, day ?? to)} />
          <Button icon={<PrinterOutlined aria-hidden />} disabled={wrong} onClick={() => navigate(printPaths.loanRegister(from, to))}>{t('loan.register.print')}</Button>
        </>
      )}
    >
      {wrong && <p role="alert" className="late">{t('loan.register.tooLong', { count: MOST_REGISTER_DAYS })}</p>}
      {!wrong && (
        <Answered answer={answer}>
          {({ rows, head }) => (
            <div className="book-paper" aria-busy={answer.loading}>
              <RegisterTable rows={rows} linked heading={<h2 className="book-date">{t('loan.register.title')}</h2>} />
              <div className="book-blank">{rows.length === 0 && <p>{t('loan.register.empty')}</p>}</div>
              <footer className="book-foot">
                <span>{t('loan.register.lines', { count: rows.length })}</span>
                <span>{head.seq === 0 ? t('loan.register.noHead') : `${t('loan.register.head', { seq: head.seq })} ${shortHash(head.hash)}`}</span>
              </footer>
            </div>
          )}
        </Answered>
      )}
    </Page>
  )
}
